// Quizzes and cases of our own modules, as a learner's page meets them.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { balai, call, contentUrl, item, publish, signIn, zip } from './lib.mjs'

const question = (id, type, more) => ({ id, type, text: `Soal ${id}`,
	feedback: { right: `Betul ${id}-RAHASIA`, wrong: `Salah ${id}-RAHASIA` },
	confidence: 'seen', ...more })

/* Every type, and for each what no page may have before it is handed in. */
const questions = [
	question('S', 'single', { media: 'media/peta.svg', alt: 'Peta', choices: [
		{ text: 'ya', right: true, feedback: 'RAHASIA-S' },
		{ text: 'tidak' }, { text: 'mungkin' }] }),
	question('M', 'multiple', { choices: [
		{ text: 'apel', right: true }, { text: 'batu' },
		{ text: 'pisang', right: true }, { text: 'pasir' }] }),
	question('T', 'trueFalse', { right: true }),
	question('P', 'match', { pairs: [
		{ left: 'Jawa', right: 'Semarang' },
		{ left: 'Bali', right: 'Denpasar' },
		{ left: 'Papua', right: 'Jayapura' }], extra: ['Kupang'] }),
	question('O', 'order', { items: ['satu', 'dua', 'tiga', 'empat'] }),
	question('N', 'numeric', { text: 'Berapa {B} kali dua?',
		formula: 'B*2', parameters: { B: { from: 1000, to: 1900, step: 100 } } }),
	question('X', 'text', { accept: ['kuncirahasia'] }),
	question('C', 'cloze', { text: 'Warna {{1}} dan {{2}}.', gaps: [
		{ type: 'text', accept: ['merahrahasia'] },
		{ type: 'single', choices: [{ text: 'putih', right: true },
			{ text: 'hitam' }] }] }),
	question('E', 'essay', { mostCharacters: 500, rubric: [
		{ text: 'Isi', points: 2 }, { text: 'Bahasa', points: 1 }] }),
]
const secrets = /RAHASIA|rahasia|B\*2|"right":(true|false)|tolerance|"accept"/

const pair = [question('K1', 'single', { choices: [
	{ text: 'benar', right: true }, { text: 'keliru' }] }),
question('K2', 'numeric', { answer: 12 })]

const kase = {
	format: 'case/1', id: 'kasus', title: 'Kasus', intro: 'Senin pagi.',
	minutes: 10, dimensions: [{ id: 'W', name: 'Waspada', most: 10 }],
	variables: { warga: 0 }, start: 'K1', passMark: 50,
	nodes: {
		K1: { title: 'Awal', text: 'Apa dulu?', choices: [
			{ id: 'a', text: 'Periksa', to: 'K2', score: { W: 7 },
				set: { warga: 3 }, feedback: 'Teliti.' },
			{ id: 'b', text: 'Biarkan', to: 'K2', score: { W: 1 },
				feedback: 'Ceroboh.' }] },
		K2: { title: 'Akhir', text: 'Lalu?', choices: [
			{ id: 'c', text: 'Lapor', to: 'end', score: { W: 3 },
				feedback: 'Baik.' },
			{ id: 'd', text: 'Diam', to: 'end', score: { W: 0 },
				feedback: 'Sayang.' }] },
	},
	ideal: ['K1.a', 'K2.c'],
	endings: [
		{ id: 'E1', when: 'dimension.W < 5', title: 'Gagal', text: 'Yah.',
			good: false },
		{ id: 'E2', when: 'otherwise', title: 'Aman', text: 'Hore.',
			good: true }],
}

let sari, others, module, admin

before(async () => {
	sari = await signIn('peserta')
	admin = await signIn('admin')
	others = [admin, await signIn('penulis'), await signIn('penyelenggara'),
		await signIn('atasan')]
	const made = publish(packed(pair))

	assert.ok(made.ok, JSON.stringify(made))
	module = made.module
})

