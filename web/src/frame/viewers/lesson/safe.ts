/*
 * A lesson's HTML, put together anew from what is known to be harmless.
 *
 * Our server made it from Markdown and lets no markup through; this holds even
 * if it should, or if somebody else's lesson came in its place. What is not
 * named here is left out, and its words stay.
 */

const KEPT = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li",
	"table", "thead", "tbody", "tr", "th", "td", "blockquote", "strong", "em",
	"b", "i", "s", "del", "u", "code", "pre", "br", "hr", "a", "img", "figure",
	"figcaption", "aside", "div", "span", "sup", "sub", "dl", "dt", "dd"]);
const GONE = new Set(["script", "style", "template", "iframe", "object", "embed",
	"svg", "math", "noscript", "textarea", "title", "select"]);
const MEDIA = /^media\/[\w][\w.\-/]*$/;
/** Deeper than people write; what is below keeps its words alone. */
const DEPTH = 60;

export interface Making {
	/** Tokens and parameters in a stretch of text. */
	text(text: string): string;
	/** In place of an element; null: as it is. */
	put(element: Element): Node | null;
	link(made: HTMLAnchorElement, address: string): void;
}

/* The address below the version's files; null when it leads elsewhere. */
export function mediaAddress(path: string | null | undefined): string | null {
	return path && MEDIA.test(path) && !path.split("/").includes("..")
		? new URL(path, location.href).href : null;
}

function copyAttributes(from: Element, to: HTMLElement, making: Making): void {
	const name = from.localName;
	const id = from.getAttribute("id");

	if (id && /^[\w-]{1,100}$/.test(id))
		to.id = `isi-${id}`;
	if (name === "th" || name === "td") {
		const align = from.getAttribute("align") ?? "";

		if (/^(left|center|right)$/.test(align))
			to.style.textAlign = align;
		if (name === "th")
			to.setAttribute("scope", "col");
	}
	if (name === "ol" && /^\d{1,6}$/.test(from.getAttribute("start") ?? ""))
		to.setAttribute("start", from.getAttribute("start")!);
	if (/^note( note-[a-z]+)?$/.test(from.className))
		to.className = from.className;
	if (name === "a")
		making.link(to as HTMLAnchorElement, from.getAttribute("href") ?? "");
}

function copy(from: Node, to: Node, making: Making, depth: number): void {
	for (const node of Array.from(from.childNodes)) {
		if (node.nodeType === Node.TEXT_NODE) {
			to.appendChild(document.createTextNode(
				making.text(node.textContent ?? "")));
			continue;
		}
		if (!(node instanceof Element) || GONE.has(node.localName))
			continue;
		const put = making.put(node);

		if (put) {
			to.appendChild(put);
		} else if (KEPT.has(node.localName) && node.localName !== "img" &&
		    depth < DEPTH) {
			const made = document.createElement(node.localName);

			copyAttributes(node, made, making);
			copy(node, made, making, depth + 1);
			to.appendChild(made);
		} else {
			copy(node, to, making, depth + 1);
		}
	}
}

/* Nothing in it runs or is fetched: DOMParser's page is not shown. */
let parser = (html: string): HTMLElement =>
	new DOMParser().parseFromString(html, "text/html").body;

/** In a page whose policy lets nothing be parsed but by one way. */
export function parseWith(other: (html: string) => HTMLElement): void {
	parser = other;
}

export function parse(html: string): HTMLElement {
	return parser(html);
}

export function safe(html: string, making: Making): DocumentFragment {
	const out = document.createDocumentFragment();

	copy(parse(html), out, making, 0);
	return out;
}

/* Its words alone, for what can hold no markup. */
export function wordsOf(html: string): string {
	return (parse(html).textContent ?? "").replace(/\s+/g, " ").trim();
}
