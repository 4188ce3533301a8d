/*
 * Numbers about questions as those see them who answer for a module: nothing of a
 * few, carefully of some, pictures and words of many; by keyboard, on paper, both
 * sizes, both colours, both languages.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { chance, learners, sit, store } from "../lib/sat.mjs";
import { api, demoPerson, during, examine, go, launch, PHONE } from "./lib.mjs";
import { ownModule } from "./lessons.mjs";

const seen = { faults: [], foreign: [] };
const rng = chance(5);
const kept = process.env.BALAI_PICTURES;	/* a folder: to look at them */
const single = (id) => ({ id, type: "single", text: `Apa isi soal ${id}?`,
	feedback: { right: "Betul.", wrong: "Salah." }, confidence: "seen",
	choices: ["Kerahasiaan", "Keutuhan", "Ketersediaan", "Keaslian"]
		.map((text, i) => ({ text, ...(i ? {} : { right: true }) })) });
const model = [
	{ id: "KI-01", ease: 0.8, slope: 2 },
	{ id: "KI-02", ease: 0.2, slope: 1.4, blank: 6 },
	{ id: "KI-03", ease: -0.5, slope: 1.8 },
	{ id: "KI-04", ease: 6, slope: 0 },
	{ id: "KI-05", ease: -0.7, slope: -2, lure: 1 },
	{ id: "KI-06", ease: 1.2, slope: 1.2 },
	{ id: "KI-07", ease: 0.4, slope: 1.5, idle: 3 },
	{ id: "KI-08", ease: 0.1, slope: 2 },
].map((q) => ({ ...q, type: "single", choices: 4 }));
let browser, author, module, agency;

before(async () => {
	browser = await launch();
	author = await demoPerson("author");
	module = ownModule(process.env.BALAI_DATA, "angka", {
		parts: [{ quiz: "pretes" }, { lesson: "satu" }, { quiz: "kuis" }],
		files: {
			"quizzes/pretes.json": JSON.stringify({ id: "pretes",
				title: "Pretes", kind: "pretest",
				questions: [single("KI-01p"), single("KI-02p")] }),
			"quizzes/kuis.json": JSON.stringify({ id: "kuis",
				title: "Kuis akhir", kind: "quiz", passMark: 60,
				questions: model.map((q) => single(q.id)) }),
		},
	});
	await visit(async (page) => {
		agency = (await api(page, "GET", "/api/v1/me"))[1].agency.id;
	});
});

after(async () => {
	await browser.close();
});

const visit = (run, options) =>
	during(browser, { options, who: author, seen }, run);

function more(count) {
	const people = learners(agency, count, rng);

	store({ module, version: 1, unit: "quiz:pretes", at: 1000,
		sat: sit(people, model.slice(0, 2).map((q) => ({ ...q,
			id: `${q.id}p`, ease: q.ease - 1.2 })), rng) });
	store({ module, version: 1, unit: "quiz:kuis", at: 100_000, pass: 0.6,
		sat: sit(people, model, rng) });
}

const open = (page) => go(page, `/kelola/modul/${module}/angka`);
const main = (page) => page.locator("main").innerText();

async function press(page, locator, key = "Enter") {
	await locator.focus();
	await page.keyboard.press(key);
}

test("of few nothing is told, with the reason", () => visit(async (page) => {
	await go(page, `/kelola/modul/${module}`);
	await press(page, page.locator("summary",
		{ hasText: "Halaman modul ini: Versi" }));
	await press(page, page.locator(".menu a", { hasText: "Angka soal" }));
	await page.getByText("Belum sampai 5 peserta menyelesaikan kuis ini.")
		.waitFor();
	await examine(page, "numbers of nobody");
	more(3);
	await open(page);
	assert.match(await main(page), /Belum sampai 5 peserta menyelesaikan/);
	assert.equal(await page.locator("canvas").count(), 0);
}));

