// Programmes: steps, batches, who takes part, and what follows from learning.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { until } from '../lib/until.mjs'
import { balai, call, item, password, publish, scorm12, signIn, url, visitor }
	from './lib.mjs'

const stamp = Date.now().toString(36)
const DAY = 24 * 3600 * 1000
const PATH = '/api/v1/programmes'
let organiser, learner, author, admin, module, programme, batch

async function ok(answer, status = 200) {
	const got = await answer

	assert.equal(got.status, status, got.text)
	return got.body
}

const step = (more = {}) => ({ kind: 'module', title: '', about: '',
	required: true, mustPass: false, after: null, dueDays: null,
	module: module.id, unit: '', ...more })

const put = (activities, more = {}) => organiser('PUT',
	`${PATH}/${programme.id}/activities`, { activities, ...more })
const steps = async () => (await ok(organiser('GET',
	`${PATH}/${programme.id}`))).activities
const shown = async (who = learner) =>
	ok(who('GET', `/api/v1/me/programmes/${batch.id}`))
const list = async (query = '') => (await ok(organiser('GET',
	`/api/v1/batches/${batch.id}/enrolments${query}`))).enrolments

/* One unit is completed, as its package would say. */
async function learn(who, unit) {
	const launch = await ok(who('POST',
		`/api/v1/modules/${module.id}/launches`, { unit }), 201)

	await ok(call('POST', `${url}/api/v1/saves`, {
		headers: { 'X-Balai-Run': launch.runToken },
		body: item(launch, 1, { completion: 'completed', ended: true }),
	}))
}

/* Who was given a password sets their own first. */
async function newcomer(login) {
	const own = `${password}-sendiri`
	const first = await signIn(login)

	await ok(first('PUT', '/api/v1/me/password', { password: own }))
	return signIn(login, url, own)
}

before(async () => {
	organiser = await signIn('penyelenggara')
	learner = await signIn('peserta')
	author = await signIn('penulis')
	admin = await signIn('admin')
	module = { id: publish(scorm12(`Modul pelatihan ${stamp}`,
		['Satu', 'Dua', 'Tiga', 'Empat'])).module,
	title: `Modul pelatihan ${stamp}` }
})

test('an organiser begins a programme; learners and authors do not',
	async () => {
		for (const who of [learner, author])
			assert.equal((await who('POST', PATH, { title: 'x' })).status,
				403)
		assert.equal((await visitor('GET', PATH)).status, 401)
		assert.equal((await organiser('POST', PATH, { title: ' ' })).body
			.field, 'title')
		programme = await ok(organiser('POST', PATH, {
			title: `Pelatihan ${stamp}`, purpose: 'Melayani', mode: 'blended',
			jp: 500, passMark: 70 }), 201)
		assert.equal(programme.state, 'draft')
		const found = await ok(organiser('GET', `${PATH}?q=${stamp}`))

		assert.deepEqual(found.programmes.map(p => p.id), [programme.id])
	})

test('without a step it cannot be published', async () => {
	const refused = await organiser('PATCH', `${PATH}/${programme.id}`,
		{ state: 'published' })

	assert.equal(refused.status, 422)
	assert.equal(refused.body.code, 'programme_unready')
	assert.equal((await organiser('POST', `${PATH}/${programme.id}/batches`,
		{ name: 'I', startsAt: 1, endsAt: 2 })).body.code,
	'programme_unpublished')
})

test('a step has its module, and waits only for an earlier one', async () => {
	for (const [wrong, n] of [
		[[step({ module: 'x' })], 1],
		[[step(), step({ after: 1 })], 2],
		[[step({ kind: 'quiz', unit: 'none' })], 1],
		[[step({ kind: 'party' })], 1],
		[[step({ kind: 'event' })], 1],
		[[step({ id: 'another' })], 1],
	]) {
		const refused = await put(wrong)

		assert.equal(refused.status, 422, refused.text)
		assert.equal(refused.body.code, 'step_invalid')
		assert.match(refused.body.title, new RegExp(`${n}`))
	}
	const saved = await ok(put([
		step({ dueDays: 3 }),
		step({ kind: 'event', title: 'Webinar', module: null, after: 0 }),
		step({ kind: 'discussion', title: 'Diskusi', module: null,
			required: false, setting: { posts: 1 } }),
	]))

	assert.deepEqual(saved.activities.map(s => [s.title, s.after]),
		[[module.title, null], ['Webinar', 0], ['Diskusi', null]])
	assert.deepEqual(saved.activities[2].setting, { posts: 1 })
})

