/*
 * Packages that speak xAPI in a real browser: one of cmi5 of our own, those of
 * others where they are, a Tin Can package, and a Common Cartridge.
 */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { api, axe, DESKTOP, enter, fits, launch, open, PATIENCE, PHONE,
	url } from "./lib.mjs";
import { importOwn, importShared, LEARNER, openLesson, press, progress, shows }
	from "./lessons.mjs";

const data = process.env.BALAI_DATA;
const key = "https://contoh.go.id/peramban/kursus/satu";
let browser, page, module;

before(async () => {
	module = importOwn(data, "cmi5");
	browser = await launch();
	page = await open(browser, { viewport: PHONE });
	await enter(page, LEARNER);
});
after(() => browser?.close());

/* What the LMS says of course and blocks, in the newest attempt of the unit. */
async function satisfied(of, unit) {
	const [status, opened] = await api(page, "POST",
		`/api/v1/modules/${of}/launches`, { unit });
	assert.equal(status, 201);
	const href = new URL(opened.state.unit.launchHref, opened.url);
	const statements = `${href.searchParams.get("endpoint")}statements?` +
		new URLSearchParams({
			verb: "https://w3id.org/xapi/adl/verbs/satisfied",
			registration: href.searchParams.get("registration"),
		});
	const frame = await browser.newPage();

	/* From its own origin, as packages do. */
	await frame.goto(opened.url.replace(/~play.*/, "~done"));
	const found = await frame.evaluate(async ([where, fetchUrl]) => {
		const { "auth-token": token } = await (await fetch(fetchUrl,
			{ method: "POST" })).json();
		return (await (await fetch(where, { headers: {
			"Authorization": `Basic ${token}`,
			"X-Experience-API-Version": "1.0.3",
		} })).json()).statements;
	}, [statements, href.searchParams.get("fetch")]);
	await frame.close();
	return found.map((s) => s.object.definition.type.split("/").pop());
}

/* The package's own page, when `ready` says so within it. */
async function inside(of, path, ready, unit) {
	await page.goto(`${url}/modul/${of}/belajar` +
		(unit ? `?unit=${unit}` : ""));
	const until = performance.now() + PATIENCE;

	for (;;) {
		const frame = page.frames().find((f) =>
			f.url().includes(path) && !f.url().includes("~play"));
		if (frame && await frame.evaluate(ready).catch(() => false))
			return frame;
		assert.ok(performance.now() < until, `${path} opens in time`);
		await page.waitForTimeout(100);
	}
}

test("a unit of cmi5 is opened, left, and finds its own data again",
	async () => {
	let frame = await openLesson(page, url, module);
	assert.equal(await shows(frame, "mode"), "Normal");
	assert.equal(await shows(frame, "parameters"), "halaman=3");
	assert.match(await shows(frame, "language"), /^(id|en)/);
	assert.equal(await shows(frame, "bookmark"), "tidak ada");
	await press(frame, "mark");
	await page.click(".player-bar a.tool");
	await page.waitForURL(`${url}/modul/${module}`);

	frame = await openLesson(page, url, module);
	assert.equal(await shows(frame, "bookmark"), "4");
});

test("a unit of cmi5 that is completed and passed reaches satisfied, and the " +
	"player says what was reached", async () => {
	const frame = await openLesson(page, url, module);

	await press(frame, "complete");
	let found = await progress(page, module, key);
	assert.equal(found.completion, "incomplete");
	await press(frame, "pass");
	found = await progress(page, module, key,
		(p) => p.completion === "completed");
	assert.equal(found.completion, "completed");
	assert.equal(found.success, "passed");
	assert.equal(found.score.scaled, 0.9);
	assert.equal(found.source, "package");
	await frame.locator("#finish").click();
	await page.locator(".player-end").waitFor();
	await page.locator(".player-end").getByText("dilaporkan paket").waitFor();
	await page.locator(".player-end").getByText("Lulus").waitFor();
	await axe(page, "the end of a unit of cmi5");
	await fits(page);
	assert.deepEqual(await satisfied(module, key), ["course"]);
});

