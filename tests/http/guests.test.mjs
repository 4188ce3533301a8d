// What somebody did as a guest of events becomes their account's, after proof.
import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, before, test } from 'node:test'
import { start } from '../lib/server.mjs'
import { until } from '../lib/until.mjs'
import { call, signIn as enter } from './lib.mjs'

const stamp = Date.now()
const own = 'kata-sandi-sendiri'
const letters = []
let server, admin, host, smtp

const signIn = (login, password) => enter(login, server.url, password)
const visitor = (method, path, body, headers) =>
	call(method, server.url + path, { body, headers })

/* Enough of RFC 5321 to be given a letter. */
function converse(socket) {
	let buffer = '', data = null, to = ''

	socket.on('error', () => undefined)
	socket.write('220 uji\r\n')
	socket.on('data', bytes => {
		buffer += bytes
		for (let end; (end = buffer.indexOf('\r\n')) >= 0;) {
			const line = buffer.slice(0, end)

			buffer = buffer.slice(end + 2)
			if (data !== null && line !== '.') {
				data.push(line)
				continue
			}
			if (data !== null) {
				letters.push({ to, text: Buffer.from(data.slice(
					data.indexOf('') + 1).join(''), 'base64').toString() })
				data = null
			}
			if (/^RCPT TO:/i.test(line))
				to = line.match(/<(.*)>/)[1]
			if (/^DATA/i.test(line))
				data = []
			socket.write(/^DATA/i.test(line) ? '354 go on\r\n'
				: /^QUIT/i.test(line) ? '221 bye\r\n' : '250 ok\r\n')
		}
	})
}

/* A server of its own: others look at one without mail. */
before(async () => {
	server = await start(['--demo'])
	admin = await signIn('admin')
	host = await signIn('pemandu')
	smtp = createServer(converse)
	await new Promise(done => smtp.listen(0, '127.0.0.1', done))
	const set = await admin('PUT', '/api/v1/mail', { host: '127.0.0.1',
		port: smtp.address().port, security: 'none', login: '',
		sender: 'balai@contoh.go.id' })

	assert.equal(set.status, 200, set.text)
	await admin('PATCH', '/api/v1/setup',
		{ address: 'https://belajar.contoh.go.id' })
})

after(async () => {
	smtp.close()
	await server.stop()
})

async function somebody(login, more = {}) {
	const made = await admin('POST', '/api/v1/people', {
		name: 'Siti Aminah', login, password: own, roles: ['learner'],
		...more })

	assert.equal(made.status, 201, made.text)
	const first = await signIn(login, own)

	await first('PUT', '/api/v1/me/password',
		{ current: own, password: `${own}-2` })
	return signIn(login, `${own}-2`)
}

async function event() {
	const startsAt = Date.now() + 3_600_000
	const { status, body, text } = await host('POST', '/api/v1/events', {
		title: `Kegiatan ${stamp}`, startsAt, endsAt: startsAt + 7_200_000,
		joinUrl: 'https://us02web.zoom.us/j/86400000000', publish: true })

	assert.equal(status, 201, text)
	return body
}

