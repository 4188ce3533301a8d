/*
 * What came of a survey, of an organiser, a module or an event: question by
 * question in bars and words; units and batches beside each other.
 */
import { useLocation } from "preact-iso";
import type { ComponentChildren } from "preact";
import type { Group, Question, ResultLine, Results, VersionResults } from
	"../../../api/survey";
import { Select } from "../../../parts/Field";
import { beside, byCount, keysOf, meanOf, spread, told, type Beside } from
	"../../../survey/results";
import { number } from "../../../text/format";
import { words as standard } from "../../../text/survey";
import { words } from "../../../text/surveyResults";
import "./results.css";

type By = "all" | "units" | "batches";

export interface Around {
	least: number;
	/* Names of lessons, where a question asks for one. */
	lessons?: Map<string, string>;
	/* What can be made of one question's result. */
	then?: (line: ResultLine, q: Question | undefined, text?: string) =>
		ComponentChildren;
}

type Standard = Parameters<typeof standard>[0];
const STANDARD = ["applicable", "examples", "difficulty", "time", "opened",
	"helped", "improve", "improveHow", "topics"];

/* The form of modules and events has no words of its own. */
export const askedOf = (q: Question | undefined, id: string): string =>
	q?.text || (STANDARD.includes(id) ? standard(id as Standard) : id);

export function labelOf(q: Question | undefined, line: ResultLine, key: string,
	around: Around): string {
	const choice = q?.choices?.find(({ id }) => id === key);

	if (line.kind === "lesson")
		return around.lessons?.get(key) ?? (choice?.text || key);
	if (line.kind === "scale" && STANDARD.includes(line.id) && !q?.text)
		return standard(`scale.${key}` as Standard);
	if (line.kind === "scale")
		return [key, key === "1" ? q?.low : key === "5" ? q?.high : ""]
			.filter(Boolean).join(" · ");
	return choice?.text || (STANDARD.includes(line.id)
		? standard(`${line.id}.${key}` as Standard) : key);
}

const percent = (line: ResultLine, key: string): string =>
	`${number(100 * (line.counts?.[key] ?? 0) /
		Math.max(line.answers ?? 1, 1), 0)}\u00a0%`;

function Bars({ q, line, around }: {
	q: Question | undefined;
	line: ResultLine;
	around: Around;
}) {
	const counts = line.counts ?? {};

	return (
		<ul class="plain bars">
			{keysOf(q, line).map((key) => {
				const label = labelOf(q, line, key, around);

				return <li key={key}>
					<span>{label}</span>
					<progress max={Math.max(line.answers ?? 0, 1)}
						value={counts[key] ?? 0} aria-label={label} />
					<span class="bars-n">
						{number(counts[key] ?? 0, 0)}
						<span class="survey-percent">
							{percent(line, key)}
						</span>
					</span>
				</li>;
			})}
		</ul>
	);
}

const FEW = 10;

function Texts({ q, line, around }: {
	q: Question | undefined;
	line: ResultLine;
	around: Around;
}) {
	const texts = line.texts ?? [];
	const item = (text: string, i: number) =>
		<li key={i} class="survey-said">
			<span class="said">{text}</span>
			{around.then?.(line, q, text)}
		</li>;

	return texts.length === 0
		? <p class="quiet">{words("texts.none")}</p>
		: <>
			<ul class="plain">{texts.slice(0, FEW).map(item)}</ul>
			{texts.length > FEW && <details class="survey-more">
				<summary>{words("texts.more", { n: texts.length })}</summary>
				<ul class="plain">{texts.slice(FEW).map(item)}</ul>
			</details>}
		</>;
}

/* Of all who answered. */
function Whole({ q, line, around }: {
	q: Question | undefined;
	line: ResultLine;
	around: Around;
}) {
	const mean = meanOf(line);

	if (line.answers === null)
		return <p class="quiet">{words("few", { n: around.least })}</p>;
	return (
		<>
			<p class="facts">
				{words("sum", { n: line.answers })}
				{mean !== null &&
					` · ${words("mean", { mean: number(mean, 1) })}`}
				{line.kind === "text" && ` · ${words("texts.order")}`}
			</p>
			{line.kind === "text"
				? <Texts q={q} line={line} around={around} />
				: <>
					<Bars q={q} line={line} around={around} />
					{line.kind !== "scale" && line.kind !== "lesson" &&
						around.then?.(line, q)}
				</>}
		</>
	);
}

/* ---- Beside each other ---------------------------------------------------------- */

/* A batch has its programme beside it where there are several. */
export const groupName = (group: Group, all: Group[]): string => group.name +
	(group.programme && all.some((other) =>
		other.programme && other.programme !== group.programme)
		? ` · ${group.programme}` : "");

function shares(q: Question | undefined, line: ResultLine, around: Around): string {
	const counts = line.counts ?? {};

	return byCount(keysOf(q, line).filter((key) => counts[key]), counts)
		.map((key) => `${labelOf(q, line, key, around)} ${
			percent(line, key)}`).join(" · ");
}

function Cells({ row, q, around }: {
	row: Beside;
	q: Question | undefined;
	around: Around;
}) {
	const { line } = row;
	const column = words(line?.kind === "scale" ? "column.mean"
		: "column.shares");
	const mean = line && meanOf(line);

	if (!line || !told(row))
		return <td role="cell" colSpan={2} class="quiet">
			{line ? words("few.short", { n: around.least })
				: words("group.notAsked")}
		</td>;
	return (
		<>
			<td role="cell" data-label={words("column.answers")}>
				{number(line.answers!, 0)}
			</td>
			<td role="cell" data-label={column}>
				{mean === null ? shares(q, line, around)
					: <span class="survey-mean">
						<span>{number(mean, 1)}</span>
						<progress max={4} value={mean - 1}
							aria-label={words("mean",
								{ mean: number(mean, 1) })} />
					</span>}
			</td>
		</>
	);
}

