/*
 * Scores, as who is responsible meets them and as learners do: the table and its
 * files, one learner, marking by keyboard, a key that was wrong.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { api, demoPerson, enter, examine, go, launch, open, settled, signIn,
	top, url, zip } from "./lib.mjs";

const stamp = Date.now().toString(36);
const bin = process.env.BALAI_BIN ?? join(top, "build/release/balai");
const feedback = { right: "Betul.", wrong: "Keliru." };
const base = { feedback, confidence: "seen" };
const questions = [
	{ ...base, id: "S", type: "single", text: "Siapa **atasan** PPID?",
		choices: [{ text: "Kepala dinas", right: true },
			{ text: "Sekretaris daerah" }] },
	{ ...base, id: "M", type: "multiple", text: "Mana buah?", choices: [
		{ text: "apel", right: true }, { text: "batu" },
		{ text: "pisang", right: true }] },
	{ ...base, id: "T", type: "trueFalse", text: "Bumi bulat.", right: true },
	{ ...base, id: "P", type: "match", text: "Pasangkan.", pairs: [
		{ left: "Jawa Tengah", right: "Semarang" },
		{ left: "Bali", right: "Denpasar" }], extra: ["Kupang"] },
	{ ...base, id: "O", type: "order", text: "Urutkan.",
		items: ["satu", "dua", "tiga"] },
	{ ...base, id: "N", type: "numeric", text: "Berapa?", answer: 12.5,
		tolerance: 0.5 },
	{ ...base, id: "X", type: "text", text: "Apa?", accept: ["PPID"] },
	{ ...base, id: "C", type: "cloze", text: "Merah {{1}} dan {{2}}.", gaps: [
		{ type: "text", accept: ["putih"] },
		{ type: "single", choices: [{ text: "biru", right: true },
			{ text: "hijau" }] }] },
];
const essay = { ...base, id: "U", type: "essay", text: "Uraikan alasannya.",
	rubric: [{ text: "Isi", points: 4 }, { text: "Bahasa", points: 2 }] };

let browser, author, learner, admin, module, sari;

before(async () => {
	browser = await launch();
	author = await open(browser, { acceptDownloads: true });
	admin = await open(browser);
	learner = await open(browser);
	sari = await demoPerson("learner");
	await enter(author, await demoPerson("author"));
	await enter(admin, await demoPerson("admin"));
	await enter(learner, sari);
	module = imported();
	for (let i = 0; i < 2; i++)
		await sit("quiz:akhir", { S: (q) => ({ choice: q.choices.find((c) =>
			c.html.includes("Sekretaris")).id }) });
	await sit("quiz:uraian",
		{ U: () => ({ text: "Karena warga\nberhak tahu <b>semua</b>." }) });
	await sit("quiz:pretes", {});
});
after(() => browser?.close());

function imported() {
	const folder = mkdtempSync(join(tmpdir(), "balai-gradebook-"));
	const file = join(folder, "modul.zip");
	const quiz = (id, title, more, list) => JSON.stringify({ id, title,
		kind: "quiz", questions: list, ...more });

	try {
		writeFileSync(file, zip({
			"module.json": JSON.stringify({ format: "balai/1",
				id: `nilai-${stamp}`, code: "NL",
				title: "Keterbukaan informasi", description: "Untuk uji.",
				language: "id", jp: 1, minutes: 45, goals: ["Menilai."],
				parts: ["pretes", "akhir", "uraian"].map((q) =>
					({ quiz: q })),
				completion: { required: ["quiz:akhir", "quiz:uraian"] } }),
			"quizzes/pretes.json": quiz("pretes", "Pretes",
				{ kind: "pretest" }, [{ ...questions[0], id: "Sp" }]),
			"quizzes/akhir.json": quiz("akhir", "Kuis akhir",
				{ passMark: 10, attempts: 5, timeMinutes: 20 }, questions),
			"quizzes/uraian.json": quiz("uraian", "Uraian",
				{ passMark: 50 }, [essay, { ...essay, id: "V" }]),
		}));
		const said = JSON.parse(execFileSync(bin, ["import", "--data",
			process.env.BALAI_DATA, "--publish", "--json", file],
		{ encoding: "utf8" }));

		assert.ok(said.ok, JSON.stringify(said));
		return said.module;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/* From its beginning to its end, by the API. */
