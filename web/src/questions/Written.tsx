/* What is typed: a number, a word, an essay. */
import { useId } from "preact/hooks";
import { readNumber } from "../practice/number";
import { number } from "../text/format";
import { words } from "../text/questions";
import type { AnswerProps } from "./types";

const MOST_TEXT = 1_000;
const MOST_ESSAY = 5_000;

const said = (text: string) => text === "" ? null : { text };

/** How what was typed is understood; "" when there is nothing. */
export function readAs(text: string, unit?: string | null): string {
	const value = readNumber(text, unit ?? undefined);

	if (text.trim() === "")
		return "";
	return value === null ? words("number.unread")
		: words("number.read", { n: number(value, 10) });
}

export function Numeric({ question, response, labelledBy, change,
	settled }: AnswerProps) {
	const hint = useId();
	const text = response?.text ?? "";

	return (
		<div class="written">
			<div class="with-unit">
				<input class="input" type="text" inputMode="decimal"
					autoComplete="off" maxLength={100}
					aria-labelledby={labelledBy} aria-describedby={hint}
					value={text} onBlur={settled}
					onInput={(e) =>
						change(said(e.currentTarget.value), true)} />
				{question.unit && <span>{question.unit}</span>}
			</div>
			<p class="small quiet" id={hint} role="status">
				{readAs(text, question.unit)}
			</p>
		</div>
	);
}

export function Short({ response, labelledBy, change,
	settled }: AnswerProps) {
	return (
		<div class="written">
			<input class="input" type="text" autoComplete="off"
				autoCapitalize="off" spellcheck={false} maxLength={MOST_TEXT}
				aria-labelledby={labelledBy} value={response?.text ?? ""}
				onBlur={settled}
				onInput={(e) => change(said(e.currentTarget.value), true)} />
		</div>
	);
}

/* Letters as people count them, not the halves of an emoji. */
function length(text: string): number {
	return [...text].length;
}

export function Essay({ question, response, labelledBy, change,
	settled }: AnswerProps) {
	const hint = useId();
	const text = response?.text ?? "";
	const most = question.mostCharacters ?? MOST_ESSAY;
	const n = length(text);

	return (
		<div class="written">
			<textarea class="input" rows={8} aria-labelledby={labelledBy}
				aria-describedby={hint} value={text} onBlur={settled}
				aria-invalid={n > most}
				onInput={(e) => change(said(e.currentTarget.value), true)} />
			<p id={hint} class={n > most ? "small over" : "small quiet"}>
				{n > most
					? words("essay.over", { n: number(n - most, 0) })
					: words("essay.count",
						{ n: number(n, 0), most: number(most, 0) })}
			</p>
			<p class="hidden-words" role="status">
				{n > most ? words("essay.over",
					{ n: number(n - most, 0) }) : ""}
			</p>
			{question.rubric && question.rubric.length > 0 &&
				<details>
					<summary>{words("rubric")}</summary>
					<ul class="dots">
						{question.rubric.map((line, i) =>
							<li key={i}>
								{line.text}{" · "}
								{words("rubric.line",
									{ n: number(line.points) })}
							</li>)}
					</ul>
				</details>}
		</div>
	);
}
