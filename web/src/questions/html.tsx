/*
 * Texts of questions, which strangers may have written.
 *
 * DOMPurify parses and cleans them in a document that runs and fetches nothing.
 * What is left is not put into the page as it is: it is walked once more, and
 * only elements and attributes named here are built anew. Nothing is parsed a
 * second time, so what would change its meaning when parsed again (mutation
 * XSS) has no occasion. No class, id, style or name passes: a text can neither
 * look like a part of the app nor stand in its way.
 */
import DOMPurify from "dompurify";
import { h, type ComponentChild, type VNode } from "preact";
import { useMemo } from "preact/hooks";
import { words } from "../text/questions";

/** What texts are filled with: where a version's files lie, and its words. */
export interface Setting {
	/** "https://…/c/TOKEN/"; null: no file can be shown. */
	files: string | null;
	tokens: Record<string, string>;
	/** Where a file lies that has no address below `files`: of a draft. */
	fileOf?: ((path: string) => string | null) | undefined;
}

const BLOCKS = ["p", "hr", "blockquote", "pre", "ul", "ol", "li", "dl", "dt",
	"dd", "figure", "figcaption", "table", "caption", "thead", "tbody",
	"tfoot", "tr", "th", "td", "div"];
const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"];
const INLINE = ["br", "em", "strong", "b", "i", "u", "s", "del", "ins", "sub",
	"sup", "code", "kbd", "samp", "var", "abbr", "cite", "q", "mark", "small",
	"span", "a", "img"];
const ATTRIBUTES = ["href", "src", "alt", "title", "lang", "dir", "colspan",
	"rowspan", "start", "align", "data-gap", "data-token"];
const KNOWN = new Set([...BLOCKS, ...INLINE]);
const EMPTY = new Set(["br", "hr"]);

const CLEAN = {
	ALLOWED_TAGS: [...BLOCKS, ...HEADINGS, ...INLINE],
	ALLOWED_ATTR: ATTRIBUTES,
	ALLOW_DATA_ATTR: false,
	ALLOW_ARIA_ATTR: false,
	ADD_URI_SAFE_ATTR: ATTRIBUTES.filter((a) => a !== "href" && a !== "src"),
	ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|media\/|data:image\/)/i,
	RETURN_DOM_FRAGMENT: true as const,
};

/* Deeper is no text that a person wrote. */
const DEEPEST = 60;

/* A fence for what cannot be read as a text at all, like a lone <frameset>. */
export function clean(html: string): DocumentFragment {
	let found: DocumentFragment | null = null;

	try {
		found = DOMPurify.sanitize(html, CLEAN) as DocumentFragment | null;
	} catch {
		/* It gave up on it: nothing of it is shown. */
	}
	return found && found.nodeType === 11
		? found : document.createDocumentFragment();
}

/** The text alone, for a place that takes no markup. */
export function textOf(html: string): string {
	const fragment = clean(html);

	fragment.querySelectorAll("img").forEach((image) =>
		image.replaceWith(image.getAttribute("alt") ?? ""));
	return (fragment.textContent ?? "").replace(/\s+/g, " ").trim();
}

/* Only what the web and mail know; no address of a script. */
export function linkTarget(value: string | null): string | null {
	return value && /^(?:https?:\/\/|mailto:)[^\s]+$/i.test(value)
		? value : null;
}

const DATA_PICTURE =
	/^data:image\/(?:png|jpeg|webp|gif);base64,[A-Za-z0-9+/=\s]+$/;
