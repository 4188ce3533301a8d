// Learners say what is wrong in a lesson; who is responsible answers, and sees
// what is to be reviewed.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { publish, scorm12, signIn } from './lib.mjs'

const DAY = 24 * 3_600_000
const day = ms => new Date(Date.now() + ms).toISOString().slice(0, 10)
let admin, author, learner, module, units, path

before(async () => {
	admin = await signIn('admin')
	author = await signIn('penulis')
	learner = await signIn('peserta')
	module = publish(scorm12('Dengan kesalahan')).module
	path = `/api/v1/modules/${module}`
	units = (await learner('GET', path)).body.outline
})

const report = (who, more) => who('POST', `${path}/errors`, {
	unit: units[0].id, kind: 'law', text: 'Pasalnya sudah diganti.', ...more })
const mine = async who => (await who('GET', '/api/v1/me/errors')).body.reports
	.filter(r => r.module.id === module)

test('a report says where, what and in which version, and waits', async () => {
	const { status, body, text } = await report(learner,
		{ text: '  Pasalnya sudah diganti.\n' })

	assert.equal(status, 201, text)
	assert.equal(body.text, 'Pasalnya sudah diganti.')
	assert.equal(body.kind, 'law')
	assert.equal(body.state, 'open')
	assert.equal(body.answer, '')
	assert.equal(body.version, 1)
	assert.deepEqual(body.unit, { id: units[0].id, title: units[0].title })
	assert.equal(body.module.id, module)
	assert.deepEqual((await mine(learner)).map(r => r.id), [body.id])
	assert.deepEqual(await mine(author), [])
})

test('a lesson may be named as its author names it', async () => {
	const { status, body } = await report(learner, { unit: units[0].key })

	assert.equal(status, 201)
	assert.equal(body.unit.id, units[0].id)
})

test('what does not fit is refused at its field, and nothing is kept',
	async () => {
		const before = (await mine(learner)).length
		const another = publish(scorm12('Modul lain')).module
		const elsewhere = (await learner('GET', `/api/v1/modules/${another}`))
			.body.outline[0].id

		for (const [more, field] of [
			[{ kind: 'joke' }, 'kind'], [{ kind: null }, 'kind'],
			[{ text: '' }, 'text'], [{ text: ' \n ' }, 'text'],
			[{ text: 7 }, 'text'], [{ text: 'x'.repeat(8001) }, 'text'],
			[{ unit: 'nowhere' }, 'unit'], [{ unit: elsewhere }, 'unit'],
		]) {
			const { status, body } = await report(learner, more)

			assert.equal(status, 422, JSON.stringify(more))
			assert.equal(body.field, field, JSON.stringify(more))
		}
		assert.equal((await learner('POST', '/api/v1/modules/none/errors',
			{ unit: 'x', kind: 'law', text: 'x' })).status, 404)
		assert.equal((await mine(learner)).length, before)
	})

test('who is responsible reads them and answers; others do not', async () => {
	assert.equal((await learner('GET', `${path}/errors`)).status, 403)
	const { body } = await author('GET', `${path}/errors`)
	const [first] = body.reports.filter(r => r.state === 'open')

	assert.equal(body.more, false)
	assert.equal(first.by, learner.person.name)
	assert.equal((await learner('PATCH', `${path}/errors/${first.id}`,
		{ state: 'done' })).status, 403)
	const bare = await author('PATCH', `${path}/errors/${first.id}`,
		{ state: 'declined' })

	assert.equal(bare.status, 422)
	assert.equal(bare.body.field, 'answer')
	assert.equal((await author('PATCH', `${path}/errors/${first.id}`,
		{ state: 'gone' })).body.field, 'state')
	const another = publish(scorm12('Modul lain')).module

	assert.equal((await author('PATCH',
		`/api/v1/modules/${another}/errors/${first.id}`,
		{ state: 'done' })).status, 404)
	const done = await author('PATCH', `${path}/errors/${first.id}`,
		{ state: 'done', answer: 'Terima kasih, sudah diganti.' })

	assert.equal(done.status, 200)
	assert.equal(done.body.state, 'done')
	const seen = (await mine(learner)).find(r => r.id === first.id)

	assert.equal(seen.answer, 'Terima kasih, sudah diganti.')
	assert.equal(seen.answeredBy, author.person.name)
	assert.ok(seen.answeredAt >= seen.at)
	const after = (await author('GET', `${path}/errors`)).body.reports

	assert.equal(after.at(-1).id, first.id, 'those that wait come first')
})

test('duties are the reports that wait and what is due in thirty days',
	async () => {
		assert.equal((await learner('GET', '/api/v1/duties')).status, 403)
		const find = async who => {
			const { status, body } = await who('GET', '/api/v1/duties')

			assert.equal(status, 200)
			return {
				due: body.due.filter(d => d.module.id === module),
				reports: body.reports.filter(r => r.module.id === module),
			}
		}

		for (const who of [author, admin]) {
			const { due, reports } = await find(who)

			assert.deepEqual(due, [])
			assert.deepEqual(reports.map(r => r.state), ['open'])
		}
		for (const [at, overdue] of [[29 * DAY, false], [-2 * DAY, true],
			[32 * DAY, null]]) {
			const { status } = await author('PATCH', path,
				{ reviewBy: day(at) })

			assert.equal(status, 200)
			assert.deepEqual((await find(author)).due
				.map(d => [d.unit, d.reviewBy, d.overdue]),
			overdue === null ? [] : [[null, day(at), overdue]])
		}
	})

test('a person reports ten times in an hour and then waits', async () => {
	let last

	for (let i = 0; i < 11; i++)
		last = await report(author, { text: `Nomor ${i}` })
	assert.equal(last.status, 429)
	assert.equal(last.body.code, 'reports_many')
	assert.equal((await mine(author)).length, 10)
})
