/*
 * A video or a recording, by the browser's own controls. What counts is what
 * was really played; the learner sees which parts are missing, and chooses the
 * form by its size before a byte of it is fetched.
 */
import type { RunState } from "../../runtime/types";
import { languageName } from "../../text/languages";
import { numberIn, type Language } from "../../text/sizes";
import { viewerWords } from "../../text/viewers";
import { Captions, OFF } from "./captions";
import { button, el, fill, type Form, formsOf, sparing, Viewer,
	type ViewerEvents } from "./shell";
import { missing, read, write } from "./spans";
import { ENOUGH, JOIN, Watch } from "./watch";

const LOOK = 250;
const SPEEDS = [.75, 1, 1.25, 1.5, 1.75, 2];
/** Bytes: more is told before it is fetched, if there is less to be had. */
const LARGE = 20e6;
/** Seconds: nearer to the end than this, it begins anew. */
const END = 5;

function rule(lang: Language): string {
	return fill(viewerWords[lang].mediaRule,
		{ percent: Math.round(ENOUGH * 100) });
}

export class MediaViewer extends Viewer {
	private readonly forms: Form[];
	private form: Form;
	private readonly media: HTMLVideoElement | HTMLAudioElement;
	private readonly watch: Watch;
	private readonly strip = el("div", { class: "media-strip", role: "img" });
	private readonly skipped: HTMLButtonElement;
	private readonly trouble = el("div", { class: "viewer-notice",
		role: "alert" });
	private readonly captions: Captions;
	private captionChoice: HTMLSelectElement | undefined;
	private formChoice: HTMLSelectElement | undefined;
	private readonly advice = el("div", { class: "media-advice" });
	private timer: ReturnType<typeof setInterval> | undefined;
	/** Where to go on once the length is known; null: wherever it is. */
	private goTo: number | null;

	constructor(state: RunState, lang: Language, on: ViewerEvents) {
		super(state, lang, on, rule(lang));
		this.forms = formsOf(state);
		this.form = this.choose();
		this.watch = new Watch(read(this.record.get("played")));
		this.goTo = Number(this.record.get("place")) || null;
		this.media = this.makeMedia();
		this.captions = new Captions(this.media,
			state.unit.media?.captions ?? [], lang, on.habits.captions);
		this.skipped = button("", () => this.playSkipped());
		this.skipped.hidden = true;
		this.tools.prepend(this.skipped);
		this.trouble.hidden = true;
		this.record.busy = () => !this.media.paused ||
			document.visibilityState === "visible";
	}

	private get original(): Form {
		return this.forms.find((f) => f.name === "original") ??
			this.forms[this.forms.length - 1]!;
	}

	/* The smallest that shows what the original shows; none: that one is. */
	private small(): Form | undefined {
		const seen = this.forms.filter((f) => f.bytes > 0 &&
			(f.name !== "audio" || this.state.unit.kind === "audio"));

		return seen.filter((f) => f.name !== "original")
			.sort((a, b) => a.bytes - b.bytes)[0];
	}

	/* As last chosen on this device; with Hemat data the small one. */
	private choose(): Form {
		const habit = this.forms.find((f) =>
			f.name === this.on.habits.form);

		return habit ?? (sparing() ? this.small() : undefined) ??
			this.original;
	}

	private makeMedia(): HTMLVideoElement | HTMLAudioElement {
		const audio = this.state.unit.kind === "audio";

		return el(audio ? "audio" : "video", {
			controls: "", playsinline: "", "aria-label": this.state.unit.title,
			preload: sparing() || this.heavy() ? "none" : "metadata",
		});
	}

	/* Large, and nobody has chosen it here. */
	private heavy(): boolean {
		return this.form.name === "original" && !this.on.habits.form &&
			this.form.bytes > LARGE && !!this.small();
	}

