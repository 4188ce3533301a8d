// Surveys that organisers write: forms and versions, whom they ask, answers that
// are nobody's, answers that bear names, results of five and more.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { until } from '../lib/until.mjs'
import { balai, call, password, publish, scorm12, signIn, url, visitor }
	from './lib.mjs'

const stamp = Date.now().toString(36)
const PATH = '/api/v1/surveys'
const FORM = { questions: [
	{ id: 'q1', kind: 'scale', text: 'Pelayanan loket sudah jelas?',
		needed: true, low: 'tidak', high: 'ya' },
	{ id: 'q2', kind: 'choice', text: 'Yang paling perlu?', needed: true,
		choices: [{ id: 'a', text: 'Arsip' }, { id: 'b', text: 'Kas' }] },
	{ id: 'q3', kind: 'choices', text: 'Alat yang dipakai?',
		choices: [{ id: 'a', text: 'Ponsel' }, { id: 'b', text: 'Laptop' },
			{ id: 'c', text: 'Komputer kantor' }] },
	{ id: 'q4', kind: 'text', text: 'Hal lain?' },
] }
const ANSWERS = { q1: 4, q2: 'a', q3: ['a', 'c'], q4: '' }
let organiser, other, learner, top, people, units

async function ok(answer, status = 200) {
	const got = await answer

	assert.equal(got.status, status, got.text)
	return got.body
}

const refused = async (answer, code, field) => {
	const { body, text } = await answer

	assert.equal(body.code, code, text)
	if (field)
		assert.equal(body.field, field, text)
}

async function newcomer(name, unit) {
	const login = `tanya${stamp}${name}`

	balai(['user', 'add', login, '--role', 'learner', '--password-stdin'],
		{ input: password })
	const as = await signIn(login)
	const me = await ok(as('GET', '/api/v1/me'))

	if (unit)
		await ok(organiser('PUT', `/api/v1/people/${me.id}/membership`,
			{ unit, from: '2026-01-01' }))
	return Object.assign(as, { id: me.id })
}

const unit = async (name, parent) => (await ok(organiser('POST',
	'/api/v1/units', { name: `${name} ${stamp}`, parent }), 201)).id

const draft = async (more = {}) => ok(organiser('POST', PATH, {
	title: `Survei ${stamp}`, about: 'Dua menit.', purpose: 'needs',
	form: FORM, targets: [{ kind: 'unit', ref: top }], ...more }), 201)

const opened = async more => ok(organiser('POST',
	`${PATH}/${(await draft(more)).id}/opening`))

const answer = async (who, survey, answers = ANSWERS, version) =>
	who('POST', `/api/v1/me/surveys/${survey.id}/answers`,
		{ version: version ?? survey.version.id, answers })

const results = async (survey, query = '') => ok(organiser('GET',
	`${PATH}/${survey.id}/results${query}`))

before(async () => {
	organiser = await signIn('penyelenggara')
	other = await signIn('penulis')
	learner = await signIn('peserta')
	top = await unit('Bidang')
	units = [await unit('Seksi A', top), await unit('Seksi B', top)]
	people = []
	for (let i = 0; i < 11; i++)
		people.push(await newcomer(`${i}`, units[i < 6 ? 0 : 1]))
})

test('an organiser writes a survey, which is a draft and asks nobody', async () => {
	const s = await draft()

	assert.equal(s.state, 'draft')
	assert.equal(s.anonymous, true)
	assert.equal(s.version.number, 1)
	assert.equal(s.asked, 11)
	assert.equal(s.answered, null)
	assert.equal(s.targets[0].name, `Bidang ${stamp}`)
	assert.equal(s.form.questions[3].needed, false)
	assert.equal((await people[0]('GET', `/api/v1/me/surveys/${s.id}`)).status,
		404)
	assert.equal((await organiser('GET', `${PATH}?q=${stamp}`)).body.surveys
		.some(o => o.id === s.id), true)
	await ok(organiser('DELETE', `${PATH}/${s.id}`), 204)
	assert.equal((await organiser('GET', `${PATH}/${s.id}`)).status, 404)
})

