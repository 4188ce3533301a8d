/* A run to begin with, for the tests of the run-time. */

import type { RunFields, RunState, RunUnit, RuntimeHooks }
	from "../../../web/src/runtime/types";

export function runState(more: Partial<Omit<RunState, "unit">> & {
	unit?: Partial<RunUnit> } = {}): RunState {
	return {
		standard: "scorm2004-4",
		learner: { id: "p1", name: "Sari, Dewi" },
		entry: "ab-initio",
		credit: "credit",
		mode: "normal",
		cmi: {},
		sequence: 0,
		filesToken: "f",
		...more,
		unit: { key: "u1", title: "Pelajaran 1", launchHref: "a.html",
			...more.unit },
	};
}

/** Hooks that keep what they are given, and a clock that can be set. */
export function recorder() {
	const seen = { commits: [] as RunFields[], time: 1000000 };
	const hooks: RuntimeHooks = {
		commit: fields => { seen.commits.push(fields); },
		now: () => seen.time,
	};

	return { seen, hooks };
}
