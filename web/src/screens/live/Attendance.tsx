/*
 * Who was there: the list, attendance files with what is to be asked, the rule
 * with its effect, what the survey says, and what people changed.
 */
import { useLocation, useRoute } from "preact-iso";
import { useRef, useState } from "preact/hooks";
import { call, get, type Problem } from "../../api/client";
import { live as path, type Attendance as Of, type AttendanceFile,
	type AttendanceRow, type Attendee, type Correction, type Effect, type FileLine, type Rule } from
	"../../api/live";
import { Dialog } from "../../parts/Dialog";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Field, Select, Summary, useForm } from "../../parts/Field";
import type { Results } from "../../api/survey";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { Pager } from "../../parts/pieces";
import { moment } from "../../text/format";
import { words } from "../../text/live";
import { keep } from "../manage/gradebook/file";
import { Files as SurveyFiles } from "../manage/survey/Files";
import { Version } from "../manage/survey/ResultsView";
import "./live.css";

const FORMATS = { zoom: "Zoom", meet: "Google Meet", teams: "Microsoft Teams" };

/* ---- The list ------------------------------------------------------------------ */

function stateOf(a: Attendee): string {
	return words(a.present ? "list.present" : "list.absent") +
		(a.hostWord === null ? "" : ` (${words("list.byHost")})`);
}

/* What takes something back says why; it stays in the record. */
function ReasonDialog({ title, go, send, close }: {
	title: string;
	go: string;
	send: (reason: string) => Promise<void>;
	close: () => void;
}) {
	const [reason, setReason] = useState("");
	const form = useForm<"reason">({
		check: () => reason.trim() ? {}
			: { reason: words("word.reason.missing") },
		send: () => send(reason),
		place: (p) => p.field === "reason" ? "reason" : null,
	});

	return (
		<Dialog title={title} close={close}>
			<form class="form" onSubmit={form.submit} noValidate>
				<Summary {...form} />
				<Field name="reason" label={words("word.reason")}
					hint={words("word.reason.hint")} value={reason}
					change={setReason} error={form.errors.reason}
					maxLength={500} autocomplete="off" />
				<p class="actions">
					<button class="button primary" type="submit"
						aria-busy={form.busy}>{go}</button>
					<button class="button" type="button" onClick={close}>
						{words("word.cancel")}</button>
				</p>
			</form>
		</Dialog>
	);
}

function rowWords(r: AttendanceRow): string {
	return r.source === "code"
		? words("row.code", { n: r.check ?? 0 })
		: r.source === "file"
			? words("row.file", { n: r.minutes ?? 0, name: r.reason })
			: words(r.minutes ? "row.present" : "row.absent",
				{ by: r.by, why: r.reason });
}

/* What speaks for it, row by row. */
function Rows({ id, person, undo }: {
	id: string;
	person: string;
	undo: (row: AttendanceRow) => void;
}) {
	const load = useLoad<{ rows: AttendanceRow[] }>(
		`${path(id)}/attendance/${person}`);

	return (
		<Loaded from={load}>{({ rows }) => {
			const said = rows.filter((r) => !r.undoes);

			return said.length === 0
				? <p class="quiet">{words("rows.none")}</p>
				: <ul class="plain stack near">{said.map((r) =>
					<li key={r.id} class="line-with-button">
						<div>{rowWords(r)}
							<div class="facts">{moment(r.at)}
								{!r.stands && ` · ${words("row.undone")}`}
							</div></div>
						{r.stands && <button type="button" class="button bare"
							aria-label={words("row.undo.of",
								{ row: rowWords(r) })}
							onClick={() => undo(r)}>
							{words("row.undo")}</button>}
					</li>)}</ul>;
		}}</Loaded>
	);
}

