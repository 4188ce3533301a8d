/*
 * A lesson as learners get it: what our server made of it, put together anew
 * by the code of the lesson's own page, its self-checks and exercises included.
 * What is answered here is kept nowhere.
 */
import DOMPurify from "dompurify";
import "../../frame/viewers/viewers.css";	/* before the lesson's own */
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { get, Problem } from "../../api/client";
import { isBag } from "../../drafts/json";
import type { Draft } from "../../drafts/session";
import { ActivityBox } from "../../frame/viewers/lesson/Activity";
import { Check } from "../../frame/viewers/lesson/Check";
import { fillTokens, Here, type Context } from "../../frame/viewers/lesson/context";
import "../../frame/viewers/lesson/lesson.css";
import { parseWith, safe } from "../../frame/viewers/lesson/safe";
import type { CheckState, Store } from "../../frame/viewers/lesson/store";
import type { LessonFile } from "../../practice/types";
import { linkTarget } from "../../questions/html";
import { lang } from "../../text";
import { lessonWords } from "../../text/lesson";
import { words } from "../../text/editor";

const QUIET_MS = 300;

/* The app's policy lets DOMPurify alone parse HTML. */
parseWith((html) =>
	DOMPurify.sanitize(html, { RETURN_DOM: true }) as HTMLElement);

/* As the lesson's own store, in this page alone. */
function memory(): Store {
	const checks = new Map<string, CheckState>();
	const acts = new Map<string, unknown>();

	return {
		begin: () => undefined,
		check: (id: string) => checks.get(id) ?? { a: {} },
		setCheck: (id: string, state: CheckState) => void checks.set(id, state),
		activity: <T,>(id: string, otherwise: T) =>
			(acts.get(id) as T | undefined) ?? otherwise,
		setActivity: (id: string, state: unknown) => void acts.set(id, state),
	} as unknown as Store;
}

function element(name: string, text = "", kind = ""): HTMLElement {
	const made = document.createElement(name);

	made.textContent = text;
	made.className = kind;
	return made;
}

/* A medium of the draft: it comes by a call of ours, not by its address. */
function picture(draft: Draft, path: string, alt: string): HTMLElement {
	const img = document.createElement("img");

	img.alt = alt;
	draft.picture(path).then((url) => {
		img.src = url;
	}, () => img.replaceWith(element("p",
		words("preview.noPicture", { path }), "quiet")));
	return img;
}

function figure(draft: Draft, path: string, alt: string, caption: string) {
	const made = element("figure");
	const box = element("div", "", "picture");

	box.append(picture(draft, path, alt));
	made.append(box);
	if (caption)
		made.append(element("figcaption", caption));
	return made;
}

function recording(draft: Draft, of: Element): HTMLElement {
	const made = element("figure", "", "recording");
	const path = of.getAttribute("data-src") ?? "";
	const media = document.createElement(
		of.getAttribute("data-media") === "audio" ? "audio" : "video");
	const caption = of.querySelector("figcaption")?.textContent ??
		of.getAttribute("data-alt") ?? "";

	media.controls = true;
	media.setAttribute("aria-label", caption || path);
	draft.picture(path).then((url) => {
		media.src = url;
	}, () => undefined);
	made.append(media);
	if (caption)
		made.append(element("figcaption", caption));
	return made;
}

function tokensOf(draft: Draft): Record<string, string> {
	const module = draft.value("module.json");
	const tokens = isBag(module) && isBag(module.tokens) ? module.tokens : {};

	return Object.fromEntries(Object.entries(tokens).map(([name, one]) =>
		[name, isBag(one) ? String(one.otherwise ?? name) : name]));
}

function link(made: HTMLAnchorElement, address: string): void {
	const target = linkTarget(address);

	if (!target)
		return;
	made.href = target;
	made.target = "_blank";
	made.rel = "noopener noreferrer";
}

