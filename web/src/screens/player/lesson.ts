/*
 * One run of a unit, as the app's page sees it: an iframe on the content
 * origin, the messages to and from it, and the queue.
 *
 * A frame that is taken away while its package says goodbye speaks from a
 * window that is no more (event.source is null). What it still says about this
 * run is heard for a moment, so that going back in the browser loses nothing.
 */
import type { Item } from "../../runtime/types";
import { queuePut, queueSaved, queueUnreached } from "../../queue";
import { fromFrame, type ToApp, type ToFrame } from "../../frame/protocol";
import { theme } from "../../parts/theme";
import { lang } from "../../text";
import { habits, keepHabits } from "./habits";
import type { Launch } from "./launch";

export interface LessonEvents {
	ready(): void;
	/** The content origin has not answered in time; it may still. */
	blocked(): void;
	item(item: Item): void;
	/** Height 0: what is longer than the window scrolls in it. */
	size(width: number, height: number): void;
	ended(): void;
	nav(request: string, target: string | undefined): void;
	/** A lesson's reader asks for something that the app does. */
	wish(wish: Wish): void;
}

/** Say what is wrong; a link that leads out; another lesson of the module. */
export type Wish = Extract<ToApp, { type: "report" | "open" | "go" }>;

const HELLO = 500;
const BLOCKED = 8_000;
const FINISH = 2_500;
const AFTERWORDS = 3_000;

export class Lesson {
	private readonly origin: string;
	private answered = false;
	private gone = false;
	private hello: ReturnType<typeof setInterval> | undefined;
	private late: ReturnType<typeof setTimeout> | undefined;
	private finished: (() => void) | null = null;

	constructor(
		readonly launch: Launch,
		readonly person: string,
		private readonly frame: HTMLIFrameElement,
		private readonly on: LessonEvents,
	) {
		this.origin = new URL(launch.url).origin;
	}

	start(): void {
		addEventListener("message", this.heard);
		this.frame.addEventListener("load", this.loaded);
		this.late = setTimeout(() => this.on.blocked(), BLOCKED);
		this.frame.src = this.launch.url;
	}

	/* The package may say goodbye; at most two seconds and a half. */
	async leave(): Promise<void> {
		if (!this.answered || this.gone)
			return;
		await new Promise<void>((done) => {
			this.finished = done;
			setTimeout(done, FINISH);
			this.say({ balai: 1, type: "finish", run: this.launch.run });
		});
	}

	dispose(): void {
		this.gone = true;
		clearInterval(this.hello);
		clearTimeout(this.late);
		this.frame.removeEventListener("load", this.loaded);
		setTimeout(() => removeEventListener("message", this.heard),
			AFTERWORDS);
	}

	/* Only a page that has loaded can be spoken to by its origin. */
	private loaded = (): void => {
		clearInterval(this.hello);
		if (this.answered || this.frame.src !== this.launch.url)
			return;
		this.greet();
		this.hello = setInterval(() => this.greet(), HELLO);
	};

	private greet(): void {
		const { run, attempt, state } = this.launch;

		this.say({
			balai: 1, type: "hello", run, attempt, lang: lang(),
			theme: theme(), habits: habits(), state,
			activity: state.activity ?? null,
		});
	}

	private say(message: ToFrame): void {
		this.frame.contentWindow?.postMessage(message, this.origin);
	}

	private heard = (e: MessageEvent): void => {
		const mine = e.source === this.frame.contentWindow && !this.gone;
		const message = e.origin === this.origin &&
			(mine || e.source === null) ? fromFrame(e.data) : null;

		if (!message)
			return;
		if (message.type === "item")
			void this.keep(message.item);
		if (message.type === "saved" && message.run === this.launch.run)
			void queueSaved(message.run, message.sequence, message.savedAt);
		if (mine)
			this.act(message);
	};

	private async keep(item: Item): Promise<void> {
		const { run, attempt, runToken } = this.launch;

		if (item.run !== run || item.attempt !== attempt)
			return;
		this.on.item(item);
		await queuePut(item, runToken, this.person);
		if (!this.gone)
			this.say({
				balai: 1, type: "kept", run, sequence: item.sequence,
			});
	}

	private act(message: ToApp): void {
		switch (message.type) {
		case "ready":
			clearInterval(this.hello);
			clearTimeout(this.late);
			this.answered = true;
			this.on.ready();
			break;
		case "habits":
			keepHabits(message.habits);
			break;
		case "size":
			this.on.size(message.width, message.own ? message.height : 0);
			break;
		case "ended":
			this.on.ended();
			break;
		case "nav":
			this.on.nav(message.request, message.target);
			break;
		case "report":
		case "open":
		case "go":
			this.on.wish(message);
			break;
		case "problem":
			if (message.code === "send_failed")
				void queueUnreached(this.launch.run);
			break;
		case "finished":
			this.finished?.();
			break;
		}
	}
}
