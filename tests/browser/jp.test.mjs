/*
 * JP as a learner meets them on a phone, and as the organiser of an agency
 * looks after them: recorded, taken back, ruled, exported.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { api, demoPerson, DESKTOP, examine, go, launch, open, PHONE, settled,
	signIn, top, zip } from "./lib.mjs";

const bin = process.env.BALAI_BIN ?? join(top, "build/release/balai");
const pictures = process.env.BALAI_PICTURES;
const title = `Menata arsip ${Date.now().toString(36)}`;
let browser, learner, organiser, module;

/* One page that is done as soon as it is there. */
function imported() {
	const folder = mkdtempSync(join(tmpdir(), "balai-jp-"));
	const file = join(folder, "modul.zip");

	try {
		writeFileSync(file, zip({
			"imsmanifest.xml": `<?xml version="1.0"?>
<manifest identifier="M" version="1.0"
 xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="O"><organization identifier="O"><title>${title}</title>
<item identifier="I" identifierref="R"><title>Arsip</title></item>
</organization></organizations><resources>
<resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="a.html">
<file href="a.html"/></resource></resources></manifest>`,
			"a.html": `<!doctype html><html lang="id"><meta charset="utf-8">
<title>Arsip</title><h1>Arsip</h1><script>
	let w = window;
	while (!w.API && w.parent !== w) w = w.parent;
	w.API.LMSInitialize("");
	w.API.LMSSetValue("cmi.core.lesson_status", "completed");
	w.API.LMSCommit("");
	w.API.LMSFinish("");
</script></html>`,
		}));
		return JSON.parse(execFileSync(bin, ["import", "--data",
			process.env.BALAI_DATA, "--publish", "--json", file],
		{ encoding: "utf8" })).module;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

before(async () => {
	browser = await launch();
	learner = await open(browser);
	organiser = await open(browser, { acceptDownloads: true });
	await signIn(learner, await demoPerson("learner"));
	await signIn(organiser, await demoPerson("organiser"));
	module = imported();
	const admin = await open(browser);

	await signIn(admin, await demoPerson("admin"));
	assert.equal((await api(admin, "PATCH", `/api/v1/modules/${module}`,
		{ jp: 5 }))[0], 200);
	await admin.context().close();
});
after(() => browser?.close());

/* Kept for eyes where somebody asked for it. */
async function keep(page, name) {
	if (!pictures)
		return;
	for (const [size, scheme] of [[PHONE, "light"], [DESKTOP, "dark"]]) {
		await page.setViewportSize(size);
		await page.emulateMedia({ colorScheme: scheme });
		await page.screenshot({ fullPage: true,
			path: join(pictures, `${name}-${size.width}.png`) });
	}
	await page.setViewportSize(PHONE);
	await page.emulateMedia({ colorScheme: "light" });
}

test("the moment of finishing tells the JP, and the year has them", async () => {
	await go(learner, `/modul/${module}/belajar`);
	await learner.getByRole("status").filter({ hasText: /^Selesai\./ })
		.getByText("5 JP tercatat.").waitFor();
	await keep(learner, "end");
	await go(learner, `/modul/${module}`);
	await learner.getByText("5 JP tercatat.").waitFor();
	await go(learner, "/saya");
	await learner.getByRole("link", { name: "Lihat JP saya" }).click();
	await learner.getByRole("heading", { name: "JP saya" }).waitFor();
	await learner.getByRole("heading", { name: title }).waitFor();
	await learner.getByText("Bukti: hasil belajar di Balai").first().waitFor();
	await examine(learner, "a year of JP");
	await keep(learner, "mine");
	await go(learner, "/saya/jp?tahun=2020");
	await learner.getByText("Belum ada JP pada tahun 2020.").waitFor();
	await examine(learner, "a year without JP");
});

test("an organiser records training, and takes an entry back", async () => {
	await go(organiser, "/kelola/jp");
	await organiser.getByText(title).first().waitFor();
	await organiser.getByRole("link", { name: "Catat pelatihan lain" }).click();
	await organiser.getByRole("button", { name: "Simpan catatan" }).click();
	await organiser.getByRole("alert").getByText("Isi Bukti.").waitFor();
	await examine(organiser, "a record without its fields");
	await organiser.getByLabel("NIP, nama masuk, atau surel pegawai")
		.fill("19950412 201903 2 004");
	await organiser.getByLabel("Nama pelatihan").fill(`Bimtek ${title}`);
	await organiser.getByLabel("Penyelenggara").fill("ANRI");
	await organiser.getByLabel("Hari pertama").fill("2026-03-02");
	await organiser.getByLabel("Hari terakhir").fill("2026-03-03");
	await organiser.getByLabel("Jumlah JP").fill("12,5");
	await organiser.getByLabel("Bukti").fill("Sertifikat 12/ANRI");
	await keep(organiser, "manual");
	await organiser.getByRole("button", { name: "Simpan catatan" }).click();
	await organiser.getByText(/^Tersimpan: 12,5 JP untuk/).waitFor();
	await go(organiser, `/kelola/jp?year=2026&q=${encodeURIComponent(title)}`);
	await organiser.getByRole("row").filter({ hasText: "Bimtek" }).waitFor();
	await examine(organiser, "the ledger");
	await keep(organiser, "ledger");
	await organiser.getByRole("row").filter({ hasText: "Bimtek" })
		.getByRole("button", { name: /^Batalkan/ }).click();
	const dialog = organiser.getByRole("dialog");

	await dialog.getByRole("button", { name: "Batalkan 12,5 JP" }).click();
	await dialog.getByText("Tulis alasannya dahulu.").first().waitFor();
	await examine(organiser, "taking an entry back");
	await keep(organiser, "reverse");
	await dialog.getByLabel("Alasan").fill("Tercatat dua kali");
	await dialog.getByRole("button", { name: "Batalkan 12,5 JP" }).click();
	await organiser.getByText(/^Dibatalkan: 12,5 JP milik/).waitFor();
	await organiser.getByText("Pembatalan: Tercatat dua kali").first()
		.waitFor();
});

test("rules, targets and doubts are told in words", async () => {
	await go(organiser, "/kelola/jp/aturan");
	await organiser.getByText("Berlaku hari ini").first().waitFor();
	await examine(organiser, "the rules");
	await keep(organiser, "rules");
	await organiser.getByLabel("Asal").selectOption("programme");
	await organiser.getByLabel("Bentuk").selectOption("blended");
	await organiser.getByLabel("Paling banyak JP untuk satu hal").fill("40");
	await organiser.getByRole("button", { name: "Tambah aturan" }).click();
	await organiser.getByText("Aturan ditambahkan.").waitFor();
	const own = organiser.getByRole("listitem")
		.filter({ hasText: "paling banyak 40 JP" });

	await own.getByText("Berlaku hari ini").waitFor();
	await own.getByRole("button", { name: /^Akhiri/ }).click();
	await organiser.getByRole("dialog")
		.getByRole("button", { name: "Akhiri aturan" }).click();
	await organiser.getByText(/^Aturan berakhir/).waitFor();
	await go(organiser, "/kelola/jp/target");
	await organiser.getByText("PNS: paling sedikit 20 JP").waitFor();
	await examine(organiser, "the targets");
	await keep(organiser, "targets");
	await organiser.getByRole("button", { name: "Tambah target" }).click();
	await organiser.getByRole("alert")
		.getByText("Isi salah satu atau keduanya.").waitFor();
	await go(organiser, "/kelola/jp/ragu");
	await organiser.getByText("Tidak ada catatan yang diragukan.").waitFor();
	await examine(organiser, "no doubts");
});

test("the export says what is missing, and takes it from a pasted table",
	async () => {
		await go(organiser, "/kelola/jp/siasn");
		await organiser.getByRole("button", { name: "Siapkan ekspor" }).click();
		await organiser.getByText(/belum mempunyai pnsOrangId: Sari/).waitFor();
		await examine(organiser, "the export");
		await keep(organiser, "siasn");
		await organiser.getByLabel("Tabel NIP dan pnsOrangId").fill(
			"199504122019032004\t0f2dd60c-1b6e-4b1a-9b7c-1e5a6f0c9d11\n" +
			"199504122019039999\tbukan");
		await organiser.getByRole("button", { name: "Simpan pnsOrangId" })
			.click();
		await organiser.getByText("1 baris disimpan.").waitFor();
		await organiser.getByText("Baris 2: bukan nomor BKN (UUID)").waitFor();
		await organiser.getByRole("button", { name: "Siapkan ekspor" }).click();
		await settled(organiser);
		const waiting = organiser.waitForEvent("download");

		await organiser.getByRole("button", { name: "Unduh XLSX" }).click();
		const file = await (await waiting).path();
		const shared = execFileSync("bsdtar",
			["-xOf", file, "xl/sharedStrings.xml"], { encoding: "utf8" });

		assert.ok(readFileSync(file).length > 1000);
		for (const word of ["instansiId", "tanggalSelesaiKursus", title,
			"0f2dd60c-1b6e-4b1a-9b7c-1e5a6f0c9d11", "balai.catatan"])
			assert.ok(shared.includes(word), word);
		await organiser.getByRole("button", { name: /sebagai diekspor$/ })
			.click();
		await organiser.getByText(/baris ditandai\.$/).waitFor();
		await settled(organiser);
		await organiser.evaluate(() => localStorage
			.setItem("balai.lang", "en"));
		await go(organiser, "/kelola/jp/siasn");
		await organiser.getByRole("heading", { name: "SIASN export" }).waitFor();
		await examine(organiser, "the export in English");
		assert.deepEqual([...organiser.faults, ...learner.faults], []);
		assert.deepEqual([...organiser.foreign, ...learner.foreign], []);
	});