test('what a form lacks is said, question by question', async () => {
	const bad = (at, change) => {
		const form = structuredClone(FORM)

		change(form.questions[at])
		return organiser('POST', PATH, { title: 'x', form })
	}

	await refused(bad(0, q => { q.text = '' }), 'survey_question', 'form')
	await refused(bad(1, q => { q.choices.pop() }), 'survey_question', 'form')
	await refused(bad(2, q => { q.id = 'q1' }), 'survey_question', 'form')
	await refused(bad(3, q => { q.kind = 'lesson' }), 'survey_question', 'form')
	await refused(organiser('POST', PATH, { form: FORM }), 'field_invalid',
		'title')
	await refused(organiser('POST', PATH, { title: 'x', purpose: 'fun' }),
		'field_invalid', 'purpose')
	await refused(organiser('POST', PATH, { title: 'x',
		targets: [{ kind: 'unit', ref: 'tidak-ada' }] }), 'field_invalid',
	'targets')
	const empty = await draft({ form: undefined })

	await refused(organiser('POST', `${PATH}/${empty.id}/opening`),
		'survey_unready')
	await refused(organiser('POST', `${PATH}/${empty.id}/closing`),
		'survey_unopened')
})

test('it asks the members of a unit and those below, and nobody else', async () => {
	const s = await opened()
	const mine = (await ok(people[0]('GET', '/api/v1/me/surveys'))).surveys
		.find(o => o.id === s.id)

	assert.deepEqual(mine.why, { kind: 'unit', name: `Bidang ${stamp}` })
	assert.equal(mine.done, false)
	const shown = await ok(people[0]('GET', `/api/v1/me/surveys/${s.id}`))

	assert.deepEqual(shown.form, s.form)
	assert.equal(shown.version.id, s.version.id)
	assert.ok(!(await ok(learner('GET', '/api/v1/me/surveys'))).surveys
		.some(o => o.id === s.id))
	assert.equal((await learner('GET', `/api/v1/me/surveys/${s.id}`)).status,
		404)
	assert.equal((await answer(learner, s)).status, 404)
	await until('they are told', async () => (await people[0]('GET',
		'/api/v1/me/notices')).text.includes(`/survei/${s.id}`), 60)
	assert.ok(!(await learner('GET', '/api/v1/me/notices')).text
		.includes(s.id))
})

test('whom an open survey asks besides is told of it, and nobody twice', async () => {
	const s = await opened({ targets: [{ kind: 'unit', ref: units[0] }] })
	const told = async who => (await ok(who('GET', '/api/v1/me/notices')))
		.notices.filter(n => n.href === `/survei/${s.id}`).length

	await until('one unit is told', async () => await told(people[0]) === 1)
	assert.equal(await told(people[10]), 0)
	await ok(organiser('PATCH', `${PATH}/${s.id}`,
		{ targets: [{ kind: 'unit', ref: top }] }))
	await until('the other is told', async () => await told(people[10]) === 1)
	assert.equal(await told(people[0]), 1)
})

test('who may not write surveys sees none of them', async () => {
	const s = await draft()

	for (const [method, path] of [['GET', ''], ['GET', `/${s.id}`],
		['GET', `/${s.id}/results`], ['GET', `/${s.id}/results.csv`],
		['POST', `/${s.id}/opening`], ['DELETE', `/${s.id}`]]) {
		assert.equal((await learner(method, PATH + path)).status, 403)
		assert.equal((await other(method, PATH + path)).status, 403)
		assert.equal((await visitor(method, PATH + path)).status, 401)
	}
})

test('answers are told of five alike, and of nobody before', async () => {
	const s = await opened()

	for (let i = 0; i < 4; i++) {
		assert.equal((await answer(people[i], s)).status, 201)
		const [one] = (await results(s)).versions

		assert.equal(one.answers, null)
		assert.equal(one.waiting, true)
		assert.deepEqual(one.units, [])
		assert.ok(one.lines.every(l => l.answers === null))
	}
	assert.equal((await ok(organiser('GET', `${PATH}/${s.id}`))).answered, null)
	await ok(answer(people[4], s, { q1: 1, q2: 'b', q4: 'Kursi' }), 201)
	const { least, versions: [one] } = await results(s)

	assert.equal(least, 5)
	assert.equal(one.answers, 5)
	assert.deepEqual(one.lines[0], { id: 'q1', kind: 'scale', answers: 5,
		counts: { 4: 4, 1: 1 }, mean: 3.4 })
	assert.deepEqual(one.lines[2], { id: 'q3', kind: 'choices', answers: null,
		counts: null, mean: null })
	assert.equal(one.lines[3].answers, null)
	assert.ok(!JSON.stringify(one).includes('Kursi'))
	assert.deepEqual(one.units.map(u => [u.id, u.name, u.answers]),
		[[units[0], `Seksi A ${stamp}`, 5]])
	await ok(answer(people[5], s), 201)
	await ok(answer(people[6], s), 201)
	assert.equal((await results(s)).versions[0].answers, 5)
	assert.equal((await ok(organiser('GET', `${PATH}/${s.id}`))).answered, 5)
})

