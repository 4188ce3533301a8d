/*
 * A learner opens a lesson that is a tool of somebody else: it stands in a frame
 * of its own, keeps something in our page, and its score shows.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "../lib/lti_tool.mjs";
import { ADMIN, importArchive, LEARNER } from "./lessons.mjs";
import { api, DESKTOP, enter, examine, go, open, press, url } from "./lib.mjs";
import { launchForTools, moduleOf, play, register, score } from "./tool.mjs";

const PRESENTATION =
	"https://purl.imsglobal.org/spec/lti/claim/launch_presentation";
const page3 = `<!doctype html><title>Lab</title><h1>Lab jaringan</h1>
<p id="kept"></p><p id="top"></p><script>
addEventListener("message", (e) => {
	document.getElementById("kept").textContent =
		e.data.subject + " " + e.data.value;
});
parent.postMessage({ subject: "lti.put_data", message_id: "1", key: "k",
	value: "tersimpan" }, "*");
try { document.getElementById("top").textContent = parent.document.title; }
catch { document.getElementById("top").textContent = "tertutup"; }
</script>`;
let browser, page, tool, module, claims;

before(async () => {
	tool = await start({ server: url });
	module = importArchive(process.env.BALAI_DATA, moduleOf(tool,
		`alat-${Date.now().toString(36)}`, "Modul alat",
		{ id: "bacaan", title: "Bacaan", url: `${tool.url}/bacaan` }));
	browser = await launchForTools();
	await register(browser, tool);
	page = await open(browser);
	await play(page, tool, (said) => {
		claims = said;
		return page3;
	});
	await enter(page, LEARNER);
});

after(async () => {
	await browser?.close();
	await tool?.stop();
});

test("P39 a tool's frame may do what it needs, and cannot reach our page",
	async () => {
		await go(page, `/modul/${module}/belajar?unit=tool%3Alab`);
		const tools = page.frameLocator("iframe.tool-frame");

		await tools.getByText("tertutup").waitFor();
		const sandbox = await page.locator("iframe.tool-frame")
			.getAttribute("sandbox");

		for (const may of ["allow-scripts", "allow-same-origin", "allow-forms",
			"allow-popups"])
			assert.ok(sandbox.split(" ").includes(may), may);
		assert.ok(!sandbox.includes("allow-top-navigation"));
		await page.getByText("Belum ada nilai dari alat ini.").waitFor();
		await examine(page, "a tool in the player");
	});

test("P37 what the tool keeps in our page is answered to it", async () => {
	await page.frameLocator("iframe.tool-frame")
		.getByText("lti.put_data.response tersimpan").waitFor();
});

test("its score shows when it has arrived", async () => {
	await score(tool, claims, 80, 100);
	await page.getByText("Nilai 80 sudah diterima. Lulus.")
		.waitFor({ timeout: 60_000 });
	await page.setViewportSize(DESKTOP);
	await examine(page, "a tool with its score");
});

test("the page on which a tool leaves people leads back to the lessons", async () => {
	const back = claims[PRESENTATION].return_url;
	const said = `${back}${back.includes("?") ? "&" : "?"}lti_msg=Selesai`;

	await page.locator("iframe.tool-frame").evaluate((frame, to) => {
		frame.src = to;
	}, said);
	await page.frameLocator("iframe.tool-frame").getByText("Selesai").waitFor();
	await page.evaluate(() => { window.before = true; });
	await page.frameLocator("iframe.tool-frame")
		.getByRole("link", { name: "Kembali ke pelajaran" }).click();
	await page.waitForFunction((at) => !window.before &&
		location.pathname === at, new URL(back).searchParams.get("to"));
});

test("who answers for the module gives another score instead, and takes it back",
	async () => {
		const [, me] = await api(page, "GET", "/api/v1/me");
		const desk = await open(browser);
		const said = desk.getByRole("status");
		const button = (name) => desk.getByRole("button", { name });
		let asked = 0;

		desk.on("request", (one) => {
			asked += one.url().includes("/tool-results?");
		});
		await enter(desk, ADMIN);
		await go(desk, `/kelola/modul/${module}/nilai/${me.id}`);
		await desk.getByText("Alat uji memberi nilai 80 (80 dari 100).")
			.waitFor();
		assert.equal(asked, 1, "asked once, for both of the module's tools");
		await press(desk, button("Ubah nilai"));
		await desk.getByLabel("Nilai baru").fill("seratus");
		await press(desk, button("Simpan nilai"));
		await desk.getByText("Isi angka dari 0 sampai 100.").first().waitFor();
		await examine(desk, "another score than the tool's");
		await desk.getByLabel("Nilai baru").fill("72,5");
		await press(desk, button("Simpan nilai"));
		await said.getByText(/: nilai .* diubah dari 80 menjadi 72,5\.$/)
			.waitFor();
		await desk.getByText("Nilai dari pengajar 72,5 yang berlaku.").waitFor();
		await examine(desk, "a teacher's score instead of a tool's");
		await press(desk, button("Pakai lagi nilai dari alat"));
		await said.getByText("kembali dari 72,5 ke nilai alat, 80.").waitFor();
		await desk.getByText("Nilai dari pengajar").waitFor(
			{ state: "detached" });
		assert.deepEqual(desk.faults, []);
		await desk.context().close();
	});
