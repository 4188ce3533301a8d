// A disk whose syncs fail: nothing is acknowledged that is not on it, the answer
// says so, and what comes afterwards is right. After each, the power is cut.
//
// A sync that failed is not made good by the next one, which succeeds without
// what was lost; disk.c and power.mjs hold us to that.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { until } from '../lib/until.mjs'
import { create, destroy, packageOf, start, verify } from './crash.mjs'

const EIO = 5, ENOSPC = 28
const seed = Number(process.env.BALAI_SEED) || Date.now() % 1e9

console.log(`seed ${seed}`)

/* A server with that disk; afterwards everything answered is there. */
async function on(what) {
	const world = await create({ seed, learners: 3, authors: 1 })

	try {
		// Whose disk is watched is alone with it from here on.
		await world.kill()
		world.rule()
		await start(world, 'power')
		await what(world)
		world.rule()
		world.shut()
		await world.kill()
		await start(world, 'kill')
		verify(world)
		world.check()
	} finally {
		await destroy(world)
	}
}

/* The author's next steps, until one of them is answered as wanted. */
async function go(author, wanted) {
	return until('the answer that is wanted', async () => {
		const answer = await author.step()

		return wanted(answer) && answer
	})
}

test('a save whose sync fails is refused, and taken once it can be', () =>
	on(async world => {
		const [one, two] = world.pupils

		assert.equal((await one.save()).status, 200)
		world.rule(`sync balai.db-wal ${EIO} 0 1000000`)
		for (const lang of ['id', 'en']) {
			const refused = await one.save({ 'Accept-Language': lang })

			assert.equal(refused.status, 500, refused.text)
			assert.equal(refused.body.code, 'storage_failed')
			assert.match(refused.body.title, lang === 'id'
				? /bermasalah/ : /failing/)
			assert.match(refused.body.detail, lang === 'id'
				? /belum tersimpan dan akan dicoba lagi. Beri tahu/
				: /not saved and will be tried again. Tell/)
		}
		assert.notEqual((await two.save()).status, 200)
		verify(world)
		world.rule()
		assert.equal((await one.save()).status, 200)
		assert.equal((await two.save()).status, 200)
	}))

test('one sync in three that fails takes nothing from the others', () =>
	on(async world => {
		for (let i = 0; i < 60; i++) {
			if (i % 3 === 0)
				world.rule(`sync balai.db-wal ${EIO} 0 1`)
			await Promise.all(world.pupils.map(pupil => pupil.save()))
		}
		assert.ok(world.found.commits >= 60)
		assert.ok(world.found.refused >= 20)
	}))

for (const [what, rule] of [['a sync', `sync balai.db$ ${EIO}`],
	['room', `write balai.db$ ${ENOSPC}`]])
	test(`where ${what} fails as the log is taken home, nothing is lost`, () =>
		on(async world => {
			world.rule(`${rule} 0 1000000`)
			for (let i = 0; i < 3000 &&
			     !/database\.checkpoint/.test(world.said); i++)
				await Promise.all(world.pupils.map(async pupil => {
					assert.equal((await pupil.save()).status, 200)
				}))
			assert.match(world.said, /database\.checkpoint/)
			verify(world)
			world.rule()
			assert.equal((await world.pupils[0].save()).status, 200)
		}))

test('bytes of an upload whose sync failed are never told of', () =>
	on(async world => {
		const [author] = world.writers

		await author.step()
		world.rule(`sync uploads/${author.upload.id} ${EIO} 0 1`)
		const refused = await author.step()

		assert.equal(refused.status, 500, refused.text)
		assert.equal(refused.body.code, 'storage_failed')
		assert.equal((await author.step()).headers['upload-offset'], '0')
		assert.equal((await author.step()).status, 204)
	}))

test('nor is its name, before the folder is synced', () => on(async world => {
	const [author] = world.writers

	await author.step()
	world.rule(`sync uploads$ ${EIO} 0 1`)
	assert.equal((await author.step()).status, 500)
	assert.equal((await author.step()).headers['upload-offset'], '0')
	assert.equal((await author.step()).status, 204)
}))

for (const [what, rule, code, sentence] of [
	['sync', `sync blobs ${EIO} 0 1`, 'storage_failed', /could not be stored/],
	['second sync', `sync blobs ${EIO} 2 1`, 'storage_failed', /could not/],
	['write', `write blobs ${ENOSPC} 0 1`, 'disk_full', /storage is full/],
])
	test(`an import whose ${what} fails is refused whole, and done again`, () =>
		on(async world => {
			const [author] = world.writers
			const bytes = packageOf('Paket', author.bytes(150_000))

			author.bytes = () => bytes.subarray(0, 100_000)
			await author.step()
			const { path } = author.upload

			world.rule(rule)
			const failed = await go(author, a => a?.body?.state === 'failed')

			assert.equal(failed.body.error.code, code)
			const english = await author.as('GET',
				path.replace('uploads', 'imports'), undefined,
				{ 'Accept-Language': 'en' })

			assert.match(english.body.error.message, sentence)
			assert.deepEqual(world.rows(
				`SELECT id FROM version WHERE title LIKE 'Paket%'`), [])
			world.rule()
			await go(author, a => a?.body?.state === 'published')
			verify(world)
		}))

test('a form that could not be compressed is made at the next start', () =>
	on(async world => {
		const [author] = world.writers
		const forms = () => readdirSync(join(world.data, 'blobs'),
			{ recursive: true }).filter(name => /\.(gz|br)$/.test(name))

		world.rule(`write tmp/form ${ENOSPC} 0 1000000`)
		await go(author, a => a?.body?.state === 'published')
		await until('it is said', () => /precompress/.test(world.said))
		assert.deepEqual(forms(), [])
		world.rule()
		world.shut()
		await world.kill()
		await start(world, 'power')
		await until('both are made', () => forms().length === 2)
	}))
