/* One sitting of a quiz: the questions one at a time, then what came of it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../../api/client";
import type { Feedback, PublicQuestion, QuizInfo, Sitting } from
	"../../api/quiz";
import { Dialog } from "../../parts/Dialog";
import { fault } from "../../parts/fault";
import { Answer } from "../../questions/Answer";
import type { Setting } from "../../questions/html";
import { Question } from "../../questions/Question";
import { isPartial } from "../../questions/response";
import { number } from "../../text/format";
import { words } from "../../text/quiz";
import type { Launch } from "../player/launch";
import type { Answers } from "./answers";
import { Clock } from "./Clock";
import { Ending } from "./Ending";
import { Result } from "./Result";
import { sittingPath, useAnswers } from "./use";

export interface SittingProps {
	sitting: Sitting;
	launch: Launch;
	info: QuizInfo | null;
	person: string;
	setting: Setting;
	next: { title: string; href: string } | null;
	back: () => void;
	changed: () => void;
	leave: (settle: (() => void) | null) => void;
}

type Standing = "answered" | "partial" | "empty" | "checked";

function standingOf(answers: Answers, question: PublicQuestion): Standing {
	if (answers.sitting.checked?.[question.id])
		return "checked";
	if (!answers.answered(question.id))
		return "empty";
	return isPartial(question, answers.response(question.id))
		? "partial" : "answered";
}

const SIGNS: Record<Standing, string> =
	{ answered: "●", partial: "◐", empty: "–", checked: "✓" };

function Strip({ questions, answers, here, go }: {
	questions: PublicQuestion[];
	answers: Answers;
	here: number;
	go: (n: number) => void;
}) {
	const done = questions.filter((q) => answers.answered(q.id)).length;

	return (
		<nav class="strip" aria-label={words("strip")}>
			<p class="small quiet">
				{words("strip.sum", { n: done, all: questions.length })}
			</p>
			<ol class="plain">
				{questions.map((question, i) => {
					const standing = standingOf(answers, question);
					const flagged = answers.flagged(question.id);
					const state = words(`strip.${standing}`);

					return (
						<li key={question.id}>
							<button type="button"
								class={`strip-number ${standing}`}
								aria-current={i === here
									? "step" : undefined}
								aria-label={words("strip.of", {
									n: i + 1,
									state: flagged
										? words("strip.flagged", { state })
										: state,
								})}
								onClick={() => go(i)}>
								<span>{i + 1}</span>
								<span class="strip-sign" aria-hidden="true">
									{SIGNS[standing]}{flagged ? "?" : ""}
								</span>
							</button>
						</li>
					);
				})}
			</ol>
		</nav>
	);
}

/* The numbers of the questions that are so, to be gone to. */
function Numbers({ text, questions, which, go }: {
	text: "summary.empty" | "summary.partial" | "summary.flagged";
	questions: PublicQuestion[];
	which: (question: PublicQuestion) => boolean;
	go: (n: number) => void;
}) {
	const found = questions.map((q, i) => which(q) ? i : -1)
		.filter((i) => i >= 0);

	if (found.length === 0)
		return null;
	return (
		<div>
			<p>{words(text, {
				n: found.length,
				list: found.map((i) => i + 1).join(", "),
			})}</p>
			<p class="numbers">
				{found.map((i) =>
					<button type="button" class="button" key={i}
						onClick={() => go(i)}>
						<span class="hidden-words">
							{words("question",
								{ n: i + 1, all: questions.length })}
						</span>
						<span aria-hidden="true">{i + 1}</span>
					</button>)}
			</p>
		</div>
	);
}

function Summary({ questions, answers, go, send }: {
	questions: PublicQuestion[];
	answers: Answers;
	go: (n: number) => void;
	send: () => void;
}) {
	const [asked, ask] = useState(false);
	const heading = useRef<HTMLHeadingElement>(null);
	const is = (standing: Standing) => (q: PublicQuestion) =>
		standingOf(answers, q) === standing;
	const empty = questions.filter(is("empty")).length;

	useEffect(() => heading.current?.focus(), []);
	return (
		<section class="stack">
			<h2 tabIndex={-1} ref={heading}>{words("summary")}</h2>
			{empty === 0 && <p>{words("summary.all")}</p>}
			<Numbers text="summary.empty" questions={questions}
				which={is("empty")} go={go} />
			<Numbers text="summary.partial" questions={questions}
				which={is("partial")} go={go} />
			<Numbers text="summary.flagged" questions={questions}
				which={(q) => answers.flagged(q.id)} go={go} />
			<p class="actions">
				<button type="button" class="button primary"
					onClick={() => ask(true)}>
					{words("send")}
				</button>
				<button type="button" class="button"
					onClick={() => go(questions.length - 1)}>
					{words("summary.back")}
				</button>
			</p>
			{asked && (
				<Dialog title={words("sure")} close={() => ask(false)}>
					{empty > 0 &&
						<p>{words("sure.empty", { n: empty })}</p>}
					<p>{words("sure.final")}</p>
					<div class="actions">
						<button type="button" class="button primary"
							onClick={() => { ask(false); send(); }}>
							{words("send")}
						</button>
						<button type="button" class="button"
							onClick={() => ask(false)}>
							{words("sure.no")}
						</button>
					</div>
				</Dialog>
			)}
		</section>
	);
}

