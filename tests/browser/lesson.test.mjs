/*
 * Lessons of our own format, as learners read them and do what is in them: by
 * keys alone, on a phone and at a desk, in both languages; and what they did is
 * there again on another device.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { badge, importFile, importFolder, LEARNER, OTHER, progress, saved,
	stored } from "./lessons.mjs";
import { LESSON, serveLesson } from "./lesson-page.mjs";
import { api, DESKTOP, enter, examine, fits, go, launch, open, PATIENCE, PHONE,
	press as pressOn, settled, url } from "./lib.mjs";

const web = createRequire(new URL("../../web/package.json", import.meta.url));
const axeSource = readFileSync(web.resolve("axe-core/axe.min.js"), "utf8");
const KEY = "isi";
let browser, page, module, frame;

const newModule = () => importFile(process.env.BALAI_DATA, "bacaan.md",
	Buffer.from(`# Bacaan\n\nIsi ${Math.random()}\n`));

before(async () => {
	browser = await launch();
	page = await open(browser);
	await enter(page, LEARNER);
	module = newModule();
	await serveLesson(page, LESSON,
		{ tokens: { instansi: "Dinas Dukcapil <b>" } });
});
after(() => browser?.close());

/* The lesson's frame, its page shown. */
async function read(of = module, on = page) {
	await on.goto(`${url}/modul/${of}/belajar`);
	return shownIn(on);
}

async function shownIn(on) {
	const until = performance.now() + PATIENCE;

	for (;;) {
		const found = on.frames().find((f) => /~play/.test(f.url()));

		if (found && await found.locator(".lesson > footer").count()
			.catch(() => 0))
			return found;
		assert.ok(performance.now() < until, "the lesson appears: " +
			await found?.locator("body").innerText().catch(String));
		await on.waitForTimeout(100);
	}
}

async function axeInside(of, what) {
	if (!await of.evaluate(() => !!globalThis.axe))
		await of.evaluate(axeSource + ";0");
	const found = await of.evaluate(async () => {
		/* A frame has its landmarks outside. */
		const { violations } = await globalThis.axe.run(document, {
			iframes: false,
			resultTypes: ["violations"],
			runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
		});
		return violations.map((v) => `${v.id}: ${v.help}: ` +
			v.nodes.map((n) => n.html.slice(0, 200)).join(", "));
	});
	assert.deepEqual(found, [], `axe finds nothing in ${what}`);
}

const box = (id) => frame.locator(`#periksa-${id}, #kegiatan-${id}`);
const press = (locator, key) => pressOn(page, locator, key);
const check = (id) => press(box(id).getByRole("button",
	{ name: "Periksa jawaban" }));
const says = (id, text) => box(id).locator("[role=status]")
	.filter({ hasText: text }).first().waitFor();

test("a lesson is a page to read: notes with their kind, tokens, pictures",
	async () => {
		frame = await read();
		await frame.getByRole("heading", { name: LESSON.title, level: 1 })
			.waitFor();
		for (const kind of ["Adegan", "Catatan", "Perhatian",
			"Coba di kantor Anda", "Belum pasti"])
			await frame.getByRole("note", { name: kind, exact: true })
				.waitFor();
		await frame.getByText("surel pertama di Dinas Dukcapil <b>.").waitFor();
		await frame.getByRole("img", { name: "Laporan dipilah, lalu dijawab" })
			.waitFor();
		await frame.getByText("Alur laporan dalam tiga langkah").waitFor();
		await frame.getByText("UU 27/2022 Pasal 46").waitFor();
		await frame.getByText(/Diperiksa 1 November 2026, ditinjau lagi/)
			.waitFor();
		await frame.getByText(/pengetahuan umum/).waitFor();
	});

test("nothing in it runs, and links that lead out are named by the app first",
	async () => {
		assert.equal(await frame.evaluate(() => globalThis.broken), undefined);
		assert.equal(await frame.locator("[onclick], [onerror], script[src='']")
			.count(), 0);
		assert.equal(await frame.getByText("Penutup ini.").locator("a[href]")
			.count(), 0);
		await press(frame.getByRole("link", { name: "halaman resminya" }));
		const dialog = page.getByRole("dialog", { name: "Tautan ke luar" });

		await dialog.getByRole("link", { name: "Buka www.lapor.go.id" })
			.waitFor();
		await examine(page, "a link that leads out");
		await page.keyboard.press("Escape");
		await dialog.waitFor({ state: "detached" });
	});

