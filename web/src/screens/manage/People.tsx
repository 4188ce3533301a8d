/*
 * Who has an account here: searched, added, opened. For administrators.
 */
import type { PeoplePage, Person } from "../../api/types";
import { Icon } from "../../parts/Icon";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { Pager, State } from "../../parts/pieces";
import { Search, useWanted, wantedQuery } from "../../parts/Search";
import { t } from "../../text";
import { roleNames } from "../../text/names";
import { Tabs } from "./Tabs";

function Row({ person }: { person: Person }) {
	return (
		<tr role="row">
			<th scope="row" role="rowheader">
				<a href={`/kelola/orang/${person.id}`}>{person.name}</a>
			</th>
			<td role="cell" data-label={t("person.login")}>
				<span class="mono">{person.login}</span>
			</td>
			<td role="cell" data-label={t("person.roles")}>
				{roleNames(person.roles)}
			</td>
			<td role="cell" data-label={t("person.account")}>
				<State named={person.disabled
					? { word: t("person.disabled"), tone: "bad",
						icon: "closed" }
					: { word: t("person.active"), tone: "ok",
						icon: "done" }} />
			</td>
		</tr>
	);
}

function Table({ people }: { people: Person[] }) {
	return (
		<table class="table" role="table" aria-label={t("manage.people")}>
			<thead role="rowgroup">
				<tr role="row">
					<th scope="col" role="columnheader">{t("person.name")}</th>
					<th scope="col" role="columnheader">{t("person.login")}</th>
					<th scope="col" role="columnheader">{t("person.roles")}</th>
					<th scope="col" role="columnheader">
						{t("person.account")}
					</th>
				</tr>
			</thead>
			<tbody role="rowgroup">
				{people.map((p) => <Row key={p.id} person={p} />)}
			</tbody>
		</table>
	);
}

export default function People() {
	const wanted = useWanted();
	const list = useLoad<PeoplePage>(`/api/v1/people${wantedQuery(wanted)}`);

	return (
		<Page title={t("manage.people")} action={
			<a class="button primary" href="/kelola/orang/baru">
				<Icon name="add" size={20} />{t("person.add")}
			</a>}>
			<Tabs here="people" />
			<div class="stack">
				<Search path="/kelola/orang" label={t("person.search")} />
				<Loaded from={list}>{({ people, page, pages }) =>
					people.length === 0
						? <div class="card empty">
							<p>{t("person.noMatch", { q: wanted.q })}</p>
							<p><a class="button" href="/kelola/orang">
								{t("person.all")}
							</a></p>
						</div>
						: <div>
							<Table people={people} />
							<Pager page={page} pages={pages} href={(n) =>
								`/kelola/orang${wantedQuery({
									q: wanted.q, page: n })}`} />
						</div>}</Loaded>
			</div>
		</Page>
	);
}
