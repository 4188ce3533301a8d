/*
 * An agency's figures: on one page for its leaders, of one's own modules for
 * authors, and for everybody who may see them, without a script.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { api, DESKTOP, demoPerson, examine, fits, go, launch, open, PHONE,
	signIn, url } from "./lib.mjs";
import { publish, scorm12 } from "../http/lib.mjs";
import { chance, ident, insert, learners, run } from "../lib/sat.mjs";

const pictures = process.env.BALAI_PICTURES;
const stamp = Date.now().toString(36);
const DAY = 86_400_000;
const now = Date.now();
const year = new Date(now + 7 * 3_600_000).getUTCFullYear();
let browser, leader, admin, author, agency;

async function ok(page, method, path, body) {
	const [status, answer] = await api(page, method, path, body);

	assert.ok(status < 300, `${method} ${path}: ${status} ${
		JSON.stringify(answer)}`);
	return answer;
}

/* A screen as a picture: phone and desktop, light and dark, whole. */
async function keep(page, what) {
	if (!pictures)
		return;
	for (const [size, viewport] of [["phone", PHONE], ["desktop", DESKTOP]])
		for (const colorScheme of ["light", "dark"]) {
			await page.setViewportSize(viewport);
			await page.emulateMedia({ colorScheme });
			await page.screenshot({ fullPage: true, path: join(pictures,
				`${what}-${size}-${colorScheme}.png`) });
		}
	await page.setViewportSize(PHONE);
	await page.emulateMedia({ colorScheme: "light" });
}

function earn(people, kind, jp) {
	run(`UPDATE person SET kind = '${kind}' WHERE id IN (${
		people.map(({ id }) => `'${id}'`).join(", ")});`);
	if (jp)
		run(insert("jp_entry", "id, person_id, agency_id, kind, year, day, " +
			"first_day, jp, source, source_id, title, organiser, form, " +
			"competency, training_kind, evidence, reason, once, at",
		people.map(({ id }) => [ident(), id, agency, kind, year,
			`${year}-03-01`, `${year}-03-01`, jp, "manual", ident(), "Bimtek",
			"BKN", "classical", "technical", 18, "x", "", ident(), now])));
}

function batches(programme, rows) {
	run(insert("batch", "id, programme_id, agency_id, name, starts_at, " +
		"ends_at, self_enrol, capacity, state, enrolled, begun, completed, " +
		"created_at, updated_at", rows.map(([ends, capacity, n, done], i) =>
		[ident(), programme, agency, `Angkatan ${i + 1}`, now - 60 * DAY,
			now + ends * DAY, 0, capacity, "open", n, n, done, now, now])));
}

function followed(people, day, role, answered) {
	const plans = people.map(({ id }) => [ident(), id, agency, agency,
		"module", "modul", ident(), "x", "y", "2026-12-01", "{}", "open",
		now - 100 * DAY, "", "", "", "", now, now]);

	run(insert("action_plan", "id, person_id, agency_id, home_id, source, " +
		"source_id, evidence, choice, words, by_day, asks, state, " +
		"completed_at, superior_name, superior_email, colleague_name, " +
		"colleague_email, created_at, updated_at", plans));
	run(insert("followup", "id, plan_id, day, role, recipient, due_at, " +
		"epoch, expires_at, letters, first_sent_at, answered_at, answers, gist",
	plans.map(([id], i) => [ident(), id, day, role, "a@b.id", now, 1, now, 1,
		now, ...(i < answered.length ? [now, "{}", answered[i]]
			: [null, null, ""])])));
}

const of = (word, n) => Array(n).fill(word);

