/*
 * Names of languages, as their readers look for them. Browsers know all, but
 * for the oldest of ours; the usual ones are named here.
 */
import type { Language } from "./sizes";

const usual: { [lang in Language]: { [code: string]: string } } = {
	id: {
		id: "Indonesia", en: "Inggris", jv: "Jawa", su: "Sunda", ms: "Melayu",
		ar: "Arab", min: "Minangkabau", ban: "Bali", mad: "Madura",
		bug: "Bugis", ace: "Aceh",
	},
	en: {
		id: "Indonesian", en: "English", jv: "Javanese", su: "Sundanese",
		ms: "Malay", ar: "Arabic", min: "Minangkabau", ban: "Balinese",
		mad: "Madurese", bug: "Buginese", ace: "Acehnese",
	},
};

/* Not yet in the libraries that we are checked against. */
type Names = new (lang: string[], how: { type: "language" }) =>
	{ of(code: string): string | undefined };

export const USUAL = Object.keys(usual.id);

export function languageName(lang: Language, code: string): string {
	const known = usual[lang][code];

	if (known)
		return known;
	try {
		const { DisplayNames } = Intl as unknown as { DisplayNames: Names };

		return new DisplayNames([lang], { type: "language" }).of(code) ??
			code;
	} catch {
		return code;
	}
}
