/* Going through a module: order, choice, leaving, coming back, and worth. */

import { test } from "node:test";
import assert from "node:assert/strict";
import type { RunFields, Tree } from "../../../web/src/runtime/types";
import { Sequencer } from "../../../web/src/sequencing";
import { runState } from "../runtime/state";

type Shape = string | { [key: string]: Shape[] };

let serial = 0;

/** "a" is a unit, {b: ["c", "d"]} a cluster of two. */
function tree(shape: Shape, more: { [key: string]: Partial<Tree> } = {}): Tree {
	const key = typeof shape === "string" ? shape : Object.keys(shape)[0]!;
	const children = typeof shape === "string" ? [] : shape[key]!;

	return { id: String(serial++), key, title: key, visible: true,
		launchable: children.length === 0,
		unit: children.length === 0 ? "unit-" + key : null,
		children: children.map(c => tree(c, more)), ...more[key] };
}

function fields(more: Partial<RunFields> = {}): RunFields {
	return { cmi: {}, completion: "completed", success: "unknown",
		score: null, progressMeasure: null, sessionTimeMs: 0,
		location: null, exit: "", ended: true, nav: null, ...more };
}

const plain = tree({ m: ["a", { c: ["b", "d"] }, "e"] });

function stored(sequencer: Sequencer, of: Tree): Sequencer {
	return new Sequencer(of, JSON.parse(JSON.stringify(sequencer.state())));
}

test("a module without rules begins with its first unit and goes on", () => {
	const s = new Sequencer(plain);

	assert.equal(s.open().deliver, "a");
	assert.equal(s.request("continue").deliver, "b");
	assert.equal(s.request("continue").deliver, "d");
	assert.equal(s.request("continue").deliver, "e");
	assert.equal(s.request("previous").deliver, "d");
	assert.equal(s.current, "d");
});

test("before the first there is nothing, after the last the module ends",
	() => {
		const s = new Sequencer(plain);

		s.open();
		assert.equal(s.valid("previous"), false);
		assert.notEqual(s.request("previous").exception, null);
		s.request("choice", "e");
		assert.deepEqual(s.request("continue"),
			{ deliver: null, over: true, exception: null });
		assert.equal(s.current, null);
	});

test("any unit may be chosen, and a cluster means its first", () => {
	const s = new Sequencer(plain);

	s.open();
	assert.equal(s.request("choice", "e").deliver, "e");
	assert.equal(s.request("choice", "c").deliver, "b");
	assert.equal(s.request("choice", "nowhere").exception, "NB.2.1-11");
	assert.equal(s.current, "b");
});

test("asking what is valid changes nothing", () => {
	const s = new Sequencer(plain);

	s.open();
	const before = JSON.stringify(s.state());
	assert.equal(s.navValid("continue"), true);
	assert.equal(s.navValid("previous"), false);
	assert.equal(s.navValid("choice", "e"), true);
	assert.equal(s.navValid("choice", "nowhere"), "unknown");
	s.outline();
	assert.equal(JSON.stringify(s.state()), before);
});

const control = (mode: object) => ({ controlMode: mode });

test("without flow only choosing leads on, without choice only flow", () => {
	const noFlow = new Sequencer(tree({ m: ["a", "b"] },
		{ m: control({ choice: true, flow: false }) }));
	const noChoice = new Sequencer(tree({ m: ["a", "b"] },
		{ m: control({ choice: false, flow: true }) }));

	assert.equal(noFlow.open().deliver, "a");
	assert.equal(noFlow.request("continue").exception, "NB.2.1-4");
	assert.equal(noFlow.request("choice", "b").deliver, "b");
	assert.equal(noChoice.open().deliver, "a");
	assert.equal(noChoice.request("choice", "b").exception, "NB.2.1-10");
	assert.equal(noChoice.request("continue").deliver, "b");
});

test("forward only means no way back", () => {
	const s = new Sequencer(tree({ m: ["a", "b"] },
		{ m: control({ flow: true, forwardOnly: true }) }));

	s.open();
	s.request("continue");
	assert.equal(s.request("previous").exception, "NB.2.1-5");
	assert.equal(s.request("choice", "a").exception, "SB.2.4-2");
});

test("a cluster that may not be left by choice keeps the learner", () => {
	const s = new Sequencer(tree({ m: [{ c: ["a", "b"] }, "d"] },
		{ c: control({ choiceExit: false, flow: true }) }));

	s.open();
	assert.equal(s.request("choice", "d").exception, "NB.2.1-8");
	assert.equal(s.request("choice", "b").deliver, "b");
	assert.equal(s.request("continue").deliver, "d");
});

test("the outline hides what is not visible and says what may be chosen",
	() => {
		const s = new Sequencer(tree({ m: ["a", "b", "c"] }, {
			b: { visible: false },
			c: { prerequisites: "a" } }));
		const of = (key: string) => s.outline().find(e => e.key === key)!;

		s.open();
		assert.equal(of("a").current, true);
		assert.equal(of("b").visible, false);
		assert.equal(of("c").enabled, false);
		s.record(fields());
		assert.equal(of("c").enabled, true);
		assert.equal(of("a").completion, "completed");
		assert.equal(of("c").completion, "not attempted");
	});

