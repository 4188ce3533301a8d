/* The eight functions of SCORM 1.2 in every state, and how a unit ends. */

import { test } from "node:test";
import assert from "node:assert/strict";
import { createRuntime } from "../../../web/src/runtime/runtime";
import type { Api12, RunState, RunUnit } from "../../../web/src/runtime/types";
import { recorder, runState } from "./state";

type More = Partial<Omit<RunState, "unit">> & { unit?: Partial<RunUnit> };

function make(more: More = {}) {
	const { seen, hooks } = recorder();
	const runtime = createRuntime(runState({ standard: "scorm12", ...more }),
		hooks);

	return { seen, runtime, api: runtime.api as Api12 };
}

type Call = (api: Api12) => string;

const CALLS: { [name: string]: Call } = {
	"LMSInitialize('')": a => a.LMSInitialize(""),
	"LMSInitialize('x')": a => a.LMSInitialize("x"),
	"LMSFinish('')": a => a.LMSFinish(""),
	"LMSFinish('x')": a => a.LMSFinish("x"),
	"LMSGetValue": a => a.LMSGetValue("cmi.core.credit"),
	"LMSSetValue": a => a.LMSSetValue("cmi.core.lesson_location", "1"),
	"LMSCommit('')": a => a.LMSCommit(""),
	"LMSCommit('x')": a => a.LMSCommit("x"),
	"LMSGetErrorString": a => a.LMSGetErrorString("101"),
	"LMSGetErrorString of no code": a => a.LMSGetErrorString("999"),
	"LMSGetDiagnostic": a => a.LMSGetDiagnostic("201"),
};

/* What each answers and the last error after it: new, running, ended. */
const STATES: { [name: string]: [string, string][] } = {
	"LMSInitialize('')": [["true", "0"], ["false", "101"], ["false", "101"]],
	"LMSInitialize('x')": [["false", "201"], ["false", "201"],
		["false", "201"]],
	"LMSFinish('')": [["false", "301"], ["true", "0"], ["false", "301"]],
	"LMSFinish('x')": [["false", "201"], ["false", "201"],
		["false", "201"]],
	"LMSGetValue": [["", "301"], ["credit", "0"], ["", "301"]],
	"LMSSetValue": [["false", "301"], ["true", "0"], ["false", "301"]],
	"LMSCommit('')": [["false", "301"], ["true", "0"], ["false", "301"]],
	"LMSCommit('x')": [["false", "201"], ["false", "201"],
		["false", "201"]],
	"LMSGetErrorString": [["General exception", "0"],
		["General exception", "0"], ["General exception", "0"]],
	"LMSGetErrorString of no code": [["", "0"], ["", "0"], ["", "0"]],
	"LMSGetDiagnostic": [["Invalid argument error", "0"],
		["Invalid argument error", "0"], ["Invalid argument error", "0"]],
};

for (const name of Object.keys(CALLS))
	["before LMSInitialize", "between", "after LMSFinish"].forEach(
		(state, i) => test(`SCORM 1.2: ${name} ${state}`, () => {
			const { api } = make();

			if (i > 0)
				api.LMSInitialize("");
			if (i > 1)
				api.LMSFinish("");
			const got = CALLS[name]!(api);
			assert.deepEqual([got, api.LMSGetLastError()],
				STATES[name]![i]);
		}));

test("SCORM 1.2: a good call clears the last error, asking keeps it", () => {
	const { api } = make();

	api.LMSInitialize("");
	api.LMSGetValue("cmi.nothing");
	api.LMSGetErrorString("401");
	api.LMSGetDiagnostic("");
	assert.equal(api.LMSGetLastError(), "401");
	assert.match(api.LMSGetDiagnostic(""), /cmi\.nothing/);
	api.LMSGetValue("cmi.core.entry");
	assert.equal(api.LMSGetLastError(), "0");
});

interface End {
	says: string;
	status?: string;
	raw?: string;
	more?: More;
	ends: [status: string, completion: string, success: string];
}

const mastery = (masteryScore: number | string) => ({ unit: { masteryScore } });

