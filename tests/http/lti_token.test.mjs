// Tools ask for access tokens by what they sign (LTI 1.3, we are the platform).
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { ask, base64url, jwkOf, keyPair } from '../lib/lti_platform.mjs'
import { ASSERTION, scopeOf, start } from '../lib/lti_tool.mjs'
import { signIn, url } from './lib.mjs'

let admin, tool, other, stranger
const seconds = () => Math.floor(Date.now() / 1000)

before(async () => {
	admin = await signIn('admin')
	tool = await start({ server: url, key: keyPair('satu') })
	stranger = keyPair('satu')
	other = await start({ server: url, key: stranger })
	await tool.register(admin, { scopes: ['score', 'result.readonly'] })
	await other.register(admin)
})
after(async () => {
	await tool?.stop()
	await other?.stop()
})

const refused = async (given, error = 'invalid_client') => {
	const { status, body, headers, text } = await tool.token(['score'], given)

	assert.equal(status, 400, text)
	assert.equal(body.error, error, text)
	assert.match(headers['content-type'], /^application\/json/)
	assert.equal(body.access_token, undefined)
}

test('P13 an assertion of the tool gets a token, an hour long, that no cache keeps',
	async () => {
		const { status, body, headers } = await tool.token(['score'])

		assert.equal(status, 200)
		assert.equal(body.token_type, 'Bearer')
		assert.equal(body.expires_in, 3600)
		assert.equal(body.scope, scopeOf(['score']))
		assert.match(body.access_token, /^[\w-]{43}$/)
		assert.match(headers['cache-control'], /no-store/)
		assert.equal(headers.pragma, 'no-cache')
	})

test('P13 another algorithm, no key or another\'s is refused', async () => {
	const claims = { iss: tool.clientId, sub: tool.clientId,
		aud: tool.tokenUrl, iat: seconds(), exp: seconds() + 60, jti: 'x' }
	const unsigned = header =>
		`${base64url(header)}.${base64url(claims)}`
	const none = unsigned({ alg: 'none', kid: 'satu' })
	const hs = unsigned({ alg: 'HS256', typ: 'JWT', kid: 'satu' })
	const pem = tool.key.publicKey.export({ type: 'spki', format: 'pem' })

	await refused({ assertion: `${none}.` })
	await refused({ assertion: `${none}.${base64url('x')}` })
	await refused({ assertion: `${hs}.${createHmac('sha256', pem).update(hs)
		.digest('base64url')}` })
	await refused({ header: { kid: undefined } })
	await refused({ header: { kid: 'lain' } })
	await refused({ header: { crit: ['x'] } })
	await refused({ key: stranger })
	await refused({ assertion: other.assertion({
		claims: { iss: tool.clientId, sub: tool.clientId } }) })
	await refused({ assertion: 'a.b' })
})

test('P13 claims that are missing, another\'s, over or far ahead are refused',
	async () => {
		const now = seconds()

		for (const claims of [
			{ iss: undefined }, { sub: undefined }, { sub: other.clientId },
			{ iss: other.clientId }, { iss: 7 }, { iss: 'tak-dikenal' },
			{ aud: undefined }, { aud: 'https://example.org/token' },
			{ aud: [] }, { aud: 7 }, { aud: `${tool.tokenUrl}/` },
			{ exp: undefined }, { exp: now - 190 }, { exp: now + 315360000 },
			{ exp: 1e300 }, { exp: -1 }, { exp: null }, { exp: 'x' },
			{ iat: now + 240 }, { iat: now - 7200 }, { iat: {} },
			{ jti: undefined }, { jti: '' }, { jti: 7 },
			{ jti: 'x'.repeat(1025) },
		])
			await refused({ claims })
	})

test('P13 an audience among several, the issuer, and numbers as text are good',
	async () => {
		for (const claims of [
			{ aud: ['https://example.org', tool.tokenUrl] }, { aud: url },
			{ exp: String(seconds() + 60), iat: String(seconds()) },
			{ exp: seconds() - 120 }, { iat: seconds() + 120 },
			{ iat: undefined },
		])
			assert.equal((await tool.token(['score'], { claims })).status,
				200, JSON.stringify(claims))
	})

test('P13 of 20 who send one assertion at once one gets a token', async () => {
	const assertion = tool.assertion()
	const answers = await Promise.all(Array.from({ length: 20 }, () =>
		tool.token(['score'], { assertion })))
	const given = answers.filter(answer => answer.status === 200)

	assert.equal(given.length, 1)
	for (const { status, body } of answers)
		assert.ok(status === 200 || body.error === 'invalid_client')
	await refused({ assertion })
})

