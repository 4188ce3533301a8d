/*
 * A lesson with a self-check and an activity of every type, and the way to show
 * it: a page of text is opened, and its launch says that it is this lesson.
 */
const question = (id, type, text, more) => [id, {
	id, type, text, html: `<p>${text}</p>`,
	feedback: { right: "Benar begitu.", wrong: "Baca lagi bagian di atas." },
	...more,
}];

const questions = Object.fromEntries([
	question("L-1", "single", "Sifat apa yang dilanggar?", { choices: [
		{ text: "kerahasiaan", feedback: "Itu tentang siapa yang boleh tahu." },
		{ text: "keutuhan", right: true }, { text: "ketersediaan" }],
	basis: ["Perpres 95/2018 Pasal 40"], hint: "Angkanya diubah." }),
	question("L-2", "multiple", "Mana data pribadi spesifik?", { choices: [
		{ text: "data kesehatan", right: true }, { text: "agama" },
		{ text: "data biometrik", right: true }] }),
	question("L-3", "trueFalse", "Memasang ulang komputer adalah langkah " +
		"pertama.", { right: false }),
	question("L-4", "match", "Pasangkan sifat dan upayanya.", { pairs: [
		{ left: "Kerahasiaan", right: "pembatasan akses" },
		{ left: "Ketersediaan", right: "cadangan dan pemulihan" }],
	extra: ["cap basah"] }),
	question("L-5", "order", "Urutkan penanganan insiden.", { items: [
		"identifikasi", "isolasi", "pengumpulan bukti"] }),
	question("L-6", "numeric", "Anggaran {P} juta, terpakai {G} juta. Berapa " +
		"sisanya?", { formula: "P - G", unit: "juta", parameters: {
		P: { from: 500, to: 900, step: 100 },
		G: { from: 100, to: 400, step: 50 } } }),
	question("L-7", "text", "Siapa koordinator SPBE di daerah?", {
		accept: ["sekretaris daerah", "sekda"] }),
	["L-8", { id: "L-8", type: "cloze",
		text: "Pemberitahuan {{1}} paling lambat {{2}} hari, kepada {{3}}.",
		html: "<p>Pemberitahuan <span data-gap=\"1\"></span> paling lambat " +
			"<span data-gap=\"2\"></span> hari, kepada " +
			"<span data-gap=\"3\"></span>.</p>",
		gaps: [{ type: "text", accept: ["tertulis"] },
			{ type: "numeric", answer: 3 },
			{ type: "single", choices: [{ text: "media" },
				{ text: "subjek data", right: true }] }] }],
	question("L-9", "essay", "Apa yang Anda ubah besok pagi?", {
		rubric: [{ text: "Menyebut satu tindakan", points: 1 }] }),
]);

