/*
 * Pimpinan: an agency on one page, for those who decide and have little time. A
 * sentence first, then a table; on paper it is one A4.
 */
import { useLocation } from "preact-iso";
import type { ComponentChildren } from "preact";
import type { Overview as Figures } from "../api/overview";
import { Select } from "../parts/Field";
import { Loaded } from "../parts/Loaded";
import { useLoad } from "../parts/load";
import { Page } from "../parts/Page";
import { day, moment, number } from "../text/format";
import { words, type Word } from "../text/overview";
import { words as team, type Word as TeamWord } from "../text/team";
import { jp } from "./jp/parts";
import { AgencyChoice, useOfAgency } from "./manage/AgencyChoice";
import { Csv } from "./manage/Csv";
import "./overview.css";

const SHOWN = 8;

export function share(part: number, whole: number): string {
	return number(whole > 0 ? part / whole * 100 : 0, 0);
}

/* ---- Tables ---------------------------------------------------------------- */

type Cells = [label: string, value: ComponentChildren][];

export function Table({ name, rows }: {
	name: string;
	rows: { key: string; cells: Cells }[];
}) {
	return (
		<table class="table" role="table" aria-label={name}>
			<thead role="rowgroup"><tr role="row">
				{rows[0]?.cells.map(([label]) =>
					<th key={label} scope="col" role="columnheader">
						{label}
					</th>)}
			</tr></thead>
			<tbody role="rowgroup">
				{rows.map(({ key, cells }) =>
					<tr role="row" key={key}>
						{cells.map(([label, value], i) => i === 0
							? <th key={label} scope="row"
								role="rowheader">{value}</th>
							: <td key={label} role="cell"
								data-label={label}>{value}</td>)}
					</tr>)}
			</tbody>
		</table>
	);
}

function Section({ name, title, table, file, children }: {
	name: string;
	title: string;
	/** Its file, where it has one with anything in it. */
	table?: string | undefined;
	file?: string;
	children: ComponentChildren;
}) {
	const path = useOfAgency();
	const { query } = useLocation();
	const year = query.year ? `&year=${encodeURIComponent(query.year)}` : "";

	return (
		<section class="stack near overview-part" aria-labelledby={name}>
			<h2 id={name}>{title}</h2>
			{children}
			{table && <p class="no-print">
				<Csv name={file ?? `${table}.csv`} of={title}
					path={path(`/api/v1/overview.csv?table=${table}${year}`)} />
			</p>}
		</section>
	);
}

const few = () => <span class="quiet">{words("few")}</span>;

/* ---- People ---------------------------------------------------------------- */

function People({ of }: { of: Figures }) {
	const { people, kinds } = of;
	const title = words("people", { year: of.year });

	return (
		<Section name="people" title={title} file="pegawai.csv"
			table={kinds.length ? "people" : undefined}>
			{people === null ? <p>{words("people.few")}</p>
				: of.rounded ? <p>
					{words(people.learning ? "people.rounded"
						: "people.begun", { n: number(people.learning),
						all: number(people.people) })}
				</p> : <p>
				{words("people.said", { n: number(people.learning),
					all: number(people.people),
					jp: jp(people.jp / people.people) })}{" "}
				{people.reached !== null && words("people.reached",
					{ n: number(people.reached) })}
			</p>}
			{kinds.length > 0 && <Table name={title} rows={kinds.map((k) => ({
				key: k.kind,
				cells: [
					[team("kind"), k.kind === "few" ? words("kind.few")
						: team(`kind.${k.kind || "unknown"}` as TeamWord)],
					[team("count"), number(k.people)],
					[team("has"), number(k.learning)],
					[team("reached"), k.reached === null ? words("none")
						: number(k.reached)],
					[team("sum"), jp(k.jp)],
				] }))} />}
		</Section>
	);
}

/* ---- Programmes -------------------------------------------------------------- */

function programmeRow(p: Figures["programmes"][number], rounded: boolean) {
	return {
		key: p.id,
		cells: [
			[words("programme"), p.title],
			[words("batches"), words("batches.of", { n: p.ended,
				all: p.batches })],
			[words("seats"), p.seats === null ? words("seats.any")
				: number(p.seats)],
			[words("enrolled"), p.enrolled === null ? few()
				: number(p.enrolled)],
			[words("completed"), p.completed === null || p.enrolled === null
				? few() : rounded ? number(p.completed)
				: words("completed.share", {
					n: number(p.completed),
					share: share(p.completed, p.enrolled) })],
		] as Cells,
	};
}

function Programmes({ of }: { of: Figures }) {
	const rows = of.programmes.map((p) => programmeRow(p, of.rounded));
	const title = words("programmes");
	const more = words("programmes.more", { n: rows.length - SHOWN });

	return (
		<Section name="programmes" title={title} file="pelatihan.csv"
			table={rows.length ? "programmes" : undefined}>
			{rows.length === 0 ? <p>{words("programmes.none")}</p>
				: <Table name={title} rows={rows.slice(0, SHOWN)} />}
			{rows.length > SHOWN && <>
				<details class="no-print">
					<summary>{more}</summary>
					<Table name={more} rows={rows.slice(SHOWN)} />
				</details>
				<p class="overview-paper">{more}</p>
			</>}
		</Section>
	);
}

/* ---- What came of it ---------------------------------------------------------- */

const percent = (value: number) => number(value * 100, 0);

