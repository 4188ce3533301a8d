/*
 * Every screen and state, as people see it: phone and desktop, light and dark.
 *
 * Axe finds nothing on it, nothing sticks out at 360 px (with text twice as
 * large as well), and no other host is asked for anything. Then what the
 * screens promise: focus, titles, keys, languages, and that nothing typed is
 * lost when the session ends.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { api, axe, demoPerson, during, examine, go, launch, open, scorm12,
	settled, url } from "./lib.mjs";

let browser;
const who = {};
const seen = { faults: [], foreign: [] };

before(async () => {
	browser = await launch();
	for (const role of ["learner", "author", "admin"])
		who[role] = await demoPerson(role);
	await publishOne();
});

after(async () => {
	await browser.close();
});

const visit = (role, run, options) =>
	during(browser, { options, who: who[role], seen }, run);

/* Answer that call with this instead of asking the server. */
function answer(page, pattern, status, body) {
	return page.route(pattern, (route) => route.fulfill({
		status,
		contentType: status < 400
			? "application/json" : "application/problem+json",
		body: JSON.stringify(body),
	}));
}

const FAULT = {
	type: "about:blank", title: "Ada kesalahan di server", status: 500,
	detail: "Yang sudah tersimpan tidak hilang.", code: "internal",
	requestId: "7f3a9c01",
};
/* One pixel. */
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUl" +
	"EQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const NO_MODULES = { modules: [], page: 1, pages: 0, total: 0 };

