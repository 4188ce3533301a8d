// `balai pack`: a module's folder, checked, becomes the same archive every time.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, rmSync, symlinkSync, utimesSync,
	writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { nativeFiles, nativeFolder } from '../lib/native.mjs'
import { bin, top } from '../lib/server.mjs'

const files = nativeFiles('uji', 'Modul uji')

function pack(args, env = {}) {
	const { status, stdout, stderr } = spawnSync(bin, ['pack', ...args],
		{ encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8', ...env } })

	return { status, stdout, stderr }
}

/* The faults of a folder with these files changed; "file:line" and the rest. */
function faults(changed, env) {
	const folder = nativeFolder({ ...files, ...changed })
	const { status, stderr } = pack(['--check', folder], env)

	return { status, lines: stderr.replaceAll(`${folder}/`, '').split('\n')
		.filter(Boolean) }
}

test('the same folder makes the same archive, byte for byte', () => {
	const one = nativeFolder(files), two = nativeFolder(Object.fromEntries(
		Object.entries(files).reverse()))
	const out = `${one}.zip`, other = `${two}.zip`

	process.on('exit', () => [out, other].forEach(f => rmSync(f, { force: true })))
	utimesSync(join(two, 'module.json'), 1e9, 1e9)
	writeFileSync(join(two, '.hidden'), 'x')
	writeFileSync(join(two, 'lessons/awal.md~'), 'x')
	const done = pack([one, '-o', out])

	assert.equal(done.status, 0, done.stderr)
	assert.match(done.stdout, /"Modul uji", 6 parts, \d+ kB\n$/)
	assert.equal(pack([`${two}/`, '-o', other], { TZ: 'Asia/Jayapura' }).status,
		0)
	assert.ok(readFileSync(out).equals(readFileSync(other)))
})

test('a folder that is only checked leaves nothing', () => {
	const folder = nativeFolder(files), before = readdirSync(folder)
	const done = pack(['--check', folder])

	assert.equal(done.status, 0, done.stderr)
	assert.equal(done.stdout, '"Modul uji" is right: 6 parts.\n')
	assert.equal(done.stderr, '')
	assert.deepEqual(readdirSync(folder), before)
	assert.ok(!existsSync(`${folder}.zip`))
})

test('every fault is told with its file and line, and nothing is made', () => {
	const folder = nativeFolder({ ...files,
		'module.json': files['module.json'].replace('"minutes"', '"menit"'),
		'lessons/awal.md': files['lessons/awal.md']
			.replace('confidence: seen\n', '')
			.replace('(lesson:awal)', '(lesson:akhir)')
			.replace('[[check:UJ-L1]]', 'Di sini [[check:UJ-L1]].'),
		'quizzes/akhir.json': files['quizzes/akhir.json']
			.replace('"right": true', '"right": false'),
		'lessons/lain.md': files['lessons/awal.md'] })
	const out = `${folder}.zip`, { status, stderr } = pack([folder, '-o', out])
	const lines = stderr.trimEnd().split('\n').map(l =>
		l.replace(`${folder}/`, ''))

	assert.equal(status, 1)
	assert.ok(!existsSync(out))
	assert.deepEqual(lines.map(l => l.split(': ')[0]), ['lessons/awal.md:1',
		'lessons/awal.md:14', 'lessons/awal.md:18', 'lessons/lain.md',
		'module.json:9', 'quizzes/akhir.json:12', 'quizzes/awal.json:6',
		'7 things have to be mended; no archive was made.'])
	assert.match(lines[0], /has no `confidence`/)
	assert.match(lines[4], /Perhaps `minutes` is meant/)
})

test('faults are told in the language of who reads them', () => {
	const told = faults({ 'lessons/awal.md': files['lessons/awal.md']
		.replace('{{instansi}}', '{{instasi}}') }, { LC_ALL: 'id_ID.UTF-8' })

	assert.equal(told.status, 1)
	assert.match(told.lines[0], /^lessons\/awal\.md:10: \{\{instasi\}\} belum diterangkan .* maksudnya \{\{instansi\}\}\.$/)
})

test('what is only advice refuses nothing', () => {
	const told = faults({ 'media/sisa.png': 'x' })

	assert.equal(told.status, 0)
	assert.match(told.lines[0], /^media\/sisa\.png: \(warning\) /)
})

test('a practice that asks what counts is advised against', () => {
	const told = faults({ 'quizzes/awal.json': files['quizzes/awal.json']
		.replace('Apa **ini**?', 'Tanya **tersembunyiji**') })

	assert.equal(told.status, 0)
	assert.match(told.lines[0], /\(warning\) .*`UJ-01` in `quizzes\/akhir\.json`/)
})

test('a link in the folder is not followed', () => {
	const folder = nativeFolder(files)

	symlinkSync('/etc/passwd', join(folder, 'media/sandi.png'))
	const { status, stderr } = pack(['--check', folder])

	assert.equal(status, 1)
	assert.match(stderr, /media\/sandi\.png: This is no ordinary file/)
})

test('a folder that is not there, and one too many, are said', () => {
	assert.equal(pack(['/tidak/ada']).status, 1)
	assert.equal(pack([]).status, 2)
	assert.equal(pack(['a', 'b']).status, 2)
})

test('the bundled modules are right, without a word of advice', () => {
	for (const name of readdirSync(join(top, 'modules'))) {
		const folder = join(top, 'modules', name)

		if (!existsSync(join(folder, 'module.json')))
			continue
		const done = pack(['--check', folder])

		assert.equal(done.stderr, '', name)
		assert.equal(done.status, 0, name)
	}
})

test('the example of modules/README.md is a module, and its faults are as shown',
	() => {
		const text = readFileSync(join(top, 'modules/README.md'), 'utf8')
		const shown = Object.fromEntries([...text.matchAll(
			/^`([\w./-]+)`\n\n```\w+\n([^]*?)^```$/gm)].map(m => [m[1], m[2]]))

		assert.deepEqual(Object.keys(shown), ['module.json',
			'lessons/sepuluh-menit.md', 'quizzes/sepuluh-menit.json',
			'quizzes/kuis.json'])
		const done = pack(['--check', nativeFolder(shown)])

		assert.equal(done.stderr, '')
		assert.equal(done.status, 0)
		const wrong = nativeFolder({ ...shown,
			'lessons/sepuluh-menit.md': shown['lessons/sepuluh-menit.md']
				.replace('kontak_ttis', 'kontak_tis'),
			'quizzes/kuis.json': shown['quizzes/kuis.json'].replace(
				'"questions"', '"pilihan": [],\n\t"questions"') })
		const { stderr } = pack(['--check', wrong], { LC_ALL: 'id_ID.UTF-8' })

		assert.ok(text.includes(stderr.split('\n').find(l =>
			l.includes('kontak_tis')).replace(wrong, 'lapor-insiden')),
			stderr)
	})
