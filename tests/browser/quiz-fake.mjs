/*
 * A quiz that only the page sees: answers of the server, held in this program,
 * for what is about the page alone (hostile texts, looks, states that a real
 * server reaches slowly). What it says is what server/api/quiz/sitting.c says.
 */
const MODULE = "00000000000000000000000mod";
const UNIT = "0000000000000000000000unit";
const RUN = "00000000000000000000000run";
const ATTEMPT = "000000000000000000attempt1";
const SITTING = "00000000000000000000sittin";

export const address = `/modul/${MODULE}/belajar?unit=${UNIT}`;

const parts = (...texts) => texts.map((html, i) =>
	({ id: String(i + 1), html: `<p>${html}</p>` }));

/* One of each type. */
export const QUESTIONS = [
	{ id: "Q1", type: "single", points: 1,
		html: "<p>Sifat keamanan yang dilanggar ketika angka pada daftar " +
			"penerima bantuan diubah <em>tanpa jejak</em>:</p>",
		choices: parts("kerahasiaan", "keutuhan", "ketersediaan",
			"kenirsangkalan"), hint: "<p>Ingat pelajaran 2.</p>" },
	{ id: "Q2", type: "multiple", points: 2,
		html: "<p>Yang termasuk data pribadi <strong>spesifik</strong>:</p>",
		choices: parts("data kesehatan", "data biometrik", "agama",
			"status perkawinan") },
	{ id: "Q3", type: "trueFalse", points: 1,
		html: "<p>“Memasang ulang komputer segera adalah langkah pertama " +
			"terbaik saat ada dugaan peretasan.”</p>" },
	{ id: "Q4", type: "match", points: 3,
		html: "<p>Pasangkan sifat dengan upayanya.</p>",
		lefts: parts("Kerahasiaan", "Ketersediaan", "Keaslian"),
		rights: parts("cadangan dan pemulihan", "pembatasan akses",
			"verifikasi dan validasi", "tanda tangan elektronik") },
	{ id: "Q5", type: "order", points: 1,
		html: "<p>Urutkan penanganan insiden.</p>",
		items: parts("isolasi", "identifikasi dan analisis",
			"investigasi dan eradikasi",
			"pengumpulan dan preservasi bukti") },
	{ id: "Q6", type: "numeric", points: 1, unit: "jam",
		html: "<p>Pemberitahuan tertulis paling lambat berapa jam?</p>" },
	{ id: "Q7", type: "text", points: 1,
		html: "<p>Singkatan dari Sistem Pemerintahan Berbasis " +
			"Elektronik?</p>" },
	{ id: "Q8", type: "cloze", points: 2,
		html: '<p>Laporan masuk lewat <span data-gap="1"></span>, dijawab ' +
			'dalam <span data-gap="2"></span> hari oleh ' +
			'<span data-gap="3"></span>.</p>',
		gaps: [{ id: "1", type: "text" }, { id: "2", type: "numeric" },
			{ id: "3", type: "single",
				choices: parts("admin instansi", "pemohon") }] },
	{ id: "Q9", type: "essay", points: 6, mostCharacters: 2000,
		html: "<p>Tulis pemberitahuan kepada warga yang datanya " +
			'tersalin di <span data-token="instansi">instansi ' +
			"Anda</span>.</p>",
		rubric: [{ text: "Menyebut data yang tersalin", points: 3 },
			{ text: "Menyebut upaya pemulihan", points: 3 }] },
];

export const CASE = {
	id: "senin-pagi", title: "Senin pagi", role: "Bu Rini, operator",
	introHtml: "<p>Hari Senin di Dinas Dukcapil.</p>", minutes: 30,
	dimensions: [{ id: "W", name: "Waspada", most: 10 },
		{ id: "L", name: "Lapor", most: 10 },
		{ id: "P", name: "Privasi", most: 10 }],
	start: "K1",
	nodes: {
		K1: { title: "Surel yang mendesak", clock: "07.40",
			html: "<p>Surel dari <code>admin@myasn-bkn.support</code>: akun " +
				"dinonaktifkan 24 jam lagi.</p>",
			choices: [
				{ id: "a", html: "<p>Klik dan masuk</p>", to: "K6",
					minutes: 2, feedback: "<p>Domain itu bukan go.id.</p>" },
				{ id: "b", html: "<p>Periksa alamat, lalu lapor ke " +
					"pengelola keamanan</p>", to: "K6", minutes: 5,
				feedback: "<p>Rekan lain ikut terlindungi.</p>",
				basis: ["Peraturan BSSN 4/2021"] },
			] },
		K6: { title: "Isi pemberitahuan", clock: "11.00",
			html: "<p>Apa saja yang wajib ditulis?</p>", to: "S1",
			pick: { least: 1, most: 3, options: [
				{ id: "a", html: "<p>Data yang terungkap</p>",
					feedback: "<p>Wajib.</p>" },
				{ id: "b", html: "<p>Kapan dan bagaimana</p>",
					feedback: "<p>Wajib.</p>" },
				{ id: "c", html: "<p>Nama pegawai yang lalai</p>",
					feedback: "<p>Tidak perlu.</p>" },
			] } },
		S1: { title: "Siapa yang menandatangani?", clock: "13.00",
			html: "<p>Konsep surat sudah siap.</p>",
			choices: [
				{ id: "a", html: "<p>Sekretaris daerah</p>", to: "end",
					feedback: "<p>Ia koordinator SPBE.</p>" },
				{ id: "b", html: "<p>Operator</p>", to: "end",
					feedback: "<p>Bukan kewenangannya.</p>" },
			],
			reasons: { html: "<p>Mengapa?</p>", options: [
				{ id: "r1", html: "<p>Tugasnya menurut peraturan</p>",
					feedback: "<p>Benar.</p>" },
				{ id: "r2", html: "<p>Ia yang paling senior</p>",
					feedback: "<p>Bukan itu dasarnya.</p>" },
			] } },
	},
};

