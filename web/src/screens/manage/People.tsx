/*
 * Who has an account here: searched, filtered, added, opened, and chosen for
 * activation codes. For organisers and administrators. Words and filters live in the address.
 */
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import type { Jobs, Units } from "../../api/org";
import { EMPLOYEE_KINDS, ROLES, type PeoplePage, type Person,
	type PersonState } from "../../api/types";
import { Select } from "../../parts/Field";
import { FilterForm, filterQuery, useFilter, type Filter } from
	"../../parts/filters";
import { Icon } from "../../parts/Icon";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { Pager, State } from "../../parts/pieces";
import { t } from "../../text";
import { roleName, roleNames, type Named } from "../../text/names";
import { nipGrouped } from "../../text/nip";
import { words as org } from "../../text/org";
import { words } from "../../text/people";
import { useAgencies } from "./agencyList";
import { choose, isTicked, tick, tickedPeople, untickAll } from "./chosen";
import { Csv } from "./Csv";
import { options } from "./org/tree";
import { Tabs } from "./Tabs";

const STATES: PersonState[] = ["active", "waiting", "disabled"];
const PATH = "/kelola/orang";

const FILTERS = ["agency", "role", "state", "kind", "unit", "job"] as const;

type PeopleFilter = Filter<typeof FILTERS[number]>;

function stateOf(person: Person): Named {
	const state = person.state ?? "active";

	return {
		word: words(`state.${state}`),
		tone: state === "active" ? "ok" : state === "waiting" ? "wait" : "bad",
		icon: state === "active" ? "done"
			: state === "waiting" ? "half" : "closed",
	};
}

function Filters({ filter }: { filter: PeopleFilter }) {
	const agencies = useAgencies();
	const of = filter.agency
		? `?agency=${encodeURIComponent(filter.agency)}` : "";
	const units = useLoad<Units>(`/api/v1/units${of}`).data?.units ?? [];
	const jobs = useLoad<Jobs>(`/api/v1/jobs${of}`).data?.jobs ?? [];
	const all: [string, string] = ["", words("filter.all")];

	return (
		<FilterForm path={PATH} label={t("person.search")} names={FILTERS}
			filter={filter}>{(set) => <>
				{agencies.length > 1 &&
					<Select name="agency" label={words("filter.agency")}
						value={filter.agency} options={[all, ...agencies]}
						change={(agency) =>
							set({ agency, unit: "", job: "" })} />}
				{units.length > 0 &&
					<Select name="unit" label={org("filter.unit")}
						value={filter.unit} change={(unit) => set({ unit })}
						options={[all, ...options(units)]} />}
				{jobs.length > 0 &&
					<Select name="job" label={org("filter.job")}
						value={filter.job} change={(job) => set({ job })}
						options={[all, ...jobs.map((j): [string, string] =>
							[j.id, j.name])]} />}
				<Select name="kind" label={org("kind")} value={filter.kind}
					change={(kind) => set({ kind })}
					options={[all, ...EMPLOYEE_KINDS.filter(Boolean).map((k):
						[string, string] => [k, org(`kind.${k}`)])]} />
				<Select name="role" label={words("filter.role")}
					value={filter.role} change={(role) => set({ role })}
					options={[all, ...ROLES.filter((r) => r !== "learner")
						.map((r): [string, string] => [r, roleName(r)])]} />
				<Select name="state" label={words("filter.state")}
					value={filter.state} change={(state) => set({ state })}
					options={[all, ...STATES.map((s): [string, string] =>
						[s, words(`state.${s}`)])]} />
			</>}
		</FilterForm>
	);
}

