/*
 * A survey's questions to be answered, one below the other; the same for who is
 * asked and for who looks at what they have written.
 */
import type { ComponentChildren } from "preact";
import type { Form, Question } from "../../api/survey";
import { Choice, ErrorText, type Errors } from "../../parts/Field";
import { isEmpty, type Answer, type Answers } from "../../survey/answers";
import { words } from "../../text/asked";
import "./survey.css";

interface Props {
	q: Question;
	value: Answer | undefined;
	change: (value: Answer | undefined) => void;
	error: string | undefined;
}

const SCALE = ["1", "2", "3", "4", "5"] as const;

/* What is said below a question before it is answered. */
const hintOf = (q: Question): string => [
	q.help,
	q.kind === "choices" && words("several"),
	!q.needed && words("optional"),
	q.kind === "text" && words("textHint"),
].filter(Boolean).join(" · ");

function Scale({ q, value, change }: Props) {
	const low = q.low || (q.high ? "" : words("end.1"));
	const high = q.high || (q.low ? "" : words("end.5"));
	const told = (n: string) => n === "1" ? low : n === "5" ? high : "";

	return (
		<>
			<div class="scale">
				{SCALE.map((n) =>
					<label key={n} class={value === n ? "chosen" : undefined}>
						<input type="radio" id={`${q.id}-${n}`} name={q.id}
							value={n} checked={value === n}
							aria-label={told(n) ? `${n}, ${told(n)}` : n}
							onChange={() => change(n)} />
						<span aria-hidden="true">{n}</span>
					</label>)}
			</div>
			<p class="scale-ends" aria-hidden="true">
				<span>{low && `1 = ${low}`}</span>
				<span>{high && `5 = ${high}`}</span>
			</p>
		</>
	);
}

function One({ q, value, change }: Props) {
	return (
		<>{(q.choices ?? []).map((c) =>
			<Choice key={c.id} type="radio" name={q.id} value={c.id}
				label={c.text} checked={value === c.id}
				change={() => change(c.id)} />)}</>
	);
}

function Several({ q, value, change }: Props) {
	const chosen = Array.isArray(value) ? value : [];

	return (
		<>{(q.choices ?? []).map((c) =>
			<Choice key={c.id} type="checkbox" name={q.id} value={c.id}
				label={c.text} checked={chosen.includes(c.id)}
				change={(on) => change(on ? [...chosen, c.id]
					: chosen.filter((id) => id !== c.id))} />)}</>
	);
}

function Group({ q, value, change, error, children }: Props & {
	children: ComponentChildren;
}) {
	const hint = hintOf(q);
	const told = [hint && `${q.id}-hint`, error && `${q.id}-error`]
		.filter(Boolean).join(" ");

	/* One button of several cannot be taken back by itself. */
	return (
		<fieldset class="field" id={q.id} tabIndex={-1}
			aria-describedby={told || undefined}>
			<legend>{q.text}</legend>
			{hint && <p class="hint" id={`${q.id}-hint`}>{hint}</p>}
			<ErrorText id={`${q.id}-error`} error={error} />
			{children}
			{!q.needed && q.kind !== "choices" && !isEmpty(value) &&
				<p><button type="button" class="button bare"
					onClick={() => {
						change(undefined);
						document.getElementById(q.id)?.focus();
					}}>
					{words("clear")}
					<span class="hidden-words">{q.text}</span>
				</button></p>}
		</fieldset>
	);
}

function Words({ q, value, change, error }: Props) {
	const hint = hintOf(q);
	const told = [hint && `${q.id}-hint`, error && `${q.id}-error`]
		.filter(Boolean).join(" ");

	return (
		<div class="field">
			<label for={q.id}>{q.text}</label>
			{hint && <p class="hint" id={`${q.id}-hint`}>{hint}</p>}
			<ErrorText id={`${q.id}-error`} error={error} />
			<textarea class="input" id={q.id} name={q.id}
				value={typeof value === "string" ? value : ""}
				aria-invalid={error ? "true" : undefined}
				aria-describedby={told || undefined}
				onInput={(e) => change(e.currentTarget.value)} />
		</div>
	);
}

function Ask(props: Props) {
	switch (props.q.kind) {
	case "text":
		return <Words {...props} />;
	case "scale":
		return <Group {...props}><Scale {...props} /></Group>;
	case "choices":
		return <Group {...props}><Several {...props} /></Group>;
	case "choice":
	case "lesson":
		return <Group {...props}><One {...props} /></Group>;
	}
}

export function Questions({ form, answers, change, errors = {} }: {
	form: Form;
	answers: Answers;
	change: (next: Answers) => void;
	errors?: Errors<string>;
}) {
	function put(id: string, value: Answer | undefined): void {
		const { [id]: _, ...others } = answers;

		change(value === undefined ? others : { ...others, [id]: value });
	}

	return (
		<div class="questions">
			{form.questions.map((q) =>
				<Ask key={q.id} q={q} value={answers[q.id]}
					error={errors[q.id]}
					change={(value) => put(q.id, value)} />)}
		</div>
	);
}
