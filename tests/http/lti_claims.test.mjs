// What a launch's token says, and how it is signed: each lie is refused (T01 to
// T37 of our list of attacks). One login serves for all: only a good one uses it.
import assert from 'node:assert/strict'
import { constants, createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { after, before, test } from 'node:test'
import { base64url, jwt, keyPair, jwkOf, LTI, ROLE, start }
	from '../lib/lti_platform.mjs'
import { publish, scorm12, signIn, url } from './lib.mjs'

const stamp = Date.now().toString(36)
const now = () => Math.floor(Date.now() / 1000)
const other = keyPair('other')
let lms, login, module

before(async () => {
	const admin = await signIn('admin')

	module = publish(scorm12(`Klaim ${stamp}`)).module
	lms = await start({ server: url })
	await lms.register(admin)
	login = await lms.login(`/lti/m/${module}`)
	assert.equal(login.status, 303, login.text)
})
after(() => lms?.stop())

async function refused(token, what, status = 401) {
	const answer = await lms.launch(login, { token })

	assert.equal(answer.status, status, `${what}: ${answer.text}`)
	assert.equal(answer.location, undefined, what)
	assert.match(answer.headers['content-type'], /html/, what)
	assert.match(answer.text, /<code>[a-z0-9]+<\/code>/, what)
	return answer
}

/* Refused with each of these put over the usual claims. */
async function none(all, status) {
	for (const claims of all)
		await refused(lms.token(login, { claims }), JSON.stringify(claims),
			status)
}

/* Taken, each with a login of its own; the caller of its session. */
async function taken(claims, given = {}) {
	return lms.open(given.target ?? `/lti/m/${module}`, { claims, ...given })
}

const role = async claims => (await taken(claims)).session.launch.role

const signed = (header, hash, padding, key = lms.key) => {
	const text = `${base64url({ typ: 'JWT', kid: lms.key.kid, ...header })}.` +
		base64url(lms.claims(login))

	return `${text}.${sign(hash, Buffer.from(text),
		{ key: key.privateKey, ...padding }).toString('base64url')}`
}

test('T01 a token without a signature is refused, however it says so',
	async () => {
		for (const alg of ['none', 'NoNe', 'NONE', '']) {
			const head = base64url({ alg, kid: lms.key.kid })

			await refused(`${head}.${base64url(lms.claims(login))}.`, alg)
			await refused(`${head}.${base64url(lms.claims(login))}.AAAA`, alg)
		}
		const good = lms.token(login)

		await refused(good.slice(0, good.lastIndexOf('.') + 1), 'no signature')
	})

test('T02 a token signed by HMAC with the public key is refused', async () => {
	const { publicKey } = lms.key

	for (const secret of [publicKey.export({ type: 'spki', format: 'pem' }),
		publicKey.export({ type: 'spki', format: 'der' }),
		publicKey.export({ type: 'pkcs1', format: 'pem' }),
		JSON.stringify(jwkOf(lms.key))]) {
		const text = `${base64url({ alg: 'HS256', kid: lms.key.kid })}.` +
			base64url(lms.claims(login))

		await refused(`${text}.${createHmac('sha256', secret).update(text)
			.digest('base64url')}`, 'HS256')
	}
})

test('T03 only RS256 is taken, though the signature be right', async () => {
	const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
	const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }

	await refused(signed({ alg: 'RS384' }, 'sha384'), 'RS384')
	await refused(signed({ alg: 'RS512' }, 'sha512'), 'RS512')
	await refused(signed({ alg: 'PS256' }, 'sha256', pss), 'PS256')
	await refused(signed({ alg: 'ES256' }, 'sha256',
		{ dsaEncoding: 'ieee-p1363' }, ec), 'ES256')
	await refused(signed({ alg: 'RS256' }, 'sha256', pss), 'PSS as RS256')
	await refused(signed({ alg: 'rs256' }, 'sha256'), 'rs256')
})

test('T04 a token without a kid is refused', async () => {
	for (const kid of [undefined, '', 7, null, 'k'.repeat(256)])
		await refused(lms.token(login, { header: { kid } }), String(kid))
})