const FILE = /^media\/[A-Za-z0-9_][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/;

/** A picture of the version's own, or one that is written out; else null. */
export function pictureSource(
	value: string | null | undefined,
	{ files, fileOf }: Pick<Setting, "files" | "fileOf">,
): string | null {
	if (!value)
		return null;
	if (DATA_PICTURE.test(value))
		return value;
	if (fileOf && FILE.test(value))
		return fileOf(value);
	if (files && value.startsWith(files))
		value = value.slice(files.length);
	return files && FILE.test(value) ? files + value : null;
}

interface Drawing extends Setting {
	/** What stands at a gap of a cloze. */
	gap?: ((id: string) => ComponentChild) | undefined;
	/** Within a label: paragraphs would break it. */
	inline: boolean;
}

const ALIGN: Record<string, string> =
	{ center: "to-centre", right: "to-right", left: "to-left" };

function spans(value: string | null): number | undefined {
	const n = Number(value);

	return Number.isInteger(n) && n >= 1 && n <= 100 ? n : undefined;
}

function picture(e: Element, d: Drawing): ComponentChild {
	const alt = e.getAttribute("alt") ?? "";
	const src = pictureSource(e.getAttribute("src"), d);

	return src === null
		? <span class="quiet">{words("picture.none", { alt })}</span>
		: <img src={src} alt={alt} class="question-picture" decoding="async"
			referrerpolicy="no-referrer" />;
}

function link(e: Element, children: ComponentChild[]): ComponentChild {
	const href = linkTarget(e.getAttribute("href"));

	return href === null ? <span>{children}</span>
		: <a href={href} target="_blank" rel="noopener noreferrer nofollow"
			title={words("link.opens")}>{children}</a>;
}

function element(e: Element, d: Drawing, depth: number): ComponentChild {
	const name = e.localName;
	const inside = () => draw(e, d, depth + 1);
	const gap = e.getAttribute("data-gap");
	const token = e.getAttribute("data-token");

	if (name === "img")
		return picture(e, d);
	if (name === "a")
		return link(e, inside());
	if (gap !== null && d.gap)
		return d.gap(gap);
	if (token !== null)
		return <span>{
			Object.prototype.hasOwnProperty.call(d.tokens, token)
				? d.tokens[token]
				/* What the text itself says, else at least its name. */
				: e.textContent || token.replace(/_/g, " ")
		}</span>;
	if (HEADINGS.includes(name))
		return <p class="strong">{inside()}</p>;
	if (!KNOWN.has(name))
		return <span>{inside()}</span>;
	if (d.inline && BLOCKS.includes(name))
		return <span class={name === "p" || name === "div"
			? "line" : undefined}>{inside()}</span>;
	if (name === "table")
		return <div class="question-table"><table>{inside()}</table></div>;
	return h(name, {
		lang: e.getAttribute("lang") ?? undefined,
		dir: /^(ltr|rtl)$/.test(e.getAttribute("dir") ?? "")
			? e.getAttribute("dir") : undefined,
		title: e.getAttribute("title") ?? undefined,
		colSpan: name === "th" || name === "td"
			? spans(e.getAttribute("colspan")) : undefined,
		rowSpan: name === "th" || name === "td"
			? spans(e.getAttribute("rowspan")) : undefined,
		start: name === "ol" ? spans(e.getAttribute("start")) : undefined,
		class: ALIGN[e.getAttribute("align") ?? ""],
	} as object, EMPTY.has(name) ? undefined : inside());
}

function draw(parent: Node, d: Drawing, depth: number): ComponentChild[] {
	if (depth > DEEPEST)
		return [parent.textContent];
	return [...parent.childNodes].map((node) =>
		node.nodeType === 3 ? node.nodeValue
			: node.nodeType === 1 ? element(node as Element, d, depth)
				: null);
}

interface Props extends Setting {
	html: string;
	inline?: boolean;
	gap?: (id: string) => ComponentChild;
}

export function Html({ html, files, fileOf, tokens, inline, gap }: Props): VNode {
	const fragment = useMemo(() => clean(html), [html]);
	const d: Drawing = { files, fileOf, tokens, gap, inline: inline === true };

	return inline ? <span class="text">{draw(fragment, d, 0)}</span>
		: <div class="text">{draw(fragment, d, 0)}</div>;
}
