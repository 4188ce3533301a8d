// Packages as they are: libraries without headers or methods, that call
// everything JSON, that ask for statements in one form or another.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { before, test } from 'node:test'
import { until } from '../lib/until.mjs'
import { call, publish, signIn, url } from './lib.mjs'
import { ADL, course, open, speaking, tincan } from './speaking.mjs'

let l, learner

before(async () => {
	learner = await signIn('peserta')
	l = await open(learner, null, { of: publish(tincan).module })
	speaking(l, l.params.auth)
})

/* As a library does it that can only POST a form. */
const form = (path, method, fields, { query = '', headers, auth = l.params.auth,
	version = '1.0.3', endpoint = l.params.endpoint } = {}) =>
	call('POST', `${endpoint}${path}?method=${method}${query}`, {
		headers: { 'Content-Type': 'application/x-www-form-urlencoded',
			...headers },
		body: new URLSearchParams({
			...(auth && { Authorization: auth }),
			...(version && { 'X-Experience-API-Version': version }),
			...fields,
		}).toString(),
	})

const one = (more = {}) => ({ id: randomUUID(), actor: l.actor,
	verb: { id: `${ADL}answered`, display: { 'en-US': 'answered',
		id: 'menjawab' } },
	object: { id: `${course}/soal`, definition: { name: { en: 'Question',
		id: 'Soal' } } }, ...more })

test('a statement is put, posted and found by forms alone', async () => {
	const s = one(), json = { 'Content-Type': 'application/json' }

	assert.equal((await form('statements', 'PUT', { ...json,
		statementId: s.id, content: JSON.stringify(s) })).status, 204)
	const posted = await form('statements', 'POST', { ...json,
		content: JSON.stringify([one(), one()]) })

	assert.equal(posted.status, 200, posted.text)
	assert.equal(posted.body.length, 2)
	const found = await form('statements', 'GET', {
		activity: `${course}/soal`, limit: '2' })

	assert.equal(found.status, 200, found.text)
	assert.equal(found.body.statements.length, 2)
	assert.equal((await call('GET', new URL(found.body.more,
		l.params.endpoint).href, { headers: { Authorization: l.params.auth,
		'X-Experience-API-Version': '1.0.3' } })).body.statements.length, 1)
	assert.equal((await form('statements', 'GET', { statementId: s.id }))
		.body.id, s.id)
})

test('a state goes in and out by forms, with its condition', async () => {
	const at = { activityId: l.params.activity_id, agent: l.params.actor,
		stateId: 'lanjut' }
	const text = 'satu & dua + tiga = é 100 %'

	assert.equal((await form('activities/state', 'PUT', { ...at,
		'Content-Type': 'text/plain', content: text })).status, 204)
	const got = await form('activities/state', 'GET', at)

	assert.equal(got.text, text)
	assert.match(got.headers.get('content-type'), /^text\/plain/)
	assert.equal((await form('activities/state', 'PUT', { ...at,
		'If-None-Match': '*', content: 'x' })).status, 412)
	assert.equal((await form('activities/state', 'DELETE', at)).status, 204)
	assert.equal((await form('activities/state', 'GET', at)).status, 404)
})

test('what has no POST of its own is asked by one too, on either address',
	async () => {
		for (const endpoint of [l.params.endpoint, `${url}/xapi/`]) {
			const ask = (path, fields, more) => form(path, 'GET', fields,
				{ endpoint, ...more })

			assert.deepEqual((await ask('about', {},
				{ auth: '', version: '' })).body.version, ['1.0.3', '2.0.0'])
			assert.equal((await ask('agents', { agent: l.params.actor }))
				.body.objectType, 'Person')
			assert.equal((await ask('activities',
				{ activityId: l.params.activity_id })).body.id,
			l.params.activity_id)
		}
		assert.equal((await call('POST', `${l.params.endpoint}about`,
			{ body: '{}' })).status, 405)
	})

test('a library that cannot name the type of its form is understood',
	async () => {
		for (const type of ['text/plain', 'application/octet-stream'])
			assert.equal((await form('statements', 'GET', { limit: '1' },
				{ headers: { 'Content-Type': type } })).status, 200, type)
	})

