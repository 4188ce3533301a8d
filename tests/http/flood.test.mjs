// A flood of wrong sign-ins from elsewhere shuts nobody out.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { start } from '../lib/server.mjs'
import { call, password } from './lib.mjs'

const FLOOD = 200
let server

before(async () => { server = await start(['--demo']) })
after(async () => { await server?.stop() })

/* From that address, as the proxy on this machine tells it. */
const signIn = (login, given, from, headers = {}) => call('POST',
	`${server.url}/api/v1/session`, { body: { login, password: given },
		headers: { 'X-Forwarded-For': from, ...headers } })

let sent = 0

/* Another account from another address each time: nobody fails twice. */
const guess = () => signIn(`lain-${++sent}`, 'salah-semua',
	`198.${18 + (sent >> 16)}.${(sent >> 8) & 255}.${sent & 255}`)

test('while wrong sign-ins flood in from everywhere, who signed in with a browser '
	+ 'before comes in with it', async () => {
	const first = await signIn('peserta', password, '203.0.113.7')
	const device = first.cookies.map(c => c.split(';')[0])
		.find(c => c.startsWith('balai_device='))
	const seen = new Set()
	let over = false

	assert.ok(device)
	const flood = Promise.all(Array.from({ length: FLOOD }, async () => {
		while (!over)
			seen.add((await guess()).status)
	}))

	while (!seen.has(503))
		await new Promise(next => setTimeout(next, 20))
	for (let i = 0; i < 10; i++) {
		const { status, text } = await signIn('peserta', password,
			'203.0.113.7', { Cookie: device })

		assert.equal(status, 200, text)
	}
	over = true
	await flood
	assert.deepEqual([...seen].sort(), [401, 503])
})
