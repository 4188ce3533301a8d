/*
 * Waiving a lesson of cmi5 for a learner, as who is responsible meets it: what
 * it means is said first, and who did it stays in sight.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { api, enter, examine, launch, open, settled, url } from "./lib.mjs";
import { ADMIN, importOwn, LEARNER } from "./lessons.mjs";

let browser, admin, learner, module;

before(async () => {
	module = importOwn(process.env.BALAI_DATA, "cmi5");
	browser = await launch();
	admin = await open(browser);
	learner = await open(browser);
	await enter(admin, ADMIN);
	await enter(learner, LEARNER);
	await api(learner, "POST", `/api/v1/modules/${module}/launches`,
		{ restart: true });
});
after(() => browser?.close());

async function versions() {
	await admin.goto(`${url}/kelola/modul/${module}`);
	await admin.getByRole("heading", { name: "Riwayat" }).waitFor();
	await settled(admin);
}

const row = () => admin.getByRole("row").filter({ hasText: "Sari" });

test("a lesson is waived for a learner once it was said what that means",
	async () => {
		await versions();
		await examine(admin, "learners of a module of cmi5");
		const button = row().getByRole("button");

		await button.click();
		const dialog = admin.getByRole("dialog",
			{ name: /^Bebaskan Sari .* dari pelajaran$/ });

		await dialog.getByText("tidak dapat dibatalkan").waitFor();
		await settled(admin);
		await examine(admin, "waiving a lesson");
		await admin.keyboard.press("Escape");
		await dialog.waitFor({ state: "detached" });
		assert.ok(await button.evaluate((b) => b === document.activeElement));
		await button.click();
		await dialog.getByLabel("Keputusan pengelola").check();
		await dialog.getByRole("button", { name: "Bebaskan", exact: true })
			.click();
		await admin.getByText("tidak perlu mengerjakan").waitFor();
		await dialog.waitFor({ state: "detached" });
		await admin.getByRole("heading", { name: "Dibebaskan" }).waitFor();
		await admin.getByText(/Sari .*Keputusan pengelola\. Oleh /).waitFor();
		await admin.getByText("Seorang peserta dibebaskan").waitFor();
		assert.equal(await row().getByRole("button").count(), 0);
		await examine(admin, "a lesson waived");
		const [, { mine }] = await api(learner, "GET",
			`/api/v1/modules/${module}`);

		assert.equal(mine.completion, "completed");
	});

test("it is said in English too, to who reads that", async () => {
	await api(learner, "POST", `/api/v1/modules/${module}/launches`,
		{ restart: true });
	await admin.evaluate(() => localStorage.setItem("balai.lang", "en"));
	await admin.goto(`${url}/kelola/modul/${module}`);
	await admin.getByRole("button", { name: /^Waive a lesson for Sari/ })
		.click();
	await admin.getByText("cannot be undone").waitFor();
	await settled(admin);
	await examine(admin, "waiving a lesson, in English");
});
