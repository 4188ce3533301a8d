/*
 * What a package stores may be any 16-bit units: a text cut through an emoji, or
 * squeezed by LZString.compress, has lone surrogates, and some hold a NUL. JSON
 * in UTF-8 cannot carry those, so they travel, and are stored, as U+10FFFE and
 * six hex digits. U+10FFFE itself, which no text uses, travels the same way.
 */
import type { FlatMap, RunFields, RunState } from "./types";

const MARK = "\u{10fffe}";
/* With the u flag a surrogate matches only when it stands alone. */
const UNFIT = /[\0\ud800-\udfff\u{10fffe}]/gu;
const MARKED = /\u{10fffe}(0[\da-f]{5}|10[\da-f]{4})/gu;

export function toWire(text: string): string {
	return text.replace(UNFIT, (c) =>
		MARK + c.codePointAt(0)!.toString(16).padStart(6, "0"));
}

export function fromWire(text: string): string {
	return text.replace(MARKED, (_, hex: string) =>
		String.fromCodePoint(parseInt(hex, 16)));
}

function mapped(map: FlatMap, change: (text: string) => string): FlatMap {
	return Object.fromEntries(Object.entries(map).map(([name, value]) =>
		[name, typeof value === "string" ? change(value) : value]));
}

export function fieldsToWire(fields: RunFields): RunFields {
	const { cmi, location, nav } = fields;

	return {
		...fields,
		cmi: mapped(cmi, toWire),
		location: location === null ? null : toWire(location),
		nav: nav?.target === undefined ? nav
			: { ...nav, target: toWire(nav.target) },
	};
}

export function stateFromWire(state: RunState): RunState {
	const list = Array.isArray(state.shared) ? state.shared : null;

	return {
		...state,
		cmi: mapped(state.cmi || {}, fromWire),
		...(list && {
			shared: list.map((datum) => typeof datum.value === "string"
				? { ...datum, value: fromWire(datum.value) } : datum),
		}),
	};
}
