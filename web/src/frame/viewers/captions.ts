/*
 * Captions: which are shown, and for recordings, which browsers show none of,
 * the words themselves.
 */
import type { UnitMedia } from "../../runtime/types";
import type { Language } from "../../text/sizes";
import { languageName } from "../../text/languages";
import { el } from "./shell";

export const OFF = "off";

type Given = UnitMedia["captions"];

/* The reader's language, however it is spoken: "en" has "en-gb". */
function ofReader(given: Given, lang: string): string {
	return given.find((c) => c.lang.split("-")[0] === lang)?.lang ?? OFF;
}

/*
 * One track at a time: browsers turn on by themselves what they take for their
 * reader's, beside the one that was chosen here.
 */
export class Captions {
	/** Below a recording; hidden for a video, which shows its own. */
	readonly words = el("div", { class: "media-words" });
	chosen: string;
	private before = "";
	private track: HTMLTrackElement | null = null;

	constructor(
		private readonly media: HTMLMediaElement,
		private readonly given: Given,
		private readonly lang: Language,
		habit: string | undefined,
	) {
		const had = habit === OFF || given.some((c) => c.lang === habit);

		this.chosen = had ? habit! : ofReader(given, lang);
		this.show(this.chosen);
	}

	get languages(): string[] {
		return this.given.map((c) => c.lang);
	}

	private get heardOnly(): boolean {
		return !(this.media instanceof HTMLVideoElement);
	}

	/* `changed` when the browser's own button turned them off or on. */
	follow(changed: () => void): void {
		this.media.textTracks.addEventListener("change", () => {
			if (this.heardOnly || !this.track)
				return;
			const now = this.track.track.mode === "showing"
				? this.track.srclang : OFF;

			if (now === this.chosen)
				return;
			if (now === OFF)
				this.before = this.chosen;
			this.chosen = now;
			changed();
		});
	}

	show(code: string): void {
		const found = this.given.find((c) => c.lang === code);

		this.chosen = found ? code : OFF;
		this.track?.remove();
		this.track = found ? el("track", {
			kind: "captions", srclang: code,
			label: languageName(this.lang, code),
			src: new URL(found.href, location.href).href,
		}) : null;
		if (this.track) {
			this.media.append(this.track);
			this.track.track.mode = this.heardOnly ? "hidden" : "showing";
			this.track.track.addEventListener("cuechange",
				() => this.write());
		}
		this.write();
	}

	/* Off; or on again: the last language, the reader's, else the first. */
	toggle(): void {
		const on = [this.before, ofReader(this.given, this.lang),
			this.languages[0]].find((code) => code && code !== OFF);

		if (this.chosen !== OFF)
			this.before = this.chosen;
		this.show(this.chosen === OFF ? on ?? OFF : OFF);
	}

	private write(): void {
		const shown = this.heardOnly && this.track;

		this.words.hidden = !shown;
		this.words.replaceChildren(...Array.from(
			shown ? this.track?.track.activeCues ?? [] : [],
			(cue) => el("p", {}, (cue as VTTCue).getCueAsHTML())));
	}
}
