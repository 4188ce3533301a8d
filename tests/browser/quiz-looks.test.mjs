/*
 * The pages of quizzes and cases as people see them: every state on a phone and
 * a desk, light and dark, with large text, in both languages; pointer and touch;
 * the clock.
 */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { demoPerson, DESKTOP, enter, examine, launch, open, url } from
	"./lib.mjs";
import { address, fakeQuiz, QUESTIONS } from "./quiz-fake.mjs";

let browser, learner;

before(async () => {
	browser = await launch();
	learner = await demoPerson("learner");
});
after(() => browser?.close());

async function quiz(given, options) {
	const page = await open(browser, options);

	await enter(page, learner);
	page.told = await fakeQuiz(page, given);
	await page.goto(url + address);
	await page.locator(".quiz .button.primary").waitFor();
	return page;
}

async function begun(given, options) {
	const page = await quiz(given, options);

	await page.locator(".quiz .button.primary").click();
	await page.locator(".quiz-number, .case-facts").first().waitFor();
	return page;
}

const KEYS = [{ choice: "2" }, { choices: ["1", "2"] }, { value: false },
	{ pairs: { 1: "2", 2: "1", 3: "3" } }, { order: ["2", "1", "4", "3"] },
	{ text: "72" }, { text: "SPBE" },
	{ gaps: { 1: { text: "loket" }, 2: { text: "5" }, 3: { choice: "1" } } },
	null];
const STATES = ["right", "partial", "wrong", "empty", "waiting"];
const reviewed = {
	scaled: 0.8, points: 14.4, most: 18, passed: true,
	questions: Object.fromEntries(QUESTIONS.map((q, i) => [q.id, {
		state: STATES[i % 5], points: 1, most: q.points, key: KEYS[i],
		html: "<p>Umpan balik soal ini.</p>", comment: "Sudah baik.",
		choices: { 1: "<p>Bukan itu.</p>" }, basis: ["Perpres 95/2018"],
	}])),
};

test("the start, with what was before", async () => {
	const page = await quiz({ told: { begun: true, state: "graded" },
		info: { timeMinutes: 20, extraMinutes: 5,
			closesAt: Date.UTC(2026, 10, 27, 16) } });

	for (const said of ["25 menit, termasuk 5 menit tambahan",
		"tetap dihitung walaupun baru sampai kemudian",
		"Nilai yang dipakai: 80", "Tersisa 2 dari 3"])
		await page.getByText(said).first().waitFor();
	await examine(page, "the start of a quiz");
	await page.context().close();
});

for (const [i, { type }] of QUESTIONS.entries())
	test(`a question of the type ${type}`, async () => {
		const page = await begun({ told: { place: QUESTIONS[i].id,
			deadline: Date.now() + 20 * 60_000,
			responses: i % 2 ? { [QUESTIONS[i].id]:
				{ response: KEYS[i], at: 1, flagged: true } } : {} } });

		await page.getByText(`Soal ${i + 1} dari 9`).first().waitFor();
		await examine(page, `a question of the type ${type}`);
		for (const box of await page.locator(".quiz button, .quiz select, " +
			".quiz input:not([type=radio]):not([type=checkbox]), .pick")
			.all()) {
			const { height } = await box.boundingBox() ?? { height: 99 };
			assert.ok(height >= 44, `${await box.evaluate((e) =>
				e.outerHTML.slice(0, 120))} is ${height} px high`);
		}
		assert.deepEqual(page.faults, []);
		await page.context().close();
	});

test("the summary, and whether one is sure", async () => {
	const page = await begun({ told: { responses: {
		Q1: { response: KEYS[0], at: 1 },
		Q4: { response: { pairs: { 1: "2" } }, at: 1, flagged: true } } } });

	await page.getByRole("button", { name: /^Soal 9/ }).click();
	await page.getByRole("button", { name: "Ke ringkasan" }).click();
	await page.getByText("7 soal belum dijawab: 2, 3, 5, 6, 7, 8, 9.").waitFor();
	await page.getByText("1 soal baru terjawab sebagian: 4.").waitFor();
	await examine(page, "the summary");
	await page.getByRole("button", { name: "Kirim jawaban" }).click();
	await page.getByText("7 soal belum dijawab dan bernilai 0.").waitFor();
	await examine(page, "the question whether one is sure");
	await page.context().close();
});

