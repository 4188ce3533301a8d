/*
 * Two Balais, on two sites, joined by one link as their two administrators do it;
 * an author of the one chooses a lesson of a bundled module of the other, and a
 * learner plays it in the other's frame, in a Chromium that lets nobody set cookies
 * for a third party. The one they learn at goes away and comes back; the grade
 * arrives.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { bin, freePort, start } from "../lib/server.mjs";
import { until } from "../lib/until.mjs";
import { answer } from "./answers.mjs";
import { api, DESKTOP, enter, launch, open, press, top } from "./lib.mjs";

const demo = (login) => ({ login, password: "belajar-di-balai" });
const quiz = JSON.parse(readFileSync(
	join(top, "modules/it/quizzes/kuis.json"), "utf8"));
const { questions } = quiz;

/* Where they learn, and whose module it is; its administrator's page. */
let here, there, theirs;
let browser, page, frame, module, unit, link, paper;

async function balai(host) {
	const given = { data: mkdtempSync(join(tmpdir(), "balai-two-")),
		port: await freePort(), contentPort: await freePort() };
	const at = `http://${host}.localhost:${given.port}`;
	const one = { at, data: given.data, async begin() {
		one.server = await start(["--demo", "--lti-loopback", "--url", at,
			"--content-url",
			`http://{module}.localhost:${given.contentPort}`], given);
	} };

	await one.begin();
	return one;
}

function publishThere(file) {
	execFileSync(bin, ["import", "--data", there.data, file, "--publish"],
		{ stdio: "ignore" });
}

const button = (on, name) => on.getByRole("button", { name, exact: true });

/* Somebody's page at one of the two. */
async function visitor(who, one, path) {
	const at = await open(browser, { viewport: DESKTOP });

	await enter(at, demo(who), one.at);
	await at.goto(one.at + path);
	return at;
}

async function leave(at) {
	assert.deepEqual(at.faults, []);
	assert.deepEqual(at.foreign, []);
	await at.context().close();
}

before(async () => {
	browser = await launch({ args: ["--test-third-party-cookie-phaseout"] });
	[here, there] = await Promise.all([balai("a"), balai("b")]);
	publishThere(join(dirname(bin), "modules/it.zip"));
});

after(async () => {
	await browser?.close();
	for (const one of [here, there].filter(Boolean)) {
		await one.server?.stop();
		rmSync(one.data, { recursive: true, force: true });
	}
});

/* ---- Two administrators ----------------------------------------------------- */

test("one link joins the two: made there, pasted here, and agreed to by both",
	async () => {
		const [ours, name] = [await visitor("admin", here, "/kelola/lti/alat"),
			`Balai (${new URL(there.at).host})`];
		let presses = 0;
		const tap = (at, locator) => (presses++, press(at, locator));

		theirs = await visitor("admin", there, "/kelola/lti");
		await tap(theirs, theirs.getByRole("link", { name: "Sambungkan LMS" }));
		await tap(theirs, button(theirs, "Buat tautan"));
		const sent = await theirs.getByText("/lti/register?invitation=")
			.textContent();

		await tap(ours, ours.getByRole("link", { name: "Daftarkan alat" }));
		await ours.getByLabel("Tautan pendaftaran alat").fill(sent);
		const opened = ours.context().waitForEvent("page");

		await tap(ours, button(ours, "Daftarkan dengan tautan ini"));
		const tab = await opened;

		await tap(tab, button(tab, "Daftarkan Balai di sana"));
		await tab.getByText("tinggal disetujui").waitFor();
		const shut = tab.waitForEvent("close");

		presses++;
		await button(tab, "Selesai").click({ noWaitAfter: true });
		await shut;
		await ours.getByRole("heading", { name }).waitFor();
		await tap(ours, button(ours, "Hidupkan alat"));
		await button(ours, "Matikan alat").waitFor();

		await theirs.goto(`${there.at}/kelola/lti`);
		await tap(theirs, theirs.getByRole("link",
			{ name: new URL(here.at).host }));
		await tap(theirs, button(theirs, "Setujui sambungan"));
		await button(theirs, "Matikan").first().waitFor();
		assert.equal(presses, 9);
		await leave(ours);
	});

/* ---- An author --------------------------------------------------------------- */

