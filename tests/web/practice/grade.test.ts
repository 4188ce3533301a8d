/*
 * Self-checks are graded in the browser as quizzes are on the server: the
 * tables of tests/practice hold both to the same rules.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { draw, evaluate, holds, keyOf } from "../../../web/src/practice/formula";
import { gradeOf, solutionOf } from "../../../web/src/practice/grade";
import { readNumber, writeNumber } from "../../../web/src/practice/number";
import { Random } from "../../../web/src/practice/random";
import type { Numeric, Question } from "../../../web/src/practice/types";

declare const BALAI_TOP: string;

const table = (name: string) => JSON.parse(readFileSync(
	join(BALAI_TOP, "tests/practice", `${name}.json`), "utf8"));

test("numbers are read as people in Indonesia type them", () => {
	for (const { text, value, unit } of table("numbers"))
		assert.equal(readNumber(text, unit), value, JSON.stringify(text));
});

test("answers are graded by the rules of a quiz", () => {
	for (const row of table("grades")) {
		const { state, fraction } = gradeOf(row.question, row.response,
			row.values);

		assert.equal(state, row.state, row.what);
		assert.ok(Math.abs(fraction - row.fraction) < 1e-9,
			`${row.what}: ${fraction}`);
	}
});

test("the solution of a question is graded as right", () => {
	for (const { question, values, what } of table("grades")) {
		const q = question as Question;

		if (q.type !== "essay")
			assert.equal(gradeOf(q, solutionOf(q, values), values).state,
				"right", what);
	}
});

test("sums follow the rules of arithmetic, and nothing else is run", () => {
	assert.equal(evaluate("1 + 2 * 3 ^ 2", {}), 19);
	assert.equal(evaluate("-2 ^ 2", {}), -4);
	assert.equal(evaluate("(P - G) / B * 100", { P: 9, G: 6, B: 12 }), 25);
	assert.equal(holds("G < P && P <= 9", { P: 9, G: 6 }), true);
	assert.equal(holds("G < P && P < 9", { P: 9, G: 6 }), false);
	assert.equal(holds("(P < G || P == 9) && true", { P: 9, G: 6 }), true);
	assert.equal(evaluate("2 ^ 3 ^ 2 + min(3, 1 + 1)", {}), 514);
	assert.equal(evaluate("round(2.345, 1) + round(-0.5) + abs(-3)", {}),
		2.3 - 1 + 3);
	for (const bad of ["1 +", "(1", "x", "alert(1)", "1; 2", "1 2",
		"1 / (2 - 2)", "1 < 2", "min(1", "1e5", "x.y", "constructor", "__proto__", ""])
		assert.throws(() => evaluate(bad, {}), undefined, bad);
});

test("parameters lie within their steps and where they may", () => {
	const q: Numeric = { id: "n", type: "numeric", text: "",
		formula: "P - G", where: "G < P", parameters: {
			P: { from: 10, to: 20, step: 5 }, G: { from: .1, to: 15, step: .1 },
		} };

	for (let i = 0; i < 300; i++) {
		const values = draw(q, new Random(`n:${i}`));

		assert.ok([10, 15, 20].includes(values.P!), String(values.P));
		assert.ok(values.G! < values.P! && values.G! >= .1);
		assert.equal(values.G, Number(values.G!.toFixed(1)));
		assert.ok(keyOf(q, values) > 0);
	}
	assert.deepEqual(draw(q, new Random("a")), draw(q, new Random("a")));
	assert.notDeepEqual(draw(q, new Random("a")), draw(q, new Random("b")));
});

test("what is shuffled stays as it was, and is never the answer", () => {
	assert.deepEqual(new Random("x").shuffled(9), new Random("x").shuffled(9));
	assert.deepEqual(new Random("x").shuffled(9).sort(),
		["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
	for (let i = 0; i < 200; i++)
		assert.notDeepEqual(new Random(`s${i}`).mixed(3), ["1", "2", "3"]);
});

test("numbers are written in the reader's way", () => {
	assert.equal(writeNumber(1234.5, "id"), "1.234,5");
	assert.equal(writeNumber(1234.5, "en"), "1,234.5");
	assert.equal(writeNumber(2, "id", 2), "2,00");
});