/* The module, with these questions in the quiz of two. */
function packed(two) {
	const quiz = (id, rules, list) => JSON.stringify({ id, title: id,
		kind: 'quiz', questions: list, ...rules })

	return zip({
		'module.json': JSON.stringify({ format: 'balai/1', id: 'uji-kuis',
			code: 'UK', title: 'Uji kuis', description: 'Kuis.', language: 'id',
			jp: 1, minutes: 45, goals: ['Menguji.'],
			parts: [{ quiz: 'semua' }, { quiz: 'dua' }, { quiz: 'lagi' },
				{ case: 'kasus' }],
			completion: { required: ['quiz:semua', 'quiz:dua', 'cases'] } }),
		'quizzes/semua.json': quiz('semua', { passMark: 60 }, questions),
		'quizzes/dua.json': quiz('dua', { attempts: 3, timeMinutes: 30 }, two),
		'quizzes/lagi.json': quiz('lagi', { attempts: 3 },
			pair.map(q => ({ ...q, id: `${q.id}-l` }))),
		'cases/kasus.json': JSON.stringify(kase),
		'media/peta.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
	})
}

async function launch(who, unit, more = {}) {
	const { status, body, text } = await who('POST',
		`/api/v1/modules/${module}/launches`, { unit, ...more })

	assert.equal(status, 201, text)
	return { ...body, who, sequence: 0, raw: text }
}

async function begin(l) {
	const { status, body, text } = await l.who('POST', '/api/v1/sittings',
		{ attempt: l.attempt, unit: l.unit.key })

	assert.ok(status === 200 || status === 201, text)
	return body
}

/* Responses by question; given now, as the sitting's clock has it. */
const answers = (sitting, given, at = Date.now()) => Object.fromEntries(
	Object.entries(given).map(([id, response]) =>
		[id, { response, at, ms: 1000 }]))

async function save(l, sitting, given, more = {}) {
	const { status, body, text } = await l.who('POST', '/api/v1/saves',
		{ kind: 'answers', attempt: l.attempt, run: l.run,
			sequence: ++l.sequence, at: Date.now(), sitting: sitting.id,
			responses: given, place: null, end: false,
			sessionTimeMs: 1000 * l.sequence, cmi: {}, ...more })

	assert.equal(status, 200, text)
	return body
}

const look = async (who, sitting) =>
	(await who('GET', `/api/v1/sittings/${sitting.id}`)).body
const of = (sitting, id) => sitting.questions.find(q => q.id === id)
const named = (list, word) => list.find(c => c.html.includes(word)).id

/* The right answers on this paper, found as a learner reads them. */
function right(s) {
	const capital = { Jawa: 'Semarang', Bali: 'Denpasar', Papua: 'Jayapura' }
	const P = of(s, 'P'), C = of(s, 'C')

	return {
		S: { choice: named(of(s, 'S').choices, 'ya') },
		M: { choices: ['apel', 'pisang'].map(w => named(of(s, 'M').choices, w)) },
		T: { value: true },
		P: { pairs: Object.fromEntries(Object.entries(capital).map(([l, r]) =>
			[named(P.lefts, l), named(P.rights, r)])) },
		O: { order: ['satu', 'dua', 'tiga', 'empat'].map(w =>
			named(of(s, 'O').items, w)) },
		N: { text: `${2 * of(s, 'N').html.match(/[\d.]+/)[0].replace('.', '')}` },
		X: { text: '  KunciRahasia ' },
		C: { gaps: { 1: { text: 'merahrahasia' },
			2: { choice: named(C.gaps[1].choices, 'putih') } } },
		E: { text: 'Sebuah uraian.' },
	}
}

test('every type is answered by two devices without a line between, and graded',
	async () => {
		const laptop = await launch(sari, 'quiz:semua')
		const s = await begin(laptop), all = right(s)
		const phone = await launch(sari, 'quiz:semua')
		const seen = await begin(phone)

		assert.equal(seen.id, s.id)
		assert.deepEqual(seen.questions, s.questions)
		assert.equal(laptop.url, '')
		const at = Date.now(), half = ['S', 'M', 'T', 'P']
		const first = answers(s, Object.fromEntries(
			half.map(id => [id, all[id]])), at)
		const rest = answers(s, Object.fromEntries(Object.entries(all)
			.filter(([id]) => !half.includes(id))), at)

		// The laptop's queue arrives late, twice, and its oldest item last.
		await save(phone, s, { ...rest, S: { response: { choice: '9' },
			at: at - 50, ms: 1 } }, { place: 'C' })
		await save(laptop, s, { S: first.S }, { sequence: 7 })
		await save(laptop, s, first, { sequence: 8 })
		assert.equal((await save(laptop, s, first, { sequence: 8 })).duplicate,
			true)
		assert.equal((await save(laptop, s, { S: { response: null, at: at - 9,
			ms: 1 } }, { sequence: 3 })).duplicate, true)
		const kept = await look(sari, s)

		for (const id of Object.keys(all))
			assert.deepEqual(kept.responses[id].response, all[id], id)
		assert.equal(kept.place, 'C')
		assert.equal(kept.state, 'open')
		phone.sequence = 20
		await save(phone, s, {}, { end: true })
		const { state, result } = await look(sari, s)

		assert.equal(state, 'waiting')
		assert.equal(result.scaled, null)
		assert.equal(result.points, 8)
		assert.equal(result.most, 11)
		for (const q of questions.slice(0, -1))
			assert.equal(result.questions[q.id].state, 'right', q.id)
		assert.deepEqual(result.questions.O.key, all.O)
		assert.equal(result.questions.E.state, 'waiting')
	})

