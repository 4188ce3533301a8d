/*
 * Kelola: the modules of those who answer for them, drafts among them, and
 * the uploads of this device.
 */
import type { Module, ModulePage } from "../../api/types";
import { Icon } from "../../parts/Icon";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { Pager, State } from "../../parts/pieces";
import { Search, useWanted, wantedQuery } from "../../parts/Search";
import { managesModule } from "../../session/roles";
import { person } from "../../session/session";
import { t } from "../../text";
import { day, moment } from "../../text/format";
import { moduleFacts, moduleStanding } from "../../text/names";
import { recentImports } from "./recent";
import { Tabs } from "./Tabs";

function Row({ module }: { module: Module }) {
	return (
		<li class="card linked stack near">
			<h2><a class="cover" href={`/modul/${module.id}`}>
				{module.title}
			</a></h2>
			<p class="facts">
				{module.agency.name} · {moduleFacts(module)} ·{" "}
				{t("manage.version", {
					n: module.version.number,
					day: day(module.updatedAt),
				})}
			</p>
			<State named={moduleStanding(module)} />
		</li>
	);
}

function Recents() {
	const list = recentImports();

	return list.length === 0 ? null : (
		<section class="stack near" aria-labelledby="recent">
			<h2 id="recent">{t("manage.recent")}</h2>
			<ul class="plain">
				{list.map((r) =>
					<li key={r.id}>
						<a class="back" href={`/kelola/unggah/${r.id}`}>
							{r.name}
						</a>{" "}
						<span class="facts">{moment(r.at)}</span>
					</li>)}
			</ul>
		</section>
	);
}

function List() {
	const wanted = useWanted();
	const list = useLoad<ModulePage>(
		`/api/v1/modules${wantedQuery(wanted)}`);

	return (
		<Loaded from={list}>{({ modules, page, pages }) => {
			const mine = modules.filter((m) => managesModule(person(), m));
			return mine.length === 0
				? <div class="card empty">
					<p>{wanted.q
						? t("catalogue.noMatch", { q: wanted.q })
						: t("manage.empty")}</p>
				</div>
				: <div>
					<ul class="plain cards">
						{mine.map((m) => <Row key={m.id} module={m} />)}
					</ul>
					<Pager page={page} pages={pages} href={(n) =>
						`/kelola${wantedQuery({ q: wanted.q, page: n })}`} />
				</div>;
		}}</Loaded>
	);
}

export default function Modules() {
	return (
		<Page title={t("nav.manage")} action={
			<a class="button primary" href="/kelola/unggah">
				<Icon name="upload" size={20} />{t("manage.upload")}
			</a>}>
			<Tabs here="modules" />
			<div class="stack">
				<Search path="/kelola" label={t("catalogue.search")} />
				<List />
				<Recents />
			</div>
		</Page>
	);
}
