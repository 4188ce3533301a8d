/*
 * The player: back, title, badge; the rest is content; the outline as a sheet;
 * Sebelumnya and Berikutnya below.
 */
import type { ComponentChildren } from "preact";
import { useLocation, useRoute } from "preact-iso";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { get, Problem } from "../../api/client";
import type { ModuleDetail, Node } from "../../api/types";
import { useAgain } from "../../parts/again";
import { Dialog } from "../../parts/Dialog";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Icon } from "../../parts/Icon";
import { useLoad } from "../../parts/load";
import { lessonHref, Outline } from "../../parts/Outline";
import { QueueBadge, queueFlush, queueState } from "../../queue";
import type { Item } from "../../runtime/types";
import { person } from "../../session/session";
import { t } from "../../text";
import { bytes } from "../../text/format";
import { isDone, linkHost, openable } from "../../text/names";
import { words } from "../../text/player";
import { Ended } from "./Ended";
import { launch, type Launch } from "./launch";
import type { Wish } from "./lesson";
import { isOwn, Own } from "./Own";
import { Outside, Report } from "./wishes";
import { Stage } from "./Stage";
import { nowhere, wayOf, type Move } from "./way";
import "./player.css";

type Phase =
	| { at: "opening" }
	/** Saves of an earlier visit are still here; the server is behind. */
	| { at: "behind"; unsent: number }
	| { at: "failed"; problem: Problem }
	| { at: "link"; launch: Launch }
	| { at: "open"; launch: Launch; person: string };

const FLUSH = 5_000;
const ASK_SESSION = 5 * 60_000;
const ASK_STANDING = 60_000;

/*
 * Saves of an earlier visit go first: what the server does not have, the
 * lesson cannot resume from.
 */
async function prepare(
	module: string,
	unit: string | null,
	version: string | undefined,
	anyway: boolean,
): Promise<Phase> {
	const who = person();

	if (!anyway && !await queueFlush(FLUSH) && queueState().unsent > 0)
		return { at: "behind", unsent: queueState().unsent };
	try {
		const opened = await launch(module, unit, version);

		return opened.unit.kind === "link"
			? { at: "link", launch: opened }
			: {
				at: "open", launch: opened,
				person: who?.id ?? opened.learner.id,
			};
	} catch (e) {
		return { at: "failed", problem: fault(e) };
	}
}

/* The session is asked after, so that its end shows over the lesson. */
function useSessionCheck(): void {
	useEffect(() => {
		const ask = () => {
			if (document.visibilityState === "visible" && navigator.onLine)
				get("/api/v1/me").catch(() => undefined);
		};
		const timer = setInterval(ask, ASK_SESSION);

		document.addEventListener("visibilitychange", ask);
		return () => {
			clearInterval(timer);
			document.removeEventListener("visibilitychange", ask);
		};
	}, []);
}

/*
 * A module that is withdrawn stops at once, and says why. The server refuses by
 * itself; this only spares the learner answers given to a lesson that has ended.
 */
function useStanding(
	module: string | null,
	stopped: (problem: Problem) => void,
): void {
	useEffect(() => {
		if (!module)
			return;
		let over = false;
		const ask = () => {
			if (over || document.visibilityState !== "visible")
				return;
			get(`/api/v1/modules/${encodeURIComponent(module)}/standing`,
				{ quiet: true }).catch((e) => {
				const problem = fault(e);

				if (over || problem.code !== "module_withdrawn")
					return;
				over = true;
				stopped(problem);
			});
		};
		const timer = setInterval(ask, ASK_STANDING);

		document.addEventListener("visibilitychange", ask);
		return () => {
			over = true;
			clearInterval(timer);
			document.removeEventListener("visibilitychange", ask);
		};
	}, [module]);
}

function Loading({ size }: { size: number }) {
	const [stage, set] = useState(0);

	useEffect(() => {
		const soon = setTimeout(() => set(1), 300);
		const late = setTimeout(() => set(2), 2_000);
		return () => {
			clearTimeout(soon);
			clearTimeout(late);
		};
	}, []);
	return (
		<p class="player-over player-loading" role="status">
			{stage > 0 && t("wait.loading")}
			{stage > 1 && size > 0 && ` ${bytes(size)}`}
		</p>
	);
}

