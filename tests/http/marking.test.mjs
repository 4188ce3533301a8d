// Who is responsible for a module marks essays, corrects a key, gives leave.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { until } from '../lib/until.mjs'
import { password, publish, signIn, zip } from './lib.mjs'

const MANY = 60	// sittings: more than are graded anew in one write
const feedback = { right: 'Betul.', wrong: 'Salah.' }
const choice = { id: 'A', type: 'single', text: 'Mana?', feedback,
	confidence: 'seen', choices: [{ text: 'kiri', right: true },
		{ text: 'kanan' }] }
const essay = { id: 'U', type: 'essay', text: 'Uraikan.', feedback,
	confidence: 'seen', rubric: [{ text: 'Isi', points: 4 },
		{ text: 'Bahasa', points: 2 }] }
let author, admin, sari, tono, module

before(async () => {
	author = await signIn('penulis')
	admin = await signIn('admin')
	sari = await signIn('peserta')
	tono = await signIn('atasan')
	const quiz = (id, rules, questions) => JSON.stringify(
		{ id, title: id, kind: 'quiz', questions, ...rules })
	const made = publish(zip({
		'module.json': JSON.stringify({ format: 'balai/1', id: 'uji-nilai',
			code: 'UN', title: 'Uji nilai', description: 'Nilai.',
			language: 'id', jp: 1, minutes: 45, goals: ['Menilai.'],
			parts: ['pilih', 'uraian', 'cek', 'jam', 'panjang'].map(q => ({ quiz: q })),
			completion: { required: ['quizzes'] } }),
		'quizzes/pilih.json': quiz('pilih', { passMark: 100 }, [choice]),
		'quizzes/uraian.json': quiz('uraian', { passMark: 50 }, [essay]),
		'quizzes/cek.json': quiz('cek', { feedback: 'once' },
			[{ ...choice, id: 'B' }]),
		'quizzes/jam.json': quiz('jam', { attempts: 1, timeMinutes: 1 },
			[{ ...choice, id: 'C' }]),
		'quizzes/panjang.json': quiz('panjang', {}, Array.from(
			{ length: 200 }, (_, i) => ({ ...choice, id: `P${i}` }))),
	}))

	assert.ok(made.ok, JSON.stringify(made))
	module = made.module
})

async function begin(who, unit) {
	const { body: l } = await who('POST', `/api/v1/modules/${module}/launches`,
		{ unit })
	const { status, body, text } = await who('POST', '/api/v1/sittings',
		{ attempt: l.attempt, unit })

	assert.ok(status < 300, text)
	return { ...body, l, sequence: 0, who }
}

async function save(s, given, more = {}) {
	const at = Date.now()
	const responses = Object.fromEntries(Object.entries(given)
		.map(([id, response]) => [id, { response, at }]))
	const { status, body, text } = await s.who('POST', '/api/v1/saves', {
		kind: 'answers', attempt: s.l.attempt, run: s.l.run,
		sequence: ++s.sequence, at, sitting: s.id, responses, end: false,
		sessionTimeMs: 0, cmi: {}, ...more })

	assert.equal(status, 200, text)
	return body
}

const named = (s, word) => s.questions[0].choices
	.find(c => c.html.includes(word)).id
const look = async s => (await s.who('GET', `/api/v1/sittings/${s.id}`)).body
const mine = async (who, unit) => (await who('GET', '/api/v1/me/progress'))
	.body.find(p => p.module.id === module && p.unit.key === unit)

