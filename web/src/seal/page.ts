/*
 * The page that checks a seal. The server has made it, with our public keys;
 * what it is asked about stands behind the # and stays in this browser. The
 * network is asked for one thing only: the list of what is not valid any more,
 * the same for everybody.
 */
import "./page.css";
import { type Key, type List, listOf, verdictOf } from "./check";
import { bytesOf, type Facts, type Seal, sealOf } from "./facts";
import { dayOf, daysOf, jpOf, type Lang, momentOf, type Word, words }
	from "./words";

const lang: Lang = document.documentElement.lang === "en" ? "en" : "id";
const t = words(lang);
const place = document.getElementById("seal") as HTMLElement;
const other = document.getElementById("other") as HTMLAnchorElement;

type Child = Node | string | null;

function h(name: string, attributes: Record<string, string> = {},
	...children: Child[]): HTMLElement {
	const made = document.createElement(name);

	for (const [key, value] of Object.entries(attributes))
		made.setAttribute(key, value);
	for (const child of children)
		if (child)
			made.append(child);
	return made;
}

/* ---- What is known: keys, and what is not valid any more ---------------- */

interface Answer {
	body: unknown;
	kept: boolean;
}

async function ask(path: string): Promise<Answer | null> {
	try {
		const answer = await fetch(path,
			{ credentials: "omit", cache: "no-cache" });

		return answer.ok ? { body: await answer.json(),
			kept: answer.headers.get("X-Balai-Kept") === "1" } : null;
	} catch {
		return null;
	}
}

let keys: Key[] = JSON.parse(place.dataset.keys ?? "[]");

/** The keys of now, where the page's own do not have the seal's. */
async function keysFor(id: string): Promise<boolean> {
	if (keys.some((key) => key.id === id))
		return true;
	const answer = await ask("/api/v1/certificate-keys");
	const { keys: told } = (answer?.body ?? {}) as { keys?: Key[] };

	if (told)
		keys = told;
	return answer !== null && !answer.kept;
}

async function listKnown(): Promise<{ list: List; kept: boolean } | null> {
	const answer = await ask("/api/v1/certificates/revoked");

	if (!answer)
		return null;
	const signer = (answer.body as { key?: string }).key;

	if (signer)
		await keysFor(signer);
	const list = listOf(answer.body, keys, bytesOf);

	return list && { list, kept: answer.kept };
}

/* ---- What is shown ------------------------------------------------------ */

function show(...children: Child[]): void {
	place.textContent = "";
	for (const child of children)
		if (child)
			place.append(child);
}

function verdict(kind: "ok" | "wait" | "bad", head: Word, text: string) {
	const sign = { ok: "✓", wait: "!", bad: "✕" }[kind];

	return h("section", { class: `verdict ${kind}`, role: "status" },
		h("h2", { tabindex: "-1" },
			h("span", { "aria-hidden": "true", class: "sign" }, sign),
			t(head)),
		h("p", {}, text));
}

function row(label: Word, value: string, large = false): Node[] {
	return [h("dt", {}, t(label)),
		h("dd", large ? { class: "large" } : {}, value)];
}

function factList(f: Facts): HTMLElement {
	const title = f.version ? `${f.title}, ${t("version",
		{ n: String(f.version) })}` : f.title;

	return h("dl", { class: "facts" },
		...row("name", f.name, true),
		...(f.nip ? row("nip", f.nip) : []),
		...row("title", title, true),
		...row("kind", t(`kind.${f.kind}` as Word)),
		...row("days", daysOf(f.firstDay, f.lastDay, lang)),
		...(f.jp ? row("jp", jpOf(f.jp, lang)) : []),
		...row("number", f.number),
		...row("agency", f.agency),
		...row("issued", dayOf(f.issuedAt, lang)));
}

function same(): HTMLElement {
	const result = h("div", { role: "status" });
	const button = (word: "yes" | "no") => {
		const made = h("button", { type: "button", class: "second" },
			t(`same.${word}` as Word));

		made.addEventListener("click", () => {
			result.textContent = "";
			result.append(h("p", { class: `verdict ${
				word === "yes" ? "ok" : "bad"}` },
			t(`same.${word}.words` as Word)));
		});
		return made;
	};

	return h("section", { class: "same" }, h("h2", {}, t("same")),
		h("p", {}, t("same.words")),
		h("div", { class: "choice" }, button("yes"), button("no")), result);
}

function again(): HTMLElement {
	const button = h("button", { type: "button", class: "second" },
		t("another"));

	button.addEventListener("click", () => {
		history.pushState(null, "", location.pathname + location.search);
		asking();
	});
	return h("p", { class: "again" }, button);
}

const focus = () =>
	(place.querySelector("h2") as HTMLElement | null)?.focus();