async function seed() {
	const people = learners(agency, 48, chance(7));
	const titles = ["Pelayanan publik di loket", "Arsip digital",
		"Menulis nota dinas", "Dasar pengelolaan keuangan daerah",
		"Kepemimpinan pengawas", "Keamanan informasi", "SP4N-LAPOR!",
		"Pengadaan langsung", "Manajemen risiko", "Bahasa Indonesia baku"];
	const ids = [];

	for (const title of titles)
		ids.push((await ok(admin, "POST", "/api/v1/programmes", {
			title: `${title} ${stamp}`, mode: "online", purpose: "Belajar",
		})).id);
	run(`UPDATE programme SET agency_id = '${agency}' WHERE id IN (${
		ids.map((id) => `'${id}'`).join(", ")});`);
	ids.forEach((id, i) => batches(id, i === 1 ? [[-3, null, 4, 4]]
		: [[-20 + i, 30, 28, 20 + i % 5], [10 + i, 30, 12, 3]]));
	earn(people.slice(0, 30), "pns", 1450);
	earn(people.slice(30, 44), "pppk", 800);
	earn(people.slice(44), "cpns", 0);
	followed(people.slice(0, 30), 90, "superior",
		[...of("yes", 16), ...of("partly", 6), ...of("no", 3)]);
	followed(people.slice(0, 30), 30, "learner",
		[...of("done", 10), ...of("partly", 10), ...of("no", 5)]);
	run(insert("indicator", "id, agency_id, programme_id, name, measure, " +
		"better, created_at", [[`${stamp}-in`, agency, ids[0],
		"Lama penyelesaian izin", "hari", "lower", now]]) +
		insert("indicator_value", "id, indicator_id, phase, day, value, " +
		"origin, at", [["before", 14], ["before", 13], ["after", 9]].map(
		([phase, value]) => [ident(), `${stamp}-in`, phase, "2026-05-01",
			value, "Rekap layanan", now])));
	run(insert("need", "id, agency_id, title, about, topic, cause, cause_id, " +
		"regulation, state, outcome, supporters, created_at, updated_at, " +
		"revision", [["Membaca laporan keuangan", 17], ["Tanda tangan " +
		"elektronik untuk naskah dinas", 9], ["Menyusun SKP", 2]].map(
		([title, n]) => [ident(), agency, title, "", "finance", "proposal", "",
			"", "open", "", n, now, now, 1])));
	return people;
}

/* Of the author's agency: what learners did, answered, and what hints say. */
function learnt(people, modules) {
	modules.forEach(({ id }, m) => run(insert("attempt",
		"id, person_id, module_id, version_id, number, units_done, " +
		"completion, success, activity, started_at, last_at",
		people.slice(0, m ? 3 : 40).map((p, i) => [ident(), p.id, id, "@v", 1,
			1, i < 31 ? "completed" : "incomplete", i < 27 ? "passed"
				: "unknown", "", now, now]))
		.replaceAll("'@v'", `(SELECT version_id FROM module
			WHERE id = '${id}')`)));
	run(`INSERT INTO hint (id, module_id, version_id, unit_ident, question,
		kind, facts, weight, state, first_at, at, words)
		SELECT '${ident()}', id, version_id, 'a', '', 'lesson_left', '{}', 1,
		'open', 1, 1, '' FROM module WHERE id = '${modules[0].id}';
		INSERT INTO revision_task (id, module_id, cause, cause_id, regulation,
		words, state, opened_at, outcome) VALUES ('${ident()}',
		'${modules[0].id}', 'other', '', '', 'Perbaiki', 'open', ${now}, '');`);
}

before(async () => {
	browser = await launch();
	[leader, admin, author] = [await open(browser), await open(browser),
		await open(browser)];
	await signIn(leader, await demoPerson("leader"));
	await signIn(admin, await demoPerson("admin"));
	await signIn(author, await demoPerson("author"));
	agency = (await ok(leader, "GET", "/api/v1/me")).agency.id;
	const people = await seed();

	const modules = ["Arsip di kantor", "Loket yang ramah"].map((title) =>
		({ id: publish(scorm12(`${title} ${stamp}`)).module }));

	learnt(people, modules);
	run(insert("module_gain", "module_id, people, before, after, at",
		[[modules[0].id, 24, .52, .81, now]]));
});
after(() => browser?.close());

test("a leader sees an agency on one page, and nobody's name", async () => {
	await go(leader, "/");
	await leader.getByRole("link", { name: "Lihat ringkasan untuk pimpinan" })
		.click();
	await leader.getByRole("heading", { name: "Kebutuhan yang belum terjawab" })
		.waitFor();
	await leader.getByRole("rowheader", { name: "Jenis lain bersama" })
		.or(leader.getByRole("rowheader", { name: "PNS" })).first().waitFor();
	await leader.getByText("ya 64%, sebagian 24%, tidak 12%").waitFor();
	await leader.getByText("52% menjadi 81%").waitFor();
	await leader.getByText(/belum tentu disebabkan/).waitFor();
	await leader.getByText("kurang dari 5 pendukung").waitFor();
	await leader.getByText("2 pelatihan lain").first().click();
	await leader.getByText("terlalu sedikit").first().waitFor();
	assert.doesNotMatch(await leader.locator("main").innerText(),
		/Peserta 7|Sari Wulandari/);
	await examine(leader, "the overview");
	await keep(leader, "overview");
});

