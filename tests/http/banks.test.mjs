// Banks of questions: versions, tags, import from files and rows, export.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { readFile } from 'node:fs/promises'
import { call, signIn, visitor } from './lib.mjs'

const stamp = Date.now().toString(36)
const corpus = new URL('../fuzz/corpus/', import.meta.url)
let author, admin, learner, bank

const single = (id, text, more = {}) => ({ id, type: 'single', text,
	choices: [{ text: 'satu', right: true }, { text: 'dua' }], ...more })

async function made(who, name) {
	const { status, body, text } = await who('POST', '/api/v1/banks', { name })

	assert.equal(status, 201, text)
	return body
}

async function added(id, text, more) {
	const made = await author('POST', `/api/v1/banks/${bank.id}/questions`,
		{ definition: single(id, text, more) })

	assert.equal(made.status, 201, made.text)
	return made.body
}

const file = (bytes, format, more = '', who = author) =>
	who('POST', `/api/v1/banks/${bank.id}/import?format=${format}${more}`,
		bytes)
const page = async (query = '') => (await author('GET',
	`/api/v1/banks/${bank.id}/questions${query}`)).body

before(async () => {
	author = await signIn('penulis')
	admin = await signIn('admin')
	learner = await signIn('peserta')
	bank = await made(author, `Bank ${stamp}`)
})

test('a bank is its agency\'s: learners and other agencies do not see it',
	async () => {
		assert.equal((await learner('GET', '/api/v1/banks')).status, 403)
		assert.equal((await visitor('GET', '/api/v1/banks')).status, 401)
		const list = (await author('GET', '/api/v1/banks')).body.banks

		assert.ok(list.some(b => b.id === bank.id))
		const agency = (await admin('POST', '/api/v1/agencies',
			{ name: `Lain ${stamp}`, kind: 'agency', helpText: '' })).body
		const other = await admin('POST', '/api/v1/banks',
			{ name: `Bank ${stamp}`, agency: agency.id })

		assert.equal(other.status, 201, other.text)
		for (const [method, path] of [['GET', ''], ['DELETE', ''],
			['GET', '/questions'], ['GET', '/export.gift']])
			assert.equal((await author(method,
				`/api/v1/banks/${other.body.id}${path}`)).status, 404)
		assert.equal((await admin('DELETE',
			`/api/v1/banks/${other.body.id}`)).status, 204)
	})

test('no two banks of an agency have the same name', async () => {
	const again = await author('POST', '/api/v1/banks',
		{ name: `bank ${stamp.toUpperCase()}` })

	assert.equal(again.status, 422)
	assert.equal(again.body.field, 'name')
	const changed = await author('PATCH', `/api/v1/banks/${bank.id}`,
		{ description: 'Untuk uji' })

	assert.equal(changed.body.description, 'Untuk uji')
	assert.equal(changed.body.name, `Bank ${stamp}`)
	assert.deepEqual((await author('GET', `/api/v1/banks/${bank.id}`)).body,
		changed.body)
})

test('a change of a question is its next version, and the old ones stay',
	async () => {
		const q = await added('v-1', 'Apa *itu*?', { tags: ['mudah'] })
		const at = `/api/v1/banks/${bank.id}/questions/${q.id}`
		const put = await author('PUT', at, { note: 'Salah tulis',
			definition: single('v-1', 'Apa ini?', { tags: ['sukar'] }) })

		assert.equal(put.status, 200, put.text)
		assert.equal(put.body.number, 2)
		assert.deepEqual(put.body.versions.map(v => [v.number, v.note]),
			[[2, 'Salah tulis'], [1, '']])
		assert.equal(put.body.definition.text, 'Apa ini?')
		const old = (await author('GET', `${at}?version=1`)).body

		assert.equal(old.definition.text, 'Apa *itu*?')
		assert.equal(old.public.html, 'Apa <em>itu</em>?')
		assert.equal((await author('PUT', at, { definition:
			single('v-1', 'Apa ini?', { tags: ['sukar'] }) })).body.number, 2,
		'the same again is no new version')
		assert.equal((await page('?tag=mudah')).total, 0)
		assert.equal((await page('?tag=sukar')).total, 1)
	})

test('a question that does not fit is refused with its place', async () => {
	const { status, body } = await author('POST',
		`/api/v1/banks/${bank.id}/questions`, { definition: {
			id: 'x', type: 'single', text: 'Tanya', choices: [
				{ text: 'satu' }, { text: 'dua' }] } })

	assert.equal(status, 422)
	assert.equal(body.code, 'bank_question_invalid')
	assert.match(body.detail, /\/choices/)
	assert.equal(body.field, 'definition/choices')
	await added('v-9', 'Sekali')
	assert.equal((await author('POST', `/api/v1/banks/${bank.id}/questions`,
		{ definition: single('v-9', 'Dua kali') })).status, 409)
})

