/*
 * What the queue keeps: of each run its newest snapshot.
 *
 * An item says everything about its run, so a newer one takes the place of the
 * older. What the badge counts is another thing: every save that the learner
 * made and the server has not acknowledged. So the numbers of those saves are
 * kept beside the snapshot.
 *
 * Nothing here looks at a clock. Which of two items is newer is told by their
 * sequence, and which of two runs by their ids, which the server made in order
 * of time; the phone's own clock may jump as it likes.
 */
import type { AnswersItem } from "../api/quiz";
import type { Item } from "../runtime/types";

/** What is sent: of a package's run, or of a quiz's sitting. */
export type Saved = Item | AnswersItem;

export interface Held {
	/** held_key(person, attempt, run) */
	key: string;
	person: string;
	item: Saved;
	/** Of this run. */
	token: string;
	/** The server knows the token no more: send by session, if at all. */
	tokenRefused: boolean;
	/** Sequences of the saves not acknowledged, rising. */
	unsent: number[];
	/** The server's code when it will never take this item; else null. */
	aside: string | null;
}

export function heldKey(person: string, attempt: string, run: string): string {
	return `${person}|${attempt}|${run}`;
}

/* Of two states of one run: the newer snapshot, and the saves of both. */
export function heldMerge(a: Held | undefined, b: Held): Held {
	if (!a)
		return b;
	const newer = b.item.sequence >= a.item.sequence ? b : a;
	const older = newer === b ? a : b;

	return {
		...newer,
		tokenRefused: newer.tokenRefused ||
			(older.token === newer.token && older.tokenRefused),
		unsent: [...new Set([...a.unsent, ...b.unsent])]
			.sort((x, y) => x - y),
	};
}

/* The server has everything up to `sequence`; undefined when that is all. */
export function heldAcknowledge(
	held: Held | undefined,
	sequence: number,
): Held | undefined {
	if (!held || held.item.sequence <= sequence)
		return undefined;
	return { ...held, unsent: held.unsent.filter((n) => n > sequence) };
}

/* Older runs first: the server makes ids in the order of time. */
export function heldOrder(a: Held, b: Held): number {
	const x = a.item.run, y = b.item.run;

	return x < y ? -1 : x > y ? 1 : a.item.sequence - b.item.sequence;
}

/* What came from storage may have been written by anything. */
export function heldValid(value: unknown): value is Held {
	const h = value as Held | null;

	return typeof h === "object" && h !== null &&
		typeof h.key === "string" && typeof h.person === "string" &&
		typeof h.token === "string" && Array.isArray(h.unsent) &&
		typeof h.item === "object" && h.item !== null &&
		typeof h.item.run === "string" &&
		typeof h.item.attempt === "string" &&
		Number.isInteger(h.item.sequence);
}
