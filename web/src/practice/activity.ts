/*
 * What the activities of a lesson compute. They count for nothing; they show
 * the learner how far they got.
 */
import type { Mark, Matrix, Outcome, Pareto, Passage, Scale, Sort, Tree }
	from "./types";

export function outcome(right: number, all: number): Outcome {
	return right === all ? "right" : right > 0 ? "partial" : "wrong";
}

/* Card (from "1") -> group (from "1"). */
export type Sorted = { [card: string]: string };

export function sortParts(of: Sort, given: Sorted): { [card: string]: boolean } {
	return Object.fromEntries(of.cards.map((card, i) => [String(i + 1),
		of.groups[Number(given[String(i + 1)]) - 1] === card.group]));
}

/** A stretch of a passage that can be marked. */
export interface Segment {
	text: string;
	/** Of the passage's parts, the one it lies in; -1: none. */
	part: number;
	/** A new line begins after it. */
	line: boolean;
}

/* From where to where each part lies; those that do not occur are left out. */
function places(passage: Passage): [from: number, to: number, part: number][] {
	return (passage.parts ?? []).flatMap((part, i) => {
		const from = passage.text.indexOf(part.text);

		return from < 0 || !part.text ? []
			: [[from, from + part.text.length, i] as
				[number, number, number]];
	});
}

/* Each with the blanks behind it. Safari 14 has no look-behind. */
function clauses(text: string): string[] {
	const end = /[.,;:!?\u2014]+[^\S\n]+|[^\S\n]*\n+/g;
	const list: string[] = [];
	let from = 0;

	while (end.exec(text)) {
		list.push(text.slice(from, end.lastIndex));
		from = end.lastIndex;
	}
	return from < text.length ? [...list, text.slice(from)] : list;
}

/*
 * The passage in clauses. Those that share a suspicious part are one, so that
 * a stretch is suspicious or is not; and every stretch looks like the others.
 */
export function segments(passage: Passage): Segment[] {
	const found = places(passage);
	const list: { from: number; to: number }[] = [];
	let at = 0;

	for (const text of clauses(passage.text)) {
		const before = list[list.length - 1];

		if (before && found.some(([a, b]) => a < at && b > at))
			before.to = at + text.length;
		else
			list.push({ from: at, to: at + text.length });
		at += text.length;
	}
	return list.map(({ from, to }) => {
		const text = passage.text.slice(from, to);
		const part = found.find(([a, b]) => a < to && b > from);

		return {
			text: text.replace(/\s+/g, " ").trim(),
			part: part ? part[2] : -1,
			line: /\n\s*$/.test(text),
		};
	}).filter((s) => s.text !== "");
}

/** Of one passage: what was decided, and which stretches were marked. */
export interface Marked {
	fake?: boolean;
	marks: number[];
}

export interface MarkResult {
	verdict: boolean;
	/** Suspicious parts that were marked, by their place. */
	found: boolean[];
	/** Marked, and nothing suspicious in it. */
	extra: number;
	state: Outcome;
}

export function markResult(passage: Passage, given: Marked): MarkResult {
	const all = segments(passage);
	const verdict = given.fake === passage.fake;
	const found = (passage.parts ?? []).map((_, i) =>
		given.marks.some((n) => all[n]?.part === i));
	const extra = given.marks.filter((n) => all[n]?.part === -1).length;
	const whole = verdict && found.every(Boolean) && extra === 0;

	return {
		verdict, found, extra,
		state: whole ? "right" : verdict ? "partial" : "wrong",
	};
}

export function markScore(of: Mark, given: Marked[]): number {
	return of.passages.filter((p, i) =>
		given[i]?.fake === p.fake).length;
}

/* Option by option. */
export function totals(of: Matrix, weights: number[]): number[] {
	return of.options.map((_, option) => of.criteria.reduce((sum, _c, i) =>
		sum + (weights[i] ?? 0) * (of.values[option]?.[i] ?? 0), 0));
}

/* The options with the highest total; all of them when all are equal. */
export function winners(sums: number[]): number[] {
	const most = Math.max(...sums);

	return sums.flatMap((sum, i) => sum === most ? [i] : []);
}

export interface GroupMean {
	group: string;
	/** 1 to the number of labels; null: nothing answered yet. */
	mean: number | null;
}

/* Statement (from "1") -> label (from "1"). */
export function groupMeans(
	of: Scale,
	given: { [statement: string]: string },
): GroupMean[] {
	const groups = of.statements.map((s) => s.group ?? "")
		.filter((g, i, all) => all.indexOf(g) === i);

	return groups.map((group) => {
		const values = of.statements.flatMap((s, i) =>
			(s.group ?? "") === group && given[String(i + 1)]
				? [Number(given[String(i + 1)])] : []);

		return {
			group,
			mean: values.length === 0 ? null
				: values.reduce((a, b) => a + b, 0) / values.length,
		};
	});
}

export interface ParetoBar {
	text: string;
	count: number;
	/** Of all counts, up to and with this one: 0 to 1. */
	cumulative: number;
}

/* The largest first. */
export function paretoBars(of: Pareto): ParetoBar[] {
	const all = of.bars.reduce((sum, bar) => sum + bar.count, 0);
	let sum = 0;

	return of.bars.slice().sort((a, b) => b.count - a.count).map((bar) => {
		sum += bar.count;
		return { ...bar, cumulative: all > 0 ? sum / all : 0 };
	});
}

/*
 * Where a way of choices (each from 1) leads: the nodes it passes. A way that
 * the tree does not have, since it was changed, ends where it still holds.
 */
export function walk(of: Tree, way: number[]): string[] {
	const nodes = [of.start];

	for (const choice of way) {
		const here = of.nodes[nodes[nodes.length - 1]!];
		const to = here?.choices?.[choice - 1]?.to;

		if (to === undefined || !of.nodes[to])
			break;
		nodes.push(to);
	}
	return nodes;
}

export function isEnd(of: Tree, id: string): boolean {
	const node = of.nodes[id];

	return !node || !!node.end || !node.choices || node.choices.length === 0;
}