function lessonNodes(draft: Draft, of: LessonFile, store: Store) {
	const tokens = tokensOf(draft);
	const t = lessonWords[lang()];
	const boxes: HTMLElement[] = [];
	const here: Context = {
		lang: lang(), words: t, store, tokens, seed: "preview", link,
		picture: (path, alt, caption) => figure(draft, path, alt, caption),
		save: () => undefined,
	};
	const all = Object.keys(of.practice?.questions ?? {}).length;
	let n = 0;
	const mount = (what: preact.ComponentChild) => {
		const box = element("div", "", "practice");

		boxes.push(box);
		render(<Here.Provider value={here}>{what}</Here.Provider>, box);
		return box;
	};
	const put = (e: Element): Node | null => {
		const check = e.getAttribute("data-check");
		const activity = e.getAttribute("data-activity");
		const token = e.getAttribute("data-token");

		if (check !== null) {
			const q = of.practice?.questions?.[check];

			return q ? mount(<Check q={{ ...q, id: check }} label={t.check
				.replace("{n}", String(++n)).replace("{all}", String(all))} />)
				: element("div");
		}
		if (activity !== null) {
			const one = of.practice?.activities?.[activity];

			return one ? mount(<ActivityBox of={{ ...one, id: activity }} />)
				: element("div");
		}
		if (token !== null && token in tokens)
			return document.createTextNode(tokens[token]!);
		if (e.hasAttribute("data-media"))
			return recording(draft, e);
		if (e.localName === "figure" && e.querySelector("img")) {
			const img = e.querySelector("img")!;

			return figure(draft, img.getAttribute("src") ?? "",
				img.getAttribute("alt") ?? "",
				e.querySelector("figcaption")?.textContent ?? "");
		}
		return e.localName === "img" ? picture(draft,
			e.getAttribute("src") ?? "", e.getAttribute("alt") ?? "") : null;
	};
	const made = safe(of.html, {
		text: (text) => fillTokens(text, tokens), put, link,
	});

	/* A note of a page within a page is no landmark. */
	for (const aside of Array.from(made.querySelectorAll("aside"))) {
		const box = element("div", "", aside.className);

		box.setAttribute("role", "note");
		box.append(...Array.from(aside.childNodes));
		aside.replaceWith(box);
	}
	for (const table of Array.from(made.querySelectorAll("table"))) {
		const box = element("div", "", "scroll");

		box.tabIndex = 0;
		box.setAttribute("role", "group");
		box.setAttribute("aria-label", t.table);
		table.replaceWith(box);
		box.append(table);
	}
	return { made, stop: () => boxes.forEach((box) => render(null, box)) };
}

/* As it was saved last; what was shown before stays until then. */
function useLesson(draft: Draft, name: string) {
	const [of, set] = useState<LessonFile | null>(null);
	const [why, setWhy] = useState("");
	const revisions = ["module.json", `lessons/${name}.md`,
		`quizzes/${name}.json`].map((path) =>
		draft.file(path)?.revision ?? 0).join(" ");
	const going = !draft.writer.whole;

	useEffect(() => {
		const stop = new AbortController();

		if (going)
			return;
		const timer = setTimeout(() => {
			get<LessonFile>(`${draft.url}/lessons/${name}`,
				{ signal: stop.signal }).then((found) => {
				set(found);
				setWhy("");
			}, (e) => {
				if (!stop.signal.aborted)
					setWhy(e instanceof Problem ? e.detail : "");
			});
		}, QUIET_MS);

		return () => {
			stop.abort();
			clearTimeout(timer);
		};
	}, [revisions, going]);
	return { of, why, going };
}

export function LessonPreview({ draft, name }: { draft: Draft; name: string }) {
	const { of, why, going } = useLesson(draft, name);
	const box = useRef<HTMLElement>(null);
	const store = useRef(memory());

	useEffect(() => {
		if (!of || !box.current)
			return;
		const { made, stop } = lessonNodes(draft, of, store.current);

		box.current.replaceChildren(made);
		return stop;
	}, [of]);
	return (
		<section class="edit-lesson" aria-label={words("preview")}>
			<p class="small quiet" role="status">
				{why || (going && of ? words("preview.late")
					: words("preview.means"))}
			</p>
			<div class="viewer">
				<article class="lesson" lang={of?.language ?? "id"} ref={box} />
			</div>
		</section>
	);
}
