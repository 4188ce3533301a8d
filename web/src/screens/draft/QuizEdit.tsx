/* A quiz or a pre-test: its rules, and its questions. */
import { useEffect, useState } from "preact/hooks";
import { pathOfLine } from "../../drafts/json";
import type { Draft } from "../../drafts/session";
import { Area, Line, Num, Pick, Rows, Tick } from "../../questions/edit/fields";
import type { Lens } from "../../questions/edit/lens";
import { words } from "../../text/editor";
import { nameOf } from "./place";
import { AddQuestion, aroundOf, Questions } from "./Questions";

function Rules({ of, kind }: { of: Lens; kind: string }) {
	return (
		<details class="card edit-more" open={of.at("questions").list.length === 0}>
			<summary>{words("rules")}</summary>
			<div class="edit-form stack">
				<Line of={of.at("title")} most={200} label={words("part.title")} />
				<Pick of={of.at("kind")} label={words("quiz.kind")}
					options={[["quiz", words("quiz.quiz")],
						["pretest", words("quiz.pretest")]]} />
				<Area of={of.at("intro")} optional tools rows={2}
					label={words("quiz.intro")} />
				{kind === "quiz" && <>
					<Num of={of.at("passMark")} optional
						label={words("quiz.passMark")}
						hint={words("quiz.passMarkHint")} />
					<Num of={of.at("attempts")} optional
						label={words("quiz.attempts")}
						hint={words("quiz.attemptsHint")} />
					<Pick of={of.at("keep")} otherwise="best"
						label={words("quiz.keep")}
						options={(["best", "last", "first", "average"] as const)
							.map((one) => [one, words(`keep.${one}`)])} />
				</>}
				<Num of={of.at("timeMinutes")} optional
					label={words("quiz.time")} hint={words("quiz.timeHint")} />
				<Tick of={of.at("shuffle")} otherwise
					label={words("quiz.shuffle")} />
				<Pick of={of.at("feedback")} otherwise="end"
					label={words("quiz.feedback")}
					options={(["once", "end", "closed", "never"] as const)
						.map((one) => [one, words(`feedback.${one}`)])} />
				<Line of={of.at("closesAt")} type="date" optional
					label={words("quiz.closesAt")} />
				<Rows of={of.at("draw")} optional title={words("draw")}
					hint={words("draw.hint")} most={20}
					label={(n) => words("draw.n", { n })}
					add={words("draw.add")} make={() => ({ count: 5 })}
					first="count">
					{(item) => <>
						<Num of={item.at("count")} label={words("draw.count")} />
						<Line of={item.at("tag")} optional
							label={words("draw.tag")} />
						<Line of={item.at("bank")} optional
							label={words("draw.bank")}
							hint={words("draw.bankHint")} />
					</>}
				</Rows>
			</div>
		</details>
	);
}

export function QuizEdit({ draft, of, path, line }: {
	draft: Draft;
	of: Lens;
	path: string;
	line: number;
}) {
	const kind = of.at("kind").text;
	const questions = of.at("questions");
	const base = nameOf(path);
	const [open, setOpen] = useState<number | null>(null);

	useEffect(() => {
		const at = line > 0 ? pathOfLine(draft.text(path) ?? "", line) : [];

		if (at[0] === "questions" && typeof at[1] === "number")
			setOpen(at[1]);
	}, [line]);
	return (
		<div class="stack">
			<Rules of={of} kind={kind} />
			<section class="stack" aria-labelledby="questions">
				<h2 id="questions">{words("questions",
					{ n: questions.list.length })}</h2>
				{questions.list.length === 0 &&
					<p class="quiet">{words("questions.none")}</p>}
				<Questions draft={draft} of={questions} base={base}
					around={aroundOf(draft, kind === "pretest"
						? "pretest" : "quiz")}
					open={open} setOpen={setOpen} />
				<AddQuestion of={questions} base={base} primary
					label={words("question.add")} added={setOpen} />
			</section>
		</div>
	);
}