test("on paper it is one A4", async () => {
	const paper = await leader.pdf({ preferCSSPageSize: true });

	assert.equal(paper.toString("latin1").match(/\/Type \/Page\b(?!s)/g).length,
		1);
	if (pictures)
		await leader.pdf({ preferCSSPageSize: true,
			path: join(pictures, "overview.pdf") });
});

test("its tables are files, and another year is a choice", async () => {
	const waiting = leader.waitForEvent("download");

	await leader.getByRole("button", { name: /Pelatihan: rencana/ }).click();
	const file = await waiting;

	assert.equal(file.suggestedFilename(), "pelatihan.csv");
	await leader.getByLabel("Tahun", { exact: true }).selectOption(String(year - 1));
	await leader.getByRole("heading", {
		name: `Pegawai dan JP tahun ${year - 1}` }).waitFor();
	await leader.getByText("Tidak ada pelatihan pada tahun ini.").waitFor();
	assert.deepEqual(leader.faults, []);
});

test("an author sees their modules over all learners, in English too",
	async () => {
		await go(author, "/kelola/angka");
		await author.getByRole("cell", { name: "30 (75%)" }).waitFor();
		await author.getByText("terlalu sedikit").first().waitFor();
		await examine(author, "the figures of modules");
		await keep(author, "partner");
		await author.evaluate(() => localStorage
			.setItem("balai.lang", "en"));
		await go(author, "/kelola/angka");
		await author.getByRole("heading", { name: "Figures of modules" })
			.waitFor();
		await fits(author);
		await keep(author, "partner-en");
		assert.deepEqual(author.faults, []);
	});

test("an agency's figures are for everybody once its page says so",
	async () => {
		await go(admin, `/kelola/instansi/${agency}`);
		await admin.getByLabel("Tampilkan angka untuk umum").check();
		await admin.getByRole("button", { name: "Simpan instansi" }).click();
		await admin.getByRole("link", { name: "Lihat halamannya" }).waitFor();
		await examine(admin, "an agency");
		await keep(admin, "agency");
		run(`DELETE FROM agency_figure;` + insert("agency_figure",
			"agency_id, figures, at", [[agency, JSON.stringify({ modules: 4,
				learners: 45, completion: 75, answers: 25, applicable: 4.2,
				year, earners: 40, jp: 540 }), now]]));
		const stranger = await open(browser, { javaScriptEnabled: false });

		await stranger.goto(`${url}/angka`);
		await stranger.getByText("45 atau lebih").waitFor();
		await fits(stranger);
		await keep(stranger, "public");
		await stranger.getByRole("heading", { level: 2 }).getByRole("link")
			.first().click();
		await stranger.getByText("sekitar 75%").waitFor();
		await stranger.getByRole("link", { name: "English" }).click();
		await stranger.getByText("about 75%").waitFor();
		await keep(stranger, "public-en");
		assert.deepEqual(stranger.foreign, []);
		const visitor = await open(browser);

		await visitor.goto(`${url}/masuk`);
		await visitor.getByRole("link", { name: "Angka pembelajaran untuk umum" })
			.click();
		await visitor.getByText("45 atau lebih").waitFor();
		await examine(visitor, "the public figures");
		assert.deepEqual(visitor.faults, []);
		await visitor.context().close();
		await stranger.context().close();
	});

test("a leader's English page, and a learner who is told nothing of it",
	async () => {
		await leader.evaluate(() => localStorage
			.setItem("balai.lang", "en"));
		await go(leader, "/pimpinan");
		await leader.getByText(/not necessarily caused/).waitFor();
		await keep(leader, "overview-en");
		const learner = await open(browser);

		await signIn(learner, await demoPerson("learner"));
		assert.equal(await learner.getByRole("link",
			{ name: "Lihat ringkasan untuk pimpinan" }).count(), 0);
		assert.equal((await api(learner, "GET", "/api/v1/overview"))[0], 403);
		await learner.context().close();
	});
