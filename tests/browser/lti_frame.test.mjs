/*
 * A module in another LMS's frame, on another site, in a Chromium that lets
 * nobody set cookies for a third party: the same player, the same progress.
 *
 * The LMS is at a.localhost, Balai at b.localhost: two sites, both secure
 * contexts.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { AGS, LTI, payloadOf, ROLE, start as startLms } from
	"../lib/lti_platform.mjs";
import { start as startTool } from "../lib/lti_tool.mjs";
import { bin, freePort, start } from "../lib/server.mjs";
import { until } from "../lib/until.mjs";
import { importArchive } from "./lessons.mjs";
import { axe, DESKTOP, fits, launch, open, PHONE } from "./lib.mjs";
import { loginPage, moduleOf } from "./tool.mjs";

const FRAME = "iframe[name=balai]";
let server, lms, balai, module, browser;
/* What the course does: a query of /course names one. */
const courses = new Map();

const html = (body) => ({
	headers: { "Content-Type": "text/html; charset=utf-8" },
	body: `<!doctype html><html lang="id"><meta charset="utf-8">` +
		`<link rel="icon" href="data:,"><title>Kursus</title>${body}`,
});

const escaped = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/* The page of a course: our frame in it, and what it offers by messages. */
function coursePage(course, id) {
	const query = new URLSearchParams({
		iss: lms.issuer, login_hint: "h-7", client_id: lms.clientId,
		lti_message_hint: id, lti_deployment_id: lms.deployment,
		target_link_uri: balai + course.target,
		...(course.storage && { lti_storage_target: "_parent" }),
	});

	return html(`<h1>Kursus</h1>
<iframe name="balai" width="100%" height="600" allow="fullscreen"
	src="${escaped(`${balai}/lti/login?${query}`)}"></iframe>
<script>
const kept = new Map(), behave = ${JSON.stringify(course.storage ?? "none")};
window.heard = [];
addEventListener("message", (e) => {
	const { subject, message_id, key, value } = e.data ?? {};
	window.heard.push({ ...e.data, origin: e.origin });
	if (!/^lti\\.(put|get)_data$/.test(subject) || behave === "none" ||
	    behave === "silent")
		return;
	const name = e.origin + " " + key;
	if (subject === "lti.put_data")
		kept.set(name, value);
	const answer = { subject: subject + ".response", message_id, key,
		value: kept.get(name) ?? null };
	if (behave === "id")
		answer.message_id += "0";
	if (behave === "origin") {
		const other = document.createElement("iframe");
		other.src = ${JSON.stringify(lms.url.replace("a.localhost", "c.localhost"))} +
			"/other?" + new URLSearchParams({
				answer: JSON.stringify(answer) });
		document.body.append(other);
		return;
	}
	e.source.postMessage(answer, e.origin);
});
</script>`);
}

/* Says to our frame what the course should have said, from another origin. */
const otherPage = (answer) => html(`<script>
parent.frames.balai.postMessage(${answer}, "*");
</script>`);

/* Step 2: the form by which an id_token leaves. */
async function authPage({ query }) {
	const course = courses.get(query.lti_message_hint);

	await course.before?.();
	const token = lms.token({ nonce: query.nonce, target: balai + course.target },
		{ claims: course.claims });

	return html(`<form method="post" action="${escaped(query.redirect_uri)}">
<input name="state" value="${escaped(query.state)}">
<input name="id_token" value="${escaped(token)}">
${course.storage ? `<input name="lti_storage_target" value="_parent">` : ""}
</form><script>document.forms[0].submit()</script>`);
}

async function answer(call) {
	switch (call.path) {
	case "/course":
		return coursePage(courses.get(call.query.id), call.query.id);
	case "/auth":
		return authPage(call);
	case "/other":
		return otherPage(call.query.answer);
	case "/back":
		return html("<h1>Kembali di kursus</h1>");
	case "/deep":
		return html(`<h1>Dipilih</h1><pre>${escaped(call.body)}</pre>`);
	case "/cookies":
		return { ...html(`<p id="had">${escaped(call.headers.cookie ?? "")}</p>`),
			headers: { "Content-Type": "text/html", "Set-Cookie": [
				"plain=1; Secure; SameSite=None; Path=/",
				"parted=1; Secure; SameSite=None; Path=/; Partitioned" ] } };
	case "/probe":
		return html(`<iframe name="balai" src="${
			lms.url.replace("a.localhost", "c.localhost")}/cookies"></iframe>`);
	}
	return undefined;
}