/* What the list says of it, put where it was waited for. */
async function look(f: Facts, head: HTMLElement, line: HTMLElement) {
	const known = await listKnown();
	const found = known?.list.papers.find(({ number }) => number === f.number);

	if (!known)
		line.textContent = t("list.none");
	else if (!found || known.kept)
		line.textContent = t(known.kept ? "list.kept" : "list.now",
			{ moment: momentOf(known.list.at, lang) });
	if (found)
		head.replaceWith(verdict("bad", found.by ? "replaced" : "revoked",
			t(found.by ? "replaced.words" : "revoked.words",
				{ number: found.by ?? "", day: dayOf(found.at, lang) })));
}

function good({ facts }: Seal): void {
	const head = verdict("ok", "good", t("good.words",
		{ agency: facts.agency }) + (facts.claimed
		? ` ${t("good.guest")}` : ""));
	const line = h("p", { class: "list", role: "status" });

	show(head, line, h("div", { class: "beside" }, factList(facts), same()),
		h("p", { class: "quiet" }, t("not.tte")), again());
	void look(facts, head, line);
}

async function check(given: string): Promise<void> {
	const seal = sealOf(given);

	if (!seal) {
		show(verdict("bad", "unread", t("unread.words")), again());
	} else {
		const asked = await keysFor(seal.facts.key);
		const found = verdictOf(seal, keys);

		if (found === "good")
			good(seal);
		else if (found === "false")
			show(verdict("bad", "false", t("false.words")), again());
		else
			show(verdict(asked ? "bad" : "wait",
				asked ? "false" : "unknown", t(asked
					? "unknown.online" : "unknown.words")),
			again());
	}
	focus();
}

/* ---- Asking for the code ------------------------------------------------ */

interface Detector {
	detect(picture: ImageBitmap): Promise<{ rawValue: string }[]>;
}

declare const BarcodeDetector: { new(options: { formats: string[] }): Detector };

/** Where the browser reads codes by itself (Chrome on Android). */
function pictureField(told: (text: string) => void, failed: () => void) {
	const input = h("input", { type: "file", accept: "image/*",
		capture: "environment", id: "picture" }) as HTMLInputElement;

	input.addEventListener("change", async () => {
		const file = input.files?.[0];

		try {
			const picture = file && await createImageBitmap(file);
			const found = picture && await new BarcodeDetector(
				{ formats: ["qr_code"] }).detect(picture);

			if (found?.[0])
				told(found[0].rawValue);
			else
				failed();
		} catch {
			failed();
		}
	});
	return h("p", { class: "field" },
		h("label", { for: "picture" }, t("paste.picture")), input);
}

function asking(): void {
	const field = h("textarea", { id: "code", rows: "4", spellcheck: "false",
		autocapitalize: "none", "aria-describedby": "code-hint" }) as
		HTMLTextAreaElement;
	const form = h("form", {},
		h("p", { class: "field" },
			h("label", { for: "code" }, t("paste.label")),
			h("span", { id: "code-hint", class: "hint" }, t("paste.hint")),
			field),
		h("button", { type: "submit" }, t("check")));
	const error = h("p", { role: "alert" });
	const told = (text: string) => {
		const code = text.replace(/\s+/g, "");

		location.hash = code.slice(code.indexOf("#") + 1);
	};

	form.addEventListener("submit", (event) => {
		event.preventDefault();
		if (field.value.trim())
			told(field.value);
		else
			field.focus();
	});
	show(form, "BarcodeDetector" in window ? pictureField(told, () => {
		error.textContent = t("paste.unread");
	}) : null, error);
}

function begin(): void {
	other.hash = location.hash;
	if (location.hash.length > 1)
		void check(location.hash);
	else
		asking();
}

/* ---- Without a connection ----------------------------------------------- */

interface Trusted {
	createPolicy(name: string,
		rules: { createScriptURL(url: string): string }):
		{ createScriptURL(url: string): string };
}

const STORE = "balai-segel-1";	/* the worker's */

async function keepPage(): Promise<void> {
	const trusted = (window as { trustedTypes?: Trusted }).trustedTypes;
	const path = "/s/worker.js";
	const address = trusted ? trusted.createPolicy("seal",
		{ createScriptURL: () => path }).createScriptURL(path) : path;

	if (!("serviceWorker" in navigator))
		return;
	await navigator.serviceWorker.register(address, { scope: "/s/" });
	await navigator.serviceWorker.ready;
	/* The worker asks in the browser's language; this is the person's. */
	const here = location.pathname + location.search;
	const answer = await fetch(here, { cache: "no-cache" });

	if (answer.ok)
		await (await caches.open(STORE)).put(here, answer);
	document.querySelector("main")?.append(h("p", { class: "quiet",
		id: "kept" }, t("ready")));
}

addEventListener("hashchange", begin);
addEventListener("popstate", begin);
begin();
void keepPage().catch(() => undefined);
