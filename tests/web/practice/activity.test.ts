import assert from "node:assert/strict";
import test from "node:test";
import { groupMeans, isEnd, markResult, paretoBars, segments, sortParts,
	totals, walk, winners } from "../../../web/src/practice/activity";
import type { Mark, Matrix, Pareto, Passage, Scale, Sort, Tree }
	from "../../../web/src/practice/types";

const common = { id: "a", text: "" };
const passage: Passage = {
	fake: true,
	text: "Dari: admin@myasn-bkn.support\nPerihal: Akun Anda, sekarang\n" +
		"Yth. Ibu, akun dinonaktifkan 24 jam lagi. Klik tautan.",
	parts: [
		{ text: "admin@myasn-bkn.support", why: "bukan go.id" },
		{ text: "Ibu, akun dinonaktifkan", why: "mendesak" },
	],
};

test("a passage is cut into clauses, and a suspicious part lies in one", () => {
	const all = segments(passage);

	assert.deepEqual(all.map((s) => s.text), ["Dari:",
		"admin@myasn-bkn.support", "Perihal:", "Akun Anda,", "sekarang",
		"Yth.", "Ibu, akun dinonaktifkan 24 jam lagi.", "Klik tautan."]);
	assert.deepEqual(all.map((s) => s.part), [-1, 0, -1, -1, -1, -1, 1, -1]);
	assert.deepEqual(all.flatMap((s, i) => s.line ? [i] : []), [1, 4]);
	assert.equal(all.map((s) => s.text).join(" "),
		passage.text.replace(/\s+/g, " "));
});

test("a message is judged right when all its traps were marked and no more",
	() => {
		assert.equal(markResult(passage, { fake: true, marks: [1, 6] }).state,
			"right");
		assert.deepEqual(markResult(passage, { fake: true, marks: [1, 0] }),
			{ verdict: true, found: [true, false], extra: 1,
				state: "partial" });
		assert.equal(markResult(passage, { fake: false, marks: [1, 6] }).state,
			"wrong");
		assert.equal(markResult({ text: "Baik.", fake: false, parts: [] },
			{ fake: false, marks: [] }).state, "right");
	});

test("cards are right in their own group", () => {
	const of: Sort = { ...common, type: "sort", groups: ["umum", "khusus"],
		cards: [{ text: "nama", group: "umum" },
			{ text: "sidik jari", group: "khusus" }] };

	assert.deepEqual(sortParts(of, { 1: "1", 2: "1" }),
		{ 1: true, 2: false });
	assert.deepEqual(sortParts(of, {}), { 1: false, 2: false });
});

test("totals follow the weights, and a tie has two winners", () => {
	const of: Matrix = { ...common, type: "matrix", options: ["A", "B"],
		criteria: [{ text: "biaya", weight: 3 }, { text: "waktu", weight: 1 }],
		values: [[5, 1], [2, 4]] };

	assert.deepEqual(totals(of, [3, 1]), [16, 10]);
	assert.deepEqual(totals(of, [1, 1]), [6, 6]);
	assert.deepEqual(winners([16, 10]), [0]);
	assert.deepEqual(winners([6, 6]), [0, 1]);
});

test("a scale has a mean for each group that was answered", () => {
	const of: Scale = { ...common, type: "scale", labels: ["1", "2", "3"],
		statements: [{ text: "a", group: "Integritas" },
			{ text: "b", group: "Kerja sama" },
			{ text: "c", group: "Integritas" }] };

	assert.deepEqual(groupMeans(of, { 1: "3", 3: "2" }), [
		{ group: "Integritas", mean: 2.5 },
		{ group: "Kerja sama", mean: null },
	]);
});

test("bars stand by their size and add up to all", () => {
	const of: Pareto = { ...common, type: "pareto", bars: [
		{ text: "a", count: 10 }, { text: "b", count: 30 }] };

	assert.deepEqual(paretoBars(of), [
		{ text: "b", count: 30, cumulative: .75 },
		{ text: "a", count: 10, cumulative: 1 },
	]);
});

test("a way through a tree ends where the tree no longer has it", () => {
	const of: Tree = { ...common, type: "tree", start: "t1", nodes: {
		t1: { text: "?", choices: [{ text: "ya", to: "t2" },
			{ text: "tidak", to: "t9" }] },
		t2: { text: "??", choices: [{ text: "ya", to: "t9" }] },
		t9: { text: "!", end: true },
	} };

	assert.deepEqual(walk(of, [1, 1]), ["t1", "t2", "t9"]);
	assert.deepEqual(walk(of, [3, 1]), ["t1"]);
	assert.equal(isEnd(of, "t9"), true);
	assert.equal(isEnd(of, "t2"), false);
});
