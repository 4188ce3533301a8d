/*
 * What was learnt between the pretest and the quiz: in words, then by question,
 * by version and by org unit, each line with its small figure.
 */
import type { Gain, GainNumbers } from "../../../api/numbers";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { number } from "../../../text/format";
import { words } from "../../../text/gain";
import { File } from "./File";
import { gainSentences, gainWord, points } from "./gainTell";

/* From the pretest (a ring) to the quiz (a dot), on a line from 0 to 100. */
function Figure({ of }: { of: GainNumbers }) {
	if (of.before === null || of.after === null)
		return null;
	const [from, to] = [8 + 144 * of.before, 8 + 144 * of.after];

	return (
		<svg class="gain-figure" viewBox="0 0 160 16" width="160" height="16"
			aria-hidden="true">
			<line class="gain-line" x1="8" x2="152" y1="8" y2="8" />
			<line class="gain-way" x1={from} x2={to} y1="8" y2="8" />
			<circle class="gain-before" cx={from} cy="8" r="5" />
			<circle class="gain-after" cx={to} cy="8" r="5" />
		</svg>
	);
}

interface Line {
	key: string;
	name: string;
	more?: string | null;
	of: GainNumbers;
}

function Table({ name, head, lines }: {
	name: string;
	head: string;
	lines: Line[];
}) {
	const share = (v: number | null) => v === null ? "–" : number(100 * v);

	return (
		<table class="table numbers-table" role="table" aria-label={name}>
			<thead role="rowgroup">
				<tr role="row">
					<th scope="col" role="columnheader">{head}</th>
					{(["n", "before", "after", "change", "says"] as const)
						.map((column) =>
							<th scope="col" role="columnheader" key={column}>
								{words(`column.${column}`)}
							</th>)}
				</tr>
			</thead>
			<tbody role="rowgroup">
				{lines.map(({ key, name: title, more, of }) =>
					<tr role="row" key={key}>
						<th scope="row" role="rowheader">
							{title}
							{more && <span class="line facts">{more}</span>}
						</th>
						<td role="cell" data-label={words("column.n")}>
							{of.before === null ? "–" : of.n}
						</td>
						<td role="cell" data-label={words("column.before")}>
							{share(of.before)}
						</td>
						<td role="cell" data-label={words("column.after")}>
							{share(of.after)}
						</td>
						<td role="cell" data-label={words("column.change")}>
							{points(of.change)}
							<Figure of={of} />
						</td>
						<td role="cell" data-label={words("column.says")}>
							{gainWord(of)}
						</td>
					</tr>)}
			</tbody>
		</table>
	);
}

/* Groups beside the whole; those that are hidden stand together. */
function Groups({ address, by }: { address: string; by: "version" | "unit" }) {
	const gain = useLoad<Gain>(`${address}&by=${by}`);

	return (
		<Loaded from={gain}>{({ groups = [], hidden = 0, rest }) => {
			const lines = groups.map((g): Line => by === "version"
				? { key: String(g.version), of: g,
					name: words("version.n", { n: g.version ?? 0 }) }
				: { key: g.unit ?? "", of: g, more: g.agency,
					name: g.name ?? words("noUnit") });

			if (rest)
				lines.push({ key: "rest", of: rest, name: words("rest") });
			return (
				<div class="stack near numbers-paper">
					<h3>{words(`${by}s`)}</h3>
					{by === "unit" &&
						<p class="facts">{words("units.help")}</p>}
					{lines.length === 0
						? <p class="quiet">{words("groups.none")}</p>
						: <Table name={words(`${by}s`)} lines={lines}
							head={words(`column.${by}`)} />}
					{hidden > 0 && lines.length > 0 &&
						<p class="facts">
							{words("groups.hidden", { n: hidden })}
						</p>}
				</div>
			);
		}}</Loaded>
	);
}

function Told({ gain: g, address, version }: {
	gain: Gain;
	address: string;
	version: number | null;
}) {
	const all = `${address}&version=all`;

	return (
		<section class="card stack" aria-labelledby="gain">
			<h2 id="gain">{words("title")}</h2>
			{gainSentences(g, g).map((text) => <p key={text}>{text}</p>)}
			{g.medianBefore !== null && g.medianAfter !== null &&
				<p>{words("medians", {
					before: number(100 * g.medianBefore),
					after: number(100 * g.medianAfter),
				})}</p>}
			{g.before !== null && g.questions.length > 0 &&
				<div class="stack near">
					<h3>{words("questions")}</h3>
					<Table name={words("title")} head={words("column.question")}
						lines={g.questions.map((q) =>
							({ key: q.id, name: q.id, of: q }))} />
				</div>}
			<Groups address={all} by="version" />
			<Groups address={all} by="unit" />
			<p class="facts">{words("key")}</p>
			<p class="facts">{words("method")}</p>
			<p class="facts">{words("blocks")}</p>
			<File label={words("file")}
				address={`${address.replace("/gain?", "/gain.csv?")
				}&version=${version ?? "all"}`}
				name={(day) => words("file.name", { day })} />
		</section>
	);
}

export function Gained({ path, unit, version }: {
	path: string;
	unit: string;
	version: number | null;	/* null: all of them */
}) {
	const address = `${path}/numbers/gain?unit=${encodeURIComponent(unit)}`;
	const gain = useLoad<Gain>(`${address}&version=${version ?? "all"}`);

	return (
		<Loaded from={gain}>{(g) => g.pretest === null ? null
			: <Told gain={g} address={address} version={version} />}
		</Loaded>
	);
}
