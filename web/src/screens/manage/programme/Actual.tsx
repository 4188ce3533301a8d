/*
 * Plan and what became of it: sessions held, steps, units, who is late. A
 * sentence first, then the tables.
 */
import type { Actual as Numbers } from "../../../api/programme";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { day, moment, number } from "../../../text/format";
import { words, type ProgrammeWord } from "../../../text/programme";
import { Csv } from "../Csv";

function Head({ names }: { names: ProgrammeWord[] }) {
	return (
		<thead role="rowgroup">
			<tr role="row">
				{names.map((name) => <th key={name} scope="col"
					role="columnheader">{words(name)}</th>)}
			</tr>
		</thead>
	);
}

function Cell({ name, children }: {
	name: ProgrammeWord;
	children: preact.ComponentChildren;
}) {
	return <td role="cell" data-label={words(name)}>{children}</td>;
}

function Steps({ of }: { of: Numbers }) {
	return (
		<table class="table" role="table" aria-label={words("steps")}>
			<Head names={["actual.step", "actual.due", "actual.begun",
				"actual.waiting", "actual.done"]} />
			<tbody role="rowgroup">
				{of.steps.map((s) => <tr role="row" key={s.id}>
					<th scope="row" role="rowheader">{s.title}</th>
					<Cell name="actual.due">{day(s.dueAt)}</Cell>
					<Cell name="actual.begun">{s.begun}</Cell>
					<Cell name="actual.waiting">{s.waiting}</Cell>
					<Cell name="actual.done">{s.done}</Cell>
				</tr>)}
			</tbody>
		</table>
	);
}

function Units({ of }: { of: Numbers }) {
	return (
		<table class="table" role="table" aria-label={words("actual.units")}>
			<Head names={["unit", "actual.enrolled", "filter.waiting",
				"actual.late", "actual.done", "progress.word"]} />
			<tbody role="rowgroup">
				{of.units.map((u) => <tr role="row" key={u.unit ?? ""}>
					<th scope="row" role="rowheader">
						{u.name ?? words("unit.none")}
					</th>
					<Cell name="actual.enrolled">{u.enrolled}</Cell>
					<Cell name="filter.waiting">{u.enrolled - u.begun}</Cell>
					<Cell name="actual.late">{u.late}</Cell>
					<Cell name="actual.done">{u.completed}</Cell>
					<Cell name="progress.word">
						{number(u.progress, 0)}%
					</Cell>
				</tr>)}
			</tbody>
		</table>
	);
}

function Sessions({ of }: { of: Numbers }) {
	return of.sessions.length === 0 ? null : (
		<section class="stack near" aria-labelledby="sessions">
			<h3 id="sessions">{words("actual.sessions")}</h3>
			<ul class="plain stack near">
				{of.sessions.map((s) => <li key={s.activity}>
					<a href={`/kelola/kegiatan/${s.event}`}>{s.title}</a>
					<p class="facts">
						{moment(s.startsAt)}{" · "}
						{s.held ? words("actual.present", {
							present: s.present, registered: s.registered })
							: words("actual.coming")}
					</p>
				</li>)}
			</ul>
		</section>
	);
}

/* The same as a file, said to which table it belongs. */
function File({ batch, table, name }: {
	batch: string;
	table: "steps" | "units" | "sessions";
	name: string;
}) {
	return (
		<p class="no-print"><Csv name={name} of={words(`actual.of.${table}`)}
			path={`/api/v1/batches/${batch}/actual.csv?table=${table}`} /></p>
	);
}

export function Actual({ batch, round }: { batch: string; round: number }) {
	const from = useLoad<Numbers>(
		`/api/v1/batches/${batch}/actual?round=${round}`);

	return (
		<section class="stack" aria-labelledby="actual">
			<h2 id="actual">{words("actual")}</h2>
			<Loaded from={from}>{(of) => <div class="stack">
				<p>{words("actual.sum", { completed: of.completed,
					enrolled: of.enrolled, late: of.late,
					waiting: of.enrolled - of.begun })}</p>
				<progress max={Math.max(of.enrolled, 1)} value={of.completed}
					aria-label={words("run.sum", { completed: of.completed,
						enrolled: of.enrolled })} />
				<p>{words("actual.plan", { planned: of.planned,
					progress: number(of.progress, 0) })}</p>
				<Sessions of={of} />
				{of.sessions.length > 0 && <File batch={batch}
					table="sessions" name="kegiatan.csv" />}
				{of.steps.length > 0 && <>
					<Steps of={of} />
					<File batch={batch} table="steps" name="langkah.csv" />
				</>}
				{of.units.length > 0 && <>
					<Units of={of} />
					<File batch={batch} table="units" name="unit.csv" />
				</>}
			</div>}</Loaded>
		</section>
	);
}
