/*
 * What stands below a lesson: what it rests on, when it was checked, and the
 * way to say that something in it is wrong.
 */
import type { LessonFile } from "../../../practice/types";
import type { Language } from "../../../text/sizes";
import type { LessonWords } from "../../../text/lesson";
import { button, el, fill } from "../shell";

/* "2026-11-21" as people write it; as it is when it is no date. */
function dateIn(lang: Language, date: string): string {
	const at = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : NaN;

	return Number.isNaN(at) ? date : new Date(at).toLocaleDateString(
		lang === "en" ? "en-GB" : "id-ID",
		{ day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/* The whole day of it is still in time. */
function isOverdue(date: string | undefined, now: number): boolean {
	const at = date ? Date.parse(date) : NaN;

	return !Number.isNaN(at) && now >= at + 24 * 3_600_000;
}

export function lessonEnd(
	of: LessonFile,
	words: LessonWords,
	lang: Language,
	now: number,
	report: () => void,
): HTMLElement {
	const box = el("section", { class: "lesson-about",
		"aria-label": words.about });
	const basis = of.basis ?? [];
	const dates = [
		of.checkedAt && fill(words.checkedAt,
			{ date: dateIn(lang, of.checkedAt) }),
		of.reviewBy && fill(words.reviewBy,
			{ date: dateIn(lang, of.reviewBy) }),
	].filter(Boolean).join(", ");

	if (basis.length > 0)
		box.append(el("h2", {}, words.basis), el("ul", {},
			...basis.map((line) => el("li", {}, line))));
	if (dates)
		box.append(el("p", { class: "quiet" }, `${dates}.`));
	if (of.confidence === "general" || of.confidence === "unsure")
		box.append(el("p", { class: "care" }, words[of.confidence]));
	if (isOverdue(of.reviewBy, now))
		box.append(el("p", { class: "care" }, words.overdue));
	box.append(button(words.report, report));
	return box;
}
