/*
 * Versions as people meet them: an author asks, another looks at the learner's
 * own player and approves; three learners in flight keep their version, a minor
 * one moves them; a withdrawal ends an open lesson and says why.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { api, enter, launch, open, scorm12, url } from "./lib.mjs";
import { ADMIN } from "./lessons.mjs";

const stamp = Date.now().toString(36);
const title = `Pelayanan ${stamp}`;
const password = "rahasia-panjang-sekali";
let browser, admin, author, checker;
const learners = [];
let module;

async function person(login, agency, roles) {
	const [made, told] = await api(admin, "POST", "/api/v1/people", {
		login: `${login}.${stamp}`, name: `Orang ${login}`, agency, roles,
		password,
	});
	const own = `${password}-sendiri`;
	const page = await open(browser);

	assert.equal(made, 201, JSON.stringify(told));
	await page.goto(`${url}/masuk`);
	const done = await page.evaluate(async ([name, first, next]) => {
		const head = { "Content-Type": "application/json" };
		const begun = await (await fetch("/api/v1/session", {
			method: "POST", headers: head,
			body: JSON.stringify({ login: name, password: first }),
		})).json();
		const set = await fetch("/api/v1/me/password", {
			method: "PUT",
			headers: { ...head, "X-Balai-Session": begun.secret },
			body: JSON.stringify({ current: first, password: next }),
		});

		return set.status;
	}, [`${login}.${stamp}`, password, own]);

	assert.ok(done < 300, String(done));
	await page.context().clearCookies();
	await enter(page, { login: `${login}.${stamp}`, password: own });
	await api(page, "PUT", "/api/v1/me/privacy", { version: 1 });
	return page;
}

before(async () => {
	browser = await launch();
	admin = await open(browser);
	await enter(admin, ADMIN);
	const [, agency] = await api(admin, "POST", "/api/v1/agencies",
		{ name: `Dinas ${stamp}`, kind: "agency", helpText: "" });

	await api(admin, "PUT", `/api/v1/publishing/${agency.id}`,
		{ approval: true });
	author = await person("penyusun", agency.id, ["author"]);
	checker = await person("pemeriksa", agency.id, ["author"]);
	for (const login of ["satu", "dua", "tiga"])
		learners.push(await person(login, agency.id, []));
});

after(async () => {
	await browser.close();
});

/* By the author's hands; ends where the import says that it is done. */
async function upload(name, query = "") {
	await author.goto(`${url}/kelola/unggah${query}`);
	await author.setInputFiles("#file", {
		name: "paket.zip", mimeType: "application/zip", buffer: scorm12(name),
	});
	await author.click("form button[type=submit]");
	await author.getByRole("link", { name: "Pratinjau" }).waitFor();
}

async function approve(words) {
	await checker.goto(`${url}/kelola/persetujuan`);
	const card = checker.locator("li.card").filter({ hasText: title });

	if (words) {
		await card.getByRole("textbox").fill(words);
		await card.getByRole("button", { name: "Kembalikan" }).click();
		await checker.getByText("dikembalikan kepada").waitFor();
	} else {
		await card.getByRole("button", { name: "Setujui dan terbitkan" })
			.click();
		await checker.getByText("sudah terbit").waitFor();
	}
}

async function lesson(page, unit = "I1") {
	await page.goto(`${url}/modul/${module}/belajar?unit=${unit}`);
	const frame = page.frameLocator("iframe").frameLocator("iframe");

	await frame.getByRole("heading").waitFor();
	await page.locator(".queue-badge")
		.filter({ hasText: /Tersimpan/ }).first().waitFor();
}

const version = async (page) =>
	(await api(page, "GET", `/api/v1/modules/${module}`))[1].version.number;

