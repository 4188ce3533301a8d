// What sittings say about questions, beside another computation of the same.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { publish, signIn, zip } from './lib.mjs'
import { chance, learners, sit, store, total } from '../lib/sat.mjs'

const stamp = Date.now().toString(36)
const feedback = { right: 'Betul.', wrong: 'Salah.' }
const single = (id, words, more) => ({ id, type: 'single',
	text: `Soal **${id}**?`, feedback, confidence: 'seen', choices: words
		.map((text, i) => ({ text, ...(i ? {} : { right: true }) })), ...more })
const four = ['satu', 'dua', 'tiga', '=HYPERLINK("x")']
const definitions = [
	single('A', four), single('B', four, { points: 2 }), single('C', four),
	single('D', four), single('E', four),
	{ id: 'M', type: 'multiple', text: 'Mana saja?', feedback,
		confidence: 'seen', choices: four.map((text, i) =>
			({ text, ...(i < 2 ? { right: true } : {}) })) },
	{ id: 'T', type: 'trueFalse', text: 'Benarkah?', right: false, feedback,
		confidence: 'seen' },
	{ id: 'N', type: 'numeric', text: 'Berapa?', answer: 7, feedback,
		confidence: 'seen' },
]
/* B has the wrong key, C is too easy and D too hard; nobody takes E's last. */
const model = [
	{ id: 'A', type: 'single', choices: 4, ease: 0.3, slope: 2, blank: 8 },
	{ id: 'B', type: 'single', choices: 4, ease: -0.6, slope: -2, lure: 1,
		points: 2 },
	{ id: 'C', type: 'single', choices: 4, ease: 6, slope: 0 },
	{ id: 'D', type: 'single', choices: 4, ease: -3, slope: 0.5 },
	{ id: 'E', type: 'single', choices: 4, ease: 0.5, slope: 2, idle: 3 },
	{ id: 'M', type: 'multiple', choices: 4, ease: 0, slope: 1.5, blank: 5 },
	{ id: 'T', type: 'trueFalse', right: false, ease: 0.8, slope: 1.5 },
	{ id: 'N', type: 'numeric', ease: 0, slope: 1.5, blank: 3 },
]
const early = model.slice(0, 2).map(q => ({ ...q, id: `${q.id}p`,
	ease: q.ease - 1.5 }))
const rng = chance(20261122)
let author, admin, module, agency, sat = [], again, newer, pretest

function pack(questions, title = 'Kuis akhir') {
	return publish(zip({
		'module.json': JSON.stringify({ format: 'balai/1',
			id: `angka-${stamp}`, code: 'AN', title: `Uji angka ${stamp}`,
			description: 'Angka.', language: 'id', jp: 1, minutes: 45,
			goals: ['Mengukur.'],
			parts: [{ quiz: 'pretes' }, { quiz: 'kuis' }],
			completion: { required: ['quiz:kuis'] } }),
		'quizzes/pretes.json': JSON.stringify({ id: 'pretes', title: 'Pretes',
			kind: 'pretest', questions: [single('Ap', four),
				single('Bp', four, { points: 2 })] }),
		'quizzes/kuis.json': JSON.stringify({ id: 'kuis', title,
			kind: 'quiz', passMark: 60, questions }),
	}))
}

const numbers = async (query = '', who = author) => {
	const { status, body, text } = await who('GET',
		`/api/v1/modules/${module}/numbers?unit=quiz:kuis&${query}`)

	assert.equal(status, 200, text)
	return body
}
const question = (body, id) => body.questions.find(q => q.id === id)

before(async () => {
	author = await signIn('penulis')
	admin = await signIn('admin')
	const { body } = await admin('POST', '/api/v1/agencies',
		{ name: `Dinas Angka ${stamp}`, kind: 'agency', helpText: '' })
	const made = pack(definitions)

	assert.ok(made.ok, JSON.stringify(made))
	module = made.module
	agency = body.id
})

const more = count => {
	const added = sit(learners(agency, count, rng), model, rng)

	store({ module, version: 1, unit: 'quiz:kuis', sat: added, at: 100_000,
		pass: 0.6 })
	sat = [...sat, ...added]
}

/* ---- Another computation: by the definitions, not by one pass. ---------------- */

const mean = list => list.reduce((a, b) => a + b, 0) / list.length
const median = list => {
	const sorted = [...list].sort((a, b) => a - b)
	const half = sorted.length >> 1

	return sorted.length % 2 ? sorted[half]
		: (sorted[half - 1] + sorted[half]) / 2
}
const covariance = (x, y) => mean(x.map((v, i) => v * y[i])) -
	mean(x) * mean(y)
