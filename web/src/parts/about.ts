/*
 * What the server says of itself: read once a visit, the last answer kept for
 * the next, since whose help to ask for must be known without a line as well.
 */
import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client";
import type { About } from "../api/types";

const STORE = "balai.about";
const listeners = new Set<(about: About) => void>();
let about: About | null = read();
let asked = false;

function read(): About | null {
	try {
		const value = JSON.parse(localStorage.getItem(STORE) ?? "null");
		return value && value.agency ? value as About : null;
	} catch {
		return null;
	}
}

function ask(): void {
	asked = true;
	get<About>("/api/v1/about", { quiet: true }).then((answer) => {
		about = answer;
		listeners.forEach((tell) => tell(answer));
		try {
			localStorage.setItem(STORE, JSON.stringify(answer));
		} catch {
			/* Storage is shut: it is asked at the next visit. */
		}
	}, () => void (asked = false));
}

/* What it says of itself was just changed here. */
export function refreshAbout(): void {
	ask();
}

export function useAbout(): About | null {
	const [value, set] = useState(about);

	useEffect(() => {
		listeners.add(set);
		set(about);
		if (!asked)
			ask();
		return () => void listeners.delete(set);
	}, []);
	return value;
}
