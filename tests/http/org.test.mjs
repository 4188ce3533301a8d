// Units, jobs, where people work; and that organisers reach as far as their own
// agency and never touch an administrator.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { signIn, url, visitor } from './lib.mjs'

const stamp = Date.now().toString(36)
const password = 'kata-sandi-pertama'
const second = 'kata-sandi-kedua'
const today = new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10)
let admin, organiser, other, otherAgency

async function ok(answer, status = 200) {
	const { status: got, body, text } = await answer

	assert.equal(got, status, text)
	return body
}

async function refused(answer, status, code, field) {
	const { status: got, body, text } = await answer

	assert.equal(got, status, text)
	assert.equal(body.code, code)
	if (field)
		assert.equal(body.field, field)
}

/* Somebody of that agency who has set a password and signed in. */
async function somebody(login, more) {
	await ok(admin('POST', '/api/v1/people', { name: `Orang ${login}`, login,
		password, roles: [], ...more }), 201)
	const as = await signIn(login, url, password)

	await ok(as('PUT', '/api/v1/me/password', { password: second }))
	return signIn(login, url, second)
}

const unit = (as, name, parent, more = {}) =>
	ok(as('POST', '/api/v1/units', { name, parent, ...more }), 201)

before(async () => {
	admin = await signIn('admin')
	organiser = await signIn('penyelenggara')
	otherAgency = await ok(admin('POST', '/api/v1/agencies',
		{ name: `Instansi lain ${stamp}` }), 201)
	other = await somebody(`org-lain-${stamp}`,
		{ agency: otherAgency.id, roles: ['organiser'] })
})

test('units are a tree without circles', async () => {
	const top = await unit(organiser, `Dinas ${stamp}`)
	const middle = await unit(organiser, 'Bidang Satu', top.id)
	const low = await unit(organiser, 'Seksi', middle.id)
	const patch = (id, body) => organiser('PATCH', `/api/v1/units/${id}`, body)

	await refused(patch(top.id, { parent: low.id }), 422, 'field_invalid',
		'parent')
	await refused(patch(middle.id, { parent: middle.id }), 422,
		'field_invalid', 'parent')
	await refused(organiser('POST', '/api/v1/units',
		{ name: 'bidang satu', parent: top.id }), 422, 'field_invalid', 'name')
	await refused(patch(middle.id, { closed: true }), 422, 'field_invalid',
		'closed')
	await ok(patch(low.id, { parent: top.id, name: 'Seksi Dua' }))
	await ok(patch(middle.id, { closed: true }))
	await refused(organiser('POST', '/api/v1/units',
		{ name: 'Baru', parent: middle.id }), 422, 'field_invalid', 'parent')
	const { units } = await ok(organiser('GET', '/api/v1/units'))
	const of = id => units.find(u => u.id === id)

	assert.equal(of(low.id).parent, top.id)
	assert.equal(of(low.id).name, 'Seksi Dua')
	assert.equal(of(middle.id).closed, true)
})

test('another agency\'s units and jobs are not there', async () => {
	const mine = await unit(organiser, `Milik ${stamp}`)
	const job = await ok(organiser('POST', '/api/v1/jobs',
		{ name: `Analis ${stamp}`, kind: 'functional' }), 201)

	await refused(other('PATCH', `/api/v1/units/${mine.id}`, { name: 'X' }),
		404, 'not_found')
	await refused(other('PATCH', `/api/v1/jobs/${job.id}`, { name: 'X' }),
		404, 'not_found')
	await refused(other('GET',
		`/api/v1/units?agency=${organiser.person.agency.id}`), 403, 'forbidden')
	await refused(other('POST', '/api/v1/units',
		{ name: 'X', agency: organiser.person.agency.id }), 403, 'forbidden')
	await refused(other('POST', '/api/v1/units',
		{ name: 'X', parent: mine.id }), 422, 'field_invalid', 'parent')
	const { units } = await ok(other('GET', '/api/v1/units'))

	assert.deepEqual(units, [])
	await refused(organiser('POST', '/api/v1/jobs',
		{ name: `Semua ${stamp}`, shared: true }), 403, 'admins_only')
	const shared = await ok(admin('POST', '/api/v1/jobs',
		{ name: `Semua ${stamp}`, shared: true }), 201)
	const { jobs } = await ok(other('GET', '/api/v1/jobs'))

	assert.deepEqual(jobs.filter(j => j.id === shared.id || j.id === job.id)
		.map(j => j.id), [shared.id])
	await refused(other('PATCH', `/api/v1/jobs/${shared.id}`, { name: 'Y' }),
		403, 'admins_only')
	await refused(organiser('POST', '/api/v1/jobs',
		{ name: `semua ${stamp}` }), 422, 'field_invalid', 'name')
})