test('T05 an unknown kid has the keys fetched once, not a hundred times',
	async () => {
		const token = lms.token(login, { key: { ...other } })
		const before = lms.calls.filter(call => call.path === '/jwks').length

		for (let i = 0; i < 100; i++)
			await refused(token, 'unknown kid')
		assert.ok(lms.calls.filter(call => call.path === '/jwks').length -
			before <= 2)
	})

test('T06 a known kid with another key is refused', () =>
	refused(lms.token(login, { key: { ...other, kid: lms.key.kid } }), 'key'))

test('T07 a key that the header points to is not asked for', async () => {
	const from = `${lms.url}/evil`

	for (const header of [{ jku: from }, { x5u: from },
		{ jku: from, kid: lms.key.kid }])
		await refused(lms.token(login,
			{ key: { ...other }, header }), JSON.stringify(header))
	assert.equal(lms.calls.some(call => call.path === '/evil'), false)
})

test('T08 a key that the header brings along is not used', async () => {
	const jwk = jwkOf(other)

	for (const kid of [other.kid, lms.key.kid])
		await refused(lms.token(login, { key: { ...other },
			header: { jwk: { ...jwk, kid }, kid, x5c: ['MIIB'] } }), kid)
})

test('T09 what must be understood and is not is refused', async () => {
	await refused(lms.token(login, { header: { crit: ['x'], x: 1 } }), 'crit')
	await refused(lms.token(login, { header: { crit: [] } }), 'crit []')
})

test('T10 a token that was changed or is cut up otherwise is refused',
	async () => {
		const [head, body, signature] = lms.token(login).split('.')
		const flipped = Buffer.from(body, 'base64url')

		flipped[20] ^= 1
		const again = base64url(JSON.stringify(JSON.parse(
			Buffer.from(head, 'base64url').toString()), null, 1))

		await refused(`${head}.${base64url(flipped)}.${signature}`, 'bit')
		await refused(`${again}.${body}.${signature}`, 'header')
		await refused(`${head}.${body}`, '2 parts')
		await refused(`${head}.${body}.${signature}.${signature}`, '4 parts')
		await refused(`${head}.${head}.${body}.${signature}.${signature}`,
			'5 parts')
		await refused(`${base64url({ alg: 'RSA-OAEP', enc: 'A128GCM' })}.` +
			`${body}.${body}.${body}.${signature}`, 'JWE')
		await refused('', 'nothing', 400)
	})

test('T11 only canonical base64url is taken', async () => {
	const good = lms.token(login)
	const parts = good.split('.')
	const loose = (text, i) => parts.map((part, k) =>
		k === i ? text(part) : part).join('.')
	const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

	for (const i of [0, 1, 2]) {
		await refused(loose(part => `${part}=`, i), 'padding')
		await refused(loose(part => `${part}==`, i), 'padding')
		await refused(loose(part => ` ${part}`, i), 'blank')
		await refused(loose(part => `${part.slice(0, 8)}\n${part.slice(8)}`,
			i), 'newline')
		await refused(loose(part => `${part.slice(0, 8)}+${part.slice(9)}`,
			i), 'plus')
	}
	/* The signature's 256 bytes leave bits of its last letter unused. */
	await refused(loose(part => part.slice(0, -1) +
		last[last.indexOf(part.at(-1)) ^ 1], 2), 'spare bits')
	await refused(`${good}\n`, 'newline behind')
})

test('T12 a member that is said twice is refused', async () => {
	const key = lms.key
	const raw = (head, body) => {
		const text = `${base64url(head)}.${base64url(body)}`

		return `${text}.${sign('sha256', Buffer.from(text), key.privateKey)
			.toString('base64url')}`
	}
	const claims = JSON.stringify(lms.claims(login))
	const head = JSON.stringify({ alg: 'RS256', kid: key.kid })

	await refused(raw(head, `{"sub":"x",${claims.slice(1)}`), 'sub')
	await refused(raw(`{"alg":"RS256",${head.slice(1)}`, claims), 'alg')
})