before(async () => {
	const port = await freePort(), contentPort = await freePort();

	balai = `http://b.localhost:${port}`;
	server = await start(["--demo", "--lti-loopback", "--url", balai,
		"--content-url", `http://{module}.localhost:${contentPort}`],
	{ port, contentPort });
	lms = await startLms({ server: balai, host: "a.localhost" });
	lms.answer = answer;
	module = JSON.parse(execFileSync(bin, ["import", "--data", server.data,
		join(dirname(bin), "modules/it.zip"), "--publish", "--json"],
	{ encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })).module;
	await lms.register(await admin());
	browser = await launch({ args: ["--test-third-party-cookie-phaseout"] });
});

after(async () => {
	await browser?.close();
	await lms?.stop();
	await server?.stop();
});

async function admin() {
	const ask = (method, path, body, headers) => fetch(server.url + path, {
		method, body: JSON.stringify(body),
		headers: { "Content-Type": "application/json", ...headers } });
	const signed = await ask("POST", "/api/v1/session",
		{ login: "admin", password: "belajar-di-balai" });
	const cookie = signed.headers.getSetCookie?.()
		.map((line) => line.split(";")[0]).join("; ") ??
		signed.headers.get("set-cookie").split(";")[0];
	const { secret } = await signed.json();

	return async (method, path, body) => {
		const got = await ask(method, path, body,
			{ Cookie: cookie, "X-Balai-Session": secret });
		const text = await got.text();

		return { status: got.status, text, body: JSON.parse(text) };
	};
}

/* What is asked first in a quiz is chance: one answer of whatever it takes. */
async function answerOne(frame) {
	const field = frame.locator("main input").first();

	await field.waitFor({ state: "attached" });
	if (await field.getAttribute("type") === "text")
		await field.fill("5");
	else
		await field.check();
}

const answeredOne = (frame) => frame.locator("main input").evaluateAll((all) =>
	all.some((input) => input.checked ||
		(input.type === "text" && input.value !== "")));

const saved = (frame) => frame.locator(".queue-badge",
	{ hasText: "Tersimpan" }).waitFor();

let count = 0;

/* A course that opens `target` as that person, in a page of its own. */
/* `before` gets the page before it goes anywhere: what it is told there. */
async function visit(course, options, before = () => undefined) {
	const id = `k${++count}`;
	const page = await open(browser, options);

	courses.set(id, { target: `/lti/m/${module}`, ...course, claims: {
		sub: course.sub ?? `orang-${id}`, ...course.claims } });
	page.course = `${lms.url}/course?id=${id}`;
	page.courseOf = courses.get(id);
	page.in = page.frameLocator(FRAME);
	page.lesson = page.in.frameLocator(".stage-box iframe");
	await before(page);
	await page.goto(page.course);
	return page;
}

/* Our frame as a page of its own: for axe. */
const inner = (page) => page.frames().find((f) => f.name() === "balai");

test("third-party cookies are really shut here, and partitioned ones are not",
	async () => {
		const page = await open(browser);

		await page.goto(`${lms.url}/probe`);
		await page.frameLocator(FRAME).locator("#had").waitFor({
			state: "attached" });
		await page.reload();
		assert.equal(await page.frameLocator(FRAME).locator("#had")
			.textContent(), "parted=1");
		await page.context().close();
	});

test("a learner plays the module in the other LMS's frame, and it is saved",
	async () => {
		const page = await visit({ sub: "siti" });

		await page.in.getByRole("heading", { level: 1 })
			.filter({ hasText: "Pretes" }).waitFor();
		assert.equal(await page.in.locator(".nav").count(), 0);
		assert.match(inner(page).url(), /\/l\/[0-9a-z]{26}$/);
		await page.in.getByRole("button", { name: "Daftar pelajaran" }).click();
		await look(page, "lessons");
		await page.in.getByRole("link", { name: /Berbagi|berbagi/ }).first()
			.click();
		await page.lesson.locator("h1, h2").first().waitFor();
		await saved(page.in);
		const title = await page.in.locator("h1").textContent();

		await until("the frame's height was asked for", () =>
			page.evaluate(() => window.heard.some((m) =>
				m.subject === "lti.frameResize" && m.height >= 400)));
		await inner(page).evaluate(() => location.reload());
		await page.lesson.locator("h1, h2").first().waitFor();
		assert.equal(await page.in.locator("h1").textContent(), title);
		await page.in.getByRole("link", { name: "Kursus" }).click();
		await page.in.getByText("Kembali di kursus").waitFor();
		assert.deepEqual(page.faults, []);
		await page.context().close();
	});

