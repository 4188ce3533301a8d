// Mail by SMTP: settings, the test button, letters that wait for a server which
// was away, codes by mail, forgotten passwords; and an installation's first
// steps. The mail server is one of our own, which keeps what it is given.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { postOffice } from '../lib/post.mjs'
import { until } from '../lib/until.mjs'
import { call, signIn, url, visitor } from './lib.mjs'

const stamp = Date.now().toString(36)
const password = 'hujan-pagi-di-kebun'
const address = 'https://belajar.contoh.go.id'
let admin, smtp, port, letters

async function letterTo(to, count = 1) {
	return until(`a letter to ${to}`, () =>
		letters.filter(l => l.to === to)[count - 1])
}

const setting = (more = {}) => ({ host: '127.0.0.1', port, security: 'none',
	login: '', sender: 'belajar@contoh.go.id', ...more })

async function added(login, more = {}) {
	const { status, body, text } = await admin('POST', '/api/v1/people',
		{ name: `Orang ${login}`, login, roles: [], ...more })

	assert.equal(status, 201, text)
	return body
}

before(async () => {
	admin = await signIn('admin')
	smtp = await postOffice();
	({ port, letters } = smtp)
})

after(async () => {
	await admin('PUT', '/api/v1/mail', { host: '' })
	smtp.close()
})

test('without a mail server nobody is sent one, and a page can know', async () => {
	assert.equal((await admin('GET', '/api/v1/mail')).body.server, null)
	assert.equal((await visitor('GET', '/api/v1/about')).body.mail, false)
	assert.equal((await visitor('POST', '/api/v1/session/forgotten',
		{ login: 'peserta' })).body.code, 'mail_off')
	assert.equal((await admin('POST', '/api/v1/mail/test',
		{ to: 'a@contoh.go.id' })).body.code, 'mail_off')
	const person = await added(`tanpa-${stamp}`)

	assert.equal((await admin('POST', '/api/v1/activations',
		{ people: [person.id], mail: true })).body.code, 'mail_off')
})

test('the first steps tell what is done, and an address is set once it fits',
	async () => {
		const { body } = await admin('GET', '/api/v1/setup')

		assert.deepEqual(Object.keys(body.steps),
			['agency', 'address', 'mail', 'people', 'module'])
		assert.equal(body.steps.people, true)
		assert.equal(body.steps.mail, false)
		for (const bad of ['contoh.go.id', 'https://', 'https://a/b',
			'https://a b', 'javascript:alert(1)', 'https://a:x'])
			assert.equal((await admin('PATCH', '/api/v1/setup',
				{ address: bad })).body.field, 'address', bad)
		const set = await admin('PATCH', '/api/v1/setup', { address })

		assert.equal(set.body.address, address)
		assert.equal(set.body.steps.address, true)
		assert.equal((await admin('PATCH', '/api/v1/setup',
			{ dismissed: true })).body.dismissed, true)
		const learner = await signIn('peserta')

		assert.equal((await learner('GET', '/api/v1/setup')).status, 403)
	})

test('the setting keeps its password to itself', async () => {
	const put = await admin('PUT', '/api/v1/mail',
		setting({ login: 'kotak', password: 'rahasia-surat' }))

	assert.equal(put.status, 200, put.text)
	assert.equal(put.body.server.hasPassword, true)
	assert.ok(!put.text.includes('rahasia-surat'))
	await admin('PUT', '/api/v1/mail', setting({ login: 'kotak' }))
	const tried = await admin('POST', '/api/v1/mail/test',
		{ to: `uji-${stamp}@contoh.go.id` })

	assert.equal(tried.status, 200, tried.text)
	assert.ok(tried.body.server.verifiedAt > 0)
	const letter = await letterTo(`uji-${stamp}@contoh.go.id`)

	assert.equal(letter.auth, '\0kotak\0rahasia-surat')
	assert.match(letter.head, /^From: =\?UTF-8\?B\?.* <belajar@contoh.go.id>$/m)
	assert.match(letter.head, /^Auto-Submitted: auto-generated$/m)
	assert.equal((await admin('GET', '/api/v1/setup')).body.steps.mail, true)
	const gone = await admin('PUT', '/api/v1/mail', setting({ password: '' }))

	assert.equal(gone.body.server.hasPassword, false)
	assert.equal(gone.body.server.verifiedAt, null)
})

test('what does not fit is told at its field', async () => {
	for (const [field, value] of [['host', 'a b'], ['host', 'x/y'],
		['port', 0], ['port', 70000], ['security', 'ssl'],
		['sender', 'bukan alamat'], ['sender', 'a@b.c>\r\nBcc: x@y.z']]) {
		const { status, body } = await admin('PUT', '/api/v1/mail',
			setting({ [field]: value }))

		assert.equal(status, 422)
		assert.equal(body.field, field)
	}
	assert.equal((await admin('POST', '/api/v1/mail/test', { to: 'x' }))
		.body.field, 'to')
})

test('a mail server that does not answer is said in its own words', async () => {
	await admin('PUT', '/api/v1/mail', setting({ port: 1 }))
	const { status, body } = await admin('POST', '/api/v1/mail/test',
		{ to: 'a@contoh.go.id' })

	assert.equal(status, 422)
	assert.equal(body.code, 'mail_failed')
	assert.match(body.detail, /port 1/)
	await admin('PUT', '/api/v1/mail', setting())
})

