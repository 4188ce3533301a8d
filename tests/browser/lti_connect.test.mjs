/*
 * An administrator connects an LMS: one link, pasted there, one button; and sees
 * how the connection is doing. The LMS is made up, its frame is Chromium's.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "../lib/lti_platform.mjs";
import { ADMIN } from "./lessons.mjs";
import { enter, examine, go, launch, open, press, url } from "./lib.mjs";

let browser, page, lms;

before(async () => {
	lms = await start({ server: url, host: "lms.localhost" });
	lms.answer = ({ path }) => path === "/admin" ? {
		headers: { "Content-Type": "text/html" },
		body: `<!doctype html><title>LMS</title><h1>LMS</h1>
<p id=said></p><iframe id=frame title=Alat width=340 height=500></iframe>
<script>onmessage = (e) => { said.textContent = e.data.subject };
frame.src = decodeURIComponent(location.hash.slice(1))
	+ "&openid_configuration=" + encodeURIComponent(
	location.origin + "/.well-known/openid-configuration")
	+ "&registration_token=abc"</script>`,
	} : undefined;
	browser = await launch();
	page = await open(browser);
	await enter(page, ADMIN);
});

after(async () => {
	await browser?.close();
	await lms?.stop();
});

test("a link is made for one LMS, and says where to paste it", async () => {
	await go(page, "/kelola/lti");
	await page.getByText("Belum ada LMS yang tersambung.").waitFor();
	await examine(page, "connections, none");
	await press(page, page.getByRole("link", { name: "Sambungkan LMS" }));
	await page.getByLabel("Alamat LMS itu").fill(lms.url);
	await press(page, page.getByRole("button", { name: "Buat tautan" }));
	await page.getByText("/lti/register?invitation=").waitFor();
	await examine(page, "a link to register by");
});

test("pasted there it opens in a frame, and one button connects", async () => {
	const link = await page.getByText("/lti/register?invitation=")
		.textContent();
	const there = await open(browser);

	await there.goto(`${lms.url}/admin#${encodeURIComponent(link)}`);
	const frame = there.frameLocator("#frame");

	await frame.getByRole("button", { name: "Daftarkan Balai di sana" })
		.click();
	await frame.getByText("Balai tersambung dengan").waitFor();
	await frame.getByRole("button", { name: "Selesai" }).click();
	await there.getByText("org.imsglobal.lti.close").waitFor();
	assert.deepEqual(there.faults, []);
	await there.context().close();
});

test("the page of the connection tells what happened, tries it, and turns it off",
	async () => {
		await go(page, "/kelola/lti");
		await press(page, page.getByRole("link", { name: /^lms\.localhost/ }));
		await page.getByRole("heading", { name: "Yang terjadi" }).waitFor();
		await page.getByText(/^Pendaftaran · /).first().waitFor();
		await press(page, page.getByRole("button", { name: "Uji sambungan" }));
		await page.getByText("Kunci: Baik").waitFor();
		await page.getByText("Token: Baik").waitFor();
		await page.getByRole("heading", { name: "Kunci LMS ini" }).waitFor();
		await page.getByText(lms.key.kid).waitFor();
		await page.getByRole("heading", { name: "Kunci Balai untuk LMS ini" })
			.waitFor();
		await examine(page, "a connection");
		await press(page, page.getByRole("button", { name: "Matikan" }));
		await page.getByRole("button", { name: "Hidupkan lagi" }).waitFor();
	});

test("our keys are turned and revoked by the keyboard, after a warning",
	async () => {
		await go(page, "/kelola/lti");
		await press(page, page.getByRole("link", { name: "Kunci Balai" }));
		const tools = page.getByRole("region",
			{ name: "Untuk alat yang kita buka" });

		await tools.getByText("Dipakai menandatangani").waitFor();
		await press(page, tools.getByRole("button", { name: "Ganti kunci" }));
		await tools.getByText("Kunci pengganti sudah terbit").waitFor();
		const next = tools.getByRole("listitem")
			.filter({ hasText: "Sudah terbit, belum dipakai" });

		const kid = await next.getByRole("heading").textContent();

		await press(page, next.getByRole("button", { name: /^Cabut/ }));
		const dialog = page.getByRole("dialog");

		await dialog.getByText("kunci ini sedang tidak dipakai").waitFor();
		await dialog.getByText("boleh disimpan satu jam").waitFor();
		await examine(page, "revoking a key");
		await press(page, dialog.getByRole("button", { name: "Cabut kunci" }));
		const said = tools.getByText("Kunci dicabut dan tidak diterbitkan lagi.");

		await said.waitFor();
		await page.waitForFunction((e) => e === document.activeElement,
			await said.elementHandle());
		await press(page, tools.getByText(/^Kunci lama/));
		await tools.getByRole("listitem").filter({ hasText: kid })
			.getByText("Dicabut", { exact: true }).waitFor();
		await examine(page, "our keys");
	});

test("by hand: what is entered there, and what it says", async () => {
	await go(page, "/kelola/lti/tangan");
	await page.getByText(`${url}/lti/launch`).waitFor();
	await press(page, page.getByRole("button", { name: "Daftarkan" }));
	await page.getByText("Isi ini.").first().waitFor();
	await examine(page, "registration by hand, with what is missing");
	assert.deepEqual(page.faults, []);
});
