/*
 * What comes after a module: a plan with whom to ask, its follow-up, what to
 * take next, mentoring and the figures of a service, as learners and organisers
 * see them.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { call, item, signIn as caller } from "../http/lib.mjs";
import { until } from "../lib/until.mjs";
import { demoPerson, during, examine, go, launch, url } from "./lib.mjs";
import { importOwn, openLesson, ownModule, press } from "./lessons.mjs";

const pictures = process.env.BALAI_PICTURES;
const stamp = Date.now().toString(36);
const seen = { faults: [], foreign: [] };
let browser, learner, organiser, module, units, as, asOrganiser, mentor;

before(async () => {
	browser = await launch();
	learner = await demoPerson("learner");
	organiser = await demoPerson("organiser");
	mentor = await demoPerson("supervisor");
	as = await caller(learner.login);
	asOrganiser = await caller(organiser.login);
	module = ownModule(process.env.BALAI_DATA, `rencana-${stamp}`, {
		parts: [{ lesson: "satu" },
			{ plan: { id: "rencana", title: "Rencana aksi",
				choices: ["Menguji pemulihan satu cadangan"], days: 30,
				prompt: "Pilih satu yang dapat Anda mulai pekan ini." } }],
	});
	units = (await as("GET", `/api/v1/modules/${module}`)).body.outline;
});

after(async () => {
	await browser.close();
	assert.deepEqual(seen.faults, []);
	assert.deepEqual(seen.foreign, []);
});

/* Several such browsers at once leave each of them little of the processor. */
const visit = (who, run) => during(browser, { who, seen }, (page) => {
	page.setDefaultTimeout(90_000);
	return run(page);
});
const button = (page, name) => page.getByRole("button", { name });
const unitPath = (key) => `/modul/${module}/belajar?unit=${
	units.find((u) => u.key === key).id}`;

/* Looked at in both sizes and colours, and once in English. */
async function look(page, what) {
	await examine(page, what);
	if (!pictures)
		return;
	await page.screenshot({ fullPage: true,
		path: join(pictures, `${what}-as-it-is.png`) });
	for (const [size, width] of [["phone", 360], ["desktop", 1280]])
		for (const [lang, colorScheme] of [["id", "light"], ["en", "dark"]]) {
			await page.setViewportSize({ width, height: 800 });
			await page.emulateMedia({ colorScheme });
			await page.evaluate((to) => {
				localStorage["balai.lang"] = to;
			}, lang);
			await page.reload();
			await page.waitForLoadState("networkidle");
			await page.screenshot({ fullPage: true, path: join(pictures,
				`${what}-${size}-${lang}.png`) });
		}
	await page.evaluate(() => { localStorage["balai.lang"] = "id"; });
	await page.emulateMedia({ colorScheme: "light" });
	await page.setViewportSize({ width: 360, height: 640 });
	await page.reload();
	await page.waitForLoadState("networkidle");
}

async function complete(key) {
	const launched = (await as("POST", `/api/v1/modules/${module}/launches`,
		{ unit: key })).body;
	const saved = await call("POST", `${url}/api/v1/saves`, {
		headers: { "X-Balai-Run": launched.runToken },
		body: item(launched, 1, { completion: "completed" }) });

	assert.equal(saved.status, 200, saved.text);
}

describe("a plan", () => {
	test("asks, once it is saved, whom else to ask, and says what for",
		() => visit(learner, async (page) => {
			await go(page, unitPath("plan:rencana"));
			await page.locator("input[name=choice]").first().check();
			await page.locator("#text").fill("Saya mulai Senin.");
			await button(page, "Simpan rencana").click();
			await page.getByText(/email berisi nama Anda dan rencana/).waitFor();
			await page.getByLabel("Nama atasan").fill("Hasan");
			await page.getByLabel("Email atasan").fill("");
			await button(page, "Simpan atasan dan rekan").click();
			await page.getByRole("alert").waitFor();
			await look(page, "plan-people");
		}));

	test("keeps the two who are named", () => visit(learner, async (page) => {
		await go(page, unitPath("plan:rencana"));
		await page.getByLabel("Nama atasan").fill("Hasan Basri");
		await page.getByLabel("Email atasan").fill(`hasan-${stamp}@contoh.go.id`);
		await page.getByLabel("Nama rekan").fill("Rina");
		await page.getByLabel("Email rekan").fill(`rina-${stamp}@contoh.go.id`);
		await button(page, "Simpan atasan dan rekan").click();
		await page.getByText(/Belum ada email yang dikirim/).waitFor();
		await complete("lesson:satu");
	}));

	test("is read with what comes next, and is marked as done",
		() => visit(learner, async (page) => {
			await go(page, "/saya/rencana");
			const card = page.getByRole("listitem").filter({
				hasText: `hasan-${stamp}@contoh.go.id` }).first();

			await card.getByText(/^Berikutnya: hari ke-30/).waitFor();
			await card.getByText("Tindak lanjut").click();
			assert.equal(await card.locator("ol > li").count(), 6);
			await look(page, "plans");
			await button(page, /^Tandai selesai/).first().click();
			await page.getByText(/Rencana ditandai selesai/).waitFor();
			await button(page, /^Lanjutkan rencana/).first().click();
			await page.getByText("Rencana berjalan lagi.").waitFor();
			await button(page, /^Ubah rencana/).first().click();
			const text = page.getByLabel("Apa yang Anda lakukan");

			await text.fill(" ");
			await button(page, "Simpan rencana").click();
			await page.getByRole("alert").waitFor();
			await text.fill("Saya mulai Selasa.");
			await button(page, "Simpan rencana").click();
			await page.getByText("Rencana tersimpan.").waitFor();
			await page.getByText("Saya mulai Selasa.").waitFor();
		}));

	test("what was taken to its end leads on, and says why",
		() => visit(learner, async (page) => {
			const other = ownModule(process.env.BALAI_DATA,
				`lanjutan-${stamp}`, { parts: [{ lesson: "satu" }] });

			for (const id of [module, other])
				await (await caller("admin"))("PATCH",
					`/api/v1/modules/${id}`, { field: "leadership" });
			await go(page, `/modul/${module}`);
			await page.getByText("Berikutnya untuk Anda").waitFor();
			await page.getByText(/Bidang yang sama/).first().waitFor();
			await look(page, "next");
		}));
});

