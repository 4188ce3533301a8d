/*
 * Atasan: the people of the units that one leads, how their year stands and what
 * they take part in. The filters lie in the address.
 */
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import type { Problem } from "../api/client";
import type { Member, Team as Team_ } from "../api/home";
import { fault } from "../parts/fault";
import { Failure } from "../parts/Failure";
import { Select } from "../parts/Field";
import { FilterForm, filterQuery, useFilter,
	type Filter } from "../parts/filters";
import { Loaded } from "../parts/Loaded";
import { useLoad } from "../parts/load";
import { Page } from "../parts/Page";
import { t } from "../text";
import { number } from "../text/format";
import { words as home } from "../text/home";
import { words } from "../text/team";
import { jp, keepFile } from "./jp/parts";
import "./jp/jp.css";

const PATH = "/atasan";
const FILTERS = ["unit", "state"] as const;
type Wanted = Filter<(typeof FILTERS)[number]>;

function Sum({ member }: { member: Member }) {
	const least = member.target?.least ?? null;

	return <>{least
		? words("jp.of", { n: jp(member.jp), all: jp(least) })
		: jp(member.jp)}</>;
}

function Row({ member, year }: { member: Member; year: number }) {
	return (
		<tr role="row">
			<th scope="row" role="rowheader">{member.name}</th>
			<td role="cell" data-label={words("unit")}>
				{[member.unit, member.job].filter(Boolean).join(", ")}
			</td>
			<td role="cell" data-label={words("jp", { year })}>
				<Sum member={member} />
			</td>
			<td role="cell" data-label={words("going")}>
				{number(member.going)}
			</td>
			<td role="cell" data-label={words("waiting")}>
				{number(member.waiting)}
			</td>
			<td role="cell" data-label={words("late")}>
				{number(member.late)}
			</td>
			<td role="cell" data-label={words("completed")}>
				{number(member.completed)}
			</td>
		</tr>
	);
}

function Table({ of }: { of: Team_ }) {
	const heads = [words("name"), words("unit"),
		words("jp", { year: of.year }), words("going"), words("waiting"),
		words("late"), words("completed")];

	return (
		<table class="table" role="table" aria-label={home("team")}>
			<thead role="rowgroup">
				<tr role="row">
					{heads.map((head) => <th key={head} scope="col"
						role="columnheader">{head}</th>)}
				</tr>
			</thead>
			<tbody role="rowgroup">
				{of.people.map((member) => <Row key={member.id}
					member={member} year={of.year} />)}
			</tbody>
		</table>
	);
}

function Choices({ units, filter }: {
	units: Team_["units"];
	filter: Wanted;
}) {
	return (
		<FilterForm path={PATH} label={words("find")} names={FILTERS}
			filter={filter}>
			{(set) => <>
				<Select name="unit" label={words("unit")} value={filter.unit}
					options={[["", words("any")],
						...units.map((u) => [u.id, u.name] as
							[string, string])]}
					change={(unit) => set({ unit })} />
				<Select name="state" label={words("state")}
					value={filter.state} options={[["", words("any")],
						["below", words("state.below")],
						["above", words("state.above")]]}
					change={(state) => set({ state })} />
			</>}
		</FilterForm>
	);
}

function Pages({ of, filter, page }: {
	of: Team_;
	filter: Wanted;
	page: number;
}) {
	return (
		<p class="actions no-print">
			{page > 1 && <a class="button"
				href={PATH + filterQuery(FILTERS, filter)}>
				{words("first")}</a>}
			{of.more && <a class="button"
				href={PATH + filterQuery(FILTERS, filter, page + 1)}>
				{words("more")}</a>}
		</p>
	);
}

function Files({ filter }: { filter: Wanted }) {
	const [problem, setProblem] = useState<Problem | null>(null);

	return (
		<div class="stack near no-print">
			<p class="actions">
				<button class="button" type="button" onClick={() => print()}>
					{words("print")}
				</button>
				<button class="button" type="button" onClick={() => {
					setProblem(null);
					keepFile(`/api/v1/team.csv${filterQuery(FILTERS, filter)}`,
						"tim.csv").catch((e) => setProblem(fault(e)));
				}}>{words("csv")}</button>
			</p>
			{problem && <Failure problem={problem} />}
		</div>
	);
}

/* The links are in their letters, which alone may answer. */
function Confirmations({ n }: { n: number }) {
	return !n ? null : <p class="notice">{words("confirmations", { n })}</p>;
}

export default function Team() {
	const { page, ...filter } = useFilter(FILTERS);
	const { path } = useLocation();
	const from = useLoad<Team_>("/api/v1/team" +
		filterQuery(FILTERS, filter, page));
	const narrowed = filterQuery(FILTERS, filter) !== "";

	return (
		<Page wide title={home("team")} back={path === PATH
			? { href: "/", label: t("nav.home") } : undefined}>
			<Loaded from={from}>{(of) => of.units.length === 0
				? <div class="stack">
					<Confirmations n={of.confirmations} />
					<p class="card empty">{words("none")}</p>
				</div>
				: <div class="stack">
					<Confirmations n={of.confirmations} />
					<p class="quiet">{home("team.why", { year: of.year })}</p>
					<Choices units={of.units} filter={filter} />
					{of.people.length === 0
						? <p class="card empty">{words("nobody")}</p>
						: <Table of={of} />}
					<Pages of={of} filter={filter} page={page} />
					{(of.people.length > 0 || narrowed) &&
						<Files filter={filter} />}
				</div>}</Loaded>
		</Page>
	);
}
