/*
 * The data types of SCORM 2004 (RTE 4.1.1). A smallest permitted maximum is
 * what must be kept at least: we keep what comes, whole, as long as the model
 * has room, rather than cut a learner's words.
 */

import type { Element } from "./model";
import { isoDuration } from "./duration";
import { isLanguage } from "./language";
import { real } from "./text";

export type Check = NonNullable<Element["check"]>;

export const string: Check = () => null;

export function isReal(value: string): boolean {
	return real(value) !== null;
}

/** real(10,7), within [min, max] where given. */
export function number(min?: number, max?: number): Check {
	return value => {
		const n = real(value);

		if (n === null)
			return "type";
		if ((min !== undefined && n < min) || (max !== undefined && n > max))
			return "range";
		return null;
	};
}

/** One of a vocabulary. */
export function state(...words: string[]): Check {
	return value => words.includes(value) ? null : "type";
}

const LANG = /^\{lang=([^}]*)\}/;

/** localized_string_type: text, perhaps after {lang=…}. */
export function isLocalized(value: string): boolean {
	const m = LANG.exec(value);

	return !m || isLanguage(m[1]!);
}

export const localized: Check = value =>
	isLocalized(value) ? null : "type";

const URN = /^urn:[A-Za-z0-9][A-Za-z0-9-]{0,31}:\S+$/i;

/** long_identifier_type: a URI, which has no blank and is not empty. */
export function isLongIdentifier(value: string): boolean {
	if (!/^\S+$/.test(value))
		return false;
	return !/^urn:/i.test(value) || URN.test(value);
}

export const longIdentifier: Check = value =>
	isLongIdentifier(value) ? null : "type";

/** short_identifier_type: as above, without the brackets of delimiters. */
export function isShortIdentifier(value: string): boolean {
	return isLongIdentifier(value) && !/[[\]{}]/.test(value);
}

const TIME = new RegExp(
	"^(\\d{4})(?:-(\\d{2})(?:-(\\d{2})(?:T(\\d{2})(?::(\\d{2})(?::(\\d{2})" +
	"(?:\\.\\d{1,2}(?:Z|[-+](\\d{2})(?::(\\d{2}))?)?)?)?)?)?)?)?$");

function below(text: string | undefined, limit: number): boolean {
	return text === undefined || Number(text) < limit;
}

/**
 * time(second,10,0). The zone may only follow a fraction of a second, and the
 * years end with 2038: so RTE 4.1.1.6, and so ADL's test.
 */
function isTime(value: string): boolean {
	const m = TIME.exec(value);

	if (!m || Number(m[1]) < 1970 || Number(m[1]) > 2038)
		return false;
	const month = m[2] === undefined ? 1 : Number(m[2]);
	const day = m[3] === undefined ? 1 : Number(m[3]);

	return month >= 1 && month <= 12 && day >= 1 &&
		day <= new Date(Date.UTC(Number(m[1]), month, 0)).getUTCDate() &&
		below(m[4], 24) && below(m[5], 60) && below(m[6], 60) &&
		below(m[7], 24) && below(m[8], 60);
}

export const time: Check = value => isTime(value) ? null : "type";

export const interval: Check = value =>
	isoDuration(value) ? null : "type";

/** language_type; "" is the platform's own language. */
export const language: Check = value =>
	value === "" || isLanguage(value) ? null : "type";