test('a person moves as of a day, and where they were stays known',
	async () => {
		const one = await unit(organiser, `Satu ${stamp}`)
		const two = await unit(organiser, `Dua ${stamp}`)
		const job = await ok(organiser('POST', '/api/v1/jobs',
			{ name: `Arsiparis ${stamp}` }), 201)
		const person = await ok(organiser('POST', '/api/v1/people',
			{ name: 'Orang Pindah', login: `pindah-${stamp}` }), 201)
		const path = `/api/v1/people/${person.id}`
		const move = body => organiser('PUT', `${path}/membership`, body)

		await ok(move({ unit: one.id, job: job.id, from: '2024-01-15' }))
		await refused(move({ unit: two.id, from: '2024-01-14' }), 422,
			'field_invalid', 'from')
		await refused(move({ unit: two.id, from: '2999-01-01' }), 422,
			'field_invalid', 'from')
		await ok(move({ unit: two.id, from: '2025-06-01' }))
		const shown = await ok(organiser('GET', path))

		assert.deepEqual(shown.memberships.map(m =>
			[m.unit.id, m.job?.id ?? null, m.from, m.until]), [
			[two.id, null, '2025-06-01', null],
			[one.id, job.id, '2024-01-15', '2025-06-01'],
		])
		assert.equal(shown.unit.id, two.id)
		await ok(move({ unit: two.id, from: today }))
		assert.equal((await ok(organiser('GET', path))).memberships.length, 2)
		const { people } = await ok(organiser('GET',
			`/api/v1/people?unit=${two.id}`))

		assert.deepEqual(people.map(p => [p.id, p.unit.id]),
			[[person.id, two.id]])
		await refused(organiser('PATCH', `/api/v1/units/${two.id}`,
			{ closed: true }), 422, 'field_invalid', 'closed')
		await ok(move({ unit: null }))
		await ok(organiser('PATCH', `/api/v1/units/${two.id}`,
			{ closed: true }))
		await refused(move({ unit: two.id }), 422, 'field_invalid', 'unit')
		const { events } = await ok(organiser('GET', `${path}/events`))

		assert.deepEqual(events.map(e => e.kind),
			['membership', 'membership', 'membership', 'added'])
		assert.equal(events[1].words,
			`Satu ${stamp}, Arsiparis ${stamp}\nDua ${stamp}\n2025-06-01`)
		assert.equal(events[0].by, organiser.person.name)
	})

test('people of a unit are those below it, too', async () => {
	const top = await unit(organiser, `Atas ${stamp}`)
	const low = await unit(organiser, `Bawah ${stamp}`, top.id)
	const person = await ok(organiser('POST', '/api/v1/people',
		{ name: 'Orang Bawah', login: `bawah-${stamp}` }), 201)

	await ok(organiser('PUT', `/api/v1/people/${person.id}/membership`,
		{ unit: low.id }))
	for (const id of [top.id, low.id]) {
		const { people, total } = await ok(organiser('GET',
			`/api/v1/people?unit=${id}`))

		assert.deepEqual([people.map(p => p.id), total], [[person.id], 1])
	}
	assert.equal((await ok(other('GET', `/api/v1/people?unit=${top.id}`)))
		.total, 0)
})

