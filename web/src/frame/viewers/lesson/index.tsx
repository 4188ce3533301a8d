/*
 * A lesson of our own format: words, pictures, self-checks and activities on
 * one page; complete when it was seen to its end and each self-check answered,
 * rightly or not.
 */
import { render } from "preact";
import type { LessonFile } from "../../../practice/types";
import type { RunState } from "../../../runtime/types";
import type { Language } from "../../../text/sizes";
import { lessonWords, type LessonWords } from "../../../text/lesson";
import { Dwell, LOOK, type View } from "../dwell";
import { button, el, fill, Viewer, type ViewerEvents } from "../shell";
import { readPages, writePages } from "../spans";
import { ActivityBox } from "./Activity";
import { Check } from "./Check";
import { fillTokens, tokenOf, Here, type Context } from "./context";
import { lessonEnd } from "./end";
import { mediaFigure, pictureFigure } from "./figure";
import { safe } from "./safe";
import { Store } from "./store";
import "./lesson.css";

/** Of the page's blocks. The rest may be flung past. */
const ENOUGH = .9;
/** Pictures that come late move what is below them: so long, ms. */
const SETTLING = 4_000;
const LESSON = /^lesson:([a-z0-9-]{1,60})$/;
const OUTSIDE = /^(https?:\/\/|mailto:)/i;

function isLesson(value: unknown): value is LessonFile {
	const of = value as LessonFile | null;

	return typeof of === "object" && of !== null &&
		typeof of.html === "string";
}

export class LessonViewer extends Viewer {
	private readonly t: LessonWords;
	private readonly store: Store;
	private readonly line = el("div", { class: "lesson-line" }, el("span"));
	private readonly article = el("article", { class: "lesson" });
	private readonly left = el("p", { class: "lesson-left" });
	private readonly toLeft: HTMLButtonElement;
	private readonly stops: (() => void)[] = [];
	private readonly checks: string[] = [];
	private dwell = new Dwell(0, []);
	private blocks: HTMLElement[] = [];
	private of: LessonFile | null = null;
	private timer: ReturnType<typeof setInterval> | undefined;
	private tokens: { [name: string]: string } = {};
	private full = false;
	/** The learner has moved: the page is theirs. */
	private moved = false;
	private settled = Infinity;

	constructor(state: RunState, lang: Language, on: ViewerEvents) {
		super(state, lang, on, "");
		this.t = lessonWords[lang];
		this.tokens = state.tokens ?? {};
		this.store = new Store(this.record, () => this.progress(),
			(full) => {
				this.full = full;
				this.progress();
			});
		this.toLeft = button(this.t.toUnanswered, () => this.openLeft());
		this.root.classList.add("with-lesson");
		this.bar.hidden = true;
		this.root.prepend(this.line);
		this.body.append(this.article);
	}

	protected begin(): void {
		void this.load();
	}

	override close(): void {
		clearInterval(this.timer);
		this.stops.forEach((stop) => stop());
		super.close();
	}

	private async load(): Promise<void> {
		const slow = setTimeout(() => this.say(this.t.loading), 300);

		try {
			const answer = await fetch(new URL(this.state.unit.launchHref,
				location.href).href);
			const found: unknown = answer.ok ? await answer.json() : null;

			if (!isLesson(found))
				throw new Error("no lesson");
			this.show(found);
		} catch {
			this.fail(this.t.failed, () => {
				this.body.replaceChildren(this.article);
				void this.load();
			});
		} finally {
			clearTimeout(slow);
		}
	}

	private show(of: LessonFile): void {
		this.of = of;
		this.article.lang = of.language ?? "id";
		this.article.replaceChildren(this.head(of), ...this.content(of),
			this.rest(of));
		this.store.begin([...Object.keys(of.practice?.questions ?? {})
			.map((id) => `check.${id}`),
		...Object.keys(of.practice?.activities ?? {})
			.map((id) => `act.${id}`)]);
		this.blocks = Array.from(this.article.children) as HTMLElement[];
		this.dwell = new Dwell(this.blocks.length,
			readPages(this.record.get("seen"), this.blocks.length));
		this.fit();
		this.resume();
		this.timer = setInterval(() => this.look(), LOOK);
		this.progress();
	}

	private head(of: LessonFile): HTMLElement {
		const all = this.countChecks;
		const facts = [
			of.minutes ? fill(this.t.minutes, { n: of.minutes }) : "",
			all ? fill(this.t.checks, { n: all }) : "",
		].filter(Boolean).join(" · ");

		return el("header", { lang: this.lang },
			el("h1", { lang: of.language ?? "id" },
				fillTokens(of.title, this.tokens)),
			el("p", { class: "quiet" }, facts));
	}

	private rest(of: LessonFile): HTMLElement {
		const rule = this.checks.length > 0 ? this.t.ruleChecks
			: this.t.rule;
		const box = el("footer", { lang: this.lang },
			el("div", { class: "lesson-rule" }, el("p", {}, rule), this.left,
				this.toLeft),
			lessonEnd(of, this.t, this.lang, Date.now(),
				() => this.on.tell({ balai: 1, type: "report" })));

		return box;
	}