test('an essay is marked by its rubric, by one at a time', async () => {
	const s = await begin(sari, 'quiz:uraian')

	await save(s, { U: { text: 'Menurut saya …' } }, { end: true })
	assert.equal((await look(s)).state, 'waiting')
	const { body: queue } = await author('GET', `/api/v1/marking?module=${module}`)

	assert.equal(queue.total, 1)
	assert.equal(queue.waiting[0].unit, 'quiz:uraian')
	const { body: paper, text, headers } = await author('GET',
		`/api/v1/marking/${s.id}/U`)

	assert.equal(paper.response.text, 'Menurut saya …')
	assert.equal(headers.get('etag'), '"0"')
	assert.ok(!text.includes(sari.person.name))
	assert.ok(!text.includes(sari.person.id))
	const give = (who, points, match) => who('PUT',
		`/api/v1/sittings/${s.id}/marks/U`, { points, comment: 'Lengkap.' },
		{ 'If-Match': match })

	assert.equal((await give(sari, [4, 2], '"0"')).status, 403)
	assert.equal((await give(author, [4, 3], '"0"')).status, 422)
	assert.equal((await give(author, [4], '"0"')).status, 422)
	const both = await Promise.all([give(author, [3, 1], '"0"'),
		give(admin, [1, 0], '"0"')])

	assert.deepEqual(both.map(a => a.status).sort(), [200, 412])
	const first = both[0].status === 200 ? author : admin
	const given = both[0].status === 200 ? [3, 1] : [1, 0]

	// An answer that was lost on its way is asked for again.
	assert.equal((await give(first, given, '"0"')).status, 200)
	assert.equal((await give(admin, [4, 1], '"1"')).status, 200)
	const { result } = await look(s)

	assert.equal(result.points, 5)
	assert.equal(result.passed, true)
	assert.equal(result.questions.U.comment, 'Lengkap.')
	assert.equal((await mine(sari, 'quiz:uraian')).success, 'passed')
	assert.equal((await author('GET', '/api/v1/marking')).body.waiting
		.filter(w => w.sitting === s.id).length, 0)
})

test('a checked answer is told of at once, and only there', async () => {
	const s = await begin(sari, 'quiz:cek')
	const check = (id, sitting = s) => sari('POST',
		`/api/v1/sittings/${sitting.id}/check`,
		{ question: id, response: { choice: named(s, 'kanan') } })
	const { status, body } = await check('B')

	assert.equal(status, 200)
	assert.equal(body.state, 'wrong')
	assert.equal(body.key.choice, named(s, 'kiri'))
	assert.equal((await save(s, { B: { choice: named(s, 'kiri') } })).reason,
		'locked')
	const other = await begin(sari, 'quiz:pilih')

	assert.equal((await check('A', other)).body.code, 'check_refused')
	await save(other, { A: { choice: named(other, 'kanan') } }, { end: true })
})

test('a corrected key grades everybody anew, in pieces, and says whose score changed',
	async () => {
		for (let i = 0; i < MANY; i++) {
			const s = await begin(i % 2 ? admin : tono, 'quiz:pilih')

			await save(s, { A: { choice: named(s, 'kiri') } }, { end: true })
		}
		assert.equal((await mine(tono, 'quiz:pilih')).success, 'passed')
		const path = `/api/v1/modules/${module}`
		const { body: now } = await author('GET',
			`${path}/questions?unit=quiz:pilih`)
		const definition = { ...now.questions[0], choices: [{ text: 'kiri' },
			{ text: 'kanan', right: true }] }
		const fix = (more = {}) => author('POST', `${path}/fixes`, {
			unit: 'quiz:pilih', question: 'A', definition,
			reason: 'Kuncinya tertukar', ...more })

		assert.equal((await fix({ definition: { ...definition, choices:
			[{ text: 'kiri', right: true }] } })).body.code, 'question_invalid')
		assert.equal((await fix({ definition: { ...definition, choices:
			[...definition.choices, { text: 'atas' }] } })).body.code,
		'fix_shape')
		assert.equal((await fix({ question: 'Z' })).status, 404)
		assert.equal((await fix()).status, 201)
		const lines = await until('all are graded anew', async () => {
			const { body } = await author('GET', `${path}/fixes`)

			assert.equal(body.fixes.length, 1)
			return body.fixes[0].done && body.fixes[0].changed
		})

		assert.equal(lines.length, MANY + 1)
		assert.equal(lines.filter(l => l.before.passed && !l.after.passed).length,
			MANY)
		assert.equal(lines.find(l => l.person.id === sari.person.id).after.scaled,
			1)
		// Passing stays with who had it; the score is what it is.
		const p = await mine(tono, 'quiz:pilih')

		assert.equal(p.success, 'passed')
		assert.equal(p.score.scaled, 0)
		assert.equal((await mine(sari, 'quiz:pilih')).success, 'passed')
		const again = await fix()

		assert.equal(again.body.changed.length, MANY + 1)
		assert.equal((await author('GET', `${path}/fixes`)).body.fixes.length, 1)
	})

