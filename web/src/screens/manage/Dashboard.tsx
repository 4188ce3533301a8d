/*
 * Kelola › Dasbor: an agency's figures in words, pictures and tables, and what
 * waits for its organisers.
 */
import { useMemo } from "preact/hooks";
import type uPlot from "uplot";
import type { Board, BoardBatch } from "../../api/home";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { lang } from "../../text";
import { clock, moment, number } from "../../text/format";
import { words as overview } from "../../text/overview";
import { words as sections } from "../../text/sections";
import { words, type Word } from "../../text/team";
import { zoneDate, zoneHours } from "../../text/zones";
import { jp } from "../jp/parts";
import { AgencyChoice, useOfAgency } from "./AgencyChoice";
import { axis, Picture, type Colours } from "./numbers/Picture";
import { Tabs } from "./Tabs";
import "../jp/jp.css";
import "./numbers/numbers.css";

const MONTHS = {
	id: ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt",
		"Nov", "Des"],
	en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
		"Nov", "Dec"],
};
const monthName = (month: number) => MONTHS[lang()][month - 1] ?? "";

function sum<T>(all: T[], of: (one: T) => number): number {
	return all.reduce((n, one) => n + of(one), 0);
}

/* ---- What waits ----------------------------------------------------------- */

const TODO = [
	["doubts", "/kelola/jp/ragu"], ["handed", "/kelola/tugas"],
	["unplaced", "/kelola/orang"],
] as const;

function Todo({ of }: { of: Board }) {
	const all = TODO.filter(([name]) => of[name] > 0);

	return (
		<section class="card stack near" aria-labelledby="todo">
			<h2 id="todo">{words("todo")}</h2>
			{all.length === 0 ? <p>{words("todo.none")}</p>
				: <ul class="plain">
					{all.map(([name, href]) =>
						<li key={name}><a class="line" href={href}>
							{words(`todo.${name}`, { n: number(of[name]) })}
						</a></li>)}
				</ul>}
		</section>
	);
}

/* ---- People and JP --------------------------------------------------------- */

function PeopleTable({ of }: { of: Board }) {
	const heads: Word[] = ["kind", "count", "has", "reached", "sum"];

	return (
		<table class="table" role="table"
			aria-label={words("board.people", { year: of.year })}>
			<thead role="rowgroup"><tr role="row">
				{heads.map((head) => <th key={head} scope="col"
					role="columnheader">{words(head)}</th>)}
			</tr></thead>
			<tbody role="rowgroup">
				{of.people.map((kind) => (
					<tr role="row" key={kind.kind}>
						<th scope="row" role="rowheader">
							{words(`kind.${kind.kind || "unknown"}` as Word)}
						</th>
						<td role="cell" data-label={words("count")}>
							{number(kind.people)}</td>
						<td role="cell" data-label={words("has")}>
							{number(kind.learning)}</td>
						<td role="cell" data-label={words("reached")}>
							{kind.reached === null ? "–"
								: number(kind.reached)}</td>
						<td role="cell" data-label={words("sum")}>
							{jp(kind.jp)}</td>
					</tr>))}
			</tbody>
		</table>
	);
}

function People({ of }: { of: Board }) {
	const all = sum(of.people, (kind) => kind.people);

	return (
		<section class="stack" aria-labelledby="people">
			<h2 id="people">{words("board.people", { year: of.year })}</h2>
			{all === 0 ? <p>{words("board.nobody")}</p> : <>
				<p>{words("board.learning", {
					n: number(sum(of.people, (kind) => kind.learning)),
					all: number(all),
					jp: jp(sum(of.people, (kind) => kind.jp) / all),
				})}</p>
				<PeopleTable of={of} />
			</>}
		</section>
	);
}

function monthsPlot(library: typeof uPlot, c: Colours) {
	return {
		scales: {
			x: { time: false, range: [.4, 12.6] as [number, number] },
			y: { range: (_u: uPlot, _min: number, max: number) =>
				[0, Math.max(max * 1.05, 4)] as [number, number] },
		},
		axes: [
			axis(c, { grid: { show: false }, splits: () =>
				Array.from({ length: 12 }, (_, i) => i + 1),
			values: (_u, splits) => splits.map((m) => monthName(m)),
			space: 20 }),
			axis(c, { label: "JP", size: 60 }),
		],
		series: [{}, {
			paths: library.paths.bars!({ size: [.7, 60] }),
			fill: c.primary, stroke: c.primary, points: { show: false },
		}],
	};
}

