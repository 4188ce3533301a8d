/*
 * Opening lessons as a learner does: packages of tests/packages/browser and,
 * where they are, real ones that others made.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { api, PATIENCE, top } from "./lib.mjs";

const bin = process.env.BALAI_BIN ?? join(top, "build/release/balai");
const shared = process.env.BALAI_SHARED ?? join(top, "../shared");

function command(data, file) {
	const said = execFileSync(bin,
		["import", "--data", data, "--publish", "--json", file],
		{ encoding: "utf8" });
	const answer = JSON.parse(said);

	assert.ok(answer.ok, `${file} is imported: ${said}`);
	return answer.module;
}

/* A folder of tests/packages/browser becomes a module; its id. */
export function importOwn(data, name) {
	const folder = mkdtempSync(join(tmpdir(), "balai-package-"));
	const file = join(folder, `${name}.tar`);

	try {
		/* The same files are the same module: one file makes it new. */
		writeFileSync(join(folder, "baru.txt"), randomUUID());
		execFileSync("tar", ["-cf", file, "-C", folder, "baru.txt", "-C",
			join(top, "tests/packages/browser", name), "."]);
		return command(data, file);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/* A single file, of which the server makes a module. */
export function importFile(data, name, bytes) {
	const folder = mkdtempSync(join(tmpdir(), "balai-file-"));
	const file = join(folder, name);

	try {
		writeFileSync(file, bytes);
		return command(data, file);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/* A folder of this repository, as it is. */
export function importFolder(data, path) {
	const folder = mkdtempSync(join(tmpdir(), "balai-folder-"));
	const file = join(folder, "modul.tar");

	try {
		execFileSync("tar", ["-cf", file, "-C", join(top, path), "."]);
		return command(data, file);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/* An archive as it is. */
export function importArchive(data, file) {
	return command(data, file);
}

/* One that others made; null where they are not. */
export function importShared(data, name) {
	const file = join(shared, "packages/valid", name);

	return existsSync(file) ? command(data, file) : null;
}

export async function openLesson(page, url, module, unit) {
	await page.goto(`${url}/modul/${module}/belajar` +
		(unit ? `?unit=${unit}` : ""));
	return sco(page);
}

/* The frame of the package's own page, once its script has begun. */
export async function sco(page, ready = /siap|dua/) {
	const until = performance.now() + PATIENCE;

	for (;;) {
		for (const frame of page.frames().filter((f) =>
			/\/sco\.html/.test(f.url()))) {
			const said = await frame.locator("#said").textContent({
				timeout: 1_000,
			}).catch(() => "");
			if (ready.test(said))
				return frame;
		}
		assert.ok(performance.now() < until, "the lesson opens in time: " +
			page.frames().map((f) => f.url()).join(" "));
		await page.waitForTimeout(50);
	}
}

/* What a label of the SCO says. */
export function shows(frame, id) {
	return frame.locator(`#${id}`).textContent();
}

export async function press(frame, id, hoped = "true") {
	const until = performance.now() + PATIENCE;
	let said = "";

	await frame.locator(`#${id}`).click();
	do
		said = await shows(frame, "said");
	while (said !== `${id}: ${hoped}` && performance.now() < until);
	assert.equal(said, `${id}: ${hoped}`);
}

/* Until the badge says so; a RegExp. */
export async function badge(page, says, ms = PATIENCE) {
	const found = page.locator(".queue-badge");

	await found.filter({ hasText: says }).first().waitFor({ timeout: ms })
		.catch(async () => assert.match(
			(await found.allTextContents()).join(" "), new RegExp(says)));
}

export const saved = /Tersimpan \d\d\.\d\d/;

/*
 * The learner's progress in one unit of a module, as the database has it;
 * when it is `hoped`, or when PATIENCE is over.
 */
export async function progress(page, module, key = "one", hoped = Boolean) {
	const until = performance.now() + PATIENCE;

	for (;;) {
		const [status, list] = await api(page, "GET", "/api/v1/me/progress");
		assert.equal(status, 200);
		const found = list.find((p) =>
			p.module.id === module && p.unit.key === key);
		if (hoped(found) || performance.now() > until)
			return found;
		await page.waitForTimeout(100);
	}
}

/* The CMI data that the next opening of the unit begins with. */
export async function stored(page, module, unit = "one") {
	const [status, launch] = await api(page, "POST",
		`/api/v1/modules/${module}/launches`, { unit });

	assert.equal(status, 201);
	return launch.state.cmi;
}

export const LEARNER = { login: "peserta", password: "belajar-di-balai" };
export const OTHER = { login: "penulis", password: "belajar-di-balai" };
export const ADMIN = { login: "admin", password: "belajar-di-balai" };

const LESSON = `---
title: Satu
minutes: 5
confidence: general
checkedAt: 2026-11-21
reviewBy: 2027-05-21
---

Isi pelajaran.
`;

/* A module of our own format with those parts; its id. */
export function ownModule(data, name, { parts, files = {} }) {
	const folder = mkdtempSync(join(tmpdir(), "balai-own-"));
	const all = {
		"module.json": JSON.stringify({
			format: "balai/1", id: `${name}-${randomUUID().slice(0, 8)}`,
			title: `Modul ${name}`, description: "Untuk uji.",
			language: "id", jp: 1, minutes: 45, goals: ["Menjawab."], parts,
			completion: { required: ["lessons"] },
		}),
		"lessons/satu.md": LESSON, ...files,
	};

	try {
		for (const [path, text] of Object.entries(all)) {
			mkdirSync(join(folder, dirname(path)), { recursive: true });
			writeFileSync(join(folder, path), text);
		}
		execFileSync(bin, ["pack", folder, "-o", `${folder}.zip`]);
		return command(data, `${folder}.zip`);
	} finally {
		rmSync(folder, { recursive: true, force: true });
		rmSync(`${folder}.zip`, { force: true });
	}
}
