/*
 * Numbers as people type them. Indonesian first: "1.234,5" is 1234.5, and
 * "1.234" is one thousand; but "72.5" and "0.125" can only be a decimal point.
 * server/domain/decimal.c reads by the same rules; tests/practice/numbers.json
 * is the table that both are held to.
 */
const MOST = 60;
const GROUPED = /^[1-9]\d{0,2}(?:([., ])\d{3})(?:\1\d{3})*$/;

/* The digits before the decimal mark, without marks between thousands. */
function whole(text: string): string | null {
	if (/^\d+$/.test(text))
		return text;
	return GROUPED.test(text) ? text.replace(/[., ]/g, "") : null;
}

function plain(text: string): string {
	return text.normalize("NFKC").trim()
		.replace(/[\u2212\u2010-\u2015]/g, "-")
		.replace(/[\s']+/g, " ").replace(/^([+-]) /, "$1");
}

/* Of the marks in it, which one divides the decimals; "" none. */
function mark(text: string): string {
	const comma = text.lastIndexOf(","), point = text.lastIndexOf(".");

	if (comma >= 0 && point >= 0)
		return comma > point ? "," : ".";
	if (GROUPED.test(text) && !(comma >= 0 && text.split(",").length === 2))
		return "";
	return comma >= 0 ? "," : point >= 0 ? "." : "";
}

/* Null when it is no number. */
export function readNumber(given: string): number | null {
	const text = plain(given);
	const sign = /^[+-]/.test(text) ? text[0]! : "";
	const body = text.slice(sign.length);
	const by = mark(body);
	const at = by ? body.lastIndexOf(by) : body.length;
	const before = whole(body.slice(0, at)), after = body.slice(at + 1);

	if (text.length > MOST || before === null || !/^\d*$/.test(after) ||
	    (by !== "" && (after === "" || before === "")))
		return null;
	const value = Number(`${sign}${before}.${after || "0"}`);

	return Number.isFinite(value) ? value : null;
}

/* Without the unit that stands behind it: "3 hari" where hari is asked for. */
export function withoutUnit(text: string, unit: string | undefined): string {
	const given = text.normalize("NFKC").trim();
	const name = unit?.normalize("NFKC").trim().toLowerCase() ?? "";
	const bare = given.toLowerCase().endsWith(name)
		? given.slice(0, given.length - name.length) : given;

	return (name ? bare : given).replace(/^rp\.?\s*/i, "").trim();
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
