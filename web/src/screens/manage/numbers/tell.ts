/* Numbers about a question in words: what is wrong with it, the worst first. */
import type { Flag, QuestionNumbers } from "../../../api/numbers";
import { number } from "../../../text/format";
import { words } from "../../../text/numbers";

export const percent = (share: number): string => number(100 * share, 0);

/* By the author's place: "B". */
export function letter(q: QuestionNumbers, i: number): string {
	return q.type === "trueFalse"
		? words(i ? "choice.false" : "choice.true")
		: String.fromCharCode(65 + i);
}

function lettersOf(q: QuestionNumbers, flag: Flag): string {
	const found = (q.choices ?? [])
		.map((c, i) => c.flags.includes(flag) ? letter(q, i) : "")
		.filter(Boolean);
	const last = found.pop() ?? "";

	return found.length ? `${found.join(", ")} ${words("and")} ${last}` : last;
}

/* What says the same as something worse is left out. */
const INSTEAD: Partial<Record<Flag, Flag[]>> = {
	negative: ["strongChoice"],
	weak: ["strongChoice", "negative"],
};
const WORST: Flag[] = ["strongChoice", "negative", "hard", "weak", "easy",
	"idleChoice"];

function why(q: QuestionNumbers, flag: Flag): string {
	switch (flag) {
	case "strongChoice":
		return words("why.strong", { letters: lettersOf(q, flag) });
	case "idleChoice":
		return words("why.idle", { letters: lettersOf(q, flag) });
	default:
		return words(`why.${flag}`);
	}
}

/* "" where nothing is wrong. */
export function sentence(q: QuestionNumbers): string {
	const flags = q.numbers?.flags ?? [];
	const said = WORST.filter((flag) => flags.includes(flag) &&
		!INSTEAD[flag]?.some((worse) => flags.includes(worse)));

	return said.length ? words("look.sentence", {
		id: q.id,
		percent: percent(q.numbers!.facility),
		why: said.map((flag) => why(q, flag)).join("; "),
	}) : "";
}

/*
 * A wrong key may be behind a negative discrimination together with a choice of
 * the strong; that is looked at before anything else.
 */
function weight(q: QuestionNumbers): number {
	const flags = q.numbers?.flags ?? [];

	return (flags.includes("negative") && flags.includes("strongChoice")
		? -1 : 0) + WORST.findIndex((flag) => flags.includes(flag));
}

export function ranked(all: QuestionNumbers[]): QuestionNumbers[] {
	return all.filter((q) => q.numbers?.flags.length)
		.sort((a, b) => weight(a) - weight(b) ||
			(a.numbers!.discrimination ?? 0) -
			(b.numbers!.discrimination ?? 0));
}