const activities = Object.fromEntries([
	question("A-sort", "sort", "Pilah kolom formulir.", {
		groups: ["umum", "spesifik", "tidak perlu"], cards: [
			{ text: "Nama lengkap", group: "umum" },
			{ text: "Golongan darah", group: "spesifik",
				why: "Data kesehatan." },
			{ text: "Nama hewan peliharaan", group: "tidak perlu" }] }),
	question("A-mark", "mark", "Asli atau palsu?", { passages: [
		{ title: "Surel pertama", fake: true,
			text: "Dari: admin@myasn-bkn.support\nYth. Bapak/Ibu, akun Anda " +
				"dinonaktifkan 24 jam lagi. Klik tautan di bawah.",
			parts: [{ text: "admin@myasn-bkn.support",
				why: "Domainnya bukan go.id." },
			{ text: "dinonaktifkan 24 jam lagi",
				why: "Ancaman waktu supaya Anda tidak berpikir." }] },
		{ title: "Surel kedua", fake: false,
			text: "Dari: kepegawaian@contoh.go.id\nRapat pindah ke ruang 2.",
			parts: [] }] }),
	question("A-matrix", "matrix", "Pilih penyedia.", {
		options: ["Penyedia A", "Penyedia B", "Penyedia C"],
		criteria: [{ text: "Biaya", weight: 3 }, { text: "Waktu", weight: 2 },
			{ text: "Mutu", weight: 4 }],
		values: [[5, 2, 3], [3, 4, 4], [2, 5, 2]] }),
	question("A-scale", "scale", "Seberapa sering Anda begini?", {
		labels: ["tidak pernah", "jarang", "kadang", "sering", "selalu"],
		statements: [
			{ text: "Saya menolak hadiah.", group: "Integritas" },
			{ text: "Saya mengakui kesalahan.", group: "Integritas" },
			{ text: "Saya membagi tugas.", group: "Kerja sama" },
			{ text: "Saya memutuskan dengan data.", group: "Keputusan" }] }),
	question("A-tree", "tree", "Ikuti alurnya.", { start: "t1", nodes: {
		t1: { text: "Apakah laporan memuat dugaan pungutan?",
			choices: [{ text: "Ya", to: "t8" }, { text: "Tidak", to: "t2" }] },
		t2: { text: "Apakah pelapor hanya bertanya?",
			choices: [{ text: "Ya", to: "t9" }, { text: "Tidak", to: "t7" }] },
		t7: { text: "Tidak berkadar pengawasan.", end: true },
		t8: { text: "Berkadar pengawasan.", end: true },
		t9: { text: "Permintaan informasi.", end: true },
	}, situations: [
		{ text: "“Petugas minta Rp150.000.”", end: "t8", why: "Itu pungutan." },
		{ text: "“Apa syarat pindah?”", end: "t9" }] }),
	question("A-talk", "dialogue", "Jawab warga.", { start: "a", nodes: {
		a: { speaker: "Warga", text: "KTP saya belum jadi!", choices: [
			{ text: "Sabar, Pak.", to: "b" },
			{ text: "Saya cek sekarang, Pak.", to: "c" }] },
		b: { speaker: "Warga", text: "Sudah dua bulan!", end: true },
		c: { speaker: "Warga", text: "Terima kasih.", end: true } } }),
	question("A-grid", "grid", "Susun peta risiko.", { rows: "Kemungkinan",
		columns: "Dampak", size: 5, prompts: ["Apa yang dapat gagal?"] }),
	question("A-note", "note", "Catatan Anda.", {
		prompts: ["Tiga layanan yang Anda pakai pekan ini", "Data di dalamnya"],
	}),
	question("A-pareto", "pareto", "Baca grafik keluhan.", { bars: [
		{ text: "Antrean lama", count: 18 }, { text: "Syarat berubah", count: 9 },
		{ text: "Petugas kasar", count: 4 }, { text: "Toilet", count: 9 }],
	question: { id: "A-pareto-q", type: "single",
		text: "Apa yang diperbaiki lebih dahulu?", choices: [
			{ text: "Antrean lama", right: true }, { text: "Toilet" }] } }),
	question("A-cards", "cards", "Susun kartu standar.", { fields: [
		{ label: "Nama layanan", placeholder: "misalnya: pindah domisili" },
		{ label: "Waktu", placeholder: "dalam hari kerja" }] }),
]);

const put = (kind, all) => Object.keys(all).map((id) =>
	`<div data-${kind}="${id}"></div>`).join("\n");