test("leaving and coming back continues at the same unit", () => {
	const s = new Sequencer(plain);

	s.open();
	s.request("continue");
	s.record(fields({ exit: "suspend", completion: "incomplete" }));
	assert.equal(s.request("suspendAll").over, true);
	const again = stored(s, plain);
	assert.deepEqual(again.open(),
		{ deliver: "b", over: false, exception: null });
	assert.equal(again.request("continue").deliver, "d");
});

test("a tab that was lost in the middle of a unit opens there again", () => {
	const s = new Sequencer(plain);

	s.open();
	s.request("choice", "d");
	s.record(fields({ ended: false, completion: "incomplete" }));
	const again = stored(s, plain);
	assert.equal(again.open().deliver, "d");
	assert.equal(again.outline().find(e => e.key === "d")!.completion,
		"incomplete");
});

test("where a unit asks to go, the learner goes", () => {
	const s = new Sequencer(plain);

	s.open();
	assert.equal(s.after(fields({ nav: { request: "continue" } }))!.deliver,
		"b");
	assert.equal(s.after(fields({ nav: { request: "choice",
		target: "e" } }))!.deliver, "e");
	assert.equal(s.after(fields()), null);
	assert.equal(s.after(fields({ ended: false,
		nav: { request: "exit" } })), null);
	assert.equal(s.after(fields({ exit: "logout" }))!.over, true);
});

test("what is abandoned leaves no trace", () => {
	const s = new Sequencer(plain);
	const given = fields({ nav: { request: "abandon" }, success: "passed",
		score: score(1) });

	s.open();
	s.record({ ...given, ended: false, nav: null });
	assert.equal(s.summary().score!.scaled, 1);
	s.record(given);
	s.after(given);
	assert.equal(s.summary().success, "unknown");
	assert.equal(s.summary().score, null);
});

function through(results: Partial<RunFields>[]): Sequencer {
	const s = new Sequencer(plain);

	s.open();
	results.forEach((r, i) => {
		s.record(fields(r));
		if (i < results.length - 1)
			s.request("continue");
	});
	return s;
}

const score = (scaled: number) => ({ scaled, raw: null, min: null, max: null });

test("a module is completed when each of its units is", () => {
	assert.equal(through([{}, {}, {}]).summary().completion, "incomplete");
	assert.equal(through([{}, {}, {}, {}]).summary().completion,
		"completed");
	assert.equal(new Sequencer(plain).summary().completion,
		"not attempted");
});

test("it is passed or failed only when a unit was", () => {
	const passed = { success: "passed" as const, score: score(0.8) };

	const read = through([{}, {}, {}, {}]);
	read.request("continue");
	assert.equal(read.summary().completion, "completed");
	assert.equal(read.summary().success, "unknown");
	assert.equal(through([{}, {}, {}, passed]).summary().success, "passed");
	assert.equal(through([passed, passed, passed,
		{ success: "failed" }]).summary().success, "failed");
});

test("its score is the mean by weight", () => {
	const s = through([{ score: score(1) }, { score: score(1) },
		{ score: score(0.5) }, { score: score(0.25) }]);

	assert.equal(s.summary().score!.scaled,
		(1 + (1 + 0.5) / 2 + 0.25) / 3);
});

test("entering a unit from outside puts the learner there", () => {
	const s = new Sequencer(plain);

	assert.equal(s.enter("d"), true);
	assert.equal(s.current, "d");
	assert.equal(s.enter("d"), true);
	assert.equal(s.enter("m"), false);
	assert.equal(s.enter("nowhere"), false);
	assert.equal(s.enter("a"), true);
	assert.equal(s.request("continue").deliver, "b");
});

const rules = (pre: object[], post: object[] = []) => ({ sequencing: {
	controlMode: { choice: true, flow: true }, rules: { pre, post } } });
const rule = (action: string, condition: string, not = false) => ({ action,
	combination: "all", conditions: [{ condition, not }] });

test("rules skip, hide, bar and repeat", () => {
	const of = tree({ m: ["a", "b", "c", "d"] }, {
		m: rules([]), b: rules([rule("skip", "always")]),
		c: rules([], [rule("retry", "satisfied", true)]),
		d: rules([rule("disabled", "attempted")]) });
	const s = new Sequencer(of);

	s.open();
	assert.equal(s.request("continue").deliver, "c");
	s.record(fields({ success: "failed" }));
	assert.equal(s.request("continue").deliver, "c");
	s.record(fields({ success: "passed" }));
	assert.equal(s.request("continue").deliver, "d");
	s.request("previous");
	assert.equal(s.valid("continue"), false);
});

test("an attempt limit bars another attempt, not the one that runs", () => {
	const of = tree({ m: ["a", "b"] }, { m: rules([]), a: { sequencing: {
		limits: { attempts: 1 } } } });
	const s = new Sequencer(of);

	s.open();
	s.record(fields({ exit: "suspend" }));
	s.request("suspendAll");
	const again = stored(s, of);
	assert.equal(again.open().deliver, "a");
	again.record(fields());
	again.request("continue");
	assert.equal(again.request("previous").deliver, null);
});

