/*
 * One bank: its questions, searched and filtered by the address; import, export.
 */
import { useLocation, useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { call, headers, offline, problemOf, type Problem } from
	"../../api/client";
import type { Bank as BankType, BankQuestion, BankQuestionPage } from
	"../../api/bank";
import { save } from "../../bank/sheet";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Select } from "../../parts/Field";
import { FilterForm, filterQuery, useFilter, type Filter } from
	"../../parts/filters";
import { Icon } from "../../parts/Icon";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { Pager } from "../../parts/pieces";
import { words } from "../../text/bank";
import { moment, number } from "../../text/format";
import { BankForm } from "./Banks";

const TYPES = ["single", "multiple", "trueFalse", "match", "order",
	"numeric", "text", "cloze", "essay"] as const;

const FILTERS = ["tag", "type", "state"] as const;

type BankFilter = Filter<typeof FILTERS[number]>;

function Filters({ bank, filter }: { bank: BankType; filter: BankFilter }) {
	const all: [string, string] = ["", words("filter.all")];

	return (
		<FilterForm path={`/kelola/bank/${bank.id}`} label={words("search")}
			names={FILTERS} filter={filter}>{(set) => <>
				<Select name="tag" label={words("filter.tag")} value={filter.tag}
					options={[all, ...(bank.tags ?? []).map((x):
						[string, string] => [x.tag,
						`${x.tag} (${number(x.questions, 0)})`])]}
					change={(tag) => set({ tag })} />
				<Select name="type" label={words("filter.type")}
					value={filter.type} change={(type) => set({ type })}
					options={[all, ...TYPES.map((x): [string, string] =>
						[x, words(`type.${x}`)])]} />
				<Select name="state" label={words("filter.state")}
					value={filter.state} change={(state) => set({ state })}
					options={[all, ["active", words("state.active")],
						["retired", words("state.retired")]]} />
			</>}
		</FilterForm>
	);
}

function Row({ bank, question }: { bank: string; question: BankQuestion }) {
	return (
		<tr role="row">
			<th scope="row" role="rowheader">
				<a href={`/kelola/bank/${bank}/soal/${question.id}`}>
					{question.title}
				</a>
			</th>
			<td role="cell" data-label={words("code")}>
				<span class="mono">{question.ident}</span>
			</td>
			<td role="cell" data-label={words("filter.type")}>
				{words(`type.${question.type}`)}
			</td>
			<td role="cell" data-label={words("version")}>
				{number(question.number, 0)}
			</td>
			<td role="cell" data-label={words("filter.state")}>
				{words(`state.${question.state}`)}
			</td>
		</tr>
	);
}

function Table({ bank, questions }: {
	bank: string;
	questions: BankQuestion[];
}) {
	return (
		<table class="table" role="table" aria-label={words("banks")}>
			<thead role="rowgroup">
				<tr role="row">
					{(["question", "code", "filter.type", "version",
						"filter.state"] as const).map((head) =>
						<th key={head} scope="col" role="columnheader">
							{words(head)}
						</th>)}
				</tr>
			</thead>
			<tbody role="rowgroup">
				{questions.map((q) =>
					<Row key={q.id} bank={bank} question={q} />)}
			</tbody>
		</table>
	);
}

async function download(bank: BankType): Promise<void> {
	const answer = await fetch(`/api/v1/banks/${bank.id}/export.gift`,
		{ headers: headers() }).catch(() => {
		throw offline();
	});

	if (!answer.ok)
		throw problemOf(answer.status, await answer.json().catch(() => null),
			null);
	save(await answer.blob(), `${bank.name}.gift.txt`);
}

function Actions({ bank, changed }: {
	bank: BankType;
	changed: (bank: BankType) => void;
}) {
	const { route } = useLocation();
	const [problem, setProblem] = useState<Problem | null>(null);
	const [editing, edit] = useState(false);
	const run = (work: Promise<void>) => {
		setProblem(null);
		work.catch((e) => setProblem(fault(e)));
	};

	return (
		<div class="stack near">
			<p class="actions">
				<button class="button" type="button" onClick={() =>
					run(download(bank))}>
					{words("bank.export")}
				</button>
				<button class="button" type="button" aria-expanded={editing}
					onClick={() => edit(!editing)}>
					{words("bank.edit")}
				</button>
				{bank.questions + bank.retired === 0 &&
					<button class="button" type="button" onClick={() =>
						run(call("DELETE", `/api/v1/banks/${bank.id}`)
							.then(() => route("/kelola/bank")))}>
						{words("bank.remove")}
					</button>}
			</p>
			{problem && <Failure problem={problem} />}
			{editing && <div class="card">
				<BankForm bank={bank} saved={(b) => {
					changed(b);
					edit(false);
				}} />
			</div>}
		</div>
	);
}

function Questions({ bank }: { bank: BankType }) {
	const filter = useFilter(FILTERS);
	const path = `/kelola/bank/${bank.id}`;
	const list = useLoad<BankQuestionPage>(
		`/api/v1/banks/${bank.id}/questions${filterQuery(FILTERS, filter, filter.page)}`);

	return (
		<>
			<Filters bank={bank} filter={filter} />
			<Loaded from={list}>{({ questions, page, pages, total }) =>
				<div class="stack">
					<p class="facts" role="status">
						{words("bank.count", { n: number(total, 0) })}
					</p>
					{questions.length === 0
						? <div class="card empty">
							<p>{words("bank.noMatch")}</p>
							<p><a class="button" href={path}>
								{words("bank.all")}
							</a></p>
						</div>
						: <Table bank={bank.id} questions={questions} />}
					<Pager page={page} pages={pages} href={(n) =>
						path + filterQuery(FILTERS, filter, n)} />
				</div>}</Loaded>
		</>
	);
}

export default function Bank() {
	const id = useRoute().params.id ?? "";
	const bank = useLoad<BankType>(
		`/api/v1/banks/${encodeURIComponent(id)}`);

	return (
		<Page wide title={bank.data?.name ?? words("banks")}
			back={{ href: "/kelola/bank", label: words("banks") }}
			action={bank.data && <span class="actions">
				<a class="button primary" href={`/kelola/bank/${id}/tulis`}>
					<Icon name="add" size={20} />{words("write")}
				</a>
				<a class="button" href={`/kelola/bank/${id}/impor`}>
					<Icon name="upload" size={20} />{words("bank.import")}
				</a>
			</span>}>
			<Loaded from={bank} page>{(b) =>
				<div class="stack">
					{b.description && <p>{b.description}</p>}
					<p class="facts">
						{words("bank.changed", { at: moment(b.updatedAt) })}
					</p>
					<Actions bank={b} changed={bank.set} />
					{b.questions + b.retired === 0
						? <p class="card empty">{words("bank.empty")}</p>
						: <Questions bank={b} />}
				</div>}</Loaded>
		</Page>
	);
}
