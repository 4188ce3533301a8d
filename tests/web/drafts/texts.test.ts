/*
 * What the editor does to the texts of a draft: one place of a JSON file, the
 * head and the words of a lesson, the changes of two authors together.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { idealAt, layers, withIdeal } from "../../../web/src/drafts/graph";
import { headKeyOfLine, headValues, lessonOf, lessonText, withHead }
	from "../../../web/src/drafts/head";
import { pathOfLine, read, valueAt, withValue, written }
	from "../../../web/src/drafts/json";
import { difference, inserted, link, picture, placed, prefixed, withoutPlace,
	wrapped } from "../../../web/src/drafts/markdown";
import { differences, merged, mergedJson } from "../../../web/src/drafts/merge";
import { completionChoices, mediaUsed, partOf, withoutPart }
	from "../../../web/src/drafts/module";
import { freeName, mediaName, nextId, nextLetter, slug }
	from "../../../web/src/drafts/names";
import { Lens } from "../../../web/src/questions/edit/lens";
import { gapsIn, newActivity, newQuestion, onlyRight, parametersIn,
	QUESTION_TYPES } from "../../../web/src/questions/edit/make";
import { publicQuestion } from "../../../web/src/questions/edit/publish";

declare const BALAI_TOP: string;

test("a form changes its place alone, and keys it does not know stay where " +
	"they are", () => {
	const text = written({ format: "balai/1", strange: [1, { a: null }],
		title: "Lama", goals: ["x"] });
	let root = read(text);
	const of = new Lens(root, (edit) => {
		root = edit(root);
	});

	of.at("title").set("Baru");
	of.at("goals", 1).set("y");
	of.at("audience").set(undefined);
	assert.equal(written(root), written({ format: "balai/1",
		strange: [1, { a: null }], title: "Baru", goals: ["x", "y"] }));
	of.at("goals", 0).set(undefined);
	assert.deepEqual(valueAt(root, ["goals"]), ["y"]);
	of.at("title").set(undefined);
	assert.deepEqual(Object.keys(root as object),
		["format", "strange", "goals"]);
});

test("what stands at no place is nothing, and a name like constructor is no " +
	"place", () => {
	assert.equal(valueAt({ a: [1] }, ["a", 4]), undefined);
	assert.equal(valueAt({}, ["constructor"]), undefined);
	assert.deepEqual(withValue(undefined, ["a", "b"], 1), { a: { b: 1 } });
	assert.equal(read("{\"a\":"), undefined);
});

test("two changes made by one event both stay", () => {
	let root: unknown = { a: 1, b: 1 };
	const of = new Lens(root, (edit) => {
		root = edit(root);
	});

	of.at("a").set(2);
	of.at("b").set(2);
	assert.deepEqual(root, { a: 2, b: 2 });
});

test("a line of a JSON text leads to the place it is about", () => {
	const text = written({ id: "kuis", questions: [
		{ id: "K-1", text: "satu \" } baris", choices: [{ text: "a" }] },
		{ id: "K-2", points: 2 },
	] });
	const lines = text.split("\n");
	const at = (words: string) => pathOfLine(text,
		lines.findIndex((line) => line.includes(words)) + 1);

	assert.deepEqual(at("satu"), ["questions", 0, "text"]);
	assert.deepEqual(at("\"a\""), ["questions", 0, "choices", 0, "text"]);
	assert.deepEqual(at("points"), ["questions", 1, "points"]);
	assert.deepEqual(at("K-2"), ["questions", 1, "id"]);
	assert.deepEqual(pathOfLine(text, 1), []);
	assert.deepEqual(pathOfLine("{ broken", 1), []);
	assert.deepEqual(pathOfLine("", 7), []);
});

test("each line of the bundled modules' files leads to a place that is there",
	() => {
		const top = `${BALAI_TOP}/modules/it`;

		for (const path of ["module.json", ...["quizzes", "cases"].flatMap(
			(folder) => readdirSync(`${top}/${folder}`)
				.map((name) => `${folder}/${name}`))]) {
			const text = readFileSync(`${top}/${path}`, "utf8");
			const root = JSON.parse(text);

			text.split("\n").forEach((line, i) => {
				const at = pathOfLine(text, i + 1);
				assert.notEqual(valueAt(root, at), undefined,
					`${path}:${i + 1}`);
				const key = /^\s*"([a-zA-Z]+)":/.exec(line)?.[1];
				if (key)
					assert.equal(at[at.length - 1], key, `${path}:${i + 1}`);
			});
		}
	});

const LESSON = "---\ntitle: Judul\nminutes: 20\nbasis: UU 1\nlain: x\n" +
	"basis: UU 2\nconfidence: seen\n---\n\nIsi.\n";

test("a lesson's head keeps lines that no field knows, and keys their places",
	() => {
		const { head, body, begins } = lessonOf(LESSON);

		assert.equal(body, "Isi.\n");
		assert.equal(LESSON.split("\n")[begins - 1], "Isi.");
		assert.equal(lessonText({ head, body }), LESSON);
		assert.deepEqual(headValues(head, "basis"), ["UU 1", "UU 2"]);
		assert.deepEqual(withHead(head, "basis", ["UU 3"]), ["title: Judul",
			"minutes: 20", "basis: UU 3", "lain: x", "confidence: seen"]);
		assert.deepEqual(withHead(head, "title", ["Dua\nbaris"])[0],
			"title: Dua baris");
		assert.deepEqual(withHead(["title: a", "reviewBy: b"], "confidence",
			["seen"]), ["title: a", "confidence: seen", "reviewBy: b"]);
		assert.equal(headKeyOfLine(LESSON, 3), "minutes");
		assert.equal(headKeyOfLine(LESSON, 5), "title");
		assert.equal(headKeyOfLine(LESSON, 10), null);
		assert.deepEqual(lessonOf("tanpa kepala"),
			{ head: [], body: "tanpa kepala", begins: 1 });
	});

test("the bundled lessons come out of the editor as they went in", () => {
	for (const module of ["it", "finance", "leadership", "public-service"]) {
		const folder = `${BALAI_TOP}/modules/${module}/lessons`;

		for (const name of readdirSync(folder)) {
			const text = readFileSync(`${folder}/${name}`, "utf8");

			assert.equal(lessonText(lessonOf(text)), text, name);
		}
	}
});

test("bold and italic come and go, also inside each other", () => {
	const bold = wrapped({ text: "satu dua", from: 5, to: 8 }, "**", "x");

	assert.equal(bold.text, "satu **dua**");
	assert.equal(bold.text.slice(bold.from, bold.to), "dua");
	assert.equal(wrapped(bold, "**", "x").text, "satu dua");
	assert.equal(wrapped(bold, "*", "x").text, "satu ***dua***");
	const empty = wrapped({ text: "", from: 0, to: 0 }, "*", "istilah");
	assert.equal(empty.text.slice(empty.from, empty.to), "istilah");
});

test("headings and lists are set on whole lines, and taken away again", () => {
	const chosen = { text: "awal\nsatu\ndua\nakhir", from: 6, to: 10 };
	const list = prefixed(chosen, "- ", "butir");

	assert.equal(list.text, "awal\n- satu\n- dua\nakhir");
	assert.equal(prefixed(list, "- ", "butir").text, chosen.text);
	assert.equal(prefixed(list, "1. ", "butir").text,
		"awal\n1. satu\n1. dua\nakhir");
	assert.equal(prefixed({ text: "", from: 0, to: 0 }, "## ", "Judul").text,
		"## Judul");
});

test("a block stands between blank lines wherever the cursor is", () => {
	const at = (text: string, from: number) =>
		inserted({ text, from, to: from }, "[[check:a]]").text;

	assert.equal(at("", 0), "[[check:a]]\n");
	assert.equal(at("satu\ndua\n\ntiga\n", 6),
		"satu\ndua\n\n[[check:a]]\n\ntiga\n");
	assert.equal(at("satu\n\n\n\ntiga", 5), "satu\n\n[[check:a]]\n\ntiga");
});

test("words between brackets and quotes cannot end them", () => {
	assert.equal(picture("media/a.svg", "a ] b", "kata \"x\""),
		"![a \\] b](media/a.svg \"kata \\\"x\\\"\")");
	assert.equal(link("a [b]", "https://x.id/a) b"),
		"[a \\[b\\]](https://x.id/a%29%20b)");
});

test("self-checks are found in a lesson, and taken out with their paragraph",
	() => {
		const body = "Satu.\n\n[[check:a-1]]\n\nDua [[check:no]].\n\n" +
			"[[activity:b]]\n";

		assert.deepEqual(placed(body), [{ kind: "check", id: "a-1" },
			{ kind: "activity", id: "b" }]);
		assert.equal(withoutPlace(body, "check", "a-1"),
			"Satu.\n\nDua [[check:no]].\n\n[[activity:b]]\n");
		assert.equal(withoutPlace(body, "check", "zz"), body);
	});

test("a field is told only what of its text changed", () => {
	assert.deepEqual(difference("satu dua", "satu **dua**"),
		{ from: 5, to: 8, put: "**dua**" });
	assert.deepEqual(difference("aa", "aaa"), { from: 2, to: 2, put: "a" });
	assert.deepEqual(difference("x", "x"), { from: 1, to: 1, put: "" });
});

test("changes of two authors go together where they do not touch", () => {
	const base = "a\nb\nc\nd\ne";

	assert.equal(merged(base, "A\nb\nc\nd\ne", "a\nb\nc\nd\nE"),
		"A\nb\nc\nd\nE");
	assert.equal(merged(base, "a\nb\nc\nd\ne\nf", "0\na\nb\nc\nd\ne"),
		"0\na\nb\nc\nd\ne\nf");
	assert.equal(merged(base, "a\nX\nc\nd\ne", "a\nY\nc\nd\ne"), null);
	assert.equal(merged(base, "a\nX\nc\nd\ne", "a\nb\nY\nd\ne"), null,
		"lines beside each other are told");
	assert.equal(merged(base, base, "z"), "z");
	assert.equal(merged("a", "b", "b"), "b");
});

test("JSON of two authors goes together by its keys", () => {
	const base = written({ title: "a", parts: [{ lesson: "x" }], n: { p: 1 } });
	const mine = written({ title: "b", parts: [{ lesson: "x" }], n: { p: 1 },
		audience: "semua" });
	const theirs = written({ title: "a", parts: [{ lesson: "x" },
		{ quiz: "y" }], n: {} });

	assert.deepEqual(read(mergedJson(base, mine, theirs)!), { title: "b",
		parts: [{ lesson: "x" }, { quiz: "y" }], n: {}, audience: "semua" });
	assert.equal(mergedJson(base, mine, written({ title: "c" })), null);
	assert.equal(mergedJson(base, mine, "{"), null);
	assert.deepEqual(differences({ a: 1, b: [1, 2] }, { a: 1, b: [1, 3] }),
		[{ path: ["b", 1], mine: 2, theirs: 3 }]);
});

test("lists of which both changed the length are not guessed at", () => {
	assert.equal(mergedJson("[1,2]", "[1,2,3]", "[2]"), null);
	assert.equal(mergedJson("[1,2]", "[1,2,3]", "[0,2]"), null);
	assert.deepEqual(read(mergedJson("[1,2]", "[1,3]", "[0,2]")!), [0, 3]);
});

test("names are made of titles, and ids go on from the last", () => {
	assert.equal(slug("Étika & Pelayanan: Bagian 2!", "x"),
		"etika-pelayanan-bagian-2");
	assert.equal(slug("…", "pelajaran"), "pelajaran");
	assert.ok(slug("a".repeat(200), "x").length <= 60);
	assert.equal(freeName("kuis", ["kuis", "kuis-2"]), "kuis-3");
	assert.equal(nextId(["KI-01", "KI-02"], "kuis"), "KI-03");
	assert.equal(nextId(["KI-09"], "kuis"), "KI-10");
	assert.equal(nextId(["KI-2", "KI-01p", "KI-1"], "q"), "KI-3");
	assert.equal(nextId([], "kuis"), "kuis-01");
	assert.equal(nextLetter(["a", "b"]), "c");
	assert.equal(mediaName("Foto Saya.JPG", ["media/foto-saya.jpg"]),
		"media/foto-saya-2.jpg");
	assert.equal(mediaName("../../x.svg", []), "media/x.svg");
});

test("a part that goes takes with it what completion asked of it", () => {
	const root = { parts: [{ lesson: "a" }, { quiz: "k" }, { quiz: "l" }],
		completion: { required: ["lessons", "quiz:k", "quizzes"] }, x: 1 };

	assert.deepEqual(withoutPart(root, 1), { parts: [{ lesson: "a" },
		{ quiz: "l" }], completion: { required: ["lessons", "quizzes"] },
	x: 1 });
	assert.deepEqual((withoutPart(root, 0) as typeof root).completion.required,
		["quiz:k", "quizzes"]);
	assert.deepEqual(withoutPart({ parts: [{ lesson: "a" }],
		completion: { required: ["lessons"] } }, 0), { parts: [] });
	assert.deepEqual(partOf({ survey: { id: "s" } }),
		{ kind: "survey", name: "s", path: "" });
	assert.equal(partOf({ film: "x" }), null);
});

test("completion offers what the module has, and keeps what it does not know",
	() => {
		const parts = [partOf({ lesson: "a" })!, partOf({ quiz: "k" })!,
			partOf({ quiz: "p" })!];

		assert.deepEqual(completionChoices(parts, ["p"], ["lesson:a"]),
			["lessons", "quiz:k", "lesson:a"]);
	});

test("captions count as used with their video, other media by their name",
	() => {
		assert.deepEqual([...mediaUsed(["![x](media/a.mp4)", "{\"media\":" +
			"\"media/b.svg\"}"], ["media/a.mp4", "media/a.id.vtt",
			"media/b.svg", "media/c.svg", "media/ab.id.vtt"])],
		["media/a.mp4", "media/a.id.vtt", "media/b.svg"]);
	});

test("a case is drawn by the distance from its start, what is lost at the end",
	() => {
		const nodes = { A: { choices: [{ id: "a", to: "B" },
			{ id: "b", to: "end:E1" }] }, B: { pick: {}, to: "A" }, C: {} };

		assert.deepEqual(layers(nodes, "A"), [["A"], ["B"], ["end:E1"], ["C"]]);
		assert.deepEqual(layers({}, "A"), []);
	});

test("the ideal way stays in the order in which it is walked", () => {
	const nodes = { A: { choices: [{ id: "a", to: "B" }] },
		B: { choices: [{ id: "x", to: "C" }], reasons: {} }, C: { to: "end" } };

	assert.deepEqual(withIdeal(nodes, "A", ["C.a+b", "A.a"], "B", "x/r1"),
		["A.a", "B.x/r1", "C.a+b"]);
	assert.deepEqual(withIdeal(nodes, "A", ["A.a", "B.x"], "A", ""), ["B.x"]);
	assert.equal(idealAt(["A.a", "AB.b"], "AB"), "b");
});

test("every type of question begins as something a learner can be shown", () => {
	for (const type of QUESTION_TYPES) {
		const made = publicQuestion(newQuestion(type, "x"), (t) => t, String);

		assert.equal(made?.type, type);
	}
	assert.equal(publicQuestion({ type: "film" }, (t) => t, String), null);
	assert.equal(publicQuestion(null, (t) => t, String), null);
	assert.ok(!("confidence" in newActivity("single", "x")));
});

test("what a learner is shown in the preview does not hold the key", () => {
	const made = publicQuestion({ id: "m", type: "match", text: "?",
		pairs: [{ left: "a", right: "z" }, { left: "b", right: "y" }],
		extra: ["x", "z"] }, (t) => t, String)!;

	assert.deepEqual(made.rights!.map((one) => one.html), ["x", "y", "z"]);
	const cloze = publicQuestion({ type: "cloze", text: "A {{1}} b {{2}}",
		gaps: [{ type: "text" }, { type: "numeric" }] }, (t) => t, String)!;

	assert.equal(cloze.html, "A <span data-gap=\"1\"></span> b " +
		"<span data-gap=\"2\"></span>");
	assert.deepEqual(cloze.gaps!.map((gap) => gap.type), ["text", "numeric"]);
	assert.equal(publicQuestion({ type: "numeric", text: "{B} jam",
		parameters: { B: { from: 5 } } }, (t) => t, String)!.html, "5 jam");
});

test("one choice alone is right, and gaps and numbers are read from the text",
	() => {
		assert.deepEqual(onlyRight([{ text: "a", right: true }, { text: "b" }],
			1), [{ text: "a" }, { text: "b", right: true }]);
		assert.equal(gapsIn("{{1}} {{3}} {{nama}}"), 3);
		assert.deepEqual(parametersIn("{B} {B} {P1} {{token}} {1}"),
			["B", "P1"]);
	});
