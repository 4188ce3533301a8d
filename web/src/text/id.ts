/*
 * Every word of the app in Indonesian. WEB.md, "Voice": what happened, what is
 * safe, what to do; one word per thing. en.ts has the same keys, or does not
 * compile.
 */
export const id = {
	"app.name": "Balai",
	"app.skip": "Langsung ke isi",

	"nav.label": "Menu utama",
	"nav.home": "Beranda",
	"nav.catalogue": "Katalog",
	"nav.me": "Saya",
	"nav.manage": "Kelola",
	"nav.help": "Bantuan",

	"wait.loading": "Memuat…",
	"wait.long": "Ini lebih lama dari biasanya. Anda boleh menunggu atau mencoba lagi.",
	"wait.again": "Coba lagi",

	"offline.title": "Sambungan terputus",
	"offline.detail": "Server tidak terjangkau. Yang sudah tersimpan tidak hilang. Periksa sambungan, lalu coba lagi.",
	"fault.title": "Halaman gagal dibuka",
	"fault.detail": "Yang sudah tersimpan tidak hilang. Coba lagi.",

	"notFound.title": "Halaman tidak ditemukan",
	"notFound.detail": "Alamat ini salah, atau isinya sudah dihapus.",
	"notFound.home": "Kembali ke Beranda",
};
