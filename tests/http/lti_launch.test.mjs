// Other systems open our modules: they are registered, and launch (LTI 1.3).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { start } from '../lib/lti_platform.mjs'
import { signIn, url } from './lib.mjs'

let admin, lms

before(async () => {
	admin = await signIn('admin')
	lms = await start({ server: url })
	await lms.register(admin)
})
after(() => lms?.stop())

test('a system is registered by hand, once', async () => {
	const { body } = await admin('GET', '/api/v1/lti/platforms')
	const found = body.platforms.find(p => p.id === lms.id)
	const again = await admin('POST', '/api/v1/lti/platforms',
		{ ...lms.about(), name: 'Lain' })

	assert.equal(found.issuer, lms.issuer)
	assert.equal(again.body.code, 'lti_platform_there')
	assert.equal((await admin('GET', `/api/v1/lti/platforms/${lms.id}`))
		.body.name, 'LMS uji')
	assert.equal((await (await signIn('penyelenggara'))('GET',
		'/api/v1/lti/platforms')).status, 403)
})

test('what is registered has whole addresses, and names as they are compared',
	async () => {
		const tried = async more => (await admin('POST',
			'/api/v1/lti/platforms', { ...lms.about(), clientId: 'x',
				...more })).body.field

		assert.equal(await tried({ jwksUrl: 'http://example.org/keys' }),
			'jwksUrl')
		assert.equal(await tried({ authUrl: 'javascript:alert(1)' }),
			'authUrl')
		assert.equal(await tried({ issuer: 'https://a b' }), 'issuer')
		assert.equal(await tried({ clientId: '' }), 'clientId')
		assert.equal(await tried({ deployments: 'all' }), 'deployments')
	})
