/*
 * What somebody answers, before it is sent: pure. A scale's number and a single
 * choice are texts here, as inputs have them; several choices are a list.
 */
import type { Form, Question } from "../api/survey";

export type Answer = string | string[];
export type Answers = Record<string, Answer>;

export const WORDS_MOST = 4_000;	/* bytes of a text */

const SCALE = ["1", "2", "3", "4", "5"];

const bytes = (text: string): number => new TextEncoder().encode(text).length;

export const isEmpty = (answer: Answer | undefined): boolean =>
	answer === undefined || (typeof answer === "string"
		? answer.trim() === "" : answer.length === 0);

/* What still is an answer to this question; undefined: nothing is. */
function fits(q: Question, answer: unknown): Answer | undefined {
	const known = (id: unknown): id is string =>
		(q.choices ?? []).some((c) => c.id === id);

	switch (q.kind) {
	case "scale":
		return SCALE.find((n) => n === answer);
	case "choice":
	case "lesson":
		return known(answer) ? answer : undefined;
	case "choices": {
		const left = Array.isArray(answer) ? answer.filter(known) : [];

		return left.length > 0 ? left : undefined;
	}
	case "text":
		return typeof answer === "string" ? answer : undefined;
	}
}

export interface Kept {
	answers: Answers;
	lost: number;	/* answers that have no question any more */
}

/*
 * Answers to a form that was another one meanwhile: those whose question and
 * choice are still there. What the device had kept may be anything.
 */
export function kept(form: Form, before: unknown): Kept {
	const old = before && typeof before === "object" && !Array.isArray(before)
		? before as Record<string, unknown> : {};
	const answers: Answers = {};

	for (const q of form.questions) {
		const answer = Object.prototype.hasOwnProperty.call(old, q.id)
			? fits(q, old[q.id]) : undefined;

		if (answer !== undefined)
			answers[q.id] = answer;
	}
	return { answers, lost: Object.entries(old).filter(([id, answer]) =>
		!(id in answers) && !isEmpty(answer as Answer)).length };
}

export type Missing = "choose" | "chooseSome" | "write" | "long";

export function missing(form: Form, answers: Answers): Map<string, Missing> {
	const found = new Map<string, Missing>();

	for (const q of form.questions) {
		const answer = answers[q.id];

		if (q.needed && isEmpty(answer))
			found.set(q.id, q.kind === "text" ? "write"
				: q.kind === "choices" ? "chooseSome" : "choose");
		else if (q.kind === "text" && typeof answer === "string" &&
		    bytes(answer.trim()) > WORDS_MOST)
			found.set(q.id, "long");
	}
	return found;
}

/* Numbers of scales, and nothing for what was left empty. */
export function wire(form: Form, answers: Answers):
Record<string, number | string | string[]> {
	const out: Record<string, number | string | string[]> = {};

	for (const q of form.questions) {
		const answer = answers[q.id];

		if (answer === undefined || isEmpty(answer))
			continue;
		out[q.id] = typeof answer !== "string" ? answer
			: q.kind === "scale" ? Number(answer) : answer.trim();
	}
	return out;
}