test('an organiser sees and changes the people of their agency alone',
	async () => {
		const theirs = await ok(other('POST', '/api/v1/people',
			{ name: 'Orang Lain', login: `lain-${stamp}` }), 201)
		const path = `/api/v1/people/${theirs.id}`
		const mine = await unit(organiser, `Sendiri ${stamp}`)

		assert.equal(theirs.agency.id, otherAgency.id)
		for (const [method, at, body] of [['GET', path], ['PATCH', path,
			{ name: 'X' }], ['GET', `${path}/sessions`],
		['DELETE', `${path}/sessions`], ['GET', `${path}/events`],
		['DELETE', `${path}/sessions/${'0'.repeat(26)}`],
		['PUT', `${path}/membership`, { unit: mine.id }],
		['PUT', `${path}/supervisions`, { units: [] }],
		['POST', '/api/v1/activations', { people: [theirs.id] }]])
			await refused(organiser(method, at, body), 404, 'not_found')
		const { people } = await ok(organiser('GET', '/api/v1/people?per=200'))

		assert.ok(people.length > 0)
		assert.ok(people.every(p =>
			p.agency.id === organiser.person.agency.id))
		assert.equal((await ok(organiser('GET',
			`/api/v1/people?agency=${otherAgency.id}&q=lain-${stamp}`))).total, 0)
		await refused(organiser('POST', '/api/v1/people', { name: 'X',
			login: `x-${stamp}`, agency: otherAgency.id }), 403, 'forbidden')
		await ok(organiser('POST', '/api/v1/people',
			{ name: 'Y', login: `y-${stamp}`, roles: ['host'] }), 201)
		await refused(admin('PUT', `${path}/membership`, { unit: mine.id }),
			422, 'field_invalid', 'unit')
	})

test('an organiser neither touches an administrator nor makes one',
	async () => {
		const path = `/api/v1/people/${admin.person.id}`
		const person = await ok(organiser('POST', '/api/v1/people',
			{ name: 'Biasa', login: `biasa-${stamp}` }), 201)

		await refused(organiser('PATCH', path, { name: 'X' }), 403,
			'admins_only')
		await refused(organiser('DELETE', `${path}/sessions`), 403,
			'admins_only')
		await refused(organiser('GET', `${path}/sessions`), 403, 'admins_only')
		await refused(organiser('POST', '/api/v1/activations',
			{ people: [admin.person.id] }), 403, 'admins_only')
		await refused(organiser('PATCH', `/api/v1/people/${person.id}`,
			{ roles: ['admin'] }), 403, 'admins_only')
		await refused(organiser('POST', '/api/v1/people', { name: 'X',
			login: `adm-${stamp}`, roles: ['admin'] }), 403, 'admins_only')
		await refused(organiser('PATCH', `/api/v1/people/${person.id}`,
			{ agency: otherAgency.id }), 403, 'forbidden')
	})

test('who changes agency leaves the units of the one before', async () => {
	const mine = await unit(organiser, `Ditinggal ${stamp}`)
	const person = await ok(organiser('POST', '/api/v1/people',
		{ name: 'Orang Mutasi', login: `mutasi-${stamp}` }), 201)
	const path = `/api/v1/people/${person.id}`

	await ok(organiser('PUT', `${path}/membership`,
		{ unit: mine.id, from: '2025-01-01' }))
	const placed = await ok(organiser('PUT', `${path}/supervisions`,
		{ units: [mine.id] }))

	assert.deepEqual(placed.supervisions,
		[{ id: mine.id, name: `Ditinggal ${stamp}` }])
	await ok(admin('PATCH', path, { agency: otherAgency.id }))
	const shown = await ok(admin('GET', path))

	assert.deepEqual([shown.unit, shown.supervisions], [null, []])
	assert.equal(shown.memberships[0].until, today)
	assert.deepEqual((await ok(admin('GET', `${path}/events`))).events
		.map(e => e.kind).sort(),
	['added', 'agency', 'membership', 'supervision'])
	await refused(admin('PUT', `${path}/supervisions`, { units: [mine.id] }),
		422, 'field_invalid', 'units')
})

