/*
 * What is answered before it is sent: what a form needs, what is kept when the
 * form has become another one.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Form } from "../../../web/src/api/survey";
import { kept, missing, wire } from "../../../web/src/survey/answers";

const choices = [{ id: "a", text: "Satu" }, { id: "b", text: "Dua" }];
const form: Form = { questions: [
	{ id: "q1", kind: "scale", text: "S", needed: true },
	{ id: "q2", kind: "choice", text: "C", needed: true, choices },
	{ id: "q3", kind: "choices", text: "M", needed: true, choices },
	{ id: "q4", kind: "text", text: "T", needed: true },
	{ id: "q5", kind: "text", text: "U" },
] };
const whole = { q1: "4", q2: "a", q3: ["a", "b"], q4: "Ya.", q5: "" };

describe("what a form needs", () => {
	test("all of it is missing at first, each in its own words", () =>
		assert.deepEqual([...missing(form, {})], [["q1", "choose"],
			["q2", "choose"], ["q3", "chooseSome"], ["q4", "write"]]));

	test("spaces are no words, and an empty list no choice", () =>
		assert.deepEqual([...missing(form, { ...whole, q3: [], q4: " \n" })],
			[["q3", "chooseSome"], ["q4", "write"]]));

	test("a text that is too long is said, counted in bytes", () => {
		assert.deepEqual([...missing(form, { ...whole, q5: "é".repeat(2001) })],
			[["q5", "long"]]);
		assert.equal(missing(form, { ...whole, q5: "é".repeat(2000) }).size, 0);
	});
});

test("scales are sent as numbers, and nothing that is empty or not asked", () =>
	assert.deepEqual(wire(form, { ...whole, q4: " Ya. ", old: "x" }),
		{ q1: 4, q2: "a", q3: ["a", "b"], q4: "Ya." }));

describe("a form that has become another one", () => {
	test("keeps what still is an answer, and counts what is not", () => {
		const next: Form = { questions: [
			{ id: "q1", kind: "text", text: "S" },
			{ id: "q2", kind: "choice", text: "C", choices: [choices[1]!] },
			{ id: "q3", kind: "choices", text: "M", choices: [choices[1]!] },
			{ id: "q4", kind: "text", text: "Lain" },
			{ id: "q9", kind: "scale", text: "Baru" },
		] };

		assert.deepEqual(kept(next, whole), {
			answers: { q1: "4", q3: ["b"], q4: "Ya." }, lost: 1 });
	});

	test("of the same form all is kept", () =>
		assert.deepEqual(kept(form, whole), { answers: whole, lost: 0 }));

	test("whatever a device kept, only answers come of it", () => {
		for (const bad of [null, 1, "x", [], { q1: "9", q2: {}, q3: "a",
			q4: [1] }, JSON.parse("{\"__proto__\":{\"q1\":\"4\"}}")])
			assert.deepEqual(kept(form, bad).answers, {});
	});
});