const correlation = (x, y) => covariance(x, y) /
	Math.sqrt(covariance(x, x) * covariance(y, y))
const column = (rows, id) => rows.map(({ marks }) =>
	marks.find(m => m.question === id))
const rest = (rows, id) => rows.map(({ marks }) =>
	total({ marks: marks.filter(m => m.question !== id) }))
const alpha = rows => {
	const ids = rows[0].marks.map(m => m.question)
	const points = ids.map(id => column(rows, id).map(m => m.points))
	const sums = rows.map(({ marks }) => marks.reduce((n, m) =>
		n + m.points, 0))

	return ids.length / (ids.length - 1) * (1 - points
		.reduce((n, x) => n + covariance(x, x), 0) / covariance(sums, sums))
}
const near = (got, want, by = 1e-9, what = '') =>
	assert.ok(Math.abs(got - want) <= by, `${what} ${got}, not ${want}`)

/* Which third each total is in, by its place in the middle of those equal to it. */
const thirds = rows => {
	const all = rows.map(row => Math.floor(100 * total(row) + 0.5 + 1e-12))

	return all.map(own => {
		const place = (all.filter(v => v < own).length +
			all.filter(v => v === own).length / 2) / all.length

		return place < 1 / 3 ? 0 : place > 2 / 3 ? 2 : 1
	})
}

function same(body, rows) {
	const totals = rows.map(total)

	assert.equal(body.n, rows.length)
	near(body.quiz.mean, mean(totals))
	near(body.quiz.deviation, Math.sqrt(covariance(totals, totals)))
	near(body.quiz.median, median(totals), 0.0011)
	near(body.quiz.alpha, alpha(rows))
	assert.deepEqual(body.quiz.bars, Array.from({ length: 10 }, (_, i) =>
		totals.filter(v => Math.min(9,
			Math.floor(Math.round(v * 1000) / 100)) === i).length))
	const times = median(rows.map(({ marks }) =>
		marks.reduce((n, m) => n + m.ms, 0)))

	near(body.quiz.medianMs, times, 0.005 * times)
	const third = thirds(rows)

	for (const id of rows[0].marks.map(m => m.question))
		sameQuestion(question(body, id), rows, id, third)
}

function sameQuestion(got, rows, id, third = thirds(rows)) {
	const had = column(rows, id), others = rest(rows, id)

	assert.equal(got.n, rows.length)
	near(got.numbers.facility, mean(had.map(m => m.fraction)), 1e-9, id)
	near(got.numbers.discrimination,
		correlation(had.map(m => m.fraction), others), 1e-9, id)
	assert.equal(got.numbers.empty, had.filter(m => m.state === 'empty').length)
	const times = had.map(m => m.ms).filter(ms => ms)

	near(got.numbers.medianMs, median(times), 0.005 * median(times), id)
	assert.deepEqual(got.numbers.thirds, [0, 1, 2].map(i =>
		third.filter(t => t === i).length))
	got.choices?.forEach((choice, i) => {
		const takers = rows.map((_, j) => takes(got.type, had[j].choice, i))
		const took = rows.filter((_, j) => takers[j])

		assert.equal(choice.n, took.length, `${id} ${i}`)
		assert.deepEqual(choice.thirds, [0, 1, 2].map(k =>
			third.filter((t, j) => takers[j] && t === k).length))
		if (took.length >= 5)
			near(choice.meanTotal, mean(took.map(total)))
		else
			assert.equal(choice.meanTotal, null)
	})
}

const takes = (type, choice, i) => type === 'multiple' ? choice[i] === 1
	: type === 'trueFalse' ? choice[0] === (i ? 0 : 1) : choice[0] === i

/* ---- In order: few, then some, then many ------------------------------------- */

test('of a quiz that nobody has sat the questions are told and nothing else',
	async () => {
		const body = await numbers()

		assert.equal(body.n, 0)
		assert.equal(body.quiz, null)
		assert.equal(body.version, 1)
		assert.deepEqual(body.questions.map(q => q.id),
			['A', 'B', 'C', 'D', 'E', 'M', 'T', 'N'])
		assert.ok(body.questions.every(q => q.numbers === null &&
			q.choices === null && q.judged === 'no'))
		assert.deepEqual(body.units.map(u => [u.key, u.versions]),
			[['quiz:pretes', [1]], ['quiz:kuis', [1]]])
	})

