/*
 * Nothing is lost, and the learner sees it: without a line, with the server
 * killed, the tab closed, the session over, storage full, and the clock wrong.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { api, axe, enter, launch, open, PATIENCE, signIn } from "./lib.mjs";
import { ADMIN, badge, importOwn, LEARNER, openLesson, OTHER, press, progress,
	saved, sco, shows, stored } from "./lessons.mjs";
import { start } from "../lib/server.mjs";

let data, server, browser, m12, m2004;

before(async () => {
	data = await mkdtemp(join(tmpdir(), "balai-loss-"));
	server = await start(["--demo"], { data });
	m12 = importOwn(data, "scorm12");
	m2004 = importOwn(data, "scorm2004");
	browser = await launch({ whole: true });
});
after(async () => {
	await browser?.close();
	await server?.stop();
	await rm(data, { recursive: true, force: true });
});

/* Where it was, with what it had. */
async function again() {
	const { port, contentPort } = server;

	server = await start(["--demo"], { data, port, contentPort });
}

/* Each test begins with a browser of its own, as on another device. */
async function learner(person = LEARNER, options = {}) {
	const page = await open(browser, options);

	await enter(page, person, server.url);
	return page;
}

async function end(page) {
	await page.context().close();
}

const where = (cmi) => cmi["cmi.core.lesson_location"] ?? cmi["cmi.location"];

/* What the next opening of the unit begins with, once it is as hoped. */
async function resumes(page, module, location, unit = "one") {
	const until = performance.now() + PATIENCE;

	for (;;) {
		const cmi = await stored(page, module, unit);
		if (where(cmi) === location || performance.now() > until) {
			assert.equal(where(cmi), location);
			return cmi;
		}
		await page.waitForTimeout(200);
	}
}

test("without a line answers are kept and counted, and sent when it is back",
	async () => {
	const page = await learner();
	const frame = await openLesson(page, server.url, m12, "one");
	await press(frame, "answer");
	await badge(page, saved);
	await page.context().setOffline(true);
	for (let i = 0; i < 3; i++)
		await press(frame, "answer");
	await badge(page, "3 belum terkirim");
	await page.locator(".queue-badge").click();
	const said = await page.getByRole("dialog").textContent();
	assert.match(said, /Sambungan terputus\./);
	assert.match(said, /3 jawaban aman di perangkat ini/);
	await axe(page, "the badge without a line");
	await page.getByRole("button", { name: "Tutup" }).click();
	await page.context().setOffline(false);
	await badge(page, saved);
	await resumes(page, m12, "4");
	await end(page);
});

test("a server killed with -9 and started again gets everything", async () => {
	const page = await learner();
	const frame = await openLesson(page, server.url, m2004, "one");
	await press(frame, "answer");
	await badge(page, saved);
	await server.kill();
	await press(frame, "answer");
	await press(frame, "complete");
	await badge(page, "2 belum terkirim");
	await again();
	await badge(page, saved);
	const found = await progress(page, m2004, "one",
		(p) => p.completion === "completed");
	assert.equal(found.completion, "completed");
	assert.equal(found.score.raw, 85);
	await end(page);
});

test("what was set and never committed survives closing the tab", async () => {
	const page = await learner();
	const second = await page.context().newPage();
	const frame = await openLesson(second, server.url, m12, "two");
	await press(frame, "set");
	await second.close({ runBeforeUnload: true });
	await resumes(page, m12, "tanpa simpan", "two");
	await end(page);
});

test("five answers without a server, the tab closed: opening only the home " +
	"page later sends them and says so", async () => {
	const page = await learner();
	const lesson = await page.context().newPage();
	const frame = await openLesson(lesson, server.url, m12, "one");
	const from = Number(await shows(frame, "location"));
	await server.kill();
	for (let i = 0; i < 5; i++)
		await press(frame, "answer");
	await badge(lesson, "5 belum terkirim");
	await lesson.close();
	await again();
	await page.goto(server.url);
	await badge(page, saved);
	await resumes(page, m12, String(from + 5));
	await end(page);
});

test("when the session has ended sending goes on, and the password is asked " +
	"over the lesson", async () => {
	const page = await learner();
	const frame = await openLesson(page, server.url, m12, "one");
	const from = Number(await shows(frame, "location"));
	await page.context().clearCookies();
	await press(frame, "answer");
	await badge(page, saved);
	await page.getByRole("link", { name: "Berikutnya" }).click();
	await page.getByText("Sesi berakhir").first().waitFor();
	await axe(page, "the session is over");
	await page.fill("input[type=password]", LEARNER.password);
	await page.keyboard.press("Enter");
	await page.getByRole("heading", { name: "Bagian dua" }).waitFor();
	await sco(page);
	await resumes(page, m12, String(from + 1));
	await end(page);
});

test("when every session of a person was ended the answers wait for the " +
	"password and are sent then", async () => {
	const page = await learner();
	const admin = await learner(ADMIN);
	const [, me] = await api(page, "GET", "/api/v1/me");
	const frame = await openLesson(page, server.url, m12, "one");
	const from = Number(await shows(frame, "location"));
	const [status] = await api(admin, "DELETE",
		`/api/v1/people/${me.id}/sessions`);
	assert.equal(status, 204);
	await press(frame, "answer");
	await page.getByText("Sesi berakhir").first().waitFor();
	await badge(page, "1 belum terkirim");
	await page.fill("input[type=password]", LEARNER.password);
	await page.keyboard.press("Enter");
	await badge(page, saved);
	assert.equal(await shows(frame, "said"), "answer: true");
	await resumes(page, m12, String(from + 1));
	await end(page);
	await end(admin);
});

