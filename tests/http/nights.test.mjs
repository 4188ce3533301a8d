// Nights pass: a weak lesson and a weak question are found among sixty learners,
// and nothing else; they are mended, and what the new version's learners did
// stands beside it. The server is started anew, each time at a later moment.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { nativeZip } from '../lib/native.mjs'
import { chance, insert, learners, run, sit, store }
	from '../lib/sat.mjs'
import { start } from '../lib/server.mjs'
import { until } from '../lib/until.mjs'
import { publish, signIn } from './lib.mjs'

const DAY = 86_400_000
const FIRST = Date.parse('2027-01-10T03:00:00Z')
const PEOPLE = 60
const QUIZ = 'quiz:akhir'
const stamp = Date.now().toString(36)
const data = mkdtempSync(join(tmpdir(), 'balai-nights-'))
const shared = process.env.BALAI_DATABASE
const database = shared && shared.replace(/dbname=\S+$/, `dbname=n${stamp}`)
let server, author, module, agency

const psql = sql => execFileSync('psql', ['-q', '-c', sql,
	shared.slice('postgres:'.length)])

/* The server as of that moment, and who signs in there anew. */
async function at(moment) {
	await server?.stop()
	server = await start(['--demo', '--clock', new Date(moment).toISOString(),
		...(database ? ['--database', database] : [])], { data })
	author = await signIn('penulis', server.url)
}

/* And once its night is over. */
async function night(moment) {
	await at(moment)
	await until('the night is over', async () => (await author('GET',
		`/api/v1/modules/${module}/hints`)).body.countedAt >= moment)
}

before(async () => {
	if (shared)
		psql(`CREATE DATABASE n${stamp}`)
	process.env.BALAI_DATA = data
	process.env.BALAI_DATABASE = database ?? ''
	await at(FIRST)
	agency = (await author('GET', '/api/v1/me')).body.agency.id
	module = publish(archive('Satu')).module
})

after(async () => {
	await server?.stop()
	rmSync(data, { recursive: true, force: true })
	if (shared)
		psql(`DROP DATABASE IF EXISTS n${stamp} WITH (FORCE)`)
})

const lesson = (title, words) => `---
title: ${title}
minutes: 10
confidence: general
checkedAt: 2026-11-21
reviewBy: 2027-09-21
---

Pembuka.

## Awal ${title}

${words}

## Inti ${title}

Isi.

## Penutup ${title}

Selesai.
`

const single = id => ({ id, type: 'single', text: `Soal **${id}**?`,
	choices: ['Benar', 'Salah', 'Keliru', 'Bukan'].map((text, i) =>
		({ text: `${text} ${id}`, ...(i ? {} : { right: true }) })),
	feedback: { right: 'Ya.', wrong: 'Belum.' } })

const IDS = ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7', 'Q8']
const NAMES = ['satu', 'dua', 'tiga', 'empat']

function archive(words) {
	return nativeZip({
		'module.json': JSON.stringify({
			format: 'balai/1', id: `malam-${stamp}`, code: 'ML',
			title: `Modul semalam ${stamp}`, description: 'Untuk uji.',
			language: 'id', jp: 1, minutes: 45, goals: ['Diukur.'],
			parts: [...NAMES.map(name => ({ lesson: name })),
				{ quiz: 'akhir' }],
			completion: { required: ['lessons', 'quizzes'] },
		}),
		...Object.fromEntries(NAMES.map(name => [`lessons/${name}.md`,
			lesson(name, words)])),
		'quizzes/akhir.json': JSON.stringify({ id: 'akhir',
			title: 'Kuis akhir', kind: 'quiz', passMark: 50, attempts: 3,
			questions: IDS.map(single) }),
	})
}

/*
 * So many learn by that version until that day, of whom every `leaves`th stops in the second
 * section of the second lesson, and one in the fourth; the others sit the quiz.
 */
function learn(version, day, count, leaves, hard) {
	const rng = chance(day)
	const people = learners(agency, count, rng)
	const done = FIRST + day * DAY
	const unit = name => `@${name}`
	const parts = [], attempts = [], finished = []
	const id = p => `${p.id}-${module}`

	people.forEach((p, i) => {
		const stops = i % leaves === 1 ? 1 : i === 3 ? 3 : 9

		NAMES.slice(0, stops + 1).forEach((name, k) => parts.push([id(p),
			`${id(p)}${k}`, k < stops ? 'completed' : 'incomplete', 'unknown',
			Math.round((7 + 6 * rng()) * 60_000), 'package', done,
			k < stops ? '9.50' : '5.20', unit(`lesson:${name}`)]))
		attempts.push([id(p), p.id, module, 1, 0,
			stops < 9 ? 'incomplete' : 'completed',
			stops < 9 ? 'unknown' : 'passed', '', done - 3 * DAY, done,
			'@version', stops < 9 ? unit(`lesson:${NAMES[stops]}`)
				: unit(QUIZ)])
		if (stops === 9)
			finished.push(p)
	})
	const version_ = `(SELECT id FROM version WHERE module_id = '${module
	}' AND number = ${version})`
	const placed = sql => sql.replaceAll("'@version'", version_)
		.replace(/'@([a-z]+:[a-z]+)'/g, (_, name) => `(SELECT id FROM unit
			WHERE ident = '${name}' AND version_id = ${version_})`)

	run(placed(insert('attempt', 'id, person_id, module_id, number, ' +
		'units_done, completion, success, activity, started_at, last_at, ' +
		'version_id, unit_id', attempts) +
	insert('run', 'attempt_id, id, started_at, sequence, time_ms, ended, ' +
		'unit_id', parts.map(r => [r[0], r[1], done, 1, r[4], 0, r[8]])) +
	insert('progress', 'attempt_id, run_id, completion, success, time_ms, ' +
		'source, saved_at, location, unit_id', parts)))
	store({ module, version, unit: QUIZ, at: done,
		sat: sit(finished, IDS.map(name => ({ id: name, type: 'single',
			choices: 4, ease: name === hard ? -2.6 : 1,
			slope: name === hard ? 0 : 1.2 })), rng) })
}

