/*
 * /kelola/angkatan/:id: a batch, its events, its people, and how it goes.
 */
import { useLocation, useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import type { AssignmentSetting } from "../../../api/assignment";
import { call } from "../../../api/client";
import type { Problem } from "../../../api/client";
import type { BatchDetail, Standing } from "../../../api/programme";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { Select } from "../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { day, moment, number } from "../../../text/format";
import { words as teamWords } from "../../../text/assignment";
import { words } from "../../../text/programme";
import { Actual } from "./Actual";
import { Enrol } from "./Enrol";
import { whomOf } from "./enrolling";
import { EnrolThese } from "./EnrolThese";
import { Participants } from "./Participants";
import { RunForm } from "./RunForm";

interface Event {
	id: string;
	title: string;
	startsAt: number;
	state: string;
}

function Choose({ batch, step, events, saved }: {
	batch: BatchDetail;
	step: Standing;
	events: Event[];
	saved: (batch: BatchDetail) => void;
}) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const chosen = step.event;
	const all = events.filter((e) => e.state !== "cancelled");
	const options = all.map((e): [string, string] =>
		[e.id, `${e.title} (${day(e.startsAt)})`]);

	if (chosen && !all.some((e) => e.id === chosen.id))
		options.unshift([chosen.id, chosen.title]);
	return (
		<div class="stack near">
			<Select name={`event-${step.id}`}
				label={words("events.choose", { title: step.title })}
				value={chosen?.id ?? ""}
				options={[["", words("events.none")], ...options]}
				change={(event) => {
					setProblem(null);
					call<BatchDetail>("PUT",
						`/api/v1/batches/${batch.id}/events/${step.id}`,
						{ event: event || null })
						.then(saved, (e) => setProblem(fault(e)));
				}} />
			{chosen && <p class="facts">{moment(chosen.startsAt)}</p>}
			{problem && <Failure problem={problem} />}
		</div>
	);
}

function Events({ batch, saved }: {
	batch: BatchDetail;
	saved: (batch: BatchDetail) => void;
}) {
	const steps = batch.steps.filter((s) => s.kind === "event");
	const from = useLoad<{ events: Event[] }>("/api/v1/events?list=managed");

	return steps.length === 0 ? null : (
		<section class="stack no-print" aria-labelledby="events">
			<h2 id="events">{words("events")}</h2>
			<p>{words("events.why")}</p>
			<Loaded from={from}>{({ events }) => <>
				{steps.map((step) => <Choose key={step.id} batch={batch}
					step={step} events={events} saved={saved} />)}
			</>}</Loaded>
			<p><a href="/kelola/kegiatan/baru">{words("events.make")}</a></p>
		</section>
	);
}

/* To those who have not begun: in Balai and by mail, or words for a chat. */
function Remind({ batch }: { batch: BatchDetail }) {
	const [said, say] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);
	const text = words("remind.text", {
		title: batch.programme.title, batch: batch.name,
		until: moment(batch.endsAt),
		url: `${location.origin}/pelatihan/${batch.id}`,
	});

	function remind(): void {
		setProblem(null);
		call<{ people: number }>("POST",
			`/api/v1/batches/${batch.id}/reminders`).then(({ people }) =>
			say(words("remind.done", { n: number(people, 0) })),
		(e) => setProblem(fault(e)));
	}

	/* Plain http has no clipboard: the words stand there to be copied. */
	function copy(): void {
		navigator.clipboard?.writeText(text)
			.then(() => say(words("remind.copied")), () => undefined);
	}

	return (
		<div class="stack near no-print">
			<p class="actions">
				<button type="button" class="button" onClick={remind}>
					{words("remind")}
				</button>
				{"clipboard" in navigator &&
					<button type="button" class="button" onClick={copy}>
						{words("remind.copy")}
					</button>}
			</p>
			<p class="notice">{text}</p>
			<div role="status">
				{said && <p class="notice ok">{said}</p>}
			</div>
			{problem && <Failure problem={problem} />}
		</div>
	);
}

function State({ batch, saved }: {
	batch: BatchDetail;
	saved: (batch: BatchDetail) => void;
}) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const next = batch.state === "open" ? "closed" : "open";

	return (
		<div class="stack near">
			<p class="actions">
				<button type="button" class="button" onClick={() => {
					setProblem(null);
					call<BatchDetail>("PATCH", `/api/v1/batches/${batch.id}`,
						{ state: next })
						.then(saved, (e) => setProblem(fault(e)));
				}}>
					{words(next === "closed" ? "run.close" : "run.reopen")}
				</button>
			</p>
			{problem && <Failure problem={problem} />}
		</div>
	);
}

/* Assignments that are done in teams. */
function TeamLinks({ batch }: { batch: BatchDetail }) {
	const steps = batch.steps.filter((step) => step.kind === "assignment" &&
		(step.setting as AssignmentSetting | null)?.team);

	return steps.length === 0 ? null : (
		<ul class="plain stack near">
			{steps.map((step) => <li key={step.id}>
				<a class="button" href={`/kelola/angkatan/${batch.id}` +
					`/kelompok/${step.id}`}>
					{teamWords("teams.open", { title: step.title })}
				</a>
			</li>)}
		</ul>
	);
}

function Whole({ batch, saved, reload }: {
	batch: BatchDetail;
	saved: (batch: BatchDetail) => void;
	reload: () => void;
}) {
	const [round, setRound] = useState(0);
	const [whom] = useState(whomOf(useLocation().query));
	const changed = () => {
		setRound((n) => n + 1);
		reload();
	};

	return (
		<div class="stack far">
			<p class="facts">
				{batch.name} · {words("dates", { from: day(batch.startsAt),
					to: day(batch.endsAt) })}
			</p>
			{batch.state !== "open" &&
				<p class="notice warn">{words(`run.${batch.state}`)}</p>}
			{whom && batch.state === "open" && <EnrolThese batch={batch.id}
				whom={whom} done={changed} />}
			<Actual batch={batch.id} round={round} />
			{batch.state === "open" &&
				<section class="stack no-print" aria-labelledby="enrol">
					<h2 id="enrol">{words("enrol")}</h2>
					<Enrol batch={batch.id} done={changed} />
				</section>}
			<Events batch={batch} saved={saved} />
			<TeamLinks batch={batch} />
			<Participants batch={batch} round={round} changed={changed} />
			{batch.state === "open" && batch.enrolled > batch.begun &&
				<Remind batch={batch} />}
			<section class="stack no-print" aria-labelledby="settings">
				<h2 id="settings">{words("run.settings")}</h2>
				<RunForm batch={batch} path={`/api/v1/batches/${batch.id}`}
					saved={saved} />
				<State batch={batch} saved={saved} />
			</section>
		</div>
	);
}

export default function BatchPage() {
	const { params } = useRoute();
	const id = encodeURIComponent(params.id ?? "");
	const from = useLoad<BatchDetail>(`/api/v1/batches/${id}`);
	const batch = from.data;

	return (
		<Page wide title={batch?.programme.title ?? words("batch")} back={{
			href: batch ? `/kelola/pelatihan/${batch.programme.id}`
				: "/kelola/pelatihan",
			label: words("back.programme") }}>
			<Loaded from={from} page>{(data) =>
				<Whole batch={data} saved={from.set}
					reload={from.reload} />}</Loaded>
		</Page>
	);
}
