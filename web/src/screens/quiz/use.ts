/* Ties the answers of a sitting to the browser: queue, clock, visibility. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { get } from "../../api/client";
import type { AnswersItem, Sitting } from "../../api/quiz";
import { queueFlush, queueKept, queueLastWords, queuePut, queueWatch } from "../../queue";
import type { Launch } from "../player/launch";
import { Answers } from "./answers";

export function sittingPath(id: string): string {
	return `/api/v1/sittings/${encodeURIComponent(id)}`;
}

/** How long the page waits before it says that there is no line. */
const PATIENCE = 6_000;
/** The server's clock and what other devices did are asked after so often. */
const ASK = 60_000;

export interface Live {
	answers: Answers;
	/**
	 * Send what there is, and read the sitting anew; false without a line, and
	 * while the server does not know of an end.
	 */
	sync: () => Promise<boolean>;
}

export function useAnswers(
	launch: Launch,
	person: string,
	sitting: Sitting,
): Live {
	const [, redraw] = useState(0);
	const gone = useRef(false);
	/* Kept on this device: only then is it in the queue to be sent. */
	const kept = useRef<Promise<unknown>>(Promise.resolve());
	const answers = useMemo(() => new Answers({
		attempt: launch.attempt, run: launch.run,
		sequence: launch.state.sequence,
	}, sitting, {
		put: (item, leaving) => {
			if (leaving)
				queueLastWords(item, launch.runToken, person);
			kept.current = queuePut(item, launch.runToken, person);
		},
		now: () => performance.now(),
		later: (work, ms) => {
			const timer = setTimeout(work, ms);
			return () => clearTimeout(timer);
		},
		changed: () => { if (!gone.current) redraw((n) => n + 1); },
	}), [launch.run, sitting.id]);

	async function sync(): Promise<boolean> {
		answers.settle();
		await kept.current;
		if (!await queueFlush(PATIENCE))
			return false;
		try {
			answers.absorb(await get<Sitting>(sittingPath(sitting.id),
				{ quiet: true }));
			return !answers.ending || answers.sitting.state !== "open";
		} catch {
			return false;
		}
	}

	useEffect(() => {
		const hide = () => answers.settle(true);
		const ask = () => {
			if (document.visibilityState === "hidden")
				hide();
			else if (answers.sitting.state === "open")
				void sync();
		};
		const timer = setInterval(() => {
			if (document.visibilityState === "visible" && navigator.onLine)
				ask();
		}, ASK);

		/* What an earlier visit could not send is newer than the server. */
		void queueKept(launch.attempt).then((items) => {
			for (const item of items)
				if (item.kind === "answers")
					answers.recall(item as AnswersItem);
			redraw((n) => n + 1);
		});
		const unwatch = queueWatch(launch.run, () => void sync());

		document.addEventListener("visibilitychange", ask);
		addEventListener("pagehide", hide);
		addEventListener("online", ask);
		return () => {
			clearInterval(timer);
			document.removeEventListener("visibilitychange", ask);
			removeEventListener("pagehide", hide);
			removeEventListener("online", ask);
			answers.dispose();
			unwatch();
			gone.current = true;
		};
	}, [answers]);
	return { answers, sync };
}