const hints = async () => (await author('GET',
	`/api/v1/modules/${module}/hints`)).body.hints

test('a night tells of sixty learners where they stop, and of nobody', async () => {
	learn(1, 30, PEOPLE, 3, 'Q5')
	await night(FIRST + 50 * DAY)
	const { status, body, text } = await author('GET',
		`/api/v1/modules/${module}/figures`)

	assert.equal(status, 200)
	assert.equal(body.versions[0].figures.people, PEOPLE)
	assert.equal(body.versions[0].figures.left, 21)
	const two = body.units.find(u => u.ident === 'lesson:dua').figures

	assert.equal(two.left.left, 20)
	assert.equal(two.left.n, PEOPLE)
	assert.deepEqual(two.left.where, { how: 'section', at: 2, of: 3,
		heading: 'Inti dua', n: 20 })
	assert.ok(two.time.median > 7 * 60_000 && two.time.median < 13 * 60_000)
	const quiz = body.units.find(u => u.ident === QUIZ).figures

	assert.equal(quiz.items.length, IDS.length)
	assert.equal(quiz.pretest, false)
	assert.ok(!/7[0-9a-z]{25}/.test(text), 'an id of a learner')
})

test('exactly the weak lesson and the weak question are hinted at', async () => {
	const all = await hints()

	assert.deepEqual(all.map(h => [h.kind, h.unit.ident,
		h.question?.ident ?? null]).sort(), [
		['item_hard', QUIZ, 'Q5'], ['lesson_left', 'lesson:dua', null]])
	const left = all.find(h => h.kind === 'lesson_left')

	assert.equal(left.unit.title, 'dua')
	assert.equal(left.facts.left, 20)
	assert.equal(left.facts.where.heading, 'Inti dua')
	assert.equal(all.find(h => h.question).question.text, 'Soal Q5?')
})

test('another night without anything new changes nothing', async () => {
	const before = await hints()

	await night(FIRST + 52 * DAY)
	assert.deepEqual((await hints()).map(h => [h.id, h.state, h.firstAt]),
		before.map(h => [h.id, h.state, h.firstAt]))
})

test('mended, and told what changed, the effect waits for ten and is then told',
	async () => {
		const [left, hard] = ['lesson_left', 'item_hard'].map(kind =>
			hints().then(all => all.find(h => h.kind === kind)))
		const task = (await author('POST', `/api/v1/hints/${(await left).id
		}/acceptance`, { words: 'Pecah.' })).body.revision

		assert.equal((await author('POST', `/api/v1/hints/${(await hard).id
		}/dismissal`, { words: 'Memang sulit.' })).status, 200)
		const { version } = await imported(archive('Baru'))

		assert.equal((await author('POST',
			`/api/v1/modules/${module}/publication`, { version,
				changed: 'Dua dipecah.', why: 'Sepertiga berhenti.',
				revisions: [task.id] })).status, 200)
		const effect = async () => (await author('GET',
			`/api/v1/modules/${module}/effect`)).body.effects[0]

		learn(2, 60, 8, 99, '')
		await night(FIRST + 80 * DAY)
		const early = await effect()

		assert.equal(early.revision.id, task.id)
		assert.equal(early.measure, 'left')
		assert.equal(early.early, true)
		assert.equal(early.before.n, PEOPLE)
		assert.deepEqual(early.after, [{ version: 2, n: 8, value: null }])
		assert.deepEqual((await hints()).map(h => h.state).sort(),
			['accepted', 'dismissed'])

		learn(2, 85, PEOPLE, 99, '')
		await night(FIRST + 110 * DAY)
		const told = await effect()

		assert.equal(told.early, false)
		assert.ok(Math.abs(told.before.value - 1 / 3) < 0.001)
		assert.equal(told.after[0].n, PEOPLE + 8)
		assert.ok(told.after[0].value < 0.05)
		assert.deepEqual((await hints()).map(h => [h.version, h.state]).sort(),
			[[1, 'accepted'], [1, 'dismissed']])
	})

/* What the author uploads becomes the next version. */
async function imported(file) {
	const begun = await author('POST',
		`/api/v1/imports?name=a.zip&module=${module}`, readFileSync(file),
		{ 'Content-Type': 'application/octet-stream' })

	assert.equal(begun.status, 202, begun.text)
	return until('the import ends', async () => {
		const { body } = await author('GET', `/api/v1/imports/${
			begun.body.id}`)

		assert.notEqual(body.state, 'failed', JSON.stringify(body))
		return body.state === 'done' && body
	})
}
