// A disk without room, a real one: what was acknowledged stays, what cannot be
// kept is refused and said so, the server goes on, and so does everything else
// once there is room, without a start.
//
// BALAI_SMALL_DISK names a folder on a small file system (small.sh).
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, statSync,
	statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { until } from '../lib/until.mjs'
import { create, destroy, packageOf, verify } from './crash.mjs'

const small = process.env.BALAI_SMALL_DISK
const seed = Number(process.env.BALAI_SEED) || Date.now() % 1e9
const why = 'no file system can be mounted here'
const MB = 1 << 20

console.log(`seed ${seed}`)

const wait = ms => new Promise(next => setTimeout(next, ms))

/* The ballast is what fills the disk: `free` bytes stay beside it. */
class Ballast {
	constructor() {
		this.file = join(small, 'ballast')
		this.fd = openSync(this.file, 'w')
		this.size = 0
	}

	fill(free = 0) {
		const zeros = Buffer.alloc(MB)
		const { bavail, bsize } = statfsSync(small)
		let left = bavail * bsize - free

		for (; left > 0; left -= MB)
			try {
				this.size += writeSync(this.fd, zeros, 0,
					Math.min(MB, left), this.size)
			} catch (error) {
				assert.equal(error.code, 'ENOSPC')
				return
			}
	}

	free(bytes = this.size) {
		this.size = Math.max(0, this.size - bytes)
		ftruncateSync(this.fd, this.size)
	}

	end() {
		closeSync(this.fd)
		rmSync(this.file, { force: true })
	}
}

/* A server whose data lie on the small disk. */
async function on(t, what, more = {}) {
	if (!small) {
		t.skip(why)
		return
	}
	const under = join(small, String(Date.now()))

	mkdirSync(under)
	const ballast = new Ballast()
	const world = await create({ seed, learners: 8, authors: 1, under,
		...more })

	try {
		await what(world, ballast)
		ballast.free()
		verify(world)
		world.check()
		assert.equal(world.code, null, world.said)
	} finally {
		await destroy(world)
		ballast.end()
		rmSync(under, { recursive: true, force: true })
	}
}

const saves = world => Promise.all(world.pupils.map(pupil => pupil.save()))

/* Until the log can take no more. */
async function full(world) {
	await until('a save is refused', async () =>
		(await saves(world)).some(answer => answer?.status === 507))
	for (const [lang, sentence] of [['id', /penuh/], ['en', /full/]]) {
		// What another had no room for may just have left some.
		const answer = await until('it is refused again', async () => {
			const got = await world.pupils[0].save({ 'Accept-Language': lang })

			return got?.status === 507 && got
		})

		assert.equal(answer.body.code, 'disk_full')
		assert.match(answer.body.title, sentence)
	}
}

test('the log finds no room: saves are refused, then taken', t =>
	on(t, async (world, ballast) => {
		await saves(world)
		ballast.fill()
		await full(world)
		for (let i = 0; i < 20; i++)
			await saves(world)
		verify(world)
		// Who only reads goes on reading.
		assert.equal((await world.pupils[0].as('GET', '/api/v1/me'))?.status,
			200)
		assert.equal((await world.pupils[0].as('GET', '/api/v1/modules'))
			?.status, 200)
		ballast.free()
		for (const answer of await saves(world))
			assert.equal(answer?.status, 200, answer?.text)
	}))

/* While somebody reads, nothing newer is taken home. Ends when told to. */
async function reader(world) {
	const child = spawn('sqlite3', ['-readonly', join(world.data, 'balai.db')],
		{ stdio: ['pipe', 'pipe', 'inherit'] })
	const ended = new Promise(next => child.on('close', next))
	let said = ''

	child.stdout.setEncoding('utf8').on('data', text => { said += text })
	child.stdin.write('.timeout 60000\nBEGIN;\n' +
		'SELECT count(*) FROM person;\n')
	await until('it reads', () => /^\d+\n/.test(said))
	return async () => {
		child.stdin.end('COMMIT;\n')
		await ended
	}
}

test('the database finds no room when the log is taken home', t =>
	on(t, async (world, ballast) => {
		const ends = await reader(world)

		// What the log holds is more than the room, and that is enough for
		// the log to grow until it is taken home: by 1,000 pages and a save.
		world.large = 900_000
		for (const answer of await saves(world))
			assert.equal(answer?.status, 200, answer?.text)
		ballast.fill(6 * MB)
		await ends()
		const file = join(world.data, 'balai.db')
		const [{ size }] = world.rows(
			'SELECT page_count * 4096 size FROM pragma_page_count')

		assert.ok(size - statSync(file).size > 7 * MB)
		await until('the log says what failed', async () => {
			let taken = 0

			for (const pupil of world.pupils)
				taken += (await pupil.save())?.status === 200
			// Where one of the server's own was reading just then, it is
			// tried again when the log has grown by as much once more.
			if (!taken)
				ballast.free(MB)
			return /database\.checkpoint/.test(world.said)
		})
		await full(world)
		verify(world)
		ballast.free()
		await until('all are taken', async () =>
			(await saves(world)).every(answer => answer?.status === 200))
		for (let i = 0; i < 50; i++)
			for (const answer of await saves(world))
				assert.equal(answer?.status, 200, answer?.text)
	}, { learners: 12 }))

