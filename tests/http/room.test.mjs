// How much a package may store for one learner in one module by xAPI: the sum
// follows what comes and goes, and beyond the setting is no room.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, test } from 'node:test'
import { publish, signIn } from './lib.mjs'
import { ADL, au, begin, course, open, pass, speaking, structure, tincan } from
	'./speaking.mjs'

const MB = 1024 * 1024
const whole = Buffer.alloc(MB, 'a')
let l, other, learner, next

before(async () => {
	const module = publish(tincan).module

	learner = await signIn('peserta')
	l = await open(learner, null, { of: module })
	speaking(l, l.params.auth)
	other = await open(await signIn('atasan'), null, { of: module })
	speaking(other, other.params.auth)
})

const ask = (method, stateId, body, by = l) => by.ask(method,
	'activities/state', { body, query: { activityId: by.params.activity_id,
		agent: by.params.actor, ...(stateId && { stateId }) },
	headers: { ...(body && { 'Content-Type': 'text/plain' }) } })
const statement = () => ({ id: randomUUID(), actor: l.actor,
	verb: { id: `${ADL}answered` }, object: { id: `${course}/soal` } })

test('documents are stored up to the setting, then refused with its number',
	async () => {
		for (next = 0; next < 25; next++) {
			const { status, body } = await ask('PUT', `s${next}`, whole)

			if (status === 204)
				continue
			assert.equal(status, 413)
			assert.equal(body.code, 'xapi_full')
			assert.match(body.detail, /\b20 MB/)
			break
		}
		assert.equal(next, 20)
		assert.equal((await ask('GET', 's0')).text.length, MB)
	})

test('what is there may be replaced by as much, and by less', async () => {
	assert.equal((await ask('PUT', 's0', whole)).status, 204)
	assert.equal((await ask('PUT', 's0', 'x')).status, 204)
	assert.equal((await ask('PUT', 's0', whole)).status, 204)
})

test('statements have their part of it, and all of a list or none', async () => {
	const large = () => ({ ...statement(), result: {
		response: 'b'.repeat(450_000) } })

	await ask('DELETE', `s${next - 1}`)
	assert.equal((await ask('PUT', 'sisa', 'c'.repeat(400_000))).status, 204)
	const first = statement(), both = [first, large(), large()]
	const no = await l.ask('POST', 'statements', { body: both })

	assert.equal(no.status, 413)
	assert.equal(no.body.code, 'xapi_full')
	assert.equal((await l.ask('GET', 'statements',
		{ query: { statementId: first.id } })).status, 404)
	assert.equal((await l.ask('POST', 'statements',
		{ body: both.slice(0, 2) })).status, 200)
})

test('what is dropped makes room again, one and all', async () => {
	assert.equal((await ask('DELETE', 's1')).status, 204)
	assert.equal((await ask('DELETE', 's2')).status, 204)
	const s = { ...statement(), result: { response: 'd'.repeat(900_000) } }

	assert.equal((await l.put(s)).status, 204)
	assert.equal((await l.put(s)).status, 204, 'again, and counted once')
	assert.equal((await ask('DELETE')).status, 204)
	for (let i = 0; i < 18; i++)
		assert.equal((await ask('PUT', `t${i}`, whole)).status, 204, `${i}`)
	let status

	for (let i = 18; i < 20; i++)
		({ status } = await ask('PUT', `t${i}`, whole))
	assert.equal(status, 413)
	assert.equal((await ask('DELETE')).status, 204)
})

test('merging counts what came of it', async () => {
	const post = body => l.ask('POST', 'activities/state', { body,
		query: { activityId: l.params.activity_id, agent: l.params.actor,
			stateId: 'gabung' } })

	for (let i = 0; i < 18; i++)
		assert.equal((await ask('PUT', `u${i}`, whole)).status, 204, `${i}`)
	assert.equal((await post({ a: 'x'.repeat(50_000) })).status, 204)
	for (let i = 0; i < 40; i++)
		assert.equal((await post({ a: 'y'.repeat(50_000) })).status, 204)
	assert.equal((await ask('DELETE')).status, 204)
})

test('another learner has room of their own', async () => {
	for (let i = 0; i < 18; i++)
		await ask('PUT', `v${i}`, whole)
	assert.equal((await ask('PUT', 'v', whole, other)).status, 204)
	assert.equal((await ask('DELETE')).status, 204)
})

test('an activity\'s profile fills no learner\'s room, and has a limit too',
	async () => {
		const put = i => l.ask('PUT', 'activities/profile', { body: whole,
			query: { activityId: l.params.activity_id, profileId: `p${i}` },
			headers: { 'Content-Type': 'text/plain' } })
		let i = 0, answer

		while ((answer = await put(i)).status === 204 && i < 25)
			i++
		assert.equal(i, 20)
		assert.equal(answer.body.code, 'xapi_full')
		assert.equal((await ask('PUT', 'w', whole)).status, 204)
	})

test('who has no room can still open a unit of cmi5', async () => {
	const module = publish(structure(
		au('pre', 'moveOn="Passed" masteryScore="0.7"'))).module
	const first = await begin(learner, `${course}/pre`, { of: module })
	const fill = (i, body) => first.state('PUT', `x${i}`, { body,
		headers: { 'Content-Type': 'text/plain' } })
	let size = MB

	for (let i = 0; size > 100; i++)
		if ((await fill(i, whole.subarray(0, size))).status === 413)
			size = size >> 1
	const again = await begin(learner, `${course}/pre`, { of: module })

	assert.equal((await again.say('initialized')).status, 413)
	assert.equal((await again.state('DELETE', 'x0')).status, 204)
	assert.equal((await again.say('initialized')).status, 204)
	assert.equal((await pass(again)).status, 204)
})
