/*
 * Two texts that a reader takes for the same, made the same, as
 * server/domain/normal.h has it: NFKC, letters folded, blanks joined, signs
 * without width left out, quotation marks, apostrophes and dashes plain.
 */
const SIGNS: [RegExp, string][] = [
	[/[`\u00b4\u02b9\u02bb\u02bc\u02c8\u2018-\u201b\u2032\u2035]/g, "'"],
	[/[\u00ab\u00bb\u201c-\u201f\u2033\u2036\u301d\u301e]/g, "\""],
	[/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g, "-"],
	[/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, ""],
];

function once(text: string, ignoreCase: boolean): string {
	let out = text;

	for (const [what, by] of SIGNS)
		out = out.replace(what, by);
	out = out.normalize("NFKC").replace(/\s+/g, " ").trim();
	return ignoreCase ? out.toLowerCase().replace(/\u00df/g, "ss")
		.replace(/\u03c2/g, "\u03c3") : out;
}

export function normal(text: string, ignoreCase = true): string {
	return once(once(text, ignoreCase), ignoreCase);
}

export function accepted(
	text: string,
	accept: readonly string[] | undefined,
	ignoreCase = true,
): boolean {
	const given = normal(text, ignoreCase);

	return given !== "" && (accept ?? []).some((one) =>
		normal(one, ignoreCase) === given);
}
