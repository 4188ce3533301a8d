/*
 * A PDF, drawn by pdf.js in its own worker. Pages are drawn when they come
 * near the window and let go when they are far, for phones of 2 GB; text lies
 * over them, invisible, to be selected and read aloud.
 *
 * Complete when each page was in view for a second; goes on at the page.
 */
import {
	getDocument, GlobalWorkerOptions, type PDFDocumentLoadingTask,
	type PDFDocumentProxy, type PDFPageProxy, type RenderTask, TextLayer,
} from "pdfjs-dist/legacy/build/pdf.mjs";
import PdfWorker from "./drawer?worker";
import type { RunState } from "../../runtime/types";
import type { Language } from "../../text/sizes";
import { viewerWords } from "../../text/viewers";
import { Dwell, LOOK } from "./dwell";
import { type Place, Sheets } from "./sheets";
import { button, el, fill, type Form, formsOf, sparing, Viewer,
	type ViewerEvents } from "./shell";
import { readPages, writePages } from "./spans";

/* Where scripts/frame.mjs puts them; fetched only by files that need them. */
const LIBRARY = "/~balai/pdf/";
/** Pixels of one canvas, four bytes each. */
const PIXELS = 4_194_304;
const ZOOM = 1.25;
const ZOOM_MOST = 5;
/** Bytes: with Hemat data larger files are fetched by the page. */
const LARGE = 1_000_000;

interface Sheet {
	box: HTMLElement;
	drawn: "no" | "busy" | "yes" | "bad";
	/** Pixels of a point, as drawn. */
	scale: number;
	page: PDFPageProxy | null;
	task: RenderTask | null;
	text: TextLayer | null;
}

export class PdfViewer extends Viewer {
	private readonly file: Form;
	private loading: PDFDocumentLoadingTask | null = null;
	private pdf: PDFDocumentProxy | null = null;
	private sheets: Sheets | null = null;
	private list: Sheet[] = [];
	private dwell = new Dwell(0, []);
	private zoom = 1;
	private here = -1;
	private working = false;
	private closed = false;
	private timers: ReturnType<typeof setInterval>[] = [];
	private readonly pages = el("div", { class: "pdf-pages" });
	private readonly menu = el("nav", { class: "pdf-menu", id: "pdf-menu" });
	private readonly opener: HTMLButtonElement;

	constructor(state: RunState, lang: Language, on: ViewerEvents) {
		super(state, lang, on, viewerWords[lang].pdfRule);
		this.file = formsOf(state)[0]!;
		this.opener = button(this.words.pdfPages, () => this.toggle());
		this.opener.setAttribute("aria-expanded", "false");
		this.opener.setAttribute("aria-controls", "pdf-menu");
		this.bar.append(this.opener,
			button(this.words.smaller, () => this.zoomBy(1 / ZOOM)),
			button(this.words.bigger, () => this.zoomBy(ZOOM)));
		this.bar.hidden = true;
		this.menu.hidden = true;
		this.menu.setAttribute("aria-label", this.words.pdfPages);
		this.root.append(this.menu);
		this.body.tabIndex = 0;
		this.body.setAttribute("role", "region");
		this.body.setAttribute("aria-label", state.unit.title);
	}

	protected begin(): void {
		this.gate(this.file.bytes, LARGE, () => void this.load());
	}

	override close(): void {
		this.closed = true;
		this.timers.forEach(clearInterval);
		removeEventListener("resize", this.resized);
		removeEventListener("keydown", this.key);
		void this.loading?.destroy();
		super.close();
	}

	private async load(): Promise<void> {
		const wait = el("p", { class: "viewer-notice", role: "status" });
		const late = setTimeout(() => {
			wait.textContent = this.words.loading;
		}, 300);

		this.body.replaceChildren(wait);
		GlobalWorkerOptions.workerPort ??= new PdfWorker();
		this.loading = getDocument({
			url: this.file.href,
			cMapUrl: LIBRARY + "cmaps/",
			cMapPacked: true,
			standardFontDataUrl: LIBRARY + "fonts/",
			isEvalSupported: false,
			enableXfa: false,
			disableAutoFetch: sparing(),
			disableStream: sparing(),
		});
		this.loading.onProgress = ({ loaded, total }: {
			loaded: number; total: number;
		}) => {
			if (wait.textContent && total > loaded)
				wait.textContent = fill(this.words.loadingOf, {
					done: this.size(loaded), all: this.size(total),
				});
		};
		try {
			this.pdf = await this.loading.promise;
			await this.show(this.pdf);
		} catch (e) {
			this.refused(e);
		} finally {
			clearTimeout(late);
		}
	}

