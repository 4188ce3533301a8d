/*
 * All of it together: an organiser takes in a list of employees, mends what is
 * wrong in it and enrols their unit in a programme of a module, a webinar and a
 * quiz; one of them does it on a phone, from the slip to the certificate; and a
 * guest comes to a public webinar and has a certificate, too. How each screen
 * looks is tried where it has its own test.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { nativeFiles, nativeZip } from "../lib/native.mjs";
import { people } from "../lib/roster.mjs";
import { until } from "../lib/until.mjs";
import { api, axe, demoPerson, during, enter, fits, go, launch, open, url, zip }
	from "./lib.mjs";
import { badge, importArchive, importFile, saved } from "./lessons.mjs";

const stamp = Date.now().toString(36);
const unit = `Bidang Layanan ${stamp}`;
const title = `Melayani tanpa antre ${stamp}`;
const webinar = `Tanya jawab ${stamp}`;
const HOUR = 3_600_000;
const WAIT = { timeout: 120_000 };
const seen = { faults: [], foreign: [] };
let browser, page, module, batch, event, login, code;

/* One lesson, done when it is opened. */
const course = () => zip({
	"imsmanifest.xml": `<?xml version="1.0"?>
<manifest identifier="M${stamp}" version="1"
 xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="O"><organization identifier="O">
<title>Modul ${stamp}</title><item identifier="I" identifierref="R">
<title>Satu</title></item></organization></organizations>
<resources><resource identifier="R" type="webcontent" adlcp:scormtype="sco"
 href="p.html"><file href="p.html"/></resource></resources></manifest>`,
	"p.html": `<!doctype html><html lang="id"><title>Satu</title><h1>Satu</h1>
<script>
window.parent.API.LMSInitialize("");
window.parent.API.LMSSetValue("cmi.core.lesson_status", "completed");
window.parent.API.LMSCommit("");
</script>`,
});

async function made(method, path, body) {
	const [status, answer] = await api(page, method, path, body);

	assert.ok(status < 300, `${path}: ${status} ${JSON.stringify(answer)}`);
	return answer;
}

/* It goes on now, and who was there by one code has a paper. */
const held = (name, more) => made("POST", "/api/v1/events", {
	title: name, kind: "webinar", zone: "WIB", paper: "attendance",
	startsAt: Date.now() - 600_000, endsAt: Date.now() + HOUR, leastPercent: 0,
	leastChecks: 1, joinUrl: "https://meet.example.go.id/x", publish: true,
	...more });

const told = async (of) =>
	(await made("GET", `/api/v1/events/${of.id}/code`)).code.code;

/* By the code that is on the wall, and then it is over. */
async function attend(phone, of) {
	await phone.fill("[name=code]", await told(of));
	await phone.getByRole("button", { name: "Kirim kode" }).click();
	await phone.getByText("Kehadiran Anda tercatat").first().waitFor();
	await made("POST", `/api/v1/events/${of.id}/closing`);
}

/* Their papers, when there is one with that title: it is a PDF. */
async function holds(phone, name) {
	const paper = await until(`the certificate of ${name}`, async () =>
		(await api(phone, "GET", "/api/v1/me/certificates"))[1].certificates
			.find((c) => c.title === name), 60_000);
	const [status, type, head] = await phone.evaluate(async (path) => {
		const { secret } = JSON.parse(localStorage["balai.session"]);
		const answer = await fetch(path, {
			headers: { "X-Balai-Session": secret } });

		return [answer.status, answer.headers.get("content-type"),
			(await answer.text()).slice(0, 5)];
	}, `/api/v1/certificates/${paper.id}.pdf`);

	assert.deepEqual([status, type, head], [200, "application/pdf", "%PDF-"]);
	return paper;
}

before(async () => {
	browser = await launch();
	module = importFile(process.env.BALAI_DATA, "modul.zip", course());
	importArchive(process.env.BALAI_DATA,
		nativeZip(nativeFiles(`kuis-${stamp}`, `Kuis ${stamp}`)));
	page = await open(browser);
	await enter(page, await demoPerson("organiser"));
});

after(() => browser?.close());

const cell = (column, n) => page.getByRole("textbox",
	{ name: `${column}, baris ${n}`, exact: true });

test("200 rows pasted with seven faults are mended and taken in", async () => {
	const good = people(Math.floor(Date.now() / 1000) % 90000 + 7, 200, [unit],
		[""]);
	const rows = good.map((row) => [...row]);
	const faults = [[3, 1, "1,99E+17"], [40, 1, good[39][1]], [61, 0, ""],
		[17, 1, good[17][1].slice(0, 12) + "19" + good[17][1].slice(14)],
		[99, 1, `${good[99][1].slice(0, 15)}000`],
		[120, 1, good[120][1].slice(0, 17)], [150, 4, "Pegawai"]];

	for (const [row, column, wrong] of faults)
		rows[row][column] = wrong;
	await go(page, "/kelola/pegawai");
	await made("POST", "/api/v1/units", { name: unit });
	await page.getByLabel("Tempel daftar").fill([["Nama", "NIP", "Unit Kerja",
		"Jabatan", "Status Pegawai", "Email"], ...rows]
		.map((row) => row.join("\t")).join("\r\n"));
	await page.getByRole("button", { name: "Lanjut" }).click();
	await page.getByText("7 baris perlu diperbaiki.").waitFor(WAIT);
	for (const [row, column] of faults)
		await (column === 4
			? page.getByLabel(`Jenis pegawai, baris ${row + 1}`)
			: cell(["Nama", "NIP"][column], row + 1))
			.fill(good[row][column]);
	await page.keyboard.press("Tab");
	await page.getByText("Semua baris benar.").waitFor(WAIT);
	await page.getByRole("button", { name: "Simpan 200 orang" }).click();
	await page.getByText("200 orang ditambahkan.").waitFor(WAIT);
	/* A slip of one: those of 200 are printed in roster.test.mjs. */
	login = good[150][1];
	const { people: [person] } = await made("GET", `/api/v1/people?q=${login}`);

	code = (await made("POST", "/api/v1/activations", { people: [person.id] }))
		.codes[0].code;
});

