/* A picture, fitted to the window and larger when asked; seen in a second. */
import type { RunState } from "../../runtime/types";
import type { Language } from "../../text/sizes";
import { viewerWords } from "../../text/viewers";
import { Dwell, LOOK } from "./dwell";
import { button, el, type Form, formsOf, Viewer,
	type ViewerEvents } from "./shell";

const ZOOM = 1.5;
const ZOOM_MOST = 8;
/** Bytes: with Hemat data no larger picture shows by itself. */
const SMALL = 20_000;

export class ImageViewer extends Viewer {
	private readonly file: Form;
	private image: HTMLImageElement | null = null;
	private readonly dwell = new Dwell(1, []);
	private zoom = 1;
	private timer: ReturnType<typeof setInterval> | undefined;

	constructor(state: RunState, lang: Language, on: ViewerEvents) {
		super(state, lang, on, viewerWords[lang].imageRule);
		this.file = formsOf(state)[0]!;
		this.bar.append(
			button(this.words.smaller, () => this.zoomBy(1 / ZOOM)),
			button(this.words.bigger, () => this.zoomBy(ZOOM)));
		this.bar.hidden = true;
		this.body.tabIndex = 0;
		this.body.setAttribute("role", "region");
		this.body.setAttribute("aria-label", state.unit.title);
	}

	protected begin(): void {
		this.gate(this.file.bytes, SMALL, () => this.load());
	}

	override close(): void {
		clearInterval(this.timer);
		removeEventListener("resize", this.fit);
		super.close();
	}

	private load(): void {
		const image = el("img", { alt: this.state.unit.media?.alt ??
			this.state.unit.title, class: "image-it" });

		image.addEventListener("load", () => this.shown(image));
		image.addEventListener("error", () => this.fail(
			this.words.imageBroken, () => this.load(), this.file));
		image.src = this.file.href;
		this.body.replaceChildren(image);
	}

	private shown(image: HTMLImageElement): void {
		this.image = image;
		this.bar.hidden = false;
		this.fit();
		addEventListener("resize", this.fit);
		clearInterval(this.timer);
		this.timer = setInterval(() => this.look(), LOOK);
	}

	private look(): void {
		if (document.visibilityState !== "visible")
			return this.dwell.rest();
		if (this.dwell.look(new Map([[0, [0, 1]]])))
			this.reached(1, true);
	}

	/* Whole in the window, but no larger than it is; an SVG has no size. */
	private fit = (): void => {
		const { image, body, zoom } = this;

		if (!image)
			return;
		const wide = image.naturalWidth || body.clientWidth;
		const high = image.naturalHeight || body.clientHeight;
		const whole = Math.min(1, body.clientWidth / wide,
			body.clientHeight / high);

		image.style.width = `${Math.floor(wide * whole * zoom)}px`;
		image.style.height = `${Math.floor(high * whole * zoom)}px`;
	};

	private zoomBy(factor: number): void {
		const { body } = this;
		const x = (body.scrollLeft + body.clientWidth / 2) / body.scrollWidth;
		const y = (body.scrollTop + body.clientHeight / 2) / body.scrollHeight;

		this.zoom = Math.min(ZOOM_MOST, Math.max(1, this.zoom * factor));
		this.fit();
		body.scrollLeft = x * body.scrollWidth - body.clientWidth / 2;
		body.scrollTop = y * body.scrollHeight - body.clientHeight / 2;
	}
}
