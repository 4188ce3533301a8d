/*
 * One question to be answered, of any type: its text, its picture, and the
 * fields of its type. Knows nothing of sittings: the author's preview shows it
 * as well.
 */
import { useId, useState } from "preact/hooks";
import type { PublicQuestion, QuestionType, Response } from "../api/quiz";
import { words } from "../text/questions";
import { Multiple, Single, TrueFalse } from "./Choices";
import { Cloze } from "./Cloze";
import { Html, pictureSource, type Setting } from "./html";
import { Match } from "./Match";
import { Order } from "./Order";
import type { AnswerProps } from "./types";
import { Essay, Numeric, Short } from "./Written";
import "./questions.css";

const FIELDS: Record<QuestionType, (props: AnswerProps) => unknown> = {
	single: Single, multiple: Multiple, trueFalse: TrueFalse, match: Match,
	order: Order, numeric: Numeric, text: Short, cloze: Cloze, essay: Essay,
};

export function QuestionPicture({ question, setting }: {
	question: PublicQuestion;
	setting: Setting;
}) {
	const src = pictureSource(question.media, setting);

	if (!question.media)
		return null;
	return src === null
		? <p class="quiet">
			{words("picture.none", { alt: question.alt ?? "" })}
		</p>
		: <img class="question-picture" src={src} alt={question.alt ?? ""}
			decoding="async" referrerpolicy="no-referrer" />;
}

interface Props {
	question: PublicQuestion;
	response: Response | null;
	setting: Setting;
	change: (response: Response | null, typing?: boolean) => void;
	settled: () => void;
}

export function Question({ question, response, setting, change,
	settled }: Props) {
	const id = useId();
	const [said, say] = useState("");
	const Fields = FIELDS[question.type] as
		((props: AnswerProps) => preact.JSX.Element) | undefined;

	return (
		<div class="question stack">
			<div id={id}>
				{question.type !== "cloze" &&
					<Html html={question.html} {...setting} />}
				<p class="small quiet">
					{words(`how.${question.type}`)}
				</p>
			</div>
			<QuestionPicture question={question} setting={setting} />
			{Fields &&
				<Fields question={question} response={response}
					setting={setting} labelledBy={id} change={change}
					settled={settled} say={say} />}
			<p class="hidden-words" aria-live="polite">{said}</p>
			{question.hint &&
				<details>
					<summary>{words("hint")}</summary>
					<Html html={question.hint} {...setting} />
				</details>}
		</div>
	);
}
