/*
 * Where a tool of somebody else is put, and used: an author puts it into a module
 * by choosing there and by its address, an organiser into a programme, and a
 * learner's step is done by the score that the tool sends.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { jwt } from "../lib/lti_platform.mjs";
import { start } from "../lib/lti_tool.mjs";
import { LEARNER } from "./lessons.mjs";
import { api, demoPerson, during, examine, go, press, settled, url } from
	"./lib.mjs";
import { launchForTools, play as playTool, register, score } from "./tool.mjs";

const CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";
const DL = "https://purl.imsglobal.org/spec/lti-dl/claim/";
const LATE = 60_000;
const stamp = Date.now().toString(36);
const title = `Pelatihan alat ${stamp}`;
const seen = { faults: [], foreign: [] };
let browser, tool, module, batch, claims;

/* What somebody chose there: one that we take and, of several, one we do not. */
function chosen(asked) {
	const settings = asked[`${DL}deep_linking_settings`];
	const now = Math.floor(Date.now() / 1000);

	return jwt({
		iss: tool.clientId, aud: url, iat: now, exp: now + 60,
		nonce: randomBytes(12).toString("hex"),
		[`${CLAIM}message_type`]: "LtiDeepLinkingResponse",
		[`${CLAIM}version`]: "1.3.0",
		[`${CLAIM}deployment_id`]: tool.deployment,
		[`${DL}data`]: settings.data,
		[`${DL}content_items`]: [
			{ type: "ltiResourceLink", title: "Lab jaringan",
				url: `${tool.url}/lab`, lineItem: { scoreMaximum: 50 } },
			{ type: "ltiResourceLink", title: "Bab asing",
				url: "https://asing.example/bab" },
		].slice(0, settings.accept_multiple ? 2 : 1),
	}, tool.key);
}

function choosingPage(asked) {
	const { deep_link_return_url: back } =
		asked[`${DL}deep_linking_settings`];

	return `<!doctype html><html lang="id"><title>Pilih</title><h1>Perpustakaan
		lab</h1><form method="post" action="${back}"><input type="hidden"
		name="JWT" value="${chosen(asked)}"><button>Kirim</button></form>`;
}

/* The tool's pages, answered in its stead in that browser. */
const play = (page) => playTool(page, tool, (said) => {
	claims = said;
	return claims[`${DL}deep_linking_settings`] ? choosingPage(claims)
		: "<!doctype html><title>Lab</title><h1>Lab terbuka</h1>";
});

before(async () => {
	tool = await start({ server: url });
	browser = await launchForTools();
	await register(browser, tool);
});

after(async () => {
	await browser?.close();
	await tool?.stop();
});

const button = (on, name) => on.getByRole("button", { name, exact: true });
const frame = (page) => page.frameLocator("iframe.tool-frame");

/* By the keys, from the list of tools to what came of the choice. */
async function choose(page, what) {
	const dialog = page.getByRole("dialog");

	await button(dialog, "Pilih isi Alat uji").waitFor({ timeout: LATE });
	await examine(page, `the tools to choose from, ${what}`);
	await press(page, button(dialog, "Pilih isi Alat uji"));
	await frame(page).getByText("Perpustakaan lab").waitFor({ timeout: LATE });
	await button(dialog, "Tutup").waitFor();
	await examine(page, `choosing at the tool, ${what}`);
	await frame(page).getByRole("button", { name: "Kirim" }).press("Enter");
	await dialog.getByText("Lab jaringan").waitFor({ timeout: LATE });
}

async function kept(page) {
	await page.locator(".edit-status").getByText(
		/^(Tersimpan|Semua tersimpan)/).waitFor({ timeout: LATE });
}

test("an author puts a tool into a module by choosing there and by its " +
	"address, and publishes it", async () => {
	await during(browser, { who: await demoPerson("author"), seen },
		async (page) => {
		const dialog = page.getByRole("dialog");
		const [, draft] = await api(page, "POST", "/api/v1/drafts",
			{ title: `Modul alat ${stamp}` });

		await play(page);
		await go(page, `/kelola/naskah/${draft.id}`);
		await press(page, button(page, "Alat"));
		await choose(page, "for a module");
		await dialog.getByText("Bab asing").waitFor();
		await dialog.getByText(/Dilewati\. \S/).waitFor();
		await examine(page, "what came of a choice");
		await press(page, button(dialog, "Tambahkan 1 isi"));
		await page.getByText("Lab jaringan").first().waitFor();

		await press(page, button(page, "Alat"));
		await press(page, button(dialog, "Ketik alamatnya saja"));
		await dialog.waitFor({ state: "detached" });
		const part = page.locator(".edit-part").last();

		await press(page, part.getByText("Ubah", { exact: true }));
		await part.getByLabel("Judul").fill("Bacaan");
		await part.getByLabel("Alamat isi").fill(`${tool.url}/baca`);
		await part.getByLabel("Nilai tertinggi di alat").fill("");
		await part.getByLabel("Nilai tertinggi di alat")
			.pressSequentially("12,5");
		await part.getByLabel("Nilai minimum, dalam persen").fill("60");
		await kept(page);
		await examine(page, "the tools of a module");
		const [, file] = await api(page, "GET",
			`/api/v1/drafts/${draft.id}/files/module.json`);
		const tools = JSON.parse(file.text).parts.flatMap((p) => p.tool ?? []);

		assert.deepEqual(tools, [
			{ id: "lab-jaringan", title: "Lab jaringan",
				url: `${tool.url}/lab`, lineItem: { scoreMaximum: 50 } },
			{ id: "alat", title: "Bacaan", url: `${tool.url}/baca`,
				lineItem: { scoreMaximum: 12.5 }, passMark: 60 },
		]);
		await publish(page, draft.id);
	});
});