test("it fits a phone and a desk, light and dark, and axe finds nothing",
	async () => {
		for (const size of [PHONE, DESKTOP]) {
			await page.setViewportSize(size);
			for (const colorScheme of ["light", "dark"]) {
				await page.emulateMedia({ colorScheme });
				await page.waitForTimeout(200);
				await axeInside(frame, `a lesson (${size.width} px, ` +
					`${colorScheme})`);
			}
			await fits(frame, `a lesson at ${size.width} px`);
		}
		await page.setViewportSize(PHONE);
		await page.emulateMedia({ colorScheme: "light" });
		const wide = await frame.locator(".lesson").evaluate((e) => ({
			inside: e.scrollWidth, room: e.clientWidth }));
		assert.ok(wide.inside <= wide.room, JSON.stringify(wide));
		/* The table alone may be moved, and by keys too. */
		const table = frame.locator(".lesson > .scroll");
		assert.equal(await table.getAttribute("tabindex"), "0");
	});

test("every self-check and activity is reached by the Tab key alone",
	async () => {
		const all = await frame.locator(".practice").count();
		const reached = new Set();

		await frame.locator(".lesson").evaluate((e) => {
			e.tabIndex = -1;
			e.focus();
		});
		for (let i = 0; i < 200 && reached.size < all; i++) {
			await page.keyboard.press("Tab");
			const at = await frame.evaluate(() => [...document
				.querySelectorAll(".practice")].findIndex((p) =>
				p.contains(document.activeElement)));
			if (at >= 0)
				reached.add(at);
		}
		assert.equal(reached.size, all);
	});

test("an answer is asked for before it is judged", async () => {
	await check("L-1");
	await says("L-1", "Jawab dahulu, lalu periksa.");
	await frame.getByText("0 dari 9 periksa diri dijawab").first().waitFor();
});

test("choices: what was chosen is judged, with its own words", async () => {
	await press(box("L-1").getByLabel("kerahasiaan"), "Space");
	await check("L-1");
	await says("L-1", "Belum tepat");
	await box("L-1").getByText("Itu tentang siapa yang boleh tahu.").waitFor();
	await press(box("L-1").getByRole("button",
		{ name: "Lihat jawaban yang tepat" }));
	await box("L-1").locator(".key").getByText("keutuhan").waitFor();
	await press(box("L-1").getByLabel("keutuhan"), "Space");
	await check("L-1");
	await says("L-1", "Benar begitu.");
	await says("L-1", "Dasar: Perpres 95/2018 Pasal 40");
	await frame.getByText("1 dari 9 periksa diri dijawab").first().waitFor();

	await press(box("L-2").getByLabel("data kesehatan"), "Space");
	await check("L-2");
	await says("L-2", "Sebagian tepat");
	await press(box("L-2").getByLabel("data biometrik"), "Space");
	await check("L-2");
	await says("L-2", /^Tepat/);

	await press(box("L-3").getByLabel("Benar", { exact: true }), "Space");
	await page.keyboard.press("ArrowDown");
	await check("L-3");
	await says("L-3", /^Tepat/);
});

test("pairs and order, by keys", async () => {
	await box("L-4").getByLabel("Kerahasiaan").selectOption("pembatasan akses");
	await box("L-4").getByLabel("Ketersediaan").selectOption("cap basah");
	await check("L-4");
	await says("L-4", "1 dari 2 tepat.");

	/* Bubble them into place; the focus goes along with what moves. */
	for (const [place, name] of ["identifikasi", "isolasi"].entries())
		for (let i = 0; i < 2; i++) {
			const rows = await box("L-5").locator(".rank-words")
				.allInnerTexts();
			if (rows.findIndex((r) => r.includes(name)) <= place)
				break;
			await press(box("L-5").getByRole("button",
				{ name: `Naikkan: ${name}` }), "Space");
			await box("L-5").getByText(new RegExp(
				`^${name}: sekarang urutan \\d dari 3\\.$`)).waitFor();
			assert.equal(await frame.evaluate(() => document.activeElement
				.getAttribute("aria-label")), `Naikkan: ${name}`);
		}
	await check("L-5");
	await says("L-5", /^Tepat/);

	/* The first to the end: two stay neighbours, nothing stands in its place. */
	for (let i = 0; i < 2; i++)
		await press(box("L-5").getByRole("button",
			{ name: "Turunkan: identifikasi" }));
	await check("L-5");
	await says("L-5", "1 dari 2 urutan bersebelahan sudah tepat.");
	for (let i = 0; i < 2; i++)
		await press(box("L-5").getByRole("button",
			{ name: "Naikkan: identifikasi" }));
	await check("L-5");
	await says("L-5", /^Tepat/);
});

