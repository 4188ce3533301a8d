// The survey and the plan at a module's end.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { LESSON } from '../lib/native.mjs'
import { balai, item, password, publish, signIn, zip } from './lib.mjs'

const stamp = Date.now().toString(36)
const ANSWERS = { applicable: 4, examples: 5, difficulty: 'right', time: 'fits',
	opened: 3 }
let author, learner, path

before(async () => {
	author = await signIn('penulis')
	/* Of no unit, as all who answer here: only those alike are told together. */
	balai(['user', 'add', `survei-${stamp}`, '--role', 'learner',
		'--password-stdin'], { input: password })
	learner = await signIn(`survei-${stamp}`)
	path = `/api/v1/modules/${publish(zip({
		'module.json': JSON.stringify({
			format: 'balai/1', id: `survei-${stamp}`, code: 'SV',
			title: 'Modul bersurvei', description: 'Untuk uji.',
			language: 'id', jp: 1, minutes: 45, goals: ['Menjawab.'],
			parts: [{ lesson: 'satu' },
				{ survey: { id: 'survei', title: 'Survei',
					form: 'standard' } },
				{ plan: { id: 'rencana', title: 'Rencana aksi',
					choices: ['Menguji cadangan'], days: 30,
					prompt: 'Pilih satu.' } }],
			completion: { required: ['lessons', 'survey'] },
		}),
		'lessons/satu.md': LESSON,
	})).module}`
})

async function open(who, unit = 'survey:survei', more = {}) {
	const { status, body, text } = await who('POST', `${path}/launches`,
		{ unit, ...more })

	assert.equal(status, 201, text)
	return Object.assign(body, { survey: `/api/v1/attempts/${body.attempt
	}/units/${body.unit.id}/survey` })
}

const answer = (who, l, answers = ANSWERS, run = l.run) =>
	who('POST', l.survey, { run, answers })

const progressOf = async (who, key) => (await who('GET',
	'/api/v1/me/progress')).body.find(p => p.unit.key === key &&
		p.module.title === 'Modul bersurvei')

test('a survey names the lessons it asks about, and is not answered yet', async () => {
	const l = await open(learner)
	const { status, body } = await learner('GET', l.survey)

	assert.equal(status, 200)
	assert.equal(l.url, '')
	assert.equal(body.done, false)
	assert.deepEqual(body.lessons, [{ ident: 'lesson:satu', title: 'Satu' }])
})

test('an answer that does not fit is named and nothing is kept', async () => {
	const l = await open(learner)
	const { status, body } = await answer(learner, l,
		{ ...ANSWERS, time: 'long' })

	assert.equal(status, 422)
	assert.equal(body.field, 'time')
	assert.equal((await learner('GET', l.survey)).body.done, false)
})

test('answers by a run of another unit are refused', async () => {
	const l = await open(learner)
	const other = await open(learner, 'plan:rencana')

	assert.equal((await answer(learner, l, ANSWERS, other.run)).body.code,
		'run_foreign')
})

test('nobody answers in the place of somebody else', async () => {
	const l = await open(learner)

	assert.equal((await answer(author, l)).status, 404)
	assert.equal((await author('GET', l.survey)).status, 404)
})

test('a survey answered twenty times at once counts once', async () => {
	const l = await open(learner)
	const all = await Promise.all(Array.from({ length: 20 },
		() => answer(learner, l)))

	assert.deepEqual([...new Set(all.map(a => a.status))].sort(), [200, 201])
	assert.equal(all.filter(a => a.status === 201).length, 1)
	assert.equal((await progressOf(learner, 'survey:survei')).completion,
		'completed')
})

test('answers of four are told to nobody, and of five to who is responsible', async () => {
	for (let i = 0; i < 4; i++) {
		const { versions } = (await author('GET', `${path}/surveys`)).body

		assert.equal(versions[0].answers, null)
		assert.equal(versions[0].waiting, true)
		assert.ok(versions[0].lines.every(l => l.answers === null &&
			l.counts === null && !l.texts))
		const login = `survei${stamp}${i}`

		balai(['user', 'add', login, '--role', 'learner',
			'--password-stdin'], { input: password })
		const who = await signIn(login)

		assert.equal((await answer(who, await open(who))).status, 201)
	}
	const { body } = await author('GET', `${path}/surveys`)

	assert.equal(body.versions[0].answers, 5)
	assert.equal(body.versions[0].waiting, false)
	assert.deepEqual(body.versions[0].lines[0], { id: 'applicable',
		kind: 'scale', answers: 5, counts: { 4: 5 }, mean: 4 })
	assert.equal((await learner('GET', `${path}/surveys`)).status, 403)
})

const newcomer = async (name, answers) => {
	const login = `survei${stamp}${name}`

	balai(['user', 'add', login, '--role', 'learner', '--password-stdin'],
		{ input: password })
	const who = await signIn(login)

	assert.equal((await answer(who, await open(who), answers)).status, 201)
}

const told = async () => (await author('GET', `${path}/surveys`)).body.versions[0]

test('who begins the module anew has no second say', async () => {
	for (let i = 0; i < 5; i++) {
		const l = await open(learner, 'survey:survei', { restart: true })

		assert.equal((await answer(learner, l,
			{ ...ANSWERS, applicable: 1 })).status, 201)
		assert.equal((await learner('GET', l.survey)).body.done, true)
	}
	assert.deepEqual((await told()).lines[0].counts, { 4: 5 })
})

test('answers are told five at a time, so that none stands out between two looks',
	async () => {
		for (let i = 0; i < 4; i++) {
			await newcomer(`lima${i}`, { ...ANSWERS, applicable: 2 })
			assert.equal((await told()).answers, 5)
		}
		await newcomer('limabelas', { ...ANSWERS, applicable: 3 })
		assert.deepEqual((await told()).lines[0], { id: 'applicable',
			kind: 'scale', answers: 10, counts: { 4: 5, 2: 4, 3: 1 },
			mean: 3.1 })
	})

test('a plan is asked as its author wrote it, and is kept like any progress', async () => {
	const l = await open(learner, 'plan:rencana')

	assert.deepEqual(l.state.unit.plan, { choices: ['Menguji cadangan'],
		days: 30, prompt: 'Pilih satu.' })
	const saved = await learner('POST', '/api/v1/saves', item(l, 1, {
		cmi: { 'balai.plan.choice': 'Menguji cadangan' },
		completion: 'completed' }))

	assert.equal(saved.status, 200, saved.text)
	const again = await open(learner, 'plan:rencana')

	assert.equal(again.state.cmi['balai.plan.choice'], 'Menguji cadangan')
	assert.equal((await progressOf(learner, 'plan:rencana')).completion,
		'completed')
})
