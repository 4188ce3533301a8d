// Our own keys for LTI, and what becomes of others' key sets.
import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { before, test } from 'node:test'
import { signIn, url, visitor } from './lib.mjs'
import { until } from '../lib/until.mjs'

const DAY = 24 * 3600 * 1000
let admin

const published = async () => (await visitor('GET', '/lti/jwks.json')).body.keys
const ours = async () => (await admin('GET', '/api/v1/lti/keys')).body.keys
const withState = async (role, state) =>
	(await ours()).find(k => k.role === role && k.state === state)

before(async () => {
	admin = await signIn('admin')
	// Made in the background at the first start.
	await until('our keys', async () => (await ours()).length >= 2)
})

test('our public keys are a JWK set of RSA keys for signing, and no more',
	async () => {
		const answer = await visitor('GET', '/lti/jwks.json')

		assert.equal(answer.status, 200)
		assert.equal(answer.headers.get('cache-control'),
			'public, max-age=3600')
		assert.ok(answer.body.keys.length >= 2)
		for (const jwk of answer.body.keys) {
			assert.deepEqual(Object.keys(jwk).sort(),
				['alg', 'e', 'kid', 'kty', 'n', 'use'])
			assert.equal(jwk.alg, 'RS256')
			assert.equal(jwk.use, 'sig')
			assert.equal(createPublicKey({ key: jwk, format: 'jwk' })
				.asymmetricKeyDetails.modulusLength, 2048)
		}
		assert.equal(new Set(answer.body.keys.map(k => k.kid)).size,
			answer.body.keys.length)
	})

test('what we are as a platform can be read by a tool, at both addresses',
	async () => {
		const { body, status, headers } = await visitor('GET',
			'/.well-known/openid-configuration')
		const platform = body[
			'https://purl.imsglobal.org/spec/lti-platform-configuration']

		assert.equal(status, 200)
		assert.match(headers.get('content-type'), /^application\/json/)
		assert.equal(body.issuer, url)
		assert.equal(body.authorization_endpoint, `${url}/lti/platform/auth`)
		assert.equal(body.token_endpoint, `${url}/lti/platform/token`)
		assert.equal(body.jwks_uri, `${url}/lti/jwks.json`)
		assert.ok(body.scopes_supported.includes('openid'))
		assert.equal(body.scopes_supported.length, 6)
		assert.deepEqual(body.response_types_supported, ['id_token'])
		assert.deepEqual(body.token_endpoint_auth_methods_supported,
			['private_key_jwt'])
		assert.deepEqual(platform.messages_supported.map(m => m.type),
			['LtiResourceLinkRequest', 'LtiDeepLinkingRequest'])
		assert.ok(platform.variables.includes('ResourceLink.id.history'))
		assert.deepEqual((await visitor('GET',
			'/lti/platform/openid-configuration')).body, body)
	})

test('an administrator sees when which key signs, nobody else', async () => {
	const signing = await withState('tool', 'signs')

	/* Another test may have turned it, which ends it sooner. */
	assert.ok(signing.signUntil - signing.signFrom <= 180 * DAY)
	assert.ok(signing.signUntil > Date.now())
	assert.equal(signing.publishUntil - signing.signUntil, DAY)
	assert.equal(signing.private, undefined)
	assert.equal((await (await signIn('penyelenggara'))('GET',
		'/api/v1/lti/keys')).status, 403)
	assert.equal((await visitor('GET', '/api/v1/lti/keys')).status, 401)
})

test('turned by hand, the next key is published a day before it signs',
	async () => {
		const before = await withState('platform', 'signs')
		const { status, body } = await admin('POST', '/api/v1/lti/keys',
			{ role: 'platform' })
		const next = body.keys.find(k => k.role === 'platform' &&
			k.state === 'next')
		const now = body.keys.find(k => k.kid === before.kid)

		assert.equal(status, 201)
		assert.equal(next.signFrom - next.createdAt, DAY)
		assert.equal(now.state, 'signs')
		assert.equal(now.signUntil, next.signFrom)
		assert.ok((await published()).some(k => k.kid === next.kid))
		assert.equal((await admin('POST', '/api/v1/lti/keys',
			{ role: 'both' })).body.field, 'role')
		assert.equal((await (await signIn('penyelenggara'))('POST',
			'/api/v1/lti/keys', {})).status, 403)
	})

test('B01 a key that has leaked is published no more, and another signs at once',
	async () => {
		const leaked = await withState('tool', 'signs')
		const { status, body } = await admin('POST',
			`/api/v1/lti/keys/${leaked.kid}/revocation`)
		const signing = body.keys.find(k => k.role === 'tool' &&
			k.state === 'signs')

		assert.equal(status, 200)
		assert.notEqual(signing.kid, leaked.kid)
		assert.equal(body.keys.find(k => k.kid === leaked.kid).state,
			'revoked')
		const kids = (await published()).map(k => k.kid)

		assert.ok(!kids.includes(leaked.kid))
		assert.ok(kids.includes(signing.kid))
		assert.equal((await admin('POST',
			`/api/v1/lti/keys/${leaked.kid}/revocation`)).status, 404)
		assert.equal((await (await signIn('penyelenggara'))('POST',
			`/api/v1/lti/keys/${signing.kid}/revocation`)).status, 403)
	})
