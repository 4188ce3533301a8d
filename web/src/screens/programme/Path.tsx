/*
 * A programme as a learner follows it: one figure, one thing to do now, then
 * all its steps.
 */
import type { ComponentChildren } from "preact";
import type { Path as PathData, Standing } from "../../api/programme";
import { day, moment, number } from "../../text/format";
import { words } from "../../text/programme";
import { Then } from "../competency/Then";
import { OfProgramme } from "../plan/OfProgramme";
import { stepHref, Steps } from "./Steps";

export const jpWords = (hundredths: number): string =>
	words("jp", { n: number(hundredths / 100, 2) });

function Figure({ path }: { path: PathData }) {
	const percent = path.enrolment?.progress ?? 0;
	const label = words("progress", { n: percent });

	return (
		<div class="stack near">
			<p class="strong">{label}</p>
			<progress max={100} value={percent} aria-label={label} />
			<p class="facts">{words("progress.steps",
				{ done: path.done, needed: path.needed })}</p>
		</div>
	);
}

function Go({ step, batch }: { step: Standing; batch: string }) {
	const href = stepHref(step, batch);

	return (
		<>
			<h2 id="now">{words("now")}</h2>
			<p class="sentence">{step.title}</p>
			{step.event
				? <p class="facts">{moment(step.event.startsAt)}</p>
				: step.dueAt && <p class="facts">
					{words("due", { at: moment(step.dueAt) })}
				</p>}
			{href ? <p class="actions">
				<a class="button primary" href={href}>
					{words(step.state === "begun" ? "go.on"
						: `go.${step.kind}`)}
					<span class="hidden-words">{step.title}</span>
				</a>
			</p> : <p>{words("event.none")}</p>}
		</>
	);
}

function Finished({ path }: { path: PathData }) {
	const { programme, enrolment, certificate } = path;

	return (
		<>
			<h2 id="now">{programme.jp > 0
				? words("now.doneJp", { n: number(programme.jp / 100, 2) })
				: words("now.done")}</h2>
			{enrolment?.completedAt && <p class="facts">
				{words("completed", { at: day(enrolment.completedAt) })}
			</p>}
			{enrolment?.passed !== null && <p>
				{words(enrolment?.passed ? "now.passed" : "now.failed")}
			</p>}
			{certificate && <p class="actions">
				<a class="button primary breaks"
					href="/saya/sertifikat">
					{words("paper", { number: certificate.number })}
				</a>
			</p>}
			<Then module="" />
		</>
	);
}

function Now({ path }: { path: PathData }) {
	const step = path.next === null ? undefined : path.steps[path.next];

	return (
		<section class="card continue stack" aria-labelledby="now">
			<Figure path={path} />
			{path.enrolment?.state === "completed" ? <Finished path={path} />
				: step && path.batch
					? <Go step={step} batch={path.batch.id} />
					: <h2 id="now" class="sentence">{words("now.wait")}</h2>}
		</section>
	);
}

function About({ path }: { path: PathData }) {
	const { programme } = path;
	const lines = (["purpose", "methods", "about"] as const)
		.filter((name) => programme[name]);

	return lines.length === 0 ? null : (
		<dl class="rows">
			{lines.map((name) => <div key={name}>
				<dt>{words(name)}</dt><dd>{programme[name]}</dd>
			</div>)}
		</dl>
	);
}

export function Path({ path, children }: {
	path: PathData;
	children?: ComponentChildren;	/* in place of what to do now */
}) {
	const { programme, batch } = path;

	return (
		<div class="stack far">
			<p class="facts">
				{[batch?.name, batch && words("dates",
					{ from: day(batch.startsAt), to: day(batch.endsAt) }),
				programme.jp > 0 && jpWords(programme.jp),
				words(`mode.${programme.mode}`)].filter(Boolean).join(" · ")}
			</p>
			{path.enrolment ? <Now path={path} /> : children}
			{path.enrolment?.state === "completed" && batch &&
				<OfProgramme batch={batch.id} />}
			<section class="stack" aria-labelledby="steps">
				<h2 id="steps">{words("steps")}</h2>
				{programme.leastOptional > 0 && <p>{words("least",
					{ n: programme.leastOptional })}</p>}
				<Steps steps={path.steps}
					batch={path.enrolment ? batch?.id ?? null : null} />
			</section>
			<About path={path} />
		</div>
	);
}
