/* What a sitting's page keeps and sends, without a browser. */
import assert from "node:assert/strict";
import test from "node:test";
import type { AnswersItem, Sitting } from "../../../web/src/api/quiz";
import { Answers, PAUSE } from "../../../web/src/screens/quiz/answers";

const NOW = 1_790_000_000_000;

function sitting(more: Partial<Sitting> = {}): Sitting {
	return {
		id: "s1", kind: "quiz", state: "open", number: 1, beganAt: NOW - 1,
		deadline: null, now: NOW, endedAt: null, place: null, questions: [],
		responses: {}, result: null, ...more,
	};
}

function world(given: Partial<Sitting> = {}, sequence = 0) {
	const due: { at: number; work: (() => void) | null }[] = [];
	const w = {
		sent: [] as AnswersItem[],
		time: 500,
		pass(ms: number) {
			w.time += ms;
			for (const one of due.filter((d) => d.at <= w.time)) {
				one.work?.();
				one.work = null;
			}
		},
		last: () => w.sent[w.sent.length - 1]!,
		answers: null as unknown as Answers,
	};

	w.answers = new Answers({ attempt: "a", run: "r", sequence },
		sitting(given), {
			put: (item) => void w.sent.push(item),
			now: () => w.time,
			later: (work, ms) => {
				const one: typeof due[number] = { at: w.time + ms, work };
				due.push(one);
				return () => { one.work = null; };
			},
			changed: () => undefined,
		});
	return w;
}

test("a choice is kept when it is made, at the moment of the server's clock",
	() => {
	const w = world({}, 4);

	w.pass(1_000);
	w.answers.give("q1", { choice: "2" });
	assert.equal(w.sent.length, 1);
	assert.equal(w.last().sequence, 5);
	assert.deepEqual(w.last().responses,
		{ q1: { response: { choice: "2" }, at: NOW + 1_000 } });
	assert.equal(w.last().end, false);
});

test("typing is kept once, after a pause, or at once when the field is left",
	() => {
	const w = world();

	for (const text of ["k", "ke", "keu"])
		w.answers.give("q1", { text }, true);
	assert.equal(w.sent.length, 0);
	w.pass(PAUSE);
	assert.equal(w.sent.length, 1);
	assert.deepEqual(w.last().responses!.q1!.response, { text: "keu" });
	w.answers.give("q1", { text: "keut" }, true);
	w.answers.settle();
	assert.equal(w.sent.length, 2);
	w.pass(PAUSE * 2);
	assert.equal(w.sent.length, 2, "nothing new is not sent again");
});

test("every item holds all that was given in this run, and only that", () => {
	const w = world({ responses: { q0: { response: { value: true }, at: 5 } } });

	w.answers.give("q1", { choice: "1" });
	w.answers.give("q2", { choice: "3" });
	assert.deepEqual(Object.keys(w.last().responses!).sort(), ["q1", "q2"]);
	assert.deepEqual(w.answers.response("q0"), { value: true });
});

test("of two devices' answers the later counts, question by question", () => {
	const w = world();

	w.pass(10_000);
	w.answers.give("q1", { choice: "1" });
	w.answers.give("q2", { choice: "1" });
	w.answers.absorb(sitting({ now: NOW + 10_000, responses: {
		q1: { response: { choice: "4" }, at: NOW + 20_000 },
		q2: { response: { choice: "4" }, at: NOW + 3_000 },
		q3: { response: { choice: "4" }, at: NOW + 3_000 },
	} }));
	assert.deepEqual(["q1", "q2", "q3"].map((q) =>
		w.answers.response(q)!.choice), ["4", "1", "4"]);
	w.answers.give("q1", { choice: "2" });
	assert.ok(w.last().responses!.q1!.at > NOW + 20_000,
		"what is changed here is later than what is known");
});

