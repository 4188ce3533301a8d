/*
 * An author with a large file and a bad line: cut, killed, closed, it goes on;
 * then it is looked at, approved by another, and replaced.
 *
 * The server is one of its own, on SQLite, because it is killed; the line is a
 * proxy of ours, because it is cut.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from
	"node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { freePort, start } from "../lib/server.mjs";
import { until } from "../lib/until.mjs";
import { enter, launch, open, zip } from "./lib.mjs";
import { ADMIN, LEARNER, OTHER } from "./lessons.mjs";

const BYTES = 100_000_000;
const NAME = "kursus.zip";

let browser, folder, data, file, server, module;
const servers = [], wires = [];

/* Pages with a film of Flash, which nobody plays any more. */
function course(title, more = {}) {
	return zip({
		"index.html": `<!doctype html><html lang="id"><meta charset="utf-8">
			<title>${title}</title><h1>${title}</h1>
			<p><a href="res/animasi.swf">Animasi</a></p></html>`,
		"res/animasi.swf": "FWS",
		...more,
	});
}

function large(path) {
	writeFileSync(path, course("Kursus besar",
		{ "res/bahan.bin": Buffer.alloc(BYTES) }));
	utimesSync(path, 1_700_000_000, 1_700_000_000);
}

/* Between the browser and the server: it can be slow, and it can be cut. */
async function line(to) {
	const pairs = new Set();
	const made = { rate: Infinity, port: await freePort(), passed: 0 };
	const listener = createServer((near) => {
		const far = connect(to(), "127.0.0.1");
		const pair = { near, far };
		const end = () => {
			near.destroy();
			far.destroy();
			pairs.delete(pair);
		};

		pairs.add(pair);
		near.on("data", (bytes) => {
			made.passed += bytes.length;
			if (!far.write(bytes))
				near.pause();
			if (made.rate < Infinity) {
				near.pause();
				setTimeout(() => near.resume(),
					1000 * bytes.length / made.rate);
			}
		});
		far.on("drain", () => made.rate === Infinity && near.resume());
		far.on("data", (bytes) => near.write(bytes));
		for (const socket of [near, far])
			socket.on("error", end).on("close", end);
	});

	await new Promise((done) =>
		listener.listen(made.port, "127.0.0.1", done));
	made.cut = () => {
		for (const { near, far } of pairs) {
			near.destroy();
			far.destroy();
		}
	};
	made.down = () => new Promise((done) => {
		listener.close(() => done());
		made.cut();
	});
	wires.push(made);
	made.up = () => new Promise((done) =>
		listener.listen(made.port, "127.0.0.1", done));
	return made;
}

async function run(ports = {}) {
	server = await start(["--demo"], { data, ...ports });
	servers.push(server);
}

before(async () => {
	folder = mkdtempSync(join(tmpdir(), "balai-line-"));
	data = join(folder, "data");
	file = join(folder, NAME);
	large(file);
	browser = await launch();
});

after(async () => {
	await browser?.close();
	for (const one of wires)
		await one.down();
	for (const one of servers)
		await one.kill();
	rmSync(folder, { recursive: true, force: true });
});

const shown = (page) => page.locator("progress").first()
	.evaluate((bar) => 100 * bar.value / bar.max);

