/*
 * From what the night found to a version that says what it changed: hints in
 * words, what is done about them, tasks, publishing, what learners read, and
 * what came of it. The night's rows are planted; that it leaves such rows is
 * tested where it counts (tests/http, tests/server).
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { chance, ident, insert, learners, run, sit, store } from
	"../lib/sat.mjs";
import { item } from "../http/lib.mjs";
import { api, demoPerson, DESKTOP, during, examine, go, launch, PHONE,
	press, zip } from "./lib.mjs";

const stamp = Date.now().toString(36);
const seen = { faults: [], foreign: [] };
const kept = process.env.BALAI_PICTURES;	/* a folder: to look at them */
const rng = chance(11);
const NIGHT = Date.now() - 3 * 3_600_000;
let browser, author, learner, module, first, agency;

const lesson = (title, more = "") => `---
title: ${title}
minutes: 10
confidence: seen
checkedAt: 2026-11-01
reviewBy: 2027-11-01
---

## Awal

Teks pelajaran ${title}. ${more}
`;
const single = (id) => ({ id, type: "single", text: `Apa isi soal ${id}?`,
	feedback: { right: "Betul.", wrong: "Salah." }, confidence: "seen",
	choices: ["Kerahasiaan", "Keutuhan", "Ketersediaan", "Keaslian"]
		.map((text, i) => ({ text, ...(i ? {} : { right: true }) })) });
const pack = (more) => zip({
	"module.json": JSON.stringify({ format: "balai/1", id: `revisi-${stamp}`,
		code: "RV", title: `Layanan perizinan ${stamp}`,
		description: "Untuk uji.", language: "id", jp: 1, minutes: 45,
		goals: ["Melayani."], parts: [{ quiz: "pretes" },
			{ lesson: "syarat" }, { lesson: "berkas" }, { quiz: "kuis" }],
		completion: { required: ["lessons"] } }),
	"lessons/syarat.md": lesson("Syarat permohonan"),
	"lessons/berkas.md": lesson("Memeriksa berkas", more),
	"quizzes/pretes.json": JSON.stringify({ id: "pretes", title: "Pretes",
		kind: "pretest", questions: [single("KI-01p"), single("KI-02p")] }),
	"quizzes/kuis.json": JSON.stringify({ id: "kuis", title: "Kuis akhir",
		kind: "quiz", passMark: 60,
		questions: [single("KI-01"), single("KI-02")] }),
});

const visit = (work, options, who = author) =>
	during(browser, { options, who, seen }, work);
const main = (page) => page.locator("main").innerText();
const top = () => `/kelola/modul/${module}`;

/* A version of the module, by the author's account; published when told. */
async function upload(page, bytes, of) {
	const job = await page.evaluate(async ([base64, query]) => {
		const { secret } = JSON.parse(localStorage["balai.session"]);
		const body = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
		const answer = await fetch(`/api/v1/imports?name=a.zip${query}`, {
			method: "POST", body,
			headers: { "X-Balai-Session": secret,
				"Content-Type": "application/octet-stream" },
		});

		return answer.json();
	}, [Buffer.from(bytes).toString("base64"), of ? `&module=${of}` : ""]);

	for (;;) {
		const [, now] = await api(page, "GET", `/api/v1/imports/${job.id}`);

		assert.notEqual(now.state, "failed", JSON.stringify(now));
		if (now.state === "done")
			return now;
		await page.waitForTimeout(100);
	}
}

before(async () => {
	browser = await launch();
	author = await demoPerson("author");
	learner = await demoPerson("learner");
	await visit(async (page) => {
		agency = (await api(page, "GET", "/api/v1/me"))[1].agency.id;
		first = await upload(page, pack(""));
		module = first.module;
		assert.equal((await api(page, "POST",
			`/api/v1/modules/${module}/publication`,
			{ version: first.version }))[0], 200);
	});
});

after(async () => {
	await browser.close();
});

const unitOf = (version, name) => `(SELECT id FROM unit WHERE version_id =
	'${version}' AND ident = '${name}')`;