const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 160"
	width="360" height="160" font-family="sans-serif" font-size="14">
	<rect x="8" y="24" width="96" height="48" rx="6" fill="#E7F5EC"
		stroke="#1B6E3C"/><text x="56" y="53" text-anchor="middle">Laporan</text>
	<path d="M104 48h48" stroke="#1B1F23"/>
	<rect x="152" y="24" width="96" height="48" rx="6" fill="#FFF4D6"
		stroke="#7A4F00"/><text x="200" y="53" text-anchor="middle">Dipilah</text>
	<path d="M248 48h40" stroke="#1B1F23"/>
	<rect x="288" y="24" width="64" height="48" rx="6" fill="#FFF"
		stroke="#1B1F23"/><text x="320" y="53" text-anchor="middle">Dijawab</text>
	<text x="8" y="120">Tiga hari kerja untuk tanggapan pertama</text></svg>`;

export const MEDIA = { "media/alur.svg": ["image/svg+xml", picture] };

const words = "Laporan yang masuk dibaca, dipilah, lalu diteruskan kepada " +
	"yang berwenang. Pelapor selalu diberi tahu nomor dan tenggatnya, dan ";

export const LESSON = {
	title: "Bila laporan datang",
	minutes: 25,
	basis: ["UU 27/2022 Pasal 46", "Perpres 95/2018 Pasal 40"],
	confidence: "general",
	checkedAt: "2026-11-01",
	reviewBy: "2027-05-01",
	language: "id",
	html: `<aside class="note note-adegan"><p><strong>Adegan.</strong> Senin,
pukul 07.40. Bu Rini membuka surel pertama di
<span data-token="instansi">instansi Anda</span>.</p></aside>
<h2 id="alur">Alur laporan</h2>
<p>${words.repeat(3)}<strong>tidak boleh</strong> dibuka kepada orang lain.
Baca <a href="https://www.lapor.go.id/tentang">halaman resminya</a> atau
<a href="#tenggat">tenggatnya</a>.</p>
<figure><img src="media/alur.svg" alt="Laporan dipilah, lalu dijawab">
<figcaption>Alur laporan dalam tiga langkah</figcaption></figure>
<h3 id="tenggat">Tenggat</h3>
<table><thead><tr><th>Jenis</th><th>Tenggat</th><th>Yang menjawab</th>
<th>Contoh</th></tr></thead><tbody>
<tr><td>Permintaan informasi</td><td>5 hari kerja</td><td>Petugas layanan</td>
<td>Syarat pindah domisili antarkabupaten</td></tr>
<tr><td>Berkadar pengawasan</td><td>60 hari kerja</td><td>Inspektorat</td>
<td>Petugas meminta uang supaya cepat</td></tr></tbody></table>
<aside class="note note-catatan"><p><strong>Catatan.</strong> Nomor laporan
disimpan pelapor.</p></aside>
<aside class="note note-perhatian"><p><strong>Perhatian.</strong> Jangan
meneruskan nama pelapor.</p></aside>
<aside class="note note-coba"><p><strong>Coba di kantor Anda.</strong> Cari:</p>
<ul><li>siapa penghubung laporan di unit Anda;</li><li>di mana nomornya
ditempel.</li></ul></aside>
<aside class="note note-pasti"><p><strong>Belum pasti.</strong> Tenggat
tanggapan pertama berbeda menurut sumbernya.</p></aside>
${put("check", questions)}
<h2>Kegiatan</h2>
${put("activity", activities)}
<p>Sekian.</p>
<img src="x" onerror="window.broken = 1"><script>window.broken = 2</script>
<p onclick="window.broken = 3">Penutup <a href="javascript:window.broken=4">ini</a>.</p>`,
	practice: { questions, activities },
};

/* From now on, on that page: `of` in place of the page of text. */
export async function serveLesson(page, of = LESSON, more = {}) {
	await page.route("**/api/v1/modules/*/launches", async (route) => {
		const answer = await route.fetch();
		const launch = await answer.json();

		launch.unit.kind = launch.state.unit.kind = "lesson";
		launch.state.unit.title = of.title;
		launch.state.unit.launchHref = "lessons/x.json";
		launch.state.unit.media = null;
		Object.assign(launch.state, more);
		await route.fulfill({ response: answer, json: launch });
	});
	await page.route("**/lessons/x.json", (route) =>
		route.fulfill({ json: of }));
	for (const [path, [type, body]] of Object.entries(MEDIA))
		await page.route(`**/${path}`, (route) =>
			route.fulfill({ body, contentType: type }));
}
