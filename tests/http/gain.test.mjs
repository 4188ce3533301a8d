// What was learnt between a pretest and its quiz: of everybody, by question, by
// version and by unit; and that nothing told is of few, nor left between two.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { item, publish, signIn, zip } from './lib.mjs'
import { chance, ident, insert, learners, run, sit, store, total }
	from '../lib/sat.mjs'

const stamp = Date.now().toString(36)
const single = id => ({ id, type: 'single', text: `Soal ${id}?`,
	feedback: { right: 'Betul.', wrong: 'Salah.' }, confidence: 'seen',
	choices: ['satu', 'dua', 'tiga', 'empat'].map((text, i) =>
		({ text, ...(i ? {} : { right: true }) })) })
const ids = ['A', 'B', 'C', 'D']
const model = ids.map(id => ({ id, type: 'single', choices: 4, ease: 1.4,
	slope: 1 }))
const early = model.map(q => ({ ...q, id: `${q.id}p`, ease: -1 }))
const rng = chance(7_2026)
const DAY = 86_400_000
const SAT = Date.UTC(2026, 7, 10, 3)	/* when the quiz was begun */
let author, admin, module, agency, units

const pack = quiz => publish(zip({
	'module.json': JSON.stringify({ format: 'balai/1', id: `naik-${stamp}`,
		code: 'NA', title: `Uji kenaikan ${stamp}`, description: 'Naik.',
		language: 'id', jp: 1, minutes: 45, goals: ['Mengukur.'],
		parts: [{ quiz: 'pretes' }, { quiz: 'kuis' }],
		completion: { required: ['quiz:kuis'] } }),
	'quizzes/pretes.json': JSON.stringify({ id: 'pretes', title: 'Pretes',
		kind: 'pretest', questions: ids.map(id => single(`${id}p`)) }),
	'quizzes/kuis.json': JSON.stringify({ id: 'kuis', title: quiz,
		kind: 'quiz', passMark: 60, questions: ids.map(single) }),
}))

before(async () => {
	author = await signIn('penulis')
	admin = await signIn('admin')
	const { body } = await admin('POST', '/api/v1/agencies',
		{ name: `Dinas Naik ${stamp}`, kind: 'agency', helpText: '' })
	const made = pack('Kuis akhir')

	assert.ok(made.ok, JSON.stringify(made))
	module = made.module
	agency = body.id
	units = Object.fromEntries(['Umum', 'Program', 'Layanan', 'Arsip'].map(
		name => [name, ident()]))
	run(insert('org_unit', 'id, agency_id, name, created_at',
		Object.entries(units).map(([name, id]) => [id, agency, name, 1])))
})

const gain = async (query = '') => {
	const { status, body, text } = await author('GET',
		`/api/v1/modules/${module}/numbers/gain?unit=quiz:kuis&${query}`)

	assert.equal(status, 200, text)
	return body
}

const stay = (people, unit, from, until = null) =>
	run(insert('membership', 'id, person_id, unit_id, from_day, until_day, ' +
		'created_at', people.map(p => [ident(), p.id, units[unit], from, until,
		1])))

/* So many who sat both, of that unit (none: of no unit); what they scored. */
function pairs(count, unit, { version = 1, ease = 0, sat = SAT } = {}) {
	const people = learners(agency, count, rng)
	const at = { version, at: sat }
	const before = sit(people, early, rng)
	const after = sit(people, model.map(q => ({ ...q, ease: q.ease + ease })),
		rng)

	store({ module, ...at, unit: 'quiz:pretes', sat: before,
		at: sat - 2 * DAY })
	store({ module, ...at, unit: 'quiz:kuis', sat: after })
	if (unit)
		stay(people, unit, '2026-01-05')
	return people.map((person, i) => ({ person, unit, version,
		before: total(before[i]), after: total(after[i]) }))
}

const mean = list => list.reduce((a, b) => a + b, 0) / list.length
const near = (a, b, by = 1e-9) => assert.ok(Math.abs(a - b) < by, `${a} ${b}`)
const people = []

/* Beside sums over all that were kept. t by the table of Student's. */
function same(told, of, t) {
	const changes = of.map(p => p.after - p.before)
	const m = mean(changes)
	const room = t * Math.sqrt(mean(changes.map(d => (d - m) ** 2)) /
		(of.length - 1))

	assert.equal(told.n, of.length)
	near(told.before, mean(of.map(p => p.before)))
	near(told.after, mean(of.map(p => p.after)))
	near(told.change, m)
	near(told.normalised, m / (1 - told.before))
	if (t) {
		near(told.low, m - room, 1e-4)
		near(told.high, m + room, 1e-4)
		assert.equal(told.clear, told.low > 0 || told.high < 0)
	}
}

