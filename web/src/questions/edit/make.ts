/* New questions and activities, and what each kind is made of. */
import type { QuestionType } from "../../api/quiz";
import { isBag } from "../../drafts/json";

export const QUESTION_TYPES: QuestionType[] = ["single", "multiple", "trueFalse",
	"match", "order", "numeric", "text", "cloze", "essay"];
export const ACTIVITY_TYPES = ["sort", "mark", "matrix", "scale", "tree", "grid",
	"note", "pareto", "cards"] as const;
export type ActivityType = typeof ACTIVITY_TYPES[number];

export function isQuestionType(type: unknown): type is QuestionType {
	return QUESTION_TYPES.some((one) => one === type);
}

const choices = () => [{ text: "", right: true }, { text: "" }, { text: "" }];

const BEGIN: Record<QuestionType | ActivityType, () => object> = {
	single: () => ({ choices: choices() }),
	multiple: () => ({ choices: choices() }),
	trueFalse: () => ({ right: true }),
	match: () => ({ pairs: [{ left: "", right: "" }, { left: "", right: "" }] }),
	order: () => ({ items: ["", "", ""] }),
	numeric: () => ({ answer: 0, tolerance: 0 }),
	text: () => ({ accept: [""] }),
	cloze: () => ({ gaps: [] }),
	essay: () => ({ rubric: [{ text: "", points: 1 }] }),
	sort: () => ({ groups: ["", ""], cards: [{ text: "", group: "" }] }),
	mark: () => ({ passages: [{ text: "", fake: true, parts: [] }] }),
	matrix: () => ({ options: ["", ""],
		criteria: [{ text: "", weight: 3 }], values: [[3], [3]] }),
	scale: () => ({ statements: [{ text: "", group: "" }],
		labels: ["tidak pernah", "jarang", "kadang-kadang", "sering", "selalu"] }),
	tree: () => ({ start: "t1", nodes: {
		t1: { text: "", choices: [{ text: "", to: "t2" }] },
		t2: { text: "", end: true },
	} }),
	grid: () => ({ rows: "Kemungkinan", columns: "Dampak", size: 5 }),
	note: () => ({ prompts: [""] }),
	pareto: () => ({ bars: [{ text: "", count: 1 }, { text: "", count: 1 }],
		question: { id: "", type: "single", text: "", choices: choices() } }),
	cards: () => ({ fields: [{ label: "" }] }),
};

export function newQuestion(type: QuestionType, id: string): object {
	return { id, type, text: "", ...BEGIN[type](), confidence: "general" };
}

export function newActivity(type: ActivityType | QuestionType, id: string): object {
	if (isQuestionType(type)) {
		const { confidence: _, ...rest } = newQuestion(type, id) as
			Record<string, unknown>;

		return rest;
	}
	return { id, type, text: "", ...BEGIN[type](),
		...(type === "pareto" ? { question: { id: `${id}-q`, type: "single",
			text: "", choices: choices() } } : {}) };
}

/** Exactly one choice is right. */
export function onlyRight(choices: unknown, right: number): unknown {
	return (Array.isArray(choices) ? choices : []).map((one, i) => {
		const { right: _, ...rest } = isBag(one) ? one : {};

		return i === right ? { ...rest, right: true } : rest;
	});
}

/** A sum like 1 + 2 + 0,5. */
export function sumOf(list: unknown[]): number {
	return list.reduce((sum: number, line) => sum + (isBag(line) &&
		typeof line.points === "number" ? line.points : 0), 0);
}

/** The gaps that a cloze's text has: {{1}}, {{2}}… up to the highest. */
export function gapsIn(text: string): number {
	return (text.match(/\{\{\d{1,2}\}\}/g) ?? []).reduce((most, found) =>
		Math.max(most, Number(found.slice(2, -2))), 0);
}

/** The parameters that a numeric question's text has: {B}. */
export function parametersIn(text: string): string[] {
	return (text.replace(/\{\{[^}]*\}\}/g, "")
		.match(/\{[A-Za-z][A-Za-z0-9_]*\}/g) ?? [])
		.map((found) => found.slice(1, -1))
		.filter((name, i, all) => all.indexOf(name) === i);
}