test("numbers are drawn, judged, and drawn anew", async () => {
	const numbers = async () => (await box("L-6").locator(".check-text")
		.innerText()).match(/\d+/g).map(Number);
	const [p, g] = await numbers();
	const field = box("L-6").getByLabel("Jawaban Anda (angka)");

	assert.ok(p >= 500 && p <= 900 && g >= 100 && g <= 400, `${p} ${g}`);
	await field.fill(String(p + g));
	await check("L-6");
	await says("L-6", "Belum tepat");
	await field.fill(`${p - g},0 juta`);
	await check("L-6");
	await says("L-6", /^Tepat/);
	for (let i = 0; i < 8; i++) {
		await press(box("L-6").getByRole("button", { name: "Angka lain" }));
		const [q, h] = await numbers();
		if (q !== p || h !== g)
			break;
		assert.ok(i < 7, "other numbers come");
	}
	assert.equal(await field.inputValue(), "");
});

test("words, gaps, and an essay beside its points", async () => {
	await box("L-7").getByLabel("Jawaban Anda").fill(" Sekretaris  DAERAH ");
	await check("L-7");
	await says("L-7", /^Tepat/);

	await box("L-8").getByLabel("Isian 1").fill("tertulis");
	await box("L-8").getByLabel("Isian 2").fill("4");
	await box("L-8").getByLabel("Isian 3").selectOption("subjek data");
	await check("L-8");
	await says("L-8", "2 dari 3 tepat.");
	assert.equal(await box("L-8").getByLabel("Isian 2")
		.getAttribute("aria-invalid"), "true");

	await box("L-9").getByLabel("Jawaban Anda").fill("Saya memakai frasa sandi.");
	await check("L-9");
	await says("L-9", "Menyebut satu tindakan");
	await frame.getByText("9 dari 9 periksa diri dijawab").first().waitFor();
});

test("cards are sorted, and messages judged with their traps", async () => {
	const card = (name) => box("A-sort").getByRole("group", { name });

	await check("A-sort");
	await says("A-sort", "Masih 3 kartu");
	await press(card("Nama lengkap").getByLabel("umum"), "Space");
	await press(card("Golongan darah").getByLabel("umum"), "Space");
	await press(card("Nama hewan").getByLabel("tidak perlu"), "Space");
	await check("A-sort");
	await says("A-sort", "2 dari 3 tepat.");
	await card("Golongan darah").getByText("Kelompoknya: spesifik.").waitFor();

	const mark = (name) => press(box("A-mark").getByRole("button", { name }),
		"Space");
	await mark("admin@myasn-bkn.support");
	await press(box("A-mark").getByLabel("Palsu"), "Space");
	await check("A-mark");
	await says("A-mark", "terlewat");
	await box("A-mark").getByText("Ancaman waktu").waitFor();
	await press(box("A-mark").getByRole("button",
		{ name: "Pesan berikutnya" }));
	await box("A-mark").getByText("Pesan 2 dari 2: Surel kedua").waitFor();
	assert.match(await frame.evaluate(() =>
		document.activeElement.textContent), /Pesan 2 dari 2/);
	await press(box("A-mark").getByLabel("Asli"), "Space");
	await check("A-mark");
	await says("A-mark", "Pesan ini asli.");
	await box("A-mark").getByText("2 dari 2 pesan dinilai tepat.").waitFor();
});

test("weights move the totals, and a scale shows its groups", async () => {
	const sum = box("A-matrix").locator("[role=status]").first();

	assert.match(await sum.innerText(), /Penyedia B, 33/);
	await box("A-matrix").getByLabel("Bobot untuk Biaya").selectOption("5");
	await box("A-matrix").getByLabel("Bobot untuk Mutu").selectOption("0");
	assert.match(await sum.innerText(), /Penyedia A, 29/);
	await press(box("A-matrix").getByRole("button",
		{ name: "Kembali ke bobot semula" }));
	assert.match(await sum.innerText(), /Penyedia B, 33/);

	const said = (text) => box("A-scale").getByRole("group", { name: text });
	await press(said("menolak hadiah").getByLabel("5, selalu"), "Space");
	await press(said("mengakui").getByLabel("3, kadang"), "Space");
	await press(said("membagi").getByLabel("2, jarang"), "Space");
	await press(said("memutuskan").getByLabel("3, kadang"), "Space");
	await box("A-scale").getByText("Rata-rata tertinggi: Integritas, 4,0 dari 5")
		.waitFor();
	await box("A-scale").getByRole("img", { name: /Grafik jaring/ }).waitFor();
	await box("A-scale").getByRole("row", { name: /Kerja sama 2,0/ }).waitFor();
	await box("A-scale").getByText(/^Hanya untuk Anda/).waitFor();
});

