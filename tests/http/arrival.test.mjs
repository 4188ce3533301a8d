// How a request arrived, for who sets up a proxy.
import assert from 'node:assert/strict'
import { test } from 'node:test'
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
