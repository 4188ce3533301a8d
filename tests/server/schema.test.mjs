// modules/schema says of JSON what `balai pack` says of it.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { nativeFiles, nativeFolder } from '../lib/native.mjs'
import { bin, top } from '../lib/server.mjs'

const files = nativeFiles('uji', 'Modul uji')
const schemas = join(top, 'modules/schema')

/* Draft 2020-12, by Debian's python3-jsonschema: which values does each take? */
const judge = `
import json, sys
from jsonschema import Draft202012Validator as V
for schema, value in json.load(sys.stdin):
	s = json.load(open(sys.argv[1] + '/' + schema))
	V.check_schema(s)
	print(int(V(s).is_valid(value)))
`

function valid(pairs) {
	const out = execFileSync('python3', ['-c', judge, schemas],
		{ input: JSON.stringify(pairs), encoding: 'utf8', maxBuffer: 1e8 })

	return out.trim().split('\n').map(line => line === '1')
}

const choices = () => [{ text: 'A', right: true }, { text: 'B' }]
const question = (type, more) => ({ id: 'UJ-09', type, text: 'Apa?', ...more })
const tree = { start: 't1', nodes: { t1: { text: 'Pilih.', choices: [
	{ text: 'Ya', to: 't2' }] }, t2: { text: 'Usai.', end: true } } }

const tool = more => ({ tool: { id: 'lab', title: 'Lab',
	url: 'https://alat.example/lab', ...more } })