function WordDialog({ id, of, close, saved }: {
	id: string;
	of: Attendee;
	close: () => void;
	saved: () => void;
}) {
	const [word, setWord] = useState(of.hostWord === null
		? of.present ? "absent" : "present" : "none");
	const [reason, setReason] = useState("");
	const [undone, setUndone] = useState<AttendanceRow | null>(null);
	const form = useForm<"reason">({
		check: () => reason.trim() ? {}
			: { reason: words("word.reason.missing") },
		send: async () => {
			await call("PUT", `${path(id)}/attendance/${of.person}`, {
				present: word === "none" ? null : word === "present",
				reason });
			saved();
		},
		place: (p) => p.field === "reason" ? "reason" : null,
	});

	if (undone)
		return <ReasonDialog title={words("row.undo.ask",
			{ row: rowWords(undone), name: of.name })}
			go={words("row.undo")} close={() => setUndone(null)}
			send={async (why) => {
				await call("POST", `${path(id)}/attendance/${of.person
				}/rows/${undone.id}/undo`, { reason: why });
				saved();
			}} />;
	return (
		<Dialog title={words("word.title", { name: of.name })} close={close}>
			<form class="form" onSubmit={form.submit} noValidate>
				<Summary {...form} />
				<Select name="word" label={words("word.choose")} value={word}
					change={setWord} options={[
						["present", words("word.present")],
						["absent", words("word.absent")],
						["none", words("word.none")]]} />
				<Field name="reason" label={words("word.reason")}
					hint={words("word.reason.hint")} value={reason}
					change={setReason} error={form.errors.reason}
					maxLength={500} autocomplete="off" />
				<p class="actions">
					<button class="button primary" type="submit"
						aria-busy={form.busy}>{words("word.save")}</button>
					<button class="button" type="button" onClick={close}>
						{words("word.cancel")}</button>
				</p>
			</form>
			<h3>{words("rows")}</h3>
			<Rows id={id} person={of.person} undo={setUndone} />
		</Dialog>
	);
}

function List({ of, show, q, changed }: {
	of: Of;
	show: string;
	q: string;
	changed: () => void;
}) {
	const { route } = useLocation();
	const [asked, setAsked] = useState<Attendee | null>(null);
	const here = (change: Record<string, string>) => {
		const all = new URLSearchParams({ show, q, ...change });

		for (const [key, value] of [...all])
			if (!value || value === "all" || value === "1")
				all.delete(key);
		return `/kelola/kegiatan/${of.id}/presensi${
			String(all) && `?${String(all)}`}`;
	};

	return (
		<section class="stack" aria-labelledby="daftar">
			<h2 id="daftar">{words("list")}</h2>
			<p class="strong" aria-live="polite">{words("list.count",
				{ n: of.present, all: of.registered })}</p>
			<form class="filters" onSubmit={(e) => {
				e.preventDefault();
				route(here({ q: String(new FormData(e.currentTarget)
					.get("q") ?? "") }));
			}}>
				<Select name="show" label={words("list.show")} value={show}
					change={(value) => route(here({ show: value }))}
					options={[["all", words("list.all")],
						["present", words("list.present")],
						["absent", words("list.absent")]]} />
				<Field name="q" label={words("list.find")} type="search"
					value={q} change={() => undefined} key={q}
					after={<button class="button" type="submit">
						{words("list.find")}</button>} />
			</form>
			{of.people.length === 0
				? <p class="quiet">{words("list.none")}</p>
				: <table class="table" role="table"
					aria-labelledby="daftar">
					<thead role="rowgroup"><tr role="row">
						{(["name", "agency", "state", "minutes", "checks",
							"change"] as const).map((c) =>
							<th role="columnheader" key={c}>
								{words(`list.${c}`)}</th>)}
					</tr></thead>
					<tbody role="rowgroup">{of.people.map((a) =>
						<tr role="row" key={a.person}>
							<th role="rowheader" scope="row">{a.name}
								{a.guest && <span class="quiet">
									{" "}({words("list.guest")})</span>}</th>
							<td role="cell" data-label={words("list.agency")}>
								{a.agency}</td>
							<td role="cell" data-label={words("list.state")}>
								{stateOf(a)}</td>
							<td role="cell" data-label={words("list.minutes")}>
								{a.minutes ?? "–"}</td>
							<td role="cell" data-label={words("list.checks")}>
								{a.checks}</td>
							<td role="cell">
								<button type="button" class="button"
									aria-label={words("list.change.of",
										{ name: a.name })}
									onClick={() => setAsked(a)}>
									{words("list.change")}</button></td>
						</tr>)}</tbody>
				</table>}
			<Pager page={of.page} pages={of.pages}
				href={(page) => here({ page: String(page) })} />
			<p><button type="button" class="button" onClick={() => {
				void get<Blob>(`${path(of.id)}/attendance.csv`,
					{ read: (r) => r.blob() })
					.then((blob) => keep(blob, "presensi.csv"));
			}}>{words("list.csv")}</button></p>
			{asked && <WordDialog id={of.id} of={asked}
				close={() => setAsked(null)} saved={() => {
					setAsked(null);
					changed();
				}} />}
		</section>
	);
}

