/* What every part of a lesson's page is handed. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Language } from "../../../text/sizes";
import type { LessonWords } from "../../../text/lesson";
import type { Store } from "./store";

export interface Context {
	lang: Language;
	words: LessonWords;
	store: Store;
	tokens: { [name: string]: string };
	/** For whom things are shuffled: an attempt at a unit. */
	seed: string;
	link(made: HTMLAnchorElement, address: string): void;
	picture(path: string, alt: string, caption: string): HTMLElement;
	/** What must not wait for the next save. */
	save(): void;
}

export const Here = createContext<Context>(null as unknown as Context);

export function useHere(): Context {
	return useContext(Here);
}

interface Tokens {
	[name: string]: string;
}

/* What it stands for; null: not known, though every object has that name. */
export function tokenOf(name: string | null, tokens: Tokens): string | null {
	return name !== null &&
		Object.prototype.hasOwnProperty.call(tokens, name)
		? tokens[name]! : null;
}

export function fillTokens(text: string, tokens: Tokens): string {
	return text.replace(/\{\{([\w-]{1,60})\}\}/g, (all, name: string) =>
		tokenOf(name, tokens) ?? all);
}
