/*
 * Surveys that organisers write: built by keys, opened, answered on a phone with
 * a bad line, changed after answers, read by unit; nothing of fewer than five.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { balai, password, signIn } from "../http/lib.mjs";
import { api, demoPerson, during, enter, examine, go, launch, open, press,
	settled, url } from "./lib.mjs";

const stamp = Date.now().toString(36);
const name = `Kebutuhan ${stamp}`;
const seen = { faults: [], foreign: [] };
let browser, page, organiser, learner, unit, people, survey;

const visit = (who, run, options) =>
	during(browser, { options, who, seen }, run);
const button = (on, called) =>
	on.getByRole("button", { name: called, exact: true });

async function made(method, path, body) {
	const answer = await organiser(method, path, body);

	assert.ok(answer.status < 300, `${path}: ${answer.text}`);
	return answer.body;
}

async function placed(id) {
	await made("PUT", `/api/v1/people/${id}/membership`,
		{ unit, from: "2026-01-01" });
}

async function newcomer(n) {
	const login = `tanya${stamp}${n}`;

	balai(["user", "add", login, "--role", "learner", "--password-stdin"],
		{ input: password });
	const as = await signIn(login);

	await placed(as.person.id);
	await as("PUT", "/api/v1/me/privacy", { version: 1 });
	return Object.assign(as, { who: { login, password } });
}

before(async () => {
	const who = await demoPerson("organiser");

	browser = await launch();
	learner = await demoPerson("learner");
	organiser = await signIn(who.login);
	unit = (await made("POST", "/api/v1/units",
		{ name: `Bidang ${stamp}` })).id;
	await placed((await made("GET", `/api/v1/people?q=${learner.login}`))
		.people[0].id);
	people = [];
	for (let i = 0; i < 8; i++)
		people.push(await newcomer(i));
	page = await open(browser);
	await enter(page, who);
});

after(async () => {
	seen.faults.push(...page.faults);
	seen.foreign.push(...page.foreign);
	await browser?.close();
});

const texts = () => page.locator(".survey-tools ~ h3, li h3").allTextContents();
const now = () => page.evaluate(() => document.activeElement?.id ?? "");
const focused = (id) => page.waitForFunction((wanted) =>
	document.activeElement?.id === wanted, id);

describe("a survey is built by keys", () => {
	test("from a template, whose questions are put in another order", async () => {
		await go(page, "/kelola/survei/baru");
		await examine(page, "templates of surveys");
		await press(page, page.getByRole("link", { name: "Survei kebutuhan" }));
		await page.locator("#title").waitFor();
		assert.equal(await page.locator("li h3").count(), 8);
		const [first, second] = await texts();

		await press(page, page.locator("#q1-down"));
		await focused("q1-down");
		assert.deepEqual((await texts()).slice(0, 2), [second, first]);
		await page.keyboard.press("Alt+ArrowUp");
		await page.waitForFunction((wanted) =>
			document.querySelector("li h3")?.textContent === wanted, first);
		await page.locator("#title").fill(name);
	});

	test("a question is added, its choices by Enter, and removed with a way back",
		async () => {
			await press(page, button(page, "Pilih satu"));
			await page.waitForFunction(() =>
				document.activeElement?.id.endsWith("-text"));
			const id = (await now()).slice(0, -5);

			await page.keyboard.type("Siapa yang paling perlu?");
			await page.locator(`#${id}-a`).focus();
			await page.keyboard.type("Petugas loket");
			await page.keyboard.press("Enter");
			await focused(`${id}-c`);
			await page.keyboard.type("Arsiparis");
			await press(page, button(page, "Simpan draf"));
			await page.getByRole("alert").waitFor();
			assert.equal(await page.getByRole("alert").getByRole("link")
				.textContent(), "Pertanyaan 9: ada pilihan yang kosong.");
			await examine(page, "a survey with a fault");
			await page.locator(`#${id}-b`).fill("Bendahara");
			await press(page, page.getByRole("button", {
				name: "Hapus Siapa yang paling perlu?" }));
			assert.equal(await page.locator("li h3").count(), 8);
			await press(page, button(page, "Kembalikan"));
			assert.equal(await page.locator("li h3").count(), 9);
		});

	test("what is not saved outlives a reload, and then is a draft", async () => {
		await page.reload();
		await page.getByText("Perubahan yang belum disimpan ditampilkan lagi.")
			.waitFor();
		assert.equal(await page.locator("li h3").count(), 9);
		await press(page, button(page, "Simpan draf"));
		await page.waitForURL(/\/kelola\/survei\/(?!baru)/);
		survey = page.url().split("/").pop();
		await page.getByText(/^Draf: belum ada yang ditanya/).waitFor();
	});

	test("it opens only when it asks somebody, who is searched for", async () => {
		await press(page, button(page, "Buka survei"));
		await page.getByText("Pilih dulu siapa yang ditanya.").waitFor();
		await page.selectOption("#target-kind", "unit");
		await page.locator("#target-q").fill(stamp);
		await page.keyboard.press("Enter");
		await press(page, button(page, `Pilih Bidang ${stamp}`));
		await press(page, button(page, "Simpan draf"));
		await page.getByText("Tersimpan.").waitFor();
		await press(page, button(page, "Lihat sebagai peserta"));
		await page.getByText(/^Begini peserta melihatnya/).waitFor();
		await settled(page);
		await examine(page, "a survey being written, and its preview");
		await press(page, button(page, "Buka survei"));
		await page.getByText("Survei dibuka. Yang ditanya diberi tahu.")
			.waitFor();
		await page.getByText(/ditanyakan kepada 9 orang/).waitFor();
	});
});

async function fill(on) {
	await press(on, on.locator("[id='q1-e']"), "Space");
	await on.locator("#q2").fill("Membaca aturan baru.");
	await press(on, on.locator("[id='q3-b']"), "Space");
	await press(on, on.locator("[id='q4-4']"), "Space");
	await press(on, on.locator("[id='q5-a']"), "Space");
	await press(on, on.locator("[id='q6-b']"), "Space");
}

describe("who is asked", () => {
	test("finds it on Beranda, is told what is missing, and answers when the line is back",
		() => visit(learner, async (on) => {
			await go(on, "/");
			await on.getByRole("link",
				{ name: "1 survei menunggu jawaban Anda" }).click();
			await on.getByText(`Karena Anda bekerja di Bidang ${stamp}`)
				.waitFor();
			await settled(on);
			await examine(on, "surveys that wait");
			await on.getByRole("link", { name }).click();
			await on.getByText(/^Tanpa nama\. Atas nama Anda/).waitFor();
			await press(on, button(on, "Kirim jawaban"));
			await on.getByRole("alert").filter({ hasText: "Pilih" }).waitFor();
			await examine(on, "a survey with answers missing");
			await fill(on);
			await on.reload();
			await on.locator("#q2").waitFor();
			assert.equal(await on.locator("#q2").inputValue(),
				"Membaca aturan baru.");
			const last = on.locator("fieldset").filter({ hasText:
				"Siapa yang paling perlu?" }).locator("input").first();

			await press(on, last, "Space");
			await on.context().setOffline(true);
			await press(on, button(on, "Kirim jawaban"));
			await on.getByText(/^Belum terkirim: sambungan terputus/)
				.waitFor();
			await on.context().setOffline(false);
			await press(on, button(on, "Kirim jawaban"));
			await on.getByText("Nama Anda tidak tersimpan bersamanya.")
				.waitFor();
			await examine(on, "a survey that was answered");
			await go(on, `/survei/${survey}`);
			await on.getByText("Setiap orang menjawab satu kali.").waitFor();
			assert.equal(await on.evaluate(() => sessionStorage.length), 0);
		}));

	test("whoever is not asked is told so kindly", () =>
		visit(undefined, async (on) => {
			await enter(on, await demoPerson("admin"));
			await go(on, `/survei/${survey}`);
			await on.getByText("Survei ini tidak ditujukan kepada Anda")
				.waitFor();
			await examine(on, "a survey that asks others");
		}));
});

const results = (more = "") => go(page, `/kelola/survei/${survey}/hasil${more}`);

describe("results", () => {
	test("of one answer are not told, and that it waits is said", async () => {
		await results();
		await page.getByText("Belum cukup jawaban (perlu 5).").waitFor();
		await page.getByText(/^Ada jawaban yang masih menunggu/).waitFor();
	});

	test("of six more are told, by unit too, and make a need", async () => {
		const { version, form } = (await people[0]("GET",
			`/api/v1/me/surveys/${survey}`)).body;
		const last = form.questions[8].id;

		for (const [i, who] of people.slice(0, 6).entries()) {
			const { status, text } = await who("POST",
				`/api/v1/me/surveys/${survey}/answers`, {
					version: version.id, answers: { q1: ["b", "e"],
						q2: `Hal ${i}`, q3: "b", q4: 4, q5: ["a"], q6: "b",
						[last]: "a" } });

			assert.equal(status, 201, text);
		}
		await results();
		await page.getByText("rata-rata 4 dari 5").waitFor();
		await examine(page, "results of a survey");
		await page.selectOption("#by", "units");
		await page.getByRole("rowheader", { name: `Bidang ${stamp}` }).first()
			.waitFor();
		await examine(page, "results by unit");
		await page.selectOption("#by", "all");
		await button(page, "Unduh CSV").waitFor();
		await press(page, page.getByRole("button",
			{ name: /^Jadikan kebutuhan Hal/ }).first());
		await page.getByRole("dialog").waitFor();
		await examine(page, "a result that becomes a need");
		await page.getByRole("dialog").locator("#title")
			.fill(`Aturan baru ${stamp}`);
		await press(page, button(page, "Catat kebutuhan"));
		await page.getByText("Kebutuhan tercatat.").waitFor();
	});
});

describe("a survey that changes after answers", () => {
	test("says so before it is saved, and keeps what others have begun",
		() => visit(people[6].who, async (on) => {
			await go(on, `/survei/${survey}`);
			await fill(on);
			await go(page, `/kelola/survei/${survey}`);
			await press(page, page.locator("#q3-open"));
			await page.locator("#q3-text").fill("Seberapa sering?");
			await page.getByText(/Perubahan ini menjadi versi 2/i).waitFor();
			await press(page, page.locator("#q1-open"));
			await press(page, page.getByRole("button", { name: "Hapus " +
				"Bidang apa yang paling perlu Anda pelajari dalam setahun ini?" }));
			await examine(page, "a survey that becomes a version");
			await press(page, button(page, "Simpan sebagai versi 2"));
			await page.getByText(/^Tersimpan sebagai versi 2/).waitFor();
			await press(on, on.locator("fieldset").filter({ hasText:
				"Siapa yang paling perlu?" }).locator("input").first(),
			"Space");
			await press(on, button(on, "Kirim jawaban"));
			await on.getByText(/1 jawaban tidak terbawa/).waitFor();
			assert.equal(await on.locator("#q2").inputValue(),
				"Membaca aturan baru.");
			await on.getByText("Seberapa sering?").waitFor();
			await examine(on, "a survey that has moved on");
			await press(on, button(on, "Kirim jawaban"));
			await on.getByText("Nama Anda tidak tersimpan bersamanya.")
				.waitFor();
		}));

	test("has results of both versions", async () => {
		await results();
		await page.getByText("Belum cukup jawaban (perlu 5).").waitFor();
		await page.locator("#version").selectOption({ label: "Versi 1" });
		await page.getByText("rata-rata 4 dari 5").waitFor();
	});

	test("two organisers at once are told of each other, and lose nothing",
		async () => {
			await go(page, `/kelola/survei/${survey}`);
			await page.locator("#title").fill(`${name} (kedua)`);
			const { revision } = await made("GET",
				`/api/v1/surveys/${survey}`);

			await made("PATCH", `/api/v1/surveys/${survey}`,
				{ revision, title: `${name} (orang lain)` });
			await press(page, button(page, "Simpan perubahan"));
			await page.getByText(/^Orang lain menyimpan survei ini/)
				.waitFor();
			assert.equal(await page.locator("#title").inputValue(),
				`${name} (kedua)`);
			await examine(page, "a survey that somebody else saved");
			await press(page, page.getByRole("button",
				{ name: /^Muat yang tersimpan/ }));
			await page.waitForFunction((wanted) =>
				document.querySelector("#title")?.value === wanted,
			`${name} (orang lain)`);
		});
});

describe("the rest of its life", () => {
	test("closed, it says so to who comes late, and its copy is a draft",
		async () => {
			await press(page, button(page, "Tutup survei"));
			await page.getByText("Survei ditutup.").waitFor();
			await visit(people[7].who, async (on) => {
				await go(on, `/survei/${survey}`);
				await on.getByText("Survei ini sudah ditutup").waitFor();
				await examine(on, "a survey that is closed");
			});
			await press(page, button(page, "Salin survei"));
			await page.waitForURL((at) => !at.pathname.includes(survey));
			await page.getByText(/^Draf: belum ada yang ditanya/).waitFor();
		});

	test("names are asked for on purpose alone, and with a warning", async () => {
		assert.ok(await page.locator("#names-none").isChecked());
		await press(page, page.locator("#names-with"), "Space");
		await page.getByText(/^Setiap orang yang ditanya membaca/).waitFor();
		await press(page, button(page, "Simpan draf"));
		await page.getByText("Tersimpan.").waitFor();
		await press(page, button(page, "Buka survei"));
		await page.getByText("Survei dibuka. Yang ditanya diberi tahu.")
			.waitFor();
		const id = page.url().split("/").pop();

		await visit(people[7].who, async (on) => {
			await go(on, `/survei/${id}`);
			await on.getByText(/^Dengan nama\./).waitFor();
		});
		const { version, form } = (await people[7]("GET",
			`/api/v1/me/surveys/${id}`)).body;
		const sent = await people[7]("POST",
			`/api/v1/me/surveys/${id}/answers`, { version: version.id,
				answers: Object.fromEntries(form.questions.map((q) =>
					[q.id, q.kind === "scale" ? 3 : q.kind === "text" ? "Ya."
						: q.kind === "choice" ? "a" : ["a"]])) });

		assert.equal(sent.status, 201, sent.text);
		await go(page, `/kelola/survei/${id}/hasil`);
		await press(page, button(page, "Tampilkan nama"));
		await page.getByText(new RegExp(`tanya${stamp}7`)).waitFor();
		await examine(page, "who answered a survey that bears names");
		/* Changed after the answer it is another version: names are of each. */
		const { revision } = (await organiser("GET",
			`/api/v1/surveys/${id}`)).body;

		form.questions[0].text = "Lain sekali?";
		await made("PATCH", `/api/v1/surveys/${id}`, { revision, form });
		await page.reload();
		await page.getByRole("heading", { name: "Siapa menjawab · Versi 2" })
			.waitFor();
		await press(page, button(page, "Tampilkan nama"));
		await page.getByText("Belum ada yang menjawab.").waitFor();
		await page.getByLabel("Versi", { exact: true })
			.selectOption({ label: "Versi 1" });
		await page.getByRole("heading", { name: "Siapa menjawab · Versi 1" })
			.waitFor();
		await page.getByText(new RegExp(`tanya${stamp}7`)).waitFor();
	});

	test("the list shows each by its state, and is searched", async () => {
		await go(page, `/kelola/survei?q=${stamp}`);
		assert.equal(await page.locator("main li.card").count(), 2);
		await examine(page, "the list of surveys");
		await page.getByLabel("Keadaan").selectOption("closed");
		await page.waitForURL(/state=closed/);
		await page.waitForFunction(() =>
			document.querySelectorAll("main li.card").length === 1);
		await page.evaluate(() => { localStorage["balai.lang"] = "en"; });
		await go(page, `/kelola/survei/${survey}`);
		await page.getByText("Closed: answers are no longer taken.").waitFor();
		await examine(page, "a closed survey, in English");
	});
});

