/*
 * The host's desk: the code for everybody to see, who is here, what looks odd,
 * and the questions. On a projector the code is as large as the wall lets it.
 */
import { useRoute } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import { call, get } from "../../api/client";
import { live as path, type Code, type Desk as Of, type LiveQuestion } from
	"../../api/live";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Page } from "../../parts/Page";
import { Wait } from "../../parts/Wait";
import type { Problem } from "../../api/client";
import { clock } from "../../text/format";
import { words } from "../../text/live";
import { CopyButton, whatsapp } from "../event/pieces";
import "./live.css";

const EVERY_MS = 4000;

/* Reads again and again while the page is seen; `late` when it was not reached. */
function useRepeated<T extends { now: number }>(address: string,
		pauseOf: (data: T) => number) {
	const [held, hold] = useState<{ data: T | null; at: number;
		problem: Problem | null }>({ data: null, at: 0, problem: null });
	const [round, setRound] = useState(0);

	useEffect(() => {
		let timer = 0, over = false;

		async function read(): Promise<void> {
			let pause = EVERY_MS;

			if (!document.hidden)
				try {
					const data = await get<T>(address);

					if (over)
						return;
					hold({ data, at: Date.now(), problem: null });
					pause = pauseOf(data);
				} catch (e) {
					if (over)
						return;
					hold((was) => ({ ...was, problem: fault(e) }));
				}
			timer = window.setTimeout(read, pause);
		}

		void read();
		return () => {
			over = true;
			clearTimeout(timer);
		};
	}, [address, round]);
	return { ...held, again: () => setRound((n) => n + 1) };
}

/* The server's clock, each quarter of a second. */
function useNow(said: number, at: number): number {
	const [now, setNow] = useState(said);

	useEffect(() => {
		const tick = () => setNow(said + Date.now() - at);
		const timer = setInterval(tick, 250);

		tick();
		return () => clearInterval(timer);
	}, [said, at]);
	return now;
}

function Show({ id }: { id: string }) {
	/* The next one is known ahead: it is shown on time whatever the line does. */
	const { data, at, again } = useRepeated<Code>(`${path(id)}/code`,
		(code) => Math.max(1000, Math.min(8000,
			code.code.until - code.now - 2000)));
	const now = useNow(data?.now ?? 0, at);
	const box = useRef<HTMLElement>(null);
	const shown = data && now >= data.next.from ? data.next : data?.code;

	useEffect(() => {
		if (data && now >= data.next.until)
			again();
	}, [data && now >= data.next.until]);
	if (!data || !shown)
		return null;
	return (
		<section class="card stack desk-full" aria-labelledby="kode" ref={box}>
			<h2 id="kode">{data.check.moment
				? words("desk.moment", { n: data.check.number })
				: words("desk.code")}</h2>
			<div class="desk-show">
				<div class="stack near">
					<p class="code-big" translate={false}>{shown.code}</p>
					<p class="quiet" aria-hidden="true">
						{words("desk.next", { n: Math.max(0,
							Math.ceil((shown.until - now) / 1000)) })}</p>
				</div>
				<svg class="code-qr" role="img" shape-rendering="crispEdges"
					aria-label={words("desk.qr")}
					viewBox={`0 0 ${shown.qr.size} ${shown.qr.size}`}>
					<path d={shown.qr.path} fill="#000" />
				</svg>
			</div>
			{!data.open && <p class="notice wait">{words("desk.shut")}</p>}
			{document.fullscreenEnabled && <p>
				<button type="button" class="button"
					onClick={() => void box.current?.requestFullscreen?.()}>
					{words("desk.full")}
				</button></p>}
		</section>
	);
}

function Here({ of }: { of: Of }) {
	return (
		<section class="card stack near" aria-labelledby="hadir">
			<h2 id="hadir" class="desk-count" aria-live="polite">
				{words("desk.present",
					{ n: of.present, all: of.registered })}</h2>
			<h3>{words("desk.latest")}</h3>
			{of.latest.length === 0
				? <p class="quiet">{words("desk.nobody")}</p>
				: <ul class="plain">{of.latest.map((l) =>
					<li key={l.name + l.at}>{clock(l.at)} {l.name}</li>)}
				</ul>}
		</section>
	);
}

function Flags({ of }: { of: Of }) {
	return of.flags.length === 0 ? null : (
		<section class="card stack near" aria-labelledby="janggal">
			<h2 id="janggal">{words("flags")}</h2>
			<p class="quiet">{words("flags.why")}</p>
			<ul class="plain stack near">{of.flags.map((f, i) =>
				<li class="notice wait" key={i}>
					<p class="strong">{clock(f.from)} · {words(`flag.${f.why}`,
						{ n: f.count })}</p>
					<p>{f.names.join(", ")}{f.count > f.names.length && " …"}</p>
				</li>)}</ul>
		</section>
	);
}

