// Attendance, questions and the survey of an event: codes by the server's clock,
// what phones ask for all along, attendance files, the host's word, the rule.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { ident, insert, run } from '../lib/sat.mjs'
import { until } from '../lib/until.mjs'
import { balai, password, signIn, top, visitor } from './lib.mjs'

const LETTERS = 'ACDEFGHJKMNPQRTWXY34679'
const SECRET = 'rahasia-untuk-uji'
const MINUTE = 60000
let host, learner, other, organiser

before(async () => {
	host = await signIn('pemandu')
	organiser = await signIn('penyelenggara')
	learner = await signIn('peserta')
	other = await signIn('atasan')
})

/* What server/domain/presence.c shows in the step of that moment. */
function codeAt(check, at) {
	const hash = createHmac('sha256', SECRET)
		.update(`presence/${check}/${Math.floor(at / 30000)}`).digest()
	let number = hash.readBigUInt64BE(0)

	return Array.from({ length: 6 }, () => {
		const letter = LETTERS[Number(number % 23n)]

		number /= 23n
		return letter
	}).join('')
}

/* Somebody of no unit and no batch. */
async function newcomer(login) {
	balai(['user', 'add', login, '--role', 'learner', '--password-stdin'],
		{ input: password })
	return signIn(login)
}

/* A published event that began ten minutes ago, its secret known. */
async function event(more = {}, from = -10, minutes = 120) {
	const startsAt = Math.floor(Date.now() / MINUTE) * MINUTE + from * MINUTE
	const { status, body, text } = await host('POST', '/api/v1/events', {
		kind: 'webinar', title: 'Arsip digital', zone: 'WIB',
		audience: 'public', startsAt, endsAt: startsAt + minutes * MINUTE,
		leastPercent: 70, leastChecks: 1, publish: true, ...more })

	assert.equal(status, 201, text)
	run(`UPDATE event SET secret = '${SECRET}' WHERE id = '${body.id}';`)
	return { ...body, path: `/api/v1/events/${body.id}` }
}

async function seated(ev, ...people) {
	for (const as of people) {
		const { status, text } = await as('POST', `${ev.path}/seat`)

		assert.ok(status < 300, text)
	}
	return ev
}

/* Not in the last moments of a step, so that the code is still of its time. */
const give = async (as, ev, code) => as('POST', `${ev.path}/presence`, { code })

async function steady() {
	await until('a step of 30 s has begun', () =>
		Date.now() % 30000 < 24000)
}

test('a code counts once, however often and from how many devices it is sent',
	async () => {
	const ev = await seated(await event(), learner)

	await steady()
	const code = codeAt(0, Date.now())
	const answers = await Promise.all(Array.from({ length: 12 }, () =>
		give(learner, ev, code)))

	assert.deepEqual(answers.map(a => a.status).sort(),
		[...Array(11).fill(200), 201])
	assert.equal(answers.filter(a => !a.body.again).length, 1)
	assert.equal(answers[0].body.checks, 1)
	assert.equal(answers[0].body.present, true)
	const mine = await learner('GET', `${ev.path}/mine`)

	assert.equal(mine.body.checks.length, 1)
	assert.equal(mine.body.present, true)
})

test('the host is shown the code, the next one, and their QR address',
	async () => {
	const ev = await event()

	await steady()
	const { body } = await host('GET', `${ev.path}/code`)

	assert.equal(body.open, true)
	assert.equal(body.code.code, codeAt(0, body.now))
	assert.equal(body.next.code, codeAt(0, body.now + 30000))
	assert.equal(body.next.from, body.code.until)
	assert.match(body.code.href,
		new RegExp(`/p/${ev.code}#${body.code.code}$`))
	assert.equal((await learner('GET', `${ev.path}/code`)).status, 403)
})