	protected begin(): void {
		const { media } = this;

		this.body.append(this.advice, media, this.captions.words,
			this.trouble);
		this.advise();
		this.fillBar();
		this.tools.before(this.strip);
		media.addEventListener("loadedmetadata", () => this.known());
		media.addEventListener("playing", () => this.look());
		media.addEventListener("ratechange", () => this.look());
		for (const name of ["pause", "ended"])
			media.addEventListener(name, () => this.rested());
		for (const name of ["seeking", "waiting", "emptied"])
			media.addEventListener(name, () => this.watch.stop());
		media.addEventListener("ended", () => this.end());
		media.addEventListener("error", () => this.broken());
		media.addEventListener("play", () => this.unadvise());
		this.captions.follow(() => this.captionsChosen());
		this.root.addEventListener("keydown", (e) => this.key(e));
		media.src = this.form.href;
		this.timer = setInterval(() => this.look(), LOOK);
		this.progress();
	}

	override close(): void {
		clearInterval(this.timer);
		this.look();
		this.media.pause();
		this.media.removeAttribute("src");
		this.media.load();
		super.close();
	}

	private fillBar(): void {
		this.chooseForm();
		this.chooseSpeed();
		this.chooseCaptions();
	}

	/* Before a large original: what there is in its place. */
	private advise(): void {
		const small = this.small();

		this.advice.hidden = !this.heavy();
		if (this.advice.hidden || !small)
			return;
		const name = this.nameOf(small);

		this.advice.append(
			el("p", {}, fill(this.words.heavy, {
				size: this.size(this.form.bytes),
				small: this.size(small.bytes),
			})),
			button(fill(this.words.take, { name }), () => {
				this.choice(small.name);
			}, "primary"),
			button(this.words.keep, () => this.choice(this.form.name)));
	}

	private unadvise(): void {
		this.advice.hidden = true;
	}

	/* By hand, so it is kept for the next video too. */
	private choice(name: string): void {
		this.on.keep({ form: name });
		this.unadvise();
		if (this.formChoice)
			this.formChoice.value = name;
		this.media.preload = "metadata";
		if (name !== this.form.name)
			this.change(name);
	}

	private chooseForm(): void {
		const { forms } = this;

		if (forms.length < 2 && !this.form.bytes)
			return;
		const form = this.select(this.words.form, forms.map((f) =>
			[f.name, this.nameOf(f)]), this.form.name);

		form.addEventListener("change", () => this.choice(form.value));
		this.formChoice = form;
	}

	private chooseCaptions(): void {
		const { captions, words, lang } = this;

		if (captions.languages.length === 0)
			return;
		const select = this.select(words.captions, [[OFF, words.captionsOff],
			...captions.languages.map((code) =>
				[code, languageName(lang, code)])], captions.chosen);

		select.title = words.captionsKey;
		select.addEventListener("change", () => {
			captions.show(select.value);
			this.captionsChosen();
		});
		this.captionChoice = select;
	}

	private captionsChosen(): void {
		const { chosen } = this.captions;

		if (this.captionChoice)
			this.captionChoice.value = chosen;
		this.on.keep({ captions: chosen });
	}

	/* "c" as elsewhere; not where letters choose from a list. */
	private key(e: KeyboardEvent): void {
		if (e.key.toLowerCase() !== "c" || e.ctrlKey || e.metaKey ||
		    e.altKey || this.captions.languages.length === 0 ||
		    e.target instanceof HTMLSelectElement)
			return;
		this.captions.toggle();
		this.captionsChosen();
	}

	private chooseSpeed(): void {
		const speed = this.select(this.words.speed, SPEEDS.map((n) =>
			[String(n), `${numberIn(this.lang, n, 2)}×`]), "1");

		speed.addEventListener("change", () => {
			this.media.defaultPlaybackRate = Number(speed.value);
			this.media.playbackRate = Number(speed.value);
		});
	}

	private select(label: string, options: string[][], value: string) {
		const made = el("select", {}, ...options.map(([key, text]) =>
			el("option", { value: key! }, text!)));

		made.value = value;
		this.bar.append(el("label", {}, el("span", {}, label), made));
		return made;
	}

	private nameOf({ name, bytes }: Form): string {
		const { audioOnly, original, smallSound } = this.words;
		const word = name === "audio"
			? this.state.unit.kind === "audio" ? smallSound : audioOnly
			: name === "original" ? original : name;

		return bytes ? `${word} · ${this.size(bytes)}` : word;
	}

	/* The same place, in another form; playing when it was playing. */
	private change(name: string): void {
		const { media } = this;
		const playing = !media.paused && !media.ended;
		const form = this.forms.find((f) => f.name === name);

		if (!form)
			return;
		this.look();
		this.watch.stop();
		this.form = form;
		this.goTo = media.currentTime || this.goTo;
		this.trouble.hidden = true;
		media.src = form.href;
		if (playing)
			void media.play().catch(() => undefined);
	}

