/*
 * A guest attends by the code on the wall, on a phone; the host sees it at the
 * desk, adds those of a Zoom file, answers for the three it asks about, and
 * tries another rule; and when it is over the guest has the paper.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { api, demoPerson, during, examine, go, launch, PHONE, url } from
	"./lib.mjs";

const stamp = Date.now().toString(36);
const title = `Arsip digital ${stamp}`;
const seen = { faults: [], foreign: [] };
const folder = mkdtempSync(join(tmpdir(), "balai-attendance-"));
const FIRST = ["Agus", "Budi", "Citra", "Dewi", "Eko", "Fitri"];
const LAST = ["Ginting", "Hutagalung", "Irawan", "Jatmiko", "Kusuma", "Laksono"];
const NAMES = FIRST.flatMap((first) => LAST.map((last) => `${first} ${last}`))
	.slice(0, 33);
const PEOPLE_ASKED = ["Fitri Ginting", "Fitri Hutagalung", "Fitri Irawan"];
let browser, event, guest;

before(async () => {
	browser = await launch();
});

after(async () => {
	await browser?.close();
	rmSync(folder, { recursive: true, force: true });
});

/* As the form on the public page sends it; the page has the personal link. */
async function register(name) {
	const form = new URLSearchParams({ nama: name, instansi: "Kecamatan",
		identitas: `${name.toLowerCase().replace(/ /g, ".")}@${stamp}.id` });
	/* A connection that was kept may be closed just when it is wanted again. */
	const headers = { Origin: url, Connection: "close" };
	const page = await (await fetch(`${url}/k/${event.code}`, { headers }))
		.text();
	const hidden = [...page.matchAll(
		/<input type="?hidden"? name="([^"]+)" value="([^"]*)"/g)];

	for (const [, key, value] of hidden)
		form.set(key, value);
	const answer = await fetch(`${url}/k/${event.code}/daftar`, {
		method: "POST", body: form, redirect: "follow", headers,
	});
	const html = await answer.text();
	const link = html.match(/https?:\/\/[^"]+\/hadir#[\w-]{48}/);

	assert.ok(link, `${answer.status} ${html.slice(0, 300)}`);
	return link[0];
}

test("the desk shows a code that changes, and a guest is counted by it",
	async () => {
		await during(browser, { seen, who: await demoPerson("host") },
			async (page) => {
				const startsAt = Math.floor(Date.now() / 60_000) * 60_000 -
					600_000;

				[, event] = await api(page, "POST", "/api/v1/events", {
					paper: "attendance", paperSurvey: true,
					kind: "webinar", title, zone: "WIB", audience: "public",
					startsAt, endsAt: startsAt + 7_200_000,
					leastPercent: 70, leastChecks: 1, publish: true });
				guest = await register("Tamu Undangan");
				await go(page, `/kelola/kegiatan/${event.id}/meja`);
				await page.waitForSelector(".code-big");
				await page.waitForSelector("text=0 dari 1 hadir");
				await examine(page, "the host's desk");
				const code = await page.innerText(".code-big");

				assert.match(code, /^[A-Z0-9]{6}$/);
				await during(browser, { seen, options: { viewport: PHONE } },
					async (phone) => {
						await phone.goto(guest);
						await phone.waitForURL(/\/kegiatan\/[a-z0-9]{26}$/);
						await phone.fill("[name=code]", "ZZZZZZ");
						await phone.click("text=Kirim kode");
						await phone.waitForSelector(
							"text=Ini bukan kode presensi");
						await examine(phone, "a wrong code");
						await phone.fill("[name=code]",
							(await page.innerText(".code-big")).toLowerCase());
						await phone.click("text=Kirim kode");
						await phone.waitForSelector(
							"text=Kehadiran Anda tercatat");
						await phone.fill("[name=words]",
							"Kapan rekaman dibagikan?");
						await phone.click("text=Kirim pertanyaan");
						await phone.waitForSelector(
							".question:has-text('Kapan rekaman')");
						await phone.click("text=Saya juga ingin tahu");
						await phone.waitForSelector("text=1 suara");
						await examine(phone, "an event while it goes on");
					});
				await page.waitForSelector("text=1 dari 1 hadir");
				await page.waitForSelector("text=Kapan rekaman dibagikan?");
				await page.click("text=Buka cek kehadiran 3 menit");
				await page.waitForSelector("text=Kode cek kehadiran ke-1");
				await examine(page, "the desk with a check");
			});
	});

test("a Zoom file adds thirty people and asks about three; the rule is tried",
	async () => {
		for (const name of NAMES)
			await register(name);
		writeFileSync(join(folder, "zoom.csv"),
			"Name (Original Name),User Email,Total Duration (Minutes)," +
			"Guest\n" + NAMES.map((name, i) => {
				const odd = [`${name}x`, `${name[0]}. ${name.split(" ")[1]}`,
					"HP kantor"][PEOPLE_ASKED.indexOf(name)];

				return `"${odd ?? `${name}, S.Kom"`.slice(0, -1)}",,${
					i < 3 ? 60 : 100},Yes`;
			}).join("\n"));
		await during(browser, { seen, who: await demoPerson("host") },
			async (page) => {
				await go(page, `/kelola/kegiatan/${event.id}/presensi`);
				await page.setInputFiles("#berkas-pilih",
					join(folder, "zoom.csv"));
				await page.waitForSelector("text=30 orang dikenali");
				assert.equal(await page.locator(".ask-line").count(), 3);
				await examine(page, "what a file asks");
				await page.locator(".ask-line button:has-text('Ya, ini')")
					.first().click();
				await page.waitForSelector("text=Dipastikan: Fitri");
				await page.locator(".ask-line:has-text('HP kantor') " +
					"button:has-text('Bukan siapa-siapa')").click();
				await page.waitForSelector("text=Tidak dihitung");
				await page.click("button:has-text('Hitung 31 orang')");
				await page.waitForSelector("text=31 orang dihitung.");
				await page.waitForSelector(
					"text=29 dari 34 hadir menurut aturan");
				await page.fill("[name=percent]", "40");
				await page.click("text=Lihat akibatnya");
				await page.waitForSelector(
					"text=Sekarang 29 hadir; dengan aturan ini 32.");
				await page.click("text=Pakai aturan ini");
				await page.waitForSelector(
					"text=32 dari 34 hadir menurut aturan");
				await page.locator("button:has-text('Ubah')").first().click();
				await page.click("button:has-text('Simpan')");
				await page.waitForSelector("text=Tulis alasannya.");
				await page.fill("[name=reason]", "Pulang lebih awal");
				await page.click("button:has-text('Simpan')");
				await page.waitForSelector("text=kata penyelenggara");
				await page.waitForSelector("text=Pulang lebih awal");
				await examine(page, "the attendance list");
			});
	});

test("a row is taken back with a reason, and so is a file that was taken",
	async () => {
		await during(browser, { seen, who: await demoPerson("host") },
			async (page) => {
				await go(page, `/kelola/kegiatan/${event.id}/presensi?q=Tamu`);
				await page.locator("button:has-text('Ubah')").first().click();
				await page.waitForSelector("text=Kode presensi, cek");
				await examine(page, "what speaks for one person");
				await page.locator("li:has-text('Tidak hadir, kata') button")
					.click();
				await page.locator(".dialog button.primary").click();
				await page.waitForSelector("text=Tulis alasannya.");
				await page.fill("[name=reason]", "Salah baris");
				await page.locator(".dialog button.primary").click();
				await page.waitForSelector("text=Salah baris");
				await page.click("button:has-text('Buang berkas')");
				await page.fill("[name=reason]", "Berkas dari acara lain");
				await page.locator(".dialog button.primary").click();
				await page.waitForSelector("text=Berkas dari acara lain");
				await page.waitForSelector("text=Hasil survei");
				await examine(page, "the attendance page at the end");
			});
	});

test("when it is over, the guest answers the survey and downloads the paper",
	async () => {
		await during(browser, { seen, who: await demoPerson("host") },
			async (page) => {
				await go(page, `/kelola/kegiatan/${event.id}/meja`);
				await page.click("text=Tutup kegiatan");
				await page.waitForSelector("text=unduh surat keterangan Anda");
				await during(browser, { seen, options: { viewport: PHONE } },
					async (phone) => {
						await phone.goto(guest);
						await phone.waitForSelector(
							"text=Survei kegiatan belum diisi.");
						await examine(phone, "a paper that waits");
						await phone.click("text=Isi survei");
						for (const [name, value] of [["applicable", "4"],
							["examples", "5"], ["difficulty", "right"],
							["time", "fits"], ["opened", "3"]])
							await phone.check(
								`[name="${name}"][value="${value}"]`);
						await phone.click("text=Kirim jawaban");
						await phone.waitForSelector("text=Sudah terbit, nomor");
						await examine(phone, "an event that is over");
						const [file] = await Promise.all([
							phone.waitForEvent("download"),
							phone.click("text=Unduh PDF"),
						]);

						assert.match(file.suggestedFilename(), /\.pdf$/);
					});
			});
	});

test("nothing was thrown, and nothing asked for elsewhere", () => {
	assert.deepEqual(seen, { faults: [], foreign: [] });
});