test('a code is refused with its reason: forwarded, too late, too early, wrong',
	async () => {
	const ev = await seated(await event(), learner)
	const now = Date.now()

	await steady()
	const forwarded = await give(other, ev, codeAt(0, Date.now()))

	assert.equal(forwarded.status, 403)
	assert.equal(forwarded.body.code, 'presence_unregistered')
	assert.match(forwarded.body.detail, /Arsip digital/)
	for (const [at, code] of [[now - 90000, 'presence_late'],
		[now - 300000, 'presence_late'], [now + 60000, 'presence_wrong'],
		[now - 3600000, 'presence_wrong']]) {
		const { status, body } = await give(learner, ev, codeAt(0, at))

		assert.equal(status, 422)
		assert.equal(body.code, code)
	}
	assert.equal((await give(learner, ev, 'AB')).body.code, 'presence_wrong')
	const { body } = await learner('GET', `${ev.path}/mine`)

	assert.deepEqual(body.checks, [])
})

test('the code before the one that is shown is still good', async () => {
	const ev = await seated(await event(), learner)

	await steady()
	const { status } = await give(learner, ev, codeAt(0,
		Date.now() - 30000))

	assert.equal(status, 201)
})

test('the QR code\'s address says the event by its short code', async () => {
	const ev = await seated(await event(), learner)

	await steady()
	const { status, body } = await learner('POST', '/api/v1/presence',
		{ event: ev.code, code: codeAt(0, Date.now()).toLowerCase() })

	assert.equal(status, 201)
	assert.equal(body.event, ev.id)
	/* The page that sends it is for whoever scans it. */
	assert.notEqual((await visitor('GET', `/p/${ev.code}`)).status, 401)
})

test('who tries codes has to wait', async () => {
	const ev = await seated(await event(), learner)
	const codes = ['AAAAAA', 'CCCCCC', 'DDDDDD', 'EEEEEE', 'FFFFFF',
		'GGGGGG', 'HHHHHH', 'JJJJJJ']
	let slowed

	for (const code of codes) {
		const answer = await give(learner, ev, code)

		slowed = slowed ?? (answer.status === 429 ? answer : undefined)
	}
	assert.equal(slowed?.body.code, 'presence_slowed')
	assert.ok(Number(slowed.headers.get('retry-after')) > 0)
})

test('a check that the host opens has codes of its own, until it is closed',
	async () => {
	const ev = await seated(await event({ leastChecks: 2 }), other)

	await steady()
	assert.equal((await give(other, ev, codeAt(0, Date.now()))).body.present,
		false)
	const opened = await host('POST', `${ev.path}/checks`, { minutes: 3 })

	assert.equal(opened.status, 201, opened.text)
	const shown = await host('GET', `${ev.path}/code`)

	assert.equal(shown.body.check.number, 1)
	await steady()
	const good = await give(other, ev, codeAt(1, Date.now()))

	assert.equal(good.status, 201, good.text)
	assert.equal(good.body.checks, 2)
	assert.equal(good.body.present, true)
	const live = await other('GET', `${ev.path}/live`)

	assert.equal(live.body.check.number, 1)
	assert.equal((await host('POST', `${ev.path}/checks/1/closing`)).status,
		204)
	await seated(ev, organiser)
	await steady()
	assert.equal((await give(organiser, ev, codeAt(1, Date.now()))).body.code,
		'presence_late')
})

