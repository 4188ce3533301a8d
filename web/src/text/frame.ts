/*
 * Words of the player's frame, which speaks only when it stands alone. A plain
 * table: the frame is another program than the app.
 */
export const frameWords = {
	id: {
		saved: "Tersimpan {time}",
		sending: "Mengirim…",
		unsent: "Belum terkirim. Biarkan halaman ini terbuka.",
		download: "Unduh “{title}”",
		line: "Pelajaran belum dapat dibuka, karena server tidak terjangkau. Yang sudah tersimpan tidak hilang. Halaman ini mencoba lagi sendiri.",
		token: "Tautan pelajaran ini sudah berakhir. Yang sudah tersimpan tidak hilang. Buka pelajaran dari Balai.",
	},
	en: {
		saved: "Saved {time}",
		sending: "Sending…",
		unsent: "Not sent yet. Keep this page open.",
		download: "Download “{title}”",
		line: "The lesson cannot be opened yet, because the server is out of reach. What was saved is not lost. This page tries again by itself.",
		token: "The link to this lesson has ended. What was saved is not lost. Open the lesson from Balai.",
	},
};
