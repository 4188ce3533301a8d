/*
 * Words: Indonesian until the person picks English. English is a chunk of its
 * own, so that a phone does not fetch both.
 *
 *	t("module.start", { size: bytes(240_000) })	"Mulai · 240 kB"
 *
 * A part of the app that is loaded later may keep its words beside itself:
 *	const t = phrases({ next: "Berikutnya" }, { next: "Next" });
 */
import { useEffect, useState } from "preact/hooks";
import { id } from "./id";

export type Lang = "id" | "en";
export type Key = keyof typeof id;
export type Words = Record<Key, string>;
export type Values = Record<string, string | number>;

const STORE = "balai.lang";
const listeners = new Set<() => void>();
let current: Lang = "id";
let words: Words = id;

/* English has words for one and for more: "{n} {n|lesson|lessons}". */
function fill(phrase: string, values?: Values): string {
	return values
		? phrase.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
			(all, name: string, one?: string, more?: string) =>
				!(name in values) ? all
					: one === undefined ? String(values[name])
						: String(values[name]) === "1" ? one : more ?? "")
		: phrase;
}

export function t(key: Key, values?: Values): string {
	return fill(words[key], values);
}

/* A table of its own for a part of the app; both languages must be whole. */
export function phrases<K extends string>(
	indonesian: Record<K, string>,
	english: Record<K, string>,
): (key: K, values?: Values) => string {
	return (key, values) =>
		fill((current === "en" ? english : indonesian)[key], values);
}

export function lang(): Lang {
	return current;
}

/* Rejects when the words could not be fetched; the language stays then. One that
   nobody here chose is for this page alone: `keep` false. */
export async function setLang(next: Lang, keep = true): Promise<void> {
	words = next === "en" ? (await import("./en")).en : id;
	current = next;
	document.documentElement.lang = next;
	if (keep)
		remember(next);
	listeners.forEach((tell) => tell());
}

function remember(next: Lang): void {
	try {
		localStorage.setItem(STORE, next);
	} catch {
		/* Storage is shut: the choice lasts as long as the page. */
	}
}

/* At the start of the page: the language chosen before, else Indonesian. */
export async function startLang(): Promise<void> {
	let stored: string | null = null;

	try {
		stored = localStorage.getItem(STORE);
	} catch {
		/* As above. */
	}
	document.documentElement.lang = "id";
	if (stored === "en")
		await setLang("en").catch(() => undefined);
}

/* Draw the component again when the language changes. */
export function useLang(): Lang {
	const [value, set] = useState(current);

	useEffect(() => {
		const tell = () => set(current);
		listeners.add(tell);
		return () => void listeners.delete(tell);
	}, []);
	return value;
}
