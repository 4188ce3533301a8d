/*
 * A year in which the loop closes, on a server of this test's own whose clock is
 * an argument: what a unit says it needs becomes a module, learners finish it
 * and some leave it where it is weak, a superior confirms by a link, the night
 * hints at the weak lesson and the weak question and at nothing else, a new
 * version mends both, and the figures after it are better.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { nativeZip } from "../lib/native.mjs";
import { postOffice } from "../lib/post.mjs";
import { chance } from "../lib/sat.mjs";
import { bin } from "../lib/server.mjs";
import { until } from "../lib/until.mjs";
import * as life from "../lib/year.mjs";
import { axe, enter, fits, launch, open, settled } from "./lib.mjs";

const TITLE = "Melayani di loket tanpa antre";
const UNIT = "Bidang Loket Terpadu";
const NEED = "Menjawab keluhan antrean";
const SUPERIOR = "kepala@contoh.go.id";
const LESSONS = ["satu", "dua", "tiga", "empat", "lima"];
const QUESTIONS = ["LK-1", "LK-2", "LK-3", "LK-4", "LK-5", "LK-6"];
const WEAK_LESSON = "tiga", WEAK_QUESTION = "LK-5";
const DAY = 86_400_000;
const FINISH = 60, LEAVE = 24;
let year, post, browser, page, organiser, module, unit, people;

const question = (id) => ({
	id, type: "single", text: `Soal ${id}: apa yang Anda lakukan?`,
	choices: [{ text: `Benar ${id}`, right: true }, { text: "Keliru" },
		{ text: "Salah" }, { text: "Tidak tahu" }],
	feedback: { right: "Ya, begitu.", wrong: "Bukan itu." },
});

const lesson = (name) => `---
title: Pelajaran ${name}
minutes: 5
confidence: general
checkedAt: 2026-11-21
reviewBy: 2028-05-21
---

${["Awal", "Contoh", "Latihan", "Kasus", "Ringkasan"].map((part) =>
		`## ${part} ${name}\n\nIsi bagian ${part}.\n`).join("\n")}`;

/* Two versions differ in the lesson and in the question that were weak. */
const archive = (mended) => nativeZip({
	"module.json": JSON.stringify({
		format: "balai/1", id: "loket", code: "LK", title: TITLE,
		description: "Antrean yang pendek, jawaban yang jelas.",
		language: "id", jp: 3, minutes: 135, topic: "public-service",
		goals: ["Melayani."],
		parts: [{ quiz: "pretes" }, ...LESSONS.map((name) =>
			({ lesson: name })), { quiz: "kuis" },
		{ survey: { id: "survei", title: "Survei", form: "standard" } },
		{ plan: { id: "rencana", title: "Rencana aksi", days: 30,
			choices: ["Memasang kartu standar"], followup: {
				superior: ["Kartu standar terpasang dan dipakai."],
				colleague: ["Saya melihat antrean lebih pendek."],
			} } }],
		completion: { required: ["lessons", "quiz:kuis"] },
	}),
	...Object.fromEntries(LESSONS.map((name) => [`lessons/${name}.md`,
		lesson(name) + (mended && name === WEAK_LESSON
			? "\nContohnya diperbarui.\n" : "")])),
	"quizzes/pretes.json": JSON.stringify({ id: "pretes", title: "Pretes",
		kind: "pretest", questions: QUESTIONS.map((id) => question(`${id}p`)) }),
	"quizzes/kuis.json": JSON.stringify({ id: "kuis", title: "Kuis",
		kind: "quiz", passMark: 0, attempts: 3,
		questions: QUESTIONS.map((id) => mended && id === WEAK_QUESTION
			? { ...question(id), text: `Soal ${id}, diperjelas.` }
			: question(id)) }),
});

const imported = (mended, ...more) => JSON.parse(execFileSync(bin, ["import",
	"--data", year.data, archive(mended), "--json", ...more],
{ encoding: "utf8", env: { ...process.env, BALAI_DATABASE: "" },
	stdio: ["pipe", "pipe", "ignore"] })).module;

async function ok(answer) {
	const { status, body, text } = await answer;

	assert.ok(status < 300, `${status} ${text}`);
	return body;
}

const signedIn = (login) => enter(page,
	{ login, password: "belajar-di-balai" }, year.url);

async function visit(path) {
	await page.goto(year.url + path);
	await page.waitForSelector("h1");
	await settled(page);
}

async function look(what) {
	await fits(page, what);
	await axe(page, what);
	if (process.env.BALAI_PICTURES)
		await page.screenshot({ fullPage: true, path: join(
			process.env.BALAI_PICTURES, `${what.replaceAll(" ", "-")}.png`) });
}