/* The administrator publishes a package in the browser: it opens the rest. */
async function publishOne() {
	await visit("admin", async (page) => {
		await go(page, "/kelola/unggah");
		await page.setInputFiles("#file", {
			name: "loket.zip",
			mimeType: "application/zip",
			buffer: scorm12("Pelayanan di loket"),
		});
		await page.click("form button[type=submit]");
		await page.getByRole("button", { name: "Terbitkan modul" }).click();
		await page.waitForURL(/\/modul\//);
		who.module = new URL(page.url()).pathname;
	});
}

describe("for those who are not signed in", () => {
	test("signing in", () => visit(null, async (page) => {
		await go(page, "/masuk");
		await examine(page, "/masuk");
	}));

	test("signing in with nothing typed names both fields", () =>
		visit(null, async (page) => {
			await go(page, "/masuk");
			await page.click("#sign-in");
			await page.waitForSelector("#login-error");
			await page.waitForSelector("#password-error");
			await examine(page, "/masuk with nothing typed");
		}));

	test("a wrong password: the reason takes the focus, the login stays", () =>
		visit(null, async (page) => {
			await go(page, "/masuk");
			await page.fill("[name=login]", who.learner.login);
			await page.fill("[name=password]", "bukan kata sandi");
			await page.click("#sign-in");
			await page.waitForFunction(() =>
				document.activeElement.classList.contains("summary"));
			assert.equal(await page.inputValue("[name=login]"),
				who.learner.login);
			assert.equal(await page.inputValue("[name=password]"),
				"bukan kata sandi");
			page.faults.length = 0;	/* the browser logs the 401 */
			await examine(page, "/masuk with a wrong password");
		}));

	test("too many tries: how long to wait is said at the form", () =>
		visit(null, async (page) => {
			await answer(page, "**/api/v1/session", 429, {
				...FAULT, status: 429, code: "login_slowed",
				title: "Terlalu banyak percobaan masuk",
				detail: "Akun Anda aman. Coba lagi dalam 30 detik.",
			});
			await go(page, "/masuk");
			await page.fill("[name=login]", who.learner.login);
			await page.fill("[name=password]", "coba-coba saja");
			await page.click("#sign-in");
			await page.getByText("dalam 30 detik").waitFor();
			page.faults.length = 0;
			await examine(page, "/masuk slowed down");
		}));

	test("a sample account is filled in by one press", () =>
		visit(null, async (page) => {
			await go(page, "/masuk");
			await page.getByRole("button", { name: `Isikan akun ${
				who.learner.name}`, exact: true }).first().click();
			assert.notEqual(await page.inputValue("[name=password]"), "");
			await page.keyboard.press("Enter");
			await page.waitForSelector("nav.nav");
		}));

	test("a sign-in link that is no longer valid", () =>
		visit(null, async (page) => {
			await go(page, "/masuk/tautan#bukan-tautan");
			await page.waitForSelector(".notice.bad");
			assert.ok(!page.url().includes("bukan-tautan"),
				"the token is gone from the address");
			page.faults.length = 0;
			await examine(page, "/masuk/tautan, not valid");
		}));

	test("help is there without signing in", () => visit(null, async (page) => {
		await go(page, "/bantuan");
		await examine(page, "/bantuan");
	}));

	test("any other address asks to sign in, and then is what was wanted", () =>
		visit(null, async (page) => {
			await go(page, "/saya");
			assert.equal(await page.title(), "Masuk · Balai");
			await page.fill("[name=login]", who.learner.login);
			await page.fill("[name=password]", who.learner.password);
			await page.click("#sign-in");
			await page.getByRole("heading", { name: "Saya", level: 1 })
				.waitFor();
			assert.equal(new URL(page.url()).pathname, "/saya");
		}));
});

describe("for a learner", () => {
	const screens = {
		"Beranda": "/",
		"Katalog": "/katalog",
		"Katalog without a match": "/katalog?q=zzzzqqqq",
		"Saya": "/saya",
		"Ganti kata sandi": "/saya/kata-sandi",
		"an address where nothing is": "/tidak/ada",
	};

	for (const [name, path] of Object.entries(screens))
		test(name, () => visit("learner", async (page) => {
			await go(page, path);
			if (path === "/tidak/ada")
				page.faults.length = 0;	/* the browser logs the 404 */
			await examine(page, name);
		}));

	test("a module", () => visit("learner", async (page) => {
		await go(page, who.module);
		await examine(page, "a module");
	}));

	test("a module that does not exist", () =>
		visit("learner", async (page) => {
			await go(page, "/modul/tidakada");
			page.faults.length = 0;
			await examine(page, "a module that does not exist");
		}));

	test("Beranda with nothing begun", () => visit("learner", async (page) => {
		await answer(page, "**/api/v1/me/modules", 200, { modules: [] });
		await answer(page, "**/api/v1/modules*", 200, NO_MODULES);
		await go(page, "/");
		await page.getByRole("link", { name: "Pilih modul" }).waitFor();
		await examine(page, "Beranda with nothing begun");
	}));

	test("Katalog with nothing in it", () => visit("learner", async (page) => {
		await answer(page, "**/api/v1/modules*", 200, NO_MODULES);
		await go(page, "/katalog");
		await examine(page, "Katalog with nothing in it");
	}));

	for (const path of ["/", "/katalog", "/saya"])
		test(`a fault of the server on ${path} names a code`, () =>
			visit("learner", async (page) => {
				await answer(page, "**/api/v1/*modules*", 500, FAULT);
				await answer(page, "**/api/v1/me/modules", 500, FAULT);
				await go(page, path);
				await page.getByText("7f3a9c01").first().waitFor();
				page.faults.length = 0;
				await examine(page, `a fault on ${path}`);
			}));

	test("what cannot be drawn is a fault of ours, and the menu still works",
		() => visit("learner", async (page) => {
			await answer(page, "**/api/v1/modules*", 200, { modules: null });
			await go(page, "/katalog");
			await page.getByText("Kode untuk admin:").waitFor();
			page.faults.length = 0;
			await examine(page, "a fault of ours");
			await page.click("nav.nav a[href='/saya']");
			await page.getByRole("heading", { name: "Saya", level: 1 })
				.waitFor();
		}));

	test("without a line, what was read before stays and the bar says so", () =>
		visit("learner", async (page) => {
			await go(page, "/katalog");
			await page.context().setOffline(true);
			await page.getByText("Sambungan terputus").first().waitFor();
			await page.click("nav.nav a[href='/']");
			await page.getByRole("heading", { name: "Beranda" }).waitFor();
			await examine(page, "Beranda without a line");
			page.faults.length = 0;	/* it goes on trying by itself */
		}));

	test("waiting says so after a moment, and after 10 s offers a way out", () =>
		visit("learner", async (page) => {
			await go(page, "/saya");
			let late;
			await page.route("**/api/v1/modules*", (route) =>
				void (late = route));
			await page.click("nav.nav a[href='/katalog']");
			await page.getByText("Memuat…").waitFor();
			await axe(page, "waiting");
			await page.getByRole("button", { name: "Coba lagi" })
				.waitFor();
			await axe(page, "waiting for long");
			await late.abort().catch(() => undefined);
			page.faults.length = 0;
		}));

	test("Kelola is not offered", () => visit("learner", async (page) => {
		await go(page, "/");
		assert.equal(await page.locator("nav.nav a[href='/kelola']").count(),
			0);
	}));
});

describe("for those with duties", () => {
	const screens = {
		"Kelola": "/kelola",
		"Unggah modul": "/kelola/unggah",
		"Orang": "/kelola/orang",
		"Orang without a match": "/kelola/orang?q=zzzzqqqq",
		"Tambah orang": "/kelola/orang/baru",
	};

	for (const [name, path] of Object.entries(screens))
		test(name, () => visit("admin", async (page) => {
			await go(page, path);
			await examine(page, name);
		}));

	test("a module with its report and its switches open", () =>
		visit("admin", async (page) => {
			await go(page, who.module);
			const shut = page.locator("details:not([open]) > summary");
			while (await shut.count())
				await shut.first().click();
			await examine(page, "a module, managed");
		}));

	test("the form of a module: errors at the fields, a draft that stays, " +
		"and what was said on the module’s page", () =>
		visit("author", async (page) => {
			await go(page, who.module);
			await page.getByRole("link", { name: "Ubah keterangan" }).click();
			await page.getByLabel("Jam pelajaran (JP)").fill("lima");
			await page.getByLabel("Judul").fill("");
			await page.setInputFiles("#picture", {
				name: "gambar.svg", mimeType: "image/svg+xml",
				buffer: Buffer.from("<svg/>"),
			});
			await page.click("form button[type=submit]");
			await page.waitForFunction(() =>
				document.activeElement.classList.contains("summary"));
			assert.equal(await page.locator(".summary li").count(), 3);
			await examine(page, "the form of a module, with errors");

			await page.getByLabel("Judul").fill("Pelayanan di loket");
			await page.getByLabel("Jam pelajaran (JP)").fill("5");
			await page.reload();
			await page.getByText("Isian yang belum disimpan").waitFor();
			assert.equal(await page.inputValue("#jp"), "5");
			await page.getByLabel("Lama belajar").fill("225");
			await page.getByLabel("Ringkasan")
				.fill("Menjawab keluhan di loket dengan tenang.");
			await page.getByLabel("Bidang").selectOption("public-service");
			await page.getByLabel("Dasar hukum").fill("UU 25 Tahun 2009");
			await page.fill("#reviewBy", "2027-01-31");
			await page.setInputFiles("#picture", {
				name: "loket.png", mimeType: "image/png", buffer: PNG,
			});
			await page.getByLabel("Keterangan gambar")
				.fill("Petugas di loket");
			await examine(page, "the form of a module");
			await page.click("form button[type=submit]");
			await page.getByText("5 JP · 3 pelajaran · 225 menit").waitFor();
			await page.getByText("31 Jan 2027").waitFor();
			assert.ok(await page.getByRole("img", { name: "Petugas di loket" })
				.evaluate((img) => img.complete && img.naturalWidth > 0));
			await examine(page, "a module, described");
		}));

	test("Katalog: choices live in the address and tell how many there are",
		() => visit("author", async (page) => {
			await go(page, "/katalog?q=melayani&bidang=public-service");
			await page.getByRole("link", { name: "Pelayanan di loket" })
				.waitFor();
			await page.locator("#bidang option", {
				hasText: /Pelayanan publik \(\d+\)/ }).waitFor({
				state: "attached" });
			await examine(page, "Katalog with choices");
			const summary = page.locator(".filters > summary");

			if (!await page.locator("#jp").isVisible())
				await summary.click();
			await examine(page, "Katalog with its choices open");
			await page.selectOption("#jp", "1");
			await page.waitForURL(/jp=1/);
			await page.getByText("Tidak ada modul untuk pilihan ini")
				.waitFor();
			await examine(page, "Katalog with choices that nothing fits");
			await page.getByRole("link", { name: "Hapus semua saringan" })
				.click();
			await page.waitForURL((at) => at.search === "?q=melayani");
			await page.getByRole("link", { name: "Pelayanan di loket" })
				.waitFor();
		}));

	test("a module's versions; withdrawing it and lifting that again", () =>
		visit("admin", async (page) => {
			await go(page, who.module.replace("/modul/", "/kelola/modul/"));
			await examine(page, "versions");
			await page.getByRole("button", { name: "Tarik sekarang" }).click();
			await page.getByRole("button", { name: "Tarik sekarang" }).click();
			await page.waitForSelector("#reason-error");
			await examine(page, "a withdrawal without a reason");
			await page.fill("#reason", "Dasar hukumnya diganti");
			await page.getByRole("button", { name: "Tarik sekarang" }).click();
			await page.getByText("Modul sudah ditarik").waitFor();
			await examine(page, "a module withdrawn");
			await go(page, who.module);
			await page.getByText("Dasar hukumnya diganti").waitFor();
			await examine(page, "the page of a module withdrawn");
			await go(page, who.module.replace("/modul/", "/kelola/modul/"));
			await page.getByRole("button", { name: "Buka kembali" }).click();
			await page.getByText("Modul dapat dibuka lagi").waitFor();
		}));

	test("approvals that wait, and what was asked for", () =>
		visit("admin", async (page) => {
			const wish = {
				id: "w", module: "m", version: "v", number: 2, minor: true,
				words: "Mohon diperiksa", state: "waiting",
				askedBy: "Sari", askedAt: 1.8e12, decidedBy: null,
				decidedAt: 0, answer: "", title: "Pelayanan di loket",
				agency: "Dinas Contoh", changes: [],
				changed: "Contoh surat dipendekkan.",
				why: "Banyak yang berhenti di situ.", revisions: ["r"],
			};
			const said = { ...wish, id: "s", words: "", changed: "", why: "",
				revisions: [], changes: [
				{ field: "title", from: "Loket", to: "Pelayanan di loket" },
				{ field: "field", from: "", to: "public-service" },
				{ field: "reviewBy", from: "2027-01-31", to: "" },
				{ field: "jp", from: 0, to: 5 },
			] };

			await go(page, "/kelola/persetujuan");
			await examine(page, "approvals, none");
			await answer(page, "**/api/v1/approvals", 200, {
				waiting: [wish, said], asked: [{
					...wish, id: "x", state: "returned", decidedBy: "Budi",
					decidedAt: 1.8e12, answer: "Nilai minimum belum ada",
				}],
			});
			await go(page, "/kelola/persetujuan");
			await page.getByRole("button", { name: "Setujui perubahan" })
				.waitFor();
			await page.getByRole("button", { name: "Kembalikan" }).first()
				.click();
			await page.waitForSelector("#words-w-error");
			await examine(page, "approvals");
		}));

	test("an upload without a file, and one that is no package", () =>
		visit("author", async (page) => {
			await go(page, "/kelola/unggah");
			await page.click("form button[type=submit]");
			await page.waitForSelector("#file-error");
			await examine(page, "an upload without a file");
			await page.setInputFiles("#file", {
				name: "catatan.zip",
				mimeType: "application/zip",
				buffer: Buffer.from("ini bukan arsip".repeat(40)),
			});
			await page.click("form button[type=submit]");
			await page.waitForSelector(".notice.bad");
			page.faults.length = 0;
			await examine(page, "a package refused");
		}));

	test("an upload under way says how far it is, waits, and can be stopped",
		() => visit("author", async (page) => {
			let line = "slow", asked;

			await page.route("**/api/v1/uploads/*", (route) => {
				if (route.request().method() !== "PATCH")
					return void route.continue();
				if (line === "gone")
					return void route.abort();
				asked = route;
			});
			await go(page, "/kelola/unggah");
			await page.setInputFiles("#file", {
				name: "besar.zip",
				mimeType: "application/zip",
				buffer: Buffer.alloc(200_000),
			});
			await page.click("form button[type=submit]");
			await page.getByText("dari 200 kB terkirim").waitFor();
			await examine(page, "an upload under way");
			await page.getByRole("button", { name: "Jeda" }).click();
			await page.getByText("Dijeda.").waitFor();
			await examine(page, "an upload paused");
			line = "gone";
			await asked.abort().catch(() => undefined);
			await page.getByRole("button", { name: "Lanjutkan" }).click();
			await page.getByText("Sambungan terputus.").waitFor();
			await examine(page, "an upload that waits for the line");
			await page.getByRole("button", { name: "Batalkan unggahan" })
				.click();
			await page.waitForSelector("#file", { state: "attached" });
			await page.getByText("besar.zip, 200 kB").waitFor();
			page.faults.length = 0;
		}));

	test("uploads that are not finished are listed, and can be deleted", () =>
		visit("author", async (page) => {
			const at = Date.now();

			await answer(page, "**/api/v1/uploads", 200, { uploads: [{
				id: "x", name: "kursus.zip", bytes: 30_000_000,
				offset: 12_000_000, target: null, createdAt: at,
				expiresAt: at + 6 * 86_400_000,
				metadata: { modified: "1700000000000" },
			}] });
			await go(page, "/kelola/unggah");
			await page.getByText("12 MB dari 30 MB terkirim (40 %)").waitFor();
			await page.getByRole("button",
				{ name: "Hapus unggahan kursus.zip" }).waitFor();
			await examine(page, "uploads not finished");
		}));

	test("an import that goes on", () => visit("admin", async (page) => {
		await answer(page, "**/api/v1/imports/*", 200, {
			id: "x", state: "reading", name: "besar.zip", bytes: 3_100_000,
			entries: 12, report: null, error: null, module: null,
			version: null,
		});
		await page.goto(`${url}/kelola/unggah/x`);
		await page.getByText("Membaca isi paket").waitFor();
		await examine(page, "an import that goes on");
	}));

	test("adding a person names every field that is missing", () =>
		visit("admin", async (page) => {
			await go(page, "/kelola/orang/baru");
			await page.fill("#nip", "1990 0101");
			await page.click("form button[type=submit]");
			await page.waitForSelector("#nip-error");
			assert.equal(await page.locator(".summary li").count(), 2);
			await examine(page, "adding a person, incomplete");
		}));

	test("a person is added, found, disabled and enabled again", () =>
		visit("admin", async (page) => {
			const login = `rina${Date.now().toString(36)}`;

			await go(page, "/kelola/orang/baru");
			await page.fill("#name", "Rina Wati");
			await page.fill("#login", login);
			await page.fill("#password", "hujan pagi di kebun");
			await page.click("form button[type=submit]");
			await page.getByRole("link", { name: "Rina Wati" }).click();
			await page.getByRole("button", { name: "Nonaktifkan akun" })
				.click();
			await page.getByText("Akun dinonaktifkan dan").waitFor();
			await examine(page, "a person");
			await page.getByRole("button", { name: "Aktifkan akun" }).click();
			await page.getByText("Akun aktif lagi").waitFor();
		}));
});

describe("for someone whose account was just made", () => {
	test("a password of their own is asked for before anything else", () =>
		visit("admin", async (page) => {
			const login = `dodi${Date.now().toString(36)}`;
			const [status] = await api(page, "POST", "/api/v1/people", {
				name: "Dodi Baru", login, email: null, nip: null,
				roles: ["learner"], password: "sementara sekali",
			});
			assert.equal(status, 201);
			const newcomer = await open(browser);
			await newcomer.goto(`${url}/katalog`);
			await newcomer.fill("[name=login]", login);
			await newcomer.fill("[name=password]", "sementara sekali");
			await newcomer.click("#sign-in");
			await newcomer.getByRole("heading", {
				name: "Buat kata sandi Anda" }).waitFor();
			await examine(newcomer, "the first password");

			await newcomer.fill("#password", login);
			await newcomer.click("form button[type=submit]");
			await newcomer.waitForSelector("#password-error");
			newcomer.faults.length = 0;
			await examine(newcomer, "the first password, too weak");

			await newcomer.fill("#password", "hujan pagi di kebun");
			await newcomer.click("form button[type=submit]");
			await newcomer.getByRole("heading", { name: "Katalog" }).waitFor();
			seen.faults.push(...newcomer.faults);
			await newcomer.context().close();
		}));
});

describe("when the session ends", () => {
	test("the password is asked on top, what was typed stays, and the call " +
		"is made again", () => visit("admin", async (page) => {
		await go(page, "/kelola/orang/baru");
		await page.fill("#name", "Belum Tersimpan");
		await page.fill("#login", `b${Date.now().toString(36)}`);
		await page.fill("#password", "hujan pagi di kebun");
		await api(page, "DELETE", "/api/v1/session");
		await page.click("form button[type=submit]");
		const dialog = page.getByRole("dialog");
		await dialog.waitFor();
		await page.waitForFunction(() =>
			document.activeElement.id === "over-password");
		page.faults.length = 0;
		await examine(page, "the session's end");

		await page.keyboard.type("salah sekali");
		await page.keyboard.press("Enter");
		await page.waitForSelector("[role=dialog] .summary");
		page.faults.length = 0;
		await examine(page, "the session's end, wrong password");

		await page.fill("#over-password", who.admin.password);
		await page.keyboard.press("Enter");
		await dialog.waitFor({ state: "detached" });
		await page.getByRole("link", { name: "Belum Tersimpan" }).waitFor();
	}));

	test("the dialog keeps the focus in it", () =>
		visit("learner", async (page) => {
			await go(page, "/");
			await api(page, "DELETE", "/api/v1/session");
			await page.click("nav.nav a[href='/katalog']");
			await page.getByRole("dialog").waitFor();
			await page.waitForFunction(() => document
				.querySelector("[role=dialog]")
				.contains(document.activeElement));
			for (let i = 0; i < 12; i++) {
				await page.keyboard.press("Tab");
				assert.ok(await page.evaluate(() => document
					.querySelector("[role=dialog]")
					.contains(document.activeElement)));
			}
			page.faults.length = 0;
		}));

	test("someone else signing in in another tab is told here", () =>
		visit("learner", async (page) => {
			await go(page, "/");
			const other = await page.context().newPage();
			await other.goto(url, { waitUntil: "networkidle" });
			await other.evaluate(([name]) => {
				const session = JSON.parse(localStorage["balai.session"]);
				session.person = { ...session.person, id: "lain", name };
				localStorage["balai.session"] = JSON.stringify(session);
			}, [who.author.name]);
			await page.getByRole("dialog").waitFor();
			await examine(page, "someone else in another tab");
		}));
});

describe("everywhere", () => {
	test("a new screen has its title, and the focus is on its heading", () =>
		visit("learner", async (page) => {
			await go(page, "/");
			assert.equal(await page.title(), "Beranda · Balai");
			await page.click("nav.nav a[href='/katalog']");
			await page.getByRole("heading", { name: "Katalog", level: 1 })
				.waitFor();
			await page.waitForFunction(() =>
				document.activeElement.tagName === "H1");
			assert.equal(await page.title(), "Katalog · Balai");
		}));

	test("by keyboard alone: past the menu, to a module, to its first lesson",
		() => visit("learner", async (page) => {
			await go(page, "/katalog");
			await page.keyboard.press("Tab");
			await page.keyboard.press("Enter");	/* the skip link */
			await page.keyboard.press("Tab");
			assert.equal(await page.evaluate(() =>
				document.activeElement.id), "q");
			await page.keyboard.type("loket");
			await page.keyboard.press("Enter");
			await page.waitForURL(/q=loket/);
			await settled(page);
			await reach(page, "Pelayanan di loket");
			await page.keyboard.press("Enter");
			await page.waitForURL(/\/modul\//);
			await reach(page, /^(Mulai|Lanjutkan|Buka lagi)/);
		}));

	test("what has the focus is never under the bars of a phone", () =>
		visit("admin", async (page) => {
			await page.setViewportSize({ width: 360, height: 520 });
			for (const path of [who.module, "/kelola/orang/baru", "/saya"]) {
				await go(page, path);
				const shut = page.locator("details:not([open]) > summary");
				while (await shut.count())
					await shut.first().click();
				for (const key of ["Tab", "Shift+Tab"])
					await step(page, key, 25);
			}
		}));

	test("English is chosen once and stays; the page says its language", () =>
		visit("learner", async (page) => {
			await go(page, "/saya");
			assert.equal(await page.getAttribute("html", "lang"), "id");
			await page.getByLabel("English").check();
			await page.getByRole("heading", { name: "My learning" }).waitFor();
			assert.equal(await page.getAttribute("html", "lang"), "en");
			for (const path of ["/", "/katalog", "/saya", who.module]) {
				await go(page, path);
				assert.equal(await page.getAttribute("html", "lang"), "en");
				await examine(page, `${path} in English`);
			}
		}));

	test("the chosen look wins over the device's", () =>
		visit("learner", async (page) => {
			const ground = () => page.evaluate(() =>
				getComputedStyle(document.body).backgroundColor);

			await page.emulateMedia({ colorScheme: "light" });
			await go(page, "/saya");
			assert.equal(await ground(), "rgb(246, 247, 248)");
			await page.getByLabel("Gelap").check();
			assert.equal(await ground(), "rgb(18, 23, 27)");
			await page.emulateMedia({ colorScheme: "dark" });
			await page.getByLabel("Terang").check();
			await page.reload();
			await page.waitForSelector("h1");
			assert.equal(await ground(), "rgb(246, 247, 248)");
		}));

	test("signing out leaves nothing of the person on the screen", () =>
		visit("learner", async (page) => {
			await go(page, "/saya");
			await page.getByRole("button", { name: "Keluar", exact: true })
				.click();
			await page.getByRole("heading", { name: "Masuk", level: 1 })
				.waitFor();
			assert.equal(await page.evaluate(() =>
				localStorage["balai.session"]), undefined);
			assert.ok(!(await page.textContent("main"))
				.includes("Kemajuan"));
		}));

	test("no other host was asked for anything", () => {
		assert.deepEqual(seen.foreign, []);
	});

	test("the browser logged no error that is not an expected answer", () => {
		assert.deepEqual(seen.faults, []);
	});
});

/* Press Tab until what has the focus is called so. */
async function reach(page, name) {
	for (let i = 0; i < 40; i++) {
		await page.keyboard.press("Tab");
		const words = await page.evaluate(() =>
			document.activeElement.textContent.trim());
		if (name instanceof RegExp ? name.test(words) : words === name)
			return;
	}
	assert.fail(`Tab reaches ${name}`);
}

async function step(page, key, times) {
	for (let i = 0; i < times; i++) {
		await page.keyboard.press(key);
		await page.waitForTimeout(20);
		const hidden = await page.evaluate(uncovered);
		assert.equal(hidden, "", `${key} ${i + 1} on ${page.url()}`);
	}
}

/* In the page: what is focused and hidden, or "". */
function uncovered() {
	const has = document.activeElement;

	if (has === document.body)
		return "";
	const box = has.getBoundingClientRect();
	const seen = document.elementFromPoint(box.left + box.width / 2,
		box.top + Math.min(box.height, 40) / 2);
	return seen !== null && (has.contains(seen) || seen.contains(has))
		? "" : has.outerHTML;
}
