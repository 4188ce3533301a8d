/*
 * An administrator registers a tool: its addresses, what it may do, what it is
 * told; copies what its side needs, tries its keys, and turns it off.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "../lib/lti_tool.mjs";
import { ADMIN } from "./lessons.mjs";
import { demoPerson, enter, examine, go, launch, open, press, url } from "./lib.mjs";

let browser, page, tool;

before(async () => {
	tool = await start({ server: url });
	browser = await launch();
	page = await open(browser);
	await enter(page, ADMIN);
});

after(async () => {
	await browser?.close();
	await tool?.stop();
});

const button = (name) => page.getByRole("button", { name, exact: true });

test("a tool is registered by what its maker tells", async () => {
	await go(page, "/kelola/lti/alat");
	await page.getByText("Belum ada alat.").waitFor();
	await examine(page, "tools, none");
	await press(page, page.getByRole("link", { name: "Daftarkan alat" }));
	await press(page, button("Daftarkan"));
	await page.getByText("Isi kolom ini.").first().waitFor();
	await page.getByLabel("Nama", { exact: true }).fill("Lab Jaringan");
	await page.getByLabel("Alamat alat").fill(`${tool.url}/launch`);
	await page.getByLabel("Alamat login").fill(`${tool.url}/login`);
	await page.getByLabel("Alamat kunci").fill(`${tool.url}/jwks`);
	await page.getByLabel("Parameter tambahan").fill("tanpa isi");
	await press(page, button("Daftarkan"));
	await page.getByText("Baris ini bukan nama=isi: tanpa isi").first()
		.waitFor();
	await page.getByLabel("Parameter tambahan")
		.fill("bab=3\nnama=$Person.name.full");
	await examine(page, "a new tool");
	await press(page, button("Daftarkan"));
	await page.getByRole("heading", { name: "Lab Jaringan" }).waitFor();
});

test("its page has what is entered there, and tries its keys", async () => {
	await page.getByText(`${url}/lti/platform/auth`).waitFor();
	await page.getByText(`${url}/lti/platform/token`).waitFor();
	await press(page, button("Uji kunci"));
	await page.getByText(`Kunci didapat: ${tool.key.kid}`).waitFor();
	tool.down = true;
	await press(page, button("Uji kunci"));
	await page.getByText("Kunci alat tidak dapat diambil").first().waitFor();
	tool.down = false;
	await examine(page, "a tool");
	assert.equal(await page.getByLabel("Alamat balik").inputValue(),
		`${tool.url}/launch`);
	assert.equal(await page.getByLabel("Nama peserta").isChecked(), false);
});

test("what it is told is a tick, and it is turned off by a button", async () => {
	await page.getByLabel("Nama peserta").check();
	await press(page, button("Simpan perubahan"));
	await page.getByText("Tersimpan.").waitFor();
	await press(page, button("Matikan alat"));
	await button("Hidupkan alat").waitFor();
	await go(page, "/kelola/lti/alat");
	await page.getByText("Dimatikan").waitFor();
	assert.deepEqual(page.faults, []);
});

test("an organiser reads it, and may change nothing", async () => {
	const other = await open(browser);

	await enter(other, await demoPerson("organiser"));
	await go(other, "/kelola/lti/alat");
	await other.getByText("Menu Kelola: Alat LTI").waitFor();
	assert.equal(await other.getByRole("link",
		{ name: "Daftarkan alat" }).count(), 0);
	await examine(other, "tools, read");
	await press(other, other.getByRole("link", { name: "Lab Jaringan" }));
	await other.getByText("Hanya admin yang dapat mengubah").waitFor();
	await other.getByText("Yang terjadi belakangan").waitFor();
	await other.getByText(`${tool.url}/launch`).waitFor();
	assert.equal(await other.getByRole("main").getByRole("button").count(), 0);
	await examine(other, "a tool, read");
	assert.deepEqual(other.faults, []);
});
