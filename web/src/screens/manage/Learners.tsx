/*
 * How a module's learners fare: who is on which version, what they got stuck on,
 * whom a minor change moved, and what need not be done.
 */
import { useState } from "preact/hooks";
import type { Learners } from "../../api/types";
import { State } from "../../parts/pieces";
import { moment } from "../../text/format";
import { standing } from "../../text/names";
import { words } from "../../text/versions";
import { Waive } from "./Waive";

type Learner = Learners["learners"][number];

function LearnerTable({ learners, waive }: {
	learners: Learner[];
	waive: (who: Learner) => void;
}) {
	const some = learners.some((l) => l.waivable);

	return (
		<table class="table" role="table" aria-label={words("learners")}>
			<thead role="rowgroup">
				<tr role="row">
					{(["name", "version", "state", "last"] as const).map((c) =>
						<th key={c} scope="col" role="columnheader">
							{words(`learners.${c}`)}
						</th>)}
					{some && <th scope="col" role="columnheader">
						{words("waive.column")}
					</th>}
				</tr>
			</thead>
			<tbody role="rowgroup">
				{learners.map((l) =>
					<tr role="row" key={l.id}>
						<th scope="row" role="rowheader">{l.name}</th>
						<td role="cell"
							data-label={words("learners.version")}>
							{l.version}
						</td>
						<td role="cell" data-label={words("learners.state")}>
							<State named={standing(l)} />
						</td>
						<td role="cell" data-label={words("learners.last")}>
							{moment(l.lastAt)}
						</td>
						{some && <td role="cell"
							data-label={l.waivable
								? words("waive.column") : undefined}>
							{l.waivable &&
								<button class="button" type="button"
									aria-label={words("waive.open",
										{ name: l.name })}
									onClick={() => waive(l)}>
									{words("waive.button")}
								</button>}
						</td>}
					</tr>)}
			</tbody>
		</table>
	);
}

/* `done` is told what a waiver did, in words. */
export function People({ of: all, path, done }: {
	of: Learners;
	path: string;
	done: (said: string) => void;
}) {
	const [who, setWho] = useState<Learner | null>(null);

	return (
		<>
			{who && <Waive path={path} person={who} close={() => setWho(null)}
				done={(said) => {
					setWho(null);
					done(said);
				}} />}
			<section class="stack near" aria-labelledby="learners">
				<h2 id="learners">{words("learners")}</h2>
				{all.learners.length === 0
					? <p class="quiet">{words("learners.none")}</p>
					: <LearnerTable learners={all.learners}
						waive={setWho} />}
			</section>
			<section class="stack near" aria-labelledby="stuck">
				<h2 id="stuck">{words("stuck")}</h2>
				{all.stuck.length === 0
					? <p class="quiet">
						{words("stuck.none", { n: all.stuckLeast })}
					</p>
					: <ul>
						{all.stuck.map((s) =>
							<li key={s.key}>{words("stuck.line", {
								title: s.title, n: s.learners,
							})}</li>)}
					</ul>}
			</section>
			{all.waivers.length > 0 &&
				<section class="stack near" aria-labelledby="waivers">
					<h2 id="waivers">{words("waivers")}</h2>
					<ul>
						{all.waivers.map((w, i) =>
							<li key={i}>{words("waivers.line", {
								name: w.name ?? words("moves.somebody"),
								title: w.title, by: w.by, at: moment(w.at),
								reason: words(`reason.${w.reason}`),
							})}</li>)}
					</ul>
				</section>}
			{all.moves.length > 0 &&
				<section class="stack near" aria-labelledby="moves">
					<h2 id="moves">{words("moves")}</h2>
					<ul>
						{all.moves.map((m, i) =>
							<li key={i}>{words("moves.line", {
								name: m.name ?? words("moves.somebody"),
								from: m.from, to: m.to, at: moment(m.at),
							})}</li>)}
					</ul>
				</section>}
		</>
	);
}