/* [right?, file, what is done to it] */
const module = [
	[true, m => m],
	[true, m => { m.whatsNew = 'Baru.'; m.jp = null }],
	[true, m => { m.competencies = [{ id: 'UJ.T1', name: 'Uji',
		kind: 'technical', level: 2 }] }],
	[true, m => { delete m.completion; delete m.language }],
	[false, m => { delete m.title }],
	[false, m => { m.title = ' ' }],
	[false, m => { m.title = 'x'.repeat(201) }],
	[false, m => { m.title = 'dua\nbaris' }],
	[false, m => { m.id = 'Uji' }],
	[false, m => { m.id = '' }],
	[false, m => { m.format = 'balai/2' }],
	[false, m => { m.format = 1 }],
	[false, m => { m.jp = '5' }],
	[false, m => { m.jp = 1000 }],
	[false, m => { m.minutes = 1.5 }],
	[false, m => { m.topic = 'sains' }],
	[false, m => { m.judul = 'x' }],
	[false, m => { m.parts = [] }],
	[false, m => { m.parts = {} }],
	[false, m => { m.parts[0] = { quiz: 'pretes', lesson: 'awal' } }],
	[false, m => { m.parts[0] = { kuis: 'pretes' } }],
	[false, m => { m.parts[4].survey.form = 'sendiri' }],
	[false, m => { m.parts[5].plan.days = 0 }],
	[true, m => { m.parts[5].plan.followup = { superior: ['a', 'b', 'c'],
		colleague: ['d'], indicator: 'e' } }],
	[true, m => { m.parts[5].plan.followup = { indicator: 'e',
		colleague: null } }],
	[true, m => { m.parts[5].plan.followup = {} }],
	[false, m => { m.parts[5].plan.followup = { superior: [] } }],
	[false, m => { m.parts[5].plan.followup = { superior: 'a' } }],
	[false, m => { m.parts[5].plan.followup = {
		colleague: ['a', 'b'] } }],
	[false, m => { m.parts[5].plan.followup = { indicator: ' ' } }],
	[false, m => { m.parts[5].plan.followup = {
		superior: ['Di {{instansi}}'] } }],
	[false, m => { m.parts[5].plan.followup = { atasan: ['a'] } }],
	[true, m => { m.parts.push(tool()) }],
	[true, m => { m.parts.push(tool({ custom: { a: '', b: '$User.id' }, lineItem: { scoreMaximum: 7.5,
		label: 'L', resourceId: 'r', tag: null }, window: true, passMark: 60 })) }],
	[true, m => { m.parts.push(tool({ lineItem: false })) }],
	[true, m => { m.parts.push(tool({ url: 'http://alat.localhost:81/x' })) }],
	[false, m => { m.parts.push(tool({ url: 'http://alat.example/' })) }],
	[false, m => { m.parts.push(tool({ url: 'ftp://a.example' })) }],
	[false, m => { m.parts.push(tool({ url: 'https://a.example/a b' })) }],
	[false, m => { m.parts.push(tool({ custom: { a: 1 } })) }],
	[false, m => { m.parts.push(tool({ lineItem: true })) }],
	[false, m => { m.parts.push(tool({ lineItem: {} })) }],
	[false, m => { m.parts.push(tool({ lineItem: { scoreMaximum: 0 } })) }],
	[false, m => { m.parts.push(tool({ passMark: 101 })) }],
	[false, m => { m.parts.push(tool({ alamat: 'x' })) }],
	[false, m => { m.goals = 'satu' }],
	[false, m => { m.competencies = [{ id: 'a', name: 'b', kind: 'lain' }] }],
	[false, m => { m.tokens.instansi = 'instansi' }],
	[false, m => { m.tokens['nama instansi'] = m.tokens.instansi }],
	[false, m => { m.completion = { required: [] } }],
	[false, m => { m.completion = ['all'] }],
]
const quiz = [
	[true, q => q],
	...[
		question('multiple', { choices: choices(), partial: false }),
		question('trueFalse', { right: false }),
		question('match', { pairs: [{ left: 'a', right: 'b' },
			{ left: 'c', right: 'd' }], extra: ['e'] }),
		question('order', { items: ['a', 'b'] }),
		question('numeric', { answer: 72, unit: 'jam', tolerance: 0.5,
			accept: ['3×24'] }),
		question('numeric', { formula: '(P-G)/B*100', decimals: 2, parameters: {
			P: { from: 50, to: 90, step: 10 }, G: { from: 10, to: 40,
				step: 10 }, B: { from: 10, to: 20, step: 5 } } }),
		question('text', { accept: ['a'], ignoreCase: false }),
		question('cloze', { text: 'Isi {{1}} dan {{2}}.', gaps: [
			{ type: 'text', accept: ['a'] },
			{ type: 'single', choices: choices() }] }),
		question('essay', { rubric: [{ text: 'Jelas', points: 2 }] }),
	].map(one => [true, q => { q.questions.push(one) }]),
	[true, q => { q.timeMinutes = 20; q.keep = 'average'; q.closesAt = null }],
	...[
		question('single', { choices: [{ text: 'A' }, { text: 'B' }] }),
		question('single', { choices: [{ text: 'A', right: true },
			{ text: 'B', right: true }] }),
		question('single', { choices: [{ text: 'A', right: true }] }),
		question('single', { choices: choices(), pilihan: [] }),
		question('pilihan', { choices: choices() }),
		question('multiple', { choices: [{ text: 'A' }, { text: 'B' }] }),
		question('trueFalse', { right: 'benar' }),
		question('match', { pairs: [{ left: 'a', right: 'b' }] }),
		question('order', { items: ['a'] }),
		question('numeric', {}),
		question('numeric', { answer: '72' }),
		question('numeric', { answer: 1, formula: '2' }),
		question('text', { accept: [] }),
		question('cloze', { text: 'Isi {{1}}.', gaps: [] }),
		question('essay', {}),
		question('single', { choices: choices(), media: 'gambar.png',
			alt: 'x' }),
		question('single', { choices: choices(), media: 'media/kotak.svg' }),
		question('single', { choices: choices(), points: -1 }),
		question('single', { choices: choices(), checkedAt: '21-11-2026' }),
		{ type: 'single', text: 'x', choices: choices() },
		{ ...question('single', { choices: choices() }), id: 'a b' },
		{ ...question('single', { choices: choices() }), text: '' },
	].map(one => [false, q => { q.questions.push(one) }]),
	[false, q => { delete q.kind }],
	[false, q => { q.kind = 'ujian' }],
	[false, q => { q.passMark = 101 }],
	[false, q => { q.attempts = 0 }],
	[false, q => { q.keep = 'terbaik' }],
	[false, q => { q.draw = [{ count: 0 }] }],
	[false, q => { q.activities = [question('note', { prompts: ['a'] })] }],
]
const practice = [
	...[
		question('sort', { groups: ['a', 'b'], cards: [{ text: '1', group: 'a' },
			{ text: '2', group: 'b' }] }),
		question('mark', { passages: [{ text: 'Klik segera', fake: true,
			parts: [{ text: 'segera', why: 'Mendesak.' }] }] }),
		question('matrix', { options: ['A', 'B'], criteria: [
			{ text: 'Biaya', weight: 3 }], values: [[1], [5]] }),
		question('scale', { statements: [{ text: 'a', group: 'g' }],
			labels: ['tidak', 'ya'] }),
		question('tree', tree),
		question('grid', { rows: 'a', columns: 'b', size: 5 }),
		question('note', { prompts: ['Tulis.'] }),
		question('pareto', { bars: [{ text: 'a', count: 2 }, { text: 'b',
			count: 1 }], question: { id: 'UJ-10', type: 'single',
			text: 'Apa?', choices: choices() } }),
		question('cards', { fields: [{ label: 'Nama' }] }),
		question('order', { items: ['a', 'b'] }),
	].map(one => [true, q => { q.activities.push(one) }]),
	...[
		question('sort', { groups: ['a', 'b'], cards: [] }),
		question('mark', { passages: [{ text: 'x' }] }),
		question('matrix', { options: ['A', 'B'], criteria: [{ text: 'Biaya',
			weight: 9 }], values: [[1], [5]] }),
		question('scale', { statements: [], labels: ['a', 'b'] }),
		question('tree', { start: 't1' }),
		question('grid', { rows: 'a', columns: 'b', size: 1 }),
		question('note', { prompts: [] }),
		question('pareto', { bars: [] }),
		question('cards', {}),
		question('lain', {}),
	].map(one => [false, q => { q.activities.push(one) }]),
]
const kase = [
	[true, k => k],
	[true, k => { k.variables = { warga: 0, konflik: false }
		k.nodes.K1.choices[0].set = { konflik: true }
		k.nodes.K1.choices[0].add = { warga: 5 } }],
	[false, k => { k.format = 'case/2' }],
	[false, k => { delete k.minutes }],
	[false, k => { delete k.nodes.K1.choices[0].feedback }],
	[false, k => { k.nodes.K1.choices[0].score = { W: 'banyak' } }],
	[false, k => { k.dimensions = [] }],
	[false, k => { k.dimensions[0].most = 0 }],
	[false, k => { k.ideal = [] }],
	[false, k => { k.endings = [] }],
	[false, k => { k.simpul = {} }],
	[false, k => { delete k.nodes.K1.choices }],
]