test('an answer counts once, however often it is sent', async () => {
	const s = await opened()
	const all = await Promise.all(Array.from({ length: 12 }, () =>
		answer(people[0], s)))

	assert.equal(all.filter(a => a.status === 201).length, 1)
	assert.equal(all.filter(a => a.status === 200).length, 11)
	assert.equal((await ok(people[0]('GET', `/api/v1/me/surveys/${s.id}`)))
		.done, true)
	for (let i = 1; i < 4; i++)
		await ok(answer(people[i], s), 201)
	assert.equal((await results(s)).versions[0].answers, null)
})

test('answers that do not fit are named, and nothing is kept', async () => {
	const s = await opened()
	const bad = answers => answer(people[0], s, { ...ANSWERS, ...answers })

	await refused(bad({ q1: 6 }), 'field_invalid', 'q1')
	await refused(bad({ q2: 'c' }), 'field_invalid', 'q2')
	await refused(bad({ q3: ['a', 'a'] }), 'field_invalid', 'q3')
	await refused(bad({ q9: 'x' }), 'field_invalid', 'answers')
	await refused(answer(people[0], s, { q1: 3 }), 'field_invalid', 'q2')
	assert.equal((await ok(people[0]('GET', `/api/v1/me/surveys/${s.id}`)))
		.done, false)
})

test('a form that was answered becomes a new version, and the old is refused',
	async () => {
	const s = await opened()
	const form = structuredClone(FORM)

	form.questions[0].text = 'Loket mudah ditemukan?'
	const early = await ok(organiser('PATCH', `${PATH}/${s.id}`,
		{ revision: s.revision, form }))

	assert.equal(early.version.number, 1)
	await refused(answer(people[0], s), 'survey_moved')
	await ok(answer(people[0], early), 201)
	form.questions.push({ id: 'q5', kind: 'text', text: 'Usul?' })
	const late = await ok(organiser('PATCH', `${PATH}/${s.id}`,
		{ revision: early.revision, form }))

	assert.equal(late.version.number, 2)
	await refused(answer(people[1], early), 'survey_moved')
	for (let i = 1; i < 6; i++)
		await ok(answer(people[i], late), 201)
	assert.equal((await answer(people[0], late)).status, 200)
	const { versions } = await results(s)

	assert.deepEqual(versions.map(v => [v.number, v.answers, v.waiting]),
		[[2, 5, false], [1, null, true]])
	assert.equal((await results(s, '?version=1')).versions.length, 1)
	await refused(organiser('PATCH', `${PATH}/${s.id}`,
		{ revision: s.revision, title: 'Lain' }), 'survey_edited')
	form.questions[0].kind = 'text'
	await refused(organiser('PATCH', `${PATH}/${s.id}`, { form }),
		'survey_question', 'form')
})

test('a survey that is closed, or whose time is over, takes no answer', async () => {
	const s = await opened()
	const closed = await ok(organiser('POST', `${PATH}/${s.id}/closing`))

	assert.equal(closed.state, 'closed')
	await refused(answer(people[0], s), 'survey_shut')
	assert.ok(!(await ok(people[0]('GET', '/api/v1/me/surveys'))).surveys
		.some(o => o.id === s.id))
	assert.equal((await ok(organiser('POST', `${PATH}/${s.id}/opening`))).state,
		'open')
	const over = await ok(organiser('PATCH', `${PATH}/${s.id}`,
		{ closesAt: Date.now() - 1000 }))

	assert.equal(over.state, 'closed')
	await refused(answer(people[0], s), 'survey_shut')
	await refused(organiser('POST', `${PATH}/${s.id}/opening`),
		'field_invalid', 'closesAt')
	await refused(organiser('DELETE', `${PATH}/${s.id}`), 'survey_kept')
	const copy = await ok(organiser('POST', `${PATH}/${s.id}/copy`), 201)

	assert.deepEqual([copy.state, copy.closesAt, copy.form, copy.targets],
		['draft', null, s.form, s.targets])
})

