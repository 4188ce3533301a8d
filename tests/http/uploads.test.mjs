// Files that arrive in pieces, tus 1.0: told to the byte, whatever breaks.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync,
	statSync, truncateSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { start } from '../lib/server.mjs'
import { until } from '../lib/until.mjs'
import { call, imported, scorm12, signIn, url, visitor } from './lib.mjs'

const folder = '/api/v1/uploads'
const tus = { 'Tus-Resumable': '1.0.0' }
const octets = { ...tus, 'Content-Type': 'application/offset+octet-stream' }
const b64 = text => Buffer.from(text).toString('base64')

let author, learner, host

before(async () => {
	author = await signIn('penulis')
	learner = await signIn('peserta')
	host = await signIn('admin')
})

const begin = (who, bytes, name = 'kursus.zip', more = '') =>
	who('POST', folder, undefined, { ...tus, 'Upload-Length': String(bytes),
		'Upload-Metadata': `filename ${b64(name)}${more}` })

async function begun(who, bytes, name, more) {
	const answer = await begin(who, bytes, name, more)

	assert.equal(answer.status, 201, answer.text)
	return answer.headers.get('Location')
}

const add = (who, at, offset, bytes, headers = {}) => who('PATCH', at, bytes,
	{ ...octets, 'Upload-Offset': String(offset), ...headers })

const head = (who, at) => who('HEAD', at, undefined, tus)
const offset = async (who, at) =>
	Number((await head(who, at)).headers.get('Upload-Offset'))
const giveUp = (who, at) => who('DELETE', at, undefined, tus)

// Until so many bytes of it are on the disk.
const stored = (at, size, data = process.env.BALAI_DATA) =>
	until(`${size} bytes are there`, () => (statSync(join(data, 'uploads',
		at.split('/').pop()), { throwIfNoEntry: false })?.size ?? 0) >= size)

// A PATCH that is under way: the head, and what is written to it by hand.
function patching(who, at, from, length) {
	const { hostname, port } = new URL(who.base)
	const line = connect(port, hostname === 'localhost' ? '127.0.0.1' : hostname)

	line.on('error', () => {})
	line.write([`PATCH ${at} HTTP/1.1`, 'Host: localhost',
		'Tus-Resumable: 1.0.0', `Upload-Offset: ${from}`,
		'Content-Type: application/offset+octet-stream',
		`Content-Length: ${length}`, `Cookie: ${who.cookie}`,
		`X-Balai-Session: ${who.secret}`, '', ''].join('\r\n'))
	return line
}

test('in pieces, a file becomes an import by itself', async () => {
	const title = `Sepotong ${Date.now()}`
	const bytes = readFileSync(scorm12(title))
	const at = await begun(author, bytes.length)
	const first = await add(author, at, 0, bytes.subarray(0, 100))

	assert.match(at, /^\/api\/v1\/uploads\/[0-9a-z]{26}$/)
	assert.equal(first.status, 204, first.text)
	assert.equal(first.headers.get('Upload-Offset'), '100')
	assert.equal(first.headers.get('X-Balai-Import'), null)
	assert.ok(Date.parse(first.headers.get('Upload-Expires')) >
		Date.now() + 6 * 86_400_000)

	const state = await head(author, at)

	assert.equal(state.status, 200)
	assert.equal(state.headers.get('Upload-Offset'), '100')
	assert.equal(state.headers.get('Upload-Length'), String(bytes.length))
	assert.equal(state.headers.get('Upload-Metadata'),
		`filename ${b64('kursus.zip')}`)
	assert.equal(state.headers.get('Cache-Control'), 'no-store')
	assert.equal(state.headers.get('Tus-Resumable'), '1.0.0')

	const { body: list } = await author('GET', folder)
	const mine = list.uploads.find(u => at.endsWith(u.id))

	assert.equal(mine.name, 'kursus.zip')
	assert.equal(mine.offset, 100)
	assert.equal(mine.metadata.filename, 'kursus.zip')

	const last = await add(author, at, 100, bytes.subarray(100))
	const id = last.headers.get('X-Balai-Import')

	assert.equal(last.status, 204, last.text)
	assert.equal(last.headers.get('Upload-Offset'), String(bytes.length))
	assert.ok(at.endsWith(id))
	const done = await imported(author, id)

	assert.equal(done.state, 'done', JSON.stringify(done))
	assert.equal(done.report.title, title)
	assert.equal(done.name, 'kursus.zip')
	assert.equal((await head(author, at)).headers.get('X-Balai-Import'), id)
	// A last answer that was lost on the way is asked for again.
	const again = await add(author, at, bytes.length, Buffer.alloc(0))

	assert.equal(again.headers.get('X-Balai-Import'), id)
	assert.equal((await author('GET', at)).body.import, id)
	assert.ok(!(await author('GET', folder)).body.uploads
		.some(u => u.id === id))
})

