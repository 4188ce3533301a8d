/*
 * What a learner answered and what would have been right, for each type of
 * interaction: SCORM 2004 RTE 4.2.9.1 (learner_response) and 4.2.9.2
 * (correct_responses.n.pattern). Parts are divided by [,] [.] and [:], and
 * what matters is said before them in braces.
 */

import type { Place, Refusal } from "./model";
import { real } from "./text";
import { isLocalized, isReal, isShortIdentifier } from "./types2004";

export const INTERACTION_TYPES = ["true-false", "choice", "fill-in",
	"long-fill-in", "likert", "matching", "performance", "sequencing",
	"numeric", "other"];

function identifiers(value: string): boolean {
	return value.split("[,]").every(isShortIdentifier);
}

/** A set: each at most once; nobody has to choose anything. */
function choices(value: string): boolean {
	const parts = value.split("[,]");

	return value === "" ||
		(identifiers(value) && new Set(parts).size === parts.length);
}

function strings(value: string): boolean {
	return value.split("[,]").every(isLocalized);
}

function pairs(value: string): boolean {
	return value.split("[,]").every(pair => {
		const sides = pair.split("[.]");

		return sides.length === 2 && sides.every(isShortIdentifier);
	});
}

/** "min[:]max", either side may be missing. */
function isRange(value: string): boolean {
	const ends = value.split("[:]");

	if (ends.length === 1)
		return isReal(value);
	if (ends.length !== 2 || !ends.every(e => e === "" || isReal(e)))
		return false;
	const [min, max] = [real(ends[0]!), real(ends[1]!)];
	return min === null || max === null || min <= max;
}

/** Steps of name[.]answer, either may be missing but not both. */
function steps(value: string, ranges: boolean): boolean {
	return value.split("[,]").every(step => {
		const [name, answer, more] = step.split("[.]");

		if (name === undefined || answer === undefined ||
		    more !== undefined || (name === "" && answer === ""))
			return false;
		if (name !== "" && !isShortIdentifier(name))
			return false;
		return !ranges || !answer.includes("[:]") || isRange(answer);
	});
}

/** Without its {case_matters=…} and {order_matters=…}; null: ill said. */
function afterOptions(value: string, names: string[]): string | null {
	let rest = value;

	for (;;) {
		const m = /^\{(case_matters|order_matters)=([^}]*)\}/.exec(rest);

		if (!m || !names.includes(m[1]!))
			return rest;
		if (m[2] !== "true" && m[2] !== "false")
			return null;
		rest = rest.slice(m[0].length);
	}
}

/** Long text may name its language before or after its case. */
function languageLast(value: string): string {
	return value.replace(
		/^(\{lang=[^}]*\})(\{case_matters=(true|false)\})/, "$2$1");
}

const RESPONSES: { [type: string]: (value: string) => boolean } = {
	"true-false": v => v === "true" || v === "false",
	"choice": choices,
	"fill-in": strings,
	"long-fill-in": isLocalized,
	"likert": isShortIdentifier,
	"matching": v => v === "" || pairs(v),
	"performance": v => v === "" || steps(v, false),
	"sequencing": v => v === "" || identifiers(v),
	"numeric": isReal,
	"other": () => true,
};

const PATTERNS: { [type: string]: (value: string) => boolean } = {
	"true-false": v => v === "true" || v === "false",
	"choice": choices,
	"fill-in": v => {
		const rest = afterOptions(v, ["case_matters", "order_matters"]);
		return rest !== null && strings(rest);
	},
	"long-fill-in": v => {
		const rest = afterOptions(languageLast(v), ["case_matters"]);
		return rest !== null && isLocalized(rest);
	},
	"likert": isShortIdentifier,
	"matching": pairs,
	"performance": v => {
		const rest = afterOptions(v, ["order_matters"]);
		return rest !== null && steps(rest, true);
	},
	"sequencing": identifiers,
	"numeric": isRange,
	"other": () => true,
};

/* ADL's test wants longer ones back as they were set. */
const REWRITE_LIMIT = 8192;

const DEFAULTS = /^((?:\{(?:case|order)_matters=(?:true|false)\})*)/;

/**
 * As it is read: options that are at their default are not said (RTE
 * 4.2.9.2), and a language without words is nothing.
 */
export function readPattern(place: Place): string | undefined {
	const value = place.model.raw(place.name);
	const type = typeOf(place);

	if (value === undefined || value.length > REWRITE_LIMIT)
		return value;
	if (type === "long-fill-in")
		return dropEmpty(dropDefaults(languageLast(value)));
	return type === "fill-in" || type === "performance"
		? dropDefaults(value) : value;
}

/** As readPattern, for what the learner answered. */
export function readResponse(place: Place): string | undefined {
	const value = place.model.raw(place.name);

	return value !== undefined && typeOf(place) === "long-fill-in"
		? dropEmpty(value) : value;
}

function dropDefaults(value: string): string {
	return value.replace(DEFAULTS, said => said
		.replace("{case_matters=false}", "")
		.replace("{order_matters=true}", ""));
}

function dropEmpty(value: string): string {
	return /^\{lang=[^}]*\}$/.test(value) ? "" : value;
}

/* These have one right answer, so a second pattern is an error. */
const SINGLE = ["true-false", "likert", "numeric", "other"];

/* And these may not say the same answer twice. */
const UNIQUE = ["choice", "sequencing"];

function typeOf(place: Place): string | undefined {
	return place.model.raw("cmi.interactions." + String(place.index[0]) +
		".type");
}

export function checkResponse(value: string, place: Place): Refusal | null {
	const type = typeOf(place);

	if (type === undefined)
		return "dependency";
	return RESPONSES[type]!(value) ? null : "type";
}

export function checkPattern(value: string, place: Place): Refusal | null {
	const type = typeOf(place);
	const own = place.index[1]!;

	if (type === undefined)
		return "dependency";
	if (own > 0 && SINGLE.includes(type))
		return "set";
	if (!PATTERNS[type]!(value))
		return "type";
	return UNIQUE.includes(type) && patternTaken(value, place)
		? "set" : null;
}

function patternTaken(value: string, place: Place): boolean {
	const array = "cmi.interactions." + String(place.index[0]) +
		".correct_responses";

	for (let i = 0; i < place.model.count(array); i++)
		if (i !== place.index[1] && value ===
		    place.model.raw(array + "." + String(i) + ".pattern"))
			return true;
	return false;
}