test("an author asks, another looks, returns it with words, then approves",
	async () => {
		await upload(title);
		await author.getByRole("button", { name: "Terbitkan modul" }).click();
		await author.waitForURL(/\/kelola\/modul\//);
		module = new URL(author.url()).pathname.split("/").pop();
		const ask = () => author.getByRole("button",
			{ name: "Minta persetujuan versi 1" }).click();

		await author.getByRole("textbox").fill("Mohon diperiksa");
		await ask();
		await author.getByText("Versi 1 menunggu persetujuan").waitFor();

		await checker.goto(`${url}/kelola/persetujuan`);
		const card = checker.locator("li.card").filter({ hasText: title });
		await card.getByText("Mohon diperiksa").waitFor();
		await card.getByRole("link", { name: "Pratinjau versi 1" }).click();
		await checker.getByText("tidak masuk catatan belajar").waitFor();
		await checker.getByRole("link", { name: /Buka pratinjau/ }).click();
		await checker.frameLocator("iframe").frameLocator("iframe")
			.getByRole("heading", { name: "Menyapa pemohon" }).waitFor();

		await approve("Tambahkan nilai minimum");
		await author.reload();
		await author.getByText("Tambahkan nilai minimum").first().waitFor();
		assert.equal((await api(learners[0], "GET",
			`/api/v1/modules/${module}`))[0], 404);
		await ask();
		await author.getByText("Versi 1 menunggu persetujuan").waitFor();
		await approve();
		assert.equal((await api(learners[0], "GET",
			`/api/v1/modules/${module}`))[0], 200);
		const [, mine] = await api(checker, "GET", "/api/v1/me/progress");
		assert.deepEqual(mine, [], "looking left no record");
	});

test("three in flight keep their version, and a minor one moves them",
	async () => {
		for (const page of learners)
			await lesson(page);
		await upload(`${title} baru`, `?module=${module}`);
		await author.goto(`${url}/kelola/modul/${module}`);
		await author.getByText("3 peserta, 3 belum selesai").waitFor();
		await author.getByRole("button", { name: "Minta persetujuan versi 2" })
			.click();
		await author.getByText("Versi 2 menunggu persetujuan").waitFor();
		await approve();
		for (const page of learners) {
			await lesson(page);
			assert.equal(await version(page), 1);
		}
		await learners[0].goto(`${url}/modul/${module}`);
		await learners[0].getByRole("button", { name: "Mulai versi baru" })
			.waitFor();

		/* The first again, and a small change of it. */
		const [, list] = await api(author, "GET",
			`/api/v1/modules/${module}/versions`);
		await api(author, "POST", `/api/v1/modules/${module}/approvals`,
			{ version: list.versions[1].id });
		await approve();
		await upload(`${title} kecil`, `?module=${module}`);
		await author.goto(`${url}/kelola/modul/${module}`);
		const card = author.locator("li.card")
			.filter({ has: author.getByRole("heading", { name: "Versi 3" }) });
		await card.getByLabel(/Perubahan kecil/).check();
		await card.getByRole("button", { name: "Minta persetujuan versi 3" })
			.click();
		await author.getByText("Versi 3 menunggu persetujuan").waitFor();
		await approve();
		for (const page of learners) {
			await lesson(page, "I2");
			const [, seen] = await api(page, "GET",
				`/api/v1/modules/${module}`);

			assert.equal(seen.version.number, 3);
			assert.equal(seen.outline[0].progress.success, "passed",
				"what was reached came along");
		}
		await author.reload();
		await author.getByText("Orang satu: versi 1 ke versi 3").waitFor();
	});

test("who is done begins the new version and keeps the old record",
	async () => {
		const [page] = learners;

		for (const unit of ["I1", "I2"])
			await lesson(page, unit);
		await page.goto(`${url}/modul/${module}/belajar?unit=I3`);
		await page.frameLocator("iframe").frameLocator("iframe")
			.getByRole("heading").waitFor();
		await upload(`${title} akhir`, `?module=${module}`);
		const [, list] = await api(author, "GET",
			`/api/v1/modules/${module}/versions`);

		await api(author, "POST", `/api/v1/modules/${module}/approvals`,
			{ version: list.versions[0].id });
		await approve();
		await page.goto(`${url}/modul/${module}`);
		await page.getByRole("button", { name: "Mulai versi baru" }).click();
		await page.waitForURL(/\/belajar/);
		await page.frameLocator("iframe").frameLocator("iframe")
			.getByRole("heading").waitFor();
		assert.equal(await version(page), 4);
		const [, record] = await api(page, "GET", "/api/v1/me/progress");

		assert.ok(record.some((line) => line.version === 3 &&
			line.success === "passed"));
	});

test("a withdrawal ends an open lesson, says why, and can be lifted",
	async () => {
		const page = learners[1];

		await lesson(page);
		await author.goto(`${url}/kelola/modul/${module}`);
		await author.getByRole("button", { name: "Tarik sekarang" }).click();
		await author.fill("#reason", "Dasar hukumnya dicabut");
		await author.getByRole("button", { name: "Tarik sekarang" }).click();
		await author.getByText("Modul sudah ditarik").waitFor();

		/* As when the learner comes back to the tab. */
		await page.evaluate(() =>
			document.dispatchEvent(new Event("visibilitychange")));
		await page.getByText("Modul ini ditarik").waitFor();
		await page.getByText("Dasar hukumnya dicabut").waitFor();
		await page.goto(`${url}/modul/${module}`);
		await page.getByText("Dasar hukumnya dicabut").waitFor();
		assert.equal(await page.getByRole("link", { name: /Lanjutkan/ })
			.count(), 0);

		await author.getByRole("button", { name: "Buka kembali" }).click();
		await author.getByText("Modul dapat dibuka lagi").waitFor();
		await lesson(page);
	});
