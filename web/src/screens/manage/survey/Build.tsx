/*
 * The form that writes a survey. What is not saved yet is kept in this tab; a
 * change after answers is announced as a new version before it is saved.
 */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../../api/client";
import { surveyPath, type Survey } from "../../../api/survey";
import { atField, Choice, Field, Select, Summary, TextField, useForm,
	type Errors } from "../../../parts/Field";
import type { Answers } from "../../../survey/answers";
import { bodyOf, dirty, faults, makesVersion, TITLE_MOST, type Draft,
	type Fault } from "../../../survey/build";
import { t } from "../../../text";
import { words, type SurveyWord } from "../../../text/surveys";
import { Questions as Asked } from "../../survey/Questions";
import { Questions } from "./Questions";
import { Targets } from "./Targets";
import "./build.css";

const said = (what: Fault, n: number): string =>
	n > 0 ? words(`wrong.${what}` as SurveyWord, { n })
		: words(`fault.${what}` as SurveyWord);

interface PartProps {
	draft: Draft;
	of: Survey | null;
	errors: Errors<string>;
	put: (more: Partial<Draft>) => void;
}

function Names({ draft, of, put }: PartProps) {
	const fixed = of !== null && of.state !== "draft";

	return (
		<fieldset class="field">
			<legend>{words("names")}</legend>
			{fixed
				? <>
					<p>{words(draft.anonymous ? "names.none" : "names.with")}</p>
					<p class="hint">{words("names.fixed")}</p>
				</>
				: <>
					<Choice type="radio" name="names" value="none"
						label={words("names.none")}
						hint={words("names.noneWhy")}
						checked={draft.anonymous}
						change={() => put({ anonymous: true })} />
					<Choice type="radio" name="names" value="with"
						label={words("names.with")}
						hint={words("names.withWhy")}
						checked={!draft.anonymous}
						change={() => put({ anonymous: false })} />
				</>}
			{!fixed && <div role="status">{!draft.anonymous &&
				<p class="notice warn">{words("names.warn")}</p>}</div>}
		</fieldset>
	);
}

function About(props: PartProps) {
	const { draft, errors, put } = props;

	return (
		<section class="stack" aria-labelledby="facts">
			<h2 id="facts">{words("facts")}</h2>
			<div class="form">
				<Field name="title" label={words("title")} value={draft.title}
					change={(title) => put({ title })} error={errors.title}
					maxLength={TITLE_MOST} autocomplete="off" />
				<TextField name="about" label={words("about")}
					hint={words("about.hint")} value={draft.about}
					change={(about) => put({ about })} error={errors.about} />
				<Select name="purpose" label={words("purpose")}
					value={draft.purpose}
					options={(["feedback", "needs"] as const).map((p) =>
						[p, words(`purpose.${p}`)])}
					change={(p) => put({ purpose: p as Draft["purpose"] })} />
				<Field name="closesAt" type="date" label={words("closes")}
					hint={words("closes.hint")} value={draft.closes}
					change={(closes) => put({ closes })}
					error={errors.closesAt} />
				<Names {...props} />
			</div>
		</section>
	);
}

/* As participants see it; what is answered here goes nowhere. */
function Look({ draft }: { draft: Draft }) {
	const [open, setOpen] = useState(false);
	const [answers, change] = useState<Answers>({});

	return (
		<section class="stack" aria-label={words("preview")}>
			<p><button type="button" class="button" aria-expanded={open}
				onClick={() => setOpen(!open)}>
				{words(open ? "preview.close" : "preview")}
			</button></p>
			{open && <div class="survey-look stack">
				<p class="notice">{words("preview.why")}</p>
				<h3>{draft.title}</h3>
				{draft.about && <p class="lines">{draft.about}</p>}
				<Asked form={{ questions: draft.form.questions.map((q) =>
					({ ...q, id: `look-${q.id}` })) }}
				answers={answers} change={change} />
			</div>}
		</section>
	);
}

/* That saving makes another version, said before it does. */
function Announce({ draft, of }: { draft: Draft; of: Survey }) {
	const { number } = of.version;

	return (
		<div role="status">{makesVersion(draft, of) &&
			<p class="notice warn">
				{of.answered === null
					? words("announce.maybe", { now: number,
						next: number + 1 })
					: words("announce", { n: of.answered, now: number,
						next: number + 1 })}
			</p>}
		</div>
	);
}

function Conflict({ load }: { load: () => void }) {
	return (
		<div class="notice warn stack near" role="alert">
			<p>{words("conflict")}</p>
			<p><button type="button" class="button" onClick={load}>
				{words("conflict.load")}
			</button></p>
		</div>
	);
}

const isConflict = (problem: Problem | null): boolean =>
	problem?.code === "survey_edited";

export function Build({ of, draft, keep, restored, drop, saved }: {
	of: Survey | null;
	draft: Draft;
	keep: (draft: Draft) => void;
	restored: boolean;	/* it was left unsaved before, and is here again */
	drop: () => void;
	saved: (survey: Survey) => void;
}) {
	const [open, setOpen] = useState<string | null>(null);
	const [done, setDone] = useState("");
	const unsaved = of === null || dirty(draft, of);
	const version = of !== null && makesVersion(draft, of);
	const put = (more: Partial<Draft>) => {
		setDone("");
		keep({ ...draft, ...more });
	};
	const form = useForm<string>({
		check: () => {
			const wrong = faults(draft, of, Date.now());
			const first = wrong.find(([, , n]) => n > 0);

			setDone("");
			if (first && !wrong.some(([, , n]) => n > 0 &&
			    draft.form.questions[n - 1]?.id === open))
				setOpen(draft.form.questions[first[2] - 1]?.id ?? null);
			return Object.fromEntries(wrong.map(([field, what, n]) =>
				[field, said(what, n)]));
		},
		send: async () => {
			const next = await call<Survey>(of ? "PATCH" : "POST",
				of ? surveyPath(of.id) : "/api/v1/surveys",
				bodyOf(draft, of));

			setDone(of && next.version.number !== of.version.number
				? words("saved.version", { n: next.version.number })
				: words("saved"));
			saved(next);
		},
		place: atField("title", "about", "purpose", "closesAt"),
	});
	const conflict = isConflict(form.problem);

	return (
		<form class="stack far" onSubmit={form.submit} noValidate>
			<Summary {...form} problem={conflict ? null : form.problem} />
			{restored && unsaved &&
				<p class="notice">{words("restored")}</p>}
			<About draft={draft} of={of} errors={form.errors} put={put} />
			<Questions form={draft.form} errors={form.errors} open={open}
				setOpen={setOpen} set={(next) => put({ form: next })} />
			<Look draft={draft} />
			<Targets targets={draft.targets}
				set={(targets) => put({ targets })} />
			<div class="stack near">
				{of && <Announce draft={draft} of={of} />}
				{conflict && <Conflict load={drop} />}
				<div role="status">
					{done && <p class="notice ok">{done}</p>}
				</div>
				{unsaved && <>
					{of && <p class="quiet">{words("unsaved")}</p>}
					<p class="actions">
						<button type="submit" class="button primary"
							aria-busy={form.busy}>
							{form.busy ? t("form.busy")
								: version ? words("save.version",
									{ n: of!.version.number + 1 })
									: words(of && of.state !== "draft"
										? "save.change" : "save")}
						</button>
						{(of || restored) &&
							<button type="button" class="button"
								onClick={drop}>
								{words("unsaved.drop")}
							</button>}
					</p>
				</>}
			</div>
		</form>
	);
}
