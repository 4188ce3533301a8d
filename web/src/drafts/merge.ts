/*
 * Two authors changed one text: what each did, where they did it in different
 * places. Lines at the beginning and the end that both left alone are found;
 * what is between is one change of each. JSON is put together by its keys.
 */
import { isBag, read, written } from "./json";

interface Hunk {
	from: number;	/* lines of the base, [from, to) */
	to: number;
	lines: string[];
}

function hunk(base: string[], now: string[]): Hunk | null {
	const least = Math.min(base.length, now.length);
	let before = 0, after = 0;

	while (before < least && base[before] === now[before])
		before++;
	if (before === base.length && before === now.length)
		return null;
	while (after < least - before &&
	    base[base.length - 1 - after] === now[now.length - 1 - after])
		after++;
	return {
		from: before,
		to: base.length - after,
		lines: now.slice(before, now.length - after),
	};
}

/**
 * `base` with what `mine` and `theirs` made of it; null where they touch: a
 * line that neither changed must lie between.
 */
export function merged(
	base: string,
	mine: string,
	theirs: string,
): string | null {
	if (mine === theirs || base === theirs)
		return mine;
	if (base === mine)
		return theirs;
	const lines = base.split("\n");
	const a = hunk(lines, mine.split("\n"));
	const b = hunk(lines, theirs.split("\n"));

	if (!a || !b)
		return null;
	const [first, last] = a.from < b.from ? [a, b] : [b, a];

	if (first.to >= last.from)
		return null;
	return [
		...lines.slice(0, first.from), ...first.lines,
		...lines.slice(first.to, last.from), ...last.lines,
		...lines.slice(last.to),
	].join("\n");
}

/* ---- JSON ----------------------------------------------------------------- */

const same = (a: unknown, b: unknown) =>
	JSON.stringify(a) === JSON.stringify(b);

/* Thrown where both changed the same place. */
const TOUCH = new Error("both changed it");

function together(base: unknown, mine: unknown, theirs: unknown): unknown {
	if (same(mine, theirs) || same(base, theirs))
		return mine;
	if (same(base, mine))
		return theirs;
	if (isBag(base) && isBag(mine) && isBag(theirs)) {
		const keys = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
		const made: Record<string, unknown> = {};

		for (const key of keys) {
			const value = together(base[key], mine[key], theirs[key]);

			if (value !== undefined)
				made[key] = value;
		}
		return made;
	}
	if (Array.isArray(base) && Array.isArray(mine) && Array.isArray(theirs) &&
	    base.length === mine.length && base.length === theirs.length)
		return base.map((one, i) => together(one, mine[i], theirs[i]));
	throw TOUCH;
}

/** As merged(), for texts that are JSON. */
export function mergedJson(
	base: string,
	mine: string,
	theirs: string,
): string | null {
	const all = [base, mine, theirs].map(read);

	if (all.some((one) => one === undefined))
		return null;
	try {
		return written(together(all[0], all[1], all[2]));
	} catch {
		return null;
	}
}

export interface Difference {
	path: (string | number)[];
	mine: unknown;
	theirs: unknown;
}

/** The places where two values are not the same, for people to look at. */
export function differences(
	mine: unknown,
	theirs: unknown,
	path: (string | number)[] = [],
): Difference[] {
	if (same(mine, theirs))
		return [];
	if (isBag(mine) && isBag(theirs))
		return [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
			.flatMap((key) => differences(mine[key], theirs[key],
				[...path, key]));
	if (Array.isArray(mine) && Array.isArray(theirs))
		return Array.from({ length: Math.max(mine.length, theirs.length) },
			(_, i) => differences(mine[i], theirs[i], [...path, i])).flat();
	return [{ path, mine, theirs }];
}
