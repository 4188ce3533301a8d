/* A survey while it is being written: from the wire, to the wire, and checked. */
import type { Form, Purpose, Survey, Target } from "../api/survey";
import { fromInputs, inputDate, ownZone } from "../text/zones";
import { same, sent, wrongIn, type Wrong } from "./form";

export const TITLE_MOST = 200;
export const ABOUT_MOST = 2_000;

export interface Draft {
	revision: number;	/* of what it began from; 0: nothing is saved yet */
	title: string;
	about: string;
	purpose: Purpose;
	anonymous: boolean;
	closes: string;		/* "2027-01-31", or "" */
	form: Form;
	targets: Target[];
}

export function draftOf(of: Survey): Draft {
	return {
		revision: of.revision, title: of.title, about: of.about,
		purpose: of.purpose, anonymous: of.anonymous,
		closes: of.closesAt ? inputDate(ownZone(), of.closesAt) : "",
		form: of.form, targets: of.targets,
	};
}

/* The end of that day, where the organiser is. */
export const closesAt = (closes: string): number | null =>
	closes ? fromInputs(ownZone(), closes, "23:59") : null;

export function bodyOf(draft: Draft, of: Survey | null): unknown {
	return {
		...(of && { revision: draft.revision }),
		title: draft.title.trim(), about: draft.about.trim(),
		purpose: draft.purpose, anonymous: draft.anonymous,
		closesAt: of?.closesAt && draft.closes === draftOf(of).closes
			? of.closesAt : closesAt(draft.closes),
		form: sent(draft.form),
		targets: draft.targets.map(({ kind, ref }) => ({ kind, ref })),
	};
}

/* Is there anything that is not saved? */
export function dirty(draft: Draft, of: Survey): boolean {
	const key = (d: Draft) => JSON.stringify([d.title.trim(), d.about.trim(),
		d.purpose, d.anonymous, d.closes,
		d.targets.map(({ kind, ref }) => `${kind} ${ref}`)]);
	const was = draftOf(of);

	return key(draft) !== key(was) || !same(draft.form, was.form);
}

/* Will saving make another version, as far as is known here? */
export function makesVersion(draft: Draft, of: Survey): boolean {
	return of.state !== "draft" && !same(draft.form, of.form);
}

/* What this device kept may be of anything. */
export function keptDraft(found: unknown): Draft | null {
	const d = found as Partial<Draft> | null;

	return d && typeof d === "object" && typeof d.title === "string" &&
		typeof d.about === "string" && typeof d.closes === "string" &&
		typeof d.revision === "number" && Array.isArray(d.targets) &&
		Array.isArray(d.form?.questions) ? d as Draft : null;
}

export type Fault = Wrong | "title.none" | "title.long" | "about.long" |
	"closes.past" | "questions.need";

/* Where, what, and of which question (from 1; 0: of none). */
export function faults(draft: Draft, of: Survey | null, now: number):
[field: string, what: Fault, n: number][] {
	const found: [string, Fault, number][] = [];
	const was = of ? draftOf(of).closes : "";

	if (!draft.title.trim())
		found.push(["title", "title.none", 0]);
	if (draft.title.length > TITLE_MOST)
		found.push(["title", "title.long", 0]);
	if (draft.about.length > ABOUT_MOST)
		found.push(["about", "about.long", 0]);
	if (draft.closes !== was && (closesAt(draft.closes) ?? now) < now)
		found.push(["closesAt", "closes.past", 0]);
	/* A draft may have none yet. */
	if (of && of.state !== "draft" && draft.form.questions.length === 0)
		found.push(["questions", "questions.need", 0]);
	draft.form.questions.forEach((q, i) => wrongIn(q).forEach(
		([field, what]) => found.push([field, what, i + 1])));
	return found;
}