/* What the night leaves of a version: so many learners, so many who stop. */
function figures(version, begun, left) {
	const row = (name, kind) => [unitOf(version, name), version,
		JSON.stringify(kind), NIGHT];
	const time = (median) => ({ n: begun - left, q1: median / 2, median,
		q3: 2 * median, slow: 0.04, fast: 0.02 });
	const completed = begun - left;

	run(`DELETE FROM nightly WHERE part IN ('hints', 'figures');\n` +
	insert("nightly", "part, reached, began_at, done_at, took_ms",
		["hints", "figures"].map((part) => [part, "", NIGHT, NIGHT, 1])) +
	insert("version_figure", "version_id, module_id, figures, at", [[
		version, module, JSON.stringify({ people: begun, begun, completed,
			passed: completed, left, finish: { n: begun,
				share: completed / begun },
			days: { n: completed, q1: 1, median: 3, q3: 8 } }), NIGHT]]) +
	insert("unit_figure", "unit_id, version_id, figures, at", [
		row("lesson:syarat", { people: begun, completed: begun,
			passed: 0, finish: { n: begun, share: 1 },
			left: { n: begun, left: 0, share: 0, after: 0 },
			time: time(600_000) }),
		row("lesson:berkas", { people: begun, completed, passed: 0,
			finish: { n: begun, share: completed / begun },
			left: { n: begun, left, share: left / begun, after: 0,
				...left >= 5 && { where: { how: "section", at: 2, of: 3,
					heading: "Contoh surat", n: left } } },
			time: time(900_000) }),
		row("quiz:kuis", { people: completed, completed, passed: completed,
			finish: { n: completed, share: 1 },
			left: { n: completed, left: 0, share: 0, after: 0 },
			time: time(300_000), items: [{ id: "KI-02", n: completed,
				facility: left > 5 ? 0.14 : 0.66 }] }),
	]).replaceAll(/'(\(SELECT id FROM unit[^)]*\))'/g, (_, sql) =>
		sql.replaceAll("''", "'")));
}

function hint(kind, facts, weight, more = {}) {
	const id = ident();

	run(insert("hint", "id, module_id, version_id, unit_ident, question, " +
		"kind, facts, weight, state, first_at, at, words", [[id, module,
		first.version, more.unit ?? "", more.question ?? "", kind,
		JSON.stringify(facts), weight, "open", NIGHT - 86_400_000, NIGHT,
		""]]));
	return id;
}

async function picture(page, name) {
	if (kept)
		await page.screenshot({ path: `${kept}/${name}.png`,
			fullPage: true });
}

/* As it looks: phone and desktop, light and dark, both languages. */
async function pictures(path, name, who = author) {
	if (!kept)
		return;
	for (const [size, viewport] of [["phone", PHONE], ["wide", DESKTOP]])
		for (const [scheme, lang] of [["light", "id"], ["dark", "en"]])
			await visit(async (page) => {
				await page.evaluate((l) =>
					localStorage.setItem("balai.lang", l), lang);
				await go(page, path);
				await page.waitForTimeout(400);
				await picture(page, `${name}-${size}-${scheme}`);
			}, { viewport, colorScheme: scheme }, who);
}

test("where nothing was counted it says so, and how many it takes",
	() => visit(async (page) => {
		await go(page, top());
		await press(page, page.locator("summary",
			{ hasText: "Halaman modul ini: Versi" }));
		await press(page, page.locator(".menu a", { hasText: "Petunjuk" }));
		await page.getByRole("heading", { name: "Petunjuk revisi" }).waitFor();
		await page.getByText("Petunjuk perlu sedikitnya 10 peserta").waitFor();
		await page.getByText("Belum ada revisi yang selesai.").waitFor();
		assert.match(await main(page), /Angka terlihat setelah sedikitnya 5/);
		await examine(page, "hints of nothing");
	}));

test("hints stand in words, the weightiest first, with where to look",
	() => visit(async (page) => {
		figures(first.version, 60, 19);
		hint("not_applicable", { n: 40, low: 12, share: 0.3 }, 0.4);
		hint("lesson_left", { unit: "Memeriksa berkas", n: 60, left: 19,
			share: 0.317, others: 0.06, where: { how: "section", at: 2,
				heading: "Contoh surat", n: 19 } }, 0.9,
		{ unit: "lesson:berkas" });
		hint("item_hard", { unit: "Kuis akhir", question: "Apa isi soal KI-02?",
			n: 41, facility: 0.14, others: 0.71 }, 0.7,
		{ unit: "quiz:kuis", question: "KI-02" });
		await go(page, `${top()}/petunjuk`);
		const cards = page.locator("ol > li");

		await cards.nth(2).waitFor();
		assert.deepEqual(await page.locator(".hint-says").allInnerTexts(), [
			"“Memeriksa berkas” ditinggalkan 32 % peserta (19 dari 60) di " +
				"bagian “Contoh surat”; di pelajaran lain rata-rata 6 %.",
			"Soal KI-02 terlalu sulit: 14 % benar dari 41 percobaan pertama; " +
				"soal lain rata-rata 71 %.",
			"12 dari 40 menilai isi kurang dapat diterapkan.",
		]);
		assert.match(await main(page), /Dihitung tadi malam pukul \d\d\.\d\d\./);
		assert.match(await main(page), /60 mulai, 41 selesai \(68 %\), 19 berhenti/);
		assert.match(await page.getByRole("table", { name: "Angka pelajaran" })
			.innerText(), /Memeriksa berkas[^]*32 % \(19 dari 60\)/);
		await cards.first().getByRole("link", { name: "Buka pelajaran" })
			.waitFor();
		await examine(page, "hints of many");
		await press(page, cards.nth(1).getByRole("link",
			{ name: "Lihat soal dan kuncinya" }));
		await page.waitForURL(/soal\?unit=quiz%3Akuis&soal=KI-02$/);
	}));

