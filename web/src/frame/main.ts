/*
 * The player's frame, on the content origin beside the package.
 *
 * It holds the SCORM API object where a package looks for it (its parent), and
 * is the only thing the package can talk to. What the package commits goes two
 * ways: to the app's page, which keeps it, and straight to the server. Nothing
 * is stored on this origin, which packages may share.
 */
import { createRuntime } from "../runtime/runtime";
import { Sequencer } from "../sequencing";
import type { Item, RunFields, RunState, Runtime } from "../runtime/types";
import { frameWords } from "../text/frame";
import type { Language } from "../text/sizes";
import { viewerWords } from "../text/viewers";
import { Outbox } from "./outbox";
import { type Habits, isMessage, type ToApp, type ToFrame } from "./protocol";
import { sizeOf } from "./size";
import type { Viewer } from "./viewers";

const app = window.parent;
const alone = app === window;
const appOrigin = document
	.querySelector<HTMLMetaElement>("meta[name=balai-app]")?.content ?? "";
const token = location.hash.slice(1);
const host = document.getElementById("package")!;
const badge = document.getElementById("badge")!;

/* A package that walks up looking for the other standard's API stops here. */
Object.defineProperty(window, "parent", { get: () => window });

let lang: Language = navigator.language.startsWith("en") ? "en" : "id";
let words = frameWords[lang];
let state: RunState | null = null;
let attempt = "";
let run = "";
let sequence = 0;
let activity: unknown = null;
let sequencer: Sequencer | null = null;
let runtime: Runtime | null = null;
let viewer: Viewer | null = null;
let inner: HTMLIFrameElement | null = null;
let habits: Habits = {};
let leaving = false;
let started = false;
let told = false;

const outbox = new Outbox({
	token,
	fetch: (input, init) => fetch(input, init),
	saved: (upTo, savedAt) => {
		tell({ balai: 1, type: "saved", run, sequence: upTo, savedAt });
		showSaved(savedAt);
	},
	failed: (code) => {
		tell({ balai: 1, type: "problem", code, message: "" });
		showBadge(words.unsent, true);
	},
});

function tell(message: ToApp): void {
	if (!alone)
		app.postMessage(message, appOrigin);
}

/* Only without an app page, which has a better one. */
function showBadge(text: string, waits: boolean): void {
	badge.hidden = !alone;
	badge.textContent = text;
	badge.className = waits ? "waits" : "";
}

function showSaved(at: number): void {
	if (!outbox.empty)
		return;
	const d = new Date(at);
	const two = (n: number) => String(n).padStart(2, "0");

	showBadge(words.saved.replace("{time}", two(d.getHours()) +
		(words === frameWords.en ? ":" : ".") + two(d.getMinutes())), false);
}

/* Where the learner stands in the module; a broken tree costs only that. */
function record(fields: RunFields): void {
	try {
		sequencer?.record(fields);
		activity = sequencer?.state() ?? activity;
	} catch {
		sequencer = null;
	}
}

function keep(fields: RunFields): void {
	record(fields);
	const item: Item = {
		...fields, attempt, run, sequence: ++sequence, at: Date.now(),
		kind: "cmi", activity,
	};

	tell({ balai: 1, type: "item", item });
	showBadge(words.sending, false);
	outbox.offer(item, leaving);
	handed = performance.now();
	handedBytes = JSON.stringify(item).length;
	if (item.ended)
		afterEnd(item);
}

function afterEnd(item: Item): void {
	if (told)
		return;
	told = true;
	tell({ balai: 1, type: "ended", run });
	if (item.nav)
		tell({
			balai: 1, type: "nav", request: item.nav.request,
			...(item.nav.target ? { target: item.nav.target } : {}),
		});
}

/*
 * What a package set and never committed is handed over as well: after five
 * seconds, later when it is large, so that it costs at most 2 kB a second. A
 * video that plays changes all the time, and is worth no more than a save in
 * fifteen seconds.
 */
let handed = 0;
let handedBytes = 0;
let dirtySince = 0;

function source(): { dirty: boolean; snapshot(): RunFields } | null {
	return runtime ?? viewer?.record ?? null;
}

