// Mentoring: an organiser makes a pair and sees numbers, the two read the words.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { signIn } from './lib.mjs'

const DAY = 24 * 3_600_000
const day = ms => new Date(Date.now() + ms).toISOString().slice(0, 10)
const WORDS = 'Membahas antrean pagi di loket tiga.'
const mark = Date.now().toString(36)
let admin, organiser, mentor, mentee, author, pair

before(async () => {
	[admin, organiser, mentor, mentee, author] = await Promise.all(
		['admin', 'penyelenggara', 'atasan', 'peserta', 'penulis']
			.map(login => signIn(login)))
})

const make = (who, more) => who('POST', '/api/v1/mentorings', {
	kind: 'mentoring', mentor: mentor.person.id, mentee: mentee.person.id,
	topic: `Antrean ${mark}`, ...more })
const note = (who, more) => who('POST', `/api/v1/me/mentorings/${pair}/notes`,
	{ day: day(-DAY), minutes: 45, words: WORDS, nextStep: 'Coba dua loket.',
		...more })
const mine = async who =>
	(await who('GET', '/api/v1/me/mentorings')).body.mentorings
const told = async (who, kind) => (await who('GET', '/api/v1/me/notices'))
	.body.notices.filter(n => n.kind === kind && n.title)

test('an organiser makes a pair, and both are told whom they are with',
	async () => {
		const { status, body, text } = await make(organiser)

		assert.equal(status, 201, text)
		pair = body.id
		assert.equal(body.mentor.name, mentor.person.name)
		assert.equal(body.mentee.name, mentee.person.name)
		assert.equal(body.endedAt, null)
		assert.equal(body.sessions, 0)
		assert.equal(body.lastDay, null)
		assert.equal((await mine(mentor)).find(m => m.id === pair).role,
			'mentor')
		assert.equal((await mine(mentee)).find(m => m.id === pair).role,
			'mentee')
		const { body: { notices } } = await mentee('GET', '/api/v1/me/notices')

		assert.ok(notices.some(n => n.href === '/saya/pendampingan' &&
			n.title.includes(mentor.person.name)), JSON.stringify(notices))
	})

test('the same two go on as one pair of a kind', async () => {
	const again = await make(organiser)

	assert.equal(again.status, 409, again.text)
	assert.equal(again.body.code, 'mentoring_there')
})

test('what does not fit is refused at its field', async () => {
	for (const [more, field] of [
		[{ kind: 'guiding' }, 'kind'], [{ mentor: 'nobody' }, 'mentor'],
		[{ mentee: mentor.person.id }, 'mentee'], [{ topic: ' ' }, 'topic'],
		[{ topic: undefined }, 'topic'], [{ programme: 'none' }, 'programme'],
	]) {
		const { status, body } = await make(organiser, more)

		assert.equal(status, 422, JSON.stringify(more))
		assert.equal(body.field, field)
	}
})

test('learners and authors make no pairs and see no list of them', async () => {
	for (const who of [mentee, author]) {
		assert.equal((await make(who)).status, 403)
		assert.equal((await who('GET', '/api/v1/mentorings')).status, 403)
	}
})

test('the two note their sessions and read each other’s notes', async () => {
	const { status, body, text } = await note(mentor)

	assert.equal(status, 201, text)
	assert.equal(body.notes[0].words, WORDS)
	assert.equal(body.notes[0].mine, true)
	await note(mentee, { minutes: 30, day: day(-3 * DAY), nextStep: undefined })
	const seen = (await mentee('GET', `/api/v1/me/mentorings/${pair}/notes`))
		.body

	assert.deepEqual(seen.notes.map(n => [n.minutes, n.mine]),
		[[45, false], [30, true]])
	assert.equal(seen.mentoring.role, 'mentee')
	assert.equal(seen.notes[0].by, mentor.person.name)
})

