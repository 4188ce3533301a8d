/*
 * One question of a bank: as learners see it with its key, its versions, and
 * whether it is in use.
 */
import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { BankQuestionDetail } from "../../api/bank";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { Question } from "../../questions/Question";
import { words } from "../../text/bank";
import { moment } from "../../text/format";

const SETTING = { files: null, tokens: {} };

/* What is chosen changes nothing: the key stays as it is. */
function Look({ question }: { question: BankQuestionDetail }) {
	const { feedback, tags, basis } = question.definition;

	return (
		<section class="card stack" aria-labelledby="look">
			<h2 id="look">{words("question.look")}</h2>
			<Question question={question.public} response={question.key}
				setting={SETTING} change={() => undefined}
				settled={() => undefined} />
			{question.type === "essay" &&
				<p class="facts">{words("question.essay")}</p>}
			{feedback?.right && <p>
				<span class="strong">{words("question.right")}: </span>
				{feedback.right}
			</p>}
			{feedback?.wrong && <p>
				<span class="strong">{words("question.wrong")}: </span>
				{feedback.wrong}
			</p>}
			{tags && tags.length > 0 && <p class="facts">
				{words("question.tags", { tags: tags.join(", ") })}
			</p>}
			{basis && basis.length > 0 && <p class="facts">
				{words("question.basis", { basis: basis.join("; ") })}
			</p>}
		</section>
	);
}

function History({ question, show }: {
	question: BankQuestionDetail;
	show: (number: number) => void;
}) {
	return (
		<section class="card stack near" aria-labelledby="history">
			<h2 id="history">{words("history")}</h2>
			<ol class="plain stack near" reversed>
				{question.versions.map((v) =>
					<li key={v.number}>
						<p class="strong">
							{words("version.n", { n: v.number })}
						</p>
						<p class="facts">
							{words("history.by",
								{ by: v.by, at: moment(v.at) })}
							{v.note && ` · ${v.note}`}
						</p>
						{v.number !== question.shown &&
							<button class="button" type="button"
								onClick={() => show(v.number)}>
								{v.number === question.number
									? words("history.newest")
									: words("history.show",
										{ n: v.number })}
							</button>}
					</li>)}
			</ol>
		</section>
	);
}

function Use({ path, question, set }: {
	path: string;
	question: BankQuestionDetail;
	set: (next: BankQuestionDetail) => void;
}) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const [said, say] = useState("");
	const active = question.state === "active";

	function turn(): void {
		const state = active ? "retired" : "active";

		setProblem(null);
		call<BankQuestionDetail>("PATCH", path, { state }).then((next) => {
			say(words(`question.${state}`));
			set(next);
		}, (e) => setProblem(fault(e)));
	}

	return (
		<div class="stack near">
			{problem && <Failure problem={problem} />}
			<div role="status">{said && <p class="notice">{said}</p>}</div>
			<p class="actions">
				<span class="facts">{words(`state.${question.state}`)}</span>
				<button class="button" type="button" onClick={turn}>
					{words(active ? "question.retire" : "question.again")}
				</button>
			</p>
		</div>
	);
}

export default function BankQuestion() {
	const { id = "", question = "" } = useRoute().params;
	const [version, show] = useState(0);
	const path = `/api/v1/banks/${encodeURIComponent(id)}/questions/` +
		encodeURIComponent(question);
	const load = useLoad<BankQuestionDetail>(
		version ? `${path}?version=${version}` : path);

	return (
		<Page title={load.data?.ident ?? words("question")}
			back={{ href: `/kelola/bank/${id}`,
				label: words("question.back") }}
			action={<a class="button primary"
				href={`/kelola/bank/${id}/soal/${question}/ubah`}>
				{words("write.edit")}
			</a>}>
			<Loaded from={load} page>{(q) =>
				<div class="stack">
					<p class="facts">
						{words(`type.${q.type}`)} · {words("version.n",
							{ n: q.shown })}
					</p>
					{q.shown !== q.number && <p class="notice">
						{words("history.old",
							{ n: q.shown, now: q.number })}
					</p>}
					<Use path={path} question={q} set={(next) => {
						show(0);
						load.set(next);
						load.reload();
					}} />
					<Look key={q.shown} question={q} />
					<History question={q} show={show} />
				</div>}</Loaded>
		</Page>
	);
}
