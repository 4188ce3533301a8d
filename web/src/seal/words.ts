/* Every word of the page that checks seals. */
const table = {
	"paste.label": ["Tautan atau kode segel",
		"Link or code of the seal"],
	"paste.hint": ["Pindai kode QR di sertifikat dengan kamera ponsel: halaman ini terbuka sendiri dan langsung memeriksa. Atau tempel tautannya di sini.",
		"Scan the QR code of the certificate with a phone's camera: this page opens by itself and checks at once. Or paste its link here."],
	"paste.picture": ["Ambil foto kode QR", "Take a picture of the QR code"],
	"paste.unread": ["Kode QR di foto itu tidak terbaca. Foto lagi lebih dekat dan terang.",
		"The QR code in that picture cannot be read. Take another one, closer and with more light."],
	"check": ["Periksa segel", "Check the seal"],
	"another": ["Periksa yang lain", "Check another one"],
	"good": ["Segel sah", "The seal is valid"],
	"good.words": ["Isi di bawah ini disegel oleh {agency} dan tidak berubah sejak diterbitkan.",
		"What is below was sealed by {agency} and has not changed since it was issued."],
	"good.guest": ["Nama dan identitas menurut keterangan peserta sendiri.",
		"Name and identity as the participant stated them."],
	"false": ["Segel tidak sah", "The seal is not valid"],
	"false.words": ["Kode ini bukan buatan server ini, atau ada hurufnya yang berubah. Jangan terima sertifikatnya sebelum bertanya kepada penerbit.",
		"This code was not made by this server, or a letter of it has changed. Do not accept the certificate before asking its issuer."],
	"unread": ["Kode tidak terbaca", "The code cannot be read"],
	"unread.words": ["Kode ini tidak utuh atau bukan kode segel. Pindai lagi, atau salin tautannya sampai huruf terakhir.",
		"This code is not whole, or is no seal. Scan it again, or copy the link to its last letter."],
	"unknown": ["Belum dapat diperiksa", "It cannot be checked yet"],
	"unknown.words": ["Kunci segel ini belum dikenal di perangkat ini. Sambungkan ke internet satu kali, lalu periksa lagi.",
		"This device does not know the key of this seal yet. Connect to the internet once, then check again."],
	"unknown.online": ["Kunci segel ini bukan kunci server ini. Buka alamat yang tercetak di sertifikat.",
		"The key of this seal is none of this server. Open the address that is printed on the certificate."],
	"replaced": ["Sudah diganti", "It was replaced"],
	"replaced.words": ["Segel ini asli, tetapi sertifikatnya sudah diganti dengan nomor {number} pada {day}. Minta yang baru.",
		"The seal is genuine, but the certificate was replaced by number {number} on {day}. Ask for the new one."],
	"revoked": ["Sudah dicabut", "It was revoked"],
	"revoked.words": ["Segel ini asli, tetapi sertifikatnya dicabut oleh penerbit pada {day} dan tidak berlaku lagi.",
		"The seal is genuine, but its issuer revoked the certificate on {day}; it is not valid any more."],
	"list.now": ["Tidak ada di daftar pencabutan per {moment}.",
		"It is not on the list of revoked certificates of {moment}."],
	"list.kept": ["Diperiksa tanpa sambungan; daftar pencabutan per {moment}.",
		"Checked without a connection; list of revoked certificates of {moment}."],
	"list.none": ["Daftar pencabutan belum dapat dimuat. Apakah sertifikat ini sudah dicabut atau diganti tidak dapat dilihat sekarang.",
		"The list of revoked certificates could not be loaded. Whether this one was revoked or replaced cannot be seen now."],
	"same": ["Sama dengan yang tercetak?", "The same as what is printed?"],
	"same.words": ["Bandingkan huruf demi huruf: nomor, nama, judul, tanggal, dan JP. Foto atau PDF mudah diubah; isi segel tidak.",
		"Compare letter by letter: number, name, title, date and JP. A picture or PDF is easily changed; what is sealed is not."],
	"same.yes": ["Ya, sama", "Yes, the same"],
	"same.no": ["Ada yang berbeda", "Something differs"],
	"same.yes.words": ["Sertifikat itu sesuai dengan yang diterbitkan.",
		"The certificate is what was issued."],
	"same.no.words": ["Yang tercetak diubah setelah diterbitkan, atau kodenya dari sertifikat lain. Yang benar ialah isi segel di halaman ini. Jangan terima yang tercetak.",
		"What is printed was changed after it was issued, or the code is another certificate's. What is right is what this page shows. Do not accept the print."],
	"kind": ["Jenis", "Kind"],
	"kind.attendance": ["Surat keterangan (kehadiran)",
		"Statement of attendance"],
	"kind.completion": ["Sertifikat (selesai)", "Certificate of completion"],
	"kind.pass": ["Surat keterangan lulus", "Statement of passing"],
	"name": ["Nama", "Name"],
	"nip": ["NIP (disamarkan)", "NIP (masked)"],
	"title": ["Judul", "Title"],
	"version": ["versi {n}", "version {n}"],
	"jp": ["JP (jam pelajaran)", "JP (lesson hours)"],
	"days": ["Tanggal", "Date"],
	"number": ["Nomor", "Number"],
	"agency": ["Penerbit", "Issuer"],
	"issued": ["Diterbitkan", "Issued"],
	"not.tte": ["Segel verifikasi bukan tanda tangan elektronik tersertifikasi.",
		"A verification seal is not a certified electronic signature."],
	"ready": ["Halaman ini kini dapat dibuka tanpa sambungan di perangkat ini.",
		"This page can now be opened on this device without a connection."],
} as const;

