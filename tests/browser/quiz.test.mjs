/*
 * A quiz and a case as learners take them, on the real server: by keys alone,
 * with the line lost in the middle, on another device; and no key on its way
 * before it may be.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { nativeFiles, nativeZip } from "../lib/native.mjs";
import { start } from "../lib/server.mjs";
import { api, axe, enter, launch, open } from "./lib.mjs";
import { badge, importArchive, LEARNER, OTHER, saved } from "./lessons.mjs";

let data, server, browser, module;

const question = (id, type, more) => ({
	id, type, text: `Soal ${id}`,
	feedback: { right: `Betul ${id} RAHASIA`, wrong: `Salah ${id} RAHASIA` },
	confidence: "seen", ...more,
});
const QUESTIONS = [
	question("S", "single", { media: "media/kotak.svg", alt: "Sebuah kotak",
		choices: [
		{ text: "kerahasiaan" }, { text: "keutuhan", right: true },
		{ text: "ketersediaan" }] }),
	question("M", "multiple", { choices: [
		{ text: "kesehatan", right: true }, { text: "agama" },
		{ text: "biometrik", right: true }, { text: "pendidikan" }] }),
	question("T", "trueFalse", { right: false }),
	question("P", "match", { pairs: [
		{ left: "Jawa", right: "Semarang" }, { left: "Bali",
			right: "Denpasar" }, { left: "Papua", right: "Jayapura" }],
	extra: ["Kupang"] }),
	question("O", "order", { items: ["satu", "dua", "tiga", "empat"] }),
	question("N", "numeric", { answer: 1234.5, unit: "jam" }),
	question("X", "text", { accept: ["lain RAHASIA", "spbe"] }),
	question("C", "cloze", { text: "Bendera {{1}} dan {{2}}, {{3}} warna.",
		gaps: [{ type: "text", accept: ["merah", "RAHASIA"] },
			{ type: "single", choices: [{ text: "hitam" },
				{ text: "putih", right: true }] },
			{ type: "numeric", answer: 2 }] }),
	question("E", "essay", { mostCharacters: 500, rubric: [
		{ text: "Isi", points: 2 }, { text: "Bahasa", points: 1 }] }),
];
/* What no page may have before the answers are handed in. */
const SECRET = /RAHASIA|"right"|"accept"|"tolerance"|"answer":|"key":\{/;

function files() {
	const all = nativeFiles("kuis-peramban", "Kuis di peramban");
	const manifest = JSON.parse(all["module.json"]);

	manifest.parts.splice(3, 0, { quiz: "semua" }, { quiz: "sekali" },
		{ case: "jalan" });
	all["module.json"] = JSON.stringify(manifest);
	all["quizzes/semua.json"] = JSON.stringify({
		id: "semua", title: "Semua jenis", kind: "quiz", passMark: 60,
		attempts: 3, timeMinutes: 30, shuffle: false, feedback: "end",
		questions: QUESTIONS,
	});
	all["quizzes/sekali.json"] = JSON.stringify({
		id: "sekali", title: "Sekaligus", kind: "quiz", attempts: null,
		shuffle: false, feedback: "once",
		questions: [{ ...QUESTIONS[0], id: "S2" },
			{ ...QUESTIONS[2], id: "T2" }],
	});
	all["cases/jalan.json"] = JSON.stringify({
		format: "case/1", id: "jalan", title: "Jalan rusak",
		intro: "Senin pagi.", minutes: 10, role: "Kepala seksi",
		dimensions: [{ id: "W", name: "Waspada", most: 10 },
			{ id: "L", name: "Lapor", most: 10 },
			{ id: "P", name: "Peduli", most: 10 }],
		variables: {}, start: "K1", passMark: null,
		nodes: {
			K1: { title: "Laporan warga", clock: "07.40",
				text: "Apa dahulu?", choices: [
					{ id: "a", text: "Periksa ke lapangan", to: "K2",
						score: { W: 10 }, minutes: 20,
						feedback: "Teliti." },
					{ id: "b", text: "Biarkan", to: "K2",
						score: { W: 1 }, feedback: "Ceroboh." }] },
			K2: { title: "Apa yang dicatat", text: "Pilih unsurnya.",
				to: "K3", pick: { least: 1, most: 2, options: [
					{ id: "a", text: "Tempat", score: { L: 5 },
						feedback: "Perlu." },
					{ id: "b", text: "Waktu", score: { L: 5 },
						feedback: "Perlu." },
					{ id: "c", text: "Gosip", score: { L: -2 },
						feedback: "Tidak perlu." }] } },
			K3: { title: "Siapa yang diberi tahu", text: "Lalu?", choices: [
				{ id: "a", text: "Dinas terkait", to: "end",
					score: { P: 6 }, feedback: "Tepat." },
				{ id: "b", text: "Tidak ada", to: "end", score: { P: 0 },
					feedback: "Sayang." }],
			reasons: { text: "Mengapa?", options: [
				{ id: "r1", text: "Itu wewenangnya", score: { P: 4 },
					feedback: "Benar." },
				{ id: "r2", text: "Kebetulan", score: { P: 0 },
					feedback: "Bukan." }] } },
		},
		ideal: ["K1.a", "K2.a+b", "K3.a/r1"],
		endings: [
			{ id: "E1", when: "dimension.W < 5", title: "Terlambat",
				text: "Warga celaka.", good: false },
			{ id: "E2", when: "otherwise", title: "Selamat",
				text: "Jalan diperbaiki.", good: true }],
	});
	return all;
}

before(async () => {
	data = await mkdtemp(join(tmpdir(), "balai-quiz-"));
	server = await start(["--demo"], { data });
	module = importArchive(data, nativeZip(files()));
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await server?.stop();
	await rm(data, { recursive: true, force: true });
});

/* A device of that person's, with all that came to it. */
async function device(person = LEARNER) {
	const page = await open(browser);
	const bodies = [];

	page.heard = bodies;
	page.on("response", (response) => {
		const { pathname } = new URL(response.url());

		if (pathname.startsWith("/api/") || pathname.startsWith("/c/"))
			bodies.push(response.text().then((text) =>
				`${pathname} ${text}`, () => ""));
	});
	await enter(page, person, server.url);
	return page;
}

async function unitOf(page, ident) {
	const [status, detail] = await api(page, "GET",
		`/api/v1/modules/${module}`);

	assert.equal(status, 200);
	return detail.outline.find((node) => node.key === ident).id;
}

async function openUnit(page, ident) {
	await page.goto(`${server.url}/modul/${module}/belajar?unit=${
		await unitOf(page, ident)}`);
	await page.locator(".quiz .button.primary").waitFor();
}

/* Keys only from here. */
async function tabTo(page, wanted) {
	await wanted.first().waitFor();
	for (let i = 0; i < 120; i++) {
		if (await wanted.first().evaluate((e) => e === document.activeElement))
			return;
		await page.keyboard.press("Tab");
	}
	assert.fail(`Tab reaches ${wanted}`);
}

async function press(page, name) {
	await tabTo(page, page.getByRole("button", { name, exact: true }));
	await page.keyboard.press("Enter");
}

async function at(page, n) {
	await page.getByRole("heading", { name: `Soal ${n} dari` }).waitFor();
}

/* Arrows move the choice in a group of radios, from wherever it is. */
async function choose(page, text) {
	const labels = await page.locator(".picks label").allTextContents();
	const radios = page.locator(".picks input");

	await tabTo(page, radios);
	await page.keyboard.press("Space");
	for (let i = 0; i < labels.indexOf(text); i++)
		await page.keyboard.press("ArrowDown");
	assert.ok(await page.getByLabel(text, { exact: true }).isChecked());
}

async function tick(page, text) {
	await tabTo(page, page.getByLabel(text, { exact: true }));
	await page.keyboard.press("Space");
}

async function select(page, list, text) {
	const options = await list.locator("option").allTextContents();

	await tabTo(page, list);
	for (let i = 0; i < options.findIndex((o) => o.startsWith(text)); i++)
		await page.keyboard.press("ArrowDown");
	assert.match(await list.evaluate((e) => e.selectedOptions[0].textContent),
		new RegExp(`^${text}`));
}

async function arrange(page, wanted) {
	const now = () => page.locator(".order-text").allTextContents();
	let moved = false;

	for (let i = 0; i < wanted.length; i++)
		for (let from = (await now()).indexOf(wanted[i]); from > i; from--) {
			await press(page, `Naikkan “${wanted[i]}”`);
			moved = true;
			await page.waitForFunction(([text, place]) =>
				document.querySelectorAll(".order-text")[place]
					.textContent === text, [wanted[i], from - 1]);
			assert.equal(await page.evaluate(() =>
				document.activeElement.ariaLabel), `Naikkan “${wanted[i]}”`,
			"the focus goes with the row");
		}
	if (!moved)
		await press(page, "Urutan ini sudah benar");
	assert.deepEqual(await now(), wanted);
}

test("every type by keys alone, the line lost, the device changed: the score " +
	"is right and no key came early", async () => {
	const first = await device();

	await openUnit(first, "quiz:semua");
	await axe(first, "the start of a quiz");
	await press(first, "Mulai kuis");
	await at(first, 1);
	/* From the content's own origin, under both origins' policies. */
	await first.waitForFunction(() => document.querySelector(
		"img[alt='Sebuah kotak']")?.naturalWidth > 0);
	await choose(first, "keutuhan");
	await badge(first, saved);
	await press(first, "Soal berikutnya");
	await at(first, 2);
	await tick(first, "kesehatan");		/* one of two: a half */
	await tabTo(first, first.getByLabel("Tandai ragu-ragu"));
	await first.keyboard.press("Space");
	await press(first, "Soal berikutnya");
	await at(first, 3);
	await badge(first, saved);

	await first.context().setOffline(true);
	await choose(first, "Salah");
	await press(first, "Soal berikutnya");
	await at(first, 4);
	for (const [left, right] of [["Jawa", "Semarang"], ["Bali", "Denpasar"],
		["Papua", "Jayapura"]])
		await select(first, first.getByLabel(`Pasangan untuk “${left}”`),
			right);
	await press(first, "Soal berikutnya");
	await at(first, 5);
	await arrange(first, ["satu", "dua", "tiga", "empat"]);
	await badge(first, /belum terkirim/);
	await first.context().setOffline(false);
	await badge(first, saved, 40_000);
	await press(first, "Soal berikutnya");
	await at(first, 6);
	await tabTo(first, first.getByRole("textbox"));
	await first.keyboard.type("1.234,5");
	await first.getByText("Terbaca: 1.234,5").waitFor();
	/* No pause, and no other question: leaving the page keeps it. */
	await first.goto(`${server.url}/`);
	await first.waitForSelector("h1");
	await badge(first, saved).catch(() => undefined);

	const second = await device();
	await openUnit(second, "quiz:semua");
	await press(second, "Lanjutkan percobaan 1");
	await at(second, 6);
	await second.waitForFunction(() =>
		document.querySelector("input[inputmode]")?.value === "1.234,5");
	await press(second, "Soal berikutnya");
	await at(second, 7);
	await tabTo(second, second.getByRole("textbox"));
	await second.keyboard.type(" SPBE ");
	await press(second, "Soal berikutnya");
	await at(second, 8);
	await tabTo(second, second.getByLabel("Isian 1"));
	await second.keyboard.type("Merah");
	await select(second, second.getByLabel("Isian 2"), "putih");
	await tabTo(second, second.getByLabel("Isian 3"));
	await second.keyboard.type("2");
	await press(second, "Soal berikutnya");
	await at(second, 9);
	await tabTo(second, second.getByRole("textbox"));
	await second.keyboard.type("Kepada warga.");
	await press(second, "Ke ringkasan");
	await second.getByText("Semua soal sudah terjawab.").waitFor();
	assert.match(await second.locator(".quiz-page").textContent(),
		/1 soal ditandai ragu-ragu: 2\./);

	const early = (await Promise.all([...first.heard, ...second.heard]));
	assert.ok(early.some((body) => /\/sittings/.test(body)));
	assert.deepEqual(early.filter((body) => SECRET.test(body))
		.map((body) => body.slice(0, 300)), []);

	await press(second, "Kirim jawaban");
	await second.getByRole("dialog").waitFor();
	await tabTo(second, second.getByRole("dialog")
		.getByRole("button", { name: "Kirim jawaban" }));
	await second.keyboard.press("Enter");
	await second.getByText("7,5 dari 11 poin").waitFor();
	await second.getByText(/Sebagian jawaban dinilai oleh penilai/).waitFor();
	await second.getByText("Betul S RAHASIA").waitFor();
	await axe(second, "the result of a quiz");
	assert.ok((await Promise.all(second.heard)).some((body) =>
		SECRET.test(body)), "the search finds keys once they may be told");
	assert.deepEqual([...first.faults, ...second.faults], []);
	await first.context().close();
	await second.context().close();
});

test("feedback at once: an answer that was checked is fixed, and its key told",
	async () => {
	const page = await device();

	await openUnit(page, "quiz:sekali");
	await press(page, "Mulai kuis");
	await at(page, 1);
	await press(page, "Periksa");
	await page.getByText("Jawab soal ini dahulu").waitFor();
	await page.getByLabel("keutuhan").check();
	await press(page, "Periksa");
	await page.getByText("Betul S RAHASIA").waitFor();
	assert.equal(await page.getByRole("radio").count(), 0);
	await axe(page, "a question that was checked");
	await press(page, "Soal berikutnya");
	await at(page, 2);
	await page.context().setOffline(true);
	await page.getByLabel("Benar", { exact: true }).check();
	await press(page, "Periksa");
	await page.getByText("Memeriksa memerlukan sambungan").waitFor();
	await page.context().setOffline(false);
	await page.reload();
	await press(page, "Lanjutkan percobaan 1");
	await at(page, 2);
	await page.waitForFunction(() =>
		document.querySelector(".picks input")?.checked);
	await page.getByRole("button", { name: "Soal 1: sudah diperiksa" })
		.click();
	await page.getByText("Betul S RAHASIA").waitFor();
	await page.context().close();
});

test("without a line one can end; the score comes when it has been sent",
	async () => {
	const page = await device(OTHER);

	await openUnit(page, "quiz:akhir");
	await press(page, "Mulai kuis");
	await page.getByLabel("kuncirahasia dua").check();
	await badge(page, saved);
	await page.context().setOffline(true);
	await press(page, "Ke ringkasan");
	await press(page, "Kirim jawaban");
	await page.getByRole("dialog").getByRole("button",
		{ name: "Kirim jawaban" }).click();
	await page.getByText(/Semua jawaban dan penutupan percobaan aman/)
		.waitFor();
	await axe(page, "ended without a line");
	await page.context().setOffline(false);
	await page.getByText("Lulus. Nilai Anda 100.").waitFor({ timeout: 60_000 });
	await page.context().close();
});

test("what was typed after another device ended it is shown, not lost",
	async () => {
	const first = await device(OTHER), second = await device(OTHER);

	for (const page of [first, second]) {
		await openUnit(page, "quiz:semua");
		await page.locator(".quiz .button.primary").first().click();
		await at(page, 1);
	}
	await first.context().setOffline(true);
	await first.getByRole("button", { name: /^Soal 7/ }).click();
	await first.getByRole("textbox").fill("ketikan saya");
	await badge(first, /belum terkirim/);
	await second.getByLabel("keutuhan").check();
	await second.getByRole("button", { name: /^Soal 9/ }).click();
	await press(second, "Ke ringkasan");
	await press(second, "Kirim jawaban");
	await second.getByRole("dialog").getByRole("button",
		{ name: "Kirim jawaban" }).click();
	await second.getByText("1 dari 11 poin").waitFor();
	await first.context().setOffline(false);
	await first.getByText("Jawaban yang tidak dihitung")
		.waitFor({ timeout: 60_000 });
	await first.getByText("ketikan saya").waitFor();
	assert.match(await first.locator(".quiz-page").textContent(),
		/sudah berakhir, di perangkat lain/);
	await axe(first, "ended elsewhere");
	await first.context().close();
	await second.context().close();
});

test("a case by keys, gone on with on another device, to its end", async () => {
	const first = await device();

	await openUnit(first, "case:jalan");
	await press(first, "Mulai kasus");
	await first.getByRole("heading", { name: "Laporan warga" }).waitFor();
	await press(first, "Periksa ke lapangan");
	await first.getByText("Teliti.").waitFor();
	await first.getByText("20 menit kemudian").waitFor();
	await badge(first, saved);
	const second = await device();
	await openUnit(second, "case:jalan");
	await press(second, "Lanjutkan percobaan 1");
	await second.getByRole("heading", { name: "Apa yang dicatat" }).waitFor();
	await press(second, "Putuskan");
	await second.getByText("Pilih paling sedikit 1.").waitFor();
	await tick(second, "Tempat");
	await tick(second, "Gosip");
	await press(second, "Putuskan");
	await second.getByText("Tidak perlu.").waitFor();
	await press(second, "Lanjutkan");
	await second.getByRole("heading", { name: "Siapa yang diberi tahu" })
		.waitFor();
	await tabTo(second, second.getByLabel("Dinas terkait"));
	await second.keyboard.press("Space");
	await tabTo(second, second.getByLabel("Itu wewenangnya"));
	await second.keyboard.press("Space");
	const early = await Promise.all([...first.heard, ...second.heard]);
	assert.deepEqual(early.filter((body) =>
		/"(score|set|ideal|when)":/.test(body) && /\/sittings/.test(body) &&
		!/"score":null/.test(body)), []);
	await press(second, "Putuskan");
	await second.getByText("Tepat.").waitFor();
	await press(second, "Lihat akhir kasus");
	await second.getByRole("heading", { name: "Selamat" })
		.waitFor();
	for (const said of ["Waspada: 10 dari 10", "Lapor: 3 dari 10",
		"Peduli: 10 dari 10", "Langkah ideal", "sedikitnya lima peserta"])
		await second.getByText(said).first().waitFor();
	await axe(second, "the end of a case");
	assert.deepEqual(second.faults, []);
	await first.context().close();
	await second.context().close();
});
