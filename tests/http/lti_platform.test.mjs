// Our modules and programmes open tools of others: how those are registered, and
// launched (LTI 1.3, we are the platform).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { jwkOf, keyPair } from '../lib/lti_platform.mjs'
import { start } from '../lib/lti_tool.mjs'
import { signIn, url } from './lib.mjs'

let admin, organiser, tool

before(async () => {
	[admin, organiser] = await Promise.all(
		['admin', 'penyelenggara'].map(login => signIn(login)))
	tool = await start({ server: url })
	await tool.register(admin)
})
after(() => tool?.stop())

/* What is said to be wrong when that is registered. */
const wrong = async more => (await admin('POST', '/api/v1/lti/tools',
	{ ...tool.about(), ...more })).body.field

test('a tool is registered by hand, and told what its side needs', async () => {
	const { body } = await admin('GET', `/api/v1/lti/tools/${tool.id}`)

	assert.equal(body.issuer, url)
	assert.equal(body.authUrl, `${url}/lti/platform/auth`)
	assert.equal(body.tokenUrl, `${url}/lti/platform/token`)
	assert.equal(body.platformJwksUrl, `${url}/lti/jwks.json`)
	assert.deepEqual(body.redirectUris.sort(),
		[`${tool.url}/choose`, `${tool.url}/launch`])
	assert.equal(body.deployments[0].agency.id, admin.person.agency.id)
})

test('organisers see the tools of their agency, administrators register them',
	async () => {
		const { body } = await organiser('GET', '/api/v1/lti/tools')

		assert.ok(body.tools.some(one => one.id === tool.id))
		const { body: seen } = await organiser('GET',
			`/api/v1/lti/tools/${tool.id}`)

		assert.equal(seen.targetUrl, `${tool.url}/launch`)
		// What may be a secret of the tool's side is the administrators'.
		for (const one of [seen, ...body.tools])
			assert.ok(!('custom' in one))
		assert.equal((await organiser('POST', '/api/v1/lti/tools',
			tool.about())).status, 403)
		assert.equal((await (await signIn('peserta'))('GET',
			'/api/v1/lti/tools')).status, 403)
	})

test('an agency that has no deployment of a tool does not see it', async () => {
	const { body: agency } = await admin('POST', '/api/v1/agencies',
		{ name: `Instansi alat ${tool.port}` })
	const { body: foreign } = await admin('POST', '/api/v1/lti/tools',
		{ ...tool.about(), agency: agency.id })

	assert.equal((await organiser('GET', `/api/v1/lti/tools/${foreign.id}`))
		.status, 404)
	await admin('PUT', `/api/v1/lti/tools/${foreign.id}/deployments`,
		{ agency: organiser.person.agency.id })
	const { body } = await organiser('GET', `/api/v1/lti/tools/${foreign.id}`)

	assert.deepEqual(body.deployments.map(d => d.agency.id),
		[organiser.person.agency.id])
	assert.equal((await admin('GET', `/api/v1/lti/tools/${foreign.id}`))
		.body.deployments.length, 2)
	await admin('DELETE', `/api/v1/lti/tools/${foreign.id}`)
	assert.equal((await admin('GET', `/api/v1/lti/tools/${foreign.id}`))
		.status, 404)
})

test('P10 custom parameters that are null, numbers or lists are refused',
	async () => {
		for (const custom of [{ a: null }, { a: 1 }, { a: ['x'] }, ['x'],
			{ '': 'x' }, { a: 'x\u0007y' }])
			assert.equal(await wrong({ custom }), 'custom',
				JSON.stringify(custom))
		const { body } = await admin('POST', '/api/v1/lti/tools',
			{ ...tool.about(), custom: { a: '', b: '$Person.name.full' } })

		assert.deepEqual(body.custom, { a: '', b: '$Person.name.full' })
		await admin('DELETE', `/api/v1/lti/tools/${body.id}`)
	})

test('what is registered has whole addresses and keys of one kind', async () => {
	const jwk = jwkOf(keyPair('kunci'))

	assert.equal(await wrong({ loginUrl: 'http://example.org/x' }), 'loginUrl')
	assert.equal(await wrong({ targetUrl: 'javascript:alert(1)' }),
		'targetUrl')
	assert.equal(await wrong({ choiceUrl: 'https://a@b.example/' }),
		'choiceUrl')
	for (const redirectUris of [[], ['https://a.example/#x'], [7], 'x',
		['http://example.org/']])
		assert.equal(await wrong({ redirectUris }), 'redirectUris')
	assert.equal(await wrong({ jwk }), 'jwksUrl', 'both')
	assert.equal(await wrong({ jwksUrl: null }), 'jwksUrl', 'neither')
	assert.equal(await wrong({ jwksUrl: null,
		jwk: { ...jwk, kid: undefined } }), 'jwk')
	assert.equal(await wrong({ jwksUrl: null,
		jwk: { kty: 'oct', k: 'AAAA', kid: 'x' } }), 'jwk')
	assert.equal(await wrong({ scopes: ['lineitem', 'all'] }), 'scopes')
	assert.equal(await wrong({ name: ' ' }), 'name')
	assert.equal(await wrong({ state: 'maybe' }), 'state')
})

test('a change says which revision was seen, and the rest stays', async () => {
	const { body: made } = await admin('POST', '/api/v1/lti/tools',
		{ ...tool.about(), scopes: ['lineitem'] })
	const path = `/api/v1/lti/tools/${made.id}`
	const { body } = await admin('PATCH', path,
		{ revision: 1, name: 'Lain', redirectUris: [`${tool.url}/satu`] })

	assert.deepEqual(made.scopes, ['lineitem', 'lineitem.readonly'])
	assert.equal(body.name, 'Lain')
	assert.equal(body.loginUrl, made.loginUrl)
	assert.deepEqual(body.redirectUris, [`${tool.url}/satu`])
	assert.equal((await admin('PATCH', path, { revision: 1, name: 'Lagi' }))
		.body.code, 'lti_tool_changed')
	await admin('DELETE', path)
})
