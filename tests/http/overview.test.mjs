// What leaders, partners and strangers see: figures of an agency, none of them of
// fewer than five people, and nobody's name.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { newPerson, publish, scorm12, signIn, url, visitor } from './lib.mjs'
import { chance, ident, insert, learners, run } from '../lib/sat.mjs'

const mark = Date.now().toString(36)
const rng = chance(41)
const DAY = 86_400_000
const now = Date.now()
const year = +new Date(now + 7 * 3_600_000).toISOString().slice(0, 4)
let admin, leader, organiser, author, agency, people
let who		/* their leader, who reads no names */

const ok = async (asked, status = 200) => {
	const answer = await asked

	assert.equal(answer.status, status, answer.text)
	return answer.body
}

/* JP of that many hundredths for each, and of what kind they are employed. */
function earn(who, kind, jp) {
	run(`UPDATE person SET kind = '${kind}' WHERE id IN (${
		who.map(({ id }) => `'${id}'`).join(', ')});`)
	if (jp)
		run(insert('jp_entry', 'id, person_id, agency_id, kind, year, day, ' +
			'first_day, jp, source, source_id, title, organiser, form, ' +
			'competency, training_kind, evidence, reason, once, at',
		who.map(({ id }) => [ident(), id, agency, kind, year,
			`${year}-03-01`, `${year}-03-01`, jp, 'manual', ident(), 'Bimtek',
			'BKN', 'classical', 'technical', 18, 'x', '', ident(), now])))
}

async function programme(title, enrolled, completed, capacity) {
	const { id } = await ok(admin('POST', '/api/v1/programmes',
		{ title: `${title} ${mark}`, mode: 'online', purpose: 'Belajar' }), 201)

	run(insert('batch', 'id, programme_id, agency_id, name, starts_at, ' +
		'ends_at, self_enrol, capacity, state, enrolled, begun, completed, ' +
		'created_at, updated_at', [[ident(), id, agency, 'I', now - 30 * DAY,
		now - DAY, 0, capacity, 'open', enrolled, enrolled, completed, now,
		now]]))
	run(`UPDATE programme SET agency_id = '${agency}' WHERE id = '${id}';`)
	return id
}

function followed(count, answered, gist) {
	const plans = people.slice(0, count).map(({ id }) => [ident(), id, agency,
		agency, 'module', 'modul', ident(), 'x', 'y', '2026-12-01', '{}', 'open',
		now - 100 * DAY, '', '', '', '', now, now])

	run(insert('action_plan', 'id, person_id, agency_id, home_id, source, ' +
		'source_id, evidence, choice, words, by_day, asks, state, completed_at, ' +
		'superior_name, superior_email, colleague_name, colleague_email, ' +
		'created_at, updated_at', plans))
	run(insert('followup', 'id, plan_id, day, role, recipient, due_at, ' +
		'epoch, expires_at, letters, first_sent_at, answered_at, answers, gist',
	plans.map(([id], i) => [ident(), id, 90, 'superior', 'a@b.id', now, 1,
		now, 1, now, i < answered ? now : null, i < answered ? '{}' : null,
		i < answered ? gist : ''])))
}

before(async () => {
	[admin, leader, organiser, author] = await Promise.all(
		['admin', 'pimpinan', 'penyelenggara', 'penulis']
			.map(login => signIn(login)))
	agency = (await ok(admin('POST', '/api/v1/agencies',
		{ name: `Dinas Angka ${mark}`, kind: 'agency' }), 201)).id
	people = learners(agency, 20, rng)
	who = await newPerson(admin, { name: 'Kepala', login: `kepala-${mark}`,
		roles: ['leader'], agency })
	earn(people.slice(0, 12), 'pns', 2000)
	earn(people.slice(12, 15), 'cpns', 0)
	earn(people.slice(15), 'pppk', 400)
})

const overview = async () =>
	ok(admin('GET', `/api/v1/overview?agency=${agency}`))

