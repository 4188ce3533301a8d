// What strangers send to hurt: the server of these tests is our own, since
// its log and its data folder are looked at.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { start } from '../lib/server.mjs'
import { call } from './lib.mjs'

const json = { 'Content-Type': 'application/json' }
let server

before(async () => { server = await start(['--demo']) })
after(() => server?.stop())

test('JSON of many levels is refused, and the server lives', async () => {
	for (const [open, shut] of [['[', ']'], ['{"a":', '}']])
		for (const levels of [65, 1000, 10_000]) {
			const body = `{"login":${open.repeat(levels)}1${
				shut.repeat(levels)}}`
			const { status } = await call('POST',
				`${server.url}/api/v1/session`, { headers: json, body })

			assert.equal(status, 400, `${levels} of ${open}`)
		}
	assert.equal((await call('GET', `${server.url}/healthz`)).status, 200)
})

test('brackets in a text are no levels', async () => {
	const { status } = await call('POST', `${server.url}/api/v1/session`,
		{ body: { login: `${'['.repeat(200)}\\"${'{'.repeat(20)}`,
			password: 'x' } })

	assert.equal(status, 401)
})

test('a password in broken JSON does not get into the log', async () => {
	for (const body of ['{"login":"a","password":rahasiaSatu}',
		'{"login":"a","password":"rahasiaDua',
		'{"login":"a","rahasiaTiga":1,"rahasiaTiga":2}'])
		assert.equal((await call('POST', `${server.url}/api/v1/session`,
			{ headers: json, body })).status, 400)
	assert.doesNotMatch(server.log(), /rahasia/)
})
