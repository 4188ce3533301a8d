/*
 * The data model of SCORM 1.2 by its table (tests/lib/scorm12.mjs): all of it in
 * one session, and each row in a session of its own, where nothing was set
 * before.
 */

import { test } from "node:test";
import assert from "node:assert/strict";
import { createRuntime } from "../../../web/src/runtime/runtime";
import type { Api12, FlatMap } from "../../../web/src/runtime/types";
import { ROWS, UNIT, scorm12Again, scorm12End, scorm12Run, scorm12Steps,
	scorm12Wrong } from "../../lib/scorm12.mjs";
import { recorder, runState } from "./state";

interface Row {
	element: string;
	access: "r" | "w" | "rw";
	first?: string;
	good?: string[];
	bad?: string[];
	after?: [string, string];
}

function make(entry: "ab-initio" | "resume" = "ab-initio", cmi: FlatMap = {}) {
	const { seen, hooks } = recorder();
	const api = createRuntime(runState({ standard: "scorm12", entry, cmi,
		unit: UNIT }), hooks).api as Api12;

	return { seen, api };
}

test("SCORM 1.2: every step of the table is answered as the book says", () => {
	const steps = [...scorm12Steps(), ...scorm12End()];
	const { seen, api } = make();

	assert.deepEqual(scorm12Wrong(steps, scorm12Run(api, steps)), []);
	const again = scorm12Again();
	const { cmi } = seen.commits[seen.commits.length - 1]!;
	const next = make("resume", JSON.parse(JSON.stringify(cmi)));
	assert.deepEqual(scorm12Wrong(again, scorm12Run(next.api, again)), []);
});

test("SCORM 1.2: the table names every element of the book", () => {
	const named = new Set(ROWS.map((r: Row) =>
		r.element.replace(/\.0\./g, ".n.")));

	assert.equal(named.size, 38);
});

function start(row: Row): Api12 {
	const { api } = make();

	assert.equal(api.LMSInitialize(""), "true");
	if (row.after)
		assert.equal(api.LMSSetValue(...row.after), "true");
	return api;
}

function wants(api: Api12, got: string, want: string, code: string,
	about: string): void {
	assert.deepEqual([got, api.LMSGetLastError()], [want, code], about);
}

function checkGood(row: Row, value: string): void {
	const api = start(row);
	const about = JSON.stringify(value.slice(0, 30));

	wants(api, api.LMSSetValue(row.element, value), "true", "0", about);
	if (row.access === "rw")
		wants(api, api.LMSGetValue(row.element), value, "0", about);
}

function checkBad(row: Row, value: string): void {
	const api = start(row);
	const about = JSON.stringify(value.slice(0, 30));
	const before = api.LMSGetValue(row.element);

	wants(api, api.LMSSetValue(row.element, value), "false", "405", about);
	assert.equal(api.LMSGetValue(row.element), before);
}

for (const row of ROWS as Row[])
	test(`SCORM 1.2: ${row.element} takes what the book says`, () => {
		(row.good || []).forEach(value => checkGood(row, value));
		(row.bad || []).forEach(value => checkBad(row, value));
	});
