// A list of employees: what is wrong with it is said row by row, and it is taken
// in whole or not at all.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { COLUMNS, nip, people } from '../lib/roster.mjs'
import { signIn, visitor } from './lib.mjs'

const seed = Math.floor(Date.now() / 1000) % 100000
const stamp = Date.now().toString(36)
let admin, organiser

before(async () => {
	admin = await signIn('admin')
	organiser = await signIn('penyelenggara')
})

const look = (rows, more = {}, as = organiser) => as('POST',
	'/api/v1/rosters?try=1', { columns: COLUMNS, rows, ...more })
const take = (rows, more = {}, as = organiser) => as('POST',
	'/api/v1/rosters', { columns: COLUMNS, rows, ...more })

async function ok(answer, status = 200) {
	const { status: got, body, text } = await answer

	assert.equal(got, status, text)
	return body
}

/* [row, code, …] of what is wrong. */
function faults({ rows }) {
	return rows.flatMap((row, i) => row.faults
		? [[i, ...row.faults.map(f => f.code)]] : [])
}

test('200 rows with seven faults: each is named, then all are taken in',
	async () => {
		const unit = `Bidang Daftar ${stamp}`
		const rows = people(seed, 200, [unit], [`Analis ${stamp}`])
		const given = { newUnits: [unit], newJobs: [`Analis ${stamp}`] }
		const good = rows.map(row => [...row])

		rows[3][1] = '1,99E+17'
		rows[17][1] = rows[17][1].slice(0, 12) + '19' + rows[17][1].slice(14)
		rows[40][1] = rows[39][1]
		rows[61][0] = ''
		rows[99][1] = rows[99][1].slice(0, 15) + '000'
		rows[120][2] = `Bid. Daftar ${stamp}`
		rows[150][1] = rows[150][1].slice(0, 17)
		const said = await ok(look(rows, given))

		assert.deepEqual(faults(said), [[3, 'nip_excel'], [17, 'nip_month'],
			[40, 'nip_twice'], [61, 'name_missing'], [99, 'nip_serial'],
			[120, 'unit_unknown'], [150, 'nip_length']])
		assert.match(said.rows[3].faults[0].message, /Excel/)
		assert.match(said.rows[99].faults[0].message, /Excel/)
		assert.match(said.rows[40].faults[0].message, /baris 40/)
		assert.deepEqual(said.counts, { blank: 0, skipped: 0, bad: 7, new: 193,
			update: 0, same: 0 })
		assert.deepEqual(said.units.map(u => [u.text, u.state]).sort(),
			[[unit, 'new'], [`Bid. Daftar ${stamp}`, 'unknown']].sort())
		const refused = await take(rows, given)

		assert.equal(refused.status, 409)
		assert.equal(refused.body.code, 'roster_faulty')
		assert.match(refused.body.detail, /7 baris/)
		assert.equal((await ok(look(good, given))).counts.new, 200)
		assert.ok(!(await ok(organiser('GET', '/api/v1/units'))).units
			.some(u => u.name === unit))

		const done = await ok(take(good, given), 201)

		assert.equal(done.created.length, 200)
		const { units } = await ok(organiser('GET', '/api/v1/units'))

		assert.equal(units.find(u => u.name === unit).people, 200)
		const one = await ok(organiser('GET',
			`/api/v1/people/${done.created[4].id}`))

		assert.equal(one.nip, good[4][1])
		assert.equal(one.kind, 'pppk')
		assert.equal(one.unit.name, unit)
		assert.equal(one.state, 'waiting')
		assert.deepEqual((await ok(organiser('GET',
			`/api/v1/people/${one.id}/events`))).events.map(e => e.kind),
		['added'])

		/* And one of them signs in, by the code of their slip. */
		const { codes } = await ok(organiser('POST', '/api/v1/activations',
			{ people: [one.id] }), 201)
		const entered = await ok(visitor('POST', '/api/v1/session/activation',
			{ login: one.nip, code: codes[0].code, privacy: 1,
				password: 'hujan-pagi-di-kebun' }))

		assert.equal(entered.person.name, good[4][0])

		/* The same list again changes nothing. */
		const again = await ok(look(good))

		assert.equal(again.counts.same, 200)
		assert.equal((await ok(take(good), 201)).created.length, 0)
	})