test('no answer holds a key before the sitting is handed in', async () => {
	const traffic = []
	const who = async (...args) => {
		const answer = await others[2](...args)

		traffic.push(answer.text)
		return answer
	}
	const l = await launch(who, 'quiz:semua')
	const s = await begin(l)
	const paths = [`/api/v1/modules/${module}`, '/api/v1/modules?q=kuis',
		`/api/v1/attempts/${l.attempt}/units/${l.unit.id}/quiz`,
		`/api/v1/attempts/${l.attempt}/units/quiz:semua/quiz`,
		`/api/v1/sittings/${s.id}`, '/api/v1/me/progress', '/api/v1/me/modules']

	for (const path of paths)
		assert.equal((await who('GET', path)).status, 200, path)
	await save(l, s, answers(s, { S: { choice: '1' }, X: { text: 'x' } }))
	await who('POST', `/api/v1/sittings/${s.id}/check`,
		{ question: 'S', response: { choice: '1' } })
	await who('GET', `/api/v1/sittings/${s.id}`)
	for (const path of [`/api/v1/modules/${module}/questions?unit=quiz:semua`,
		`/api/v1/modules/${module}/fixes`, '/api/v1/marking'])
		assert.equal((await who('GET', path)).status, 403, path)
	const content = `http://${module}.localhost:${new URL(contentUrl).port}`
	const { text: state } = await call('GET', `${content}/r/launch`,
		{ headers: { Authorization: `Bearer ${l.runToken}` } })
	const file = path => call('GET',
		`${content}/c/${l.state.filesToken}/${path}`)

	traffic.push(state)
	assert.equal((await file('media/peta.svg')).status, 200)
	for (const path of ['quizzes/semua.json', 'cases/kasus.json',
		'module.json', 'lessons/semua.json']) {
		const { status, text } = await file(path)

		assert.equal(status, 404, path)
		traffic.push(text)
	}
	assert.ok(traffic.length > 12)
	for (const text of traffic)
		assert.doesNotMatch(text, secrets)
})

test('twenty begin at once: there is one sitting, and one attempt is used',
	async () => {
		const l = await launch(others[2], 'quiz:dua')
		const all = await Promise.all(Array.from({ length: 20 }, () =>
			l.who('POST', '/api/v1/sittings',
				{ attempt: l.attempt, unit: 'quiz:dua' })))

		assert.deepEqual([...new Set(all.map(a => a.status))].sort(), [200, 201])
		assert.equal(all.filter(a => a.status === 201).length, 1)
		assert.equal(new Set(all.map(a => a.body.id)).size, 1)
		const { body } = await l.who('GET',
			`/api/v1/attempts/${l.attempt}/units/quiz:dua/quiz`)

		assert.equal(body.used, 1)
		assert.equal(body.left, 2)
		assert.equal(body.open, all[0].body.id)
		assert.equal(body.timeMinutes, 30)
	})

test('however many begin and hand in at once, the limit holds', async () => {
	const l = await launch(others[3], 'quiz:lagi')
	const rush = async () => {
		const s = await l.who('POST', '/api/v1/sittings',
			{ attempt: l.attempt, unit: 'quiz:lagi' })

		if (s.status < 300)
			await save(l, s.body, {}, { end: true })
		return s
	}

	for (let round = 0; round < 4; round++)
		await Promise.all(Array.from({ length: 8 }, rush))
	const { body } = await l.who('GET',
		`/api/v1/attempts/${l.attempt}/units/quiz:lagi/quiz`)

	assert.equal(body.used, 3)
	assert.equal(body.left, 0)
	assert.equal(body.sittings.filter(s => s.state === 'open').length, 0)
	assert.equal((await rush()).body.code, 'quiz_used')
})

