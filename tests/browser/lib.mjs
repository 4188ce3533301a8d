/*
 * What every browser test needs: Debian's Chromium, a page, a person signed
 * in, and axe. playwright-core and axe-core come from web/node_modules.
 *
 * The server's address is in BALAI_URL; it must have been started with --demo.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const web = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = web("playwright-core");
const axeSource = readFileSync(web.resolve("axe-core/axe.min.js"), "utf8");

export const top = fileURLToPath(new URL("../../", import.meta.url));
export const url = (process.env.BALAI_URL ?? "").replace(/\/$/, "");

export const PHONE = { width: 360, height: 640 };
export const DESKTOP = { width: 1280, height: 800 };

/*
 * Playwright turns storage partitioning and the popup blocker off; what is
 * tested here is the browser that people have.
 */
const UNWANTED = "ThirdPartyStoragePartitioning";

function defaultSwitches() {
	const inside = join(dirname(web.resolve("playwright-core/package.json")),
		"lib/server/chromium/chromiumSwitches.js");

	return web(inside).chromiumSwitches();
}

export async function launch({ args = [], ...options } = {}) {
	const given = defaultSwitches()
		.find((arg) => arg.startsWith("--disable-features="));
	assert.ok(given?.includes(UNWANTED), `Playwright's flags name ${UNWANTED}`);

	return chromium.launch({
		executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
		headless: true,
		ignoreDefaultArgs: [given, "--disable-popup-blocking"],
		args: [
			given.split(/(?<=[=,])/).filter((name) =>
				!name.startsWith(UNWANTED)).join("").replace(/,$/, ""),
			"--no-sandbox",
			"--disable-gpu",
			"--disable-background-networking",
			"--disable-component-update",
			"--no-first-run",
			...args,
		],
		...options,
	});
}

/*
 * A page in a context of its own. `page.foreign` collects requests to hosts
 * other than this machine's, `page.faults` what was thrown or logged as error.
 */
export async function open(browser, options = {}) {
	const context = await browser.newContext({
		viewport: PHONE,
		locale: "id-ID",
		...options,
	});
	const page = await context.newPage();

	page.foreign = [];
	page.faults = [];
	context.on("request", (request) => {
		const { protocol, hostname } = new URL(request.url());
		if (/^(https?|wss?):$/.test(protocol) &&
		    !/(^|\.)localhost$|^127\.0\.0\.1$/.test(hostname))
			page.foreign.push(request.url());
	});
	page.on("pageerror", (error) => page.faults.push(String(error)));
	page.on("console", (message) => {
		if (message.type() === "error")
			page.faults.push(message.text());
	});
	return page;
}

/* The people of --demo: [{login, password, name, roles}]. */
export async function demoPeople() {
	const answer = await fetch(`${url}/api/v1/about`);
	const about = await answer.json();

	assert.ok(about.demo && about.demo.length,
		"the server was started with --demo");
	return about.demo;
}

/* One who has that role; for "learner" one who has no other. */
export async function demoPerson(role) {
	const people = await demoPeople();
	const found = people.find((p) => p.roles.includes(role) &&
		(role !== "learner" || p.roles.length === 1));

	assert.ok(found, `there is a demo person with the role ${role}`);
	return found;
}

/* Sign in as people do, by the form. Ends on Beranda. */
export async function signIn(page, person) {
	await page.goto(`${url}/masuk`);
	await page.fill("input[name=login]", person.login);
	await page.fill("input[name=password]", person.password);
	await page.click("button[type=submit]");
	await page.waitForURL((at) => !at.pathname.startsWith("/masuk"));
	await page.waitForSelector("h1");
}

/*
 * Call the API as the person signed in on the page: [status, json].
 */
export async function api(page, method, path, body) {
	return page.evaluate(async ([how, where, what]) => {
		const { secret } = JSON.parse(localStorage["balai.session"]);
		const answer = await fetch(where, {
			method: how,
			headers: {
				"X-Balai-Session": secret,
				...(what ? { "Content-Type": "application/json" } : {}),
			},
			body: what ? JSON.stringify(what) : undefined,
		});
		return [answer.status, await answer.json().catch(() => null)];
	}, [method, path, body]);
}

/* WCAG 2.2 AA and axe's best practices; throws naming what was found. */
export async function axe(page, what = page.url()) {
	await page.waitForTimeout(200);
	/* Run in the page's frame by the debugger, which no policy stops. */
	await page.evaluate(axeSource + ";0");
	const found = await page.evaluate(async () => {
		const { violations } = await globalThis.axe.run(document, {
			iframes: false,
			resultTypes: ["violations"],
		});
		return violations.map((v) => `${v.id}: ${v.help}: ` +
			v.nodes.map((n) => n.target.join(" ") + " (" +
				[...n.any, ...n.all, ...n.none].map((c) => c.message)
					.join("; ") + ")").join(", "));
	});
	assert.deepEqual(found, [], `axe finds nothing on ${what}`);
}

/* Nothing sticks out at the right. */
export async function fits(page, what = page.url()) {
	const [wide, room] = await page.evaluate(() => [
		document.documentElement.scrollWidth,
		document.documentElement.clientWidth,
	]);
	assert.ok(wide <= room, `${what} is ${wide} px wide in ${room} px`);
}
