// What learners, supervisors and organisers see first.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { publish, scorm12, signIn } from './lib.mjs'

const mark = Date.now().toString(36)
const day = 24 * 3600 * 1000
let learner, organiser, supervisor, admin, batch, unit, agency

before(async () => {
	[learner, organiser, supervisor, admin] = await Promise.all(
		['peserta', 'penyelenggara', 'atasan', 'admin']
			.map(login => signIn(login)))
	agency = organiser.person.agency.id
	unit = (await organiser('POST', '/api/v1/units',
		{ name: `Bidang rumah ${mark}` })).body.id
	const moved = await organiser('PUT',
		`/api/v1/people/${learner.person.id}/membership`,
		{ unit, from: '2026-02-01' })

	assert.ok(moved.status < 300, moved.text)
})

async function enrolled() {
	const { module } = publish(scorm12(`Rumah ${mark}`))
	const made = await organiser('POST', '/api/v1/programmes',
		{ title: `Dasar ${mark}`, mode: 'online', purpose: 'Belajar' })

	assert.equal(made.status, 201, made.text)
	const steps = await organiser('PUT',
		`/api/v1/programmes/${made.body.id}/activities`, {
			revision: made.body.revision,
			activities: [{ kind: 'module', title: 'Satu', required: true,
				module, dueDays: 10 }] })

	assert.equal(steps.status, 200, steps.text)
	const published = await organiser('PATCH',
		`/api/v1/programmes/${made.body.id}`,
		{ revision: steps.body.revision, state: 'published' })

	assert.equal(published.status, 200, published.text)
	const run = await organiser('POST',
		`/api/v1/programmes/${made.body.id}/batches`, { name: 'Angkatan 1',
			startsAt: Date.now() - day, endsAt: Date.now() + 30 * day })

	assert.equal(run.status, 201, run.text)
	const added = await organiser('POST',
		`/api/v1/batches/${run.body.id}/enrolments`,
		{ people: [learner.person.id] })

	assert.ok(added.status < 300, added.text)
	return run.body.id
}

test('home says what is due soonest, with the step that is next', async () => {
	batch = await enrolled()
	const { status, body } = await learner('GET', '/api/v1/me/home')

	assert.equal(status, 200)
	const due = body.due.find(one => one.batch === batch)

	assert.ok(due, JSON.stringify(body))
	assert.equal(due.step, 'Satu')
	assert.equal(due.late, false)
	assert.ok(due.at < Date.now() + 11 * day)
	assert.ok(body.due.length <= 3)
	assert.equal(typeof body.jp.sum, 'number')
	assert.ok(['free', 'below', 'met', 'above'].includes(body.jp.state))
})

test('home counts the surveys that wait for an answer, and no other', async () => {
	const waiting = async () =>
		(await learner('GET', '/api/v1/me/home')).body.surveys
	const before = await waiting()

	const { id, version } = (await organiser('POST', '/api/v1/surveys', {
		title: `Survei ${mark}`, targets: [{ kind: 'unit', ref: unit }],
		form: { questions: [{ id: 'q1', kind: 'scale', text: 'Jelas?' }] },
	})).body

	assert.equal(await waiting(), before)
	await organiser('POST', `/api/v1/surveys/${id}/opening`)
	assert.equal(await waiting(), before + 1)
	const sent = await learner('POST', `/api/v1/me/surveys/${id}/answers`,
		{ version: version.id, answers: { q1: 4 } })

	assert.equal(sent.status, 201, sent.text)
	assert.equal(await waiting(), before)
})

test('a supervisor sees the people of their units, and no others', async () => {
	const before = (await supervisor('GET', '/api/v1/team')).body

	assert.ok(before.people.every(p => p.id !== learner.person.id))
	const given = await organiser('PUT',
		`/api/v1/people/${supervisor.person.id}/supervisions`,
		{ units: [unit] })

	assert.ok(given.status < 300, given.text)
	const { body } = await supervisor('GET', '/api/v1/team')
	const one = body.people.find(p => p.id === learner.person.id)

	assert.ok(one, JSON.stringify(body))
	assert.ok(one.going >= 1)
	assert.equal(one.nip, undefined)
	assert.ok(body.units.some(u => u.id === unit))
	assert.deepEqual((await supervisor('GET',
		'/api/v1/team?q=zzzz-tidak-ada')).body.people, [])
	assert.equal((await supervisor('GET', '/api/v1/team?state=x')).status, 422)
	const file = await supervisor('GET', '/api/v1/team.csv')

	assert.match(file.headers.get('content-type'), /^text\/csv/)
	assert.match(file.text, new RegExp(learner.person.name))
})

test('the figures of an agency say when they were counted, and hold for a minute',
	async () => {
		const first = await organiser('GET', '/api/v1/dashboard')

		assert.equal(first.status, 200, first.text)
		assert.ok(Math.abs(first.body.at - Date.now()) < 90_000)
		assert.ok(first.body.people.some(kind => kind.people > 0))
		assert.ok(first.body.batches.open >= 0)
		const again = await organiser('GET', '/api/v1/dashboard')

		assert.equal(again.body.at, first.body.at)
	})

test('an organiser asks for no other agency, an administrator for any',
	async () => {
		const other = (await admin('POST', '/api/v1/agencies',
			{ name: `Mitra ${mark}`, kind: 'partner' })).body.id

		assert.ok([403, 404].includes((await organiser('GET',
			`/api/v1/dashboard?agency=${other}`)).status))
		const { body } = await admin('GET', `/api/v1/dashboard?agency=${other}`)

		assert.deepEqual(body.people, [])
		assert.equal((await admin('GET',
			`/api/v1/dashboard?agency=${agency}`)).status, 200)
	})
