/*
 * One module's versions: publish or ask, close, withdraw; how its learners fare,
 * and what happened when.
 */
import { useRoute } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { Approval, Learners, ModuleEvent, VersionRow,
	Versions as All } from "../../api/types";
import { ErrorText } from "../../parts/Field";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { State } from "../../parts/pieces";
import { VersionChange } from "../../parts/VersionChange";
import { lang, t } from "../../text";
import { w } from "../../text/catalogue";
import { bytes, day, moment } from "../../text/format";
import { languageName } from "../../text/languages";
import { moduleStanding } from "../../text/names";
import { words } from "../../text/versions";
import { Changes } from "../module/Changes";
import { People } from "./Learners";
import { SharesSection } from "./Shares";
import { ModuleTabs } from "./ModuleTabs";
import { Release, type Act } from "./Release";
import { Wish } from "./Wish";

function Withdraw({ act }: { act: Act }) {
	const [open, setOpen] = useState(false);
	const [reason, setReason] = useState("");
	const [missing, setMissing] = useState(false);
	const button = useRef<HTMLButtonElement>(null);
	const opened = useRef(false);

	/* The focus goes to the reason, and back to where it came from. */
	useEffect(() => {
		if (open)
			document.getElementById("reason")?.focus();
		else if (opened.current)
			button.current?.focus();
		opened.current = open;
	}, [open]);

	function go(): void {
		setMissing(!reason.trim());
		if (!reason.trim())
			return document.getElementById("reason")?.focus();
		void act("POST", "/withdrawal", { reason: reason.trim() },
			words("withdrawn"));
	}

	if (!open)
		return (
			<button class="button" type="button" ref={button}
				onClick={() => setOpen(true)}>
				{words("withdraw")}
			</button>
		);
	return (
		<div class="notice warn stack near">
			<p>{words("withdraw.means")}</p>
			<div class="field">
				<label for="reason">{words("withdraw.reason")}</label>
				<p class="hint" id="reason-hint">
					{words("withdraw.reasonHint")}
				</p>
				<ErrorText id="reason-error" error={missing
					? words("withdraw.noReason") : undefined} />
				<textarea class="input" id="reason" rows={2} maxLength={1000}
					aria-invalid={missing ? "true" : undefined}
					aria-describedby={`reason-hint${
						missing ? " reason-error" : ""}`}
					value={reason}
					onInput={(e) => setReason(e.currentTarget.value)} />
			</div>
			<p class="actions">
				<button class="button primary" type="button" onClick={go}>
					{words("withdraw")}
				</button>
				<button class="button" type="button"
					onClick={() => setOpen(false)}>
					{words("withdraw.cancel")}
				</button>
			</p>
		</div>
	);
}

function Standing({ all, act }: { all: All; act: Act }) {
	const { state } = all;
	const withdrawn = all.withdrawnWhy !== null;

	return (
		<section class="card stack near" aria-labelledby="state">
			<h2 id="state">{words("state")}</h2>
			<p><State named={moduleStanding({ state, withdrawn })} /></p>
			<p class="small quiet">{words(withdrawn
				? "state.withdrawn" : `state.${state}`)}</p>
			{withdrawn && <p>{words("withdrawn.since", {
				at: moment(all.withdrawnAt), reason: all.withdrawnWhy ?? "",
			})}</p>}
			<div class="actions">
				{!withdrawn && state === "published" &&
					<button class="button" type="button" onClick={() =>
						void act("PATCH", "", { state: "closed" },
							words("closed"))}>{words("close")}</button>}
				{!withdrawn && state === "closed" &&
					<button class="button" type="button" onClick={() =>
						void act("PATCH", "", { state: "published" },
							words("reopened"))}>{words("reopen")}</button>}
				{!withdrawn && state !== "draft" && <Withdraw act={act} />}
				{withdrawn && all.liftable &&
					<button class="button" type="button" onClick={() =>
						void act("DELETE", "/withdrawal", undefined,
							words("lifted"))}>{words("lift")}</button>}
			</div>
			{withdrawn && !all.liftable &&
				<p class="small quiet">{words("lift.not")}</p>}
		</section>
	);
}

/* What would be said of it otherwise, once somebody else approves. */
function Described({ wish, mine, act }: {
	wish: Approval;
	mine: boolean;
	act: Act;
}) {
	return (
		<section class="card stack near" aria-labelledby="changes">
			<h2 id="changes">{words("changes")}</h2>
			<p>{w("changes.wait")}</p>
			<p class="facts">{words("changes.asked", {
				name: wish.askedBy, at: moment(wish.askedAt),
			})}</p>
			<Changes of={wish.changes} />
			{mine && <p><button class="button" type="button" onClick={() =>
				void act("DELETE", `approvals/${wish.id}`, undefined,
					words("recalled"))}>{words("recall")}</button></p>}
		</section>
	);
}

