/*
 * The questions of a survey while it is being written: put in order by buttons
 * or Alt and an arrow, each with its own form, and a way back from removing.
 */
import { useState } from "preact/hooks";
import { QUESTION_KINDS, type Form, type Question, type QuestionKind } from
	"../../../api/survey";
import { Choice, ErrorText, Field, Select, TextField, type Errors } from
	"../../../parts/Field";
import { Icon } from "../../../parts/Icon";
import { focusSoon } from "../../../questions/edit/area";
import { added, changed, CHOICE_MOST, CHOICES_LEAST, CHOICES_MOST, chooses,
	copied, END_MOST, freshChoice, HELP_MOST, movedTo, pasted, QUESTIONS_MOST,
	turned, without } from "../../../survey/form";
import { words } from "../../../text/surveys";

interface EditProps {
	q: Question;
	errors: Errors<string>;
	change: (more: Partial<Question>) => void;
}

function Choices({ q, errors, change }: EditProps) {
	const choices = q.choices ?? [];
	const set = (next: typeof choices) => change({ choices: next });

	function add(at: number): void {
		const id = freshChoice(choices);

		if (choices.length >= CHOICES_MOST)
			return;
		set([...choices.slice(0, at), { id, text: "" }, ...choices.slice(at)]);
		focusSoon(`${q.id}-${id}`);
	}

	function remove(at: number): void {
		set(choices.filter((_, i) => i !== at));
		focusSoon(`${q.id}-${(choices[at + 1] ?? choices[at - 1])?.id ?? "add"}`);
	}

	return (
		<fieldset class="field survey-choices">
			<legend>{words("choices")}</legend>
			<p class="hint">{words("choices.hint")}</p>
			{choices.map((c, i) =>
				<div key={c.id}>
					<ErrorText id={`${q.id}-${c.id}-error`}
						error={errors[`${q.id}-${c.id}`]} />
					<div class="with-button">
						<input class="input" id={`${q.id}-${c.id}`}
							value={c.text} autocomplete="off"
							aria-label={words("choice.n", { n: i + 1 })}
							aria-invalid={errors[`${q.id}-${c.id}`]
								? "true" : undefined}
							aria-describedby={errors[`${q.id}-${c.id}`]
								? `${q.id}-${c.id}-error` : undefined}
							maxLength={CHOICE_MOST}
							onKeyDown={(e) => {
								if (e.key === "Enter") {
									e.preventDefault();
									add(i + 1);
								}
							}}
							onPaste={(e) => {
								const text = e.clipboardData
									?.getData("text/plain") ?? "";

								if (!/\n/.test(text.trim()))
									return;
								e.preventDefault();
								set(pasted(choices, i, text));
							}}
							onInput={(e) => set(choices.map((one) =>
								one.id === c.id
									? { ...one, text: e.currentTarget.value }
									: one))} />
						<button type="button" class="button icon"
							disabled={choices.length <= CHOICES_LEAST}
							aria-label={words("choice.remove", { n: i + 1 })}
							onClick={() => remove(i)}>
							<span aria-hidden="true">×</span>
						</button>
					</div>
				</div>)}
			<ErrorText id={`${q.id}-add-error`}
				error={errors[`${q.id}-add`]} />
			{choices.length < CHOICES_MOST &&
				<p><button type="button" class="button" id={`${q.id}-add`}
					onClick={() => add(choices.length)}>
					<Icon name="add" size={20} />{words("choice.add")}
				</button></p>}
		</fieldset>
	);
}

function Edit({ q, errors, change, turn }: EditProps & {
	turn: (kind: QuestionKind) => void;
}) {
	const field = (name: "text" | "help" | "low" | "high") => ({
		name: `${q.id}-${name}`, label: words(name), value: q[name] ?? "",
		error: errors[`${q.id}-${name}`],
		change: (text: string) => change({ [name]: text }),
	});

	return (
		<div class="form survey-edit">
			<TextField {...field("text")} />
			<Select name={`${q.id}-kind`} label={words("kind")}
				hint={words("kind.hint")} value={q.kind}
				options={QUESTION_KINDS.map((k) => [k, words(`kind.${k}`)])}
				change={(kind) => turn(kind as QuestionKind)} />
			{chooses(q.kind) &&
				<Choices q={q} errors={errors} change={change} />}
			{q.kind === "scale" && <>
				<Field {...field("low")} hint={words("ends.hint")}
					maxLength={END_MOST} autocomplete="off" />
				<Field {...field("high")} maxLength={END_MOST}
					autocomplete="off" />
			</>}
			<Field {...field("help")} hint={words("optional")}
				maxLength={HELP_MOST} autocomplete="off" />
			<Choice type="checkbox" name={`${q.id}-needed`} value="1"
				label={words("needed")} checked={q.needed ?? false}
				change={(needed) => change({ needed })} />
		</div>
	);
}

interface RowProps extends EditProps {
	at: number;
	all: number;
	open: boolean;
	fold: () => void;
	move: (to: number) => void;
	copy: () => void;
	remove: () => void;
	turn: (kind: QuestionKind) => void;
}

const nameOf = (q: Question) => q.text.trim() || words("question.untitled");

