/*
 * The data model of SCORM 2004 4th edition, element by element: RTE 4.2 (cmi),
 * 4.3 (adl.data) and SN 5.6 (adl.nav). The 2nd and 3rd editions have no more.
 */

import type { Element, Place, Refusal, Table } from "./model";
import { INTERACTION_TYPES, checkPattern, checkResponse, readPattern,
	readResponse } from "./interactions2004";
import * as type from "./types2004";
import { real } from "./text";

/* What is asked of the outside while the model is read. */
export interface Surroundings {
	/** Measure at which the unit is complete; null: the SCO says. */
	completionThreshold: number | null;
	/** Scaled score at which it is passed; null: the SCO says. */
	scaledPassingScore: number | null;
	/** "true", "false" or "unknown" for adl.nav.request_valid. */
	navValid(request: string, target?: string): string;
	sharedAccess(index: number): "r" | "w" | "rw" | "none";
}

const COMPLETION = type.state("completed", "incomplete", "not attempted",
	"unknown");
const SUCCESS = type.state("passed", "failed", "unknown");

function ro(fallback?: string): Element {
	return { access: "r", fallback };
}

function rw(check: type.Check, fallback?: string): Element {
	return { access: "rw", check, fallback };
}

function grow(element: Element): Element {
	return Object.assign(element, { grows: true });
}

function sibling(place: Place, array: string, leaf: string, i: number) {
	return place.model.raw(array + "." + String(i) + "." + leaf);
}

/** An id that no other member of its array has. */
function unique(array: (place: Place) => string, once: boolean): type.Check {
	return (value, place): Refusal | null => {
		const path = array(place);
		const own = place.index[place.index.length - 1]!;

		if (!type.isLongIdentifier(value))
			return "type";
		const now = sibling(place, path, "id", own);
		if (once && now !== undefined && now !== value)
			return "set";
		for (let i = 0; i < place.model.count(path); i++)
			if (i !== own && sibling(place, path, "id", i) === value)
				return "set";
		return null;
	};
}

const objectiveId = unique(() => "cmi.objectives", true);
const linkedId = unique(p => "cmi.interactions." + String(p.index[0]) +
	".objectives", false);

function result(value: string): Refusal | null {
	return ["correct", "incorrect", "unanticipated", "neutral"]
		.includes(value) || type.isReal(value) ? null : "type";
}

const NAV = new RegExp("^(_none_|continue|previous|exit|exitAll|abandon|" +
	"abandonAll|suspendAll|\\{target=[^{}]+\\}(choice|jump))$");

function navRequest(value: string): Refusal | null {
	return NAV.test(value) ? null : "type";
}

/** Completed by measure when the manifest says so (RTE 4.2.4.1). */
function completionOf(around: Surroundings, place: Place) {
	if (around.completionThreshold === null)
		return undefined;
	const measure = place.model.raw("cmi.progress_measure");
	if (measure === undefined)
		return "unknown";
	return (real(measure) || 0) >= around.completionThreshold
		? "completed" : "incomplete";
}

/** Passed by score when the manifest says so (RTE 4.2.22.1). */
function successOf(around: Surroundings, place: Place) {
	if (around.scaledPassingScore === null)
		return undefined;
	const scaled = place.model.raw("cmi.score.scaled");
	if (scaled === undefined)
		return "unknown";
	return (real(scaled) || 0) >= around.scaledPassingScore
		? "passed" : "failed";
}

function score(prefix: string): { [template: string]: Element } {
	return {
		[prefix + ".scaled"]: rw(type.number(-1, 1)),
		[prefix + ".raw"]: rw(type.number()),
		[prefix + ".min"]: rw(type.number()),
		[prefix + ".max"]: rw(type.number()),
	};
}

function comments(array: string, access: "r" | "rw") {
	const one = (check: type.Check): Element =>
		({ access, check, grows: true });

	return {
		[array + ".n.comment"]: one(type.localized),
		[array + ".n.location"]: one(type.string),
		[array + ".n.timestamp"]: one(type.time),
	};
}

