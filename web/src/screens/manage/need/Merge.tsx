/* A need that is another one under other words: made part of it. */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../../api/client";
import type { Need, NeedDetail, NeedPage } from "../../../api/need";
import { Dialog } from "../../../parts/Dialog";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { Field } from "../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { desk } from "../../../text/needDesk";
import { supporters } from "../../need/parts";

function Found({ q, of, choose }: {
	q: string;
	of: NeedDetail;
	choose: (into: Need) => void;
}) {
	const from = useLoad<NeedPage>(`/api/v1/needs?q=${
		encodeURIComponent(q)}&agency=${of.agency}`);

	return (
		<Loaded from={from}>{({ needs }) => {
			const others = needs.filter((n) => n.id !== of.id);

			return others.length === 0 ? <p>{desk("answers.nothing")}</p>
				: <ul class="plain stack near"
					aria-label={desk("answers.found")}>
					{others.map((n) => <li key={n.id}
						class="line-with-button">
						<span>
							{n.title}
							<span class="facts">
								{supporters(n)}
							</span>
						</span>
						<button type="button" class="button"
							onClick={() => choose(n)}>
							{desk("merge.into")}
							<span class="hidden-words">
								{` ${n.title}`}
							</span>
						</button>
					</li>)}
				</ul>;
		}}</Loaded>
	);
}

export function Merge({ need, merged }: {
	need: NeedDetail;
	merged: (into: NeedDetail) => void;
}) {
	const [typed, setTyped] = useState("");
	const [q, setQ] = useState("");
	const [into, setInto] = useState<Need | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);

	function run(): void {
		setProblem(null);
		call<NeedDetail>("POST", `/api/v1/needs/${need.id}/merging`,
			{ into: into?.id }).then(merged,
			(e) => setProblem(fault(e)));
	}

	return (
		<details class="card fold">
			<summary>{desk("merge")}</summary>
			<div class="stack">
				<p>{desk("merge.why")}</p>
				<form class="search" role="search" onSubmit={(e) => {
					e.preventDefault();
					setQ(typed.trim());
				}}>
					<Field name="into" label={desk("merge.find")}
						type="search" value={typed} change={setTyped}
						autocomplete="off" after={
							<button type="submit" class="button">
								{desk("answers.go")}
							</button>} />
				</form>
				{q && <Found q={q} of={need} choose={setInto} />}
			</div>
			{into && <Dialog title={desk("merge")}
				close={() => setInto(null)}>
				<p>{desk("merge.ask", { from: need.title,
					into: into.title })} {desk("merge.warn")}</p>
				{problem && <Failure problem={problem} />}
				<p class="actions">
					<button type="button" class="button primary"
						onClick={run}>{desk("merge.yes")}</button>
					<button type="button" class="button"
						onClick={() => setInto(null)}>
						{desk("cancel")}
					</button>
				</p>
			</Dialog>}
		</details>
	);
}
