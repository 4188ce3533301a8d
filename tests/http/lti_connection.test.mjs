// What the page of a connection tells: what happened there, whoever else makes
// noise; its keys and ours; and the grades that did not arrive.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { LTI, ask, start } from '../lib/lti_platform.mjs'
import { until } from '../lib/until.mjs'
import { item, publish, scorm12, signIn, url } from './lib.mjs'

const stamp = Date.now().toString(36)
let admin, lms, module

const ok = async (asked, status = 200) => {
	const answer = await asked

	assert.equal(answer.status, status, answer.text)
	return answer.body
}
const page = more => admin('GET', `/api/v1/lti/platforms/${lms.id}${more}`)
const events = async () => (await ok(page('/events'))).events

before(async () => {
	admin = await signIn('admin')
	module = publish(scorm12(`Sambungan ${stamp}`)).module
	lms = await start({ server: url })
	await lms.register(admin)
})
after(() => lms?.stop())

test('failures that nobody signed count in one row, behind which a launch stays',
	async () => {
		await lms.open(`/lti/m/${module}`)
		for (let i = 0; i < 12; i++)
			await lms.login('https://elsewhere.example/x')
		const [noise, launch, ...rest] = await events()

		assert.equal(noise.code, 'target_foreign')
		assert.equal(noise.times, 12)
		assert.equal(noise.signed, false)
		assert.equal(launch.code, 'ok')
		assert.equal(launch.signed, true)
		assert.equal(launch.times, 1)
		assert.deepEqual(rest, [])
		assert.deepEqual((await ok(page('/events?kind=launch'))).events,
			[noise, launch])
		assert.deepEqual((await ok(page('/events?kind=grade'))).events, [])
	})

test('a token that another key signed is a stranger\'s, one of its own key is not',
	async () => {
		const login = await lms.login(`/lti/m/${module}`)
		const token = lms.token(login)

		await lms.launch(login, { token: `${token.slice(0, -8)}AAAAAAAA` })
		await lms.launch(login, { claims: { iss: 'https://other.example' } })
		const [own, other] = await events()

		assert.equal(own.code, 'issuer_other')
		assert.equal(own.signed, true)
		assert.equal(other.code, 'signature_bad')
		assert.equal(other.signed, false)
	})

test('a tool\'s failures that nobody signed are told apart as well', async () => {
	const tool = await ok(admin('POST', '/api/v1/lti/tools', {
		name: `Alat ${stamp}`, loginUrl: `${lms.url}/login`,
		targetUrl: `${lms.url}/`, redirectUris: [`${lms.url}/`],
		jwksUrl: `${lms.url}/jwks`, scopes: [], sendName: false,
		sendEmail: false, custom: {} }), 201)
	const says = Buffer.from(JSON.stringify({ iss: tool.clientId }))
		.toString('base64url')
	const head = Buffer.from('{"alg":"RS256","kid":"no"}').toString('base64url')

	for (let i = 0; i < 3; i++)
		await ask(null, 'POST', `${url}/lti/platform/token`, { fields: {
			grant_type: 'client_credentials',
			client_assertion_type:
				'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
			client_assertion: `${head}.${says}.AAAA` } })
	const list = (await ok(admin('GET',
		`/api/v1/lti/tools/${tool.id}/events`))).events

	assert.deepEqual(list.map(e => [e.code, e.times, e.signed]),
		[['tool_key_unknown', 3, false]])
})

test('an address inside a private network is refused with the setting that opens it',
	async () => {
		const { status, text } = await admin('POST', '/api/v1/lti/platforms', {
			...lms.about(), clientId: `dalam-${stamp}`,
			jwksUrl: 'https://10.20.3.4/jwks' })

		assert.equal(status, 422, text)
		assert.match(text, /--lti-network/)
	})

test('a link to register by says the same of such an address', async () => {
	const { url: link } = await ok(admin('POST', '/api/v1/lti/invitations',
		{ lms: '' }), 201)
	const there = encodeURIComponent('https://10.20.3.4/openid')
	const { status, text } = await ask(null, 'GET',
		`${link}&openid_configuration=${there}`)

	assert.equal(status, 400)
	assert.match(text, /10\.20\.3\.4[^<]*jaringan dalam[^<]*--lti-network/)
})

const keys = async () => ok(page('/keys'))
const tried = () => ok(admin('POST', `/api/v1/lti/platforms/${lms.id}/test`))