test("ways through a tree are walked, taken back, and compared", async () => {
	const choose = (id, name) => press(box(id).getByRole("button",
		{ name, exact: true }));

	await choose("A-tree", "Tidak");
	await choose("A-tree", "Mundur satu langkah");
	await choose("A-tree", "Ya");
	await says("A-tree", "jalur Anda sampai di akhir");
	await says("A-tree", "Itu pungutan.");
	assert.match(await frame.evaluate(() =>
		document.activeElement.textContent), /Berkadar pengawasan/);
	await choose("A-tree", "Situasi berikutnya");
	await choose("A-tree", "Ya");
	await says("A-tree", "Akhir yang sesuai: Permintaan informasi.");

	await choose("A-talk", "Saya cek sekarang, Pak.");
	await box("A-talk").getByText("Terima kasih.").waitFor();
});

test("risks, notes and cards are written for oneself", async () => {
	await press(box("A-grid").getByRole("button", { name: "Tambah risiko" }));
	await says("A-grid", "Tulis risiko dan pilih tempatnya");
	await box("A-grid").getByLabel("Risiko", { exact: true })
		.fill("Server mati pada hari terakhir");
	await box("A-grid").getByLabel("Kemungkinan").selectOption("4");
	await box("A-grid").getByLabel("Dampak").selectOption("5");
	await press(box("A-grid").getByRole("button", { name: "Tambah risiko" }));
	await box("A-grid").getByRole("listitem").filter({
		hasText: "1. Server mati pada hari terakhir: Kemungkinan 4, " +
			"Dampak 5 (tingkat tinggi)" }).waitFor();
	await box("A-note").getByLabel("Tiga layanan yang Anda pakai pekan ini")
		.fill("Surel, presensi, SIAK");
	await box("A-cards").getByLabel("Nama layanan").fill("Pindah domisili");
	await box("A-cards").locator("dd").filter({ hasText: "Pindah domisili" })
		.waitFor();
});

test("a card is printed alone", async () => {
	await frame.evaluate(() => {
		window.print = () => {
			globalThis.marked = document.querySelectorAll(".printed").length;
		};
	});
	await press(box("A-cards").getByRole("button", { name: "Cetak kartu" }));
	assert.ok(await frame.evaluate(() => globalThis.marked) > 3);
	assert.equal(await frame.locator(".printed").count(), 0);
});

test("bars are read in words and in a table, and their question answered",
	async () => {
		await box("A-pareto").getByText("Antrean lama paling banyak: 18 dari " +
			"40. 3 teratas mencakup 90 %.").waitFor();
		await press(box("A-pareto").getByLabel("Antrean lama"), "Space");
		await check("A-pareto");
		await says("A-pareto", /^Tepat/);
	});

test("axe finds nothing once everything was answered", async () => {
	for (const colorScheme of ["light", "dark"]) {
		await page.emulateMedia({ colorScheme });
		await page.waitForTimeout(200);
		await axeInside(frame, `a lesson that was worked through ${colorScheme}`);
	}
	await page.emulateMedia({ colorScheme: "light" });
	const wide = await frame.locator(".lesson").evaluate((e) => ({
		inside: e.scrollWidth, room: e.clientWidth }));
	assert.ok(wide.inside <= wide.room, JSON.stringify(wide));
});

test("it is complete when it was seen to its end and all was answered",
	async () => {
		const done = frame.getByText("Selesai. Pelajaran ini sudah tuntas.");

		/* At its end, but most of it was flown over. */
		await frame.locator(".viewer-body").evaluate((b) => {
			b.scrollTop = b.scrollHeight;
		});
		await page.waitForTimeout(2_500);
		assert.equal(await done.isVisible(), false);
		await readThrough(frame);
		await done.waitFor();
		const found = await progress(page, module, KEY,
			(p) => p?.completion === "completed");
		assert.equal(found.completion, "completed");
		await badge(page, saved);
	});

