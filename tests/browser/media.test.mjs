/*
 * A real video, made by ffmpeg, with its captions beside it: its author sees
 * the smaller forms come and adds captions, its learner takes the small form,
 * reads along, and is done only when it was really played.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { axe, DESKTOP, enter, launch, open, PHONE, url } from "./lib.mjs";
import { importFile, LEARNER, OTHER as AUTHOR, progress } from "./lessons.mjs";

const data = process.env.BALAI_DATA;
const pictures = process.env.BALAI_PICTURES;
const SECONDS = 12;
const folder = mkdtempSync(join(tmpdir(), "balai-film-"));
const file = (name) => join(folder, name);
let browser, author, learner, module;

function ffmpeg(...how) {
	execFileSync("ffmpeg", ["-v", "error", "-y", ...how], { cwd: folder });
}

/* Pictures that move and noise: nothing that is small by itself. */
function film(name, seconds = SECONDS) {
	ffmpeg("-f", "lavfi", "-i", `testsrc2=s=640x360:r=15:d=${seconds}`,
		"-f", "lavfi", "-i", `anoisesrc=d=${seconds}:a=0.05:seed=${
			Math.floor(Math.random() * 1e9)}`, "-c:v", "libx264",
		"-preset", "ultrafast", "-crf", "14", "-pix_fmt", "yuv420p",
		"-c:a", "aac", "-b:a", "160k", "-movflags", "+faststart", name);
}

before(async () => {
	film("kuliah.mp4");
	writeFileSync(file("kuliah.id.srt"), "\ufeff1\r\n00:00:00,200 --> " +
		"00:00:11,500\r\n<font color=\"red\">Selamat pagi</font>, Ibu\r\n");
	writeFileSync(file("lecture.vtt"), "WEBVTT\n\n00:00.200 --> 00:11.500\n" +
		"Good <i>morning</i>\n");
	writeFileSync(file("salah.vtt"), "WEBVTT\n\n00:00.200 -> 00:11.500\nx\n");
	execFileSync("bsdtar", ["-a", "-cf", "arsip.zip", "kuliah.mp4",
		"kuliah.id.srt"], { cwd: folder });
	browser = await launch({ args: [
		"--autoplay-policy=no-user-gesture-required", "--mute-audio"] });
	author = await open(browser, { viewport: DESKTOP });
	learner = await open(browser, { viewport: PHONE });
	await enter(author, AUTHOR);
	await enter(learner, LEARNER);
});
after(async () => {
	await browser?.close();
	rmSync(folder, { recursive: true, force: true });
});

const shot = (page, name) => pictures &&
	page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });

async function view(page, ready, which = module) {
	await page.goto(`${url}/modul/${which}/belajar`);
	for (const until = performance.now() + 60_000;;) {
		const frame = page.frames().find((f) => /~play/.test(f.url()));

		if (frame && await frame.locator(ready).count().catch(() => 0))
			return frame;
		assert.ok(performance.now() < until, `${ready} appears`);
		await page.waitForTimeout(50);
	}
}

test("an author uploads a video with its captions and sees its small forms " +
	"come", async () => {
	await author.goto(`${url}/kelola/unggah`);
	await author.setInputFiles("#file", file("arsip.zip"));
	await author.click("form button[type=submit]");
	await author.getByRole("button", { name: "Terbitkan modul" })
		.click({ timeout: 120_000 });
	await author.waitForURL(/\/modul\/[a-z0-9]{26}$/, { timeout: 60_000 });
	module = author.url().slice(-26);
	const desk = author.locator("section[aria-labelledby=desk]");

	await desk.getByText("Indonesia", { exact: true }).first().waitFor();
	await desk.getByText(/^1 baris · /).waitFor();
	await desk.locator("dd").filter({ hasText: /kB · siap/ }).nth(1)
		.waitFor({ timeout: 240_000 });
	await axe(author, "the author's desk of a video");
	await shot(author, "media-desk-id");
	assert.deepEqual(author.faults, []);
});

