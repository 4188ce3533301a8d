/*
 * An event while it goes on, on a phone: attendance by code, checks, questions
 * with votes; afterwards its survey. One address is asked for again and again,
 * as often as the server says; what is one's own is asked for once.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../../api/client";
import { give, live as path, readLive, type Given, type Live,
	type LiveQuestion, type Mine } from "../../api/live";
import { fault } from "../../parts/fault";
import { Field, Summary, TextField, useForm } from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { clock, moment } from "../../text/format";
import { words } from "../../text/live";
import { Ask as SurveyForm } from "../player/Survey";
import "./live.css";

/* The clock of the server, by what it said last; ticks once a second. */
function useServerClock(said: number): number {
	const [base, setBase] = useState({ said, at: Date.now() });
	const [now, setNow] = useState(said);

	useEffect(() => {
		if (said !== base.said)
			setBase({ said, at: Date.now() });
	}, [said]);
	useEffect(() => {
		const tick = () => setNow(base.said + Date.now() - base.at);
		const timer = setInterval(tick, 1000);

		tick();
		return () => clearInterval(timer);
	}, [base]);
	return now;
}

/* Long before and after nothing happens in seconds. */
function pauseOf(of: Live): number {
	const now = Date.now();
	const on = of.state === "published" && now > of.startsAt - 3_600_000 &&
		now < of.endsAt + 7_200_000;

	return on ? of.pollMs : 60_000;
}

interface Seen {
	live: Live | null;
	at: number;		/* when it was read last */
	late: boolean;		/* the server was not reached since */
	again: () => void;
}

/* Nobody looks at a page that is hidden, so it does not ask. */
function usePolling(id: string): Seen {
	const [seen, setSeen] = useState({ live: null as Live | null, at: 0,
		late: false });
	const [round, setRound] = useState(0);

	useEffect(() => {
		let timer = 0, tag = "", over = false, pause = 3000;

		async function ask(): Promise<void> {
			if (!document.hidden)
				try {
					const found = await readLive(id, tag);

					if (over)
						return;
					if (found) {
						tag = found.tag;
						pause = pauseOf(found.live);
					}
					setSeen((was) => ({ live: found?.live ?? was.live,
						at: Date.now(), late: false }));
				} catch (e) {
					if (over)
						return;
					pause = Math.max(pause, 1000 * fault(e).retryAfter,
						5000);
					setSeen((was) => ({ ...was, late: true }));
				}
			/* Not all in the same moment. */
			timer = window.setTimeout(ask, pause * (.85 + .3 *
				Math.random()));
		}

		void ask();
		return () => {
			over = true;
			clearTimeout(timer);
		};
	}, [id, round]);
	return { ...seen, again: () => setRound((n) => n + 1) };
}

/* ---- Attendance --------------------------------------------------------------- */

function CodeForm({ id, done }: { id: string; done: (given: Given) => void }) {
	const [code, setCode] = useState("");
	const form = useForm<"code">({
		check: () => code.trim() ? {} : { code: words("here.missing") },
		send: async () => {
			const given = await give(id, code);

			setCode("");
			done(given);
		},
		place: (p) => p.code.startsWith("presence_") || p.field === "code"
			? "code" : null,
	});

	return (
		<form class="form code-form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Field name="code" label={words("here.code")}
				hint={words("here.hint")} value={code} change={setCode}
				error={form.errors.code}
				autocomplete="one-time-code" autocapitalize="characters"
				spellcheck={false} maxLength={12} />
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{words("here.send")}
			</button>
		</form>
	);
}

export function told(given: Given): string {
	return given.again ? words("here.again")
		: words("here.done", { at: clock(given.at) });
}

function Attend({ id, live, mine, now, reload }: {
	id: string;
	live: Live;
	mine: Mine;
	now: number;
	reload: () => void;
}) {
	const [given, setGiven] = useState<Given | null>(null);
	const asked = live.check ? live.check.number : 0;
	const done = mine.checks.find((c) => c.number === asked);
	const left = live.check
		? Math.max(1, Math.ceil((live.check.closesAt - now) / 60_000)) : 0;

	return (
		<section class="card stack near" aria-labelledby="presensi">
			<h2 id="presensi">{words("here")}</h2>
			{live.check && live.door.open && !done &&
				<div class="notice" role="alert">
					<p class="strong">{words("check", { n: left })}</p>
					<p>{words("check.why",
						{ at: clock(live.check.closesAt) })}</p>
				</div>}
			<div role="status">
				{given && <p class="notice ok">{told(given)}</p>}
				{!given && done && <p class="notice ok">{asked
					? words("check.done")
					: words("here.done", { at: clock(done.at) })}</p>}
			</div>
			{!live.door.open
				? <p>{now < live.door.opensAt
					? words("here.before", { at: moment(live.door.opensAt) })
					: words("here.after")}</p>
				: !done && <>
					<p>{words("here.why")}</p>
					<CodeForm id={id} done={(g) => {
						setGiven(g);
						reload();
					}} />
				</>}
			<p class="facts">
				{mine.checks.length > 0 &&
					words("here.counted", { n: mine.checks.length })}
				{mine.minutes !== null && ` · ${words("here.minutes",
					{ n: mine.minutes })}`}
			</p>
		</section>
	);
}