test('who begins the module anew meanwhile has no second sitting under way',
	async () => {
		const who = others[2]
		const first = await launch(who, 'quiz:lagi')
		const s = await begin(first)
		const second = await launch(who, 'quiz:lagi', { restart: true })

		assert.notEqual(second.attempt, first.attempt)
		const other = await begin(second)

		await save(second, other, {}, { end: true })
		assert.ok((await look(who, other)).result.questions['K1-l'].key)
		const late = await save(first, s, answers(s,
			{ 'K2-l': { text: '12' } }), { end: true })

		assert.equal(late.accepted, false)
		assert.equal(late.reason, 'ended')
		assert.equal((await look(who, s)).result.points, 0)
	})

test('a page cannot claim what the server grades', async () => {
	const l = await launch(sari, 'quiz:dua')
	const claim = await sari('POST', '/api/v1/saves', item(l, 1,
		{ completion: 'completed', success: 'passed', score: { scaled: 1 } }))

	assert.equal(claim.status, 422)
	assert.equal(claim.body.code, 'item_invalid')
	const lesson = await sari('POST', '/api/v1/saves', { ...item(l, 2),
		kind: 'answers', sitting: 'x', responses: {} })

	assert.equal(lesson.status, 422)
})

test('by the run token alone answers are saved, of that run only', async () => {
	const l = await launch(sari, 'quiz:dua')
	const s = await begin(l)
	const send = (token, run) => call('POST',
		`${sari.base}/api/v1/saves`, { headers: { 'X-Balai-Run': token },
			body: { kind: 'answers', attempt: l.attempt, run, sequence: 1,
				at: 1, sitting: s.id, end: false, sessionTimeMs: 0, cmi: {},
				responses: answers(s, { K2: { text: '12' } }) } })
	const theirs = await launch(others[0], 'quiz:dua')

	assert.equal((await send(theirs.runToken, l.run)).status, 403)
	assert.equal((await send(theirs.runToken, theirs.run)).status, 422)
	const good = await send(l.runToken, l.run)

	assert.equal(good.status, 200, good.text)
	assert.equal(good.body.accepted, true)
	assert.equal((await look(sari, s)).responses.K2.response.text, '12')
})

test('what is too large or deep is refused or passed over, and breaks nothing',
	async () => {
		const l = await launch(sari, 'quiz:dua')
		const s = await begin(l)
		const large = await save(l, s, answers(s,
			{ K2: { text: 'x'.repeat(210 * 1024) } }))

		assert.equal(large.accepted, false)
		assert.equal(large.reason, 'large')
		const odd = [null, 1, 'x', [], {}, { choice: 1 }, { choice: '99' },
			{ choices: ['1'] }, { text: null }, { text: '\u200f' },
			{ pairs: [] }, { gaps: { 1: { gaps: 1 } } }]

		for (const response of odd)
			assert.equal((await save(l, s, answers(s, { K1: response })))
				.accepted, true, JSON.stringify(response))
		await save(l, s, {}, { end: true })
		const { result } = await look(sari, s)

		assert.equal(result.scaled, 0.5)
		assert.equal(result.questions.K1.state, 'empty')
	})

test('a case is walked step by step; what was chosen stays chosen', async () => {
	const l = await launch(sari, 'case:kasus')
	const s = await begin(l)
	const walk = (path, more) => save(l, s, undefined, { path, ...more })
	const K1 = { node: 'K1', choice: 'b' }

	assert.equal(s.kind, 'case')
	assert.deepEqual(s.path, [])
	assert.match(s.case.nodes.K1.choices[0].feedback, /Teliti/)
	assert.doesNotMatch(JSON.stringify(s.case), /score|"set"|when|ideal/)
	assert.equal((await walk([{ node: 'K2', choice: 'c' }])).accepted, false)
	assert.equal((await walk([K1])).accepted, true)
	assert.equal((await walk([{ node: 'K1', choice: 'a' }])).reason, 'other')
	assert.deepEqual((await look(sari, s)).path, [K1])
	assert.equal((await walk([K1, { node: 'K2', choice: 'd' }])).accepted, true)
	const ended = await look(sari, s)

	assert.equal(ended.state, 'graded')
	assert.equal(ended.result.ending.id, 'E1')
	assert.deepEqual(ended.result.dimensions, { W: 1 })
	assert.equal(ended.result.passed, false)
	assert.equal(ended.result.choices, null)
	assert.equal(ended.result.ideal.length, 2)
})