test('T13 a token made to burst a reader is refused', async () => {
	const key = lms.key
	const raw = body => {
		const text = `${base64url({ alg: 'RS256', kid: key.kid })}.` +
			base64url(body)

		return `${text}.${sign('sha256', Buffer.from(text), key.privateKey)
			.toString('base64url')}`
	}
	const claims = JSON.stringify(lms.claims(login)).slice(0, -1)

	await refused(raw(`${claims},"x":${'['.repeat(10_000)}${
		']'.repeat(10_000)}}`), 'deep')
	await refused(raw(`${claims},"x":"a\\u0000b"}`), 'NUL')
	await refused(raw(Buffer.concat([Buffer.from(`${claims},"x":"`),
		Buffer.from([0xff, 0xfe]), Buffer.from('"}')])), 'UTF-8')
	await refused(raw(`${claims},"x":"${'a'.repeat(60_000)}"}`), '64 KiB')
	const large = await lms.launch(login,
		{ token: 'a'.repeat(1 << 20) })

	assert.equal(large.status, 413)
})

test('T14 another system\'s good token is not one of this login', async () => {
	const second = await start({ server: url, key: other })

	await second.register(await signIn('admin'))
	await refused(second.token(login), 'its own key, its own iss')
	await refused(jwt(lms.claims(login), other), 'its key, our iss')
	await refused(jwt(second.claims(login), lms.key), 'our key, its iss')
	await second.stop()
})

test('T15 the issuer is compared letter by letter', () => none([
	{ iss: `${lms.issuer}/` }, { iss: lms.issuer.toUpperCase() },
	{ iss: lms.issuer.slice(0, -1) }, { iss: undefined }, { iss: [lms.issuer] },
	{ iss: '' },
]))

test('T16 the audience is we', () => none([
	{ aud: 'x' }, { aud: [] }, { aud: 7 }, { aud: undefined }, { aud: null },
	{ aud: [7] }, { aud: { [lms.clientId]: true } },
	{ aud: lms.clientId.toUpperCase() },
]))

test('T17 nobody else is meant besides', async () => {
	await none([
		{ aud: [lms.clientId, 'stranger'] },
		{ aud: [lms.clientId, 'stranger'], azp: lms.clientId },
		{ aud: ['stranger', lms.clientId], azp: lms.clientId },
	])
	await taken({ aud: [lms.clientId] })
})

test('T18 who presents it is we', async () => {
	await none([{ azp: 'x' }, { azp: '' }, { azp: 7 }])
	await taken({ azp: lms.clientId })
})

test('T19 what ended is refused, but for the skew of clocks', async () => {
	await none([{ exp: now() - 185 }, { exp: now() - 86_400 }])
	await taken({ exp: now() - 170, iat: now() - 300 })
})

test('T20 its times are there and numbers', () => none(
	['exp', 'iat'].flatMap(name => [undefined, String(now() + 60), -1, null,
		true, [now()], 1e300].map(value => ({ [name]: value })))))

test('T21 what is from the future is refused', async () => {
	await none([{ iat: now() + 200, exp: now() + 500 }])
	await taken({ iat: now() + 150, exp: now() + 500 })
})

test('T22 what was issued long ago is refused, however long it is to hold',
	() => none([{ iat: now() - 3700, exp: now() + 86_400 }]))

test('T23 the nonce is the one of this login', () => none([
	{ nonce: undefined }, { nonce: '' }, { nonce: 'x' }, { nonce: 7 },
	{ nonce: login.state },
	{ nonce: `${login.nonce}x` }, { nonce: [login.nonce] },
]))

test('T29 the version is 1.3.0', () => none([undefined, '1.1.0', 'LTI-1p0', 1.3,
	'1.3', '', ['1.3.0']].map(value => ({ [LTI.version]: value }))))

