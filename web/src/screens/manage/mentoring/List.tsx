/*
 * /kelola/pendampingan: the pairs of an agency, how many sessions they had, and
 * a form for another. What was said is not here.
 */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../../api/client";
import type { Mentoring, Mentorings } from "../../../api/mentoring";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { Select } from "../../../parts/Field";
import { FilterForm, filterQuery, useFilter, type Filter }
	from "../../../parts/filters";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { Pager } from "../../../parts/pieces";
import { calendarDay, number } from "../../../text/format";
import { words } from "../../../text/mentoring";
import { keepFile } from "../../jp/parts";
import { EndDialog, Standing } from "../../mentoring/parts";
import { Tabs } from "../Tabs";
import { Make } from "./Make";

const PATH = "/kelola/pendampingan";
const FILTERS = ["state"] as const;
type Wanted = Filter<(typeof FILTERS)[number]>;

function Row({ of, end }: { of: Mentoring; end: () => void }) {
	return (
		<tr role="row">
			<th scope="row" role="rowheader">{of.mentor.name}</th>
			<td role="cell" data-label={words("mentee")}>{of.mentee.name}</td>
			<td role="cell" data-label={words("topic")}>
				{words(`kind.${of.kind}`)}: {of.topic}
				{of.programme && <span class="facts">{" · "}
					{words("after", { title: of.programme.title })}</span>}
			</td>
			<td role="cell" data-label={words("count")}>
				{number(of.sessions)}
				{of.minutes > 0 && ` (${words("minutes",
					{ n: number(of.minutes) })})`}
			</td>
			<td role="cell" data-label={words("last")}>
				{of.lastDay ? calendarDay(of.lastDay) : "–"}
			</td>
			<td role="cell" data-label={words("state")}>
				<Standing of={of} />
				{!of.endedAt && <p class="no-print">
					<button type="button" class="button" onClick={end}>
						{words("end.yes")}
						<span class="hidden-words">
							{of.mentor.name}, {of.mentee.name}
						</span>
					</button>
				</p>}
			</td>
		</tr>
	);
}

function Table({ all, end }: {
	all: Mentoring[];
	end: (of: Mentoring) => void;
}) {
	const heads = ["mentor", "mentee", "topic", "count", "last",
		"state"] as const;

	return (
		<table class="table" role="table" aria-label={words("list")}>
			<thead role="rowgroup"><tr role="row">
				{heads.map((head) => <th key={head} scope="col"
					role="columnheader">{words(head)}</th>)}
			</tr></thead>
			<tbody role="rowgroup">
				{all.map((of) => <Row key={of.id} of={of}
					end={() => end(of)} />)}
			</tbody>
		</table>
	);
}

function Files({ query, failed }: {
	query: string;
	failed: (e: unknown) => void;
}) {
	return (
		<p class="actions no-print">
			<button class="button" type="button" onClick={() => {
				keepFile(`/api/v1/mentorings.csv${query}`,
					"pendampingan.csv").catch(failed);
			}}>{words("csv")}</button>
			<button class="button" type="button" onClick={() => print()}>
				{words("print")}
			</button>
		</p>
	);
}

export default function List() {
	const { page, ...filter } = useFilter(FILTERS);
	const query = filterQuery(FILTERS, filter);
	const from = useLoad<Mentorings>("/api/v1/mentorings" +
		filterQuery(FILTERS, filter, page));
	const [said, say] = useState("");
	const [asking, ask] = useState<Mentoring | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);
	const failed = (e: unknown) => setProblem(fault(e));

	function end(of: Mentoring): void {
		ask(null);
		setProblem(null);
		call("POST", `/api/v1/mentorings/${of.id}/ending`).then(() => {
			say(words("end.said"));
			from.reload();
		}, failed);
	}

	return (
		<Page wide title={words("list")}>
			<Tabs />
			<div class="stack">
				<p class="quiet">{words("list.why")}</p>
				<div class="no-print">
					<FilterForm path={PATH} label={words("list.find")}
						names={FILTERS} filter={filter}>
						{(set: (change: Partial<Wanted>) => void) =>
							<Select name="state" label={words("list.state")}
								value={filter.state}
								options={[["", words("list.any")],
									["going", words("list.going")],
									["ended", words("list.ended")]]}
								change={(state) => set({ state })} />}
					</FilterForm>
				</div>
				<div role="status">
					{said && <p class="notice ok">{said}</p>}
				</div>
				{problem && <Failure problem={problem} />}
				{asking && <EndDialog close={() => ask(null)}
					yes={() => end(asking)} />}
				<Loaded from={from}>{({ mentorings, pages, total }) =>
					<div class="stack">
						{total === 0
							? <p class="card empty">{words(query
								? "list.nothing" : "list.none")}</p>
							: <Table all={mentorings} end={ask} />}
						<Pager page={page} pages={pages} href={(n) =>
							PATH + filterQuery(FILTERS, filter, n)} />
						{total > 0 &&
							<Files query={query} failed={failed} />}
					</div>}</Loaded>
				<details class="card no-print">
					<summary>{words("add")}</summary>
					<Make made={(pair) => {
						say(words("add.saved", { mentor: pair.mentor.name,
							mentee: pair.mentee.name }));
						from.reload();
					}} />
				</details>
			</div>
		</Page>
	);
}