test('of fewer than five nothing is told, of fewer than ten nothing is judged',
	async () => {
		people.push(...pairs(4, 'Umum'))
		const few = await gain('version=1')

		assert.deepEqual([few.pretest, few.pretestTitle, few.n, few.judged,
			few.before, few.change, few.low, few.clear],
		['quiz:pretes', 'Pretes', 0, 'no', null, null, null, null])
		assert.ok(few.questions.every(q => q.before === null &&
			q.change === null))
		assert.deepEqual((await gain('by=unit')).groups, [])
		people.push(...pairs(1, 'Umum'))
		const some = await gain('version=1')

		same(some, people)
		assert.deepEqual([some.judged, some.low, some.clear],
			['no', null, null])
	})

test('of ten and more there is an interval, of thirty and more without care',
	async () => {
		people.push(...pairs(5, 'Program'))
		const some = await gain('version=1')

		same(some, people, 2.2622)	/* 9 degrees */
		assert.equal(some.judged, 'carefully')
		people.push(...pairs(20, 'Program'))
		const many = await gain('version=1')

		same(many, people, 2.0452)	/* 29 degrees */
		assert.deepEqual([many.judged, many.clear], ['yes', true])
		const q = many.questions.find(one => one.id === 'A')

		assert.equal(q.n, 30)
		assert.ok(q.low < q.change && q.change < q.high)
	})

test('who sat the quiz alone, or the pretest afterwards, is no pair',
	async () => {
		store({ module, version: 1, unit: 'quiz:kuis', at: SAT,
			sat: sit(learners(agency, 6, rng), model, rng) })
		const late = learners(agency, 6, rng)

		store({ module, version: 1, unit: 'quiz:kuis', at: SAT,
			sat: sit(late, model, rng) })
		store({ module, version: 1, unit: 'quiz:pretes', at: SAT + DAY,
			sat: sit(late, early, rng) })
		assert.equal((await gain('version=1')).n, people.length)
	})

test('a unit of few is told with others that have waited long, or not at all',
	async () => {
		people.push(...pairs(3, 'Layanan'))
		const by = await gain('version=all&by=unit')

		assert.deepEqual(by.groups.map(g => [g.name, g.n]).sort(),
			[['Program', 25], ['Umum', 5]])
		assert.deepEqual([by.n, by.hidden, by.rest], [30, 1, null])
		same(by.groups.find(g => g.name === 'Program'),
			people.filter(p => p.unit === 'Program'), 2.0639)
		assert.ok(!JSON.stringify(by).includes('Layanan'))
		people.push(...pairs(9))
		const more = await gain('version=all&by=unit')

		/* Five of no unit are a group as any other; the other four and the three
		   of Layanan are told of the version alone. */
		assert.deepEqual(more.groups.map(g => [g.name, g.unit, g.n])
			.sort((a, b) => b[2] - a[2] || (a[0] === null) - (b[0] === null)),
			[['Program', units.Program, 25], ['Umum', units.Umum, 5],
				[null, null, 5]])
		assert.deepEqual([more.rest.n, more.hidden], [7, 1])
		same(more, people, 2.0195)
		same((await gain('version=1')), people, 2.0195)
	})

test('the unit is where somebody worked when they sat the quiz', async () => {
	const moved = pairs(10)
	const list = moved.map(p => p.person)

	stay(list, 'Arsip', '2026-02-01', '2026-08-11')
	stay(list, 'Umum', '2026-08-11')
	for (const p of moved)
		p.unit = 'Arsip'
	people.push(...moved)
	const by = await gain('version=all&by=unit')

	assert.deepEqual(by.groups.map(g => g.name).sort(),
		['Arsip', 'Program', 'Umum', null])
	same(by.groups.find(g => g.name === 'Arsip'), moved)
})

test('of a version of few nothing is told, here and alone', async () => {
	const first = [...people]

	assert.ok(pack('Kuis baru').ok)
	people.push(...pairs(3, 'Program', { version: 2 }))
	const by = await gain('version=all&by=version')

	assert.deepEqual(by.groups.map(g => [g.version, g.n]), [[1, first.length]])
	assert.deepEqual([by.hidden, by.rest], [1, null])
	same(by, first)
	same(await gain('version=1'), first)
	const few = await gain('version=2')

	assert.deepEqual([few.n, few.before], [0, null])
	assert.ok(few.questions.every(q => q.change === null))
	people.push(...pairs(12, 'Program', { version: 2, ease: 3 }))
	const both = await gain('version=all&by=version')

	assert.deepEqual(both.groups.map(g => [g.version, g.n]),
		[[2, 15], [1, people.length - 15]])
	same(both.groups[0], people.filter(p => p.version === 2), 2.1448)
	assert.equal(both.rest, null)
	same(await gain('version=2'), people.filter(p => p.version === 2))
})

/* Whatever is told of units and versions, taken from the sum in any way, and from
   what was told before. That no sets of people do is domain/cells.c's test. */