test('a leader reads the figures of their own agency and of no other',
	async () => {
		const { body } = await leader('GET', '/api/v1/overview')

		assert.equal(body.agency.id, leader.person.agency.id)
		assert.equal(body.least, 5)
		assert.equal((await leader('GET',
			`/api/v1/overview?agency=${agency}`)).status, 403)
		assert.equal((await organiser('GET', '/api/v1/overview')).status, 200)
		assert.equal((await author('GET', '/api/v1/overview')).status, 403)
	})

test('a leader changes nothing', async () => {
	for (const [method, path] of [['POST', '/api/v1/programmes'],
		['POST', '/api/v1/people'], ['GET', '/api/v1/people'],
		['POST', '/api/v1/jp'], ['GET', '/api/v1/dashboard']])
		assert.equal((await leader(method, path,
			method === 'POST' ? {} : undefined)).status, 403, path)
})

test('kinds of few people are told together, with the smallest of the others',
	async () => {
		const big = await programme('Besar', 20, 15, 25)
		const small = await programme('Kecil', 4, 4, null)

		followed(12, 8, 'yes,partly')
		run(insert('need', 'id, agency_id, title, about, topic, cause, ' +
			'cause_id, regulation, state, outcome, supporters, created_at, ' +
			'updated_at, revision', [
			[ident(), agency, 'Arsip digital', '', 'it', 'proposal', '', '',
				'open', '', 7, now, now, 1],
			[ident(), agency, 'Sedikit', '', 'it', 'proposal', '', '', 'open',
				'', 2, now, now, 1]]))
		const indicator = ident()

		run(insert('indicator', 'id, agency_id, programme_id, name, measure, ' +
			'better, created_at', [[indicator, agency, big, 'Lama izin',
			'hari', 'lower', now]]) + insert('indicator_value', 'id, ' +
			'indicator_id, phase, day, value, origin, at', [
			[ident(), indicator, 'before', '2026-01-10', 14, 'x', now],
			[ident(), indicator, 'after', '2026-06-10', 9, 'x', now]]))
		const of = await overview()

		assert.equal(of.people.people, 21)
		assert.deepEqual(of.kinds.map(k => [k.kind, k.people]).sort(),
			[['few', 9], ['pns', 12]])
		const [few] = of.kinds.filter(k => k.kind === 'few')

		assert.equal(few.learning, 5)
		assert.equal(few.jp, 2000)
		const at = id => of.programmes.find(p => p.id === id)

		assert.deepEqual([at(big).seats, at(big).enrolled, at(big).completed,
			at(big).ended], [25, 20, 15, 1])
		assert.deepEqual([at(small).seats, at(small).enrolled,
			at(small).completed], [null, null, null])
		assert.deepEqual(of.needs.list.map(n => [n.title, n.supporters]),
			[['Arsip digital', 5], ['Sedikit', null]])
		assert.deepEqual([of.needs.open, of.needs.gaps], [2, 2])
		assert.deepEqual(of.indicators.map(i => [i.name, i.before, i.after,
			i.course]), [['Lama izin', 14, 9, 'better']])
		/* Eight answered, but only five of them are told of. */
		assert.deepEqual(of.followups, [{ day: 90, role: 'superior', asked: 12,
			answered: 8, answers: { yes: 5, partly: 5, no: 0 } }])
	})

test('what was counted holds for a minute, and files say the same', async () => {
	const first = await overview()

	followed(12, 12, 'no')
	assert.deepEqual(await overview(), first)
	const file = async table => (await admin('GET',
		`/api/v1/overview.csv?agency=${agency}&table=${table}`)).text

	assert.match(await file('people'), /"PNS";12;12;/)
	assert.match(await file('people'), /"Jenis lain bersama";9;5;[^;]*;20/)
	assert.match(await file('programmes'),
		new RegExp(`"Besar ${mark}";1;1;25;20;20;15`))
	assert.match(await file('programmes'),
		new RegExp(`"Kecil ${mark}";1;1;;;;`))
	assert.match(await file('followups'), /90;"Atasan";12;8/)
	assert.match(await file('indicators'), /"Lama izin";"hari";14;9/)
	assert.match(await file('needs'), /"Arsip digital";[^;]*;5/)
	assert.match(await file('gains'), /Modul/)
	assert.equal((await admin('GET', '/api/v1/overview.csv?table=x')).status,
		422)
	assert.equal((await leader('GET', '/api/v1/overview.csv?table=needs'))
		.headers.get('content-type'), 'text/csv; charset=utf-8')
})