test('the protocol is told to whoever asks, and held to', async () => {
	const told = await visitor('OPTIONS', folder)

	assert.equal(told.status, 204)
	assert.equal(told.headers.get('Tus-Version'), '1.0.0')
	assert.equal(told.headers.get('Tus-Extension'),
		'creation,termination,expiration')
	assert.equal(told.headers.get('Tus-Max-Size'), String(2048 * 1024 * 1024))
	for (const version of [{}, { 'Tus-Resumable': '0.2.2' }]) {
		const refused = await author('POST', folder, undefined,
			{ 'Upload-Length': '3', ...version })

		assert.equal(refused.status, 412)
		assert.equal(refused.body.code, 'tus_version')
		assert.equal(refused.headers.get('Tus-Version'), '1.0.0')
		assert.equal(refused.headers.get('Tus-Resumable'), '1.0.0')
	}
})

test('hostile headers are refused, each for what it is', async () => {
	const post = headers => author('POST', folder, undefined,
		{ ...tus, ...headers })
	const bad = [
		{}, { 'Upload-Defer-Length': '1' }, { 'Upload-Length': '-1' },
		{ 'Upload-Length': '+3' }, { 'Upload-Length': '0x10' },
		{ 'Upload-Length': '3 ' + '4' }, { 'Upload-Length': '3.0' },
		{ 'Upload-Length': '9'.repeat(16) },
		{ 'Upload-Length': '3', 'Upload-Metadata': 'filename a"b' },
		{ 'Upload-Length': '3', 'Upload-Metadata': 'filename YQ' },
		{ 'Upload-Length': '3', 'Upload-Metadata': ',' },
		{ 'Upload-Length': '3',
			'Upload-Metadata': `filename ${b64('a')},filename ${b64('b')}` },
		{ 'Upload-Length': '3',
			'Upload-Metadata': `filename ${b64('a\r\nb')}` },
		{ 'Upload-Length': '3',
			'Upload-Metadata': `filename ${Buffer.from([0xff]).toString('base64')}` },
	]

	for (const headers of bad)
		assert.equal((await post(headers)).status, 400, JSON.stringify(headers))
	assert.equal((await post({ 'Upload-Length': '0' })).body.code,
		'upload_empty')
	const large = await post({ 'Upload-Length': '999999999999' })

	assert.equal(large.status, 413)
	assert.equal(large.headers.get('Tus-Max-Size'), String(2048 * 1024 * 1024))
	assert.equal((await begin(author, 3, 'a', `,module ${b64('tidakada')}`))
		.status, 404)
})

test('a wrong offset, type or length moves nothing', async () => {
	const at = await begun(author, 10)

	for (const [from, status] of [[1, 409], [9, 409]]) {
		const refused = await add(author, at, from, Buffer.from('abc'))

		assert.equal(refused.status, status)
		assert.equal(refused.body.code, 'upload_offset')
	}
	assert.equal((await add(author, at, '1e1', Buffer.from('a'))).status, 400)
	assert.equal((await add(author, at, 0, Buffer.from('abc'),
		{ 'Content-Type': 'application/octet-stream' })).status, 415)
	assert.equal((await add(author, at, 0, Buffer.alloc(11))).status, 413)
	assert.equal(await offset(author, at), 0)
	assert.equal((await giveUp(author, at)).status, 204)
	assert.equal((await head(author, at)).status, 404)
	assert.equal((await add(author, at, 0, Buffer.from('abc'))).status, 404)
})

