/*
 * A programme from beginning to end: an organiser makes it of a module, a
 * webinar and a quiz, enrols a unit, and somebody of it learns on a phone.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nativeFiles, nativeZip } from "../lib/native.mjs";
import { api, demoPerson, during, enter, examine, go, launch, open, PHONE,
	settled, url } from "./lib.mjs";
import { badge, importArchive, saved } from "./lessons.mjs";

const stamp = Date.now().toString(36);
const title = `Pelatihan ${stamp}`;
const course = `Modul ${stamp}`;
const quizzes = `Kuis ${stamp}`;
const seen = { faults: [], foreign: [] };
let browser, page, learner, batch;

const MANIFEST = `<?xml version="1.0"?>
<manifest identifier="m${stamp}" version="1"
 xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>${course}</title>
<item identifier="i0" identifierref="r0"><title>Satu</title></item>
</organization></organizations><resources><resource identifier="r0"
 type="webcontent" adlcp:scormtype="sco" href="p.html">
<file href="p.html"/></resource></resources></manifest>`;
/* It is done when it is opened. */
const LESSON = `<!doctype html><html lang="id"><title>Satu</title>
<h1>${course}</h1><script>
window.parent.API.LMSInitialize("");
window.parent.API.LMSSetValue("cmi.core.lesson_status", "completed");
window.parent.API.LMSCommit("");
</script>`;

function scorm() {
	const folder = mkdtempSync(join(tmpdir(), "balai-programme-"));

	writeFileSync(join(folder, "imsmanifest.xml"), MANIFEST);
	writeFileSync(join(folder, "p.html"), LESSON);
	execFileSync("bsdtar", ["-a", "-cf", "module.zip", "imsmanifest.xml",
		"p.html"], { cwd: folder });
	process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
	return join(folder, "module.zip");
}

async function made(method, path, body) {
	const [status, answer] = await api(page, method, path, body);

	assert.ok(status < 300, `${path}: ${status} ${JSON.stringify(answer)}`);
	return answer;
}

/* A unit with the learner in it, and a webinar tomorrow. */
async function prepare() {
	const unit = await made("POST", "/api/v1/units", { name: `Unit ${stamp}` });
	const { people } = await made("GET",
		`/api/v1/people?q=${learner.login}`);
	const starts = Date.now() + 24 * 3600_000;

	await made("PUT", `/api/v1/people/${people[0].id}/membership`,
		{ unit: unit.id, from: "2026-01-01" });
	await made("POST", "/api/v1/events", { title: `Webinar ${stamp}`,
		kind: "webinar", startsAt: starts, endsAt: starts + 3600_000,
		zone: "WIB", audience: "batch",
		joinUrl: "https://meet.example.go.id/x", publish: true });
}

before(async () => {
	browser = await launch();
	importArchive(process.env.BALAI_DATA, scorm());
	importArchive(process.env.BALAI_DATA,
		nativeZip(nativeFiles(`kuis-${stamp}`, quizzes)));
	learner = await demoPerson("learner");
	page = await open(browser);
	await enter(page, await demoPerson("organiser"));
	await prepare();
});

after(() => browser?.close());

async function addModule(kind, name) {
	await page.selectOption("#new-step-kind", kind);
	await page.fill("#step-module", name);
	await page.getByRole("button", { name: "Cari", exact: true }).click();
	await page.getByRole("button", { name: `Tambahkan ${name}` }).click();
}

test("an organiser makes a programme of a module, a webinar and a quiz",
	async () => {
		await go(page, "/kelola/pelatihan");
		await examine(page, "programmes");
		await page.getByRole("link", { name: "Buat pelatihan" }).click();
		await page.getByRole("button", { name: "Buat pelatihan" }).click();
		await page.waitForSelector("text=Tulis judul pelatihan.");
		await examine(page, "a programme with a fault");
		await page.fill("#title", title);
		await page.fill("#jp", "2,5");
		await page.getByRole("button", { name: "Buat pelatihan" }).click();
		await page.waitForURL(/\/kelola\/pelatihan\/[a-z0-9]{26}$/);
		await addModule("quiz", quizzes);
		await page.getByRole("button", { name: "Tambahkan Kuis akhir" })
			.click();
		await addModule("module", course);
		await page.selectOption("#new-step-kind", "event");
		await page.fill("#new-step-title", "Webinar tanya jawab");
		await page.getByRole("button", { name: "Tambahkan langkah" }).click();
		/* The quiz comes last, by the keys. */
		for (const n of [2, 3]) {
			await page.getByRole("button", { name: "Turunkan Kuis akhir" })
				.focus();
			await page.keyboard.press("Enter");
			await page.waitForSelector(
				`text=Kuis akhir sekarang langkah ${n}.`);
		}
		await page.getByRole("button", { name: "Ubah Kuis akhir" }).click();
		await page.selectOption("#after-2", "0");
		await page.getByRole("button", { name: "Simpan langkah" }).click();
		await page.waitForSelector("text=Tersimpan.");
		await examine(page, "the steps of a programme");
		await page.getByRole("button", { name: "Terbitkan pelatihan" })
			.click();
		await page.waitForSelector("text=Belum ada angkatan.");
		await page.getByRole("link", { name: "Pratinjau" }).click();
		await page.waitForSelector(`text=Selesaikan dahulu: ${course}`);
		await examine(page, "a programme looked at as a learner");
		await page.goBack();
	});

