/*
 * Modules that are one file: they are complete when they were really seen or
 * played, and not before; and they go on where the learner was.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test, { after, before } from "node:test";
import { axe, DESKTOP, enter, launch, open, PATIENCE, PHONE,
	url } from "./lib.mjs";
import { createRequire } from "node:module";
import { pdf, png, wav, webm } from "./files.mjs";
import { badge, importFile, LEARNER, progress, saved } from "./lessons.mjs";

const data = process.env.BALAI_DATA;
const web = createRequire(new URL("../../web/package.json", import.meta.url));
const axeSource = readFileSync(web.resolve("axe-core/axe.min.js"), "utf8");
const KEY = "isi";
let browser, page, film;

before(async () => {
	browser = await launch({ args: [
		"--autoplay-policy=no-user-gesture-required", "--mute-audio"] });
	film = await webm(browser, 3);
	page = await open(browser, { viewport: PHONE });
	await enter(page, LEARNER);
});
after(async () => {
	await browser?.close();
});

/* The frame of the viewer. */
async function view(module, ready, on = page) {
	await on.goto(`${url}/modul/${module}/belajar`);
	const until = performance.now() + PATIENCE;

	for (;;) {
		const frame = on.frames().find((f) => /~play/.test(f.url()));
		const there = frame && await frame.locator(ready).count()
			.catch(() => 0);
		if (there)
			return frame;
		assert.ok(performance.now() < until, `${ready} appears: ` +
			await frame?.locator("body").innerText().catch(String));
		await on.waitForTimeout(50);
	}
}

async function leave(module, on = page) {
	await on.click(".player-bar a.tool");
	await on.waitForURL(`${url}/modul/${module}`);
}

async function says(frame, text) {
	await frame.locator(".viewer-said").filter({ hasText: text }).waitFor()
		.catch(async () => assert.match(
			await frame.locator(".viewer-said").innerText(),
			text instanceof RegExp ? text : new RegExp(text)));
}

async function axeInside(frame, what) {
	await frame.evaluate(axeSource + ";0");
	const found = await frame.evaluate(async () => {
		/* A frame has its heading and its landmarks outside. */
		const { violations } = await globalThis.axe.run(document, {
			iframes: false,
			resultTypes: ["violations"],
			runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
		});
		return violations.map((v) => `${v.id}: ${v.help}: ` +
			v.nodes.map((n) => n.html.slice(0, 200)).join(", "));
	});
	assert.deepEqual(found, [], `axe finds nothing in ${what}`);
}

const scroll = (frame, page) => frame.evaluate((n) => {
	const body = document.querySelector(".viewer-body");
	const sheet = document.querySelector(`[data-page="${n}"]`);

	body.scrollTop += sheet.getBoundingClientRect().top -
		body.getBoundingClientRect().top - 8;
}, page);

/* A page as it is read on a phone: its upper part, then its lower. */
async function see(frame, n) {
	await scroll(frame, n);
	await frame.locator(`[data-page="${n}"] canvas`).waitFor();
	await page.waitForTimeout(1_500);
	await frame.locator(".viewer-body").evaluate((body) => {
		body.scrollTop += 180;
	});
}

test("a PDF is complete when each of its pages was seen, not when its end " +
	"was reached", async () => {
	const module = importFile(data, "panduan.pdf", pdf(5));
	let frame = await view(module, ".pdf-page canvas");

	await says(frame, "Halaman 1 dari 5 · 0 sudah dilihat");
	await see(frame, 1);
	await says(frame, "1 sudah dilihat");
	/* In one leap to the end, and at rest there. */
	await see(frame, 5);
	await says(frame, /Halaman 5 dari 5 · 2 sudah dilihat/);
	await page.waitForTimeout(1_500);
	await says(frame, /2 sudah dilihat/);
	await leave(module);
	await badge(page, saved);
	let found = await progress(page, module, KEY, (p) => p?.progressMeasure === .4);
	assert.equal(found.completion, "incomplete");
	assert.equal(found.progressMeasure, .4);

	/* Again: at the page where it was left, with what was seen. */
	frame = await view(module, "[data-page='5'] canvas");
	await says(frame, "Halaman 5 dari 5 · 2 sudah dilihat");
	/* A flick through what is missing sees nothing. */
	for (const n of [2, 3, 4, 2, 3, 4, 5]) {
		await scroll(frame, n);
		await page.waitForTimeout(120);
	}
	await says(frame, /2 sudah dilihat/);
	for (const [i, n] of [2, 3, 4].entries()) {
		await see(frame, n);
		await says(frame, new RegExp(`${3 + i} sudah dilihat`));
	}
	await frame.getByText("Selesai. Pelajaran ini sudah tuntas.").waitFor();
	found = await progress(page, module, KEY,
		(p) => p?.completion === "completed");
	assert.equal(found.completion, "completed");
	assert.equal(found.source, "package");
	await frame.getByRole("button", { name: "Selesaikan pelajaran" }).click();
	await page.getByText("Selesai. Semua pelajaran").waitFor();
});

