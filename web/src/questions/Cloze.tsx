/* A sentence with gaps: the fields stand where the words are missing. */
import type { Gap, GapResponse, PublicQuestion, Response } from "../api/quiz";
import { words } from "../text/questions";
import { Html, textOf } from "./html";
import { readAs } from "./Written";
import type { AnswerProps } from "./types";

interface FieldProps {
	gap: Gap;
	n: number;
	said: GapResponse | undefined;
	give: (said: GapResponse | null, typing: boolean) => void;
	settled: () => void;
}

function Field({ gap, n, said, give, settled }: FieldProps) {
	const label = words("gap.label", { n });

	if (gap.type === "single")
		return (
			<select class="input select gap" aria-label={label}
				value={said?.choice ?? ""}
				onChange={(e) => give(e.currentTarget.value
					? { choice: e.currentTarget.value } : null, false)}>
				<option value="">{words("gap.none")}</option>
				{(gap.choices ?? []).map((choice) =>
					<option key={choice.id} value={choice.id}>
						{textOf(choice.html)}
					</option>)}
			</select>
		);
	return (
		<input class="input gap" type="text" aria-label={label}
			inputMode={gap.type === "numeric" ? "decimal" : "text"}
			autoComplete="off" autoCapitalize="off" spellcheck={false}
			maxLength={500} value={said?.text ?? ""}
			title={gap.type === "numeric" ? readAs(said?.text ?? "") : ""}
			onBlur={settled}
			onInput={(e) => give(e.currentTarget.value === "" ? null
				: { text: e.currentTarget.value }, true)} />
	);
}

export function Cloze(props: AnswerProps) {
	const { question, response, setting, change, settled } = props;
	const gaps = question.gaps ?? [];
	const all = response?.gaps ?? {};

	function give(id: string, said: GapResponse | null, typing: boolean): void {
		const { [id]: _, ...rest } = all;
		const next = said ? { ...rest, [id]: said } : rest;

		change(Object.keys(next).length ? { gaps: next } : null, typing);
	}
	const numbers = gaps.filter((gap) => gap.type === "numeric" &&
		(all[gap.id]?.text ?? "") !== "");

	return (
		<div class="cloze" role="group" aria-labelledby={props.labelledBy}>
			<Html html={question.html} {...setting} gap={(id) => {
				const i = gaps.findIndex((gap) => gap.id === id);

				/* A full stop after it stays on its line: U+2060. */
				return i < 0 ? null : <>
					<Field key={id} gap={gaps[i]!} n={i + 1}
						said={all[id]} settled={settled}
						give={(said, typing) => give(id, said, typing)} />
					{"\u2060"}
				</>;
			}} />
			{numbers.map((gap) =>
				<p class="small quiet" key={gap.id} role="status">
					{words("gap.label", { n: gaps.indexOf(gap) + 1 })}
					{": "}{readAs(all[gap.id]?.text ?? "")}
				</p>)}
		</div>
	);
}

/** What a gap was filled with, in words; null: left empty. */
export function gapText(
	question: PublicQuestion,
	id: string,
	response: Response | null,
): string | null {
	const gap = (question.gaps ?? []).find((one) => one.id === id);
	const said = response?.gaps?.[id];

	if (!gap || !said)
		return null;
	if (gap.type !== "single")
		return said.text?.trim() ? said.text : null;
	const choice = gap.choices?.find((one) => one.id === said.choice);
	return choice ? textOf(choice.html) : null;
}
