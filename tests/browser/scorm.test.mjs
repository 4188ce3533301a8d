/*
 * The whole data model of SCORM, in the browser that people have and against
 * the server: what a unit finds by its API in the player's frame answers every
 * step as the standards say, and what it set is there at the next launch.
 *
 * SCORM 2004 by ADL's own test; SCORM 1.2 by a table of our own, element by
 * element (tests/lib/scorm12.mjs).
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { ADL_STEPS, adlBlocks, adlFolder, adlRun, adlWrong }
	from "../lib/adl.mjs";
import { api, enter, launch, open, PATIENCE, top, url } from "./lib.mjs";
import { scorm12Again, scorm12End, scorm12Run, scorm12Steps, scorm12Wrong }
	from "../lib/scorm12.mjs";
import { badge, importArchive, importOwn, LEARNER, saved } from
	"./lessons.mjs";

const data = process.env.BALAI_DATA;
let browser, page;

before(async () => {
	browser = await launch();
	page = await open(browser);
	await enter(page, LEARNER);
});
after(() => browser?.close());

/* The page of a unit, once it is loaded; `at` is found in its address. */
async function unitFrame(module, unit, at) {
	const until = performance.now() + PATIENCE;

	await page.goto(`${url}/modul/${module}/belajar?unit=${unit}`);
	for (;;) {
		const frame = page.frames().find((f) => f.url().includes(at));
		if (frame && await frame.evaluate(() => document.readyState ===
			"complete").catch(() => false))
			return frame;
		assert.ok(performance.now() < until, `${unit} opens in time: ` +
			page.frames().map((f) => f.url()).join(" "));
		await page.waitForTimeout(50);
	}
}

/*
 * The steps of one launch, made by the unit's own script; it ends the session
 * and stays until the server has everything.
 */
async function playBlock(module, { act, steps }) {
	const frame = await unitFrame(module, `activity_${act}`, `act=${act}`);
	const answers = await frame.evaluate(`(() => {
		const api = findAPI(window);
		const answers = (${adlRun})(api, ${JSON.stringify(steps)});

		api.Terminate("");
		return answers;
	})()`);

	if (answers.length)
		await badge(page, saved, 60_000);
	return answers;
}

for (const [id, wanted] of Object.entries(ADL_STEPS))
	test(`every step of ADL's ${id} case is answered as expected in the ` +
		"player", { timeout: 600_000 }, async (t) => {
		const archive = join(adlFolder(top), "packages",
			`LMSTestPackage_${id}.zip`);
		const blocks = adlBlocks(top, id), wrong = [];
		let steps = 0;

		if (!blocks || !existsSync(archive))
			return t.skip("ADL's cases are not at hand");
		const module = importArchive(data, archive);
		for (const block of blocks) {
			const answers = await playBlock(module, block);
			steps += answers.length;
			wrong.push(...adlWrong(id, block, answers));
		}
		assert.deepEqual(wrong.slice(0, 40), []);
		assert.equal(steps, wanted);
	});

/* The learner of the table is its own. */
async function learnt(steps) {
	const [, me] = await api(page, "GET", "/api/v1/me");
	const own = { p1: me.id, "Sari, Dewi": me.name };

	return steps.map((s) => ({ ...s, want: own[s.want] ?? s.want }));
}

async function playTable(module, steps) {
	const frame = await unitFrame(module, "one", "/steps.html");
	const answers = await frame.evaluate(`(${scorm12Run})(findAPI(window), ${
		JSON.stringify(steps)})`);

	await badge(page, saved, 60_000);
	assert.deepEqual(scorm12Wrong(steps, answers), []);
}

test("every step of the table of SCORM 1.2 is answered as the book says in " +
	"the player, and what was set is there at the next launch",
	{ timeout: 600_000 }, async () => {
	const module = importOwn(data, "steps12");

	await playTable(module,
		await learnt([...scorm12Steps(), ...scorm12End()]));
	await playTable(module, await learnt(scorm12Again()));
	const [, list] = await api(page, "GET", "/api/v1/me/progress");
	const found = list.find((p) => p.module.id === module);
	assert.deepEqual([found.completion, found.score.raw],
		["incomplete", 62.5]);
	/* The second launch named no time, so that its own is measured. */
	assert.ok(found.timeMs >= 630_500 && found.timeMs < 930_500,
		String(found.timeMs));
});