test('leave is given with a reason, and moves what is open', async () => {
	const path = `/api/v1/modules/${module}/leave`
	const s = await begin(tono, 'quiz:jam')
	const give = more => author('PUT', `${path}/${tono.person.id}`, {
		unit: 'quiz:jam', extraMinutes: 10, extraAttempts: 1,
		reason: 'Listrik padam', ...more })

	assert.equal((await give({ reason: '' })).status, 422)
	assert.equal((await give({ extraMinutes: -1 })).status, 422)
	assert.equal((await give({ unit: 'quiz:tidak' })).status, 404)
	assert.equal((await give()).status, 200)
	assert.equal((await look(s)).deadline, s.deadline + 600_000)
	const { body } = await author('GET', path)

	assert.equal(body.leave.length, 1)
	assert.equal(body.leave[0].by, author.person.name)
	assert.equal(body.leave[0].reason, 'Listrik padam')
	await save(s, {}, { end: true })
	await begin(tono, 'quiz:jam')
})

test('who is of another agency marks, corrects and gives nothing', async () => {
	const { body: there } = await admin('POST', '/api/v1/agencies', {
		name: `Dinas ${module.slice(-6)}`, kind: 'agency', helpText: '' })
	const login = `luar-${Date.now().toString(36)}`

	await admin('POST', '/api/v1/people', { login, name: 'Orang luar',
		agency: there.id, roles: ['author'], password })
	const first = await signIn(login)

	await first('PUT', '/api/v1/me/password',
		{ current: password, password: `${password}-sekali` })
	const far = await signIn(login, undefined, `${password}-sekali`)
	const s = await begin(sari, 'quiz:uraian')

	await save(s, { U: { text: 'Lagi.' } }, { end: true })
	assert.equal((await far('GET', '/api/v1/marking')).body.total, 0)
	assert.equal((await far('GET', `/api/v1/marking/${s.id}/U`)).status, 403)
	const path = `/api/v1/modules/${module}`

	for (const [method, rest, body] of [['GET', 'fixes'], ['GET', 'leave'],
		['GET', 'questions?unit=quiz:pilih'], ['POST', 'fixes', {}],
		['PUT', `leave/${sari.person.id}`, { unit: 'quiz:jam',
			reason: 'x' }]])
		assert.equal((await far(method, `${path}/${rest}`, body)).status, 403,
			rest)
})

test('grading anew keeps nobody else waiting, however long the quiz', async () => {
	const path = `/api/v1/modules/${module}`
	const first = await begin(sari, 'quiz:panjang')

	await save(first, {}, { end: true })
	for (let i = 1; i < 40; i++) {
		const { body } = await sari('POST', '/api/v1/sittings',
			{ attempt: first.l.attempt, unit: 'quiz:panjang' })

		first.id = body.id
		await save(first, {}, { end: true })
	}
	const { status, body } = await author('POST', `${path}/fixes`, {
		unit: 'quiz:panjang', question: 'P0', reason: 'Kuncinya tertukar',
		definition: { ...choice, id: 'P0', choices: [{ text: 'kiri' },
			{ text: 'kanan', right: true }] } })

	assert.equal(status, 201)
	// The rest goes on behind, a little at a time.
	assert.equal(body.done, false)
	await until('all are graded anew', async () => (await author('GET',
		`${path}/fixes`)).body.fixes.every(f => f.done))
})
