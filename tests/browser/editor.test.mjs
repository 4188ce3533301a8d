/*
 * Writing a module in the browser, by keyboard, from nothing to a learner who
 * sees it; two authors in one place; and a line that is lost while typing.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { api, demoPerson, DESKTOP, enter, examine, go, launch, open,
	press as pressOnce, settled, url } from "./lib.mjs";
import { until } from "../lib/until.mjs";
import { LEARNER } from "./lessons.mjs";

const stamp = Date.now().toString(36);
const LATE = 60_000;
const SVG = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" " +
	"height=\"40\"><rect width=\"80\" height=\"40\" fill=\"#0F5C7A\"/></svg>";
let browser, author, page, draft, module;

before(async () => {
	browser = await launch();
	author = await demoPerson("author");
	page = await open(browser, { viewport: DESKTOP });
	await enter(page, author);
});

after(async () => {
	await browser?.close();
});

/* As those do who use no pointer. */
async function press(where, key = "Enter") {
	await where.waitFor({ timeout: LATE });
	await pressOnce(where.page(), where, key);
}

async function write(where, text) {
	await where.waitFor({ timeout: LATE });
	await where.focus();
	await where.page().keyboard.press("Control+A");
	await where.page().keyboard.type(text);
}

/* At every size, and then as wide as before. */
async function look(what, on = page) {
	await examine(on, what);
	await on.setViewportSize(DESKTOP);
}

const button = (name, on = page) => on.getByRole("button", { name });
const link = (name, on = page) => on.getByRole("link", { name });
const field = (id, on = page) => on.locator(`[id="${id}"]`);

async function saved(on = page) {
	await on.locator(".edit-status").getByText(/^(Tersimpan|Semua tersimpan)/)
		.waitFor({ timeout: LATE });
}

/* The lesson's field has these words. */
async function holds(words) {
	await page.waitForFunction((text) => document.getElementById("f.body")
		.value.includes(text), words, { timeout: LATE });
}

async function textOf(path, on = page) {
	const [, answer] = await api(on, "GET",
		`/api/v1/drafts/${draft}/files/${path}`);

	return answer.text;
}

async function addQuestion(type, at, text) {
	await press(button("Tambah soal").last());
	await press(page.getByRole("dialog").getByRole("button",
		{ name: type, exact: true }));
	await write(field(`f.questions.${at}.text`), text);
}

test("a module begins with its title alone", async () => {
	await go(page, "/kelola");
	await press(link("Tulis modul baru"));
	await page.getByRole("heading", { name: "Naskah modul" }).waitFor();
	await press(button("Mulai menulis"));
	await page.getByText("Tulis judulnya.").first().waitFor();
	await look("the list of drafts with a fault");
	await write(field("title"), `Modul ${stamp}`);
	await page.keyboard.press("Enter");
	await page.getByRole("heading", { name: `Modul ${stamp}` })
		.waitFor({ timeout: LATE });
	draft = new URL(page.url()).pathname.split("/").pop();
	await settled(page);
	await look("a draft that has just begun");
});

test("a lesson is written by keyboard, with a picture that needs its words " +
	"and a self-check, and shown as learners get it", async () => {
	await press(link("Pelajaran 1"));
	const body = field("f.body");

	await write(body, "Kalimat pertama yang ");
	await page.keyboard.press("Control+B");
	await page.keyboard.type("penting");
	await page.keyboard.press("End");
	assert.match(await body.inputValue(), /yang \*\*penting\*\*$/);

	await press(page.getByText("Sisipkan", { exact: true }));
	await press(button("Gambar"));
	const dialog = page.getByRole("dialog");
	await page.setInputFiles("#medium-new", { name: "Foto Loket.svg",
		mimeType: "image/svg+xml", buffer: Buffer.from(SVG) });
	await dialog.locator("#medium-path").waitFor({ timeout: LATE });
	await press(dialog.getByRole("button", { name: "Sisipkan" }));
	await dialog.getByText("Tulis isinya dalam kata-kata.").waitFor();
	await look("the picture dialog with a fault");
	await write(field("medium-alt"), "Loket dengan dua petugas");
	await page.keyboard.press("Enter");
	await dialog.waitFor({ state: "detached" });
	await holds("![Loket dengan dua petugas](media/foto-loket.svg)");

	await press(button("Soal latihan"));
	await press(dialog.getByRole("button", { name: "Benar atau salah" }));
	await write(field("f.questions.0.text"), "Loket dibuka pukul delapan.");
	await holds("[[check:pelajaran-1-soal-01]]");
	await saved();
	const seen = page.getByRole("region",
		{ name: "Seperti yang dilihat peserta" }).first();
	await seen.locator("strong", { hasText: "penting" })
		.waitFor({ timeout: LATE });
	await seen.locator("img[alt='Loket dengan dua petugas'][src^='blob:']")
		.waitFor({ timeout: LATE });
	await seen.getByText("Loket dibuka pukul delapan.")
		.waitFor({ timeout: LATE });
	await look("the editor of a lesson");
});

