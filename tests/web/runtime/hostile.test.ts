/* A package may call anything with anything: nothing throws, nothing grows
 * without end, and what was good before stays. */

import { test } from "node:test";
import assert from "node:assert/strict";
import { createRuntime } from "../../../web/src/runtime/runtime";
import { MODEL_LIMIT } from "../../../web/src/runtime/model";
import { wireSize } from "../../../web/src/runtime/text";
import { fromWire, toWire } from "../../../web/src/runtime/wire";
import type { Api12, Api2004, FlatMap, Runtime }
	from "../../../web/src/runtime/types";
import { recorder, runState } from "./state";

const thrower = { toString() { throw new Error("no"); } };
const odd: unknown[] = [undefined, null, 0, 1.5, NaN, true, {}, [], () => 1,
	Symbol("s"), thrower, Object.create(null), "\ud800", "x".repeat(100000),
	"cmi." + "a.".repeat(50000), "cmi.interactions.999999999.id",
	"cmi.interactions.99999999999999999999.id", "cmi.objectives.-1.id",
	"cmi.interactions.1e3.id", "__proto__", "constructor",
	"cmi.__proto__.polluted", "cmi.objectives.0.__proto__",
	"cmi.interactions.__proto__.id", "{target=}choice", BigInt(7)];

function api(runtime: Runtime): { [name: string]: (...a: unknown[]) => unknown } {
	return runtime.api as unknown as
		{ [name: string]: (...a: unknown[]) => unknown };
}

for (const standard of ["scorm12", "scorm2004-4"])
	test(`${standard}: no function throws, and each answers text`, () => {
		const fails = () => { throw new Error("no"); };
		const runtime = createRuntime(runState({ standard }),
			{ commit: fails, now: fails, navValid: fails });
		const functions = Object.keys(runtime.api).filter(name =>
			typeof api(runtime)[name] === "function");

		assert.equal(functions.length, 8);
		for (const round of [0, 1, 2])
			for (const name of functions.concat(functions).sort())
				for (const one of odd)
					for (const two of round ? odd : [""])
						assert.equal(typeof api(runtime)[name]!(one, two),
							"string");
		assert.equal(typeof runtime.snapshot().sessionTimeMs, "number");
		assert.equal(({} as { polluted?: unknown }).polluted, undefined);
	});

test("numbers and true are taken as their text, in both standards", () => {
	const old = createRuntime(runState({ standard: "scorm12" }),
		recorder().hooks).api as Api12;
	const now = createRuntime(runState(), recorder().hooks).api as Api2004;

	old.LMSInitialize();
	now.Initialize();
	assert.equal(old.LMSSetValue("cmi.core.score.raw", 85), "true");
	assert.equal(old.LMSGetValue("cmi.core.score.raw"), "85");
	assert.equal(now.SetValue("cmi.score.scaled", 0.85), "true");
	assert.equal(now.GetValue("cmi.score.scaled"), "0.85");
	assert.equal(now.SetValue("cmi.location", true), "true");
	assert.equal(now.SetValue("cmi.location", null), "true");
	assert.equal(now.GetValue("cmi.location"), "");
	assert.equal(now.GetErrorString(406), now.GetErrorString("406"));
	assert.notEqual(now.GetErrorString(406), "");
});

test("the functions work when a package takes them off their object", () => {
	const { Initialize, GetValue, GetLastError } = createRuntime(runState(),
		recorder().hooks).api as Api2004;

	assert.equal(Initialize(""), "true");
	assert.equal(GetValue("cmi.credit"), "credit");
	assert.equal(GetLastError(), "0");
});

test("the sum of all values is bounded, and a refusal changes nothing", () => {
	const { seen, hooks } = recorder();
	const runtime = createRuntime(runState(), hooks);
	const now = runtime.api as Api2004;
	let i = 0;

	now.Initialize("");
	now.SetValue("cmi.suspend_data", "kept");
	while (now.SetValue(`cmi.comments_from_learner.${i}.comment`,
		"é\"\n".repeat(10000)) === "true")
		assert.ok(i++ < 100);
	assert.equal(now.GetLastError(), "351");
	assert.equal(now.GetValue("cmi.comments_from_learner._count"), String(i));
	assert.equal(now.SetValue("cmi.suspend_data", "x".repeat(2000000)),
		"false");
	assert.equal(now.GetValue("cmi.suspend_data"), "kept");
	now.Terminate("");
	const bytes = Buffer.byteLength(JSON.stringify(seen.commits[0]!.cmi));
	assert.ok(bytes <= MODEL_LIMIT && bytes > MODEL_LIMIT / 2, String(bytes));
});

