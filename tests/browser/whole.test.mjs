/*
 * The whole of a bundled module, from its pre-test to its plan, by a learner
 * who knows the answers: every kind of unit in one go, on a phone.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { api, demoPerson, enter, launch, open, PHONE, press as pressOn,
	top, url } from
	"./lib.mjs";
import { answer, plain, tick } from "./answers.mjs";
import { importArchive } from "./lessons.mjs";

const bin = process.env.BALAI_BIN ?? join(top, "build/release/balai");
const source = join(top, "modules/it");
const read = (name) => JSON.parse(readFileSync(join(source, name), "utf8"));
const module_ = read("module.json");
/* Pictures of each unit, where somebody wants to look at them. */
const pictures = process.env.BALAI_PICTURES;

let browser, page, module, units;

before(async () => {
	const folder = mkdtempSync(join(tmpdir(), "balai-whole-"));
	const file = join(folder, "it.zip");

	try {
		execFileSync(bin, ["pack", source, "-o", file]);
		module = importArchive(process.env.BALAI_DATA, file);
	} finally {
		rmSync(folder, { recursive: true });
	}
	browser = await launch();
	page = await open(browser);
	await enter(page, await demoPerson("learner"));
	const [, detail] = await api(page, "GET", `/api/v1/modules/${module}`);

	units = detail.outline;
	if (pictures)
		mkdirSync(pictures, { recursive: true });
});

after(async () => {
	await browser.close();
});

let shots = 0;
async function look(name) {
	if (pictures)
		await page.screenshot({ path: join(pictures,
			`${String(++shots).padStart(2, "0")}-${name}.png`) });
}

const unitOf = (key) => units.find((u) => u.key === key);

async function go(key) {
	await page.goto(`${url}/modul/${module}/belajar?unit=${unitOf(key).id}`);
	await page.waitForSelector("h1");
}

const standing = async (key) => (await api(page, "GET",
	`/api/v1/modules/${module}`))[1].outline
	.find((u) => u.key === key).progress;

const press = (locator, key) => pressOn(page, locator, key);
const button = (name) => page.getByRole("button", { name, exact: true });

async function quiz(name) {
	const { questions } = read(`quizzes/${name}.json`);

	await go(`quiz:${name}`);
	await look(`${name}-mulai`);
	const began = page.waitForResponse((r) =>
		new URL(r.url()).pathname === "/api/v1/sittings");
	await press(page.getByRole("button", { name: /^Mulai / }));
	const paper = await (await began).json();

	assert.equal(paper.questions.length, questions.length);
	for (const [i, shown] of paper.questions.entries()) {
		const question = questions.find((q) => q.id === shown.id);

		await page.getByRole("heading",
			{ name: new RegExp(`^Soal ${i + 1} `) }).waitFor();
		await answer(page, page, question);
		if (i < 3)
			await look(`${name}-${shown.id}`);
		await press(page.locator(".quiz-move .primary"));
	}
	await look(`${name}-ringkasan`);
	await page.getByText(/Semua soal/).waitFor();
	await press(button("Kirim jawaban"));
	await press(page.getByRole("dialog").getByRole("button",
		{ name: "Kirim jawaban" }));
	await page.getByText(/^Nilai/).first().waitFor();
	await look(`${name}-hasil`);
}

test("the pre-test is sat and told, and does not count", async () => {
	await quiz("pretes");
	const progress = await standing("quiz:pretes");

	assert.equal(progress.completion, "completed");
	assert.equal(progress.success, "unknown");
});

/* The first on a phone; the others on a page that shows much at once. */
async function lesson(name) {
	await page.setViewportSize(name === "ki-1" ? PHONE
		: { width: 1280, height: 2400 });
	await go(`lesson:${name}`);
	const frame = await (await page.waitForSelector("iframe")).contentFrame();

	await frame.waitForSelector(".lesson h2");
	await look(`${name}-awal`);
	const checks = frame.locator("[id^='periksa-']");
	const all = await checks.count();

	assert.equal(all, 2);
	for (let i = 0; i < all; i++) {
		const one = checks.nth(i);

		await one.scrollIntoViewIfNeeded();
		for (const input of await one.locator("input[type=radio], " +
			"input[type=checkbox]").all().then((l) => l.slice(0, 1)))
			await press(input, "Space");
		for (const input of await one.locator("input[type=text]").all())
			await input.fill("3");
		for (const choose of await one.locator("select").all())
			await choose.selectOption({ index: 1 });
		const kept = one.getByRole("button",
			{ name: /Urutan ini/ });
		if (await kept.count())
			await press(kept);
		await press(one.getByRole("button", { name: "Periksa jawaban" }));
		await one.locator("[role=status]").filter({ hasText: /\S/ }).first()
			.waitFor();
		if (i === 0)
			await look(`${name}-periksa`);
	}
	const activity = frame.locator("[id^='kegiatan-']").first();

	await activity.scrollIntoViewIfNeeded();
	await look(`${name}-kegiatan`);
	/* A part is read when it stood still for a second; on a busy machine twice. */
	for (let i = 0; i < 8; i++) {
		await frame.evaluate(leaf);
		for (let j = 0; j < 6; j++) {
			const progress = await standing(`lesson:${name}`);

			if (progress?.completion === "completed")
				return;
			await page.waitForTimeout(500);
		}
	}
	assert.fail(`${name} is complete: ${JSON.stringify(
		await standing(`lesson:${name}`))}`);
}