test('steps are put in another order, and keep who they are', async () => {
	const [first, second, third] = await steps()
	const saved = await ok(put([third, first, { ...second, after: 1 }]))

	assert.deepEqual(saved.activities.map(s => s.id),
		[third.id, first.id, second.id])
	await ok(put([first, { ...second, after: 0 }, third]))
	assert.equal((await put([first, first])).status, 422)
})

test('whoever saves from an older copy is told so', async () => {
	const refused = await put([step()], { revision: 1 })

	assert.equal(refused.status, 409)
	assert.equal(refused.body.code, 'programme_moved')
})

test('published, it is looked at as a learner, and has a batch', async () => {
	await ok(organiser('PATCH', `${PATH}/${programme.id}`,
		{ state: 'published' }))
	const seen = await ok(organiser('GET', `${PATH}/${programme.id}/preview`))

	assert.deepEqual(seen.steps.map(s => s.state),
		['open', 'locked', 'open'])
	assert.equal(seen.next, 0)
	assert.equal((await organiser('POST', `${PATH}/${programme.id}/batches`,
		{ name: 'I', startsAt: 2, endsAt: 1 })).body.field, 'endsAt')
	batch = await ok(organiser('POST', `${PATH}/${programme.id}/batches`, {
		name: 'Angkatan I', startsAt: Date.now() - DAY,
		endsAt: Date.now() + 10 * DAY }), 201)
	assert.ok((await ok(organiser('GET', '/api/v1/batches'))).batches
		.some(b => b.id === batch.id))
})

test('nobody sees a batch that is not theirs', async () => {
	assert.equal((await learner('GET',
		`/api/v1/me/programmes/${batch.id}`)).status, 404)
	assert.equal((await learner('POST',
		`/api/v1/batches/${batch.id}/enrolment`)).status, 404)
	assert.equal((await learner('GET',
		`/api/v1/batches/${batch.id}`)).status, 403)
})

test('people are enrolled once, however often one asks', async () => {
	const path = `/api/v1/batches/${batch.id}/enrolments`
	const people = [learner.person.id, author.person.id, 'nobody']

	assert.deepEqual(await ok(organiser('POST', `${path}?try=1`, { people })),
		{ found: 2, before: 0, enrolled: 2 })
	assert.deepEqual(await ok(organiser('POST', path, { people })),
		{ found: 2, before: 0, enrolled: 2 })
	assert.deepEqual(await ok(organiser('POST', path, { people })),
		{ found: 2, before: 2, enrolled: 0 })
	assert.equal((await organiser('POST', path, {})).status, 422)
	assert.equal((await ok(organiser('GET',
		`/api/v1/batches/${batch.id}`))).enrolled, 2)
	assert.equal((await ok(organiser('POST', path, { unit: 'none' }))).found,
		0)
	assert.equal((await ok(organiser('POST', path, { job: 'none' }))).found,
		0)
})

test('a unit with those below it is enrolled at once', async () => {
	const unit = await ok(organiser('POST', '/api/v1/units',
		{ name: `Dinas ${stamp}` }), 201)
	const below = await ok(organiser('POST', '/api/v1/units',
		{ name: `Bidang ${stamp}`, parent: unit.id }), 201)
	const person = await ok(admin('POST', '/api/v1/people', {
		name: 'Wahyu Unit', login: `wahyu.${stamp}`, roles: ['learner'],
		password }), 201)

	await ok(organiser('PUT', `/api/v1/people/${person.id}/membership`,
		{ unit: below.id, from: '2026-01-01' }))
	assert.equal((await ok(organiser('POST',
		`/api/v1/batches/${batch.id}/enrolments`, { unit: unit.id })))
		.enrolled, 1)
	const [row] = await list(`?unit=${below.id}`)

	assert.equal(row.person.name, 'Wahyu Unit')
	assert.equal(row.unit.name, `Bidang ${stamp}`)
	assert.equal(row.how, 'unit')
})