	private refused(e: unknown): void {
		const name = (e as { name?: string } | null)?.name;

		if (this.closed)
			return;
		void this.loading?.destroy();
		if (name === "PasswordException")
			this.fail(this.words.pdfLocked, null, this.file);
		else
			this.fail(this.words.pdfBroken, () => void this.load(),
				this.file);
	}

	private async show(pdf: PDFDocumentProxy): Promise<void> {
		const first = (await pdf.getPage(1)).getViewport({ scale: 1 });
		const count = pdf.numPages;

		if (this.closed)
			return;
		this.dwell = new Dwell(count, readPages(this.record.get("seen"),
			count));
		this.record.set("pages", String(count));
		this.sheets = new Sheets(count, first);
		this.list = Array.from({ length: count }, (_, i) => this.sheet(i));
		this.pages.replaceChildren(...this.list.map(({ box }) => box));
		this.fillMenu();
		this.bar.hidden = false;
		this.body.replaceChildren(this.pages);
		this.layOut(this.resumeAt(count));
		this.body.addEventListener("scroll", this.scrolled);
		addEventListener("resize", this.resized);
		addEventListener("keydown", this.key);
		this.timers.push(setInterval(() => this.look(), LOOK));
		this.progress();
	}

	private resumeAt(count: number): Place {
		const page = Number(this.record.get("page"));

		return Number.isSafeInteger(page) && page > 1 && page <= count
			? { page: page - 1, part: 0 } : { page: 0, part: 0 };
	}

	private sheet(i: number): Sheet {
		const name = fill(this.words.pdfPage, { n: i + 1 });

		return {
			box: el("div", {
				class: "pdf-page", role: "group", "aria-label": name,
				"data-page": String(i + 1),
			}),
			drawn: "no", scale: 0, page: null, task: null, text: null,
		};
	}

	/* Anew, with the same place at the same height of the window. */
	private layOut(place: Place): void {
		const { sheets, body } = this;

		if (!sheets)
			return;
		sheets.layOut(body.clientWidth, this.zoom);
		this.list.forEach(({ box }, i) => {
			box.style.width = `${sheets.sizes[i]!.width}px`;
			box.style.height = `${sheets.sizes[i]!.height}px`;
		});
		body.scrollTop = place.part === 0
			? sheets.tops[place.page]! - 8
			: sheets.scrollTo(place, body.clientHeight);
		this.dwell.rest();
		this.moved();
	}

	private place(): Place {
		return this.sheets!.place(this.body.scrollTop, this.body.clientHeight);
	}

	private resized = (): void => {
		if (this.sheets)
			this.layOut(this.place());
	};

	private scrolled = (): void => this.moved();

	private moved(): void {
		this.follow();
		void this.work();
	}

	/* Which page this is, to the eye and to the record. */
	private follow(): void {
		const { page } = this.place();

		if (page === this.here)
			return;
		this.menu.querySelector("[aria-current]")
			?.removeAttribute("aria-current");
		this.menu.querySelectorAll("button")[page]
			?.setAttribute("aria-current", "true");
		this.here = page;
		this.record.set("page", String(page + 1));
		this.record.location = String(page + 1);
		this.progress();
	}

	private progress(): void {
		const { count, pages, seen, done } = this.dwell;

		this.say(fill(this.words.pdfPlace,
			{ n: this.here + 1, all: pages, seen: count }));
		this.record.set("seen", writePages(seen));
		this.reached(pages ? count / pages : 0, done);
	}

	/* Only what is drawn can be seen. */
	private look(): void {
		const { sheets, body, dwell } = this;

		if (!sheets || document.visibilityState !== "visible")
			return dwell.rest();
		const view = new Map([...sheets.view(body.scrollTop,
			body.clientHeight)].filter(([i]) =>
			this.list[i]!.drawn === "yes" || this.list[i]!.drawn === "bad"));

		if (!dwell.look(view))
			return;
		for (const i of view.keys())
			this.nameInMenu(i);
		this.progress();
	}

	/* Draws what is near, the nearest first, and lets go of what is far. */
	private async work(): Promise<void> {
		if (this.working)
			return;
		this.working = true;
		for (let next = this.next(); next >= 0; next = this.next())
			await this.draw(next).catch(() => {
				this.bad(next);
			});
		this.working = false;
	}

	private next(): number {
		const { sheets, body } = this;

		if (!sheets || this.closed)
			return -1;
		const top = body.scrollTop, high = body.clientHeight;
		const near = sheets.between(top - high, top + 2 * high);

		this.list.forEach((sheet, i) => {
			if (sheet.drawn !== "no" && (i < near[0]! - 1 ||
			    i > near[near.length - 1]! + 1))
				this.release(sheet);
		});
		const fits = (i: number) => this.list[i]!.drawn !== "no" &&
			this.list[i]!.scale === sheets.scale(i);
		const seen = sheets.between(top, top + high);
		return [...seen, ...near].find((i) => !fits(i)) ?? -1;
	}