test("a PDF's text can be selected, its pages chosen by keys, its size changed",
	async () => {
	const module = importFile(data, "teks.pdf", pdf(12));
	const frame = await view(module, ".pdf-text span");

	assert.equal(await frame.evaluate(() => {
		getSelection().selectAllChildren(
			document.querySelector(".pdf-text"));
		return String(getSelection()).trim();
	}), "Halaman 1");
	/* The text lies where the picture has it. */
	const [text, sheet] = await frame.evaluate(() =>
		[".pdf-text span", ".pdf-page"].map((name) => {
			const { left, top, width } = document.querySelector(name)
				.getBoundingClientRect();
			return { left, top, width };
		}));
	assert.ok(Math.abs((text.left - sheet.left) / sheet.width - 72 / 595) < .02);
	assert.ok(Math.abs((text.top - sheet.top) / sheet.width - 100 / 595) < .06);

	const wide = () => frame.locator("[data-page='1']").evaluate((e) =>
		e.getBoundingClientRect().width);
	const before = await wide();
	await frame.getByRole("button", { name: "Perbesar" }).click();
	assert.ok(await wide() > 1.2 * before);
	await frame.getByRole("button", { name: "Perkecil" }).click();
	assert.ok(Math.abs(await wide() - before) < 2);
	await frame.locator(".viewer-body").focus();
	await page.keyboard.press("+");
	assert.ok(await wide() > 1.2 * before);
	await page.keyboard.press("-");

	const list = frame.getByRole("button", { name: "Halaman", exact: true });
	await list.focus();
	await page.keyboard.press("Enter");
	const current = frame.locator(".pdf-menu [aria-current]");
	assert.match(await current.innerText(), /Halaman 1/);
	await axeInside(frame, "the list of pages");
	await page.keyboard.press("Escape");
	assert.equal(await list.getAttribute("aria-expanded"), "false");
	await page.keyboard.press("Enter");
	await frame.getByRole("button", { name: "Halaman 9", exact: true })
		.press("Enter");
	await says(frame, "Halaman 9 dari 12");
	await frame.locator("[data-page='9'] canvas").waitFor();
	/* What is far away is let go. */
	await frame.waitForFunction(() =>
		!document.querySelector("[data-page='1'] canvas"));
	assert.ok(await frame.locator("canvas").count() <= 6);
	assert.deepEqual(page.foreign, []);
});

test("a PDF that cannot be read says so and can be downloaded", async () => {
	const broken = Buffer.concat([Buffer.from("%PDF-1.4\n"),
		Buffer.from(String(Math.random())), Buffer.from("\n%%EOF\n")]);
	const module = importFile(data, "rusak.pdf", broken);
	const frame = await view(module, "[role=alert]");

	await frame.getByText("PDF ini tidak dapat ditampilkan").waitFor();
	await frame.getByRole("link", { name: /Unduh “.*” · 1 kB/ }).waitFor();
	await axeInside(frame, "a broken PDF");
});

/* What is said of so many seconds of twenty, or a tenth less or more. */
function percent(seconds) {
	const about = Array.from({ length: 21 }, (_, i) =>
		Math.round(seconds * 5) - 10 + i);

	return new RegExp(`Sudah diputar (${about.join("|")}) %`);
}