test("the figures are kept as a file", () => visit(async (page) => {
	await go(page, `${top()}/petunjuk`);
	const [got] = await Promise.all([page.waitForEvent("download"),
		press(page, page.getByRole("button", { name: "Unduh angka (CSV)" }))]);
	const lines = (await readFile(await got.path(), "utf8")).trim()
		.split("\r\n");

	assert.match(got.suggestedFilename(), /^angka-pelajaran-layanan-/);
	assert.match(lines.find((l) => l.includes("Memeriksa berkas")),
		/;60;41;19;60;31,67;15;7,5;30;4;2$/);
}, { acceptDownloads: true }));

test("who leaves a hint as it is says why, and it is not asked again",
	() => visit(async (page) => {
		await pictures(`${top()}/petunjuk`, "hints");
		await go(page, `${top()}/petunjuk`);
		const card = page.locator("ol > li").nth(2);

		await press(page, card.getByRole("button", { name: /^Biarkan/ }));
		await page.waitForFunction(() =>
			document.activeElement?.tagName === "TEXTAREA");
		await press(page, card.getByRole("button",
			{ name: "Biarkan seperti ini" }));
		await card.getByText("Tulis alasannya.").waitFor();
		await examine(page, "a hint left without a reason");
		await page.keyboard.type("Contohnya baru ditambah bulan lalu.");
		await press(page, card.getByRole("button",
			{ name: "Biarkan seperti ini" }));
		await page.getByText("Alasannya tercatat di riwayat modul.").waitFor();
		await page.waitForFunction(() =>
			document.querySelectorAll("ol > li").length === 2);
		assert.match(await main(page), /Sudah diputuskan[^]*Contohnya baru/);
	}));

test("an accepted hint is a task, in the list of tasks with its words",
	() => visit(async (page) => {
		await go(page, `${top()}/petunjuk`);
		for (const words of ["Pecah pelajaran jadi dua.", "Tulis ulang soal."]) {
			const card = page.locator("ol > li").first();
			const count = await page.locator("ol > li").count();

			await press(page, card.getByRole("button", { name: /^Jadikan/ }));
			await page.waitForFunction(() =>
				document.activeElement?.tagName === "TEXTAREA");
			await page.keyboard.type(words);
			await press(page, card.getByRole("button",
				{ name: "Buka tugas revisi" }));
			await page.waitForFunction((n) =>
				document.querySelectorAll("ol > li").length === n, count - 1);
		}
		await page.getByText("Tidak ada yang mencolok sejauh ini.").waitFor();
		await go(page, "/kelola/revisi");
		const rows = page.locator("ul.cards > li",
			{ hasText: `Layanan perizinan ${stamp}` });

		await rows.nth(1).waitFor();
		assert.match(await rows.filter({ hasText: "Pecah pelajaran" })
			.innerText(), /ditinggalkan 32 %[^]*Ditemukan pada versi 1[^]*hari ini/);
		await examine(page, "revision tasks");
		await pictures("/kelola/revisi", "tasks");
	}));