async function publish(page, draft) {
	await go(page, `/kelola/naskah/${draft}`);
	await press(page, page.getByRole("link",
		{ name: "Periksa dan buat versi" }));
	await page.getByText("Tidak ada yang harus diperbaiki.")
		.waitFor({ timeout: LATE });
	await press(page, button(page, "Buat versi"));
	await page.waitForURL(/\/kelola\/unggah\//, { timeout: LATE });
	await press(page, button(page, "Terbitkan modul"));
	await page.waitForURL(/\/modul\//, { timeout: LATE });
	module = new URL(page.url()).pathname.split("/").pop();
	await settled(page);
	await page.getByText("Lab jaringan").first().waitFor({ timeout: LATE });
	await page.getByText("Bacaan").first().waitFor();
}

async function made(page, method, path, body) {
	const [status, answer] = await api(page, method, path, body);

	assert.ok(status < 300, `${path}: ${status} ${JSON.stringify(answer)}`);
	return answer;
}

test("an organiser adds a step that a tool shows, chosen there", async () => {
	await during(browser, { who: await demoPerson("organiser"), seen },
		async (page) => {
		const { id } = await made(page, "POST", "/api/v1/programmes", { title,
			purpose: "Berlatih", mode: "online", jp: 100, passMark: 60 });
		const path = `/api/v1/programmes/${id}`;

		await play(page);
		await go(page, `/kelola/pelatihan/${id}`);
		await page.selectOption("#new-step-kind", "tool");
		await page.fill("#new-step-title", "Praktik di lab");
		await press(page, button(page, "Tambahkan langkah"));
		await press(page, page.getByRole("button", { name: /^Ubah/ }));
		await examine(page, "a step without its tool's address");
		await press(page, button(page, "Pilih alat dan isinya"));
		await choose(page, "for a programme");
		await press(page, button(page.getByRole("dialog"),
			"Tambahkan 1 isi"));
		assert.equal(await page.getByLabel("Alamat isi").inputValue(),
			`${tool.url}/lab`);
		await page.getByLabel("Nilai minimum, dalam persen").fill("60");
		await page.getByLabel("Harus lulus").check();
		await press(page, button(page, "Simpan langkah"));
		await page.getByText("Tersimpan").first().waitFor({ timeout: LATE });
		await examine(page, "a step that a tool shows");
		const { activities: [step] } = await made(page, "GET", path);

		assert.equal(step.title, "Praktik di lab");
		assert.deepEqual(step.setting, { title: "Lab jaringan",
			url: `${tool.url}/lab`, lineItem: { scoreMaximum: 50 },
			passMark: 60 });
		await enrol(page, path);
	});
});

async function enrol(page, path) {
	const { people } = await made(page, "GET",
		`/api/v1/people?q=${LEARNER.login}`);

	await made(page, "PATCH", path, { state: "published" });
	batch = (await made(page, "POST", `${path}/batches`, {
		name: "Angkatan I", startsAt: Date.now() - 1000,
		endsAt: Date.now() + 86_400_000 })).id;
	await made(page, "POST", `/api/v1/batches/${batch}/enrolments`,
		{ people: [people[0].id] });
}

test("a learner opens the step, which the tool's score makes done", async () => {
	await during(browser, { who: LEARNER, seen }, async (page) => {
		await play(page);
		await go(page, `/pelatihan/${batch}`);
		await press(page, page.getByRole("link", { name: "Praktik di lab",
			exact: true }));
		await frame(page).getByText("Lab terbuka").waitFor({ timeout: LATE });
		await page.getByText("Nilai minimum 60.").waitFor();
		await examine(page, "a step at its tool");
		await score(tool, claims, 40, 50);
		await page.getByText("Nilai 80 sudah diterima. Lulus.")
			.waitFor({ timeout: LATE });
		await frame(page).getByText("Lab terbuka").waitFor();
		await go(page, `/pelatihan/${batch}`);
		await page.getByText(/Selesai .*80/).first().waitFor();
	});
});

test("an organiser gives another score for the step, among the participants",
	async () => {
		await during(browser, { who: await demoPerson("organiser"), seen },
			async (page) => {
			const dialog = page.getByRole("dialog");

			await go(page, `/kelola/angkatan/${batch}`);
			await press(page, page.getByRole("button",
				{ name: /^Nilai dari alat/ }));
			await dialog.getByText(/memberi nilai 80 \(40 dari 50\)/).waitFor();
			await press(page, button(dialog, "Ubah nilai Praktik di lab"));
			await dialog.getByLabel("Nilai baru").fill("90");
			await press(page, button(dialog, "Simpan nilai"));
			await dialog.getByText(/diubah dari 80 menjadi 90\.$/).waitFor();
			await dialog.getByText("Nilai dari pengajar 90 yang berlaku.")
				.waitFor();
			await examine(page, "a teacher's score in a batch");
			await press(page, button(dialog, "Tutup"));
			await dialog.waitFor({ state: "detached" });
		});
	});

test("no page of it asked elsewhere, or failed", () => {
	assert.deepEqual(seen, { faults: [], foreign: [] });
});