test("what an earlier visit could not send yet is here again", () => {
	const w = world({ responses: { q1: { response: { text: "a" }, at: 1 } } });
	const item: AnswersItem = {
		kind: "answers", sitting: "s1", attempt: "a", run: "r0", sequence: 3,
		at: 9, place: null, end: false, sessionTimeMs: 0, cmi: {},
		responses: { q1: { response: { text: "b" }, at: 2 } },
	};

	w.answers.recall({ ...item, sitting: "another" });
	assert.deepEqual(w.answers.response("q1"), { text: "a" });
	w.answers.recall(item);
	assert.deepEqual(w.answers.response("q1"), { text: "b" });
});

test("the time that is left follows the server's clock", () => {
	const w = world({ deadline: NOW + 60_000 });

	w.pass(20_000);
	assert.equal(w.answers.left(), 40_000);
	w.answers.absorb(sitting({ deadline: NOW + 60_000, now: NOW + 50_000 }));
	assert.equal(w.answers.left(), 10_000);
	w.pass(99_000);
	assert.equal(w.answers.left(), 0);
});

test("where one looks goes with the answer, and by itself a little later",
	() => {
	const w = world();

	w.answers.look("q1");
	w.answers.give("q1", { choice: "1" });
	assert.equal(w.last().place, "q1");
	w.answers.look("q2");
	assert.equal(w.sent.length, 1);
	w.pass(5_000);
	assert.equal(w.sent.length, 2);
	assert.equal(w.last().place, "q2");
});

test("the time on a question is that for which it was looked at", () => {
	const w = world();

	w.answers.look("q1");
	w.pass(4_000);
	w.answers.give("q1", { choice: "1" });
	assert.equal(w.last().responses!.q1!.ms, 4_000);
	w.answers.look("q2");
	w.pass(9_000);
	w.answers.look("q1");
	w.pass(2_000);
	w.answers.give("q1", { choice: "2" });
	assert.equal(w.last().responses!.q1!.ms, 6_000);
});

test("the end goes with all that was given, and nothing is sent after it",
	() => {
	const w = world();

	w.answers.give("q1", { text: "ya" }, true);
	w.answers.end();
	assert.equal(w.sent.length, 1);
	assert.equal(w.last().end, true);
	assert.deepEqual(w.last().responses!.q1!.response, { text: "ya" });
	w.answers.give("q1", { text: "tidak" });
	w.pass(5_000);
	assert.equal(w.sent.length, 1);
	assert.deepEqual(w.answers.response("q1"), { text: "ya" });
});

test("what was typed after another device ended it is not lost in silence",
	() => {
	const w = world();

	w.answers.give("q1", { text: "ya" });
	w.answers.give("q2", { text: "baru" });
	w.answers.absorb(sitting({ state: "graded", responses: {
		q1: { response: { text: "ya" }, at: w.last().responses!.q1!.at },
	} }));
	assert.deepEqual(w.answers.lost(), ["q2"]);
	assert.deepEqual(w.answers.response("q2"), { text: "baru" });
});

test("a case's way grows; where another device has gone, the server's stands",
	() => {
	const w = world({ kind: "case", path: [] });
	const one = { node: "K1", choice: "a" }, two = { node: "K2", choice: "b" };

	w.answers.step(one, "K2");
	assert.deepEqual(w.last().path, [one]);
	assert.equal(w.last().place, "K2");
	assert.equal(w.last().responses, undefined);
	w.answers.absorb(sitting({ kind: "case", path: [] }));
	assert.deepEqual(w.answers.path, [one]);
	w.answers.absorb(sitting({ kind: "case", path: [one, two] }));
	assert.deepEqual(w.answers.path, [one, two]);
	w.answers.absorb(sitting({ kind: "case",
		path: [{ node: "K1", choice: "c" }] }));
	assert.deepEqual(w.answers.path, [{ node: "K1", choice: "c" }]);
});

test("with the last decision of a case its end is told, once", () => {
	const w = world({ kind: "case", path: [] });

	w.answers.step({ node: "K1", choice: "a" }, "K2");
	assert.equal(w.last().end, false);
	w.answers.step({ node: "K2", choice: "b" }, null);
	assert.equal(w.last().end, true);
	w.answers.end();
	assert.equal(w.sent.length, 2);
});