/* What Balai answers to a launch when as many wait for keys as may. */
async function noRoom() {
	const other = await startLms({ server: balai });
	const logins = [];
	let free;
	const hung = new Promise((resolve) => { free = resolve; });

	await other.register(await admin());
	other.answer = (call) => call.path === "/jwks" ? hung : undefined;
	while (logins.length < 80)
		logins.push(await other.login(`/lti/m/${module}`));
	const all = logins.map((login) => other.launch(login));
	const first = await Promise.any(all);

	free();
	await Promise.all(all);
	await other.stop();
	assert.equal(first.status, 503);
	return first;
}

/* The same for what this browser posts. */
function sameFor(text, posted) {
	const fields = new URLSearchParams(posted);

	return text.replace(/(name="(state|id_token)" value=")[^"]*/g,
		(_, before, name) => before + escaped(fields.get(name)));
}

test("who finds no room at a step is let in without doing anything", async () => {
	const { headers, text } = await noRoom();
	const busy = () => ({
		status: 503, headers: { "Retry-After": "1" },
		contentType: "application/problem+json",
		body: JSON.stringify({ status: 503, code: "busy", title: "Sibuk",
			detail: "Coba lagi sebentar lagi.", requestId: "7f3a9c01" }),
	});
	const refused = [];
	const once = (page, pattern, answerOf) => page.route(pattern, (route) => {
		refused.push(new URL(route.request().url()).pathname);
		return route.fulfill(answerOf(route.request()));
	}, { times: 1 });
	const page = await visit({ sub: "ramai" }, undefined, async (page) => {
		await once(page, "**/lti/launch", (asked) => ({ status: 503, headers,
			body: sameFor(text, asked.postData()) }));
		await once(page, "**/api/v1/session/launch", busy);
		await once(page, "**/api/v1/modules/*/launches", busy);
	});

	await page.in.getByRole("button", { name: /^Mulai|^Kerjakan/ }).waitFor();
	assert.deepEqual(refused, ["/lti/launch", "/api/v1/session/launch",
		`/api/v1/modules/${module}/launches`]);
	assert.deepEqual(page.faults.filter((fault) => !/503/.test(fault)), []);
	await page.context().close();
});

test("an answer of a quiz is saved from there, and is there in a second tab",
	async () => {
		const page = await visit({ sub: "budi" });
		const again = { sub: "budi" };

		await page.in.getByRole("button", { name: /^Mulai|^Kerjakan/ }).click();
		await answerOne(page.in);
		await saved(page.in);
		const second = await visit(again);

		await second.in.getByRole("button", { name: /^Lanjutkan/ }).click();
		await until("the answer is there", () => answeredOne(second.in));
		await page.context().close();
		await second.context().close();
	});

test("without a cookie the LMS's storage tells which browser it is", async () => {
	const page = await visit({ sub: "tono", storage: "good" });

	await page.in.getByRole("heading", { level: 1 })
		.filter({ hasText: "Pretes" }).waitFor();
	page.courseOf.before = () => page.context().clearCookies();
	await page.goto(page.course);
	await page.in.getByRole("heading", { level: 1 })
		.filter({ hasText: "Pretes" }).waitFor();
	assert.ok(await page.evaluate(() => window.heard.some((m) =>
		m.subject === "lti.get_data")), "the storage was asked");
	await page.context().close();
});