test('what bears names says so, from the beginning, and names are told', async () => {
	const s = await opened({ anonymous: false })

	assert.equal((await ok(people[0]('GET', `/api/v1/me/surveys/${s.id}`)))
		.anonymous, false)
	await refused(organiser('PATCH', `${PATH}/${s.id}`, { anonymous: true }),
		'field_invalid', 'anonymous')
	await ok(answer(people[0], s, { ...ANSWERS, q4: 'Kursi' }), 201)
	const { names } = await ok(organiser('GET', `${PATH}/${s.id}/names`))

	assert.deepEqual(names.map(n => [n.person.id, n.answers.q4]),
		[[people[0].id, 'Kursi']])
	const [one] = (await results(s)).versions

	assert.equal(one.answers, 1)
	assert.deepEqual(one.lines[3].texts, ['Kursi'])
	assert.ok((await people[0]('GET', '/api/v1/me/copy')).text
		.includes('Kursi'))
	const form = structuredClone(FORM)

	form.questions.push({ id: 'q5', kind: 'text', text: 'Usul?' })
	const { revision } = await ok(organiser('GET', `${PATH}/${s.id}`))
	const late = await ok(organiser('PATCH', `${PATH}/${s.id}`,
		{ revision, form }))
	const who = async query => (await ok(organiser('GET',
		`${PATH}/${s.id}/names${query}`))).names.map(n => n.person.id)

	assert.equal(late.version.number, 2)
	await ok(answer(people[1], late), 201)
	assert.deepEqual(await who(''), [people[1].id])
	assert.deepEqual(await who(`?version=${late.version.id}`), [people[1].id])
	assert.deepEqual(await who(`?version=${s.version.id}`), [people[0].id])
	await refused(organiser('GET', `${PATH}/${(await opened()).id}/names`),
		'survey_anonymous')
})