describe("an end", () => {
	test("of a module says what comes next, and why, in the player too",
		() => visit(learner, async (page) => {
			const done = importOwn(process.env.BALAI_DATA, "scorm2004");
			const admin = await caller("admin");

			await admin("PATCH", `/api/v1/modules/${done}`,
				{ field: "leadership" });
			const frame = await openLesson(page, url, done);

			await press(frame, "complete");
			await frame.locator("#close").click();
			const end = page.locator(".player-end");

			await end.getByText("Berikutnya untuk Anda").waitFor();
			await end.getByText(/Bidang yang sama/).first().waitFor();
			await examine(page, "the end of a module");
			if (pictures)
				await page.screenshot({ path: join(pictures, "ended.png") });
		}));

	test("of a programme asks for a plan, then whom to ask about it",
		() => visit(learner, async (page) => {
			const made = (await asOrganiser("POST", "/api/v1/programmes",
				{ title: `Pelatihan rencana ${stamp}`, mode: "online" })).body;
			const path = `/api/v1/programmes/${made.id}`;

			await asOrganiser("PUT", `${path}/activities`, { activities: [
				{ kind: "module", title: "Modul", module, required: true }] });
			await asOrganiser("PATCH", path, { state: "published" });
			const batch = (await asOrganiser("POST", `${path}/batches`, {
				name: "Angkatan I", startsAt: Date.now() - 1000,
				endsAt: Date.now() + 9e8 })).body.id;
			const taken = await asOrganiser("POST",
				`/api/v1/batches/${batch}/enrolments`,
				{ people: [as.person.id] });

			assert.ok(taken.status < 300, taken.text);
			await until("the programme is completed", async () => (await as(
				"GET", `/api/v1/me/programmes/${batch}`))
				.body.enrolment?.state === "completed");
			await go(page, `/pelatihan/${batch}`);
			const plan = page.getByRole("region", { name: "Rencana aksi" });

			await button(plan, "Simpan rencana").click();
			await page.getByRole("alert").waitFor();
			await plan.getByLabel("Apa yang Anda lakukan")
				.fill("Loket ketiga dibuka pagi hari.");
			await button(plan, "Simpan rencana").click();
			await plan.getByLabel("Nama rekan").fill("Rina");
			await plan.getByLabel("Email rekan")
				.fill(`rina-${stamp}@contoh.go.id`);
			await look(page, "programme-plan");
			await plan.getByText(/Loket ketiga dibuka/).waitFor();
			await go(page, "/saya/rencana");
			await page.getByRole("heading",
				{ name: `Pelatihan rencana ${stamp}` }).waitFor();
		}));
});

describe("follow-up", () => {
	test("tells organisers how many answered, and who names no superior",
		() => visit(organiser, async (page) => {
			const mine = (await as("GET", "/api/v1/me/plans")).body.plans[0];

			await as("PATCH", `/api/v1/me/plans/${mine.id}`,
				{ superior: null });
			await go(page, "/kelola/tindak-lanjut");
			await page.getByRole("heading",
				{ name: "Atasan belum disebut" }).waitFor();
			const card = page.getByRole("listitem").filter({
				hasText: learner.name }).first();

			await card.getByRole("button").click();
			await card.getByLabel("Nama atasan").fill("Hasan Basri");
			await card.getByLabel("Email atasan")
				.fill(`pimpinan-${stamp}@contoh.go.id`);
			await look(page, "followups");
		}));

	test("is narrowed to a module that is found by its title",
		() => visit(organiser, async (page) => {
			await go(page, "/kelola/tindak-lanjut");
			await page.getByLabel("Cari pelatihan atau modul").fill("a");
			await button(page, "Cari").click();
			await page.getByRole("link", { name: /^(Modul|Pelatihan): / })
				.first().click();
			await page.getByRole("link", { name: "Lihat seluruh instansi" })
				.waitFor();
			assert.match(page.url(), /source=(module|programme)&sourceId=/);
		}));
});

