/*
 * What an import has found, item by item.
 */
import type { ImportNote, ImportTaken } from "../../api/bank";
import { words } from "../../text/bank";

const SHOWN = 200;

function More({ n }: { n: number }) {
	return n > SHOWN
		? <p class="facts">{words("list.more", { n: n - SHOWN })}</p> : null;
}

export function Notes({ title, notes }: {
	title: "refused" | "warnings";
	notes: ImportNote[];
}) {
	if (notes.length === 0)
		return null;
	return (
		<section class="stack near" aria-labelledby={title}>
			<h3 id={title}>{words(title, { n: notes.length })}</h3>
			<table class="table" role="table"
				aria-label={words(title, { n: notes.length })}>
				<thead role="rowgroup"><tr role="row">
					{(["question", "place", "reason"] as const).map((head) =>
						<th key={head} scope="col" role="columnheader">
							{words(head)}
						</th>)}
				</tr></thead>
				<tbody role="rowgroup">
					{notes.slice(0, SHOWN).map((note, i) =>
						<tr key={i} role="row">
							<th scope="row" role="rowheader">
								{note.name || "–"}
							</th>
							<td role="cell" data-label={words("place")}>
								{note.place || "–"}
							</td>
							<td role="cell" data-label={words("reason")}>
								{note.reason}
							</td>
						</tr>)}
				</tbody>
			</table>
			<More n={notes.length} />
		</section>
	);
}

export function Taken({ taken }: { taken: ImportTaken[] }) {
	if (taken.length === 0)
		return null;
	return (
		<section class="stack near" aria-labelledby="taken">
			<h3 id="taken">{words("taken", { n: taken.length })}</h3>
			<table class="table" role="table"
				aria-label={words("taken", { n: taken.length })}>
				<thead role="rowgroup"><tr role="row">
					{(["question", "filter.type", "becomes"] as const)
						.map((head) =>
							<th key={head} scope="col" role="columnheader">
								{words(head)}
							</th>)}
				</tr></thead>
				<tbody role="rowgroup">
					{taken.slice(0, SHOWN).map((one) =>
						<tr key={one.ident} role="row">
							<th scope="row" role="rowheader">{one.text}</th>
							<td role="cell" data-label={words("filter.type")}>
								{words(`type.${one.type}`)}
							</td>
							<td role="cell" data-label={words("becomes")}>
								{words(`as.${one.as}`)}
							</td>
						</tr>)}
				</tbody>
			</table>
			<More n={taken.length} />
		</section>
	);
}