test('a note has its day, its minutes and its words', async () => {
	for (const [more, field] of [
		[{ day: day(3 * DAY) }, 'day'], [{ day: 'kemarin' }, 'day'],
		[{ day: day(-400 * DAY) }, 'day'], [{ minutes: 0 }, 'minutes'],
		[{ minutes: undefined }, 'minutes'], [{ minutes: 601 }, 'minutes'],
		[{ words: '\n' }, 'words'], [{ words: 'x'.repeat(4001) }, 'words'],
		[{ nextStep: 'x'.repeat(1001) }, 'nextStep'],
	]) {
		const { status, body } = await note(mentor, more)

		assert.equal(status, 422, JSON.stringify(more))
		assert.equal(body.field, field)
	}
})

test('who made the pair sees how many sessions and when, and not a word',
	async () => {
		const list = await organiser('GET', `/api/v1/mentorings?q=${mark}`)
		const file = await organiser('GET', `/api/v1/mentorings.csv?q=${mark}`)
		const [one] = list.body.mentorings

		assert.equal(list.body.total, 1)
		assert.deepEqual([one.sessions, one.minutes, one.lastDay],
			[2, 75, day(-DAY)])
		assert.match(file.text, /pendamping|mentor/i)
		assert.ok(file.text.includes(mentee.person.name))
		for (const who of [organiser, admin, author]) {
			const { status } = await who('GET',
				`/api/v1/me/mentorings/${pair}/notes`)

			assert.equal(status, 404)
			assert.equal((await note(who)).status, 404)
		}
		for (const { text } of [list, file])
			assert.ok(!text.includes('loket'), 'words left the two')
	})

test('one who is not of it does not end it', async () => {
	const { status } = await author('POST', `/api/v1/mentorings/${pair}/ending`)

	assert.equal(status, 404)
})

test('one of the two ends it, the other is told, and no note is added',
	async () => {
		const ended = await mentee('POST', `/api/v1/mentorings/${pair}/ending`)

		assert.equal(ended.status, 200, ended.text)
		assert.ok(ended.body.endedAt > 0)
		const again = await organiser('POST',
			`/api/v1/mentorings/${pair}/ending`)

		assert.equal(again.status, 409)
		assert.equal(again.body.code, 'mentoring_over')
		assert.equal((await note(mentor)).body.code, 'mentoring_over')
		assert.equal((await mentor('GET',
			`/api/v1/me/mentorings/${pair}/notes`)).body.notes.length, 2)
		assert.ok((await told(mentor, 'mentoring_ended')).length > 0)
		assert.equal((await told(mentee, 'mentoring_ended')).length, 0)
		const going = await organiser('GET',
			`/api/v1/mentorings?q=${mark}&state=going`)

		assert.equal(going.body.total, 0)
		assert.equal((await organiser('GET',
			`/api/v1/mentorings?q=${mark}&state=ended`)).body.total, 1)
		assert.equal((await organiser('GET',
			'/api/v1/mentorings?state=gone')).status, 422)
	})

test('a pair that ended may begin anew, and an organiser ends it', async () => {
	const { status, body, text } = await make(organiser, { kind: 'coaching' })

	assert.equal(status, 201, text)
	const ended = await organiser('POST', `/api/v1/mentorings/${body.id}/ending`)

	assert.equal(ended.status, 200, ended.text)
	assert.equal(ended.body.role, undefined)
})

test('two accounts that turn out to be one person are no pair any more',
	async () => {
		const [a, b] = await Promise.all(['a', 'b'].map(async name =>
			(await admin('POST', '/api/v1/people', { name: `Orang ${mark}`,
				login: `dua-${name}-${mark}`, roles: [] })).body.id))
		const { body: { id } } = await make(organiser, { mentor: a, mentee: b })
		const merged = await organiser('POST', `/api/v1/people/${a}/merge`,
			{ into: b })
		const shown = (await organiser('GET', '/api/v1/mentorings?state=ended'))
			.body.mentorings.find(m => m.id === id)

		assert.ok(merged.status < 300, merged.text)
		assert.ok(shown.endedAt > 0, JSON.stringify(shown))
	})