test("what was passed is opened to look at, and says so to the unit",
	async () => {
	const frame = await openLesson(page, url, module);

	assert.equal(await shows(frame, "mode"), "Review");
	await press(frame, "fail", "false");
});

test("the course of CATAPULT with a mastery score reaches satisfied", async (t) => {
	const shared = importShared(data, "catapult_masteryscore_framed.zip");
	if (!shared)
		return t.skip("the packages of others are not here");
	await page.setViewportSize(DESKTOP);
	const frame = await inside(shared, "/index.html", () =>
		course.trackingPlugin.cmi5?.isActive());

	await frame.evaluate(() =>
		course.gotoPage(course.pageList.indexOf("quiz")));
	await frame.locator("button", { hasText: "Select correct" }).click();
	await frame.locator("button", { hasText: "Submit Answers" }).click();
	const [, { outline: [unit] }] = await api(page, "GET",
		`/api/v1/modules/${shared}`);
	const found = await progress(page, shared, unit.key,
		(p) => p?.success === "passed" && p.completion === "completed");
	assert.equal(found.success, "passed");
	assert.equal(found.completion, "completed");
	assert.equal(found.score.scaled, 1);
	await frame.evaluate(() => course.exit());
	await page.locator(".player-end").waitFor();
	assert.deepEqual(await satisfied(shared, unit.key), ["course"]);
	await page.setViewportSize(PHONE);
});

/* How large the frame is drawn, and how large it is to what it holds. */
function stage() {
	return page.locator(".stage iframe").evaluate((f) => ({
		drawn: f.getBoundingClientRect().width,
		width: f.offsetWidth,
		height: f.offsetHeight,
	}));
}

/* Scaled to the phone; Perbesar shows it in its own size, and back. */
async function enlarges(width, height) {
	const zoom = page.getByRole("button", { name: "Perbesar" });
	const until = performance.now() + PATIENCE;
	const near = (a, b) => Math.abs(a - b) < 2;

	await zoom.waitFor({ timeout: PATIENCE });
	let now = await stage();
	assert.ok(near(now.drawn, PHONE.width) && near(now.width, width),
		JSON.stringify(now));
	await fits(page, "what was made for a desk");
	await zoom.click();
	do
		now = await stage();
	while (!near(now.drawn, width) && performance.now() < until);
	assert.ok(near(now.drawn, width) && now.height >= height,
		JSON.stringify(now));
	/* What it holds has told its size anew by now: nothing may change. */
	await page.waitForTimeout(2_500);
	assert.deepEqual(await stage(), now);
	await zoom.click();
	now = await stage();
	assert.ok(near(now.drawn, PHONE.width) && near(now.width, width),
		JSON.stringify(now));
}

test("a wide page of a package of cmi5, and of plain HTML, is scaled to a " +
	"phone, and Perbesar shows it in its own size", async () => {
	const frame = await openLesson(page, url, module);

	await frame.evaluate(() => {
		document.body.style.width = "1000px";
		document.body.style.margin = "0";
	});
	await enlarges(1000, 0);
	await inside(importOwn(data, "wide"), "/index.html", () =>
		document.querySelector("h1"));
	await enlarges(1000, 0);
});

test("a package that shrinks itself to any window is made as large as it was " +
	"by Perbesar", async () => {
	const frame = await openLesson(page, url, module);

	await frame.evaluate(() => {
		const design = document.createElement("div");
		const fit = () => design.style.transform =
			`scale(${Math.min(innerWidth / 900, innerHeight / 700)})`;

		design.style.cssText = "position: absolute; top: 0; left: 0; " +
			"width: 900px; height: 700px; transform-origin: 0 0";
		design.append(...document.body.children);
		document.body.style.cssText = "margin: 0; overflow: hidden";
		document.body.append(design);
		addEventListener("resize", fit);
		fit();
	});
	await enlarges(900, 700);
});

