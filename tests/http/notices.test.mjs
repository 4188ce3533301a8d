// What somebody was told.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signIn } from './lib.mjs'

const learner = await signIn('peserta')

test('whoever was told nothing has an empty list, in pages', async () => {
	const fresh = await signIn('atasan')
	const { status, body } = await fresh('GET', '/api/v1/me/notices?page=2')

	assert.equal(status, 200)
	assert.deepEqual(body.notices, [])
	assert.equal(body.more, false)
})

test('what was told is seen until a moment, and not one to come', async () => {
	assert.equal((await learner('POST', '/api/v1/me/notices/seen',
		{ until: Date.now() - 1000 })).status, 204)
	assert.equal((await learner('GET', '/api/v1/me/notices')).body.unseen, 0)
	const early = await learner('POST', '/api/v1/me/notices/seen',
		{ until: Date.now() + 3_600_000 })

	assert.equal(early.status, 422)
	assert.equal(early.body.field, 'until')
})
