/*
 * Who is where in a module: a table of learners that is filtered, sorted and
 * paged by its address, and kept as a file.
 */
import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import type { Problem } from "../../../api/client";
import type { GradeCell, GradeLine, GradeUnit, Gradebook as Book } from
	"../../../api/gradebook";
import { fault } from "../../../parts/fault";
import { Failure } from "../../../parts/Failure";
import { Select } from "../../../parts/Field";
import { FilterForm, filterQuery, useFilter, type Filter } from
	"../../../parts/filters";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { Pager, State } from "../../../parts/pieces";
import { t } from "../../../text";
import { clock, day, number } from "../../../text/format";
import { words as gains } from "../../../text/gain";
import { words } from "../../../text/gradebook";
import { standing } from "../../../text/names";
import { ModuleTabs } from "../ModuleTabs";
import { points } from "../numbers/gainTell";
import { keepCsv, keepXlsx } from "./file";
import "./gradebook.css";

const STATES = ["notBegun", "inProgress", "done", "passed", "failed"] as const;
const SORTS = ["name", "-name", "-score", "score", "-last", "last"] as const;
const FILTERS = ["state", "unit", "unitState", "version", "sort"] as const;

type Wanted = Filter<typeof FILTERS[number]>;

export function percent(score: number | null): string {
	return score === null ? "–" : number(100 * score);
}

function Filters({ wanted, book, path }: {
	wanted: Wanted;
	book: Book;
	path: string;
}) {
	const any: [string, string] = ["", words("any")];

	return (
		<FilterForm path={path} label={words("search")} names={FILTERS}
			filter={wanted}>{(set) => <>
				<Select name="state" label={words("filter.state")}
					value={wanted.state} change={(state) => set({ state })}
					options={[any, ...STATES.map((s): [string, string] =>
						[s, words(`state.${s}`)])]} />
				{book.units.length > 1 &&
					<Select name="unit" label={words("filter.unit")}
						value={wanted.unit} change={(unit) => set({ unit,
							unitState: unit && (wanted.unitState ||
								"inProgress") })}
						options={[any, ...book.units.map(
							(u): [string, string] => [u.key, u.title])]} />}
				{wanted.unit &&
					<Select name="unitState" label={words("filter.unitState")}
						value={wanted.unitState}
						change={(unitState) => set({ unitState })}
						options={[...STATES, "waiting" as const].map(
							(s): [string, string] =>
								[s, words(`state.${s}`)])} />}
				{book.versions.length > 1 &&
					<Select name="version" label={words("filter.version")}
						value={wanted.version}
						change={(version) => set({ version })}
						options={[any, ...book.versions.map(
							(n): [string, string] => [String(n),
								words("version.n", { n })])]} />}
				<Select name="sort" label={words("filter.sort")}
					value={wanted.sort || "name"}
					change={(sort) =>
						set({ sort: sort === "name" ? "" : sort })}
					options={SORTS.map((s): [string, string] =>
						[s, words(`sort.${s}`)])} />
			</>}
		</FilterForm>
	);
}

function Score({ cell }: { cell: GradeCell | undefined }) {
	if (!cell)
		return <>–</>;
	return (
		<>
			{percent(cell.score)}
			{cell.waiting > 0 &&
				<span class="facts"> · {words("waiting.n",
					{ n: cell.waiting })}</span>}
		</>
	);
}

function Row({ line, units, all, gain, path }: {
	line: GradeLine;
	units: GradeUnit[];	/* those with a score */
	all: number;
	gain: boolean;
	path: string;
}) {
	return (
		<tr role="row">
			<th scope="row" role="rowheader">
				<a href={`${path}/${encodeURIComponent(line.id)}`}>
					{line.name}
				</a>
				{line.nip && <span class="line facts mono">{line.nip}</span>}
			</th>
			<td role="cell" data-label={words("column.agency")}>
				{line.agency}
			</td>
			<td role="cell" data-label={words("column.state")}>
				<State named={standing(line)} />
			</td>
			<td role="cell" data-label={words("column.done")}>
				{words("done.of", { n: line.unitsDone, all })}
			</td>
			{units.map((u) =>
				<td role="cell" key={u.key} class="number"
					data-label={u.title}>
					<Score cell={line.units[u.key]} />
				</td>)}
			<td role="cell" class="number" data-label={words("column.score")}>
				<strong>{percent(line.score)}</strong>
			</td>
			{gain &&
				<td role="cell" class="number" data-label={gains("own.title")}>
					{points(line.gain)}
				</td>}
			<td role="cell" data-label={words("column.last")}>
				{day(line.lastAt)} {clock(line.lastAt)}
			</td>
		</tr>
	);
}

