// What the page of a connection tells: what happened there, whoever else makes
// noise.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ask, start } from '../lib/lti_platform.mjs'
import { publish, scorm12, signIn, url } from './lib.mjs'

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