test('T30 the message is one that this address takes', async () => {
	await none([undefined, '', 'LtiStartProctoring', 'ltiresourcelinkrequest',
		7].map(value => ({ [LTI.messageType]: value })))
	await none([{ [LTI.messageType]: 'LtiDeepLinkingRequest',
		[LTI.link]: undefined, [LTI.roles]: [ROLE('Instructor')],
		[LTI.settings]: { deep_link_return_url: `${lms.url}/dl`,
			accept_types: ['ltiResourceLink'],
			accept_presentation_document_targets: ['iframe'] } }])
	const choice = await lms.login('/lti/choose')
	const answer = await lms.launch(choice,
		{ claims: { [LTI.link]: { id: 'rl-new' } } })

	assert.equal(answer.status, 404)	// a link there names no module
})

test('T31 the deployment is named', async () => {
	await none([undefined, '', 'd'.repeat(256), 7, 'dé', null]
		.map(value => ({ [LTI.deployment]: value })))
})

test('T32 the deployment is the one that step 1 named', () =>
	none([{ [LTI.deployment]: 'd-2' }]))

test('T33 the place in the course is named', () => none([
	{ [LTI.link]: undefined }, { [LTI.link]: {} }, { [LTI.link]: { id: '' } },
	{ [LTI.link]: { id: 'r'.repeat(256) } }, { [LTI.link]: { id: 7 } },
	{ [LTI.link]: 'rl-1' }, { [LTI.link]: [{ id: 'rl-1' }] },
]))

test('T34 roles are there; those that say nothing give nothing', async () => {
	await none([undefined, null, 'Instructor', { 0: 'Instructor' }, [7]]
		.map(value => ({ [LTI.roles]: value })))
	assert.equal(await role({ [LTI.roles]: [] }), 'learner')
	assert.equal(await role({ [LTI.roles]: ['https://example.org/#x'] }),
		'learner')
	assert.equal(await role({ [LTI.roles]: ['Instructor'] }), 'instructor')
	assert.equal(await role({ [LTI.roles]: ['urn:lti:role:ims/lis/Instructor'] }),
		'instructor')
	assert.equal(await role({ [LTI.roles]: [ROLE('Learner'),
		ROLE('Instructor')] }), 'instructor')
})

test('T35 what only looks like a teacher of this course is none', async () => {
	for (const name of ['http://evil/membership#Instructor',
		ROLE('InstructorX'), ` ${ROLE('Instructor')}`,
		'http://purl.imsglobal.org/vocab/lis/v2/membership/Learner#Instructor',
		'http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant',
		'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator',
		'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor',
		'http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator',
		'urn:lti:instrole:ims/lis/Instructor', 'instructor'])
		assert.equal(await role({ [LTI.roles]: [name] }), 'learner', name)
	assert.equal(await role({ [LTI.roles]: [ROLE('Instructor'),
		'http://purl.imsglobal.org/vocab/lti/system/person#TestUser'] }), 'test')
})

test('T36 the person is named by what fits', () => none([
	{ sub: undefined }, { sub: 's'.repeat(256) }, { sub: 'añi' }, { sub: 7 },
	{ sub: '' }, { sub: null },
]))

test('T37 the address is the one of step 1, and ours', async () => {
	const base = new URL(login.target).origin

	await none(['https://evil.example/lti/m/x', `//evil.example/lti/m/${module}`,
		'javascript:alert(1)', `${base.replace('//', '//us@')}/lti/m/${module}`,
		`${login.target}/`, `${login.target}?x`, `${base}/lti/choose`,
		`${base}/lti/m/00000000000000000000000000`, undefined, '', 7]
		.map(value => ({ [LTI.target]: value })))
})

test('what is not used is not looked at, what is used has its type', async () => {
	await taken({ 'https://example.org/claim': [1, { a: null }], email: 7 })
	await none([{ name: 7 }, { [LTI.context]: 'ctx' },
		{ [LTI.context]: { id: 7 } }, { [LTI.custom]: 'x' },
		{ [LTI.presentation]: { return_url: 7 } }])
})

test('after all that the login is still good for the right token', async () => {
	const answer = await lms.launch(login)

	assert.equal(answer.status, 303, answer.text)
})
