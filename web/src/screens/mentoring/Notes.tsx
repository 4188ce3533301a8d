/*
 * /saya/pendampingan/:id: what the two of a pair noted of their sessions, and a
 * form for the next.
 */
import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { Mentoring, MentoringNote, MentoringNotes }
	from "../../api/mentoring";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { atField, Field, Summary, TextField, useForm, type Errors }
	from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { useTabKept } from "../../survey/kept";
import { t } from "../../text";
import { calendarDay } from "../../text/format";
import { words } from "../../text/mentoring";
import { dayThatCounts } from "../jp/parts";
import { EndDialog, partner, sessions, Standing } from "./parts";

const NAMES = ["day", "minutes", "words", "nextStep"] as const;
type Name = typeof NAMES[number];
type Draft = Record<Name, string>;

const MINUTES_MOST = 600, WORDS_MOST = 4_000, STEP_MOST = 1_000;

const empty = (): Draft =>
	({ day: dayThatCounts(), minutes: "", words: "", nextStep: "" });

function check(draft: Draft): Errors<Name> {
	const wrong: Errors<Name> = {};
	const minutes = Number(draft.minutes);

	if (!draft.day)
		wrong.day = words("note.noDay");
	if (!(minutes >= 1 && minutes <= MINUTES_MOST && minutes % 1 === 0))
		wrong.minutes = words("note.noMinutes");
	if (!draft.words.trim() || draft.words.length > WORDS_MOST)
		wrong.words = words("note.noWords");
	if (draft.nextStep.length > STEP_MOST)
		wrong.nextStep = words("note.long");
	return wrong;
}

function Write({ of, saved }: {
	of: Mentoring;
	saved: (all: MentoringNotes) => void;
}) {
	const [draft, keep, drop] = useTabKept<Draft>(`balai.mentoring.${of.id}`,
		(found) => ({ ...empty(), ...(found as Partial<Draft> | null) }));
	const set = (name: Name) => (value: string) =>
		keep({ ...draft, [name]: value });
	const form = useForm<Name>({
		check: () => check(draft),
		send: async () => {
			const all = await call<MentoringNotes>("POST",
				`/api/v1/me/mentorings/${of.id}/notes`, { ...draft,
					minutes: Number(draft.minutes) });

			drop(empty());
			saved(all);
		},
		place: atField(...NAMES),
	});

	return (
		<section class="card stack" aria-labelledby="add">
			<h2 id="add">{words("note.add")}</h2>
			<form class="form" onSubmit={form.submit} noValidate>
				<p>{words("note.who", { name: partner(of) })}</p>
				<Summary {...form} />
				<Field name="day" type="date" label={words("note.day")}
					max={dayThatCounts()} value={draft.day}
					change={set("day")} error={form.errors.day} />
				<Field name="minutes" label={words("note.minutes")}
					inputMode="numeric" autocomplete="off"
					value={draft.minutes} change={set("minutes")}
					error={form.errors.minutes} />
				<TextField name="words" label={words("note.words")}
					value={draft.words} change={set("words")}
					error={form.errors.words} />
				<TextField name="nextStep" label={words("note.next")}
					value={draft.nextStep} change={set("nextStep")}
					error={form.errors.nextStep} />
				<button class="button primary" type="submit"
					aria-busy={form.busy}>
					{form.busy ? t("form.busy") : words("note.save")}
				</button>
			</form>
		</section>
	);
}

function Note({ of }: { of: MentoringNote }) {
	return (
		<li class="card stack near">
			<h3>{calendarDay(of.day)}</h3>
			<p class="lines">{of.words}</p>
			{of.nextStep && <p class="lines strong">
				{words("notes.next", { words: of.nextStep })}
			</p>}
			<p class="facts">{words("notes.by", { minutes: of.minutes,
				name: of.mine ? words("notes.you") : of.by })}</p>
		</li>
	);
}

function End({ of, ended }: { of: Mentoring; ended: () => void }) {
	const [asking, ask] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);

	return (
		<div class="apart">
			{problem && <Failure problem={problem} />}
			<p><button type="button" class="button" onClick={() => ask(true)}>
				{words("end")}
			</button></p>
			{asking && <EndDialog close={() => ask(false)} yes={() => {
				ask(false);
				call("POST", `/api/v1/mentorings/${of.id}/ending`)
					.then(ended, (e) => setProblem(fault(e)));
			}} />}
		</div>
	);
}

function Facts({ of }: { of: Mentoring }) {
	return (
		<div class="stack near">
			<p class="facts">{words(`kind.${of.kind}`)} · {
				words(`role.${of.role ?? "mentee"}`)} · {sessions(of)}</p>
			<p>{of.topic}</p>
			{of.programme && <p class="facts">
				{words("after", { title: of.programme.title })}
			</p>}
			<p><Standing of={of} /></p>
		</div>
	);
}

export default function Notes() {
	const id = encodeURIComponent(useRoute().params.id ?? "");
	const from = useLoad<MentoringNotes>(`/api/v1/me/mentorings/${id}/notes`);
	const [said, say] = useState("");

	return (
		<Page title={from.data ? partner(from.data.mentoring) : words("mine")}
			back={{ href: "/saya/pendampingan", label: words("mine") }}>
			<Loaded from={from} page>{({ mentoring, notes }) =>
				<div class="stack far">
					<Facts of={mentoring} />
					<div role="status">
						{said && <p class="notice ok">{said}</p>}
					</div>
					{!mentoring.endedAt && <Write of={mentoring}
						saved={(all) => {
							from.set(all);
							say(words("note.saved"));
						}} />}
					<section class="stack" aria-labelledby="notes">
						<h2 id="notes">{words("notes")}</h2>
						{notes.length === 0 ? <p>{words("notes.none")}</p>
							: <ul class="plain cards">
								{notes.map((n) => <Note key={n.id} of={n} />)}
							</ul>}
					</section>
					{!mentoring.endedAt && <End of={mentoring} ended={() => {
						say(words("end.said"));
						from.reload();
					}} />}
				</div>}</Loaded>
		</Page>
	);
}
