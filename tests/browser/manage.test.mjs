/*
 * Kelola as those see it who make modules: what waits first, their own drafts
 * before all else, what they sent from elsewhere, and what they say of a
 * published module, which a second person agrees to.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { api, demoPerson, DESKTOP, enter, examine, fits, go, launch, open,
	PHONE, scorm12, settled, url, zip } from "./lib.mjs";
import { nativeFiles } from "../lib/native.mjs";
import { ADMIN, importFile, LEARNER } from "./lessons.mjs";

const stamp = Date.now().toString(36);
const password = "rahasia-panjang-sekali";
const data = process.env.BALAI_DATA;
let browser, admin, author, checker, agency, module;

async function person(login, roles) {
	const name = `${login}.${stamp}`;
	const [made, told] = await api(admin, "POST", "/api/v1/people",
		{ login: name, name: `Orang ${login}`, agency, roles, password });
	const page = await open(browser);

	assert.equal(made, 201, JSON.stringify(told));
	await page.goto(`${url}/masuk`);
	await page.fill("[name=login]", name);
	await page.fill("[name=password]", password);
	await page.click("#sign-in");
	await page.getByRole("heading", { name: "Buat kata sandi Anda" })
		.waitFor();
	await page.fill("#password", `${password}-sendiri`);
	await page.click("form button[type=submit]");
	await page.waitForSelector("nav.nav");
	return page;
}

async function upload(name, title) {
	await go(author, "/kelola/unggah");
	await author.setInputFiles("#file", {
		name, mimeType: "application/zip", buffer: scorm12(title),
	});
	await author.click("form button[type=submit]");
	await author.getByRole("link", { name: "Pratinjau" }).waitFor();
}

before(async () => {
	browser = await launch();
	admin = await open(browser);
	await enter(admin, ADMIN);
	const [, made] = await api(admin, "POST", "/api/v1/agencies",
		{ name: `Dinas ${stamp}`, kind: "agency", helpText: "" });

	agency = made.id;
	author = await person("penyusun", ["author"]);
	checker = await person("pemeriksa", ["author"]);
});

after(() => browser?.close());

test("on a phone one line tells the section, and unfolds every page by keys",
	async () => {
		const page = await open(browser);
		const line = page.locator("nav.menu summary");
		const unfolded = () => page.locator(".menu-links a").count();

		await enter(page, ADMIN);
		await go(page, "/kelola/lti");
		assert.equal(await line.innerText(), "Menu Kelola: Server");
		assert.equal(await unfolded(), 0);
		assert.equal(await page.locator(".sections, .tabs").count(), 0);
		await line.focus();
		await page.keyboard.press("Enter");
		await page.getByRole("link", { name: "Sambungan LTI" }).waitFor();
		assert.equal(await page.locator(".menu-links [aria-current=page]")
			.innerText(), "Sambungan LTI");
		await examine(page, "the menu of Kelola");

		/* A window that was wide in between is folded again. */
		await line.focus();
		await page.keyboard.press("Enter");
		await page.locator(".menu-links a").first().waitFor();
		await page.keyboard.press("Tab");
		await page.keyboard.press("Escape");
		await page.waitForFunction(() =>
			!document.querySelector(".menu-links"));
		assert.ok(await line.evaluate((e) => e === document.activeElement));

		await page.keyboard.press("Enter");
		await page.getByRole("link", { name: "Catatan JP" }).press("Enter");
		await page.waitForURL(`${url}/kelola/jp`);
		await settled(page);
		assert.equal(await line.innerText(), "Menu Kelola: JP dan sertifikat");
		assert.equal(await unfolded(), 0);
		assert.equal(await page.evaluate(() =>
			document.activeElement.tagName), "H1");

		await page.setViewportSize(DESKTOP);
		await page.locator(".tabs [aria-current=page]").waitFor();
		assert.equal(await line.count(), 0);
		await page.context().close();
	});