function autosave(): void {
	const now = performance.now();

	if (!source()?.dirty) {
		dirtySince = 0;
		return;
	}
	dirtySince ||= now;
	if (now - dirtySince >= (viewer ? 15_000 : 5_000) &&
	    now - handed >= Math.min(30_000, handedBytes / 2))
		saveNow();
}

function saveNow(): void {
	const from = source();

	dirtySince = 0;
	if (from?.dirty)
		keep(from.snapshot());
}

/*
 * A run that is opened again, by a reload, may have items on their way that the
 * state does not count yet. A gap keeps new ones from bearing their numbers.
 */
function firstSequence(of: RunState): number {
	const entry = performance.getEntriesByType("navigation")[0] as
		PerformanceNavigationTiming | undefined;

	return of.sequence > 0 || entry?.type === "reload"
		? of.sequence + 1_000 : 0;
}

function start(given: RunState): void {
	state = given;
	attempt ||= given.attempt ?? "";
	run ||= given.run ?? "";
	sequence = firstSequence(given);
	activity ??= given.activity ?? null;
	if (given.standard.startsWith("scorm"))
		expose(given);
	show(given);
	addEventListener("resize", () => {
		toldSize = "";
		measure();
	});
	setInterval(autosave, 1_000);
	setInterval(measure, 1_000);
}

/* Brought here by the page, which asked the rules. */
function enter(given: RunState): RunState {
	if (!given.tree)
		return given;
	try {
		sequencer = new Sequencer(given.tree, activity);
		sequencer.enter(given.unit.key);
		return sequencer.prepare(given);
	} catch {
		sequencer = null;
		return given;
	}
}

function expose(given: RunState): void {
	runtime = createRuntime(enter(given), {
		commit: keep,
		navValid: (request, target) =>
			sequencer?.navValid(request, target) ?? "unknown",
	});
	Object.defineProperty(window, runtime.apiName,
		{ value: runtime.api, configurable: true });
}

/* What browsers open in a program of their own, and not in a sandbox. */
const DOCUMENT = /\.(pdf|docx?|pptx?|xlsx?|od[tsp]|epub|rtf|csv|zip|rar|7z)$/i;

function offer(title: string, href: string): void {
	const box = document.createElement("p");
	const link = document.createElement("a");

	link.href = href;
	link.download = "";
	link.textContent = words.download.replace("{title}", title);
	box.className = "offer";
	box.append(link);
	host.replaceChildren(box);
}

/* `filesToken` and below: where this page lies. */
function show(given: RunState): void {
	const at = new URL(given.unit.launchHref, location.href);

	document.title = given.unit.title;
	if (viewed(given))
		void view(given);
	else if (DOCUMENT.test(at.pathname))
		offer(given.unit.title, at.href);
	else
		embed(given.unit.title, at.href);
}

/* Units that are one file, for which we have a viewer, and our own lessons. */
function viewed({ unit }: RunState): boolean {
	return unit.kind === "lesson" || /^(pdf|video|audio|image|page)$/.test(unit.kind ?? "") &&
		!!unit.media;
}

async function view(given: RunState): Promise<void> {
	document.documentElement.classList.add("viewing");
	try {
		const { createViewer } = await import("./viewers");

		viewer = await createViewer(given, lang, {
			save: saveNow,
			habits,
			keep: (more) => {
				habits = { ...habits, ...more };
				tell({ balai: 1, type: "habits", habits: more });
			},
			tell,
		});
		viewer.open(host);
	} catch {
		again(() => void view(given));
	}
}

/* The viewer's script did not come. */
function again(retry: () => void): void {
	const box = document.createElement("div");
	const text = document.createElement("p");
	const button = document.createElement("button");

	text.textContent = viewerWords[lang].failed;
	button.textContent = viewerWords[lang].again;
	button.addEventListener("click", retry);
	box.className = "offer";
	box.setAttribute("role", "alert");
	box.append(text, button);
	host.replaceChildren(box);
}

function embed(title: string, href: string): void {
	const frame = document.createElement("iframe");

	frame.title = title;
	frame.allow = "autoplay";
	frame.allowFullscreen = true;
	frame.addEventListener("load", () => {
		if (returned())
			return void closed();
		tame();
		measure();
	});
	frame.src = href;
	host.replaceChildren(frame);
	inner = frame;
}

