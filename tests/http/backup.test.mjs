// A backup of the running server, while it writes; and what comes of it
// elsewhere, on either engine.
import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync,
	statSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { nativeFiles, nativeZip } from '../lib/native.mjs'
import { bin, start } from '../lib/server.mjs'
import { call, item, publish, scorm12, signIn } from './lib.mjs'

const stamp = Date.now().toString(36)
const database = process.env.BALAI_DATABASE
const learners = ['peserta', 'peserta2', 'penulis', 'penyelenggara', 'atasan',
	'admin']
let folder, backups, module, people

const data = name => join(folder, name)

/* Without the settings of the server that is tested. */
const env = { PATH: process.env.PATH, LANG: 'C.UTF-8' }

function run(...args) {
	const done = spawnSync(bin, args, { encoding: 'utf8', env })

	return { code: done.status, out: done.stdout, err: done.stderr }
}

const ours = ['--data', process.env.BALAI_DATA,
	...(database ? ['--database', database] : [])]
const backup = (...more) => run('backup', ...ours, backups, ...more)
const restore = (to, ...more) => run('restore', '--data', data(to), backups,
	...more)
const generations = () => readdirSync(backups)
	.filter(name => /^\d.*Z$/.test(name)).sort()

function ok(done) {
	assert.equal(done.code, 0, done.err + done.out)
	return done
}

/* Who of the demonstration may sign in here. */
async function everybody(base) {
	const people = []

	for (const login of learners)
		people.push(await signIn(login, base).catch(() => null))
	return people.filter(Boolean)
}

async function launch(person, base) {
	const { body, status, text } = await person('POST',
		`/api/v1/modules/${module}/launches`, {})

	assert.equal(status, 201, text)
	return body
}

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'balai-backup-'))
	backups = join(folder, 'cadangan')
	module = publish(scorm12(`Cadangan ${stamp}`, ['Satu', 'Dua'])).module
	people = await everybody()
	assert.ok(people.length >= 2)
	await write()
	written = await read()
})

after(() => rmSync(folder, { recursive: true, force: true }))

const OCTETS = { 'Content-Type': 'application/octet-stream' }
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQV' +
	'R42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
let native, draft, bank, sittings, written

async function done(promise) {
	const { status, body, text } = await promise

	assert.ok(status >= 200 && status < 300, text)
	return body
}

/* A sitting of the module's quiz with an answer in it, handed in or not. */
async function sit(who, end) {
	const run = await done(who('POST', `/api/v1/modules/${native}/launches`,
		{ unit: 'quiz:akhir' }))
	const sitting = await done(who('POST', '/api/v1/sittings',
		{ attempt: run.attempt, unit: 'quiz:akhir' }))
	const at = Date.now()

	await done(who('POST', '/api/v1/saves', { kind: 'answers', sequence: 1,
		attempt: run.attempt, run: run.run, at, sitting: sitting.id, place: null,
		responses: { 'UJ-01': { response: { choice: '1' }, at, ms: 900 } },
		end, sessionTimeMs: 1000, cmi: {} }))
	return sitting.id
}

/* What is made here: a module of ours, a draft with a picture, a bank, answers. */
async function write() {
	const author = await signIn('penulis'), learner = await signIn('peserta')
	const put = (path, bytes) => done(author('PUT', `/api/v1/drafts/${draft}` +
		`/files/${path}?revision=0`, bytes, OCTETS))

	native = publish(nativeZip(nativeFiles(`cadangan-${stamp}`,
		`Modul cadangan ${stamp}`))).module
	draft = (await done(author('POST', '/api/v1/drafts',
		{ title: `Naskah ${stamp}` }))).id
	await put('lessons/kedua.md', Buffer.from('# Masih ditulis…\n'))
	await put('media/titik.png', PNG)
	bank = (await done(author('POST', '/api/v1/banks',
		{ name: `Bank cadangan ${stamp}` }))).id
	await done(author('POST', `/api/v1/banks/${bank}/questions`, {
		tags: ['dasar'], definition: { id: 'B-1', type: 'numeric',
			text: 'Berapa 2 + 2?', answer: 4, tags: ['dasar'] } }))
	sittings = [await sit(learner, true), await sit(learner, false)]
}

/* The same as a server hands it out; the clock and the day's tokens apart. */
async function read(base) {
	const author = await signIn('penulis', base)
	const learner = await signIn('peserta', base)
	const get = async (path, who = author) => {
		const { status, body, text } = await who('GET', path)

		assert.equal(status, 200, `${path}: ${text}`)
		return body
	}
	const begun = await get(`/api/v1/drafts/${draft}`)
	const texts = {}

	for (const { path } of begun.files)
		texts[path] = await get(`/api/v1/drafts/${draft}/files/${path}`)
	const papers = []

	for (const id of sittings) {
		const { now, ...sitting } = await get(`/api/v1/sittings/${id}`, learner)

		assert.ok(now > 0)
		papers.push(sitting)
	}
	return { begun, texts, papers,
		questions: await get(`/api/v1/banks/${bank}/questions`),
		gift: await get(`/api/v1/banks/${bank}/export.gift`),
		gradebook: await get(`/api/v1/modules/${native}/gradebook`) }
}