/* Feedback at once: the answer is then fixed. */
function Check({ answers, question }: {
	answers: Answers;
	question: PublicQuestion;
}) {
	const [busy, work] = useState(false);
	const [why, say] = useState("");

	async function check(): Promise<void> {
		if (busy)
			return;
		if (!answers.answered(question.id))
			return say(words("check.empty"));
		work(true);
		say("");
		answers.settle();
		try {
			answers.checked(question.id, await call<Feedback>("POST",
				`${sittingPath(answers.sitting.id)}/check`, {
					question: question.id,
					response: answers.response(question.id),
				}));
		} catch (e) {
			const problem = fault(e);
			say(problem.status === 0 ? words("check.line") : problem.detail);
		}
		work(false);
	}
	return (
		<div class="stack near">
			<button type="button" class="button" aria-busy={busy}
				onClick={() => void check()}>
				{words("check")}
			</button>
			<p class="small quiet">{words("check.locks")}</p>
			<p role="status">{why}</p>
		</div>
	);
}

export function Paper(props: SittingProps) {
	const { sitting, launch, info, person, setting, leave } = props;
	const { answers, sync } = useAnswers(launch, person, sitting);
	const questions = answers.sitting.questions ?? [];
	const [at, setAt] = useState(() => Math.max(0,
		questions.findIndex((q) => q.id === sitting.place)));
	const [timeUp, setTimeUp] = useState(false);
	const heading = useRef<HTMLHeadingElement>(null);
	const moved = useRef(false);
	const question = questions[at];
	const over = answers.ending || answers.sitting.state !== "open";
	const once = info?.feedback === "once";

	useEffect(() => {
		leave(() => answers.settle());
		return () => leave(null);
	}, [answers]);
	useEffect(() => {
		if (over)
			return;
		answers.look(question?.id ?? null);
		if (moved.current)
			heading.current?.focus();
		moved.current = true;
	}, [at, over]);

	function go(n: number): void {
		answers.settle();
		setAt(n);
	}
	function end(): void {
		if (!answers.ending && answers.sitting.state === "open")
			answers.end();
	}

	if (answers.sitting.state !== "open")
		return <Result {...props} sitting={answers.sitting}
			answers={answers} timeUp={timeUp} />;
	if (answers.ending)
		return <Ending timeUp={timeUp} sync={sync} done={props.changed} />;
	const known = question && answers.sitting.checked?.[question.id];

	return (
		<div class="quiz-page stack">
			{answers.left() !== null &&
				<Clock left={() => answers.left()} over={() => {
					setTimeUp(true);
					end();
				}} />}
			{question ? (
				<section class="stack" key={question.id}>
					<h2 tabIndex={-1} ref={heading} class="quiz-number">
						{words("question",
							{ n: at + 1, all: questions.length })}
						<span class="facts"> · {words("points",
							{ n: number(question.points, 2) })}</span>
					</h2>
					{known
						? <Answer question={question} setting={setting}
							response={answers.response(question.id)}
							feedback={known} />
						: <Question question={question} setting={setting}
							response={answers.response(question.id)}
							change={(response, typing) => answers.give(
								question.id, response, typing)}
							settled={() => answers.settle()} />}
					<div role="status" class="hidden-words">
						{known ? words("strip.checked") : ""}
					</div>
					{!known && <div class="quiz-tools">
						<label class="quiz-flag">
							<input type="checkbox"
								checked={answers.flagged(question.id)}
								onChange={(e) => answers.flag(question.id,
									e.currentTarget.checked)} />
							{words("flag")}
						</label>
						{answers.answered(question.id) &&
							<button type="button" class="button bare"
								onClick={() => {
									answers.give(question.id, null);
									heading.current?.focus();
								}}>
								{words("clear")}
							</button>}
					</div>}
					{once && !known && <Check answers={answers}
						question={question} />}
					<p class="quiz-move">
						{at > 0
							? <button type="button" class="button"
								onClick={() => go(at - 1)}>
								{words("before")}
							</button>
							: <span />}
						<button type="button" class="button primary"
							onClick={() => go(at + 1)}>
							{words(at + 1 < questions.length
								? "after" : "toEnd")}
						</button>
					</p>
				</section>
			) : <Summary questions={questions} answers={answers} go={go}
				send={end} />}
			<Strip questions={questions} answers={answers} here={at} go={go} />
		</div>
	);
}