function interactions(): { [template: string]: Element } {
	const at = "cmi.interactions.n.";

	return {
		[at + "id"]: grow(rw(type.longIdentifier)),
		[at + "type"]: rw(type.state(...INTERACTION_TYPES)),
		[at + "objectives.n.id"]: grow(rw(linkedId)),
		[at + "timestamp"]: rw(type.time),
		[at + "correct_responses.n.pattern"]:
			{ ...grow(rw(checkPattern)), compute: readPattern },
		[at + "weighting"]: rw(type.number()),
		[at + "learner_response"]:
			{ ...rw(checkResponse), compute: readResponse },
		[at + "result"]: rw(result),
		[at + "latency"]: rw(type.interval),
		[at + "description"]: rw(type.localized),
	};
}

function objectives(): { [template: string]: Element } {
	const at = "cmi.objectives.n.";

	return {
		[at + "id"]: grow(rw(objectiveId)),
		...score(at + "score"),
		[at + "success_status"]: rw(SUCCESS, "unknown"),
		[at + "completion_status"]: rw(COMPLETION, "unknown"),
		[at + "progress_measure"]: rw(type.number(0, 1)),
		[at + "description"]: rw(type.localized),
	};
}

function unit(around: Surroundings): { [template: string]: Element } {
	return {
		"cmi._version": ro("1.0"),
		"cmi.completion_status": { ...rw(COMPLETION, "unknown"),
			compute: p => completionOf(around, p) },
		"cmi.completion_threshold": ro(),
		"cmi.credit": ro("credit"),
		"cmi.entry": ro(""),
		"cmi.exit": { access: "w", passing: true, check: type.state(
			"time-out", "suspend", "logout", "normal", "") },
		"cmi.launch_data": ro(),
		"cmi.learner_id": ro(""),
		"cmi.learner_name": ro(""),
		"cmi.learner_preference.audio_level": rw(type.number(0), "1"),
		"cmi.learner_preference.language": rw(type.language, ""),
		"cmi.learner_preference.delivery_speed": rw(type.number(0), "1"),
		"cmi.learner_preference.audio_captioning":
			rw(type.state("-1", "0", "1"), "0"),
		"cmi.location": rw(type.string),
		"cmi.max_time_allowed": ro(),
		"cmi.mode": ro("normal"),
		"cmi.progress_measure": rw(type.number(0, 1)),
		"cmi.scaled_passing_score": ro(),
		"cmi.session_time": { access: "w", passing: true,
			check: type.interval },
		"cmi.success_status": { ...rw(SUCCESS, "unknown"),
			compute: p => successOf(around, p) },
		"cmi.suspend_data": rw(type.string),
		"cmi.time_limit_action": ro("continue,no message"),
		"cmi.total_time": ro("PT0H0M0S"),
	};
}

function navigation(around: Surroundings): { [template: string]: Element } {
	const valid = (request: string): Element => ({ access: "r",
		compute: () => around.navValid(request) });

	return {
		"adl.nav.request": { ...rw(navRequest, "_none_"), passing: true },
		"adl.nav.request_valid.continue": valid("continue"),
		"adl.nav.request_valid.previous": valid("previous"),
	};
}

export function table2004(around: Surroundings): Table {
	const at = (p: Place) => around.sharedAccess(p.index[0]!);

	return {
		elements: {
			...unit(around),
			...score("cmi.score"),
			...comments("cmi.comments_from_learner", "rw"),
			...comments("cmi.comments_from_lms", "r"),
			...interactions(),
			...objectives(),
			...navigation(around),
			"adl.data.n.id": ro(),
			"adl.data.n.store": { ...rw(type.string), accessAt: at,
				blank: true },
		},
		children: ["cmi.comments_from_learner", "cmi.comments_from_lms",
			"cmi.interactions", "cmi.learner_preference",
			"cmi.objectives", "cmi.objectives.n.score", "cmi.score",
			"adl.data"],
	};
}
