/*
 * Numbers and sizes in either language, without the app's texts: the player's
 * frame, which is a program of its own, writes them too.
 */
export type Language = "id" | "en";

/* At most `digits` behind the comma, none of them an idle zero. */
export function numberIn(lang: Language, value: number, digits = 1): string {
	const rounded = Number(value.toFixed(digits));
	const [whole = "0", rest] = String(Math.abs(rounded)).split(".");
	const [group, comma] = lang === "en" ? [",", "."] : [".", ","];
	const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);

	return (rounded < 0 ? "−" : "") + grouped + (rest ? comma + rest : "");
}

/* Sizes in powers of a thousand, as phones and providers count them. */
export function bytesIn(lang: Language, value: number): string {
	/* What would be rounded to 1.000 is one of the next unit. */
	if (value >= 999.95e6)
		return `${numberIn(lang, value / 1e9)} GB`;
	if (value > 999e3)
		return `${numberIn(lang, value / 1e6)} MB`;
	return `${numberIn(lang, Math.ceil(value / 1e3), 0)} kB`;
}
