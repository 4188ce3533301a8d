// Who is responsible for a module says that a learner need not do a unit of it.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { password, publish, scorm12, signIn } from './lib.mjs'
import { ADL2, au, begin, block, CMI5, course, line, mine, pass, SESSION,
	structure } from './speaking.mjs'

const REASON = 'https://w3id.org/xapi/cmi5/result/extensions/reason'
let admin, author, learner, module, path

before(async () => {
	admin = await signIn('admin')
	author = await signIn('penulis')
	learner = await signIn('peserta')
	module = publish(structure(block(
		au('pre', 'moveOn="Passed" masteryScore="0.7"') +
		au('isi', 'moveOn="CompletedAndPassed"')) +
		au('post', 'moveOn="Completed"'))).module
	path = `/api/v1/modules/${module}`
})

const waive = (who, unit, more) => who('POST', `${path}/waivers`, {
	person: learner.person.id, unit: `${course}/${unit}`,
	reason: 'Tested Out', ...more })
const unitsOf = async () => (await admin('GET',
	`${path}/learners/${learner.person.id}`)).body.units

test('who has not begun has nothing to be waived', async () => {
	assert.equal((await waive(admin, 'pre')).status, 404)
	assert.equal((await admin('GET',
		`${path}/learners/${learner.person.id}`)).status, 404)
})

test('a unit is waived for a reason of cmi5, and is satisfied then', async () => {
	const l = await begin(learner, `${course}/isi`, { of: module })
	const before = (await admin('GET', `${path}/learners`)).body.learners[0]
	const { status, body, text } = await waive(admin, 'pre')

	assert.equal(status, 201, text)
	assert.deepEqual(body.units.map(u => [u.title, u.waived, u.waivable]),
		[['pre', true, false], ['isi', false, true], ['post', false, true]])
	const [said] = await l.find({ verb: `${ADL2}waived` })

	assert.equal(said.result.success, true)
	assert.equal(said.result.completion, true)
	assert.equal(said.result.extensions[REASON], 'Tested Out')
	assert.deepEqual(said.actor, l.actor)
	assert.equal(said.context.registration, l.params.registration)
	assert.notEqual(said.context.extensions[SESSION], l.run)
	assert.deepEqual(said.context.contextActivities.category.map(c => c.id),
		[`${CMI5}categories/cmi5`, `${CMI5}categories/moveon`])
	assert.deepEqual(said.context.contextActivities.grouping,
		[{ id: `${course}/pre` }])
	const pre = await begin(learner, `${course}/pre`, { of: module })

	assert.equal(said.object.id, pre.params.activityId)
	const one = await line(learner, 'pre', module)

	assert.equal(one.completion, 'completed')
	assert.equal(one.success, 'passed')
	assert.equal(one.source, 'server')
	assert.equal((await mine(learner, module)).unitsDone, 1)
	const after = (await admin('GET', `${path}/learners`)).body.learners[0]

	assert.equal(after.waivable, true)
	assert.ok(after.lastAt >= before.lastAt)
})

test('it is waived once, and never when it is done', async () => {
	const again = await waive(admin, 'pre', { reason: 'Administrative' })

	assert.equal(again.status, 409)
	assert.equal(again.body.code, 'not_waivable')
	const l = await begin(learner, `${course}/post`, { of: module })

	await l.say('initialized')
	assert.equal((await l.say('completed', { result: { completion: true,
		duration: 'PT1S' } })).status, 204)
	assert.equal((await waive(admin, 'post')).status, 409)
	assert.equal((await l.find({ verb: `${ADL2}waived` })).length, 1)
})

test('what was waived may still be done', async () => {
	const l = await begin(learner, `${course}/pre`, { of: module })

	await l.say('initialized')
	assert.equal((await pass(l)).status, 204)
	assert.equal((await unitsOf())[0].success, 'passed')
})

test('with the last of them block and course are satisfied, in its session',
	async () => {
		const { status, text } = await waive(admin, 'isi',
			{ reason: 'Equivalent Outside Activity' })
		const l = await begin(learner, `${course}/isi`, { of: module })

		assert.equal(status, 201, text)
		const said = await l.find({ verb: `${ADL2}satisfied` })
		const [waived] = await l.find({ verb: `${ADL2}waived` })
		const session = waived.context.extensions[SESSION]

		assert.deepEqual(said.map(s => s.object.definition.type.split('/')
			.pop()).sort(), ['block', 'course'])
		assert.ok(said.every(s => s.context.extensions[SESSION] === session))
		assert.equal((await mine(learner, module)).completion, 'completed')
		assert.equal((await l.find({ verb: `${ADL2}abandoned` }))
			.filter(s => s.context.extensions[SESSION] === session).length, 0)
	})

test('who did it, for whom and why stays in sight', async () => {
	const { waivers, learners } = (await admin('GET', `${path}/learners`)).body
	const { events } = (await admin('GET', `${path}/history`)).body

	assert.deepEqual(waivers.map(w => [w.name, w.title, w.reason, w.by]), [
		[learner.person.name, 'isi', 'Equivalent Outside Activity',
			admin.person.name],
		[learner.person.name, 'pre', 'Tested Out', admin.person.name]])
	assert.equal(learners[0].waivable, false)
	assert.deepEqual(events.filter(e => e.kind === 'waived').map(e =>
		[e.words, e.by]), [['isi', admin.person.name],
		['pre', admin.person.name]])
	assert.ok(!JSON.stringify(events).includes(learner.person.name))
})

test('what does not fit is told, and others may not', async () => {
	const wrong = await waive(admin, 'isi', { reason: 'Malas' })

	assert.equal(wrong.status, 422)
	assert.equal(wrong.body.field, 'reason')
	assert.equal((await waive(admin, 'tidak-ada')).body.code, 'no_unit')
	assert.equal((await waive(admin, 'isi', { person: 'siapa' })).status, 404)
	assert.equal((await waive(learner, 'isi')).status, 403)
	const theirs = publish(scorm12('Tanpa cmi5')).module

	await learner('POST', `/api/v1/modules/${theirs}/launches`, {})
	const no = await admin('POST', `/api/v1/modules/${theirs}/waivers`, {
		person: learner.person.id, unit: 'i0', reason: 'Administrative' })

	assert.equal(no.body.code, 'not_waivable')
})

test('an author waives for people of the own agency only', async () => {
	const there = await admin('POST', '/api/v1/agencies',
		{ name: `Dinas ${course}`, kind: 'agency', helpText: '' })
	const login = `jauh-${Date.now().toString(36)}`
	const made = await admin('POST', '/api/v1/people', { login,
		name: 'Orang jauh', agency: there.body.id, roles: [], password })

	assert.equal(made.status, 201, made.text)
	const first = await signIn(login)

	await first('PUT', '/api/v1/me/password',
		{ current: password, password: `${password}-sekali` })
	const far = await signIn(login, undefined, `${password}-sekali`)

	await begin(far, `${course}/isi`, { of: module })
	const answer = await author('POST', `${path}/waivers`, {
		person: made.body.id, unit: `${course}/isi`,
		reason: 'Administrative' })

	assert.equal(answer.status, 404)
	assert.equal((await waive(admin, 'isi', { person: made.body.id })).status,
		201)
	const { waivers } = (await author('GET', `${path}/learners`)).body

	assert.deepEqual(waivers.map(w => w.name),
		[null, learner.person.name, learner.person.name])
})