test("the review of every type, in English too", async () => {
	const page = await quiz({ told: { begun: true, state: "graded",
		result: reviewed, responses: Object.fromEntries(QUESTIONS.map(
			(q, i) => [q.id, { response: KEYS[i], at: 1 }])) } });

	await page.getByRole("button", { name: "Lihat percobaan 1" }).click();
	await page.getByText("Lulus. Nilai Anda 80.").waitFor();
	await examine(page, "the review");
	await page.evaluate(() => localStorage.setItem("balai.lang", "en"));
	await page.reload();
	await page.getByRole("button", { name: "See attempt 1" }).click();
	await page.getByText("Passed. Your score is 80.").waitFor();
	for (const said of ["Partly right", "Not quite", "Waiting to be marked",
		"Your choice", "Right answer"])
		await page.getByText(said).first().waitFor();
	await examine(page, "the review in English");
	await page.context().close();
});

test("who did not pass is told what is left, and tries again", async () => {
	const page = await begun({ told: { result: { ...reviewed, scaled: 0.5,
		points: 9, passed: false } } });

	await page.getByRole("button", { name: /^Soal 9/ }).click();
	await page.getByRole("button", { name: "Ke ringkasan" }).click();
	await page.getByRole("button", { name: "Kirim jawaban" }).click();
	await page.getByRole("dialog").getByRole("button",
		{ name: "Kirim jawaban" }).click();
	await page.getByText("Nilai Anda 50. Nilai minimum 70.").waitFor();
	await page.getByText("Anda masih punya 2 percobaan.").waitFor();
	await examine(page, "a result below the pass mark");
	await page.getByRole("button", { name: "Coba lagi" }).click();
	await page.getByRole("button", { name: "Mulai percobaan 2" }).waitFor();
	await page.context().close();
});

test("a case: scene, outcome, picks, reasons and the end", async () => {
	const page = await quiz({ kind: "case" });

	await page.getByText("pada adegan yang sama").waitFor();
	await page.locator(".quiz .button.primary").click();
	await page.locator(".case-facts").waitFor();
	await examine(page, "a scene");
	await page.getByRole("button", { name: /Periksa alamat/ }).click();
	await page.getByText("Rekan lain ikut terlindungi.").waitFor();
	await page.getByText("Langkah Anda sejauh ini").click();
	await examine(page, "what came of a decision");
	await page.getByRole("button", { name: "Lanjutkan" }).click();
	await page.getByText("Pilih 1 sampai 3.").waitFor();
	await page.getByRole("button", { name: "Putuskan" }).click();
	await page.getByText("Pilih paling sedikit 1.").waitFor();
	await examine(page, "picks");
	await page.getByLabel("Data yang terungkap").check();
	await page.getByRole("button", { name: "Putuskan" }).click();
	await page.getByRole("button", { name: "Lanjutkan" }).click();
	await examine(page, "a choice with a reason");
	await page.getByLabel("Sekretaris daerah").check();
	await page.getByLabel("Tugasnya menurut peraturan").check();
	await page.getByRole("button", { name: "Putuskan" }).click();
	await page.getByRole("button", { name: "Lihat akhir kasus" }).click();
	await page.getByText("Pulih dalam dua hari").waitFor();
	await page.getByText("9 peserta (75 %)").waitFor();
	await examine(page, "the end of a case");
	assert.deepEqual(page.told.path, [{ node: "K1", choice: "b" },
		{ node: "K6", picks: ["a"] },
		{ node: "S1", choice: "a", reason: "r1" }]);
	assert.deepEqual(page.faults, []);
	await page.context().close();
});

const rows = (page) => page.locator(".order-text").allTextContents();