test("an organiser enrols the unit in a module, a webinar and a quiz",
	async () => {
		const { modules } = await made("GET", `/api/v1/modules?q=Kuis+${stamp}`);
		const { outline } = await made("GET", `/api/v1/modules/${modules[0].id}`);
		const quiz = JSON.stringify(outline).match(
			/"key":"([^"]*akhir)"/)[1];
		const step = (more) => ({ title: "", about: "", required: true,
			mustPass: false, after: null, dueDays: null, module: null,
			unit: "", ...more });
		const { id } = await made("POST", "/api/v1/programmes", { title,
			mode: "blended", jp: 350, paper: "completion" });
		const { activities } = await made("PUT",
			`/api/v1/programmes/${id}/activities`, { activities: [
				step({ kind: "module", module }),
				step({ kind: "event", title: "Webinar", after: 0 }),
				step({ kind: "quiz", module: modules[0].id, unit: quiz,
					mustPass: true, after: 1 })] });

		await made("PATCH", `/api/v1/programmes/${id}`, { state: "published" });
		batch = (await made("POST", `/api/v1/programmes/${id}/batches`, {
			name: "Angkatan I", startsAt: Date.now() - HOUR,
			endsAt: Date.now() + 240 * HOUR })).id;
		event = await held(webinar, { audience: "batch" });
		await made("PUT", `/api/v1/batches/${batch}/events/${activities[1].id}`,
			{ event: event.id });
		await go(page, `/kelola/angkatan/${batch}`);
		await page.locator("#enrol-which").selectOption({ label: unit });
		await page.getByRole("button", { name: "Daftarkan 200 orang" }).click();
		await page.getByText("200 orang didaftarkan.").waitFor(WAIT);
	});

test("one of them does all of it on a phone, from the slip to the certificate",
	() => during(browser, { seen }, async (phone) => {
		await go(phone, `/aktivasi#${code}`);
		await phone.fill("#login", login);
		await phone.fill("#password", "hujan pagi di kebun");
		await phone.click("form button[type=submit]");
		await phone.getByRole("heading", { name: "Beranda" }).waitFor(WAIT);
		await fits(phone, "Beranda of who was enrolled");
		await phone.locator(`main a[href="/pelatihan/${batch}"]`).first()
			.click();
		await phone.getByRole("link", { name: "Buka modul" }).first().click();
		await badge(phone, saved);
		const back = () => phone.locator(`a[href="/pelatihan/${batch}"]`)
			.first().click();

		await back();
		await phone.getByText("33% selesai").waitFor();
		await phone.getByRole("link", { name: "Buka kegiatan" }).click();
		await attend(phone, event);
		await phone.goto(`${url}/pelatihan/${batch}`);
		await phone.getByText("66% selesai").waitFor();
		await phone.getByRole("link", { name: "Kerjakan kuis" }).click();
		await phone.getByRole("button", { name: "Mulai kuis" }).click();
		await phone.locator("label", { hasText: "kuncirahasia dua" }).click();
		await phone.getByRole("button", { name: "Ke ringkasan" }).click();
		await phone.getByRole("button", { name: "Kirim jawaban" }).click();
		await phone.getByRole("dialog").getByRole("button",
			{ name: "Kirim jawaban" }).click();
		await phone.getByText("Lulus. Nilai Anda 100.").waitFor();
		await back();
		await phone.getByText("100% selesai").waitFor();
		await fits(phone, "a programme that is complete");
		const paper = await holds(phone, title);
		const { sessions } = await made("GET", `/api/v1/batches/${batch}/actual`);

		assert.deepEqual(sessions.map((s) => [s.held, s.present]), [[true, 1]]);

		await go(phone, "/");
		await phone.getByText("3,5 dari 20 JP").waitFor();
		await axe(phone, "Beranda of who completed a programme");
		await fits(phone, "Beranda of who completed a programme");
		await go(phone, "/saya");
		await phone.locator('a[href="/saya/jp"]').click();
		await phone.getByText(title).waitFor();
		await phone.getByText(/\b3,5 JP\b/).first().waitFor();
		await phone.getByRole("link", { name: new RegExp(paper.number) })
			.click();
		await phone.getByText(paper.number).first().waitFor();
		await fits(phone, "the certificate of a programme");
	}));

test("a guest registers at the public page, attends and holds a certificate",
	() => during(browser, { seen }, async (phone) => {
		const of = await held(`Terbuka ${stamp}`, { audience: "public" });

		await phone.goto(`${url}/k/${of.code}`);
		await phone.fill("#nama", "Tamu Undangan");
		await phone.fill("#identitas", `tamu.${stamp}@contoh.id`);
		await phone.fill("#instansi", "Kecamatan Sukamaju");
		await phone.click("button[type=submit]");
		await phone.goto(await phone.inputValue("#tautan"));
		await phone.waitForURL(/\/kegiatan\/[a-z0-9]{26}$/);
		await attend(phone, of);
		const { number, name } = await holds(phone, of.title);

		assert.equal(name, "Tamu Undangan");
		await phone.reload();
		await phone.getByText(number).waitFor();
		await fits(phone, "an event that has given a certificate");
		await axe(phone, "an event that has given a certificate");
	}));

test("nothing was thrown, and nobody else's server asked", () => {
	assert.deepEqual([...page.faults, ...seen.faults], []);
	assert.deepEqual([...page.foreign, ...seen.foreign], []);
});
