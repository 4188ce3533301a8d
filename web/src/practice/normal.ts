/*
 * Answers of text, so that what a phone's keyboard makes of them does not
 * matter: NFKC, blanks collapsed, typographic quotes and dashes plain, as
 * server/domain/normal.c has it.
 */
const QUOTES: [RegExp, string][] = [
	[/[\u2018\u2019\u201a\u201b\u2032\u02bc]/g, "'"],
	[/[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]/g, "\""],
	[/[\u2010-\u2015\u2212]/g, "-"],
];

export function normal(text: string, ignoreCase = true): string {
	let plain = text.normalize("NFKC");

	for (const [what, by] of QUOTES)
		plain = plain.replace(what, by);
	plain = plain.replace(/\s+/g, " ").trim();
	return ignoreCase ? plain.toLowerCase() : plain;
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
