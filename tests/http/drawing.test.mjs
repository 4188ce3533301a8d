// Quizzes that are drawn from banks: by tag, in the version that there was.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { until } from '../lib/until.mjs'
import { publish, signIn, zip } from './lib.mjs'

const stamp = Date.now().toString(36)
const feedback = { right: 'Betul.', wrong: 'Salah.' }
const single = (id, text, more = {}) => ({ id, type: 'single', text, feedback,
	confidence: 'seen', choices: [{ text: 'ya', right: true },
		{ text: 'tidak' }], ...more })
const banked = (ident, more) => single(ident, `Bank ${ident}`,
	{ tags: ['dasar'], ...more })
let author, sari, tono, bank, module

before(async () => {
	author = await signIn('penulis')
	sari = await signIn('peserta')
	tono = await signIn('atasan')
	const name = `Bank Soal ${stamp}`

	bank = (await author('POST', '/api/v1/banks', { name })).body
	for (const q of [banked('satu'), banked('dua'), banked('tiga'),
		banked('lanjut', { tags: ['lanjut'] })]) {
		const { status, text } = await author('POST',
			`/api/v1/banks/${bank.id}/questions`, { definition: q })

		assert.equal(status, 201, text)
	}
	const quiz = (id, draw, questions) => JSON.stringify({ id, title: id,
		kind: 'quiz', passMark: 100, draw, questions })
	const made = publish(zip({
		'module.json': JSON.stringify({ format: 'balai/1', id: 'uji-bank',
			code: 'UB', title: 'Uji bank', description: 'Bank.', language: 'id',
			jp: 1, minutes: 45, goals: ['Menarik.'],
			parts: [{ quiz: 'campur' }, { quiz: 'tipis' }, { quiz: 'hilang' }],
			completion: { required: ['quizzes'] } }),
		'quizzes/campur.json': quiz('campur', [
			{ count: 2, bank: name.toUpperCase(), tag: 'dasar' }, { count: 1 }],
		[single('A', 'Sendiri A'), single('B', 'Sendiri B')]),
		'quizzes/tipis.json': quiz('tipis',
			[{ count: 5, bank: name, tag: 'dasar' }], []),
		'quizzes/hilang.json': quiz('hilang',
			[{ count: 1, bank: 'Tidak ada' }], []),
	}))

	assert.ok(made.ok, JSON.stringify(made))
	module = made.module
})

async function launch(who, unit) {
	return (await who('POST', `/api/v1/modules/${module}/launches`,
		{ unit })).body
}

async function begin(who, unit) {
	const l = await launch(who, unit)
	const { status, body, text } = await who('POST', '/api/v1/sittings',
		{ attempt: l.attempt, unit })

	assert.ok(status < 300, text)
	return { ...body, l, who, sequence: 0 }
}

async function handIn(s, word) {
	const at = Date.now()
	const responses = Object.fromEntries(s.questions.map(q => [q.id, {
		response: { choice: q.choices.find(c => c.html.includes(word)).id },
		at }]))
	const { status, body } = await s.who('POST', '/api/v1/saves', {
		kind: 'answers', attempt: s.l.attempt, run: s.l.run,
		sequence: ++s.sequence, at, sitting: s.id, responses, end: true,
		sessionTimeMs: 0, cmi: {} })

	assert.equal(status, 200)
	assert.equal(body.accepted, true)
	return look(s)
}

const look = async s => (await s.who('GET', `/api/v1/sittings/${s.id}`)).body
const texts = s => s.questions.map(q => q.html).sort()

test('a paper has as many as the rules draw, by tag, and none twice', async () => {
	const { l } = await begin(sari, 'quiz:campur')
	const { body: quiz } = await sari('GET',
		`/api/v1/attempts/${l.attempt}/units/quiz:campur/quiz`)

	assert.equal(quiz.questions, 3)
	assert.equal(quiz.points, null)
	const s = await begin(sari, 'quiz:campur')

	assert.equal(texts(s).filter(t => /Bank (satu|dua|tiga)/.test(t)).length, 2)
	assert.equal(texts(s).filter(t => /Sendiri/.test(t)).length, 1)
	assert.equal(new Set(texts(s)).size, 3)
	const { result } = await handIn(s, 'ya')

	assert.equal(result.scaled, 1)
	assert.equal(result.passed, true)
})

test('a question that changes meanwhile stays as it was drawn', async () => {
	const s = await begin(tono, 'quiz:campur')
	const { questions } = (await author('GET',
		`/api/v1/banks/${bank.id}/questions`)).body

	for (const q of questions) {
		const { status, text } = await author('PUT',
			`/api/v1/banks/${bank.id}/questions/${q.id}`, { note: 'Lebih jelas',
				definition: banked(q.ident, { text: `Baru ${q.ident}` }) })

		assert.equal(status, 200, text)
	}
	assert.deepEqual(texts(await look(s)), texts(s))
	assert.equal((await handIn(s, 'ya')).result.scaled, 1)
	const next = await begin(tono, 'quiz:campur')

	assert.equal(texts(next).filter(t => /Baru/.test(t)).length, 2)
	await handIn(next, 'tidak')
})

test('where a bank has too few there is no sitting, and none is used up',
	async () => {
		for (const unit of ['quiz:tipis', 'quiz:hilang']) {
			const l = await launch(sari, unit)
			const { status, body } = await sari('POST', '/api/v1/sittings',
				{ attempt: l.attempt, unit })

			assert.equal(status, 409)
			assert.equal(body.code, 'quiz_thin')
			const quiz = await sari('GET',
				`/api/v1/attempts/${l.attempt}/units/${unit}/quiz`)

			assert.equal(quiz.body.used, 0)
		}
	})

test('one that came from a bank is corrected where it was drawn', async () => {
	const path = `/api/v1/modules/${module}`
	const { body } = await author('GET', `${path}/questions?unit=quiz:campur`)
	const s = await begin(sari, 'quiz:campur')
	const mine = s.questions.find(q => /Baru/.test(q.html))

	assert.equal((await handIn(s, 'ya')).result.scaled, 1)
	assert.equal(body.questions.length, 2)
	assert.ok(body.banked.length >= 4)
	const now = (await author('GET', `${path}/questions?unit=quiz:campur`))
		.body.banked.find(b => b.definition.id === mine.id &&
			/Baru/.test(b.definition.text))
	const definition = { ...now.definition, choices: [{ text: 'ya' },
		{ text: 'tidak', right: true }] }
	const fixed = await author('POST', `${path}/fixes`, { unit: 'quiz:campur',
		question: mine.id, definition, source: now.source,
		reason: 'Kuncinya tertukar' })

	assert.equal(fixed.status, 201, fixed.text)
	/* On a busy machine what is left is graded after the answer. */
	const { changed } = await until('all is graded anew', async () => {
		const { fixes } = (await author('GET', `${path}/fixes`)).body

		return fixes.find(f => f.question === mine.id && f.done)
	})

	assert.ok(changed.some(c => c.person.id === sari.person.id))
	const after = await look(s)

	assert.ok(Math.abs(after.result.scaled - 2 / 3) < 1e-9)
	assert.equal(after.result.questions[mine.id].state, 'wrong')
})
