/*
 * What the tools above a text do to it: pure functions from a text and what is
 * chosen in it to the text after, and what is chosen then.
 */

export interface Chosen {
	text: string;
	from: number;
	to: number;
}

/* The same mark again takes it away. */
export function wrapped(
	{ text, from, to }: Chosen,
	mark: string,
	otherwise: string,
): Chosen {
	const inside = text.slice(from, to);
	const n = mark.length;

	if (text.slice(from - n, from) === mark && text.slice(to, to + n) === mark &&
	    (n > 1 || text.slice(from - 2, from) !== "**"))
		return {
			text: text.slice(0, from - n) + inside + text.slice(to + n),
			from: from - n, to: to - n,
		};
	const put = inside || otherwise;

	return {
		text: text.slice(0, from) + mark + put + mark + text.slice(to),
		from: from + n, to: from + n + put.length,
	};
}

function lineBounds({ text, from, to }: Chosen): [number, number] {
	const begin = text.lastIndexOf("\n", from - 1) + 1;
	const end = text.indexOf("\n", to);

	return [begin, end < 0 ? text.length : end];
}

/* "## ", "- ", "1. " or "> " before every chosen line; again takes it away. */
export function prefixed(
	chosen: Chosen,
	prefix: string,
	otherwise: string,
): Chosen {
	const [begin, end] = lineBounds(chosen);
	const old = chosen.text.slice(begin, end);
	const lines = old === "" ? [otherwise] : old.split("\n");
	const on = old !== "" && lines.every((line) => line.startsWith(prefix));
	const next = lines.map((line) => on ? line.slice(prefix.length)
		: prefix + line.replace(/^(#{1,6} |[-*] |\d+\. )/, "")).join("\n");

	return {
		text: chosen.text.slice(0, begin) + next + chosen.text.slice(end),
		from: begin + (on || lines.length > 1 ? 0 : prefix.length),
		to: begin + next.length,
	};
}

/** A block with a blank line before and behind it; all of it is chosen. */
export function inserted({ text, to }: Chosen, block: string): Chosen {
	const [, end] = lineBounds({ text, from: to, to });
	const empty = text.slice(text.lastIndexOf("\n", to - 1) + 1, end).trim() === "";
	const before = text.slice(0, empty
		? text.lastIndexOf("\n", to - 1) + 1 : end).replace(/\n*$/, "");
	const after = text.slice(end).replace(/^\n*/, "");
	const from = before === "" ? 0 : before.length + 2;

	return {
		text: `${before === "" ? "" : `${before}\n\n`}${block}\n` +
			(after === "" ? "" : `\n${after}`),
		from, to: from + block.length,
	};
}

/** Words within a line, in place of what is chosen. */
export function put({ text, from, to }: Chosen, words: string): Chosen {
	return {
		text: text.slice(0, from) + words + text.slice(to),
		from: from + words.length, to: from + words.length,
	};
}

/* Between brackets nothing may end them. */
const bracketed = (text: string): string =>
	text.replace(/[\r\n]+/g, " ").replace(/[[\]]/g, "\\$&");
const quoted = (text: string): string =>
	text.replace(/[\r\n]+/g, " ").replace(/["\\]/g, "\\$&");

export function picture(path: string, alt: string, caption: string): string {
	return `![${bracketed(alt)}](${path}${
		caption ? ` "${quoted(caption)}"` : ""})`;
}

export function link(words: string, address: string): string {
	return `[${bracketed(words)}](${address.replace(/[\s()<>]/g, (c) =>
		`%${c.charCodeAt(0).toString(16)}`)})`;
}

export const TABLE = (a: string, b: string): string =>
	`| ${a} | ${b} |\n|---|---|\n|  |  |\n|  |  |`;

/* ---- Where self-checks and activities stand in a lesson -------------------- */

export type Placed = "check" | "activity";

const PLACE = /^\[\[(check|activity):([A-Za-z0-9._-]+)\]\]\s*$/;

export function placed(body: string): { kind: Placed; id: string }[] {
	return body.split("\n").flatMap((line) => {
		const found = PLACE.exec(line.trim());

		return found ? [{ kind: found[1] as Placed, id: found[2]! }] : [];
	});
}

export function place(kind: Placed, id: string): string {
	return `[[${kind}:${id}]]`;
}

/** The body without that paragraph. */
export function withoutPlace(body: string, kind: Placed, id: string): string {
	const lines = body.split("\n");
	const at = lines.findIndex((line) => line.trim() === place(kind, id));

	if (at < 0)
		return body;
	const blank = lines[at - 1]?.trim() === "" && (lines[at + 1] ?? "").trim() === "";

	return [...lines.slice(0, at), ...lines.slice(at + (blank ? 2 : 1))]
		.join("\n");
}

/** What of a text changed, so that a field can change just that. */
export function difference(before: string, after: string): {
	from: number;
	to: number;
	put: string;
} {
	const least = Math.min(before.length, after.length);
	let from = 0, end = 0;

	while (from < least && before[from] === after[from])
		from++;
	while (end < least - from &&
	    before[before.length - 1 - end] === after[after.length - 1 - end])
		end++;
	return {
		from, to: before.length - end,
		put: after.slice(from, after.length - end),
	};
}
