/*
 * What was learnt between a pretest and its quiz, in words: no more is claimed
 * than so many people can show.
 */
import type { GainNumbers } from "../../../api/numbers";
import { number } from "../../../text/format";
import { words } from "../../../text/gain";

/* "+12,5", "−3", "0": a difference of shares in points of 100. */
export function points(change: number | null): string {
	if (change === null)
		return "–";
	const text = number(100 * change);

	return text === "0" || text.startsWith("−") ? text : `+${text}`;
}

/* In a word or two, for a line of a table. */
export function gainWord(g: GainNumbers): string {
	if (g.before === null)
		return words("word.few");
	if (g.clear === null)
		return words("word.unjudged");
	const word = words(!g.clear ? "word.none"
		: g.change! > 0 ? "word.up" : "word.down");

	return g.judged === "carefully" ? words("word.carefully", { word }) : word;
}

/* All that may be said, the claim first. */
export function gainSentences(
	g: GainNumbers,
	bounds: { told: number; least: number; sure: number },
): string[] {
	const share = (v: number) => number(100 * v);

	if (g.before === null || g.after === null)
		return [words("few", { told: bounds.told })];
	const says = [words("says", { n: g.n, before: share(g.before),
		after: share(g.after) })];

	if (g.clear === null || g.low === null || g.high === null)
		return [...says, words("unjudged", { n: g.n, least: bounds.least })];
	says.push(words(!g.clear ? "none" : g.change! > 0 ? "up" : "down", {
		change: g.clear ? share(Math.abs(g.change!)) : points(g.change),
		low: g.clear && g.change! < 0 ? share(-g.high)
			: g.clear ? share(g.low) : points(g.low),
		high: g.clear && g.change! < 0 ? share(-g.low)
			: g.clear ? share(g.high) : points(g.high),
	}));
	if (g.clear && g.change! > 0 && g.normalised !== null)
		says.push(words("normalised",
			{ percent: number(100 * g.normalised, 0) }));
	if (g.judged === "carefully")
		says.push(words("carefully", { sure: bounds.sure }));
	return says;
}
