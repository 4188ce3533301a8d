// One-time codes: made for people by an administrator, used by each of them
// once; and the privacy notice that stands beside the first password.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { call, signIn, url, visitor } from './lib.mjs'

const stamp = Date.now().toString(36)
const password = 'hujan-pagi-di-kebun'
let admin

before(async () => { admin = await signIn('admin') })

async function added(login, more = {}) {
	const { status, body, text } = await admin('POST', '/api/v1/people',
		{ name: `Orang ${login}`, login, roles: ['learner'], ...more })

	assert.equal(status, 201, text)
	return body
}

async function codeFor(...people) {
	const { status, body, text } = await admin('POST', '/api/v1/activations',
		{ people: people.map(p => p.id) })

	assert.equal(status, 201, text)
	return body
}

const use = (login, code, more = {}) =>
	visitor('POST', '/api/v1/session/activation',
		{ login, code, password, privacy: 1, ...more })

test('a code sets the first password, records the notice and signs in',
	async () => {
		const login = `kode-${stamp}`
		const { codes, expiresAt } = await codeFor(await added(login))
		const [{ code, loginMasked, url: page, qr }] = codes

		assert.match(code, /^[ACDEFGHJKMNPQRTVWXY34679]{4}-[ACDEFGHJKMNPQRTVWXY34679]{4}$/)
		assert.ok(expiresAt > Date.now() + 13 * 86400e3)
		assert.ok(!JSON.stringify(codes).includes(`"${login}"`))
		assert.match(loginMasked, /^ko\*\*\*.$/)
		assert.equal(page, `${url}/aktivasi#${code}`)
		assert.ok(qr.size >= 29 && /^M4 4h7v1h-7z/.test(qr.path))

		const good = await use(login.toUpperCase(),
			` ${code.toLowerCase().replace('-', ' ')} `)

		assert.equal(good.status, 200, good.text)
		assert.equal(good.body.person.login, login)
		assert.equal(good.body.person.mustSetPassword, false)
		assert.equal(good.body.person.privacyDue, false)
		const as = await signIn(login, url, password)

		assert.equal((await as('GET', '/api/v1/modules')).status, 200)
	})

test('a code works once, and a new one ends the one before', async () => {
	const person = await added(`sekali-${stamp}`)
	const [{ code: first }] = (await codeFor(person)).codes
	const [{ code: second }] = (await codeFor(person)).codes

	assert.equal((await use(person.login, first)).body.code,
		'activation_mismatch')
	assert.equal((await use(person.login, second)).status, 200)
	assert.equal((await use(person.login, second)).body.code,
		'activation_mismatch')
	const { body } = await admin('GET', `/api/v1/people/${person.id}`)

	assert.ok(body.activation.usedAt >= body.activation.createdAt)
})

test('an unknown login, a wrong code and somebody without one look alike',
	async () => {
		const person = await added(`beda-${stamp}`)

		await codeFor(person)
		const answers = [
			await use(person.login, 'AAAA-AAAA'),
			await use(`tidak-ada-${stamp}`, 'AAAA-AAAA'),
			await use(person.login, 'bukan kode'),
			await use('penulis', 'AAAA-AAAA'),
		]

		for (const { status, body } of answers)
			assert.deepEqual({ status, ...body, requestId: 0 },
				{ status: 401, ...answers[0].body, requestId: 0 })
	})

test('a weak password uses nothing up, and is told at its field', async () => {
	const person = await added(`lemah-${stamp}`)
	const [{ code }] = (await codeFor(person)).codes

	for (const weak of ['pendek', person.login, person.name]) {
		const { status, body } = await use(person.login, code,
			{ password: weak })

		assert.equal(status, 422)
		assert.equal(body.code, 'password_weak')
		assert.equal(body.field, 'password')
	}
	assert.equal((await use(person.login, code, { privacy: undefined }))
		.body.field, 'privacy')
	assert.equal((await use(person.login, code)).status, 200)
})

test('guessing codes is slowed as guessing passwords is', async () => {
	const person = await added(`tebak-${stamp}`)
	let last

	await codeFor(person)
	for (let i = 0; i < 7; i++)
		last = await use(person.login, 'AAAA-AAAA')
	assert.equal(last.status, 429)
	assert.equal(last.body.code, 'login_slowed')
	assert.equal((await visitor('POST', '/api/v1/session',
		{ login: person.login, password })).status, 429)
})

test('a code for somebody who has a password replaces it and ends sessions',
	async () => {
		const person = await added(`lupa-${stamp}`)

		await use(person.login, (await codeFor(person)).codes[0].code)
		const as = await signIn(person.login, url, password)
		const [{ code }] = (await codeFor(person)).codes

		assert.equal((await as('GET', '/api/v1/me')).status, 200)
		assert.equal((await use(person.login, code,
			{ password: 'sandi-yang-lain-lagi' })).status, 200)
		assert.equal((await as('GET', '/api/v1/me')).status, 401)
	})

test('who is disabled gets no code, and is named; a code dies with them',
	async () => {
		const one = await added(`mati-${stamp}`)
		const two = await added(`hidup-${stamp}`)
		const before = await codeFor(one)

		await admin('PATCH', `/api/v1/people/${one.id}`, { disabled: true })
		const { codes, skipped } = await codeFor(one, two)

		assert.deepEqual(codes.map(c => c.person.id), [two.id])
		assert.deepEqual(skipped, [{ id: one.id, name: one.name }])
		assert.equal((await use(one.login, before.codes[0].code)).body.code,
			'activation_mismatch')
	})

test('codes are made for 50 at most, for people who are there', async () => {
	const many = await admin('POST', '/api/v1/activations',
		{ people: Array(51).fill('01h00000000000000000000000') })
	const nobody = await admin('POST', '/api/v1/activations',
		{ people: ['01h00000000000000000000000'] })

	assert.equal(many.body.field, 'people')
	assert.equal(nobody.status, 404)
	const learner = await signIn('peserta')

	assert.equal((await learner('POST', '/api/v1/activations',
		{ people: [] })).status, 403)
})

test('the first password of any kind may bring the notice with it; later it '
	+ 'is accepted by itself', async () => {
	const person = await added(`privasi-${stamp}`,
		{ password: 'kata-sandi-pertama' })
	const as = await signIn(person.login, url, 'kata-sandi-pertama')

	assert.equal(as.person.privacyDue, true)
	await as('PUT', '/api/v1/me/password', { password })
	const again = await signIn(person.login, url, password)

	assert.equal(again.person.privacyDue, true)
	assert.equal((await again('PUT', '/api/v1/me/privacy', { version: 99 }))
		.status, 422)
	assert.equal((await again('PUT', '/api/v1/me/privacy', { version: 1 }))
		.status, 204)
	assert.equal((await again('GET', '/api/v1/me')).body.privacyDue, false)
})

test('the pages of activation and privacy are there for everybody', async () => {
	for (const path of ['/aktivasi', '/privasi'])
		assert.equal((await call('GET', url + path)).status, 200)
})

test('who is named twice gets one code, and that one works', async () => {
	const login = `dua-kali-${stamp}`
	const person = await added(login)
	const { codes } = await codeFor(person, person)

	assert.equal(codes.length, 1)
	assert.equal((await use(login, codes[0].code)).status, 200)
})
