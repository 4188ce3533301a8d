/*
 * People, as an administrator and as they themselves see it: 200 slips are made
 * and one of the 200 signs in with theirs; agencies; an account looked after.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { api, axe, demoPerson, during, examine, go, launch, open, settled,
	signIn, url } from "./lib.mjs";

const stamp = Date.now().toString(36);
let browser, admin;
const seen = { faults: [], foreign: [] };

before(async () => {
	browser = await launch();
	admin = await demoPerson("admin");
});

after(async () => {
	await browser.close();
});

const visit = (who, run, options) =>
	during(browser, { options, who, seen }, run);

async function add(page, login, more = {}) {
	const [status, person] = await api(page, "POST", "/api/v1/people", {
		name: `Peserta ${login}`, login, roles: ["learner"], ...more });

	assert.equal(status, 201);
	return person;
}

/* Pages of a PDF, as its page objects say. */
function pages(pdf) {
	return (pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? [])
		.length;
}

describe("200 people", () => {
	let code, login;

	test("get codes from a filter, on slips of ten to a sheet of A4", () =>
		visit(admin, async (page) => {
			for (let i = 0; i < 200; i++)
				await add(page, `s${stamp}-${i}`);
			await go(page, `/kelola/orang?q=s${stamp}-&state=waiting`);
			await examine(page, "people found by a filter");
			await page.getByRole("button", {
				name: "Buat kode untuk semua 200 orang ini" }).click();
			await page.getByRole("button", { name: "Buat 200 kode" })
				.waitFor();
			await axe(page, "before the codes are made");
			await page.getByRole("button", { name: "Buat 200 kode" }).click();
			await page.getByText(/dari 200 kode dibuat/).waitFor();
			await page.getByRole("button", { name: "Cetak 200 slip" })
				.waitFor({ timeout: 60_000 });
			const row = page.getByRole("row", { name: `s${stamp}-137` });

			login = `s${stamp}-137`;
			code = await row.locator("strong").textContent();
			assert.match(code, /^\w{4}-\w{4}$/);
			assert.equal(await page.locator(".slip").count(), 200);
			const whatsapp = await row.getByRole("link", { name: "WhatsApp" })
				.getAttribute("href");

			assert.ok(decodeURIComponent(whatsapp).includes(code));
			await page.emulateMedia({ media: "print" });
			assert.ok(await page.locator(".slip-qr").first().isVisible());
			assert.ok(!await page.locator("h1").isVisible());
			assert.equal(pages(await page.pdf({ preferCSSPageSize: true })),
				20);
			await page.emulateMedia({ media: "screen" });
			await axe(page, "200 codes");
		}));

	test("and one of them signs in with theirs, once", async () => {
		await visit(null, async (page) => {
			await go(page, `/aktivasi#${code}`);
			assert.ok(!page.url().includes(code),
				"the code is gone from the address");
			await examine(page, "/aktivasi");
			await page.click("form button[type=submit]");
			await page.waitForSelector("#login-error");
			await page.waitForSelector("#password-error");
			await examine(page, "/aktivasi with nothing typed");
			await page.fill("#login", login);
			await page.fill("#password", login);
			await page.click("form button[type=submit]");
			await page.waitForSelector("#password-error");
			page.faults.length = 0;
			await page.fill("#password", "hujan pagi di kebun");
			await page.click("form button[type=submit]");
			await page.waitForSelector("nav.nav");
			await page.getByRole("heading", { name: "Beranda" }).waitFor();
		});
		await visit(null, async (page) => {
			await signIn(page, { login, password: "hujan pagi di kebun" });
			await page.waitForSelector("nav.nav");
		});
		await visit(null, async (page) => {
			await go(page, `/aktivasi#${code}`);
			await page.fill("#login", login);
			await page.fill("#password", "kata sandi yang lain");
			await page.click("form button[type=submit]");
			await page.getByText("Nama masuk atau kode tidak cocok")
				.waitFor();
			assert.equal(await page.inputValue("#code"), code);
			page.faults.length = 0;
			await examine(page, "/aktivasi with a used code");
		});
	});
});

