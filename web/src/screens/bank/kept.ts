/* A question that is being written: kept in this tab until it is saved. */
import { useState } from "preact/hooks";
import { isBag, read } from "../../drafts/json";

export interface Kept {
	/** null: its type is not chosen yet. */
	question: unknown;
	note: string;
	/** The version that it began from; 0: a new question. */
	from: number;
}

function keptAt(key: string): Kept | null {
	try {
		const found = read(sessionStorage.getItem(key) ?? "");

		return isBag(found) && isBag(found.question)
			? { question: found.question, note: String(found.note ?? ""),
				from: Number(found.from) || 0 }
			: null;
	} catch {
		return null;
	}
}

function keep(key: string, kept: Kept | null): void {
	try {
		if (kept)
			sessionStorage.setItem(key, JSON.stringify(kept));
		else
			sessionStorage.removeItem(key);
	} catch {
		/* Shut or full: it stays on the page. */
	}
}

export interface KeptState {
	now: Kept;
	/** It was left unsaved before, and is here again. */
	restored: boolean;
	change: (edit: (kept: Kept) => Kept) => void;
	drop: () => void;
}

export function useKept(key: string, begin: Kept): KeptState {
	const [found] = useState(() => keptAt(key));
	const [now, set] = useState(found ?? begin);
	const [restored, told] = useState(found !== null);

	return {
		now, restored,
		change: (edit) => set((was) => {
			const next = edit(was);

			keep(key, next);
			return next;
		}),
		drop: () => {
			keep(key, null);
			told(false);
			set(begin);
		},
	};
}
