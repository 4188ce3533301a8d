// How a request arrived, for who sets up a proxy.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { bin } from '../lib/server.mjs'
import { url, visitor } from './lib.mjs'

test('each caller is told how their own request arrived', async () => {
	const { status, body } = await visitor('GET', '/api/v1/about/request')

	assert.equal(status, 200)
	assert.equal(body.host, new URL(url).host)
	assert.equal(body.https, false)
	assert.equal(body.address, '127.0.0.1')
	assert.ok(Math.abs(body.now - Date.now()) < 60_000)
	assert.ok(body.uploadLimit > 1 << 20)
})

test('a proxy on this machine is believed about the visitor and https',
	async () => {
		const { body } = await visitor('GET', '/api/v1/about/request',
			undefined, { 'X-Forwarded-For': '203.0.113.9',
				'X-Forwarded-Proto': 'https' })

		assert.equal(body.address, '203.0.113.9')
		assert.equal(body.https, true)
	})

/* What `balai check --url` says of a server that answers so. */
async function looked(answers) {
	const server = createServer((asked, answer) =>
		answer.end(JSON.stringify(answers[asked.url] ?? {})))

	server.listen(0, '127.0.0.1')
	await once(server, 'listening')
	const child = spawn(bin, ['check', '--url',
		`http://127.0.0.1:${server.address().port}`,
		'--data', '/nonexistent'], { env: { ...process.env, LANG: 'en' } })
	let said = ''

	child.stdout.setEncoding('utf8').on('data', text => { said += text })
	await once(child, 'close')
	server.closeAllConnections()
	server.close()
	return said
}

test('a server that is looked at from outside writes nothing but words to the ' +
	'terminal', async () => {
	const hostile = '\u001b]0;yours\u0007\u001b[2J\u009b2J\nok  all is well'
	const said = await looked({
		'/healthz': { status: 'ok' },
		'/api/v1/about': { version: hostile, contentUrl: hostile },
		'/api/v1/about/request': { host: hostile, address: hostile, now: 0 },
	})

	assert.match(said, /yours/)
	assert.doesNotMatch(said, /[^\P{Cc}\n]/u)
	assert.doesNotMatch(said, /^ok  all is well/m)
})