const ENDS: End[] = [
	{ says: "a unit that says nothing is completed",
		ends: ["completed", "completed", "unknown"] },
	{ says: "what the unit says stands without a mastery score",
		status: "incomplete", raw: "90",
		ends: ["incomplete", "incomplete", "unknown"] },
	{ says: "a score at the mastery score passes", raw: "75",
		more: mastery(75), ends: ["passed", "completed", "passed"] },
	{ says: "a score below the mastery score fails", raw: "74.99",
		more: mastery("75"), ends: ["failed", "completed", "failed"] },
	{ says: "the mastery score overrules what the unit says",
		status: "passed", raw: "10", more: mastery(75),
		ends: ["failed", "completed", "failed"] },
	{ says: "but not that it is incomplete", status: "incomplete",
		raw: "90", more: mastery(75),
		ends: ["incomplete", "incomplete", "unknown"] },
	{ says: "without a score the mastery score decides nothing",
		status: "passed", more: mastery(75),
		ends: ["passed", "completed", "passed"] },
	{ says: "nothing is decided for one who takes no credit",
		status: "completed", raw: "90",
		more: { credit: "no-credit", ...mastery(75) },
		ends: ["completed", "completed", "unknown"] },
	{ says: "who browses has browsed", more: { mode: "browse",
		credit: "no-credit" }, ends: ["browsed", "incomplete", "unknown"] },
	{ says: "a mastery score that is no number decides nothing",
		status: "completed", raw: "1", more: mastery("high"),
		ends: ["completed", "completed", "unknown"] },
];

for (const end of ENDS)
	test(`SCORM 1.2: ${end.says}`, () => {
		const { seen, api } = make(end.more);

		api.LMSInitialize("");
		if (end.status)
			api.LMSSetValue("cmi.core.lesson_status", end.status);
		if (end.raw)
			api.LMSSetValue("cmi.core.score.raw", end.raw);
		api.LMSFinish("");
		const last = seen.commits[seen.commits.length - 1]!;
		assert.deepEqual([last.cmi["cmi.core.lesson_status"],
			last.completion, last.success], end.ends);
		assert.equal(last.ended, true);
	});

test("SCORM 1.2: what was set comes back when the learner does", () => {
	const first = make();

	first.api.LMSInitialize("");
	first.api.LMSSetValue("cmi.suspend_data", "x".repeat(64000));
	first.api.LMSSetValue("cmi.core.lesson_location", "slide 7");
	first.api.LMSSetValue("cmi.core.session_time", "00:10:30.5");
	first.api.LMSSetValue("cmi.core.exit", "suspend");
	first.api.LMSSetValue("cmi.interactions.0.id", "q1");
	first.api.LMSSetValue("cmi.objectives.0.id", "o1");
	first.api.LMSSetValue("cmi.core.lesson_status", "incomplete");
	first.api.LMSFinish("");
	const kept = first.seen.commits[0]!;
	assert.equal(kept.exit, "suspend");
	assert.equal(kept.sessionTimeMs, 630500);

	const again = make({ entry: "resume", cmi: JSON.parse(
		JSON.stringify(kept.cmi)) });
	again.api.LMSInitialize("");
	const get = (name: string) => again.api.LMSGetValue(name);
	assert.equal(get("cmi.suspend_data").length, 64000);
	assert.equal(get("cmi.core.lesson_location"), "slide 7");
	assert.equal(get("cmi.core.entry"), "resume");
	assert.equal(get("cmi.core.total_time"), "0000:10:30.50");
	assert.equal(get("cmi.interactions._count"), "1");
	assert.equal(get("cmi.objectives.0.id"), "o1");
	again.api.LMSSetValue("cmi.core.session_time", "01:00:00");
	again.api.LMSFinish("");
	const last = again.seen.commits[0]!;
	assert.equal(last.cmi["cmi.core.total_time"], "0001:10:30.50");
	assert.equal(last.exit, "");
});

test("SCORM 1.2: a score counts within the ends the unit names", () => {
	const { seen, api } = make();

	api.LMSInitialize("");
	api.LMSSetValue("cmi.core.score.raw", "8");
	api.LMSSetValue("cmi.core.score.max", "10");
	api.LMSCommit("");
	assert.deepEqual(seen.commits[0]!.score,
		{ scaled: 0.8, raw: 8, min: null, max: 10 });
	assert.equal(seen.commits[0]!.completion, "incomplete");
});