/* Its sources: a draft of it has the files as they were sent. */
async function sources(base) {
	const author = await signIn('penulis', base)
	const { id, files } = await done(author('POST', '/api/v1/drafts',
		{ module: native }))
	const texts = {}

	for (const { path } of files)
		texts[path] = (await author('GET',
			`/api/v1/drafts/${id}/files/${path}`)).text
	assert.equal((await author('DELETE', `/api/v1/drafts/${id}`)).status, 204)
	return texts
}

/* Saves as fast as they are answered, until told to stop. */
function busy(launches) {
	const state = { on: true, acknowledged: launches.map(() => 0) }

	state.ended = Promise.all(launches.map(async ({ who, launched }, i) => {
		for (let n = 1; state.on; n++) {
			const saved = await who('POST', '/api/v1/saves',
				item(launched, n, { location: `soal-${n}` }))

			assert.equal(saved.status, 200, saved.text)
			state.acknowledged[i] = n
		}
	}))
	return state
}

let acknowledged

test('a backup is taken while everybody saves', async () => {
	const launches = []

	for (const who of people)
		launches.push({ who, launched: await launch(who) })
	const load = busy(launches)

	while (load.acknowledged.some(n => n < 5))
		await new Promise(next => setTimeout(next, 10))
	acknowledged = [...load.acknowledged]
	const done = await new Promise(resolve => {
		const child = spawn(bin, ['backup', ...ours, backups],
			{ stdio: ['ignore', 'pipe', 'pipe'] })
		let said = ''

		child.stdout.on('data', text => { said += text })
		child.stderr.on('data', text => { said += text })
		child.on('close', code => resolve({ code, said }))
	})
	const after = [...load.acknowledged]

	load.on = false
	await load.ended
	assert.equal(done.code, 0, done.said)
	assert.ok(after.some((n, i) => n > acknowledged[i]),
		'saves went on meanwhile')
})

test('it is whole, says so, and nobody else may read it', () => {
	const [name] = generations()

	assert.match(ok(restore('nowhere', '--check')).out, new RegExp(name))
	assert.equal(existsSync(data('nowhere')), false)
	assert.equal(ok(restore('nowhere', '--list')).out.trim(), name)
	for (const file of ['', name, `${name}/database.jsonl.gz`,
		`${name}/ballot.key`, 'blobs'])
		assert.equal(statSync(join(backups, file)).mode & 0o077, 0, file)
	const manifest = JSON.parse(
		readFileSync(join(backups, name, 'manifest.json')))

	assert.ok(manifest.database.rows > 0)
	assert.ok(manifest.blobs.count > 0)
})

/* Every save acknowledged before the backup began is in what was restored. */
async function learned(base) {
	for (const [i, login] of people.map(p => p.person.login).entries()) {
		const person = await signIn(login, base)
		const modules = (await person('GET', '/api/v1/me/modules')).body
			.modules
		const rows = (await person('GET', '/api/v1/me/progress')).body

		assert.ok(modules.some(m => m.id === module), login)
		assert.ok(rows.some(p => p.module.id === module &&
			p.timeMs >= 1000 * acknowledged[i]),
			`${login}: ${JSON.stringify(rows)}`)
	}
}

async function plays(base, contentUrl) {
	const person = await signIn(people[0].person.login, base)
	const { url } = await launch(person)
	const at = new URL(url)
	const token = at.pathname.split('/')[2]
	const page = await call('GET', `${contentUrl}/c/${token}/p0.html`,
		{ headers: { Host: at.host } })

	assert.equal(page.status, 200, page.text)
	assert.match(page.text, new RegExp(`Cadangan ${stamp}`))
}

test('on another machine, with SQLite, everything saved before is there',
	async () => {
		assert.match(ok(restore('lain')).out, /server can be started/)
		assert.deepEqual(readFileSync(join(data('lain'), 'ballot.key')),
			readFileSync(join(process.env.BALAI_DATA, 'ballot.key')))
		const there = await start(['--demo'], { data: data('lain') })

		try {
			await learned(there.url)
			await plays(there.url, there.contentUrl)
			assert.deepEqual(await read(there.url), written)
			assert.deepEqual(await sources(there.url), await sources())
		} finally {
			await there.stop()
		}
		assert.match(ok(run('check', '--data', data('lain'))).out, / 0 damaged/)
	})