async function sit(unit, answers) {
	const [, l] = await api(learner, "POST",
		`/api/v1/modules/${module}/launches`, { unit });
	const [status, s] = await api(learner, "POST", "/api/v1/sittings",
		{ attempt: l.attempt, unit });

	assert.ok(status < 300, JSON.stringify(s));
	const responses = Object.fromEntries(Object.entries(answers)
		.map(([id, make]) => [id, { at: Date.now(),
			response: make(s.questions.find((q) => q.id === id)) }]));
	const [saved] = await api(learner, "POST", "/api/v1/saves", {
		kind: "answers", attempt: l.attempt, run: l.run, sequence: 1,
		at: Date.now(), sitting: s.id, responses, place: null, end: true,
		sessionTimeMs: 1000, cmi: {} });

	assert.equal(saved, 200);
	await api(learner, "GET", `/api/v1/sittings/${s.id}`);
}

const desk = (page) => `/kelola/modul/${module}/${page}`;
const row = () => author.getByRole("row").filter({ hasText: "Sari" });

test("the table shows who is where, is filtered by its address, and fits",
	async () => {
		await go(author, desk("nilai"));
		await author.getByText(/^1 peserta: 0 belum mulai, 1 sedang/)
			.waitFor();
		await row().getByText("1 menunggu dinilai").waitFor();
		await examine(author, "the gradebook");
		await author.getByLabel("Keadaan", { exact: true })
			.selectOption("passed");
		await author.getByText("Tidak ada peserta yang cocok.").waitFor();
		assert.match(author.url(), /state=passed/);
		await examine(author, "a gradebook in which nobody fits");
		await author.getByRole("link", { name: "Tampilkan semua" }).click();
		await row().waitFor();
		await author.getByLabel("Pelajaran").selectOption("quiz:uraian");
		await author.getByLabel("Keadaan pelajaran").selectOption("waiting");
		await author.getByText("1 peserta cocok").waitFor();
		await row().waitFor();
	});

/* The cells of a sheet, by Debian's own tools: a row's texts and numbers. */
function cells(file) {
	const read = (name) => execFileSync("bsdtar", ["-xOf", file, name],
		{ encoding: "utf8" });
	const shared = [...read("xl/sharedStrings.xml")
		.matchAll(/<si>(.*?)<\/si>/gs)].map(([, si]) =>
		si.replace(/<[^>]*>/g, "").replace(/&quot;/g, "\"")
			.replace(/&lt;/g, "<").replace(/&amp;/g, "&"));
	const sheet = read("xl/worksheets/sheet1.xml");

	return [...sheet.matchAll(/<row .*?<\/row>/gs)].map(([line]) => {
		const row = [];

		for (const [, at, inside = ""] of
			line.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
			const value = /<v>(.*?)<\/v>/s.exec(inside)?.[1];
			const column = [.../r="([A-Z]+)/.exec(at)[1]].reduce((n, c) =>
				26 * n + c.charCodeAt(0) - 64, 0) - 1;

			row[column] = /t="s"/.test(at) ? shared[Number(value)]
				: value === undefined ? null : Number(value);
		}
		return row;
	});
}

async function download(page, button) {
	const [file] = await Promise.all([page.waitForEvent("download"),
		page.getByRole("button", { name: button }).click()]);

	return { name: file.suggestedFilename(), path: await file.path() };
}

