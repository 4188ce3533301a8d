// A tool registers itself with us (P36), by a token that an administrator's
// browser takes there.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ask } from '../lib/lti_platform.mjs'
import { start } from '../lib/lti_tool.mjs'
import { signIn, url } from './lib.mjs'

const TOOL = 'https://purl.imsglobal.org/spec/lti-tool-configuration'
const SCORE = 'https://purl.imsglobal.org/spec/lti-ags/scope/score'
let admin, tool

before(async () => {
	admin = await signIn('admin')
	tool = await start({ server: url })
})
after(() => tool?.stop())

async function offered() {
	const { status, body, text } = await admin('POST', '/api/v1/lti/offers',
		{ url: `${tool.url}/register?lang=id` })

	assert.equal(status, 201, text)
	return Object.fromEntries(new URL(body.url).searchParams)
}

const whole = () => ({
	application_type: 'web', response_types: ['id_token'],
	grant_types: ['implicit', 'client_credentials'],
	initiate_login_uri: `${tool.url}/login`,
	redirect_uris: [`${tool.url}/launch`], client_name: 'Lab sendiri',
	jwks_uri: `${tool.url}/jwks`,
	token_endpoint_auth_method: 'private_key_jwt',
	scope: `openid ${SCORE} https://tool.example/scope/all`,
	[TOOL]: { domain: `localhost:${tool.port}`,
		target_link_uri: `${tool.url}/launch`, claims: ['iss', 'sub'],
		custom_parameters: { place: '$ResourceLink.id' },
		messages: [{ type: 'LtiDeepLinkingRequest',
			target_link_uri: `${tool.url}/choose` }] },
})

const register = (token, body = whole()) => ask(null, 'POST',
	`${url}/lti/platform/registration`, {
		body: typeof body === 'string' ? body : JSON.stringify(body),
		headers: { 'Content-Type': 'application/json',
			...(token && { Authorization: `Bearer ${token}` }) } })

const tools = async () => (await admin('GET', '/api/v1/lti/tools')).body.tools
	.filter(one => one.loginUrl === `${tool.url}/login`)

test('the browser takes a token and the address of what we are', async () => {
	const params = await offered()
	const { body } = await ask(null, 'GET', params.openid_configuration)

	assert.equal(params.lang, 'id')
	assert.equal(body.issuer, url)
	assert.equal(body.registration_endpoint, `${url}/lti/platform/registration`)
	assert.equal((await (await signIn('penyelenggara'))('POST',
		'/api/v1/lti/offers', { url: `${tool.url}/register` })).status, 403)
	assert.equal((await admin('POST', '/api/v1/lti/offers',
		{ url: 'ftp://x' })).body.field, 'url')
})

test('P36 without a token, or with one that is used or made up, nothing is registered',
	async () => {
		assert.equal((await register('')).status, 401)
		assert.equal((await register('a'.repeat(43))).status, 401)
		assert.deepEqual(await tools(), [])
	})

test('P36 addresses that are not https, not of the tool, or too many are refused',
	async () => {
		const { registration_token: token } = await offered()
		const refused = async (more, error = 'invalid_client_metadata') => {
			const { status, body } = await register(token,
				{ ...whole(), ...more })

			assert.equal(status, 400)
			assert.equal(body.error, error)
		}

		await refused({ redirect_uris: [`${tool.url}/launch`,
			'http://evil.example/launch'] }, 'invalid_redirect_uri')
		await refused({ redirect_uris: ['https://evil.example/launch'] },
			'invalid_redirect_uri')
		await refused({ redirect_uris: [] }, 'invalid_redirect_uri')
		await refused({ redirect_uris: [`${tool.url}/launch#a`] },
			'invalid_redirect_uri')
		await refused({ jwks_uri: 'https://169.254.169.254/latest' })
		await refused({ jwks_uri: 'http://[::1%251]/jwks' })
		await refused({ initiate_login_uri: 'javascript:alert(1)' })
		await refused({ [TOOL]: undefined })
		await refused({ client_name: '' })
		await refused({ [TOOL]: { ...whole()[TOOL],
			custom_parameters: { a: 1 } } })
		await refused({ [TOOL]: { ...whole()[TOOL], domain: 'localhos' } })
		assert.ok((await register(token, `{"a":"${'x'.repeat(1 << 20)}"}`))
			.status >= 400)
		assert.deepEqual(await tools(), [])
	})

test('P36 of twenty at once one registers, and is off with no scope but ours',
	async () => {
		const { registration_token: token } = await offered()
		const answers = await Promise.all(Array.from({ length: 20 },
			() => register(token)))
		const [done] = answers.filter(({ status }) => status === 201)

		assert.equal(answers.filter(({ status }) => status === 401).length, 19)
		assert.ok(done.body.client_id)
		assert.ok(done.body[TOOL].deployment_id)
		assert.equal(done.body.scope, SCORE)
		const [one, ...more] = await tools()

		assert.deepEqual(more, [])
		assert.equal(one.state, 'off')
		assert.deepEqual(one.scopes, ['score'])
		assert.equal(one.choiceUrl, `${tool.url}/choose`)
		assert.deepEqual(one.custom, { place: '$ResourceLink.id' })
		assert.equal(one.sendName, false)
	})
