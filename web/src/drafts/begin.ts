/* What new files of a draft begin with. */
import { lessonText } from "./head";
import { written } from "./json";

const HALF_A_YEAR = 182 * 86_400_000;

export function dayOf(ms: number): string {
	const date = new Date(ms);
	const pair = (n: number) => String(n).padStart(2, "0");

	return `${date.getFullYear()}-${pair(date.getMonth() + 1)}-${
		pair(date.getDate())}`;
}

/* Words of a new file are the author's to change: in the module's language. */
export function newLesson(title: string, now: number): string {
	return lessonText({
		head: [`title: ${title}`, "minutes: 15", "confidence: general",
			`checkedAt: ${dayOf(now)}`, `reviewBy: ${
				dayOf(now + HALF_A_YEAR)}`],
		body: "",
	});
}

export function newQuiz(
	name: string,
	title: string,
	kind: "quiz" | "pretest" | "practice",
): string {
	return written({
		id: name, title, kind,
		...(kind === "quiz" ? { passMark: 70, attempts: 3, keep: "best" } : {}),
		...(kind === "practice" ? { questions: [], activities: [] }
			: { shuffle: true, feedback: "end", questions: [] }),
	});
}

export function newCase(name: string, title: string): string {
	return written({
		format: "case/1", id: name, title, intro: "", minutes: 20,
		dimensions: [{ id: "D1", name: "", most: 10 }],
		start: "K1",
		nodes: { K1: { title: "", text: "", choices: [
			{ id: "a", text: "", to: "end", score: { D1: 10 }, feedback: "" },
			{ id: "b", text: "", to: "end", score: { D1: 0 }, feedback: "" },
		] } },
		ideal: ["K1.a"],
		endings: [{ id: "E1", when: "otherwise", title: "", text: "" }],
	});
}