test("and a batch of it, with its webinar, for a whole unit", async () => {
	await page.locator("summary").click();
	await page.fill("#name", "Angkatan I");
	await page.fill("#startsAt", new Date().toISOString().slice(0, 10));
	await page.fill("#endsAt", new Date(Date.now() + 9 * 24 * 3600_000)
		.toISOString().slice(0, 10));
	await page.getByRole("button", { name: "Buka angkatan" }).click();
	await page.waitForURL(/\/kelola\/angkatan\/[a-z0-9]{26}$/);
	batch = page.url().split("/").at(-1);
	await page.locator("#enrol-which").selectOption({ label: `Unit ${stamp}` });
	await page.getByRole("button", { name: "Daftarkan 1 orang" }).click();
	await page.waitForSelector("text=1 orang didaftarkan.");
	const choose = page.getByLabel("Kegiatan untuk Webinar tanya jawab");

	await choose.selectOption({ index: 1 });
	await page.waitForFunction((name) => [...document.querySelectorAll(
		"option")].some((o) => o.selected && o.textContent.includes(name)),
	`Webinar ${stamp}`);
	await page.getByRole("button", { name: "Ingatkan yang belum mulai" })
		.click();
	await page.waitForSelector("text=1 orang diingatkan");
	await settled(page);
	await examine(page, "a batch with its people");
});

test("who is of that unit follows it on a phone, step by step", () =>
	during(browser, { who: learner, seen, options: { viewport: PHONE } },
		async (phone) => {
			await go(phone, "/pelatihan");
			await examine(phone, "my programmes");
			await phone.getByRole("link", { name: title }).click();
			await phone.waitForSelector("text=0% selesai");
			await phone.waitForSelector(`text=Selesaikan dahulu: ${course}`);
			await examine(phone, "a programme at its beginning");
			await phone.getByRole("link", { name: `Buka modul ${course}` })
				.click();
			await phone.waitForURL(/\/belajar/);
			await badge(phone, saved);
			await phone.locator(`a[href="/pelatihan/${batch}"]`).first()
				.click();
			await phone.waitForSelector("text=33% selesai");
			await examine(phone, "a programme on its way");
			await phone.getByRole("link", { name: "Kerjakan kuis" })
				.click();
			await phone.getByRole("button", { name: "Mulai kuis" }).click();
			await phone.locator("label", { hasText: "kuncirahasia dua" })
				.click();
			await phone.getByRole("button", { name: "Ke ringkasan" }).click();
			await phone.getByRole("button", { name: "Kirim jawaban" }).click();
			await phone.getByRole("dialog").getByRole("button",
				{ name: "Kirim jawaban" }).click();
			await phone.getByText("Lulus. Nilai Anda 100.").waitFor();
			await phone.locator(`a[href="/pelatihan/${batch}"]`).first()
				.click();
			await phone.waitForSelector("text=66% selesai");
			await phone.getByRole("link", { name: "Buka kegiatan" })
				.waitFor();
		}));

test("and the organiser sees how far they are", async () => {
	await page.reload();
	await settled(page);
	await page.waitForSelector("text=0 dari 1 peserta selesai, 0 belum mulai");
	await page.waitForSelector("td >> text=66%");
	await page.selectOption("#state", "waiting");
	await page.waitForSelector("text=Tidak ada peserta yang cocok.");
});

test("no screen of it did what none should", () => {
	assert.deepEqual([...page.faults, ...seen.faults], []);
	assert.deepEqual([...page.foreign, ...seen.foreign], []);
});