test("an objective that one unit writes another one reads", () => {
	const map = (more: object) => ({ sequencing: { objectives: [
		{ id: "p", primary: true, maps: [{ target: "g", ...more }] }] } });
	const of = tree({ m: ["a", "b"] }, { m: rules([]),
		a: map({ writeSatisfiedStatus: true, writeNormalizedMeasure: true }),
		b: map({}) });
	const s = new Sequencer(of);

	s.open();
	s.record(fields({ success: "failed", score: score(0.4) }));
	s.request("continue");
	const { unit } = s.prepare(runState({ unit: { key: "b" } }));
	assert.equal(unit.objectives![0]!.known!.satisfied, false);
	assert.equal(unit.objectives![0]!.known!.measure, 0.4);
	assert.deepEqual(stored(s, of).state(), s.state());
});

test("data that units share go from one to the next", () => {
	const data = { sequencing: { data: [{ target: "x", read: true,
		write: true }] } };
	const of = tree({ m: ["a", "b"] }, { m: rules([]), a: data, b: data });
	const s = new Sequencer(of);

	s.open();
	s.record(fields({ cmi: { "adl.data.0.id": "x",
		"adl.data.0.store": "kept" } }));
	s.request("continue");
	assert.deepEqual(stored(s, of).prepare(runState({ unit: { key: "b" } }))
		.shared, [{ id: "x", read: true, write: true, value: "kept" }]);
});

test("as much is shared as the standard lets a unit store", () => {
	const data = { sequencing: { data: ["x", "y"].map(target =>
		({ target, read: true, write: true })) } };
	const of = tree({ m: ["a", "b"] }, { m: rules([]), a: data, b: data });
	const s = new Sequencer(of);
	const long = "x".repeat(64000);

	s.open();
	s.record(fields({ cmi: {
		"adl.data.0.id": "x", "adl.data.0.store": long,
		"adl.data.1.id": "y", "adl.data.1.store": long } }));
	assert.deepEqual((stored(s, of).prepare(runState({ unit: { key: "b" } }))
		.shared as { value: string }[]).map(d => d.value), [long, long]);
});

test("units are selected once, and stay selected", () => {
	const of = tree({ m: ["a", "b", "c", "d"] }, { m: { sequencing: {
		controlMode: { flow: true }, randomization: {
			selectionTiming: "once", selectCount: 2,
			randomizationTiming: "once", reorderChildren: true } } } });
	const s = new Sequencer(of, undefined, { random: () => 0 });
	const seen = (of_: Sequencer) => of_.outline().filter(e => e.visible)
		.map(e => e.key);

	assert.equal(seen(s).length, 3);
	assert.deepEqual(seen(stored(s, of)), seen(s));
});

test("the state of a thousand units stays below 64 kB, with all that they " +
	"share below 512", () => {
	const keys = Array.from({ length: 1000 }, (_, i) => "unit-" + i);
	const s = new Sequencer(tree({ m: keys }));
	const size = (what: object) => Buffer.byteLength(JSON.stringify(what));

	for (const key of keys) {
		s.enter(key);
		s.record(fields({ success: "passed", cmi: {
			"adl.data.0.id": key, "adl.data.0.store": "x".repeat(500) },
		score: { scaled: 0.8333, raw: 83.33, min: 0, max: 100 } }));
	}
	const bytes = size({ ...s.state(), data: [] });
	assert.ok(bytes < 64000 && bytes > 40000, String(bytes));
	assert.ok(size(s.state()) < 512 << 10, String(size(s.state())));
	const began = Date.now();
	assert.equal(s.outline().length, 1001);
	assert.ok(Date.now() - began < 2000, "the outline takes too long");
});

test("a state that is not of this tree, or spoilt, is left aside", () => {
	const good = new Sequencer(plain);

	good.open();
	good.request("choice", "e");
	for (const bad of [null, 7, "x", [], {}, { v: 1 }, { v: 1, n: 3 },
		{ v: 1, n: 6, a: 7, current: "x", globals: [[1], null], data: {} },
		{ v: 1, n: 6, a: [[99, 1, 1, []], null, [1, "x", {}, "y", [7]]] },
		{ ...good.state(), n: 7 }])
		assert.equal(new Sequencer(plain, bad).open().deliver, "a");
});

test("rules that are not of the expected kind count as not said", () => {
	for (const bad of [7, "x", [], { rules: 7 }, { rules: { pre: [7, {}] } },
		{ objectives: "x", rollup: { rules: [null] }, limits: [] }]) {
		const s = new Sequencer(tree({ m: ["a", "b"] },
			{ a: { sequencing: bad } }));

		assert.equal(s.open().deliver, "a");
		assert.equal(s.request("continue").deliver, "b");
	}
});

test("a lesson without a score does not lower the quiz's", () => {
	assert.equal(through([{}, {}, {}, { score: score(0.9) }]).summary()
		.score!.scaled, 0.9);
});
