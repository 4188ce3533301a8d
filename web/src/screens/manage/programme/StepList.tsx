/*
 * The steps of a programme while they are put in order: moved by buttons, each
 * with what it asks.
 */
import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import type { Problem } from "../../../api/client";
import type { ProgrammeDetail, Step } from "../../../api/programme";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { Choice, Field, Select, TextField } from "../../../parts/Field";
import { t } from "../../../text";
import { words } from "../../../text/programme";
import { AddStep } from "./AddStep";
import { Setting } from "./Setting";

/* What waited for a step that moved or went waits for it still, or for none. */
function placed(steps: Step[], order: number[]): Step[] {
	return order.map((old, at) => {
		const step = steps[old] as Step;
		const after = step.after === null ? -1 : order.indexOf(step.after);

		return { ...step, after: after >= 0 && after < at ? after : null };
	});
}

export function moved(steps: Step[], from: number, to: number): Step[] {
	const order = steps.map((_, i) => i);

	order.splice(to, 0, ...order.splice(from, 1));
	return placed(steps, order);
}

export function without(steps: Step[], at: number): Step[] {
	return placed(steps, steps.map((_, i) => i).filter((i) => i !== at));
}

function Edit({ step, at, all, change }: {
	step: Step;
	at: number;
	all: Step[];
	change: (more: Partial<Step>) => void;
}) {
	return (
		<div class="form">
			<Field name={`title-${at}`} label={words("step.title")}
				value={step.title} change={(title) => change({ title })}
				autocomplete="off" />
			<TextField name={`about-${at}`} label={words("step.about")}
				value={step.about} change={(about) => change({ about })} />
			<Setting step={step} at={at}
				change={(setting) => change({ setting })} />
			<Choice type="checkbox" name={`required-${at}`} value="1"
				label={words("required")} checked={step.required}
				change={(required) => change({ required })} />
			{["module", "quiz", "assignment", "tool"].includes(step.kind) &&
				<Choice type="checkbox" name={`pass-${at}`} value="1"
					label={words("mustPass")} checked={step.mustPass}
					change={(mustPass) => change({ mustPass })} />}
			{at > 0 && <Select name={`after-${at}`} label={words("step.after")}
				value={step.after === null ? "" : String(step.after)}
				options={[["", words("step.free")],
					...all.slice(0, at).map((s, i): [string, string] =>
						[String(i), `${i + 1}. ${s.title}`])]}
				change={(after) => change({
					after: after === "" ? null : Number(after) })} />}
			<Field name={`due-${at}`} label={words("step.dueDays")}
				hint={words("step.dueHint")} inputMode="numeric"
				value={step.dueDays ? String(step.dueDays) : ""}
				change={(days) => change({
					dueDays: Math.floor(Number(days)) || null })} />
		</div>
	);
}

interface RowProps {
	step: Step;
	at: number;
	all: Step[];
	move: (to: number) => void;
	remove: () => void;
	change: (more: Partial<Step>) => void;
}

function Row({ step, at, all, move, remove, change }: RowProps) {
	const [open, setOpen] = useState(false);
	const name = <span class="hidden-words">{step.title}</span>;

	return (
		<li class="card stack near">
			<p class="facts">
				{[words("step.n", { n: at + 1 }), words(`kind.${step.kind}`),
					words(step.required ? "required" : "optional"),
					step.mustPass && words("mustPass"),
					step.after !== null &&
						words("step.afterIs", { n: step.after + 1 }),
					step.dueDays &&
						words("step.dueIn", { n: step.dueDays })]
					.filter(Boolean).join(" · ")}
			</p>
			<h3 class="card-title">{step.title}</h3>
			<p class="step-buttons">
				<button type="button" class="button" disabled={at === 0}
					onClick={() => move(at - 1)}>
					{words("steps.up")}{name}
				</button>
				<button type="button" class="button"
					disabled={at === all.length - 1}
					onClick={() => move(at + 1)}>
					{words("steps.down")}{name}
				</button>
				<button type="button" class="button" aria-expanded={open}
					onClick={() => setOpen(!open)}>
					{words(open ? "steps.close" : "steps.edit")}{name}
				</button>
				<button type="button" class="button" onClick={remove}>
					{words("steps.remove")}{name}
				</button>
			</p>
			{open && <Edit step={step} at={at} all={all} change={change} />}
		</li>
	);
}

export function StepList({ programme, saved }: {
	programme: ProgrammeDetail;
	saved: (p: ProgrammeDetail) => void;
}) {
	const [steps, setSteps] = useState<Step[]>(programme.activities);
	const [dirty, setDirty] = useState(false);
	const [busy, setBusy] = useState(false);
	const [said, say] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);

	function set(next: Step[], words: string): void {
		setSteps(next);
		setDirty(true);
		say(words);
	}

	function save(): void {
		if (busy)
			return;
		setBusy(true);
		setProblem(null);
		call<ProgrammeDetail>("PUT",
			`/api/v1/programmes/${programme.id}/activities`,
			{ activities: steps, revision: programme.revision })
			.then((next) => {
				setSteps(next.activities);
				setDirty(false);
				say(words("saved"));
				saved(next);
			}, (e) => setProblem(fault(e)))
			.then(() => setBusy(false));
	}

	return (
		<section class="stack" aria-labelledby="step-list">
			<h2 id="step-list">{words("steps")}</h2>
			{programme.enrolled > 0 &&
				<p class="notice">{words("steps.running")}</p>}
			{steps.length === 0 && <p class="card empty">
				{words("steps.none")}
			</p>}
			<ol class="plain stack">
				{steps.map((step, at) => <Row key={step.id ?? `new-${at}`}
					step={step} at={at} all={steps}
					move={(to) => set(moved(steps, at, to),
						words("steps.moved", { title: step.title,
							n: to + 1 }))}
					remove={() => set(without(steps, at), "")}
					change={(more) => set(steps.map((s, i) =>
						i === at ? { ...s, ...more } : s), "")} />)}
			</ol>
			<AddStep add={(step) => set([...steps, programme.enrolled > 0
				? { ...step, required: false, mustPass: false } : step],
			words("add.done", { title: step.title,
				n: steps.length + 1 }))} />
			<div role="status">
				{said && <p class="notice ok">{said}</p>}
			</div>
			{problem && <Failure problem={problem} />}
			{dirty && <div class="stack near">
				<p>{words("steps.unsaved")}</p>
				<p class="actions">
					<button type="button" class="button primary"
						aria-busy={busy} onClick={save}>
						{busy ? t("form.busy") : words("steps.save")}
					</button>
				</p>
			</div>}
		</section>
	);
}