test('who reads no names is told how many people there are rounded down',
	async () => {
		let exact, told

		do {	/* of one counting: it holds for a minute */
			exact = await overview()
			told = await ok(who('GET', '/api/v1/overview'))
		} while (exact.at !== told.at)

		assert.deepEqual([exact.rounded, told.rounded], [false, true])
		assert.equal(told.people.people, 20)
		const of = (from, kind) => from.kinds.find(k => k.kind === kind)

		assert.deepEqual([of(exact, 'pns').people, of(told, 'pns').people,
			of(exact, 'few').people, of(told, 'few').people], [12, 10, 9, 5])
		const big = told.programmes.find(p => p.title === `Besar ${mark}`)

		assert.deepEqual([big.enrolled, big.completed, big.jp],
			[20, 15, exact.programmes.find(p => p.id === big.id).jp])
		const small = told.programmes.find(p => p.title === `Kecil ${mark}`)

		assert.equal(small.enrolled, null)
		assert.deepEqual(told.followups.map(f => [f.asked, f.answered]),
			exact.followups.map(f => [f.asked - f.asked % 5,
				f.answered - f.answered % 5]))
		for (const row of [told.people, ...told.kinds])
			for (const key of ['people', 'learning', 'reached'])
				assert.equal((row[key] ?? 0) % 5, 0, key)
		assert.match((await who('GET', '/api/v1/overview.csv?table=people'))
			.text, /"PNS";10;10;/)
		/* Twelve have 240 JP; of nine five have 20, as much as one owes. */
		assert.deepEqual([of(told, 'pns').jp, of(told, 'few').jp],
			[20_000, 0])
	})

test('who reads no names is told how many others support a need', async () => {
	const [many] = (await overview()).needs.list
	const told = async () =>
		(await ok(who('GET', '/api/v1/overview'))).needs.list
			.find(need => need.id === many.id).supporters
	const count = n => run(`UPDATE need SET supporters = ${n} ` +
		`WHERE id = '${many.id}';`)

	assert.equal(await told(), 5)
	count(4)
	assert.equal(await told(), null)
	await ok(who('PUT', `/api/v1/needs/${many.id}/support`))
	count(5)
	assert.equal(await told(), null)
	count(6)
	assert.equal(await told(), 5)
})

test('nobody is named in an overview', async () => {
	const text = JSON.stringify(await overview())

	for (const { id } of people)
		assert.ok(!text.includes(id))
	assert.doesNotMatch(text, /Peserta 7|a@b\.id/)
})

/* ---- Partners ------------------------------------------------------------- */

function learnt(module, who, completed) {
	run(insert('attempt', 'id, person_id, module_id, version_id, number, ' +
		'units_done, completion, success, activity, started_at, last_at',
	who.map(({ id }, i) => [ident(), id, module, '@v', 1, 1,
		i < completed ? 'completed' : 'incomplete', 'unknown', '', now, now]))
		.replaceAll("'@v'", `(SELECT version_id FROM module
			WHERE id = '${module}')`))
}