test("100 MB go on after a cut line, a killed server and a closed page",
	{ timeout: 480_000 }, async () => {
		await run();
		const wire = await line(() => server.port);
		const url = `http://localhost:${wire.port}`;
		let page = await open(browser);

		await enter(page, OTHER, url);
		await page.goto(`${url}/kelola/unggah`);
		await page.setInputFiles("#file", file);
		wire.rate = 25_000_000;
		await page.click("form button[type=submit]");
		await until("40 % are sent", async () => await shown(page) >= 40);

		/* The line is cut and the server killed, both at once. */
		await wire.down();
		await server.kill();
		await page.getByText("Sambungan terputus").waitFor();
		const { port, contentPort } = server;

		await run({ port, contentPort });
		wire.rate = Infinity;
		const before = wire.passed;

		await wire.up();
		await until("it goes on", async () => wire.passed > before + 1_000_000);
		wire.rate = 20_000_000;
		await page.getByRole("button", { name: "Jeda" }).click();
		await page.getByText("Dijeda. Yang sudah terkirim aman.").waitFor();
		const context = page.context();

		/* The page is closed; another device knows how far it is. */
		await page.close();
		const other = await open(browser);

		await enter(other, OTHER, url);
		await other.goto(`${url}/kelola`);
		await other.getByRole("link", { name: `Lanjutkan ${NAME}` }).click();
		await other.getByText("dari 100 MB terkirim").waitFor();
		await other.getByRole("button", { name: "Pilih berkas ini lagi" })
			.waitFor();
		await other.context().close();

		/* Opened again it knows the same file. */
		page = await context.newPage();
		await page.goto(`${url}/kelola/unggah`);
		await page.getByText("Unggahan yang belum selesai").waitFor();
		await page.setInputFiles("#file", file);
		const go = page.getByRole("button",
			{ name: /Lanjutkan unggahan kursus\.zip \(\d+ %\)/ });

		await go.waitFor();
		const percent = Number((await go.textContent()).match(/(\d+) %/)[1]);

		assert.ok(percent >= 30, `${percent} %`);
		wire.rate = Infinity;
		await go.click();
		await page.waitForURL(/\/kelola\/unggah\/[0-9a-z]{26}$/,
			{ timeout: 60_000 });
		await page.getByRole("button", { name: /Terbitkan/ }).first()
			.waitFor({ timeout: 60_000 });
		/* Little was sent twice: far less than beginning anew. */
		assert.ok(wire.passed < 1.4 * BYTES, `${wire.passed} bytes`);
		const id = page.url().split("/").pop();
		const left = statSync(join(data, "uploads", id),
			{ throwIfNoEntry: false });

		assert.equal(left, undefined);
		await page.context().close();
	});

async function asked(page, url, n) {
	await page.getByRole("button", { name: `Minta persetujuan versi ${n}` })
		.click();
	await page.getByText(`Versi ${n} menunggu persetujuan`).waitFor();
	const checker = await open(browser);

	await enter(checker, ADMIN, url);
	await checker.goto(`${url}/kelola`);
	await checker.getByRole("link", { name: "Periksa 1 permintaan" }).click();
	await checker.getByRole("button", { name: "Setujui dan terbitkan" })
		.click();
	await checker.getByText("sudah terbit").waitFor();
	await checker.context().close();
}

/* By the administrator's hands: this agency wants a second person. */
async function wantSecond(url) {
	const page = await open(browser);

	await enter(page, ADMIN, url);
	await page.goto(`${url}/kelola/persetujuan`);
	await page.locator("input[name=approval]").first().check();
	await page.getByText("menerbitkan setelah orang kedua setuju.")
		.last().waitFor();
	await page.getByText(/^Tersimpan\./).waitFor();
	await page.context().close();
}

test("then the author sees the warnings, looks at it, publishes it after " +
	"approval, and replaces it", { timeout: 480_000 }, async () => {
	const { url } = server;
	const page = await open(browser);

	await wantSecond(url);
	await enter(page, OTHER, url);
	await page.goto(`${url}/kelola`);
	await page.getByRole("link", { name: NAME }).click();
	await page.locator(".notice.warn").getByText("res/animasi.swf").waitFor();
	await page.getByRole("link", { name: "Pratinjau" }).click();
	await page.getByText("tidak masuk catatan belajar").waitFor();
	module = new URL(page.url()).pathname.split("/").pop();
	await page.getByRole("link", { name: /^Buka pratinjau/ }).click();
	await page.frameLocator("iframe").frameLocator("iframe")
		.getByRole("heading", { name: "Kursus besar" }).waitFor();
	await page.goto(`${url}/kelola`);
	await page.getByRole("link", { name: NAME }).click();
	await page.getByRole("button", { name: "Terbitkan modul" }).click();
	await page.waitForURL(new RegExp(`/kelola/modul/${module}$`));
	await asked(page, url, 1);

	await page.goto(`${url}/kelola/unggah?module=${module}`);
	await page.setInputFiles("#file", {
		name: "kursus-2.zip", mimeType: "application/zip",
		buffer: course("Kursus ringkas"),
	});
	await page.click("form button[type=submit]");
	await page.getByRole("button", { name: "Terbitkan versi ini" }).click();
	await page.waitForURL(new RegExp(`/kelola/modul/${module}$`));
	await asked(page, url, 2);
	await page.context().close();

	const learner = await open(browser);

	await enter(learner, LEARNER, url);
	await learner.goto(`${url}/modul/${module}`);
	await learner.getByRole("heading", { name: "Kursus ringkas" }).waitFor();
	await learner.getByText("Versi 2").waitFor();
	await learner.getByRole("link", { name: /^Mulai/ }).click();
	await learner.frameLocator("iframe").frameLocator("iframe")
		.getByRole("heading", { name: "Kursus ringkas" }).waitFor();
	await learner.context().close();
});