test('a retired question is not drawn or exported, and may come back',
	async () => {
		const q = await added('r-1', `Ditarik ${stamp}`)
		const at = `/api/v1/banks/${bank.id}/questions/${q.id}`

		assert.equal((await author('PATCH', at, { state: 'x' })).status, 422)
		assert.equal((await author('PATCH', at,
			{ state: 'retired' })).body.state, 'retired')
		assert.equal((await page(`?q=ditarik&state=active`)).total, 0)
		assert.equal((await page(`?q=ditarik&state=retired`)).total, 1)
		const gift = await author('GET',
			`/api/v1/banks/${bank.id}/export.gift`)

		assert.ok(!gift.text.includes(`Ditarik ${stamp}`))
		assert.equal((await author('PATCH', at,
			{ state: 'active' })).body.state, 'active')
	})

test('a bank that has held a question cannot be removed', async () => {
	const { status, body } = await author('DELETE', `/api/v1/banks/${bank.id}`)

	assert.equal(status, 409)
	assert.equal(body.code, 'bank_used')
})

test('a look at a file changes nothing; taking it says what became of each',
	async () => {
		const gift = `::g-${stamp}::Ibu kota?{=Jakarta ~Bandung}\n\n` +
			'Tanpa jawaban\n'
		const before = (await page()).total
		const look = await file(gift, 'gift', '&try=1')

		assert.equal(look.status, 200, look.text)
		assert.deepEqual(look.body.taken.map(t => [t.ident, t.type, t.as]),
			[[`g-${stamp}`, 'single', 'new']])
		assert.equal(look.body.refused[0].place, 'baris 3')
		assert.equal(look.body.refused[0].code, 'description')
		assert.equal((await page()).total, before)
		assert.equal((await file(gift, 'gift', '&name=a.txt')).body
			.taken[0].as, 'new')
		assert.equal((await file(gift, 'gift')).body.taken[0].as, 'same')
		assert.equal((await page()).total, before + 1)
		const changed = await file(gift.replace('Bandung', 'Medan'), 'gift')

		assert.equal(changed.body.taken[0].as, 'version')
		assert.equal((await page()).total, before + 1)
		const [row] = (await page(`?q=g-${stamp}`)).questions
		const detail = (await author('GET',
			`/api/v1/banks/${bank.id}/questions/${row.id}`)).body

		assert.deepEqual(detail.versions.map(v => v.note), ['', 'a.txt'])
	})

test('each format is read from its file', async () => {
	for (const [format, name, taken] of [['aiken', 'aiken/all', 2],
		['moodle', 'moodle/all', 8], ['qti', 'qti/match.xml', 1],
		['cc', 'cc/all.xml', 6], ['gift', 'gift/all', 9]]) {
		const bytes = await readFile(new URL(`questions_${name}`, corpus))
		const { status, body, text } = await file(bytes, format, '&try=1')

		assert.equal(status, 200, text)
		assert.equal(body.taken.length, taken, `${format}: ${text}`)
	}
	assert.equal((await file('x', 'docx')).status, 422)
})

test('what is exported and imported elsewhere is the same', async () => {
	await added('e-1', 'Urut', { type: 'order', choices: undefined,
		items: ['a', 'b', 'c'], tags: ['x'], points: 2 })
	const gift = await author('GET', `/api/v1/banks/${bank.id}/export.gift`)

	assert.equal(gift.status, 200)
	const again = await file(gift.text, 'gift')

	assert.equal(again.body.refused.length, 0)
	assert.ok(again.body.taken.length > 3)
	assert.ok(again.body.taken.every(t => t.as === 'same'),
		JSON.stringify(again.body.taken))
})

const rows = (...rows) => file(JSON.stringify({ rows }), 'rows', '&try=1')
const head = ['Jenis', 'Soal', 'Pilihan A', 'Pilihan B', 'Pilihan C', 'Kunci',
	'Nilai', 'Tag', 'Toleransi', 'Catatan saya']

