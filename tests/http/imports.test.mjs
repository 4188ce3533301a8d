// Archives that authors send: taken, refused, published, replaced.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { balai, call, imported, item, publish, scorm12, signIn, zip }
	from './lib.mjs'

let author, learner

before(async () => {
	author = await signIn('penulis')
	learner = await signIn('peserta')
})

const send = (who, bytes, query) => who('POST', `/api/v1/imports?${query}`,
	bytes, { 'Content-Type': 'application/octet-stream' })

const ended = id => imported(author, id)

const blobs = () => readdirSync(join(process.env.BALAI_DATA, 'blobs'),
	{ recursive: true }).filter(name => /[0-9a-f]{64}$/.test(name)).sort()

test('an upload becomes a draft that only authors see', async () => {
	const title = `Unggahan ${Date.now()}`
	const begun = await send(author, readFileSync(scorm12(title)),
		'name=kursus.zip')

	assert.equal(begun.status, 202, begun.text)
	const done = await ended(begun.body.id)

	assert.equal(done.state, 'done', JSON.stringify(done))
	assert.equal(done.report.title, title)
	assert.equal(done.report.standard, 'scorm12')
	assert.equal(done.report.units, 1)
	assert.equal(done.versionNumber, 1)
	assert.equal((await learner('GET', `/api/v1/modules/${done.module}`)).status,
		404)
	const seen = await author('GET', `/api/v1/modules/${done.module}`)

	assert.equal(seen.body.state, 'draft')
	assert.equal(seen.body.report.title, title)
	const report = await author('GET', `/api/v1/modules/${done.module}/report`)

	assert.equal(report.body.files, 2)
	const { body: list } = await author('GET', '/api/v1/imports')

	assert.ok(list.imports.some(i => i.id === done.id))

	const published = await author('POST',
		`/api/v1/imports/${done.id}/publish`)

	assert.equal(published.status, 200, published.text)
	assert.equal(published.body.state, 'published')
	assert.equal((await learner('GET', `/api/v1/modules/${done.module}`)).status,
		200)
})

test('a refusal has its code, a sentence, and leaves nothing behind',
	async () => {
		const before = blobs()
		const begun = await send(author, readFileSync(zip({
			'imsmanifest.xml': '<manifest><broken</manifest>' })),
			'name=rusak.zip')
		const failed = await ended(begun.body.id)

		assert.equal(failed.state, 'failed')
		assert.equal(failed.error.code, 'xml_malformed')
		assert.match(failed.error.message, /imsmanifest\.xml/)
		assert.match(failed.error.message, /bukan XML|XML/)
		assert.equal(failed.module, null)
		assert.deepEqual(blobs(), before)
		assert.deepEqual(readdirSync(join(process.env.BALAI_DATA, 'uploads')),
			[])
		const english = await author('GET',
			`/api/v1/imports/${begun.body.id}`, undefined,
			{ 'Accept-Language': 'en' })

		assert.notEqual(english.body.error.message, failed.error.message)
	})

test('an upload needs a name', async () => {
	const answer = await send(author, Buffer.from('PK'), '')

	assert.equal(answer.status, 422)
	assert.match(answer.body.detail, /nama berkas/)
})

test('an import is seen by its author and administrators', async () => {
	const begun = await send(author, readFileSync(scorm12('Rahasia')),
		'name=a.zip')
	const admin = await signIn('admin')
	const path = `/api/v1/imports/${begun.body.id}`

	assert.equal((await admin('GET', path)).status, 200)
	assert.equal((await learner('GET', path)).status, 403)
})

test('a new version leaves learners in flight where they are', async () => {
	const stamp = Date.now()
	const first = publish(scorm12(`Versi satu ${stamp}`))
	const path = `/api/v1/modules/${first.module}`
	const launch = (await learner('POST', `${path}/launches`, {})).body
	const begun = await send(author,
		readFileSync(scorm12(`Versi dua ${stamp}`, ['Baru', 'Lagi'])),
		`name=dua.zip&module=${first.module}`)
	const done = await ended(begun.body.id)

	assert.equal(done.module, first.module)
	assert.equal(done.versionNumber, 2)
	const other = await signIn('atasan')

	assert.equal((await other('GET', path)).body.version.number, 1)
	await author('POST', `/api/v1/imports/${done.id}/publish`)
	assert.equal((await other('GET', path)).body.version.number, 2)
	assert.equal((await other('POST', `${path}/launches`, {})).body
		.version.number, 2)
	const still = await learner('POST', `${path}/launches`, {})

	assert.equal(still.body.version.number, 1)
	assert.equal(still.body.attempt, launch.attempt)
	assert.equal((await learner('POST', '/api/v1/saves',
		item(still.body, 1, { completion: 'completed' }))).status, 200)
	const mine = await learner('GET', path)

	assert.equal(mine.body.version.number, 1)
	assert.equal(mine.body.newest, false)
	assert.equal(mine.body.mine.completion, 'completed')
})