const press = (name) => page.getByRole("button", { name }).first().click();

/* Until that night has seen to everything. */
const counted = (author, day) => until(`the night to ${day}`, async () => {
	const found = await ok(author("GET", `/api/v1/modules/${module}/hints`));

	return found.countedAt > Date.parse(day) && found;
});

const among = (list, how) => new Set(list.filter(how));

/*
 * One learner: knows a third before, and after it more, by their skill; who is
 * `lost` leaves the weak lesson in its second part. Who knows much takes the weak
 * question for another one.
 */
async function studies(who, seed, { weak, lost }) {
	const rng = chance(seed);
	const skill = .3 + .68 * rng();
	const before = among(QUESTIONS, () => rng() < .35);
	const now = among(QUESTIONS, (id) => rng() <
		(weak && id === WEAK_QUESTION ? .8 - .75 * skill : skill));

	await life.sit(who, module, "quiz:pretes", (id) =>
		before.has(id.slice(0, -1)));
	for (const name of LESSONS) {
		const left = lost && name === WEAK_LESSON;

		await life.read(who, module, `lesson:${name}`,
			{ part: left ? .4 : 1, at: left ? "3" : null, minutes: 4 + 3 * rng() });
		if (left)
			return;
	}
	await life.sit(who, module, "quiz:kuis", (id) => now.has(id));
	await life.answer(who, module, "survey:survei", {
		applicable: 4 + Math.round(rng()), examples: 4, difficulty: "right",
		time: "fits", opened: 5 });
	await life.plan(who, module, "plan:rencana", {
		choice: "Memasang kartu standar", words: "Kartu dipasang Senin.",
		by: new Date(year.now() + 20 * DAY).toISOString().slice(0, 10) });
	const { plans: [plan] } = await ok(who("GET", "/api/v1/me/plans"));

	await ok(who("PATCH", `/api/v1/me/plans/${plan.id}`, { superior: {
		name: "Kepala Bidang", email: SUPERIOR } }));
}

async function all(list, seed, how) {
	for (let i = 0; i < list.length; i += 4)
		await Promise.all(list.slice(i, i + 4).map((who, k) =>
			studies(who, seed + i + k, how(i + k))));
}

before(async () => {
	post = await postOffice();
	year = await life.begin("2027-01-11T01:00:00Z");
	browser = await launch();
	page = await open(browser);
	organiser = await year.signIn("penyelenggara");
	await ok((await year.signIn("admin"))("PUT", "/api/v1/mail", {
		host: "127.0.0.1", port: post.port, security: "none", login: "",
		sender: "belajar@contoh.go.id" }));
	people = await year.employees(organiser, FINISH + LEAVE, UNIT, 4242);
	unit = (await ok(organiser("GET", "/api/v1/units"))).units
		.find(({ name }) => name === UNIT);
});

after(async () => {
	await browser?.close();
	await year?.end();
	post?.close();
});

test("what a unit says it lacks is a need without a module", async () => {
	const survey = await ok(organiser("POST", "/api/v1/surveys", {
		title: "Apa yang perlu kami pelajari?", about: "", purpose: "needs",
		anonymous: true, closesAt: null,
		targets: [{ kind: "unit", ref: unit.id }],
		form: { questions: [{ id: "topik", kind: "choice", needed: true,
			text: "Yang paling perlu", choices: [{ id: "a", text: NEED },
				{ id: "b", text: "Menulis surat dinas" }] }] } }));

	await ok(organiser("POST", `/api/v1/surveys/${survey.id}/opening`));
	for (const [i, who] of people.slice(0, 12).entries()) {
		const { version } = await ok(who("GET",
			`/api/v1/me/surveys/${survey.id}`));

		await ok(who("POST", `/api/v1/me/surveys/${survey.id}/answers`,
			{ version: version.id,
				answers: { topik: i < 10 ? "a" : "b" } }));
	}
	await signedIn("penyelenggara");
	await visit(`/kelola/survei/${survey.id}/hasil`);
	await page.getByText(NEED).first().waitFor();
	await look("what a unit needs");
	await press(/Jadikan kebutuhan/);
	await page.getByLabel("Kebutuhan apa?").fill(NEED);
	await page.getByLabel("Bidang").selectOption("public-service");
	await press("Catat kebutuhan");
	await page.getByText("Kebutuhan tercatat.").waitFor();
	await visit("/kelola/kebutuhan?tampil=gap");
	await page.getByRole("link", { name: NEED }).waitFor();
	await page.getByText("Belum ada modul").first().waitFor();
	await look("the gap");
});