function Blocked({ launch: opened, again }: {
	launch: Launch;
	again: () => void;
}) {
	return (
		<div class="player-over" role="alert">
			<div class="notice warn">
				<p class="strong">{words("blocked.title")}</p>
				<p>{words("blocked.detail")}</p>
				<p class="mono">{new URL(opened.url).origin}</p>
				<button type="button" class="button" onClick={again}>
					{t("wait.again")}
				</button>
			</div>
		</div>
	);
}

function Behind({ unsent, again, anyway }: {
	unsent: number;
	again: () => void;
	anyway: () => void;
}) {
	return (
		<div class="player-over" role="alert">
			<div class="notice warn">
				<p class="strong">{words("behind.title", { n: unsent })}</p>
				<p>{words("behind.detail")}</p>
				<button type="button" class="button primary" onClick={again}>
					{t("wait.again")}
				</button>{" "}
				<button type="button" class="button" onClick={anyway}>
					{words("behind.anyway")}
				</button>
			</div>
		</div>
	);
}

function External({ launch: opened }: { launch: Launch }) {
	const host = linkHost(opened.url);

	return (
		<div class="player-over">
			<div class="card stack">
				<p>{words("link.what", { host: host ?? opened.url })}</p>
				{host && (
					<p>
						<a class="button primary" href={opened.url}
							target="_blank" rel="noopener noreferrer">
							{words("link.open", { host })}
						</a>
					</p>
				)}
			</div>
		</div>
	);
}

function fullScreen(): (() => void) | null {
	const root = document.documentElement as HTMLElement & {
		webkitRequestFullscreen?: () => void;
	};
	const page = document as Document & {
		webkitFullscreenElement?: Element;
		webkitExitFullscreen?: () => void;
	};
	const enter = root.requestFullscreen ?? root.webkitRequestFullscreen;
	const leave = page.exitFullscreen ?? page.webkitExitFullscreen;

	/* The other LMS may not let its frame fill the screen. */
	if (!enter || !leave || page.fullscreenEnabled === false)
		return null;
	return () => {
		const on = page.fullscreenElement ?? page.webkitFullscreenElement;
		void (on ? leave.call(page) : enter.call(root));
	};
}

export default function Player() {
	const { params, query } = useRoute();
	const id = params.id ?? "";
	const version = query.versi;
	/* Who came from a programme goes back to it. */
	const batch = /^[0-9a-z]{26}$/.test(query.pelatihan ?? "")
		? query.pelatihan : undefined;

	return <Lessons
		id={id} asked={query.unit ?? null} version={version}
		page={batch ? `/pelatihan/${batch}`
			: `/modul/${encodeURIComponent(id)}` +
				(version ? `?versi=${encodeURIComponent(version)}` : "")}
		within={(to) =>
			batch && !to.includes("pelatihan=") && to.startsWith(
				`/modul/${encodeURIComponent(id)}/belajar?`)
				? `${to}&pelatihan=${batch}` : to} />;
}

/** Where a module's lessons are opened, and what leads out of them. */
interface Place {
	id: string;
	/** The unit's id or ident; null: where the person left off. */
	asked: string | null;
	version?: string | undefined;
	/** What "back" leads to, in the app; null: nothing. */
	page: string | null;
	/** The address of a lesson, as the outline has it, here. */
	within?: (to: string) => string;
	/** Only that unit, and no way to others. */
	alone?: boolean;
	/** Out of the app, to the course that opened this. */
	out?: Out | null;
	/** Below the outline. */
	more?: ComponentChildren;
}

export interface Out {
	href: string;
	words: string;
}