test('of four learners nothing is told', async () => {
	more(4)
	const body = await numbers()

	assert.deepEqual([body.n, body.learners], [0, 0])
	assert.equal(body.quiz, null)
	assert.ok(body.questions.every(q => q.n === 0 && q.numbers === null &&
		q.choices === null))
	const { text } = await author('GET', `/api/v1/modules/${module}/` +
		'numbers.csv?unit=quiz:kuis')

	assert.match(text, /"A";"kuis";"1";"Soal \*\*A\*\*\?";0;;;;;"A";;;;;\r\n/)
})

test('five are told of and judged in nothing, and the sixth waits', async () => {
	more(1)
	const body = await numbers()

	assert.equal(body.judged, 'no')
	near(body.quiz.mean, mean(sat.map(total)))
	assert.ok(body.questions.every(q => q.judged === 'no' &&
		!q.numbers.flags.length))
	assert.ok(body.questions[0].choices.every(c => c.thirds === null))
})

test('twenty are judged carefully', async () => {
	more(15)
	assert.equal((await numbers()).judged, 'carefully')
})

test('of many the numbers are those of another computation', async () => {
	more(1200)
	const body = await numbers()

	assert.equal(body.judged, 'yes')
	same(body, sat)
	assert.equal(body.quiz.dichotomous, false)
	assert.deepEqual(body.quiz.passed, { n: sat.filter(s =>
		total(s) >= 0.6).length, of: sat.length })
})

test('questions that need a look are marked, with the choice that says so',
	async () => {
		const body = await numbers()
		const flags = id => question(body, id).numbers.flags

		assert.deepEqual(flags('A'), [])
		assert.deepEqual(flags('B'), ['weak', 'negative', 'strongChoice'])
		assert.deepEqual(question(body, 'B').choices.slice(0, 2)
			.map(c => c.flags), [[], ['strongChoice']])
		assert.ok(flags('C').includes('easy'))
		assert.ok(flags('D').includes('hard'))
		assert.deepEqual(flags('E'), ['idleChoice'])
		assert.deepEqual(question(body, 'E').choices.map(c => c.flags),
			[[], [], [], ['idleChoice']])
		assert.equal(question(body, 'E').choices[3].html.includes('HYPERLINK'),
			true)
		assert.match(question(body, 'A').html, /<strong>A<\/strong>/)
	})

test('first sittings count unless all are asked for', async () => {
	again = sit(sat.slice(0, 300).map(s => s.person), model, rng)
	store({ module, version: 1, unit: 'quiz:kuis', sat: again, at: 300_000,
		number: 2, pass: 0.6 })
	same(await numbers('sittings=first'), sat)
	const body = await numbers('sittings=all')

	same(body, [...sat, ...again])
	assert.equal(body.learners, sat.length)
})

test('who only looks at a version counts for nothing', async () => {
	store({ module, version: 1, unit: 'quiz:kuis', preview: 1, at: 1,
		sat: sit(learners(agency, 20, rng), model, rng) })
	assert.equal((await numbers()).n, sat.length)
})

test('many sittings of a few learners tell nothing', async () => {
	const few = learners(agency, 3, rng)

	for (let number = 1; number <= 4; number++)
		store({ module, version: 1, unit: 'quiz:pretes', number,
			sat: sit(few, early, rng), at: 10_000_000 })
	const { body } = await author('GET', `/api/v1/modules/${module}/numbers` +
		'?unit=quiz:pretes&sittings=all')

	assert.equal(body.n, 0)
	assert.equal(body.learners, 0)
	assert.equal(body.quiz, null)
	assert.ok(body.questions.every(q => q.numbers === null))
	assert.equal(body.pretest, true)
})

test('before and after are of those who sat the pretest first', async () => {
	const path = `/api/v1/modules/${module}/numbers/gain?unit=quiz:kuis`
	const { body: none } = await author('GET', path)

	assert.equal(none.pretest, 'quiz:pretes')
	assert.deepEqual([none.n, none.before, none.after], [0, null, null])
	pretest = sit(sat.slice(100, 500).map(s => s.person), early, rng)
	store({ module, version: 1, unit: 'quiz:pretes', sat: pretest, at: 1000 })
	/* These sat it afterwards. */
	store({ module, version: 1, unit: 'quiz:pretes', at: 900_000,
		sat: sit(sat.slice(500, 520).map(s => s.person), early, rng) })
	const { body } = await author('GET', path)
	const later = sat.slice(100, 500)

	assert.equal(body.n, 400)
	near(body.before, mean(pretest.map(total)))
	near(body.after, mean(later.map(total)))
	assert.deepEqual(body.questions.map(q => [q.id, q.n]),
		[['A', 400], ['B', 400]])
	for (const q of body.questions) {
		near(q.before, mean(column(pretest, `${q.id}p`).map(m => m.fraction)))
		near(q.after, mean(column(later, q.id).map(m => m.fraction)))
	}
})

