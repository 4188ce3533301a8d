/*
 * From a wish to what came of it: proposed on a phone, supported by another,
 * found again by asking, put on the map, answered by a module, and read.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { api, demoPerson, enter, examine, go, launch, open, PHONE, press,
	scorm12, settled } from "./lib.mjs";

const pictures = process.env.BALAI_PICTURES;
const stamp = Date.now().toString(36);
const TITLE = `Menjawab keluhan di media sosial ${stamp}`;
const MODULE = `Media sosial untuk loket ${stamp}`;
const LIKE = `Menjawab keluhan lewat media sosial ${stamp}`;
let browser, learner, author, organiser, admin, unit, need, module;

async function ok(page, method, path, body) {
	const [status, answer] = await api(page, method, path, body);

	assert.ok(status < 300, `${method} ${path}: ${status} ${
		JSON.stringify(answer)}`);
	return answer;
}

/* Light and dark, a phone and a desktop, when pictures are asked for. */
async function keep(page, what) {
	if (!pictures)
		return;
	for (const [name, size] of [["phone", PHONE],
		["desk", { width: 1280, height: 800 }]])
		for (const colorScheme of ["light", "dark"]) {
			await page.setViewportSize(size);
			await page.emulateMedia({ colorScheme });
			await page.screenshot({ fullPage: true,
				path: join(pictures, `${what}-${name}-${colorScheme}.png`) });
		}
	await page.setViewportSize(PHONE);
	await page.emulateMedia({ colorScheme: "light" });
}

async function look(page, what) {
	await examine(page, what);
	await keep(page, what.replaceAll(" ", "-"));
}