/* ---- Files ---------------------------------------------------------------------- */

/* Somebody else, by their name. */
function Finder({ id, line, choose }: {
	id: string;
	line: FileLine;
	choose: (person: string) => void;
}) {
	const [q, setQ] = useState("");
	const [found, setFound] = useState<Attendee[] | null>(null);

	return (
		<form class="stack near" onSubmit={(e) => {
			e.preventDefault();
			void get<Of>(`${path(id)}/attendance?q=${encodeURIComponent(q)}`)
				.then((of) => setFound(of.people.slice(0, 8)));
		}}>
			<Field name={`cari-${line.place}`} label={words("file.find")}
				value={q} change={setQ} autocomplete="off"
				after={<button class="button" type="submit">
					{words("list.find")}</button>} />
			<div role="status">
				{found?.length === 0 && <p>{words("list.none")}</p>}
				{found?.map((a) =>
					<p key={a.person}><button type="button" class="button"
						onClick={() => choose(a.person)}>
						{words("file.choose", { name: a.name })}
					</button></p>)}
			</div>
		</form>
	);
}

function Line({ id, line, set }: {
	id: string;
	line: FileLine;
	set: (state: "confirmed" | "refused", person?: string) => void;
}) {
	const [other, setOther] = useState(false);
	const done = line.state === "confirmed" || line.state === "refused";

	return (
		<li class="ask-line stack near">
			<h4>{line.name}</h4>
			<p class="facts">{[words("file.minutes", { n: line.minutes }),
				line.email].filter(Boolean).join(" · ")}</p>
			<p role="status">{line.state === "confirmed"
				? words("file.confirmed", { name: line.person?.name ?? "" })
				: line.state === "refused" ? words("file.refused")
					: line.person ? words("file.likely",
						{ name: line.person.name })
						: words("file.unknown")}</p>
			<p class="actions">
				{!done && line.person && <button type="button" class="button"
					onClick={() => set("confirmed")}>
					{words("file.yes", { name: line.person.name })}</button>}
				{line.state !== "refused" && <button type="button"
					class="button" onClick={() => set("refused")}>
					{words("file.no")}</button>}
				<button type="button" class="button" aria-expanded={other}
					onClick={() => setOther(!other)}>
					{words("file.other")}</button>
			</p>
			{other && <Finder id={id} line={line} choose={(person) => {
				setOther(false);
				set("confirmed", person);
			}} />}
		</li>
	);
}

function Review({ id, file, drop, done }: {
	id: string;
	file: string;
	drop: () => void;
	done: (said: string) => void;
}) {
	const address = `${path(id)}/attendance-files/${file}`;
	const load = useLoad<AttendanceFile>(address);
	const [problem, setProblem] = useState<Problem | null>(null);
	const failed = (e: unknown) => setProblem(fault(e));

	function take(): void {
		call<{ counted: number }>("POST", `${address}/taking`)
			.then((r) => done(words("file.counted", { n: r.counted })))
			.catch(failed);
	}

	return (
		<Loaded from={load}>{(of) => {
			const lines = of.lines ?? [];
			const sure = lines.filter((l) => l.state === "sure");
			const asked = lines.filter((l) => l.state !== "sure");
			const yes = lines.filter((l) => l.state === "sure" ||
				l.state === "confirmed").length;
			const left = asked.filter((l) => l.state === "likely" ||
				l.state === "unknown").length;
			const set = (line: FileLine) => (state: string, person?: string) =>
				void call<FileLine>("PATCH",
					`${address}/lines/${line.place}`, { state,
						...(person && { person }) })
					.then((next) => load.set({ ...of, lines: lines.map((l) =>
						l.place === next.place ? next : l) }))
					.catch(failed);

			return (
				<div class="stack">
					<p class="strong">{words("file.sure", { n: sure.length })},{" "}
						{words("file.asked", { n: asked.length })}</p>
					{problem && <Failure problem={problem}
						again={load.reload} />}
					{asked.length > 0 && <>
						<h3>{words("file.ask")}</h3>
						<ul class="plain stack">{asked.map((l) =>
							<Line key={l.place} id={id} line={l}
								set={set(l)} />)}</ul>
					</>}
					<details>
						<summary>{words("file.known")}</summary>
						<ul>{sure.map((l) => <li key={l.place}>
							{l.person?.name}{l.person?.name !== l.name &&
								` (${l.name})`}, {words("file.minutes",
								{ n: l.minutes })}</li>)}</ul>
					</details>
					{left > 0 && <p class="quiet">
						{words("file.left", { n: left })}</p>}
					<p class="actions">
						<button type="button" class="button primary"
							onClick={take}>
							{words("file.take", { n: yes })}</button>
						<button type="button" class="button" onClick={drop}>
							{words("file.drop")}</button>
					</p>
				</div>
			);
		}}</Loaded>
	);
}

