/*
 * A learner opens packages in a real browser, answers, goes, comes back, and
 * finds everything as it was; the score stands in the database.
 */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { api, axe, DESKTOP, enter, fits, launch, open, PATIENCE, PHONE,
	url } from "./lib.mjs";
import { badge, importOwn, importShared, LEARNER, openLesson, press, progress,
	saved, sco, shows } from "./lessons.mjs";

const data = process.env.BALAI_DATA;
let browser, page, m12, m2004;

before(async () => {
	m12 = importOwn(data, "scorm12");
	m2004 = importOwn(data, "scorm2004");
	browser = await launch({ whole: true });
	page = await open(browser, { viewport: PHONE });
	await enter(page, LEARNER);
});
after(() => browser?.close());

test("a SCORM 1.2 lesson is answered, left, resumed and completed",
	async () => {
	let frame = await openLesson(page, url, m12, "one");
	assert.equal(await shows(frame, "entry"), "ab-initio");
	assert.equal(await shows(frame, "status"), "incomplete");
	await press(frame, "answer");
	await press(frame, "answer");
	await badge(page, saved);
	await page.click(".player-bar a.tool");
	await page.waitForURL(`${url}/modul/${m12}`);

	frame = await openLesson(page, url, m12);
	assert.equal(await shows(frame, "entry"), "resume");
	assert.equal(await shows(frame, "location"), "2");
	assert.equal(await shows(frame, "suspend"), "jawaban 2");
	await press(frame, "complete");
	await press(frame, "finish");
	await page.getByText("Nilai 85").waitFor();
	await page.getByText("dilaporkan paket").waitFor();
	await badge(page, saved);

	const found = await progress(page, m12, "one",
		(p) => p.completion === "completed");
	assert.equal(found.completion, "completed");
	assert.equal(found.success, "passed");
	assert.equal(found.score.raw, 85);
	assert.equal(found.source, "package");
});

test("a SCORM 2004 lesson that looks for both standards is completed and " +
	"closes its window", async () => {
	let frame = await openLesson(page, url, m2004);
	assert.equal(await shows(frame, "said"), "siap");
	assert.match(frame.url(), /sco\.html\?dari=manifes$/);
	await press(frame, "answer");
	await badge(page, saved);
	await page.click(".player-bar a.tool");
	await page.waitForURL(`${url}/modul/${m2004}`);

	frame = await openLesson(page, url, m2004);
	assert.equal(await shows(frame, "entry"), "resume");
	assert.equal(await shows(frame, "location"), "1");
	await press(frame, "complete");
	await frame.locator("#close").click();
	await page.getByText("Selesai. Semua pelajaran").waitFor();
	await badge(page, saved);

	const found = await progress(page, m2004, "one",
		(p) => p.completion === "completed");
	assert.equal(found.completion, "completed");
	assert.equal(found.success, "passed");
	assert.equal(found.score.scaled, 0.85);
});

test("the lessons of a module are walked by the buttons and by the list",
	async () => {
	await openLesson(page, url, m12, "one");
	await page.getByRole("link", { name: "Berikutnya" }).click();
	await page.getByRole("heading", { name: "Bagian dua" }).waitFor();
	await sco(page);
	assert.equal(await page.getByRole("link", { name: "Berikutnya" })
		.count(), 0);
	await page.getByRole("link", { name: "Sebelumnya" }).click();
	await page.getByRole("heading", { name: "Bagian satu" }).waitFor();
	await sco(page);
	await page.getByRole("button", { name: "Daftar pelajaran" }).click();
	await axe(page, "the list of lessons");
	await page.getByRole("dialog").getByRole("link", { name: "Bagian dua" })
		.click();
	await page.getByRole("heading", { name: "Bagian dua" }).waitFor();
	await sco(page);
});

test("what was typed before going back in the browser is on the server",
	async () => {
	await page.goto(`${url}/modul/${m2004}`);
	await page.getByRole("link", { name: /Satu-satunya bagian/ }).click();
	let frame = await sco(page);
	await press(frame, "set");
	await page.goBack();
	await page.waitForURL(`${url}/modul/${m2004}`);
	await badge(page, saved);
	frame = await openLesson(page, url, m2004);
	assert.equal(await shows(frame, "location"), "tanpa simpan");
});

