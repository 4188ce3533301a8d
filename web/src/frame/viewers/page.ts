/*
 * A page of text, made from Markdown by the server, in a frame of its own;
 * complete when all of it, to its end, was in view for a second.
 */
import type { RunState } from "../../runtime/types";
import type { Language } from "../../text/sizes";
import { viewerWords } from "../../text/viewers";
import { Dwell, LOOK, type View } from "./dwell";
import { el, fill, formsOf, Viewer, type ViewerEvents } from "./shell";

export class PageViewer extends Viewer {
	private readonly frame = el("iframe", { class: "page-it" });
	private readonly dwell: Dwell;
	private timer: ReturnType<typeof setInterval> | undefined;

	constructor(state: RunState, lang: Language, on: ViewerEvents) {
		super(state, lang, on, viewerWords[lang].pageRule);
		this.dwell = new Dwell(1, []);
		this.frame.title = state.unit.title;
		this.bar.hidden = true;
	}

	protected begin(): void {
		this.frame.addEventListener("load", () => this.resume());
		this.frame.src = formsOf(this.state)[0]!.href;
		this.body.append(this.frame);
		this.timer = setInterval(() => this.look(), LOOK);
		this.progress();
	}

	override close(): void {
		clearInterval(this.timer);
		super.close();
	}

	private get page(): HTMLElement | null {
		try {
			const page = this.frame.contentDocument;

			return page?.readyState === "complete" &&
				page.URL !== "about:blank"
				? page.scrollingElement as HTMLElement | null : null;
		} catch {
			/* A link led away from it. */
			return null;
		}
	}

	private resume(): void {
		const place = Number(this.record.get("place"));

		this.dwell.rest();
		if (this.page && place > 0 && place <= 1)
			this.page.scrollTop = place * this.page.scrollHeight;
	}

	private look(): void {
		const { page } = this;

		if (!page || document.visibilityState !== "visible")
			return this.dwell.rest();
		const high = page.scrollHeight, top = Math.max(0, page.scrollTop);
		const end = Math.min(1, (top + page.clientHeight + 2) / high);
		const view: View = new Map([[0, [top / high, end]]]);

		if (high === 0)
			return;
		this.dwell.look(view);
		this.record.set("place", (top / high).toFixed(3));
		this.record.location = (top / high).toFixed(3);
		this.progress();
	}

	private progress(): void {
		const part = this.record.completed ? 1 : this.dwell.part(0);

		this.say(fill(this.words.pageSeen,
			{ percent: Math.floor(part * 100) }));
		this.reached(part, this.dwell.done);
	}
}
