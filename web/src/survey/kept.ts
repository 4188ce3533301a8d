/*
 * What is not sent yet outlives a reload of this tab, and nothing else: a phone
 * in an office is used by several.
 */
import { useState } from "preact/hooks";

function read(key: string): unknown {
	try {
		return JSON.parse(sessionStorage.getItem(key) ?? "null") as unknown;
	} catch {
		return null;
	}
}

function write(key: string, value: unknown): void {
	try {
		if (value === null)
			sessionStorage.removeItem(key);
		else
			sessionStorage.setItem(key, JSON.stringify(value));
	} catch {
		/* Shut or full: it stays on the page. */
	}
}

/*
 * `begin` makes the state of what was kept, which may be anything, or of null.
 * `drop` keeps nothing any more, and goes on with another state if one is given.
 */
export function useTabKept<T>(key: string, begin: (found: unknown) => T):
[now: T, keep: (next: T) => void, drop: (next?: T) => void] {
	const [now, set] = useState<T>(() => begin(read(key)));

	return [now, (next) => {
		set(next);
		write(key, next);
	}, (next) => {
		write(key, null);
		if (next !== undefined)
			set(next);
	}];
}