test("of seven five count, with no judgement", () => visit(async (page) => {
	more(4);
	await open(page);
	const said = await main(page);

	assert.match(said,
		/Belum cukup jawaban untuk menilai \(5 dari 10\)/);
	assert.doesNotMatch(said, /Perlu dilihat lagi|Keandalan/);
	assert.match(said, /Soal KI-01 · \d+ % benar/);
}));

test("of twenty it says to be careful", () => visit(async (page) => {
	more(13);
	await open(page);
	assert.match(await main(page), /Baru 20 percobaan\. Baca dengan hati-hati/);
}));

test("the worst question comes first, in words, with the way to its key",
	() => visit(async (page) => {
		more(180);
		await open(page);
		const first = page.locator("ol > li").first();

		assert.match(await first.innerText(), new RegExp("^Soal KI-05: \\d+ % " +
			"benar; peserta yang kuat justru memilih (B|.* dan .*|.*B.*) — " +
			"periksa kunci atau kalimatnya"));
		assert.match(await page.locator("ol").innerText(),
			/Soal KI-07: .*tidak ada yang memilih D/);
		assert.doesNotMatch(await page.locator("ol").innerText(), /KI-01/);
		await press(page, first.getByRole("link"));
		await page.waitForURL(/\/soal\?unit=quiz%3Akuis&soal=KI-05$/);
		await page.getByRole("heading", { name: "KI-05" }).waitFor();
	}));

/* How many pixels of the picture have a colour at all. */
const drawn = (page, name) => page.getByRole("img", { name }).locator("canvas")
	.evaluate((canvas) => {
		const { data } = canvas.getContext("2d")
			.getImageData(0, 0, canvas.width, canvas.height);
		let n = 0;

		for (let i = 3; i < data.length; i += 4)
			n += data[i] > 0;
		return n;
	});

test("pictures are drawn, told in words, and have their numbers as a table",
	() => visit(async (page) => {
		await open(page);
		await page.locator("canvas").nth(1).waitFor();
		for (const name of [/^Sebaran nilai\. Terbanyak pada nilai/,
			/^Kesulitan dan daya beda\. 8 soal dinilai, [3-5] /])
			assert.ok(await drawn(page, name) > 500, String(name));
		const table = page.getByRole("table", { name: "Sebaran nilai" });

		assert.equal(await table.isVisible(), false);
		await press(page, page.locator("section", { hasText: "Terbanyak" })
			.locator("summary"));
		await table.waitFor();
		const counts = await table.locator("tbody td").allInnerTexts();

		assert.equal(counts.map((text) => Number(/\d+$/.exec(text)[0]))
			.reduce((a, b) => a + b), 200);
		await press(page, page.locator("section", { hasText: "8 soal dinilai" })
			.locator("summary"));
		assert.match(await page.getByRole("table",
			{ name: "Kesulitan dan daya beda" }).innerText(),
		/KI-05[^K]*perlu dilihat/);
		await examine(page, "numbers of many, tables open");
	}));

test("a question opens by keyboard and tells who chose what",
	() => visit(async (page) => {
		await open(page);
		const one = page.locator("details", { hasText: "Soal KI-05" }).last();

		await press(page, one.locator("summary"));
		await one.getByText("Apa isi soal KI-05?").waitFor();
		const table = one.getByRole("table");

		assert.match(await table.locator("tbody tr").first().innerText(),
			/A · Kerahasiaan \(kunci\)/);
		assert.equal(await table.locator("tbody tr").count(), 4);
		assert.match(await one.innerText(), /terbalik/);
		await examine(page, "a question open");
		if (kept)
			await one.screenshot({ path: `${kept}/question.png` });
	}));