test('a form that is none, or says more in its address, is refused', async () => {
	const limit = { limit: '1' }

	assert.equal((await form('statements', 'GET', limit,
		{ query: '&limit=1' })).status, 400)
	assert.equal((await form('statements', 'PATCH', limit)).status, 400)
	assert.equal((await form('statements', 'GET', { method: 'GET', ...limit }))
		.status, 400)
	assert.equal((await form('statements', 'GET', limit, { auth: '' })).status,
		401)
	assert.equal((await form('statements', 'GET', limit, { version: '' }))
		.status, 400)
	assert.equal((await form('statements', 'GET', Object.fromEntries(
		Array.from({ length: 70 }, (_, i) => [`n${i}`, '']))))
		.status, 400)
	assert.equal((await form('activities/state', 'PUT', {
		activityId: l.params.activity_id, agent: l.params.actor,
		stateId: 'x', 'Content-Type': 'text/html\r\nSet-Cookie: a=b',
		content: 'x' })).status, 400)
	const bytes = await call('POST',
		`${l.params.endpoint}statements?method=GET`, { body: 'limit=%00%ff' })

	assert.equal(bytes.status, 400)
})

test('a header in the form counts, not the one that came', async () => {
	assert.equal((await form('statements', 'GET', { limit: '1' }, {
		auth: 'Basic salah', headers: { Authorization: l.params.auth } }))
		.status, 401)
})

test('what is called JSON and is none is stored all the same', async () => {
	const at = { activityId: l.params.activity_id, agent: l.params.actor,
		stateId: 'bookmark' }
	const ask = (method, body) => l.ask(method, 'activities/state',
		{ query: at, body })

	assert.equal((await ask('PUT', 'slide_7|2a3b')).status, 204)
	assert.equal((await ask('HEAD')).headers.get('content-length'), '12')
	assert.equal((await ask('POST', { a: 1 })).status, 400)
	assert.equal((await ask('PUT', '')).status, 204)
	assert.equal((await ask('GET')).text, '')
})

test('statements come by ids, or in the language that is liked', async () => {
	const s = one()

	await l.put(s)
	const ask = async (format, language) => (await l.ask('GET', 'statements',
		{ query: { statementId: s.id, format },
			headers: { 'Accept-Language': language } })).body
	const ids = await ask('ids', 'id')

	assert.deepEqual(ids.verb, { id: s.verb.id })
	assert.deepEqual(ids.object, { id: s.object.id })
	assert.deepEqual((await ask('exact', 'id')).verb, s.verb)
	const indonesian = await ask('canonical', 'id-ID, id;q=0.9, en;q=0.1')

	assert.deepEqual(indonesian.verb.display, { id: 'menjawab' })
	assert.deepEqual(indonesian.object.definition.name, { id: 'Soal' })
	assert.deepEqual((await ask('canonical', 'en')).verb.display,
		{ 'en-US': 'answered' })
	assert.equal((await ask('lain', 'id')).code, 'xapi_parameter')
})

test('every answer names its version, a refusal too', async () => {
	for (const [path, version, said] of [['statements', '1.0.1', '1.0.3'],
		['statements', '2.0.0', '2.0.0'], ['statements', '0.95', '1.0.3'],
		['tidak-ada', '1.0.3', '1.0.3']])
		assert.equal((await l.ask('GET', path, { headers: {
			'X-Experience-API-Version': version } })).headers
			.get('x-experience-api-version'), said, path)
})

/* A form of that size from a stranger, as far as the server asks for its body. */
async function stranger(path, bytes) {
	const { hostname, port } = new URL(url)
	const socket = connect(port, hostname)

	socket.on('error', () => {})
	socket.write([`POST ${path} HTTP/1.1`, `Host: ${hostname}:${port}`,
		'X-Experience-API-Version: 1.0.3', 'Expect: 100-continue',
		`Content-Length: ${bytes}`, '', ''].join('\r\n'))
	const [answer] = await once(socket, 'data')

	return { socket, status: Number(String(answer).split(' ')[1]) }
}

test('strangers cannot fill the memory by large forms', async () => {
	const large = await Promise.all(Array.from({ length: 48 }, (_, i) =>
		stranger(i % 2 ? '/xapi/statements?method=PUT' : '/xapi/about',
			1000000)))
	const statuses = large.map(({ status }) => status)

	try {
		assert.equal(statuses.filter(s => s === 100).length, 32)
		assert.equal(statuses.filter(s => s === 503).length, 16)
		assert.equal((await form('statements', 'POST', {
			'Content-Type': 'application/json',
			content: JSON.stringify(one()) })).status, 200)
		assert.equal((await call('POST', `${l.params.endpoint}statements`, {
			headers: { 'Content-Type': 'application/json',
				Authorization: l.params.auth,
				'X-Experience-API-Version': '1.0.3' },
			body: JSON.stringify(one()).padEnd(100000),
		})).status, 200)
	} finally {
		large.forEach(({ socket }) => socket.destroy())
	}
})

test('and once they have gone, a large form is read again', async () => {
	await until('it is asked for', async () => {
		const { socket, status } = await stranger('/xapi/about', 1000000)

		socket.destroy()
		return status === 100
	})
})
