/*
 * Small things about text that both standards need: taking whatever a package
 * passes, and knowing how large it is on the wire.
 */

/**
 * What a package passed, as text. Nothing passed counts as "", anything else
 * as String() sees it; an object whose toString throws gives null.
 */
export function coerce(value: unknown): string | null {
	if (typeof value === "string")
		return value;
	if (value === undefined || value === null)
		return "";
	try {
		return String(value);
	} catch (_) {
		return null;
	}
}

function isLow(unit: number): boolean {
	return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Bytes of `text` inside a JSON string in UTF-8, as wire.ts sends it; never
 * too few. */
export function wireSize(text: string): number {
	let size = text.length;

	for (let i = 0; i < text.length; i++) {
		const c = text.charCodeAt(i);

		if (c >= 0xd800 && c <= 0xdbff && isLow(text.charCodeAt(i + 1))) {
			/* Two units, four bytes; the mark of wire.ts takes six more. */
			size += c === 0xdbff ? 8 : 2;
			i++;
		} else if (c === 0 || (c >= 0xd800 && c <= 0xdfff))
			size += 9; /* the mark and six digits */
		else if (c < 0x20)
			size += 5; /* as \u001f */
		else if (c === 0x22 || c === 0x5c)
			size += 1;
		else if (c >= 0x800)
			size += 2;
		else if (c >= 0x7f)
			size += 1;
	}
	return size;
}

/** At most `max` UTF-16 units of it, for messages. */
export function clip(text: string, max: number): string {
	return text.length <= max ? text : text.slice(0, max - 1) + "…";
}

const REAL = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?$/;

/** The number written, or null when it is not one. */
export function real(text: string): number | null {
	if (text.length > 64 || !REAL.test(text))
		return null;
	const n = Number(text);
	return isFinite(n) ? n : null;
}
