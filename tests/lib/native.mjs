// A small module of our own format, for tests: one of each kind of part.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { bin } from './server.mjs'

/* The shortest that may be published: lessons/satu.md. */
export const LESSON = `---
title: Satu
minutes: 5
confidence: general
checkedAt: 2026-11-21
reviewBy: 2027-05-21
---

Isi pelajaran.
`

const single = (id, text, right, wrong, more = {}) => ({
	id, type: 'single', text, ...more,
	choices: [{ text: right, right: true }, { text: wrong }],
	feedback: { right: `Benar ${id}.`, wrong: `Kunci ${id}: ${right}.` },
})

/* Its files by name; what a quiz asks has `secret` in its key and feedback. */
export function nativeFiles(id, title, secret = 'kuncirahasia') {
	const json = value => JSON.stringify(value, null, '\t')

	return {
		'module.json': json({
			format: 'balai/1', id, code: 'UJ', title, language: 'id',
			description: 'Modul kecil untuk pengujian.', jp: 2,
			minutes: 90, contact: 'Bidang Pengujian', topic: 'it',
			audience: 'Semua', goals: ['Memeriksa'],
			tokens: { instansi: { label: 'Nama instansi',
				otherwise: 'instansi Anda' } },
			parts: [{ quiz: 'pretes' }, { lesson: 'awal' },
				{ case: 'pagi' }, { quiz: 'akhir' },
				{ survey: { id: 'survei', title: 'Survei',
					form: 'standard' } },
				{ plan: { id: 'rencana', title: 'Rencana aksi',
					choices: ['Mulai'], days: 30, followup: {
						superior: ['Tindakannya terlihat berjalan.'],
						colleague: ['Kami tahu harus melapor ke mana.'],
						indicator: 'Persentase akun bersandi ganda',
					} } }],
			completion: { required: ['lessons'] },
		}),
		'lessons/awal.md': `---
title: Pelajaran awal
minutes: 5
basis: UU 27/2022 Pasal 46
confidence: seen
checkedAt: 2026-11-21
reviewBy: 2027-05-21
---

> **Adegan.** Pagi hari di {{instansi}}.

## Lima sifat

Kata istimewaji ada di sini; lihat [bagian ini](#lima-sifat) atau
[pelajaran ini](lesson:awal) dan <b>bukan tebal</b>.

![Sebuah kotak.](media/kotak.svg "Kotak")

[[check:UJ-L1]]

[[activity:UJ-pilah]]
`,
		'quizzes/awal.json': json({
			id: 'awal', title: 'Latihan', kind: 'practice',
			questions: [single('UJ-L1', 'Apa **ini**?', 'Latihan',
				'Bukan')],
			activities: [{ id: 'UJ-pilah', type: 'sort',
				text: 'Pilah.', groups: ['a', 'b'],
				cards: [{ text: 'satu', group: 'a' },
					{ text: 'dua', group: 'b' }] }],
		}),
		'quizzes/pretes.json': json({
			id: 'pretes', title: 'Pretes', kind: 'pretest',
			questions: [single('UJ-01p', 'Tanya pretes?',
				`${secret} satu`, 'Bukan')],
		}),
		'quizzes/akhir.json': json({
			id: 'akhir', title: 'Kuis akhir', kind: 'quiz',
			passMark: 70, attempts: 3,
			questions: [single('UJ-01', 'Tanya tersembunyiji?',
				`${secret} dua`, 'Bukan')],
		}),
		'cases/pagi.json': json({
			format: 'case/1', id: 'pagi', title: 'Pagi',
			intro: 'Mulai.', minutes: 5,
			dimensions: [{ id: 'W', name: 'Waspada', most: 10 }],
			variables: {}, start: 'K1', passMark: null,
			nodes: { K1: { title: 'Satu', text: 'Pilih.', choices: [
				{ id: 'a', text: 'Ya', to: 'end', score: { W: 10 },
					feedback: `${secret} tiga` },
				{ id: 'b', text: 'Tidak', to: 'end',
					score: { W: 0 }, feedback: 'Kurang.' },
			] } },
			ideal: ['K1.a'],
			endings: [{ id: 'E1', when: 'otherwise', title: 'Selesai',
				text: 'Usai.', good: true }],
		}),
		'media/kotak.svg': '<svg xmlns="http://www.w3.org/2000/svg" ' +
			'viewBox="0 0 9 9"><path d="M1 1h7v7H1z"/></svg>\n',
	}
}

/* The files as a folder, gone at the end. */
export function nativeFolder(files) {
	const folder = mkdtempSync(join(tmpdir(), 'balai-native-'))

	for (const [name, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name)), { recursive: true })
		writeFileSync(join(folder, name), text)
	}
	process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
	return folder
}

/* The archive that `balai pack` makes of them. */
export function nativeZip(files) {
	const folder = nativeFolder(files), out = `${folder}.zip`

	process.on('exit', () => rmSync(out, { force: true }))
	execFileSync(bin, ['pack', folder, '-o', out], { stdio: 'pipe' })
	return out
}
