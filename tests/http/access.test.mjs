// Who may call what: every route of the table, as everyone there is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, contentUrl, signIn, url, visitor } from './lib.mjs'

const { body: api } = await visitor('GET', '/api/openapi.json')
const people = {
	learner: await signIn('peserta'),
	author: await signIn('penulis'),
	host: await signIn('pemandu'),
	organiser: await signIn('penyelenggara'),
	supervisor: await signIn('atasan'),
	leader: await signIn('pimpinan'),
	admin: await signIn('admin'),
}
const nobody = (method, path, body, headers) =>
	call(method, url + path, { body, headers })

/* Whom a column of the table lets in; administrators may do everything. Of a run
   and of another system the handler says who it is, in words of its own. */
function welcome(access, who) {
	if (access === 'anyone' || access === 'run' || access === 'foreign')
		return true
	if (who === 'nobody')
		return false
	return access === 'learner' || access === 'guest' ||
		access === 'player' || who === 'admin' ||
		who === access || who === 'organiser' &&
		(access === 'host' || access === 'leader')
}

/* Not there, so that nothing is really changed by those who may. */
function made(path) {
	return path.replace(/\{(id|token)\}/g, '0'.repeat(26))
		.replace(/\{\w+\}/, 'tidak-ada')
}

/* For some of those whom the column lets in: their own tests say whom. */
const narrower = new Set(['/api/v1/lti/choices', '/api/v1/lti/usable'])

/* Calling these as oneself would end the session that is tried with. */
const ending = new Set(['delete /api/v1/session'])

for (const [path, methods] of Object.entries(api.paths)) {
	for (const [method, route] of Object.entries(methods)) {
		if (method === 'description')
			continue
		const content = methods.description !== undefined &&
			!['/healthz'].includes(path)
		const access = route['x-access']

		test(`${method} ${path} is for ${access}`, async () => {
			for (const who of ['nobody', ...Object.keys(people)]) {
				if (ending.has(`${method} ${path}`) && who !== 'nobody')
					continue
				const as = people[who] ?? nobody
				const body = route.requestBody
					? Object.keys(route.requestBody.content)[0]
						=== 'application/json' ? {} : Buffer.from('x')
					: undefined
				const headers = Buffer.isBuffer(body)
					? { 'Content-Type': 'application/octet-stream' } : {}
				const answer = content
					? await call(method.toUpperCase(),
						contentUrl + made(path), { body })
					: await as(method.toUpperCase(), made(path), body,
						headers)
				const refused = answer.body?.code === 'anonymous' ||
					answer.body?.code === 'forbidden'

				assert.ok(refused === !welcome(access, who) ||
					narrower.has(path) && answer.status === 403,
				`${who}: ${answer.status} ${answer.text}`)
				if (refused)
					assert.equal(answer.status,
						who === 'nobody' ? 401 : 403)
			}
		})
	}
}

test('a route without a word on who may call it would be shut', () => {
	for (const methods of Object.values(api.paths))
		for (const [method, route] of Object.entries(methods))
			if (method !== 'description')
				assert.notEqual(route['x-access'], 'nobody')
})

test('a cookie without its secret is nobody', async () => {
	const { cookie } = people.learner
	const answer = await call('GET', `${url}/api/v1/me`,
		{ headers: { Cookie: cookie } })

	assert.equal(answer.status, 401)
})

test('a secret without its cookie is nobody', async () => {
	const { secret } = people.learner
	const answer = await call('GET', `${url}/api/v1/me`,
		{ headers: { 'X-Balai-Session': secret } })

	assert.equal(answer.status, 401)
})

test('a change asked for by another site is refused', async () => {
	for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' },
		{ 'Sec-Fetch-Site': 'same-site' },
		{ Origin: 'https://jahat.example' }, { Origin: 'null' }]) {
		const answer = await people.learner('PUT', '/api/v1/me/password',
			{ current: 'x', password: 'yyyyyyyyyyyy' }, headers)

		assert.equal(answer.status, 403)
		assert.equal(answer.body.code, 'cross_site')
	}
})

test('the content origin takes no cookie for anything', async () => {
	const { cookie, secret } = people.admin
	const answer = await call('GET', `${contentUrl}/r/launch`,
		{ headers: { Cookie: cookie, 'X-Balai-Session': secret } })

	assert.equal(answer.status, 401)
	assert.equal(answer.body.code, 'token_invalid')
})