/* As a reader does: a window at a time, each for more than a second. */
async function readThrough(of, on = page) {
	await of.locator(".viewer-body").evaluate((b) => {
		b.scrollTop = 0;
	});
	for (let last = -1; ;) {
		await on.waitForTimeout(1_700);
		const at = await of.locator(".viewer-body").evaluate((b) => {
			b.scrollTop += b.clientHeight * .85;
			return b.scrollTop;
		});
		if (at === last)
			return;
		last = at;
	}
}

test("what was done is there again on another device, at the place it was left",
	async () => {
		await box("A-note").scrollIntoViewIfNeeded();
		await frame.locator("#kegiatan-A-note").evaluate((e) =>
			e.scrollIntoView({ block: "start" }));
		await page.waitForTimeout(1_500);
		await page.locator(".player-bar a.tool").click();
		await page.waitForURL(`${url}/modul/${module}`);
		await badge(page, saved);
		const state = await stored(page, module, KEY);

		assert.ok(JSON.stringify(state).length < 20_000);
		assert.equal(JSON.parse(state["balai.check.L-1"]).s, "right");

		const other = await open(browser);
		await enter(other, LEARNER);
		await serveLesson(other);
		const mine = frame;
		frame = await read(module, other);
		assert.ok(await box("L-1").getByLabel("keutuhan").isChecked());
		await says("L-1", "Benar begitu.");
		assert.equal(await box("L-8").getByLabel("Isian 1").inputValue(),
			"tertulis");
		assert.equal(await box("A-note").getByLabel("Tiga layanan")
			.inputValue(), "Surel, presensi, SIAK");
		assert.equal(await box("A-cards").getByLabel("Nama layanan")
			.inputValue(), "Pindah domisili");
		await box("A-grid").getByText(/Server mati pada hari terakhir/)
			.first().waitFor();
		await frame.getByText("9 dari 9 periksa diri dijawab").first()
			.waitFor();
		await frame.waitForFunction(() => {
			const { top } = document.querySelector("#kegiatan-A-note")
				.getBoundingClientRect();
			return top > -200 && top < 400;
		});
		frame = mine;
		await other.context().close();
	});

test("in English its words are English, and the lesson's stay its own",
	async () => {
		const english = await open(browser);

		await english.addInitScript(() => {
			localStorage.setItem("balai.lang", "en");
		});
		await enter(english, LEARNER);
		await serveLesson(english);
		const of = await read(newModule(), english);

		await of.getByText("Self-check 1 of 9").waitFor();
		await of.getByRole("button", { name: "Check the answer" }).first()
			.press("Enter");
		await of.getByText("Answer first, then check.").waitFor();
		await of.getByText("0 of 9 self-checks answered").first().waitFor();
		await of.getByText("Checked on 1 November 2026").waitFor();
		assert.equal(await of.locator("article").getAttribute("lang"), "id");
		await axeInside(of, "a lesson read in English");
		await english.context().close();
	});

test("a lesson whose review is overdue says so kindly; one that does not come " +
	"can be tried again", async () => {
	const late = await open(browser);
	let come = false;

	await enter(late, LEARNER);
	await serveLesson(late, { ...LESSON, reviewBy: "2020-01-01",
		confidence: "seen", html: "<p>Isi.</p>", practice: {} });
	await late.route("**/lessons/x.json", (route) =>
		come ? route.fallback() : route.abort());
	await late.goto(`${url}/modul/${newModule()}/belajar`);
	const again = late.frameLocator("iframe")
		.getByRole("button", { name: "Coba lagi" });

	await again.waitFor();
	come = true;
	await again.click();
	await late.frameLocator("iframe").getByText(/Jadwal tinjau pelajaran ini/)
		.waitFor();
	assert.deepEqual(late.faults, []);
	await late.context().close();
});

