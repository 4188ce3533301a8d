/*
 * Question banks as authors meet them: rows pasted from a spreadsheet, the
 * template of Excel filled in and read again, what could not be taken, a question
 * with its versions.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { api, demoPerson, enter, examine, go, launch, open, url } from
	"./lib.mjs";

const stamp = Date.now().toString(36);
const name = `Bank ${stamp}`;
let browser, page, bank;

const result = () => page.locator("#result");
const table = (id) => page.locator(`#${id} + table tbody tr`);

before(async () => {
	browser = await launch();
	page = await open(browser, { acceptDownloads: true });
	await enter(page, await demoPerson("author"));
});

after(() => browser?.close());

test("a bank is made from Kelola, by keyboard", async () => {
	await go(page, "/kelola");
	await page.locator("summary", { hasText: "Menu Kelola: Modul" }).focus();
	await page.keyboard.press("Enter");
	await page.locator("nav a", { hasText: "Bank soal" }).focus();
	await page.keyboard.press("Enter");
	await page.waitForURL(`${url}/kelola/bank`);
	await page.waitForSelector("#name");
	await page.keyboard.press("Tab");
	await page.focus("#name");
	await page.keyboard.press("Enter");
	await page.waitForSelector("text=Isi nama bank soal.");
	await examine(page, "banks with a fault");
	await page.focus("#name");
	await page.keyboard.type(name);
	await page.keyboard.press("Enter");
	await page.waitForURL(/\/kelola\/bank\/[a-z0-9]{26}$/);
	bank = page.url().slice(url.length);
	await page.waitForSelector("text=Bank ini belum berisi soal.");
	await examine(page, "an empty bank");
});

test("rows are pasted, looked at, and those that fit are imported",
	async () => {
		await go(page, `${bank}/impor`);
		await page.click("text=Periksa soal");
		await page.waitForSelector("text=Pilih berkas atau tempel");
		await examine(page, "import");
		await page.fill("#paste", ["Jenis\tSoal\tPilihan A\tPilihan B\tKunci\tTag",
			"Pilihan ganda\tIbu kota Jawa Barat?\tBandung\tSerang\tA\tkota",
			"Benar salah\t\"Satu\"\t\t\tBenar",
			"Angka\tBerapa?\t\t\ttiga"].join("\n"));
		await page.click("text=Periksa soal");
		await result().waitFor();
		await page.waitForFunction(() =>
			document.activeElement.id === "result");
		assert.equal(await table("taken").count(), 2);
		assert.match(await table("refused").innerText(),
			/Kolom Kunci: `tiga` bukan angka/);
		assert.match(await table("refused").innerText(), /baris 4/);
		await examine(page, "what an import found");
		const [, now] = await api(page, "GET",
			`${bank.replace("/kelola/bank", "/api/v1/banks")}/questions`);

		assert.equal(now.total, 0);
		await page.click("text=Impor 2 soal");
		await page.waitForSelector(`text=2 soal tersimpan di ${name}.`);
	});

test("the template of Excel is downloaded, and read as it is", async () => {
	await go(page, `${bank}/impor`);
	const [got] = await Promise.all([page.waitForEvent("download"),
		page.click("text=Unduh templat Excel")]);
	const bytes = await readFile(await got.path());

	assert.equal(got.suggestedFilename(), "templat-soal.xlsx");
	assert.equal(bytes.subarray(0, 2).toString(), "PK");
	await page.setInputFiles("#file", { name: "templat-soal.xlsx",
		mimeType: "", buffer: bytes });
	await page.click("text=Periksa soal");
	await result().waitFor();
	assert.equal(await page.locator("#refused").count(), 0);
	assert.equal(await page.locator("#warnings").count(), 0);
	assert.equal(await table("taken").count(), 8);
	await page.click("text=Impor 8 soal");
	await page.waitForSelector(`text=8 soal tersimpan di ${name}.`);
});

test("the template of CSV holds the same", async () => {
	await go(page, `${bank}/impor`);
	const [got] = await Promise.all([page.waitForEvent("download"),
		page.click("text=Unduh templat CSV")]);

	await page.setInputFiles("#file", await got.path().then(async (path) => ({
		name: "t.csv", mimeType: "", buffer: await readFile(path) })));
	await page.click("text=Periksa soal");
	await result().waitFor();
	assert.equal(await page.locator("td", { hasText: "sudah ada" }).count(),
		8);
});

test("a file that is no workbook says so and keeps what was chosen",
	async () => {
		await go(page, `${bank}/impor`);
		await page.setInputFiles("#file", { name: "rusak.xlsx", mimeType: "",
			buffer: Buffer.from("PK\x03\x04 bukan zip") });
		await page.click("text=Periksa soal");
		await page.waitForSelector("text=Berkas Excel ini tidak dapat dibaca.");
		assert.match(await page.innerText("form"), /rusak\.xlsx/);
	});

test("a bank is searched and filtered, and a question shows its key",
	async () => {
		await go(page, bank);
		assert.equal(await page.locator("tbody tr").count(), 10);
		await examine(page, "a bank");
		await page.selectOption("#tag", "kota");
		await page.waitForURL(/tag=kota/);
		await page.waitForFunction(() =>
			document.querySelectorAll("tbody tr").length === 1);
		await page.click("tbody a");
		await page.waitForSelector("text=Tampak bagi peserta");
		const chosen = page.locator("input:checked");

		assert.equal(await chosen.count(), 1);
		assert.match(await chosen.evaluate((input) =>
			input.labels[0].innerText), /Bandung/);
		await examine(page, "a question of a bank");
		await page.click("text=Tarik soal");
		await page.waitForSelector("text=tidak diambil lagi untuk kuis");
		await page.click("text=Pakai lagi");
		await page.waitForSelector("text=Soal dipakai lagi.");
	});

test("a bank is downloaded as GIFT and comes back the same", async () => {
	await go(page, bank);
	const [got] = await Promise.all([page.waitForEvent("download"),
		page.click("text=Unduh GIFT")]);
	const gift = (await readFile(await got.path())).toString();

	assert.match(gift, /Ibu kota Jawa Barat/);
	await go(page, `${bank}/impor`);
	await page.fill("#paste", gift);
	await page.click("text=Periksa soal");
	await result().waitFor();
	assert.equal(await page.locator("td", { hasText: "sudah ada" }).count(),
		10);
});

test("at the address of no bank nothing can be imported", async () => {
	await page.goto(`${url}/kelola/bank/00000000000000000000000000`);
	await page.waitForSelector("text=Tidak ada apa pun di sini");
	assert.equal(await page.locator("main a[href$='/impor']").count(), 0);
});

/* By the keyboard alone: to that control, and pressed. */
async function press(control) {
	await control.focus();
	await page.keyboard.press("Enter");
}