	private content(of: LessonFile): HTMLElement[] {
		const made = safe(of.html, {
			text: (text) => fillTokens(text, this.tokens),
			put: (element) => this.put(element),
			link: (link, address) => this.link(link, address),
		});
		const box = el("div");

		box.append(made);
		for (const note of Array.from(box.querySelectorAll("aside.note")))
			note.replaceWith(this.note(note as HTMLElement));
		for (const table of Array.from(box.querySelectorAll("table")))
			if (!table.closest(".practice"))
				this.scrolling(table);
		return Array.from(box.childNodes).flatMap((node) =>
			node instanceof HTMLElement ? [node]
				: node.textContent?.trim()
					? [el("p", {}, node.textContent)] : []);
	}

	/* In place of what the server marked. */
	private put(element: Element): Node | null {
		const check = element.getAttribute("data-check");
		const activity = element.getAttribute("data-activity");
		const token = tokenOf(element.getAttribute("data-token"),
			this.tokens);
		const media = element.getAttribute("data-media");

		if (check !== null)
			return this.checkBox(check);
		if (activity !== null)
			return this.activityBox(activity);
		if (token !== null)
			return document.createTextNode(token);
		if (media !== null)
			return this.media(element, media);
		if (element.localName === "figure" && element.querySelector("img"))
			return this.figure(element);
		return element.localName === "img" ? this.picture(
			element.getAttribute("src") ?? "",
			element.getAttribute("alt") ?? "", "") : null;
	}

	private figure(element: Element): Node {
		const img = element.querySelector("img")!;
		const caption = element.querySelector("figcaption");

		return this.picture(img.getAttribute("src") ?? "",
			img.getAttribute("alt") ?? "", caption ? safe(
				caption.innerHTML, {
					text: (text) => fillTokens(text, this.tokens),
					put: () => null,
					link: (link, address) => this.link(link, address),
				}) : img.getAttribute("title") ?? "");
	}

	private picture(path: string, alt: string, caption: Node | string) {
		return pictureFigure(this.t, path, fillTokens(alt, this.tokens),
			caption);
	}

	private media(element: Element, kind: string): HTMLElement {
		const caption = element.querySelector("figcaption")?.textContent ??
			element.getAttribute("data-alt") ?? "";
		const made = mediaFigure(this.t, this.lang, {
			kind,
			src: element.getAttribute("data-src") ?? "",
			captions: element.getAttribute("data-captions") ?? "",
			label: caption || this.state.unit.title,
		}, this.on.habits, (more) => this.on.keep(more));

		this.stops.push(made.stop);
		if (caption)
			made.figure.append(el("figcaption", {}, caption));
		return made.figure;
	}

	private get context(): Context {
		return {
			lang: this.lang,
			words: this.t,
			store: this.store,
			tokens: this.tokens,
			seed: `${this.state.attempt ?? ""}:${this.state.unit.key}`,
			link: (link, address) => this.link(link, address),
			picture: (path, alt, caption) => this.picture(path, alt, caption),
			save: () => this.saveNow(),
		};
	}

	private mount(what: preact.ComponentChild): HTMLElement {
		const box = el("div", { class: "practice" });

		render(<Here.Provider value={this.context}>{what}</Here.Provider>,
			box);
		return box;
	}

	private checkBox(id: string): HTMLElement | null {
		const q = this.ofFile.practice?.questions?.[id];

		if (!q || this.checks.includes(id))
			return el("div");
		this.checks.push(id);
		return this.mount(<Check q={{ ...q, id }} label={fill(this.t.check,
			{ n: this.checks.length, all: this.countChecks })} />);
	}

	private activityBox(id: string): HTMLElement | null {
		const of = this.ofFile.practice?.activities?.[id];

		return of ? this.mount(<ActivityBox of={{ ...of, id }} />)
			: el("div");
	}

	private get ofFile(): LessonFile {
		return this.of!;
	}

	private get countChecks(): number {
		return Object.keys(this.ofFile.practice?.questions ?? {}).length;
	}

	/* "Catatan." as a line of its own above what it notes. */
	private note(aside: HTMLElement): HTMLElement {
		const first = aside.querySelector("p > strong:first-child, " +
			"p > b:first-child");
		const label = (first?.textContent ?? "").replace(/[.:]\s*$/, "");
		const box = el("div", { class: aside.className, role: "note",
			...(label ? { "aria-label": label } : {}) });

		if (first && first.parentElement!.firstChild === first) {
			const p = first.parentElement!;

			first.remove();
			box.append(el("p", { class: "note-label" }, label));
			if (!p.textContent?.trim() && !p.querySelector("img"))
				p.remove();
		}
		box.append(...Array.from(aside.childNodes));
		return box;
	}

	private scrolling(table: HTMLTableElement): void {
		const box = el("div", { class: "scroll" });

		table.replaceWith(box);
		box.append(table);
	}