test("rows are ordered by dragging, with a mouse", async () => {
	const page = await begun({ told: { place: "Q5" } },
		{ viewport: DESKTOP });
	const handles = page.locator(".order-handle");
	const from = await handles.nth(0).boundingBox();
	const to = await handles.nth(2).boundingBox();
	const before = await rows(page);

	await page.mouse.move(from.x + 10, from.y + 20);
	await page.mouse.down();
	await page.mouse.move(from.x + 10, to.y + 30, { steps: 8 });
	await page.mouse.up();
	assert.deepEqual(await rows(page),
		[before[1], before[2], before[0], before[3]]);
	await page.getByText("Urutan ini adalah jawaban Anda.").waitFor();
	await page.getByText(`“${before[0]}” sekarang nomor 3 dari 4.`)
		.waitFor({ state: "attached" });
	await page.context().close();
});

const isAt = (page, text, place) => page.waitForFunction(([t, n]) =>
	document.querySelectorAll(".order-text")[n].textContent === t,
[text, place]);

test("rows are ordered by touch, by buttons and by dragging", async () => {
	const page = await begun({ told: { place: "Q5" } }, { hasTouch: true });
	const before = await rows(page);

	await page.getByRole("button", { name: `Turunkan “${before[0]}”` }).tap();
	await isAt(page, before[0], 1);
	const handle = await page.locator(".order-handle").nth(2).boundingBox();
	const up = await page.locator(".order-handle").nth(0).boundingBox();
	const touch = await page.context().newCDPSession(page);
	const send = (type, y) => touch.send("Input.dispatchTouchEvent", {
		type, touchPoints: type === "touchEnd" ? []
			: [{ x: handle.x + 10, y }],
	});

	await send("touchStart", handle.y + 20);
	for (let i = 1; i <= 8; i++)
		await send("touchMove", handle.y + 20 +
			(up.y - 10 - handle.y) * i / 8);
	await send("touchEnd");
	await isAt(page, before[2], 0);
	await page.getByRole("button", { name: `Turunkan “${before[2]}”` }).tap();
	await isAt(page, before[2], 1);
	await page.context().close();
});

test("a row is matched by touch, and said to those who hear the page",
	async () => {
	const page = await begun({ told: { place: "Q4" } }, { hasTouch: true });

	await page.getByLabel("Pasangan untuk “Keaslian”").selectOption("3");
	await page.getByText("“Keaslian” dipasangkan dengan “verifikasi dan " +
		"validasi”.").waitFor({ state: "attached" });
	await page.context().close();
});

test("the clock warns, moves nothing, and ends the quiz at its time",
	async () => {
	const page = await begun({ told: { place: "Q7",
		deadline: Date.now() + 66_000 }, info: { timeMinutes: 20 } });
	const clock = page.locator(".clock");
	const place = () => page.locator(".quiz-number").boundingBox();
	const at = await place();

	await page.getByRole("textbox").fill("SPB");
	await page.getByText("Sisa waktu 1 menit. Jawaban Anda tersimpan.")
		.waitFor({ state: "attached", timeout: 30_000 });
	assert.deepEqual(await place(), at);
	await page.getByRole("button", { name: "Sembunyikan waktu" }).click();
	await clock.getByText("Waktu disembunyikan").waitFor();
	assert.deepEqual(await place(), at);
	/* The server's clock runs ahead of what this device thinks. */
	page.told.deadline = Date.now() - 500;
	await page.evaluate(() =>
		document.dispatchEvent(new Event("visibilitychange")));
	await page.getByText("Waktu habis.").waitFor({ timeout: 30_000 });
	const last = page.told.saves[page.told.saves.length - 1];
	assert.equal(last.end, true);
	assert.deepEqual(last.responses.Q7.response, { text: "SPB" });
	await page.context().close();
});

test("numbers are shown as they are understood", async () => {
	const page = await begun({ told: { place: "Q6" } });
	const field = page.getByRole("textbox");

	assert.equal(await field.getAttribute("inputmode"), "decimal");
	for (const [typed, read] of [["1.234,5", "Terbaca: 1.234,5"],
		["1.500", "Terbaca: 1.500"], ["72 jam", "Terbaca: 72"],
		["3×24", "Belum terbaca sebagai angka."]]) {
		await field.fill(typed);
		await page.getByText(read).waitFor();
	}
	await page.context().close();
});