function Row({ person, many, changed }: {
	person: Person;
	many: boolean;	/* there is more than one agency */
	changed: () => void;
}) {
	return (
		<tr role="row">
			<td role="cell" class="tick">
				<input type="checkbox" checked={isTicked(person.id)}
					disabled={person.disabled === true}
					aria-label={words("choose.one", { name: person.name })}
					onChange={(e) => {
						tick(person, e.currentTarget.checked);
						changed();
					}} />
			</td>
			<th scope="row" role="rowheader">
				<a href={`${PATH}/${person.id}`}>{person.name}</a>
			</th>
			<td role="cell" data-label={t("person.login")}>
				<span class="mono">{nipGrouped(person.login)}</span>
			</td>
			{many && <td role="cell" data-label={t("person.agency")}>
				{person.agency.name}
			</td>}
			<td role="cell" data-label={org("filter.unit")}>
				{[person.unit?.name, person.job?.name].filter(Boolean)
					.join(", ") || "–"}
			</td>
			<td role="cell" data-label={t("person.roles")}>
				{roleNames(person.roles)}
			</td>
			<td role="cell" data-label={t("person.account")}>
				<State named={stateOf(person)} />
			</td>
		</tr>
	);
}

function Table({ people, changed }: {
	people: Person[];
	changed: () => void;
}) {
	const many = useAgencies().length > 1;
	const heads = [words("choose"), t("person.name"), t("person.login"),
		...(many ? [t("person.agency")] : []), org("filter.unit"),
		t("person.roles"),
		t("person.account")];

	return (
		<table class="table" role="table" aria-label={t("manage.people")}>
			<thead role="rowgroup">
				<tr role="row">
					{heads.map((head) =>
						<th key={head} scope="col" role="columnheader">
							{head}
						</th>)}
				</tr>
			</thead>
			<tbody role="rowgroup">
				{people.map((p) =>
					<Row key={p.id} person={p} many={many}
						changed={changed} />)}
			</tbody>
		</table>
	);
}

/* What can be done with those ticked, or with all that were found. */
function Choice({ people, total, filter, changed }: {
	people: Person[];
	total: number;
	filter: PeopleFilter;
	changed: () => void;
}) {
	const { route } = useLocation();
	const chosen = tickedPeople();
	const n = chosen.length;

	return (
		<div class="stack near">
			<p class="facts" role="status">
				{n ? words("choose.count", { n })
					: words("choose.match", { n: total })}
			</p>
			<p class="actions">
				<button class="button" type="button" onClick={() => {
					choose(n ? { people: chosen }
						: { query: filterQuery(FILTERS, filter), total });
					route(`${PATH}/kode`);
				}}>
					{n ? words("codes.forChosen", { n })
						: words("codes.forAll", { n: total })}
				</button>
				<button class="button bare" type="button" onClick={() => {
					if (n)
						untickAll();
					else
						people.filter((p) => !p.disabled)
							.forEach((p) => tick(p, true));
					changed();
				}}>
					{words(n ? "choose.none" : "choose.page")}
				</button>
				<Csv name="orang.csv" path={`/api/v1/people.csv${
					filterQuery(FILTERS, filter)}`} />
			</p>
		</div>
	);
}

function Nobody({ filter }: { filter: PeopleFilter }) {
	const { q } = filter;
	const more = FILTERS.some((name) => filter[name]);

	return (
		<div class="card empty">
			<p>{q && more ? words("choose.nobodyWith", { q })
				: q ? t("person.noMatch", { q }) : words("choose.nobody")}</p>
			<p><a class="button" href={PATH}>{t("person.all")}</a></p>
		</div>
	);
}

export default function People() {
	const filter = useFilter(FILTERS);
	const [, draw] = useState(0);
	const changed = () => draw((n) => n + 1);
	const list = useLoad<PeoplePage>(
		`/api/v1/people${filterQuery(FILTERS, filter, filter.page)}`);

	return (
		<Page wide title={t("manage.people")} action={
			<a class="button primary" href={`${PATH}/baru`}>
				<Icon name="add" size={20} />{t("person.add")}
			</a>}>
			<Tabs />
			<div class="stack">
				<Filters filter={filter} />
				<Loaded from={list}>{({ people, page, pages, total }) =>
					people.length === 0
						? <Nobody filter={filter} />
						: <div class="stack">
							<Choice people={people} total={total}
								filter={filter} changed={changed} />
							<Table people={people} changed={changed} />
							<Pager page={page} pages={pages} href={(n) =>
								PATH + filterQuery(FILTERS, filter, n)} />
						</div>}</Loaded>
			</div>
		</Page>
	);
}
