/* What the frame relies on: preloading, resuming, snapshots, navigation. */

import { test } from "node:test";
import assert from "node:assert/strict";
import { createRuntime } from "../../../web/src/runtime/runtime";
import type { Api2004, RunState, RunUnit }
	from "../../../web/src/runtime/types";
import { recorder, runState } from "./state";

function make(more: Partial<Omit<RunState, "unit">> &
	{ unit?: Partial<RunUnit> } = {}) {
	const { seen, hooks } = recorder();
	const runtime = createRuntime(runState(more), hooks);

	return { seen, runtime, api: runtime.api as Api2004 };
}

const TABLE: [call: keyof Api2004, args: string[], answers:
	[string, string][]][] = [
	["Initialize", [""], [["true", "0"], ["false", "103"], ["false", "104"]]],
	["Initialize", ["x"], [["false", "201"], ["false", "201"],
		["false", "201"]]],
	["Terminate", [""], [["false", "112"], ["true", "0"], ["false", "113"]]],
	["Terminate", ["x"], [["false", "201"], ["false", "201"],
		["false", "201"]]],
	["GetValue", ["cmi.mode"], [["", "122"], ["normal", "0"], ["", "123"]]],
	["SetValue", ["cmi.location", "1"], [["false", "132"], ["true", "0"],
		["false", "133"]]],
	["Commit", [""], [["false", "142"], ["true", "0"], ["false", "143"]]],
	["GetErrorString", ["403"],
		[["Data model element value not initialized", "0"],
			["Data model element value not initialized", "0"],
			["Data model element value not initialized", "0"]]],
];

for (const [name, args, answers] of TABLE)
	["before Initialize", "between", "after Terminate"].forEach((state, i) =>
		test(`SCORM 2004: ${name}(${args.join()}) ${state}`, () => {
			const { api } = make();

			if (i > 0)
				api.Initialize("");
			if (i > 1)
				api.Terminate("");
			const got = (api[name] as (...a: string[]) => string)(...args);
			assert.deepEqual([got, api.GetLastError()], answers[i]);
		}));

test("everything the manifest says is there right after Initialize", () => {
	const { api } = make({ unit: { launchData: "d", maxTimeAllowed: "PT1H",
		timeLimitAction: "exit,no message", completionThreshold: 0.8,
		scaledPassingScore: 0.7, objectives: [{ id: "main", primary: true },
			{ id: "" }, { id: "second" }] } });
	const want: { [name: string]: string } = { "cmi.launch_data": "d",
		"cmi.max_time_allowed": "PT1H", "cmi.entry": "ab-initio",
		"cmi.time_limit_action": "exit,no message",
		"cmi.completion_threshold": "0.8",
		"cmi.scaled_passing_score": "0.7", "cmi.objectives._count": "2",
		"cmi.objectives.0.id": "main", "cmi.objectives.1.id": "second",
		"cmi.learner_name": "Sari, Dewi", "cmi._version": "1.0",
		"cmi.total_time": "PT0H0M0S" };

	api.Initialize("");
	for (const name of Object.keys(want))
		assert.equal(api.GetValue(name), want[name], name);
});

test("autosave hands out the same as a commit, and says what is new", () => {
	const { seen, runtime, api } = make();

	api.Initialize("");
	assert.equal(runtime.dirty, false);
	api.SetValue("cmi.suspend_data", "a");
	assert.equal(runtime.dirty, true);
	seen.time += 90000;
	const saved = runtime.snapshot();
	assert.equal(runtime.dirty, false);
	assert.equal(saved.cmi["cmi.suspend_data"], "a");
	assert.equal(saved.sessionTimeMs, 90000);
	assert.equal(saved.ended, false);
	api.Commit("");
	assert.deepEqual(seen.commits[0], saved);
});

test("a clock that jumps back takes no time away", () => {
	const { seen, runtime, api } = make();

	api.Initialize("");
	seen.time -= 5000000;
	assert.equal(runtime.snapshot().sessionTimeMs, 0);
});