async function write(id, text) {
	await page.locator(`[id="${id}"]`).focus();
	await page.keyboard.press("Control+a");
	await page.keyboard.type(text);
}

const button = (words) => page.locator("button", { hasText: words });
const link = (words) => page.locator("a", { hasText: words });
/* The summary takes the focus a moment after it is drawn. */
const heard = (id) => page.waitForFunction((field) =>
	document.activeElement.matches(".summary") &&
	document.activeElement.querySelector(`a[href="#${field}"]`), id);

async function begin(kind) {
	await go(page, bank);
	await press(link("Tulis soal"));
	await press(button(kind));
	await page.waitForFunction(() => document.activeElement.id === "f.text");
}

test("a single choice is written by keyboard, its fault told at its field, " +
	"mended, and changed to version 2", async () => {
	await begin("Pilihan tunggal");
	await page.keyboard.type(`Ibu kota Banten? ${stamp}`);
	await write("f.choices.0.text", "Serang");
	await write("f.choices.1.text", "Bandung");
	await press(button("Simpan soal"));
	await heard("f.choices.2.text");
	assert.equal(await page.locator("[id='f.choices.2.text']")
		.getAttribute("aria-invalid"), "true");
	assert.doesNotMatch(await page.innerText(".summary"), /\/choices/);
	assert.equal(await page.evaluate(() =>
		document.activeElement.className), "notice bad summary");
	await examine(page, "a question with a fault");
	await page.reload();
	await page.waitForSelector("text=yang belum disimpan ada lagi");
	assert.equal(await page.inputValue("[id='f.choices.1.text']"), "Bandung");
	await write("f.choices.2.text", "Bogor");
	await press(button("Simpan soal"));
	await page.waitForSelector("text=Tampak bagi peserta");
	await press(link("Ubah").last());
	await page.waitForSelector("[id='f.text']");
	await write("f.choices.2.text", "Garut");
	await write("note", "Pengecoh diganti");
	await page.waitForSelector(".edit-preview >> text=Garut");
	await examine(page, "a question that is changed");
	await press(button("Simpan versi baru"));
	await page.waitForSelector("text=Pengecoh diganti");
	assert.match(await page.innerText("main"), /Versi 2/);
	assert.equal(await page.evaluate(() => Object.keys(sessionStorage)
		.filter((key) => key.startsWith("balai.bank.")).length), 0);
});

test("a number is written by keyboard; without a line nothing typed is lost",
	async () => {
		await begin("Angka");
		await page.keyboard.type(`Berapa jam sehari? ${stamp}`);
		await write("f.answer", "dua");
		await press(button("Simpan soal"));
		await heard("f.answer");
		await write("f.answer", "24");
		await page.context().setOffline(true);
		await press(button("Simpan soal"));
		await page.waitForFunction(() =>
			document.activeElement.matches(".summary:not(:has(a))"));
		assert.equal(await page.inputValue("[id='f.answer']"), "24");
		await page.context().setOffline(false);
		await press(button("Simpan soal"));
		await page.waitForSelector("text=Tampak bagi peserta");
		assert.match(await page.innerText("main"), /Versi 1/);
	});

test("all of it happened without a fault and without asking anybody else",
	() => {
		assert.deepEqual(page.faults, []);
		assert.deepEqual(page.foreign, []);
	});
