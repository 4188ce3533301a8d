// The bundled modules: whole, and as a course of theirs should be. What `pack`
// finds wrong is told by itself; here is what only holds for ours.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { top } from '../lib/server.mjs'

const bin = process.env.BALAI_BIN ?? join(top, 'build/release/balai')
const modules = readdirSync(join(top, 'modules'))
	.map(name => join(top, 'modules', name))
	.filter(folder => existsSync(join(folder, 'module.json')))
const json = path => JSON.parse(readFileSync(path, 'utf8'))
const lessonsOf = folder => json(join(folder, 'module.json')).parts
	.flatMap(part => part.lesson ?? [])
const bodyOf = (folder, lesson) =>
	readFileSync(join(folder, 'lessons', `${lesson}.md`), 'utf8')
		.replace(/^---\n[^]*?\n---\n/, '')
const pictures = body => [...body.matchAll(/!\[[^\]]+\]\((media\/[^\s)]+)/g)]
	.map(found => found[1])
const count = (text, what) => text.split(what).length - 1

// What is read: without marks, addresses and places of exercises.
function words(body) {
	return body.replace(/^\[\[.*\]\]$/gm, '')
		.replace(/!\[[^\]]*\]\(\S+(?: "(.*?)")?\)/g, '$1')
		.replace(/\]\([^)]*\)/g, ']')
		.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word)).length
}

const eachLesson = check => modules.forEach(folder =>
	lessonsOf(folder).forEach(lesson =>
		check(bodyOf(folder, lesson), `${folder}: ${lesson}`, folder, lesson)))

test('there are four bundled modules, without a fault or a warning', () => {
	assert.equal(modules.length, 4)
	for (const folder of modules) {
		const { status, stdout, stderr } = spawnSync(bin,
			['pack', '--check', folder], { encoding: 'utf8' })

		assert.equal(status, 0, stdout + stderr)
		assert.equal((stdout + stderr).trim().split('\n').length, 1,
			stdout + stderr)
	}
})

test('a bundled lesson has a scene, 600 to 1,000 words, a picture, two ' +
	'self-checks, an activity and something to try', () =>
	eachLesson((body, what) => {
		const n = words(body)

		assert.ok(n >= 600 && n <= 1000, `${what}: ${n} words`)
		assert.equal(count(body, '> **Adegan.**'), 1, what)
		assert.equal(count(body, '> **Coba di kantor Anda.**'), 1, what)
		assert.ok(pictures(body).some(path => path.endsWith('.svg')), what)
		assert.ok(count(body, '[[check:') >= 2, what)
		assert.ok(count(body, '[[activity:') >= 1, what)
	}))

test('a bundled lesson weighs less than 100 kB with its pictures', () =>
	eachLesson((body, what, folder, lesson) => {
		const files = [`lessons/${lesson}.md`, `quizzes/${lesson}.json`,
			...pictures(body)]
		const bytes = files.reduce((sum, path) =>
			sum + statSync(join(folder, path)).size, 0)

		assert.ok(bytes < 100_000, `${what}: ${bytes} bytes`)
	}))

test('a bundled picture is named, fetches nothing and runs nothing', () =>
	eachLesson((body, what, folder) => {
		for (const path of pictures(body)) {
			const svg = readFileSync(join(folder, path), 'utf8')

			assert.match(svg, /<title[ >]/, `${what}: ${path}`)
			assert.doesNotMatch(svg.replace('http://www.w3.org/2000/svg', ''),
				/<script|<image|<foreignObject|\son\w+=|https?:|@import/i,
				`${what}: ${path}`)
		}
	}))

test('a bundled module asks ten questions at its end and five before', () => {
	for (const folder of modules) {
		const { code } = json(join(folder, 'module.json'))
		const asked = name => json(join(folder, 'quizzes', `${name}.json`))
			.questions.map(question => question.id)

		assert.deepEqual(asked('kuis').sort(), Array.from({ length: 10 },
			(_, i) => `${code}-${String(i + 1).padStart(2, '0')}`))
		assert.equal(asked('pretes').length, 5, folder)
		for (const id of asked('pretes'))
			assert.match(id, new RegExp(`^${code}-\\d\\dp$`))
	}
})

test('every counted question of a bundled module says its ground or lesson and when ' +
	'it is looked at again', () => {
	for (const folder of modules)
		for (const name of ['kuis', 'pretes'])
			for (const one of json(join(folder, 'quizzes', `${name}.json`))
				.questions) {
				assert.ok(one.basis?.length || one.lesson, one.id)
				assert.match(one.confidence, /^(seen|general)$/, one.id)
				assert.ok(one.checkedAt < one.reviewBy, one.id)
				assert.ok(one.feedback?.right && one.feedback?.wrong, one.id)
			}
})

test('a bundled module goes from a test before to what others see after', () => {
	for (const folder of modules) {
		const { parts, competencies } = json(join(folder, 'module.json'))
		const kinds = parts.flatMap(part => part.quiz ?
			json(join(folder, 'quizzes', `${part.quiz}.json`)).kind : [])
		const { followup, choices } = parts.find(part => part.plan).plan

		assert.deepEqual(kinds, ['pretest', 'quiz'], folder)
		assert.ok(parts.some(part => part.survey?.form === 'standard'), folder)
		assert.ok(competencies.length >= 1, folder)
		assert.ok(choices.length >= 3, folder)
		assert.ok(followup.superior.length >= 1, folder)
		assert.ok(followup.colleague.length >= 1, folder)
		assert.ok(followup.indicator, folder)
	}
})

test('a bundled lesson names its legal basis and a day to look again', () => {
	for (const folder of modules)
		for (const lesson of lessonsOf(folder)) {
			const head = readFileSync(join(folder, 'lessons', `${lesson}.md`),
				'utf8').split('\n---\n')[0]

			assert.match(head, /^basis: \S/m, `${folder}: ${lesson}`)
			assert.match(head, /^reviewBy: \d{4}-\d\d-\d\d$/m,
				`${folder}: ${lesson}`)
		}
})