function Table({ book, path }: { book: Book; path: string }) {
	const units = book.units.filter((u) => u.givesScore);

	return (
		<div class="gradebook" tabIndex={0} role="region"
			aria-label={words("title")}>
			<table class="table" role="table" aria-label={words("title")}>
				<thead role="rowgroup">
					<tr role="row">
						{(["name", "agency", "state", "done"] as const)
							.map((c) =>
								<th key={c} scope="col" role="columnheader">
									{words(`column.${c}`)}
								</th>)}
						{units.map((u) =>
							<th key={u.key} scope="col" role="columnheader"
								class="number">
								{u.title}
								{!u.scored && ` (${words("pretest")})`}
							</th>)}
						<th scope="col" role="columnheader" class="number">
							{words("column.score")}
						</th>
						{book.gain !== null &&
							<th scope="col" role="columnheader" class="number">
								{gains("own.title")}
							</th>}
						<th scope="col" role="columnheader">
							{words("column.last")}
						</th>
					</tr>
				</thead>
				<tbody role="rowgroup">
					{book.learners.map((line) =>
						<Row key={line.id} line={line} units={units}
							all={book.units.length}
							gain={book.gain !== null} path={path} />)}
				</tbody>
			</table>
		</div>
	);
}

function Files({ book, query }: { book: Book; query: string }) {
	const [busy, setBusy] = useState(false);
	const [said, say] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);

	function go(make: typeof keepCsv): void {
		if (busy)
			return;
		setBusy(true);
		setProblem(null);
		say(words("file.busy"));
		make(book.module.id, book.module.title, query).then(say, (e) => {
			say("");
			setProblem(fault(e));
		}).then(() => setBusy(false));
	}

	return (
		<section class="stack near" aria-labelledby="files" aria-busy={busy}>
			<h2 id="files">{words("file")}</h2>
			<p class="small quiet">{words("file.what")}</p>
			<p class="actions">
				<button class="button" type="button"
					onClick={() => go(keepXlsx)}>{words("file.xlsx")}</button>
				<button class="button" type="button"
					onClick={() => go(keepCsv)}>{words("file.csv")}</button>
			</p>
			<div role="status">{said && <p class="facts">{said}</p>}</div>
			{problem && <Failure problem={problem} />}
		</section>
	);
}

function Nobody({ wanted, path }: { wanted: Wanted; path: string }) {
	const filtered = (["q", ...FILTERS] as const)
		.some((name) => name !== "sort" && wanted[name]);

	return (
		<div class="card empty">
			<p>{words(filtered ? "none.match" : "none")}</p>
			{filtered && <p><a class="button" href={path}>
				{words("none.all")}
			</a></p>}
		</div>
	);
}

export default function Gradebook() {
	const id = useRoute().params.id ?? "";
	const wanted = useFilter(FILTERS);
	const path = `/kelola/modul/${encodeURIComponent(id)}/nilai`;
	const list = useLoad<Book>(`/api/v1/modules/${encodeURIComponent(id)
	}/gradebook${filterQuery(FILTERS, wanted, wanted.page)}`);

	return (
		<Page wide title={words("title")} back={{
			href: `/modul/${encodeURIComponent(id)}`,
			label: list.data?.module.title ?? t("nav.manage"),
		}}>
			<ModuleTabs id={id} />
			<Loaded from={list}>{(book) =>
				<div class="stack">
					<p>{words("counts", book.counts)}</p>
					<Filters wanted={wanted} book={book} path={path} />
					{book.learners.length === 0
						? <Nobody wanted={wanted} path={path} />
						: <>
							<p class="facts" role="status">
								{words("matches", { n: book.total })}
							</p>
							<Table book={book} path={path} />
							<Pager page={book.page} pages={book.pages}
								href={(n) => path + filterQuery(FILTERS, wanted, n)} />
							<Files book={book} query={filterQuery(FILTERS, wanted)} />
						</>}
				</div>}
			</Loaded>
		</Page>
	);
}
