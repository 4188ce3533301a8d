/*
 * Ended here, and not yet known at the server. Without a line everything is
 * kept on the device; the page says so and goes on by itself.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { queueRetry, useQueue } from "../../queue";
import { words } from "../../text/quiz";

const AGAIN = 1_000;

interface Props {
	timeUp: boolean;
	sync: () => Promise<boolean>;
	done: () => void;
}

export function Ending({ timeUp, sync, done }: Props) {
	const { unsent } = useQueue();
	const [waits, setWaits] = useState(false);
	const [round, again] = useState(0);
	const heading = useRef<HTMLHeadingElement>(null);

	useEffect(() => heading.current?.focus(), []);
	useEffect(() => {
		let gone = false;

		sync().then((known) => {
			if (known)
				done();
			else if (!gone)
				setWaits(true);
		}, () => gone || setWaits(true));
		return () => void (gone = true);
	}, [round]);
	/* It went out by itself: read what came of it. */
	useEffect(() => {
		if (!waits || unsent > 0)
			return;
		const timer = setTimeout(() => again(round + 1), AGAIN);

		return () => clearTimeout(timer);
	}, [waits, unsent, round]);

	return (
		<div class="quiz-page stack">
			<h2 tabIndex={-1} ref={heading}>
				{words(timeUp ? "time.out" : "ended.here")}
			</h2>
			{timeUp && <p>{words("time.out.what")}</p>}
			{waits
				? <div class="notice warn" role="status">
					<p>{words("ended.kept")}</p>
					<p>{words("ended.then")}</p>
					<button type="button" class="button" onClick={() => {
						void queueRetry();
						again(round + 1);
					}}>
						{words("ended.again")}
					</button>
				</div>
				: <p role="status">{words("sending")}</p>}
		</div>
	);
}