test('a key set that nobody needed yet is told as never fetched', async () => {
	const fresh = await start({ server: url })

	try {
		const { id } = await fresh.register(admin)
		const { theirs, ours } = await ok(admin('GET',
			`/api/v1/lti/platforms/${id}/keys`))
		const set = await ok(ask(null, 'GET', `${url}/lti/jwks.json`))

		assert.deepEqual(theirs, { url: `${fresh.url}/jwks`, pinned: false,
			keys: [], fetchedAt: null, untilAt: null, goodUntil: null,
			failedAt: null, failure: null })
		assert.ok(set.keys.some(key => key.kid === ours.now.kid))
		assert.ok(ours.now.signUntil > Date.now())
		assert.equal(ours.url, `${url}/lti/jwks.json`)
	} finally {
		await fresh.stop()
	}
})

test('theirs are told with their kids, since when and until when, and a failure',
	async () => {
		const before = Date.now()

		await tried()
		const { theirs } = await keys()

		assert.deepEqual(theirs.keys, [{ kid: lms.key.kid, good: true }])
		assert.ok(theirs.fetchedAt >= before)
		assert.equal(theirs.untilAt - theirs.fetchedAt, 3600000)
		assert.equal(theirs.goodUntil - theirs.untilAt, 24 * 3600000)
		assert.equal(theirs.failure, null)
		lms.answer = call => call.path === '/jwks' ? { status: 503 } : undefined
		await tried()
		const after = (await keys()).theirs

		assert.equal(after.failure.code, 'keys_away')
		assert.match(after.failure.sentence, /503/)
		assert.ok(after.failure.advice)
		assert.ok(after.failedAt >= theirs.fetchedAt)
		assert.deepEqual(after.keys, theirs.keys)
		assert.equal(after.fetchedAt, theirs.fetchedAt)
		lms.answer = undefined
		lms.keys = { keys: [{ kty: 'RSA', kid: 'bad', n: 'AQAB', e: 'AQAB' },
			{ kty: 'EC' }] }
		await tried()
		assert.deepEqual((await keys()).theirs.keys,
			[{ kid: 'bad', good: false }, { kid: null, good: false }])
		lms.keys = undefined
		await tried()
		assert.equal((await keys()).theirs.failure, null)
	})

test('a tool\'s keys are told to organisers who may use it, a pinned one as such',
	async () => {
		const jwk = lms.key.publicKey.export({ format: 'jwk' })
		const tool = await ok(admin('POST', '/api/v1/lti/tools', {
			name: `Tertanam ${stamp}`, loginUrl: `${lms.url}/login`,
			targetUrl: `${lms.url}/`, redirectUris: [`${lms.url}/`],
			jwk: { ...jwk, kid: 'satu' }, scopes: [], sendName: false,
			sendEmail: false, custom: {} }), 201)
		const path = `/api/v1/lti/tools/${tool.id}/keys`
		const { theirs, ours } = await ok(admin('GET', path))

		assert.equal(theirs.pinned, true)
		assert.deepEqual(theirs.keys, [{ kid: 'satu', good: true }])
		assert.ok(ours.now.kid)
		assert.equal((await (await signIn('penyelenggara'))('GET', path))
			.status, 200)
		assert.equal((await (await signIn('peserta'))('GET', path)).status, 403)
		assert.equal((await (await signIn('penyelenggara'))('GET',
			`/api/v1/lti/platforms/${lms.id}/keys`)).status, 403)
	})

test('a grade that was refused is told with whose it is, what was said, and goes again',
	async () => {
		const line = lms.addItem()
		const claims = { sub: 'gagal', name: 'Ani Gagal', ...lms.grades(line),
			[LTI.link]: { id: `rl-${stamp}`, title: 'Kuis gagal' } }
		let refuses = true

		lms.answer = call => refuses && call.path.endsWith('/scores')
			? { status: 422, body: { error: 'Nilai\nditutup <b>' } } : undefined
		const { as } = await lms.open(`/lti/m/${module}`, { claims })
		const { body } = await as('POST', `/api/v1/modules/${module}/launches`,
			{})

		await as('POST', '/api/v1/saves', item(body, 1, {
			completion: 'completed', score: { scaled: 0.5 } }))
		const grade = await until('it was refused', async () =>
			(await ok(page('/grades'))).grades.find(g => g.code))

		assert.equal(grade.person.name, 'Ani Gagal')
		assert.equal(grade.title, 'Kuis gagal')
		assert.equal(grade.context, 'Kelas Satu')
		assert.match(grade.said, /^Nilai ditutup/)
		assert.ok(grade.sentence && grade.advice)
		assert.equal((await (await signIn('penyelenggara'))('GET',
			`/api/v1/lti/platforms/${lms.id}/grades`)).status, 403)
		refuses = false
		await ok(admin('POST', `/api/v1/lti/grades/${grade.id}/sending`, {}))
		await until('it arrived', () => lms.scores.find(s =>
			s.userId === 'gagal' && s.scoreGiven === 50))
		await until('it is told no more', async () =>
			(await ok(page('/grades'))).total === 0)
	})