test("the file for Excel has a NIP as text, numbers as numbers, no formula",
	async () => {
		const nip = `199001012015031${String(1 + Date.now() % 999).padStart(3, "0")}`;
		const [made, person] = await api(admin, "POST", "/api/v1/people", {
			name: `=1+${stamp}`, login: `rumus.${stamp}`, nip, roles: [],
			password: "rahasia-panjang-sekali" });

		assert.equal(made, 201);
		const other = await open(browser);

		await signIn(other, { login: person.login,
			password: "rahasia-panjang-sekali" });
		const own = other.getByLabel(/sandi baru/i).first();

		await own.fill("rahasia-panjang-sendiri");
		await other.locator("button[type=submit]").click();
		await own.waitFor({ state: "detached" });
		for (const [method, path, body, wanted] of [
			["PUT", "/api/v1/me/privacy", { version: 1 }, 204],
			["POST", `/api/v1/modules/${module}/launches`, {}, 201]])
			assert.equal((await api(other, method, path, body))[0], wanted);
		await other.context().close();
		await go(admin, desk("nilai"));
		const { name, path } = await download(admin, "Excel (XLSX)");
		const [head, ...rows] = cells(path);
		const at = (title) => head.indexOf(title);
		const rude = rows.find((r) => r[0] === `=1+${stamp}`);
		const hers = rows.find((r) => r[0].startsWith("Sari"));

		assert.match(name,
			/^nilai-keterbukaan-informasi-\d{4}-\d\d-\d\d\.xlsx$/);
		assert.equal(rude[at("NIP")], nip);
		assert.equal(hers[at("Kuis akhir: nilai")], 0);
		assert.equal(hers[at("Kuis akhir: percobaan")], 2);
		assert.ok(hers[at("Kegiatan terakhir")] > 46000);
		assert.ok(!execFileSync("bsdtar", ["-xOf", path,
			"xl/worksheets/sheet1.xml"], { encoding: "utf8" })
			.includes("<f"));
		await admin.getByText(`Berkas ${name} diunduh: 2 peserta.`).waitFor();
		const csv = await download(admin, "CSV");

		assert.match(readFileSync(csv.path, "utf8"),
			new RegExp(`\r\n"'=1\\+${stamp}";"19900101 `));
	});

test("one learner is shown try by try, and is given more time", async () => {
	await go(author, desk("nilai"));
	await row().getByRole("link").click();
	await author.getByRole("heading", { level: 1, name: /^Sari/ }).waitFor();
	await author.getByText("Percobaan 2").first().waitFor();
	await settled(author);
	await examine(author, "a learner's scores");
	const button = author.getByRole("button",
		{ name: "Beri waktu atau percobaan tambahan Kuis akhir" });

	await button.click();
	const dialog = author.getByRole("dialog");

	await examine(author, "giving more time");
	await dialog.getByLabel("Menit tambahan").fill("banyak");
	await dialog.getByRole("button", { name: "Simpan kelonggaran" }).click();
	await dialog.getByRole("alert").waitFor();
	await examine(author, "more time that is refused");
	await dialog.getByLabel("Menit tambahan").fill("15");
	await dialog.getByLabel("Percobaan tambahan").fill("1");
	await dialog.getByLabel("Alasan").fill("Listrik padam.");
	await author.keyboard.press("Enter");
	await author.getByText("Kelonggaran untuk Kuis akhir disimpan.").waitFor();
	await author.getByText(/^15 menit dan 1 percobaan tambahan: Listrik/)
		.waitFor();
});

test("answers are marked by keyboard, and a second marker is told kindly",
	async () => {
		await go(author, "/kelola/penilaian");
		await author.locator("summary", { hasText: "Menu Kelola" }).click();
		await author.getByRole("link", { name: /^Penilaian \(\d+\)$/ })
			.waitFor();
		await examine(author, "what waits for marks");
		const mine = author.getByRole("listitem")
			.filter({ hasText: "Keterbukaan informasi" });

		await mine.getByRole("link", { name: "Nilai soal U" }).first().click();
		await author.getByText("berhak tahu <b>semua</b>.").waitFor();
		assert.ok(!(await author.locator("main").innerText())
			.includes("Sari"));
		const at = new URL(author.url()).pathname;

		await go(admin, at);
		await author.getByLabel("Isi (0 sampai 4)").fill("9");
		await author.keyboard.press("Control+Enter");
		await author.getByText("Isi 0 sampai 4.").first().waitFor();
		await settled(author);
		await examine(author, "marks that do not fit");
		await author.getByLabel("Isi (0 sampai 4)").fill("3,5");
		await author.keyboard.press("Tab");
		await author.keyboard.type("1");
		await author.getByText("Jumlah: 4,5 dari 6 poin").waitFor();
		await author.keyboard.press("Tab");
		await author.keyboard.type("Cukup lengkap.");
		await author.keyboard.press("Control+Enter");
		await author.waitForURL((to) => to.pathname !== at);

		await admin.getByLabel("Isi (0 sampai 4)").fill("2");
		await admin.getByLabel("Bahasa (0 sampai 2)").fill("2");
		await admin.getByRole("button", { name: "Simpan nilai" }).click();
		await admin.getByText("Orang lain baru saja menilai jawaban ini")
			.waitFor();
		await admin.getByText("Nilai mereka: 4,5 poin. Cukup lengkap.")
			.waitFor();
		assert.equal(await admin.getByLabel("Isi (0 sampai 4)").inputValue(),
			"2");
		await settled(admin);
		await examine(admin, "somebody else has marked it");
		await admin.getByRole("button", { name: "Simpan nilai" }).click();
		await admin.getByText("Nilai disimpan.").waitFor();
	});