describe("the list of people", () => {
	test("those ticked on several pages get codes", () =>
		visit(admin, async (page) => {
			for (const name of ["a", "b", "c"])
				await add(page, `t${stamp}-${name}`);
			await go(page, `/kelola/orang?q=t${stamp}-a`);
			await page.getByRole("checkbox").check();
			await page.fill("#q", `t${stamp}-b`);
			await page.keyboard.press("Enter");
			await page.waitForURL(/-b$/);
			await page.getByRole("checkbox",
				{ name: `Pilih Peserta t${stamp}-b` }).check();
			await page.getByText("2 orang dipilih").waitFor();
			await page.getByRole("button", {
				name: "Buat kode aktivasi untuk 2 orang" }).click();
			await page.getByRole("button", { name: "Buat 2 kode" }).click();
			await page.getByRole("button", { name: "Cetak 2 slip" })
				.waitFor();
			await examine(page, "two codes");
		}));

	test("the filters are in the address, and stay when it is sent", () =>
		visit(admin, async (page) => {
			await go(page, "/kelola/orang");
			await page.selectOption("#role", "admin");
			await page.waitForURL(/role=admin/);
			await page.getByRole("link", { name: admin.name }).waitFor();
			await page.reload();
			await settled(page);
			assert.equal(await page.inputValue("#role"), "admin");
			await page.selectOption("#state", "disabled");
			await page.getByText("Tidak ada orang yang cocok").waitFor();
			await examine(page, "nobody matches the filters");
		}));

	test("codes without anybody chosen say where to choose", () =>
		visit(admin, async (page) => {
			await go(page, "/kelola/orang/kode");
			await page.getByRole("link", { name: "Pilih orang" }).waitFor();
			await examine(page, "codes for nobody");
		}));
});

describe("one person", () => {
	test("added without a password, the next thing is their code", () =>
		visit(admin, async (page) => {
			await go(page, "/kelola/orang/baru");
			await page.fill("#name", "Wayan Sudira");
			await page.fill("#nip", "199001012015031001");
			await page.click("form button[type=submit]");
			await page.getByText("Kode satu kali untuk Wayan Sudira")
				.waitFor();
			await examine(page, "a code for one person");
		}));

	test("what somebody else has already is told at its field", () =>
		visit(admin, async (page) => {
			await go(page, "/kelola/orang/baru");
			await page.fill("#name", "Wayan Kedua");
			await page.fill("#nip", "19900101 201503 1 001");
			await page.fill("#login", `w${stamp}`);
			await page.click("form button[type=submit]");
			await page.waitForSelector("#nip-error");
			page.faults.length = 0;
			await examine(page, "a NIP that is taken");
		}));

	test("is changed, and their devices are seen and signed out", () =>
		visit(admin, async (page) => {
			const person = await add(page, `d${stamp}`,
				{ password: "sementara sekali" });

			await visit(null, async (theirs) => {
				await signIn(theirs, { login: person.login,
					password: "sementara sekali" });
				await theirs.getByRole("heading",
					{ name: "Buat kata sandi Anda" }).waitFor();
				await theirs.getByRole("heading",
					{ name: "Pemberitahuan privasi" }).waitFor();
				await examine(theirs, "a first password");
				await go(page, `/kelola/orang/${person.id}`);
				await page.fill("#email", "bukan");
				await page.click("form button[type=submit]");
				await page.waitForSelector("#email-error");
				page.faults.length = 0;
				await page.fill("#email", `d${stamp}@contoh.go.id`);
				await page.click("form button[type=submit]");
				await page.getByText("Tersimpan.", { exact: true })
					.waitFor();
				await examine(page, "a person with a device");
				await page.getByRole("button",
					{ name: /^Keluarkan(?! dari)/ }).click();
				await page.getByText("sudah dikeluarkan").first()
					.waitFor();
				await page.getByText("Tidak ada perangkat yang masuk")
					.waitFor();
			});
		}));

	test("who has a password but never read the notice is shown it once", () =>
		visit(admin, async (page) => {
			const login = `p${stamp}`;
			await add(page, login, { password: "sementara sekali" });
			const session = await fetch(`${url}/api/v1/session`, {
				method: "POST",
				headers: { "Content-Type": "application/json" },
				body: JSON.stringify({ login, password: "sementara sekali" }),
			});
			const { secret } = await session.json();
			const set = await fetch(`${url}/api/v1/me/password`, {
				method: "PUT",
				headers: {
					"Content-Type": "application/json",
					"X-Balai-Session": secret,
					Cookie: session.headers.get("set-cookie").split(";")[0],
				},
				body: JSON.stringify({ password: "hujan pagi di kebun" }),
			});

			assert.equal(set.status, 200);
			await visit(null, async (theirs) => {
				await signIn(theirs, { login,
					password: "hujan pagi di kebun" });
				await theirs.getByRole("button",
					{ name: "Saya sudah membaca" }).waitFor();
				await examine(theirs, "the notice before anything else");
				await theirs.getByRole("button",
					{ name: "Saya sudah membaca" }).click();
				await theirs.waitForSelector("nav.nav");
				await theirs.reload();
				await theirs.waitForSelector("nav.nav");
			});
		}));
});

