/* Prerequisites of SCORM 1.2, as a table. */

import { test } from "node:test";
import assert from "node:assert/strict";
import type { RunFields, Tree } from "../../../web/src/runtime/types";
import { Sequencer } from "../../../web/src/sequencing";

const GIVEN: { [key: string]: Partial<RunFields> | null } = {
	P: { success: "passed" },
	C: {},
	F: { success: "failed" },
	I: { completion: "incomplete" },
	N: null,
};

function holds(script: string): boolean {
	const node = (key: string, children: Tree[] = []): Tree => ({ id: key,
		key, title: key, visible: true, launchable: !children.length,
		unit: key, children });
	const s = new Sequencer(node("m", [...Object.keys(GIVEN).map(k =>
		node(k)), { ...node("X"), prerequisites: script }]));

	for (const key of Object.keys(GIVEN)) {
		if (!GIVEN[key])
			continue;
		s.enter(key);
		s.record({ cmi: {}, completion: "completed", success: "unknown",
			score: null, progressMeasure: null, sessionTimeMs: 0,
			location: null, exit: "", ended: true, nav: null,
			...GIVEN[key] });
	}
	return s.outline().find(e => e.key === "X")!.enabled;
}

const TRUE = ["", "P", "C", "P&C", "F|P", "~F", "~N & P", "(P|F)&C",
	"P=\"passed\"", "P=passed", "F=\"failed\"", "F=f", "I=\"incomplete\"",
	"N=\"not attempted\"", "P<>\"failed\"", "C=\"completed\"",
	"2*{P,C,F}", "1*{F,I,P}", "3*{P,C,~F}", "\"P\"", "~(F&I)",
	/* What cannot be read bars nobody. */
	"P &", "(P", "&", "P C", "2*{P", "P=", "\u0000|", "(".repeat(3000)];
const FALSE = ["F", "I", "N", "P&F", "F|I", "~P", "P=\"failed\"",
	"P<>\"passed\"", "3*{P,C,F}", "(P|C)&F", "nowhere", "~(P|F)",
	"nowhere=\"passed\""];

test("a unit waits until its prerequisites hold", () => {
	for (const script of FALSE)
		assert.equal(holds(script), false, script);
});

test("and no longer than that, nor for a script that makes no sense", () => {
	for (const script of TRUE)
		assert.equal(holds(script), true, script);
});
