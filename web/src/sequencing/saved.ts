/*
 * The state of a tree as JSON, for the `activity` of an Item, and back.
 *
 * It goes with every Item, so activities go by their number and only what is
 * known is written. What comes back has been in strangers' hands.
 */

import type { Activity, ActivityTree, Known } from "./activity";
import { nothingKnown } from "./activity";
import { wireSize } from "../runtime/text";

/** Bytes that the activities have at most, without the shared data. */
const STATE_LIMIT = 60000;

/**
 * Bytes of all together; an Item's `activity` may have 512 kB. Each of the
 * shared data may have 64,000 letters at least (RTE 4.3.1), and what a unit
 * sees of them stands in the Item, of 1 MB at most, once more.
 */
const WHOLE_LIMIT = 500000;

const PARTS: (keyof Known)[] = ["satisfied", "completed", "measure",
	"progress", "raw", "min", "max"];

function packKnown(known: Known, parts: number): (number | null)[] {
	const out = PARTS.slice(0, parts).map(p => {
		const value = known[p];

		return typeof value === "boolean" ? Number(value) : value;
	});

	while (out.length > 0 && out[out.length - 1] === null)
		out.pop();
	return out;
}

function unpackKnown(value: unknown): Known {
	const out = nothingKnown();

	if (!Array.isArray(value))
		return out;
	PARTS.forEach((part, i) => {
		const n: unknown = value[i];

		if (typeof n !== "number" || !isFinite(n))
			return;
		if (part === "satisfied" || part === "completed")
			out[part] = n !== 0;
		else
			out[part] = n;
	});
	return out;
}

const FLAGS = ["active", "suspended", "staleObjective", "staleProgress",
	"judged", "arranged", "saidCompletion", "saidSuccess"] as const;

type Packed = [order: number, attempts: number, flags: number,
	known: (number | null)[][], available?: number[]];

function pack(activity: Activity, parts: number): Packed | null {
	const flags = FLAGS.reduce((sum, flag, i) =>
		sum + (activity[flag] ? 1 << i : 0), 0);
	const known = activity.known.map(k => packKnown(k, parts));
	const moved = activity.available.length !== activity.children.length ||
		activity.available.some((c, i) => c !== activity.children[i]);

	while (known.length > 0 && known[known.length - 1]!.length === 0)
		known.pop();
	if (!activity.attempts && !flags && known.length === 0 && !moved)
		return null;
	const out: Packed = [activity.order, activity.attempts, flags, known];
	if (moved)
		out.push(activity.available.map(c => c.order));
	return out;
}

function unpack(tree: ActivityTree, value: unknown): void {
	if (!Array.isArray(value))
		return;
	const [order, attempts, flags, known, available] = value as unknown[];
	const activity = typeof order === "number" ? tree.all[order] : undefined;

	if (!activity)
		return;
	activity.attempts = typeof attempts === "number" && attempts > 0
		? Math.floor(attempts) : 0;
	FLAGS.forEach((flag, i) => {
		activity[flag] = typeof flags === "number" &&
			(flags & (1 << i)) !== 0;
	});
	activity.known = activity.known.map((_, i) =>
		unpackKnown(Array.isArray(known) ? known[i] : null));
	if (Array.isArray(available))
		activity.available = Array.from(new Set(available))
			.map(o => tree.all[o as number])
			.filter((c): c is Activity => c !== undefined &&
				c.parent === activity);
}

/** Small values first: one large text must not cost the others. */
function packData(tree: ActivityTree, room: number): [string, string][] {
	return Array.from(tree.data)
		.sort((a, b) => a[1].length - b[1].length)
		.filter(([id, text]) =>
			(room -= wireSize(id) + wireSize(text) + 8) >= 0);
}

export interface Saved {
	v: 1;
	n: number;
	current: number | null;
	suspended: number | null;
	a: Packed[];
	globals: [string, (number | null)[]][];
	data: [string, string][];
}

function saveParts(tree: ActivityTree, parts: number): Saved {
	const order = (a: Activity | null) => a ? a.order : null;

	return { v: 1, n: tree.all.length, current: order(tree.current),
		suspended: order(tree.suspended),
		a: tree.all.map(a => pack(a, parts))
			.filter((p): p is Packed => p !== null),
		globals: Array.from(tree.globals).map(([id, known]) =>
			[id, packKnown(known, parts)]),
		data: [] };
}

/**
 * The state within the limits: when there is much, scores go first, then
 * measures; completion and success stay. Shared data have what room is left.
 */
export function save(tree: ActivityTree): Saved {
	let saved = saveParts(tree, PARTS.length);
	let size = wireSize(JSON.stringify(saved));

	for (const parts of [4, 2])
		if (size > STATE_LIMIT) {
			saved = saveParts(tree, parts);
			size = wireSize(JSON.stringify(saved));
		}
	saved.data = packData(tree, WHOLE_LIMIT - size);
	return saved;
}

/** All of it, for a trial in memory. */
export function copy(tree: ActivityTree): Saved {
	return { ...saveParts(tree, PARTS.length), data: Array.from(tree.data) };
}

function entries(value: unknown): [string, unknown][] {
	return Array.isArray(value) ? value.filter(e => Array.isArray(e) &&
		typeof e[0] === "string") as [string, unknown][] : [];
}

/** Into a new tree; false when it is not the state of this tree. */
export function restore(tree: ActivityTree, value: unknown): boolean {
	const saved = value as Partial<Saved> | null | undefined;

	if (!saved || typeof saved !== "object" || saved.v !== 1 ||
	    saved.n !== tree.all.length)
		return false;
	const at = (n: unknown) => typeof n === "number"
		? tree.all[n] || null : null;
	tree.current = at(saved.current);
	tree.suspended = at(saved.suspended);
	(Array.isArray(saved.a) ? saved.a : []).forEach(p => unpack(tree, p));
	for (const [id, known] of entries(saved.globals))
		tree.globals.set(id, unpackKnown(known));
	for (const [id, text] of entries(saved.data))
		if (typeof text === "string")
			tree.data.set(id, text);
	return true;
}