test('the learner sees steps, what locks them, deadlines, what now',
	async () => {
		const mine = await ok(learner('GET', '/api/v1/me/programmes'))
		const seen = await shown()

		assert.ok(mine.programmes.some(p => p.batch.id === batch.id))
		assert.equal(seen.enrolment.progress, 0)
		assert.deepEqual(seen.steps.map(s => s.state),
			['open', 'locked', 'open'])
		assert.equal(seen.steps[1].waitsFor, 0)
		assert.equal(seen.next, 0)
		assert.ok(seen.steps[0].dueAt < seen.steps[1].dueAt)
		assert.equal(seen.steps[1].dueAt, batch.endsAt)
	})

test('each lesson moves the one figure', async () => {
	await learn(learner, 'i0')
	assert.equal((await shown()).enrolment.progress, 12)
	const [row] = await list('?state=going')

	assert.equal(row.person.id, learner.person.id)
	assert.doesNotMatch(JSON.stringify(row), /199504122019032004/)
	for (const unit of ['i1', 'i2', 'i3'])
		await learn(learner, unit)
	const seen = await shown()

	assert.equal(seen.enrolment.progress, 50)
	assert.deepEqual(seen.steps.map(s => s.state), ['done', 'open', 'open'])
})

test('an event of the batch gives everybody a seat', async () => {
	const [, webinar] = await steps()
	const starts = Date.now() + DAY
	const event = await ok(organiser('POST', '/api/v1/events', {
		title: `Webinar ${stamp}`, kind: 'webinar', startsAt: starts,
		endsAt: starts + 2 * 3600 * 1000, zone: 'WIB', audience: 'batch',
		joinUrl: 'https://meet.example.go.id/x', publish: true }), 201)
	const path = `/api/v1/batches/${batch.id}/events`

	assert.equal((await organiser('PUT', `${path}/${webinar.id}`,
		{ event: 'none' })).status, 422)
	assert.equal((await organiser('PUT', `${path}/none`,
		{ event: event.id })).status, 404)
	await ok(organiser('PUT', `${path}/${webinar.id}`, { event: event.id }))
	await until('the seat that comes with it', async () =>
		(await ok(learner('GET', '/api/v1/me/events'))).events
			.some(e => e.id === event.id))
	const seen = await shown()

	assert.equal(seen.steps[1].event.title, `Webinar ${stamp}`)
})

test('while people are in it nothing becomes harder', async () => {
	const all = await steps()
	const harder = await put([...all, step({ title: 'Lagi' })])

	assert.equal(harder.status, 422)
	assert.match(harder.body.detail, /peserta/)
	assert.equal((await put(all.map(s => ({ ...s, required: true }))))
		.status, 422)
	assert.equal((await organiser('PATCH', `${PATH}/${programme.id}`,
		{ leastOptional: 1 })).body.code, 'programme_harder')
	assert.equal((await organiser('PATCH', `${PATH}/${programme.id}`,
		{ state: 'draft' })).body.code, 'programme_running')
})

test('a step that is removed leaves, and completes who did the rest',
	async () => {
		const all = await steps()

		await ok(put([all[0], { ...all[2], after: null }]))
		await until('completion', async () =>
			(await shown()).enrolment.state === 'completed')
		const seen = await shown()

		assert.equal(seen.enrolment.progress, 100)
		assert.match(seen.certificate?.number ?? '', /./)
		const mine = (await ok(learner('GET', '/api/v1/me/certificates')))
			.certificates.filter(c => c.title === programme.title)

		assert.equal(mine.length, 1)
		assert.equal((await ok(organiser('GET',
			`/api/v1/batches/${batch.id}`))).completed, 1)
	})

