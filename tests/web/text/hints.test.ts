/*
 * Hints in plain words: what the night counted, in numbers as they are written
 * here, and where to look.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Facts, HintKind, Task } from "../../../web/src/api/revision";
import { age, looks, measured, sentence, taskSays, whereStopped } from
	"../../../web/src/screens/manage/hints/tell";
import { saidBy } from "../../../web/src/screens/manage/saidBy";
import { setLang } from "../../../web/src/text/index";

const UNIT = { ident: "lesson:tiga", title: "Pelajaran 3" };
const QUESTION = { ident: "KI-05", text: "Apa itu **kerahasiaan**?" };
const hint = (kind: HintKind, facts: Facts, more = {}) =>
	({ kind, facts, unit: UNIT, question: null, ...more });
const left = (where?: Facts) => sentence(hint("lesson_left", { n: 40,
	left: 13, share: 0.314, others: 0.06, ...where && { where } }));

describe("a hint in words", () => {
	before(() => {
		Object.assign(globalThis, { document: { documentElement: {} } });
	});
	after(() => setLang("id"));

	test("a lesson that is left says how many, where, and what is usual", () => {
		assert.equal(left({ how: "page", at: 2, of: 5, n: 9 }),
			"“Pelajaran 3” ditinggalkan 31 % peserta (13 dari 40) setelah " +
			"halaman 2; di pelajaran lain rata-rata 6 %.");
		assert.equal(left(), "“Pelajaran 3” ditinggalkan 31 % peserta " +
			"(13 dari 40); di pelajaran lain rata-rata 6 %.");
	});

	test("where they stopped is named as the reader would name it", () => {
		const at = (where: Facts) => whereStopped({ where });

		assert.equal(at({ how: "section", at: 2, heading: "Syarat" }),
			" di bagian “Syarat”");
		assert.equal(at({ how: "section", at: 0 }), " sebelum bagian pertama");
		assert.equal(at({ how: "section", at: 3 }), " di bagian 3");
		assert.equal(at({ how: "minute", at: 4 }), " pada menit ke-4");
		assert.equal(at({ how: "percent", at: 60 }), " setelah 60 % isinya");
		assert.equal(at({ how: "elsewhere", at: 1 }), "");
		assert.equal(at({}), "");
	});

	test("times are said beside what the author says", () => {
		assert.equal(sentence(hint("time_long", { n: 24, minutes: 20,
			medianMinutes: 65.2, others: 1 })),
		"“Pelajaran 3” memakan waktu tengah 1 jam 5 menit, padahal " +
			"penulisnya menyebut 20 menit (24 peserta).");
		assert.match(sentence(hint("time_short", { n: 24, minutes: 20,
			medianMinutes: 0.6 })), /dilewati dalam waktu tengah 36 detik/);
	});

	test("a question says its share, and a wrong choice what it is", () => {
		const more = { question: QUESTION };

		assert.equal(sentence(hint("item_hard", { n: 60, facility: 0.118,
			others: 0.714 }, more)), "Soal KI-05 terlalu sulit: 12 % benar " +
			"dari 60 percobaan pertama; soal lain rata-rata 71 %.");
		assert.match(sentence(hint("item_easy", { n: 60, facility: 0.99 },
			more)), /hampir selalu benar: 99 % dari 60/);
		assert.match(sentence(hint("item_weak", { n: 60,
			discrimination: -0.034 }, more)), /daya beda −0,03 dari 60/);
		assert.match(sentence(hint("item_choice", { n: 60,
			lure: { text: "Keutuhan", n: 30, share: 0.5 } }, more)),
		/peserta yang kuat justru memilih “Keutuhan” \(50 % dari 60/);
		assert.match(sentence(hint("item_choice", { n: 60 }, more)),
			/memilih pilihan yang salah/);
	});

	test("what people said is counted, not quoted", async () => {
		assert.equal(sentence(hint("not_applicable", { n: 40, low: 12,
			share: 0.3 }, { unit: null })),
		"12 dari 40 menilai isi kurang dapat diterapkan.");
		assert.equal(sentence(hint("improve_lesson", { n: 22, named: 9 })),
			"9 dari 22 menyebut “Pelajaran 3” perlu diperbaiki.");
		assert.match(sentence(hint("reports", { n: 3 })),
			/^3 laporan kesalahan tentang “Pelajaran 3”/);
		assert.match(sentence(hint("followup_low", { n: 15, no: 4, partly: 5 },
			{ unit: null })), /^9 dari 15 atasan .* \(4 belum, 5 sebagian\)/);
		await setLang("en");
		assert.equal(sentence(hint("reports", { n: 1 })),
			"1 error report about “Pelajaran 3” waits for an answer.");
		assert.match(left({ how: "page", at: 2 }),
			/is left by 31% of learners \(13 of 40\) after page 2; other/);
		await setLang("id");
	});

	test("a kind that is not known is no broken page", () => {
		assert.equal(sentence(hint("baru" as HintKind, {})),
			"Ada angka yang mencolok.");
	});

	test("each leads to where one looks", () => {
		const units = new Map([["lesson:tiga", "u3"]]);
		const at = (kind: HintKind, more = {}) =>
			looks("m1", hint(kind, {}, more), units).map((l) => l.href);

		assert.deepEqual(at("lesson_left"), ["/modul/m1/belajar?unit=u3"]);
		assert.deepEqual(at("item_hard", { question: QUESTION,
			unit: { ident: "quiz:kuis", title: "Kuis" } }),
		["/kelola/modul/m1/soal?unit=quiz%3Akuis&soal=KI-05",
			"/kelola/modul/m1/angka?unit=quiz%3Akuis"]);
		assert.deepEqual(at("not_applicable", { unit: null }),
			["/kelola/modul/m1/survei"]);
		assert.deepEqual(at("reports"),
			["/modul/m1/belajar?unit=u3", "/kelola/tinjau"]);
		/* A lesson that the version here does not have any more. */
		assert.deepEqual(at("lesson_left",
			{ unit: { ident: "lesson:lama", title: "Lama" } }), []);
	});
});

