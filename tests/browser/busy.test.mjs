/*
 * When the server has no time to read for everybody, a page says so calmly and
 * goes on by itself.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, demoPerson, enter, launch, open, settled, url } from "./lib.mjs";

const BUSY = {
	id: {
		title: "Server sedang sibuk",
		detail: "Yang sudah tersimpan aman. Coba lagi sebentar lagi.",
		again: "Halaman ini mencoba lagi sendiri sebentar lagi.",
	},
	en: {
		title: "The server is busy",
		detail: "What was saved is safe. Please try again in a moment.",
		again: "This page tries again by itself in a moment.",
	},
};

let browser;

before(async () => {
	browser = await launch();
});

after(async () => {
	await browser.close();
});

for (const lang of ["id", "en"])
	test(`a page that is refused in a crowd says so and comes back by itself (${lang})`,
		async () => {
			const page = await open(browser);
			const said = BUSY[lang];
			let refusals = 2;

			try {
				await enter(page, await demoPerson("learner"));
				await page.route("**/api/v1/modules*", (route) =>
					refusals-- > 0 ? route.fulfill({
						status: 503,
						headers: { "Retry-After": "2" },
						contentType: "application/problem+json",
						body: JSON.stringify({ status: 503, code: "busy",
							title: said.title, detail: said.detail,
							requestId: "7f3a9c01" }),
					}) : route.continue());
				await page.evaluate((chosen) =>
					localStorage.setItem("balai.lang", chosen), lang);
				await page.goto(`${url}/katalog`);
				await page.getByText(said.detail).waitFor();
				await page.getByText(said.again).waitFor();
				assert.equal(await page.getByRole("alert").count(), 0);
				assert.equal(await page.getByText("7f3a9c01").count(), 0);
				await axe(page, "a page while the server is busy");
				await page.getByText(said.detail)
					.waitFor({ state: "detached", timeout: 60_000 });
				await settled(page);
				assert.ok(refusals < 0, "it was asked again");
				assert.deepEqual(page.faults.filter(
					(fault) => !/503/.test(fault)), []);
			} finally {
				await page.context().close();
			}
		});
