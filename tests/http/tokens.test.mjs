// What {{names}} in lessons stand for in an agency, and what a lesson's head
// makes of the duties of who is responsible for it.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { publish, signIn, zip } from './lib.mjs'

const head = (title, reviewBy) => `---\ntitle: ${title}\nminutes: 5\n` +
	`confidence: general\ncheckedAt: 2026-01-02\nreviewBy: ${reviewBy}\n---\n\n`

// A module of our own format with one lesson that was due long ago.
const course = (id, tokens) => zip({
	'module.json': JSON.stringify({ format: 'balai/1', id, code: 'U',
		title: `Modul ${id}`, description: 'Untuk ujian.', language: 'id',
		jp: 1, minutes: 45, goals: ['Tahu'], competencies: [
			{ id: 'U.T1', name: 'Ujian', kind: 'technical', level: 1 }],
		tokens, parts: [{ lesson: 'u-1' }, { lesson: 'u-2' }],
		completion: { required: ['lessons'] } }),
	'lessons/u-1.md': head('Lama', '2026-01-03') +
		Object.keys(tokens).map(t => `Hubungi {{${t}}}.`).join(' ') + '\n',
	'lessons/u-2.md': head('Baru', '2190-01-03') + 'Isi.\n',
})

const desk = { kanal: { label: 'Kanal pengaduan', otherwise: 'loket Anda' },
	daerah: { label: 'Daerah', otherwise: 'daerah Anda' } }
let admin, author, learner, module, path

before(async () => {
	admin = await signIn('admin')
	author = await signIn('penulis')
	learner = await signIn('peserta')
	module = publish(course('ujian-satu', desk)).module
	publish(course('ujian-dua', { kanal: { label: 'Kanal', otherwise: 'x' } }))
	path = `/api/v1/agencies/${author.person.agency.id}/tokens`
})

const named = async (who, name) => (await who('GET', path)).body.tokens
	.find(t => t.name === name)
const put = (who, tokens, to = path) => who('PUT', to, { tokens })

test('each name is told with its label, its default and where it is used',
	async () => {
		const token = await named(author, 'kanal')

		assert.equal(token.value, null)
		assert.equal(token.uses, 2)
		assert.deepEqual(token.modules.map(m => m.title),
			['Modul ujian-dua', 'Modul ujian-satu'])
		assert.deepEqual(await named(author, 'daerah'), {
			name: 'daerah', label: 'Daerah', otherwise: 'daerah Anda',
			value: null, uses: 1,
			modules: [{ id: module, title: 'Modul ujian-satu' }] })
	})

test('what an agency says is what its people read', async () => {
	const { status, text } = await put(author,
		{ kanal: '  Meja 3, lantai 1 ', daerah: '' })

	assert.equal(status, 200, text)
	assert.equal((await named(author, 'kanal')).value, 'Meja 3, lantai 1')
	assert.equal((await named(author, 'daerah')).value, null)
	const { body } = await learner('POST',
		`/api/v1/modules/${module}/launches`, { unit: 'lesson:u-1' })

	assert.equal(body.state.tokens.kanal, 'Meja 3, lantai 1')
	assert.equal(body.state.unit.kind, 'lesson')
	assert.equal((await put(author, { kanal: null })).status, 200)
	assert.equal((await named(author, 'kanal')).value, null)
})

test('names nobody uses, long values and several lines are refused whole',
	async () => {
		for (const tokens of [{ nama_lain: 'x' }, { kanal: 'x'.repeat(201) },
			{ kanal: 'a\nb' }, { kanal: 7 }, [], null, 'x']) {
			const { status, body } = await put(author, tokens)

			assert.equal(status, 422, JSON.stringify(tokens))
			assert.ok(body.field)
		}
		const { status } = await put(author, { daerah: 'Kota', kanal: 7 })

		assert.equal(status, 422)
		assert.equal((await named(author, 'daerah')).value, null)
	})

test('authors say it for their own agency, administrators for any', async () => {
	assert.equal((await learner('GET', path)).status, 403)
	const other = await admin('POST', '/api/v1/agencies',
		{ name: `Dinas ${Date.now()}`, kind: 'agency' })

	assert.equal(other.status, 201, other.text)
	const theirs = `/api/v1/agencies/${other.body.id}/tokens`

	assert.equal((await author('GET', theirs)).status, 404)
	assert.equal((await put(author, { kanal: 'x' }, theirs)).status, 404)
	assert.equal((await put(admin, { kanal: 'Loket' }, theirs)).status, 200)
	assert.equal((await named(author, 'kanal')).value, null)
	assert.equal((await admin('GET', '/api/v1/agencies/none/tokens')).status,
		404)
})

test('a lesson whose review is past is a duty of its authors', async () => {
	const { body } = await author('GET', '/api/v1/duties')
	const mine = body.due.filter(d => d.module.id === module)

	assert.deepEqual(mine.map(d => [d.unit.title, d.reviewBy, d.confidence,
		d.overdue]), [['Lama', '2026-01-03', 'general', true]])
})