function MonthTable({ of }: { of: Board }) {
	return (
		<table class="table" role="table" aria-label={words("months")}>
			<thead role="rowgroup"><tr role="row">
				<th scope="col" role="columnheader">{words("month")}</th>
				<th scope="col" role="columnheader">{words("sum")}</th>
			</tr></thead>
			<tbody role="rowgroup">
				{of.months.map(({ month, jp: n }) => (
					<tr role="row" key={month}>
						<th scope="row" role="rowheader">
							{monthName(month)}</th>
						<td role="cell" data-label={words("sum")}>{jp(n)}</td>
					</tr>))}
			</tbody>
		</table>
	);
}

function Months({ of }: { of: Board }) {
	const data = useMemo<uPlot.AlignedData>(() => [
		of.months.map(({ month }) => month),
		of.months.map(({ jp: n }) => n / 100)], [of]);
	const most = [...of.months].sort((a, b) => b.jp - a.jp)[0];
	const said = most
		? words("months.most", { month: monthName(most.month),
			n: jp(most.jp) })
		: words("months.none", { year: of.year });

	return (
		<section class="stack" aria-labelledby="months">
			<h2 id="months">{words("months")}</h2>
			<p>{said}</p>
			{most && <>
				<Picture label={said} data={data} make={monthsPlot} />
				<MonthTable of={of} />
			</>}
		</section>
	);
}

/* ---- Programmes and events -------------------------------------------------- */

function Attention({ batch }: { batch: BoardBatch }) {
	return (
		<li class="card linked stack near">
			<h3><a class="cover" href={`/kelola/angkatan/${batch.id}`}>
				{batch.title}, {batch.name}
			</a></h3>
			<p>{words("attention.said", {
				completed: number(batch.completed),
				enrolled: number(batch.enrolled),
				waiting: number(batch.enrolled - batch.begun) })}</p>
			<progress max={Math.max(1, batch.enrolled)} value={batch.completed}
				aria-label={words("completed")} />
			<p class="facts">{words("attention.at", {
				at: moment(batch.endsAt) })}</p>
		</li>
	);
}

function Batches({ of }: { of: Board }) {
	const { open, enrolled, begun, completed } = of.batches;

	return (
		<section class="stack" aria-labelledby="batches">
			<h2 id="batches">{words("batches")}</h2>
			<p>{open === 0 ? words("batches.none") : words("batches.said", {
				open: number(open), enrolled: number(enrolled),
				begun: number(begun), completed: number(completed) })}</p>
			{of.attention.length > 0 &&
				<ul class="plain cards" aria-label={words("attention")}>
					{of.attention.map((one) =>
						<Attention key={one.id} batch={one} />)}
				</ul>}
		</section>
	);
}

function Events({ of }: { of: Board }) {
	return (
		<section class="stack" aria-labelledby="events">
			<h2 id="events">{words("events")}</h2>
			{of.events.length === 0 ? <p>{words("events.none")}</p>
				: <ul class="plain cards">
					{of.events.map((one) => (
						<li class="card linked stack near" key={one.id}>
							<h3><a class="cover"
								href={`/kelola/kegiatan/${one.id}`}>
								{one.title}
							</a></h3>
							<p>{zoneDate(one.zone, one.startsAt)},{" "}
								{zoneHours(one.zone, one.startsAt,
									one.endsAt)}</p>
							<p class="facts">
								{one.capacity
									? words("events.of", {
										n: number(one.registered),
										all: number(one.capacity) })
									: words("events.seats", {
										n: number(one.registered) })}
								{one.waiting > 0 && ` · ${words(
									"events.waiting",
									{ n: number(one.waiting) })}`}
							</p>
						</li>))}
				</ul>}
		</section>
	);
}

export default function Dashboard() {
	const from = useLoad<Board>(useOfAgency()("/api/v1/dashboard"));

	return (
		<Page wide title={sections("dashboard")}>
			<Tabs />
			<div class="stack">
				<AgencyChoice />
				<Loaded from={from}>{(of) => (
					<div class="stack far">
						<Todo of={of} />
						<People of={of} />
						<Months of={of} />
						<Batches of={of} />
						<Events of={of} />
						<p class="facts">
							{words("papers", { n: number(of.certificates) })} ·{" "}
							{words("board.at", { at: clock(of.at) })}
						</p>
						<p class="actions no-print">
							<a class="button" href="/pimpinan">
								{overview("title")}
							</a>
							<button class="button" type="button"
								onClick={() => print()}>{words("print")}</button>
						</p>
					</div>)}</Loaded>
			</div>
		</Page>
	);
}