	/* What can be moved sideways is reached by Tab; what cannot is not. */
	private fit(): void {
		const look = () => {
			for (const box of Array.from(this.article.querySelectorAll<
				HTMLElement>(".scroll"))) {
				if (box.closest(".practice"))
					continue;
				const wide = box.scrollWidth > box.clientWidth + 1;

				for (const [name, value] of [["tabindex", "0"],
					["role", "group"],
					["aria-label", this.t.table]] as const)
					if (wide)
						box.setAttribute(name, value);
					else
						box.removeAttribute(name);
			}
		};

		look();
		addEventListener("resize", look);
		this.stops.push(() => removeEventListener("resize", look));
	}

	/* Out of the frame only by the app, which names where it leads. */
	private link(link: HTMLAnchorElement, address: string): void {
		const lesson = LESSON.exec(address);
		const go = (run: () => void) => {
			link.href = lesson ? "#" : address;
			link.addEventListener("click", (e) => {
				e.preventDefault();
				run();
			});
		};

		if (lesson)
			go(() => this.on.tell({ balai: 1, type: "go", unit: address }));
		else if (OUTSIDE.test(address))
			go(() => this.on.tell({ balai: 1, type: "open", href: address }));
		else if (/^#[\w-]{1,100}$/.test(address))
			go(() => this.article.querySelector(
				`#isi-${CSS.escape(address.slice(1))}`)?.scrollIntoView());
	}

	/* To the block where it was left, as soon as it has its place. */
	private resume(): void {
		const place = Number(this.record.get("place"));
		const again = () => {
			if (!this.moved)
				this.goTo(place);
		};

		this.dwell.rest();
		for (const name of ["wheel", "touchstart", "keydown", "pointerdown"])
			this.body.addEventListener(name, () => {
				this.moved = true;
			}, { passive: true, once: true });
		if (!(place > 0 && place < this.blocks.length))
			return;
		again();
		this.settled = performance.now() + SETTLING;
		for (const img of Array.from(this.article.querySelectorAll("img")))
			img.addEventListener("load", () => {
				if (performance.now() < this.settled)
					again();
			});
	}

	private goTo(place: number): void {
		const block = this.blocks[Math.floor(place)]!;
		const top = block.getBoundingClientRect().top -
			this.body.getBoundingClientRect().top;

		this.body.scrollTop += top + place % 1 * block.offsetHeight;
	}

	private look(): void {
		if (document.visibilityState !== "visible")
			return this.dwell.rest();
		const room = this.body.getBoundingClientRect();
		const view: [number, readonly [number, number]][] = [];

		this.blocks.forEach((block, i) => {
			const { top, bottom, height } = block.getBoundingClientRect();

			if (bottom < room.top || top > room.bottom)
				return;
			const from = height ? Math.max(0, (room.top - top) / height) : 0;
			const to = height
				? Math.min(1, (room.bottom + 2 - top) / height) : 1;

			if (to > from)
				view.push([i, [from, to]]);
		});
		if (room.height === 0 || view.length === 0)
			return this.dwell.rest();
		if (this.dwell.look(new Map(view) as View))
			this.record.set("seen", writePages(this.dwell.seen));
		this.keepPlace(view[0]![0] + Math.min(.999, view[0]![1][0]));
		this.progress();
	}

	private keepPlace(place: number): void {
		const text = place.toFixed(2);

		this.record.set("place", text);
		this.record.location = text;
	}

	private get unanswered(): string[] {
		return this.checks.filter((id) => !this.store.check(id).s);
	}

	private openLeft(): void {
		const id = this.unanswered[0];
		const box = id === undefined ? null
			: document.getElementById(`periksa-${id}`);

		box?.scrollIntoView({ block: "start" });
		box?.focus({ preventScroll: true });
	}

	/* Seen to its foot, and most of what lies before it. */
	private get seen(): boolean {
		const { dwell, blocks } = this;
		const last = blocks.length - 1;

		return last >= 0 && dwell.part(last) > 0 &&
			dwell.part(last - 1) >= 1 && dwell.count >= ENOUGH * last;
	}

	private progress(): void {
		if (!this.of)
			return;
		const { t } = this;
		const all = this.checks.length;
		const done = all - this.unanswered.length;
		const seen = this.record.completed || this.seen;
		const read = seen ? 1 : Math.min(.99, this.blocks.length
			? this.dwell.count / this.blocks.length : 0);
		const said = [
			seen ? t.readAll.replace(/\.$/, "") : fill(t.read,
				{ percent: Math.floor(read * 100) }),
			...(all > 0 ? [fill(t.answered, { n: done, all })] : []),
		].join(" \u00b7 ");

		this.say(this.full ? t.full : said);
		this.left.textContent = `${said}.`;
		this.toLeft.hidden = done === all;
		(this.line.firstElementChild as HTMLElement).style.width =
			`${read * 100}%`;
		/* A check weighs as much as half of the reading altogether. */
		this.reached(this.record.completed ? 1
			: Math.min(.999, all > 0 ? (2 * read + done / all) / 3 : read),
		this.seen && done === all);
	}
}