test('a damaged file of a draft is said, with the draft that it is of', () => {
	const [blob] = execFileSync('find', [join(data('lain'), 'blobs'), '-type',
		'f', '-size', `${PNG.length}c`], { encoding: 'utf8' }).split('\n')
		.filter(path => path && readFileSync(path).equals(PNG))

	writeFileSync(blob, Buffer.from(PNG).fill(0, 0, 1))
	const told = run('check', '--data', data('lain'))

	writeFileSync(blob, PNG)
	assert.equal(told.code, 1)
	assert.match(told.out + told.err,
		new RegExp(`draft "Naskah ${stamp}": media/titik.png`))
	ok(run('check', '--data', data('lain')))
})

/* A new database of the cluster that the tests run on. */
function newDatabase(name) {
	const to = database.replace(/dbname=\S+/, `dbname=${name}`)

	execFileSync('psql', ['-q', database.slice('postgres:'.length),
		'-c', `CREATE DATABASE ${name}`], { stdio: 'pipe' })
	return to
}

test('from either engine to PostgreSQL, everything is there too',
	{ skip: !database && 'it is tried beside PostgreSQL' }, async () => {
		const first = newDatabase(`pulih_${stamp}`)
		const second = newDatabase(`pindah_${stamp}`)
		const moved = join(folder, 'pindahan')

		ok(restore('pg', '--database', first))
		ok(run('backup', '--data', data('lain'), moved))
		ok(run('restore', '--data', data('pg2'), '--database', second, moved))
		for (const [name, url] of [['pg', first], ['pg2', second]]) {
			const there = await start(['--demo', '--database', url],
				{ data: data(name) })

			try {
				await learned(there.url)
				await plays(there.url, there.contentUrl)
				assert.deepEqual(await read(there.url), written)
				assert.deepEqual(await sources(there.url),
					await sources())
			} finally {
				await there.stop()
			}
		}
		assert.match(run('restore', '--data', data('pg3'), '--database', first,
			moved).err, /database is not empty/)
	})

test('a folder that is not empty is refused, and nothing in it changes', () => {
	const before = readdirSync(data('lain')).sort()
	const done = restore('lain')

	assert.equal(done.code, 1)
	assert.match(done.err, /is not empty/)
	assert.deepEqual(readdirSync(data('lain')).sort(), before)
})