test('versions are told apart, and together where a question is the same',
	async () => {
		const changed = pack([single('A', four.map(w => `${w} baru`)),
			...definitions.slice(1)], 'Kuis baru')

		assert.ok(changed.ok, JSON.stringify(changed))
		newer = sit(learners(agency, 50, rng), model, rng)
		const sits = some => store({ module, version: 2, unit: 'quiz:kuis',
			sat: some, at: 400_000, pass: 0.6 })

		/* Four would be what all versions have over the first. */
		sits(newer.slice(0, 4))
		assert.equal((await numbers('version=all')).n, sat.length)
		sits(newer.slice(4))
		const now = await numbers()

		assert.equal(now.version, 2)
		assert.equal(now.title, 'Kuis baru')
		same(now, newer)
		same(await numbers('version=1'), sat)
		const both = await numbers('version=all')

		assert.equal(both.n, sat.length + newer.length)
		assert.deepEqual(both.questions.filter(q => q.id === 'A')
			.map(q => [q.versions, q.n]), [[[2], 50], [[1], sat.length]])
		sameQuestion(question(both, 'E'), [...newer, ...sat], 'E')
		assert.deepEqual(question(both, 'E').versions, [2, 1])
		assert.equal(both.quiz.alpha, null)
	})

test('the file for Excel has the same, and nothing in it is a formula',
	async () => {
		const { body, text, headers } = await (async () => {
			const got = await author('GET', `/api/v1/modules/${module}/` +
				'numbers.csv?unit=quiz:kuis&version=1')

			return { ...got, body: await numbers('version=1') }
		})()
		const lines = text.replace(/^\uFEFF/, '').trim().split('\r\n')
			.map(line => line.split(';'))
		const comma = (v, digits) => String(Number(v.toFixed(digits)))
			.replace('.', ',')

		assert.match(headers.get('content-disposition'), /angka-soal\.csv/)
		assert.equal(lines.length, 9)
		assert.deepEqual(lines[0].slice(-4), ['"Memilih A"', '"Memilih B"',
			'"Memilih C"', '"Memilih D"'])
		body.questions.forEach((q, i) => {
			const line = lines[i + 1]

			assert.equal(line[0], `"${q.id}"`)
			assert.equal(line[4], String(q.n))
			assert.equal(line[5], comma(100 * q.numbers.facility, 2))
			assert.equal(line[6], comma(q.numbers.discrimination, 2))
			assert.equal(line[8], String(q.numbers.empty))
			assert.deepEqual(line.slice(11), Array.from({ length: 4 },
				(_, k) => String(q.choices?.[k]?.n ?? '')))
		})
		assert.equal(lines[6][9], '"A, B"')
		assert.equal(lines[7][9], '"Salah"')
		assert.match(lines[2][10], /peserta kuat memilih pilihan salah/)
	})

test('they are for who is responsible for the module', async () => {
	const learner = await signIn('peserta')
	const { body: other } = await admin('POST', '/api/v1/agencies',
		{ name: `Dinas Lain Angka ${stamp}`, kind: 'agency', helpText: '' })
	const { body: made } = await admin('POST', '/api/v1/people',
		{ name: 'Penulis Lain', login: `lain.${stamp}`, agency: other.id,
			roles: ['author'], password: 'rahasia-panjang-sekali' })
	const first = await signIn(made.login, undefined,
		'rahasia-panjang-sekali')

	await first('PUT', '/api/v1/me/password', {
		current: 'rahasia-panjang-sekali', password: 'rahasia-panjang-lain' })
	const stranger = await signIn(made.login, undefined,
		'rahasia-panjang-lain')

	for (const what of ['numbers', 'numbers.csv', 'numbers/gain'])
		for (const who of [learner, stranger]) {
			const { status, text } = await who('GET',
				`/api/v1/modules/${module}/${what}?unit=quiz:kuis`)

			assert.ok([403, 404].includes(status), what)
			assert.ok(!text.includes('facility'))
		}
})

test('a quiz or a version that is not there is not found', async () => {
	for (const query of ['unit=quiz:x', 'unit=quiz:kuis&version=9',
		'unit=quiz:kuis&version=x'])
		assert.equal((await author('GET',
			`/api/v1/modules/${module}/numbers?${query}`)).status, 404, query)
})
