/*
 * Words of a question or an activity: the HTML that the server made of them,
 * made harmless, or the words as they were written.
 */
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Values } from "../../../practice/formula";
import { writeNumber } from "../../../practice/number";
import { fillTokens, tokenOf, useHere, type Context } from "./context";
import { safe, wordsOf } from "./safe";

interface Props {
	text: string | undefined;
	html?: string | undefined;
	values?: Values;
	/** A block of its own; else in the line. */
	block?: boolean;
	id?: string;
	class?: string;
	/** What stands in gap n of a cloze. */
	gap?: (n: string) => Node | null;
}

function filled(here: Context, text: string, values: Values = {}): string {
	return fillTokens(text, here.tokens).replace(/\{(\w+)\}/g,
		(all, name: string) =>
			Object.prototype.hasOwnProperty.call(values, name)
				? writeNumber(values[name]!, here.lang) : all);
}

/* As plain words, where no markup can stand. */
export function usePlain(): (
	text: string | undefined,
	html?: string | undefined,
	values?: Values,
) => string {
	const here = useHere();

	return (text, html, values) =>
		filled(here, html ? wordsOf(html) : text ?? "", values);
}

function gapsOf(text: string, gap: (n: string) => Node | null): Node {
	const out = document.createDocumentFragment();

	text.split(/\{\{(\d{1,2})\}\}/).forEach((piece, i) => {
		const put = i % 2 ? gap(piece) : null;

		out.appendChild(put ?? document.createTextNode(piece));
	});
	return out;
}

function escaped(text: string): string {
	return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

/* Paragraphs, where there is no HTML: a blank line parts them. */
function paragraphs(text: string): string {
	return text.split(/\n\s*\n/).map((p) => `<p>${escaped(p)}</p>`).join("");
}

export function Rich({ text, html, values, block, id, class: kind, gap }: Props) {
	const here = useHere();
	const box = useRef<HTMLElement>(null);
	const source = html ?? (block ? paragraphs(text ?? "")
		: escaped(text ?? ""));
	const key = useMemo(() => JSON.stringify(values ?? null), [values]);

	useLayoutEffect(() => {
		const made = safe(source, {
			text: (t) => filled(here, t, values),
			put: (element) => {
				const n = element.getAttribute("data-gap");
				const token = tokenOf(element.getAttribute("data-token"),
					here.tokens);

				if (n && gap)
					return gap(n);
				return token === null ? null
					: document.createTextNode(token);
			},
			link: here.link,
		});

		if (gap)
			for (const node of textsIn(made))
				if (/\{\{\d{1,2}\}\}/.test(node.data))
					node.replaceWith(gapsOf(node.data, gap));
		const only = made.childElementCount === 1 &&
			made.firstElementChild!.localName === "p";

		box.current!.replaceChildren(!block && only
			? unwrapped(made.firstElementChild!) : made);
	}, [source, key]);
	return block
		? <div ref={box as { current: HTMLDivElement | null }} id={id}
			class={kind} />
		: <span ref={box} id={id} class={kind} />;
}

function textsIn(root: Node): Text[] {
	const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
	const found: Text[] = [];

	while (walker.nextNode())
		found.push(walker.currentNode as Text);
	return found;
}

function unwrapped(p: Element): DocumentFragment {
	const out = document.createDocumentFragment();

	out.append(...Array.from(p.childNodes));
	return out;
}
