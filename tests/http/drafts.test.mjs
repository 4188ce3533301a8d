// Modules that are written in the browser: drafts, their files, their versions.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { imported, password, publish, scorm12, signIn } from './lib.mjs'

const stamp = Date.now().toString(36)
const STREAM = { 'Content-Type': 'application/octet-stream' }
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQV' +
	'R42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
let author, learner, draft, path

before(async () => {
	author = await signIn('penulis')
	learner = await signIn('peserta')
	const { status, body, text } = await author('POST', '/api/v1/drafts',
		{ title: `Naskah ${stamp}` })

	assert.equal(status, 201, text)
	draft = body
	path = `/api/v1/drafts/${draft.id}`
})

const read = async (name, who = author) =>
	(await who('GET', `${path}/files/${name}`)).body
const write = (name, text, revision, who = author) => who('PUT',
	`${path}/files/${name}?revision=${revision}`, Buffer.from(text), STREAM)
const check = async () => (await author('GET', `${path}/check`)).body

async function change(name, edit) {
	const { text, revision } = await read(name)
	const saved = await write(name, edit(text), revision)

	assert.equal(saved.status, 200, saved.text)
	return saved.body
}

test('a new draft is a module that can be published as it is', async () => {
	assert.deepEqual(draft.files.map(f => f.path),
		['lessons/pelajaran-1.md', 'module.json'])
	assert.equal(draft.module, null)
	assert.equal((await check()).faults, 0)
})

test('a file is written where its revision was seen, and refused elsewhere', async () => {
	const { revision } = await read('lessons/pelajaran-1.md')
	const text = (await read('lessons/pelajaran-1.md')).text + '\nSatu lagi.\n'
	const saved = await write('lessons/pelajaran-1.md', text, revision)

	assert.equal(saved.status, 200, saved.text)
	assert.ok(saved.body.revision > revision)
	const late = await write('lessons/pelajaran-1.md', 'lain', revision)

	assert.equal(late.status, 409)
	assert.equal(late.body.code, 'draft_moved')
	assert.equal((await read('lessons/pelajaran-1.md')).text, text)
})

test('a draft holds no more text than each check of it can read', async () => {
	const { body: full } = await author('POST', '/api/v1/drafts',
		{ title: 'Penuh teks' })
	const text = 'kata '.repeat(199_000)
	const put = i => author('PUT', `/api/v1/drafts/${full.id
	}/files/lessons/l-${i}.md?revision=0`, text)

	for (let i = 0; i < 12; i++)
		assert.equal((await put(i)).status, 200)
	const refused = await put(12)

	assert.equal(refused.status, 413)
	assert.equal(refused.body.code, 'draft_full')
	assert.equal((await author('DELETE', `/api/v1/drafts/${full.id}`)).status,
		204)
})

test('of twenty who write one file at once one is told that it is saved', async () => {
	const all = await Promise.all(Array.from({ length: 20 }, (_, i) =>
		write('lessons/bersama.md', `# ${i}`, 0)))

	assert.equal(all.filter(a => a.status === 200).length, 1)
	assert.equal(all.filter(a => a.body.code === 'draft_moved').length, 19)
	const { revision } = await read('lessons/bersama.md')

	assert.equal((await author('DELETE',
		`${path}/files/lessons/bersama.md?revision=${revision}`)).status, 204)
})

test('a path that is no part of a module is refused', async () => {
	for (const name of ['lessons/Bab%201.md', 'media/x.html', 'index.html',
		'lessons/a/b.md'])
		assert.equal((await write(name, 'x', 0)).body.code, 'field_invalid',
			name)
})

test('bytes that are no text are refused as a lesson', async () => {
	const bad = await author('PUT', `${path}/files/lessons/x.md?revision=0`,
		Buffer.from([0x61, 0xff, 0x00]), STREAM)

	assert.equal(bad.status, 422)
	assert.equal((await author('GET', path)).body.files.length, 2)
})

