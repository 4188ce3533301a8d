/*
 * The data model of SCORM 1.2, element by element (RTE 3.4.4).
 *
 * The book gives each text a greatest length. Packages in the field exceed
 * them (bookmarks of 1,000 characters, suspend data of 60,000), other
 * platforms let them, and refusing would lose a learner's work: so twice the
 * book's lengths and more are taken, and only what is out of all proportion
 * is refused.
 */

import type { Check } from "./types2004";
import type { Element, Table } from "./model";
import { spanDuration } from "./duration";

/** The book: CMIString255 and CMIString4096. */
const SHORT_LIMIT = 4096;
const LONG_LIMIT = 64000;

function text(limit: number): Check {
	return value => value.length <= limit ? null : "type";
}

const short = text(SHORT_LIMIT);
const long = text(LONG_LIMIT);

function oneOf(...words: string[]): Check {
	return value => words.includes(value) ? null : "type";
}

/** CMIIdentifier: no blanks; one visible character at least. */
const identifier: Check = value =>
	/^[^\s]+$/.test(value) && value.length <= SHORT_LIMIT ? null : "type";

const DECIMAL = /^-?(\d+(\.\d*)?|\.\d+)$/;

function isDecimal(value: string): boolean {
	return value.length <= 32 && DECIMAL.test(value);
}

const decimal: Check = value => isDecimal(value) ? null : "type";

/** A score: normalised to 0 to 100, or blank. */
const score: Check = value => value === "" || (isDecimal(value) &&
	Number(value) >= 0 && Number(value) <= 100) ? null : "type";

/** CMISInteger within [min, max]. */
function integer(min: number, max: number): Check {
	return value => /^[-+]?\d{1,6}$/.test(value) &&
		Number(value) >= min && Number(value) <= max ? null : "type";
}

/** CMITime: HH:MM:SS.SS, a time of day. */
const time: Check = value =>
	/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/.test(value)
		? null : "type";

const span: Check = value => spanDuration(value) ? null : "type";

const RESULTS = ["correct", "wrong", "unanticipated", "neutral"];

const result: Check = value =>
	RESULTS.includes(value) || isDecimal(value) ? null : "type";

/* "not attempted" is said by the platform alone (RTE 3.4.4). */
const STATUS = ["passed", "completed", "failed", "incomplete", "browsed"];

function ro(): Element {
	return { access: "r", fallback: "" };
}

function rw(check: Check, fallback = ""): Element {
	return { access: "rw", check, fallback, grows: true };
}

function wo(check: Check): Element {
	return { access: "w", check, grows: true };
}

function scores(at: string): { [template: string]: Element } {
	return { [at + ".raw"]: rw(score), [at + ".min"]: rw(score),
		[at + ".max"]: rw(score) };
}

const core: { [template: string]: Element } = {
	"cmi.core.student_id": ro(),
	"cmi.core.student_name": ro(),
	"cmi.core.lesson_location": rw(short),
	"cmi.core.credit": ro(),
	"cmi.core.lesson_status": rw(oneOf(...STATUS), "not attempted"),
	"cmi.core.entry": ro(),
	...scores("cmi.core.score"),
	"cmi.core.total_time": { access: "r", fallback: "0000:00:00.00" },
	"cmi.core.lesson_mode": ro(),
	"cmi.core.exit": { ...wo(oneOf("time-out", "suspend", "logout", "")),
		passing: true },
	"cmi.core.session_time": { ...wo(span), passing: true },
};

const interactions: { [template: string]: Element } = {
	"cmi.interactions.n.id": wo(identifier),
	"cmi.interactions.n.objectives.n.id": wo(identifier),
	"cmi.interactions.n.time": wo(time),
	"cmi.interactions.n.type": wo(oneOf("true-false", "choice", "fill-in",
		"matching", "performance", "sequencing", "likert", "numeric")),
	"cmi.interactions.n.correct_responses.n.pattern": wo(short),
	"cmi.interactions.n.weighting": wo(decimal),
	"cmi.interactions.n.student_response": wo(short),
	"cmi.interactions.n.result": wo(result),
	"cmi.interactions.n.latency": wo(span),
};

export const TABLE_12: Table = {
	elements: {
		...core,
		"cmi.suspend_data": rw(long),
		"cmi.launch_data": ro(),
		"cmi.comments": rw(long),
		"cmi.comments_from_lms": ro(),
		"cmi.objectives.n.id": rw(identifier),
		...scores("cmi.objectives.n.score"),
		"cmi.objectives.n.status":
			rw(oneOf(...STATUS, "not attempted"), "not attempted"),
		"cmi.student_data.mastery_score": ro(),
		"cmi.student_data.max_time_allowed": ro(),
		"cmi.student_data.time_limit_action": ro(),
		"cmi.student_preference.audio": rw(integer(-1, 100), "0"),
		"cmi.student_preference.language": rw(short),
		"cmi.student_preference.speed": rw(integer(-100, 100), "0"),
		"cmi.student_preference.text": rw(integer(-1, 1), "0"),
		...interactions,
	},
	children: ["cmi.core", "cmi.core.score", "cmi.objectives",
		"cmi.objectives.n.score", "cmi.student_data",
		"cmi.student_preference", "cmi.interactions"],
};
