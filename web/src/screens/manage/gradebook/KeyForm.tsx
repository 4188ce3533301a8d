/*
 * The key of a question, to be seen and corrected: fields of its type, whose
 * changes make a new definition of the same shape.
 */
import { useState } from "preact/hooks";
import type { Definition } from "../../../api/gradebook";
import { Choice, ErrorText, Field, Select, TextField } from
	"../../../parts/Field";
import { readNumber } from "../../../practice/number";
import { number } from "../../../text/format";
import { words } from "../../../text/gradebook";

type Gap = NonNullable<Definition["gaps"]>[number];
type Choices = { text: string; right?: boolean }[];

/* What cannot be sent yet, in a sentence; "": nothing. */
export function faultOf(d: Definition): string {
	const several = (list: Choices) => list.some((c) => c.right);
	const texts = (list: string[] | undefined) => (list ?? []).length > 0;

	switch (d.type) {
	case "multiple":
		return several(d.choices ?? []) ? "" : words("key.choose");
	case "match":
		return new Set(d.pairs?.map((p) => p.right)).size ===
			d.pairs?.length ? "" : words("key.twice");
	case "numeric":
		return d.formula !== undefined
			? d.formula.trim() ? "" : words("key.number")
			: Number.isFinite(d.answer) ? "" : words("key.number");
	case "text":
		return texts(d.accept) ? "" : words("key.text");
	case "cloze":
		return (d.gaps ?? []).map((g) => g.type === "text"
			? texts(g.accept) ? "" : words("key.text")
			: g.type === "numeric" && !Number.isFinite(g.answer)
				? words("key.number") : "").find(Boolean) ?? "";
	default:
		return "";
	}
}

function marked(choices: Choices, at: number, on: boolean,
	one: boolean): Choices {
	return choices.map(({ right, ...c }, i) => {
		const yes = i === at ? on : one ? false : right === true;

		return yes ? { ...c, right: true } : c;
	});
}

function ChoiceList({ name, legend, choices, one, change }: {
	name: string;
	legend: string;
	choices: Choices;
	one: boolean;
	change: (choices: Choices) => void;
}) {
	return (
		<fieldset class="field">
			<legend>{legend}</legend>
			{choices.map((c, i) =>
				<Choice key={i} type={one ? "radio" : "checkbox"} name={name}
					value={String(i)} label={c.text} checked={c.right === true}
					change={(on) => change(marked(choices, i, on, one))} />)}
		</fieldset>
	);
}

/* Typed text is kept beside what it means: "12," is on its way to 12,5. */
function NumberField({ name, label, value, change }: {
	name: string;
	label: string;
	value: number | undefined;
	change: (value: number) => void;
}) {
	const [text, setText] = useState(value === undefined ? ""
		: number(value, 10));

	return (
		<Field name={name} label={label} inputmode="decimal"
			autocomplete="off" value={text} change={(typed) => {
				setText(typed);
				change(readNumber(typed) ?? NaN);
			}} />
	);
}

function Accept({ name, accept, change }: {
	name: string;
	accept: string[];
	change: (accept: string[]) => void;
}) {
	const [text, setText] = useState(accept.join("\n"));

	return (
		<TextField name={name} label={words("key.accept")}
			hint={words("key.accept.hint")} value={text}
			change={(typed) => {
				setText(typed);
				change(typed.split("\n").map((l) => l.trim())
					.filter(Boolean));
			}} />
	);
}

function Numeric({ name, of, change }: {
	name: string;
	of: Pick<Definition, "answer" | "formula" | "tolerance">;
	change: (more: Partial<Definition>) => void;
}) {
	return (
		<>
			{of.formula !== undefined
				? <Field name={`${name}-formula`} label={words("key.formula")}
					autocomplete="off" value={of.formula}
					change={(formula) => change({ formula })} />
				: <NumberField name={`${name}-answer`}
					label={words("key.answer")} value={of.answer}
					change={(answer) => change({ answer })} />}
			<NumberField name={`${name}-tolerance`}
				label={words("key.tolerance")} value={of.tolerance ?? 0}
				change={(n) => change({ tolerance: Number.isFinite(n)
					? Math.abs(n) : 0 })} />
		</>
	);
}

