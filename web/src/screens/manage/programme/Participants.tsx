/*
 * Who takes part in a batch and how they stand; who is late, and what can be
 * done about it.
 */
import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import type { Problem } from "../../../api/client";
import type { BatchDetail, Participant } from "../../../api/programme";
import { Dialog } from "../../../parts/Dialog";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { Field, Select } from "../../../parts/Field";
import { FilterForm, filterQuery, useFilter } from "../../../parts/filters";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Pager, State } from "../../../parts/pieces";
import { day } from "../../../text/format";
import type { Named } from "../../../text/names";
import { words } from "../../../text/programme";
import { words as toolWords } from "../../../text/toolScore";
import { keep } from "../gradebook/file";
import { ToolScores } from "../ToolScore";
import { dayMs } from "./RunForm";

interface Page {
	enrolments: Participant[];
	page: number;
	pages: number;
	total: number;
}

const NAMES = ["state"] as const;
const STATES = ["waiting", "going", "late", "completed", "withdrawn"] as const;

function standing(p: Participant): Named {
	if (p.state === "withdrawn")
		return { word: words("person.state.withdrawn"), tone: "",
			icon: "closed" };
	if (p.completedAt)
		return { word: words(p.passed ? "person.state.passed"
			: "person.state.completed"), tone: "ok", icon: "done" };
	return p.begunAt
		? { word: words("person.state.going"), tone: "wait", icon: "half" }
		: { word: words("person.state.waiting"), tone: "", icon: "none" };
}

function More({ p, save, close }: {
	p: Participant;
	save: (until: number) => void;
	close: () => void;
}) {
	const [date, setDate] = useState("");

	return (
		<Dialog title={`${words("more.time")}: ${p.person.name}`} close={close}>
			<form class="form" onSubmit={(e) => {
				e.preventDefault();
				if (date)
					save(dayMs(date, true));
			}}>
				<Field name="more-until" label={words("more.until")}
					type="date" value={date} change={setDate} />
				<p class="actions">
					<button type="button" class="button" onClick={close}>
						{words("cancel")}
					</button>
					<button type="submit" class="button primary">
						{words("more.save")}
					</button>
				</p>
			</form>
		</Dialog>
	);
}

function Withdraw({ p, run, close }: {
	p: Participant;
	run: () => void;
	close: () => void;
}) {
	return (
		<Dialog title={words("withdraw")} close={close}>
			<p>{words("withdraw.ask", { name: p.person.name })}</p>
			<p class="actions">
				<button type="button" class="button" onClick={close}>
					{words("cancel")}
				</button>
				<button type="button" class="button" onClick={run}>
					{words("withdraw")}
				</button>
			</p>
		</Dialog>
	);
}

function Row({ p, more, withdraw, tools }: {
	p: Participant;
	more: () => void;
	withdraw: () => void;
	tools: (() => void) | null;	/* where there are steps at tools */
}) {
	const name = <span class="hidden-words">{p.person.name}</span>;

	return (
		<tr role="row">
			<th scope="row" role="rowheader">
				{p.person.name}
				{p.person.nip && <span class="facts mono">
					<br />{p.person.nip}
				</span>}
			</th>
			<td role="cell" data-label={words("unit")}>
				{p.unit?.name ?? words("unit.none")}
			</td>
			<td role="cell" data-label={words("state")}>
				<State named={standing(p)} />
				{p.late && <State named={{ word: words("late"), tone: "bad",
					icon: "bad" }} />}
				{p.until && <p class="facts">
					{words("more.is", { at: day(p.until) })}
				</p>}
			</td>
			<td role="cell" data-label={words("progress.word")}>
				{p.progress}%
			</td>
			<td role="cell">
				<p class="actions no-print">
					{p.state === "active" && <>
						<button type="button" class="button" onClick={more}>
							{words("more.time")}{name}
						</button>
						<button type="button" class="button"
							onClick={withdraw}>
							{words("withdraw")}{name}
						</button>
					</>}
					{tools && p.state !== "withdrawn" &&
						<button type="button" class="button"
							onClick={tools}>
							{toolWords("button")}{name}
						</button>}
				</p>
			</td>
		</tr>
	);
}