const task = (more: Partial<Task>): Task => ({ id: "t", module: { id: "m",
	title: "Modul" }, cause: "other", hint: null, need: null, regulation: "",
words: "", state: "open", from: 1, version: null, openedBy: null, openedAt: 0,
closedBy: null, closedAt: null, outcome: "", ...more });

describe("a revision task in words", () => {
	test("it says its hint, its need or its regulation", () => {
		assert.equal(taskSays(task({ cause: "regulation",
			regulation: "PP 1/2027" })), "PP 1/2027");
		assert.equal(taskSays(task({ cause: "need",
			need: { id: "n", title: "Arsip" } })), "Kebutuhan: Arsip");
		assert.equal(taskSays(task({})), "Sebab lain");
		assert.match(taskSays(task({ cause: "hint", hint: { id: "h",
			...hint("reports", { n: 3 }) } })), /^3 laporan/);
	});

	test("a publication begins with what its tasks say", () => {
		assert.deepEqual(saidBy([
			task({ id: "a", words: "Pecah dua.", cause: "regulation",
				regulation: "PP 1/2027" }),
			task({ id: "b" }),
		]), { changed: "Pecah dua.", why: "PP 1/2027\nSebab lain",
			revisions: ["a", "b"] });
	});

	test("what it begins with names no question of a quiz to learners", () => {
		const item = (id: string) => task({ id, cause: "hint", hint: { id,
			...hint("item_hard", { question: "Apa isi SPP?", n: 40,
				facility: .1 }), question: { ident: "KD-01",
				text: "Apa isi SPP?" } } });

		assert.equal(saidBy([item("a"), item("b")]).why,
			"Jawaban peserta menunjukkan ada soal yang kurang jelas.");
	});

	test("its age is in whole days", () => {
		assert.equal(age(0, 80_000_000), "hari ini");
		assert.equal(age(0, 3 * 86_400_000 + 5), "3 hari lalu");
	});

	test("a figure is a share, a time or a number", () => {
		assert.equal(measured("left", 0.314), "31 %");
		assert.equal(measured("time", 65 * 60_000), "1 jam 5 menit");
		assert.equal(measured("discrimination", 0.256), "0,26");
	});
});