	private get seconds(): number {
		const { duration } = this.media;

		return Number.isFinite(duration) && duration > 0 ? duration
			: this.state.unit.media?.seconds ?? 0;
	}

	private known(): void {
		const at = this.goTo;

		this.goTo = null;
		if (at !== null && at < this.seconds - END)
			this.media.currentTime = at;
		this.trouble.hidden = true;
		this.progress();
	}

	/* Pictures that nobody can see were not watched; sound is heard anyway. */
	private perceived(): boolean {
		const video = this.media instanceof HTMLVideoElement &&
			this.media.videoWidth > 0;

		return !video || document.visibilityState === "visible" ||
			document.pictureInPictureElement === this.media;
	}

	private look(): void {
		const { media, watch } = this;

		if (media.seeking || media.readyState < 2 || !this.perceived())
			return watch.stop();
		if (media.paused && !media.ended)
			return;
		watch.at(performance.now(), media.currentTime, media.playbackRate);
		this.keepPlace();
		this.progress();
	}

	private keepPlace(): void {
		const place = this.media.currentTime.toFixed(1);

		this.record.set("place", place);
		this.record.location = place;
	}

	private rested(): void {
		const { media, watch } = this;

		if (!media.seeking && media.readyState >= 2 && this.perceived())
			watch.at(performance.now(), media.currentTime,
				media.playbackRate);
		watch.stop();
		this.keepPlace();
		this.progress();
		this.saveNow();
	}

	private progress(): void {
		const { watch, seconds } = this;
		const part = watch.part(seconds);
		/* Never 95 % in words before it is so. */
		const percent = Math.floor(part * 100);

		this.record.set("played", write(watch.spans));
		if (seconds)
			this.record.set("seconds", seconds.toFixed(1));
		this.say(fill(this.words.watched, { percent }));
		this.drawStrip(percent);
		this.offerSkipped();
		this.reached(part, seconds > 0 && watch.done(seconds));
	}

	private drawStrip(percent: number): void {
		const { seconds, watch, strip } = this;
		const text = fill(this.words.watched, { percent });

		if (strip.getAttribute("aria-label") !== text)
			strip.setAttribute("aria-label", text);
		while (strip.children.length > watch.spans.length)
			strip.lastElementChild!.remove();
		watch.spans.forEach(([from, to], i) => {
			const mark = (strip.children[i] ??
				strip.appendChild(el("span"))) as HTMLElement;

			mark.style.left = `${from / seconds * 100}%`;
			mark.style.width = `${(to - from) / seconds * 100}%`;
		});
	}

	/* What lies before the place and was not played. */
	private gap(): number | null {
		const found = missing(this.watch.spans, this.seconds, 2 * JOIN);

		return found && !this.record.completed &&
			found[0] < this.media.currentTime - 1 ? found[0] : null;
	}

	private offerSkipped(): void {
		const gap = this.gap();

		this.skipped.hidden = gap === null;
		if (gap === null)
			return;
		const text = fill(this.words.skipped, { time: this.clock(gap) });
		if (this.skipped.textContent !== text)
			this.skipped.textContent = text;
	}

	private clock(seconds: number): string {
		const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
		const mark = this.lang === "en" ? ":" : ".";
		const hours = Math.floor(seconds / 3600);

		return (hours ? hours + mark : "") + two(seconds / 60 % 60) + mark +
			two(seconds % 60);
	}

	private playSkipped(): void {
		const gap = this.gap();

		if (gap === null)
			return;
		this.media.currentTime = gap;
		void this.media.play().catch(() => undefined);
	}

	/* Code 2 is the line; the others are the file. */
	private broken(): void {
		const line = this.media.error?.code === 2 || !navigator.onLine;

		this.watch.stop();
		this.goTo = Number(this.record.get("place")) || null;
		this.trouble.hidden = false;
		this.trouble.replaceChildren(
			el("p", {}, line ? this.words.mediaLine : this.words.mediaBroken),
			button(this.words.again, () => this.change(this.form.name)),
			this.downloadLink(this.form));
	}
}