for (const [storage, what] of [
	["origin", "of another origin"], ["id", "with another message_id"],
	["silent", "that does not come"], [undefined, "that is not offered"],
])
	test(`T47 storage: an answer ${what} opens no session, but offers a new tab`,
		async () => {
			const page = await visit({ sub: `tab-${storage}`, storage });

			page.courseOf.before = () => page.context().clearCookies();
			await page.goto(page.course);
			const link = page.in.getByRole("link",
				{ name: "Buka di tab baru" });

			await link.waitFor();
			if (!storage)
				await look(page, "new tab");
			assert.ok(!/\/l\//.test(inner(page).url()));
			page.courseOf.before = undefined;
			page.courseOf.storage = undefined;
			const [tab] = await Promise.all([
				page.context().waitForEvent("page"), link.click(),
			]);

			await tab.getByRole("heading", { level: 1 })
				.filter({ hasText: "Pretes" }).waitFor();
			assert.match(tab.url(), /\/l\/[0-9a-z]{26}$/);
			await page.context().close();
		});

/* A tool on a third site, whose pages it serves itself; `told` are its claims. */
async function thirdTool(as) {
	const tool = await startTool({ server: balai, host: "c.localhost" });

	await tool.register(as);
	tool.answer = ({ path, query, body }) => {
		if (path === "/login")
			return loginPage(tool, new URLSearchParams(query));
		if (path !== "/launch")
			return undefined;
		const form = new URLSearchParams(body);

		tool.told = form.has("id_token")
			? payloadOf(form.get("id_token")) : form.get("error");
		return `<!doctype html><title>Lab</title><h1>Lab jaringan</h1>
<p id="kept"></p><script>addEventListener("message", (e) =>
	document.getElementById("kept").textContent = e.origin + " " +
		e.data.subject + " " + e.data.value);
parent.postMessage({ subject: "lti.put_data", message_id: "1", key: "k",
	value: "tersimpan" }, "*");</script>`;
	};
	return { tool, lab: importArchive(server.data, moduleOf(tool,
		"alat-dalam-lms", "Modul dengan alat")) };
}

test("a lesson that is a tool of a third site plays in the frame within the " +
	"frame, or in a tab, and its score goes on to the LMS", async () => {
	const { tool, lab } = await thirdTool(await admin());
	const place = { [LTI.link]: { id: "alat" },
		...lms.grades(lms.addItem({ resourceLinkId: "alat" })) };
	const page = await visit({ sub: "rudi", claims: place,
		target: `/lti/m/${lab}/${encodeURIComponent("tool:lab")}` });
	const inside = page.in.frameLocator("iframe.tool-frame");

	await inside.getByText(`${balai} lti.put_data.response tersimpan`)
		.waitFor();
	await page.in.getByText("Belum ada nilai dari alat ini.").waitFor();
	await look(page, "a tool within");
	const framed = tool.told;

	assert.equal(framed[LTI.presentation].document_target, "iframe");
	/* The course opens it at the top of a tab. */
	const top = await page.context().newPage();

	await top.goto(await page.locator(FRAME).getAttribute("src"));
	await top.frameLocator("iframe.tool-frame")
		.getByText("lti.put_data.response tersimpan").waitFor();
	await top.close();
	tool.told = undefined;
	const [tab] = await Promise.all([page.context().waitForEvent("page"),
		page.in.getByRole("button", { name: "Buka di tab baru" }).click()]);

	await tab.getByRole("heading", { name: "Lab jaringan" }).waitFor();
	assert.equal(tool.told.sub, framed.sub);
	assert.equal(tool.told[LTI.presentation].document_target, "window");
	await tab.close();
	await tool.call("POST", `${framed[AGS.endpoint].lineitem}/scores`, {
		scope: "score", type: "application/vnd.ims.lis.v1.score+json",
		body: { userId: framed.sub, scoreGiven: 80, scoreMaximum: 100,
			timestamp: new Date().toISOString(),
			activityProgress: "Completed", gradingProgress: "FullyGraded" },
	});
	await page.in.getByText("Nilai 80 sudah diterima. Lulus.")
		.waitFor({ timeout: 60_000 });
	await until("the score is in the LMS", () => lms.scores.some((s) =>
		s.userId === "rudi" && s.scoreGiven / s.scoreMaximum === .8));
	assert.deepEqual(page.faults, []);
	await page.context().close();
	await tool.stop();
});

test("a page whose ticket is gone says to open it again from the course",
	async () => {
		const page = await open(browser);

		await page.goto(`${balai}/l/${"0".repeat(26)}`);
		await page.getByRole("heading",
			{ name: "Buka lagi dari kursus Anda" }).waitFor();
		await axe(page, "a launch that is no more");
		await fits(page, "a launch that is no more");
		await page.getByRole("button", { name: "English" }).click();
		await page.getByRole("heading",
			{ name: "Open it again from your course" }).waitFor();
		await page.context().close();
	});

test("who is signed in on a page of their own stays so", async () => {
	const page = await open(browser);

	await page.goto(`${balai}/masuk`);
	await page.fill("input[name=login]", "peserta");
	await page.fill("input[name=password]", "belajar-di-balai");
	await page.click("button[type=submit]");
	await page.getByRole("navigation").first().waitFor();
	const { location } = await lms.launch(
		await lms.login(`/lti/m/${module}`), { claims: { sub: "lain" } });

	await page.goto(location);
	await page.getByRole("heading", { level: 1 })
		.filter({ hasText: "Pretes" }).waitFor();
	assert.equal(new URL(page.url()).hash, "");
	await page.goto(`${balai}/saya`);
	await page.getByRole("navigation").first().waitFor();
	assert.equal(await page.evaluate(() =>
		JSON.parse(localStorage["balai.session"]).person.login), "peserta");
	await page.context().close();
});

test("where the browser shuts all storage it plays and saves all the same",
	async () => {
		const page = await open(browser);

		await page.addInitScript(() => {
			const shut = { get() {
				throw new DOMException("shut", "SecurityError");
			} };

			for (const name of ["localStorage", "sessionStorage", "indexedDB",
				"BroadcastChannel"])
				Object.defineProperty(window, name, shut);
			navigator.locks.request = () =>
				Promise.reject(new DOMException("shut", "SecurityError"));
		});
		courses.set("shut", { target: `/lti/m/${module}`,
			claims: { sub: "tertutup" } });
		await page.goto(`${lms.url}/course?id=shut`);
		const frame = page.frameLocator(FRAME);

		await frame.getByRole("button", { name: /^Mulai|^Kerjakan/ }).click();
		await answerOne(frame);
		await saved(frame);
		await inner(page).evaluate(() => location.reload());
		await frame.getByRole("heading",
			{ name: "Buka lagi dari kursus Anda" }).waitFor();
		await page.context().close();
	});

/* What the server says of grades, learners and content: tests/http has that. */
const person = (name, more) => ({
	id: name, person: { id: name, name }, scaled: .825, activity: "Completed",
	grading: "FullyGraded", state: "sent", found: null, code: null,
	sentence: null,
	advice: null, said: null, sentAt: Date.now(), updatedAt: Date.now(),
	attempts: 1, nextAt: null, ...more,
});
const KEPT = { state: "kept", code: "teacher_keeps", found: .55,
	sentence: "Di sana tetap berlaku nilai yang diubah pengajar.",
	advice: "Tidak perlu apa-apa." };
const GRADES = {
	grades: [
		person("Ani Lestari"),
		person("Budi Santoso", { state: "waiting", sentAt: null, scaled: null,
			activity: "InProgress", grading: "PendingManual",
			nextAt: Date.now() + 60_000 }),
		person("Citra Dewi", { state: "attention", sentAt: null,
			code: "line_item_gone",
			sentence: "Kolom nilai di LMS tidak ada lagi.",
			advice: "Buat kolom nilainya di LMS, lalu kirim lagi.",
			said: "<b>404</b> Not found" }),
		person("Eko Prasetyo", KEPT),
	],
	counts: { sent: 2, waiting: 1, attention: 1 }, page: 1, pages: 1, total: 4,
};
const ROSTER = {
	at: Date.now(), whole: true,
	members: [
		{ name: "Ani Lestari", role: "learner", status: "Active",
			person: "p", begun: true, completed: true },
		{ name: null, role: "learner", status: "Inactive", person: null,
			begun: false, completed: false },
		{ name: "Bu Rini", role: "instructor", status: "Active",
			person: null, begun: false, completed: false },
	],
};

const told = (body, status = 200) => (route) => route.fulfill({
	status, contentType: "application/json", body: JSON.stringify(body) });

/* Our frame at both sizes, in both colours and languages. */
async function look(page, what) {
	const shots = process.env.BALAI_PICTURES;

	for (const [size, colour] of [[PHONE, "dark"], [DESKTOP, "light"]]) {
		await page.setViewportSize(size);
		await page.emulateMedia({ colorScheme: colour });
		await axe(inner(page), `${what} (${size.width} px, ${colour})`);
		await fits(inner(page), `${what} (${size.width} px)`);
		if (shots)
			await page.screenshot({ path: `${shots}/${what.replaceAll(" ",
				"-")}-${size.width}-${colour}.png`, fullPage: true });
	}
	await page.emulateMedia({ colorScheme: "light" });
}

test("a teacher previews, and sees grades and learners in words", async () => {
	const page = await visit({ sub: "guru", claims: {
		[LTI.roles]: [ROLE("Instructor")], name: "Bu Rini" } });
	let sent = 0;

	await page.route("**/api/v1/lti/links/*/grades*", told(GRADES));
	await page.route("**/api/v1/lti/links/*/roster", told(ROSTER));
	await page.route("**/api/v1/lti/grades/*/sending", (route) => {
		sent++;
		return told({ sending: 1 })(route);
	});
	await page.in.getByRole("link", { name: "Buka pratinjau" }).waitFor();
	await look(page, "preview");
	await page.in.getByRole("link", { name: "Nilai", exact: true }).click();
	await page.in.getByText("Perlu perhatian", { exact: true }).waitFor();
	await page.in.getByText("Sampai; nilai pengajar tetap berlaku").waitFor();
	await page.in.getByText("Nilai pengajar di LMS: 55").waitFor();
	await look(page, "grades");
	await page.in.getByRole("button",
		{ name: "Kirim lagi nilai Citra Dewi" }).click();
	await page.in.getByText("Dikirim sebentar lagi.").waitFor();
	assert.equal(sent, 1);
	await page.in.getByRole("button",
		{ name: "Kirim sekarang nilai Budi Santoso" }).click();
	await until("it was asked for", () => sent === 2);
	await page.in.getByRole("link", { name: "Peserta", exact: true }).click();
	await page.in.getByText("Nama tidak dibagikan").waitFor();
	await look(page, "roster");
	await page.in.getByRole("button", { name: "English" }).click();
	await page.in.getByText("Name is not shared").waitFor();
	await page.in.getByRole("link", { name: "See the module" }).click();
	await page.in.getByRole("link", { name: "Open the preview" }).click();
	await page.in.getByRole("heading", { level: 1 })
		.filter({ hasText: "Pretes" }).waitFor();
	await page.context().close();
});

/* Somebody hands the first quiz in, its first question answered. */
async function handIn(claims) {
	const { as } = await lms.open(`/lti/m/${module}`, { claims });
	const done = async (method, path, body) => {
		const { status, body: got, text } = await as(method, path, body);

		assert.ok(status < 300, `${path}: ${status} ${text}`);
		return got;
	};
	const run = await done("POST", `/api/v1/modules/${module}/launches`, {});
	const sitting = await done("POST", "/api/v1/sittings",
		{ attempt: run.attempt, unit: run.unit.id });
	const asked = sitting.questions.find((q) => q.choices);
	const at = Date.now();

	await done("POST", "/api/v1/saves", { kind: "answers", sequence: 1,
		attempt: run.attempt, run: run.run, at, sitting: sitting.id,
		responses: { [asked.id]: { at, ms: 900, response:
			asked.type === "multiple" ? { choices: [asked.choices[0].id] }
				: { choice: asked.choices[0].id } } },
		end: true, sessionTimeMs: 1000, cmi: {} });
}

test("a review shows a teacher the work of that learner, and how its grade " +
	"stands", async () => {
	const place = { [LTI.link]: { id: "ditinjau" } };

	await handIn({ ...place, sub: "dian", name: "Dian Pertiwi" });
	const page = await visit({ sub: "guru-2", claims: { ...place,
		[LTI.roles]: [ROLE("Instructor")], name: "Bu Rini",
		[LTI.messageType]: "LtiSubmissionReviewRequest",
		[LTI.forUser]: { user_id: "dian" } } });

	await page.in.getByRole("heading", { name: "Dian Pertiwi" }).waitFor();
	await page.in.getByRole("heading", { name: "Nilai di LMS" }).waitFor();
	await look(page, "review");
	await page.in.getByRole("link", { name: "Lihat jawaban percobaan 1" })
		.first().click();
	await page.in.getByText(/Pilihan peserta/).first().waitFor();
	assert.equal(await page.in.getByText("Pilihan Anda").count(), 0);
	await look(page, "review of a try");
	await page.in.getByRole("button", { name: "English" }).click();
	await page.in.getByText("The learner's choice").first().waitFor();
	await page.in.getByRole("link", { name: "All of the work" }).click();
	await page.in.getByRole("heading", { name: "Grade in the LMS" }).waitFor();
	await look(page, "review in English");
	assert.deepEqual(page.faults, []);
	await page.context().close();
});

test("a learner is told that their grade arrived, and that the teacher's counts",
	async () => {
		const place = { [LTI.link]: { id: "tetap" } };
		const review = (page) => page.route("**/api/v1/me/launch/review",
			told({ person: { id: "eko", name: "Eko" }, own: true, unit: null,
				module: { id: "m", title: "Keamanan" }, attempts: [],
				grade: person("Eko", KEPT) }));

		await handIn({ ...place, sub: "eko", name: "Eko" });
		const page = await visit({ sub: "eko", claims: { ...place, name: "Eko",
			[LTI.messageType]: "LtiSubmissionReviewRequest",
			[LTI.forUser]: { user_id: "eko" } } }, undefined, review);

		await page.in.getByText("Sampai; nilai pengajar tetap berlaku")
			.waitFor();
		await page.in.getByText(KEPT.sentence).waitFor();
		assert.equal(await page.in.getByRole("button",
			{ name: "Kirim lagi" }).count(), 0);
		await page.in.getByRole("button", { name: "English" }).click();
		await page.in.getByText("Arrived; the teacher's score stays in force")
			.waitFor();
		await page.context().close();
	});

test("a teacher chooses content, and the course gets it by a form", async () => {
	let asked = null;
	const choices = (page) => page.route("**/api/v1/lti/choices*", (route) => {
		if (route.request().method() === "GET")
			return told({ page: 1, pages: 1, total: 2, offered: true, modules: [
				{ id: "m1", title: "Keamanan Informasi", description: "",
					units: [
						{ ident: "satu", title: "Satu", kind: "lesson" },
						{ ident: "dua", title: "Dua", kind: "quiz" },
					] },
				{ id: "m2", title: "Pelayanan Publik", description: "",
					units: [] },
			] })(route);
		asked = route.request().postDataJSON();
		return told({ returnUrl: `${lms.url}/deep`, jwt: "a.b.c" })(route);
	});
	const page = await visit({ sub: "guru", target: "/lti/choose", claims: {
		[LTI.messageType]: "LtiDeepLinkingRequest", [LTI.link]: undefined,
		[LTI.roles]: [ROLE("Instructor")],
		[LTI.settings]: {
			deep_link_return_url: `${lms.url}/deep`,
			accept_types: ["ltiResourceLink"], accept_multiple: true,
			accept_presentation_document_targets: ["iframe"],
		} } }, undefined, choices);

	await page.in.getByRole("checkbox", { name: "Keamanan Informasi" })
		.waitFor();
	await page.in.getByRole("button", { name: "Pasang di kursus" }).click();
	await page.in.getByText("Pilih dahulu sedikitnya satu.").waitFor();
	await page.in.getByText("2 pelajaran di dalamnya").click();
	await page.in.getByRole("checkbox", { name: "Dua", exact: true }).check();
	await page.in.getByRole("checkbox", { name: "Pelayanan Publik" }).check();
	await look(page, "choice");
	await page.in.getByRole("button", { name: "Pasang di kursus" }).click();
	await page.in.getByText("JWT=a.b.c").waitFor();
	assert.deepEqual(asked, { items: [
		{ module: "m1", unit: "dua", lineItem: true },
		{ module: "m2", unit: null, lineItem: true },
	] });
	await page.context().close();
});

test("an LMS user joins an account in a tab of its own, and is it from then on",
	async () => {
		const page = await visit({ sub: "gabung",
			claims: { name: "Dewi di LMS" } });

		await page.in.getByRole("button", { name: "Daftar pelajaran" }).click();
		await page.in.getByRole("button", { name: "Hubungkan akun" }).click();
		const [tab] = await Promise.all([
			page.context().waitForEvent("page"),
			page.in.getByRole("link", { name: "Buka halaman masuk" }).click(),
		]);

		await tab.fill("input[name=login]", "peserta");
		await tab.fill("input[name=password]", "belajar-di-balai");
		await tab.click("button[type=submit]");
		await tab.getByText("Dewi di LMS").first().waitFor();
		await axe(tab, "joining an account");
		await fits(tab, "joining an account");
		await tab.getByRole("button", { name: "Hubungkan dengan akun ini" })
			.click();
		await tab.getByText("Terhubung.").waitFor();
		await page.goto(page.course);
		await page.in.getByRole("button", { name: "Daftar pelajaran" }).click();
		await page.in.getByText("Terhubung dengan akun Balai Anda.").waitFor();
		await tab.goto(`${balai}/saya/data`);
		await tab.getByRole("button", { name: "Putuskan LMS uji" }).click();
		await tab.getByRole("button", { name: "Ya, putuskan" }).click();
		await tab.getByText("Terputus dari LMS uji.").waitFor();
		await page.context().close();
	});
