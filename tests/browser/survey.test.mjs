/*
 * The survey and the plan at a module's end as people see them, and what their
 * owners see: both sizes, both colours, both languages, by keyboard.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { api, demoPerson, during, examine, go, launch } from "./lib.mjs";
import { ownModule } from "./lessons.mjs";

const seen = { faults: [], foreign: [] };
let browser, learner, author, module, units;

before(async () => {
	browser = await launch();
	learner = await demoPerson("learner");
	author = await demoPerson("author");
	module = ownModule(process.env.BALAI_DATA, "survei", {
		parts: [{ lesson: "satu" },
			{ survey: { id: "survei", title: "Survei", form: "standard" } },
			{ plan: { id: "rencana", title: "Rencana aksi",
				choices: ["Menguji pemulihan satu cadangan"], days: 30,
				prompt: "Pilih satu yang dapat Anda mulai pekan ini." } }],
	});
});

after(async () => {
	await browser.close();
});

const visit = (who, run, options) =>
	during(browser, { options, who, seen }, run);

async function unit(page, key) {
	units ??= (await api(page, "GET", `/api/v1/modules/${module}`))[1].outline;
	await go(page, `/modul/${module}/belajar?unit=${
		units.find((u) => u.key === key).id}`);
}

async function press(page, locator, key = "Enter") {
	await locator.focus();
	await page.keyboard.press(key);
}

const button = (page, name) => page.getByRole("button", { name, exact: true });

describe("the survey", () => {
	test("says what is missing, at its place, and keeps what was answered",
		() => visit(learner, async (page) => {
			await unit(page, "survey:survei");
			await page.getByText(/^Tanpa nama\./).waitFor();
			await press(page, page.locator("#applicable-5"), "Space");
			await press(page, button(page, "Kirim jawaban"));
			await page.getByRole("alert").waitFor();
			assert.equal(await page.locator(".field .error").count(), 4);
			await examine(page, "a survey with faults");
			await page.reload();
			await page.locator("#applicable-5").waitFor();
			assert.ok(await page.locator("#applicable-5").isChecked());
		}));

	test("is answered without a line when the line is back, once",
		() => visit(learner, async (page) => {
			await unit(page, "survey:survei");
			for (const name of ["applicable", "examples", "opened"])
				await press(page, page.locator(`#${name}-4`), "Space");
			await press(page, page.locator("#difficulty-right"), "Space");
			await press(page, page.locator("#time-more"), "Space");
			await page.context().setOffline(true);
			await press(page, button(page, "Kirim jawaban"));
			await page.getByRole("alert").waitFor();
			await page.context().setOffline(false);
			await press(page, button(page, "Kirim jawaban"));
			await page.getByText(/sudah tersimpan tanpa nama/).waitFor();
			await page.reload();
			await page.getByText("Anda sudah menjawab survei ini.").waitFor();
			await examine(page, "a survey that was answered");
		}));

	test("is read in English too", () => visit(learner, async (page) => {
		await page.evaluate(() => { localStorage["balai.lang"] = "en"; });
		await unit(page, "survey:survei");
		await page.getByText("You have answered this survey.").waitFor();
	}));
});

describe("the plan", () => {
	test("asks for a choice, a sentence and a day", () => visit(learner,
		async (page) => {
			await unit(page, "plan:rencana");
			await page.locator("#by").fill("");
			await press(page, button(page, "Simpan rencana"));
			await page.getByRole("alert").waitFor();
			assert.equal(await page.locator(".field .error").count(), 3);
			await examine(page, "a plan with faults");
		}));

	test("is kept on this device without a line, and sent when it is back",
		() => visit(learner, async (page) => {
			await unit(page, "plan:rencana");
			await press(page, page.locator("input[name=choice]").first(),
				"Space");
			await page.locator("#text").fill("Saya mulai Senin.");
			await page.context().setOffline(true);
			await press(page, button(page, "Simpan rencana"));
			await page.getByText(/^Rencana Anda tersimpan/).waitFor();
			await page.context().setOffline(false);
			await page.getByText(/Tersimpan \d/).waitFor();
			await page.reload();
			await page.locator("#text").waitFor();
			assert.equal(await page.locator("#text").inputValue(),
				"Saya mulai Senin.");
			await examine(page, "a plan that is kept");
		}));
});

describe("the survey's results", () => {
	test("of one answer nothing is told", () => visit(author, async (page) => {
		await go(page, `/kelola/modul/${module}/survei`);
		await page.getByText("Belum cukup jawaban (perlu 5).").waitFor();
		await page.getByText(/^Ada jawaban yang masih menunggu/).waitFor();
		await examine(page, "results of a survey");
	}));

	test("of enough they are bars with words", () => visit(author,
		async (page) => {
			await page.route("**/surveys", (route) => route.fulfill({ json: {
				least: 5, versions: [{ id: "a", title: "Survei", number: 1,
					answers: 12, waiting: false, units: [], batches: [],
					form: { questions: [{ id: "time", kind: "choice", text: "",
						choices: ["less", "fits", "more"].map((id) =>
							({ id, text: "" })) }] },
					lines: [
						{ id: "applicable", kind: "scale", answers: 12,
							counts: { 5: 3, 4: 6, 2: 3 }, mean: 3.75 },
						{ id: "time", kind: "choice", answers: 12,
							counts: { fits: 8, more: 4 }, mean: null },
						{ id: "helped", kind: "lesson", answers: 6,
							counts: { "lesson:satu": 6 }, mean: null },
						{ id: "improve", kind: "lesson", answers: null,
							counts: null, mean: null },
						{ id: "topics", kind: "text", answers: 5,
							counts: null, mean: null,
							texts: ["Arsip", "Pajak", "e-Kinerja", "a", "b"] },
					] }] } }));
			await go(page, `/kelola/modul/${module}/survei`);
			await page.getByText("rata-rata 3,8 dari 5").waitFor();
			assert.deepEqual(await page.locator("li", { has: page.locator(
				"h3", { hasText: "Waktu yang saya perlukan" }) })
				.locator(".bars li > :first-child").allTextContents(),
			["Lebih singkat", "Sesuai", "Lebih lama"]);
			const [file] = await Promise.all([page.waitForEvent("download"),
				button(page, "Unduh CSV").click()]);
			const text = readFileSync(await file.path(), "utf8");

			assert.match(text, /"Sesuai";"12";"8"\r\n/);
			assert.match(text, /"e-Kinerja";"5";""\r\n/);
			await examine(page, "results of a survey in bars");
		}));
});

test("no other host was asked for anything, and no error was logged", () => {
	assert.deepEqual(seen.foreign, []);
	assert.deepEqual(seen.faults, []);
});
