/*
 * What a survey asks, while it is being written: pure, each change a form of its
 * own. An id is never given twice, not even after its question was removed:
 * versions and batches are compared by it.
 */
import type { Form, Option, Question, QuestionKind } from "../api/survey";
import { moved } from "../questions/moved";

export const QUESTIONS_MOST = 40;
export const CHOICES_LEAST = 2;
export const CHOICES_MOST = 12;
/* Letters: as server/domain/survey.h has them. */
export const TEXT_MOST = 300;
export const HELP_MOST = 500;
export const CHOICE_MOST = 160;
export const END_MOST = 60;

export const chooses = (kind: Question["kind"]): boolean =>
	kind === "choice" || kind === "choices";

/* Drawn, not counted: what was removed in an older version is not known here. */
export function freshId(taken: string[], draw: () => number = Math.random): string {
	for (;;) {
		let id = "q";

		for (let i = 0; i < 6; i++)
			id += Math.floor(draw() * 36).toString(36);
		if (!taken.includes(id))
			return id;
	}
}

/* "a", "b", … the first that none of them has, nor had. */
export function freshChoice(choices: Option[]): string {
	const last = Math.max(0, ...choices.map(({ id }) =>
		/^[a-z]$/.test(id) ? id.charCodeAt(0) - 96 : 0));

	return last < 26 ? String.fromCharCode(97 + last)
		: freshId(choices.map(({ id }) => id));
}

export function emptyQuestion(kind: QuestionKind, id: string): Question {
	return {
		id, kind, text: "", help: "", needed: kind !== "text",
		...(kind === "scale" && { low: "", high: "" }),
		...(chooses(kind) && { choices: [{ id: "a", text: "" },
			{ id: "b", text: "" }] }),
	};
}

const ids = (form: Form) => form.questions.map(({ id }) => id);

export function added(form: Form, kind: QuestionKind): Form {
	return { questions: [...form.questions,
		emptyQuestion(kind, freshId(ids(form)))] };
}

export function changed(form: Form, id: string, more: Partial<Question>): Form {
	return { questions: form.questions.map((q) =>
		q.id === id ? { ...q, ...more } : q) };
}

export function copied(form: Form, id: string): Form {
	return { questions: form.questions.flatMap((q) => q.id !== id ? [q]
		: [q, { ...q, id: freshId(ids(form)),
			...(q.choices && { choices: q.choices.map((c) => ({ ...c })) }) }]) };
}

export function without(form: Form, id: string): Form {
	return { questions: form.questions.filter((q) => q.id !== id) };
}

/* Nothing moves past an end. */
export function movedTo(form: Form, id: string, to: number): Form {
	const from = form.questions.findIndex((q) => q.id === id);

	return from < 0 || to < 0 || to >= form.questions.length ? form
		: { questions: moved(form.questions, from, to) };
}

/*
 * Another kind of the same question: its words stay, its choices while it has
 * any. Answers of two kinds are never compared, so it becomes another one.
 */
export function turned(form: Form, id: string, kind: QuestionKind): Form {
	return { questions: form.questions.map((q) => {
		if (q.id !== id || q.kind === kind)
			return q;
		const next = emptyQuestion(kind, freshId(ids(form)));

		return { ...next, text: q.text, help: q.help ?? "",
			needed: q.needed ?? false,
			...(chooses(kind) && q.choices && { choices: q.choices }) };
	}) };
}

/* Several lines that are pasted into a choice are several choices. */
export function pasted(choices: Option[], at: number, text: string): Option[] {
	const lines = text.split(/\r?\n/).map((line) =>
		line.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, "").trim()).filter(Boolean);
	const next = [...choices];

	lines.forEach((line, i) => {
		if (i === 0)
			next[at] = { ...next[at]!, text: next[at]!.text + line };
		else if (next.length < CHOICES_MOST)
			next.splice(at + i, 0, { id: freshChoice(next), text: line });
	});
	return next;
}

export type Wrong = "noText" | "longText" | "longHelp" | "longEnd" |
	"fewChoices" | "noChoice" | "sameChoice" | "longChoice";

/* What is wrong with a question: at which field, and what. */
export function wrongIn(q: Question): [field: string, what: Wrong][] {
	const choices = q.choices ?? [];
	const found: [string, Wrong][] = [];
	const seen = new Set<string>();

	if (!q.text.trim())
		found.push([`${q.id}-text`, "noText"]);
	if (q.text.length > TEXT_MOST)
		found.push([`${q.id}-text`, "longText"]);
	if ((q.help ?? "").length > HELP_MOST)
		found.push([`${q.id}-help`, "longHelp"]);
	for (const end of ["low", "high"] as const)
		if ((q[end] ?? "").length > END_MOST)
			found.push([`${q.id}-${end}`, "longEnd"]);
	if (!chooses(q.kind))
		return found;
	if (choices.length < CHOICES_LEAST)
		found.push([`${q.id}-add`, "fewChoices"]);
	for (const { id, text } of choices) {
		const name = text.trim().toLowerCase();

		if (!name)
			found.push([`${q.id}-${id}`, "noChoice"]);
		else if (seen.has(name))
			found.push([`${q.id}-${id}`, "sameChoice"]);
		else if (text.length > CHOICE_MOST)
			found.push([`${q.id}-${id}`, "longChoice"]);
		seen.add(name);
	}
	return found;
}

const line = (text: string | undefined) =>
	(text ?? "").replace(/\s+/g, " ").trim();

/* As it is sent: words in one line each, nothing that its kind does not have. */
export function sent(form: Form): Form {
	return { questions: form.questions.map((q) => ({
		id: q.id, kind: q.kind, text: line(q.text), help: line(q.help),
		needed: q.needed ?? false,
		...(q.kind === "scale" && { low: line(q.low), high: line(q.high) }),
		...(chooses(q.kind) && { choices: (q.choices ?? []).map((c) =>
			({ id: c.id, text: line(c.text) })) }),
	})) };
}

export function same(a: Form, b: Form): boolean {
	return JSON.stringify(sent(a)) === JSON.stringify(sent(b));
}
