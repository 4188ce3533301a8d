/*
 * /kelola/tugas/:id: what was handed in is marked by its rubric, or returned.
 * Where another marker was faster nothing is overwritten, and it is said.
 */
import { useLocation, useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import type { Handed, Waiting } from "../../../api/assignment";
import { call, get, type Problem } from "../../../api/client";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { Field, Summary, TextField, type Errors } from
	"../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { readNumber } from "../../../practice/number";
import { t } from "../../../text";
import { words } from "../../../text/assignment";
import { moment, number } from "../../../text/format";
import { Brief, Earlier, Files, Judged, Words } from
	"../../assignment/parts";

const sum = (list: number[]) => list.reduce((a, b) => a + b, 0);
const halves = (n: number) => Number.isInteger(2 * n);

function Form({ of, path, set }: {
	of: Handed;
	path: string;
	set: (of: Handed) => void;
}) {
	const { rubric, submission } = of;
	const { route } = useLocation();
	const [points, setPoints] = useState(rubric.map((_, i) =>
		submission.marks ? number(submission.marks[i] ?? 0, 2) : ""));
	const [comment, setComment] = useState(submission.comment);
	const [errors, setErrors] = useState<Errors<string>>({});
	const [problem, setProblem] = useState<Problem | null>(null);
	const [attempt, setAttempt] = useState(0);
	const [busy, setBusy] = useState(false);
	const [said, say] = useState("");
	const given = points.map((text) => readNumber(text));

	function wrong(returned: boolean): Errors<string> {
		const found: Errors<string> = {};

		if (returned && !comment.trim())
			found.comment = words("mark.needComment");
		for (const [i, line] of rubric.entries()) {
			const n = given[i] ?? -1;

			if (!returned && (n < 0 || n > line.points || !halves(n)))
				found[`line-${i}`] = words("mark.number",
					{ most: number(line.points, 2) });
		}
		return found;
	}

	function save(returned: boolean): void {
		const found = wrong(returned);

		setErrors(found);
		setProblem(null);
		say("");
		if (Object.keys(found).length)
			return setAttempt((n) => n + 1);
		if (busy)
			return;
		setBusy(true);
		call<Handed>(returned ? "POST" : "PUT",
			`${path}/${returned ? "return" : "mark"}`,
			{ revision: submission.revision, comment: comment.trim(),
				marks: returned ? undefined : given }).then((next) => {
			set(next);
			say(words(returned ? "mark.returned" : "mark.saved"));
		}, (e) => setProblem(fault(e))).then(() => setBusy(false));
	}

	async function next(): Promise<void> {
		const { waiting } = await get<Waiting>("/api/v1/submissions");
		const other = waiting.find((w) => w.id !== submission.id);

		route(other ? `/kelola/tugas/${other.id}` : "/kelola/tugas");
	}

	return (
		<form class="stack" noValidate aria-busy={busy} onSubmit={(e) => {
			e.preventDefault();
			save(false);
		}}>
			<h2>{words("mark")}</h2>
			<Summary errors={errors} problem={null} attempt={attempt} />
			{problem && <Failure problem={problem} />}
			{submission.state !== "returned" && rubric.map((line, i) =>
				<Field key={i} name={`line-${i}`} inputmode="decimal"
					autocomplete="off" error={errors[`line-${i}`]}
					label={words("rubric.line", { text: line.text,
						points: number(line.points, 2) })}
					value={points[i] ?? ""} change={(value) =>
						setPoints(points.map((p, at) =>
							at === i ? value : p))} />)}
			{submission.state !== "returned" && rubric.length > 0 &&
				<p class="strong" aria-live="polite">{words("mark.sum", {
					points: number(sum(given.map((n) => n ?? 0)), 2),
					most: number(of.most, 2) })}</p>}
			{submission.state !== "returned" &&
				<TextField name="comment" label={words("mark.comment")}
					hint={words("mark.comment.hint")} value={comment}
					error={errors.comment} change={setComment} />}
			<div role="status">
				{said && <p class="notice ok">{said}</p>}
			</div>
			<p class="actions">
				{submission.state !== "returned" &&
					<button type="submit" class={said ? "button"
						: "button primary"}>
						{busy ? t("form.busy") : words(rubric.length
							? "mark.save" : "mark.accept")}
					</button>}
				{submission.state === "handed" &&
					<button type="button" class="button"
						onClick={() => save(true)}>
						{words("mark.return")}
					</button>}
				<button type="button" class={said ? "button primary"
					: "button"} onClick={() => void next().catch((e) =>
					setProblem(fault(e)))}>
					{words("mark.next")}
				</button>
			</p>
		</form>
	);
}

function Whole({ of, path, set }: {
	of: Handed;
	path: string;
	set: (of: Handed) => void;
}) {
	const { submission } = of;

	return (
		<div class="stack far">
			<p class="facts">
				{of.batch.programme.title} · {of.batch.name} · {" "}
				{words("number", { n: submission.number })} · {" "}
				{words("number.at", { name: submission.by,
					at: moment(submission.handedAt ?? 0) })}
			</p>
			{of.people.length > 0 && <p>{of.people.join(", ")}</p>}
			<Brief of={of} />
			<section class="card stack near" aria-labelledby="answer">
				<h2 id="answer">{words("mark.answer")}</h2>
				<Words text={submission.words} />
				<Files id={submission.id} files={submission.files} />
			</section>
			{submission.state !== "handed" && <section class="card stack near"
				aria-labelledby="judged">
				<h2 id="judged">{words(`state.${submission.state}`)}</h2>
				<Judged of={of} submission={submission} />
			</section>}
			<Form key={submission.id} of={of} path={path} set={set} />
			<Earlier of={of} all={of.earlier} />
		</div>
	);
}

export default function Mark() {
	const { id = "" } = useRoute().params;
	const path = `/api/v1/submissions/${encodeURIComponent(id)}`;
	const from = useLoad<Handed>(path);
	const of = from.data;

	return (
		<Page title={of ? `${of.activity.title}: ${of.owner}`
			: words("assignment")}
		back={{ href: "/kelola/tugas", label: words("waiting") }}>
			<Loaded from={from} page>{(data) => from.fresh
				? <Whole of={data} path={path} set={from.set} />
				: null}</Loaded>
		</Page>
	);
}
