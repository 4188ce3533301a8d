// What strangers send to hurt: the server of these tests is our own, since
// its log and its data folder are looked at.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync,
	writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { start } from '../lib/server.mjs'
import { call, signIn } from './lib.mjs'

const json = { 'Content-Type': 'application/json' }
let server

before(async () => { server = await start(['--demo']) })
after(() => server?.stop())

/* What a bare socket gets for these bytes. */
function raw(port, bytes) {
	return new Promise((resolve, reject) => {
		const line = connect(port, '127.0.0.1', () => line.write(bytes))
		let text = ''

		line.setEncoding('latin1').on('data', part => { text += part })
		line.on('end', () => resolve(text)).on('error', reject)
	})
}

/* Refused before anybody looks for a route, or before the body is read. */
const refused = {
	'a broken percent sign': 'GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n',
	'a long address': `GET /${'a'.repeat(7000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
	'long headers': `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(9000)}\r\n\r\n`,
	'no Host': 'GET / HTTP/1.1\r\nX: y\r\n\r\n',
	'a Host that is none': 'GET / HTTP/1.1\r\nHost: a;b\r\n\r\n',
	'an unknown method': 'LOOK / HTTP/1.1\r\nHost: a\r\n\r\n',
	'no HTTP': 'look at me\r\n\r\n',
	'a body too large': 'GET /healthz HTTP/1.1\r\nHost: a\r\n' +
		'Content-Length: 9999999\r\n\r\n',
}

for (const [what, bytes] of Object.entries(refused)) {
	test(`content policy holds on the answer to ${what}`, async () => {
		const text = await raw(server.contentPort, bytes)

		assert.match(text, /^HTTP\/1.1 [45]\d\d /)
		assert.match(text, /^Content-Security-Policy: default-src 'self'.*; sandbox /m)
		assert.match(text, /^Connection-Allowlist: \(response-origin\)\r$/m)
		assert.match(text, /^X-DNS-Prefetch-Control: off\r$/m)
	})
	test(`the app cannot be framed by the answer to ${what}`, async () => {
		assert.match(await raw(server.port, bytes),
			/^X-Frame-Options: DENY\r$/m)
	})
}

test('a stranger is refused before a large body is read', async () => {
	const head = (path, token) => `POST ${path} HTTP/1.1\r\nHost: a\r\n` +
		`${token}Content-Type: application/json\r\n` +
		'Content-Length: 1000000\r\n\r\n'
	const began = Date.now()

	for (const text of await Promise.all([
		raw(server.contentPort, head('/r/saves', '')),
		raw(server.contentPort, head('/r/saves',
			`Authorization: Bearer ${'A'.repeat(76)}\r\n`)),
		raw(server.port, head('/api/v1/saves', 'X-Balai-Run: x\r\n')),
		raw(server.port, head('/api/v1/saves', 'X-Balai-Session: x\r\n')),
	])) {
		assert.match(text, /^HTTP\/1.1 401 /)
		assert.match(text, /"token_invalid"/)
	}
	assert.ok(Date.now() - began < 10_000, 'nobody waits for the body')
})

test('JSON of many levels is refused, and the server lives', async () => {
	for (const [open, shut] of [['[', ']'], ['{"a":', '}']])
		for (const levels of [65, 1000, 10_000]) {
			const body = `{"login":${open.repeat(levels)}1${
				shut.repeat(levels)}}`
			const { status } = await call('POST',
				`${server.url}/api/v1/session`, { headers: json, body })

			assert.equal(status, 400, `${levels} of ${open}`)
		}
	assert.equal((await call('GET', `${server.url}/healthz`)).status, 200)
})

test('brackets in a text are no levels', async () => {
	const { status } = await call('POST', `${server.url}/api/v1/session`,
		{ body: { login: `${'['.repeat(200)}\\"${'{'.repeat(20)}`,
			password: 'x' } })

	assert.equal(status, 401)
})

test('a password in broken JSON does not get into the log', async () => {
	for (const body of ['{"login":"a","password":rahasiaSatu}',
		'{"login":"a","password":"rahasiaDua',
		'{"login":"a","rahasiaTiga":1,"rahasiaTiga":2}'])
		assert.equal((await call('POST', `${server.url}/api/v1/session`,
			{ headers: json, body })).status, 400)
	assert.doesNotMatch(server.log(), /rahasia/)
})

test('nobody else on the machine can read a file of the data folder', () => {
	for (const name of readdirSync(server.data))
		assert.equal(statSync(join(server.data, name)).mode & 0o077, 0, name)
})

test('an archive for a module that is not there leaves no file', async () => {
	const author = await signIn('penulis', server.url)
	const { status } = await author('POST',
		`/api/v1/imports?name=a.zip&module=${'0'.repeat(26)}`,
		Buffer.from('PK'), { 'Content-Type': 'application/octet-stream' })

	assert.equal(status, 404)
	assert.deepEqual(readdirSync(join(server.data, 'uploads')), [])
	/* The listener takes it away when the answer has gone out. */
	for (let i = 0; readdirSync(join(server.data, 'spool')).length; i++) {
		assert.ok(i < 100, 'nothing stays in the spool')
		await new Promise(next => setTimeout(next, 50))
	}
})

test('uploads that a killed server left are removed at the next start',
	async t => {
		const data = mkdtempSync(join(tmpdir(), 'balai-left-'))
		const old = new Date(Date.now() - 3600_000)
		const id = '01m80bp5kbqgh12c9p3jtjxafg'

		t.after(() => rmSync(data, { recursive: true, force: true }))
		await (await start([], { data })).kill()
		for (const [folder, name, when] of [
			['spool', 'gone.part', old], ['uploads', id, old],
			['spool', 'coming.part', new Date()]]) {
			writeFileSync(join(data, folder, name), 'PK')
			utimesSync(join(data, folder, name), when, when)
		}
		const again = await start([], { data })

		await again.stop()
		assert.deepEqual(readdirSync(join(data, 'uploads')), [])
		assert.deepEqual(readdirSync(join(data, 'spool')), ['coming.part'])
	})

test('a cookie planted before the session\'s own signs nobody out', async () => {
	const { cookie, secret } = await signIn('peserta', server.url)
	const me = async planted => (await call('GET',
		`${server.url}/api/v1/me`, { headers: {
			Cookie: `${planted}${cookie}`, 'X-Balai-Session': secret } }))
		.status
	const other = await signIn('penulis', server.url)

	assert.equal(await me('balai_session=planted; '), 200)
	assert.equal(await me(`${other.cookie}; balai_session=; `), 200)
	assert.equal(await me('balai_session=x; '.repeat(20)), 200)
	assert.equal(await me('balai_session=x; '.repeat(181)), 401)
})