	private release(sheet: Sheet): void {
		const canvas = sheet.box.querySelector("canvas");

		sheet.task?.cancel();
		sheet.text?.cancel();
		sheet.drawn = "no";
		sheet.page?.cleanup();
		/* Safari keeps the pixels of a canvas that is merely dropped. */
		if (canvas)
			canvas.width = canvas.height = 0;
		sheet.box.replaceChildren();
	}

	private async draw(i: number): Promise<void> {
		const sheet = this.list[i]!, sheets = this.sheets!;

		sheet.page ??= await this.pdf!.getPage(i + 1);
		if (sheets.learn(i, sheet.page.getViewport({ scale: 1 })))
			this.layOut(this.place());
		const scale = sheets.scale(i);
		const viewport = sheet.page.getViewport({ scale });
		const canvas = el("canvas", { "aria-hidden": "true" });
		const dense = Math.min(devicePixelRatio || 1,
			Math.sqrt(PIXELS / (viewport.width * viewport.height)));

		canvas.width = Math.floor(viewport.width * dense);
		canvas.height = Math.floor(viewport.height * dense);
		sheet.scale = scale;
		if (sheet.drawn === "no")
			sheet.drawn = "busy";
		sheet.task = sheet.page.render({
			canvasContext: canvas.getContext("2d", { alpha: false })!,
			viewport,
			transform: [dense, 0, 0, dense, 0, 0],
		});
		await sheet.task.promise;
		sheet.box.replaceChildren(canvas);
		sheet.drawn = "yes";
		await this.lay(sheet, scale);
	}

	/* The text over the picture. Without it the page is still to be seen. */
	private async lay(sheet: Sheet, scale: number): Promise<void> {
		const box = el("div", { class: "pdf-text" });

		box.style.setProperty("--scale-factor", String(scale));
		sheet.text = new TextLayer({
			textContentSource: sheet.page!.streamTextContent(),
			container: box,
			viewport: sheet.page!.getViewport({ scale }),
		});
		await sheet.text.render().catch(() => undefined);
		if (sheet.drawn === "yes")
			sheet.box.append(box);
	}

	private bad(i: number): void {
		const sheet = this.list[i]!;

		if (this.closed)
			return;
		sheet.scale = this.sheets!.scale(i);
		sheet.drawn = "bad";
		sheet.box.replaceChildren(el("p", {},
			fill(this.words.pdfPageBad, { n: i + 1 })));
	}

	private zoomBy(factor: number): void {
		const zoom = Math.min(ZOOM_MOST, Math.max(.5, this.zoom * factor));

		if (!this.sheets || zoom === this.zoom)
			return;
		const place = this.place();
		this.zoom = Math.abs(zoom - 1) < .01 ? 1 : zoom;
		this.layOut(place);
	}

	/* While the pages have the focus. */
	private key = (e: KeyboardEvent): void => {
		const mine = this.body.contains(document.activeElement);

		if (e.key === "Escape" && !this.menu.hidden) {
			this.toggle();
			this.opener.focus();
		} else if (mine && !e.ctrlKey && !e.metaKey && !e.altKey &&
			/^[+=-]$/.test(e.key)) {
			this.zoomBy(e.key === "-" ? 1 / ZOOM : ZOOM);
		}
	};

	private fillMenu(): void {
		this.menu.replaceChildren(el("ol", {}, ...this.list.map((_, i) => {
			const go = button("", () => {
				this.toggle();
				this.layOut({ page: i, part: 0 });
				this.body.focus();
			});

			return el("li", {}, go);
		})));
		this.list.forEach((_, i) => this.nameInMenu(i));
	}

	private nameInMenu(i: number): void {
		const { pdfPage, pdfPageSeen } = this.words;
		const found = this.menu.querySelectorAll("button")[i];
		const text = fill(this.dwell.part(i) === 1 ? pdfPageSeen : pdfPage,
			{ n: i + 1 });

		if (found && found.textContent !== text)
			found.textContent = text;
	}

	private toggle(): void {
		this.menu.hidden = !this.menu.hidden;
		this.opener.setAttribute("aria-expanded",
			String(!this.menu.hidden));
		if (this.menu.hidden)
			return;
		this.menu.style.top = `${this.bar.offsetHeight}px`;
		const current = this.menu.querySelector<HTMLElement>(
			"[aria-current]");

		current?.scrollIntoView({ block: "center" });
		current?.focus();
	}
}
