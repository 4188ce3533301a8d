/*
 * Saya: what I learn, who I am here, how it looks, where I am signed in.
 */
import { useState } from "preact/hooks";
import { call, Problem } from "../api/client";
import type { MyModule, Progress, SessionRow } from "../api/types";
import { Choice } from "../parts/Field";
import { fault } from "../parts/fault";
import { Failure } from "../parts/Failure";
import { Icon } from "../parts/Icon";
import { Loaded } from "../parts/Loaded";
import { useLoad } from "../parts/load";
import { Page } from "../parts/Page";
import { ScoreLine, State, UnitsBar } from "../parts/pieces";
import { setTheme, theme, THEMES, type Theme } from "../parts/theme";
import { leave } from "../session/leave";
import { useSession } from "../session/session";
import { lang, setLang, t, type Key, type Lang } from "../text";
import { words as own } from "../text/account";
import { day, moment } from "../text/format";
import { words as skills } from "../text/competency";
import { words as earned } from "../text/earned";
import { words as ahead } from "../text/home";
import { words as grades } from "../text/gradebook";
import { words as pairs } from "../text/mentoring";
import { words as papers } from "../text/paper";
import { words as plans } from "../text/plan";
import { words as sections } from "../text/sections";
import { deviceName, roleNames, standing } from "../text/names";
import { MyReports } from "./MyReports";

function Learned({ module, progress }: {
	module: MyModule;
	progress: Progress[];
}) {
	const scored = progress.filter((p) => p.score &&
		p.module.id === module.id);

	return (
		<li class="card linked stack near">
			<h3><a class="cover" href={`/modul/${module.id}`}>
				{module.title}
			</a></h3>
			{module.mine &&
				<>
					<p><State named={standing(module.mine)} /></p>
					<UnitsBar module={module} done={module.mine.unitsDone} />
				</>}
			{scored.length > 0 &&
				<ul class="plain">
					{scored.map((p) =>
						<li key={p.attempt + p.unit.id}>
							{p.unit.title !== module.title &&
								<span class="facts">{p.unit.title}: </span>}
							<ScoreLine score={p.score} source={p.source} />
						</li>)}
				</ul>}
			{module.mine &&
				<p class="facts">{t("me.lastAt", {
					at: moment(module.mine.lastAt),
				})}</p>}
		</li>
	);
}

function Learning() {
	const mine = useLoad<{ modules: MyModule[] }>("/api/v1/me/modules");
	const progress = useLoad<Progress[]>("/api/v1/me/progress");

	return (
		<section class="stack" aria-labelledby="learning">
			<h2 id="learning">{t("me.learning")}</h2>
			<Loaded from={mine}>{({ modules }) => modules.length === 0
				? <div class="card empty">
					<p>{t("home.empty")}</p>
					<p><a class="button" href="/katalog">
						{t("home.choose")}
					</a></p>
				</div>
				: <ul class="plain cards">
					{progress.problem && !progress.data &&
						<li><Failure problem={progress.problem}
							again={progress.reload} /></li>}
					{modules.map((m) =>
						<Learned key={m.id} module={m}
							progress={progress.data ?? []} />)}
				</ul>}</Loaded>
			<p class="actions">
				<a class="button" href="/pelatihan">{sections("programmes")}</a>
				<a class="button" href="/saya/nilai">{grades("own.open")}</a>
				<a class="button" href="/saya/pemberitahuan">
					{ahead("notices")}
				</a>
				<a class="button" href="/saya/jp">{earned("jp")}</a>
				<a class="button" href="/saya/kompetensi">
					{skills("mine")}
				</a>
				<a class="button" href="/saya/rencana">{plans("mine")}</a>
				<a class="button" href="/saya/pendampingan">
					{pairs("mine")}
				</a>
				<a class="button" href="/saya/sertifikat">
					{papers("mine")}
				</a>
			</p>
		</section>
	);
}