test('rows of a table become questions, and faults name row and column',
	async () => {
		const { status, body, text } = await rows(head,
			['Pilihan ganda', 'Satu?', 'a', 'b', '', 'B', '2', 'x, y'],
			['Pilihan ganda kompleks', 'Dua?', 'a', 'b', 'c', 'A, C'],
			['Benar/Salah', 'Tiga?', '', '', '', 'Salah'],
			['Menjodohkan', 'Empat?', 'a = 1', 'b = 2', '(Pengecoh) = 3'],
			['Mengurutkan', 'Lima?', 'a', 'b', 'c', 'C, A, B'],
			['Angka', 'Enam?', '', '', '', '1.250,5', '', '', '0,5'],
			['Isian', 'Tujuh?', '', '', '', 'KTP; e-KTP'],
			['Esai', 'Delapan?', '', '', '', 'Dua alasan', '5'],
			[],
			['Pilihan ganda', 'Sembilan?', 'a', 'b', '', 'D'],
			['Undian', 'Sepuluh?'],
			['Angka', 'Sebelas?', '', '', '', 'tiga'])

		assert.equal(status, 200, text)
		assert.deepEqual(body.taken.map(t => t.type), ['single', 'multiple',
			'trueFalse', 'match', 'order', 'numeric', 'text', 'essay'])
		assert.deepEqual(body.refused.map(r => [r.place, r.code]),
			[['baris 11', 'row_key'], ['baris 12', 'row_type'],
				['baris 13', 'row_number']])
		assert.match(body.refused[0].reason, /Kolom Kunci/)
		assert.equal(body.warnings[0].code, 'column_unknown')
	})

test('headings may be English and in any order; without them nothing is read',
	async () => {
		const { body } = await rows(
			['Key', 'Question', 'Type', 'Choice A', 'Choice B'],
			['A', 'One?', 'Single choice', 'x', 'y'])

		assert.equal(body.taken.length, 1)
		assert.equal((await rows(['a', 'b'], ['c', 'd'])).body
			.refused[0].code, 'row_headings')
		assert.equal((await file('[]', 'rows')).status, 422)
	})

test('a picture of a question is shown inside its text', async () => {
	const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42m' +
		'NkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
	const xml = `<quiz><question type="truefalse"><name><text>p-${stamp}` +
		'</text></name><questiontext format="html"><text><![CDATA[<p>Ini ' +
		'<img src="@@PLUGINFILE@@/a.png" alt="denah">?</p>]]></text><file ' +
		`name="a.png" encoding="base64">${png}</file></questiontext>` +
		'<answer fraction="100"><text>true</text></answer></question></quiz>'

	assert.equal((await file(xml, 'moodle')).body.taken[0].as, 'new')
	const [row] = (await page(`?q=p-${stamp}`)).questions
	const { public: shown } = (await author('GET',
		`/api/v1/banks/${bank.id}/questions/${row.id}`)).body

	assert.equal(shown.html, 'Ini <img src="data:image/png;base64,' +
		`${png}" alt="denah">?`)
})

test('an archive that cannot be read is refused as a whole', async () => {
	const { status, body } = await file(Buffer.from('PK\x03\x04xxxx'), 'qti')

	assert.equal(status, 422)
	assert.equal(body.code, 'questions_unreadable')
})

test('a bank has an end, since each drawing looks at all of it', async () => {
	const { body: full } = await author('POST', '/api/v1/banks',
		{ name: `Penuh ${stamp}` })
	const take = (from, n) => author('POST',
		`/api/v1/banks/${full.id}/import?format=gift`, Array.from({ length: n },
			(_, i) => `::p${from + i}::Soal ${from + i}{T}`).join('\n\n'))

	for (let i = 0; i < 5; i++)
		assert.equal((await take(2000 * i, 2000)).status, 200)
	const { status, body } = await take(10000, 1)

	assert.equal(status, 413)
	assert.equal(body.code, 'bank_full')
	// What is there can still be changed.
	assert.equal((await take(0, 1)).body.taken[0].as, 'same')
})

test('a file that was made to take long to read does not', async () => {
	const many = n => Array.from({ length: n }, (_, i) => ` a${i}=b`).join('')
	const quoted = n => Array.from({ length: n }, (_, i) => ` a${i}='b'`).join('')
	const moodle = text => '<quiz><question type="truefalse"><name><text>n' +
		'</text></name><questiontext format="html"><text><![CDATA[' + text +
		']]></text></questiontext><answer fraction="100"><text>true</text>' +
		'</answer></question></quiz>'
	const files = [['gift', '\n'.repeat(700_000)],
		['gift', `x{\n${'\n'.repeat(700_000)}`],
		['moodle', `<quiz${quoted(60_000)}/>`],
		['moodle', moodle(`<a${many(60_000)}>x</a>`)],
		['moodle', moodle(`<a b="c"${many(60_000).replaceAll(' ', '""')}>`)],
		['cloze', '{'.repeat(900_000)], ['cloze', '&#x'.repeat(300_000)],
		['cloze', '<a'.repeat(450_000)]]

	for (const [format, bytes] of files) {
		const from = performance.now()
		const { status } = await file(bytes, format, '&try=1')

		assert.equal(status, 200, format)
		assert.ok(performance.now() - from < 5000,
			`${format}: ${performance.now() - from} ms`)
	}
})
