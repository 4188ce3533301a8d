/*
 * Which form of questions a file is, by its name and how it begins. A guess: the
 * person sees it and may choose another.
 */
export const FORMATS = ["rows", "gift", "aiken", "moodle", "qti", "cc",
	"missingword", "cloze"] as const;

export type Format = typeof FORMATS[number];

export function textFormat(text: string): Format {
	if (/^\s*<(\?xml|quiz|questestinterop|assessmentItem)/i.test(text)) {
		if (/<questestinterop/i.test(text))
			return "cc";
		return /<(qti-)?assessment-?item/i.test(text) ? "qti" : "moodle";
	}
	if (/^[^\n]*\t/.test(text))
		return "rows";
	if (/^\s*(ANSWER|JAWABAN|KUNCI)\s*:/im.test(text))
		return "aiken";
	return "gift";
}

export function fileFormat(name: string, begins: string): Format {
	if (/\.(xlsx|csv|tsv)$/i.test(name))
		return "rows";
	if (/\.imscc$/i.test(name))
		return "cc";
	return /\.zip$/i.test(name) ? "qti" : textFormat(begins);
}
