/*
 * Persetujuan: what waits for this person's word, what became of what they
 * asked for, and, for administrators, which agencies want a second person.
 */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { ApprovalRow } from "../../api/types";
import { Choice, ErrorText } from "../../parts/Field";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { VersionChange } from "../../parts/VersionChange";
import { has } from "../../session/roles";
import { person } from "../../session/session";
import { moment } from "../../text/format";
import { words as revision } from "../../text/revision";
import { words } from "../../text/versions";
import { t } from "../../text";
import { Changes } from "../module/Changes";
import { Tabs } from "./Tabs";
import { Wish } from "./Wish";

interface Rows {
	waiting: ApprovalRow[];
	asked: ApprovalRow[];
}

interface Agencies {
	agencies: { id: string; name: string; kind: string; approval: boolean }[];
}

function Waiting({ row, done }: {
	row: ApprovalRow;
	done: (said: string) => void;
}) {
	const [text, setText] = useState("");
	const [missing, setMissing] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	const field = `words-${row.id}`;
	const said = row.changes.length > 0;

	function answer(approve: boolean): void {
		if (busy)
			return;
		setMissing(!approve && !text.trim());
		if (!approve && !text.trim())
			return document.getElementById(field)?.focus();
		setBusy(true);
		setProblem(null);
		call("POST", `/api/v1/approvals/${encodeURIComponent(row.id)}/answer`,
			{ approve, words: text.trim() })
			.then(() => done(words(!approve ? "approvals.returned"
				: said ? "changes.approved" : "approvals.approved",
			{ title: row.title, name: row.askedBy })), (e) => {
				setProblem(fault(e));
				setBusy(false);
			});
	}

	return (
		<li class="card stack near">
			<h3>{row.title}</h3>
			<p class="facts">{words(said
				? "changes.fromWhom" : "approvals.from", {
				agency: row.agency, n: row.number, name: row.askedBy,
				at: moment(row.askedAt),
			})}</p>
			{said && <Changes of={row.changes} />}
			{row.words && <p>{row.words}</p>}
			{row.changed && <VersionChange of={{ changed: row.changed,
				why: row.why, at: row.askedAt }} id={`change-${row.id}`} within />}
			{row.revisions.length > 0 && <p class="facts">
				{revision("change.mends", { n: row.revisions.length })}
			</p>}
			{row.minor && <p class="small">{words("approvals.minor")}</p>}
			<p>{said
				? <a class="button" href={`/modul/${row.module}`}>
					{words("changes.open")}
				</a>
				: <a class="button" href={`/modul/${row.module}?versi=${
					encodeURIComponent(row.version)}`}>
					{words("preview", { n: row.number })}
				</a>}</p>
			<div class="field">
				<label for={field}>{words("approvals.words")}</label>
				<p class="hint" id={`${field}-hint`}>
					{words("approvals.wordsHint")}
				</p>
				<ErrorText id={`${field}-error`} error={missing
					? words("approvals.noWords") : undefined} />
				<textarea class="input" id={field} rows={3} maxLength={1000}
					aria-invalid={missing ? "true" : undefined}
					aria-describedby={`${field}-hint${
						missing ? ` ${field}-error` : ""}`}
					value={text}
					onInput={(e) => setText(e.currentTarget.value)} />
			</div>
			{problem && <Failure problem={problem} />}
			<p class="actions">
				<button class="button primary" type="button" aria-busy={busy}
					onClick={() => answer(true)}>
					{words(said
						? "changes.approve" : "approvals.approve")}
				</button>
				<button class="button" type="button" aria-busy={busy}
					onClick={() => answer(false)}>
					{words("approvals.return")}
				</button>
			</p>
		</li>
	);
}

function Mine({ rows }: { rows: ApprovalRow[] }) {
	return rows.length === 0 ? null : (
		<section class="stack near" aria-labelledby="mine">
			<h2 id="mine">{words("approvals.mine")}</h2>
			<ul class="plain cards">
				{rows.slice().reverse().map((row) =>
					<li class="card stack near" key={row.id}>
						<h3><a href={`/kelola/modul/${row.module}`}>
							{row.title}
						</a></h3>
						<p class="facts">{row.changes.length
							? words("changes")
							: words("version", { n: row.number })}</p>
						<Wish wish={row} />
					</li>)}
			</ul>
		</section>
	);
}

function Rules() {
	const list = useLoad<Agencies>("/api/v1/publishing");
	const [problem, setProblem] = useState<Problem | null>(null);
	const [saved, setSaved] = useState("");

	function change(id: string, approval: boolean): void {
		setProblem(null);
		setSaved("");
		call<Agencies>("PUT", `/api/v1/publishing/${encodeURIComponent(id)}`,
			{ approval }).then((now) => {
			list.set(now);
			setSaved(words(approval ? "rules.on" : "rules.off", {
				name: now.agencies.find((a) => a.id === id)?.name ?? "",
			}));
		}, (e) => setProblem(fault(e)));
	}

	return (
		<section class="card stack near" aria-labelledby="rules">
			<h2 id="rules">{words("rules")}</h2>
			<p class="small quiet">{words("rules.why")}</p>
			{problem && <Failure problem={problem} />}
			<Loaded from={list}>{({ agencies }) => <>
				{agencies.filter((a) => a.kind !== "partner").map((a) =>
					<Choice key={a.id} type="checkbox" name="approval"
						value={a.id} checked={a.approval} label={a.name}
						change={(on) => change(a.id, on)} />)}
				{agencies.some((a) => a.kind === "partner") &&
					<p class="small quiet">{words("rules.partners", {
						names: agencies.filter((a) => a.kind === "partner")
							.map((a) => a.name).join(", "),
					})}</p>}
			</>}</Loaded>
			<div role="status">
				{saved && <p class="notice ok">{saved}</p>}
			</div>
		</section>
	);
}

export default function Approvals() {
	const rows = useLoad<Rows>("/api/v1/approvals");
	const [said, say] = useState("");

	return (
		<Page title={words("approvals")}
			back={{ href: "/kelola", label: t("nav.manage") }}>
			<Tabs />
			<div class="stack">
				<div role="status">
					{said && <p class="notice ok">{said}</p>}
				</div>
				<Loaded from={rows}>{({ waiting, asked }) => <>
					<section class="stack near" aria-labelledby="waiting">
						<h2 id="waiting">{words("approvals.waiting")}</h2>
						{waiting.length === 0
							? <p class="quiet">{words("approvals.none")}</p>
							: <ul class="plain cards">
								{waiting.map((row) =>
									<Waiting key={row.id} row={row}
										done={(sentence) => {
											say(sentence);
											rows.reload();
										}} />)}
							</ul>}
					</section>
					<Mine rows={asked} />
				</>}</Loaded>
				{has(person(), "admin") && <Rules />}
			</div>
		</Page>
	);
}
