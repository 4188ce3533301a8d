/* Small things that several activities show. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Feedback, Outcome } from "../../../practice/types";
import { fill } from "../shell";
import { useHere } from "./context";
import { Rich } from "./Rich";

export function Mark({ good, half }: { good: boolean; half?: boolean }) {
	return (
		<svg class="mark" viewBox="0 0 20 20" width="20" height="20"
			aria-hidden="true">
			<path d={half ? "M4 10h12" : good ? "M4 10.5l4 4 8-9"
				: "M5 5l10 10M15 5L5 15"}
				fill="none" stroke="currentColor" stroke-width="2.4"
				stroke-linecap="round" stroke-linejoin="round" />
		</svg>
	);
}

/* Whether this one part was right, in a word. */
export function Part({ good }: { good: boolean }) {
	const { words } = useHere();

	return (
		<span class={good ? "part ok" : "part bad"}>
			<Mark good={good} />{good ? words.rightPart : words.wrongPart}
		</span>
	);
}

interface ResultProps {
	state: Outcome | null;
	/** Before anything was checked, or in place of the word. */
	note?: string | undefined;
	feedback?: Feedback | undefined;
	basis?: string[] | undefined;
	children?: ComponentChildren;
}

/* Spoken when it appears; there before, so that it is heard. */
export function Result({ state, note, feedback, basis, children }: ResultProps) {
	const { words } = useHere();
	const good = state === "right" || state === "waiting";
	const which = state === "right" ? "right" : "wrong";

	return (
		<div class="result" role="status">
			{note && <p class="result-note">{note}</p>}
			{state && state !== "empty" && (
				<div class={`result-box ${good ? "ok"
					: state === "partial" ? "wait" : "bad"}`}>
					<p class="result-word">
						<Mark good={good} half={state === "partial"} />
						{words[state]}
					</p>
					{feedback && state !== "waiting" && feedback[which] &&
						<Rich block text={feedback[which]}
							html={feedback[`${which}Html`]} />}
					{children}
					{basis && basis.length > 0 &&
						<p class="small">{fill(words.basisShort,
							{ text: basis.join("; ") })}</p>}
				</div>
			)}
		</div>
	);
}

/*
 * What the author says to those who are done; and to those who do not know how
 * to begin, a hint that they may open. Nothing here is right or wrong.
 */
export function Thought({ of, done }: {
	of: Feedback | undefined;
	done: boolean;
}) {
	const { words } = useHere();

	return (
		<div class="result" role="status">
			{done && of?.right && (
				<div class="result-box plain-box">
					<Rich block text={of.right} html={of.rightHtml} />
				</div>
			)}
			{!done && of?.wrong && (
				<details class="fold">
					<summary>{words.hint}</summary>
					<Rich block text={of.wrong} html={of.wrongHtml} />
				</details>
			)}
		</div>
	);
}

export function Private() {
	const { words } = useHere();

	return <p class="private">{words.private}</p>;
}

export function Button({ children, go, primary, label, pressed, disabled, id }: {
	children: ComponentChildren;
	go: () => void;
	primary?: boolean;
	label?: string;
	pressed?: boolean;
	disabled?: boolean;
	id?: string;
}) {
	return (
		<button type="button" id={id} class={primary ? "primary" : ""}
			aria-label={label} aria-pressed={pressed}
			aria-disabled={disabled ? "true" : undefined}
			onClick={() => disabled || go()}>
			{children}
		</button>
	);
}

export function Radio({ name, value, checked, change, children, kind }: {
	name: string;
	value: string;
	checked: boolean;
	change: () => void;
	children: ComponentChildren;
	kind?: "checkbox";
}) {
	return (
		<label class={checked ? "option chosen" : "option"}>
			<input type={kind ?? "radio"} name={name} value={value}
				checked={checked} onChange={change} />
			<span class="option-words">{children}</span>
		</label>
	);
}

/* State that is kept with the lesson. */
export function useKept<T extends object>(
	id: string,
	otherwise: T,
): [T, (more: Partial<T>) => void] {
	const { store } = useHere();
	const [state, set] = useState<T>(() => store.activity(id, otherwise));

	return [state, (more) => {
		const next = { ...state, ...more };

		set(next);
		store.setActivity(id, next);
	}];
}

/* After a change of what is shown, the focus goes there. */
export function useFocus(
	box: { current: HTMLElement | null },
	when: unknown,
): () => void {
	const [wanted, want] = useState(0);

	useEffect(() => {
		if (wanted > 0)
			box.current?.focus();
	}, [wanted, when]);
	return () => want((n) => n + 1);
}