test("a guest of an event finds its survey among their events, and answers",
	async () => {
		const startsAt = Date.now() + 3_600_000;
		const event = (await (await signIn((await demoPerson("host")).login))(
			"POST", "/api/v1/events", { title: `Webinar ${stamp}`, startsAt,
				endsAt: startsAt + 3_600_000, publish: true })).body;
		const html = await (await fetch(`${url}/k/${event.code}`)).text();
		const registered = await (await fetch(`${url}/k/${event.code}/daftar`, {
			method: "POST", body: new URLSearchParams({ nama: "Tamu Survei",
				identitas: "199001012015031001", instansi: "Kecamatan",
				once: html.match(/name="once" value="(\w{26})"/)[1] }) })).text();
		const asked = await made("POST", "/api/v1/surveys", {
			title: `Webinar dinilai ${stamp}`,
			form: { questions: [{ id: "q1", kind: "scale", needed: true,
				text: "Penyajiannya jelas" }] },
			targets: [{ kind: "event", ref: event.id }] });

		await made("POST", `/api/v1/surveys/${asked.id}/opening`);
		await visit(undefined, async (on) => {
			await on.goto(url +
				registered.match(/\/hadir#[\w-]{48}/)[0]);
			await on.getByRole("heading", { name: "Menunggu jawaban Anda" })
				.or(on.getByRole("heading", { level: 1,
					name: `Webinar ${stamp}` })).waitFor();
			await go(on, "/kegiatan");
			await examine(on, "a guest's events, and a survey");
			await on.getByRole("link", { name: `Webinar dinilai ${stamp}` })
				.click();
			await on.getByText(`Karena Anda terdaftar di Webinar ${stamp}`)
				.waitFor();
			await press(on, on.locator("#q1-5"), "Space");
			await press(on, button(on, "Kirim jawaban"));
			await on.getByText("Nama Anda tidak tersimpan bersamanya.")
				.waitFor();
		});
	});

test("no other host was asked for anything, and no error was logged", () => {
	assert.deepEqual([...seen.foreign, ...page.foreign], []);
	assert.deepEqual([...seen.faults, ...page.faults], []);
});
