/*
 * Names that nobody has to think of: of files, of questions, of choices.
 */

const LONGEST = 50;

/** A file's name of a title: small letters, digits and hyphens. */
export function slug(title: string, otherwise: string): string {
	const plain = title.normalize("NFD").replace(/[\u0300-\u036f]/g, "")
		.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, LONGEST)
		.replace(/^-+|-+$/g, "");

	return plain || otherwise;
}

/** `name`, or the first of name-2, name-3… that is not taken. */
export function freeName(name: string, taken: Iterable<string>): string {
	const all = new Set(taken);

	for (let n = 1; ; n++) {
		const found = n === 1 ? name : `${name}-${n}`;

		if (!all.has(found))
			return found;
	}
}

/**
 * The id after the last one: "KI-09" gives "KI-10". `base` where there is none
 * to go on from.
 */
export function nextId(ids: string[], base: string): string {
	const taken = new Set(ids);
	const last = [...ids].reverse().find((id) => /\d+$/.test(id));
	const [, stem, digits] = /^(.*?)(\d+)$/.exec(last ?? "") ??
		[, `${base}-`, "00"];

	for (let n = Number(digits) + 1; ; n++) {
		const id = stem + String(n).padStart(digits!.length, "0");

		if (!taken.has(id))
			return id;
	}
}

/** "a", "b"… "z", "a2"…: the first that is not taken. */
export function nextLetter(taken: string[]): string {
	for (let n = 0; ; n++) {
		const letter = String.fromCharCode(97 + n % 26) +
			(n < 26 ? "" : String(Math.floor(n / 26) + 1));

		if (!taken.includes(letter))
			return letter;
	}
}

/** A medium's name as the format wants it. */
export function mediaName(name: string, taken: Iterable<string>): string {
	const dot = name.lastIndexOf(".");
	const ending = dot < 0 ? "" : name.slice(dot + 1).toLowerCase();
	const stem = slug(dot < 0 ? name : name.slice(0, dot), "media");
	const all = new Set(taken);

	for (let n = 1; ; n++) {
		const found = `media/${stem}${n === 1 ? "" : `-${n}`}.${ending}`;

		if (!all.has(found))
			return found;
	}
}
