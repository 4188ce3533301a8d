// What the disk holds, and removing versions that nobody needs.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync,
	statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { before, test } from 'node:test'
import { start, top } from '../lib/server.mjs'
import { balai, call, item, publish, scorm12, signIn } from './lib.mjs'

const stamp = Date.now().toString(36)
const store = join(process.env.BALAI_DATA, 'blobs')
let admin, author, learner

before(async () => {
	admin = await signIn('admin')
	author = await signIn('penulis')
	learner = await signIn('peserta')
})

const storage = async (who = admin) => who('GET', '/api/v1/storage')
const remove = (module, version, who = admin) =>
	who('DELETE', `/api/v1/modules/${module}/versions/${version}`)

/* A module of `n` versions; what /storage says of it. */
async function versions(title, n) {
	let module

	for (let i = 1; i <= n; i++)
		module = publish(scorm12(`${title} ${stamp} v${i}`, ['Satu']),
			...(module ? ['--module', module] : [])).module
	return seen(module)
}

async function seen(module) {
	const { body } = await storage()

	return body.modules.find(m => m.id === module)
}

/* As if they had lain there since yesterday. */
function age() {
	for (const sub of readdirSync(store).filter(n => n.length === 2))
		for (const file of readdirSync(join(store, sub)))
			utimesSync(join(store, sub, file), 1, 1)
}

const blobs = () => readdirSync(store).filter(n => n.length === 2)
	.flatMap(sub => readdirSync(join(store, sub))).filter(n => n.length === 64)
const ids = module => module.versions.map(v => v.id)

test('the page says what takes the room, the biggest module first', async () => {
	const made = await versions('Ruang', 2)
	const { status, body } = await storage()

	assert.equal(status, 200)
	assert.ok(['fine', 'low', 'full'].includes(body.room.state))
	assert.ok(body.room.free > 0 && body.room.all > body.room.free)
	for (const part of ['blobs', 'database', 'removable'])
		assert.ok(body[part] > 0, part)
	assert.ok(body.uploads >= 0)
	const sizes = body.modules.map(m => m.bytes)

	assert.deepEqual(sizes, [...sizes].sort((a, b) => b - a))
	assert.deepEqual(made.versions.map(v => v.number), [2, 1])
	assert.deepEqual(made.versions.map(v => v.kept), ['current', ''])
	assert.ok(made.versions[1].own > 0)
})

test('it is for administrators alone, the removal too', async () => {
	const [, old] = ids(await versions('Bukan untuk semua', 2))
	const { body } = await storage()
	const { id } = body.modules.find(m => m.versions.some(v => v.id === old))

	for (const who of [author, learner]) {
		assert.equal((await storage(who)).status, 403)
		assert.equal((await who('GET', '/api/v1/storage/room')).status, 403)
		assert.equal((await remove(id, old, who)).status, 403)
	}
	const room = await admin('GET', '/api/v1/storage/room')

	assert.ok(room.body.all > 0 && room.body.state)
})

test('a removed version frees what no other one has, at once', async () => {
	const module = await versions('Hapus', 3)
	const [, , first] = ids(module)

	age()
	const had = blobs().length
	const { status, body, text } = await remove(module.id, first)

	assert.equal(status, 200, text)
	assert.ok(body.freed >= module.versions[2].own, `${body.freed}`)
	assert.ok(body.before.free > 0 && body.room.free > 0)
	assert.ok(blobs().length < had)
	assert.deepEqual((await seen(module.id)).versions.map(v => v.number), [3, 2])
	assert.match(balai(['check']), / 0 damaged|0 rusak/)
})

test('the removal is in the module\'s history, and the number is not used again',
	async () => {
		const module = await versions('Riwayat', 2)

		await remove(module.id, ids(module)[1])
		const { body } = await admin('GET',
			`/api/v1/modules/${module.id}/history`)
		const event = body.events.find(e => e.kind === 'removed')

		assert.equal(event.version, 1)
		assert.equal(event.by, admin.person.name)
		publish(scorm12(`Riwayat ${stamp} v3`), '--module', module.id)
		assert.deepEqual((await seen(module.id)).versions.map(v => v.number),
			[3, 2])
	})