describe("agencies", () => {
	test("one is added, changed, given a logo, and people belong to it", () =>
		visit(admin, async (page) => {
			await go(page, "/kelola/instansi");
			await examine(page, "Instansi");
			await page.getByRole("link", { name: "Tambah instansi" }).click();
			await page.getByRole("heading", { name: "Instansi baru" })
				.waitFor();
			await page.click("form button[type=submit]");
			await page.waitForSelector("#name-error");
			await examine(page, "a new agency, incomplete");
			await page.fill("#name", `Universitas ${stamp}`);
			await page.selectOption("#kind", "partner");
			await page.fill("#helpText", "Humas kampus\n0812 0000 0000");
			await page.click("form button[type=submit]");
			await page.getByRole("heading",
				{ name: `Universitas ${stamp}`, level: 1 }).waitFor();
			await page.setInputFiles("#logo", {
				name: "logo.png", mimeType: "image/png",
				buffer: await page.screenshot({
					clip: { x: 0, y: 0, width: 64, height: 64 } }),
			});
			await page.getByText("Logo tersimpan").waitFor();
			await examine(page, "an agency");
			await page.setInputFiles("#logo", {
				name: "logo.png", mimeType: "image/png",
				buffer: Buffer.from("bukan gambar"),
			});
			await page.getByText("Logo ini tidak dapat dipakai").waitFor();
			page.faults.length = 0;
			await go(page, "/kelola/orang/baru");
			await page.selectOption("#agency",
				{ label: `Universitas ${stamp}` });
			await examine(page, "a new person where there are agencies");
		}));

	test("a name that is taken is told at its field", () =>
		visit(admin, async (page) => {
			await go(page, "/kelola/instansi/baru");
			await page.fill("#name", `universitas ${stamp}`);
			await page.click("form button[type=submit]");
			await page.waitForSelector("#name-error");
			page.faults.length = 0;
		}));
});