async function publish(author) {
	await press(author, author.getByRole("link",
		{ name: "Periksa dan buat versi" }));
	await author.getByText("Tidak ada yang harus diperbaiki.").waitFor();
	await press(author, button(author, "Buat versi"));
	await press(author, button(author, "Terbitkan modul"));
	await author.waitForURL(/\/modul\//);
	return new URL(author.url()).pathname.split("/").pop();
}

test("an author here chooses a lesson there, in its frame, and publishes it",
	async () => {
		const author = await visitor("penulis", here, "/kelola");
		const dialog = author.getByRole("dialog");
		const library = author.frameLocator("iframe.tool-frame");
		const [, draft] = await api(author, "POST", "/api/v1/drafts",
			{ title: "Belajar di tetangga" });

		await author.goto(`${here.at}/kelola/naskah/${draft.id}`);
		await press(author, button(author, "Hapus Pelajaran 1"));
		await press(author, button(dialog, "Hapus"));
		await press(author, button(author, "Alat"));
		await press(author, dialog.getByRole("button", { name: /^Pilih isi/ }));
		await press(author, library.getByText(/pelajaran di dalamnya$/));
		await library.getByLabel(quiz.title, { exact: true }).check();
		await press(author, button(library, "Pasang di kursus"));
		await press(author, button(dialog, "Tambahkan 1 isi"));
		await press(author, author.getByText("Ubah", { exact: true }));
		await author.getByLabel("Nilai minimum, dalam persen").fill("70");
		await author.locator(".edit-status").getByText(
			/^(Tersimpan|Semua tersimpan)/).waitFor();
		module = await publish(author);
		[unit] = (await api(author, "GET",
			`/api/v1/modules/${module}`))[1].outline;
		assert.equal(unit.title, quiz.title);
		await leave(author);
	});

/* ---- A learner --------------------------------------------------------------- */

const standing = async () => (await api(page, "GET",
	`/api/v1/modules/${module}`))[1].outline[0].progress;

const grades = async () => (await api(theirs, "GET",
	`/api/v1/lti/links/${link}/grades`))[1].grades;

async function next(count) {
	for (const shown of paper.splice(0, count)) {
		await frame.getByRole("heading", { name: /^Soal \d+ / }).waitFor();
		await answer(page, frame, questions.find((q) => q.id === shown.id));
		await press(page, frame.locator(".quiz-move .primary"));
	}
}

test("a lesson of one Balai opens in the frame of another, cookies shut",
	async () => {
		page = await visitor("peserta", here, "/");
		frame = page.frameLocator("iframe.tool-frame");
		const opened = page.waitForResponse((r) =>
			new URL(r.url()).pathname === "/api/v1/session/launch");

		await page.goto(`${here.at}/modul/${module}/belajar?unit=${unit.id}`);
		link = (await (await opened).json()).launch.link;
		const began = page.waitForResponse((r) =>
			new URL(r.url()).pathname === "/api/v1/sittings");

		await press(page, frame.getByRole("button", { name: /^Mulai / }));
		paper = (await (await began).json()).questions;
		assert.equal(paper.length, questions.length);
		await frame.getByRole("button", { name: "Tentang halaman ini" })
			.waitFor();
		assert.equal(await frame.getByRole("button",
			{ name: "Daftar pelajaran" }).count(), 0);
		await next(3);
		assert.equal((await page.context().cookies(there.at))
			.filter((c) => !c.partitionKey).length, 0);
	});

test("what was begun there has arrived here", async () => {
	await until("the grade of a beginning arrives", async () =>
		(await standing())?.completion === "incomplete");
});

test("while ours is away the learner finishes there, and it is saved there",
	async () => {
		await here.server.kill();
		await next(paper.length);
		await press(page, frame.getByRole("button",
			{ name: "Kirim jawaban", exact: true }));
		await press(page, frame.getByRole("dialog").getByRole("button",
			{ name: "Kirim jawaban" }));
		await frame.getByText("Lulus. Nilai Anda 100.").waitFor();
		await frame.getByText(/^Tersimpan/).first().waitFor();
	});

test("the grade waits there, tried and not arrived, and says when it is next",
	async () => {
		const grade = await until("it was tried", async () =>
			(await grades()).find((g) => g.attempts > 0));

		assert.equal(grade.scaled, 1);
		assert.equal(grade.state, "waiting");
		assert.ok(grade.sentence && grade.nextAt > Date.now());
	});

test("ours is back, the grade arrives, and the lesson is done and passed here",
	async () => {
		await here.begin();
		const [{ id }] = await grades();

		await api(theirs, "POST", `/api/v1/lti/grades/${id}/sending`, {});
		await until("it has arrived", async () =>
			(await grades())[0].state === "sent");
		const progress = await standing();

		assert.equal(progress.completion, "completed");
		assert.equal(progress.success, "passed");
		assert.equal(progress.score.scaled, 1);
	});

test("the learner sees it at their module", async () => {
	await page.goto(`${here.at}/modul/${module}/belajar?unit=${unit.id}`);
	await page.getByText("Nilai 100 sudah diterima. Lulus.").waitFor();
	const [, { mine }] = await api(page, "GET", `/api/v1/modules/${module}`);

	assert.equal(mine.completion, "completed");
	await leave(theirs);
	assert.deepEqual(page.foreign, []);
});