test("an author sees what the server knows of their uploads, and no other " +
	"agency's modules", async () => {
	await go(author, "/kelola");
	await author.getByText("Belum ada modul yang Anda kelola").waitFor();
	await upload("terbit.zip", `Terbit ${stamp}`);
	await author.getByRole("button", { name: "Terbitkan modul" }).click();
	await author.waitForURL(/\/modul\//);
	module = new URL(author.url()).pathname.split("/").pop();
	await upload("draf.zip", `Draf ${stamp}`);
	await go(author, "/kelola");
	assert.deepEqual(await author.locator("[aria-labelledby=modules] h3")
		.allTextContents(), [`Draf ${stamp}`, `Terbit ${stamp}`]);

	/* As on another device: nothing of it is kept here. */
	await author.evaluate(() => {
		for (const name of Object.keys(localStorage))
			if (name.startsWith("balai.imports"))
				delete localStorage[name];
	});
	await author.reload();
	const sent = author.getByRole("region", { name: "Yang Anda unggah" });

	await sent.getByRole("link", { name: "draf.zip" }).waitFor();
	assert.equal(await sent.getByText("Selesai diimpor").count(), 2);
	await examine(author, "Kelola of an author");
});

test("the state is chosen in the address, and the way back is there",
	async () => {
		await go(author, "/kelola");
		await author.selectOption("#status", "published");
		await author.waitForURL(/status=published/);
		await author.getByRole("link", { name: `Draf ${stamp}` })
			.waitFor({ state: "detached" });
		await author.selectOption("#status", "closed");
		await author.getByText("Tidak ada modul untuk pilihan ini").waitFor();
		await examine(author, "Kelola with choices that nothing fits");
		await author.getByRole("link", { name: "Lihat semua modul" }).click();
		await author.getByRole("link", { name: `Draf ${stamp}` }).waitFor();
	});

test("what is said of a published module is agreed to by a second person, " +
	"who sees the old words and the new", async () => {
	await api(admin, "PUT", `/api/v1/publishing/${agency}`,
		{ approval: true });
	await go(author, `/kelola/modul/${module}/keterangan`);
	await author.fill("#title", `Judul baru ${stamp}`);
	await author.fill("#jp", "3");
	await author.click("form button[type=submit]");
	await author.waitForURL(new RegExp(`/kelola/modul/${module}$`));
	await author.getByText("Peserta masih melihat keterangan lama").waitFor();
	await settled(author);
	await examine(author, "versions while a description waits");
	await go(author, `/modul/${module}`);
	await author.getByRole("heading", { name: `Terbit ${stamp}`, level: 1 })
		.waitFor();
	await go(author, `/kelola/modul/${module}/keterangan`);
	await author.getByText("permintaan itu diganti").waitFor();
	await examine(author, "the form while a description waits");

	await go(checker, "/kelola");
	await checker.getByText("perubahan keterangan, dari Orang penyusun")
		.waitFor();
	await examine(checker, "Kelola of one whose word is waited for");
	await checker.getByRole("link", { name: "Periksa 1 permintaan" }).click();
	const card = checker.locator("li.card");

	assert.equal(await card.locator("del").first().textContent(),
		`Terbit ${stamp}`);
	assert.equal(await card.locator("ins").first().textContent(),
		`Judul baru ${stamp}`);
	await card.getByRole("button", { name: "Setujui perubahan" }).click();
	await checker.getByText("sudah berubah").waitFor();
	await go(author, `/modul/${module}`);
	await author.getByRole("heading",
		{ name: `Judul baru ${stamp}`, level: 1 }).waitFor();
	await go(author, `/kelola/modul/${module}`);
	await author.getByText("Keterangan diubah").waitFor();
});

test("a link to a module that was closed or withdrawn says so and whom to " +
	"ask, and one to a draft tells nothing", async () => {
	const page = await open(browser);
	const made = importFile(data, "tautan.zip", scorm12(`Tautan ${stamp}`));
	const set = (how, path, body) => api(admin, how,
		`/api/v1/modules/${made}${path}`, body);

	await enter(page, await demoPerson("learner"));
	await set("PATCH", "", { contact: "Bidang Diklat, 021-555" });
	await set("PATCH", "", { state: "closed" });
	await go(page, `/modul/${made}`);
	await page.getByRole("heading", { level: 1,
		name: "Modul ini tidak menerima peserta baru" }).waitFor();
	await page.getByText(`“Tautan ${stamp}” dari`).waitFor();
	await page.getByText("tanyakan kepada Bidang Diklat, 021-555").waitFor();
	await examine(page, "a closed module's link");
	await go(page, `/modul/${made}/belajar`);
	await page.getByText("tanyakan kepada Bidang Diklat, 021-555").waitFor();
	await set("POST", "/withdrawal", { reason: "Peraturannya diganti" });
	await go(page, `/modul/${made}`);
	await page.getByText("Alasannya: Peraturannya diganti").waitFor();
	await examine(page, "a withdrawn module's link");
	await page.getByRole("link", { name: "Cari modul lain" }).click();
	await page.waitForURL(/\/katalog/);

	const [, { modules }] = await api(admin, "GET",
		`/api/v1/modules?state=draft&q=${stamp}`);
	assert.ok(modules.length > 0, "there is a draft");
	await go(page, `/modul/${modules[0].id}`);
	await page.getByRole("heading", { level: 1,
		name: "Tidak ada apa pun di sini" }).waitFor();
	await page.context().close();
});

test("every table is labelled rows on a phone", async () => {
	const learner = await open(browser, { viewport: PHONE });

	await enter(learner, LEARNER);
	await api(admin, "PUT", `/api/v1/publishing/${agency}`,
		{ approval: false });
	await api(author, "PUT", `/api/v1/modules/${module}/shares`,
		{ everybody: true });
	const [begun] = await api(learner, "POST",
		`/api/v1/modules/${module}/launches`, {});

	assert.equal(begun, 201);
	await learner.context().close();
	await admin.setViewportSize(PHONE);
	for (const path of ["/kelola/orang", "/kelola/instansi",
		`/kelola/modul/${module}`]) {
		await go(admin, path);
		await admin.waitForSelector("table tbody tr");
		assert.deepEqual(await admin.evaluate(unlabelled), [], path);
		await fits(admin, path);
	}
	await admin.getByRole("link", { name: "Kelola" }).first().click();
	await go(admin, `/kelola/orang?q=penyusun.${stamp}`);
	await admin.getByRole("button", { name: /^Buat kode untuk semua/ })
		.click();
	await admin.getByRole("button", { name: "Buat 1 kode" }).click();
	await admin.waitForSelector("table tbody tr");
	assert.deepEqual(await admin.evaluate(unlabelled), [], "codes");
});

/*
 * In the page: cells that a phone shows without saying of what. A row's name
 * speaks for itself, as what is ticked or pressed does.
 */
function unlabelled() {
	const cells = [...document.querySelectorAll("tbody td, tbody th")];

	return cells.filter((cell) => {
		const box = getComputedStyle(cell);
		const label = getComputedStyle(cell, "::before").content;
		const acts = [...cell.children].length > 0 &&
			[...cell.children].every((c) =>
				c.matches("button, input, a.button"));

		return box.display !== "block" || (cell.tagName === "TD" && !acts &&
			(label === "none" || label === "\"\""));
	}).map((cell) => cell.outerHTML);
}

/* Two lessons, the second after the first: SCORM 1.2's own order. */
function ordered() {
	const page = (name) => `<!doctype html><html lang="id"><head>
		<meta charset="utf-8"><title>${name}</title></head><body>
		<h1>${name}</h1><script>
			var api = null, w = window;
			while (w && !(api = w.API) && w.parent !== w) w = w.parent;
			api.LMSInitialize("");
			api.LMSSetValue("cmi.core.lesson_status", "passed");
			api.LMSCommit("");
		</script></body></html>`;

	return zip({
		"imsmanifest.xml": `<?xml version="1.0" encoding="UTF-8"?>
			<manifest identifier="${stamp}" version="1.0"
				xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
				xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
			<metadata><schema>ADL SCORM</schema>
				<schemaversion>1.2</schemaversion></metadata>
			<organizations default="O"><organization identifier="O">
			<title>Berurutan ${stamp}</title>
			<item identifier="satu" identifierref="R1">
				<title>Lebih dahulu</title></item>
			<item identifier="dua" identifierref="R2">
				<title>Sesudahnya</title>
				<adlcp:prerequisites type="aicc_script">satu
				</adlcp:prerequisites></item>
			</organization></organizations><resources>
			${[1, 2].map((n) => `<resource identifier="R${n}"
				type="webcontent" adlcp:scormtype="sco" href="${n}.html">
				<file href="${n}.html"/></resource>`).join("")}
			</resources></manifest>`,
		"1.html": page("Lebih dahulu"),
		"2.html": page("Sesudahnya"),
	});
}

test("a lesson that the package's order holds back is held on its page too, " +
	"in the player's words, until its time has come", async () => {
	const page = await open(browser);
	const held = importFile(data, "urut.zip", ordered());
	const later = page.getByRole("link", { name: "Sesudahnya" });

	await enter(page, LEARNER);
	await go(page, `/modul/${held}`);
	await page.getByText("terbuka setelah pelajaran sebelumnya").waitFor();
	assert.equal(await later.count(), 0);
	await examine(page, "a module with an order of its own");
	await page.getByRole("link", { name: /^Mulai/ }).click();
	await page.frameLocator("iframe").frameLocator("iframe")
		.getByRole("heading", { name: "Lebih dahulu" }).waitFor();
	await page.locator(".queue-badge").filter({ hasText: /Tersimpan/ })
		.first().waitFor();
	await page.click(".player-bar a.tool");
	await page.waitForURL(`${url}/modul/${held}`);
	await later.waitFor();
	assert.equal(await page.getByText("terbuka setelah").count(), 0);
	await page.getByRole("link", { name: /^Lanjutkan/ }).click();
	await page.frameLocator("iframe").frameLocator("iframe")
		.getByRole("heading", { name: "Sesudahnya" }).waitFor();
	await page.context().close();
});

/* A module of our own format, with what is wrong with it. */
async function uploadOwn(files) {
	await go(author, "/kelola/unggah");
	await author.setInputFiles("#file", {
		name: "modul.zip", mimeType: "application/zip", buffer: zip(files),
	});
	await author.click("form button[type=submit]");
}

const own = nativeFiles(`kelola-${stamp}`, `Modul kami ${stamp}`);

test("every fault of a module of ours is shown with its file and line",
	async () => {
		await uploadOwn({ ...own,
			"module.json": own["module.json"].replace('"jp"', '"jpp"'),
			"lessons/awal.md": own["lessons/awal.md"]
				.replace("{{instansi}}", "{{instasi}}")
				.replace("media/kotak.svg", "media/kotok.svg") });
		const alert = author.getByRole("alert");

		await alert.getByText("Berkas tidak bisa dipakai").waitFor();
		const said = await alert.getByRole("listitem").allInnerTexts();

		assert.deepEqual(said.map((one) => one.split("\n")[0]), [
			"lessons/awal.md, baris 10", "lessons/awal.md, baris 17",
			"module.json, baris 8"]);
		assert.match(said[0], /instansi/);
		assert.match(said[1], /kotak\.svg/);
		assert.match(said[2], /jp/);
		const advice = author.locator(".notice.warn");

		assert.match(await advice.innerText(), /media\/kotak\.svg/);
		await examine(author, "a refused module");
		await author.setViewportSize(PHONE);
		await fits(author);
		await author.setViewportSize(DESKTOP);
	});

test("what may be mended is shown too, and a module sent again is a version",
	async () => {
		await uploadOwn({ ...own, "media/lebih.svg": own["media/kotak.svg"] });
		await author.getByText("Modul sudah disimpan sebagai draf").waitFor();
		assert.match(await author.locator(".notice.warn li li").first()
			.innerText(), /^media\/lebih\.svg/);

		await uploadOwn({ ...own, "module.json": own["module.json"]
			.replace('"jp": 2', '"jp": 3') });
		await author.getByText(
			`Arsip ini menjadi versi 2 dari “Modul kami ${stamp}”.`).waitFor();
		await author.getByRole("button", { name: "Terbitkan versi ini" })
			.waitFor();
	});