/* Register without an account; the token of the personal link. */
async function register(ev, identitas) {
	const page = await visitor('GET', `/k/${ev.code}`)
	const once = page.text.match(/name="once" value="(\w{26})"/)[1]
	const done = await visitor('POST', `/k/${ev.code}/daftar`,
		new URLSearchParams({ nama: 'Siti Aminah', identitas,
			instansi: 'Kecamatan', once }).toString(),
		{ 'Content-Type': 'application/x-www-form-urlencoded' })

	return done.text.match(/\/hadir#([\w-]{48})/)?.[1]
}

const adopt = (who, proof) => who('POST', '/api/v1/me/guests', proof)
const seats = async who => JSON.parse(
	(await who('GET', '/api/v1/me/copy')).text).seats

test('the personal link is proof, once', async () => {
	const ev = await event()
	const token = await register(ev, '199001012015031001')
	const who = await somebody(`tamu-${stamp}`)
	const answers = await Promise.all([1, 2, 3].map(() =>
		adopt(who, { token })))

	assert.deepEqual(answers.map(a => a.status).sort(), [200, 403, 403])
	assert.equal(answers.find(a => a.status === 403).body.code,
		'proof_invalid')
	assert.deepEqual((await seats(who)).map(s => [s.event, s.state]),
		[[ev.title, 'registered']])
	assert.equal((await visitor('POST', '/api/v1/session/guest', { token }))
		.status, 401, 'the link opens nothing any more')
	const copy = JSON.parse((await who('GET', '/api/v1/me/copy')).text)

	assert.ok(copy.changes.some(c => c.kind === 'adopted'))
	const counted = await host('GET', `/api/v1/events/${ev.id}/seats`)

	assert.equal(counted.body.seats.length, 1)
})

test('who has a seat as both has one, and the better of each', async () => {
	const ev = await event()
	const token = await register(ev, '199001012015031001')
	const who = await somebody(`dua-${stamp}`)

	assert.equal((await who('POST', `/api/v1/events/${ev.id}/seat`, {}))
		.status < 300, true)
	assert.equal((await adopt(who, { token })).status, 200)
	assert.equal((await seats(who)).length, 1)
	const { body } = await host('GET', `/api/v1/events/${ev.id}/seats`)

	assert.equal(body.seats.length, 1)
})

test('the same NIP is no proof, nor is an altered link', async () => {
	const ev = await event()
	const nip = '198505052010011003'
	const token = await register(ev, nip)
	const who = await somebody(`nip-${stamp}`, { nip })

	assert.deepEqual(await seats(who), [])
	const altered = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')

	for (const proof of [{ token: altered }, { token: nip },
		{ code: 'K7MP-49XT-ACDE' }])
		assert.equal((await adopt(who, proof)).body.code, 'proof_invalid')
	assert.equal((await adopt(who, {})).status, 422)
	assert.deepEqual(await seats(who), [])
})

test('a code mailed to the address the guest gave is proof', async () => {
	const mail = `tamu.${stamp}@contoh.go.id`

	await register(await event(), mail)
	await register(await event(), mail)
	const who = await somebody(`surat-${stamp}`)
	const thief = await somebody(`maling-${stamp}`)
	const asked = await who('POST', '/api/v1/me/guests/letter',
		{ email: mail.toUpperCase() })

	assert.equal(asked.status, 204, asked.text)
	assert.equal((await who('POST', '/api/v1/me/guests/letter',
		{ email: mail })).status, 429, 'one letter a minute')
	const proves = l => l.to === mail && /\w{4}-\w{4}-\w{4}/.test(l.text)

	await until('the letter is there', () => letters.some(proves))
	const code = letters.find(proves).text.match(/\w{4}-\w{4}-\w{4}/)[0]

	assert.equal((await adopt(thief, { code })).body.code, 'proof_invalid')
	const done = await adopt(who, { code })

	assert.equal(done.status, 200, done.text)
	assert.equal(done.body.adopted, 2)
	assert.equal((await seats(who)).length, 2)
	assert.equal((await adopt(who, { code })).body.code, 'proof_invalid')
})

test('an address that no guest gave gets no letter, and the same answer',
	async () => {
		const who = await somebody(`kosong-${stamp}`)
		const before = letters.length
		const asked = await who('POST', '/api/v1/me/guests/letter',
			{ email: `tiada.${stamp}@contoh.go.id` })

		assert.equal(asked.status, 204)
		await register(await event(), `ada.${stamp}@contoh.go.id`)
		const other = await somebody(`ada-${stamp}`)

		await other('POST', '/api/v1/me/guests/letter',
			{ email: `ada.${stamp}@contoh.go.id` })
		await until('a later letter came', () => letters.length > before &&
			letters.some(l => l.to === `ada.${stamp}@contoh.go.id`))
		assert.ok(!letters.some(l => l.to === `tiada.${stamp}@contoh.go.id`))
	})

test('a bound is told to who registered before as to who did not', async () => {
	const identitas = `batas.${stamp}@contoh.go.id`
	const ask = async ev => {
		const page = await visitor('GET', `/k/${ev.code}`)
		const once = page.text.match(/name="once" value="(\w{26})"/)[1]

		return visitor('POST', `/k/${ev.code}/daftar`,
			new URLSearchParams({ nama: 'Siti Aminah', identitas,
				instansi: 'Kecamatan', once }).toString(),
			{ 'Content-Type': 'application/x-www-form-urlencoded' })
	}
	const known = await event()

	assert.equal((await ask(known)).status, 200)
	for (let i = 1; i < 10; i++)
		await ask(await event())
	assert.equal((await ask(await event())).status, 429)
	assert.equal((await ask(known)).status, 429)
	await until('the link came again all the same', () =>
		letters.filter(l => l.to === identitas).length === 11)
})
