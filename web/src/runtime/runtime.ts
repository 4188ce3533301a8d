/*
 * The run-time of one unit: an API object for the package, and snapshots of
 * what it said for the frame.
 */

import type { RunState, Runtime, RuntimeHooks } from "./types";
import { createRuntime12 } from "./scorm12";
import { createRuntime2004 } from "./scorm2004";
import { fieldsToWire, stateFromWire } from "./wire";

/** Of either standard, by `state.standard`. What leaves it is fit for JSON. */
export function createRuntime(state: RunState, hooks: RuntimeHooks): Runtime {
	const create = state.standard === "scorm12"
		? createRuntime12 : createRuntime2004;
	const inner = create(stateFromWire(state), {
		...hooks,
		commit: (fields) => hooks.commit(fieldsToWire(fields)),
	});

	return {
		apiName: inner.apiName,
		api: inner.api,
		get running() { return inner.running; },
		get ended() { return inner.ended; },
		get dirty() { return inner.dirty; },
		snapshot: () => fieldsToWire(inner.snapshot()),
	};
}