test("a recording is complete when it was played; seeking ahead does not count",
	async () => {
	const module = importFile(data, "rekaman.wav", wav(20));
	let frame = await view(module, "audio");
	const audio = (run) => frame.locator("audio").evaluate(run);

	await frame.getByText("Selesai bila 95 % sudah diputar").waitFor();
	/* By its own clock, and told from what was played: a busy machine is late. */
	const first = await audio((a) => new Promise((r) => {
		a.addEventListener("timeupdate", function leap() {
			if (a.currentTime < 2)
				return;
			a.removeEventListener("timeupdate", leap);
			r(a.currentTime);
			a.currentTime = 17;
		});
		a.play();
	}));
	await audio((a) => a.ended ||
		new Promise((r) => a.addEventListener("ended", r)));
	await says(frame, percent(first + 3));
	const found = await progress(page, module, KEY,
		(p) => p?.progressMeasure > .2);
	assert.equal(found.completion, "incomplete");
	assert.ok(Math.abs(found.progressMeasure - (first + 3) / 20) < .1,
		`${found.progressMeasure} of ${first} s and 3`);

	/* The part that was skipped is offered, and played twice as fast. */
	await frame.getByRole("button", { name: /Putar bagian terlewat, 00\.0\d/ })
		.click();
	await frame.getByLabel("Kecepatan").selectOption("2");
	const then = await audio((a) => new Promise((r) => {
		a.addEventListener("timeupdate", () => {
			if (a.currentTime < 7)
				return;
			a.pause();
			r(a.currentTime);
		});
	}));
	await leave(module);
	frame = await view(module, "audio");
	await says(frame, percent(then + 3));
	const place = await audio((a) => new Promise((r) =>
		a.readyState ? setTimeout(() => r(a.currentTime), 300)
			: a.addEventListener("seeked", () => r(a.currentTime))));
	assert.ok(Math.abs(place - then) < 3, `it goes on at ${place}, not ${then}`);
	await audio((a) => {
		a.playbackRate = 2;
		a.play();
	});
	await frame.getByText("Selesai. Pelajaran ini sudah tuntas.").waitFor();
	assert.equal((await progress(page, module, KEY,
		(p) => p?.completion === "completed")).completion, "completed");
});

test("a video is chosen by its size, and goes on in the other form",
	async () => {
	const module = importFile(data, "film.webm", film);
	const other = await open(browser, { viewport: PHONE });
	await enter(other, LEARNER);
	/* As if ffmpeg had made two more. */
	await other.route("**/launches", async (route) => {
		const answer = await route.fetch();
		const json = await answer.json();
		const [original] = json.state.unit.media.forms;

		json.state.unit.media.forms = [original, { ...original,
			name: "240p", bytes: 18e6 }, { ...original, name: "audio",
			bytes: 4e6 }];
		json.state.unit.media.captions = [{ lang: "id",
			href: original.href.replace(/[^/]*$/, "teks.vtt") }];
		await route.fulfill({ response: answer, json });
	});
	await other.route("**/teks.vtt", (route) => route.fulfill({
		contentType: "text/vtt",
		body: "WEBVTT\n\n00:00.000 --> 00:02.000\nSelamat pagi\n",
	}));
	const frame = await view(module, "video", other);
	await frame.waitForFunction(() => {
		const [track] = document.querySelector("video").textTracks;
		return track.mode === "showing" &&
			track.cues?.[0]?.text === "Selamat pagi";
	});
	const form = frame.getByLabel("Ukuran");
	assert.deepEqual(await form.locator("option").allTextContents(), [
		`Asli · ${Math.ceil(film.length / 1e3)} kB`, "240p · 18 MB",
		"Audio saja · 4 MB"]);
	assert.ok(await frame.locator("video").evaluate((v) => v.paused),
		"nothing plays by itself");
	await frame.locator("video").evaluate((v) => v.play());
	await other.waitForTimeout(1_200);
	await form.selectOption("240p");
	await frame.getByText("Selesai. Pelajaran ini sudah tuntas.").waitFor();
	await other.getByText("Selesai. Semua pelajaran").waitFor();
	await other.context().close();
});

test("a picture is seen in a second, and can be enlarged", async () => {
	const module = importFile(data, "bagan.png", png(900, 500));
	const frame = await view(module, "img");

	assert.equal(await frame.locator("img").getAttribute("alt"), "bagan");
	await frame.getByText("Selesai. Pelajaran ini sudah tuntas.").waitFor();
	const wide = () => frame.locator("img").evaluate((e) => e.width);
	assert.ok(await wide() <= 360);
	await frame.getByRole("button", { name: "Perbesar" }).click();
	assert.ok(await wide() > 500);
	assert.equal((await progress(page, module, KEY,
		(p) => p?.completion === "completed")).completion, "completed");
});

