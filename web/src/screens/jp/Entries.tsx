/*
 * Kelola › Catatan JP: the entries of an agency's people, filtered by the
 * address; one may be taken back, none is changed.
 */
import { useState } from "preact/hooks";
import type { Problem } from "../../api/client";
import type { Entry, EntryPage } from "../../api/jp";
import { fault } from "../../parts/fault";
import { Failure } from "../../parts/Failure";
import { Select } from "../../parts/Field";
import { FilterForm, filterQuery, useFilter } from "../../parts/filters";
import { Icon } from "../../parts/Icon";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { Pager } from "../../parts/pieces";
import { words } from "../../text/jp";
import { AgencyChoice, useOfAgency } from "../manage/AgencyChoice";
import { Tabs } from "../manage/Tabs";
import { days, evidence, jp, keepFile, options, reason, Standing, thisYear }
	from "./parts";
import { Reverse } from "./Reverse";
import "./jp.css";

const FILTERS = ["year", "source", "form", "state", "agency"] as const;
const SOURCES = ["module", "event", "programme", "manual"] as const;
const FORMS = ["self-paced", "webinar", "in-person", "blended"] as const;
const STATES = ["earned", "verified", "exported", "accepted", "rejected",
	"reversed", "doubt"] as const;
const PATH = "/kelola/jp";

function Row({ entry, reverse }: { entry: Entry; reverse: () => void }) {
	const back = entry.reverses !== null;

	return (
		<tr role="row">
			<th scope="row" role="rowheader">
				{entry.person?.name}
				{entry.person?.nipMasked && <span class="line facts mono">
					{entry.person.nipMasked}
				</span>}
				{entry.person?.unit && <span class="line facts">
					{entry.person.unit}
				</span>}
			</th>
			<td role="cell" data-label={words("title")}>
				{entry.title}
				<span class="line facts">
					{words(`source.${entry.source}`)} ·{" "}
					{words(`form.${entry.form}`)} · {back
						? words("reversal", { reason: reason(entry) })
						: evidence(entry)}
					{entry.status?.words && ` · ${entry.status.words}`}
				</span>
			</td>
			<td role="cell" data-label={words("day")}>{days(entry)}</td>
			<td role="cell" class="number" data-label={words("jp")}>
				<strong>{jp(entry.jp)}</strong>
			</td>
			<td role="cell" data-label={words("state")}>
				<Standing entry={entry} />
			</td>
			<td role="cell">
				{!back && !entry.reversedBy &&
					<button class="button" type="button" onClick={reverse}>
						{words("reverse")}
						<span class="hidden-words">
							{entry.title}, {entry.person?.name}
						</span>
					</button>}
			</td>
		</tr>
	);
}

function Table({ entries, reverse }: {
	entries: Entry[];
	reverse: (entry: Entry) => void;
}) {
	const heads = [words("person"), words("title"), words("day"), words("jp"),
		words("state"), words("reverse")];

	return (
		<div class="jp-table" tabIndex={0} role="region"
			aria-label={words("ledger")}>
			<table class="table" role="table" aria-label={words("ledger")}>
				<thead role="rowgroup"><tr role="row">
					{heads.map((head, i) =>
						<th key={head} scope="col" role="columnheader"
							class={i === 3 ? "number" : ""}>
							{i === 5 ? <span class="hidden-words">{head}</span>
								: head}
						</th>)}
				</tr></thead>
				<tbody role="rowgroup">
					{entries.map((e) => <Row key={e.id} entry={e}
						reverse={() => reverse(e)} />)}
				</tbody>
			</table>
		</div>
	);
}

function Doubtful() {
	const of = useOfAgency();
	const { data } = useLoad<EntryPage>(of("/api/v1/jp/doubts"));

	return data && data.total > 0
		? <p class="notice warn">
			<a href={of("/kelola/jp/ragu")}>
				{words("ledger.doubts", { n: data.total })}
			</a>
		</p> : null;
}

export default function Entries() {
	const wanted = useFilter(FILTERS);
	const year = wanted.year || String(thisYear());
	const query = filterQuery(FILTERS, { ...wanted, year }, wanted.page);
	const list = useLoad<EntryPage>(`/api/v1/jp${query}`);
	const [chosen, choose] = useState<Entry | null>(null);
	const [said, say] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);
	const any: [string, string] = ["", words("any")];
	const years = Array.from({ length: 6 }, (_, i) => String(thisYear() - i));

	return (
		<Page wide title={words("ledger")} action={
			<a class="button primary" href="/kelola/jp/baru">
				<Icon name="draft" size={20} />{words("ledger.add")}
			</a>}>
			<Tabs />
			<div class="stack">
				<p class="quiet">{words("ledger.what")}</p>
				<AgencyChoice />
				<Doubtful />
				<FilterForm path={PATH} label={words("ledger.search")}
					names={FILTERS} filter={wanted}>{(set) => <>
						<Select name="year" label={words("year")} value={year}
							change={(value) => set({ year: value })}
							options={options(years, (y) => y)} />
						<Select name="source" label={words("source")}
							value={wanted.source}
							change={(source) => set({ source })}
							options={[any, ...options(SOURCES, (s) =>
								words(`source.${s}`))]} />
						<Select name="form" label={words("form")}
							value={wanted.form}
							change={(form) => set({ form })}
							options={[any, ...options(FORMS, (f) =>
								words(`form.${f}`))]} />
						<Select name="state" label={words("state")}
							value={wanted.state}
							change={(state) => set({ state })}
							options={[any, ...options(STATES, (s) =>
								words(`state.${s}`))]} />
					</>}
				</FilterForm>
				<div role="status">
					{said && <p class="notice ok">{said}</p>}
				</div>
				{problem && <Failure problem={problem} />}
				<Loaded from={list}>{({ entries, total, page, pages }) =>
					entries.length === 0
						? <div class="card empty">
							<p>{words("ledger.none")}</p>
						</div>
						: <div class="stack">
							<p class="facts">
								{words("ledger.n", { n: total })}
							</p>
							<Table entries={entries} reverse={choose} />
							<Pager page={page} pages={pages} href={(n) =>
								PATH + filterQuery(FILTERS, wanted, n)} />
							<p><button class="button" type="button"
								onClick={() => {
									setProblem(null);
									keepFile(`/api/v1/jp.csv${query}`,
										`jp-${year}.csv`).catch((e) =>
										setProblem(fault(e)));
								}}>{words("csv")}</button></p>
						</div>}
				</Loaded>
			</div>
			{chosen && <Reverse entry={chosen} close={() => choose(null)}
				done={(words_) => {
					choose(null);
					say(words_);
					list.reload();
				}} />}
		</Page>
	);
}
