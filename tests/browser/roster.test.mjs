/*
 * MOMENTS 11, as an organiser walks it on a phone: 200 rows pasted from Excel
 * with seven faults, each named and mended in place, slips, and one of the 200
 * signs in. Then units by keyboard, a job, and a person moved.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { people } from "../lib/roster.mjs";
import { api, axe, demoPerson, during, examine, go, launch, press, settled }
	from "./lib.mjs";

const seed = Math.floor(Date.now() / 1000) % 100000;
const stamp = Date.now().toString(36);
const unit = `Bidang Mutu ${stamp}`;
const seen = { faults: [], foreign: [] };
let browser, organiser, login, code;

before(async () => {
	browser = await launch();
	organiser = await demoPerson("organiser");
});

after(async () => {
	await browser.close();
});

const visit = (who, run, options) =>
	during(browser, { options, who, seen }, run);

const HEAD = ["Nama", "NIP", "Unit Kerja", "Jabatan", "Status Pegawai", "Email"];

/* As Excel puts cells into the clipboard. */
function pasted(rows) {
	return [HEAD, ...rows].map((row) => row.join("\t")).join("\r\n");
}

const cell = (page, column, n) =>
	page.getByRole("textbox", { name: `${column}, baris ${n}`, exact: true });

describe("a list of employees", () => {
	test("of 200 rows with seven faults is mended in place and taken in whole",
		() => visit(organiser, async (page) => {
			const good = people(seed, 200, [unit], [""]);
			const rows = good.map((row) => [...row]);

			await go(page, "/kelola/pegawai");
			const [status] = await api(page, "POST", "/api/v1/units",
				{ name: unit });

			assert.equal(status, 201);
			rows[3][1] = "1,99E+17";
			rows[17][1] = rows[17][1].slice(0, 12) + "19" +
				rows[17][1].slice(14);
			rows[40][1] = rows[39][1];
			rows[61][0] = "";
			rows[99][1] = `${rows[99][1].slice(0, 15)}000`;
			rows[120][2] = `Bid. Mutu ${stamp}`;
			rows[150][1] = rows[150][1].slice(0, 17);

			await examine(page, "where a list is given");
			await page.getByLabel("Tempel daftar").fill(pasted(rows));
			await page.getByRole("button", { name: "Lanjut" }).click();
			await page.getByText("7 baris perlu diperbaiki.").waitFor();
			await page.getByText("193 orang baru · 7 baris perlu diperbaiki")
				.waitFor();
			for (const told of [/Excel mengubah NIP ini menjadi angka/,
				/Angka ke-13 dan 14 harus bulan/,
				/NIP ini sudah ada di baris 40/, /Nama kosong/,
				/Excel menyimpan 15 angka saja/, /Unit kerja ini belum ada/,
				/NIP terdiri atas 18 angka; ini 17 angka/])
				assert.equal(await page.getByText(told).count(), 1,
					`${told} is told once`);
			await examine(page, "a list with seven faults");

			/* By keys: Enter goes down the column. */
			await cell(page, "NIP", 4).fill(good[3][1]);
			await press(page, cell(page, "NIP", 4));
			await page.keyboard.insertText(good[17][1]);
			await page.keyboard.press("Enter");
			await page.keyboard.insertText(good[40][1]);
			await page.keyboard.press("Tab");
			await page.getByText("4 baris perlu diperbaiki.").waitFor();
			assert.equal(await cell(page, "NIP", 18).inputValue(), good[17][1]);
			await cell(page, "Nama", 62).fill(good[61][0]);
			await cell(page, "NIP", 100).fill(good[99][1]);
			await page.getByLabel(`“Bid. Mutu ${stamp}” (1 baris)`)
				.selectOption({ label: `Maksudnya ${unit}` });
			await page.getByText("1 baris perlu diperbaiki.").waitFor();
			/* What is not right yet takes the focus instead of being saved. */
			await page.getByRole("button",
				{ name: "Lihat baris yang perlu diperbaiki" }).click();
			await page.waitForFunction(() => document.activeElement
				?.getAttribute("aria-label") === "NIP, baris 151");
			await page.keyboard.press("Control+A");
			await page.keyboard.insertText(good[150][1]);
			await page.keyboard.press("Tab");
			await page.getByText("Semua baris benar.").waitFor();
			await examine(page, "a list that is right");
			await page.getByRole("button", { name: "Simpan 200 orang" })
				.click();
			await page.getByText("200 orang ditambahkan.").waitFor();
			await axe(page, "a list that was taken in");
			await page.getByRole("button",
				{ name: "Buat slip aktivasi untuk 200 orang" }).click();
			await page.getByRole("button", { name: "Buat 200 kode" }).click();
			await page.getByRole("button", { name: "Cetak 200 slip" })
				.waitFor({ timeout: 120_000 });
			const row = page.getByRole("row").filter({
				has: page.getByRole("rowheader",
					{ name: good[150][0], exact: true }) });

			login = good[150][1];
			code = await row.locator("strong").textContent();
		}));

	test("lets one of them in by their slip", () =>
		visit(null, async (page) => {
			await go(page, `/aktivasi#${code}`);
			await page.fill("#login", login);
			await page.fill("#password", "hujan pagi di kebun");
			await page.click("form button[type=submit]");
			await page.getByRole("heading", { name: "Beranda" }).waitFor();
		}));

	test("goes on to a batch with those who are new and those who were there",
		() => visit(organiser, async (page) => {
			const rows = people(seed, 3, [unit], [""]);
			const [fresh] = people(seed + 11, 1, [unit], [""]);
			const make = async (path, body, method = "POST") =>
				(await api(page, method, path, body))[1];

			await go(page, "/kelola/pegawai");
			const programme = await make("/api/v1/programmes",
				{ title: `Pelatihan daftar ${stamp}`, leastOptional: 0 });
			const path = `/api/v1/programmes/${programme.id}`;

			await make(`${path}/activities`, { activities: [{
				kind: "discussion", title: "Diskusi", about: "",
				required: true, mustPass: false, after: null, dueDays: null,
				module: null, unit: "", setting: { posts: 1 } }] }, "PUT");
			await make(path, { state: "published" }, "PATCH");
			await make(`${path}/batches`, { name: `Angkatan ${stamp}`,
				startsAt: Date.now() - 1000, endsAt: Date.now() + 1e9 });

			await page.getByLabel("Tempel daftar")
				.fill(pasted([...rows, fresh]));
			await page.getByRole("button", { name: "Lanjut" }).click();
			await page.getByRole("button", { name: "Simpan 1 orang" }).click();
			await page.getByRole("button",
				{ name: "Daftarkan 4 orang ke angkatan" }).click();
			await page.getByText(/^4 orang dari daftar pegawai/).waitFor();
			await examine(page, "the choice of a batch");
			await page.getByRole("link",
				{ name: `Pelatihan daftar ${stamp}` }).click();
			await page.getByText(
				"4 orang akan didaftarkan, 0 sudah menjadi peserta.")
				.waitFor();
			await page.getByRole("button", { name: "Daftarkan 4 orang" })
				.click();
			await page.getByText("4 orang didaftarkan.").waitFor();
			await page.getByRole("rowheader", { name: fresh[0] }).first()
				.waitFor();
			await examine(page, "a batch after a list was enrolled");

			/* From the unit's page they are in already, but for the others. */
			await go(page, "/kelola/unit");
			await page.getByRole("treeitem", { name: unit }).click();
			await page.getByRole("link", { name: "Daftarkan ke angkatan" })
				.click();
			await page.getByRole("link",
				{ name: `Pelatihan daftar ${stamp}` }).click();
			await page.getByText(
				"197 orang akan didaftarkan, 4 sudah menjadi peserta.")
				.waitFor();
		}));

	test("without headings asks what its columns are", () =>
		visit(organiser, async (page) => {
			const [row] = people(seed + 9, 1, [unit], [""]);

			await go(page, "/kelola/pegawai");
			await page.getByLabel("Tempel daftar").fill(
				[row[1], "x", row[0], row[2]].join("\t"));
			await page.getByRole("button", { name: "Lanjut" }).click();
			await page.getByRole("heading",
				{ name: "Kolom mana berisi apa?" }).waitFor();
			await examine(page, "the columns of a list");
			await page.getByLabel(/^Kolom 2:/).selectOption("");
			await page.getByLabel(/^Kolom 3:/).selectOption("name");
			await page.getByLabel(/^Kolom 4:/).selectOption("unit");
			await page.getByRole("button", { name: "Periksa 1 baris" }).click();
			await page.getByText("Semua baris benar.").waitFor();
		}));
});

