/*
 * How videos are played on this device: the form by its size, the language of
 * the captions. The frame, whose storage packages may share, asks us to keep
 * it; what it says is bounded.
 */
import type { Habits } from "../../frame/protocol";

const STORE = "balai.media";
const NAMES = ["form", "captions"] as const;
const MOST = 20;

function clean(value: unknown): Habits {
	const found = (value ?? {}) as Record<string, unknown>;
	const out: Habits = {};

	for (const name of NAMES) {
		const said = found[name];

		if (typeof said === "string" && said.length <= MOST)
			out[name] = said;
	}
	return out;
}

export function habits(): Habits {
	try {
		return clean(JSON.parse(localStorage.getItem(STORE) ?? "{}"));
	} catch {
		return {};
	}
}

export function keepHabits(more: Habits): void {
	try {
		localStorage.setItem(STORE,
			JSON.stringify({ ...habits(), ...clean(more) }));
	} catch {
		/* Storage is shut: the choice lasts as long as the lesson. */
	}
}