function Table({ rows, changed, path, batch }: {
	rows: Participant[];
	changed: () => void;
	path: string;
	batch: BatchDetail;
}) {
	const [asked, ask] = useState<
		[Participant, "more" | "withdraw" | "tools"] | null>(null);
	const titles = new Map(batch.steps.filter((s) => s.kind === "tool")
		.map((s) => [s.id, s.title]));
	const [problem, setProblem] = useState<Problem | null>(null);

	function run(p: Participant, body: unknown): void {
		ask(null);
		setProblem(null);
		call("PATCH", `${path}/${p.id}`, body)
			.then(changed, (e) => setProblem(fault(e)));
	}

	return (
		<>
			{problem && <Failure problem={problem} />}
			<table class="table" role="table" aria-label={words("people")}>
				<thead role="rowgroup">
					<tr role="row">
						{(["person", "unit", "state", "progress.word"] as const)
							.map((name) => <th key={name} scope="col"
								role="columnheader">{words(name)}</th>)}
						<td role="cell" />
					</tr>
				</thead>
				<tbody role="rowgroup">
					{rows.map((p) => <Row key={p.id} p={p}
						more={() => ask([p, "more"])}
						withdraw={() => ask([p, "withdraw"])}
						tools={titles.size
							? () => ask([p, "tools"]) : null} />)}
				</tbody>
			</table>
			{asked?.[1] === "more" && <More p={asked[0]}
				close={() => ask(null)}
				save={(until) => run(asked[0], { until })} />}
			{asked?.[1] === "withdraw" && <Withdraw p={asked[0]}
				close={() => ask(null)}
				run={() => run(asked[0], { withdrawn: true })} />}
			{asked?.[1] === "tools" && <ToolScores titles={titles}
				path={`/api/v1/batches/${batch.id}`} person={asked[0].person}
				changed={changed} close={() => ask(null)} />}
		</>
	);
}

export function Participants({ batch, round, changed }: {
	batch: BatchDetail;
	round: number;		/* another one: they are read anew */
	changed: () => void;
}) {
	const filter = useFilter(NAMES);
	const here = `/kelola/angkatan/${batch.id}`;
	const path = `/api/v1/batches/${batch.id}/enrolments`;
	const query = filterQuery(NAMES, filter, filter.page);
	const from = useLoad<Page>(path + query + (query ? "&" : "?") +
		`round=${round}`);
	const [problem, setProblem] = useState<Problem | null>(null);

	return (
		<section class="stack" aria-labelledby="people">
			<h2 id="people">{words("people")}</h2>
			<div class="no-print">
				<FilterForm path={here} label={words("people.search")}
					names={NAMES} filter={filter}>{(set) =>
						<Select name="state" label={words("state")}
							value={filter.state}
							options={[["", words("filter.all")],
								...STATES.map((s): [string, string] =>
									[s, words(`filter.${s}`)])]}
							change={(state) => set({ state })} />}
				</FilterForm>
			</div>
			<Loaded from={from}>{({ enrolments, page, pages }) =>
				enrolments.length === 0
					? <p class="card empty">{words(filter.q || filter.state
						? "people.noMatch" : "people.none")}</p>
					: <>
						<Table rows={enrolments} path={path} batch={batch}
							changed={() => {
							from.reload();
							changed();
						}} />
						<Pager page={page} pages={pages} href={(n) =>
							here + filterQuery(NAMES, filter, n)} />
						<p class="actions no-print">
							<button type="button" class="button"
								onClick={() => {
									setProblem(null);
									call<Blob>("GET", `${path}.csv${query}`,
										undefined, { read: (r) => r.blob() })
										.then((blob) =>
											keep(blob, "peserta.csv"))
										.catch((e) =>
											setProblem(fault(e)));
								}}>
								{words("people.csv")}
							</button>
						</p>
					</>}</Loaded>
			{problem && <Failure problem={problem} />}
		</section>
	);
}