/* In the frame: from the first part to the last. */
async function leaf() {
	const body = [...document.querySelectorAll("*")].find((e) =>
		e.scrollHeight > e.clientHeight + 100 &&
		/auto|scroll/.test(getComputedStyle(e).overflowY)) ??
		document.scrollingElement;

	for (let at = 0; at < body.scrollHeight; at += body.clientHeight / 2) {
		body.scrollTop = at;
		await new Promise((done) => setTimeout(done, 1_400));
	}
}

for (const { lesson: name } of module_.parts.filter((p) => p.lesson))
	test(`lesson ${name} is read to its end with its self-checks`, async () => {
		await lesson(name);
	});

test("the case is walked by the ideal way to its good end", async () => {
	const kase = read("cases/senin-pagi.json");

	await page.setViewportSize(PHONE);
	await go("case:senin-pagi");
	await look("kasus-mulai");
	await press(page.getByRole("button", { name: /^Mulai / }));
	for (const [i, step] of kase.ideal.entries()) {
		const [, id, chosen] = /^([^.]+)\.(.+)$/.exec(step);
		const node = kase.nodes[id];

		await page.getByRole("heading", { name: node.title }).waitFor();
		if (node.pick) {
			for (const one of chosen.split("+"))
				await tick(page, page, node.pick.options
					.find((o) => o.id === one).text);
			await press(button("Putuskan"));
		} else {
			await press(page.locator(".case-choice").filter({
				hasText: plain(node.choices.find((c) => c.id === chosen)
					.text).slice(0, 60) }));
		}
		await look(`kasus-${id}`);
		await press(page.getByRole("button",
			{ name: i + 1 < kase.ideal.length ? "Lanjutkan"
				: "Lihat akhir kasus" }));
	}
	await page.getByRole("heading", { name: kase.endings
		.find((e) => e.good).title }).waitFor();
	await look("kasus-akhir");
	assert.equal((await standing("case:senin-pagi")).completion, "completed");
});

test("the quiz is passed with every point", async () => {
	await quiz("kuis");
	const progress = await standing("quiz:kuis");

	assert.equal(progress.success, "passed");
	assert.equal(progress.score.scaled, 1);
	assert.equal(progress.source, "server");
});

test("the survey is answered without a name", async () => {
	await go("survey:survei");
	for (const name of ["applicable", "examples", "opened"])
		await press(page.locator(`#${name}-4`), "Space");
	await press(page.locator("#difficulty-right"), "Space");
	await press(page.locator("#time-fits"), "Space");
	await look("survei");
	await press(button("Kirim jawaban"));
	await page.getByText("Terima kasih. Jawaban Anda sudah tersimpan tanpa nama.")
		.waitFor();
	assert.equal((await standing("survey:survei")).completion, "completed");
});

test("the plan is written and stays", async () => {
	const { plan } = module_.parts.find((p) => p.plan);

	await go(`plan:${plan.id}`);
	await press(page.getByLabel(plan.choices[0], { exact: true }), "Space");
	await page.locator("#text").fill("Saya mulai Senin bersama dua rekan.");
	await look("rencana");
	await press(button("Simpan rencana"));
	await page.getByText(/^Rencana Anda tersimpan/).waitFor();
	await page.getByText(/Tersimpan/).first().waitFor();
	await page.reload();
	await page.locator("#text").waitFor();
	assert.equal(await page.locator("#text").inputValue(),
		"Saya mulai Senin bersama dua rekan.");
});

test("the module is done, and passed", async () => {
	const [, { mine }] = await api(page, "GET", `/api/v1/modules/${module}`);

	assert.equal(mine.completion, "completed");
	assert.equal(mine.success, "passed");
	assert.deepEqual(page.faults, []);
	assert.deepEqual(page.foreign, []);
	await page.goto(`${url}/modul/${module}`);
	await look("modul");
});