function Checks({ of, act }: {
	of: Of;
	act: (what: Promise<unknown>, done?: string) => void;
}) {
	const open = of.checks.find((c) => c.moment && c.opensAt <= of.now &&
		of.now < c.closesAt);
	const post = (body: object) => call<{ made: number }>("POST",
		`${path(of.id)}/checks`, body);

	return (
		<section class="card stack near" aria-labelledby="cek">
			<h2 id="cek">{words("desk.checks")}</h2>
			<ul class="plain stack near">{of.checks.map((c) =>
				<li key={c.number}>
					<span class="strong">{c.moment
						? words("desk.check", { n: c.number })
						: words("desk.door")}</span>{" "}
					{c.opensAt > of.now
						? words("desk.opens", { at: clock(c.opensAt) })
						: <>{c.moment && `${words("desk.opened", {
							from: clock(c.opensAt),
							until: clock(c.closesAt) })} · `}
						{words("desk.given", { n: c.given })}</>}
				</li>)}</ul>
			{of.state === "published" && <p class="actions">
				{open
					? <button type="button" class="button"
						onClick={() => act(call("POST", `${path(of.id)
						}/checks/${open.number}/closing`))}>
						{words("desk.close")}</button>
					: <button type="button" class="button"
						onClick={() => act(post({ minutes: 3 }))}>
						{words("desk.open")}</button>}
				{of.now < of.endsAt && <button type="button" class="button"
					onClick={() => act(post({ minutes: 3, planned: 3 }),
						words("desk.planned", { n: 3 }))}>
					{words("desk.plan")}</button>}
			</p>}
		</section>
	);
}

function Questions({ of, act }: {
	of: Of;
	act: (what: Promise<unknown>) => void;
}) {
	const mark = (q: LiveQuestion, change: object) => act(call("PATCH",
		`${path(of.id)}/questions/${q.id}`, change));
	const waiting = of.questions.filter((q) => !q.answered && !q.hidden);
	const rest = of.questions.filter((q) => q.answered || q.hidden);

	return (
		<section class="card stack" aria-labelledby="pertanyaan">
			<h2 id="pertanyaan">{words("questions")}</h2>
			{of.questions.length === 0 &&
				<p class="quiet">{words("questions.none")}</p>}
			<ul class="plain">{[...waiting, ...rest].map((q) =>
				<li class="question stack near" key={q.id}>
					<p class="lines">{q.words}</p>
					<p class="facts">{q.name} · {words("vote.n",
						{ n: q.votes })}{q.answered &&
						` · ${words("answered")}`}{q.hidden &&
						` · ${words("hidden")}`}</p>
					<p class="actions">
						<button type="button" class="button"
							onClick={() => mark(q,
								{ answered: !q.answered })}>
							{words(q.answered ? "unanswer" : "answer")}
						</button>
						<button type="button" class="button"
							onClick={() => mark(q, { hidden: !q.hidden })}>
							{words(q.hidden ? "show" : "hide")}
						</button>
					</p>
				</li>)}</ul>
		</section>
	);
}

/* What is pasted into the group when it is over. */
function Remind({ of }: { of: Of }) {
	const text = words(of.paper ? "remind.paper" : "remind.text", { title: of.title,
		url: `${location.origin}/k/${of.shortCode}` });

	return of.state === "published" && of.now < of.endsAt ? null : (
		<section class="card stack near" aria-labelledby="pengingat">
			<h2 id="pengingat">{words("remind")}</h2>
			<p>{text}</p>
			<p class="actions">
				<CopyButton text={text} label={words("remind.copy")} />
				<a class="button" href={whatsapp(text)} target="_blank"
					rel="noopener noreferrer">WhatsApp</a>
			</p>
		</section>
	);
}

export default function Desk() {
	const id = useRoute().params.id ?? "";
	const { data, problem, again } = useRepeated<Of>(`${path(id)}/desk`,
		() => EVERY_MS);
	const [said, setSaid] = useState("");
	const [failed, setFailed] = useState<Problem | null>(null);

	function act(what: Promise<unknown>, done = ""): void {
		setFailed(null);
		setSaid("");
		what.then(() => {
			setSaid(done);
			again();
		}).catch((e) => setFailed(fault(e)));
	}

	return (
		<Page title={data?.title ?? words("desk")} wide
			back={{ href: `/kelola/kegiatan/${id}`,
				label: words("desk.event") }}>
			{!data
				? problem ? <Failure problem={problem} again={again} page />
					: <Wait again={again} />
				: <div class="stack">
					{failed && <Failure problem={failed} again={again} />}
					<div role="status">
						{said && <p class="notice ok">{said}</p>}
					</div>
					<Show id={id} />
					<Here of={data} />
					<Flags of={data} />
					<Checks of={data} act={act} />
					<Questions of={data} act={act} />
					<Remind of={data} />
					<p class="actions">
						<a class="button"
							href={`/kelola/kegiatan/${id}/presensi`}>
							{words("desk.list")}</a>
						{data.state === "published" &&
							data.startsAt <= data.now &&
							<button type="button" class="button"
								onClick={() => act(call("POST",
									`${path(id)}/closing`),
								words("desk.ended"))}>
								{words("desk.end")}</button>}
					</p>
				</div>}
		</Page>
	);
}