test('P14 a form of another kind, incomplete or doubled is refused as JSON',
	async () => {
		const usual = () => ({ grant_type: 'client_credentials',
			client_assertion_type: ASSERTION,
			client_assertion: tool.assertion(), scope: scopeOf(['score']) })
		const body = more => new URLSearchParams(Object.entries(
			{ ...usual(), ...more }).filter(([, v]) => v !== undefined))
			.toString()

		await refused({ body: body({ grant_type: 'password' }) },
			'unsupported_grant_type')
		await refused({ body: body({ grant_type: undefined }) },
			'invalid_request')
		await refused({ body: body({ client_assertion_type: 'jwt' }) },
			'invalid_request')
		await refused({ body: body({ client_assertion_type: undefined }) },
			'invalid_request')
		await refused({ body: body({ client_assertion: undefined }) },
			'invalid_request')
		await refused({ body: `${body()}&grant_type=client_credentials` },
			'invalid_request')
		await refused({ body: `${body()}&client_assertion=x` },
			'invalid_request')
		await refused({ body: `${body()}&scope=${scopeOf(['score'])}` },
			'invalid_scope')
		await refused({ body: JSON.stringify(usual()),
			headers: { 'Content-Type': 'application/json' } },
		'invalid_request')
		await refused({ body: '' }, 'invalid_request')
		const { status, headers } = await ask(null, 'GET', tool.tokenUrl)

		assert.equal(status, 405)
		assert.match(headers['content-type'], /json/)
	})

test('P15 what is granted was asked for and registered, never more', async () => {
	const granted = async (names, given) =>
		(await tool.token(names, given)).body.scope

	assert.equal(await granted(['score', 'lineitem']), scopeOf(['score']))
	assert.equal(await granted(['result.readonly', 'score', 'https://x/y']),
		scopeOf(['result.readonly', 'score']))
	await refused({ fields: { scope: scopeOf(['lineitem']) } },
		'invalid_scope')
	await refused({ fields: { scope: '' } }, 'invalid_scope')
	await refused({ fields: { scope: undefined } }, 'invalid_scope')
	await refused({ fields: { scope: 'score' } }, 'invalid_scope')
	await refused({ fields: { scope: 'SCORE openid' } }, 'invalid_scope')
	for (const name of ['lineitem', 'lineitem.readonly', 'result.readonly',
		'score', 'contextmembership.readonly'])
		assert.equal((await other.token([name])).body.scope, scopeOf([name]))
})

test('B04 a clock that is ten minutes off is named, one that is two minutes off does not matter',
	async () => {
		const off = minutes => tool.token(['score'], { claims: {
			iat: seconds() + 60 * minutes,
			exp: seconds() + 60 * minutes + 60 } })

		assert.equal((await off(2)).status, 200)
		assert.equal((await off(-2)).status, 200)
		for (const minutes of [10, -10])
			assert.match((await off(minutes)).body.error_description, /clock/)
		const { body } = await admin('GET', `/api/v1/lti/tools/${tool.id}/events`)

		assert.equal(body.events[0].code, 'assertion_time')
		assert.match(body.events[0].advice, /NTP/)
	})

test('P16 keys that were fetched once go on while the tool is away', async () => {
	tool.down = true
	assert.equal((await tool.token(['score'])).status, 200)
	tool.down = false
})

test('P16 keys that were never fetched are a fault of the client, and no 500',
	async () => {
		const away = await start({ server: url, key: keyPair('jauh') })

		await away.register(admin)
		away.down = true
		const { status, body } = await away.token(['score'])
		const { body: seen } = await admin('GET',
			`/api/v1/lti/tools/${away.id}/events`)

		assert.equal(status, 400)
		assert.equal(body.error, 'invalid_client')
		assert.equal(seen.events[0].code, 'tool_keys_away')
		assert.ok(seen.events[0].advice)
		await away.stop()
	})

test('P16 one key may be registered instead of an address', async () => {
	const key = keyPair('sematan')
	const pinned = await start({ server: url, key })

	await pinned.register(admin, { jwksUrl: null, jwk: jwkOf(key) })
	assert.equal((await pinned.token(['score'])).status, 200)
	assert.equal((await pinned.token(['score'], { header: { kid: 'x' } }))
		.body.error, 'invalid_client')
	assert.deepEqual(pinned.calls, [])
	await pinned.stop()
})

test('a tool that is off gets no token, and the ones it has end', async () => {
	const gone = await start({ server: url })

	await gone.register(admin)
	const { body } = await gone.token(['score'])

	assert.ok(body.access_token)
	await admin('PATCH', `/api/v1/lti/tools/${gone.id}`, { state: 'off' })
	assert.equal((await gone.token(['score'])).body.error, 'invalid_client')
	await gone.stop()
})

test('the keys of a tool are tried at its page, with what to do when they cannot be had',
	async () => {
		const tried = await start({ server: url })

		await tried.register(admin)
		const go = async () => (await admin('POST',
			`/api/v1/lti/tools/${tried.id}/test`)).body
		const good = await go()

		assert.equal(good.ok, true)
		assert.deepEqual(good.kids, [tried.key.kid])
		tried.keys = { keys: [{ kty: 'oct', k: 'AAAA', kid: 'x' }] }
		assert.equal((await go()).code, 'tool_keys_bad')
		tried.down = true
		const away = await go()

		assert.equal(away.code, 'tool_keys_away')
		assert.match(away.sentence, /503/)
		assert.ok(away.advice)
		const { body } = await admin('GET',
			`/api/v1/lti/tools/${tried.id}/events`)

		assert.deepEqual(body.events.map(event => event.code),
			['tool_keys_away', 'tool_keys_bad', 'ok'])
		await tried.stop()
	})