test('results are a file for Excel, with nothing of fewer than five', async () => {
	const s = await opened()

	for (let i = 0; i < 5; i++)
		await ok(answer(people[i], s, { ...ANSWERS,
			q4: i ? `=kursi${i}` : '' }), 201)
	const { text, status } = await organiser('GET',
		`${PATH}/${s.id}/results.csv`)

	assert.equal(status, 200)
	assert.match(text, /"Pelayanan loket sudah jelas\?";"4";5;5/)
	assert.match(text, /"unit";"Seksi A/)
	assert.match(text, /"Ponsel";5;5/)
	assert.ok(!text.includes('kursi'))
	await ok(answer(people[6], s), 201)
	assert.equal((await organiser('GET', `${PATH}/${s.id}/results.csv`)).text,
		text)
})

test('a copy of what is stored about somebody has that they answered, not what',
	async () => {
	const s = await opened({ title: `Rahasia ${stamp}` })

	await ok(answer(people[7], s, { ...ANSWERS, q4: `bisik${stamp}` }), 201)
	const { text } = await people[7]('GET', '/api/v1/me/copy')

	assert.ok(text.includes(`Rahasia ${stamp}`))
	assert.ok(!text.includes(`bisik${stamp}`))
})

const asks = async (who, survey) => (await ok(who('GET',
	'/api/v1/me/surveys'))).surveys.find(o => o.id === survey.id)?.why

test('who has begun a module is asked about it, and holders of a job are',
	async () => {
	const module = publish(scorm12(`Modul ${stamp}`, ['Satu'])).module
	const job = (await ok(organiser('POST', '/api/v1/jobs',
		{ name: `Arsiparis ${stamp}`, kind: 'functional' }), 201)).id
	const s = await opened({ targets: [{ kind: 'module', ref: module },
		{ kind: 'job', ref: job }] })

	assert.equal(await asks(people[0], s), undefined)
	await ok(people[0]('POST', `/api/v1/modules/${module}/launches`, {}),
		201)
	assert.deepEqual(await asks(people[0], s),
		{ kind: 'module', name: `Modul ${stamp}` })
	assert.equal(await asks(people[1], s), undefined)
	await ok(organiser('PUT', `/api/v1/people/${people[1].id}/membership`,
		{ unit: units[0], job, from: '2026-01-01' }))
	assert.deepEqual(await asks(people[1], s),
		{ kind: 'job', name: `Arsiparis ${stamp}` })
	await ok(answer(people[0], s), 201)
	assert.equal((await answer(people[2], s)).status, 404)
})

/* Who registered without an account, by their personal link. */
async function guest(ev) {
	const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
	const page = await visitor('GET', `/k/${ev.code}`)
	const once = page.text.match(/name="once" value="(\w{26})"/)[1]
	const done = await visitor('POST', `/k/${ev.code}/daftar`,
		new URLSearchParams({ nama: 'Siti Tamu', instansi: 'Kecamatan',
			identitas: `tamu${stamp}@contoh.go.id`, once }).toString(),
		headers)
	const entered = await visitor('POST', '/api/v1/session/guest',
		{ token: done.text.match(/\/hadir#([\w-]{48})/)[1] })
	const cookie = entered.cookies.map(line => line.split(';')[0]).join('; ')

	return (method, path, body) => call(method, url + path, { body,
		headers: { Cookie: cookie, Origin: url,
			'X-Balai-Session': entered.body.secret } })
}

test('who holds a seat in an event is asked, guests too', async () => {
	const startsAt = Date.now() + 3600000
	const ev = await ok((await signIn('pemandu'))('POST', '/api/v1/events', {
		title: `Webinar ${stamp}`, startsAt, endsAt: startsAt + 7200000,
		joinUrl: 'https://us02web.zoom.us/j/86400000000', audience: 'public',
		publish: true }), 201)
	const s = await opened({ targets: [{ kind: 'event', ref: ev.id }] })
	const who = await guest(ev)

	assert.deepEqual(await asks(who, s),
		{ kind: 'event', name: `Webinar ${stamp}` })
	await ok(answer(who, s), 201)
	assert.equal((await answer(who, s)).status, 200)
	assert.equal(await asks(people[0], s), undefined)
	assert.ok((await people[0]('POST', `/api/v1/events/${ev.id}/seat`))
		.status < 300)
	assert.equal((await asks(people[0], s)).kind, 'event')
})

test('who is enrolled is asked, and five of a batch are told as that batch',
	async () => {
	const module = publish(scorm12(`Langkah ${stamp}`, ['Satu'])).module
	const programme = await ok(organiser('POST', '/api/v1/programmes',
		{ title: `Pelatihan ${stamp}`, jp: 100 }), 201)
	const path = `/api/v1/programmes/${programme.id}`

	await ok(organiser('PUT', `${path}/activities`, { activities: [{
		kind: 'module', title: '', about: '', required: true,
		mustPass: false, after: null, dueDays: null, module, unit: '' }] }))
	await ok(organiser('PATCH', path, { state: 'published' }))
	const batches = []

	for (const name of ['I', 'II'])
		batches.push(await ok(organiser('POST', `${path}/batches`, { name,
			startsAt: Date.now() - 86400000,
			endsAt: Date.now() + 864000000 }), 201))
	for (const [i, from] of [[0, 0], [1, 5]])
		await ok(organiser('POST',
			`/api/v1/batches/${batches[i].id}/enrolments`,
			{ people: people.slice(from, from + 5).map(p => p.id) }))
	const s = await opened({ targets: [{ kind: 'programme',
		ref: programme.id }] })

	assert.equal(await asks(people[10], s), undefined)
	assert.equal((await asks(people[0], s)).kind, 'programme')
	for (let i = 0; i < 10; i++)
		await ok(answer(people[i], s), 201)
	const [one] = (await results(s)).versions

	assert.deepEqual(one.batches.map(b => [b.name, b.programme, b.answers]),
		[['I', `Pelatihan ${stamp}`, 5]])
	assert.equal(one.answers, 5)
	assert.equal(one.waiting, true)
})