test("a wide package is scaled to a phone, and Perbesar shows it whole",
	async () => {
	const frame = await openLesson(page, url, m12, "one");
	const width = () => page.locator(".stage iframe")
		.evaluate((f) => f.getBoundingClientRect().width);
	await frame.evaluate(() => {
		document.body.style.width = "1000px";
	});
	const zoom = page.getByRole("button", { name: "Perbesar" });
	await zoom.waitFor();
	assert.ok(Math.abs(await width() - PHONE.width) < 2);
	await fits(page, "a wide lesson");
	await zoom.click();
	assert.ok(await width() >= 1000);
	await zoom.click();
	assert.ok(Math.abs(await width() - PHONE.width) < 2);
});

test("axe finds nothing on the player, light and dark, with its dialogs",
	async () => {
	for (const colorScheme of ["light", "dark"]) {
		await page.emulateMedia({ colorScheme });
		const frame = await openLesson(page, url, m12, "one");
		await axe(page, `the player, ${colorScheme}`);
		await press(frame, "answer");
		await badge(page, saved);
		await page.locator(".queue-badge").click();
		await page.getByRole("dialog").waitFor();
		await axe(page, `the badge explained, ${colorScheme}`);
		await page.keyboard.press("Escape");
		await press(frame, "finish");
		await page.locator(".player-end").waitFor();
		await axe(page, `the end, ${colorScheme}`);
		await fits(page, "the end");
	}
	await page.emulateMedia({ colorScheme: "light" });
});

test("a content address that does not answer is named, and tried again",
	async () => {
	const content = /\.localhost:\d+\/c\//;
	await page.context().route(content, (route) => route.abort());
	await page.goto(`${url}/modul/${m12}/belajar?unit=one`);
	await page.getByText("Jaringan ini mungkin memblokir").waitFor();
	const named = await page.locator(".player-over .mono").textContent();
	assert.match(named, /^http:\/\/[a-z0-9]+\.localhost:\d+$/);
	await axe(page, "the blocked lesson");
	await page.context().unroute(content);
	await page.getByRole("button", { name: "Coba lagi" }).click();
	await sco(page);
	assert.equal(await page.locator(".player-over").count(), 0);
});

test("the frame works alone, when it is opened without the app's page",
	async () => {
	const launched = await page.evaluate(async (module) => {
		const { secret } = JSON.parse(localStorage["balai.session"]);
		const answer = await fetch(`/api/v1/modules/${module}/launches`, {
			method: "POST",
			headers: {
				"X-Balai-Session": secret,
				"Content-Type": "application/json",
			},
			body: JSON.stringify({ unit: "two" }),
		});
		return answer.json();
	}, m12);
	const alone = await page.context().newPage();
	await alone.goto(launched.url);
	const frame = await sco(alone);
	await press(frame, "answer");
	await alone.getByText(saved).waitFor();
	const stored = await alone.evaluate(async () => [
		localStorage.length, sessionStorage.length,
		(await indexedDB.databases()).length,
	]);
	assert.deepEqual(stored, [0, 0, 0]);
	await alone.close();
	const found = await progress(page, m12, "two");
	assert.equal(found.completion, "incomplete");
});

/* Golf, in the forms that many learners of the standard begin with. */
for (const [name, file] of [
	["SCORM 1.2", "golf_RuntimeBasicCalls_SCORM12.zip"],
	["SCORM 2004", "golf_RuntimeBasicCalls_SCORM2004_3rd.zip"],
])
	test(`a real ${name} package is played to its end`, async (t) => {
		const module = importShared(data, file);
		if (module === null)
			return t.skip("the packages of others are not here");
		const desk = await open(browser, { viewport: DESKTOP });
		/* It asks whether to go on where one left. */
		desk.on("dialog", (dialog) => dialog.accept());
		await enter(desk, LEARNER);
		await walkGolf(desk, module, 3);
		await badge(desk, saved);
		await desk.click(".player-bar a.tool");
		await desk.waitForURL(`${url}/modul/${module}`);
		const half = await progress(desk, module, "item_1");
		assert.equal(half.completion, "incomplete");
		await walkGolf(desk, module, 40);
		await badge(desk, saved);
		const whole = await progress(desk, module, "item_1",
			(found) => found.completion === "completed" && found.score);
		assert.equal(whole.completion, "completed");
		assert.equal(whole.score.raw, 100);
		assert.deepEqual(desk.foreign, []);
		await desk.context().close();
	});

