/*
 * A text cut into what is an address of the web and what is not. Texts are shown
 * as text: nothing of them becomes markup but these links.
 */
export interface Piece {
	text: string;
	href?: string;
}

const ADDRESS = /https?:\/\/[^\s<>"']+/g;
/* What ends a sentence ends no address. */
const TRAIL = /[.,;:!?)\]}]+$/;

export function linked(text: string): Piece[] {
	const pieces: Piece[] = [];
	const search = new RegExp(ADDRESS);
	let found: RegExpExecArray | null, from = 0;

	while ((found = search.exec(text))) {
		const href = found[0].replace(TRAIL, "");

		if (!address(href))
			continue;
		if (found.index > from)
			pieces.push({ text: text.slice(from, found.index) });
		pieces.push({ text: href, href });
		from = found.index + href.length;
	}
	if (from < text.length)
		pieces.push({ text: text.slice(from) });
	return pieces;
}

/* Of a host, and without a name before it that looks like one. */
function address(text: string): boolean {
	try {
		const url = new URL(text);

		return !!url.hostname && !url.username && !url.password;
	} catch {
		return false;
	}
}
