/*
 * A package is other people's script. What it tries here, in the browser that
 * people have (with storage partitioning), gets it nowhere. What still gets
 * out is WebRTC, and the name of a host: see below.
 */
import assert from "node:assert/strict";
import { request } from "node:http";
import { createServer } from "node:net";
import test, { after, before } from "node:test";
import { api, launch, open, url } from "./lib.mjs";
import { badge, importOwn, LEARNER, openLesson, OTHER, press, progress, saved,
	signInAt } from "./lessons.mjs";

const data = process.env.BALAI_DATA;
let browser, page, hostile, neighbour, m12;
/* Another host: what it was sent, and who so much as connected. */
let foreign, host, asked = 0, connected = 0;

before(async () => {
	hostile = importOwn(data, "hostile");
	neighbour = importOwn(data, "neighbour");
	m12 = importOwn(data, "scorm12");
	foreign = createServer((socket) => {
		connected++;
		socket.on("error", () => undefined);
		socket.on("data", () => {
			asked++;
			socket.end("HTTP/1.1 200 OK\r\n" +
				"Access-Control-Allow-Origin: *\r\n" +
				"Content-Length: 2\r\nConnection: close\r\n\r\nok");
		});
	});
	await new Promise((up) => foreign.listen(0, "127.0.0.1", up));
	host = `http://127.0.0.1:${foreign.address().port}/out`;
	browser = await launch();
	page = await open(browser);
	await signInAt(page, url, LEARNER);
});
after(async () => {
	await browser?.close();
	foreign?.close();
});

async function attempt(name, given) {
	const frame = await openLesson(page, url, hostile);

	await frame.evaluate(() => document.body.click());
	return frame.evaluate(([what, by]) => globalThis.attempt(what, by),
		[name, given]).catch((e) => `gone: ${e.message}`);
}

test("the other host of these tests counts what it is asked", async () => {
	const probe = await page.context().newPage();
	await probe.goto(host);
	await probe.close();
	assert.ok(asked > 0);
});

for (const name of ["appDocument", "appStorage", "appAddress", "realParent"])
	test(`a package cannot read the app's page (${name})`, async () => {
		assert.match(await attempt(name), /^refused: (Security|Type)Error/);
	});

for (const name of ["fetch", "xhr", "noCors"])
	test(`a package cannot call the API (${name})`, async () => {
		const calls = [];
		const note = (r) => {
			if (r.url() === `${url}/api/v1/me` && /sco\.html|~play/.test(
				r.frame().url()))
				calls.push(r);
		};
		page.on("response", note);
		assert.match(await attempt(name, `${url}/api/v1/me`), /^refused/);
		page.off("response", note);
		assert.deepEqual(calls, []);
	});

/*
 * A frame of another host is refused, but Chromium 156 connects to the host
 * before it looks at the policy, and sends it nothing.
 */
for (const name of ["fetch", "noCors", "parentFetch", "xhr", "beacon",
	"socket", "events", "image", "script", "style", "prefetch", "frame",
	"object", "media", "font", "worker", "formHere", "formTop", "formNew",
	"popup", "linkNew", "linkTop", "ping", "goTop", "goParent", "goHere",
	"refresh"])
	test(`a package cannot reach another host (${name})`, async () => {
		const pages = page.context().pages().length;
		asked = connected = 0;
		await attempt(name, host);
		await page.waitForTimeout(500);
		assert.equal(asked, 0, `${name} reached the other host`);
		assert.ok(connected === 0 || name === "frame",
			`${name} connected to the other host`);
		assert.equal(page.context().pages().length, pages,
			`${name} opened no window`);
		assert.ok(page.url().startsWith(`${url}/modul/`),
			`${name} left the learner where they were`);
	});

test("a package cannot put a service worker before the player", async () => {
	assert.match(await attempt("serviceWorker"), /^refused/);
});

test("a package cannot read what another module stored", async () => {
	const other = await openLesson(page, url, neighbour);
	await other.evaluate(() => globalThis.leave());
	/* Cookies are refused there before anything else is. */
	assert.match(await other.evaluate(() => globalThis.find()),
		/^tetangga\|(rahasia=tetangga)?\|1\|1$/);
	const frame = await openLesson(page, url, hostile);
	assert.equal(await frame.evaluate(() => globalThis.find()), "||0|0");
});