test('no two answers leave fewer than five between them', async () => {
	const last = new Map()

	for (let round = 0; round < 6; round++) {
		const names = Object.keys(units)

		pairs(1 + Math.floor(rng() * 4),
			names[Math.floor(rng() * names.length)],
			{ version: 1 + Math.floor(rng() * 2), sat: SAT + round * DAY })
		for (const by of ['unit', 'version']) {
			const all = await gain(`version=all&by=${by}`)

			for (let set = 0; set < 1 << all.groups.length; set++) {
				const left = all.groups.reduce((n, g, i) =>
					n - (set >> i & 1 ? g.n : 0), all.n)

				assert.ok(left === 0 || left >= 5, `${by} leaves ${left}`)
			}
			for (const g of [all, ...all.groups]) {
				const name = `${by} ${g.name ?? g.version}`
				const more = g.n - (last.get(name) ?? 0)

				assert.ok(more === 0 || more >= 5, `${name} has ${more} more`)
				last.set(name, g.n)
			}
		}
	}
})

test('the file has the same lines, and nobody hidden', async () => {
	const all = await gain('version=all&by=unit')
	const { text, headers } = await author('GET', `/api/v1/modules/${module}` +
		'/numbers/gain.csv?unit=quiz:kuis&version=all')
	const lines = text.replace(/^\uFEFF/, '').trim().split('\r\n')
		.map(line => line.split(';'))

	assert.match(headers.get('content-disposition'), /kenaikan-nilai\.csv/)
	assert.deepEqual(lines.map(l => l[0]).slice(1, 6),
		['"kuis"', ...ids.map(() => '"soal"')])
	const listed = lines.filter(l => l[0] === '"unit kerja"')

	assert.equal(listed.length, all.groups.length + (all.rest ? 1 : 0))
	assert.equal(lines[1][3], String(all.n))
	assert.equal(lines[1][10], '"naik"')
	assert.ok(lines.slice(1).every(l => l[3] === '' || Number(l[3]) >= 5))
})

test('they are for who is responsible for the module', async () => {
	const learner = await signIn('peserta')

	for (const what of ['gain?by=unit', 'gain.csv']) {
		const { status } = await learner('GET',
			`/api/v1/modules/${module}/numbers/${what}`)

		assert.ok([403, 404].includes(status), what)
	}
})

/* From its beginning to what came of it; so many right. */
async function answer(who, unit, right) {
	const { body: l } = await who('POST', `/api/v1/modules/${module}/launches`,
		{ unit })
	const { body: s, status } = await who('POST', '/api/v1/sittings',
		{ attempt: l.attempt, unit })

	assert.ok(status < 300)
	const responses = Object.fromEntries(s.questions.map((q, i) =>
		[q.id, { at: Date.now(), response: { choice: q.choices.find(c =>
			c.html.includes(i < right ? 'satu' : 'dua')).id } }]))
	const { status: saved, text } = await who('POST', '/api/v1/saves', {
		...item(l, 1), kind: 'answers', sitting: s.id, responses, end: true })

	assert.equal(saved, 200, text)
	return (await who('GET', `/api/v1/sittings/${s.id}`)).body.result
}

const own = async who => (await who('GET', '/api/v1/me/gradebook')).body
	.modules.find(m => m.id === module).units
const line = async (who, query = '') => (await author('GET',
	`/api/v1/modules/${module}/gradebook?${query}`)).body.learners
	.find(l => l.id === who.person.id)

test('a learner reads their own gain, and so does who answers for the module',
	async () => {
		const me = await signIn('peserta')

		assert.equal((await answer(me, 'quiz:pretes', 1)).before, null)
		assert.equal((await own(me)).find(u => u.key === 'quiz:kuis').gain,
			null)
		const result = await answer(me, 'quiz:kuis', 3)

		assert.deepEqual(result.before, { points: 1, most: 4 })
		const [pretest, quiz] = await own(me)

		assert.equal(pretest.gain, null)
		assert.deepEqual(quiz.gain, {
			before: { points: 1, most: 4, score: 0.25 },
			after: { points: 3, most: 4, score: 0.75 } })
		assert.equal((await line(me)).gain, 0.5)
		/* First sittings count; beside the page the latest one stands. */
		assert.deepEqual((await answer(me, 'quiz:kuis', 4)).before,
			{ points: 1, most: 4 })
		assert.equal((await line(me)).gain, 0.5)
		assert.equal((await own(me))[1].gain.after.points, 3)
		const { text } = await author('GET',
			`/api/v1/modules/${module}/gradebook.csv`)
		const rows = text.replace(/^\uFEFF/, '').trim().split('\r\n')
			.map(row => row.split(';'))
		const at = rows[0].indexOf('"Kenaikan dari pretes"')

		assert.ok(at > 0)
		assert.equal(rows.find(r => r[0] === `"${me.person.name}"`)[at], '50')
	})

test('who sat the pretest after the quiz has no gain', async () => {
	assert.equal((await answer(admin, 'quiz:kuis', 2)).before, null)
	await answer(admin, 'quiz:pretes', 4)
	assert.ok((await own(admin)).every(u => u.gain === null))
})
