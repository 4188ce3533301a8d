/*
 * The rows of a list as fields that are mended in place. Enter and the arrows up
 * and down go along a column, as in a spreadsheet.
 */
import { useState } from "preact/hooks";
import type { Column, Fault, RosterRow } from "../../../api/org";
import { Icon } from "../../../parts/Icon";
import { Pager, State } from "../../../parts/pieces";
import type { Named } from "../../../text/names";
import { words, type Word } from "../../../text/roster";
import type { Choice, List } from "./state";

const PER = 50;

const TONES: Record<RosterRow["outcome"], Pick<Named, "tone" | "icon">> = {
	bad: { tone: "bad", icon: "bad" },
	new: { tone: "ok", icon: "add" },
	update: { tone: "ok", icon: "half" },
	same: { tone: "", icon: "done" },
	skipped: { tone: "", icon: "none" },
	blank: { tone: "", icon: "none" },
};

function named(row: RosterRow): Named {
	return { ...TONES[row.outcome], word: row.outcome === "update"
		? words("state.update", { changes: (row.changes ?? "").split(",")
			.map((c) => words(`changed.${c}` as Word)).join(", ") })
		: words(`state.${row.outcome}`) };
}

function move(e: KeyboardEvent, column: number): void {
	const by = e.key === "ArrowUp" ? -1
		: e.key === "ArrowDown" || e.key === "Enter" ? 1 : 0;
	const all = [...document.querySelectorAll<HTMLInputElement>(
		`[data-column="${column}"]`)];
	const to = all[all.indexOf(e.currentTarget as HTMLInputElement) + by];

	if (!by)
		return;
	e.preventDefault();
	to?.focus();
	to?.select();
}

function Told({ id, faults, bad }: {
	id: string;
	faults: Fault[];
	bad: boolean;
}) {
	return faults.length === 0 ? null : (
		<ul class="plain told" id={id}>
			{faults.map((f) =>
				<li key={f.code} class={bad ? "error" : "warned"}>
					<Icon name={bad ? "bad" : "half"} size={20} />
					<span>{f.message}</span>
				</li>)}
		</ul>
	);
}

interface RowProps {
	list: List;
	at: number;
	row: RosterRow;
	edit: (at: number, column: number, value: string) => void;
	edited: () => void;	/* it stands there now: time to look at it */
	choose: (at: number, choice: Choice | null) => void;
}

function Cell({ list, at, row, column, i, edit, edited }: RowProps & {
	column: Column;
	i: number;
}) {
	const faults = (row.faults ?? []).filter((f) => f.field === column);
	const warnings = (row.warnings ?? []).filter((f) => f.field === column);
	const label = words(`column.${column}` as Word);
	const id = `told-${at}-${column}`;
	const told = [faults.length && `${id}-bad`, warnings.length && id]
		.filter(Boolean).join(" ");

	return (
		<td role="cell">
			<span class="cell-label" aria-hidden="true">{label}</span>
			<input class={column === "nip" ? "input mono" : "input"}
				value={list.rows[at]?.[i] ?? ""}
				aria-label={words("cell", { column: label, n: at + 1 })}
				aria-invalid={faults.length ? "true" : undefined}
				aria-describedby={told || undefined}
				data-column={i} autocomplete="off" spellcheck={false}
				inputMode={column === "nip" ? "numeric"
					: column === "email" ? "email" : "text"}
				onKeyDown={(e) => move(e, i)}
				onInput={(e) => edit(at, i, e.currentTarget.value)}
				onChange={edited} />
			<Told id={`${id}-bad`} faults={faults} bad />
			<Told id={id} faults={warnings} bad={false} />
		</td>
	);
}

/* What the person says of a row as a whole. */
function Choices({ at, row, choice, choose, shown }: RowProps & {
	choice: Choice | undefined;
	shown: Column[];
}) {
	const differs = row.faults?.some((f) => f.code === "name_differs");
	const apart = (row.faults ?? []).filter((f) => !shown.includes(f.field));
	const who = <span class="hidden-words">
		{words("forRow", { n: at + 1 })}
	</span>;
	const button = (word: string, next: Choice | null) => (
		<button class="button" type="button"
			onClick={() => choose(at, next)}>{word} {who}</button>
	);

	return (
		<div class="stack near">
			<Told id={`told-${at}`} faults={apart} bad />
			<p class="actions">
				{differs && button(words("same.update"), "update")}
				{differs && button(words("same.keep",
					{ name: row.person?.name ?? "" }), "keep")}
				{choice === "skip" ? button(words("unskip"), null)
					: row.outcome === "bad" && button(words("skip"), "skip")}
			</p>
		</div>
	);
}

function Row(props: RowProps) {
	const { list, at, row } = props;

	return (
		<tr role="row" id={`row-${at}`}>
			<th scope="row" role="rowheader">
				<span class="cell-number">{words("row.n", { n: at + 1 })}</span>
				<State named={named(row)} />
			</th>
			<td role="cell" class="row-choice">
				<Choices {...props} choice={list.choices[at]}
					shown={list.columns} />
			</td>
			{list.columns.map((column, i) =>
				<Cell key={column} {...props} column={column} i={i} />)}
		</tr>
	);
}

export function Rows({ list, edit, edited, choose }: Omit<RowProps, "at" | "row">) {
	const [all, setAll] = useState(false);
	const [page, setPage] = useState(1);
	const rows = list.look?.rows ?? [];
	const wrong = list.mending;
	const shown = all ? rows.map((_, i) => i) : wrong;
	const pages = Math.ceil(shown.length / PER);
	const here = Math.min(page, Math.max(pages, 1));

	return (
		<div class="stack near">
			<h2 id="roster-rows" tabIndex={-1}>{words("rows")}</h2>
			<p class="actions switch">
				{([false, true]).map((every) =>
					<button key={String(every)} class="button" type="button"
						aria-pressed={all === every}
						onClick={() => {
							setAll(every);
							setPage(1);
						}}>
						{words(every ? "show.all" : "show.bad")}
						{` (${every ? rows.length : wrong.length})`}
					</button>)}
			</p>
			{shown.length > 0 && <div class="sheet" role="region" tabIndex={0}
				aria-label={words("rows")}>
				<table class="table roster" role="table"
					aria-labelledby="roster-rows">
					<thead role="rowgroup">
						<tr role="row">
							<th scope="col" role="columnheader">
								{words("row")}
							</th>
							<th scope="col" role="columnheader">
								{words("row.choice")}
							</th>
							{list.columns.map((column) =>
								<th key={column} scope="col"
									role="columnheader">
									{words(`column.${column}` as Word)}
								</th>)}
						</tr>
					</thead>
					<tbody role="rowgroup">
						{shown.slice((here - 1) * PER, here * PER).map((at) =>
							<Row key={at} list={list} at={at} edit={edit}
								edited={edited} choose={choose}
								row={rows[at] ?? { outcome: "blank" }} />)}
					</tbody>
				</table>
			</div>}
			{pages > 1 && <Turn page={here} pages={pages} turn={setPage} />}
		</div>
	);
}

/* A list that is being mended has no addresses of its own. */
function Turn({ page, pages, turn }: {
	page: number;
	pages: number;
	turn: (page: number) => void;
}) {
	return (
		<div onClick={(e) => {
			const to = (e.target as HTMLElement).closest("a")
				?.getAttribute("href");

			if (to) {
				e.preventDefault();
				e.stopPropagation();
				turn(Number(to.slice(1)));
			}
		}}>
			<Pager page={page} pages={pages} href={(n) => `#${n}`} />
		</div>
	);
}