test('the version that learners get stays', async () => {
	const module = await versions('Berlaku', 2)
	const refused = await remove(module.id, ids(module)[0])

	assert.equal(refused.status, 409)
	assert.equal(refused.body.code, 'version_current')
	assert.equal((await seen(module.id)).versions.length, 2)
})

test('a version that somebody learned by stays, and their results with it',
	async () => {
		const { id } = await versions('Dipelajari', 1)
		const { body: run } = await learner('POST',
			`/api/v1/modules/${id}/launches`, {})

		await learner('POST', '/api/v1/saves',
			item(run, 1, { completion: 'completed' }))
		publish(scorm12(`Dipelajari ${stamp} v2`), '--module', id)
		const [, first] = (await seen(id)).versions

		assert.equal(first.kept, 'attempts')
		const refused = await remove(id, first.id)

		assert.equal(refused.body.code, 'version_learned')
		const rows = (await learner('GET', '/api/v1/me/progress')).body

		assert.ok(rows.some(r => r.attempt === run.attempt))
	})

test('a version that was only looked at goes, with what looking left', async () => {
	const module = await versions('Pratinjau', 2)
	const [, old] = ids(module)
	const looked = await author('POST', `/api/v1/modules/${module.id}/launches`,
		{ version: old })

	assert.equal(looked.status, 201, looked.text)
	await author('POST', '/api/v1/saves', item(looked.body, 1))
	const at = new URL(looked.body.url)
	const file = () => call('GET', `${process.env.BALAI_CONTENT_URL}${
		at.pathname.replace('~play', 'p0.html')}`, { headers: { Host: at.host } })

	assert.equal((await file()).status, 200)
	const { status, text } = await remove(module.id, old)

	assert.equal(status, 200, text)
	const again = await author('POST', `/api/v1/modules/${module.id}/launches`,
		{ version: old })

	assert.equal(again.status, 404)
	assert.equal((await file()).status, 404)
})

test('what waits for approval stays', async () => {
	const { id } = await versions('Menunggu', 2)
	const [, old] = (await seen(id)).versions
	const asked = await admin('POST', `/api/v1/modules/${id}/approvals`,
		{ version: old.id, minor: false, words: '' })

	assert.ok(asked.status < 300, asked.text)
	assert.equal((await remove(id, old.id)).body.code, 'version_asked')
})

test('a removed version is no version any more, by whatever way', async () => {
	const module = await versions('Tiada', 2)
	const [, old] = ids(module)

	await remove(module.id, old)
	assert.equal((await remove(module.id, old)).status, 404)
	const published = await admin('POST',
		`/api/v1/modules/${module.id}/publication`,
		{ version: old, minor: false })

	assert.equal(published.status, 404)
	const { body } = await admin('GET',
		`/api/v1/modules/${module.id}/versions`)

	assert.deepEqual(body.versions.map(v => v.number), [2])
})

test('the same package comes in again after its version was removed', async () => {
	const archive = scorm12(`Kembali ${stamp}`, ['Satu'])
	const { module } = publish(archive)

	publish(scorm12(`Kembali ${stamp} v2`), '--module', module)
	const [, old] = ids(await seen(module))

	age()
	assert.equal((await remove(module, old)).status, 200)
	const again = publish(archive, '--module', module)

	assert.equal(again.version, 3)
	const { body: run } = await learner('POST',
		`/api/v1/modules/${module}/launches`, {})
	const at = new URL(run.url)
	const page = await call('GET', `${process.env.BALAI_CONTENT_URL}${
		at.pathname.replace('~play', 'p0.html')}`, { headers: { Host: at.host } })

	assert.equal(page.status, 200)
})