export function Lessons({
	id, asked, version, page, within = (to) => to, alone, out, more,
}: Place) {
	const { route } = useLocation();
	const href = (unit: string) => within(lessonHref(id, unit, version));
	const module = useLoad<ModuleDetail>(
		`/api/v1/modules/${encodeURIComponent(id)}` +
		(version ? `?version=${encodeURIComponent(version)}` : ""));
	const [round, setRound] = useState(0);
	/* The round that need not wait for earlier saves. */
	const [anyway, setAnyway] = useState(-1);
	const [phase, setPhase] = useState<Phase>({ at: "opening" });
	const [frame, setFrame] = useState<"loading" | "blocked" | "ready">(
		"loading");
	/* Each try at an address that was blocked has a frame of its own. */
	const [tries, setTries] = useState(0);
	const [ended, setEnded] = useState(false);
	const [outline, showOutline] = useState(false);
	const [last, setLast] = useState<Item | null>(null);
	const [wish, setWish] = useState<Wish | null>(null);
	const lesson = useRef<{ leave(): Promise<void> | void } | null>(null);
	const heading = useRef<HTMLHeadingElement>(null);
	const said = useRef<Item | null>(null);
	const leaving = useRef(false);

	useSessionCheck();
	useStanding(version || phase.at !== "open" ? null : id, (problem) => {
		leaving.current = true;
		void Promise.resolve(lesson.current?.leave())
			.then(() => setPhase({ at: "failed", problem }));
	});
	useEffect(() => {
		let gone = false;

		setPhase({ at: "opening" });
		setFrame("loading");
		setEnded(false);
		setLast(null);
		said.current = null;
		leaving.current = false;
		showOutline(false);
		prepare(id, asked, version, anyway === round).then((next) => {
			if (!gone)
				setPhase(next);
		}, (e) => gone || setPhase({ at: "failed", problem: fault(e) }));
		return () => void (gone = true);
	}, [id, asked, version, round]);

	useAgain(phase.at === "failed" ? phase.problem : null,
		() => setRound((n) => n + 1));

	const opened = phase.at === "open" || phase.at === "link"
		? phase.launch : null;
	const nodes = module.data?.outline ?? [];
	const units = openable(nodes);
	const here = units.find((u) =>
		u.id === opened?.unit.id || (!opened && u.id === asked)) ?? null;
	/* One lesson alone has no list of lessons. */
	const sheet = alone ? "about" : "outline";
	const way = useMemo(() => alone ? nowhere : wayOf(opened, nodes, last),
		[opened, module.data, last, alone]);
	const [before, after] = useMemo(() => [
		way.to("previous"), way.to("continue"),
	], [way]);
	const afterTitle = units.find((u) => u.id === after)?.title ?? "";
	const title = opened?.unit.title ?? here?.title ??
		module.data?.title ?? t("wait.loading");

	useEffect(() => {
		document.title = `${title} · ${t("app.name")}`;
	}, [title]);
	useEffect(() => heading.current?.focus(), []);

	/*
	 * The package says goodbye before its page is taken away, and what it says
	 * then may change where the rules lead.
	 */
	async function go(to: string, move?: Move): Promise<void> {
		leaving.current = true;
		await lesson.current?.leave();
		const found = move && wayOf(opened, nodes, said.current).to(move);
		const where = found ? href(found) : within(to);

		module.reload();
		if (where === location.pathname + location.search)
			setRound((n) => n + 1);
		else
			route(where);
	}

	/* The course takes the frame over: what can be sent goes before. */
	async function leaveTo(there: string): Promise<void> {
		leaving.current = true;
		await lesson.current?.leave();
		await queueFlush(FLUSH);
		location.assign(there);
	}

	function follow(e: MouseEvent): void {
		const link = (e.target as Element).closest("a");

		if (out && link?.dataset.out !== undefined) {
			e.preventDefault();
			e.stopPropagation();
			void leaveTo(out.href);
			return;
		}
		if (!link || link.target || e.ctrlKey || e.metaKey || e.shiftKey ||
		    e.button !== 0)
			return;
		e.preventDefault();
		e.stopPropagation();
		showOutline(false);
		void go(link.pathname + link.search, link.dataset.move as Move);
	}

	function hear(item: Item): void {
		said.current = item;
		setLast(item);
	}

	/* What the learner chose counts more than what the unit asks at its end. */
	function finished(): void {
		const item = said.current;
		const to = item && !leaving.current ? way.after(item) : null;

		if (to)
			void go(href(to));
		else if (!leaving.current)
			setEnded(true);
	}

	/* A unit that speaks xAPI told the server itself: what it knows by now. */
	function exited(): void {
		if (leaving.current)
			return;
		if (opened?.unit.kind === "au")
			module.reload();
		setEnded(true);
	}

	/* Another lesson of the module; one that is not there is passed over. */
	function wished(asked: Wish): void {
		if (asked.type !== "go")
			return setWish(asked);
		const to = units.find((u) => u.key === asked.unit && u.id);

		if (to?.id)
			void go(href(to.id));
	}

	const reached = last ??
		(opened?.unit.kind === "au" ? here?.progress ?? null : null);
	const done = (u: Node) => isDone(u.progress) ||
		(u.id === opened?.unit.id && last !== null && isDone(last));
	const full = fullScreen();

	return (
		<div class="player" onClickCapture={follow}>
			<header class="player-bar">
				{page !== null
					? <a class="tool" href={page}>
						<Icon name="back" size={20} />{words("back")}
					</a>
					: out && <a class="tool" href={out.href} data-out>
						<Icon name="back" size={20} />{out.words}
					</a>}
				<h1 tabIndex={-1} ref={heading}>{title}</h1>
				<QueueBadge />
			</header>
			<main class="player-main">
				{phase.at === "open" && isOwn(phase.launch.unit.kind) &&
					<Own key={phase.launch.run}
						module={id} version={version}
						launch={phase.launch} person={phase.person}
						next={after === null ? null
							: { title: afterTitle, href: href(after) }}
						changed={() => module.reload()}
						done={hear}
						leave={(settle) => {
							lesson.current = settle && { leave: settle };
						}}
						ready={() => setFrame("ready")} />}
				{phase.at === "open" && !isOwn(phase.launch.unit.kind) &&
					<Stage key={`${phase.launch.run} ${tries}`}
						launch={phase.launch}
						person={phase.person}
						lesson={(l) => { lesson.current = l; }}
						ready={() => setFrame("ready")}
						blocked={() => setFrame("blocked")}
						item={hear}
						ended={finished}
						nav={(request) => request === "exit" && exited()}
						wish={wished} />}
				{(phase.at === "opening" ||
					(phase.at === "open" && frame === "loading")) &&
					<Loading size={here?.bytes ?? 0} />}
				{phase.at === "open" && frame === "blocked" &&
					<Blocked launch={phase.launch} again={() => {
						setFrame("loading");
						setTries(tries + 1);
					}} />}
				{phase.at === "behind" &&
					<Behind unsent={phase.unsent}
						again={() => setRound(round + 1)}
						anyway={() => {
							setAnyway(round + 1);
							setRound(round + 1);
						}} />}
				{phase.at === "failed" &&
					<div class="player-over">
						<Failure problem={phase.problem}
							again={() => setRound(round + 1)} />
					</div>}
				{phase.at === "link" && <External launch={phase.launch} />}
			</main>
			{ended && opened && (
				<Ended
					module={module.data}
					unit={opened.unit.title}
					last={reached}
					all={!alone && units.length > 0 && units.every(done)}
					next={after === null ? null
						: { title: afterTitle, href: href(after) }}
					moduleHref={page}
					out={out ?? null}
					again={() => setRound(round + 1)}
				/>
			)}
			<nav class="player-bar player-foot" aria-label={words("nav")}>
				{before
					? <a class="button" href={href(before)}
						data-move="previous">{words("before")}</a>
					: <span />}
				<span class="player-tools">
					{(!alone || more) && <button type="button" class="button"
						aria-haspopup="dialog" aria-label={words(sheet)}
						onClick={() => showOutline(true)}>
						<span class="roomy">{words(sheet)}</span>
						<span class="tight">{words(`${sheet}Tight`)}</span>
					</button>}
					{full &&
						<button type="button" class="button" onClick={full}>
							{words("full")}
						</button>}
				</span>
				{after
					? <a class="button" href={href(after)}
						data-move="continue">{words("after")}</a>
					: <span />}
			</nav>
			{wish?.type === "report" && opened && (
				<Report module={id} unit={opened.unit.id}
					title={opened.unit.title} close={() => setWish(null)} />
			)}
			{wish?.type === "open" &&
				<Outside href={wish.href} close={() => setWish(null)} />}
			{outline && (
				<Dialog title={words(sheet)}
					close={() => showOutline(false)}>
					{!alone && <div class="outline player-outline">
						{module.data
							? <Outline module={id} nodes={way.outline(nodes)}
								here={opened?.unit.id ?? null}
								version={version} />
							: <p>{t("wait.loading")}</p>}
					</div>}
					{more}
					<button type="button" class="button"
						onClick={() => showOutline(false)}>
						{words("close")}
					</button>
				</Dialog>
			)}
		</div>
	);
}