function published() {
	const folder = mkdtempSync(join(tmpdir(), "balai-needs-"));
	const file = join(folder, "a.zip");

	writeFileSync(file, scorm12(MODULE));
	try {
		return JSON.parse(execFileSync(process.env.BALAI_BIN, ["import",
			"--data", process.env.BALAI_DATA, "--publish", "--json", file],
		{ encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })).module;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

before(async () => {
	module = published();
	browser = await launch();
	learner = await open(browser);
	author = await open(browser);
	organiser = await open(browser);
	admin = await open(browser);
	await enter(admin, await demoPerson("admin"));
	await enter(learner, await demoPerson("learner"));
	await enter(author, await demoPerson("author"));
	await enter(organiser, await demoPerson("organiser"));
	unit = (await ok(organiser, "POST", "/api/v1/units",
		{ name: `Loket ${stamp}` })).id;
	await ok(organiser, "PUT", `/api/v1/people/${
		(await ok(learner, "GET", "/api/v1/me")).id}/membership`,
	{ unit, job: null, from: "2026-01-01" });
});
after(() => browser?.close());

test("where there is no need yet the map leads to noting one", async () => {
	await go(organiser, "/kelola/kebutuhan?topic=finance");
	await organiser.getByText("Tidak ada kebutuhan untuk pilihan ini.").waitFor();
	await go(organiser, "/kelola/kebutuhan");
	await organiser.getByText(/^Belum ada kebutuhan\./).waitFor();
	await look(organiser, "map of nothing");
	await organiser.getByRole("link", { name: "Catat kebutuhan" }).click();
	await organiser.getByRole("heading", { name: "Catat kebutuhan" }).waitFor();
});

test("a catalogue that has nothing leads to proposing it", async () => {
	await go(learner, `/katalog?q=tidakada${stamp}`);
	await learner.getByRole("link", { name: "Tidak ketemu? Usulkan topik" })
		.click();
	await learner.getByRole("heading", { name: "Usulkan topik" }).waitFor();
	assert.equal(await learner.getByLabel("Topik").inputValue(),
		`tidakada${stamp}`);
	await learner.getByLabel("Topik").fill("");
	await learner.getByRole("button", { name: "Kirim usulan" }).click();
	await learner.getByText("Tulis topiknya.").first().waitFor();
	await look(learner, "propose refused");
	await learner.getByLabel("Topik").fill(TITLE);
	await learner.getByLabel("Untuk pekerjaan apa?")
		.fill("Warga bertanya di kolom komentar.");
	await learner.getByLabel("Bidang").selectOption("public-service");
	await learner.getByLabel("Untuk siapa?").selectOption("unit");
	await learner.getByRole("button", { name: "Kirim usulan" }).click();
	await learner.getByText("Usulan Anda tersimpan.").waitFor();
	await learner.getByText("Diusulkan oleh Anda").waitFor();
	need = new URL(learner.url()).pathname.split("/").pop();
	await look(learner, "proposed");
});

test("who is about to propose the same is shown it, and supports it by keys",
	async () => {
		await go(author, "/kebutuhan/baru");
		await author.getByLabel("Topik").fill(LIKE);
		await author.getByRole("button", { name: "Kirim usulan" }).click();
		await author.getByRole("heading", { name: "Mungkin sudah diusulkan" })
			.waitFor();
		assert.equal(await author.evaluate(() =>
			document.activeElement.id), "near");
		await look(author, "near");
		await author.getByRole("link", { name: TITLE }).click();
		await author.getByRole("heading", { level: 1, name: TITLE }).waitFor();
		await press(author, author.getByRole("button",
			{ name: `Dukung ${TITLE}` }));
		await author.getByText("Dukungan Anda tercatat.").waitFor();
		await author.getByText(/^kurang dari 5 orang lain mendukung/).waitFor();
		assert.equal((await author.content()).includes(
			(await ok(learner, "GET", "/api/v1/me")).name), false);
		await go(author, `/kebutuhan?q=${stamp}&state=open`);
		await author.getByRole("link", { name: TITLE }).waitFor();
		await look(author, "list");
	});

test("an organiser writes down what an interview brought", async () => {
	await go(organiser, "/kelola/kebutuhan/temuan/baru");
	await organiser.getByRole("button", { name: "Simpan" }).click();
	await organiser.getByText("Pilih harinya.").first().waitFor();
	await organiser.getByLabel("Hari").fill("2026-01-31");
	await organiser.getByLabel("Siapa yang ditanya").fill("Enam petugas loket");
	await organiser.getByLabel("Apa yang ditemukan")
		.fill(`Tidak tahu nada yang pantas (${stamp}).`);
	await organiser.getByLabel("Unit kerja").selectOption(unit);
	await organiser.getByLabel("Kebutuhan").selectOption("+");
	await organiser.getByLabel("Topik kebutuhan baru").fill(LIKE);
	await look(organiser, "finding form");
	await organiser.getByRole("button", { name: "Simpan" }).click();
	await organiser.getByRole("link", { name: LIKE }).waitFor();
	await organiser.getByRole("button", { name: /^Ubah/ }).first().click();
	await look(organiser, "findings");
	await organiser.getByRole("link", { name: LIKE }).click();
	await organiser.getByRole("heading", { level: 1, name: LIKE }).waitFor();
});

test("and makes it one with what was proposed", async () => {
	await organiser.getByText("Gabungkan dengan kebutuhan lain").click();
	await organiser.getByLabel("Cari kebutuhan").fill(stamp);
	await organiser.getByLabel("Cari kebutuhan").press("Enter");
	await organiser.getByRole("button",
		{ name: `Pilih ${TITLE}` }).click();
	await look(organiser, "merging");
	await organiser.getByRole("dialog").getByRole("button",
		{ name: "Gabungkan", exact: true }).click();
	await organiser.getByRole("heading", { level: 1, name: TITLE }).waitFor();
	await settled(organiser);
	await organiser.getByText(`“${LIKE}” digabung ke sini`).waitFor();
	await organiser.getByText("Tidak tahu nada yang pantas").waitFor();
});

test("on the map it is a gap of its unit until a module answers it",
	async () => {
		const map = `/kelola/kebutuhan?unit=${unit}`;

		await go(organiser, map);
		await organiser.getByText("Belum ada modul").first().waitFor();
		await look(organiser, "map with a gap");
		await organiser.getByRole("link", { name: TITLE }).click();
		await organiser.getByRole("heading", { name: "Yang menjawabnya" })
			.waitFor();
		await organiser.getByLabel("Cari modul atau pelatihan").fill(stamp);
		await organiser.getByLabel("Cari modul atau pelatihan").press("Enter");
		await organiser.getByRole("button",
			{ name: `Tambah ${MODULE}` }).first().click();
		await organiser.getByRole("button", { name: `Hapus ${MODULE}` })
			.waitFor();
		await look(organiser, "decide");
		await go(organiser, map);
		await organiser.getByText("Semua terjawab").waitFor();
		await look(organiser, "map");
		await go(organiser, `/kelola/kebutuhan/daftar?q=${stamp}`);
		await look(organiser, "desk list");
	});

test("declining asks for a reason; the answer reaches who asked", async () => {
	await go(organiser, `/kelola/kebutuhan/${need}`);
	await organiser.getByLabel("Keadaan").selectOption("declined");
	await organiser.getByRole("button", { name: "Simpan keputusan" }).click();
	await organiser.getByText("Tulis apa hasilnya atau alasannya").first()
		.waitFor();
	await organiser.getByLabel("Keadaan").selectOption("answered");
	await organiser.getByLabel("Hasil atau alasan")
		.fill("Pelajari modul ini, lalu ikuti latihan di loket.");
	await organiser.getByRole("button", { name: "Simpan keputusan" }).click();
	await organiser.getByText("Tersimpan.").waitFor();
	await go(author, "/saya/pemberitahuan");
	await author.getByRole("link",
		{ name: `Topik “${TITLE}” sudah terjawab` }).click();
	await author.getByText("Pelajari modul ini, lalu ikuti latihan").first()
		.waitFor();
	await look(author, "answered");
	await go(author, `/modul/${module}`);
	await author.getByRole("heading", { name: "Menjawab kebutuhan" })
		.waitFor();
	await author.getByRole("link", { name: TITLE }).waitFor();
});

test("a regulation that changed leads to a module’s revision", async () => {
	await go(organiser, "/kelola/kebutuhan/baru");
	await organiser.getByLabel("Topik").fill(`Cuti pegawai ${stamp}`);
	await organiser.getByRole("button", { name: "Simpan" }).click();
	await organiser.getByText("Sebut peraturan yang berubah.").first()
		.waitFor();
	await look(organiser, "note");
	await organiser.getByLabel("Peraturan yang berubah")
		.fill("Permenpan RB 5/2026");
	await organiser.getByRole("button", { name: "Simpan" }).click();
	await organiser.getByText("Peraturan yang berubah: Permenpan RB 5/2026")
		.first().waitFor();
	const { pathname } = new URL(organiser.url());

	await ok(organiser, "PUT", `/api/v1/needs/${
		pathname.split("/").pop()}/answers`,
	{ modules: [module], programmes: [] });
	await go(admin, pathname);
	const ask = admin.getByRole("button", { name: `Minta revisi ${MODULE}` });

	await ask.click();
	await admin.getByText("Tulis apa yang harus berubah.").first().waitFor();
	await look(admin, "revise");
	await admin.getByLabel("Apa yang harus berubah?")
		.fill("Hak cuti bagi PPPK.");
	await ask.click();
	await admin.getByText(`Tugas revisi untuk “${MODULE}” dibuka.`).waitFor();
});

test("all of it in English, and no page did what it should not", async () => {
	for (const page of [author, organiser])
		await page.evaluate(() => localStorage.setItem("balai.lang", "en"));
	await go(author, "/kebutuhan");
	await author.getByRole("heading", { name: "What we need to learn" })
		.waitFor();
	await keep(author, "english-list");
	await go(author, `/kebutuhan/${need}`);
	await author.getByText("What came of it").waitFor();
	await keep(author, "english-need");
	await go(organiser, `/kelola/kebutuhan?unit=${unit}`);
	await organiser.getByText("All answered").waitFor();
	await keep(organiser, "english-map");
	await go(organiser, `/kelola/kebutuhan/${need}`);
	await organiser.getByText("Merge with another need").waitFor();
	await keep(organiser, "english-decide");
	for (const page of [learner, author, organiser, admin]) {
		assert.deepEqual(page.faults, []);
		assert.deepEqual(page.foreign, []);
	}
});