test('who has not begun is reminded, once a day', async () => {
	const path = `/api/v1/batches/${batch.id}/reminders`
	const told = async () => (await ok(author('GET', '/api/v1/me/notices')))
		.notices.filter(n => n.kind === 'not_begun' &&
			n.href === `/pelatihan/${batch.id}`).length

	assert.equal((await ok(organiser('POST', path))).people, 2)
	assert.equal((await ok(organiser('POST', path))).people, 2)
	assert.equal(await told(), 1)
})

test('plan against actual: steps, units, who is late', async () => {
	const actual = await ok(organiser('GET',
		`/api/v1/batches/${batch.id}/actual`))

	assert.equal(actual.enrolled, 3)
	assert.equal(actual.completed, 1)
	assert.equal(actual.steps[0].done, 1)
	assert.equal(actual.units.reduce((n, u) => n + u.enrolled, 0), 3)
	assert.ok(actual.units.some(u => u.name === `Bidang ${stamp}`))
	assert.equal(actual.late, 0)
	await ok(organiser('PATCH', `/api/v1/batches/${batch.id}`,
		{ startsAt: Date.now() - 5 * DAY }))
	const later = await ok(organiser('GET',
		`/api/v1/batches/${batch.id}/actual`))

	assert.equal(later.late, 2)
	assert.equal(later.planned, 100)
	assert.equal((await list('?state=late')).length, 2)
	assert.equal((await list('?state=waiting')).length, 2)
})

test('who is given more time is not late; who completed stays', async () => {
	const path = `/api/v1/batches/${batch.id}/enrolments`
	const rows = await list()
	const row = rows.find(r => r.person.id === author.person.id)
	const done = rows.find(r => r.person.id === learner.person.id)

	await ok(organiser('PATCH', `${path}/${row.id}`,
		{ until: Date.now() + 20 * DAY }), 204)
	assert.equal((await list('?state=late')).length, 1)
	await ok(organiser('PATCH', `${path}/${row.id}`, { withdrawn: true }),
		204)
	assert.equal((await list()).length, 2)
	assert.equal((await list('?state=withdrawn')).length, 1)
	assert.equal((await author('GET',
		`/api/v1/me/programmes/${batch.id}`)).status, 404)
	assert.equal((await organiser('PATCH', `${path}/${done.id}`,
		{ withdrawn: true })).body.code, 'enrolment_completed')
	assert.equal((await organiser('PATCH', `${path}/none`, {})).status, 404)
})

test('the list is a file for Excel, without a NIP in full', async () => {
	const file = await organiser('GET',
		`/api/v1/batches/${batch.id}/enrolments.csv`)

	assert.equal(file.status, 200)
	assert.match(file.headers.get('content-disposition'), /peserta\.csv/)
	assert.match(file.text, /Sari Wulandari/)
	assert.doesNotMatch(file.text, /2019032004|201903 2 004/)
})

test('lists and what became of a batch are files for Excel too', async () => {
	const file = async (path, name) => {
		const got = await organiser('GET', `/api/v1/${path}`)

		assert.equal(got.status, 200, got.text)
		assert.match(got.headers.get('content-disposition'), name)
		return got.text.trim().split('\r\n')
	}
	const actual = `batches/${batch.id}/actual.csv?table=`
	const [, ...programmes] = await file(`programmes.csv?q=${stamp}`,
		/pelatihan\.csv/)
	const [, ...batches] = await file(`batches.csv?q=${stamp}&state=open`,
		/angkatan\.csv/)

	assert.equal(programmes.length, 1)
	assert.match(programmes[0], new RegExp(`"Pelatihan ${stamp}";.*;5;`))
	assert.ok(batches.some(line => line.includes(batch.name)))
	assert.match((await file(`${actual}steps`, /langkah/))[1],
		new RegExp(module.title))
	assert.ok((await file(`${actual}units`, /unit/)).some(line =>
		line.includes(`Bidang ${stamp}`)))
	assert.match((await file(`${actual}sessions`, /kegiatan/))[0], /Hadir/)
	assert.equal((await organiser('GET', `/api/v1/${actual}x`)).status, 422)
})

