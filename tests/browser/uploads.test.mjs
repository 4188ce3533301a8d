/*
 * An author with a large file and a bad line: cut, killed, closed, it goes on.
 *
 * The server is one of its own, on SQLite, because it is killed; the line is a
 * proxy of ours, because it is cut.
 */
import assert from "node:assert/strict";
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, statSync,
	utimesSync, writeSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { freePort, start } from "../lib/server.mjs";
import { launch, open } from "./lib.mjs";

const BYTES = 100_000_000;
const NAME = "kursus.pdf";
const PASSWORD = "belajar-di-balai";

let browser, folder, data, file, server;
const servers = [], wires = [];

/* A PDF by its first bytes; the rest is a hole, which costs no disk. */
function large(path) {
	const fd = openSync(path, "w");

	writeSync(fd, "%PDF-1.4\n");
	ftruncateSync(fd, BYTES);
	closeSync(fd);
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

async function enter(page, url) {
	await page.goto(`${url}/masuk`);
	await page.fill("input[name=login]", "penulis");
	await page.fill("input[name=password]", PASSWORD);
	await page.click("button[type=submit]");
	await page.waitForURL((at) => !at.pathname.startsWith("/masuk"));
}

const shown = (page) => page.locator("progress").first()
	.evaluate((bar) => 100 * bar.value / bar.max);

async function until(what, of) {
	for (let i = 0; i < 600; i++) {
		if (await of())
			return;
		await new Promise((next) => setTimeout(next, 100));
	}
	throw new Error(`it does not happen: ${what}`);
}

test("100 MB go on after a cut line, a killed server and a closed page",
	{ timeout: 240_000 }, async () => {
		await run();
		const wire = await line(() => server.port);
		const url = `http://localhost:${wire.port}`;
		let page = await open(browser);

		await enter(page, url);
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

		/* The page is closed; opened again it knows the same file. */
		await page.close();
		page = await context.newPage();
		await page.goto(`${url}/kelola/unggah`);
		await page.getByText("Unggahan yang belum selesai").waitFor();
		await page.setInputFiles("#file", file);
		const go = page.getByRole("button",
			{ name: /Lanjutkan unggahan kursus\.pdf \(\d+ %\)/ });

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