const RESULT = {
	case: {
		dimensions: { W: 10, L: 7, P: 4 }, minutes: 5,
		ending: { id: "E4", title: "Pulih dalam dua hari", good: true,
			html: "<p>Warga mendapat pemberitahuan tepat waktu.</p>" },
		ideal: ["K1.b", "K6.a+b", "S1.a/r1"],
		choices: { K1: { a: 3, b: 9 }, S1: { a: 12 } },
		scaled: 0.7, points: 21, most: 30, passed: null,
	},
};

/*
 * The routes of such a server on that page. `told` holds what was saved; change
 * it to be another device. With `kind` "case" it is a case.
 */
export async function fakeQuiz(page, given = {}) {
	const kase = given.kind === "case";
	const questions = given.questions ?? QUESTIONS;
	const told = {
		saves: [], begun: false, state: "open", responses: {}, path: [],
		place: null, checked: {}, result: null, offset: 0, launches: 0,
		deadline: null, ...given.told,
	};
	const info = {
		title: kase ? CASE.title : "Kuis akhir", kind: given.kind ?? "quiz",
		introHtml: "<p>Kuis ini menutup modul.</p>",
		questions: questions.length, points: 18, passMark: 70,
		attempts: 3, keep: "best", timeMinutes: null,
		extraMinutes: 0, feedback: "end", closesAt: null, ...given.info,
	};
	const now = () => Date.now() + told.offset;
	const sitting = () => ({
		id: SITTING, kind: kase ? "case" : "quiz", state: told.state,
		number: 1, beganAt: now() - 60_000, deadline: told.deadline,
		now: now(), endedAt: told.state === "open" ? null : now(),
		place: told.place, late: null, checked: told.checked,
		...(kase ? { case: CASE, path: told.path }
			: { questions, responses: told.responses }),
		result: told.state === "open" ? null
			: told.result ?? RESULT[info.kind] ?? null,
	});
	const row = () => ({
		id: SITTING, number: 1, state: told.state, beganAt: now() - 60_000,
		endedAt: null, passed: null, counts: told.state !== "open",
		score: told.state === "open" ? null
			: { scaled: 0.8, points: 8, most: 10 },
	});
	const answers = {
		standing: () => ({}),
		launches: () => ({
			url: "", attempt: ATTEMPT, run: `${RUN}${told.launches++}`,
			unit: { id: UNIT, key: "quiz:kuis", title: info.title,
				kind: kase ? "case" : "quiz" },
			version: { id: "v", number: 1 }, standard: "balai",
			runToken: "token", tree: null, expiresAt: now() + 1e7,
			learner: { id: "p", name: "Peserta" },
			state: { sequence: 0, filesToken: "files", cmi: {},
				unit: { key: "quiz:kuis", title: info.title },
				tokens: { instansi: "Kota Contoh" } },
		}),
		quiz: () => ({
			...info, used: told.begun ? 1 : 0,
			left: info.attempts === null ? null
				: info.attempts - (told.begun ? 1 : 0),
			sittings: told.begun ? [row()] : [],
			open: told.begun && told.state === "open" ? SITTING : null,
			mayBegin: true, whyNot: null,
			kept: told.begun && told.state !== "open" ? 0.8 : null,
		}),
		sittings: () => {
			told.begun = true;
			return sitting();
		},
		check: (body) => {
			told.checked[body.question] = given.check ?? {
				state: "right", points: 1, most: 1,
				html: "<p>Tepat.</p>", key: body.response,
				basis: ["Perpres 95/2018"],
			};
			return told.checked[body.question];
		},
		saves: (item) => {
			told.saves.push(item);
			for (const [id, one] of Object.entries(item.responses ?? {}))
				if (!(told.responses[id]?.at > one.at))
					told.responses[id] = one;
			told.path = item.path ?? told.path;
			told.place = item.place;
			if (item.end)
				told.state = "graded";
			return { attempt: item.attempt, run: item.run,
				sequence: item.sequence, savedAt: now(),
				duplicate: false, accepted: true };
		},
	};
	const json = (route, body, status = 200) => route.fulfill({
		status, contentType: "application/json", body: JSON.stringify(body),
	});

	await page.route(/\/api\/v1\/modules\/0+mod(\?.*)?$/, (route) =>
		json(route, {
			id: MODULE, title: "Keamanan informasi", description: "",
			agency: { id: "a", name: "Kota Contoh" }, state: "published",
			version: { id: "v", number: 1, standard: "balai", bytes: 1,
				units: 1 }, createdAt: 0, updatedAt: 0, mine: null,
			createdBy: { name: null },
			outline: [{ id: UNIT, key: "quiz:kuis", title: info.title,
				kind: kase ? "case" : "quiz", launchable: true,
				visible: true, bytes: 0, children: [], progress: null }],
		}));
	await page.route(
		/\/(standing|launches|quiz|sittings(\/[^/]+)?|check|saves)(\?.*)?$/,
		async (route) => {
			const path = new URL(route.request().url()).pathname;
			const last = path.split("/").pop();
			const body = route.request().postDataJSON() ?? {};
			const answer = answers[last] ?? answers.sittings;

			await json(route, answer(body),
				route.request().method() === "POST" &&
					last === "launches" ? 201 : 200);
		});
	return told;
}