test('a second backup adds only what is new', () => {
	publish(scorm12(`Tambahan ${stamp}`))
	const added = () => Number(/\((\d+) of them new/.exec(ok(backup()).out)[1])
	const first = added()

	assert.ok(first >= 2 && first < 10, `${first} new`)
	assert.equal(added(), 0)
	assert.equal(generations().length, 3)
})

/* Run it and kill it after so many ms, wherever it is by then. */
async function killed(ms, ...args) {
	const child = spawn(bin, args, { stdio: 'ignore', env })
	const ended = new Promise(resolve => child.on('close', resolve))

	await new Promise(next => setTimeout(next, ms))
	child.kill('SIGKILL')
	await ended
}

test('one that is killed leaves the ones before it as they were', async () => {
	const before = generations()

	for (const ms of [3, 6, 9, 12, 15, 18, 22, 26, 30, 40]) {
		await killed(ms, 'backup', ...ours, '--keep', '99', backups)
		ok(restore('nowhere', before.at(-1), '--check'))
	}
	assert.deepEqual(generations().slice(0, before.length), before)
	ok(backup('--keep', '99'))
	assert.deepEqual(readdirSync(backups).filter(n => n.endsWith('.part')), [])
})

test('a restore that is killed is begun again by the same command, and no server starts before',
	async () => {
		for (const ms of [10, 30, 60]) {
			await killed(ms, 'restore', '--data', data('putus'), backups)
			if (existsSync(data('putus/restoring')))
				assert.match(run('user', 'list', '--data', data('putus')).err,
					/has not ended/)
		}
		const ended = !existsSync(data('putus/restoring')) &&
			existsSync(data('putus/balai.db'))

		if (!ended)
			ok(restore('putus'))
		assert.match(ok(run('check', '--data', data('putus'))).out,
			/ 0 damaged/)
	})

test('one killed while it wrote its mark has done nothing yet', () => {
	mkdirSync(data('awal'))
	writeFileSync(data('awal/restoring'), '0123')
	ok(restore('awal'))
	mkdirSync(data('lama'))
	writeFileSync(data('lama/restoring'), '0'.repeat(64))
	assert.match(restore('lama').err, /is not empty/)
})

test('--keep leaves as many as it says, and drops the blobs of none', () => {
	const count = () => execFileSync('find', [join(backups, 'blobs'),
		'-name', '[0-9a-f]*', '-type', 'f'], { encoding: 'utf8' })
		.trim().split('\n').length
	const stray = join(backups, 'blobs/ab')

	execFileSync('mkdir', ['-p', stray])
	writeFileSync(join(stray, `ab${'0'.repeat(62)}`), 'nobody names it')
	const all = count()

	ok(backup('--keep', '2'))
	assert.equal(generations().length, 2)
	assert.equal(count(), all - 1)
	ok(restore('nowhere', '--check'))
	assert.equal(backup('--keep', '0').code, 2)
})

test('a changed byte in any file of a backup is found', () => {
	const name = generations().at(-1)
	const flip = file => {
		const bytes = readFileSync(file)
		const mended = Buffer.from(bytes)

		bytes[bytes.length >> 1] ^= 1
		writeFileSync(file, bytes)
		return () => writeFileSync(file, mended)
	}
	const folderOf = join(backups, 'blobs')
	const sub = readdirSync(folderOf).find(n => /^[0-9a-f]{2}$/.test(n) &&
		readdirSync(join(folderOf, n)).length)
	const blob = join(folderOf, sub, readdirSync(join(folderOf, sub))[0])

	for (const file of [join(backups, name, 'database.jsonl.gz'),
		join(backups, name, 'blobs.txt'), join(backups, name, 'ballot.key'),
		blob]) {
		const mend = flip(file)

		assert.equal(restore('nowhere', '--check').code, 1, file)
		assert.equal(restore('rusak').code, 1, file)
		rmSync(data('rusak'), { recursive: true, force: true })
		mend()
	}
	const manifest = join(backups, name, 'manifest.json')
	const text = readFileSync(manifest)

	unlinkSync(manifest)
	assert.match(restore('nowhere', '--check').err, /manifest.json is missing/)
	writeFileSync(manifest, text)
	ok(restore('nowhere', '--check'))
})

test('a link in the folder of backups loses nothing elsewhere', () => {
	const elsewhere = join(folder, 'orang'), link = join(backups, 'a.part')

	mkdirSync(elsewhere)
	writeFileSync(join(elsewhere, 'surat'), 'milik orang')
	symlinkSync(elsewhere, link)
	assert.equal(backup().code, 1)
	assert.deepEqual(readdirSync(elsewhere), ['surat'])
	unlinkSync(link)
	ok(backup())
})

/* Whoever can write a backup can also write its sums anew. */
function forge(generation, text) {
	const at = name => join(backups, generation, name)
	const manifest = JSON.parse(readFileSync(at('manifest.json'), 'utf8'))

	writeFileSync(at(manifest.database.file), gzipSync(text))
	manifest.database.blake2b = execFileSync('/usr/bin/python3', ['-c',
		'import hashlib, sys; print(hashlib.blake2b(open(sys.argv[1], "rb")' +
		'.read(), digest_size=32).hexdigest())',
		at(manifest.database.file)], { encoding: 'utf8' }).trim()
	writeFileSync(at('manifest.json'), JSON.stringify(manifest))
}

test('what is no text among its rows is said, and restored by nobody', () => {
	ok(backup())
	const generation = generations().at(-1)

	forge(generation, '\0'.repeat(1 << 20))
	const done = restore('nul', generation)

	assert.equal(done.code, 1)
	assert.match(done.err, /NUL/)
	rmSync(join(backups, generation), { recursive: true })
})

test('a damaged file of the server is said, and the others are saved', () => {
	const far = join(folder, 'cadangan-rusak')
	const store = join(process.env.BALAI_DATA, 'blobs')
	const sub = readdirSync(store).find(n => /^[0-9a-f]{2}$/.test(n) &&
		readdirSync(join(store, n)).some(f => f.length === 64))
	const blob = join(store, sub, readdirSync(join(store, sub))
		.find(f => f.length === 64))
	const bytes = readFileSync(blob), { mtime } = statSync(blob)

	try {
		writeFileSync(blob, Buffer.from(bytes).fill(0, 0, 1))
		const done = run('backup', ...ours, far)

		assert.equal(done.code, 1)
		assert.match(done.err, new RegExp(blob.slice(-64)))
		assert.match(done.err, /1 files are damaged/)
		assert.match(run('restore', '--data', data('jauh'), far).out,
			/server can be started/)
	} finally {
		writeFileSync(blob, bytes)
		utimesSync(blob, mtime, mtime)
	}
})

test('without data there is nothing to save, and none is made', () => {
	const done = run('backup', '--data', data('kosong'), backups)

	assert.equal(done.code, 1)
	assert.match(done.err, /no data of Balai/)
	assert.equal(existsSync(data('kosong')), false)
})