test("pages, pictures, links and documents of a real cartridge open",
	async (t) => {
	const module = importShared(data, "ccviewer_course-1.imscc");
	if (module === null)
		return t.skip("the packages of others are not here");
	const desk = await open(browser, { viewport: DESKTOP });
	await enter(desk, LEARNER);
	const [, { outline }] = await api(desk, "GET",
		`/api/v1/modules/${module}`);
	const units = (nodes) => nodes.flatMap((n) =>
		[...(n.launchable ? [n] : []), ...units(n.children)]);
	const unit = (title) => units(outline).find((u) => u.title === title);
	const begin = (title) => desk.goto(
		`${url}/modul/${module}/belajar?unit=${unit(title).id}`);
	const frame = desk.frameLocator(".stage iframe");

	await begin("First Module Wiki Page 1");
	await frame.frameLocator("iframe").locator("body").waitFor();
	await begin("photo.jpg");
	await frame.frameLocator("iframe").locator("img").waitFor();
	await begin("Sample Document");
	const file = desk.waitForEvent("download");
	await frame.getByRole("link", { name: /^Unduh/ }).click();
	assert.equal((await file).suggestedFilename(), "sample-document.pdf");
	await begin("First Module External URL 1");
	const link = desk.getByRole("link", { name: "Buka google.com" });
	assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
	assert.equal(await link.getAttribute("target"), "_blank");
	await desk.context().close();
});

test("a real package's forced order is kept, and goes on when a part is done",
	async (t) => {
	const module = importShared(data,
		"jc2004_SequencingForcedSequential_SCORM20043rdEdition.zip");
	if (module === null)
		return t.skip("the packages of others are not here");
	const desk = await open(browser, { viewport: DESKTOP });
	desk.on("dialog", (dialog) => dialog.accept());
	await enter(desk, LEARNER);
	await desk.goto(`${url}/modul/${module}/belajar`);
	await golfFrame(desk, /launchpage\.html/);
	const next = desk.getByRole("link", { name: "Berikutnya" });
	assert.equal(await next.count(), 0);
	await desk.getByRole("button", { name: "Daftar pelajaran" }).click();
	assert.deepEqual(await desk.getByRole("dialog").getByRole("link")
		.allTextContents(), ["Playing the Game"]);
	await desk.keyboard.press("Escape");
	await walkGolf(desk, module, 40);
	await next.click();
	await desk.getByRole("heading", { name: "Etiquette" }).waitFor();
	await golfFrame(desk, /content=etiquette/i);
	await desk.context().close();
});

/* Turns pages by its own Next; answers its test from its own key. */
async function walkGolf(p, module, pages) {
	await p.goto(`${url}/modul/${module}/belajar`);
	const launchPage = await golfFrame(p, /launchpage\.html/);
	for (let i = 0; i < pages; i++) {
		await p.waitForTimeout(150);
		const test_ = p.frames().find((f) =>
			/assessmenttemplate\.html/.test(f.url()));
		if (test_) {
			await test_.waitForLoadState();
			await test_.evaluate(answerGolf);
			return;
		}
		const next = launchPage.locator("#butNext");
		if (await next.isDisabled())
			return;
		await next.click();
	}
}

async function golfFrame(p, name) {
	const until = performance.now() + PATIENCE;
	for (;;) {
		const found = p.frames().find((f) => name.test(f.url()));
		if (found && await found.locator("#butNext").count())
			return found;
		assert.ok(performance.now() < until, "the package opens in time");
		await p.waitForTimeout(50);
	}
}

/* Runs in the package, whose own object `test` holds the key. */
function answerGolf() {
	for (const q of globalThis.test.Questions) {
		const field = (what) =>
			document.getElementById(`question_${q.Id}_${what}`);

		if (q.Type === "choice")
			field(q.Answers.indexOf(q.CorrectAnswer)).checked = true;
		else if (q.Type === "true-false")
			field(q.CorrectAnswer ? "True" : "False").checked = true;
		else
			field("Text").value = q.CorrectAnswer;
	}
	globalThis.SubmitAnswers();
}
