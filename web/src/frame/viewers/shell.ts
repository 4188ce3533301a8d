/*
 * What the viewers share: a bar of tools, the content, and below it how far
 * the learner is, what is still missing, and the button that ends the lesson.
 */
import type { RunState } from "../../runtime/types";
import { bytesIn, type Language } from "../../text/sizes";
import { viewerWords } from "../../text/viewers";
import type { Habits, ToApp } from "../protocol";
import { Record } from "./record";

export type Words = typeof viewerWords.id;

type Child = Node | string;

export function el<K extends keyof HTMLElementTagNameMap>(
	name: K,
	given: { [attribute: string]: string } = {},
	...children: Child[]
): HTMLElementTagNameMap[K] {
	const made = document.createElement(name);

	for (const [attribute, value] of Object.entries(given))
		made.setAttribute(attribute, value);
	made.append(...children);
	return made;
}

export function button(text: string, run: () => void, kind = "") {
	const made = el("button", { type: "button" }, text);

	made.className = kind;
	made.addEventListener("click", run);
	return made;
}

export function fill(text: string, values: { [name: string]: string | number }) {
	return text.replace(/\{(\w+)\}/g, (_, name: string) =>
		String(values[name] ?? ""));
}

interface Line {
	saveData?: boolean;
	effectiveType?: string;
}

/* Hemat data: by itself with Save-Data or a slow line. */
export function sparing(): boolean {
	const line = (navigator as Navigator & { connection?: Line }).connection;

	return !!line && (line.saveData === true ||
		/^(slow-2g|2g|3g)$/.test(line.effectiveType ?? ""));
}

/* One file of a unit, at an address below this page's. */
export interface Form {
	name: string;
	href: string;
	/** 0: not known. */
	bytes: number;
	type: string;
}

export function formsOf(state: RunState): Form[] {
	const forms = state.unit.media?.forms ?? [];

	return (forms.length > 0 ? forms : [{
		name: "original", href: state.unit.launchHref, bytes: 0, type: "",
	}]).map((form) => ({
		name: form.name,
		href: new URL(form.href, location.href).href,
		bytes: form.bytes ?? 0,
		type: form.type ?? "",
	}));
}

export interface ViewerEvents {
	/** Something that must not wait for the next save. */
	save(): void;
	/** How videos are played on this device. */
	habits: Habits;
	keep(more: Habits): void;
	/** To the app's page. */
	tell(message: ToApp): void;
}

export abstract class Viewer {
	readonly record: Record;
	readonly words: Words;
	protected readonly root = el("div", { class: "viewer" });
	protected readonly bar = el("div", { class: "viewer-bar" });
	protected readonly body = el("div", { class: "viewer-body" });
	private readonly said = el("p", { class: "viewer-said" });
	private readonly rule: HTMLElement;
	protected readonly tools = el("div", { class: "viewer-tools" });
	private readonly finish: HTMLButtonElement;
	/* Spoken once, when it happens. */
	private readonly news = el("p", { class: "viewer-news", role: "status" });

	constructor(
		protected readonly state: RunState,
		protected readonly lang: Language,
		protected readonly on: ViewerEvents,
		rule: string,
	) {
		this.words = viewerWords[lang];
		this.record = new Record(state.unit.kind ?? "", state.cmi);
		this.rule = el("p", { class: "viewer-rule" }, rule);
		this.finish = button(this.words.finish, () => this.end(), "primary");
		this.finish.hidden = true;
		this.tools.append(this.finish);
		this.root.append(this.bar, this.body, el("div",
			{ class: "viewer-foot" }, this.said, this.rule, this.news,
			this.tools));
		if (this.record.completed)
			this.showDone();
	}

	/* Put it there and begin. */
	open(host: HTMLElement): void {
		host.replaceChildren(this.root);
		this.begin();
	}

	protected abstract begin(): void;

	/* Stop whatever goes on; the last word is in the record then. */
	close(): void {
		this.record.close();
	}

	protected size(bytes: number): string {
		return bytesIn(this.lang, bytes);
	}

	protected say(text: string): void {
		if (this.said.textContent !== text)
			this.said.textContent = text;
	}

	/* `measure` 0 to 1; `done` once is done for ever. */
	protected reached(measure: number, done: boolean): void {
		this.record.measure = measure;
		if (!done || !this.record.complete())
			return;
		this.showDone();
		this.on.save();
	}

	private showDone(): void {
		this.rule.hidden = true;
		this.finish.hidden = false;
		this.news.textContent = this.words.completed;
	}

	/* The learner is through with it; the app says what comes next. */
	protected end(): void {
		if (!this.record.completed)
			return;
		this.record.ended = true;
		this.record.dirty = true;
		this.on.save();
	}

	protected saveNow(): void {
		this.on.save();
	}

	/* In place of the content; `retry` none: there is only the download. */
	protected fail(text: string, retry: (() => void) | null, form?: Form): void {
		const box = el("div", { class: "viewer-notice", role: "alert" },
			el("p", {}, text));

		if (retry)
			box.append(button(this.words.again, retry));
		if (form)
			box.append(this.downloadLink(form));
		this.body.replaceChildren(box);
	}

	protected downloadLink(form: Form): HTMLElement {
		const { downloadSize, download } = this.words;

		return el("a", { class: "button", href: form.href, download: "" },
			fill(form.bytes ? downloadSize : download, {
				title: this.state.unit.title, size: this.size(form.bytes),
			}));
	}

	/* With Hemat data nothing large is fetched before it was asked for. */
	protected gate(bytes: number, most: number, open: () => void): void {
		if (!sparing() || bytes <= most)
			return open();
		const size = this.size(bytes);

		this.body.replaceChildren(el("div", { class: "viewer-notice" },
			el("p", {}, fill(this.words.gate, { size })),
			button(fill(this.words.gateOpen, { size }), open, "primary")));
	}
}
