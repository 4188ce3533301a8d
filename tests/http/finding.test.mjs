// Finding modules: by the stems of words, with a slip, in files, by choices.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { until } from '../lib/until.mjs'
import { balai, imported, item, publish, scorm12, signIn, zip } from './lib.mjs'

let author, learner
const made = {}

/* A PDF of one page with these words, as small as they come. */
function pdf(words) {
	const stream = `BT /F1 12 Tf 20 200 Td (${words}) Tj ET`
	const parts = ['<</Type/Catalog/Pages 2 0 R>>',
		'<</Type/Pages/Kids[3 0 R]/Count 1>>',
		'<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R' +
			'/Resources<</Font<</F1 5 0 R>>>>>>',
		`<</Length ${stream.length}>>stream\n${stream}\nendstream`,
		'<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>']
	let text = '%PDF-1.4\n'
	const at = parts.map((part, i) => {
		const from = text.length

		text += `${i + 1} 0 obj${part} endobj\n`
		return from
	})
	const xref = text.length

	return text + `xref\n0 6\n0000000000 65535 f \n` +
		at.map(n => `${String(n).padStart(10, '0')} 00000 n \n`).join('') +
		`trailer<</Size 6/Root 1 0 R>>startxref\n${xref}\n%%EOF`
}

const page = (title, body) =>
	`<!doctype html><meta charset="utf-8"><title>${title}</title>` +
	`<h1>${title}</h1>${body}`

before(async () => {
	author = await signIn('penulis')
	learner = await signIn('peserta')
	const put = (name, files) => {
		made[name] = publish(zip(files)).module
	}

	put('counter', { 'index.html': page('Pelayanan di loket',
		'<p>Tentang antrean.<script>var rahasiaskrip = 1</script>' +
		'<style>.gayarahasia{}</style>') })
	put('budget', { 'index.html': page('Menyusun anggaran',
		'<p>Cara pegawai melayani kas; <b>perben</b>daharaan.') })
	put('paper', { 'index.html': page('Bahan bacaan',
		'<a href="bab.pdf">Bab</a>'), 'bab.pdf': pdf('Inventarisasi aset') })
	put('english', { 'index.html': page('Managing services',
		'<p>Caf\u00e9 etiquette') })
})

async function find(query, who = learner) {
	const { status, body, text } = await who('GET', `/api/v1/modules?${query}`)

	assert.equal(status, 200, text)
	return body
}

const ours = body => body.modules.map(m => Object.keys(made)
	.find(name => made[name] === m.id)).filter(Boolean)
const q = async (words, who) => ours(await find(
	`q=${encodeURIComponent(words)}`, who))

test('another form of the word finds it, and a title before a text',
	async () => {
		assert.deepEqual(await q('melayani'), ['counter', 'budget'])
		assert.deepEqual(await q('PELAYANAN'), ['counter', 'budget'])
		assert.deepEqual(await q('penganggaran'), ['budget'])
		assert.deepEqual(await q('manager service'), ['english'])
	})

test('one slip is forgiven, two are not', async () => {
	for (const typed of ['pelayannan', 'pelyanan', 'peloyanan', 'pealyanan'])
		assert.equal((await q(typed))[0], 'counter', typed)
	assert.deepEqual(await q('anggarran'), ['budget'])
	assert.deepEqual(await q('pxlxyanan'), [])
})

test('text inside HTML and PDF is found, script and style are not',
	async () => {
		assert.deepEqual(await q('antrean'), ['counter'])
		assert.deepEqual(await q('inventarisasi'), ['paper'])
		assert.deepEqual(await q('etiquette cafe'), ['english'])
		assert.deepEqual(await q('rahasiaskrip'), [])
		assert.deepEqual(await q('gayarahasia'), [])
	})

test('every word is needed, in any order', async () => {
	assert.deepEqual(await q('loket pelayanan'), ['counter'])
	assert.deepEqual(await q('loket anggaran'), [])
	assert.ok((await q('yang di dan')).length > 0, 'words of no weight')
})

test('hostile words find nothing and break nothing', async () => {
	for (const words of ["' OR 1=1 --", '%', '_', '!', '\u202e', 'x'.repeat(400),
		'a '.repeat(200), '"; DROP TABLE module; --', '公務員', '((((', '\\'])
		await q(words)
	for (const query of ['field=x', 'jp=9', 'jp=-1', 'length=x', 'new=2',
		'mine=all', 'state=gone', 'sort=up', 'agency=1'])
		assert.ok((await find(query)).total > 0, query)
	assert.equal((await learner('GET', '/api/v1/modules?page=0')).status, 422)
})

test('what an author says of a module is found soon, and what it was is not',
	async () => {
		const path = `/api/v1/modules/${made.paper}`

		await author('PATCH', path, { description: 'Kearsipan dasar.',
			field: 'other', legalBasis: 'Perka Ombudsman' })
		await until('it is found', async () =>
			(await q('arsip')).includes('paper'))
		assert.deepEqual(await q('ombudsman'), ['paper'])
		await author('PATCH', path, { description: 'Ringkas.' })
		await until('it is not found', async () =>
			!(await q('arsip')).includes('paper'))
		assert.deepEqual(await q('inventarisasi'), ['paper'])
	})

test('what is closed is found by authors, not by who has never begun it', async () => {
	const path = `/api/v1/modules/${made.english}`

	await author('PATCH', path, { state: 'closed' })
	assert.deepEqual(await q('etiquette'), [])
	assert.deepEqual(await q('etiquette', author), ['english'])
	assert.deepEqual(ours(await find('state=closed', author)), ['english'])
	await author('PATCH', path, { state: 'published' })
})