test('batches are found by their name and programme', async () => {
	const found = async query => (await ok(organiser('GET',
		`/api/v1/batches?${query}`))).batches.map(b => b.id)

	assert.ok((await found(`q=${stamp}&state=open`)).includes(batch.id))
	assert.deepEqual(await found(`q=${stamp}&state=cancelled`), [])
	assert.deepEqual(await found(`q=tidak+ada+${stamp}`), [])
})

test('an administrator looks at one agency, others only at their own',
	async () => {
		const own = organiser.person.agency.id
		const other = await ok(admin('POST', '/api/v1/agencies',
			{ name: `Dinas Lain ${stamp}`, kind: 'agency', helpText: '' }),
		201)
		const seen = async (who, agency) => (await ok(who('GET',
			`${PATH}?agency=${agency}&q=${stamp}`))).total

		assert.equal(await seen(admin, own), 1)
		assert.equal(await seen(admin, other.id), 0)
		assert.equal(await seen(organiser, other.id), 1)
	})

test('where it is open people enrol themselves, until it is full',
	async () => {
		const open = await ok(organiser('POST',
			`${PATH}/${programme.id}/batches`, { name: 'Mandiri',
				startsAt: Date.now() - DAY, endsAt: Date.now() + DAY,
				selfEnrol: true, capacity: 1 }), 201)
		const path = `/api/v1/batches/${open.id}/enrolment`
		const offers = async who => (await ok(who('GET',
			'/api/v1/me/programmes'))).offers.map(b => b.id)

		assert.ok((await offers(author)).includes(open.id))
		const both = await Promise.all([author('POST', path),
			admin('POST', path)])

		assert.deepEqual(both.map(a => a.status).sort(), [201, 409])
		assert.equal(both.find(a => a.status === 409).body.code, 'batch_full')
		const [winner, other] = both[0].status === 201 ? [author, admin]
			: [admin, author]

		assert.ok(!(await offers(other)).includes(open.id))
		await ok(winner('DELETE', path), 204)
		await ok(other('POST', path), 201)
		assert.equal((await ok(organiser('GET',
			`/api/v1/batches/${open.id}`))).enrolled, 1)
		await ok(organiser('PATCH', `/api/v1/batches/${open.id}`,
			{ enrolUntil: Date.now() - 1000, capacity: null }))
		assert.equal((await winner('POST', path)).body.code,
			'enrolment_over')
	})

test('who was sent does not leave by themselves', async () => {
	const wahyu = await newcomer(`wahyu.${stamp}`)
	const left = await wahyu('DELETE', `/api/v1/batches/${batch.id}/enrolment`)

	assert.equal(left.body.code, 'enrolment_sent')
	assert.equal((await author('DELETE',
		`/api/v1/batches/${batch.id}/enrolment`)).status, 404)
})

test('another agency\'s organiser knows of none of it', async () => {
	const agency = await ok(admin('POST', '/api/v1/agencies',
		{ name: `Lain pelatihan ${stamp}`, kind: 'agency', helpText: '' }), 201)
	await ok(admin('POST', '/api/v1/people', { name: 'Orang Lain',
		login: `lain.${stamp}`, roles: ['learner', 'organiser'], password,
		agency: agency.id }), 201)
	const other = await newcomer(`lain.${stamp}`)

	for (const path of [`${PATH}/${programme.id}`,
		`/api/v1/batches/${batch.id}`, `/api/v1/batches/${batch.id}/actual`,
		`/api/v1/batches/${batch.id}/enrolments`])
		assert.equal((await other('GET', path)).status, 404)
	assert.equal((await other('POST',
		`/api/v1/batches/${batch.id}/enrolments`, { people: [] })).status, 404)
	assert.deepEqual((await ok(other('GET', PATH))).programmes, [])
})

test('balai check finds nothing wrong with it', () => {
	assert.match(balai(['check']), /./)
})