test('a POST may say that it means PATCH or DELETE', async () => {
	const at = await begun(author, 10)
	const meant = await author('POST', at, Buffer.from('abc'), { ...octets,
		'Upload-Offset': '0', 'X-HTTP-Method-Override': 'PATCH' })

	assert.equal(meant.status, 204, meant.text)
	assert.equal(await offset(author, at), 3)
	assert.equal((await author('POST', at, undefined, { ...tus,
		'X-HTTP-Method-Override': 'DELETE' })).status, 204)
	assert.equal((await head(author, at)).status, 404)
})

test('an upload is its author\'s alone', async () => {
	const at = await begun(author, 10)

	assert.equal((await begin(learner, 10)).status, 403)
	assert.equal((await head(learner, at)).status, 403)
	assert.equal((await visitor('HEAD', at, undefined, tus)).status, 401)
	const other = await signIn('admin')

	assert.equal((await head(other, at)).status, 404)
	assert.equal((await add(other, at, 0, Buffer.from('abc'))).status, 404)
	assert.equal((await giveUp(other, at)).status, 404)
	assert.equal(await offset(author, at), 0)
	await giveUp(author, at)
})

test('what came before a line broke is kept', async () => {
	const bytes = randomBytes(300_000)
	const at = await begun(author, bytes.length)
	const line = patching(author, at, 0, bytes.length)

	line.write(bytes.subarray(0, 120_000))
	await stored(at, 120_000)
	line.destroy()
	await until('the offset is told', async () =>
		await offset(author, at) === 120_000)
	const disk = join(process.env.BALAI_DATA, 'uploads', at.split('/').pop())

	assert.deepEqual(readFileSync(disk), bytes.subarray(0, 120_000))
	await giveUp(author, at)
	assert.throws(() => statSync(disk))
})

test('two do not write to one upload at once', async () => {
	const at = await begun(author, 1000)
	const line = patching(author, at, 0, 1000)

	line.write(Buffer.alloc(10))
	await stored(at, 10)
	const refused = await add(author, at, 0, Buffer.alloc(5))

	assert.equal(refused.status, 423)
	assert.equal(refused.body.code, 'upload_busy')
	assert.equal((await giveUp(author, at)).status, 423)
	line.destroy()
	await until('the lock ends', async () =>
		(await giveUp(author, at)).status === 204)
})

test('ten unfinished uploads are enough for anybody', async () => {
	const all = []

	for (let i = 0; i < 10; i++)
		all.push(await begun(host, 10))
	const refused = await begin(host, 10)

	assert.equal(refused.status, 429)
	assert.equal(refused.body.code, 'uploads_many')
	for (const at of all)
		await giveUp(host, at)
	await giveUp(host, await begun(host, 10))
})

test('a stream that nobody asked for is not read', async () => {
	const at = `${folder}/${'0'.repeat(26)}`

	assert.equal((await add(author, at, 0, Buffer.alloc(100_000))).status, 404)
})

// A server of its own on SQLite, whatever the others play on: to be killed.
async function own(options, test) {
	const data = mkdtempSync(join(tmpdir(), 'balai-uploads-'))
	const servers = []
	const run = async (more = options, env = {}) => {
		servers.push(await start(['--demo', ...more], { data, env }))
		return servers.at(-1)
	}

	try {
		await test(run, data)
	} finally {
		for (const server of servers)
			await server.kill()
		rmSync(data, { recursive: true, force: true })
	}
}

