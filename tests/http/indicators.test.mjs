// Figures of a service before and after a programme, beside who completed it.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { signIn } from './lib.mjs'

const DAY = 24 * 3_600_000
const day = ms => new Date(Date.now() + ms).toISOString().slice(0, 10)
const mark = Date.now().toString(36)
let organiser, learner, programme, path, indicator

before(async () => {
	organiser = await signIn('penyelenggara')
	learner = await signIn('peserta')
	const made = await organiser('POST', '/api/v1/programmes',
		{ title: `Loket cepat ${mark}`, mode: 'online' })

	assert.equal(made.status, 201, made.text)
	programme = made.body.id
	path = `/api/v1/programmes/${programme}/indicators`
})

const add = more => organiser('POST', path, { name: 'Lama proses izin',
	measure: 'hari', better: 'lower', ...more })
const put = more => organiser('POST', `/api/v1/indicators/${indicator}/values`,
	{ phase: 'before', day: day(-90 * DAY), value: 12.5,
		origin: 'Laporan triwulan', ...more })
const shown = async () => (await organiser('GET', path)).body

test('a programme has indicators, with what they are counted in', async () => {
	assert.deepEqual((await shown()).indicators, [])
	const { status, body, text } = await add()

	assert.equal(status, 201, text)
	const [one] = body.indicators

	indicator = one.id
	assert.deepEqual([one.name, one.measure, one.better],
		['Lama proses izin', 'hari', 'lower'])
	assert.deepEqual([one.before, one.after, one.change], [null, null, null])
	for (const [more, field] of [[{ name: '' }, 'name'],
		[{ measure: ' ' }, 'measure'], [{ better: 'same' }, 'better']]) {
		const refused = await add(more)

		assert.equal(refused.status, 422)
		assert.equal(refused.body.field, field)
	}
})

test('figures of both phases give a change, and say which way', async () => {
	assert.equal((await put()).status, 201)
	await put({ value: 11.5, day: day(-60 * DAY) })
	assert.equal((await shown()).indicators[0].change, null)
	const { status, body, text } = await put({ phase: 'after', value: 9,
		day: day(0), origin: 'Laporan bulan ini' })

	assert.equal(status, 201, text)
	const [one] = body.indicators

	assert.deepEqual(one.before, { n: 2, mean: 12 })
	assert.deepEqual(one.after, { n: 1, mean: 9 })
	assert.deepEqual(one.change,
		{ difference: -3, percent: -25, course: 'better' })
	assert.equal(one.values[0].by, organiser.person.name)
})

test('a figure has its phase, day, number and origin', async () => {
	for (const [more, field] of [
		[{ phase: 'during' }, 'phase'], [{ day: day(5 * DAY) }, 'day'],
		[{ day: '2027-13-01' }, 'day'], [{ value: '12' }, 'value'],
		[{ value: 1e13 }, 'value'], [{ value: undefined }, 'value'],
		[{ origin: '' }, 'origin'],
	]) {
		const { status, body } = await put(more)

		assert.equal(status, 422, JSON.stringify(more))
		assert.equal(body.field, field)
	}
})

test('a wrong figure is taken back: it stays to be seen and counts no more',
	async () => {
		const wrong = (await put({ phase: 'after', value: 900, day: day(0) }))
			.body.indicators[0].values.find(v => v.value === 900)
		const { status, body, text } = await organiser('DELETE',
			`/api/v1/indicators/${indicator}/values/${wrong.id}`)

		assert.equal(status, 200, text)
		const [one] = body.indicators
		const still = one.values.find(v => v.id === wrong.id)

		assert.ok(still.takenBackAt > 0)
		assert.deepEqual(one.after, { n: 1, mean: 9 })
		const again = await organiser('DELETE',
			`/api/v1/indicators/${indicator}/values/${wrong.id}`)

		assert.equal(again.body.indicators[0].values
			.find(v => v.id === wrong.id).takenBackAt, still.takenBackAt)
		assert.equal((await organiser('DELETE',
			`/api/v1/indicators/${indicator}/values/none`)).status, 404)
	})

test('they are one table for Excel, what was taken back too', async () => {
	const { status, text } = await organiser('GET', `${path}.csv`)

	assert.equal(status, 200)
	assert.equal(text.trim().split('\r\n').length, 1 + 4)
	assert.match(text, /"sebelum"/)
	assert.match(text, /12,5/)
	assert.match(text, /"Laporan bulan ini"/)
})

test('learners see none of it', async () => {
	assert.equal((await learner('GET', path)).status, 403)
	assert.equal((await learner('GET', `${path}.csv`)).status, 403)
	assert.equal((await learner('POST', path, {})).status, 403)
})

test('one that is removed is not shown, and takes no figure', async () => {
	const gone = await organiser('DELETE', `/api/v1/indicators/${indicator}`)

	assert.equal(gone.status, 200, gone.text)
	assert.deepEqual(gone.body.indicators, [])
	assert.equal((await put()).status, 404)
	assert.equal((await organiser('DELETE',
		`/api/v1/indicators/${indicator}`)).status, 404)
})
