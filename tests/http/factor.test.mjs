// The second factor: set up, asked for by every way in, lost and turned off.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { authenticator, codeAt } from '../lib/totp.mjs'
import { call, newPerson, password, signIn, url, visitor } from './lib.mjs'

const stamp = Date.now()
const own = 'kata-sandi-sendiri'
let admin, organiser

before(async () => {
	admin = await signIn('admin')
	organiser = await signIn('penyelenggara')
})

/* Somebody with an account of their own, signed in. */
const somebody = (login, more = {}) => newPerson(admin,
	{ name: `Orang ${login}`, login, roles: ['learner'], ...more })

/* With sign-in codes on; `.code()` is the next, `.recovery` the ten. */
async function guarded(login, more) {
	const as = await somebody(login, more)
	const begun = await as('POST', '/api/v1/me/totp',
		{ password: as.password })

	assert.equal(begun.status, 201, begun.text)
	const code = authenticator(begun.body.secret)
	const on = await as('PUT', '/api/v1/me/totp', { code: await code() })

	assert.equal(on.status, 200, on.text)
	return Object.assign(as, { code, secret: begun.body.secret,
		recovery: on.body.recoveryCodes })
}

const pass = (who, headers) => visitor('POST', '/api/v1/session',
	{ login: who.login, password: who.password }, headers)
const enter = (ticket, code, headers) => visitor('POST',
	'/api/v1/session/code', { ticket, code }, headers)

test('a secret asks for nothing until a code has confirmed it', async () => {
	const as = await somebody(`f-mulai-${stamp}`)
	const wrong = await as('POST', '/api/v1/me/totp', { password: 'salah' })
	const begun = await as('POST', '/api/v1/me/totp',
		{ password: as.password })

	assert.equal(wrong.body.code, 'password_mismatch')
	assert.equal(begun.status, 201)
	assert.match(begun.body.secret, /^[A-Z2-7]{32}$/)
	assert.ok(begun.body.uri.includes(begun.body.secret))
	assert.ok(begun.body.qr.size > 20)
	assert.deepEqual((await as('GET', '/api/v1/me/totp')).body,
		{ on: false, since: null, recoveryCodes: 0, wanted: false })
	assert.ok((await pass(as)).body.secret, 'a session, without a code')
	const bad = await as('PUT', '/api/v1/me/totp', { code: '000000' })

	assert.equal(bad.body.code, 'code_mismatch')
})

test('with it on, a right password opens nothing without the code',
	async () => {
		const as = await guarded(`f-masuk-${stamp}`)
		const answer = await pass(as)

		assert.equal(answer.status, 200)
		assert.deepEqual(Object.keys(answer.body).sort(),
			['needs', 'ticket'])
		assert.equal(answer.body.needs, 'code')
		assert.deepEqual(answer.cookies, [])
		const wrong = await enter(answer.body.ticket, '000000')

		assert.equal(wrong.status, 403)
		assert.equal(wrong.body.code, 'code_mismatch')
		const right = await enter(answer.body.ticket, await as.code())

		assert.equal(right.status, 200, right.text)
		assert.equal(right.body.person.login, as.login)
		assert.match(right.cookies.join(), /balai_session=/)
		const me = await call('GET', `${url}/api/v1/me`, { headers: {
			Cookie: right.cookies.map(c => c.split(';')[0]).join('; '),
			'X-Balai-Session': right.body.secret } })

		assert.equal(me.status, 200)
	})

test('a wrong password is told as before, factor or not', async () => {
	const as = await guarded(`f-salah-${stamp}`)
	const answer = await visitor('POST', '/api/v1/session',
		{ login: as.login, password: 'bukan-sandinya' })

	assert.equal(answer.body.code, 'login_mismatch')
})

test('one code opens one session, though two send it at once', async () => {
	const as = await guarded(`f-balap-${stamp}`)
	const tickets = await Promise.all([1, 2, 3, 4].map(async () =>
		(await pass(as)).body.ticket))
	const code = await as.code()
	const answers = await Promise.all(tickets.map(t => enter(t, code)))

	assert.deepEqual(answers.map(a => a.status).sort(),
		[200, 403, 403, 403], answers.map(a => a.text).join())
	assert.equal((await enter(tickets[0], code)).status, 403)
})

test('an altered ticket is none, and neither is one of before a password',
	async () => {
		const as = await guarded(`f-tiket-${stamp}`)
		const { ticket } = (await pass(as)).body
		const altered = (ticket[0] === 'A' ? 'B' : 'A') + ticket.slice(1)

		assert.equal((await enter(altered, '123456')).body.code,
			'ticket_over')
		assert.equal((await enter(as.secret, '123456')).body.code,
			'ticket_over')
		const set = await as('PUT', '/api/v1/me/password',
			{ current: as.password, password: `${own}-3` })

		assert.equal(set.status, 200, set.text)
		assert.equal((await enter(ticket, await as.code())).body.code,
			'ticket_over')
	})

test('a recovery code opens once, whoever is faster', async () => {
	const as = await guarded(`f-pulih-${stamp}`)
	const { ticket } = (await pass(as)).body

	assert.equal(new Set(as.recovery).size, 10)
	const typed = as.recovery[3].toLowerCase().replace(/-/g, ' ')
	const answers = await Promise.all([1, 2, 3].map(() =>
		enter(ticket, typed)))

	assert.deepEqual(answers.map(a => a.status).sort(), [200, 403, 403])
	assert.equal((await as('GET', '/api/v1/me/totp')).body.recoveryCodes, 9)
	const another = await guarded(`f-pulih2-${stamp}`)
	const stolen = await enter((await pass(as)).body.ticket,
		another.recovery[0])

	assert.equal(stolen.body.code, 'code_mismatch')
})