describe("units, jobs and people", () => {
	test("the tree of units is walked by keys, and a unit added, moved, closed",
		() => visit(organiser, async (page) => {
			const [, top] = await api(page, "POST", "/api/v1/units",
				{ name: `AA Dinas ${stamp}` });
			const [, low] = await api(page, "POST", "/api/v1/units",
				{ name: `AB Bidang ${stamp}`, parent: top.id });

			await go(page, "/kelola/unit");
			await examine(page, "the units");
			const item = (name) => page.getByRole("treeitem",
				{ name: new RegExp(name) });

			await item(top.name).click();
			await item(top.name).focus();
			await page.keyboard.press("ArrowDown");
			assert.equal(await item(low.name).getAttribute("aria-selected"),
				"true");
			await page.keyboard.press("ArrowLeft");
			assert.equal(await item(top.name).getAttribute("aria-selected"),
				"true");
			await page.keyboard.press("ArrowLeft");
			await item(low.name).waitFor({ state: "detached" });
			await page.keyboard.press("ArrowRight");
			await item(low.name).waitFor();
			await page.getByRole("button",
				{ name: `Tambah unit di bawah ${top.name}` }).click();
			await page.getByLabel("Nama unit").fill(`AC Seksi ${stamp}`);
			await page.getByRole("button", { name: "Tambah unit",
				exact: true }).click();
			await item(`AC Seksi ${stamp}`).waitFor();
			await page.getByLabel("Berada di bawah").selectOption(low.id);
			await page.getByRole("button", { name: "Simpan unit" }).click();
			await page.waitForFunction((name) => [...document
				.querySelectorAll("[role=treeitem]")].some((e) =>
				e.textContent.includes(name) &&
				e.getAttribute("aria-level") === "3"), `AC Seksi ${stamp}`);
			await item(low.name).click();
			await page.getByRole("button", { name: "Tutup unit" }).click();
			await page.getByText(/Masih ada unit terbuka di bawahnya/)
				.waitFor();
		}, { viewport: { width: 1280, height: 800 } }));

	test("a person is moved, and the page tells where they were", () =>
		visit(organiser, async (page) => {
			const [, from] = await api(page, "POST", "/api/v1/units",
				{ name: `Asal ${stamp}` });
			const [, to] = await api(page, "POST", "/api/v1/units",
				{ name: `Tujuan ${stamp}` });
			const [, person] = await api(page, "POST", "/api/v1/people",
				{ name: "Orang Dipindah", login: `dipindah-${stamp}`,
					roles: ["supervisor"] });

			await api(page, "PUT", `/api/v1/people/${person.id}/membership`,
				{ unit: from.id, from: "2024-03-01" });
			await go(page, "/kelola/jabatan");
			await page.getByLabel("Nama jabatan").fill(`Penyuluh ${stamp}`);
			await page.getByRole("button", { name: "Tambah jabatan" }).click();
			await page.getByText("Jabatan tersimpan.").waitFor();
			await examine(page, "the jobs");
			await go(page, `/kelola/orang/${person.id}`);
			await page.getByText(`Asal ${stamp}, sejak 1 Mar 2024`,
				{ exact: true }).waitFor();
			const place = page.getByRole("region",
				{ name: "Unit kerja dan jabatan" });

			await place.getByLabel("Unit kerja").selectOption(to.id);
			await place.getByLabel("Jabatan").selectOption(
				{ label: `Penyuluh ${stamp}` });
			await place.getByLabel("Sejak tanggal").fill("2025-05-02");
			await place.getByRole("button", { name: "Pindahkan" }).click();
			await place.getByText("Unit kerja tersimpan.").waitFor();
			await place.getByText(
				`1 Mar 2024 sampai 2 Mei 2025: Asal ${stamp}`).waitFor();
			await page.getByText(`Unit kerja: Asal ${stamp} menjadi Tujuan ${
				stamp}, Penyuluh ${stamp}, sejak 2 Mei 2025`).waitFor();
			await page.locator("#sees-unit").selectOption(from.id);
			await page.getByRole("button", { name: "Tambah unit" }).click();
			await page.getByText("Unit atasan tersimpan.").waitFor();
			await settled(page);
			await examine(page, "a person and where they work");
			await go(page, `/kelola/orang?unit=${to.id}`);
			await page.getByRole("link", { name: "Orang Dipindah" }).waitFor();
			await examine(page, "the people of a unit");
		}));

	test("no page of these threw, or asked another host for anything", () => {
		assert.deepEqual(seen, { faults: [], foreign: [] });
	});
});