test('a partner sees its modules over all learners, and nobody of them',
	async () => {
		const partner = (await ok(admin('POST', '/api/v1/agencies',
			{ name: `Universitas ${mark}`, kind: 'partner' }), 201)).id
		const known = publish(scorm12(`Dipelajari ${mark}`)).module
		const new_ = publish(scorm12(`Baru ${mark}`)).module
		const login = `mitra-${mark}`

		await ok(admin('POST', '/api/v1/people', { name: 'Dosen', login,
			roles: ['author'], agency: partner, password: 'rahasia-sekali' }),
		201)
		run(`UPDATE module SET agency_id = '${partner}'
			WHERE id IN ('${known}', '${new_}');`)
		learnt(known, people.slice(0, 12), 9)
		learnt(new_, people.slice(0, 4), 4)
		run(insert('module_gain', 'module_id, people, before, after, at',
			[[known, 11, 0.45, 0.7, now], [new_, 0, 0, 0, now]]))
		const first = await signIn(login, url, 'rahasia-sekali')

		await ok(first('PUT', '/api/v1/me/password',
			{ password: 'lain-sekali-lagi' }))
		const who = await signIn(login, url, 'lain-sekali-lagi')
		const of = await ok(who('GET', '/api/v1/partner-figures'))
		const [a, b] = [known, new_].map(id =>
			of.modules.find(m => m.id === id))

		assert.equal(of.agency.kind, 'partner')
		assert.equal(of.modules.length, 2)
		assert.deepEqual([a.learners, a.completed, a.passed, a.hints],
			[10, 5, null, 0])
		assert.deepEqual([a.gain.people, a.gain.before, a.gain.after,
			Math.round(a.gain.change * 100)], [11, 0.45, 0.7, 25])
		assert.deepEqual([b.learners, b.completed, b.survey, b.gain],
			[null, null, null, null])
		assert.doesNotMatch(JSON.stringify(of), /Peserta/)
		assert.match((await who('GET', '/api/v1/partner-figures.csv')).text,
			new RegExp(`"Dipelajari ${mark}";1;10;5;;25;;;;;0`))
		assert.equal((await who('GET',
			`/api/v1/partner-figures?agency=${agency}`)).status, 403)
		assert.equal((await leader('GET', '/api/v1/partner-figures')).status,
			403)
	})

/* ---- Everybody ------------------------------------------------------------ */

const page = (path, headers) => visitor('GET', path, undefined, headers)

test('an agency shows its figures to nobody unless it is said so', async () => {
	const gone = await page(`/angka/${agency}`)

	assert.equal(gone.status, 404)
	assert.match(gone.text, /tidak dibuka untuk umum/)
	assert.equal((await page('/angka')).status, 200)
	assert.equal((await page('/angka/x')).status, 404)
	assert.equal((await ok(admin('GET', '/api/v1/agencies'))).agencies
		.find(a => a.id === agency).figuresPublic, false)
	assert.equal((await organiser('PATCH', `/api/v1/agencies/${agency}`,
		{ figuresPublic: true })).status, 403)
})

test('once it does, strangers read them as the night left them', async () => {
	await ok(admin('PATCH', `/api/v1/agencies/${agency}`,
		{ figuresPublic: true }))
	assert.equal((await ok(visitor('GET', '/api/v1/about'))).figures, true)
	const before = await page(`/angka/${agency}`)

	assert.equal(before.status, 200)
	assert.match(before.text, /setiap malam/)
	run(insert('agency_figure', 'agency_id, figures, at', [[agency,
		JSON.stringify({ modules: 3, learners: 1250, completion: 70,
			answers: 40, applicable: 4.2, year, earners: null, jp: null }),
		now]]))
	const { text, headers, status } = await page(`/angka/${agency}`)

	assert.equal(status, 200)
	assert.match(text, /1\.250 atau lebih/)
	assert.match(text, /sekitar 70%/)
	assert.match(text, /4,2 dari 5/)
	assert.match(text, /terlalu sedikit untuk ditampilkan/)
	assert.match((await page(`/angka/${agency}?lang=en`)).text,
		/1,250 or more[^]*4\.2 of 5/)
	assert.match((await page('/angka')).text, new RegExp(`Dinas Angka ${mark}`))
	assert.match(headers.get('content-security-policy'), /default-src 'none'/)
	assert.doesNotMatch(text, /<script/)
	assert.equal(headers.get('cache-control'), 'public, max-age=60')
	assert.equal((await page(`/angka/${agency}`,
		{ 'If-None-Match': headers.get('etag') })).status, 304)
})

test('and no more once that is taken back', async () => {
	await ok(admin('PATCH', `/api/v1/agencies/${agency}`,
		{ figuresPublic: false }))
	assert.equal((await page(`/angka/${agency}`)).status, 404)
	assert.doesNotMatch((await page('/angka')).text,
		new RegExp(`Dinas Angka ${mark}`))
})
