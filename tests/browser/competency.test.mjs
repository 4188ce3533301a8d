/*
 * What a job asks for, what a person has, and what they take next: set by an
 * organiser, seen on a phone.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { api, demoPerson, examine, go, launch, open, PHONE, signIn } from
	"./lib.mjs";

const pictures = process.env.BALAI_PICTURES;
const stamp = Date.now().toString(36);
const name = `Menata arsip ${stamp}`;
let browser, learner, organiser, job, me;

async function ok(page, method, path, body) {
	const [status, answer] = await api(page, method, path, body);

	assert.ok(status < 300, `${method} ${path}: ${status} ${
		JSON.stringify(answer)}`);
	return answer;
}

async function keep(page, what) {
	if (pictures)
		await page.screenshot({ fullPage: true,
			path: join(pictures, `${what}.png`) });
}

before(async () => {
	browser = await launch();
	learner = await open(browser);
	organiser = await open(browser);
	await signIn(learner, await demoPerson("learner"));
	await signIn(organiser, await demoPerson("organiser"));
	await learner.setViewportSize(PHONE);
	await organiser.setViewportSize(PHONE);
	me = (await ok(learner, "GET", "/api/v1/me")).id;
	job = (await ok(organiser, "POST", "/api/v1/jobs",
		{ name: `Arsiparis ${stamp}`, kind: "functional" })).id;
	const unit = await ok(organiser, "POST", "/api/v1/units",
		{ name: `Bidang arsip ${stamp}` });

	await ok(organiser, "PUT", `/api/v1/people/${me}/membership`,
		{ unit: unit.id, job, from: "2026-01-01" });
});
after(() => browser?.close());

test("an organiser adds a competency, and asks for it in a job", async () => {
	await go(organiser, "/kelola/kompetensi");
	await organiser.getByLabel("Nama kompetensi").fill(name);
	await organiser.getByLabel("Kode").fill(`AR.${stamp}`);
	await organiser.getByRole("button", { name: "Tambah kompetensi" })
		.click();
	await organiser.getByRole("rowheader", { name }).waitFor();
	await examine(organiser, "competencies");
	await keep(organiser, "competencies");
	await go(organiser, `/kelola/jabatan/${job}`);
	await organiser.getByRole("combobox", { name: "Kompetensi" })
		.selectOption({ label: `Teknis: ${name}` });
	await organiser.getByRole("button", { name: "Tambah" }).click();
	await organiser.getByLabel(`Tingkat ${name}`).selectOption("2");
	await organiser.getByRole("button", { name: "Simpan kompetensi" })
		.click();
	await organiser.getByText("Tersimpan.").waitFor();
	await keep(organiser, "job");
});

test("it is missing, until an assessor's word says otherwise", async () => {
	await go(learner, "/saya/kompetensi");
	await learner.getByText("0 dari 1 kompetensi").waitFor();
	await learner.getByText("Tingkat 0 dari 2 yang diminta").waitFor();
	await examine(learner, "my competencies");
	await keep(learner, "mine");
	await go(organiser, `/kelola/orang/${me}`);
	await organiser.getByText("Catat penilaian").first().click();
	await organiser.getByRole("combobox", { name: "Kompetensi" })
		.selectOption({ label: `Teknis: ${name}` });
	await organiser.getByLabel("Tingkat", { exact: true })
		.selectOption("2");
	await organiser.getByLabel("Dasar penilaian").fill("Uji kompetensi");
	await organiser.getByRole("button", { name: "Catat penilaian" }).click();
	await organiser.getByText("Penilaian tercatat.").waitFor();
	await keep(organiser, "person");
	await go(learner, "/saya/kompetensi");
	await learner.getByText("1 dari 1 kompetensi").waitFor();
	await learner.getByText("Dasarnya").first().click();
	await learner.getByText(/Uji kompetensi/).waitFor();
	assert.deepEqual(learner.faults, []);
});