test('a NIP that is known with another name is asked about', async () => {
	const [row] = people(seed + 1, 1, [''], [''])
	const renamed = ['Nama Sesudah Menikah', ...row.slice(1)]

	await ok(take([row]), 201)
	const said = await ok(look([renamed]))

	assert.deepEqual(faults(said), [[0, 'name_differs']])
	assert.match(said.rows[0].faults[0].message, new RegExp(row[0]))
	assert.equal(said.rows[0].person.name, row[0])
	for (const [choice, outcome, changes] of [['skip', 'skipped', undefined],
		['keep', 'same', undefined], ['update', 'update', 'name']]) {
		const { rows: [line] } = await ok(look([renamed],
			{ choices: { 0: choice } }))

		assert.deepEqual([line.outcome, line.changes], [outcome, changes])
	}
	await ok(take([renamed], { choices: { 0: 'update' } }), 201)
	const shown = await ok(organiser('GET',
		`/api/v1/people/${said.rows[0].person.id}`))

	assert.equal(shown.name, renamed[0])
	const { events } = await ok(organiser('GET',
		`/api/v1/people/${shown.id}/events`))

	assert.deepEqual([events[0].kind, events[0].words],
		['name', `${row[0]}\n${renamed[0]}`])
	/* Only capitals and dots differ: that is the same name. */
	assert.deepEqual(faults(await ok(look([[renamed[0].toUpperCase(),
		...renamed.slice(1)]]))), [])
})

test('an unknown unit comes with near ones, and is chosen or made', async () => {
	const top = await ok(organiser('POST', '/api/v1/units',
		{ name: `Badan ${stamp}` }), 201)
	const low = await ok(organiser('POST', '/api/v1/units',
		{ name: `Subbagian Umum ${stamp}`, parent: top.id }), 201)
	const other = await ok(organiser('POST', '/api/v1/units',
		{ name: `Subbagian Umum ${stamp}` }), 201)
	const [row] = people(seed + 2, 1, [''], [''])
	const at = (unit, more) => look([[row[0], row[1], unit]], more)
	const twin = await ok(at(`subbagian umum ${stamp}`))

	assert.deepEqual(faults(twin), [[0, 'unit_several']])
	assert.deepEqual(twin.units[0].near.map(n => n.name).sort(),
		[`Badan ${stamp} / Subbagian Umum ${stamp}`,
			`Subbagian Umum ${stamp}`])
	const path = `Badan ${stamp} / Subbagian Umum ${stamp}`

	assert.deepEqual(faults(await ok(at(path))), [])
	const slip = await ok(at(`Subagian Umum ${stamp}`))

	assert.deepEqual(faults(slip), [[0, 'unit_unknown']])
	assert.ok(slip.units[0].near.some(n => n.id === low.id))
	assert.deepEqual(faults(await ok(at(`Subagian Umum ${stamp}`,
		{ unitFor: { [`Subagian Umum ${stamp}`]: other.id } }))), [])
	const made = `Badan ${stamp} / Bidang Baru`

	await ok(organiser('POST', '/api/v1/rosters', { columns: COLUMNS,
		rows: [[row[0], row[1], made]], newUnits: [made] }), 201)
	const { units } = await ok(organiser('GET', '/api/v1/units'))

	assert.equal(units.find(u => u.name === 'Bidang Baru' &&
		u.parent === top.id).people, 1)
	const moved = await ok(take([[row[0], row[1], path]]), 201)

	assert.equal(moved.counts.update, 1)
	assert.equal(moved.created.length, 0)
})

test('what else may be wrong with a row is said, all at once', async () => {
	const email = `dipakai-${stamp}@contoh.go.id`
	const bad = (row, more = {}) => look([row],
		{ columns: [...COLUMNS, 'roles', 'login'], ...more })
	const codes = async answer => (faults(await ok(answer))[0] ?? []).slice(1)

	await ok(organiser('POST', '/api/v1/people',
		{ name: 'Punya Email', login: `punya-${stamp}`, email }), 201)
	const number = nip(seed + 3, 1)

	assert.deepEqual(await codes(bad(['A', number, '', '', 'raja', email,
		'admin', 'x'])), ['kind_bad', 'login_bad', 'role_admin',
		'email_taken'])
	assert.deepEqual(await codes(bad(['A', '', '', 'Analis', '',
		'bukan email'])), ['nip_missing', 'email_bad', 'job_alone',
		'job_unknown'])
	assert.deepEqual(await codes(bad(['A'.repeat(501), number])),
		['cell_long', 'name_missing'])
	assert.deepEqual(await codes(bad(['A', number, 'x'.repeat(201)],
		{ newUnits: ['x'.repeat(201)] })), ['unit_bad'])
	assert.deepEqual(await codes(bad(['Maria Yosefina Rumbiak',
		'198507302010012005'])), ['admin'])
	assert.deepEqual(await codes(look([['Maria Yosefina Rumbiak',
		'198507302010012005']], {}, admin)), [])
	const odd = await ok(bad(['A', number, '', '', 'PPPK']))

	/* Of some seeds the number is that of somebody very young, besides. */
	assert.ok(odd.rows[0].warnings.some(w => w.code === 'nip_kind'))
	assert.equal(odd.rows[0].outcome, 'new')
	assert.equal((await ok(bad(['', ' ', '']))).rows[0].outcome, 'blank')
	for (const body of [{ columns: ['nip'] }, { columns: ['name', 'name'] },
		{ rows: [] }, { rows: [[1]] }, { rows: 'x' }, { choices: { 9: 'skip' } },
		{ choices: { 0: 'x' } }, { from: '2999-01-01' }, { from: 'kini' }]) {
		const answer = await look([['A', number]], body)

		assert.equal(answer.status, 422, answer.text)
	}
})