/* A unit of cmi5 goes to its returnURL at its end: ~done beside its files. */
function returned(): boolean {
	try {
		return inner?.contentWindow?.location.pathname ===
			new URL("~done", location.href).pathname;
	} catch {
		return false;
	}
}

/* A unit made for a window of its own closes it at its end. */
function tame(): void {
	try {
		const win = inner?.contentWindow;
		if (win && win.location.href !== "about:blank")
			win.close = () => void closed();
	} catch {
		/* A page that wandered off: nothing to tame. */
	}
}

async function closed(): Promise<void> {
	await unload();
	tell({ balai: 1, type: "nav", request: "exit" });
}

/*
 * Wide and long, so that the app can scale what was made for a desk. What
 * seems to shrink itself may be growing into the page: it is told of when it
 * still is so a second later.
 */
let toldSize = "";
let seen = "";

function measure(): void {
	try {
		const doc = inner?.contentDocument;
		if (!doc?.documentElement)
			return;
		const size = sizeOf(doc);
		const now = JSON.stringify(size);
		const steady = !size.own || now === seen;

		seen = now;
		if (now === toldSize || !steady)
			return;
		toldSize = now;
		tell({ balai: 1, type: "size", ...size });
		tame();
	} catch {
		/* A page that wandered off. */
	}
}

/* Ends the package as leaving its page would; at most a second. */
async function unload(): Promise<void> {
	const frame = inner;

	inner = null;
	if (frame) {
		await new Promise<void>((done) => {
			frame.addEventListener("load", () => done(), { once: true });
			setTimeout(done, 1_000);
			frame.contentWindow?.location.replace("about:blank");
		});
		frame.remove();
	}
	viewer?.close();
	saveNow();
}

async function ask(): Promise<RunState | "token" | "line"> {
	try {
		const answer = await fetch("/r/launch", {
			headers: { "Authorization": `Bearer ${token}` },
			credentials: "omit",
			cache: "no-store",
		});
		if (answer.status === 401)
			return "token";
		return answer.ok ? await answer.json() as RunState : "line";
	} catch {
		return "line";
	}
}

/* Until it is there, unless the token has ended. */
async function begin(given?: RunState): Promise<void> {
	if (started)
		return;
	started = true;
	for (let wait = 1_000; !state; wait = Math.min(30_000, wait * 2)) {
		const answer = given ?? await ask();

		if (typeof answer === "object")
			return start(answer);
		tell({
			balai: 1, type: "problem",
			code: answer === "token" ? "token_invalid" : "line",
			message: words[answer],
		});
		showBadge(words[answer], true);
		if (answer === "token")
			return;
		await new Promise((r) => setTimeout(r, wait));
	}
}

async function heard(message: ToFrame): Promise<void> {
	if (message.type === "hello") {
		lang = message.lang === "en" ? "en" : "id";
		words = frameWords[lang];
		document.documentElement.lang = lang;
		document.documentElement.dataset.theme = message.theme ?? "auto";
		habits = message.habits ?? {};
		run ||= message.run;
		attempt ||= message.attempt ?? "";
		activity ??= message.activity ?? null;
		tell({ balai: 1, type: "ready", run });
		await begin(message.state);
	} else if (message.run !== run) {
		return;
	} else if (message.type === "kept") {
		outbox.keptUpTo(message.sequence);
	} else if (message.type === "finish") {
		await unload();
		tell({ balai: 1, type: "finished", run });
	}
}

addEventListener("message", (e) => {
	if (e.source === app && e.origin === appOrigin && isMessage(e.data))
		void heard(e.data as unknown as ToFrame);
});
addEventListener("online", () => outbox.kick());
document.addEventListener("visibilitychange", () => {
	if (document.visibilityState === "hidden")
		saveNow();
	else
		outbox.kick();
});
addEventListener("pagehide", () => {
	leaving = true;
	if (source()?.dirty)
		saveNow();
	else
		outbox.leave();
});
addEventListener("pageshow", () => {
	leaving = false;
});

if (alone)
	void begin();
