// Mail to a real mail server, by TLS from the start or by STARTTLS: what is
// refused is refused before anything is told, and the reason is understood.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { freePort, start } from '../lib/server.mjs'
import { until } from '../lib/until.mjs'
import { signIn } from './lib.mjs'

const folder = mkdtempSync(join(tmpdir(), 'balai-mail-'))
const account = { login: 'kotak', password: 'rahasia surat = é' }
let server, admin, port, smtp

const openssl = (...args) => execFileSync('openssl', args,
	{ cwd: folder, stdio: ['ignore', 'ignore', 'ignore'] })

/* Signed by the CA of `by`, for that name. */
function certificate(name, host, by) {
	writeFileSync(join(folder, `${name}.ext`),
		`subjectAltName = DNS:${host}\n`)
	openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${host}`,
		'-keyout', `${name}.key`, '-out', `${name}.csr`)
	openssl('x509', '-req', '-in', `${name}.csr`, '-CA', `${by}.pem`,
		'-CAkey', `${by}.key`, '-CAcreateserial', '-days', '2',
		'-extfile', `${name}.ext`, '-out', `${name}.pem`)
}

const authority = name => openssl('req', '-x509', '-newkey', 'rsa:2048',
	'-nodes', '-days', '2', '-subj', `/CN=CA ${name}`, '-keyout',
	`${name}.key`, '-out', `${name}.pem`)

/* One at a time, always at the same port. */
async function serve(security, certified = 'baik', more = account) {
	await stop()
	const child = spawn('/usr/bin/python3', [
		fileURLToPath(new URL('smtp.py', import.meta.url)), JSON.stringify({
			port, security, certificate: join(folder, `${certified}.pem`),
			key: join(folder, `${certified}.key`), ...more }),
	], { stdio: ['pipe', 'pipe', 'inherit'] })
	const letters = []

	smtp = { child, letters, ended: new Promise(end => {
		child.on('close', end)
	}) }
	await new Promise((ready, wrong) => {
		child.on('error', wrong)
		smtp.ended.then(() => wrong(new Error('the mail server ended')))
		createInterface(child.stdout).on('line', line =>
			line === 'ready' ? ready() : letters.push(JSON.parse(line)))
	})
}

async function stop() {
	smtp?.child.stdin.end()
	await smtp?.ended
	smtp = null
}

const set = (security, more = {}) => admin('PUT', '/api/v1/mail', {
	host: 'localhost', port, security, sender: 'belajar@contoh.go.id',
	...account, ...more })
const trial = (to = 'uji@contoh.go.id', lang = 'id') => admin('POST',
	'/api/v1/mail/test', { to }, { 'Accept-Language': lang })

before(async () => {
	for (const name of ['ca', 'asing'])
		authority(name)
	certificate('baik', 'localhost', 'ca')
	certificate('lain', 'lain.contoh.go.id', 'ca')
	certificate('tamu', 'localhost', 'asing')
	port = await freePort()
	server = await start(['--demo', '--mail-ca', join(folder, 'ca.pem')])
	admin = await signIn('admin', server.url)
	await admin('PATCH', '/api/v1/setup', { address: 'https://contoh.go.id' })
})

after(async () => {
	await stop()
	await server?.stop()
	rmSync(folder, { recursive: true, force: true })
})

for (const security of ['starttls', 'tls'])
	test(`a letter goes by ${security}, with the login`, async () => {
		await serve(security)
		await set(security)
		const { status, text, body } = await trial(`${security}@contoh.go.id`)

		assert.equal(status, 200, text)
		assert.ok(body.server.verifiedAt > 0)
		assert.deepEqual(smtp.letters, [{ to: [`${security}@contoh.go.id`],
			from: 'belajar@contoh.go.id', secure: true, login: 'kotak' }])
	})

for (const [certified, what] of [['tamu', 'of a CA that nobody knows'],
	['lain', 'for another name']])
	for (const security of ['starttls', 'tls'])
		test(`by ${security} a certificate ${what} is refused, and said so`,
			async () => {
				await serve(security, certified)
				await set(security)
				const said = await trial()

				assert.equal(said.status, 422)
				assert.equal(said.body.code, 'mail_failed')
				assert.match(said.body.detail,
					/^Setelan tetap tersimpan\. Sertifikat server tidak dip/)
				assert.match((await trial('uji@contoh.go.id', 'en'))
					.body.detail, /certificate is not trusted or is for an/)
				assert.deepEqual(smtp.letters, [])
			})

test('a server without STARTTLS is told nothing when STARTTLS is chosen',
	async () => {
		await serve('none', 'baik', {})
		await set('starttls')
		assert.match((await trial()).body.detail, /tidak menawarkan STARTTLS/)
		assert.match((await trial('uji@contoh.go.id', 'en')).body.detail,
			/offers no STARTTLS/)
		assert.deepEqual(smtp.letters, [])
	})

test('TLS from the start, where the server begins without, is said', async () => {
	await serve('none', 'baik', {})
	await set('tls')
	assert.match((await trial()).body.detail, /Sambungan aman tidak jadi/)
	assert.match((await trial('uji@contoh.go.id', 'en')).body.detail,
		/secure connection does not come about/)
})

test('a login that is refused, or missing, is said', async () => {
	await serve('starttls')
	await set('starttls', { password: 'salah' })
	const wrong = await trial()

	assert.match(wrong.body.detail, /menolak nama masuk atau kata sandinya/)
	assert.ok(!wrong.body.detail.includes('salah'))
	assert.match((await trial('uji@contoh.go.id', 'en')).body.detail,
		/refuses the login or its password/)
	await set('starttls', { login: '', password: '' })
	assert.match((await trial()).body.detail,
		/menolak nama masuk atau kata sandinya/)
	assert.deepEqual(smtp.letters, [])
})

test('a name that is nobody\'s, and a port where nobody is, are said', async () => {
	await set('tls', { host: 'tidak-ada.invalid' })
	assert.match((await trial()).body.detail, /Tidak ada server dengan nama/)
	await stop()
	await set('tls')
	assert.match((await trial()).body.detail, /Tidak ada yang menjawab/)
})

async function letterFor(login) {
	const made = await admin('POST', '/api/v1/people', { name: 'Orang surat',
		login, email: `${login}@contoh.go.id`, roles: [] })

	assert.equal(made.status, 201, made.text)
	const codes = await admin('POST', '/api/v1/activations',
		{ people: [made.body.id], mail: true })

	assert.equal(codes.status, 201, codes.text)
}

const queue = async (lang = 'id') => (await admin('GET', '/api/v1/mail',
	undefined, { 'Accept-Language': lang })).body

test('letters wait while the server is away, and go when a test letter does',
	async () => {
		await stop()
		await set('starttls')
		await letterFor('satu')
		await until('it waits, and says why', async () =>
			/^Tidak ada yang menjawab.* \(.*port/.test(
				(await queue()).lastError))
		assert.match((await queue('en')).lastError, /^Nobody answers/)
		assert.equal((await queue()).waiting, 1)
		await serve('starttls')
		assert.equal((await trial()).status, 200)
		await until('it is sent', async () => (await queue()).waiting === 0)
		assert.deepEqual(smtp.letters.map(l => l.to[0]).sort(),
			['satu@contoh.go.id', 'uji@contoh.go.id'])
		assert.equal((await queue()).lastError, null)
	})

test('a wrong password gives no letter up: they go once it is mended',
	async () => {
		await set('starttls', { password: 'salah' })
		await letterFor('dua')
		await until('it waits', async () =>
			/kata sandinya/.test((await queue()).lastError))
		assert.equal((await queue()).failed, 0)
		await set('starttls')
		await trial()
		await until('it is sent', async () => smtp.letters.some(l =>
			l.to[0] === 'dua@contoh.go.id'))
		assert.equal(smtp.letters.filter(l =>
			l.to[0] === 'dua@contoh.go.id').length, 1)
	})
