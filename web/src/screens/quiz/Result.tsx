/* What came of a sitting of a quiz, and all that may be read of it. */
import { useEffect, useRef } from "preact/hooks";
import type { QuizInfo, Sitting } from "../../api/quiz";
import { ownGain } from "../../parts/ownGain";
import { Answer, Said } from "../../questions/Answer";
import { textOf } from "../../questions/html";
import { number } from "../../text/format";
import { words } from "../../text/quiz";
import type { Answers } from "./answers";
import type { SittingProps } from "./Paper";
import { percent } from "./Start";

export function scoreSentence(
	{ result }: Sitting,
	info: QuizInfo | null,
): string {
	if (!result || result.scaled === undefined)
		return words("result.noScore");
	const score = percent(result.scaled);

	if (result.passed === true)
		return words("result.passed", { score });
	return result.passed === false && info && info.passMark !== null
		? words("result.failed", { score, mark: number(info.passMark) })
		: words("result.score", { score });
}

export function Score({ sitting, info }: {
	sitting: Sitting;
	info: QuizInfo | null;
}) {
	const { result } = sitting;

	return (
		<div class={`notice ${result?.passed === true ? "ok" : ""}`}
			role="status">
			<p class="result-score">{scoreSentence(sitting, info)}</p>
			{result?.points !== undefined && result.most !== undefined &&
				<p>{words("result.points", {
					points: number(result.points, 2),
					most: number(result.most, 2),
				})}</p>}
			{result?.before && result.points !== undefined &&
				result.most !== undefined &&
				<p>{ownGain({ before: result.before, after: {
					points: result.points, most: result.most } }, false)}</p>}
			{sitting.state === "waiting" && <p>{words("result.waiting")}</p>}
			{(sitting.late ?? 0) > 0 && <p>{words("result.late")}</p>}
		</div>
	);
}

/* Nothing typed is lost in silence. */
function Lost({ answers, setting }: {
	answers: Answers;
	setting: SittingProps["setting"];
}) {
	const lost = answers.lost();
	const questions = answers.sitting.questions ?? [];

	if (lost.length === 0)
		return null;
	return (
		<section class="notice warn">
			<h2>{words("lost")}</h2>
			<p>{words("lost.what")}</p>
			{questions.filter((q) => lost.includes(q.id)).map((question) =>
				<div key={question.id} class="stack near">
					<p class="small quiet">{textOf(question.html)}</p>
					<Said question={question} setting={setting}
						response={answers.response(question.id)} />
				</div>)}
		</section>
	);
}

function reviewNote(info: QuizInfo | null): string {
	return words(info?.feedback === "closed" ? "review.closed"
		: info?.feedback === "never" ? "review.never" : "review.none");
}

export function Result({ sitting, answers, info, setting, next, back,
	timeUp }: SittingProps & { answers: Answers; timeUp: boolean }) {
	const heading = useRef<HTMLHeadingElement>(null);
	const told = sitting.result?.questions;
	const questions = sitting.questions ?? [];
	const left = info?.left ?? null;
	const again = sitting.result?.passed === false && !!info &&
		(left === null || left > 0);
	const elsewhere = !answers.ending && answers.lost().length > 0;

	useEffect(() => {
		heading.current?.focus();
	}, []);
	return (
		<div class="quiz-page stack">
			<h2 tabIndex={-1} ref={heading}>
				{words("earlier.row", { n: sitting.number })}
			</h2>
			{timeUp && <p>{words("time.out")}. {words("time.out.what")}</p>}
			{elsewhere && <p>{words("elsewhere")}</p>}
			<Score sitting={sitting} info={info} />
			{again && left !== null && <p>{words("result.left", { n: left })}</p>}
			<Lost answers={answers} setting={setting} />
			<p class="actions">
				{again &&
					<button type="button" class="button primary" onClick={back}>
						{words("result.again")}
					</button>}
				{next &&
					<a class={again ? "button" : "button primary"}
						href={next.href} data-move="continue">
						{words("result.next", { title: next.title })}
					</a>}
				{!again &&
					<button type="button" class="button" onClick={back}>
						{words("result.start")}
					</button>}
			</p>
			<section class="stack">
				<h2>{words(told ? "review" : "review.answers")}</h2>
				{!told && <p>{reviewNote(info)}</p>}
				<ol class="plain review">
					{questions.map((question, i) =>
						<li key={question.id} class="card stack">
							<h3>{words("question",
								{ n: i + 1, all: questions.length })}</h3>
							<Answer question={question} setting={setting}
								response={sitting.responses?.[question.id]
									?.response ?? null}
								feedback={told?.[question.id] ?? null} />
						</li>)}
				</ol>
			</section>
		</div>
	);
}