function Gains({ of }: { of: Figures }) {
	const title = words("gains");

	return (
		<Section name="gains" title={title} file="kenaikan-nilai.csv"
			table={of.gains.length ? "gains" : undefined}>
			{of.gains.length === 0 ? <p>{words("gains.none")}</p>
				: <Table name={title} rows={of.gains.map(({ gain, ...g }) => ({
					key: g.id,
					cells: [
						[words("module"), g.title],
						[words("gain.people"), number(gain.people)],
						[words("gain.scores"), words("gain.from", {
							before: percent(gain.before),
							after: percent(gain.after) })],
						[words("gain.change"), words("gain.points",
							{ n: percent(gain.change) })],
					] }))} />}
		</Section>
	);
}

/* The choices that were made, as shares of all; none without any. */
function answersSaid(answers: Record<string, number>): string {
	const all = Object.values(answers).reduce((n, one) => n + one, 0);

	return all === 0 ? words("none") : Object.entries(answers)
		.map(([what, n]) => words("answer.share", {
			what: words(`answer.${what}` as Word), share: share(n, all) }))
		.join(", ");
}

function Followups({ of }: { of: Figures }) {
	const title = words("followups");

	return (
		<Section name="followups" title={title} file="tindak-lanjut.csv"
			table={of.followups.length ? "followups" : undefined}>
			{of.followups.length === 0 ? <p>{words("followups.none")}</p>
				: <Table name={title} rows={of.followups.map((f) => ({
					key: `${f.day}-${f.role}`,
					cells: [
						[words("who"), words(`role.${f.role}`)],
						[words("day"), words("day.n", { n: f.day })],
						[words("answered"), words(of.rounded
							? "answered.rounded" : "answered.of", {
							n: number(f.answered), all: number(f.asked),
							share: share(f.answered, f.asked) })],
						[words("answers"), answersSaid(f.answers)],
					] }))} />}
		</Section>
	);
}

function Indicators({ of }: { of: Figures }) {
	const title = words("indicators");
	const value = (n: number | null, measure: string) => n === null
		? words("none") : `${number(n, 2)} ${measure}`;

	return (
		<Section name="indicators" title={title} file="indikator.csv"
			table={of.indicators.length ? "indicators" : undefined}>
			{of.indicators.length === 0 ? <p>{words("indicators.none")}</p> : <>
				<Table name={title} rows={of.indicators.map((i, at) => ({
					key: String(at),
					cells: [
						[words("indicator"), i.name],
						[words("programme"), i.programme],
						[words("before"), value(i.before, i.measure)],
						[words("after"), value(i.after, i.measure)],
						[words("course"), words(`course.${i.course}`)],
					] }))} />
				<p class="facts">{words("indicators.why")}</p>
			</>}
		</Section>
	);
}

/* ---- What waits ---------------------------------------------------------------- */

function Needs({ of }: { of: Figures }) {
	const { needs, least, rounded } = of;

	return (
		<Section name="needs" title={words("needs")} file="kebutuhan.csv"
			table={needs.list.length ? "needs" : undefined}>
			<p>{needs.gaps === 0 ? words("needs.none") : words("needs.said", {
				gaps: number(needs.gaps), open: number(needs.open) })}</p>
			{needs.list.length > 0 && <ul class="dots">
				{needs.list.map((n) =>
					<li key={n.id}>
						<a href={`/kebutuhan/${n.id}`}>{n.title}</a>
						<span class="facts"> · {n.unit && `${n.unit} · `}
							{n.supporters === null
								? words(rounded ? "need.otherFew"
									: "need.few", { least })
								: words(rounded ? "need.others"
									: "need.supporters",
								{ n: number(n.supporters) })}
						</span>
					</li>)}
			</ul>}
		</Section>
	);
}

function Revisions({ of }: { of: Figures }) {
	const { open, list } = of.revisions;

	return (
		<Section name="revisions" title={words("revisions")}>
			<p>{open === 0 ? words("revisions.none")
				: words("revisions.said", { n: number(open) })}</p>
			{list.length > 0 && <ul class="dots">
				{list.map((task, i) =>
					<li key={i}>
						<a href={`/modul/${task.module}`}>{task.title}</a>
						<span class="facts"> · {words("revision.since",
							{ at: day(task.at) })}</span>
					</li>)}
			</ul>}
		</Section>
	);
}

/* ---- All of it ------------------------------------------------------------------ */

/* `of`: the year that is shown, by the server's clock. */
function Years({ of }: { of: number | undefined }) {
	const { path, query, route } = useLocation();
	const now = Math.max(new Date().getFullYear(), of ?? 0);
	const years = [now, now - 1, now - 2].map(String);

	return (
		<div class="filters no-print">
			<Select name="year" label={words("year")}
				value={query.year ?? String(of ?? now)}
				options={years.map((y) => [y, y] as [string, string])}
				change={(year) => {
					const next = new URLSearchParams(query);

					next.set("year", year);
					route(`${path}?${next}`);
				}} />
		</div>
	);
}

export default function Overview() {
	const { query } = useLocation();
	const path = useOfAgency();
	const from = useLoad<Figures>(path(query.year
		? `/api/v1/overview?year=${encodeURIComponent(query.year)}`
		: "/api/v1/overview"));

	return (
		<Page wide title={from.data
			? words("title.of", { agency: from.data.agency.name })
			: words("title")}>
			<div class="stack">
				<AgencyChoice />
				<Years of={from.data?.year} />
				<Loaded from={from}>{(of) => (
					<div class="overview">
						<People of={of} />
						<Programmes of={of} />
						<Followups of={of} />
						<Gains of={of} />
						<Indicators of={of} />
						<Needs of={of} />
						<Revisions of={of} />
						<p class="facts">{words("at", { at: moment(of.at),
							least: of.least })}{" "}
							{of.rounded && words("rounded")}</p>
						<p class="actions no-print">
							<button class="button" type="button"
								onClick={() => print()}>{words("print")}</button>
						</p>
					</div>)}</Loaded>
			</div>
		</Page>
	);
}