test('killed in the middle, it goes on from a true offset', () =>
	own([], async (run, data) => {
		const bytes = Buffer.concat([readFileSync(scorm12('Dibunuh')),
			Buffer.alloc(0)])
		const large = randomBytes(20_000_000)
		let server = await run()
		let who = await signIn('penulis', server.url)
		const at = await begun(who, large.length, 'acak.bin')
		const id = at.split('/').pop()
		const disk = join(data, 'uploads', id)
		const line = patching(who, at, 0, large.length)

		// More than one acknowledgement, and something behind the last.
		line.write(large.subarray(0, 18_000_000))
		await until('most is written', () =>
			statSync(disk, { throwIfNoEntry: false })?.size === 18_000_000)
		await server.kill()
		line.destroy()
		appendFileSync(disk, 'never acknowledged')

		server = await run()
		who = await signIn('penulis', server.url)
		const from = await offset(who, at)

		assert.ok(from >= 8_000_000 && from <= 18_000_000, String(from))
		const next = await add(who, at, from, large.subarray(from, from + 5))

		assert.equal(next.status, 204, next.text)
		assert.equal(statSync(disk).size, from + 5)
		assert.deepEqual(readFileSync(disk), large.subarray(0, from + 5))

		// Bytes that the disk lost are never told of.
		truncateSync(disk, from - 1)
		const lost = await head(who, at)

		assert.equal(lost.status, 410)
		assert.equal(lost.headers.get('Upload-Offset'), null)

		// And one that is whole is imported, killed between the two or not.
		const whole = await begun(who, bytes.length)

		await add(who, whole, 0, bytes)
		await server.kill()
		server = await run()
		who = await signIn('penulis', server.url)
		const done = await imported(who, whole.split('/').pop())

		assert.equal(done.state, 'done')
		assert.equal(done.report.title, 'Dibunuh')
	}))

test('a server that stops keeps what came, and does not wait', () =>
	own([], async (run, data) => {
		let server = await run()
		let who = await signIn('penulis', server.url)
		const at = await begun(who, 1_000_000)
		const line = patching(who, at, 0, 1_000_000)
		const drip = setInterval(() => line.write(Buffer.alloc(1000)), 100)

		await stored(at, 5000, data)
		const began = Date.now()

		process.kill(server.pid, 'SIGTERM')
		await server.ended
		clearInterval(drip)
		line.destroy()
		assert.ok(Date.now() - began < 18_000, `${Date.now() - began} ms`)
		server = await run()
		who = await signIn('penulis', server.url)
		assert.ok(await offset(who, at) >= 5000)
	}))

test('one that nobody goes on with ends after seven days', () =>
	own([], async (run, data) => {
		const sql = text => execFileSync('sqlite3',
			[join(data, 'balai.db'), text], { encoding: 'utf8' }).trim()
		let server = await run()
		let who = await signIn('penulis', server.url)
		const at = await begun(who, 1000)

		await add(who, at, 0, Buffer.alloc(10))
		const left = Number(sql('SELECT expires_at FROM upload')) - Date.now()

		assert.ok(Math.abs(left - 7 * 86_400_000) < 60_000)
		sql('UPDATE upload SET expires_at = 1000')
		const gone = await head(who, at)

		assert.equal(gone.status, 410)
		await server.stop()
		server = await run()
		who = await signIn('penulis', server.url)
		await until('it is swept', () =>
			readdirSync(join(data, 'uploads')).length === 0)
		assert.equal((await head(who, at)).status, 404)
	}))

test('room that the disk does not have is refused at once', () =>
	own(['--upload-limit', '100000000'], async run => {
		const server = await run()
		const who = await signIn('penulis', server.url)
		const refused = await begin(who, 90_000_000_000_000)

		assert.equal(refused.status, 507)
		assert.equal(refused.body.code, 'upload_no_room')
	}))

test('the address of an upload is no address of the content', async () => {
	const answer = await call('HEAD', `${url}/api/v1/uploads/x`)

	assert.equal(answer.status, 401)
	assert.equal(answer.headers.get('Tus-Resumable'), '1.0.0')
})