function Row({ q, at, all, errors, open, fold, change, move, copy, remove,
	turn }: RowProps) {
	const name = nameOf(q);
	const hidden = <span class="hidden-words">{name}</span>;
	const wrong = Object.keys(errors).some((id) => id.startsWith(`${q.id}-`));

	function keys(e: KeyboardEvent): void {
		if (!e.altKey || (e.key !== "ArrowUp" && e.key !== "ArrowDown"))
			return;
		e.preventDefault();
		move(e.key === "ArrowUp" ? at - 1 : at + 1);
	}

	return (
		<li class={`card stack near${wrong ? " survey-wrong" : ""}${
			open ? "" : " survey-folded"}`}
			onKeyDown={keys}>
			<p class="facts">
				{words("question.n", { n: at + 1,
					kind: words(`kind.${q.kind as QuestionKind}`) })}{" · "}
				{words(q.needed ? "question.needed" : "question.optional")}
			</p>
			<h3 class={q.text.trim() ? "card-title" : "card-title quiet"}>
				{name}
			</h3>
			{!open && chooses(q.kind) &&
				<p class="facts">{(q.choices ?? [])
					.map((c) => c.text).filter(Boolean).join(" · ")}</p>}
			{open && <Edit q={q} errors={errors} change={change} turn={turn} />}
			<div class="survey-tools">
				{([["up", at - 1], ["down", at + 1]] as const).map(
					([way, to]) =>
						<button type="button" key={way} class="button icon"
							id={`${q.id}-${way}`}
							aria-label={words(`question.${way}`, { name })}
							aria-disabled={to < 0 || to >= all}
							onClick={() => move(to)}>
							<span aria-hidden="true">
								{way === "up" ? "↑" : "↓"}
							</span>
						</button>)}
				<button type="button" class="button" aria-expanded={open}
					id={`${q.id}-open`} onClick={fold}>
					{words(open ? "question.fold" : "question.edit")}{" "}
					{hidden}
				</button>
				<button type="button" class="button more" onClick={copy}>
					{words("question.copy")} {hidden}
				</button>
				<button type="button" class="button more" onClick={remove}>
					{words("question.remove")} {hidden}
				</button>
			</div>
		</li>
	);
}

/* Which part of the row had the focus; it keeps it, wherever the row goes. */
function focusedIn(q: Question, way: "up" | "down"): string {
	const id = document.activeElement?.id ?? "";

	return id.startsWith(`${q.id}-`) && !/-(up|down)$/.test(id) ? id
		: `${q.id}-${way}`;
}

export function Questions({ form, errors, open, setOpen, set }: {
	form: Form;
	errors: Errors<string>;
	open: string | null;
	setOpen: (id: string | null) => void;
	set: (form: Form) => void;
}) {
	const [said, say] = useState("");
	const [gone, setGone] = useState<{ was: Form; name: string } | null>(null);
	const { questions } = form;

	function put(next: Form, what: string): void {
		setGone(null);
		set(next);
		say(what);
	}

	function move(q: Question, at: number, to: number): void {
		if (to < 0 || to >= questions.length)
			return;
		const focus = focusedIn(q, to < at ? "up" : "down");

		put(movedTo(form, q.id, to), words("question.moved",
			{ name: nameOf(q), n: to + 1 }));
		focusSoon(focus);
	}

	function show(id: string): void {
		setOpen(id);
		focusSoon(`${id}-text`);
	}

	function add(kind: QuestionKind): void {
		const next = added(form, kind);

		put(next, words("question.added", { n: next.questions.length }));
		show(next.questions[next.questions.length - 1]!.id);
	}

	function copy(q: Question, at: number): void {
		const next = copied(form, q.id);

		put(next, words("question.copied", { n: at + 2 }));
		show(next.questions[at + 1]!.id);
	}

	function remove(q: Question): void {
		say("");
		set(without(form, q.id));
		setGone({ was: form, name: nameOf(q) });
		focusSoon("question-undo");
	}

	function turn(q: Question, at: number, kind: QuestionKind): void {
		const next = turned(form, q.id, kind);
		const id = next.questions[at]!.id;

		put(next, "");
		setOpen(id);
		focusSoon(`${id}-kind`);
	}

	return (
		<section class="stack" aria-labelledby="questions">
			<h2 id="questions" tabIndex={-1}>{words("questions")}</h2>
			{questions.length === 0
				? <p class="card empty">{words("questions.none")}</p>
				: questions.length > 1 &&
					<p class="small quiet">{words("questions.keys")}</p>}
			<ol class="plain stack">
				{questions.map((q, at) =>
					<Row key={q.id} q={q} at={at} all={questions.length}
						errors={errors} open={open === q.id}
						fold={() => setOpen(open === q.id ? null : q.id)}
						change={(more) => set(changed(form, q.id, more))}
						move={(to) => move(q, at, to)}
						copy={() => copy(q, at)} remove={() => remove(q)}
						turn={(kind) => turn(q, at, kind)} />)}
			</ol>
			{gone && <p class="notice">
				{words("question.removed", { name: gone.name })}{" "}
				<button type="button" class="button bare" id="question-undo"
					onClick={() => {
						set(gone.was);
						setGone(null);
						focusSoon("questions");
					}}>{words("undo")}</button>
			</p>}
			<p class="hidden-words" role="status">{said}</p>
			{questions.length >= QUESTIONS_MOST
				? <p class="quiet">{words("add.full")}</p>
				: <fieldset class="field">
					<legend>{words("add")}</legend>
					<div class="survey-tools">
						{QUESTION_KINDS.map((kind) =>
							<button type="button" key={kind} class="button"
								onClick={() => add(kind)}>
								<Icon name="add" size={20} />
								{words(`kind.${kind}`)}
							</button>)}
					</div>
				</fieldset>}
		</section>
	);
}
