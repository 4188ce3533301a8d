/*
 * One's own account on a phone: sign-in codes from setting them up to losing the
 * phone, one's name and data; and what an organiser does for accounts.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { authenticator } from "../lib/totp.mjs";
import { until } from "../lib/until.mjs";
import { api, axe, demoPerson, during, examine, fits, go, launch, settled,
	scorm12, url } from "./lib.mjs";

const stamp = Date.now().toString(36);
const password = "kata-sandi-sendiri";
let browser, admin, organiser, author;
const seen = { faults: [], foreign: [] };

before(async () => {
	browser = await launch();
	admin = await demoPerson("admin");
	organiser = await demoPerson("organiser");
	author = await demoPerson("author");
});

after(async () => {
	await browser.close();
	assert.deepEqual(seen.faults, []);
	assert.deepEqual(seen.foreign, []);
});

const visit = (who, run, options) =>
	during(browser, { options, who, seen }, run);

async function look(page, what) {
	await fits(page, what);
	await axe(page, what);
}

/* A caller of the API without a page. */
async function caller(login, secretWord) {
	const answer = await fetch(`${url}/api/v1/session`, {
		method: "POST", headers: { "Content-Type": "application/json" },
		body: JSON.stringify({ login, password: secretWord }) });
	const Cookie = answer.headers.get("set-cookie").split(";")[0];
	const { secret } = await answer.json();

	return (method, path, type, body) => fetch(url + path, { method, body,
		headers: { "Content-Type": type, Cookie,
			"X-Balai-Session": secret } });
}

const JSON_TYPE = "application/json";

/* Somebody whose password is their own already. */
async function somebody(login, name) {
	const temporary = `${password}-dulu`;
	const as = await caller(admin.login, admin.password);
	const made = await as("POST", "/api/v1/people", JSON_TYPE, JSON.stringify(
		{ name, login, roles: ["learner"], password: temporary }));

	assert.equal(made.status, 201);
	const set = await (await caller(login, temporary))("PUT",
		"/api/v1/me/password", JSON_TYPE,
		JSON.stringify({ current: temporary, password, privacy: 1 }));

	assert.equal(set.status, 200);
	return { login, password, name };
}

/* A module that an author sent: its id. */
async function sent(title) {
	const as = await caller(author.login, author.password);
	const { id } = await (await as("POST", "/api/v1/imports?name=a.zip",
		"application/octet-stream", scorm12(title))).json();

	return until("the import is done", async () =>
		(await (await as("GET", `/api/v1/imports/${id}`, JSON_TYPE)).json())
			.module);
}

async function enterPassword(page, who) {
	await page.goto(`${url}/masuk`);
	await page.fill("input[name=login]", who.login);
	await page.fill("input[name=password]", who.password);
	await page.getByRole("button", { name: "Masuk", exact: true }).click();
}

const button = (page, name) =>
	page.getByRole("button", { name, exact: true });

describe("sign-in codes", () => {
	let who, app, recovery;

	test("are set up on a phone, with recovery codes to keep", async () => {
		who = await somebody(`kode-${stamp}`, "Siti Aminah");
		await visit(who, async (page) => {
			await go(page, "/saya");
			await page.getByRole("link", { name: "Keamanan akun" }).click();
			await button(page, "Pasang kode masuk").click();
			await button(page, "Lanjut").click();
			await page.getByText("Isi kata sandi Anda.").first().waitFor();
			await look(page, "a password that was left out");
			await page.fill("#password", who.password);
			await button(page, "Lanjut").click();
			const key = await page.locator(".key").textContent();

			assert.ok(await page.locator("svg.qr").isVisible());
			await examine(page, "the secret to scan");
			app = authenticator(key.replace(/\s/g, ""));
			await page.fill("#code", "000000");
			await button(page, "Aktifkan").click();
			await page.getByText("Wait for the next code")
				.or(page.getByText("Tunggu kode berikutnya")).first()
				.waitFor();
			await page.fill("#code", await app());
			await button(page, "Aktifkan").click();
			await page.getByText("Kode pemulihan Anda").waitFor();
			recovery = await page.locator(".recovery li").allTextContents();
			assert.equal(recovery.length, 10);
			await look(page, "the recovery codes");
			const [file] = await Promise.all([
				page.waitForEvent("download"),
				button(page, "Unduh kode").click()]);

			assert.ok(readFileSync(await file.path(), "utf8")
				.includes(recovery[9]));
			await button(page, "Sudah saya simpan").click();
			await page.getByText("10 kode pemulihan tersisa").waitFor();
			await look(page, "codes that are on");
		});
	});

	test("are asked for at sign-in, and again over a page", () =>
		visit(null, async (page) => {
			await enterPassword(page, who);
			const box = page.getByLabel("Kode dari aplikasi autentikator");

			await box.waitFor();
			assert.equal(await box.getAttribute("autocomplete"),
				"one-time-code");
			assert.equal(await box.getAttribute("inputmode"), "numeric");
			await page.waitForFunction(() =>
				document.activeElement?.id === "code");
			await look(page, "the code at sign-in");
			await box.fill(await app());
			await page.keyboard.press("Enter");
			await page.waitForURL((at) => !at.pathname.startsWith("/masuk"));
			await go(page, "/saya/data");
			await page.fill("#name", "Siti Aminah, S.Sos.");
			await page.context().clearCookies();
			await button(page, "Simpan nama").click();
			const over = page.getByRole("dialog", { name: "Sesi berakhir" });

			await over.getByLabel("Kata sandi", { exact: true })
				.fill(who.password);
			await over.getByRole("button", { name: "Masuk lagi" }).click();
			await over.getByRole("button",
				{ name: "Pakai kode pemulihan" }).click();
			await look(page, "the code over a page");
			await over.getByLabel("Kode pemulihan").fill(recovery[0]);
			await over.getByRole("button", { name: "Masuk", exact: true })
				.click();
			await page.getByText("Nama Anda sekarang Siti Aminah, S.Sos.")
				.waitFor();
		}));

	test("are turned off by an organiser for who has lost everything",
		async () => {
			await visit(admin, async (page) => {
				const [, { people }] = await api(page, "GET",
					`/api/v1/people?q=${who.login}`);

				await go(page, `/kelola/orang/${people[0].id}`);
				await button(page, "Matikan kode masuk").click();
				await page.getByText("Kode masuk dimatikan; sesi berakhir.")
					.waitFor();
			});
			await visit(who, (page) => go(page, "/saya"));
		});
});

