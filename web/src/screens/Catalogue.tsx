/*
 * Katalog: every module there is, searched by words; both in the address.
 */
import type { ModulePage } from "../api/types";
import { Loaded } from "../parts/Loaded";
import { useLoad } from "../parts/load";
import { Page } from "../parts/Page";
import { ModuleCard, Pager } from "../parts/pieces";
import { Search, useWanted, wantedQuery } from "../parts/Search";
import { manages } from "../session/roles";
import { person } from "../session/session";
import { t } from "../text";

function Nothing({ q }: { q: string }) {
	if (q)
		return (
			<div class="card empty">
				<p>{t("catalogue.noMatch", { q })}</p>
				<p><a class="button" href="/katalog">
					{t("catalogue.all")}
				</a></p>
			</div>
		);
	return (
		<div class="card empty">
			<p>{t("catalogue.empty")}</p>
			<p>{manages(person())
				? <a class="button primary" href="/kelola/unggah">
					{t("manage.upload")}
				</a>
				: <a class="button" href="/bantuan">{t("catalogue.ask")}</a>}
			</p>
		</div>
	);
}

export default function Catalogue() {
	const wanted = useWanted();
	const list = useLoad<ModulePage>(
		`/api/v1/modules${wantedQuery(wanted)}`);

	return (
		<Page title={t("nav.catalogue")}>
			<div class="stack">
				<Search path="/katalog" label={t("catalogue.search")} />
				<Loaded from={list}>{({ modules, page, pages, total }) =>
					modules.length === 0
						? <Nothing q={wanted.q} />
						: <div class="stack">
							<p class="facts" role="status">
								{t(total === 1 ? "catalogue.one"
									: "catalogue.count", { n: total })}
							</p>
							<ul class="plain cards">
								{modules.map((m) =>
									<ModuleCard key={m.id} module={m} />)}
							</ul>
							<Pager page={page} pages={pages} href={(n) =>
								`/katalog${wantedQuery({
									q: wanted.q, page: n })}`} />
						</div>}</Loaded>
			</div>
		</Page>
	);
}