test("a reader says what is wrong, its owner answers, and the reader sees it",
	async () => {
		frame = await read();
		await press(frame.getByRole("button", { name: "Laporkan kesalahan" }));
		const dialog = page.getByRole("dialog", { name: "Laporkan kesalahan" });

		await dialog.getByRole("button", { name: "Kirim laporan" })
			.press("Enter");
		await dialog.getByText("Tulis dahulu apa yang salah.").first()
			.waitFor();
		await examine(page, "a report that says nothing yet");
		await dialog.getByLabel("Aturan sudah berubah").check();
		await dialog.getByLabel("Jelaskan").fill("Pasal 46 sudah diganti.");
		await dialog.getByRole("button", { name: "Kirim laporan" })
			.press("Enter");
		await dialog.getByText(/Laporan terkirim/).waitFor();
		await dialog.getByRole("button", { name: "Tutup" }).press("Enter");

		const author = await open(browser);
		await enter(author, OTHER);
		await go(author, "/kelola/tinjau");
		const row = author.getByRole("listitem").filter({
			hasText: "Pasal 46 sudah diganti." });

		await row.getByText(/Aturan sudah berubah · versi 1/).waitFor();
		await row.getByRole("button", { name: "Tutup tanpa mengubah" })
			.press("Enter");
		await row.getByText("Tulis jawaban dahulu").waitFor();
		await examine(author, "what is to be reviewed");
		await row.getByLabel("Jawaban untuk pelapor")
			.fill("Sudah kami cocokkan.");
		await row.getByRole("button", { name: "Tandai sudah diperbaiki" })
			.press("Enter");
		await author.getByText(/dijawab dan ditutup/).waitFor();
		await row.waitFor({ state: "detached" });
		assert.deepEqual(author.faults, []);
		await author.context().close();

		await go(page, "/saya");
		await page.getByText("Sudah kami cocokkan.").waitFor();
		await page.getByText(/Sudah diperbaiki · dikirim/).waitFor();
		await settled(page);
		await examine(page, "answers to what was reported");
		assert.deepEqual(page.foreign, []);
		assert.deepEqual(page.faults, []);
	});

test("what an agency calls things is written once, and stands in its lessons",
	async () => {
		const bundled = importFolder(process.env.BALAI_DATA, "modules/it");
		const author = await open(browser);

		await enter(author, OTHER);
		await go(author, "/kelola/sebutan");
		await author.getByText(/Dipakai di: Keamanan Informasi/).first()
			.waitFor();
		await examine(author, "an agency's names");
		await author.getByLabel("Nama instansi", { exact: true })
			.fill("Dinas Perikanan Contoh");
		await author.getByRole("button", { name: "Simpan sebutan" })
			.press("Enter");
		await author.getByText(/^Tersimpan\./).waitFor();
		assert.deepEqual(author.faults, []);
		await author.context().close();

		const reader = await open(browser);
		await enter(reader, LEARNER);
		await reader.goto(`${url}/modul/${bundled}/belajar?unit=lesson:ki-1`);
		const of = reader.frameLocator("iframe");

		await of.getByText("dokumen resmi Dinas Perikanan Contoh").waitFor();
		await of.getByRole("link", { name: "pelajaran kelima" })
			.press("Enter");
		await of.getByRole("heading", { level: 1,
			name: /Berbagi dokumen/ }).waitFor();
		assert.deepEqual(reader.foreign, []);
		await reader.context().close();
	});

test("each bundled lesson weighs less than 100 kB with its pictures, fits a " +
	"phone, and axe finds nothing in it", async () => {
	const reader = await open(browser);
	let parts = [];

	/* Unpacked: what comes is less. */
	reader.on("response", (answer) => {
		if (/\/c\/[^/]+\/(lessons|media)\//.test(answer.url()))
			parts.push(answer.body().then((b) => b.length));
	});
	await enter(reader, LEARNER);
	for (const folder of ["it", "public-service", "leadership", "finance"]) {
		const id = importFolder(process.env.BALAI_DATA, `modules/${folder}`);
		const [, { outline }] = await api(reader, "GET",
			`/api/v1/modules/${id}`);

		for (const { key } of outline.filter((u) => u.kind === "lesson")) {
			parts = [];
			await reader.goto(`${url}/modul/${id}/belajar?unit=${
				encodeURIComponent(key)}`);
			const of = await shownIn(reader);
			await settled(reader);
			await of.waitForFunction(() => [...document
				.querySelectorAll(".lesson img")].every((i) => i.complete));
			const bytes = (await Promise.all(parts))
				.reduce((sum, n) => sum + n, 0);
			assert.ok(bytes > 5_000 && bytes < 100_000, `${key}: ${bytes}`);
			const wide = await of.locator(".lesson").evaluate((e) => ({
				inside: e.scrollWidth, room: e.clientWidth }));
			assert.ok(wide.inside <= wide.room,
				`${key}: ${JSON.stringify(wide)}`);
			assert.equal(await of.locator(".lesson [data-check]:empty, " +
				".lesson img:not([alt])").count(), 0);
			await axeInside(of, key);
		}
	}
	assert.deepEqual(reader.faults, []);
	assert.deepEqual(reader.foreign, []);
	await reader.context().close();
});
