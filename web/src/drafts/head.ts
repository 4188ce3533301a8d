/*
 * The head of a lesson: lines "key: value" between two lines "---". Lines that
 * no form knows stay where they are.
 */

export interface Lesson {
	/** The head's lines, without the "---". */
	head: string[];
	body: string;
	/** The body's first line in the file, from 1. */
	begins: number;
}

const HEAD_KEYS = ["title", "minutes", "basis", "confidence",
	"checkedAt", "reviewBy"] as const;
export type HeadKey = typeof HEAD_KEYS[number];

const LINE = /^([A-Za-z]+)\s*:\s?(.*)$/;

/* A text without a head is all body. */
export function lessonOf(text: string): Lesson {
	const lines = text.replace(/\r\n?/g, "\n").split("\n");
	const end = lines[0] === "---" ? lines.indexOf("---", 1) : -1;

	if (end < 0)
		return { head: [], body: lines.join("\n"), begins: 1 };
	const blank = lines[end + 1] === "" ? 1 : 0;

	return {
		head: lines.slice(1, end),
		body: lines.slice(end + 1 + blank).join("\n"),
		begins: end + 2 + blank,
	};
}

export function lessonText({ head, body }: Pick<Lesson, "head" | "body">): string {
	return ["---", ...head, "---", "", body].join("\n");
}

const keyOf = (line: string) => LINE.exec(line)?.[1] ?? "";

/** All values of a key, in their order. */
export function headValues(head: string[], key: HeadKey): string[] {
	return head.filter((line) => keyOf(line) === key)
		.map((line) => (LINE.exec(line)?.[2] ?? "").trimEnd());
}

/* One line is one line: what was pasted with breaks loses them. */
const flat = (value: string) => value.replace(/[\r\n]+/g, " ");

/**
 * The head with these values, where the key stood, else before the keys that
 * usually follow it.
 */
export function withHead(
	head: string[],
	key: HeadKey,
	values: string[],
): string[] {
	const lines = values.map((value) => `${key}: ${flat(value)}`);
	const rest = head.filter((line) => keyOf(line) !== key);
	const was = head.findIndex((line) => keyOf(line) === key);
	const later = HEAD_KEYS.slice(HEAD_KEYS.indexOf(key) + 1) as readonly string[];
	const next = rest.findIndex((line) => later.includes(keyOf(line)));
	const at = was >= 0
		? head.slice(0, was).filter((line) => keyOf(line) !== key).length
		: next < 0 ? rest.length : next;

	return [...rest.slice(0, at), ...lines, ...rest.slice(at)];
}

/** The key that a line (from 1) of the file belongs to; null: the body's. */
export function headKeyOfLine(text: string, line: number): HeadKey | null {
	const { head } = lessonOf(text);
	const key = keyOf(head[line - 2] ?? "");

	return line - 2 < head.length
		? HEAD_KEYS.find((k) => k === key) ?? (head.length ? "title" : null)
		: null;
}
