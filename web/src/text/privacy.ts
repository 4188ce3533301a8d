/*
 * The privacy notice (UU 27/2022, articles 5 to 13 and 21) and the words around
 * a first sign-in. A change of what the notice says needs a new number here and
 * in server/domain/person.h: everybody is then shown it again.
 */
import { phrases } from "./index";

export const PRIVACY_VERSION = 1;

const id = {
	"title": "Pemberitahuan privasi",
	"brief": "Nama, NIP, dan hasil belajar Anda disimpan oleh {agency} untuk mencatat pengembangan kompetensi. Tidak dijual dan tidak dipakai untuk iklan.",
	"read": "Baca pemberitahuan privasi",
	"means": "Dengan menekan tombol, Anda menyatakan sudah membaca pemberitahuan privasi.",
	"due": "Sebelum mulai, bacalah bagaimana data Anda dijaga. Ini hanya ditanyakan sekali, dan lagi bila isinya berubah.",
	"accept": "Saya sudah membaca",
	"version": "Versi {n}, berdasarkan UU 27/2022 tentang Pelindungan Data Pribadi.",
	"who.q": "Siapa yang menyimpan data Anda?",
	"who.a": "{agency} menentukan tujuan dan cara data dipakai. Dasarnya tugas pemerintahan di bidang pengembangan kompetensi, bukan persetujuan Anda.",
	"what.q": "Data apa?",
	"what.a": "Nama, NIP, email, instansi, dan peran; modul yang dibuka, jawaban, nilai, dan waktu belajar; perangkat dan alamat jaringan saat masuk.",
	"why.q": "Untuk apa?",
	"why.a": "Menjalankan pelajaran, menghitung JP dan nilai, memberi surat keterangan, dan menjaga akun Anda tetap aman. Tidak untuk iklan.",
	"see.q": "Siapa yang melihatnya?",
	"see.a": "Anda sendiri, admin dan penyelenggara di instansi, serta atasan bila ada tugas yang harus disetujuinya. NIP ditampilkan sebagian kepada orang lain.",
	"long.q": "Berapa lama?",
	"long.a": "Hasil belajar disimpan selama Anda bekerja sebagai ASN dan sesudahnya sesuai aturan arsip. Catatan masuk dihapus paling lama 45 hari setelah berakhir.",
	"right.q": "Apa hak Anda?",
	"right.a": "Anda boleh melihat, meminta salinan, dan meminta perbaikan data Anda, serta mengajukan keberatan atau keluhan. Caranya: hubungi kontak di bawah ini.",
	"ask.q": "Hubungi siapa?",

	"activate": "Aktifkan akun",
	"activate.detail": "Isi NIP atau nama masuk Anda dan kode dari slip, email, atau pesan. Lalu buat kata sandi Anda.",
	"activate.code": "Kode aktivasi",
	"activate.codeHint": "Delapan huruf dan angka, misalnya K7MP-49XT.",
	"activate.noCode": "Isi kode aktivasi.",
	"activate.go": "Simpan dan masuk",
	"activate.busy": "Menyimpan…",
	"activate.have": "Sudah punya kata sandi? Masuk",
};

const en: typeof id = {
	"title": "Privacy notice",
	"brief": "Your name, NIP and learning results are kept by {agency} to record professional development. They are not sold and not used for advertising.",
	"read": "Read the privacy notice",
	"means": "By pressing the button you state that you have read the privacy notice.",
	"due": "Before you begin, please read how your data are kept. You are asked once, and again when the notice changes.",
	"accept": "I have read it",
	"version": "Version {n}, under Law 27/2022 on Personal Data Protection.",
	"who.q": "Who keeps your data?",
	"who.a": "{agency} decides what data are used for and how. The basis is its public task of developing competence, not your consent.",
	"what.q": "Which data?",
	"what.a": "Name, NIP, e-mail, agency and roles; modules opened, answers, scores and learning time; device and network address when you sign in.",
	"why.q": "What for?",
	"why.a": "To run the lessons, count hours and scores, issue statements, and keep your account safe. Not for advertising.",
	"see.q": "Who sees them?",
	"see.a": "You, administrators and hosts of your agency, and your supervisor where something needs approval. Others see your NIP in part only.",
	"long.q": "How long?",
	"long.a": "Results are kept while you are a civil servant, and afterwards as the rules for archives say. Sign-in records are deleted at most 45 days after they end.",
	"right.q": "What are your rights?",
	"right.a": "You may see your data, ask for a copy or a correction, object, and complain. To do so, ask the contact below.",
	"ask.q": "Whom to ask?",

	"activate": "Activate your account",
	"activate.detail": "Enter your NIP or login, and the code of your slip, e-mail or message. Then make your own password.",
	"activate.code": "Activation code",
	"activate.codeHint": "Eight letters and digits, for example K7MP-49XT.",
	"activate.noCode": "Enter the activation code.",
	"activate.go": "Save and sign in",
	"activate.busy": "Saving…",
	"activate.have": "You have a password? Sign in",
};

export const words = phrases(id, en);

/* The questions of the notice, in order. */
export const QUESTIONS = ["who", "what", "why", "see", "long", "right"] as const;