test('an upload finds no room: its offset stays true, and it goes on', t =>
	on(t, async (world, ballast) => {
		const [author] = world.writers

		author.bytes = size => Buffer.alloc(6 * MB, size)
		await author.step()
		await author.step()
		const { acknowledged } = author.upload

		assert.ok(acknowledged > 0)
		ballast.fill()
		const refused = await until('a part is refused', async () => {
			const answer = await author.step()

			return answer?.status === 507 && answer
		})

		assert.equal(refused.body.code, 'disk_full')
		const looked = await author.step()

		assert.equal(looked.status, 200, looked.text)
		assert.ok(Number(looked.headers['upload-offset']) >= acknowledged)
		verify(world)
		ballast.free()
		await until('it is published', async () =>
			(await author.step())?.body?.state === 'published')
	}))

test('nor does a package sent in one piece', t =>
	on(t, async (world, ballast) => {
		const [author] = world.writers
		const bytes = packageOf('Sekaligus', Buffer.alloc(3 * MB))
		const send = () => author.as('POST', '/api/v1/imports?name=a.tar', bytes,
			{ 'Content-Type': 'application/octet-stream' })

		ballast.fill(MB)
		const refused = await send()

		assert.equal(refused?.status, 507, refused?.text)
		assert.equal(refused.body.code, 'disk_full')
		ballast.free()
		const taken = await send()

		assert.equal(taken?.status, 202, taken?.text)
		await until('it is imported', async () => (await author.as('GET',
			`/api/v1/imports/${taken.body.id}`))?.body?.state === 'done')
	}))

test('files of events leave room for what others save', t =>
	on(t, async (world, ballast) => {
		const as = await world.signIn('pemandu')
		const startsAt = Date.now() + 60_000
		const made = await as('POST', '/api/v1/events', { title: 'Penuh',
			startsAt, endsAt: startsAt + 60_000 })
		const send = () => as('POST',
			`/api/v1/events/${made.body.id}/files?name=a.pdf`,
			Buffer.alloc(MB), { 'Content-Type': 'application/octet-stream' })

		assert.equal(made.status, 201, made.text)
		ballast.fill(100 * MB)
		const refused = await send()

		assert.equal(refused.status, 507, refused.text)
		assert.equal(refused.body.code, 'disk_full')
		ballast.free()
		assert.equal((await send()).status, 201)
	}))

/* Send all but the last bytes. */
async function almost(author) {
	author.spared = 5000
	await until('all but the last part is there', async () => {
		await author.step()
		const { upload } = author

		return upload?.acknowledged === upload?.bytes.length - author.spared
	})
	author.spared = 0
}

test('an import whose files find no room is refused whole, and told of', t =>
	on(t, async (world, ballast) => {
		const [author] = world.writers
		let last

		author.bytes = () => Buffer.alloc(12 * MB, 7)
		await almost(author)
		// The last part fits, and what is in the package does not.
		ballast.fill(6 * MB)
		await until('it failed', async () => {
			last = await author.step()
			return last?.body?.state === 'failed'
		})
		assert.equal(last.body.error.code, 'disk_full')
		const english = await author.as('GET', `/api/v1/imports/${last.body.id}`,
			undefined, { 'Accept-Language': 'en' })

		assert.match(english.body.error.message, /storage is full/)
		assert.deepEqual(world.rows(
			'SELECT id FROM version WHERE title LIKE \'Paket%\''), [])
		ballast.free()
		await until('the next is published', async () =>
			(await author.step())?.body?.state === 'published')
	}))

test('one that ends while not even that can be written is told of later', t =>
	on(t, async (world, ballast) => {
		const [author] = world.writers

		author.bytes = () => Buffer.alloc(12 * MB, 7)
		await almost(author)
		ballast.fill(6 * MB)
		await until('it is whole', async () => {
			await author.step()
			return !author.upload ||
				author.upload.acknowledged === author.upload.bytes.length
		})
		ballast.fill()
		await full(world)
		await wait(500)
		ballast.free()
		await until('it is told of', async () => {
			await author.step()
			return !author.upload || author.upload.done
		})
		await until('and the next is published', async () =>
			(await author.step())?.body?.state === 'published')
	}))

test('the search finds no room, and reads the module once it has', t =>
	on(t, async (world, ballast) => {
		const [author] = world.writers

		author.bytes = () => Buffer.alloc(1000, 7)
		await until('one is published', async () =>
			(await author.step())?.body?.state === 'published')
		const found = () => world.rows(`SELECT m.id FROM module m
			JOIN search_doc d ON d.module_id = m.id
			AND d.updated_at = m.updated_at`).length === 3

		await until('all is read', found)
		// It says that it is to be read anew, and there is no room for that.
		world.change(`UPDATE module SET updated_at = updated_at + 1`)
		ballast.fill()
		await full(world)
		ballast.free()
		await until('it is read', found)
	}))