test('choices leave what fits, and each tells how many there would be',
	async () => {
		await author('PATCH', `/api/v1/modules/${made.counter}`,
			{ field: 'public-service', jp: 2, minutes: 45 })
		await author('PATCH', `/api/v1/modules/${made.budget}`,
			{ field: 'finance', jp: 6, minutes: 270 })
		const both = 'q=melayani'

		assert.deepEqual(ours(await find(`${both}&field=finance`)), ['budget'])
		assert.deepEqual(ours(await find(`${both}&jp=1`)), ['counter'])
		assert.deepEqual(ours(await find(`${both}&length=3`)), ['budget'])
		assert.deepEqual(ours(await find(`${both}&sort=short`)),
			['counter', 'budget'])
		assert.deepEqual(ours(await find(`${both}&sort=title`)),
			['budget', 'counter'])
		const { counts, total } = await find(`${both}&field=finance`)

		assert.equal(total, 1)
		assert.deepEqual(counts.field, { 'finance': 1, 'public-service': 1 })
		assert.deepEqual(counts.jp, { 3: 1 })
		assert.equal(counts.new, 1)
	})

test('what I have begun, finished and not opened is told apart', async () => {
	made.olive = publish(scorm12('Kebun zaitun')).module
	const mine = async name => ours(await find(`q=zaitun&mine=${name}`))

	assert.deepEqual(await mine('open'), ['olive'])
	const { body: launch } = await learner('POST',
		`/api/v1/modules/${made.olive}/launches`, {})

	assert.deepEqual(await mine('begun'), ['olive'])
	assert.deepEqual(await mine('open'), [])
	const saved = await learner('POST', '/api/v1/saves',
		item(launch, 1, { completion: 'completed' }))

	assert.equal(saved.status, 200, saved.text)
	assert.deepEqual(await mine('done'), ['olive'])
	assert.deepEqual(await mine('begun'), [])
})

test('reading all words anew finds the same', async () => {
	assert.match(balai(['reindex']), /\d+ modul/)
	assert.deepEqual(await q('melayani'), ['counter', 'budget'])
	assert.deepEqual(await q('inventarisasi'), ['paper'])
	assert.deepEqual(await q('anggarran'), ['budget'])
})

test('for those who make modules their own agency’s come alone, drafts first',
	async () => {
		const stamp = Date.now().toString(36)
		const admin = await signIn('admin')
		const other = await admin('POST', '/api/v1/agencies',
			{ name: `Dinas ${stamp}`, kind: 'agency', helpText: '' })
		const given = 'rahasia-panjang-sekali'
		await admin('POST', '/api/v1/people', { login: `lain.${stamp}`,
			name: 'Orang lain', agency: other.body.id, roles: ['author'],
			password: given })
		const first = await signIn(`lain.${stamp}`, undefined, given)
		await first('PUT', '/api/v1/me/password',
			{ current: given, password: `${given}-sendiri` })
		const elsewhere = await signIn(`lain.${stamp}`, undefined,
			`${given}-sendiri`)
		const sent = await author('POST', '/api/v1/imports?name=a.zip',
			readFileSync(scorm12(`Draf ${stamp}`)),
			{ 'Content-Type': 'application/octet-stream' })
		const draft = (await imported(author, sent.body.id)).module

		publish(zip({ 'index.html': page(`Terbit ${stamp}`, '') }))
		const mine = await find('agency=mine&sort=desk', author)
		const drafts = mine.modules.map(m => m.state === 'draft')

		assert.equal(mine.modules[0].id, draft)
		assert.deepEqual(drafts, drafts.slice().sort((a, b) => b - a))
		assert.ok(mine.total > 4)
		assert.equal((await find('agency=mine&sort=desk', elsewhere)).total, 0)
		assert.ok((await find('', elsewhere)).total > 4)
	})

test('more modules than a page are read in their order, each with where its ' +
	'learner stands', async () => {
	const stamp = Date.now().toString(36)
	const admin = await signIn('admin')
	const login = `banyak.${stamp}`
	const given = 'rahasia-panjang-sekali'

	await admin('POST', '/api/v1/people', { login, name: 'Banyak Belajar',
		roles: ['learner'], password: given })
	const first = await signIn(login, undefined, given)
	await first('PUT', '/api/v1/me/password',
		{ current: given, password: `${given}-sendiri` })
	const who = await signIn(login, undefined, `${given}-sendiri`)
	const begun = []

	for (let i = 0; i < 23; i++) {
		const { module } = publish(scorm12(`Banyak ${stamp} ${i}`))
		const { status } = await who('POST',
			`/api/v1/modules/${module}/launches`, {})

		assert.equal(status, 201)
		begun.unshift(module)
	}
	const { body } = await who('GET', '/api/v1/me/modules')

	assert.deepEqual(body.modules.map(m => m.id), begun)
	assert.ok(body.modules.every(m => m.mine && m.resume.unit.title === 'Satu'))
	const one = await find('mine=begun&sort=title', who)
	const two = await find('mine=begun&sort=title&page=2', who)

	assert.deepEqual([one.total, one.modules.length, two.modules.length],
		[23, 20, 3])
	assert.deepEqual([...one.modules, ...two.modules].map(m => m.id).sort(),
		begun.slice().sort())
	assert.ok([...one.modules, ...two.modules].every(m =>
		m.mine?.attempt && m.version.units === 1))
})