test('new recovery codes end the old ones', async () => {
	const as = await guarded(`f-baru-${stamp}`)
	const renewed = await as('POST', '/api/v1/me/recovery-codes',
		{ password: as.password, code: await as.code() })

	assert.equal(renewed.status, 200, renewed.text)
	const { ticket } = (await pass(as)).body

	assert.equal((await enter(ticket, as.recovery[0])).status, 403)
	assert.equal((await enter(ticket, renewed.body.recoveryCodes[0])).status,
		200)
})

test('guessing codes is slowed, wherever it comes from', async () => {
	const as = await guarded(`f-tebak-${stamp}`)
	const { ticket } = (await pass(as)).body
	const seen = []

	for (let i = 0; i < 8; i++)
		seen.push((await enter(ticket, `00000${i}`,
			{ 'X-Forwarded-For': `203.0.113.${i}` })))
	assert.equal(seen[4].status, 403)
	assert.equal(seen[7].status, 429, seen[7].text)
	assert.ok(Number(seen[7].headers.get('retry-after')) >= 1)
	/* The right one waits as well: it is not looked at. */
	assert.equal((await enter(ticket, await as.code())).status, 429)
	/* Other people do not feel it. */
	const other = await guarded(`f-tebak2-${stamp}`)

	assert.equal((await enter((await pass(other)).body.ticket,
		await other.code())).status, 200)
})

test('sign-in links and activation codes ask for the code too', async () => {
	const as = await guarded(`f-kode-${stamp}`)
	const made = await admin('POST', '/api/v1/activations',
		{ people: [as.id] })

	assert.equal(made.status, 201, made.text)
	const answer = await visitor('POST', '/api/v1/session/activation', {
		login: as.login, code: made.body.codes[0].code,
		password: `${own}-baru`, privacy: 1 })

	assert.equal(answer.status, 200, answer.text)
	assert.equal(answer.body.needs, 'code')
	assert.equal(answer.body.secret, undefined)
	assert.equal((await as('GET', '/api/v1/me')).status, 401,
		'the sessions of before the new password are over')
	const right = await enter(answer.body.ticket, await as.code())

	assert.equal(right.status, 200, right.text)
})

test('turning it on ends the other sessions, and is written down', async () => {
	const as = await somebody(`f-sesi-${stamp}`)
	const other = await signIn(as.login, url, as.password)
	const { body } = await as('POST', '/api/v1/me/totp',
		{ password: as.password })
	const on = await as('PUT', '/api/v1/me/totp',
		{ code: codeAt(body.secret, Math.floor(Date.now() / 30_000)) })

	assert.equal(on.status, 200)
	assert.equal((await other('GET', '/api/v1/me')).status, 401)
	assert.equal((await as('GET', '/api/v1/me')).status, 200)
	const again = await as('POST', '/api/v1/me/totp',
		{ password: as.password })

	assert.equal(again.body.code, 'factor_on')
})

test('it is turned off by password and code, not by one of them', async () => {
	const as = await guarded(`f-mati-${stamp}`)
	const end = (pw, code) => as('POST', '/api/v1/me/totp/removal',
		{ password: pw, code })

	assert.equal((await end('salah', await as.code())).body.code,
		'password_mismatch')
	assert.equal((await end(as.password, '000000')).body.code,
		'code_mismatch')
	assert.equal((await end(as.password, await as.code())).status, 204)
	assert.ok((await pass(as)).body.secret)
	assert.equal((await end(as.password, '000000')).body.code, 'factor_off')
})

test('an organiser turns it off for who has lost everything, in their agency',
	async () => {
		const as = await guarded(`f-hilang-${stamp}`)
		const agency = await admin('POST', '/api/v1/agencies',
			{ name: `Dinas lain ${stamp}`, kind: 'agency' })
		const far = await guarded(`f-jauh-${stamp}`,
			{ agency: agency.body.id })
		const boss = await guarded(`f-admin-${stamp}`,
			{ roles: ['admin'] })
		const reset = (who, by) => by('DELETE',
			`/api/v1/people/${who.id}/totp`)

		assert.equal((await reset(far, organiser)).status, 404)
		assert.equal((await reset(boss, organiser)).status, 403)
		assert.equal((await reset(boss, admin)).status, 204)
		assert.equal((await reset(as, organiser)).status, 204)
		assert.equal((await as('GET', '/api/v1/me')).status, 401)
		assert.ok((await pass(as)).body.secret)
		assert.equal((await reset(as, organiser)).body.code, 'factor_off')
	})

test('those with a role are asked for it when the installation says so',
	async () => {
		const author = await signIn('penulis', url, password)
		const learner = await signIn('peserta', url, password)
		const wanted = async who =>
			(await who('GET', '/api/v1/me/totp')).body.wanted

		assert.equal(await wanted(author), false)
		const set = await admin('PUT', '/api/v1/second-factor',
			{ staff: true })

		assert.equal(set.status, 200, set.text)
		assert.ok(set.body.people >= 5)
		assert.equal(await wanted(author), true)
		assert.equal(await wanted(learner), false)
		assert.equal((await author('GET', '/api/v1/modules')).status, 200,
			'a task, not a lock')
		await admin('PUT', '/api/v1/second-factor', { staff: false })
		assert.equal((await admin('GET', '/api/v1/second-factor'))
			.body.staff, false)
	})
