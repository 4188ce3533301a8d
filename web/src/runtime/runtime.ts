/*
 * The run-time of one unit: an API object for the package, and snapshots of
 * what it said for the frame.
 */

import type { RunState, Runtime, RuntimeHooks } from "./types";
import { createRuntime12 } from "./scorm12";
import { createRuntime2004 } from "./scorm2004";

/** Of either standard, by `state.standard`. */
export function createRuntime(state: RunState, hooks: RuntimeHooks): Runtime {
	return state.standard === "scorm12"
		? createRuntime12(state, hooks)
		: createRuntime2004(state, hooks);
}