test('codes go by mail to those who have an address', async () => {
	const email = `kode-${stamp}@contoh.go.id`
	const one = await added(`surat-${stamp}`, { email })
	const two = await added(`tanpa-email-${stamp}`)
	const { status, body, text } = await admin('POST', '/api/v1/activations',
		{ people: [one.id, two.id], mail: true })

	assert.equal(status, 201, text)
	assert.deepEqual(body.codes.map(c => c.mailed), [true, false])
	const letter = await letterTo(email)

	assert.match(letter.subject, /^Aktifkan akun/)
	assert.ok(letter.text.includes(body.codes[0].code))
	assert.ok(letter.text.includes(`${address}/aktivasi#`))
	assert.equal((await visitor('POST', '/api/v1/session/activation', {
		login: one.login, code: body.codes[0].code, password, privacy: 1,
	})).status, 200)
})

test('a forgotten password is mailed a link, of the address that was set, '
	+ 'and nothing tells who has an account', async () => {
	const email = `lupa-${stamp}@contoh.go.id`
	const person = await added(`lupa-${stamp}`, { email })
	const ask = login => call('POST', `${url}/api/v1/session/forgotten`,
		{ body: { login }, headers: { 'Accept-Language': 'en',
			'X-Forwarded-Host': 'jahat.example' } })
	const known = await ask(person.login)
	const unknown = await ask(`tidak-ada-${stamp}`)

	assert.equal(known.status, 202)
	assert.deepEqual(unknown.body, known.body)
	assert.deepEqual([...unknown.headers.keys()], [...known.headers.keys()])
	const letter = await letterTo(email)
	const [link, token] = letter.text.match(/(http\S+)#(\S+)/).slice(1)

	assert.match(letter.subject, /^A new password/)
	assert.equal(link, `${address}/masuk/tautan`)
	const good = await visitor('POST', '/api/v1/session/link', { token })

	assert.equal(good.body.person.mustSetPassword, true)
	assert.equal((await visitor('POST', '/api/v1/session/link', { token }))
		.status, 401)
})

test('one person is sent three links at most, and asking is slowed',
	async () => {
		const email = `banjir-${stamp}@contoh.go.id`
		const { login } = await added(`banjir-${stamp}`, { email })
		let last

		for (let i = 0; i < 5; i++) {
			assert.equal((await visitor('POST', '/api/v1/session/forgotten',
				{ login })).status, 202)
			await letterTo(email, Math.min(i + 1, 3))
		}
		last = await visitor('POST', '/api/v1/session/forgotten', { login })
		assert.equal(last.body.code, 'login_slowed')
		await new Promise(next => setTimeout(next, 300))
		assert.equal(letters.filter(l => l.to === email).length, 3)
	})

test('a guest with an e-mail is mailed the link, and the page tells no more', async () => {
	const host = await signIn('pemandu')
	const email = `tamu-${stamp}@contoh.go.id`
	const startsAt = Date.now() + 3_600_000
	const { body: event } = await host('POST', '/api/v1/events', {
		title: `Kegiatan ${stamp}`, startsAt, endsAt: startsAt + 3_600_000,
		publish: true })
	const page = async () => (await visitor('GET', `/k/${event.code}`)).text
	const register = async () => visitor('POST', `/k/${event.code}/daftar`,
		new URLSearchParams({ nama: 'Tamu Baik', identitas: email,
			instansi: 'Kecamatan',
			once: (await page()).match(/name="once" value="(\w+)"/)[1],
		}).toString(),
		{ 'Content-Type': 'application/x-www-form-urlencoded' })
	const first = await register()
	const letter = await letterTo(email)
	const again = await register()
	const second = await letterTo(email, 2)
	const link = /(https:.*)#([\w-]{48})/

	assert.equal(first.status, 200)
	assert.doesNotMatch(first.text, /hadir#/)
	assert.equal(again.text, first.text)
	assert.match(letter.subject, /^Tautan pribadi Anda: Kegiatan/)
	assert.equal(letter.text.match(link)[1], `${address}/hadir`)
	assert.equal(second.text.match(link)[2], letter.text.match(link)[2])
	assert.equal((await host('GET', `/api/v1/events/${event.id}`))
		.body.registered, 1)
	assert.equal((await visitor('POST', '/api/v1/session/guest',
		{ token: letter.text.match(link)[2] })).status, 200)
	assert.equal((await host('POST', '/api/v1/me/guests/letter', { email }))
		.status, 204)
	assert.match((await letterTo(email, 3)).text, /\w{4}/)
})

test('a letter for an address that is refused for good is given up', async () => {
	const email = `tolak-${stamp}@contoh.go.id`
	const person = await added(`tolak-${stamp}`, { email })
	const before = (await admin('GET', '/api/v1/mail')).body.failed

	smtp.refuses = true
	await admin('POST', '/api/v1/activations',
		{ people: [person.id], mail: true })
	const { lastError } = await until('it is given up', async () => {
		const { body } = await admin('GET', '/api/v1/mail')

		return body.failed > before && body
	})

	smtp.refuses = false
	assert.match(lastError, /550/)
})

test('a letter waits while its server is away', async () => {
	const email = `tunggu-${stamp}@contoh.go.id`
	const person = await added(`tunggu-${stamp}`, { email })

	await admin('PUT', '/api/v1/mail', setting({ port: 1 }))
	await admin('POST', '/api/v1/activations',
		{ people: [person.id], mail: true })
	await until('it waits, and says why', async () => {
		const { body } = await admin('GET', '/api/v1/mail')

		return body.waiting > 0 && /port 1/.test(body.lastError ?? '')
	})
})