test("a module answers it, which 60 finish and some leave where it is weak",
	async () => {
		module = imported(false, "--publish");
		await page.getByRole("link", { name: NEED }).click();
		await page.getByLabel("Cari modul atau pelatihan").fill(TITLE);
		await page.getByLabel("Cari modul atau pelatihan").press("Enter");
		await press(`Tambah ${TITLE}`);
		await page.getByRole("button", { name: `Hapus ${TITLE}` }).waitFor();
		await visit("/kelola/kebutuhan");
		await page.getByText("Semua terjawab").first().waitFor();
		await all(people, 1000, (i) => ({ weak: true, lost: i >= FINISH }));
	});

test("the night hints at the weak lesson and the weak question and at nothing else",
	async () => {
		await year.to("2027-02-05T01:00:00Z");
		const { hints } = await counted(await year.signIn("penulis"),
			"2027-02-05");

		assert.deepEqual(hints.map((h) => h.question?.ident ?? h.unit.ident)
			.sort(), [WEAK_QUESTION, `lesson:${WEAK_LESSON}`]);
		await signedIn("penulis");
		await visit(`/kelola/modul/${module}/petunjuk`);
		assert.match((await page.locator(".hint-says").allInnerTexts())
			.find((says) => says.includes("ditinggalkan")),
		/^“Pelajaran tiga” ditinggalkan 29 % peserta \(24 dari 84\)/);
		await look("hints");
		for (const words of ["Contohnya diganti.", "Soalnya diperjelas."]) {
			const count = await page.locator("ol > li").count();

			await press(/^Jadikan tugas revisi/);
			await page.waitForFunction(() =>
				document.activeElement?.tagName === "TEXTAREA");
			await page.keyboard.type(words);
			await press("Buka tugas revisi");
			await page.waitForFunction((n) =>
				document.querySelectorAll("ol > li").length === n, count - 1);
		}
	});

test("the revision is published, and says what it changes and why", async () => {
	imported(true);
	await visit(`/kelola/modul/${module}`);
	await press("Terbitkan versi 2");
	await page.waitForFunction(() =>
		document.activeElement?.id === "changed-2");
	assert.deepEqual((await page.inputValue("#changed-2")).split("\n").sort(),
		["Contohnya diganti.", "Soalnya diperjelas."]);
	await look("publishing the revision");
	await press("Terbitkan versi 2");
	await page.getByText(/Versi 2 (sudah )?terbit/).first().waitFor();
	await visit(`/modul/${module}`);
	await page.getByText("Contohnya diganti.").first().waitFor();
});

test("after it fewer leave and more know", async () => {
	const more = await year.employees(await year.signIn("penyelenggara"),
		FINISH + 4, `${UNIT} II`, 4343);

	await all(more, 2000, (i) => ({ weak: false, lost: i >= FINISH }));
	await year.to("2027-03-10T01:00:00Z");
	const author = await year.signIn("penulis");

	await counted(author, "2027-03-10");
	const { effects } = await ok(author("GET",
		`/api/v1/modules/${module}/effect`));

	assert.equal(effects.length, 2);
	for (const { measure, before: was, after: [is], early } of effects) {
		assert.equal(early, false);
		assert.ok(measure === "left" ? is.value < was.value / 2
			: is.value > was.value, `${measure}: ${was.value}, ${is.value}`);
	}
	await signedIn("penulis");
	await visit(`/kelola/modul/${module}/petunjuk`);
	await page.getByText("versi 2: 6 % (64 peserta)").waitFor();
	await look("before and after");
});

test("a superior confirms from a link, on a phone and without an account",
	async () => {
		await year.to("2027-04-13T01:00:00Z");
		const link = await until("the superior's letter", () => post.letters
			.filter(({ to }) => to === SUPERIOR)
			.map(({ text }) => /http:\S+\/t\/[\w-]+/.exec(text)?.[0])
			.find(Boolean));

		await page.context().clearCookies();
		await page.goto(link);
		await look("the superior is asked");
		await page.getByLabel("Ya", { exact: true }).first().check();
		await page.getByRole("button").first().click();
		await page.getByText(/Terima kasih/).first().waitFor();
		await look("the superior has answered");
		await page.goto(link);
		await page.getByText(/sudah/).first().waitFor();
		assert.equal(await page.getByRole("radio").count(), 0);
		const { rates } = await ok((await year.signIn("penyelenggara"))("GET",
			`/api/v1/followups/rates?source=module&sourceId=${module}`));
		const asked = rates.find(({ day, role }) =>
			day === 90 && role === "superior");

		assert.deepEqual([asked.asked > 50, asked.answered, asked.answers],
			[true, 1, null]);
	});
