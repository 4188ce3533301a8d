/* What came of a survey, beside each other; no number that was not told. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Group, ResultLine } from "../../../web/src/api/survey";
import { beside, keysOf, meanOf, spread } from "../../../web/src/survey/results";

const line = (more: Partial<ResultLine>): ResultLine =>
	({ id: "q1", kind: "scale", answers: 6, ...more });
const group = (name: string, lines: ResultLine[]): Group =>
	({ id: name, name, answers: 6, lines });

test("the mean is the server's, else that of the counts, else none", () => {
	assert.equal(meanOf(line({ mean: 3.5, counts: { 1: 6 } })), 3.5);
	assert.equal(meanOf(line({ counts: { 5: 3, 2: 3 } })), 3.5);
	assert.equal(meanOf(line({ answers: null })), null);
	assert.equal(meanOf(line({ kind: "choice", counts: { a: 6 } })), null);
});

test("bars stand as asked, with what an older choice has behind them", () => {
	const q = { id: "q1", kind: "choice" as const, text: "", choices: [
		{ id: "a", text: "" }, { id: "b", text: "" }] };

	assert.deepEqual(keysOf(q, line({ kind: "choice",
		counts: { x: 1, b: 5 } })), ["a", "b", "x"]);
	assert.deepEqual(keysOf(undefined, line({})), ["5", "4", "3", "2", "1"]);
	assert.deepEqual(keysOf(undefined, line({ kind: "lesson",
		counts: { "lesson:satu": 1, "lesson:dua": 5 } })),
	["lesson:dua", "lesson:satu"]);
});

describe("batches beside each other", () => {
	const rows = beside([
		group("I", [line({ mean: 3.2 })]), group("II", [line({ mean: 4.1 })]),
		group("III", [line({ answers: null, mean: 1 })]), group("IV", []),
	], "q1");

	test("keep their order, and who was not asked has no line", () => {
		assert.deepEqual(rows.map(({ group }) => group.name),
			["I", "II", "III", "IV"]);
		assert.equal(rows[3]!.line, null);
	});

	test("the lowest and highest are of those that are told of", () =>
		assert.deepEqual(spread(rows)?.map(({ group }) => group.name),
			["I", "II"]));

	test("nothing is said of one alone, or of two that are the same", () => {
		assert.equal(spread(rows.slice(1)), null);
		assert.equal(spread(beside([group("I", [line({ mean: 3.2 })]),
			group("II", [line({ mean: 3.22 })])], "q1")), null);
	});
});