test('a picture is kept, and handed out only to be looked at', async () => {
	assert.equal((await write('media/titik.png', PNG, 0)).status, 200)
	const seen = await author('GET', `${path}/files/media/titik.png`)

	assert.equal(seen.headers.get('content-type'), 'image/png')
	assert.match(seen.headers.get('content-security-policy'), /sandbox/)
	assert.equal(seen.headers.get('content-disposition'), 'attachment')
})

test('the check names every fault by file and line', async () => {
	const before = (await read('module.json')).text

	await change('module.json', text =>
		text.replace('"pelajaran-1"', '"pelajaran-9"'))
	const { faults, details } = await check()

	assert.ok(faults > 0)
	assert.ok(details.some(d => d.file === 'module.json' && d.line > 1 &&
		!d.warning))
	assert.equal((await author('POST', `${path}/versions`)).body.code,
		'draft_faulty')
	await change('module.json', () => before)
})

test('a lesson is shown as learners will get it', async () => {
	await change('lessons/pelajaran-1.md', text => text +
		'\n![Titik](media/titik.png)\n\n<script>alert(1)</script>\n')
	const { status, body } = await author('GET',
		`${path}/lessons/pelajaran-1`)

	assert.equal(status, 200)
	assert.match(body.html, /alt="Titik"/)
	assert.doesNotMatch(body.html, /<script/)
	assert.equal((await author('GET', `${path}/lessons/tiada`)).status, 404)
})

test('a text is shown as HTML, a stranger\'s markup as it was typed', async () => {
	const { body } = await author('POST', '/api/v1/markdown',
		JSON.stringify({ text: '**tebal** <img src=x onerror=alert(1)>' }),
		STREAM)

	assert.match(body.html, /<strong>tebal<\/strong>/)
	assert.doesNotMatch(body.html, /<img/)
})

test('a draft becomes a version, and the next one a version of the same module', async () => {
	async function version() {
		const { status, body, text } = await author('POST',
			`${path}/versions`)

		assert.equal(status, 202, text)
		const done = await imported(author, body.id)

		assert.equal(done.state, 'done', JSON.stringify(done.error))
		return done
	}
	const first = await version()

	assert.equal((await author('GET', path)).body.module, first.module)
	await change('lessons/pelajaran-1.md', text => text + '\nBaru.\n')
	const second = await version()

	assert.equal(second.module, first.module)
	assert.equal(second.versionNumber, 2)
	assert.equal((await author('POST', '/api/v1/drafts',
		{ module: first.module })).body.id, draft.id)
})

test('a draft of a module begins with all that its version was made of', async () => {
	const { module } = (await author('GET', path)).body
	const texts = (await read('module.json')).text

	assert.equal((await author('DELETE', path)).status, 204)
	const { status, body } = await author('POST', '/api/v1/drafts',
		{ module })

	assert.equal(status, 201)
	path = `/api/v1/drafts/${body.id}`
	assert.deepEqual(body.files.map(f => f.path), ['lessons/pelajaran-1.md',
		'media/titik.png', 'module.json'])
	assert.equal((await read('module.json')).text, texts)
})

test('a module of another tool is not edited here', async () => {
	const { module } = publish(scorm12(`Lain ${stamp}`))
	const { status, body } = await author('POST', '/api/v1/drafts',
		{ module })

	assert.equal(status, 409)
	assert.equal(body.code, 'draft_foreign')
})

test('learners have no part in it, and no author of another agency', async () => {
	assert.equal((await learner('GET', path)).status, 403)
	const admin = await signIn('admin')
	const { body: agency } = await admin('POST', '/api/v1/agencies',
		{ name: `Dinas ${stamp}`, kind: 'agency', helpText: '' })
	const login = `jauh${stamp}`
	const made = await admin('POST', '/api/v1/people', { login,
		name: 'Penyusun jauh', agency: agency.id, roles: ['author'],
		password })

	assert.equal(made.status, 201, made.text)
	const own = `${password}-sendiri`

	await (await signIn(login))('PUT', '/api/v1/me/password',
		{ current: password, password: own })
	const far = await signIn(login, undefined, own)

	assert.equal((await far('GET', path)).status, 404)
	assert.equal((await write('lessons/x.md', 'x', 0, far)).status, 404)
	assert.equal((await far('GET', '/api/v1/drafts')).body.drafts.length, 0)
})