function Files({ id, changed }: { id: string; changed: () => void }) {
	const load = useLoad<{ files: AttendanceFile[] }>(
		`${path(id)}/attendance-files`);
	const input = useRef<HTMLInputElement>(null);
	const [open, setOpen] = useState("");
	const [dropped, setDropped] = useState<AttendanceFile | null>(null);
	const [busy, setBusy] = useState(false);
	const [said, setSaid] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);

	function picked(file: File | undefined): void {
		if (!file)
			return;
		setBusy(true);
		setProblem(null);
		setSaid("");
		call<AttendanceFile>("POST", `${path(id)}/attendance-files?name=${
			encodeURIComponent(file.name)}`, file)
			.then((made) => {
				setOpen(made.id);
				load.reload();
			})
			.catch((e) => setProblem(fault(e)))
			.then(() => {
				setBusy(false);
				if (input.current)
					input.current.value = "";
			});
	}

	return (
		<section class="card stack" aria-labelledby="berkas">
			<h2 id="berkas">{words("files")}</h2>
			<p>{words("files.why")}</p>
			{problem && <div class="notice bad" role="alert">
				<p class="strong">{problem.title}</p>
				<p>{problem.detail}</p></div>}
			<div role="status">
				{busy && <p>{words("files.busy")}</p>}
				{said && <p class="notice ok">{said}</p>}
			</div>
			<div class="field">
				<label for="berkas-pilih">{words("files.pick")}</label>
				<input class="input" id="berkas-pilih" type="file" ref={input}
					accept=".csv,text/csv,text/plain"
					onChange={(e) => picked(e.currentTarget.files?.[0])} />
			</div>
			<Loaded from={load}>{({ files }) =>
				<ul class="plain stack">{files.map((f) =>
					<li key={f.id} class="stack near">
						<p><span class="strong">{f.name}</span>{" "}
							<span class="state">{words(f.state === "review"
								? "files.review" : "files.taken")}</span></p>
						<p class="facts">{words("files.by", {
							format: FORMATS[f.format], by: f.by,
							at: moment(f.at) })}</p>
						{f.state === "review" && (open === f.id
							? <Review id={id} file={f.id}
								drop={() => setDropped(f)} done={(text) => {
								setOpen("");
								setSaid(text);
								load.reload();
								changed();
							}} />
							: <p><button type="button" class="button"
								onClick={() => setOpen(f.id)}>
								{words("files.open")}</button></p>)}
						{f.state === "taken" && <p><button type="button"
							class="button bare"
							aria-label={words("file.drop.of",
								{ name: f.name })}
							onClick={() => setDropped(f)}>
							{words("file.drop")}</button></p>}
					</li>)}</ul>}
			</Loaded>
			{dropped && <ReasonDialog go={words("file.drop")}
				title={words(dropped.state === "taken" ? "file.drop.taken"
					: "file.drop.ask", { name: dropped.name })}
				close={() => setDropped(null)} send={async (reason) => {
					await call("POST", `${path(id)}/attendance-files/${
						dropped.id}/dropping`, { reason });
					setDropped(null);
					setOpen("");
					load.reload();
					changed();
				}} />}
		</section>
	);
}

/* ---- The rule -------------------------------------------------------------------- */

