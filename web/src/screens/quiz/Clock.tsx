/*
 * The time that is left, in words, by the server's clock. It can be hidden, is
 * announced at five minutes and at one, and never moves what stands around it.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { words } from "../../text/quiz";

function timeLeft(ms: number): string {
	const seconds = Math.ceil(ms / 1_000);
	const minutes = Math.ceil(seconds / 60);

	if (seconds <= 60)
		return words("clock.seconds", { n: seconds });
	return minutes >= 60
		? words("clock.hours",
			{ h: Math.floor(minutes / 60), m: minutes % 60 })
		: words("clock.minutes", { n: minutes });
}

const FIVE = 5 * 60_000;
const ONE = 60_000;

/* Which warning is due: 5, 1, or none. */
export function warning(before: number, now: number): 5 | 1 | null {
	if (before > ONE && now <= ONE)
		return 1;
	return before > FIVE && now <= FIVE ? 5 : null;
}

interface Props {
	left: () => number | null;
	over: () => void;
}

export function Clock({ left, over }: Props) {
	const [ms, set] = useState(left() ?? 0);
	const [hidden, hide] = useState(false);
	const [said, say] = useState("");
	const before = useRef(ms);
	const told = useRef(over);

	told.current = over;
	useEffect(() => {
		const tick = () => {
			const now = left() ?? 0;
			const due = warning(before.current, now);

			if (due)
				say(words(due === 5 ? "clock.five" : "clock.one"));
			if (now === 0 && before.current > 0)
				told.current();
			before.current = now;
			set(now);
		};
		const timer = setInterval(tick, 500);

		if (before.current === 0)
			told.current();
		return () => clearInterval(timer);
	}, []);

	return (
		<div class={`clock${ms <= FIVE ? " late" : ""}`}>
			<span class="clock-time">
				{hidden ? words("clock.hidden")
					: words("clock.left", { time: timeLeft(ms) })}
			</span>
			<button type="button" class="button bare"
				onClick={() => hide(!hidden)}>
				{words(hidden ? "clock.show" : "clock.hide")}
			</button>
			<span class="hidden-words" role="status">{said}</span>
		</div>
	);
}