test('files that an import has just relied on stay for a while', async () => {
	const archive = scorm12(`Muda ${stamp}`, ['Satu'])
	const { module } = publish(archive)

	publish(scorm12(`Muda ${stamp} v2`), '--module', module)
	const [, old] = ids(await seen(module))

	age()
	/* The same blobs again, for another module: they are young, and needed. */
	balai(['import', archive, '--json', '--module', publish(
		scorm12(`Muda lain ${stamp}`)).module])
	const had = new Set(blobs())
	const { body } = await remove(module, old)

	assert.equal(body.freed, 0)
	assert.deepEqual(blobs().filter(b => !had.has(b)), [])
	assert.equal(blobs().length, had.size)
})

test('nothing is removed from the disk while a backup copies', async () => {
	const module = await versions('Cadangan', 2)

	age()
	const holder = spawn('flock', ['-s', join(store, 'keep'), 'sh', '-c',
		'echo held; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] })
	const ended = new Promise(resolve => holder.on('close', resolve))

	await new Promise(held => holder.stdout.once('data', held))
	const had = blobs().length
	const { status, body } = await remove(module.id, ids(module)[1])

	holder.kill('SIGKILL')
	holder.stdout.destroy()
	await ended
	assert.equal(status, 200)
	assert.equal(body.freed, 0)
	assert.equal(blobs().length, had)
})

test('what nobody names goes when the server starts, what is young stays',
	async () => {
		const data = mkdtempSync(join(tmpdir(), 'balai-storage-'))
		const stray = digit => join(data, 'blobs', digit.repeat(2),
			digit.repeat(64))
		const first = await start(['--demo'], { data })

		await first.stop()
		for (const digit of ['a', 'b']) {
			mkdirSync(dirname(stray(digit)), { recursive: true })
			writeFileSync(stray(digit), 'nobody names it')
		}
		utimesSync(stray('a'), 1, 1)
		const second = await start(['--demo'], { data })

		for (let i = 0; i < 600 && existsSync(stray('a')); i++)
			await new Promise(next => setTimeout(next, 50))
		await second.stop()
		assert.equal(existsSync(stray('a')), false)
		assert.equal(existsSync(stray('b')), true)
		rmSync(data, { recursive: true, force: true })
	})

/* The SQL of one query of server/store. */
function query(file, name) {
	const text = readFileSync(join(top, 'server/store', file), 'utf8')

	return text.split('-- name: ').find(part => part.startsWith(`${name}\n`))
}

test('every table that names a blob keeps it, backs it up and says whose it is',
	() => {
		const folder = join(top, 'server/store/schema')
		const schema = readdirSync(folder).map(file =>
			readFileSync(join(folder, file), 'utf8')).join('\n')
		const made = [...schema.matchAll(/CREATE TABLE (\w+) \(([^;]*)\);/g)]
			.filter(([, , columns]) => /^\t\w*(blob|picture)\s+TEXT/m.test(columns))
		const added = [...schema.matchAll(
			/ALTER TABLE (\w+) ADD COLUMN \w*(?:blob|picture) TEXT/g)]
		const tables = new Set([...made, ...added]
			.map(([, table]) => table.replace(/_new$/, '')))

		assert.ok(tables.size >= 4, [...tables].join())
		for (const table of tables)
			for (const sql of [query('module.sql', 'blob_page'),
				query('storage.sql', 'blob_needed'),
				query('check.sql', 'check_blob_count'),
				query('check.sql', 'check_blob_uses')])
				assert.match(sql, new RegExp(`FROM ${table}\\b`), sql)
	})

test('the database of the server is where it was, and whole', () => {
	assert.match(balai(['check']), / 0 damaged|0 rusak/)
	assert.ok(existsSync(store) && statSync(store).isDirectory())
	assert.ok(readFileSync(join(store, 'keep')).length === 0)
})
