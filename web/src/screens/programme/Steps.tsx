/*
 * The steps of a programme as somebody stands in them: what is done, what is
 * open, what locks the rest, and until when.
 */
import type { Standing, StepState } from "../../api/programme";
import { State } from "../../parts/pieces";
import { day, moment, number } from "../../text/format";
import type { Named } from "../../text/names";
import { words } from "../../text/programme";

const LOOKS: Record<StepState, [Named["tone"], Named["icon"]]> = {
	locked: ["", "closed"],
	open: ["", "none"],
	begun: ["wait", "half"],
	waiting: ["wait", "half"],
	done: ["ok", "done"],
};

/* Where a step leads; null: nowhere yet. */
export function stepHref(step: Standing, batch: string): string | null {
	const from = `pelatihan=${encodeURIComponent(batch)}`;

	switch (step.kind) {
	case "module":
		return `/modul/${step.module ?? ""}/belajar?${from}`;
	case "quiz":
	case "survey":
		return `/modul/${step.module ?? ""}/belajar?unit=` +
			`${encodeURIComponent(step.unit)}&${from}`;
	case "event":
		return step.event ? `/kegiatan/${step.event.id}` : null;
	case "assignment":
		return `/pelatihan/${batch}/tugas/${step.id}`;
	case "discussion":
		return `/pelatihan/${batch}/diskusi/${step.id}`;
	case "tool":
		return `/pelatihan/${batch}/alat/${step.id}`;
	}
}

function When({ step }: { step: Standing }) {
	if (step.state === "done" && step.at)
		return <p class="facts">
			{words(step.before ? "before" : "doneAt", { at: day(step.at) })}
			{step.scaled !== null && ` · ${words("score",
				{ n: number(100 * step.scaled) })}`}
		</p>;
	if (step.kind === "event")
		return <p class="facts">{step.event
			? moment(step.event.startsAt) : words("event.none")}</p>;
	return step.dueAt
		? <p class="facts">{words("due", { at: moment(step.dueAt) })}</p>
		: null;
}

function Row({ step, n, all, batch }: {
	step: Standing;
	n: number;
	all: Standing[];
	batch: string | null;
}) {
	const [tone, icon] = LOOKS[step.state];
	const href = batch && step.state !== "locked"
		? stepHref(step, batch) : null;
	const before = step.waitsFor === null ? null : all[step.waitsFor];

	return (
		<li class="card stack near">
			<p class="facts">
				{words("step.n", { n })} · {words(`kind.${step.kind}`)}
				{!step.required && ` · ${words("optional")}`}
				{step.mustPass && ` · ${words("mustPass")}`}
			</p>
			<h3 class="card-title">
				{href ? <a href={href}>{step.title}</a> : step.title}
			</h3>
			{step.about && <p>{step.about}</p>}
			<p class="step-states">
				<State named={{ word: step.state === "begun" && step.share > 0
					? words("progress", { n: step.share })
					: words(`state.${step.state}`), tone, icon }} />
				{step.late && <State named={{ word: words("late"),
					tone: "bad", icon: "bad" }} />}
			</p>
			{before && <p class="facts">
				{words("locked.why", { title: before.title })}
			</p>}
			<When step={step} />
		</li>
	);
}

export function Steps({ steps, batch }: {
	steps: Standing[];
	batch: string | null;	/* null: they lead nowhere */
}) {
	return (
		<ol class="plain stack">
			{steps.map((step, i) => <Row key={step.id} step={step} n={i + 1}
				all={steps} batch={batch} />)}
		</ol>
	);
}