test("SCORM 1.2 refuses what has no room with a general exception", () => {
	const old = createRuntime(runState({ standard: "scorm12" }),
		recorder().hooks).api as Api12;
	let i = 0;

	old.LMSInitialize("");
	while (old.LMSSetValue(`cmi.interactions.${i}.student_response`,
		"x".repeat(4000)) === "true")
		assert.ok(i++ < 1000);
	assert.equal(old.LMSGetLastError(), "101");
	assert.equal(old.LMSSetValue("cmi.core.lesson_status", "passed"),
		"true");
});

test("the size on the wire is never taken for less than it is", () => {
	for (const text of ["", "plain", "\"\\/", "\u0000\u001f\n", "é", "€",
		"😀😀", "\ud800", "\udc00x", "a\ud83dz", "\u2028\u007f",
		"\u{10fffe}\u{10ffff}"])
		for (const sent of [text, toWire(text)])
			assert.ok(wireSize(text) + 2 >=
				Buffer.byteLength(JSON.stringify(sent)),
			JSON.stringify(text));
	assert.equal(wireSize("plain"), 5);
	assert.equal(wireSize("😀"), 4);
});

test("a stored map that somebody has spoilt is read as far as it goes", () => {
	const map = JSON.parse(`{"cmi.location":"5","cmi.nothing":"x",
		"__proto__":"x","cmi.interactions.1.id":"gap",
		"cmi.interactions.0.type":"choice","cmi.interactions.0.id":"q",
		"cmi.interactions.900000000.id":"far","cmi.suspend_data":7,
		"cmi.objectives.00.id":"o","cmi.exit":"suspend",
		"cmi.launch_data":"forged",
		"cmi.learner_id":"somebody else","cmi.credit":"no-credit",
		"cmi.interactions.0.objectives.3.id":"gap"}`) as FlatMap;
	const runtime = createRuntime(runState({ cmi: map, entry: "resume" }),
		recorder().hooks);
	const now = runtime.api as Api2004;
	const got = (name: string) => [now.GetValue(name), now.GetLastError()];

	now.Initialize("");
	assert.deepEqual(got("cmi.location"), ["5", "0"]);
	assert.deepEqual(got("cmi.interactions._count"), ["2", "0"]);
	assert.deepEqual(got("cmi.interactions.0.objectives._count"),
		["0", "0"]);
	assert.deepEqual(got("cmi.suspend_data"), ["", "403"]);
	assert.deepEqual(got("cmi.objectives._count"), ["0", "0"]);
	assert.deepEqual(got("cmi.launch_data"), ["", "403"]);
	assert.equal(runtime.snapshot()
		.cmi["cmi.interactions.0.objectives.3.id"], undefined);
	assert.deepEqual(got("cmi.learner_id"), ["p1", "0"]);
	assert.deepEqual(got("cmi.credit"), ["credit", "0"]);
});

test("what the hook throws does not reach the package", () => {
	const hooks = { commit: () => { throw new Error("full"); } };
	const runtime = createRuntime(runState(), hooks);
	const now = runtime.api as Api2004;

	now.Initialize("");
	now.SetValue("cmi.location", "3");
	assert.equal(now.Commit(""), "false");
	assert.equal(now.GetLastError(), "391");
	assert.equal(runtime.dirty, true);
	assert.equal(now.Terminate(""), "true");
	assert.equal(runtime.snapshot().cmi["cmi.location"], "3");
	assert.equal(runtime.ended, true);
});

const squeezed = ["cut \ud83d", "\udc00\ud800", "a\u0000b", "\u{10fffe}00d800",
	"\u{10fffe}", "\u{10fffe}10fffe", "\ud83d\u{10fffe}\ude00", "😀é"];

for (const standard of ["scorm12", "scorm2004-4"])
	test(`${standard}: texts that UTF-8 cannot hold go out fit for it, and ` +
		"come back as they were", () => {
		const [put, get, begin, commit, element] = standard === "scorm12"
			? ["LMSSetValue", "LMSGetValue", "LMSInitialize", "LMSCommit",
				"cmi.suspend_data"]
			: ["SetValue", "GetValue", "Initialize", "Commit",
				"cmi.suspend_data"];

		for (const text of squeezed) {
			const sent: FlatMap[] = [];
			const first = createRuntime(runState({ standard }),
				{ commit: (fields) => void sent.push(fields.cmi) });

			api(first)[begin!]!("");
			assert.equal(api(first)[put!]!(element, text), "true");
			assert.equal(api(first)[get!]!(element), text);
			api(first)[commit!]!("");
			sent.push((api(first)[put!]!(element, text),
				first.snapshot().cmi));
			assert.equal(sent.length, 2);
			for (const cmi of sent) {
				const stored = cmi[element!]!;

				assert.doesNotMatch(stored, /[\0\ud800-\udfff]/u);
				assert.equal(fromWire(stored), text);
				const second = createRuntime(runState({ standard,
					entry: "resume", cmi }), { commit: () => {} });

				api(second)[begin!]!("");
				assert.equal(api(second)[get!]!(element), text);
			}
		}
	});