test("the course of CATAPULT, which shrinks itself, can be read on a phone",
	async (t) => {
	const shared = importShared(data, "catapult_masteryscore_framed.zip");
	if (!shared)
		return t.skip("the packages of others are not here");
	await inside(shared, "/index.html", () =>
		course.trackingPlugin.cmi5?.isActive());
	await enlarges(800, 600);
});

test("a package made with another library of cmi5 is satisfied by both verbs",
	async (t) => {
	const shared = importShared(data, "escola_cmi5.zip");
	if (!shared)
		return t.skip("the packages of others are not here");
	const frame = await inside(shared, "/index.html", () =>
		document.querySelector("app-root"));
	const click = (name) => frame.getByRole("button", { name, exact: true }).first()
		.click();
	const [, { outline: [unit] }] = await api(page, "GET",
		`/api/v1/modules/${shared}`);

	await click("Initialize");
	await click("Complete");
	let found = await progress(page, shared, unit.key);
	assert.equal(found.completion, "incomplete");
	await click("Pass");
	found = await progress(page, shared, unit.key,
		(p) => p?.completion === "completed");
	assert.equal(found.completion, "completed");
	assert.equal(found.success, "passed");
	await click("Terminate");
	assert.deepEqual(await satisfied(shared, unit.key), ["course"]);
});

test("a Tin Can package is opened with the launch it knows", async (t) => {
	const shared = importShared(data, "jcxapi_basic.zip");
	if (!shared)
		return t.skip("the packages of others are not here");
	const frame = await inside(shared, "/index.html", () =>
		document.querySelector("h1")?.textContent === "Basic xAPI Course");
	const said = new URL(frame.url()).searchParams;

	assert.equal(said.get("activity_id"),
		"http://example.com/activities/basic-course");
	const status = await frame.evaluate(async (about) =>
		(await fetch(`${about.endpoint}statements`, {
			method: "POST",
			headers: {
				"Authorization": about.auth,
				"X-Experience-API-Version": "1.0.3",
				"Content-Type": "application/json",
			},
			body: JSON.stringify({
				actor: JSON.parse(about.actor),
				verb: { id: "http://adlnet.gov/expapi/verbs/completed" },
				object: { id: about.activity_id },
			}),
		})).status, Object.fromEntries(said));
	assert.equal(status, 200);
	const [, { outline: [unit] }] = await api(page, "GET",
		`/api/v1/modules/${shared}`);
	assert.equal((await progress(page, shared, unit.key)).completion,
		"completed");
});

test("the pages, files and links of a Common Cartridge open from its outline",
	async (t) => {
	const shared = importShared(data, "ccviewer_course-1.imscc");
	if (!shared)
		return t.skip("the packages of others are not here");
	const flat = (nodes) => nodes.flatMap((n) => [n, ...flat(n.children)]);
	const [, { outline }] = await api(page, "GET", `/api/v1/modules/${shared}`);
	const nodes = flat(outline).filter((n) => n.launchable);
	const pages = nodes.filter((n) => n.kind === "page");

	assert.ok(pages.length > 0, "it has pages");
	for (const node of pages.slice(0, 2))
		await inside(shared, "/c/", () => document.body &&
			document.body.innerText.trim().length > 0, node.id);
	for (const node of nodes.filter((n) => n.kind !== "page").slice(0, 6)) {
		const [status, opened] = await api(page, "POST",
			`/api/v1/modules/${shared}/launches`, { unit: node.id });
		assert.equal(status, 201, node.title);
		assert.equal(opened.unit.kind, node.kind);
		if (node.kind === "link")
			assert.match(opened.url, /^https?:/);
		assert.equal((await progress(page, shared, node.key)).completion,
			"completed", node.title);
	}
});