function Match({ of, change }: {
	of: Definition;
	change: (more: Partial<Definition>) => void;
}) {
	const pairs = of.pairs ?? [];
	/* What was wrong of all takes the place of what is right now. */
	const [rights] = useState([...pairs.map((p) => p.right),
		...of.extra ?? []]);

	return (
		<>
			{pairs.map((pair, i) =>
				<Select key={i} name={`pair-${i}`}
					label={words("key.match", { left: pair.left })}
					value={pair.right}
					options={rights.map((r): [string, string] => [r, r])}
					change={(right) => {
						const next = pairs.map((p, at) =>
							at === i ? { ...p, right } : p);
						const used = next.map((p) => p.right);

						change({
							pairs: next,
							...(of.extra && { extra: rights.filter((r) =>
								!used.includes(r)) }),
						});
					}} />)}
		</>
	);
}

function Order({ items, change }: {
	items: string[];
	change: (items: string[]) => void;
}) {
	const move = (from: number, to: number) => {
		const next = [...items];

		next.splice(to, 0, ...next.splice(from, 1));
		change(next);
	};

	return (
		<fieldset class="field">
			<legend>{words("key.order")}</legend>
			<ol class="plain ordered">
				{items.map((item, i) =>
					<li key={item}>
						<span>{i + 1}. {item}</span>
						<button class="button" type="button"
							disabled={i === 0}
							aria-label={words("key.up", { item })}
							onClick={() => move(i, i - 1)}>↑</button>
						<button class="button" type="button"
							disabled={i === items.length - 1}
							aria-label={words("key.down", { item })}
							onClick={() => move(i, i + 1)}>↓</button>
					</li>)}
			</ol>
		</fieldset>
	);
}

function GapKey({ n, gap, change }: {
	n: number;
	gap: Gap;
	change: (gap: Gap) => void;
}) {
	const name = `gap-${n}`;

	return (
		<fieldset class="field stack near">
			<legend>{words("key.gap", { n })}</legend>
			{gap.type === "single"
				? <ChoiceList name={name} legend={words("key.right")} one
					choices={gap.choices ?? []}
					change={(choices) => change({ ...gap, choices })} />
				: gap.type === "text"
					? <Accept name={name} accept={gap.accept ?? []}
						change={(accept) => change({ ...gap, accept })} />
					: <Numeric name={name} of={gap} change={(more) =>
						change({ ...gap, ...more } as Gap)} />}
		</fieldset>
	);
}

export function KeyForm({ of, change, error }: {
	of: Definition;
	change: (of: Definition) => void;
	error?: string | undefined;
}) {
	const set = (more: Partial<Definition>) => change({ ...of, ...more });
	const choices = of.choices ?? [];

	return (
		<div class="stack key" id="key" tabIndex={-1}>
			<ErrorText id="key-error" error={error} />
			{(of.type === "single" || of.type === "multiple") &&
				<ChoiceList name="choice" choices={choices}
					legend={words(of.type === "single"
						? "key.right" : "key.rights")}
					one={of.type === "single"}
					change={(next) => set({ choices: next })} />}
			{of.type === "trueFalse" &&
				<fieldset class="field">
					<legend>{words("key.right")}</legend>
					{[true, false].map((value) =>
						<Choice key={String(value)} type="radio" name="right"
							value={String(value)}
							label={words(value ? "key.true" : "key.false")}
							checked={of.right === value}
							change={() => set({ right: value })} />)}
				</fieldset>}
			{of.type === "match" && <Match of={of} change={set} />}
			{of.type === "order" &&
				<Order items={of.items ?? []}
					change={(items) => set({ items })} />}
			{of.type === "numeric" &&
				<Numeric name="key" of={of} change={set} />}
			{of.type === "text" &&
				<Accept name="accept" accept={of.accept ?? []}
					change={(accept) => set({ accept })} />}
			{of.type === "cloze" && (of.gaps ?? []).map((gap, i) =>
				<GapKey key={i} n={i + 1} gap={gap} change={(next) =>
					set({ gaps: (of.gaps ?? []).map((g, at) =>
						at === i ? next : g) })} />)}
		</div>
	);
}
