/*
 * A hint as a sentence, where to look, and what a figure is worth. Facts come
 * from the night (server/domain/hint.h); what is not among them is left out.
 */
import type { Facts, HintKind, HintPlace, Measure, Task } from
	"../../../api/revision";
import { duration, number } from "../../../text/format";
import { words } from "../../../text/hints";
import { words as tasks } from "../../../text/revision";

function num(facts: Facts, name: string): number | null {
	const value = facts[name];

	return typeof value === "number" && isFinite(value) ? value : null;
}

function bag(value: unknown): Facts {
	return value !== null && typeof value === "object" ? value as Facts : {};
}

const count = (facts: Facts, name: string) => number(num(facts, name) ?? 0, 0);
const percent = (share: number | null) => number(100 * (share ?? 0), 0);

/* So many letters at most, at a word's end. */
export function cut(text: string, most: number): string {
	const plain = text.replace(/\s+/g, " ").trim();

	return plain.length <= most ? plain
		: `${plain.slice(0, most).replace(/ [^ ]*$/, "")}…`;
}

export function unitName({ unit, facts }: HintPlace): string {
	return unit?.title ?? (typeof facts.unit === "string" ? facts.unit : "");
}

export function questionName({ question }: HintPlace): string {
	return question?.ident ?? "";
}

const WHERE: Record<string, true> = { page: true, minute: true,
	percent: true, section: true };

/* "setelah halaman 2", "di bagian “Syarat”": where most of them stopped. */
export function whereStopped(facts: Facts): string {
	const where = bag(facts.where);
	const at = num(where, "at");
	const how = String(where.how ?? "");

	if (at === null || !WHERE[how])
		return "";
	if (how === "section" && typeof where.heading === "string" &&
		where.heading)
		return words("left.heading", { heading: where.heading });
	if (how === "section" && at === 0)
		return words("left.start");
	return words(`left.${how as "page"}`, { at: number(at, 0) });
}

/* "; di pelajaran lain rata-rata 6 %" */
function othersSay(
	facts: Facts,
	key: "others" | "others.questions",
): string {
	const others = num(facts, "others");

	return others === null ? "" : words(key, { percent: percent(others) });
}

/* Short times in seconds: "kurang dari 1 menit" would say nothing. */
function minutesSay(minutes: number): string {
	return minutes < 1 ? words("seconds", { n: Math.round(60 * minutes) })
		: duration(60_000 * minutes);
}

function timeSay(h: HintPlace, key: "long" | "short"): string {
	return words(key, {
		unit: unitName(h), n: count(h.facts, "n"),
		time: minutesSay(num(h.facts, "medianMinutes") ?? 0),
		minutes: minutesSay(num(h.facts, "minutes") ?? 0),
	});
}

function choiceSay(h: HintPlace): string {
	const lure = bag(h.facts.lure);
	const values = { question: questionName(h), n: count(h.facts, "n") };

	return typeof lure.text !== "string" || !lure.text
		? words("choice.any", values) : words("choice", { ...values,
			choice: cut(lure.text, 80),
			percent: percent(num(lure, "share")) });
}

function followupSay(facts: Facts): string {
	const no = num(facts, "no") ?? 0, partly = num(facts, "partly") ?? 0;

	return words("followup", { n: count(facts, "n"),
		low: number(no + partly, 0), no: number(no, 0),
		partly: number(partly, 0) });
}

/* What speaks for a revision, in one sentence. */
export function sentence(h: HintPlace & { kind: HintKind }): string {
	const { facts } = h;
	const unit = unitName(h), question = questionName(h);
	const n = count(facts, "n");

	switch (h.kind) {
	case "lesson_left":
		return words("left", { unit, n, left: count(facts, "left"),
			percent: percent(num(facts, "share")),
			where: whereStopped(facts),
			others: othersSay(facts, "others") });
	case "time_long":
		return timeSay(h, "long");
	case "time_short":
		return timeSay(h, "short");
	case "item_hard":
	case "item_easy":
		return words(h.kind === "item_hard" ? "hard" : "easy", { question,
			n, percent: percent(num(facts, "facility")),
			others: othersSay(facts, "others.questions") });
	case "item_weak":
		return words("weak", { question, n,
			value: number(num(facts, "discrimination") ?? 0, 2) });
	case "item_choice":
		return choiceSay(h);
	case "not_applicable":
		return words("notApplicable", { n, low: count(facts, "low") });
	case "improve_lesson":
		return words("improve", { unit, n, named: count(facts, "named") });
	case "reports":
		return words("reports", { unit, n });
	case "followup_low":
		return followupSay(facts);
	default:
		return words("unknown");
	}
}

/* Why a task is there, in one sentence. */
export function taskSays(task: Task): string {
	return task.hint ? sentence(task.hint)
		: task.need ? `${tasks("cause.need")}: ${task.need.title}`
			: task.regulation || tasks(`cause.${task.cause}`);
}

export interface Look {
	href: string;
	label: string;
}

const EFFORTS = {
	lesson_left: "effort.lesson", time_long: "effort.time",
	time_short: "effort.time", item_hard: "effort.item",
	item_easy: "effort.item", item_weak: "effort.item",
	item_choice: "effort.item", not_applicable: "effort.survey",
	improve_lesson: "effort.lesson", reports: "effort.reports",
	followup_low: "effort.followup",
} as const;

/* What may be done about it. */
export function effort(kind: HintKind): string {
	return kind in EFFORTS ? words(EFFORTS[kind]) : "";
}

/* Where to look; `units` are the module's lessons by their ident. */
export function looks(
	module: string,
	h: HintPlace & { kind: HintKind },
	units: Map<string, string>,
): Look[] {
	const top = `/kelola/modul/${encodeURIComponent(module)}`;
	const ident = h.unit?.ident ?? "";
	const id = units.get(ident);
	const lesson = id ? [{ label: words("look.lesson"),
		href: `/modul/${encodeURIComponent(module)}/belajar?unit=${
			encodeURIComponent(id)}` }] : [];

	switch (h.kind) {
	case "item_hard":
	case "item_easy":
	case "item_weak":
	case "item_choice":
		return [{ label: words("look.question"),
			href: `${top}/soal?unit=${encodeURIComponent(ident)}&soal=${
				encodeURIComponent(questionName(h))}` },
		{ label: words("look.numbers"),
			href: `${top}/angka?unit=${encodeURIComponent(ident)}` }];
	case "not_applicable":
		return [{ label: words("look.survey"), href: `${top}/survei` }];
	case "improve_lesson":
		return [...lesson, { label: words("look.survey"),
			href: `${top}/survei` }];
	case "reports":
		return [...lesson, { label: words("look.reports"),
			href: "/kelola/tinjau" }];
	case "followup_low":
		return [{ label: words("look.followup"),
			href: "/kelola/tindak-lanjut" }];
	default:
		return lesson;
	}
}

/* A figure that a revision was for: a share, a time, or a number. */
export function measured(measure: Measure, value: number): string {
	return measure === "time" ? duration(value)
		: measure === "discrimination" ? number(value, 2)
			: tasks("percent", { n: number(100 * value, 0) });
}

/* Whole days between two moments, as one counts them. */
export function age(then: number, now: number): string {
	const days = Math.floor((now - then) / 86_400_000);

	return days < 1 ? tasks("age.today") : tasks("age.days", { n: days });
}
