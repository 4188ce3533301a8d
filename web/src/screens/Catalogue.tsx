/*
 * Katalog: every module there is, found by words and choices; all of it in
 * the address, so that it can be gone back to and sent to a colleague.
 */
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import type { Counts, ModulePage } from "../api/types";
import { Loaded } from "../parts/Loaded";
import { useLoad } from "../parts/load";
import { Page } from "../parts/Page";
import { ModuleCard, Pager } from "../parts/pieces";
import { Search } from "../parts/Search";
import { authors } from "../session/roles";
import { person } from "../session/session";
import { t } from "../text";
import { w, type CatalogueKey } from "../text/catalogue";
import { words as needs } from "../text/needOf";
import { addressOf, chosen, CHOICES, requestOf, useWish, type Choice,
	type Wish } from "./catalogue-wish";

function Nothing({ wish }: { wish: Wish }) {
	if (wish.q || chosen(wish))
		return (
			<div class="card empty">
				<p>{wish.q && !chosen(wish)
					? w("filters.noWords", { q: wish.q })
					: w("filters.none")}</p>
				<p class="actions">
					<a class="button" href="/katalog">
						{t("catalogue.all")}
					</a>
					<a class="button" href={`/kebutuhan/baru${wish.q &&
						`?judul=${encodeURIComponent(wish.q)}`}`}>
						{needs("ask")}
					</a>
				</p>
			</div>
		);
	return (
		<div class="card empty">
			<p>{t("catalogue.empty")}</p>
			<p>{authors(person())
				? <a class="button primary" href="/kelola/unggah">
					{t("manage.upload")}
				</a>
				: <a class="button" href="/bantuan">{t("catalogue.ask")}</a>}
			</p>
		</div>
	);
}

function word(choice: Choice, value: string): string {
	const group = choice.name === "bidang" ? "field" : choice.name;

	return w(`${group}.${value}` as CatalogueKey);
}

/* One choice; what would leave nothing stays there and says (0). */
function Select({ choice, wish, counts }: {
	choice: Choice;
	wish: Wish;
	counts: Counts | undefined;
}) {
	const { route } = useLocation();
	const numbers = counts && choice.counts?.(counts);

	return (
		<div class="field">
			<label for={choice.name}>
				{w(`by.${choice.name}` as CatalogueKey)}
			</label>
			<select class="input select" id={choice.name} name={choice.name}
				value={wish[choice.name] ?? (choice.counts ? "" : "fit")}
				onChange={(e) => route(addressOf({
					...wish, page: 1,
					[choice.name]: e.currentTarget.value || undefined,
				}))}>
				{choice.counts && <option value="">{w("any")}</option>}
				{choice.values.map((value) =>
					<option key={value} value={value}>
						{numbers
							? w("count", {
								name: word(choice, value),
								n: numbers[value] ?? 0,
							})
							: word(choice, value)}
					</option>)}
			</select>
		</div>
	);
}

function Filters({ wish, counts }: { wish: Wish; counts: Counts | undefined }) {
	const n = chosen(wish);
	/* On a phone what was found comes first. */
	const [open, setOpen] = useState(n > 0 && innerWidth >= 600);

	return (
		<details class="filters" open={open}
			onToggle={(e) => setOpen(e.currentTarget.open)}>
			<summary>{n ? w("filters.on", { n }) : w("filters")}</summary>
			<div class="grid">
				{CHOICES.filter((c) => !c.forManagers || authors(person()))
					.map((c) => <Select key={c.name} choice={c} wish={wish}
						counts={counts} />)}
			</div>
			{n > 0 && <p>
				<a class="button" href={addressOf({ q: wish.q, page: 1 })}>
					{w("filters.clear")}
				</a>
			</p>}
		</details>
	);
}

export default function Catalogue() {
	const wish = useWish();
	const list = useLoad<ModulePage>(requestOf(wish));

	return (
		<Page title={t("nav.catalogue")}>
			<div class="stack">
				<Search path="/katalog" label={t("catalogue.search")}
					address={(q) => addressOf({ ...wish, q, page: 1 })} />
				<Filters wish={wish} counts={list.data?.counts} />
				<Loaded from={list}>{({ modules, page, pages, total }) =>
					modules.length === 0
						? <Nothing wish={wish} />
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
								addressOf({ ...wish, page: n })} />
						</div>}</Loaded>
			</div>
		</Page>
	);
}