function RuleForm({ id, rule, changed }: {
	id: string;
	rule: Rule;
	changed: () => void;
}) {
	const [percent, setPercent] = useState(String(rule.percent));
	const [checks, setChecks] = useState(String(rule.checks));
	const [both, setBoth] = useState(rule.both ? "yes" : "no");
	const [effect, setEffect] = useState<Effect | null>(null);
	const [saved, setSaved] = useState(false);
	const ask = (try_: boolean) => call<{ effect: Effect }>("PUT",
		`${path(id)}/rule`, { percent: Number(percent) || 0,
			checks: Number(checks) || 0, both: both === "yes", try: try_ });
	const form = useForm<"percent" | "checks">({
		check: () => ({}),
		send: async () => {
			const answer = await ask(effect === null);

			setSaved(effect !== null);
			if (effect !== null)
				changed();
			setEffect(effect === null ? answer.effect : null);
		},
		place: (p) => p.field === "percent" || p.field === "checks"
			? p.field : null,
	});
	const put = (set: (value: string) => void) => (value: string) => {
		setEffect(null);
		setSaved(false);
		set(value);
	};

	return (
		<section class="card stack" aria-labelledby="aturan">
			<h2 id="aturan">{words("rule")}</h2>
			<form class="form" onSubmit={form.submit} noValidate>
				<Summary {...form} />
				<Field name="percent" label={words("rule.percent")}
					hint={words("rule.percent.hint", { n: rule.minutes })}
					inputMode="numeric" value={percent}
					change={put(setPercent)} error={form.errors.percent} />
				<Field name="checks" label={words("rule.checks")}
					hint={words("rule.checks.hint")} inputMode="numeric"
					value={checks} change={put(setChecks)}
					error={form.errors.checks} />
				<Select name="both" label={words("rule.both")} value={both}
					change={put(setBoth)} options={[
						["no", words("rule.both.no")],
						["yes", words("rule.both.yes")]]} />
				<div role="status" class="stack near">
					{effect && <div class="notice">
						<p class="strong">{words("rule.effect", {
							before: effect.before, after: effect.after })}</p>
						{effect.gained > 0 && <p>{words("rule.gained", {
							names: effect.gainedNames.join(", ") })}</p>}
						{effect.lost > 0 && <p>{words("rule.lost", {
							names: effect.lostNames.join(", ") })}</p>}
					</div>}
					{saved && <p class="notice ok">{words("rule.saved")}</p>}
				</div>
				<button class={`button ${effect ? "primary" : ""}`}
					type="submit" aria-busy={form.busy}>
					{words(effect ? "rule.save" : "rule.try")}</button>
			</form>
		</section>
	);
}

/* ---- The survey ------------------------------------------------------------------ */

function Survey({ id }: { id: string }) {
	const load = useLoad<Results>(`${path(id)}/survey/results`);

	return (
		<section class="card stack" id="hasil-survei" aria-labelledby="survei">
			<h2 id="survei">{words("results")}</h2>
			<Loaded from={load}>{(results) => {
				const of = results.versions[0];

				return of && <>
					<Version of={of} around={{ least: results.least }} />
					{of.answers !== null && <SurveyFiles results={results} />}
				</>;
			}}</Loaded>
		</section>
	);
}

/* ---- What people changed ---------------------------------------------------------- */

function Corrections({ id, round }: { id: string; round: number }) {
	const load = useLoad<{ corrections: Correction[] }>(
		`${path(id)}/corrections?r=${round}`);

	return (
		<section class="stack near" aria-labelledby="koreksi">
			<h2 id="koreksi">{words("corrections")}</h2>
			<Loaded from={load}>{({ corrections }) =>
				corrections.length === 0
					? <p class="quiet">{words("corrections.none")}</p>
					: <ul class="plain stack near">{corrections.map((c) =>
						<li key={c.id}>
							<p>{words(c.undoes ? "corrections.undo"
								: c.minutes ? "corrections.word.1"
									: "corrections.word.0",
							{ name: c.name, by: c.by })}</p>
							<p class="facts">{moment(c.at)} · {c.reason}</p>
						</li>)}</ul>}
			</Loaded>
		</section>
	);
}

export default function Attendance() {
	const id = useRoute().params.id ?? "";
	const { query } = useLocation();
	const show = query.show ?? "all", q = query.q ?? "";
	const [round, setRound] = useState(0);
	const load = useLoad<Of>(`${path(id)}/attendance?show=${show}&q=${
		encodeURIComponent(q)}&page=${query.page ?? "1"}`);
	const changed = () => {
		load.reload();
		setRound((n) => n + 1);
	};

	return (
		<Page title={words("here")} wide back={{
			href: `/kelola/kegiatan/${id}/meja`,
			label: load.data?.title ?? words("desk") }}>
			<Loaded from={load}>{(of) =>
				<div class="stack far">
					<List of={of} show={show} q={q} changed={changed} />
					<Files id={id} changed={changed} />
					<RuleForm id={id} rule={of.rule} changed={changed} />
					<Survey id={id} />
					<Corrections id={id} round={round} />
				</div>}</Loaded>
		</Page>
	);
}
