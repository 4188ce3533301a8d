/*
 * A question that is no longer answered but read: what was answered, the key
 * and the feedback as far as the server told them, a marker's comment.
 */
import type { ComponentChildren } from "preact";
import type { Feedback, GradeState, Part, PublicQuestion, Response } from
	"../api/quiz";
import { Icon, type IconName } from "../parts/Icon";
import { number } from "../text/format";
import { words } from "../text/questions";
import { gapText } from "./Cloze";
import { Html, type Setting } from "./html";
import { QuestionPicture } from "./Question";
import { isEmpty } from "./response";
import "./questions.css";

interface Shown {
	question: PublicQuestion;
	response: Response | null;
	setting: Setting;
}

const part = (parts: Part[] | undefined, id: string | undefined) =>
	parts?.find((one) => one.id === id);

function Choices({ question, response, setting, feedback, other }: Shown & {
	feedback: Feedback | null;
	other: boolean;
}) {
	const of = (r: Response | null | undefined) =>
		r?.choices ?? (r?.choice === undefined ? [] : [r.choice]);
	const mine = of(response), right = of(feedback?.key);

	return (
		<ul class="plain picks read">
			{(question.choices ?? []).map((choice) => {
				const chosen = mine.includes(choice.id);
				const good = right.includes(choice.id);
				const why = feedback?.choices?.[choice.id];

				return (
					<li key={choice.id} class={`pick-read${
						chosen ? " on" : ""}${good ? " good" : ""}`}>
						<Html html={choice.html} inline {...setting} />
						{(chosen || good) && <p class="pick-tags">
							{chosen && <span class="tag">
								<Icon name="me" size={20} />{words(other ? "theirs" : "yours")}
							</span>}
							{good && <span class="tag good">
								<Icon name="done" size={20} />{words("right")}
							</span>}
						</p>}
						{why && <div class="small">
							<Html html={why} {...setting} />
						</div>}
					</li>
				);
			})}
		</ul>
	);
}

function Pairs({ question, response, setting }: Shown) {
	return (
		<ul class="plain read-pairs">
			{(question.lefts ?? []).map((left) => {
				const right = part(question.rights,
					response?.pairs?.[left.id]);

				return (
					<li key={left.id}>
						<Html html={left.html} inline {...setting} />
						<span aria-hidden="true"> → </span>
						<span class="strong">{right
							? <Html html={right.html} inline {...setting} />
							: words("missing")}</span>
					</li>
				);
			})}
		</ul>
	);
}

function Ordered({ question, response, setting }: Shown) {
	return (
		<ol class="read-order">
			{(response?.order ?? []).map((id) =>
				<li key={id}><Html inline {...setting}
					html={part(question.items, id)?.html ?? ""} /></li>)}
		</ol>
	);
}

function Sentence({ question, response, setting }: Shown) {
	return <Html html={question.html} {...setting} gap={(id) =>
		<mark key={id}>
			{gapText(question, id, response) ?? words("missing")}
		</mark>} />;
}

/** A response in words; the key has the same shape. */
export function Said(props: Shown): preact.JSX.Element {
	const { question, response, setting } = props;
	const choices = (ids: string[]) => (
		<ul class="dots">
			{ids.map((id) => <li key={id}><Html inline {...setting}
				html={part(question.choices, id)?.html ?? ""} /></li>)}
		</ul>
	);

	if (isEmpty(response) && question.type !== "cloze")
		return <p class="quiet">{words("empty")}</p>;
	switch (question.type) {
	case "single":
		return choices([response?.choice ?? ""]);
	case "multiple":
		return choices(response?.choices ?? []);
	case "trueFalse":
		return <p>{words(response?.value ? "true" : "false")}</p>;
	case "match":
		return <Pairs {...props} />;
	case "order":
		return <Ordered {...props} />;
	case "cloze":
		return <Sentence {...props} />;
	case "numeric":
		return <p>{response?.text} {question.unit ?? ""}</p>;
	default:
		return <p class="said-text">{response?.text}</p>;
	}
}

const MARKS: Record<GradeState, [string, IconName]> = {
	right: ["ok", "done"],
	partial: ["wait", "half"],
	wrong: ["bad", "bad"],
	empty: ["", "none"],
	waiting: ["wait", "half"],
};

export function MarkLine({ feedback }: { feedback: Feedback }) {
	const [tone, icon] = MARKS[feedback.state];

	return (
		<p class={`state ${tone}`}>
			<Icon name={icon} size={20} />
			<span>
				{words(`state.${feedback.state}`)}
				{feedback.state !== "waiting" && ` · ${words("score", {
					points: number(feedback.points, 2),
					most: number(feedback.most, 2),
				})}`}
			</span>
		</p>
	);
}

/** What the server says of a response. */
function FeedbackBox({ question, feedback, setting, keyless }: {
	question: PublicQuestion;
	feedback: Feedback;
	setting: Setting;
	keyless?: boolean;	/* the key is shown elsewhere */
}) {
	return (
		<div class="feedback stack near">
			<MarkLine feedback={feedback} />
			{feedback.html && <Html html={feedback.html} {...setting} />}
			{feedback.key && !keyless &&
				<div>
					<p class="small strong">{words("key")}</p>
					<Said question={question} response={feedback.key}
						setting={setting} />
				</div>}
			{feedback.comment &&
				<div>
					<p class="small strong">{words("comment")}</p>
					<p class="said-text">{feedback.comment}</p>
				</div>}
			{feedback.basis && feedback.basis.length > 0 &&
				<p class="small quiet">
					{words("basis", { list: feedback.basis.join("; ") })}
				</p>}
		</div>
	);
}

/** All of it: question, response, and what is known about it. */
export function Answer({ question, response, feedback, setting, children,
	other = false }: {
	question: PublicQuestion;
	response: Response | null;
	feedback: Feedback | null;
	setting: Setting;
	other?: boolean;	/* somebody else's, to who reads it */
	children?: ComponentChildren;
}) {
	const shown = { question, response, setting };
	const listed = question.type === "single" || question.type === "multiple";

	return (
		<div class="question stack">
			{question.type !== "cloze" &&
				<Html html={question.html} {...setting} />}
			<QuestionPicture question={question} setting={setting} />
			{listed ? <Choices {...shown} feedback={feedback} other={other} />
				: <div>
					<p class="small strong">
						{words(other ? "answer.theirs" : "answer")}
					</p>
					<Said {...shown} />
				</div>}
			{listed && isEmpty(response) &&
				<p class="quiet">{words("empty")}</p>}
			{feedback && <FeedbackBox question={question} feedback={feedback}
				setting={setting} keyless={listed} />}
			{children}
		</div>
	);
}
