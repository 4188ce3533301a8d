/*
 * An event that is over, for who held a seat: the paper or what it still waits
 * for, the survey, the quiz and the recording, in one place.
 */
import { useEffect, useState } from "preact/hooks";
import type { After as Of, EventWhole } from "../../api/event";
import { words } from "../../text/event";
import { EventSurvey } from "../live/LivePart";
import { Given } from "./Certificate";
import { hrefOf, materialFacts } from "./Materials";

/* Papers come a moment after what they waited for. */
const SOON_MS = 4000;
const SOON_TIMES = 15;

function due(of: EventWhole, after: Of): boolean {
	return of.paper !== "" && after.certificate === null && after.present &&
		!after.surveyDue && (!after.module || after.module.passed);
}

/* Why there is none, all reasons at once. */
function Missing({ of, after }: { of: EventWhole; after: Of }) {
	const why = [
		!after.present && words("after.paper.absent"),
		after.surveyDue && words("after.paper.survey"),
		after.module && !after.module.passed && words("after.paper.quiz",
			{ title: after.module.title }),
	].filter(Boolean);

	if (of.paper === "")
		return <p>{words("after.paper.none")}</p>;
	if (why.length === 0)
		return <p role="status">{words("after.paper.soon")}</p>;
	return (
		<>
			<p>{words("after.paper.waits")}</p>
			<ul>{why.map((w) => <li key={w as string}>{w}</li>)}</ul>
		</>
	);
}

function PaperPart({ of, after }: { of: EventWhole; after: Of }) {
	const c = after.certificate;

	return (
		<section class="card stack near" aria-labelledby="surat">
			<h2 id="surat">{of.paper ? words(`paper.${of.paper}`)
				: words("after.paper")}</h2>
			{!after.present || !of.paper ? null
				: <p>{words("after.present")}</p>}
			{c?.good ? <Given paper={c} />
				: c ? <p class="notice bad">{words("after.paper.revoked",
					{ number: c.number, why: c.revokedWhy })}</p>
					: <Missing of={of} after={after} />}
		</section>
	);
}

function Quiz({ of }: { of: NonNullable<Of["module"]> }) {
	return (
		<section class="card stack near" aria-labelledby="kuis">
			<h2 id="kuis">{words("after.quiz")}</h2>
			<p><span class="strong">{of.title}</span>{" "}
				<span class={`state ${of.passed ? "ok" : "wait"}`}>
					{words(of.passed ? "after.quiz.passed"
						: "after.quiz.open")}</span></p>
			<p>{words("after.quiz.why")}</p>
			<p><a class="button" href={`/modul/${encodeURIComponent(of.id)}`}>
				{words(of.passed ? "after.quiz.look" : "after.quiz.go")}
			</a></p>
		</section>
	);
}

function Recordings({ of }: { of: EventWhole }) {
	const all = of.materials.filter((m) => m.kind === "recording" && m.shown);

	return all.length === 0 ? null : (
		<section class="card stack near" aria-labelledby="rekaman">
			<h2 id="rekaman">{words("material.recording")}</h2>
			<ul class="plain stack near">{all.map((m) => {
				const outside = !!m.url || !!m.href;

				return <li key={m.id}>
					<a href={hrefOf(m)} target={outside ? "_blank" : undefined}
						rel={outside ? "noopener noreferrer" : undefined}>
						{m.title}</a>
					<div class="facts">{materialFacts(m)}</div>
				</li>;
			})}</ul>
		</section>
	);
}

export function After({ of, after, reload }: {
	of: EventWhole;
	after: Of;
	reload: () => void;
}) {
	const [asked, setAsked] = useState(0);
	const waits = due(of, after) && asked < SOON_TIMES;

	useEffect(() => {
		if (!waits)
			return;
		const timer = setTimeout(() => {
			setAsked(asked + 1);
			reload();
		}, SOON_MS);

		return () => clearTimeout(timer);
	}, [waits, asked]);
	return (
		<>
			<PaperPart of={of} after={after} />
			<EventSurvey id={of.id} sent={() => {
				setAsked(0);
				reload();
			}} />
			{after.module && <Quiz of={after.module} />}
			<Recordings of={of} />
		</>
	);
}