test("a quiz of three types has what is wrong with it told at its place, and " +
	"becomes a version that is published", async () => {
	await press(link(`Modul ${stamp}`));
	await press(button("Kuis", page).first());
	await press(button("Tambahkan"));
	await page.getByRole("heading", { name: "Kuis akhir" })
		.waitFor({ timeout: LATE });
	await addQuestion("Pilihan tunggal", 0, "Siapa yang membuka loket?");
	await write(field("f.questions.0.choices.0.text"), "Petugas");
	await write(field("f.questions.0.choices.1.text"), "Warga");
	await addQuestion("Jawaban singkat", 1, "Ibu kota Indonesia?");
	await write(field("f.questions.1.accept.0"), "Jakarta");
	await addQuestion("Mengurutkan", 2, "Urutkan dari pagi.");
	for (const [i, text] of ["Buka", "Layani", "Tutup"].entries())
		await write(field(`f.questions.2.items.${i}`), text);
	await saved();
	await look("the editor of a quiz");

	await press(link(`Modul ${stamp}`));
	await press(page.getByRole("checkbox", { name: "Kuis akhir" }), "Space");
	await press(link("Periksa dan buat versi"));
	const faults = page.getByRole("region", { name: "Kuis akhir" });
	await faults.waitFor({ timeout: LATE });
	await look("what is wrong with a draft");
	await press(button("Buat versi"));
	await page.getByText("harus diperbaiki").first().waitFor();
	assert.match(page.url(), /naskah/);

	await press(faults.getByRole("link").first());
	await page.waitForFunction(() => document.activeElement?.id ===
		"f.questions.0.choices.2.text", null, { timeout: LATE });
	await page.keyboard.type("Pengelola gedung");
	await press(link(`Modul ${stamp}`));
	await press(link("Periksa dan buat versi"));
	await page.getByText("Tidak ada yang harus diperbaiki.")
		.waitFor({ timeout: LATE });
	await press(button("Buat versi"));
	await page.waitForURL(/\/kelola\/unggah\//, { timeout: LATE });
	await press(button("Terbitkan modul"));
	await page.waitForURL(/\/modul\//, { timeout: LATE });
	module = new URL(page.url()).pathname.split("/").pop();
	const definition = JSON.parse(await textOf("module.json"));
	assert.deepEqual(definition.parts, [{ lesson: "pelajaran-1" },
		{ quiz: "kuis-akhir" }]);
	assert.deepEqual(definition.completion.required,
		["lessons", "quiz:kuis-akhir"]);
});

test("a learner sees what the author wrote", async () => {
	const learner = await open(browser);

	await enter(learner, LEARNER);
	await go(learner, `/modul/${module}`);
	await learner.getByRole("link", { name: "Kuis akhir" }).waitFor();
	await learner.getByRole("link", { name: "Pelajaran 1" }).click();
	const frame = learner.frameLocator("iframe");
	await frame.locator("strong", { hasText: "penting" })
		.waitFor({ timeout: LATE });
	await frame.locator("img[alt='Loket dengan dua petugas']").waitFor();
	await frame.getByText("Loket dibuka pukul delapan.").waitFor();
	await learner.context().close();
});

test("its versions lead back to the draft, which its author goes on with",
	async () => {
		await go(page, `/kelola/modul/${module}`);
		await press(link("Sunting"));
		await page.getByRole("heading", { name: "Sunting modul" }).waitFor();
		await settled(page);
		await look("the way to a module's draft");
		await press(button(/Sunting modul ini|Lanjutkan menyunting/));
		await page.getByRole("heading", { name: `Modul ${stamp}` })
			.waitFor({ timeout: LATE });
		draft = new URL(page.url()).pathname.split("/").pop();
		await link("Kuis akhir").waitFor({ timeout: LATE });
	});

test("parts are moved by keyboard, and what goes is named before", async () => {
	await press(button("Naikkan Kuis akhir"));
	await page.waitForFunction(() => document.activeElement?.id ===
		"part-0-up");
	await press(button("Turunkan Kuis akhir"));
	await page.waitForFunction(() => document.activeElement?.id ===
		"part-1-down");
	await press(button("Kasus").first());
	await press(button("Tambahkan"));
	await page.getByRole("heading", { name: "Kasus baru" })
		.waitFor({ timeout: LATE });
	await saved();
	await page.getByText("Peta kasus").click();
	await look("the editor of a case");
	await press(link(`Modul ${stamp}`));
	await press(button("Hapus Kasus baru"));
	await page.getByRole("heading", { name: "Hapus “Kasus baru”?" }).waitFor();
	await page.waitForFunction(() => document.querySelector("[role=dialog]")
		?.contains(document.activeElement));
	await press(button("Hapus").last());
	await button("Hapus Kasus baru").waitFor({ state: "detached" });
	await until("no case is among the files", async () => {
		const [, info] = await api(page, "GET", `/api/v1/drafts/${draft}`);

		return !info.files.some(({ path }) => path.startsWith("cases/"));
	});
});

const LESSON = "lessons/pelajaran-1.md";
const editor = () =>
	`/kelola/naskah/${draft}?berkas=${encodeURIComponent(LESSON)}`;

test("two authors who change the same place are told, with both texts, and " +
	"nothing is written before one is chosen", async () => {
	const other = await open(browser, { viewport: DESKTOP });

	await enter(other, author);
	await go(page, editor());
	await go(other, editor());
	await field("f.body", other).waitFor({ timeout: LATE });
	await write(field("f.body"), "Tulisan orang pertama.");
	await saved();
	await write(field("f.body", other), "Tulisan orang kedua.");
	await other.getByRole("heading",
		{ name: "Dua tulisan di tempat yang sama" }).waitFor({ timeout: LATE });
	assert.match(await field("conflict-mine", other).inputValue(),
		/orang kedua/);
	assert.match(await field("conflict-theirs", other).inputValue(),
		/orang pertama/);
	assert.match(await textOf(LESSON), /orang pertama/);
	await look("a conflict of two authors", other);
	await press(button("Pakai tulisan saya", other));
	await saved(other);
	assert.match(await textOf(LESSON), /orang kedua/);
	await other.getByText("Tulisan yang tidak dipakai").waitFor();
	await other.context().close();
});

test("what is typed without a line is kept when the page is closed, and sent " +
	"when it is opened again", async () => {
	await go(page, editor());
	await field("f.body").waitFor({ timeout: LATE });
	await saved();
	await page.context().setOffline(true);
	await write(field("f.body"), "Ditulis di perjalanan.");
	await page.getByText("aman di perangkat ini").waitFor({ timeout: LATE });
	await page.keyboard.type(" Dan setelahnya.");
	await look("the editor without a line");

	const context = page.context();
	await page.close();
	await context.setOffline(false);
	const again = await context.newPage();
	await again.goto(url + editor());
	await field("f.body", again).waitFor({ timeout: LATE });
	assert.equal(await field("f.body", again).inputValue(),
		"Ditulis di perjalanan. Dan setelahnya.");
	await saved(again);
	for (const until = Date.now() + LATE; Date.now() < until;)
		if (/Dan setelahnya/.test(await textOf(LESSON, again)))
			break;
	assert.match(await textOf(LESSON, again), /Dan setelahnya/);
	assert.deepEqual(page.foreign, []);
	assert.deepEqual(page.faults, []);
	await context.close();
});
