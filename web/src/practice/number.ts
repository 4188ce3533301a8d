/*
 * Numbers as people in Indonesia type them, by the rules that stand in
 * server/domain/decimal.h: "1.234,5" is 1234.5 and "1.500" is 1500, but "1.5"
 * and "0.500" can only be decimals. tests/practice/numbers.json is the table
 * that both are held to.
 */
import { normal } from "./normal";

const TYPED_MOST = 100;
const DIGITS_MOST = 30;
const SIGNS: [RegExp, string][] = [
	[/[\u2010-\u2014\u2212\ufe58\ufe63\uff0d]/g, "-"],
	[/[\uff0b\ufe62]/g, "+"],
	[/[\uff0c\u066b\ufe50]/g, ","],
	[/[\uff0e\u066c\ufe52]/g, "."],
	[/[\u2018\u2019\u02bc\uff07]/g, "'"],
	[/[\uff05\u066a\ufe6a]/g, "%"],
	[/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, ""],
	[/\s/g, " "],
];
/* The first of ten digits in the scripts that phones here offer. */
const ZEROS = [0x660, 0x6f0, 0x966, 0xe50, 0x1b50, 0xa9d0, 0xff10];

function plain(text: string): string {
	let out = text;

	for (const [what, by] of SIGNS)
		out = out.replace(what, by);
	return out.replace(/[^\x00-\x7f]/g, (c) => {
		const zero = ZEROS.find((z) =>
			c.charCodeAt(0) >= z && c.charCodeAt(0) < z + 10);

		return zero === undefined ? c : String(c.charCodeAt(0) - zero);
	}).trim();
}

interface Runs {
	run: string[];
	/** [i] stands before run[i]. */
	between: string[];
}

/* Are the first n runs groups of three, all with the same sign between? */
function grouped({ run, between }: Runs, n: number): boolean {
	return n === 1 || (/^[1-9]\d{0,2}$/.test(run[0]!) &&
		run.slice(1, n).every((r, i) =>
			r.length === 3 && between[i + 1] === between[1]));
}

/* How many runs are whole: all, or all but the last, which is decimals. */
function wholeRuns(of: Runs): number {
	const n = of.run.length, last = n > 1 ? of.between[n - 1] : "";
	const alone = of.between.filter((b) => b === last).length === 1;
	const decimals = last === "," ? alone
		: last === "." && alone && (n > 2 || !grouped(of, 2));

	return decimals ? n - 1 : n;
}

function runsOf(text: string): Runs {
	const run = text.split(/[.,' ]/);
	let at = 0;

	return {
		run,
		between: run.map((r, i) => {
			const sign = i ? text[at - 1]! : "";

			at += r.length + 1;
			return sign;
		}),
	};
}

function unitFits(rest: string, unit: string | undefined): boolean {
	const given = rest.trim();

	return given === "" || given === "%" ||
		(!!unit && normal(given) === normal(unit));
}

/* Null when it is no number. */
export function readNumber(text: string, unit?: string): number | null {
	const found = /^([+-]?) *(?:rp\.? *)?([+-]?) *(\d*(?:[.,' ]\d+)*)(.*)$/i
		.exec(plain(text));

	if (!found || text.length > TYPED_MOST || (found[1] && found[2]))
		return null;
	const [, before, behind, digits, rest] = found;
	const runs = runsOf(digits!), whole = wholeRuns(runs);
	const count = digits!.replace(/\D/g, "").length;

	if (count === 0 || count > DIGITS_MOST || !grouped(runs, whole) ||
	    !unitFits(rest!.replace(/^,-/, ""), unit))
		return null;
	const value = Number(`0${runs.run.slice(0, whole).join("")}.${
		runs.run.slice(whole).join("") || "0"}`);

	return (before || behind) === "-" && value !== 0 ? -value : value;
}

/* As people of that language write it. */
export function writeNumber(
	value: number,
	lang: string,
	decimals?: number,
): string {
	return value.toLocaleString(lang === "en" ? "en-GB" : "id-ID", {
		minimumFractionDigits: decimals ?? 0,
		maximumFractionDigits: decimals ?? 6,
	});
}