test('another agency\'s people are neither named nor changed', async () => {
	const agency = await ok(admin('POST', '/api/v1/agencies',
		{ name: `Instansi daftar ${stamp}` }), 201)
	const number = nip(seed + 4, 1)

	await ok(admin('POST', '/api/v1/people', { name: 'Rahasia Sekali',
		nip: number, agency: agency.id }), 201)
	const answer = await look([['Siapa Saja', number]])

	assert.deepEqual(faults(answer.body), [[0, 'nip_elsewhere']])
	assert.ok(!answer.text.includes('Rahasia'))
	const foreign = await look([['A', number]], { agency: agency.id })

	assert.equal(foreign.body.code, 'forbidden')
	assert.equal((await ok(look([['Rahasia Sekali', number]],
		{ agency: agency.id }, admin))).counts.same, 1)
})

test('of two lists at once each person is made once', async () => {
	const rows = people(seed + 5, 100, [`Lomba ${stamp}`], [''])
	const given = { newUnits: [`Lomba ${stamp}`] }
	const [a, b] = await Promise.all([take(rows, given), take(rows, given)])

	assert.deepEqual([a.status, b.status], [201, 201])
	assert.deepEqual([a.body.created.length, b.body.created.length].sort(),
		[0, 100])
	assert.equal((await ok(organiser('GET', '/api/v1/units'))).units
		.filter(u => u.name === `Lomba ${stamp}`).length, 1)
})

test('a list with a fault by the time it is written changes nothing',
	async () => {
		const rows = people(seed + 6, 50, [`Utuh ${stamp}`], [''])
		const twin = rows.map(row => [...row])

		twin[49][0] = 'Nama Yang Lain'
		const [a, b] = await Promise.all([rows, twin].map(list =>
			take(list, { newUnits: [`Utuh ${stamp}`] })))
		const late = [a, b].find(answer => answer.status !== 201)

		assert.equal(late.status, 409, late.text)
		assert.equal(late.body.code, 'roster_faulty')
		assert.equal([a, b].find(answer => answer !== late).body.created.length,
			50)
	})

test('5,000 rows are taken in without keeping others waiting', async () => {
	const rows = people(seed + 7, 5000, Array.from({ length: 40 }, (_, i) =>
		`Unit ${i} ${stamp}`), [''])
	const given = { newUnits: rows.slice(0, 40).map(r => r[2]) }
	const begun = Date.now()
	const said = await ok(look(rows, given))
	const looked = Date.now()

	assert.equal(said.counts.new, 5000)
	let longest = 0, over = false
	const others = (async () => {
		while (!over) {
			const at = Date.now()

			await ok(admin('PUT', '/api/v1/me/privacy', { version: 1 }), 204)
			longest = Math.max(longest, Date.now() - at)
		}
	})()
	const done = await take(rows, given)
	const took = Date.now() - looked

	over = true
	await others
	assert.equal(done.status, 201, done.text)
	assert.equal(done.body.created.length, 5000)
	console.log(`# 5,000 rows: looked at in ${looked - begun} ms, taken in in ${
		took} ms, another's write waited at most ${longest} ms`)
	assert.ok(longest < 5000, `another's write waited ${longest} ms`)
	assert.equal((await take([...rows, ...rows.slice(0, 1)])).status, 422)
})

test('no NIP of a list is in the log', async () => {
	const { start } = await import('../lib/server.mjs')
	const own = await start(['--demo'])

	try {
		const as = await signIn('penyelenggara', own.url)
		const rows = people(1, 5, [''], [''])

		await ok(look(rows, {}, as))
		await ok(take(rows, {}, as), 201)
		for (const row of rows)
			assert.ok(!own.log().includes(row[1]))
	} finally {
		await own.stop()
	}
})