function Account() {
	const { person } = useSession();
	const factor = useLoad<{ wanted: boolean }>("/api/v1/me/totp");

	return person && (
		<section class="stack near" aria-labelledby="account">
			<h2 id="account">{t("me.account")}</h2>
			<dl class="card rows">
				<div><dt>{t("person.name")}</dt><dd>{person.name}</dd></div>
				<div>
					<dt>{t("person.login")}</dt>
					<dd class="mono">{person.login}</dd>
				</div>
				{person.nip &&
					<div>
						<dt>{t("person.nip")}</dt>
						<dd class="mono">{person.nip}</dd>
					</div>}
				{person.email &&
					<div>
						<dt>{t("person.email")}</dt>
						<dd class="mono">{person.email}</dd>
					</div>}
				<div>
					<dt>{t("person.agency")}</dt>
					<dd>{person.agency.name}</dd>
				</div>
				<div>
					<dt>{t("person.roles")}</dt>
					<dd>{roleNames(person.roles)}</dd>
				</div>
			</dl>
			{factor.data?.wanted &&
				<p class="notice wait">{own("security.wanted")}</p>}
			<div class="actions">
				<a class="button" href="/saya/data">{own("data.open")}</a>
				<a class="button" href="/saya/keamanan">
					{own("security.open")}
				</a>
				<a class="button" href="/saya/kata-sandi">
					{t("password.change")}
				</a>
			</div>
		</section>
	);
}

const LANGS: [Lang, string][] = [["id", "Bahasa Indonesia"], ["en", "English"]];

function Look() {
	const [chosen, setChosen] = useState<Theme>(theme());
	const [failed, setFailed] = useState(false);

	function speak(next: Lang): void {
		setLang(next).then(() => setFailed(false), () => setFailed(true));
	}

	return (
		<section class="stack near" aria-labelledby="look">
			<h2 id="look">{t("me.look")}</h2>
			<div class="card stack">
				<fieldset class="field">
					<legend>{t("me.language")}</legend>
					{LANGS.map(([value, label]) =>
						<Choice key={value} type="radio" name="lang"
							value={value} label={label}
							checked={lang() === value}
							change={() => speak(value)} />)}
					{failed &&
						<p class="notice bad" role="alert">
							{t("language.failed")}
						</p>}
				</fieldset>
				<fieldset class="field">
					<legend>{t("me.theme")}</legend>
					{THEMES.map((value) =>
						<Choice key={value} type="radio" name="theme"
							value={value} label={t(`theme.${value}` as Key)}
							checked={chosen === value}
							change={() => {
								setTheme(value);
								setChosen(value);
							}} />)}
				</fieldset>
			</div>
		</section>
	);
}

function Device({ row, remove }: { row: SessionRow; remove: () => void }) {
	const name = deviceName(row.userAgent);

	return (
		<li class="card stack near">
			<p class="strong">{name}</p>
			<p class="facts">
				{row.current ? t("me.thisDevice")
					: t("me.seenAt", { at: moment(row.seenAt) })}
				{row.address && ` · ${row.address}`}
				{" · "}{t("me.since", { day: day(row.createdAt) })}
			</p>
			{!row.current &&
				<p><button class="button" type="button" onClick={remove}>
					{t("me.remove")}
					<span class="hidden-words">{name}</span>
				</button></p>}
		</li>
	);
}

function Devices() {
	const list = useLoad<{ sessions: SessionRow[] }>("/api/v1/me/sessions");
	const [problem, setProblem] = useState<Problem | null>(null);
	const [said, say] = useState("");

	function remove(row: SessionRow): void {
		setProblem(null);
		call("DELETE", `/api/v1/me/sessions/${encodeURIComponent(row.id)}`)
			.then(() => {
				say(t("me.removed", { name: deviceName(row.userAgent) }));
				list.reload();
			}, (e) => setProblem(fault(e)));
	}

	return (
		<section class="stack near" aria-labelledby="devices">
			<h2 id="devices">{t("me.devices")}</h2>
			<p class="small quiet">{t("me.devicesWhy")}</p>
			<div role="status">{said && <p class="notice ok">{said}</p>}</div>
			{problem && <Failure problem={problem} />}
			<Loaded from={list}>{({ sessions }) =>
				<ul class="plain cards">
					{sessions.map((row) =>
						<Device key={row.id} row={row}
							remove={() => remove(row)} />)}
				</ul>}</Loaded>
		</section>
	);
}

function Leave() {
	const [busy, setBusy] = useState(false);

	return (
		<section class="stack near" aria-labelledby="leave">
			<h2 id="leave" class="hidden-words">{t("me.out")}</h2>
			<button class="button" type="button" aria-busy={busy}
				onClick={() => {
					setBusy(true);
					void leave().then(() => setBusy(false));
				}}>
				<Icon name="out" size={20} />
				{t(busy ? "me.leaving" : "me.out")}
			</button>
			<p class="small quiet">{t("me.outMeans")}</p>
		</section>
	);
}

export default function Me() {
	return (
		<Page title={t("nav.me")}>
			<div class="stack far">
				<Learning />
				<MyReports />
				<Account />
				<Look />
				<Devices />
				<Leave />
			</div>
		</Page>
	);
}
