/* What screens of needs share: how one stands, whom it is for, supporting it. */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import { TOPICS, type Need, type NeedDetail, type NeedState } from
	"../../api/need";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { State } from "../../parts/pieces";
import { number } from "../../text/format";
import type { Named } from "../../text/names";
import { words, type NeedWord } from "../../text/need";

const LOOKS: Record<NeedState, [Named["tone"], Named["icon"]]> = {
	open: ["", "none"], planned: ["wait", "half"], answered: ["ok", "done"],
	declined: ["", "closed"], merged: ["", "link"],
};

export function NeedStateLine({ state }: { state: NeedState }) {
	const [tone, icon] = LOOKS[state];

	return <State named={{ word: words(`state.${state}`), tone, icon }} />;
}

/* "kurang dari 5 orang lain mendukung", "sedikitnya 10 orang lain mendukung",
   "12 pendukung" */
export const supporters = ({ supporters: n, rounded }:
	Pick<Need, "supporters" | "rounded">): string =>
	n === null ? words("supporters.few")
		: words(rounded ? "supporters.least" : "supporters",
			{ n: number(n, 0) });

export const topicOptions = (any?: string): [string, string][] =>
	[["", any ?? words("topic.")], ...TOPICS.map((topic):
		[string, string] => [topic, words(`topic.${topic}`)])];

/* "12 pendukung · Pelayanan publik · Untuk Loket" */
export function needFacts(need: Pick<Need, "supporters" | "rounded" |
	"topic" | "unit" | "job">): string {
	return [supporters(need),
		need.topic && words(`topic.${need.topic}` as NeedWord),
		need.unit && words("for.unit", { name: need.unit.name }),
		need.job && words("for.job", { name: need.job.name })]
		.filter(Boolean).join(" · ");
}

/* Undecided ones are supported; what one supports may be taken back. */
export function Support({ need, set, primary }: {
	need: Pick<Need, "id" | "title" | "state" | "supported">;
	set: (now: NeedDetail) => void;
	primary?: boolean;
}) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	const [said, say] = useState("");
	const open = need.state === "open" || need.state === "planned";

	function turn(): void {
		if (busy)
			return;
		setBusy(true);
		setProblem(null);
		call<NeedDetail>(need.supported ? "DELETE" : "PUT",
			`/api/v1/needs/${encodeURIComponent(need.id)}/support`)
			.then((now) => {
				say(words(now.supported ? "support.done" : "support.gone"));
				set(now);
			}, (e) => setProblem(fault(e)))
			.then(() => setBusy(false));
	}

	return (
		<>
			{(open || need.supported) && <p class="actions">
				<button type="button" aria-busy={busy} onClick={turn}
					class={primary && !need.supported ? "button primary"
						: "button"}>
					{words(need.supported ? "support.end" : "support")}
					<span class="hidden-words">{` ${need.title}`}</span>
				</button>
			</p>}
			<div role="status">{said && <p class="facts">{said}</p>}</div>
			{problem && <Failure problem={problem} />}
		</>
	);
}
