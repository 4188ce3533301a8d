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

/* How long what has to come is waited for, in ms, where others are busy. */
export const PATIENCE = 120_000;

/*
 * Playwright turns storage partitioning and the popup blocker off; what is
 * tested here is the browser that people have.
 */
const UNWANTED = "ThirdPartyStoragePartitioning";

/*
 * What drops down from the address bar: two pages of the browser's own, drawn
 * anew for every window though no test types there. They took more of the
 * processor than the page did that was looked at.
 */
const DROP_DOWN = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
	"WebUIOmniboxFullPopup"];

function defaultSwitches() {
	const inside = join(dirname(web.resolve("playwright-core/package.json")),
		"lib/server/chromium/chromiumSwitches.js");

	return web(inside).chromiumSwitches();
}

/*
 * Chromium without a window, tabs and what else is around a page: the same
 * engine, for half of the processor's time. `whole`: all of it, for tests of
 * what only that does: Back, windows, what is fetched ahead. `disabled`: features
 * that a test must not lean on. `profile`: a folder to keep what it keeps; then
 * what comes is that one context.
 */
export async function launch({ args = [], disabled = [], profile,
	whole = false, ...options } = {}) {
	const given = defaultSwitches()
		.find((arg) => arg.startsWith("--disable-features="));
	assert.ok(given?.includes(UNWANTED), `Playwright's flags name ${UNWANTED}`);

	const all = {
		executablePath: process.env.CHROMIUM ??
			(whole ? "/usr/bin/chromium"
				: "/usr/bin/chromium-headless-shell"),
		headless: true,
		timeout: PATIENCE,
		ignoreDefaultArgs: [given, "--disable-popup-blocking"],
		args: [
			[given.split(/(?<=[=,])/).filter((name) =>
				!name.startsWith(UNWANTED)).join("").replace(/,$/, ""),
			...DROP_DOWN, ...disabled].join(","),
			"--no-sandbox",
			"--disable-gpu",
			"--disable-background-networking",
			"--disable-component-update",
			"--no-first-run",
			...args,
		],
		...options,
	};
	return profile ? chromium.launchPersistentContext(profile, all)
		: chromium.launch(all);
}

/*
 * A page in a context of its own. `page.foreign` collects requests to hosts
 * other than this machine's, `page.faults` what was thrown or logged as error.
 */
export async function open(browser, options = {}) {
	const context = await browser.newContext({
		viewport: PHONE,
		locale: "id-ID",
		timezoneId: "Asia/Jakarta",
		reducedMotion: "reduce",
		...options,
	});
	context.setDefaultTimeout(PATIENCE);

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
		/* An answer that is an error, or a line that is cut, is no fault. */
		if (message.type() === "error" &&
		    !message.text().startsWith("Failed to load resource"))
			page.faults.push(`${message.text()} ${message.location().url}`);
	});
	return page;
}

/* Node's would be kept, and closed by the server just when it is used again. */
const keeping = globalThis.fetch;

globalThis.fetch = (what, how) => {
	const headers = new Headers(how?.headers);

	headers.set("Connection", "close");
	return keeping(what, { ...how, headers });
};

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

/*
 * Sign in without the form, whose own tests are in screens.test.mjs: nothing of
 * the app is loaded, so that the page goes where it is wanted from there.
 */
export async function enter(page, person, at = url) {
	const blank = `${at}/kosong`;
	const answer = (route) => route.fulfill({ contentType: "text/html",
		body: "<!doctype html><title>Kosong</title>" +
			"<link rel=icon href=data:,>" });

	await page.route(blank, answer);
	await page.goto(blank);
	await page.unroute(blank, answer);
	assert.equal(await page.evaluate(async ({ login, password }) => {
		const answered = await fetch("/api/v1/session", {
			method: "POST",
			headers: { "Content-Type": "application/json" },
			body: JSON.stringify({ login, password }),
		});
		const { secret, person: who } = await answered.json();

		localStorage["balai.session"] = JSON.stringify({ secret, person: who });
		return answered.status;
	}, person), 200, `${person.login} signs in`);
}

