/*
 * A certificate as people meet it: on their own page, in the hand of somebody
 * who checks it without a connection, and at the agency's desk. With a server
 * of its own, which is killed.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "../lib/server.mjs";
import { axe, DESKTOP, enter, examine, launch, open, PHONE } from "./lib.mjs";

const WAIT = { timeout: 60_000 };
let server, browser, page, first, second, seal;

/* How it looks is looked at by people: where BALAI_PICTURES says. */
async function picture(of, name) {
	if (!process.env.BALAI_PICTURES)
		return;
	await of.screenshot({ fullPage: true,
		path: `${process.env.BALAI_PICTURES}/${name}.png` });
}

async function pictures(of, name) {
	if (!process.env.BALAI_PICTURES)
		return;
	for (const [size, label] of [[PHONE, "phone"], [DESKTOP, "desktop"]])
		for (const colorScheme of ["light", "dark"]) {
			await of.setViewportSize(size);
			await of.emulateMedia({ colorScheme });
			await of.waitForTimeout(300);
			await picture(of, `${name}-${label}-${colorScheme}`);
		}
	await of.setViewportSize(PHONE);
	await of.emulateMedia({ colorScheme: "light" });
}

before(async () => {
	server = await start(["--demo"]);
	/* What is imported next calls the server that these name. */
	process.env.BALAI_URL = server.url;
	process.env.BALAI_CONTENT_URL = server.contentUrl;
	process.env.BALAI_DATA = server.data;
	process.env.BALAI_DATABASE = "";
	const { signIn } = await import("../http/lib.mjs?paper");
	const { paper } = await import("../lib/paper.mjs?paper");

	first = await paper(await signIn("peserta", server.url),
		"Menjawab pengaduan dengan cepat dan tepat");
	browser = await launch();
	page = await open(browser);
	seal = await open(browser);
});

after(async () => {
	await browser?.close();
	await server?.stop();
});

const who = (login) => ({ login, password: "belajar-di-balai" });