describe("mentoring", () => {
	const topic = `Loket tiga menit ${stamp}`;
	const words = `Antrean pagi dibagi dua ${stamp}.`;

	async function choose(page, label, name) {
		await page.getByLabel(label, { exact: true }).fill(name.split(" ")[0]);
		await page.getByRole("button", { name: `Cari ${label}` }).click();
		await page.getByRole("button", { name: `Pilih ${name}` }).first().click();
	}

	test("begins with two people whom an organiser finds by name",
		() => visit(organiser, async (page) => {
			await go(page, "/kelola/pendampingan");
			await page.getByText("Buat pasangan").click();
			await button(page, "Pasangkan").click();
			await page.getByRole("alert").waitFor();
			await choose(page, "Pendamping", mentor.name);
			await choose(page, "Yang didampingi", learner.name);
			await page.getByLabel("Tentang apa").fill(topic);
			await button(page, "Pasangkan").click();
			await page.getByText(/Keduanya diberi tahu/).waitFor();
			await page.getByRole("cell", { name: topic }).waitFor();
		}));

	test("is noted by the two, who keep what is not saved yet",
		() => visit(mentor, async (page) => {
			await go(page, "/saya/pendampingan");
			await look(page, "mentoring");
			await page.getByRole("link", { name: learner.name }).first().click();
			await page.getByText(/tidak satu kata pun/).waitFor();
			await page.getByLabel("Apa yang dibicarakan").fill(words);
			await page.reload();
			await page.getByLabel("Lamanya").waitFor();
			assert.equal(await page.getByLabel("Apa yang dibicarakan")
				.inputValue(), words);
			await button(page, "Simpan catatan").click();
			await page.getByRole("alert").waitFor();
			await page.getByLabel("Lamanya").fill("45");
			await page.getByLabel("Langkah berikutnya").fill("Coba dua loket.");
			await button(page, "Simpan catatan").click();
			await page.getByText("Catatan tersimpan.").waitFor();
			await page.getByText("Berikutnya: Coba dua loket.").waitFor();
			await look(page, "mentoring-notes");
		}));

	test("is numbers for who made the pair, and not a word", () =>
		visit(organiser, async (page) => {
			await go(page, `/kelola/pendampingan?q=${stamp}`);
			await page.getByRole("cell", { name: /1 \(45 menit\)/ }).waitFor();
			assert.ok(!(await page.content()).includes(words));
			await look(page, "mentorings");
			await button(page, /^Akhiri/).click();
			await examine(page, "the question whether mentoring ends");
			await page.getByRole("dialog").getByRole("button",
				{ name: "Akhiri", exact: true }).click();
			await page.getByText("Pendampingan sudah berakhir.").waitFor();
		}));
});

describe("an indicator", () => {
	let path;

	before(async () => {
		const made = await asOrganiser("POST", "/api/v1/programmes",
			{ title: `Loket cepat ${stamp}`, mode: "online" });

		path = `/kelola/pelatihan/${made.body.id}`;
	});

	const put = async (page, phase, day, value) => {
		await page.getByLabel(phase, { exact: true }).check();
		await page.getByLabel("Hari", { exact: true }).fill(day);
		await page.getByLabel("Angka (hari)").fill(value);
		await page.getByLabel("Dari mana angka ini").fill("Laporan triwulan");
		await button(page, "Simpan angka").click();
		await page.getByRole("rowheader").filter({
			hasText: String(Number(day.slice(8))) }).first().waitFor();
	};

	test("is begun on the programme's page", () => visit(organiser,
		async (page) => {
			await go(page, path);
			await page.getByRole("link", { name: "Lihat dan catat indikator" })
				.click();
			await page.getByText("Tambah indikator").click();
			await button(page, "Tambahkan").click();
			await page.getByRole("alert").waitFor();
			await page.getByLabel("Nama indikator").fill("Lama proses izin");
			await page.getByLabel("Satuan").fill("hari");
			await button(page, "Tambahkan").click();
			await page.getByText("Indikator ditambahkan.").waitFor();
		}));

	test("shows before and after, and always that it is no proof",
		() => visit(organiser, async (page) => {
			await go(page, `${path}/indikator`);
			await page.getByText("Catat angka").click();
			await put(page, "Sebelum", "2026-03-01", "12,5");
			await put(page, "Sebelum", "2026-05-02", "11,5");
			await put(page, "Sesudah", "2026-09-03", "9");
			await page.getByText("12 → 9 hari").waitFor();
			await page.getByText("Membaik: −3 hari (−25 %)").waitFor();
			assert.ok(await page.locator("section.card")
				.getByText(/belum tentu disebabkan/).isVisible());
			assert.match(await page.getByRole("img", { name: /Lama proses/ })
				.getAttribute("aria-label"), /belum tentu disebabkan/);
			await put(page, "Sesudah", "2026-10-04", "900");
			await button(page, /^Tarik angka.*900 hari/).click();
			await page.getByText(/tidak dihitung\.$/).waitFor();
			await page.getByText("12 → 9 hari").waitFor();
			await look(page, "indicators");
		}));
});