test("an author adds captions in another language, by keys, and removes them",
	async () => {
	const desk = author.locator("section[aria-labelledby=desk]");

	await desk.getByText("Tambah atau ganti takarir").press("Enter");
	await desk.getByLabel("Bahasa takarir").selectOption("en");
	await author.setInputFiles("#caption", file("salah.vtt"));
	await desk.getByRole("button", { name: "Simpan takarir Inggris" })
		.press("Enter");
	await desk.getByText(/Baris 3 takarir `salah.vtt/).waitFor();
	await shot(author, "media-desk-refused");
	await author.setInputFiles("#caption", file("lecture.vtt"));
	await desk.getByRole("button", { name: "Simpan takarir Inggris" })
		.press("Enter");
	await desk.getByText(/Takarir Inggris tersimpan/).waitFor();
	await desk.getByRole("button", { name: "Hapus takarir Indonesia" })
		.press("Enter");
	await desk.getByText(/Takarir Indonesia dihapus/).waitFor();
	assert.deepEqual(await desk.locator("li.line-with-button .strong")
		.allTextContents(), ["Inggris"]);
	await desk.getByLabel("Bahasa takarir").selectOption("id");
	await author.setInputFiles("#caption", file("kuliah.id.srt"));
	await desk.getByRole("button", { name: "Simpan takarir Indonesia" })
		.press("Enter");
	await desk.getByText(/Takarir Indonesia tersimpan/).waitFor();
	await author.goto(`${url}/kelola/modul/${module}`);
	await author.getByText("Takarir versi 1 dihapus").waitFor();
});

test("a learner takes the small form, reads along, and is done when it was " +
	"played", async () => {
	let frame = await view(learner, "video");
	const video = (run) => frame.locator("video").evaluate(run);
	const size = frame.getByLabel("Ukuran");

	assert.match((await size.locator("option").allTextContents()).join(),
		/^Asli · \S+ [km]B,240p · \d+ kB,Audio saja · \d+ kB$/i);
	await size.selectOption("240p");
	await frame.waitForFunction(() =>
		document.querySelector("video").videoHeight === 240);

	/* Indonesian by itself, since that is what is read here. */
	await video((v) => v.play());
	await frame.waitForFunction(() => {
		const [shown] = [...document.querySelector("video").textTracks]
			.filter((t) => t.mode === "showing");
		return shown?.language === "id" &&
			shown.activeCues?.[0]?.text === "Selamat pagi, Ibu";
	});
	await shot(learner, "media-captions");
	const captions = frame.getByLabel("Takarir");
	await captions.selectOption({ label: "Inggris" });
	await frame.waitForFunction(() =>
		[...document.querySelector("video").textTracks].filter((t) =>
			t.mode === "showing").map((t) => t.language).join() === "en");
	await frame.locator("video").press("c");
	assert.equal(await captions.inputValue(), "off");
	await frame.locator("video").press("c");
	assert.equal(await captions.inputValue(), "en");

	/* A leap to the end counts for nothing. */
	await video((v) => { v.currentTime = 10; });
	await video((v) => new Promise((r) => v.addEventListener("ended", r)));
	const some = await progress(learner, module, "isi",
		(p) => p?.progressMeasure > 0);
	assert.equal(some.completion, "incomplete");

	/* The other form goes on at the place, and what was played stays. */
	await video((v) => { v.currentTime = 5; });
	await size.selectOption("audio");
	await frame.waitForFunction(() => {
		const v = document.querySelector("video");
		return v.videoHeight === 0 && v.readyState > 0 &&
			Math.abs(v.currentTime - 5) < .5;
	});
	await size.selectOption("240p");
	await frame.waitForFunction(() =>
		document.querySelector("video").videoHeight === 240);
	await video((v) => {
		v.currentTime = 0;
		v.playbackRate = 2;
		return v.play();
	});
	await frame.getByText("Selesai. Pelajaran ini sudah tuntas.")
		.waitFor({ timeout: 60_000 });
	assert.equal((await progress(learner, module, "isi",
		(p) => p?.completion === "completed")).completion, "completed");

	/* On this device the next opening is as this one was. */
	frame = await view(learner, "video");
	assert.equal(await frame.getByLabel("Ukuran").inputValue(), "240p");
	assert.equal(await frame.getByLabel("Takarir").inputValue(), "en");
	assert.ok(await video((v) => v.currentSrc.includes("240p")));
	await frame.getByLabel("Takarir").selectOption("off");
	assert.deepEqual(learner.foreign, []);
	assert.deepEqual(learner.faults, []);
});

/* As if the original were of 120 MB, whatever it is. */
async function large(page) {
	await page.route("**/launches", async (route) => {
		const answer = await route.fetch();
		const json = await answer.json();

		json.state.unit.media.forms[0].bytes = 120e6;
		await route.fulfill({ response: answer, json });
	});
}

test("before a large original the small form is offered, and taken by itself " +
	"with Hemat data", async () => {
	const page = await open(browser, { viewport: PHONE });
	const asked = [];

	await enter(page, LEARNER);
	await large(page);
	page.on("request", (r) => asked.push(r.url()));
	let frame = await view(page, ".media-advice:not([hidden])");
	await frame.getByText(/Berkas asli 120 MB/).waitFor();
	assert.ok(!asked.some((u) => /\.mp4$/.test(u)), "nothing was fetched");
	await shot(page, "media-advice");
	await frame.getByRole("button", { name: /^Pakai 240p · / }).press("Enter");
	assert.equal(await frame.getByLabel("Ukuran").inputValue(), "240p");
	await frame.waitForFunction(() =>
		document.querySelector("video").videoHeight === 240);
	frame = await view(page, "video");
	assert.equal(await frame.locator(".media-advice").isVisible(), false);
	await page.context().close();

	const spare = await open(browser, { viewport: PHONE });
	await spare.addInitScript(() => Object.defineProperty(
		Navigator.prototype, "connection",
		{ get: () => ({ saveData: true, effectiveType: "4g" }) }));
	await enter(spare, LEARNER);
	await large(spare);
	frame = await view(spare, "video");
	assert.equal(await frame.getByLabel("Ukuran").inputValue(), "240p");
	await spare.context().close();
});

test("captions of a recording stand below it", async () => {
	ffmpeg("-f", "lavfi", "-i", `anoisesrc=d=8:a=0.05:seed=${Date.now() % 1e9}`,
		"-b:a", "128k", "ceramah.mp3");
	writeFileSync(file("ceramah.vtt"), "WEBVTT\n\n00:00.100 --> 00:07.500\n" +
		"<v Ibu Sri>Bapak &amp; <b>Ibu</b>\n");
	execFileSync("bsdtar", ["-a", "-cf", "suara.zip", "ceramah.mp3",
		"ceramah.vtt"], { cwd: folder });
	const sound = importFile(data, "suara.zip",
		readFileSync(file("suara.zip")));
	const page = await open(browser, { viewport: PHONE });

	await enter(page, LEARNER);
	const frame = await view(page, "audio", sound);
	await frame.locator("audio").evaluate((a) => a.play());
	await frame.locator(".media-words b").filter({ hasText: "Ibu" }).waitFor();
	assert.equal(await frame.locator(".media-words").innerText(), "Bapak & Ibu");
	await shot(page, "media-sound");
	await page.context().close();
});

test("an author sees that ffmpeg is absent, and why a form failed", async () => {
	const page = await open(browser, { viewport: PHONE });
	let now = { converter: false, forms: [
		{ name: "240p", state: "waiting", reason: "", bytes: 0, at: 0 }] };

	await enter(page, AUTHOR);
	await page.route("**/media?*", async (route) => {
		const answer = await route.fetch();
		await route.fulfill({ response: answer,
			json: { ...await answer.json(), ...now } });
	});
	await page.goto(`${url}/modul/${module}`);
	await page.getByText("Server ini belum punya ffmpeg").waitFor();
	await page.getByText("Admin dapat memasangnya").waitFor();
	await axe(page, "the desk without ffmpeg");
	await shot(page, "media-absent");
	now = { converter: true, forms: [
		{ name: "240p", state: "making", reason: "", bytes: 0, at: 0 }] };
	await page.getByText("Versi kecil sedang dibuat").waitFor();
	now = { converter: true, forms: [
		{ name: "240p", state: "failed", reason: "damaged", bytes: 0, at: 0 }] };
	await page.getByText("Ada bagian video atau suara yang tidak terbaca")
		.waitFor();
	await axe(page, "the desk of a form that failed");
	await page.getByRole("button", { name: "Coba buat lagi" }).press("Enter");
	await page.getByText("Versi kecil akan dibuat lagi.").waitFor();
	await shot(page, "media-failed");
	await page.context().close();
});

test("in English, dark, on a phone and a desk, nothing is missing or cut off",
	async () => {
	for (const viewport of [PHONE, DESKTOP]) {
		const page = await open(browser, { viewport });

		await page.addInitScript(() => {
			localStorage["balai.lang"] = "en";
			localStorage["balai.theme"] = "dark";
		});
		await enter(page, AUTHOR);
		await page.goto(`${url}/modul/${module}`);
		await page.getByText("Captions", { exact: true }).waitFor();
		await page.getByText(/kB · ready/).first().waitFor();
		await axe(page, "the author's desk in English");
		assert.ok(await page.evaluate(() =>
			document.documentElement.scrollWidth <= innerWidth));
		await shot(page, `media-desk-en-${viewport.width}`);
		const frame = await view(page, "video");
		assert.ok(await frame.evaluate(() =>
			document.documentElement.scrollWidth <= innerWidth));
		assert.equal(await frame.getByLabel("Captions").inputValue(), "en");
		await shot(page, `media-player-en-${viewport.width}`);
		await page.context().close();
	}
});
