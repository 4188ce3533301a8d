/*
 * How the server reads what was typed as a number, so that the page can show
 * it; server/domain/decimal.h has the rules, which are the same here. What the
 * server says counts.
 */

/* "1.234.567" with that mark: groups of three, the first of one to three. */
function joined(text: string, mark: string): string | null {
	const [first = "", ...rest] = text.split(mark);

	return rest.length > 0 && /^[1-9]\d{0,2}$/.test(first) &&
		rest.every((part) => /^\d{3}$/.test(part))
		? first + rest.join("") : null;
}

function whole(text: string, mark: string): string | null {
	return /^\d+$/.test(text) ? text : joined(text, mark);
}

function count(text: string, mark: string): number {
	return text.split(mark).length - 1;
}

/* Both marks are there: the one that stands last is before the decimals. */
function both(text: string): string | null {
	const mark = text.lastIndexOf(",") > text.lastIndexOf(".") ? "," : ".";
	const [before = "", after = "", more] = text.split(mark);
	const integer = joined(before, mark === "," ? "." : ",");

	return integer !== null && more === undefined && /^\d+$/.test(after)
		? `${integer}.${after}` : null;
}

/* "1234.5", or null when it is no number. */
function plain(text: string): string | null {
	const points = count(text, "."), commas = count(text, ",");

	if (points && commas)
		return both(text);
	if (commas === 1)
		return /^\d*,\d+$/.test(text) ? text.replace(",", ".") : null;
	if (points === 1)
		return joined(text, ".") ?? (/^\d+\.\d+$/.test(text) ? text : null);
	return whole(text, commas ? "," : ".");
}

const BLANK = "[\\s'\\u2019]";
const PARTED = new RegExp(`^\\d{1,3}(${BLANK}\\d{3})+(?=$|,)`);

export function numberRead(
	typed: string,
	unit?: string | null,
): number | null {
	let text = typed.normalize("NFKC").trim().toLowerCase()
		.replace(/[\u2212\u2010-\u2015]/g, "-");
	const behind = (unit ?? "").normalize("NFKC").trim().toLowerCase();

	if (behind && text.endsWith(behind))
		text = text.slice(0, -behind.length).trim();
	const [, one, two, digits] =
		/^([+-]?)\s*(?:rp\.?\s*([+-]?)\s*)?(.*?)\s*%?$/.exec(text) ?? [];
	const read = plain((digits ?? "").replace(PARTED, (group) =>
		group.replace(new RegExp(BLANK, "g"), "")));
	const value = read === null || (one && two) ? NaN : Number(read);

	return Number.isFinite(value)
		? (one === "-" || two === "-" ? -value : value) : null;
}