test("a learner finds the certificate, and mends the name on it by a new number", async () => {
	await enter(page, who("peserta"), server.url);
	await page.goto(`${server.url}/saya/sertifikat`);
	await page.waitForSelector(`text=${first.number}`, WAIT);
	await pictures(page, "mine");
	const [file] = await Promise.all([page.waitForEvent("download", WAIT),
		page.getByRole("button", { name: /Unduh PDF/ }).click()]);

	assert.match(file.suggestedFilename(), /^[A-Za-z0-9.-]+\.pdf$/);
	await page.click("text=Nama di sertifikat salah ejaan?");
	await page.fill("input[name=name]", "Sari Wulandarie");
	await page.getByRole("button", { name: "Perbaiki nama" }).click();
	await page.waitForSelector("text=Nama Anda sekarang Sari Wulandarie",
		WAIT);
	await page.getByRole("button", { name: "Minta nomor baru" }).click();
	await page.waitForSelector("text=Nomor baru: ", WAIT);
	await page.waitForSelector("text=Diganti dengan nomor", WAIT);
	await examine(page, "my certificates");
	await pictures(page, "mine-two");
	second = { link: await page.getByRole("link",
		{ name: "Buka halaman pemeriksaan" }).getAttribute("href") };
	assert.match(second.link, /\/s\/#/);
	assert.deepEqual(page.faults, []);
});

test("an organiser sees both, and what the next ones will look like", async () => {
	await enter(page, who("penyelenggara"), server.url);
	await page.goto(`${server.url}/kelola/sertifikat`);
	await page.waitForSelector("text=Sari Wulandarie", WAIT);
	assert.equal(await page.locator("tbody tr").count(), 2);
	await page.locator("summary", { hasText: "Tindakan" }).first().click();
	await examine(page, "an agency's certificates");
	await pictures(page, "papers");
	await page.getByRole("button", { name: "Cabut", exact: true }).click();
	await page.getByRole("dialog").getByRole("button",
		{ name: "Cabut" }).click();
	await page.waitForSelector("text=Tulis alasannya");
	await axe(page, "the reason");
	await page.keyboard.press("Escape");
	await page.goto(`${server.url}/kelola/sertifikat/desain`);
	await page.waitForSelector(".paper-sheet img", WAIT);
	await page.fill("input[name=signer]", "Dr. H. Lalu Ahmad Fauzi, M.Si.");
	await page.fill("input[name=code]", "x");
	await page.waitForSelector("text=Pratinjau belum dapat dibuat", WAIT);
	await page.fill("input[name=code]", "BKPSDM");
	await page.waitForFunction(() => !document.querySelector(".notice.wait"),
		null, WAIT);
	await page.getByRole("button", { name: "Simpan desain" }).click();
	await page.waitForSelector("text=Desain tersimpan", WAIT);
	await examine(page, "the design");
	await pictures(page, "design");
	assert.deepEqual(page.faults, []);
});

test("whoever has the code sees that the seal is valid, and what it says", async () => {
	const asked = [];

	seal.on("request", (request) => asked.push(request.url()));
	await seal.goto(second.link);
	await seal.waitForSelector("text=Segel sah", WAIT);
	await seal.waitForSelector("dd >> text=Sari Wulandarie");
	await seal.waitForSelector("text=Tidak ada di daftar pencabutan per", WAIT);
	await seal.waitForSelector("text=1995••••••••••2004");
	await seal.click("text=Ya, sama");
	await seal.waitForSelector("text=sesuai dengan yang diterbitkan");
	await seal.waitForSelector("#kept", WAIT);
	await examine(seal, "the seal");
	await pictures(seal, "seal");
	const code = second.link.split("#")[1];

	assert.ok(asked.length > 0);
	assert.ok(asked.every((url) => !url.split("#")[0]
		.includes(code.slice(0, 20))));
	assert.deepEqual(seal.faults, []);
	assert.deepEqual(seal.foreign, []);
});

test("with the server killed it opens again and checks, and says how old its list is", async () => {
	await server.kill();
	await assert.rejects(fetch(`${server.url}/healthz`));
	await seal.goto("about:blank");
	await seal.goto(second.link);
	await seal.waitForSelector("text=Segel sah", WAIT);
	await seal.waitForSelector("text=Diperiksa tanpa sambungan; " +
		"daftar pencabutan per", WAIT);
	await pictures(seal, "seal-offline");
	/* As printed, without the last slash of the address. */
	await seal.goto(`${server.url}/s/`);
	await seal.fill("textarea", second.link);
	await seal.getByRole("button", { name: "Periksa segel" }).click();
	await seal.waitForSelector("text=Segel sah", WAIT);
});

test("one changed letter is seen, and so is a certificate that was replaced", async () => {
	const [address, code] = second.link.split("#");
	const at = Math.floor(code.length / 3);
	const other = code[at] === "A" ? "B" : "A";

	await seal.goto(`${address}#${code.slice(0, at)}${other}${
		code.slice(at + 1)}`);
	await seal.waitForSelector(".verdict.bad", WAIT);
	assert.equal(await seal.locator("text=Segel sah").count(), 0);
	assert.equal(await seal.locator("dd").count(), 0);
	await pictures(seal, "seal-false");
	await seal.goto(first.link);
	await seal.waitForSelector("text=Sudah diganti", WAIT);
	assert.match(await seal.locator(".verdict").first().textContent(),
		/diganti dengan nomor/);
	await pictures(seal, "seal-replaced");
});

test("a key that this device has never seen asks for a connection, once", async () => {
	const [address, code] = second.link.split("#");
	const bytes = Buffer.from(code, "base64url");

	bytes[5] ^= 1;	/* in the key's name */
	await seal.goto(`${address}#${bytes.toString("base64url")}`);
	await seal.waitForSelector("text=Belum dapat diperiksa", WAIT);
	await axe(seal, "an unknown key");
});