describe("the first steps", () => {
	test("stand on the administrator's Beranda, each with its screen", () =>
		visit(admin, async (page) => {
			await go(page, "/");
			await page.getByRole("heading", { name: "Siapkan Balai" })
				.waitFor();
			await examine(page, "Beranda of an administrator at first");
			await page.getByRole("link", { name: "Lanjutkan persiapan" })
				.click();
			await page.getByRole("heading", { name: "Persiapan", level: 1 })
				.waitFor();
			await settled(page);
			await examine(page, "the first steps");
			await page.fill("#address", "contoh");
			await page.getByRole("button", { name: "Simpan alamat" }).click();
			await page.waitForSelector("#address-error");
			page.faults.length = 0;
			await examine(page, "an address that does not fit");
			await page.fill("#address", "https://belajar.contoh.go.id");
			await page.getByRole("button", { name: "Simpan alamat" }).click();
			await page.getByText("Tersimpan.", { exact: true })
				.waitFor();
		}));

	test("mail is set, tried, and what its server said is shown", () =>
		visit(admin, async (page) => {
			await go(page, "/kelola/email");
			await examine(page, "mail not set up");
			await page.fill("#host", "127.0.0.1");
			await page.fill("#port", "1");
			await page.selectOption("#security", "none");
			await page.fill("#sender", "belajar");
			await page.click("form button[type=submit]");
			await page.waitForSelector("#sender-error");
			page.faults.length = 0;
			await page.fill("#sender", "belajar@contoh.go.id");
			await page.click("form button[type=submit]");
			await page.getByText("Tersimpan.", { exact: true })
				.waitFor();
			await page.fill("#to", "uji@contoh.go.id");
			await page.getByRole("button", { name: "Kirim surat uji" })
				.click();
			await page.getByText(/Tidak ada yang menjawab di porta itu/).waitFor();
			page.faults.length = 0;
			await examine(page, "mail that does not leave");
		}));

	test("then a forgotten password is asked for by mail, and codes may be "
		+ "mailed", async () => {
		await visit(null, async (page) => {
			await go(page, "/masuk");
			await page.getByRole("link", { name: "Lupa kata sandi?" })
				.click();
			await page.getByRole("heading", { name: "Lupa kata sandi" })
				.waitFor();
			await examine(page, "/lupa-sandi");
			await page.fill("#login", "siapa saja");
			await page.getByRole("button", { name: "Kirim tautan" }).click();
			await page.getByText("Periksa email Anda").waitFor();
			await examine(page, "/lupa-sandi, asked");
		});
		await visit(admin, async (page) => {
			await add(page, `m${stamp}`, { email: `m${stamp}@contoh.go.id` });
			await go(page, `/kelola/orang?q=m${stamp}`);
			await page.getByRole("button", { name: /^Buat kode untuk semua/ })
				.click();
			await page.getByLabel(/Kirim juga lewat email/).check();
			await page.getByRole("button", { name: "Buat 1 kode" }).click();
			await page.getByText("1 kode juga dikirim lewat email").waitFor();
		});
	});

	test("without mail, the page names whom to ask", () =>
		visit(admin, async (page) => {
			await go(page, "/kelola/email");
			await page.fill("#host", "");
			await page.click("form button[type=submit]");
			await page.getByText("Tersimpan.", { exact: true })
				.waitFor();
			const visitor = await open(browser);
			await go(visitor, "/lupa-sandi");
			await visitor.getByRole("heading", { name: "Hubungi siapa" })
				.waitFor();
			assert.equal(await visitor.locator("#login").count(), 0);
			await examine(visitor, "/lupa-sandi without mail");
			await visitor.context().close();
		}));

	test("the steps can be put away", () => visit(admin, async (page) => {
		await go(page, "/");
		await page.getByRole("button", { name: "Jangan tampilkan lagi" })
			.click();
		await page.getByRole("heading", { name: "Siapkan Balai" })
			.waitFor({ state: "detached" });
		await page.reload();
		await settled(page);
		assert.equal(await page.getByRole("heading",
			{ name: "Siapkan Balai" }).count(), 0);
	}));
});

describe("everywhere here", () => {
	test("the privacy notice is there for everybody, in both languages", () =>
		visit(null, async (page) => {
			await go(page, "/privasi");
			await examine(page, "/privasi");
			await page.getByRole("button", { name: "English" }).click();
			await page.getByRole("heading", { name: "Privacy notice" })
				.waitFor();
			await examine(page, "/privasi in English");
		}));

	test("the screens of people are in English too", () =>
		visit(admin, async (page) => {
			await go(page, "/saya");
			await page.getByLabel("English").check();
			await page.getByRole("heading", { name: "My learning" }).waitFor();
			for (const path of ["/kelola/orang", "/kelola/orang/baru",
				"/kelola/instansi", "/kelola/instansi/baru",
				"/kelola/mulai", "/kelola/email"]) {
				await go(page, path);
				await axe(page, `${path} in English`);
			}
		}));

	test("no other host was asked for anything, and no error was logged", () => {
		assert.deepEqual(seen.foreign, []);
		assert.deepEqual(seen.faults, []);
	});
});