/* ---- Questions ---------------------------------------------------------------- */

function Question({ of, mine, vote }: {
	of: LiveQuestion;
	mine: boolean;
	vote: (give: boolean) => void;
}) {
	return (
		<li class="question stack near">
			<p class="lines">{of.words}</p>
			<p class="facts">{of.name} · {words("vote.n", { n: of.votes })}
				{of.answered && ` · ${words("answered")}`}</p>
			{!of.answered && <p>
				<button type="button" class="button" aria-pressed={mine}
					onClick={() => vote(!mine)}>
					{words(mine ? "vote.mine" : "vote")}
				</button>
			</p>}
		</li>
	);
}

function AskForm({ id, asked }: { id: string; asked: () => void }) {
	const [text, setText] = useState("");
	const [sent, setSent] = useState(false);
	const form = useForm<"words">({
		check: () => text.trim() ? {} : { words: words("ask.missing") },
		send: async () => {
			await call("POST", `${path(id)}/questions`, { words: text });
			setText("");
			setSent(true);
			asked();
		},
		place: (p) => p.field === "words" ? "words" : null,
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<TextField name="words" label={words("ask")}
				hint={words("ask.hint")} value={text} error={form.errors.words}
				change={(value) => {
					setSent(false);
					setText(value);
				}} />
			<div role="status">
				{sent && <p class="notice ok">{words("ask.sent")}</p>}
			</div>
			<button class="button" type="submit" aria-busy={form.busy}>
				{words("ask.send")}
			</button>
		</form>
	);
}

function Questions({ id, live, mine, reload, again }: {
	id: string;
	live: Live;
	mine: Mine;
	reload: () => void;
	again: () => void;
}) {
	const [problem, setProblem] = useState("");
	const more = live.questionsAll - live.questions.length;
	const vote = (q: LiveQuestion) => (wanted: boolean) => {
		setProblem("");
		call(wanted ? "PUT" : "DELETE", `${path(id)}/questions/${q.id}/vote`)
			.then(() => {
				reload();
				again();
			})
			.catch((e) => setProblem(fault(e).detail));
	};

	return (
		<section class="card stack" aria-labelledby="pertanyaan">
			<h2 id="pertanyaan">{words("questions")}</h2>
			{problem && <p class="notice bad" role="alert">{problem}</p>}
			{live.questions.length === 0
				? <p class="quiet">{words("questions.none")}</p>
				: <ul class="plain">
					{live.questions.map((q) =>
						<Question key={q.id} of={q} vote={vote(q)}
							mine={mine.votes.includes(q.id)} />)}
				</ul>}
			{more > 0 && <p class="quiet">
				{words("questions.more", { n: more })}</p>}
			{live.state === "published" && <AskForm id={id} asked={again} />}
		</section>
	);
}

/* ---- The survey ---------------------------------------------------------------- */

interface SurveyOf {
	title: string;
	done: boolean;
	open: boolean;
	lessons: { ident: string; title: string }[];
}

export function EventSurvey({ id, sent: told }: {
	id: string;
	sent?: () => void;
}) {
	const load = useLoad<SurveyOf>(`${path(id)}/survey`);
	const [shown, setShown] = useState(false);
	const [sent, setSent] = useState(false);

	return (
		<Loaded from={load}>{(of) => !of.open ? null : (
			<section class="card stack near" aria-labelledby="survei">
				<h2 id="survei">{words("survey")}</h2>
				{of.done || sent
					? <p class="notice ok" role="status">
						{words("survey.done")}</p>
					: shown
						? <SurveyForm form={of} draft={`event.${id}`}
							path={`${path(id)}/survey`}
							sent={() => {
								setSent(true);
								told?.();
							}} />
						: <p><button type="button" class="button primary"
							onClick={() => setShown(true)}>
							{words("survey.do")}</button></p>}
			</section>)}
		</Loaded>
	);
}

/* For who is registered. `over`: its survey stands elsewhere on the page. */
export function LivePart({ id, over = false }: {
	id: string;
	over?: boolean;
}) {
	const { live, at, late, again } = usePolling(id);
	const own = useLoad<Mine>(`${path(id)}/mine`);
	const now = useServerClock(own.data?.now ?? Date.now());
	const check = useRef(0);

	/* A check that opens or closes changes what is one's own. */
	useEffect(() => {
		const number = live?.check?.number ?? 0;

		if (number !== check.current)
			own.reload();
		check.current = number;
	}, [live?.check?.number]);
	if (!live)
		return null;
	return (
		<Loaded from={own}>{(mine) =>
			<div class="stack">
				{late && at > 0 && <p class="notice wait" role="status">
					{words("poll.late", { at: clock(at) })}</p>}
				<Attend id={id} live={live} mine={mine} now={now}
					reload={own.reload} />
				{!over && <EventSurvey id={id} />}
				<Questions id={id} live={live} mine={mine}
					reload={own.reload} again={again} />
			</div>}</Loaded>
	);
}
