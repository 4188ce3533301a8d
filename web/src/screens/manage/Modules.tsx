/*
 * Kelola: what waits for this person, the modules they answer for with their
 * own drafts first, and what became of what they sent, from whatever device.
 */
import { useLocation } from "preact-iso";
import type { Module, ModulePage } from "../../api/types";
import { Select } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { Pager, State } from "../../parts/pieces";
import { Search } from "../../parts/Search";
import { has } from "../../session/roles";
import { person } from "../../session/session";
import { t } from "../../text";
import { day } from "../../text/format";
import { moduleFacts, moduleStanding } from "../../text/names";
import { words } from "../../text/manage";
import { Sent } from "./Sent";
import { Tabs } from "./Tabs";
import { Waiting } from "./Waiting";

const STATES = ["draft", "published", "closed"] as const;

/* What is wanted, as the address says it. */
interface Wanted {
	q: string;
	status: string;
	own: boolean;		/* an administrator's own agency alone */
	page: number;
}

function useWanted(): Wanted {
	const { query } = useLocation();
	const status = query.status ?? "";

	return {
		q: query.q ?? "",
		status: STATES.some((s) => s === status) ? status : "",
		own: query.instansi === "saya",
		page: Math.max(1, Math.floor(Number(query.page)) || 1),
	};
}

function joined(parts: (string | false)[]): string {
	const said = parts.filter(Boolean);

	return said.length ? `?${said.join("&")}` : "";
}

function addressOf({ q, status, own, page }: Wanted): string {
	return "/kelola" + joined([
		q && `q=${encodeURIComponent(q)}`, status && `status=${status}`,
		own && "instansi=saya", page > 1 && `page=${page}`,
	]);
}

/* Administrators answer for every agency's, authors for their own's. */
function requestOf({ q, status, own, page }: Wanted): string {
	return "/api/v1/modules" + joined([
		q && `q=${encodeURIComponent(q)}`, !q && "sort=desk",
		status && `state=${status}`,
		(own || !has(person(), "admin")) && "agency=mine",
		page > 1 && `page=${page}`,
	]);
}

function Row({ module }: { module: Module }) {
	return (
		<li class="card linked stack near">
			<h3><a class="cover" href={`/modul/${module.id}`}>
				{module.title}
			</a></h3>
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

function Filters({ wanted }: { wanted: Wanted }) {
	const { route } = useLocation();
	const set = (change: Partial<Wanted>) =>
		route(addressOf({ ...wanted, ...change, page: 1 }));

	return (
		<div class="filters">
			<Select name="status" label={words("status")}
				value={wanted.status} change={(status) => set({ status })}
				options={[["", words("any")],
					...STATES.map((s): [string, string] =>
						[s, words(`status.${s}`)])]} />
			{has(person(), "admin") &&
				<Select name="instansi" label={words("agency")}
					value={wanted.own ? "saya" : ""}
					change={(value) => set({ own: value === "saya" })}
					options={[["", words("any")],
						["saya", words("agency.own")]]} />}
		</div>
	);
}

function Nothing({ wanted }: { wanted: Wanted }) {
	const all = !wanted.q && !wanted.status && !wanted.own;

	return (
		<div class="card empty">
			<p>{all ? t("manage.empty") : words("none")}</p>
			{!all && <p><a class="button" href="/kelola">
				{words("all")}
			</a></p>}
		</div>
	);
}

function List({ wanted }: { wanted: Wanted }) {
	const list = useLoad<ModulePage>(requestOf(wanted));

	return (
		<Loaded from={list}>{({ modules, page, pages }) =>
			modules.length === 0
				? <Nothing wanted={wanted} />
				: <div>
					<ul class="plain cards">
						{modules.map((m) => <Row key={m.id} module={m} />)}
					</ul>
					<Pager page={page} pages={pages} href={(n) =>
						addressOf({ ...wanted, page: n })} />
				</div>}</Loaded>
	);
}

export default function Modules() {
	const wanted = useWanted();

	return (
		<Page title={t("nav.manage")} action={
			<a class="button primary" href="/kelola/unggah">
				<Icon name="upload" size={20} />{t("manage.upload")}
			</a>}>
			<Tabs />
			<div class="stack">
				<p><a class="button" href="/kelola/naskah">
					<Icon name="draft" size={20} />{words("write")}
				</a></p>
				<Waiting />
				<section class="stack" aria-labelledby="modules">
					<h2 id="modules">{t("manage.modules")}</h2>
					<Search path="/kelola" label={t("catalogue.search")}
						address={(q) => addressOf({ ...wanted, q, page: 1 })} />
					<Filters wanted={wanted} />
					<List wanted={wanted} />
				</section>
				<Sent />
			</div>
		</Page>
	);
}