function Spread({ rows }: { rows: Beside[] }) {
	const ends = spread(rows);
	const all = rows.map(({ group }) => group);
	const mean = ({ line }: Beside) => number(meanOf(line!) ?? 0, 1);

	return ends && <p class="facts">{words("spread", {
		high: groupName(ends[1].group, all), highMean: mean(ends[1]),
		low: groupName(ends[0].group, all), lowMean: mean(ends[0]) })}</p>;
}

function Table({ q, line, groups, by, around }: {
	q: Question | undefined;
	line: ResultLine;
	groups: Group[];
	by: By;
	around: Around;
}) {
	const rows = beside(groups, line.id);

	if (line.kind === "text")
		return <p class="quiet">{words("texts.elsewhere")}</p>;
	if (!rows.some(told))
		return <p class="quiet">{words("few", { n: around.least })}</p>;
	return (
		<>
			<Spread rows={rows} />
			<table class="table survey-beside" role="table"
				aria-label={askedOf(q, line.id)}>
				<thead role="rowgroup">
					<tr role="row">
						{[by === "units" ? "column.unit" as const
							: "column.batch" as const,
						"column.answers" as const,
						line.kind === "scale" ? "column.mean" as const
							: "column.shares" as const].map((name) =>
							<th key={name} scope="col" role="columnheader">
								{words(name)}
							</th>)}
					</tr>
				</thead>
				<tbody role="rowgroup">
					{rows.map((row) =>
						<tr role="row" key={row.group.id}>
							<th scope="row" role="rowheader">
								{groupName(row.group, groups)}
							</th>
							<Cells row={row} q={q} around={around} />
						</tr>)}
				</tbody>
			</table>
		</>
	);
}

/* ---- A version ------------------------------------------------------------------- */

export function Version({ of, by = "all", around }: {
	of: VersionResults;
	by?: By;
	around: Around;
}) {
	const groups = by === "all" ? [] : of[by];
	const few = by !== "all" && !groups.some((g) => g.answers !== null);
	const apart = by === "all" ? 0 : (of.answers ?? 0) -
		groups.reduce((sum, g) => sum + (g.answers ?? 0), 0);

	return (
		<div class="stack">
			<p class={of.answers === null ? "" : "strong"}>
				{of.answers === null
					? words("few", { n: around.least })
					: words("sum", { n: number(of.answers, 0) })}
			</p>
			{of.waiting && <p class="notice">
				{words("waiting", { n: around.least })}
			</p>}
			{by !== "all" && !few && <p class="small quiet">
				{words("chance")}
				{apart > 0 && ` ${words("apart", { n: apart })}`}
			</p>}
			{few
				? <p class="card empty">
					{words("group.few", { n: around.least })}
				</p>
				: of.answers !== null &&
				<ol class="plain survey-lines">
					{of.lines.map((line) => {
						const q = of.form.questions.find(({ id }) =>
							id === line.id);

						return <li key={line.id} class="stack near">
							<h3>{askedOf(q, line.id)}</h3>
							{by === "all"
								? <Whole q={q} line={line} around={around} />
								: <Table q={q} line={line} groups={groups}
									by={by} around={around} />}
						</li>;
					})}
				</ol>}
		</div>
	);
}

/* Of several versions the newest, or the one the address names. */
export function ResultsView({ results, around, children }: {
	results: Results;
	around: Around;
	/* Below the choice: files, printing. */
	children?: ComponentChildren;
}) {
	const { path, query, route } = useLocation();
	const versions = [...results.versions].sort((a, b) => b.number - a.number);
	const of = versions.find((v) => v.id === query.version) ?? versions[0];
	/* A module's version may have several surveys. */
	const name = (v: VersionResults) => words("version.n", { n: v.number }) +
		(v.title && versions.some((other) => other.id !== v.id &&
			other.number === v.number) ? ` · ${v.title}` : "");

	if (!of)
		return <p class="card empty">{words("none")}</p>;
	const ways = (["all", "units", "batches"] as const).filter((way) =>
		way === "all" || of[way].length > 0);
	const by = ways.find((way) => way === query.by) ?? "all";

	function go(version: string, way: string): void {
		const parts = [version !== versions[0]?.id &&
			`version=${encodeURIComponent(version)}`, way !== "all" && `by=${way}`].filter(Boolean);

		route(path + (parts.length ? `?${parts.join("&")}` : ""));
	}

	return (
		<div class="stack">
			<p class="quiet">{around.least > 1
				? words("least", { n: around.least }) : words("named")}</p>
			{(versions.length > 1 || ways.length > 1) &&
				<div class="filters no-print">
					{versions.length > 1 &&
						<Select name="version" label={words("version")}
							value={of.id}
							options={versions.map((v) => [v.id, name(v)])}
							change={(version) => go(version, by)} />}
					{ways.length > 1 &&
						<Select name="by" label={words("by")} value={by}
							options={ways.map((way) =>
								[way, words(`by.${way}`)])}
							change={(way) => go(of.id, way)} />}
				</div>}
			<section class="card stack" aria-labelledby="of-version">
				<h2 id="of-version">{name(of)}</h2>
				<Version of={of} by={by} around={around} />
			</section>
			{children}
		</div>
	);
}