test('a closed module takes no new learner and keeps those it has',
	async () => {
		const { module } = publish(scorm12(`Ditutup ${Date.now()}`))
		const path = `/api/v1/modules/${module}`
		const late = await signIn('atasan')

		const begun = await learner('POST', `${path}/launches`, {})

		assert.equal(begun.status, 201)
		await learner('POST', '/api/v1/saves', item(begun.body, 1))
		assert.equal((await author('PATCH', path, { state: 'closed' })).status,
			200)
		assert.equal((await learner('POST', `${path}/launches`, {})).status, 201)
		for (const answer of [await late('GET', path),
			await late('GET', `${path}/standing`),
			await late('POST', `${path}/launches`, {})]) {
			assert.equal(answer.status, 403)
			assert.equal(answer.body.code, 'module_shut')
		}
		const again = await learner('POST', `${path}/launches`,
			{ restart: true })

		assert.equal(again.status, 403)
		assert.equal(again.body.code, 'module_closed')
	})

test('the same package imported again is the same version', async () => {
	const file = scorm12(`Sama ${Date.now()}`)
	const one = publish(file)
	const two = publish(file)

	assert.equal(two.module, one.module)
	assert.equal(two.version, 1)
})

test('the command line refuses by code and with exit status 1', () => {
	const file = zip({ 'imsmanifest.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a/>' })
	let failed

	try {
		balai(['import', file, '/tidak/ada.zip', '--json'])
	} catch (error) {
		failed = error
	}
	assert.equal(failed.status, 1)
	const [bad, missing] = failed.stdout.trim().split('\n').map(JSON.parse)

	assert.equal(bad.ok, false)
	assert.equal(bad.error.code, 'xml_entities')
	assert.equal(missing.error.code, 'file_unreadable')
})

test('check finds every file good, and one changed byte', async () => {
	const { writeFileSync } = await import('node:fs')

	publish(scorm12(`Periksa ${Date.now()}`))
	assert.match(balai(['check']), / 0 /)
	const name = join(process.env.BALAI_DATA, 'blobs', blobs()[0])
	const bytes = readFileSync(name)

	bytes[0] ^= 1
	writeFileSync(name, bytes)
	assert.throws(() => balai(['check']))
	bytes[0] ^= 1
	writeFileSync(name, bytes)
	assert.match(balai(['check']), / 0 /)
})

const alone = (bytes, name) => send(author, Buffer.from(bytes),
	`name=${encodeURIComponent(name)}`).then(begun => ended(begun.body.id))

test('a single PDF becomes a module that its learner opens', async () => {
	const bytes = `%PDF-1.4\n% ${Date.now()}\n`
	const done = await alone(bytes, 'Panduan ASN.zip')

	assert.equal(done.state, 'done', JSON.stringify(done))
	assert.equal(done.report.standard, 'file')
	assert.equal(done.report.title, 'Panduan ASN')
	await author('POST', `/api/v1/imports/${done.id}/publish`)
	const launch = await learner('POST',
		`/api/v1/modules/${done.module}/launches`, {})

	assert.equal(launch.status, 201, launch.text)
	assert.equal(launch.body.unit.kind, 'pdf')
	assert.equal(launch.body.unit.key, 'isi')
	const { media } = launch.body.state.unit

	assert.equal(media.type, 'application/pdf')
	assert.deepEqual(media.forms, [{ name: 'original',
		href: 'Panduan%20ASN.pdf', bytes: bytes.length,
		type: 'application/pdf' }])
	assert.deepEqual(media.captions, [])
	const file = await call('GET', launch.body.url.replace(/~play.*/,
		media.forms[0].href))

	assert.equal(file.status, 200)
	assert.equal(file.text, bytes)
	assert.equal(file.headers.get('Content-Type'), 'application/pdf')
	// Nothing is complete because it was opened.
	const { body: mine } = await learner('GET',
		`/api/v1/modules/${done.module}`)

	assert.notEqual(mine.mine?.completion, 'completed')
})

test('Markdown becomes a page without script', async () => {
	const done = await alone(`# Etika ${Date.now()}\n\n<script>x</script>\n`,
		'etika.md')

	assert.equal(done.state, 'done', JSON.stringify(done))
	await author('POST', `/api/v1/imports/${done.id}/publish`)
	const launch = await learner('POST',
		`/api/v1/modules/${done.module}/launches`, {})

	assert.equal(launch.body.unit.kind, 'page')
	assert.match(launch.body.unit.title, /^Etika \d+$/)
	const page = await call('GET', launch.body.url.replace(/~play.*/,
		launch.body.state.unit.launchHref))

	assert.equal(page.status, 200)
	assert.match(page.headers.get('Content-Type'), /^text\/html/)
	assert.match(page.text, /&lt;script&gt;x/)
	assert.ok(!page.text.includes('<script'))
})

test('an office file is a download, and its author is told of PDF',
	async () => {
		const done = await alone('PK\x03\x04' + '.'.repeat(26) + 'mimetype' +
			`application/vnd.oasis.opendocument.text ${Date.now()}`,
			'surat.odt')

		assert.equal(done.state, 'done', JSON.stringify(done))
		const warning = done.report.warnings.find(w =>
			w.code === 'office_file')

		assert.match(warning.message, /1\. .*2\. .*PDF; 3\. /)
		const launch = await author('POST',
			`/api/v1/modules/${done.module}/launches`, {})

		assert.equal(launch.body.unit.kind, 'file')
	})

test('a video of another time is refused with the setting that mends it',
	async () => {
		const failed = await alone('RIFF....AVI LIST', 'rapat.avi')

		assert.equal(failed.error.code, 'media_foreign')
		assert.match(failed.error.message, /HandBrake/)
	})