test('checks at moments by chance lie ahead and are nobody\'s to know',
	async () => {
	const ev = await seated(await event(), learner)
	const { status, body } = await host('POST', `${ev.path}/checks`,
		{ minutes: 5, planned: 3 })

	assert.equal(status, 201)
	assert.equal(body.made, 3)
	const desk = await host('GET', `${ev.path}/desk`)

	assert.equal(desk.body.checks.length, 3)
	for (const c of desk.body.checks)
		assert.ok(c.opensAt > Date.now() && c.closesAt <= ev.endsAt)
	const live = await learner('GET', `${ev.path}/live`)

	assert.equal(live.body.check, null)
	assert.doesNotMatch(live.text, /opensAt":1\d+.*"number":1/)
})

test('phones get the snapshot once, and 304 until something changes',
	async () => {
	const ev = await seated(await event(), learner, other)
	const first = await learner('GET', `${ev.path}/live`)
	const tag = first.headers.get('etag')
	const again = as => as('GET', `${ev.path}/live`, undefined,
		{ 'If-None-Match': tag })

	assert.equal(first.status, 200, first.text)
	assert.deepEqual(first.body.questions, [])
	assert.equal(first.body.pollMs, 3000)
	assert.equal((await again(learner)).status, 304)
	assert.equal((await again(other)).status, 304)
	const asked = await learner('POST', `${ev.path}/questions`,
		{ words: 'Apakah <b>rekaman</b> dibagikan?' })

	assert.equal(asked.status, 201, asked.text)
	const changed = await until('phones are told', async () => {
		const answer = await again(other)

		return answer.status === 200 && answer
	})

	assert.equal(changed.body.questions[0].words,
		'Apakah <b>rekaman</b> dibagikan?')
	assert.equal((await signIn('penulis').then(as => as('GET',
		`${ev.path}/live`))).status, 404)
})

test('a question has one vote of each, and the host marks or hides it',
	async () => {
	const ev = await seated(await event(), learner, other)
	const { body: q } = await learner('POST', `${ev.path}/questions`,
		{ words: 'Kapan sertifikat terbit?' })
	const vote = `${ev.path}/questions/${q.id}/vote`

	for (let i = 0; i < 3; i++)
		assert.equal((await other('PUT', vote)).body.votes, 1)
	assert.equal((await learner('PUT', vote)).body.votes, 2)
	assert.deepEqual((await other('GET', `${ev.path}/mine`)).body.votes,
		[q.id])
	assert.equal((await other('DELETE', vote)).body.votes, 1)
	assert.equal((await other('DELETE', vote)).body.votes, 1)
	assert.equal((await learner('PATCH', `${ev.path}/questions/${q.id}`,
		{ answered: true })).status, 403)
	assert.equal((await host('PATCH', `${ev.path}/questions/${q.id}`,
		{ answered: true })).body.answered, true)
	assert.equal((await host('PATCH', `${ev.path}/questions/${q.id}`,
		{ hidden: true })).body.hidden, true)
	await until('it is gone', async () => (await learner('GET',
		`${ev.path}/live`)).body.questions.length === 0)
	assert.equal((await other('PUT', vote)).status, 404)
	assert.equal((await host('GET', `${ev.path}/desk`)).body.questions.length,
		1)
})

test('five questions of one person may wait, and none is longer than 500',
	async () => {
	const ev = await seated(await event(), learner)

	for (let i = 0; i < 5; i++)
		assert.equal((await learner('POST', `${ev.path}/questions`,
			{ words: `Pertanyaan ${i}` })).status, 201)
	assert.equal((await learner('POST', `${ev.path}/questions`,
		{ words: 'Satu lagi' })).body.code, 'questions_many')
	assert.equal((await host('POST', `${ev.path}/questions`,
		{ words: 'a'.repeat(501) })).status, 422)
	assert.equal((await host('POST', `${ev.path}/questions`,
		{ words: '  ' })).status, 422)
	assert.equal((await other('POST', `${ev.path}/questions`,
		{ words: 'Saya tidak terdaftar' })).status, 403)
})

/* People of the host's agency with seats, who cannot sign in. */
function crowd(ev, names) {
	const people = names.map(name => ({ id: ident(), name }))
	const number = 100 + Math.floor(Math.random() * 1000)

	run(insert('person', 'id, agency_id, name, login, search, email, ' +
		'must_set_password, epoch, created_at', people.map((p, i) =>
		[p.id, host.person.agency.id, p.name, p.id, p.name.toLowerCase(),
			i < 20 ? `orang${i}.${p.id.slice(-6)}@contoh.go.id` : null,
			0, 0, 1000])) +
		insert('seat', 'event_id, person_id, state, number, ' +
			'registered_at, present, checks', people.map((p, i) =>
			[ev.id, p.id, 'registered', number + i, 1000, 0, 0])) +
		`UPDATE event SET registered = registered + ${people.length}
			WHERE id = '${ev.id}';`)
	return people
}

const NAMES = Array.from({ length: 33 }, (_, i) =>
	`${['Agus', 'Budi', 'Citra'][i % 3]} ${['Ginting', 'Hutagalung',
		'Irawan', 'Jatmiko', 'Kusuma', 'Laksono', 'Manurung', 'Nasution',
		'Oktaviani', 'Prakoso', 'Rahayu'][Math.floor(i / 3)]}`)

/* 30 whom anybody would recognise, and three who wrote themselves oddly. */
function zoom(people) {
	const odd = { 30: 'Agus Rahay', 31: 'B. Rahayu', 32: 'HP kantor' }
	const lines = people.map((p, i) => `${odd[i] ?? `"${p.name}, S.Kom"`},${
		i < 20 ? `orang${i}.${p.id.slice(-6)}@contoh.go.id` : ''
	},100,Yes`)

	return `Name (Original Name),User Email,Total Duration (Minutes),Guest\n${
		lines.join('\n')}\n`
}

const upload = (ev, bytes, name = 'zoom.csv') => host('POST',
	`${ev.path}/attendance-files?name=${name}`, bytes,
	{ 'Content-Type': 'application/octet-stream' })

test('a Zoom file adds thirty people and asks about three', async () => {
	const ev = await event({}, -130, 120)
	const people = crowd(ev, NAMES)
	const file = await upload(ev, zoom(people))

	assert.equal(file.status, 201, file.text)
	assert.equal(file.body.format, 'zoom')
	const by = state => file.body.lines.filter(l => l.state === state)

	assert.equal(by('sure').length, 30)
	assert.equal(by('likely').length, 2)
	assert.equal(by('unknown').length, 1)
	const line = n => `${ev.path}/attendance-files/${file.body.id}/lines/${n}`

	assert.equal((await host('PATCH', line(by('likely')[0].place),
		{ state: 'confirmed' })).body.person.id, people[30].id)
	assert.equal((await host('PATCH', line(by('likely')[1].place),
		{ state: 'refused' })).status, 200)
	assert.equal((await host('PATCH', line(by('unknown')[0].place),
		{ state: 'confirmed' })).status, 422)
	const stranger = await host('PATCH', line(by('unknown')[0].place),
		{ state: 'refused', person: host.person.id })

	assert.equal(stranger.status, 422, stranger.text)
	assert.equal((await host('PATCH', line('9223372036854775807'),
		{ state: 'refused' })).status, 404)
	assert.equal((await host('PATCH', line(by('unknown')[0].place),
		{ state: 'confirmed', person: people[32].id })).status, 200)
	const taken = await host('POST',
		`${ev.path}/attendance-files/${file.body.id}/taking`)

	assert.equal(taken.status, 200, taken.text)
	assert.equal(taken.body.counted, 32)
	const list = await host('GET', `${ev.path}/attendance?show=present`)

	assert.equal(list.body.present, 32)
	assert.equal(list.body.registered, 33)
	assert.equal(list.body.people[0].minutes, 100)
	const again = await upload(ev, zoom(people), 'lagi.csv')

	assert.equal(again.body.code, 'attendance_again')
	assert.equal((await host('GET', `${ev.path}/attendance-files`)).body
		.files.length, 1)
	assert.equal((await host('POST', `${ev.path}/attendance-files/${
		file.body.id}/dropping`, { reason: 'Berkas salah' })).status, 204)
	assert.equal((await host('GET', `${ev.path}/attendance`)).body.present, 0)
})

test('each layout that was seen is read by the server too', async () => {
	const ev = await event()

	for (const [name, format] of [['zoom-usage', 'zoom'], ['meet', 'meet'],
		['teams-old', 'teams'], ['teams-report', 'teams']]) {
		const file = await upload(ev, readFileSync(join(top,
			'tests/server/domain/attendance', `${name}.csv`)), name)

		assert.equal(file.body.format, format, file.text)
		assert.equal((await host('GET', `${ev.path}/attendance-files/${
			file.body.id}`)).body.lines.length, file.body.lines.length)
	}
})

test('a report of several megabytes is read, and one above four is refused',
	async () => {
	const ev = await event()
	const head = 'Name (Original Name),User Email,Total Duration (Minutes),' +
		'Guest\n'
	const rows = Array.from({ length: 4000 }, (_, i) =>
		`Orang ${i},${'x'.repeat(300)}${i}@contoh.id,90,Yes\n`).join('')
	const file = await upload(ev, head + rows)

	assert.ok(rows.length > 1.2e6)
	assert.equal(file.status, 201, file.text.slice(0, 300))
	assert.equal(file.body.lines.length, 4000)
	const over = await upload(ev, Buffer.alloc((4 << 20) + 1, 'a'))

	assert.equal(over.status, 413)
	assert.equal(over.body.code, 'attendance_large')
})

test('what is no attendance file is refused with what to do', async () => {
	const ev = await event()

	for (const [bytes, code] of [['NIP;Nama\n1;Sari\n', 'attendance_unknown'],
		[Buffer.from('PK\x03\x04\0\0'), 'attendance_binary'],
		['Name,Email,Duration\n', 'attendance_empty']])
		assert.equal((await upload(ev, bytes)).body.code, code)
	assert.equal((await learner('POST', `${ev.path}/attendance-files`, 'x'))
		.status, 403)
})

test('the host\'s word needs a reason, beats all, and stays in the record',
	async () => {
	const ev = await seated(await event(), learner)
	const { id } = learner.person
	const path = `${ev.path}/attendance/${id}`

	assert.equal((await host('PUT', path, { present: true })).status, 422)
	const said = await host('PUT', path, { present: true,
		reason: 'Menandatangani daftar hadir' })

	assert.equal(said.body.sum.present, true, said.text)
	const denied = await host('PUT', path, { present: false,
		reason: 'Pulang lebih awal' })

	assert.equal(denied.body.sum.present, false)
	await steady()
	await give(learner, ev, codeAt(0, Date.now()))
	assert.equal((await host('GET', path)).body.sum.present, false)
	const taken = await host('PUT', path, { present: null,
		reason: 'Keliru orang' })

	assert.equal(taken.body.sum.hostWord, null)
	assert.equal(taken.body.sum.present, true)
	const code = taken.body.rows.find(r => r.source === 'code')
	const undone = await host('POST', `${path}/rows/${code.id}/undo`,
		{ reason: 'Kode diteruskan' })

	assert.equal(undone.body.sum.checks, 0)
	assert.equal(undone.body.sum.present, false)
	const { body } = await host('GET', `${ev.path}/corrections`)

	assert.equal(body.corrections.length, 5)
	assert.ok(body.corrections.every(c => c.by && c.reason &&
		c.name === 'Sari Wulandari'))
	assert.equal((await learner('PUT', path, { present: true,
		reason: 'Saya' })).status, 403)
})

test('a rule is tried before it is set', async () => {
	const ev = await event({}, -130, 100)
	const people = crowd(ev, NAMES.slice(0, 3))
	const file = await upload(ev, 'Name,Email,Duration\n' +
		people.map((p, i) => `${p.name},,${40 + 30 * i}`).join('\n'))

	await host('POST', `${ev.path}/attendance-files/${file.body.id}/taking`)
	const tried = await host('PUT', `${ev.path}/rule`, { percent: 40,
		try: true })

	assert.deepEqual([tried.body.effect.before, tried.body.effect.after],
		[2, 3])
	assert.deepEqual(tried.body.effect.gainedNames, [people[0].name])
	assert.equal((await host('GET', `${ev.path}/attendance`)).body.present, 2)
	await host('PUT', `${ev.path}/rule`, { percent: 40 })
	assert.equal((await host('GET', `${ev.path}/attendance`)).body.present, 3)
	assert.equal((await host('PUT', `${ev.path}/rule`, { percent: 40,
		both: true })).body.effect.after, 0)
	const csv = await host('GET', `${ev.path}/attendance.csv`)

	assert.match(csv.headers.get('content-type'), /csv/)
	assert.equal(csv.text.trim().split('\r\n').length, 4)
})

test('many codes in a second after a long silence are shown to the host',
	async () => {
	const ev = await event({}, -40)
	const people = crowd(ev, NAMES.slice(0, 6))
	const now = Date.now()
	const check = ident()

	run(`INSERT INTO presence_check (id, event_id, kind, number, opens_at,
			closes_at) VALUES ('${check}', '${ev.id}', 'door', 0,
			${now - 3600000}, ${now + 3600000});` +
		insert('presence', 'id, event_id, person_id, source, check_id, ' +
			'shown_at, reason, at, origin', people.map((p, i) =>
			[ident(), ev.id, p.id, 'code', check, now - 1000, '',
				now + i * 100, `asal${i}`])))
	const { body } = await host('GET', `${ev.path}/desk`)

	assert.equal(body.flags.length, 1)
	assert.equal(body.flags[0].why, 'silence')
	assert.equal(body.flags[0].count, 6)
	assert.equal(body.flags[0].names.length, 6)
})

const ANSWERS = { applicable: 4, examples: 5, difficulty: 'right', time: 'fits',
	opened: 3 }

test('the survey opens at the end, counts once, and tells of five',
	async () => {
	/* Of no unit: only those alike are told together. */
	const [learner, ...others] = await Promise.all(['a', 'b', 'c', 'd', 'e']
		.map(name => newcomer(`hadir-${name}-${ident().slice(-8)}`)))
	const early = await seated(await event(), learner)

	assert.equal((await learner('POST', `${early.path}/survey`,
		{ answers: ANSWERS })).body.code, 'event_survey_shut')
	const ev = await seated(await event({}, -110), learner)

	assert.equal((await learner('GET', `${ev.path}/survey`)).body.open, true)
	assert.equal((await learner('POST', `${ev.path}/survey`,
		{ answers: { applicable: 9 } })).status, 422)
	for (const status of [201, 200])
		assert.equal((await learner('POST', `${ev.path}/survey`,
			{ answers: ANSWERS })).status, status)
	assert.equal((await learner('GET', `${ev.path}/mine`)).body.survey, true)
	const told = async () => (await host('GET',
		`${ev.path}/survey/results`)).body.versions[0]

	assert.equal((await told()).answers, null)
	for (const who of others) {
		await seated(ev, who)
		assert.equal((await who('POST', `${ev.path}/survey`,
			{ answers: ANSWERS })).status, 201)
	}
	assert.equal((await told()).answers, 5)
})

test('when it is over, presence leads to JP without anybody asking',
	async () => {
	const ev = await seated(await event({ jp: 200 }), organiser)

	await steady()
	assert.equal((await give(organiser, ev, codeAt(0, Date.now()))).body
		.present, true)
	run(`UPDATE event SET starts_at = starts_at - 7200000,
		ends_at = ends_at - 7200000 WHERE id = '${ev.id}';`)
	const year = new Date().getFullYear()

	await until('the JP are there', async () => JSON.stringify((await
		organiser('GET', `/api/v1/me/jp?year=${year}`)).body)
		.includes('Arsip digital'), 30)
})

test('a host closes what has begun; from then on no code counts', async () => {
	const ahead = await event({}, 60)

	assert.equal((await host('POST', `${ahead.path}/closing`)).body.code,
		'event_not_begun')
	const ev = await seated(await event(), learner)

	assert.equal((await learner('POST', `${ev.path}/closing`)).status, 403)
	const closed = await host('POST', `${ev.path}/closing`)

	assert.equal(closed.body.state, 'closed', closed.text)
	assert.equal((await host('POST', `${ev.path}/closing`)).status, 200)
	await steady()
	assert.equal((await give(learner, ev, codeAt(0, Date.now()))).body.code,
		'presence_shut')
	const notices = () => learner('GET', '/api/v1/me/notices')

	await until('they are told', async () =>
		(await notices()).text.includes(ev.id), 30)
})
