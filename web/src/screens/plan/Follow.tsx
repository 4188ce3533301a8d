/*
 * Below a plan that was just saved: whom to ask about it. The plan itself goes
 * by the queue, so the server may know of it only a moment later; it is asked
 * for a few times.
 */
import { useEffect, useState } from "preact/hooks";
import { get } from "../../api/client";
import type { Plan, Plans } from "../../api/plan";
import { words } from "../../text/plan";
import { People } from "./People";

const WAITS = [0, 1_000, 2_000, 4_000, 8_000, 16_000];

/* The one of that attempt or enrolment, among the newest. */
async function find(evidence: string, signal: AbortSignal):
	Promise<Plan | null> {
	const { plans } = await get<Plans>("/api/v1/me/plans", { signal });

	return plans.find((plan) => plan.evidence === evidence) ?? null;
}

function Later() {
	const [before, after = ""] = words("people.soon").split("{link}");

	return (
		<p class="small quiet">
			{before}<a href="/saya/rencana">{words("mine")}</a>{after}
		</p>
	);
}

/** `saved` counts how often the plan was saved here. */
export function Follow({ evidence, saved }: {
	evidence: string;
	saved: number;
}) {
	const [plan, setPlan] = useState<Plan | null>(null);
	const [said, say] = useState("");

	useEffect(() => {
		const stop = new AbortController();
		let timer = 0;

		function ask(turn: number): void {
			const again = () => {
				if (saved > 0 && turn + 1 < WAITS.length)
					timer = window.setTimeout(ask, WAITS[turn + 1],
						turn + 1);
			};

			find(evidence, stop.signal).then((found) =>
				found ? setPlan(found) : again(),
			() => stop.signal.aborted || again());
		}
		if (!plan)
			ask(0);
		return () => {
			stop.abort();
			clearTimeout(timer);
		};
	}, [evidence, saved]);

	if (!plan && saved === 0)
		return null;
	return (
		<section class="stack" aria-labelledby="people">
			<h2 id="people">{words("people")}</h2>
			{plan
				? <People plan={plan} path={`/api/v1/me/plans/${plan.id}`}
					saved={() => say(words("people.saved"))} />
				: <Later />}
			<div role="status">{said && <p class="notice ok">
				{said}{" "}<a href="/saya/rencana">{words("mine")}</a>
			</p>}</div>
		</section>
	);
}