function Row({ row, all, act }: { row: VersionRow; all: All; act: Act }) {
	const wish = row.approval;
	const live = row.current && all.state !== "draft";
	const waiting = wish?.state === "waiting";
	const shown = wish && (waiting || (wish.state === "returned" && !live));

	return (
		<li class="card stack near">
			<h3>
				{words("version", { n: row.number })}
				{live && ` (${words("version.now")})`}
			</h3>
			<p class="facts">
				{words(row.createdBy ? "version.by" : "version.byNobody", {
					day: day(row.createdAt), name: row.createdBy ?? "",
				})}
				{` · ${bytes(row.bytes)}`}
				{row.minor && ` · ${words("version.minor")}`}
			</p>
			<p>{row.learners
				? words("version.learners", {
					n: row.learners, flying: row.inFlight,
				})
				: words("version.noLearners")}</p>
			{row.change && <VersionChange of={row.change}
				id={`change-${row.number}`} within />}
			{shown && <Wish wish={wish} />}
			<p class="actions">
				{!row.stopped &&
					<a class="button" href={`/modul/${all.module}?versi=${
						encodeURIComponent(row.id)}`}>
						{words("preview", { n: row.number })}
					</a>}
				{waiting && row.askedByMe &&
					<button class="button" type="button" onClick={() =>
						void act("DELETE", `approvals/${wish.id}`, undefined,
							words("recalled"))}>{words("recall")}</button>}
			</p>
			{!live && !waiting && all.publishing !== "never" &&
				<Release row={row} all={all} act={act} />}
		</li>
	);
}

/* Of captions the words are their languages. */
function eventWords(e: ModuleEvent): string {
	return e.kind === "captioned" || e.kind === "uncaptioned"
		? e.words.split(", ").map((code) =>
			languageName(lang(), code)).join(", ")
		: e.words;
}

function History({ events }: { events: ModuleEvent[] }) {
	return (
		<section class="stack near" aria-labelledby="history">
			<h2 id="history">{words("history")}</h2>
			<ul class="plain stack near">
				{events.map((e) =>
					<li key={e.id}>
						<p class="strong">
							{words(`kind.${e.kind}`, { n: e.version })}
						</p>
						<p class="facts">{words("history.by", {
							at: moment(e.at),
							name: e.by ?? words("history.line"),
						})}</p>
						{e.words && <p>{eventWords(e)}</p>}
						{e.changes.length > 0 && <Changes of={e.changes} />}
					</li>)}
			</ul>
		</section>
	);
}

export default function Versions() {
	const { id } = useRoute().params;
	const path = `/api/v1/modules/${encodeURIComponent(id ?? "")}`;
	const all = useLoad<All>(`${path}/versions`);
	const learners = useLoad<Learners>(`${path}/learners`);
	const history = useLoad<{ events: ModuleEvent[] }>(`${path}/history`);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [said, say] = useState("");
	const [busy, setBusy] = useState(false);

	const act: Act = async (method, where, body, done) => {
		if (busy)
			return false;
		setBusy(true);
		setProblem(null);
		say("");
		try {
			await call(method, where.startsWith("approvals/")
				? `/api/v1/${where}` : path + where, body);
			say(done);
			all.reload();
			history.reload();
			return true;
		} catch (e) {
			setProblem(fault(e));
			return false;
		} finally {
			setBusy(false);
		}
	};

	return (
		<Page title={words("title")} back={{
			href: `/modul/${encodeURIComponent(id ?? "")}`,
			label: all.data?.title ?? t("nav.manage"),
		}}>
			<ModuleTabs id={id ?? ""} />
			<div class="stack" aria-busy={busy}>
				<div role="status">
					{said && <p class="notice ok">{said}</p>}
				</div>
				{problem && <Failure problem={problem} />}
				<Loaded from={all}>{(data) => <>
					<Standing all={data} act={act} />
					{data.changes && <Described wish={data.changes}
						mine={data.changesByMe} act={act} />}
					<section class="stack near" aria-labelledby="versions">
						<h2 id="versions">{words("versions")}</h2>
						<ul class="plain cards">
							{data.versions.map((row) =>
								<Row key={row.id} row={row} all={data}
									act={act} />)}
						</ul>
						<p><a class="button" href={`/kelola/unggah?module=${
							encodeURIComponent(data.module)}`}>
							{t("desk.newVersion")}
						</a></p>
					</section>
				</>}</Loaded>
				<SharesSection module={id ?? ""} changed={history.reload} />
				<Loaded from={learners}>{(data) =>
					<People of={data} path={path} done={(text) => {
						setProblem(null);
						say(text);
						all.reload();
						learners.reload();
						history.reload();
					}} />}</Loaded>
				<Loaded from={history}>{({ events }) =>
					<History events={events} />}</Loaded>
			</div>
		</Page>
	);
}