test("a package cannot write another unit's progress by a message",
	async () => {
	const [, run] = await api(page, "POST",
		`/api/v1/modules/${m12}/launches`, { unit: "two" });
	await attempt("forge", { attempt: run.attempt, run: run.run });
	await page.waitForTimeout(1_000);
	assert.equal(await page.locator(".queue-badge").count(), 0);
	const [, list] = await api(page, "GET", "/api/v1/me/progress");
	assert.ok(!list.some((p) => p.unit.key === "two" &&
		p.completion === "completed"));
});

/* A token with one letter changed, in the middle of its seal. */
function altered(token) {
	const i = token.length - 8;

	return token.slice(0, i) + (token[i] === "A" ? "B" : "A") +
		token.slice(i + 1);
}

async function launched(who, module) {
	const [status, run] = await api(who, "POST",
		`/api/v1/modules/${module}/launches`, { unit: "one" });

	assert.equal(status, 201);
	const at = new URL(run.url);
	return { ...run, content: at.origin, files: at.pathname.split("/")[2] };
}

function item(run, more = {}) {
	return {
		attempt: run.attempt, run: run.run, sequence: 1, at: 0, kind: "cmi",
		cmi: {}, completion: "completed", success: "passed", score: null,
		progressMeasure: null, sessionTimeMs: 0, location: null, exit: "",
		ended: false, nav: null, activity: null, ...more,
	};
}

/* Node finds no {module}.localhost; the host is what the server looks at. */
function ask(origin, path, options = {}, body = "") {
	const { host: name, port } = new URL(origin);

	return new Promise((done, fail) => {
		const sent = request({
			host: "127.0.0.1", port, path, ...options,
			headers: { ...options.headers, Host: name },
		}, (answer) => {
			let text = "";
			answer.on("data", (bytes) => { text += bytes; });
			answer.on("end", () => done([answer.statusCode, text]));
		});
		sent.on("error", fail);
		sent.end(body);
	});
}

async function save(run, token, what = item(run)) {
	const [status, text] = await ask(run.content, "/r/saves", {
		method: "POST",
		headers: {
			"Content-Type": "application/json",
			"Authorization": `Bearer ${token}`,
		},
	}, JSON.stringify(what));
	return [status, JSON.parse(text).code];
}

async function file(run, token, origin = run.content) {
	return (await ask(origin, `/c/${token}/sco.html`))[0];
}

test("an altered or a foreign token opens no file", async () => {
	const run = await launched(page, m12);

	assert.equal(await file(run, run.files), 200);
	assert.ok(await file(run, altered(run.files)) >= 400);
	assert.ok(await file(run, run.runToken) >= 400);
	assert.ok(await file(run, "") >= 400);
	const elsewhere = new URL(run.content);
	elsewhere.hostname = `${hostile}.localhost`;
	assert.ok(await file(run, run.files, elsewhere.origin) >= 400,
		"a module's files are not served on another module's origin");
});

test("an altered or a foreign token writes no progress", async () => {
	const mine = await launched(page, m12);
	const second = await open(browser);
	await signInAt(second, url, OTHER);
	const theirs = await launched(second, m12);

	assert.deepEqual(await save(mine, altered(mine.runToken)),
		[401, "token_invalid"]);
	assert.deepEqual(await save(mine, mine.files), [401, "token_invalid"]);
	assert.deepEqual(await save(mine, theirs.runToken), [403, "run_foreign"]);
	assert.deepEqual(await save(mine, mine.runToken), [200, undefined]);
	const theirsNow = await progress(second, m12, "one", () => true);
	assert.ok(!theirsNow || theirsNow.completion !== "completed");
	await second.context().close();
});

test("both tokens end at sign-out", async () => {
	const second = await open(browser);
	await signInAt(second, url, OTHER);
	const run = await launched(second, m12);
	const [status] = await api(second, "DELETE", "/api/v1/session");
	assert.equal(status, 204);
	assert.deepEqual(await save(run, run.runToken), [401, "token_invalid"]);
	assert.ok(await file(run, run.files) >= 400);
	await second.context().close();
});

test("after all this the neighbour's lesson still saves", async () => {
	const frame = await openLesson(page, url, m12, "two");
	await press(frame, "answer");
	await badge(page, saved);
});