test("a page is complete when it was read to its end", async () => {
	const text = `# Etika ${Math.random()}\n\n` + Array.from({ length: 30 },
		(_, i) => `Alinea ${i}: melayani dengan hormat, jelas, dan tepat ` +
			"waktu, tanpa meminta imbalan.").join("\n\n");
	const module = importFile(data, "etika.md", text);
	let frame = await view(module, ".page-it");
	const inner = () => page.frames().find((f) =>
		f.url().endsWith("/halaman.html"));

	await says(frame, /Sudah dilihat [12]\d %/);
	await inner().evaluate(() => scrollTo(0, 1e6));
	await page.waitForTimeout(2_000);
	await says(frame, /Sudah dilihat [2-4]\d %/);
	const high = await inner().evaluate(() =>
		document.documentElement.scrollHeight);
	for (let at = 0; at < high; at += 60) {
		await inner().evaluate((y) => scrollTo(0, y), at);
		await page.waitForTimeout(180);
	}
	await frame.getByText("Selesai. Pelajaran ini sudah tuntas.").waitFor();
	assert.equal((await progress(page, module, KEY,
		(p) => p?.completion === "completed")).completion, "completed");
});

test("with Hemat data nothing large is fetched before it was asked for",
	async () => {
	const spare = await open(browser, { viewport: PHONE });
	await spare.addInitScript(() => Object.defineProperty(
		Navigator.prototype, "connection",
		{ get: () => ({ saveData: true, effectiveType: "4g" }) }));
	await enter(spare, LEARNER);
	const asked = [];
	spare.on("request", (r) => asked.push(r.url()));
	const module = importFile(data, "foto.png",
		Buffer.concat([png(400, 300), Buffer.alloc(50_000)]));
	const frame = await view(module, ".viewer-notice", spare);

	await frame.getByText(/Hemat data aktif. Berkas ini 5\d kB/).waitFor();
	assert.ok(!asked.some((u) => u.endsWith(".png")));
	await frame.getByRole("button", { name: /Buka · 5\d kB/ }).click();
	await frame.locator("img").waitFor();

	const sound = importFile(data, "suara.wav", wav(5));
	await view(sound, "audio[preload=none]", spare);
	await spare.waitForTimeout(300);
	assert.ok(!asked.some((u) => u.endsWith(".wav")));
	await spare.context().close();
});

test("the viewers speak the learner's language, light or dark as chosen",
	async () => {
	const english = await open(browser, { viewport: PHONE });
	await english.addInitScript(() => {
		localStorage["balai.lang"] = "en";
		localStorage["balai.theme"] = "dark";
	});
	await enter(english, LEARNER);
	let frame = await view(importFile(data, "guide.pdf", pdf(3)),
		".pdf-text span", english);
	await says(frame, "Page 1 of 3 · 0 seen");
	assert.equal(await frame.evaluate(() => document.documentElement.lang),
		"en");
	assert.equal(await frame.evaluate(() =>
		getComputedStyle(document.body).backgroundColor), "rgb(18, 23, 27)");
	await axeInside(frame, "a PDF in English");
	frame = await view(importFile(data, "talk.wav", wav(4)), "audio", english);
	await frame.getByText("Done when 95% has been played.").waitFor();
	await axeInside(frame, "a recording in English");
	await english.context().close();
});

test("axe finds nothing in the viewers, light and dark, phone and desktop",
	async () => {
	const modules = [
		[importFile(data, "a.pdf", pdf(3)), ".pdf-text span"],
		[importFile(data, "b.webm", film), "video"],
		[importFile(data, "c.png", png(300, 200)), "img"],
		[importFile(data, "d.md", `# Judul ${Math.random()}\n\nIsi.`),
			".page-it"],
	];

	for (const [module, ready] of modules)
		for (const colorScheme of ["light", "dark"])
			for (const size of [PHONE, DESKTOP]) {
				await page.emulateMedia({ colorScheme });
				await page.setViewportSize(size);
				const frame = await view(module, ready);
				const what = `${ready}, ${colorScheme}, ${size.width}`;
				await axeInside(frame, what);
				await axe(page, what);
				assert.ok(await frame.evaluate(() =>
					document.documentElement.scrollWidth <= innerWidth),
				`${what} fits`);
				if (process.env.BALAI_PICTURES)
					await page.screenshot({ path:
						`${process.env.BALAI_PICTURES}/${ready
							.replace(/\W/g, "")}-${colorScheme}-` +
							`${size.width}.png` });
			}
	await page.emulateMedia({ colorScheme: "light" });
	assert.deepEqual(page.foreign, []);
	assert.deepEqual(page.faults, []);
});