test("a wrong key is corrected with a reason, and tells whose score changed",
	async () => {
		await go(author, `${desk("soal")}?unit=quiz:akhir`);
		await author.getByRole("heading", { name: "Riwayat koreksi" })
			.waitFor();
		await examine(author, "the questions of a quiz");
		for (const { id } of questions) {
			await author.getByRole("link",
				{ name: `Lihat kunci ${id}`, exact: true }).click();
			await author.getByLabel("Alasan koreksi").waitFor();
			await settled(author);
			await examine(author, `the key of ${id}`);
		}
		await author.getByRole("link", { name: "Lihat kunci S", exact: true })
			.click();
		await author.getByRole("button", { name: "Koreksi dan hitung ulang" })
			.click();
		await author.getByText("Kuncinya belum Anda ubah.").first().waitFor();
		await author.getByLabel("Sekretaris daerah").check();
		await author.getByLabel("Alasan koreksi").fill("Salah ketik.");
		await author.keyboard.press("Enter");
		await author.getByText("Kunci S dikoreksi.").waitFor();
		await author.getByText("2 percobaan berubah nilainya.").waitFor();
		await author.getByRole("row").filter({ hasText: "Percobaan 1" })
			.first().getByText("12,5 (lulus)").waitFor();
		await author.getByText("Salah ketik.").waitFor();
		await settled(author);
		await examine(author, "a key that was corrected");
	});

/* Each type's own fields: what is changed is what is sent. */
const corrections = [
	["M", (p) => p.getByLabel("batu").check(),
		(d) => d.choices.map((c) => !!c.right), [true, true, true]],
	["T", (p) => p.getByLabel("Salah", { exact: true }).check(),
		(d) => d.right, false],
	["P", async (p) => {
		await p.getByLabel("Pasangan untuk “Jawa Tengah”")
			.selectOption("Kupang");
	}, (d) => [d.pairs.map((x) => x.right), d.extra],
	[["Kupang", "Denpasar"], ["Semarang"]]],
	["O", (p) => p.getByRole("button", { name: "Turunkan satu" }).click(),
		(d) => d.items, ["dua", "satu", "tiga"]],
	["N", (p) => p.getByLabel("Angka yang benar").fill("1.250,5"),
		(d) => d.answer, 1250.5],
	["X", (p) => p.getByLabel("Jawaban yang diterima")
		.fill("PPID\n Pejabat \n\n"), (d) => d.accept, ["PPID", "Pejabat"]],
	["C", (p) => p.getByLabel("hijau").check(),
		(d) => d.gaps[1].choices.map((c) => !!c.right), [false, true]],
];

for (const [id, change, part, want] of corrections)
	test(`the key of ${id} is corrected in fields of its own`, async () => {
		await go(author, `${desk("soal")}?unit=quiz:akhir&soal=${id}`);
		await change(author);
		await author.getByLabel("Alasan koreksi").fill("Untuk uji.");
		await author.keyboard.press("Enter");
		await author.getByText(`Kunci ${id} dikoreksi.`).waitFor();
		const [, { questions: now }] = await api(author, "GET",
			`/api/v1/modules/${module}/questions?unit=quiz:akhir`);

		assert.deepEqual(part(now.find((q) => q.id === id)), want);
	});

test("learners see their own scores, and come from there to each try",
	async () => {
		await go(learner, "/saya/nilai");
		const card = learner.locator("section")
			.filter({ hasText: "Keterbukaan informasi" });

		await card.getByText("Tidak dihitung dalam nilai modul").waitFor();
		await examine(learner, "my scores");
		await card.getByRole("link",
			{ name: "Lihat pembahasan percobaan 1" }).last().waitFor();
		await card.getByRole("listitem").filter({ hasText: "Kuis akhir" })
			.getByRole("link", { name: "Lihat pembahasan percobaan 2" })
			.click();
		await learner.getByText(/Siapa atasan PPID/).first().waitFor();
	});

test("no page reached another host or threw", () => {
	for (const page of [author, admin, learner]) {
		assert.deepEqual(page.foreign, []);
		assert.deepEqual(page.faults, []);
	}
});
