// What authors say of a module in the short form, and its picture.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { balai, publish, scorm12, signIn, visitor } from './lib.mjs'

let author, learner, module, path

before(async () => {
	author = await signIn('penulis')
	learner = await signIn('peserta')
	module = publish(scorm12(`Formulir ${Date.now()}`)).module
	path = `/api/v1/modules/${module}`
})

/* The smallest PNG there is, of one pixel. */
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQ' +
	'VR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const bytes = { 'Content-Type': 'application/octet-stream' }

test('an author describes a module, and learners read it', async () => {
	const said = {
		title: 'Anggaran dasar', description: 'Menyusun anggaran satu unit.',
		field: 'finance', jp: 5, minutes: 225, contact: 'keu@contoh.go.id',
		legalBasis: 'PMK 62 Tahun 2023', reviewBy: '2028-02-29',
	}
	const changed = await author('PATCH', path, said)

	assert.equal(changed.status, 200, changed.text)
	const { body } = await learner('GET', path)

	for (const [name, value] of Object.entries(said))
		assert.equal(body[name], value, name)
	assert.equal(body.picture, null)
})

test('null takes away, and what is not named stays', async () => {
	await author('PATCH', path, { jp: 7, contact: 'tetap' })
	const { body } = await author('PATCH', path,
		{ jp: null, minutes: null, field: null, reviewBy: null })

	assert.deepEqual([body.jp, body.minutes, body.field, body.reviewBy],
		[null, null, null, null])
	assert.equal(body.contact, 'tetap')
})

test('what does not fit is refused by the field’s name, and nothing changes',
	async () => {
		const wrong = [
			[{ title: ' ' }, 'Judul'], [{ title: 'x'.repeat(201) }, 'Judul'],
			[{ title: 'a\u202eb' }, 'Judul'],
			[{ description: 'x'.repeat(501) }, 'Ringkasan'],
			[{ field: 'hukum' }, 'Bidang'], [{ jp: -1 }, 'JP'],
			[{ jp: 1000 }, 'JP'], [{ jp: 2.5 }, 'jp'], [{ jp: '5' }, 'jp'],
			[{ minutes: 1e9 }, 'Lama belajar'],
			[{ reviewBy: '2027-02-29' }, 'Ditinjau lagi'],
			[{ reviewBy: 'besok' }, 'Ditinjau lagi'],
		]
		const { body: first } = await author('GET', path)

		for (const [change, label] of wrong) {
			const answer = await author('PATCH', path, change)

			assert.equal(answer.status, 422, JSON.stringify(change))
			assert.match(answer.body.title, new RegExp(label))
			assert.equal(answer.body.field, Object.keys(change)[0])
		}
		const { body: last } = await author('GET', path)

		assert.equal(last.title, first.title)
		assert.equal(last.updatedAt, first.updatedAt)
	})

test('a learner describes nothing', async () => {
	assert.equal((await learner('PATCH', path, { title: 'Punya saya' })).status,
		403)
	assert.equal((await learner('PUT', `${path}/picture`, png, bytes)).status,
		403)
})

test('a picture is shown to whoever has its address, as what it is',
	async () => {
		const put = await author('PUT', `${path}/picture`, png, bytes)

		assert.equal(put.status, 200, put.text)
		await author('PATCH', path, { pictureAlt: 'Loket pelayanan' })
		const { body } = await learner('GET', path)

		assert.equal(body.picture.alt, 'Loket pelayanan')
		assert.equal(body.picture.bytes, png.length)
		const shown = await visitor('GET', body.picture.url)

		assert.equal(shown.status, 200)
		assert.equal(shown.headers.get('content-type'), 'image/png')
		assert.equal(shown.headers.get('x-content-type-options'), 'nosniff')
		assert.match(shown.headers.get('content-security-policy'),
			/default-src 'none'/)
		assert.match(shown.headers.get('cache-control'), /immutable/)
		assert.match(balai(['check']), / 0 /)
		const gone = await author('DELETE', `${path}/picture`)

		assert.equal(gone.body.picture, null)
		assert.equal((await visitor('GET', body.picture.url)).status, 404)
	})

test('what is no picture is refused by its bytes', async () => {
	const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')
	const huge = Buffer.from(png)

	huge.writeUInt32BE(60000, 16)
	for (const body of [svg, png.subarray(0, 20), huge, Buffer.alloc(900)])
		assert.equal((await author('PUT', `${path}/picture`, body, bytes))
			.status, 422)
	assert.equal((await author('PUT', `${path}/picture`,
		Buffer.alloc(1024 * 1024 + 1), bytes)).status, 413)
	assert.equal((await visitor('GET', '/gambar/../balai.db')).status, 404)
	assert.equal((await visitor('GET', `/gambar/${'0'.repeat(64)}`)).status, 404)
})

test('a title that an author wrote stays when a new version comes', async () => {
	const stamp = Date.now()
	const kept = publish(scorm12(`Nama paket ${stamp}`)).module
	const mine = `/api/v1/modules/${kept}`

	publish(scorm12(`Nama kedua ${stamp}`, ['A', 'B']), '--module', kept)
	assert.equal((await author('GET', mine)).body.title, `Nama kedua ${stamp}`)
	await author('PATCH', mine, { title: 'Nama dari penulis' })
	publish(scorm12(`Nama ketiga ${stamp}`, ['A', 'C']), '--module', kept)
	assert.equal((await author('GET', mine)).body.title, 'Nama dari penulis')
})