export type Word = keyof typeof table;
export type Lang = "id" | "en";

export const words = (lang: Lang) => (word: Word,
	values: Record<string, string> = {}): string =>
	Object.entries(values).reduce((text, [name, value]) =>
		text.split(`{${name}}`).join(value), table[word][lang === "en" ? 1 : 0]
		.toString());

const MONTHS = {
	id: ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli",
		"Agustus", "September", "Oktober", "November", "Desember"],
	en: ["January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December"],
};

const parts = (day: number) => {
	const date = new Date(day * 86400000);

	return [date.getUTCDate(), date.getUTCMonth(), date.getUTCFullYear()] as
		const;
};

/** As the paper has them: server/domain/certificate.h, paper_dates. */
export function daysOf(first: number, last: number, lang: Lang): string {
	const [fd, fm, fy] = parts(first), [ld, lm, ly] = parts(last);
	const end = `${ld} ${MONTHS[lang][lm]} ${ly}`;

	if (first >= last)
		return end;
	if (fy === ly && fm === lm)
		return `${fd}–${end}`;
	return fy === ly ? `${fd} ${MONTHS[lang][fm]} – ${end}`
		: `${fd} ${MONTHS[lang][fm]} ${fy} – ${end}`;
}

/** Papers are dated in WIB. */
export const dayOf = (ms: number, lang: Lang) => {
	const day = Math.floor((ms + 7 * 3600000) / 86400000);

	return daysOf(day, day, lang);
};

/** "22 November 2026 pukul 14.03", where this device is. */
export function momentOf(ms: number, lang: Lang): string {
	const at = new Date(ms);
	const two = (n: number) => String(n).padStart(2, "0");
	const day = `${at.getDate()} ${MONTHS[lang][at.getMonth()]
	} ${at.getFullYear()}`;

	return lang === "id"
		? `${day} pukul ${two(at.getHours())}.${two(at.getMinutes())}`
		: `${day} at ${two(at.getHours())}:${two(at.getMinutes())}`;
}

export const jpOf = (hundredths: number, lang: Lang) =>
	String(hundredths / 100).replace(".", lang === "id" ? "," : ".");
