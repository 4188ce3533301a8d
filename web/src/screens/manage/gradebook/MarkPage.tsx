/*
 * One answer is marked, line by line of its rubric. By keyboard from beginning
 * to end: Tab from line to line, Ctrl+Enter saves and opens the next answer.
 */
import { useLocation, useRoute } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { call, get, type Problem } from "../../../api/client";
import type { Marking, Paperwork } from "../../../api/gradebook";
import { fault } from "../../../parts/fault";
import { Failure } from "../../../parts/Failure";
import { Field, Summary, TextField, type Errors } from
	"../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { readNumber } from "../../../practice/number";
import { Html } from "../../../questions/html";
import { moment, number } from "../../../text/format";
import { words } from "../../../text/gradebook";
import { markPath } from "./Marking";
import "./gradebook.css";

const PLAIN = { files: null, tokens: {} };
const sum = (list: number[]) => list.reduce((a, b) => a + b, 0);

/* The one after this in the queue; null: there is none. */
async function following(of: Paperwork): Promise<string | null> {
	const { waiting } = await get<Marking>("/api/v1/marking");
	const next = waiting.find((w) =>
		w.sitting !== of.sitting || w.question !== of.id);

	return next ? markPath(next) : null;
}

function Theirs({ of }: { of: Paperwork }) {
	return (
		<div class="notice warn" role="alert">
			<p class="strong">{words("mark.changed")}</p>
			<p>{words("mark.changed.what")}</p>
			<p class="lines">{words("mark.theirs", {
				points: number(sum(of.points ?? []), 2), comment: of.comment,
			})}</p>
		</div>
	);
}

function Before({ of }: { of: Paperwork }) {
	return (
		<p class="notice ok">
			{words(of.mine ? "mark.by.me" : "mark.by.other")}{" "}
			{words("mark.before",
				{ points: number(sum(of.points ?? []), 2) })}
		</p>
	);
}

/* `of` is what the form began with; `set` takes what it has become. */
function Form({ of, set }: { of: Paperwork; set: (of: Paperwork) => void }) {
	const rubric = of.question.rubric ?? [];
	const { route } = useLocation();
	const [points, setPoints] = useState<string[]>(rubric.map((_, i) =>
		of.points ? number(of.points[i] ?? 0, 2) : ""));
	const [comment, setComment] = useState(of.comment);
	const [errors, setErrors] = useState<Errors<string>>({});
	const [problem, setProblem] = useState<Problem | null>(null);
	const [theirs, setTheirs] = useState(false);
	const [attempt, setAttempt] = useState(0);
	const [busy, setBusy] = useState(false);
	const [said, say] = useState("");
	const given = points.map((text) => readNumber(text));

	function check(): boolean {
		const wrong: Errors<string> = {};

		rubric.forEach((line, i) => {
			const n = given[i];
			if (n === null || n === undefined || n < 0 || n > line.points)
				wrong[`line-${i}`] = words("mark.number",
					{ most: number(line.points, 2) });
		});
		setErrors(wrong);
		if (!Object.keys(wrong).length)
			return true;
		setAttempt((n) => n + 1);
		return false;
	}

	/* What the other marker gave is shown; what was typed here stays. */
	async function clash(): Promise<void> {
		set(await get<Paperwork>(`/api/v1/marking/${
			encodeURIComponent(of.sitting)}/${encodeURIComponent(of.id)}`));
		setTheirs(true);
	}

	async function next(): Promise<void> {
		route(await following(of) ?? "/kelola/penilaian");
	}

	async function save(onward: boolean): Promise<void> {
		if (busy || !check())
			return;
		setBusy(true);
		setProblem(null);
		say("");
		try {
			set(await call<Paperwork>("PUT", `/api/v1/sittings/${
				encodeURIComponent(of.sitting)}/marks/${
				encodeURIComponent(of.id)}`,
			{ points: given, comment: comment.trim() },
			{ headers: { "If-Match": `"${of.revision}"` } }));
			setTheirs(false);
			say(words("mark.saved"));
			if (onward)
				await next();
		} catch (e) {
			const found = fault(e);
			if (found.code === "mark_changed")
				await clash().catch((why) => setProblem(fault(why)));
			else
				setProblem(found);
		} finally {
			setBusy(false);
		}
	}

	return (
		<form class="stack marks" noValidate aria-busy={busy}
			onSubmit={(e) => {
				e.preventDefault();
				void save(false);
			}}
			onKeyDown={(e) => {
				if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) {
					e.preventDefault();
					void save(true);
				}
			}}>
			<Summary errors={errors} problem={null} attempt={attempt} />
			{problem && <Failure problem={problem} />}
			<h2>{words("mark.rubric")}</h2>
			<div>
				{rubric.map((line, i) =>
					<Field key={i} name={`line-${i}`} inputmode="decimal"
						autocomplete="off" error={errors[`line-${i}`]}
						label={words("mark.line", { text: line.text,
							most: number(line.points, 2) })}
						value={points[i] ?? ""} change={(value) =>
							setPoints(points.map((p, at) =>
								at === i ? value : p))} />)}
			</div>
			<p class="strong" aria-live="polite">{words("mark.sum", {
				points: number(sum(given.map((n) => n ?? 0)), 2),
				most: number(of.question.points, 2),
			})}</p>
			{theirs ? <Theirs of={of} /> : of.points && <Before of={of} />}
			<TextField name="comment" label={words("mark.comment")}
				hint={words("mark.comment.hint")} value={comment}
				change={setComment} />
			<div role="status">{said && <p class="notice ok">{said}</p>}</div>
			<p class="actions">
				<button class="button primary" type="button"
					onClick={() => void save(true)}>
					{words("mark.next")}
				</button>
				<button class="button" type="submit">{words("mark.go")}</button>
				{theirs &&
					<button class="button" type="button"
						onClick={() => void next()}>
						{words("mark.skip")}
					</button>}
			</p>
			<p class="small quiet">{words("mark.keys")}</p>
		</form>
	);
}

function Answer({ of }: { of: Paperwork }) {
	return (
		<>
			<section class="stack near" aria-labelledby="asked">
				<h2 id="asked">{words("mark.question")} {of.id}</h2>
				<Html html={of.question.html} {...PLAIN} />
			</section>
			<section class="stack near" aria-labelledby="answer">
				<h2 id="answer">{words("mark.response")}</h2>
				{of.response?.text
					? <p class="response">{of.response.text}</p>
					: <p class="quiet">{words("mark.empty")}</p>}
				<p class="facts">
					{words("marking.since", { at: moment(of.endedAt) })}
				</p>
			</section>
		</>
	);
}

export default function MarkPage() {
	const { params } = useRoute();
	const paper = useLoad<Paperwork>(`/api/v1/marking/${
		encodeURIComponent(params.sitting ?? "")}/${
		encodeURIComponent(params.question ?? "")}`);
	const key = `${params.sitting} ${params.question}`;

	/* The next answer begins at its top. */
	useEffect(() => {
		scrollTo(0, 0);
		document.querySelector("h1")?.focus();
	}, [key]);
	return (
		<Page title={words("mark.title")} back={{
			href: "/kelola/penilaian", label: words("marking"),
		}}>
			<Loaded from={paper} page>{(of) =>
				<div class="stack" key={key}>
					<p class="facts">{of.module.title}</p>
					<Answer of={of} />
					{paper.fresh && <Form of={of} set={paper.set} />}
				</div>}
			</Loaded>
		</Page>
	);
}