test('who gives a case up is not told the ideal way', async () => {
	const l = await launch(sari, 'case:kasus')
	const s = await begin(l)

	await save(l, s, undefined, { path: [], end: true })
	const { state, result } = await look(sari, s)

	assert.equal(state, 'ended')
	assert.equal(result.ending, null)
	assert.equal('ideal' in result, false)
})

test('from five learners up it is told how many chose what, and not before',
	async () => {
		let last

		for (const who of others) {
			const l = await launch(who, 'case:kasus')

			last = await begin(l)
			await save(l, last, undefined, { path: [{ node: 'K1', choice: 'a' },
				{ node: 'K2', choice: 'c' }] })
			const { result } = await look(who, last)

			assert.equal(result.passed, true)
			assert.equal(result.scaled, 1)
			if (who !== others.at(-1))
				assert.equal(result.choices, null)
		}
		const { result } = await look(others.at(-1), last)

		assert.deepEqual(result.choices, { K1: { a: 4, b: 1 },
			K2: { c: 4, d: 1 } })
	})

test('a required quiz that was not passed keeps the module open', async () => {
	const mine = async () => (await sari('GET', `/api/v1/modules/${module}`))
		.body.mine

	assert.notEqual((await mine()).completion, 'completed')
	const progress = (await sari('GET', '/api/v1/me/progress')).body
		.filter(p => p.module.id === module)

	assert.ok(progress.every(p => p.source === 'server'))
	assert.equal(progress.find(p => p.unit.key === 'case:kasus').success,
		'failed')
})

test('a minor version takes an open sitting along, with the questions it began with',
	async () => {
		const who = others[1]
		const l = await launch(who, 'quiz:dua')
		const s = await begin(l)
		const other = [{ ...pair[0], text: 'Soal K1, lebih jelas' },
			{ ...pair[1], answer: 13 }]
		const { version, module: same } = JSON.parse(balai(['import',
			packed(other), '--json']))

		assert.equal(same, module)
		const { body } = await admin('GET', `/api/v1/modules/${module}/versions`)
		const { id } = body.versions.find(v => v.number === version)

		assert.equal((await admin('POST', `/api/v1/modules/${module}/publication`,
			{ version: id, minor: true })).status, 200)
		const moved = await launch(who, 'quiz:dua')

		assert.equal(moved.attempt, l.attempt)
		assert.equal(moved.version.number, version)
		const on = await begin(moved)

		assert.equal(on.id, s.id)
		assert.deepEqual(on.questions, s.questions)
		await save(moved, on, answers(on, { K2: { text: '12' },
			K1: { choice: named(of(on, 'K1').choices, 'benar') } }), { end: true })
		assert.equal((await look(who, on)).result.scaled, 1)
		const { body: quiz } = await who('GET',
			`/api/v1/attempts/${l.attempt}/units/quiz:dua/quiz`)

		assert.equal(quiz.used, 1)
		const next = await begin(moved)

		assert.match(of(next, 'K1').html, /lebih jelas/)
		await save(moved, next, answers(next, { K2: { text: '12' } }),
			{ end: true })
		assert.equal((await look(who, next)).result.scaled, 0)
		assert.equal((await who('GET', '/api/v1/me/progress')).body.find(p =>
			p.attempt === l.attempt && p.unit.key === 'quiz:dua').score.scaled, 1)
	})

test('a minor version gives no more sittings to who begins the module anew',
	async () => {
		const who = others[3]
		let l = await launch(who, 'quiz:dua')

		for (let i = 0; i < 3; i++)
			await save(l, await begin(l), {}, { end: true })
		const { version } = JSON.parse(balai(['import', packed([
			{ ...pair[0], text: 'Soal K1, sekali lagi' }, pair[1]]),
		'--json']))
		const { body } = await admin('GET', `/api/v1/modules/${module}/versions`)
		const { id } = body.versions.find(v => v.number === version)

		assert.equal((await admin('POST', `/api/v1/modules/${module}/publication`,
			{ version: id, minor: true })).status, 200)
		l = await launch(who, 'quiz:dua', { restart: true })
		assert.equal(l.version.number, version)
		const { status, body: refused } = await who('POST', '/api/v1/sittings',
			{ attempt: l.attempt, unit: l.unit.key })

		assert.equal(status, 409)
		assert.equal(refused.code, 'quiz_used')
	})