/* Sign in as people do, by the form. Ends on Beranda. */
export async function signIn(page, person, at = url) {
	await page.goto(`${at}/masuk`);
	await page.fill("input[name=login]", person.login);
	await page.fill("input[name=password]", person.password);
	await page.click("button[type=submit]");
	await page.waitForURL((now) => !now.pathname.startsWith("/masuk"));
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
	if (!await page.evaluate(() => !!globalThis.axe))
		await page.evaluate(axeSource + ";0");
	const found = await page.evaluate(async () => {
		const { violations } = await globalThis.axe.run(document, {
			iframes: false,
			resultTypes: ["violations"],
			preload: { assets: ["media"] },	/* no rule reads styles */
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

/* What was asked for has come, and is drawn. */
export async function settled(page) {
	await page.waitForLoadState("networkidle");
	await page.waitForFunction(() => !document.querySelector(".waiting"));
}

/* To that screen, until nothing on it is waited for. */
export async function go(page, path) {
	await page.goto(url + path);
	await page.waitForSelector("h1");
	await settled(page);
}

/* By the keys, once the page that has just changed lets go of the focus. */
export async function press(page, locator, key = "Enter") {
	do {
		await locator.focus();
		await page.waitForTimeout(50);
	} while (!await locator.evaluate((e) => e === document.activeElement));
	await page.keyboard.press(key);
}

/*
 * A page of its own while `run` has it, `who` signed in on it if anybody. What
 * it did that no page should is added to `seen`.
 */
export async function during(browser, { options, who, seen }, run) {
	const page = await open(browser, options);

	try {
		if (who)
			await enter(page, who);
		await run(page);
	} finally {
		seen.faults.push(...page.faults);
		seen.foreign.push(...page.foreign);
		await page.context().close();
	}
}

let turn = 0;

/* Where BALAI_PICTURES names a folder, the state is kept there to be looked at. */
async function keep(page, name) {
	if (process.env.BALAI_PICTURES)
		await page.screenshot({ fullPage: true, path: join(
			process.env.BALAI_PICTURES, `${name.replaceAll(/\W+/g, "-")}.png`) });
}

/*
 * One state in both sizes and both colours, and with large text. Which size has
 * which colour changes from one state to the next: colours do not go by size.
 */
export async function examine(page, what) {
	const colours = turn++ % 2 ? ["dark", "light"] : ["light", "dark"];

	for (const [i, size] of [PHONE, DESKTOP].entries()) {
		await page.setViewportSize(size);
		await page.emulateMedia({ colorScheme: colours[i] });
		await axe(page, `${what} (${size.width} px, ${colours[i]})`);
		await fits(page, `${what} (${size.width} px)`);
		await keep(page, `${what} ${size.width} ${colours[i]}`);
	}
	await page.setViewportSize(PHONE);
	await page.evaluate(() =>
		document.documentElement.style.setProperty("font-size", "200%"));
	await fits(page, `${what} (text at 200 %)`);
	await keep(page, `${what} large`);
	await page.evaluate(() =>
		document.documentElement.style.removeProperty("font-size"));
	await page.emulateMedia({ colorScheme: "light" });
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
	for (let bit = 0; bit < 8; bit++)
		n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
	return n >>> 0;
});

function crc32(bytes) {
	let crc = 0xffffffff;

	for (const byte of bytes)
		crc = crcTable[(crc ^ byte) & 0xff] ^ (crc >>> 8);
	return (crc ^ 0xffffffff) >>> 0;
}

/* A zip of { path: text or bytes }, stored without compression. */
export function zip(files) {
	const bodies = [], entries = [];
	let at = 0;

	for (const [path, content] of Object.entries(files)) {
		const name = Buffer.from(path), body = Buffer.from(content);
		const head = Buffer.alloc(26);

		head.writeUInt16LE(20, 0);
		head.writeUInt16LE(0x800, 2);	/* the name is UTF-8 */
		head.writeUInt16LE(0x21, 8);	/* 1 January 1980 */
		head.writeUInt32LE(crc32(body), 10);
		head.writeUInt32LE(body.length, 14);
		head.writeUInt32LE(body.length, 18);
		head.writeUInt16LE(name.length, 22);
		const entry = Buffer.alloc(46);
		entry.write("PK\x01\x02", 0, "latin1");
		entry.writeUInt16LE(20, 4);
		head.copy(entry, 6);
		entry.writeUInt32LE(at, 42);
		entries.push(entry, name);
		const piece = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"),
			head, name, body]);
		bodies.push(piece);
		at += piece.length;
	}
	const index = Buffer.concat(entries);
	const end = Buffer.alloc(22);
	end.write("PK\x05\x06", 0, "latin1");
	end.writeUInt16LE(entries.length / 2, 8);
	end.writeUInt16LE(entries.length / 2, 10);
	end.writeUInt32LE(index.length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...bodies, index, end]);
}

/* A small SCORM 1.2 package of two lessons and a handout. */
export function scorm12(title = "Pelayanan di loket") {
	const item = (n, name, type, href) => [
		`<item identifier="I${n}" identifierref="R${n}">` +
			`<title>${name}</title></item>`,
		`<resource identifier="R${n}" type="webcontent" ` +
			`adlcp:scormtype="${type}" href="${href}">` +
			`<file href="${href}"/></resource>`,
	];
	const lessons = [
		item(1, "Menyapa pemohon", "sco", "satu.html"),
		item(2, "Menjawab keluhan", "sco", "dua.html"),
		item(3, "Bahan bacaan", "asset", "bacaan.html"),
	];
	const page = (name) => `<!doctype html><html lang="id"><head>` +
		`<meta charset="utf-8"><title>${name}</title></head><body>` +
		`<h1>${name}</h1><script>
			var api = null, w = window;
			while (w && !(api = w.API) && w.parent !== w) w = w.parent;
			if (api) {
				api.LMSInitialize("");
				api.LMSSetValue("cmi.core.score.raw", "80");
				api.LMSSetValue("cmi.core.lesson_status", "passed");
				api.LMSCommit("");
			}
		</script></body></html>`;

	return zip({
		"imsmanifest.xml": `<?xml version="1.0" encoding="UTF-8"?>
			<manifest identifier="M1" version="1.0"
				xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
				xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
			<metadata><schema>ADL SCORM</schema>
				<schemaversion>1.2</schemaversion></metadata>
			<organizations default="O1"><organization identifier="O1">
				<title>${title}</title>${lessons.map(([i]) => i).join("")}
			</organization></organizations>
			<resources>${lessons.map(([, r]) => r).join("")}</resources>
			</manifest>`,
		"satu.html": page("Menyapa pemohon"),
		"dua.html": page("Menjawab keluhan"),
		"bacaan.html": page("Bahan bacaan").replace(/<script>.*<\/script>/s,
			""),
	});
}
