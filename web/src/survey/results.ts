/*
 * What came of a survey, put beside each other: pure. A number that is not there
 * (null) belongs to too few people; it is never guessed from others.
 */
import type { Group, Question, ResultLine } from "../api/survey";

const SCALE = ["5", "4", "3", "2", "1"];

export function meanOf(line: ResultLine): number | null {
	if (typeof line.mean === "number")
		return line.mean;
	if (line.kind !== "scale" || !line.counts)
		return null;
	const all = Object.values(line.counts).reduce((sum, n) => sum + n, 0);

	return all === 0 ? null : Object.entries(line.counts)
		.reduce((sum, [value, n]) => sum + Number(value) * n, 0) / all;
}

/* The keys of a question's bars in the order it asks them. */
export function keysOf(q: Question | undefined, line: ResultLine): string[] {
	const counts = line.counts ?? {};

	if (line.kind === "scale")
		return SCALE;
	const asked = (q?.choices ?? []).map(({ id }) => id);
	const all = [...asked, ...Object.keys(counts).filter((id) =>
		!asked.includes(id))];

	/* Lessons have no order of their own: those that most named come first. */
	return line.kind === "lesson" ? byCount(all.filter((id) => counts[id]),
		counts) : all;
}

export function byCount(keys: string[], counts: Record<string, number>): string[] {
	return [...keys].sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
}

export interface Beside {
	group: Group;
	line: ResultLine | null;	/* null: it was not asked there */
}

/* One question in all groups, in their order. */
export const beside = (groups: Group[], id: string): Beside[] =>
	groups.map((group) => ({ group,
		line: group.lines.find((line) => line.id === id) ?? null }));

export const told = ({ line }: Beside): boolean =>
	line !== null && line.answers !== null;

/* Those of the lowest and of the highest mean, where two differ. */
export function spread(rows: Beside[]): [low: Beside, high: Beside] | null {
	const mean = ({ line }: Beside) => (line && meanOf(line)) ?? 0;
	const all = rows.filter((row) => told(row) && meanOf(row.line!) !== null)
		.sort((a, b) => mean(a) - mean(b));
	const low = all[0], high = all[all.length - 1];

	return low && high && mean(high) - mean(low) >= 0.05 ? [low, high] : null;
}
