/* One of several, several of several, true or false. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { words } from "../text/questions";
import { Html } from "./html";
import type { AnswerProps } from "./types";

interface TickProps {
	type: "radio" | "checkbox";
	name: string;
	checked: boolean;
	pick: (on: boolean) => void;
	children: ComponentChildren;
}

/* All of its box can be pressed. */
export function Tick({ type, name, checked, pick, children }: TickProps) {
	const id = useId();

	return (
		<div class={`pick${checked ? " on" : ""}`}>
			<input type={type} id={id} name={name} checked={checked}
				onChange={(e) => pick(e.currentTarget.checked)} />
			<label for={id}>{children}</label>
		</div>
	);
}

export function Single({ question, response, setting, labelledBy,
	change }: AnswerProps) {
	const name = useId();

	return (
		<div role="radiogroup" class="picks" aria-labelledby={labelledBy}>
			{(question.choices ?? []).map((choice) =>
				<Tick key={choice.id} type="radio" name={name}
					checked={response?.choice === choice.id}
					pick={() => change({ choice: choice.id })}>
					<Html html={choice.html} inline {...setting} />
				</Tick>)}
		</div>
	);
}

export function Multiple({ question, response, setting, labelledBy,
	change }: AnswerProps) {
	const name = useId();
	const all = question.choices ?? [];
	const chosen = response?.choices ?? [];

	/* In the order shown, whatever the order of pressing. */
	const pick = (id: string, on: boolean) => {
		const next = all.map((c) => c.id)
			.filter((c) => c === id ? on : chosen.includes(c));
		change(next.length ? { choices: next } : null);
	};

	return (
		<div role="group" class="picks" aria-labelledby={labelledBy}>
			{all.map((choice) =>
				<Tick key={choice.id} type="checkbox" name={name}
					checked={chosen.includes(choice.id)}
					pick={(on) => pick(choice.id, on)}>
					<Html html={choice.html} inline {...setting} />
				</Tick>)}
		</div>
	);
}

export function TrueFalse({ response, labelledBy, change }: AnswerProps) {
	const name = useId();

	return (
		<div role="radiogroup" class="picks" aria-labelledby={labelledBy}>
			{[true, false].map((value) =>
				<Tick key={String(value)} type="radio" name={name}
					checked={response?.value === value}
					pick={() => change({ value })}>
					{words(value ? "true" : "false")}
				</Tick>)}
		</div>
	);
}
