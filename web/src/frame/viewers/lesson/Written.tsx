/* What the learner writes for themselves: notes, and a card to print. */
import { useRef } from "preact/hooks";
import type { Cards, Note } from "../../../practice/types";
import { useHere } from "./context";
import { Button, Private, Thought, useKept } from "./pieces";
import { Rich, usePlain } from "./Rich";
import { FIELD_MOST } from "./store";

interface State {
	v: { [field: string]: string };
}

export function NoteActivity({ of }: { of: Note }) {
	const [{ v }, keep] = useKept<State>(of.id, { v: {} });

	return (
		<>
			<Private />
			{of.prompts.map((prompt, i) => {
				const id = `${of.id}-${i + 1}`;

				return (
					<div class="answer" key={id}>
						<label for={id}><Rich text={prompt}
							html={of.promptsHtml?.[i]} /></label>
						<textarea id={id} rows={3} maxLength={FIELD_MOST}
							value={v[String(i + 1)] ?? ""}
							onInput={(e) => keep({ v: {
								...v, [String(i + 1)]: e.currentTarget.value,
							} })} />
					</div>
				);
			})}
			<Thought of={of.feedback} done={of.prompts.every((_, i) =>
				!!v[String(i + 1)]?.trim())} />
		</>
	);
}

const PRINTED = "printed";

export function CardsActivity({ of }: { of: Cards }) {
	const { words } = useHere();
	const plain = usePlain();
	const [{ v }, keep] = useKept<State>(of.id, { v: {} });
	const card = useRef<HTMLDListElement>(null);

	/* Everything but the card is left out by the style sheet. */
	function print(): void {
		const marked: Element[] = [];

		for (let at: Element | null = card.current; at; at = at.parentElement)
			marked.push(at);
		marked.forEach((e) => e.classList.add(PRINTED));
		window.print();
		marked.forEach((e) => e.classList.remove(PRINTED));
	}

	return (
		<>
			<Private />
			{of.fields.map((field, i) => {
				const id = `${of.id}-${i + 1}`;

				return (
					<div class="answer" key={id}>
						<label for={id}>{plain(field.label)}</label>
						{field.placeholder &&
							<p class="hint" id={`${id}-hint`}>
								{plain(field.placeholder)}
							</p>}
						<textarea id={id} rows={2} maxLength={500}
							aria-describedby={field.placeholder
								? `${id}-hint` : undefined}
							value={v[String(i + 1)] ?? ""}
							onInput={(e) => keep({ v: {
								...v, [String(i + 1)]: e.currentTarget.value,
							} })} />
					</div>
				);
			})}
			<p class="strong" id={`${of.id}-card`}>{words.cardPreview}</p>
			<dl class="card" ref={card} aria-labelledby={`${of.id}-card`}>
				{of.fields.map((field, i) =>
					<div key={i}>
						<dt>{plain(field.label)}</dt>
						<dd>{v[String(i + 1)] || "…"}</dd>
					</div>)}
			</dl>
			<div class="tools">
				<Button go={print}>{words.print}</Button>
			</div>
			<Thought of={of.feedback} done={of.fields.every((_, i) =>
				!!v[String(i + 1)]?.trim())} />
		</>
	);
}
