/*
 * Two Balais, on two sites: a learner of one plays a lesson of a bundled module of
 * the other, in its frame, in a Chromium that lets nobody set cookies for a third
 * party. The one they learn at goes away and comes back; the grade arrives.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { signIn } from "../http/lib.mjs";
import { nativeZip } from "../lib/native.mjs";
import { bin, freePort, start } from "../lib/server.mjs";
import { until } from "../lib/until.mjs";
import { answer } from "./answers.mjs";
import { api, DESKTOP, enter, launch, open, press, top } from "./lib.mjs";

const LEARNER = { login: "peserta", password: "belajar-di-balai" };
const { questions } = JSON.parse(readFileSync(
	join(top, "modules/it/quizzes/kuis.json"), "utf8"));

/* Where they learn, and whose module it is. */
let here, there;
let browser, page, frame, admin, module, unit, link, paper;

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
	one.admin = await signIn("admin", at);
	return one;
}

const published = (data, file) => JSON.parse(execFileSync(bin,
	["import", "--data", data, file, "--publish", "--json"],
	{ encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })).module;

async function ok(who, method, path, body) {
	const answered = await who(method, path, body);

	assert.ok(answered.status < 300, `${method} ${path}: ${
		answered.status} ${answered.text}`);
	return answered.body;
}

/* What an administrator of each copies from the other. */
async function connect() {
	const tool = await ok(here.admin, "POST", "/api/v1/lti/tools", {
		name: "Balai tetangga", loginUrl: `${there.at}/lti/login`,
		targetUrl: `${there.at}/lti/launch`,
		choiceUrl: `${there.at}/lti/choose`,
		redirectUris: [`${there.at}/lti/launch`],
		jwksUrl: `${there.at}/lti/jwks.json`,
		scopes: ["lineitem", "result.readonly", "score",
			"contextmembership.readonly"],
		sendName: true, sendEmail: false, custom: {},
	});

	await ok(there.admin, "POST", "/api/v1/lti/platforms", {
		name: "Balai sini", issuer: tool.issuer, clientId: tool.clientId,
		authUrl: tool.authUrl, tokenUrl: tool.tokenUrl,
		jwksUrl: tool.platformJwksUrl, family: "balai",
		deployments: "accept", anonymous: false,
	});
}

/* A module of ours whose one lesson is the neighbour's quiz. */
const moduleOf = (url) => nativeZip({ "module.json": JSON.stringify({
	format: "balai/1", id: "tetangga", title: "Belajar di tetangga",
	description: "Satu pelajaran dari Balai lain.",
	parts: [{ tool: { id: "kuis", title: "Kuis tetangga", url, passMark: 70 } }],
}) });

before(async () => {
	here = await balai("a");
	there = await balai("b");
	await connect();
	const theirs = published(there.data, join(dirname(bin), "modules/it.zip"));

	module = published(here.data, moduleOf(
		`${there.at}/lti/m/${theirs}/${encodeURIComponent("quiz:kuis")}`));
	browser = await launch({ args: ["--test-third-party-cookie-phaseout"] });
	page = await open(browser, { viewport: DESKTOP });
	page.setDefaultTimeout(60_000);
	await enter(page, LEARNER, here.at);
	frame = page.frameLocator("iframe.tool-frame");
	[unit] = (await api(page, "GET", `/api/v1/modules/${module}`))[1].outline;
});

after(async () => {
	await browser?.close();
	for (const one of [here, there].filter(Boolean)) {
		await one.server?.stop();
		rmSync(one.data, { recursive: true, force: true });
	}
});

const standing = async () => (await api(page, "GET",
	`/api/v1/modules/${module}`))[1].outline[0].progress;

const grades = async () => (await ok(there.admin, "GET",
	`/api/v1/lti/links/${link}/grades`)).grades;

async function next(count) {
	for (const shown of paper.splice(0, count)) {
		await frame.getByRole("heading", { name: /^Soal \d+ / }).waitFor();
		await answer(page, frame, questions.find((q) => q.id === shown.id));
		await press(page, frame.locator(".quiz-move .primary"));
	}
}

test("a lesson of one Balai opens in the frame of another, cookies shut",
	async () => {
		const opened = page.waitForResponse((r) =>
			new URL(r.url()).pathname === "/api/v1/session/launch");

		await page.goto(`${here.at}/modul/${module}/belajar?unit=${unit.id}`);
		link = (await (await opened).json()).launch.link;
		const began = page.waitForResponse((r) =>
			new URL(r.url()).pathname === "/api/v1/sittings");

		await press(page, frame.getByRole("button", { name: /^Mulai / }));
		paper = (await (await began).json()).questions;
		assert.equal(paper.length, questions.length);
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

		await ok(there.admin, "POST", `/api/v1/lti/grades/${id}/sending`, {});
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
	assert.deepEqual(page.foreign, []);
});