test('a new NIP is held against the rule, and Excel is named', async () => {
	const add = nip => organiser('POST', '/api/v1/people',
		{ name: 'Orang NIP', nip })
	const serial = String(1 + Date.now() % 999).padStart(3, '0')
	const damaged = await add('1,99E+17')

	assert.equal(damaged.body.field, 'nip')
	assert.match(damaged.body.detail, /Excel/)
	await refused(add('199001012015131001'), 422, 'field_invalid', 'nip')
	assert.match((await add('19900101201503100')).body.detail, /17 angka/)
	const pppk = await ok(add(`199003012024212${serial}`), 201)

	assert.equal(pppk.kind, 'pppk')
	assert.deepEqual(pppk.warnings, [])
	const changed = await ok(organiser('PATCH', `/api/v1/people/${pppk.id}`,
		{ kind: 'pns' }))

	assert.deepEqual(changed.warnings.map(w => w.code), ['nip_kind'])
	/* An NI PPPK changes with the contract: who signs in by it goes on to. */
	const again = await ok(organiser('PATCH', `/api/v1/people/${pppk.id}`,
		{ nip: `199003012025222${serial}` }))

	assert.equal(again.login, again.nip)
	assert.ok(!(await ok(organiser('GET', `/api/v1/people/${pppk.id}/events`)))
		.events.some(e => e.words.includes('19900301')))
})

test('the list is a file, too, in which Excel rounds no NIP', async () => {
	const serial = String(1 + Date.now() % 999).padStart(3, '0')
	const at = await unit(organiser, `Berkas ${stamp}`)
	const person = await ok(organiser('POST', '/api/v1/people', {
		name: '=Rumus', nip: `199004012010011${serial}` }), 201)

	await ok(organiser('PUT', `/api/v1/people/${person.id}/membership`,
		{ unit: at.id }))
	const { status, text, headers } = await organiser('GET',
		`/api/v1/people.csv?unit=${at.id}`)

	assert.equal(status, 200)
	assert.match(headers.get('content-type'), /^text\/csv/)
	assert.match(headers.get('content-disposition'), /orang\.csv/)
	const lines = text.split('\r\n').filter(Boolean)

	assert.equal(lines.length, 2)
	assert.match(lines[1], new RegExp(`"'=Rumus";"19900401 201001 1 ${serial}"`))
	assert.match(lines[1], new RegExp(`"Berkas ${stamp}"`))
	assert.ok(!text.includes(person.nip))
	assert.equal((await other('GET', `/api/v1/people.csv?unit=${at.id}`)).text
		.split('\r\n').filter(Boolean).length, 1)
})

test('units and jobs are files, too: units below each other', async () => {
	const top = await unit(organiser, `ZZ Puncak ${stamp}`)
	const low = await unit(organiser, `AA Cabang ${stamp}`, top.id)

	await ok(organiser('POST', '/api/v1/jobs',
		{ name: `Pranata ${stamp}`, kind: 'functional' }), 201)
	const units = (await organiser('GET', '/api/v1/units.csv')).text
	const jobs = (await organiser('GET', '/api/v1/jobs.csv')).text

	assert.ok(units.includes(`"${low.name}";"${top.name} / ${low.name}";0;` +
		'"dipakai"'), units)
	assert.ok(units.indexOf(`"${top.name}"`) < units.indexOf(`"${low.name}"`))
	assert.ok(jobs.includes(`"Pranata ${stamp}";"Fungsional";0;"dipakai"`))
	assert.ok(!(await other('GET', '/api/v1/units.csv')).text.includes(stamp))
})

test('a visitor and a learner see none of it', async () => {
	const learner = await signIn('peserta')

	for (const path of ['/api/v1/units', '/api/v1/jobs', '/api/v1/people']) {
		await refused(visitor('GET', path), 401, 'anonymous')
		await refused(learner('GET', path), 403, 'forbidden')
	}
})