test("time is summed over sessions, and each begins at nothing", () => {
	let cmi = {};
	const totals: string[] = [];

	for (const session of ["PT59M", "PT1M0.5S", "P1DT1H"]) {
		const { seen, api } = make({ cmi, entry: "resume" });

		api.Initialize("");
		totals.push(api.GetValue("cmi.total_time"));
		api.SetValue("cmi.session_time", "PT5H");
		api.Commit("");
		api.SetValue("cmi.session_time", session);
		api.SetValue("cmi.exit", "suspend");
		api.Terminate("");
		cmi = seen.commits[1]!.cmi;
		assert.equal(seen.commits[1]!.exit, "suspend");
	}
	totals.push((cmi as { [name: string]: string })["cmi.total_time"]!);
	assert.deepEqual(totals, ["PT0H0M0S", "PT59M", "PT1H0.50S",
		"P1DT2H0.50S"]);
});

test("a request to go elsewhere is handed over when the unit ends", () => {
	const wants: [string, object | null][] = [
		["continue", { request: "continue" }],
		["{target=a.b-1}choice", { request: "choice", target: "a.b-1" }],
		["{target=x}jump", { request: "jump", target: "x" }],
		["_none_", null]];

	for (const [text, nav] of wants) {
		const { seen, api } = make();

		api.Initialize("");
		assert.equal(api.SetValue("adl.nav.request", text), "true");
		assert.equal(api.SetValue("adl.nav.request", "sideways"), "false");
		assert.equal(api.GetLastError(), "406");
		assert.equal(api.GetValue("adl.nav.request"), text);
		api.Terminate("");
		assert.deepEqual(seen.commits[0]!.nav, nav);
	}
});

test("whether a request would be valid is asked of the tree", () => {
	const asked: (string | undefined)[][] = [];
	const { hooks } = recorder();
	const api = createRuntime(runState(), { ...hooks,
		navValid: (request, target) => {
			asked.push([request, target]);
			return request === "continue" || "unknown";
		} }).api as Api2004;

	api.Initialize("");
	const at = "adl.nav.request_valid.";
	assert.equal(api.GetValue(at + "continue"), "true");
	assert.equal(api.GetValue(at + "choice.{target=a.0.b}"), "unknown");
	assert.equal(api.SetValue(at + "continue", "true"), "false");
	assert.equal(api.GetLastError(), "404");
	assert.deepEqual(asked, [["continue", undefined], ["choice", "a.0.b"]]);
});

test("nobody to ask means that nobody knows", () => {
	const { api } = make();

	api.Initialize("");
	assert.equal(api.GetValue("adl.nav.request_valid.continue"), "unknown");
});

test("shared data are read and written as the manifest allows", () => {
	const { seen, api } = make({ shared: [{ id: "a", value: "1" },
		{ id: "b", value: "2", write: false },
		{ id: "c", value: "3", read: false }] });
	const set = (i: number) => [api.SetValue(`adl.data.${i}.store`, "9"),
		api.GetLastError()];
	const get = (i: number) => [api.GetValue(`adl.data.${i}.store`),
		api.GetLastError()];

	api.Initialize("");
	assert.equal(api.GetValue("adl.data._count"), "3");
	assert.deepEqual([get(0), get(1), get(2)],
		[["1", "0"], ["2", "0"], ["", "405"]]);
	assert.deepEqual([set(0), set(1), set(2), set(3)], [["true", "0"],
		["false", "404"], ["true", "0"], ["false", "351"]]);
	api.Terminate("");
	assert.equal(seen.commits[0]!.cmi["adl.data.2.store"], "9");
	assert.equal(seen.commits[0]!.cmi["adl.data.2.id"], "c");
});

test("fields say what the unit is worth", () => {
	const { seen, api } = make({ unit: { completionThreshold: 0.5,
		scaledPassingScore: 0.6 } });

	api.Initialize("");
	api.SetValue("cmi.progress_measure", "0.5");
	api.SetValue("cmi.score.scaled", "0.59");
	api.SetValue("cmi.score.raw", "59");
	api.SetValue("cmi.success_status", "passed");
	api.SetValue("cmi.location", "p9");
	api.Commit("");
	const { completion, success, score, progressMeasure, location } =
		seen.commits[0]!;
	assert.deepEqual({ completion, success, score, progressMeasure,
		location }, { completion: "completed", success: "failed",
		progressMeasure: 0.5, location: "p9",
		score: { scaled: 0.59, raw: 59, min: null, max: null } });
});
