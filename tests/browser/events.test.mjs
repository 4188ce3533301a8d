/*
 * A host who has only a Zoom link makes a public page; a guest registers there
 * on a phone, without a script, and joins by their personal link when it is
 * time.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { api, axe, demoPerson, during, enter, examine, fits, go, launch, open,
	PHONE, url } from
	"./lib.mjs";
import { publish, scorm12 } from "../http/lib.mjs";

const stamp = Date.now().toString(36);
const title = `Pelayanan tanpa antre ${stamp}`;
const zoom = "https://us02web.zoom.us/j/86400000000";
const seen = { faults: [], foreign: [] };
let browser, code, link;

/* As date and time inputs want it, in WIB. */
function inputs(at) {
	const text = new Date(at + 7 * 3_600_000).toISOString();

	return [text.slice(0, 10), text.slice(11, 16)];
}

before(async () => {
	browser = await launch();
});

after(() => browser?.close());

test("a host with only a Zoom link has a public page with its preview",
	async () => {
		await during(browser, { seen, who: await demoPerson("host") },
			async (page) => {
				const starts = Date.now() + 10 * 60_000;
				const [date, from] = inputs(starts);
				const [, until] = inputs(starts + 2 * 3_600_000);

				await go(page, "/kelola/kegiatan");
				await page.click("text=Buat kegiatan");
				await page.waitForSelector("#title");
				await page.click("button.primary[type=submit]");
				await page.waitForSelector("text=Beri judul kegiatan.");
				await examine(page, "a new event with faults");
				await page.fill("#title", title);
				await page.fill("#date", date);
				await page.fill("#starts", from);
				await page.fill("#ends", until);
				await page.fill("#joinUrl", zoom);
				await page.click("button.primary[type=submit]");
				await page.waitForURL(/\/kelola\/kegiatan\/[a-z0-9]{26}$/);
				const address = await page.inputValue("#alamat");

				assert.match(address, /\/k\/[a-z]{7}$/);
				code = address.slice(-7);
				assert.match(await page.inputValue("#pengingat"),
					new RegExp(`Pengingat: ${title}[^]*/k/${code}`));
				await page.waitForFunction(() => [...document.images]
					.every((i) => i.complete && i.naturalWidth > 0));
				for (const fold of await page.locator("details").all())
					await fold.evaluate((d) => { d.open = true; });
				await examine(page, "an event for its host");
			});
		const html = await (await fetch(`${url}/k/${code}`)).text();

		assert.ok(html.includes(
			`<meta property="og:title" content="${title}">`));
		assert.match(html, /og:description" content="\w+, \d+ \w+ \d{4}, /);
		assert.match(html, /og:image" content="[^"]+gambar\.png/);
		const png = await fetch(`${url}/k/${code}/gambar.png`);

		assert.equal(png.headers.get("content-type"), "image/png");
	});

test("a host orders materials, asks for a quiz and replaces a guest's link",
	async () => {
		const module = `Etika ${stamp}`;

		publish(scorm12(module, ["Satu", "Dua"]));
		await during(browser, { seen, who: await demoPerson("host"),
			options: { viewport: PHONE } }, async (page) => {
			const startsAt = Date.now() + 3_600_000;

			await go(page, "/kelola/kegiatan");
			const [, ev] = await api(page, "POST", "/api/v1/events", {
				title: `Urutan ${stamp}`, startsAt, endsAt: startsAt + 3_600_000,
				publish: true, paper: "completion" });

			await api(page, "POST", `/api/v1/events/${ev.id}/materials`, {
				kind: "link", title: "Bacaan", url: "https://example.id/" });
			const html = await (await fetch(`${url}/k/${ev.code}`)).text();

			await fetch(`${url}/k/${ev.code}/daftar`, { method: "POST",
				body: new URLSearchParams({ nama: "Tamu Urutan",
					identitas: "199001012015031001", instansi: "Kecamatan",
					once: html.match(/name="once" value="(\w{26})"/)[1] }) });
			await go(page, `/kelola/kegiatan/${ev.id}`);
			await page.waitForSelector("#alamat");
			for (const fold of await page.locator("details").all())
				await fold.evaluate((d) => { d.open = true; });
			await page.selectOption("#material-kind", "module");
			await page.fill("#module-q", module);
			await page.press("#module-q", "Enter");
			await page.click(`label:has-text("${module}")`);
			await page.selectOption("#material-unit", { label: "Dua" });
			await page.click("button[type=submit]:has-text('Tambah materi')");
			await page.click("button[aria-label='Naik: Dua']");
			await page.waitForSelector("button[aria-label='Naik: Bacaan']");
			await page.click("button[aria-label='Ubah Bacaan']");
			await page.fill("#edit-title", "Bacaan wajib");
			await examine(page, "a material that is changed");
			await page.click("[role=dialog] button[type=submit]");
			await page.waitForSelector("button[aria-label='Naik: Bacaan wajib']");
			await page.click("label[for='paperModule-1']");
			await page.fill("#paper-module-q", module);
			await page.press("#paper-module-q", "Enter");
			await page.click(
				`.choice:has([name=paper-module]) label:has-text("${module}")`);
			await examine(page, "an event's form, materials and quiz");
			await page.click("button.primary[type=submit]");
			await page.waitForSelector("text=Tersimpan.");
			const [, kept] = await api(page, "GET",
				`/api/v1/events/${ev.id}`);

			assert.deepEqual(kept.materials.map((m) => [m.kind, m.title]),
				[["unit", "Dua"], ["link", "Bacaan wajib"]]);
			assert.equal(kept.paperModule, kept.materials[0].module);
			await page.click(
				"button[aria-label='Ganti tautan pribadi Tamu Urutan']");
			await page.click("[role=dialog] button.primary");
			await page.waitForSelector("#new-link");
			assert.match(await page.inputValue("#new-link"), /\/hadir#[\w-]{48}$/);
			await examine(page, "a guest's new link");
		});
	});

test("a guest registers on a phone that runs no script", async () => {
	await during(browser, { seen, options: { javaScriptEnabled: false } },
		async (page) => {
			await page.goto(`${url}/k/${code}`);
			await page.fill("#nama", "Tamu Undangan");
			await page.fill("#identitas", "1990");
			await page.fill("#instansi", "Kecamatan Sukamaju");
			await page.click("button[type=submit]");
			await page.waitForSelector("[role=alert]");
			assert.equal(await page.inputValue("#nama"), "Tamu Undangan");
			await page.fill("#identitas", "19900101 201503 1 001");
			await page.click("button[type=submit]");
			link = await page.inputValue("#tautan");
			assert.match(link, /\/hadir#[\w-]{48}$/);
			link = url + link.slice(link.indexOf("/hadir"));
		});
	/* axe is a script: the same pages, where there may be one. */
	await during(browser, { seen }, async (page) => {
		await page.goto(`${url}/k/${code}`);
		await examine(page, "the public page");
		await page.goto(`${url}/k/${code}?lang=en`);
		await axe(page, "the public page in English");
		await page.fill("#nama", "A");
		await page.fill("#identitas", "a@b.id");
		await page.fill("#instansi", "Kantor");
		await page.click("button[type=submit]");
		await page.waitForSelector("[role=alert]");
		await examine(page, "the form with a fault");
		await page.fill("#nama", "Tamu Kedua");
		await page.click("button[type=submit]");
		await page.waitForSelector("#tautan");
		await examine(page, "the page of a registered guest");
	});
});

test("the personal link leads to the event, and from there to Zoom", async () => {
	await during(browser, { seen }, async (page) => {
		await page.context().route("https://us02web.zoom.us/**",
			(route) => route.fulfill({ contentType: "text/html",
				body: "<title>Zoom</title>" }));
		await page.goto(link);
		await page.waitForURL(/\/kegiatan\/[a-z0-9]{26}$/);
		assert.doesNotMatch(page.url(), /#/);
		await page.waitForSelector(`h1:text("${title}")`);
		await examine(page, "an event for who comes");
		assert.deepEqual(await page.locator(".nav a").allInnerTexts(),
			["Kegiatan"]);
		const popup = page.waitForEvent("popup");

		await page.click("text=Gabung lewat Zoom");
		await (await popup).waitForURL(`${zoom}**`);
		await page.waitForSelector("a:text('Buka tautan Zoom lagi')");
		assert.equal(await page.locator("a:text('Buka tautan Zoom lagi')")
			.getAttribute("href"), zoom);
		await go(page, "/");
		await page.waitForURL(`${url}/kegiatan`);
		await fits(page);
	});
	seen.foreign = seen.foreign.filter((at) => !at.startsWith(zoom));
});

test("a learner finds it, registers with one button and gives the seat back",
	async () => {
		const page = await open(browser);

		try {
			await enter(page, await demoPerson("host"));
			const starts = Date.now() + 5 * 86_400_000;
			const [, made] = await api(page, "POST", "/api/v1/events", {
				title: `Nanti ${stamp}`, startsAt: starts, joinUrl: zoom,
				endsAt: starts + 3_600_000, capacity: 1, publish: true });

			await enter(page, await demoPerson("learner"));
			await go(page, "/kegiatan");
			await examine(page, "the list of events");
			await page.click(`text=${made.title}`);
			await page.waitForSelector("text=1 dari 1 kursi");
			await page.click("button:text-is('Daftar')");
			await page.waitForSelector("text=Anda terdaftar.");
			await page.waitForSelector("text=15 menit sebelum mulai");
			assert.equal(await page.locator("text=Gabung lewat").count(), 0);
			await page.click("text=Kembalikan kursi");
			await axe(page, "giving a seat back");
			await page.click("[role=dialog] >> text=Kembalikan kursi >> nth=-1");
			await page.waitForSelector("button:text-is('Daftar')");
		} finally {
			seen.faults.push(...page.faults);
			await page.context().close();
		}
	});

test("whoever sees a module can pass its public page on", async () => {
	const { module } = publish(scorm12(`Modul umum ${stamp}`));

	await during(browser, { seen, who: await demoPerson("learner") },
		async (page) => {
			await go(page, `/modul/${module}`);
			await page.click("text=Bagikan modul ini");
			await page.waitForSelector("#alamat");
			const address = await page.inputValue("#alamat");

			await axe(page, "sharing a module");
			await page.goto(url + address.slice(address.indexOf("/k/")));
			await page.waitForSelector(`h1:text("Modul umum ${stamp}")`);
			await examine(page, "the public page of a module");
		});
});

test("nothing was thrown, and nobody else's server asked", () => {
	assert.deepEqual(seen, { faults: [], foreign: [] });
});
