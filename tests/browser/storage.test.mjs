/*
 * Room as an administrator meets it: what takes it, a version removed, and the
 * word on Beranda when it gets short.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ADMIN } from "./lessons.mjs";
import { DESKTOP, enter, examine, launch, open, scorm12, url } from
	"./lib.mjs";

const stamp = Date.now().toString(36);
const title = `Pelayanan di loket ${stamp}`;
let browser, page;

function publish(name, module) {
	const file = join(process.env.BALAI_DATA, `${stamp}.zip`);

	writeFileSync(file, scorm12(name));
	return JSON.parse(execFileSync(process.env.BALAI_BIN, ["import",
		"--data", process.env.BALAI_DATA, "--publish", "--json",
		...(module ? ["--module", module] : []), file],
	{ encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })).module;
}

before(async () => {
	const module = publish(title);

	publish(`${title}.`, module);
	publish(`${title}!`, module);
	browser = await launch();
	page = await open(browser);
	await enter(page, ADMIN);
});

after(() => browser?.close());

const row = () => page.locator("li.card", { hasText: stamp });

test("the page is there from Kelola, on a phone and a desktop, for everybody's eyes and keys",
	async () => {
		await page.goto(`${url}/kelola`);
		await page.getByText("Menu Kelola: Modul").click();
		await page.getByRole("navigation", { name: "Kelola" })
			.getByRole("link", { name: "Ruang simpan" }).click();
		await page.waitForSelector("text=Yang memakai ruang");
		await row().waitFor();
		await examine(page, "storage");
		await page.setViewportSize(DESKTOP);
		await examine(page, "storage, wide");
	});

test("a version is removed after a question that names it, and the page says what came back",
	async () => {
		const before = await row().locator("li").count();

		await row().getByRole("button", { name: /Hapus versi 1/ }).click();
		await page.waitForSelector(`text=Hapus versi 1 dari`);
		await examine(page, "the question");
		await page.keyboard.press("Escape");
		assert.equal(await row().locator("li").count(), before);
		await row().getByRole("button", { name: /Hapus versi 1/ }).click();
		await page.click("text='Hapus versi'");
		await page.waitForSelector("text=Versi 1 dihapus");
		await page.waitForFunction(([mark, n]) =>
			[...document.querySelectorAll("li.card")]
				.find(li => li.textContent.includes(mark))
				.querySelectorAll("li").length === n, [stamp, before - 1]);
		assert.equal(await page.evaluate(() =>
			document.activeElement.getAttribute("role")), "status");
		await row().locator("summary").scrollIntoViewIfNeeded();
		await row().getByRole("link").first().click();
		await page.waitForSelector(
			"text=Versi 1 dihapus untuk mengosongkan ruang");
	});

test("Beranda tells an administrator when room gets short, and says nothing before",
	async () => {
		await page.goto(url);
		await page.waitForSelector("h1");
		assert.equal(await page.locator("#room").count(), 0);
		for (const [state, words] of [["low", /Ruang mulai sempit/],
			["full", /Ruang hampir habis/]]) {
			await page.route("**/api/v1/storage/room", (route) =>
				route.fulfill({ json: { state, free: 4e8, all: 1e11 } }));
			await page.goto(url);
			await page.waitForSelector("#room");
			assert.match(await page.locator("section",
				{ has: page.locator("#room") }).first().innerText(), words);
			await examine(page, `Beranda, ${state}`);
			await page.unroute("**/api/v1/storage/room");
		}
		assert.deepEqual(page.faults, []);
	});
