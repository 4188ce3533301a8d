/*
 * A survey while it is being written: ids that stay, what is wrong with a
 * question, when saving makes another version.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Form, Question, Survey } from "../../../web/src/api/survey";
import { bodyOf, closesAt, dirty, draftOf, faults, keptDraft, makesVersion } from
	"../../../web/src/survey/build";
import { added, changed, copied, emptyQuestion, freshChoice, freshId, movedTo,
	pasted, same, sent, turned, without, wrongIn } from
	"../../../web/src/survey/form";
import { beginning, TEMPLATES } from "../../../web/src/text/surveyTemplates";

const scale = (id: string, text = id): Question =>
	({ ...emptyQuestion("scale", id), text });
const form = (...ids: string[]): Form => ({ questions: ids.map((id) => scale(id)) });
const ids = (f: Form) => f.questions.map(({ id }) => id);

const survey = (more: Partial<Survey> = {}): Survey => ({
	id: "s1", agency: { id: "a", name: "A" }, title: "Evaluasi", about: "",
	purpose: "feedback", anonymous: true, state: "draft", closesAt: null,
	revision: 3, version: { id: "v1", number: 1 }, asked: null, answered: null,
	form: form("q1", "q2"), targets: [{ kind: "unit", ref: "u1", name: "U" }],
	...more,
});

describe("questions in their order", () => {
	test("one is added at the end with an id that none has", () => {
		const next = added(form("q1"), "text");

		assert.equal(next.questions.length, 2);
		assert.notEqual(ids(next)[1], "q1");
		assert.equal(next.questions[1]!.kind, "text");
		assert.equal(next.questions[1]!.needed, false);
	});

	test("an id that is taken is drawn again", () => {
		const draws = [0, 0, 0, 0, 0, 0, .5, .5, .5, .5, .5, .5];

		assert.equal(freshId(["q000000"], () => draws.shift()!), "qiiiiii");
	});

	test("moving keeps every id, and stops at the ends", () => {
		assert.deepEqual(ids(movedTo(form("a", "b", "c"), "c", 0)),
			["c", "a", "b"]);
		for (const [id, to] of [["c", -1], ["a", 3]] as const)
			assert.deepEqual(ids(movedTo(form("a", "b", "c"), id, to)),
				["a", "b", "c"]);
		assert.deepEqual(ids(movedTo(form("a", "b"), "x", 0)), ["a", "b"]);
	});

	test("a copy stands behind its question, under its own id", () => {
		const was = { questions: [{ ...emptyQuestion("choice", "a"),
			text: "Mana?" }, scale("b")] };
		const next = copied(was, "a");

		assert.equal(next.questions[1]!.text, "Mana?");
		assert.equal(new Set(ids(next)).size, 3);
		assert.equal(ids(next)[2], "b");
		assert.notEqual(next.questions[1]!.choices![0],
			was.questions[0]!.choices![0]);
	});

	test("removing takes the one", () =>
		assert.deepEqual(ids(without(form("a", "b", "c"), "b")), ["a", "c"]));

	test("another kind is another question: it keeps words, never the id", () => {
		const was = { questions: [{ ...emptyQuestion("choice", "a"),
			text: "Mana?", needed: false, choices: [{ id: "a", text: "Satu" },
				{ id: "b", text: "Dua" }] }] };
		const several = turned(was, "a", "choices").questions[0]!;
		const text = turned(was, "a", "text").questions[0]!;

		assert.notEqual(several.id, "a");
		assert.equal(several.text, "Mana?");
		assert.equal(several.needed, false);
		assert.deepEqual(several.choices, was.questions[0]!.choices);
		assert.equal(text.choices, undefined);
		assert.equal(turned(was, "a", "choice").questions[0]!.id, "a");
	});
});

describe("choices", () => {
	test("a new one has the letter behind the last, a removed one's never", () => {
		assert.equal(freshChoice([]), "a");
		assert.equal(freshChoice([{ id: "a", text: "" },
			{ id: "d", text: "" }]), "e");
		assert.match(freshChoice([{ id: "z", text: "" }]), /^q\w{6}$/);
	});

	test("pasted lines are choices, without their bullets, twelve at most", () => {
		const begun = [{ id: "a", text: "" }, { id: "b", text: "Akhir" }];

		assert.deepEqual(pasted(begun, 0, "- Satu\n2. Dua\n\n • Tiga ")
			.map(({ text }) => text), ["Satu", "Dua", "Tiga", "Akhir"]);
		assert.equal(new Set(pasted(begun, 0, "x\ny\nz")
			.map(({ id }) => id)).size, 4);
		assert.equal(pasted(begun, 0, Array(40).fill("x").join("\n")).length, 12);
	});
});

describe("what is wrong with a question", () => {
	const choice = (...texts: string[]): Question => ({
		...emptyQuestion("choice", "q"), text: "Mana?",
		choices: texts.map((text, i) => ({ id: "abcdef"[i]!, text })) });

	for (const [name, q, wanted] of [
		["nothing", choice("ya", "tidak"), []],
		["no words", { ...scale("q"), text: " " }, [["q-text", "noText"]]],
		["too many words", scale("q", "x".repeat(301)),
			[["q-text", "longText"]]],
		["a long explanation", { ...scale("q"), help: "x".repeat(501) },
			[["q-help", "longHelp"]]],
		["a long end", { ...scale("q"), high: "x".repeat(61) },
			[["q-high", "longEnd"]]],
		["one choice", choice("ya"), [["q-add", "fewChoices"]]],
		["an empty choice", choice("ya", " "), [["q-b", "noChoice"]]],
		["the same twice", choice("Ya", "ya "), [["q-b", "sameChoice"]]],
		["a long choice", choice("ya", "x".repeat(161)),
			[["q-b", "longChoice"]]],
	] as [string, Question, unknown][])
		test(name, () => assert.deepEqual(wrongIn(q), wanted));
});

describe("what is sent", () => {
	test("is words in one line, and only what its kind has", () => {
		const q = { ...scale("q", "  Satu\n dua  "), choices: [] };

		assert.deepEqual(sent({ questions: [q] }).questions[0], {
			id: "q", kind: "scale", text: "Satu dua", help: "", needed: true,
			low: "", high: "" });
	});

	test("empty lists of the wire do not make a form another one", () => {
		const wire = { questions: [{ ...scale("q"), choices: [] }] };

		assert.ok(same(wire, { questions: [scale("q")] }));
		assert.ok(!same(wire, { questions: [scale("q", "lain")] }));
	});

	test("has the revision that was seen, and targets without their names", () => {
		const of = survey();

		assert.deepEqual(bodyOf(draftOf(of), of), {
			revision: 3, title: "Evaluasi", about: "", purpose: "feedback",
			anonymous: true, closesAt: null, form: sent(of.form),
			targets: [{ kind: "unit", ref: "u1" }] });
	});

	test("leaves a closing moment alone that was not touched", () => {
		const of = survey({ closesAt: 1_800_000_123_456 });

		assert.equal((bodyOf(draftOf(of), of) as Survey).closesAt,
			1_800_000_123_456);
		assert.equal((bodyOf({ ...draftOf(of), closes: "2027-03-01" }, of) as
			Survey).closesAt, closesAt("2027-03-01"));
	});
});

describe("another version", () => {
	test("is made by other questions once it was open, by nothing else", () => {
		for (const state of ["draft", "open", "closed"] as const) {
			const of = survey({ state });
			const draft = draftOf(of);

			assert.equal(makesVersion({ ...draft, form: changed(draft.form,
				"q1", { text: "Lain" }) }, of), state !== "draft", state);
			assert.equal(makesVersion({ ...draft, title: "Lain",
				closes: "2027-01-01" }, of), false, state);
		}
	});

	test("what is not saved is seen, spaces aside", () => {
		const of = survey();

		assert.equal(dirty(draftOf(of), of), false);
		assert.equal(dirty({ ...draftOf(of), title: " Evaluasi " }, of), false);
		assert.equal(dirty({ ...draftOf(of), targets: [] }, of), true);
		assert.equal(dirty({ ...draftOf(of),
			form: movedTo(of.form, "q2", 0) }, of), true);
	});
});

describe("faults of the whole", () => {
	test("name their field, and which question", () => {
		const of = survey();

		assert.deepEqual(faults({ ...draftOf(of), title: "", form:
			{ questions: [scale("a"), { ...scale("b"), text: "" }] },
		closes: "2026-01-01" }, of, Date.UTC(2026, 5, 1)), [
			["title", "title.none", 0], ["closesAt", "closes.past", 0],
			["b-text", "noText", 2]]);
	});

	test("a draft may have no question yet; what was open has one", () => {
		for (const [state, wanted] of [["draft", []],
			["open", [["questions", "questions.need", 0]]]] as const) {
			const of = survey({ state });

			assert.deepEqual(faults({ ...draftOf(of),
				form: { questions: [] } }, of, 0), wanted);
		}
		assert.deepEqual(faults({ ...draftOf(survey()),
			form: { questions: [] } }, null, 0), []);
	});

	test("a day that has passed meanwhile is no fault of who changes a word", () => {
		const of = survey({ closesAt: Date.UTC(2026, 0, 1) });

		assert.deepEqual(faults(draftOf(of), of, Date.UTC(2026, 5, 1)), []);
	});
});

test("what a tab kept is a draft or nothing", () => {
	const draft = draftOf(survey());

	assert.deepEqual(keptDraft(JSON.parse(JSON.stringify(draft))), draft);
	for (const bad of [null, 1, "x", [], {}, { ...draft, form: {} },
		{ ...draft, targets: null }])
		assert.equal(keptDraft(bad), null);
});

test("templates are whole in both languages, question for question", () => {
	for (const name of TEMPLATES) {
		const [one, other] = (["id", "en"] as const).map((l) =>
			beginning(name, l));

		assert.deepEqual(one!.form.questions.map((q) =>
			[q.id, q.kind, q.needed, q.choices?.length]),
		other!.form.questions.map((q) =>
			[q.id, q.kind, q.needed, q.choices?.length]), name);
		for (const q of [...one!.form.questions, ...other!.form.questions])
			assert.deepEqual(wrongIn(q), [], q.text);
	}
});
