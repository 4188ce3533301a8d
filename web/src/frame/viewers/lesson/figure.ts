/*
 * Pictures, videos and recordings in a lesson. A picture that is drawn wider
 * than a phone can be enlarged and moved about; in the dark it keeps a light
 * ground, since most are drawn for paper.
 */
import { languageName } from "../../../text/languages";
import type { Language } from "../../../text/sizes";
import type { LessonWords } from "../../../text/lesson";
import type { Habits } from "../../protocol";
import { Captions, OFF } from "../captions";
import { button, el, fill, sparing } from "../shell";
import { mediaAddress } from "./safe";

/** It is shown so much smaller than it was drawn that words may be lost. */
const SMALLER = .8;

function enlarge(box: HTMLElement, img: HTMLImageElement, words: LessonWords) {
	const press = button(words.bigger, () => {
		const big = box.classList.toggle("big");

		img.style.width = big ? `${Math.max(img.naturalWidth, 640)}px` : "";
		press.textContent = big ? words.smaller : words.bigger;
		press.setAttribute("aria-pressed", String(big));
		if (big)
			box.tabIndex = 0;
		else
			box.removeAttribute("tabindex");
	}, "enlarge");

	press.setAttribute("aria-pressed", "false");
	press.hidden = true;
	return press;
}

export function pictureFigure(
	words: LessonWords,
	path: string,
	alt: string,
	caption: Node | string,
): HTMLElement {
	const address = mediaAddress(path);
	const img = el("img", { alt, decoding: "async" });
	const box = el("div", { class: "picture", role: "group",
		"aria-label": alt }, img);
	const press = enlarge(box, img, words);
	const figure = el("figure", {}, box, press);
	const look = () => {
		press.hidden = !box.classList.contains("big") &&
			img.clientWidth >= img.naturalWidth * SMALLER;
	};

	img.addEventListener("load", look);
	addEventListener("resize", look);
	img.addEventListener("error", () => box.replaceChildren(
		el("p", { class: "quiet" }, fill(words.pictureBroken, { alt }))));
	if (address)
		img.src = address;
	if (caption && (typeof caption === "string" || caption.textContent))
		figure.append(el("figcaption", {}, caption));
	return figure;
}

export interface MediaOf {
	kind: string;
	src: string;
	/** media/x.id.vtt, or none. */
	captions: string;
	label: string;
}

function languageOf(path: string): string {
	return /\.([a-z]{2,3}(?:-[a-z0-9]+)*)\.vtt$/i.exec(path)?.[1]
		?.toLowerCase() ?? "id";
}

export function mediaFigure(
	words: LessonWords,
	lang: Language,
	of: MediaOf,
	habits: Habits,
	keep: (more: Habits) => void,
): { figure: HTMLElement; stop: () => void } {
	const media = el(of.kind === "audio" ? "audio" : "video", {
		controls: "", playsinline: "", preload: sparing() ? "none" : "metadata",
		"aria-label": of.label,
	});
	const vtt = mediaAddress(of.captions);
	const code = languageOf(of.captions);
	const given = vtt ? [{ lang: code, href: vtt }] : [];
	/* On, unless this person turned them off. */
	const captions = new Captions(media, given, lang,
		habits.captions === OFF ? OFF : code);
	const trouble = el("p", { class: "quiet", role: "alert" });
	const figure = el("figure", { class: "recording" }, media, captions.words,
		trouble);

	if (vtt) {
		const select = el("select", {},
			el("option", { value: OFF }, words.captionsOff),
			el("option", { value: code }, languageName(lang, code)));
		const follow = () => {
			select.value = captions.chosen;
			keep({ captions: captions.chosen });
		};

		select.value = captions.chosen;
		select.addEventListener("change", () => {
			captions.show(select.value);
			follow();
		});
		captions.follow(follow);
		figure.append(el("label", { class: "captions" },
			el("span", {}, words.captions), select));
	}
	media.addEventListener("error", () => {
		trouble.textContent = words.mediaBroken;
	});
	media.addEventListener("loadedmetadata", () => {
		trouble.textContent = "";
	});
	const address = mediaAddress(of.src);
	if (address)
		media.src = address;
	return { figure, stop: () => media.pause() };
}