function changed(name, change) {
	const value = JSON.parse(files[name])

	return change(value) ?? value
}

function taken(name, value) {
	const lessons = files['lessons/awal.md']
	const marks = name !== 'quizzes/awal.json' ? '' : value.activities.slice(1)
		.map(a => `\n[[activity:${a.id}]]\n`).join('')
	const folder = nativeFolder({ ...files, [name]: JSON.stringify(value),
		'lessons/awal.md': lessons + marks })
	const { status, stderr } = spawnSync(bin, ['pack', '--check', folder],
		{ encoding: 'utf8' })

	rmSync(folder, { recursive: true, force: true })
	return { good: status === 0, said: stderr.replaceAll(`${folder}/`, '') }
}

for (const [name, schema, table] of [
	['module.json', 'module.schema.json', module],
	['quizzes/akhir.json', 'quiz.schema.json', quiz],
	['quizzes/awal.json', 'quiz.schema.json', practice],
	['cases/pagi.json', 'case.schema.json', kase]])
	test(`${schema} and the checker agree on ${table.length} of ${name}`, () => {
		const values = table.map(([, change]) => changed(name, change))
		const said = valid(values.map(value => [schema, value]))

		table.forEach(([right], i) => {
			const shown = JSON.stringify(values[i]).slice(-300)
			const checked = taken(name, values[i])

			assert.equal(checked.good, right, `${checked.said} ${shown}`)
			assert.equal(said[i], right, `the schema, of ${shown}`)
		})
	})

test('the schema of a lesson\'s head and the checker agree', () => {
	const head = { title: 'Satu', minutes: 5, basis: ['UU 27/2022'],
		confidence: 'seen', checkedAt: '2026-11-21', reviewBy: '2027-05-21' }
	const table = [[true, {}], [true, { basis: [] }], [false, { minutes: 0 }],
		[false, { minutes: 601 }], [false, { confidence: 'yakin' }],
		[false, { checkedAt: '21-11-2026' }], [false, { reviewBy: undefined }],
		[false, { title: '' }], [false, { judul: 'Satu' }]]
	const values = table.map(([, more]) => JSON.parse(JSON.stringify(
		{ ...head, ...more })))
	const said = valid(values.map(value => ['lesson-head.schema.json', value]))

	table.forEach(([right], i) => {
		const lines = Object.entries(values[i]).flatMap(([key, value]) =>
			[value].flat().map(one => `${key}: ${one}\n`)).join('')
		const folder = nativeFolder({ ...files, 'lessons/awal.md':
			files['lessons/awal.md'].replace(/^---\n[^]*?---\n/,
				`---\n${lines}---\n`) })
		const { status, stderr } = spawnSync(bin, ['pack', '--check', folder],
			{ encoding: 'utf8' })

		assert.equal(status === 0, right, stderr)
		assert.equal(said[i], right, lines)
	})
})

test('the schemas take the bundled modules', () => {
	const pairs = [], names = []
	const add = (schema, path) => {
		pairs.push([schema, JSON.parse(readFileSync(path))])
		names.push(path)
	}

	for (const name of readdirSync(join(top, 'modules'))) {
		const folder = join(top, 'modules', name)
		const all = sub => {
			try { return readdirSync(join(folder, sub)) } catch { return [] }
		}

		if (!all('').includes('module.json'))
			continue
		add('module.schema.json', join(folder, 'module.json'))
		all('quizzes').forEach(f => add('quiz.schema.json',
			join(folder, 'quizzes', f)))
		all('cases').forEach(f => add('case.schema.json',
			join(folder, 'cases', f)))
	}
	valid(pairs).forEach((good, i) => assert.ok(good, names[i]))
})
