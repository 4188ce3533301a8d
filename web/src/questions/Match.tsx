/*
 * Matching: each row has a list to choose from, which keys, fingers and
 * pointers can all use. A list takes no markup, so rights that have some are
 * shown above it as well, with a letter.
 */
import { useId, useMemo } from "preact/hooks";
import { words } from "../text/questions";
import { Html, textOf } from "./html";
import type { AnswerProps } from "./types";

const LONG = 60;

export function letter(n: number): string {
	return n < 26 ? String.fromCharCode(65 + n)
		: letter(Math.floor(n / 26) - 1) + letter(n % 26);
}

export function Match({ question, response, setting, labelledBy, change,
	say }: AnswerProps) {
	const id = useId();
	const lefts = question.lefts ?? [], rights = question.rights ?? [];
	const pairs = response?.pairs ?? {};
	const texts = useMemo(() => rights.map((r) => textOf(r.html)), [rights]);
	const rich = useMemo(() => rights.some((r, i) =>
		/<(?!\/?(p|em|strong|span)\b)/i.test(r.html) ||
		(texts[i] ?? "").length > LONG), [rights]);
	const used = new Set(Object.values(pairs));

	function option(i: number, mine: string | undefined): string {
		const right = rights[i]!;
		const text = (rich ? `${letter(i)}. ` : "") + (texts[i] ?? "");

		return used.has(right.id) && mine !== right.id
			? words("match.used", { text }) : text;
	}

	function match(left: string, name: string, right: string): void {
		const { [left]: _, ...rest } = pairs;
		const next = right ? { ...rest, [left]: right } : rest;
		const i = rights.findIndex((r) => r.id === right);

		change(Object.keys(next).length ? { pairs: next } : null);
		say(right ? words("match.said", { left: name, right: texts[i] ?? "" })
			: words("match.freed", { left: name }));
	}

	return (
		<div role="group" aria-labelledby={labelledBy}>
			{rich && (
				<ol class="rights" aria-label={words("match.rights")}>
					{rights.map((right, i) =>
						<li key={right.id}>
							<span class="strong">{letter(i)}.</span>
							<Html html={right.html} inline {...setting} />
						</li>)}
				</ol>
			)}
			<ul class="plain matches">
				{lefts.map((left) => {
					const mine = pairs[left.id];
					const name = textOf(left.html);

					return (
						<li key={left.id} class={mine ? "on" : ""}>
							<label for={`${id}-${left.id}`}>
								<Html html={left.html} inline {...setting} />
							</label>
							<select id={`${id}-${left.id}`}
								class="input select"
								aria-label={words("match.label",
									{ left: name })}
								value={mine ?? ""}
								onChange={(e) => match(left.id, name,
									e.currentTarget.value)}>
								<option value="">
									{words("match.none")}
								</option>
								{rights.map((right, i) =>
									<option key={right.id}
										value={right.id}>
										{option(i, mine)}
									</option>)}
							</select>
						</li>
					);
				})}
			</ul>
		</div>
	);
}
