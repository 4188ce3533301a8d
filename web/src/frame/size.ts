/*
 * How large a package is: as wide and long as it scrolls. One that fits itself
 * to any window by shrinking never scrolls, and on a phone nobody can read it;
 * what it shrinks tells the size that it was made for.
 */
export interface Size {
	width: number;
	height: number;
	/** The package shrinks itself, from this size. */
	own: boolean;
}

const READABLE = 0.8;	/* of its own size */
const MOST_OF = 0.8;	/* of the window, for what is the package's page */
const WIDEST = 4_000;	/* larger ones are drawings that are moved about */
const ELEMENTS = 200;
const FRAMES = 3;

function inside(frame: HTMLIFrameElement): Document | null {
	try {
		return frame.contentDocument;
	} catch {
		return null;	/* another origin's */
	}
}

/* An element that is drawn smaller than it is and fills the window so. */
function shrunk(e: HTMLElement, win: Window): Size | null {
	const width = e.offsetWidth, height = e.offsetHeight;

	if (width <= win.innerWidth || width > WIDEST || height > WIDEST)
		return null;
	const drawn = e.getBoundingClientRect();
	const scale = drawn.width / width;
	const even = Math.abs(drawn.height / height - scale) < 0.02;
	const fills = drawn.width >= win.innerWidth * MOST_OF ||
		drawn.height >= win.innerHeight * MOST_OF;

	return even && fills && scale < READABLE && drawn.width > 0
		? { width, height, own: true } : null;
}

/* From the outside in, the first that there is; also in a package's frames. */
function ownSize(doc: Document, frames: number): Size | null {
	const win = doc.defaultView;
	const queue: Element[] = doc.body ? [doc.body] : [];

	for (let i = 0; win && i < queue.length && i < ELEMENTS; i++) {
		const e = queue[i] as HTMLElement;
		const room = ELEMENTS - queue.length;
		const deeper = e.tagName === "IFRAME" && frames > 0
			? inside(e as HTMLIFrameElement) : null;
		const found = shrunk(e, win) ??
			(deeper && ownSize(deeper, frames - 1));

		if (found)
			return found;
		queue.push(...Array.from(e.children).slice(0, Math.max(0, room)));
	}
	return null;
}

export function sizeOf(doc: Document): Size {
	const { documentElement: root, body } = doc;

	return ownSize(doc, FRAMES) ?? {
		width: Math.max(root.scrollWidth, body?.scrollWidth ?? 0),
		height: Math.max(root.scrollHeight, body?.scrollHeight ?? 0),
		own: false,
	};
}
