/*
 * Fields and the summary of what is wrong with them. An error stands at its
 * field and in the summary, which takes the focus; nothing is cleared.
 */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../api/client";
import { fault } from "./fault";
import { t } from "../text";
import { Icon } from "./Icon";

export type Errors<F extends string> = Partial<Record<F, string>>;

type InputProps = Omit<JSX.InputHTMLAttributes<HTMLInputElement>,
	"name" | "id" | "class" | "onInput" | "value">;

interface FieldProps extends InputProps {
	name: string;
	label: string;
	hint?: ComponentChildren;
	error?: string | undefined;
	value: string;
	change: (value: string) => void;
	after?: ComponentChildren;	/* a button beside the input */
}

export function ErrorText({ id, error }: { id: string; error?: string | undefined }) {
	return error
		? <p class="error" id={id}><Icon name="bad" size={20} />{error}</p>
		: null;
}

export function Field({
	name, label, hint, error, value, change, after, ...input
}: FieldProps) {
	const told = [hint && `${name}-hint`, error && `${name}-error`]
		.filter(Boolean).join(" ");
	const box = (
		<input class="input" id={name} name={name} value={value}
			aria-invalid={error ? "true" : undefined}
			aria-describedby={told || undefined}
			onInput={(e) => change(e.currentTarget.value)} {...input} />
	);

	return (
		<div class="field">
			<label for={name}>{label}</label>
			{hint && <p class="hint" id={`${name}-hint`}>{hint}</p>}
			<ErrorText id={`${name}-error`} error={error} />
			{after ? <div class="with-button">{box}{after}</div> : box}
		</div>
	);
}

interface SelectProps {
	name: string;
	label: string;
	hint?: ComponentChildren;
	error?: string | undefined;
	value: string;
	options: [value: string, label: string][];
	change: (value: string) => void;
}

export function Select({
	name, label, hint, error, value, options, change,
}: SelectProps) {
	const told = [hint && `${name}-hint`, error && `${name}-error`]
		.filter(Boolean).join(" ");

	return (
		<div class="field">
			<label for={name}>{label}</label>
			{hint && <p class="hint" id={`${name}-hint`}>{hint}</p>}
			<ErrorText id={`${name}-error`} error={error} />
			<select class="input select" id={name} name={name} value={value}
				aria-invalid={error ? "true" : undefined}
				aria-describedby={told || undefined}
				onChange={(e) => change(e.currentTarget.value)}>
				{options.map(([key, words]) =>
					<option key={key} value={key}
						selected={key === value}>{words}</option>)}
			</select>
		</div>
	);
}

/* Several lines. */
export function TextField({
	name, label, hint, error, value, change,
}: Omit<SelectProps, "options">) {
	const told = [hint && `${name}-hint`, error && `${name}-error`]
		.filter(Boolean).join(" ");

	return (
		<div class="field">
			<label for={name}>{label}</label>
			{hint && <p class="hint" id={`${name}-hint`}>{hint}</p>}
			<ErrorText id={`${name}-error`} error={error} />
			<textarea class="input" id={name} name={name} value={value}
				aria-invalid={error ? "true" : undefined}
				aria-describedby={told || undefined}
				onInput={(e) => change(e.currentTarget.value)} />
		</div>
	);
}

/* A refusal that names a field of this form stands there. */
export function atField<F extends string>(
	...names: F[]
): (problem: Problem) => F | null {
	return (problem) =>
		problem.code === "password_weak" &&
			names.includes("password" as F) ? "password" as F
			: names.find((name) => name === problem.field) ?? null;
}

/* A password, which may be looked at. */
export function PasswordField(props: FieldProps) {
	const [shown, setShown] = useState(false);

	return (
		<Field {...props} type={shown ? "text" : "password"}
			autocapitalize="none" spellcheck={false}
			after={
				<button type="button" class="button"
					aria-pressed={shown} aria-controls={props.name}
					onClick={() => setShown(!shown)}>
					{t(shown ? "password.hide" : "password.show")}
				</button>
			} />
	);
}

interface ChoiceProps {
	type: "checkbox" | "radio";
	name: string;
	value: string;
	label: string;
	hint?: string | undefined;
	checked: boolean;
	change: (checked: boolean) => void;
}

export function Choice({
	type, name, value, label, hint, checked, change,
}: ChoiceProps) {
	const id = `${name}-${value}`;

	return (
		<div class="choice">
			<input type={type} id={id} name={name} value={value}
				checked={checked}
				aria-describedby={hint ? `${id}-hint` : undefined}
				onChange={(e) => change(e.currentTarget.checked)} />
			<label for={id}>{label}</label>
			{hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
		</div>
	);
}

interface SummaryProps<F extends string> {
	errors: Errors<F>;
	problem: Problem | null;
	/* Counts the attempts: the summary takes the focus at each. */
	attempt: number;
	children?: ComponentChildren;
}

export function Summary<F extends string>({
	errors, problem, attempt, children,
}: SummaryProps<F>) {
	const box = useRef<HTMLDivElement>(null);
	const fields = Object.entries<string | undefined>(errors)
		.filter((entry): entry is [string, string] => !!entry[1]);
	const shown = problem !== null || fields.length > 0;

	useEffect(() => {
		if (shown)
			box.current?.focus();
	}, [attempt, shown]);

	if (!shown)
		return null;
	return (
		<div class="notice bad summary" role="alert" tabIndex={-1} ref={box}>
			<p class="strong">
				{problem ? problem.title : t("form.wrong")}
			</p>
			{problem && <p>{problem.detail}</p>}
			{fields.length > 0 &&
				<ul>
					{fields.map(([name, error]) =>
						<li key={name}>
							<a href={`#${name}`} onClick={(e) => {
								e.preventDefault();
								document.getElementById(name)?.focus();
							}}>{error}</a>
						</li>)}
				</ul>}
			{children}
		</div>
	);
}

export interface FormState<F extends string> {
	errors: Errors<F>;
	problem: Problem | null;
	attempt: number;
	busy: boolean;
	submit: (e: Event) => void;
}

/*
 * What happens at "Kirim": first `check` (which fields are wrong), then `send`.
 * A refusal becomes the problem, or the error of the field that `place` names
 * for its code. Pressing twice sends once.
 */
export function useForm<F extends string>(form: {
	check: () => Errors<F>;
	send: () => Promise<void>;
	place?: (problem: Problem) => F | null;
}): FormState<F> {
	const [errors, setErrors] = useState<Errors<F>>({});
	const [problem, setProblem] = useState<Problem | null>(null);
	const [attempt, setAttempt] = useState(0);
	const [busy, setBusy] = useState(false);

	function refused(e: unknown): void {
		const found = e instanceof Problem ? e : fault(e);
		const field = form.place?.(found);

		if (field)
			setErrors({ [field]: found.detail } as Errors<F>);
		else
			setProblem(found);
		setAttempt((n) => n + 1);
	}

	function submit(e: Event): void {
		e.preventDefault();
		if (busy)
			return;
		const wrong = form.check();
		setErrors(wrong);
		setProblem(null);
		if (Object.values(wrong).some(Boolean))
			return setAttempt((n) => n + 1);
		setBusy(true);
		form.send().catch(refused).then(() => setBusy(false));
	}

	return { errors, problem, attempt, busy, submit };
}
