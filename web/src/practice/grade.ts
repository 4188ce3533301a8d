/*
 * Whether an answer to a self-check is right; by the rules by which the server
 * grades a quiz (server/domain/grade.c). Both are held to
 * tests/practice/grades.json.
 */
import { draw, keyOf, type Values } from "./formula";
import { accepted } from "./normal";
import { readNumber } from "./number";
import type { Cloze, Gap, GapResponse, Grade, Match, Multiple, Numeric, Order,
	Question, Response, Single } from "./types";

const EMPTY: Grade = { state: "empty", fraction: 0, parts: {} };
/* Of the key, for what binary fractions cannot hold. */
const EPSILON = 1e-9;

function grade(fraction: number, parts: Grade["parts"] = {}): Grade {
	const state = fraction >= 1 - EPSILON ? "right"
		: fraction > 0 ? "partial" : "wrong";

	return { state, fraction: Math.min(1, Math.max(0, fraction)), parts };
}

function single(q: Pick<Single, "choices">, choice: string | undefined): Grade {
	if (!choice)
		return EMPTY;
	const right = !!q.choices[Number(choice) - 1]?.right;

	return grade(right ? 1 : 0, { [choice]: right });
}

function multiple(q: Multiple, chosen: string[] | undefined): Grade {
	if (!chosen || chosen.length === 0)
		return EMPTY;
	const all = q.choices.filter((c) => c.right).length;
	const parts: Grade["parts"] = {};
	let right = 0, wrong = 0;

	for (const id of new Set(chosen)) {
		parts[id] = !!q.choices[Number(id) - 1]?.right;
		if (parts[id])
			right++;
		else
			wrong++;
	}
	if (q.partial === false)
		return grade(right === all && wrong === 0 ? 1 : 0, parts);
	return grade(Math.max(0, right - wrong) / all, parts);
}

/* The texts that can be chosen, each once: two rights may be the same. */
export function rightsOf(q: Match): string[] {
	return [...q.pairs.map((p) => p.right), ...q.extra ?? []]
		.filter((text, i, all) => all.indexOf(text) === i);
}

function match(q: Match, pairs: Response["pairs"]): Grade {
	const rights = rightsOf(q);
	const parts: Grade["parts"] = {};

	if (!pairs || Object.keys(pairs).length === 0)
		return EMPTY;
	q.pairs.forEach((pair, i) => {
		const given = pairs[String(i + 1)];

		parts[String(i + 1)] = given !== undefined &&
			rights[Number(given) - 1] === pair.right;
	});
	const right = Object.values(parts).filter(Boolean).length;

	return grade(right / q.pairs.length, parts);
}

/* Neighbours that stay neighbours, in the right order. */
function order(q: Order, given: string[] | undefined): Grade {
	const n = q.items.length;
	const parts: Grade["parts"] = {};
	let kept = 0;

	if (!given || given.length !== n)
		return EMPTY;
	given.forEach((id, i) => {
		parts[id] = id === String(i + 1);
		if (i > 0 && Number(id) === Number(given[i - 1]) + 1)
			kept++;
	});
	return grade(kept / (n - 1), parts);
}

/* Is it that answer, written with so many decimals? Half up or half to even. */
function roundedRight(value: number, key: number, decimals: number): boolean {
	const scale = 10 ** decimals;
	const typed = value * scale, exact = key * scale;
	const slack = EPSILON * Math.max(1, Math.abs(exact));

	return Math.abs(typed - Math.round(typed)) <= slack &&
		Math.abs(typed - exact) <= .5 + slack;
}

function isNear(
	value: number,
	key: number,
	{ tolerance = 0, decimals }: { tolerance?: number; decimals?: number },
): boolean {
	const slack = EPSILON * (Math.abs(key) + tolerance) + 1e-12;

	return Math.abs(value - key) <= tolerance + slack ||
		(decimals !== undefined && roundedRight(value, key, decimals));
}

function number(
	text: string | undefined,
	key: number,
	q: { tolerance?: number; unit?: string; accept?: string[];
		decimals?: number },
): Grade {
	if (!text?.trim())
		return EMPTY;
	const value = readNumber(text, q.unit);

	return grade(accepted(text, q.accept) ||
		(value !== null && isNear(value, key, q)) ? 1 : 0);
}

function gapGrade(gap: Gap, given: GapResponse | undefined): Grade {
	switch (gap.type) {
	case "single":
		return single(gap, given?.choice);
	case "numeric":
		return number(given?.text, gap.answer, gap);
	default:
		return given?.text?.trim()
			? grade(accepted(given.text, gap.accept, gap.ignoreCase) ? 1 : 0)
			: EMPTY;
	}
}

function cloze(q: Cloze, gaps: Response["gaps"]): Grade {
	const grades = q.gaps.map((gap, i) => gapGrade(gap, gaps?.[String(i + 1)]));
	const parts: Grade["parts"] = {};

	if (grades.every((g) => g.state === "empty"))
		return EMPTY;
	grades.forEach((g, i) => {
		parts[String(i + 1)] = g.state === "right";
	});
	return grade(grades.filter((g) => g.state === "right").length /
		q.gaps.length, parts);
}

/* `values`: the parameters that this learner had. */
export function gradeOf(
	q: Question,
	response: Response | null | undefined,
	values: Values = {},
): Grade {
	if (!response)
		return EMPTY;
	switch (q.type) {
	case "single":
		return single(q, response.choice);
	case "multiple":
		return multiple(q, response.choices);
	case "trueFalse":
		return response.value === undefined ? EMPTY
			: grade(response.value === q.right ? 1 : 0);
	case "match":
		return match(q, response.pairs);
	case "order":
		return order(q, response.order);
	case "numeric":
		return number(response.text, keyOf(q, values), q);
	case "text":
		return response.text?.trim()
			? grade(accepted(response.text, q.accept, q.ignoreCase) ? 1 : 0)
			: EMPTY;
	case "cloze":
		return cloze(q, response.gaps);
	case "essay":
		return response.text?.trim()
			? { state: "waiting", fraction: 0, parts: {} } : EMPTY;
	}
}

function rightChoice(choices: { right?: boolean }[]): string {
	return String(choices.findIndex((c) => c.right) + 1);
}

function gapKey(gap: Gap): GapResponse {
	switch (gap.type) {
	case "single": return { choice: rightChoice(gap.choices) };
	case "numeric": return { text: String(gap.answer) };
	default: return { text: gap.accept[0] ?? "" };
	}
}

/* What would have been right, in the shape of a response. */
export function solutionOf(q: Question, values: Values = {}): Response {
	switch (q.type) {
	case "single":
		return { choice: rightChoice(q.choices) };
	case "multiple":
		return { choices: q.choices.flatMap((c, i) =>
			c.right ? [String(i + 1)] : []) };
	case "trueFalse":
		return { value: q.right };
	case "match": {
		const rights = rightsOf(q);

		return { pairs: Object.fromEntries(q.pairs.map((pair, i) =>
			[String(i + 1), String(rights.indexOf(pair.right) + 1)])) };
	}
	case "order":
		return { order: q.items.map((_, i) => String(i + 1)) };
	case "numeric":
		return { text: String(keyOf(q, values)) };
	case "text":
		return { text: q.accept[0] ?? "" };
	case "cloze":
		return { gaps: Object.fromEntries(q.gaps.map((gap, i) =>
			[String(i + 1), gapKey(gap)])) };
	case "essay":
		return { text: "" };
	}
}

export function parametersOf(q: Question): boolean {
	return q.type === "numeric" && !!q.parameters &&
		Object.keys(q.parameters).length > 0;
}

export { draw, type Numeric, type Values };