test("a regulation opens a task; dropping it says why", () => visit(
	async (page) => {
		await go(page, "/kelola/revisi");
		await press(page, page.getByRole("button",
			{ name: "Buka tugas revisi" }));
		await press(page, page.getByRole("button", { name: "Buka tugas",
			exact: true }));
		await page.getByRole("alert").getByText("Pilih modul.").waitFor();
		await examine(page, "a task without anything");
		await page.fill("#task-module-q", stamp);
		await press(page, page.getByRole("button", { name: "Cari" }));
		await page.getByRole("radio", { name: `Layanan perizinan ${stamp}` })
			.check();
		await page.fill("#regulation", "PP 1/2027, Pasal 3");
		await page.fill("#words", "Sesuaikan tenggat.");
		await press(page, page.getByRole("button", { name: "Buka tugas",
			exact: true }));
		const row = page.locator("ul.cards > li",
			{ hasText: "PP 1/2027, Pasal 3" });

		await row.waitFor();
		await press(page, row.getByRole("button", { name: /^Batalkan/ }));
		await page.waitForFunction(() =>
			document.activeElement?.tagName === "TEXTAREA");
		await page.keyboard.type("Pasal itu dicabut.");
		await press(page, row.getByRole("button",
			{ name: "Batalkan tugas ini" }));
		await row.waitFor({ state: "detached" });
		await page.selectOption("#state", "dropped");
		await page.waitForURL(/keadaan=dropped/);
		await page.getByText(/Dibatalkan .*: Pasal itu dicabut\./).waitFor();
	}));

test("publishing asks what changes and why, begins with the tasks' words, and " +
	"closes those that are named", () => visit(async (page) => {
	const { id } = await upload(page,
		pack("Contoh surat yang lebih pendek."), module);

	await go(page, `/kelola/unggah/${id}`);
	await press(page, page.getByRole("button", { name: "Terbitkan versi" }));
	await page.waitForURL(`**${top()}`);
	const card = page.locator("section[aria-labelledby=versions] > ul > li")
		.first();
	const publish = card.getByRole("button", { name: "Terbitkan versi 2" });

	await press(page, publish);
	await page.waitForFunction(() =>
		document.activeElement?.id === "changed-2");
	assert.equal((await page.inputValue("#changed-2")).split("\n").sort()
		.join("|"), "Pecah pelajaran jadi dua.|Tulis ulang soal.");
	assert.match(await page.inputValue("#why-2"), /ditinggalkan 32 %/);
	await card.getByLabel(/Soal KI-02/).uncheck();
	assert.equal(await page.inputValue("#changed-2"),
		"Pecah pelajaran jadi dua.");
	await page.fill("#changed-2", " ");
	await press(page, publish);
	await card.getByText("Tulis bagian ini.").waitFor();
	await examine(page, "publishing with tasks");
	await picture(page, "publish");
	await page.fill("#changed-2", "Contoh surat dipendekkan.");
	await press(page, publish);
	await page.getByText("Versi 2 terbit").or(page.getByText(/[Vv]ersi 2 .*terbit/))
		.first().waitFor();
	await page.getByText("Yang berubah di versi ini").waitFor();
	const [, { revisions }] = await api(page, "GET",
		`/api/v1/modules/${module}/revisions`);

	assert.deepEqual(revisions.map((r) => r.state).sort(),
		["done", "dropped", "open"]);
}));

test("learners read what changed and why, in words alone", async () => {
	await visit(async (page) => {
		await go(page, `/modul/${module}`);
		const section = page.locator("section", { has:
			page.getByRole("heading", { name: "Yang berubah di versi ini" }) })
			.last();

		assert.match(await section.innerText(),
			/Contoh surat dipendekkan\.[^]*Alasannya:[^]*ditinggalkan 32 %/);
		await examine(page, "what a version changed");
	}, undefined, learner);
	await pictures(`/modul/${module}`, "learner", learner);
});

test("the effect is too early to tell, then stands before and after with its " +
	"people", async () => {
	await visit(async (page) => {
		await go(page, `${top()}/petunjuk`);
		await page.getByText(
			"Terlalu dini: perlu 10 peserta sebelum dan sesudah revisi; " +
			"sejauh ini 60 dan 0.").waitFor();
		const [, all] = await api(page, "GET",
			`/api/v1/modules/${module}/versions`);

		figures(all.versions.find((v) => v.number === 2).id, 50, 4);
		await go(page, `${top()}/petunjuk`);
		await page.getByText("versi 1: 32 % (60 peserta)").waitFor();
		await page.getByText("versi 2: 8 % (50 peserta)").waitFor();
		assert.doesNotMatch(await main(page), /Terlalu dini/);
		await examine(page, "before and after a revision");
		await page.selectOption("#figures-version", "1");
		await page.getByText("60 mulai, 41 selesai").waitFor();
	});
	await pictures(`${top()}/petunjuk`, "effect");
});