test("one mends one's name, takes a copy and sees who looked", async () => {
	const who = await somebody(`data-${stamp}`, "SITI AMINAH");

	await visit(who, async (page) => {
		await go(page, "/saya/data");
		await page.fill("#name", "Maryam Hidayat");
		await button(page, "Simpan nama").click();
		await page.getByText("“Maryam Hidayat” menunggu").waitFor();
		await examine(page, "my data");
		const [file] = await Promise.all([page.waitForEvent("download"),
			button(page, "Unduh data saya").click()]);
		const copy = JSON.parse(readFileSync(await file.path(), "utf8"));

		assert.equal(copy.person.login, who.login);
		await page.getByText("Belum ada yang melihat nilai Anda.").waitFor();
	});
	await visit(organiser, async (page) => {
		await go(page, "/kelola/nama");
		await look(page, "names that are asked for");
		await page.getByRole("button",
			{ name: /^Setujui\s*Maryam Hidayat$/ }).click();
		await page.getByText("Maryam Hidayat disetujui.").waitFor();
	});
});

test("two accounts are looked at and made one", async () => {
	const from = await somebody(`dua-a-${stamp}`, "Budi Santoso");
	const into = await somebody(`dua-b-${stamp}`, "Budi Santoso");

	await visit(admin, async (page) => {
		const [, { people }] = await api(page, "GET",
			`/api/v1/people?q=${from.login}`);

		await go(page, `/kelola/orang/${people[0].id}`);
		await page.fill("#merge-find", into.login);
		await button(page, "Cari").click();
		await button(page, "Pilih Budi Santoso").click();
		await page.getByRole("dialog").waitFor();
		await look(page, "two accounts about to be one");
		await button(page, `Gabungkan, tutup akun ${from.login}`).click();
		await page.waitForFunction((login) =>
			document.querySelector("main")?.textContent.includes(login),
		into.login);
	});
	await visit(null, async (page) => {
		await enterPassword(page, from);
		await page.getByText("Akun ini sudah digabungkan").waitFor();
		await look(page, "an account that was merged");
	});
});

test("an author shares a module with an agency", async () => {
	const agency = `Universitas ${stamp}`;
	const id = await sent(`Dibagikan ${stamp}`);

	await visit(admin, async (page) => {
		const [status] = await api(page, "POST", "/api/v1/agencies",
			{ name: agency, kind: "partner" });

		assert.equal(status, 201);
	});
	await visit(author, async (page) => {
		await go(page, `/kelola/modul/${id}`);
		await page.getByLabel("Instansi tertentu").check();
		await page.getByLabel(agency).check();
		await look(page, "with whom a module is shared");
		await page.locator("form", { hasText: agency })
			.getByRole("button", { name: "Simpan" }).click();
		await page.getByText("Dibagikan kepada instansi").waitFor();
		const [, shares] = await api(page, "GET",
			`/api/v1/modules/${id}/shares`);

		assert.equal(shares.everybody, false);
		assert.equal(shares.agencies[0].name, agency);
	});
});