test("before and after stand side by side", () => visit(async (page) => {
	await open(page);
	assert.match(await main(page),
		/200 peserta mengerjakan pretes lalu kuis ini: rata-rata/);
	assert.equal(await page.getByRole("table",
		{ name: "Sebelum dan sesudah belajar" }).locator("tbody tr").count(),
	2);
	assert.match(await main(page),
		/Naik rata-rata \d+(,\d)? poin; dengan keyakinan 95 % antara/);
	assert.match(await page.getByRole("table", { name: "Menurut versi" })
		.locator("tbody").innerText(), /^Versi 1\s+200\s[^]*naik$/);
	assert.match(await page.getByRole("table", { name: "Menurut unit kerja" })
		.locator("tbody").innerText(), /^Tanpa unit kerja\s+200\s/);
	await examine(page, "before and after");
}));

test("another quiz and all sittings are chosen in the address",
	() => visit(async (page) => {
		await open(page);
		await page.selectOption("#unit", "quiz:pretes");
		await page.waitForURL(/unit=quiz%3Apretes/);
		await page.getByText("Soal KI-01p").first().waitFor();
		assert.doesNotMatch(await main(page), /Sebelum dan sesudah/);
		await page.selectOption("#sittings", "all");
		await page.waitForURL(/sittings=all/);
		await page.reload();
		await page.locator("#sittings").waitFor();
		assert.equal(await page.inputValue("#sittings"), "all");
	}));

test("they are kept as a file", () => visit(async (page) => {
	await open(page);
	const [got] = await Promise.all([page.waitForEvent("download"),
		press(page, page.getByRole("button", { name: "Unduh angka (CSV)" }))]);
	const text = await readFile(await got.path(), "utf8");

	assert.match(got.suggestedFilename(), /^angka-soal-\d{4}-\d\d-\d\d\.csv$/);
	assert.equal(text.trim().split("\r\n").length, 9);
	await page.getByText(/^Tersimpan sebagai angka-soal/).waitFor();
}, { acceptDownloads: true }));

test("on paper everything is open, and shut again afterwards",
	() => visit(async (page) => {
		await open(page);
		const shut = page.locator("details.numbers-fold:not([open])");
		const count = await shut.count();

		assert.ok(count >= 10);
		await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
		assert.equal(await shut.count(), 0);
		const ground = () => page.evaluate(() => {
			document.documentElement.dataset.theme = "dark";
			return getComputedStyle(document.body).backgroundColor;
		});

		assert.equal(await ground(), "rgb(18, 23, 27)");
		await page.emulateMedia({ media: "print" });
		assert.equal(await page.locator("#unit").isVisible(), false);
		assert.equal(await page.locator(".top .tool").first().isVisible(),
			false);
		assert.equal(await ground(), "rgb(246, 247, 248)",
			"paper is light, whatever was chosen");
		await page.emulateMedia({ media: "screen" });
		await page.evaluate(() => dispatchEvent(new Event("afterprint")));
		assert.equal(await shut.count(), count);
	}));

test("it is whole in English", () => visit(async (page) => {
	await page.evaluate(() => localStorage.setItem("balai.lang", "en"));
	await open(page);
	assert.match(await main(page), /Needs another look[^]*Question KI-05: \d+% right; strong learners choose/);
	await examine(page, "numbers in English");
}));

test("pictures fit what they are shown on", async () => {
	for (const [name, options] of [["phone", { viewport: PHONE }],
		["dark", { viewport: { width: 1280, height: 800 },
			colorScheme: "dark" }],
		["light", { viewport: { width: 1280, height: 800 } }]])
		await visit(async (page) => {
			await open(page);
			await page.locator("canvas").nth(1).waitFor();
			const [wide, room] = await page.locator(".picture").first()
				.evaluate((e) => [e.firstChild.clientWidth, e.clientWidth]);

			assert.equal(wide, room);
			if (kept)
				await page.screenshot({ path: `${kept}/${name}.png`,
					fullPage: true });
		}, options);
});

test("nothing was fetched from elsewhere, and nothing was thrown", () => {
	assert.deepEqual(seen.foreign, []);
	assert.deepEqual(seen.faults, []);
});
