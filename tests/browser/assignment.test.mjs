/*
 * An assignment and the discussion of a batch on a phone: written, handed in,
 * returned, mended, marked; written, answered, hidden.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { api, demoPerson, DESKTOP, examine, go, launch, open, PHONE, signIn }
	from "./lib.mjs";

const DAY = 24 * 3600 * 1000;
const pictures = process.env.BALAI_PICTURES;
const stamp = Date.now().toString(36);
let browser, learner, organiser, batch, task, talk;

async function ok(page, method, path, body) {
	const [status, answer] = await api(page, method, path, body);

	assert.ok(status < 300, `${method} ${path}: ${status} ${
		JSON.stringify(answer)}`);
	return answer;
}

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

before(async () => {
	browser = await launch();
	learner = await open(browser);
	organiser = await open(browser);
	await signIn(learner, await demoPerson("learner"));
	await signIn(organiser, await demoPerson("organiser"));
	const { id } = await ok(learner, "GET", "/api/v1/me");
	const programme = await ok(organiser, "POST", "/api/v1/programmes",
		{ title: `Menulis naskah dinas ${stamp}`, purpose: "Latihan" });
	const path = `/api/v1/programmes/${programme.id}`;
	const { activities } = await ok(organiser, "PUT", `${path}/activities`, {
		activities: [{ kind: "assignment", title: "Tulis nota dinas",
			required: true, mustPass: true, setting: {
				brief: "Tulis **nota dinas** satu halaman.", files: 2,
				pass: 60, rubric: [{ text: "Isi", points: 6 },
					{ text: "Bahasa", points: 4 }] } },
		{ kind: "discussion", title: "Pengalaman di kantor", required: true,
			setting: { brief: "Ceritakan satu contoh.", posts: 1 } }] });

	[task, talk] = activities.map((a) => a.id);
	await ok(organiser, "PATCH", path, { state: "published" });
	batch = (await ok(organiser, "POST", `${path}/batches`, { name: "I",
		startsAt: Date.now() - DAY, endsAt: Date.now() + 5 * DAY })).id;
	await ok(organiser, "POST", `/api/v1/batches/${batch}/enrolments`,
		{ people: [id] });
});
after(() => browser?.close());

test("the learner writes, attaches a file, and hands it in", async () => {
	await learner.setViewportSize(PHONE);
	await go(learner, `/pelatihan/${batch}`);
	await learner.getByRole("link", { name: /Kerjakan tugas/ }).click();
	await learner.getByRole("heading", { name: "Tulis nota dinas" })
		.waitFor();
	await learner.getByLabel("Jawaban", { exact: true })
		.fill("Yth. Kepala Bagian Umum");
	await learner.getByRole("button", { name: "Simpan draf" }).click();
	await learner.getByText("Draf tersimpan di server.").waitFor();
	await learner.getByLabel("Lampirkan berkas").setInputFiles({
		name: "nota.pdf", mimeType: "application/pdf",
		buffer: Buffer.from("%PDF-1.4 nota") });
	await learner.getByRole("button", { name: /Unduh nota\.pdf/ }).waitFor();
	await examine(learner, "an assignment");
	await keep(learner, "assignment");
	await learner.getByRole("button", { name: "Kumpulkan tugas" }).click();
	await learner.getByText(/^Tugas terkumpul/).waitFor();
});

test("the organiser returns it, the learner mends it, and it is marked",
	async () => {
		await go(organiser, "/kelola/tugas");
		await organiser.getByRole("link", { name: /Tulis nota dinas/ })
			.click();
		await organiser.getByText("Yth. Kepala Bagian Umum").waitFor();
		await organiser.getByRole("button", { name: /^Kembalikan/ }).click();
		await organiser.getByRole("alert").waitFor();
		await organiser.getByLabel("Komentar untuk peserta")
			.fill("Tambahkan tembusan.");
		await examine(organiser, "marking");
		await keep(organiser, "mark");
		await organiser.getByRole("button", { name: /^Kembalikan/ }).click();
		await organiser.getByText(/^Tugas dikembalikan/).waitFor();
		await go(learner, `/pelatihan/${batch}/tugas/${task}`);
		await learner.getByText("Tambahkan tembusan.").first().waitFor();
		await learner.getByLabel("Jawaban", { exact: true })
			.fill("Yth. Kepala Bagian Umum. Tembusan: Sekretaris");
		await keep(learner, "returned");
		await learner.getByRole("button", { name: "Kumpulkan tugas" })
			.click();
		await learner.getByText(/^Tugas terkumpul/).waitFor();
		await go(organiser, "/kelola/tugas");
		await keep(organiser, "waiting");
		await organiser.getByRole("link", { name: /Tulis nota dinas/ })
			.click();
		await organiser.getByLabel(/^Isi/).fill("5,5");
		await organiser.getByLabel(/^Bahasa/).fill("3");
		await organiser.getByText("Jumlah 8,5 dari 10").waitFor();
		await organiser.getByRole("button", { name: "Simpan nilai" }).click();
		await organiser.getByText(/^Nilai tersimpan/).waitFor();
		await go(learner, `/pelatihan/${batch}/tugas/${task}`);
		await learner.getByText(/8,5 dari 10 · Lulus/).first().waitFor();
		await keep(learner, "marked");
	});

test("the discussion is text with links, answered, and moderated",
	async () => {
		await go(learner, `/pelatihan/${batch}/diskusi/${talk}`);
		await learner.getByLabel("Tulisan Anda").fill(
			"<b>Contoh</b> ada di https://contoh.go.id/nota.");
		await learner.getByRole("button", { name: "Kirim tulisan" }).click();
		await learner.getByRole("link", { name: "https://contoh.go.id/nota" })
			.waitFor();
		await learner.getByText("<b>Contoh</b> ada di").waitFor();
		await learner.getByText(/^Anda sudah ikut berdiskusi/).waitFor();
		await go(organiser, `/pelatihan/${batch}/diskusi/${talk}`);
		await organiser.getByRole("button", { name: /^Balas/ }).click();
		await organiser.getByLabel(/^Balasan untuk/).fill("Terima kasih.");
		await organiser.getByRole("article")
			.getByRole("button", { name: "Kirim tulisan" }).click();
		await organiser.getByText("Terima kasih.").waitFor();
		await learner.getByText("Terima kasih.").waitFor();
		await examine(learner, "a discussion");
		await keep(learner, "discussion");
		await organiser.getByRole("button", { name: /^Sembunyikan/ }).first()
			.click();
		await organiser.getByLabel("Alasan menyembunyikan")
			.fill("Tautan tidak resmi");
		await organiser.getByRole("button", { name: "Sembunyikan",
			exact: true }).first().click();
		await learner.getByText("Disembunyikan: Tautan tidak resmi")
			.waitFor();
		assert.deepEqual(learner.faults, []);
	});