test("a second and a third tab save beside the first, and none loses",
	async () => {
	const one = await learner();
	const two = await one.context().newPage();
	const same = await one.context().newPage();
	const a = await openLesson(one, server.url, m12, "one");
	const b = await openLesson(two, server.url, m12, "two");
	const c = await openLesson(same, server.url, m12, "one");
	const from = [Number(await shows(c, "location")) || 0,
		Number(await shows(b, "location")) || 0];
	await one.context().setOffline(true);
	for (const [tab, frame] of [[one, a], [two, b], [same, c], [same, c]]) {
		await tab.bringToFront();
		await press(frame, "answer");
	}
	for (const tab of [one, two, same])
		await badge(tab, "4 belum terkirim");
	await one.context().setOffline(false);
	for (const tab of [one, two, same])
		await badge(tab, saved);
	/* Of two runs of one lesson the later one is resumed. */
	await resumes(one, m12, String(from[0] + 2));
	await resumes(one, m12, String(from[1] + 1), "two");
	await end(one);
});

/* Every write of IndexedDB and localStorage finds no room. */
function noRoom() {
	const full = () => {
		if (globalThis.full)
			throw new DOMException("full", "QuotaExceededError");
	};
	const put = IDBObjectStore.prototype.put;
	const setItem = Storage.prototype.setItem;

	IDBObjectStore.prototype.put = function (...given) {
		full();
		return put.apply(this, given);
	};
	Storage.prototype.setItem = function (...given) {
		full();
		return setItem.apply(this, given);
	};
}

test("with a full storage the page says to stay open, and sends all the same",
	async () => {
	const page = await learner();
	await page.addInitScript(noRoom);
	const frame = await openLesson(page, server.url, m12, "one");
	const from = Number(await shows(frame, "location"));
	await page.evaluate(() => { globalThis.full = true; });
	await page.context().setOffline(true);
	await press(frame, "answer");
	await badge(page, "1 belum terkirim");
	await page.locator(".queue-badge").click();
	assert.match(await page.getByRole("dialog").textContent(),
		/hanya ada di halaman ini/);
	await page.keyboard.press("Escape");
	await page.context().setOffline(false);
	await badge(page, saved);
	await resumes(page, m12, String(from + 1));
	await end(page);
});

test("a clock that jumps back a day changes nothing", async () => {
	const page = await learner();
	await page.context().addInitScript(() => {
		const now = Date.now;
		Date.now = () => now() - (globalThis.back ?? 0);
	});
	const frame = await openLesson(page, server.url, m12, "one");
	const from = Number(await shows(frame, "location"));
	await page.context().setOffline(true);
	await press(frame, "answer");
	for (const f of page.frames())
		await f.evaluate(() => { globalThis.back = 86_400_000; });
	await press(frame, "answer");
	await badge(page, "2 belum terkirim");
	await page.context().setOffline(false);
	await badge(page, saved);
	await resumes(page, m12, String(from + 2));
	await end(page);
});

test("another person in the same browser sees nothing and sends nothing of " +
	"the first", async () => {
	const page = await learner();
	const lesson = await page.context().newPage();
	const frame = await openLesson(lesson, server.url, m12, "one");
	const from = Number(await shows(frame, "location"));
	await page.context().route("**/saves", (route) => route.abort());
	await press(frame, "answer");
	await badge(lesson, "1 belum terkirim");
	await lesson.close();
	await page.evaluate(() => localStorage.removeItem("balai.session"));
	await page.context().unroute("**/saves");

	const posts = [];
	page.on("request", (r) => {
		if (r.url().endsWith("/saves"))
			posts.push(r.url());
	});
	await page.context().route("**/saves", (route) => route.abort());
	await signIn(page, OTHER, server.url);
	await page.context().unroute("**/saves");
	posts.length = 0;
	await page.goto(`${server.url}/katalog`);
	await page.waitForTimeout(1_500);
	assert.deepEqual(posts, []);
	assert.equal(await page.locator(".queue-badge").count(), 0);

	await page.context().route("**/saves", (route) => route.abort());
	await page.evaluate(() => localStorage.removeItem("balai.session"));
	await signIn(page, LEARNER, server.url);
	await badge(page, "1 belum terkirim");
	await page.context().unroute("**/saves");
	await page.goto(server.url);
	await badge(page, saved);
	await resumes(page, m12, String(from + 1));
	await end(page);
});

test("suspend data of 64,000 characters comes back whole", async () => {
	const page = await learner();
	let frame = await openLesson(page, server.url, m2004, "one");
	await page.context().setOffline(true);
	await press(frame, "long");
	await badge(page, "1 belum terkirim");
	await page.context().setOffline(false);
	await badge(page, saved);
	await page.click(".player-bar a.tool");
	frame = await openLesson(page, server.url, m2004, "one");
	assert.equal(await shows(frame, "suspend"), "64000 huruf");
	await end(page);
});

test("a save that the server will never take is shown, kept, and goes only " +
	"when the person says so", async () => {
	const page = await learner();
	const frame = await openLesson(page, server.url, m12, "one");
	await page.context().route("**/saves", (route) => route.fulfill({
		status: 422, contentType: "application/problem+json",
		body: JSON.stringify({ status: 422, code: "item_invalid" }),
	}));
	await press(frame, "answer");
	await badge(page, "1 belum terkirim");
	await page.locator(".queue-badge").click();
	const dialog = page.getByRole("dialog");
	await dialog.getByText("item_invalid").waitFor();
	await axe(page, "a refused save");
	await dialog.getByRole("button", { name: "Hapus dari perangkat" }).click();
	await dialog.getByText("1 jawaban ini akan hilang").waitFor();
	await dialog.getByRole("button", { name: "Hapus 1 jawaban" }).click();
	await dialog.getByText("item_invalid").waitFor({ state: "detached" });
	await end(page);
});
