/*
 * A question as its author wrote it, turned into what a learner is shown: the
 * author's own preview. What is not whole yet is shown as far as it goes.
 */
import type { Gap, Part, PublicQuestion } from "../../api/quiz";
import { isBag } from "../../drafts/json";
import { isQuestionType } from "./make";

type Bag = Record<string, unknown>;

const list = (value: unknown): unknown[] => Array.isArray(value) ? value : [];
const text = (value: unknown): string => typeof value === "string" ? value : "";
const bag = (value: unknown): Bag => isBag(value) ? value : {};

/* What is not written yet is shown by a sign, so that it can be told of. */
const UNWRITTEN = "…";

function parts(all: string[], html: (text: string) => string): Part[] {
	return all.map((one, i) => ({ id: String(i + 1),
		html: html(one.trim() ? one : UNWRITTEN) }));
}

/* Gaps outlast Markdown as letters of nobody's alphabet. */
const MARK = ["\ue000", "\ue001"];

function clozeText(source: string): string {
	return source.replace(/\{\{(\d{1,2})\}\}/g, `${MARK[0]}$1${MARK[1]}`);
}

function clozeHtml(source: string, html: (text: string) => string): string {
	return html(clozeText(source)).replace(
		new RegExp(`${MARK[0]}(\\d{1,2})${MARK[1]}`, "g"),
		"<span data-gap=\"$1\"></span>");
}

/* The first value that each number may have. */
function filledText(q: Bag, write: (n: number) => string): string {
	const all = bag(q.parameters);

	return text(q.text).replace(/\{([A-Za-z]\w*)\}/g, (whole, name: string) => {
		const from = bag(all[name]).from;

		return typeof from === "number" ? write(from) : whole;
	});
}

function rightsOf(q: Bag): string[] {
	return [...list(q.pairs).map((pair) => text(bag(pair).right)),
		...list(q.extra).map(text)]
		.filter((one, i, all) => one && all.indexOf(one) === i).sort();
}

/** null: of a type that is not known. `html` makes Markdown into HTML. */
export function publicQuestion(
	value: unknown,
	html: (text: string) => string,
	write: (n: number) => string,
): PublicQuestion | null {
	const q = bag(value);

	if (!isQuestionType(q.type))
		return null;
	const made: PublicQuestion = {
		id: text(q.id), type: q.type,
		html: q.type === "cloze" ? clozeHtml(text(q.text), html)
			: html(filledText(q, write)),
		points: typeof q.points === "number" ? q.points : 1,
		media: text(q.media) || null, alt: text(q.alt) || null,
		unit: text(q.unit) || null,
		hint: text(q.hint) ? html(text(q.hint)) : null,
	};

	switch (q.type) {
	case "single":
	case "multiple":
		made.choices = parts(list(q.choices).map((c) => text(bag(c).text)),
			html);
		break;
	case "match":
		made.lefts = parts(list(q.pairs).map((p) => text(bag(p).left)), html);
		made.rights = parts(rightsOf(q), html);
		break;
	case "order":
		made.items = parts([...list(q.items)].map(text).reverse(), html);
		break;
	case "cloze":
		made.gaps = list(q.gaps).map((one, i): Gap => ({
			id: String(i + 1),
			type: bag(one).type === "single" || bag(one).type === "numeric"
				? bag(one).type as Gap["type"] : "text",
			choices: parts(list(bag(one).choices)
				.map((c) => text(bag(c).text)), html),
		}));
		break;
	case "essay":
		made.rubric = list(q.rubric).map((line) => ({
			text: text(bag(line).text),
			points: Number(bag(line).points) || 0,
		}));
		made.mostCharacters = Number(q.mostCharacters) || 5000;
		break;
	}
	return made;
}

/** Every text of it that is Markdown. */
export function textsOf(value: unknown, write: (n: number) => string): string[] {
	const found: string[] = [];

	publicQuestion(value, (one) => {
		found.push(one);
		return "";
	}, write);
	return found.filter(Boolean);
}