test("hints and tasks that wait are told among an author's duties",
	() => visit(async (page) => {
		hint("improve_lesson", { unit: "Syarat permohonan", n: 30, named: 14,
			share: 0.47 }, 0.5, { unit: "lesson:syarat" });
		await go(page, "/kelola/tinjau");
		await page.getByRole("link", { name: `Layanan perizinan ${stamp}` })
			.waitFor();
		await page.getByText(/\d+ tugas revisi terbuka\./).waitFor();
		await examine(page, "duties with hints");
		await pictures("/kelola/tinjau", "duties");
	}));

/* From its beginning to what came of it; so many right. */
async function answer(page, unit, right) {
	const [, l] = await api(page, "POST", `/api/v1/modules/${module}/launches`,
		{ unit });
	const [, s] = await api(page, "POST", "/api/v1/sittings",
		{ attempt: l.attempt, unit });
	const responses = Object.fromEntries(s.questions.map((q, i) => [q.id,
		{ at: Date.now(), response: { choice: q.choices.find((c) =>
			c.html.includes(i < right ? "Kerahasiaan" : "Keaslian")).id } }]));
	const [saved] = await api(page, "POST", "/api/v1/saves", {
		...item(l, 1), kind: "answers", sitting: s.id, responses, end: true });

	assert.equal(saved, 200);
	/* Looked at, as one does. */
	await api(page, "GET", `/api/v1/sittings/${s.id}`);
	return s.id;
}

test("a learner reads what they had before and have now", async () => {
	await visit(async (page) => {
		await answer(page, "quiz:pretes", 0);
		const sitting = await answer(page, "quiz:kuis", 2);

		await go(page, "/saya/nilai");
		await page.getByText("Sebelum 0 dari 2, sesudah 2 dari 2 " +
			"(percobaan pertama).").waitFor();
		await picture(page, "scores");
		await press(page, page.locator(`a[href$="percobaan=${sitting}"]`));
		await page.getByText("Sebelum 0 dari 2, sesudah 2 dari 2.").waitFor();
		await examine(page, "a result with what was before");
		await picture(page, "result");
	}, undefined, learner);
	await visit(async (page) => {
		await go(page, `${top()}/nilai`);
		await page.getByRole("columnheader", { name: "Kenaikan" }).waitFor();
		assert.match(await page.getByRole("table", { name: "Nilai" })
			.innerText(), /\+100/);
		await picture(page, "gradebook");
	});
});

test("a gain is told in words and small figures", async () => {
	const model = ["KI-01", "KI-02"].map((id) => ({ id, type: "single",
		choices: 4, ease: 1.5, slope: 1 }));
	const people = learners(agency, 34, rng);

	store({ module, version: 1, unit: "quiz:pretes", at: 1000,
		sat: sit(people, model.map((q) => ({ ...q, id: `${q.id}p`,
			ease: -1 })), rng) });
	store({ module, version: 1, unit: "quiz:kuis", at: 100_000,
		pass: 0.6, sat: sit(people, model, rng) });
	await visit(async (page) => {
		await go(page, `${top()}/angka?version=all`);
		await page.getByText(/Naik rata-rata \d+(,\d)? poin/).waitFor();
		const card = page.locator("section[aria-labelledby=gain]");

		assert.equal(await card.locator("svg.gain-figure").count(), 4);
		await card.getByText("Tanpa unit kerja").waitFor();
	});
	if (kept)
		for (const [name, options, lang] of [
			["phone", { viewport: PHONE }, "id"],
			["dark", { viewport: DESKTOP, colorScheme: "dark" }, "en"]])
			await visit(async (page) => {
				await page.evaluate((l) =>
					localStorage.setItem("balai.lang", l), lang);
				await go(page, `${top()}/angka?version=all`);
				await page.locator("svg.gain-figure").nth(3).waitFor();
				await page.locator("section[aria-labelledby=gain]")
					.screenshot({ path: `${kept}/gain-${name}.png` });
			}, options);
});

test("it is whole in English", () => visit(async (page) => {
	await page.evaluate(() => localStorage.setItem("balai.lang", "en"));
	await go(page, `${top()}/petunjuk`);
	assert.match(await main(page), /Revision hints[^]*14 of 30 name “Syarat permohonan” as one to improve/);
	await examine(page, "hints in English");
	await go(page, "/kelola/revisi");
	assert.match(await main(page), /Question KI-02 is too hard: 14% right in 41 first tries/);
	await examine(page, "revision tasks in English");
}));

test("nothing was fetched from elsewhere, and nothing was thrown", () => {
	assert.deepEqual(seen.foreign, []);
	assert.deepEqual(seen.faults, []);
});
