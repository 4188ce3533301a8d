/*
 * Perlu ditinjau: lessons whose day for review is near or past, and mistakes
 * that learners reported, over all modules one is responsible for.
 */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { Hint, Hints, Tasks } from "../../api/revision";
import type { Due, Duties as All, ErrorReport } from "../../api/types";
import { ErrorText } from "../../parts/Field";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { lessonHref } from "../../parts/Outline";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { calendarDay, moment } from "../../text/format";
import { words as revision } from "../../text/hints";
import { words } from "../../text/reports";
import { Tabs } from "./Tabs";

const ANSWER_MOST = 2_000;

function DueRow({ of }: { of: Due }) {
	const date = calendarDay(of.reviewBy);

	return (
		<li class="card stack near">
			<h3><a href={`/kelola/modul/${of.module.id}`}>
				{of.unit?.title ?? of.module.title}
			</a></h3>
			{of.unit && <p class="facts">{of.module.title}</p>}
			<p class={of.overdue ? "notice warn" : ""}>
				{words(of.overdue ? "due.late" : "due.soon", { date })}
				{of.confidence && ` · ${words(`confidence.${of.confidence}`)}`}
			</p>
		</li>
	);
}

function ReportRow({ of, closed }: {
	of: ErrorReport;
	closed: (said: string) => void;
}) {
	const [text, setText] = useState("");
	const [missing, setMissing] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	const field = `answer-${of.id}`;

	function close(state: "done" | "declined"): void {
		const needed = state === "declined" && !text.trim();

		if (busy)
			return;
		setMissing(needed);
		if (needed)
			return document.getElementById(field)?.focus();
		setBusy(true);
		setProblem(null);
		call("PATCH", `/api/v1/modules/${encodeURIComponent(of.module.id)
		}/errors/${encodeURIComponent(of.id)}`, { state, answer: text.trim() })
			.then(() => closed(words("reports.closed",
				{ title: of.unit.title })), (e) => {
				setProblem(fault(e));
				setBusy(false);
			});
	}

	return (
		<li class="card stack near">
			<h3>{of.unit.title}</h3>
			<p class="facts">{of.module.title}</p>
			<p class="facts">{words("reports.from", {
				kind: words(`kind.${of.kind}`), n: of.version,
				name: of.by || words("reports.somebody"), at: moment(of.at),
			})}</p>
			<p class="said">{of.text}</p>
			<p><a class="button" href={lessonHref(of.module.id, of.unit.id,
				undefined)}>{words("reports.open")}</a></p>
			<div class="field">
				<label for={field}>{words("reports.answer")}</label>
				<p class="hint" id={`${field}-hint`}>
					{words("reports.answerHint")}
				</p>
				<ErrorText id={`${field}-error`} error={missing
					? words("reports.noAnswer") : undefined} />
				<textarea class="input" id={field} rows={3}
					maxLength={ANSWER_MOST} value={text}
					aria-invalid={missing ? "true" : undefined}
					aria-describedby={`${field}-hint${
						missing ? ` ${field}-error` : ""}`}
					onInput={(e) => setText(e.currentTarget.value)} />
			</div>
			{problem && <Failure problem={problem} />}
			<p class="actions">
				<button class="button primary" type="button" aria-busy={busy}
					onClick={() => close("done")}>
					{words("reports.done")}
				</button>
				<button class="button" type="button" aria-busy={busy}
					onClick={() => close("declined")}>
					{words("reports.declined")}
				</button>
			</p>
		</li>
	);
}

/* How many hints and tasks wait; each page holds fifty at most. */
function Revisions() {
	const hints = useLoad<Hints>("/api/v1/hints");
	const tasks = useLoad<Tasks>("/api/v1/revisions?state=open");

	return (
		<section class="stack near" aria-labelledby="revisions">
			<h2 id="revisions">{revision("duties")}</h2>
			<Loaded from={hints}>{({ hints: all, more }) =>
				<HintedModules hints={all} more={more} />}</Loaded>
			<Loaded from={tasks}>{({ revisions: all, more }) =>
				all.length === 0 ? null : <p>
					{revision(more ? "duties.tasks.more" : "duties.tasks",
						{ n: all.length })}{" "}
					<a href="/kelola/revisi">{revision("duties.all")}</a>
				</p>}</Loaded>
		</section>
	);
}

/* By module, the weightiest first. */
function HintedModules({ hints, more }: { hints: Hint[]; more: boolean }) {
	const modules = new Map(hints.map((h) => [h.module.id, h.module]));

	if (hints.length === 0)
		return <p class="quiet">{revision("duties.none")}</p>;
	return (
		<>
			<p>{revision(more ? "duties.hints.more" : "duties.hints",
				{ n: hints.length })}</p>
			<ul>
				{[...modules.values()].map((m) =>
					<li key={m.id}>
						<a href={`/kelola/modul/${m.id}/petunjuk`}>{m.title}</a>
					</li>)}
			</ul>
		</>
	);
}

export default function Duties() {
	const all = useLoad<All>("/api/v1/duties");
	const [said, say] = useState("");

	return (
		<Page title={words("duties")}
			back={{ href: "/kelola", label: t("nav.manage") }}>
			<Tabs />
			<div class="stack">
				<p class="quiet">{words("duties.why")}</p>
				<div role="status">
					{said && <p class="notice ok">{said}</p>}
				</div>
				<Loaded from={all}>{({ due, reports, more }) => <>
					<section class="stack near" aria-labelledby="reports">
						<h2 id="reports">{words("reports")}</h2>
						{reports.length === 0
							? <p class="quiet">{words("reports.none")}</p>
							: <ul class="plain cards">
								{reports.map((r) =>
									<ReportRow key={r.id} of={r}
										closed={(sentence) => {
											say(sentence);
											all.reload();
										}} />)}
							</ul>}
						{more && <p class="quiet">{words("reports.all",
							{ n: reports.length })}</p>}
					</section>
					<Revisions />
					<section class="stack near" aria-labelledby="due">
						<h2 id="due">{words("due")}</h2>
						{due.length === 0
							? <p class="quiet">{words("due.none")}</p>
							: <>
								<p class="small quiet">{words("due.how")}</p>
								<ul class="plain cards">
									{due.map((d) => <DueRow of={d}
										key={d.module.id + (d.unit?.id ?? "")}
									/>)}
								</ul>
							</>}
					</section>
				</>}</Loaded>
			</div>
		</Page>
	);
}
