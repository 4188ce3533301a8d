// A dozen kills of the thousand that tests/crash/run does.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { top } from '../lib/server.mjs'
import { crash, create, destroy, postgres } from './crash.mjs'

const seed = Number(process.env.BALAI_SEED) || Date.now() % 1e9

console.log(`seed ${seed}`)

test('killed at any moment, SQLite has all that was acknowledged', async () => {
	const enough = found => found.commits > 64 && found.checks > 1
	const found = await crash({ seed, kills: 4, hows: ['kill'], checkEach: 2,
		enough })

	console.log(JSON.stringify(found))
	assert.ok(enough(found))
})

test('a power cut takes nothing of what was acknowledged', async () => {
	const enough = found => found.commits > 64 && found.parts > 4 &&
		found.volatile > 0	// else there was nothing for it to take
	const found = await crash({ seed, kills: 8, hows: ['power', 'slow'],
		checkEach: 2, enough })

	console.log(JSON.stringify(found))
	assert.ok(enough(found))
})

// A cluster of its own: others' tests would not like theirs to be killed.
const folder = mkdtempSync(join(tmpdir(), 'balai-cluster-'))
const script = join(top, 'tests/lib/postgres.sh')
let address

before(() => {
	chmodSync(folder, 0o711)	// PostgreSQL does not run as root
	const ran = spawnSync('sh', [script, 'start', join(folder, 'postgres')],
		{ encoding: 'utf8' })

	address = ran.stdout.trim()
	if (address)
		spawnSync('psql', [address.replace(/^postgres:/, ''), '-qc',
			'CREATE DATABASE who'])
})

after(() => {
	spawnSync('sh', [script, 'stop', join(folder, 'postgres')])
	rmSync(folder, { recursive: true, force: true })
})

test('nor does the end of the server, of PostgreSQL, or of both', async t => {
	if (!address) {
		t.skip('PostgreSQL does not start here')
		return
	}
	const enough = found => found.commits > 16
	const found = await crash({ seed, kills: 4, learners: 16,
		hows: ['kill', 'postgres', 'both'], checkEach: 2, enough,
		postgres: { address, folder: join(folder, 'postgres') } })

	console.log(JSON.stringify(found))
	assert.ok(enough(found))
})

test('while PostgreSQL is away all are told, and then are who they were', async t => {
	if (!address) {
		t.skip('PostgreSQL does not start here')
		return
	}
	const world = await create({ seed, learners: 8, authors: 0,
		postgres: { address: address.replace('dbname=postgres', 'dbname=who'),
			folder: join(folder, 'postgres') } })
	const everybody = (n, ask) => Promise.all(Array.from({ length: n },
		async (_, i) => {
			const pupil = world.pupils[i % 8]

			return { pupil, answer: await ask(pupil) }
		}))
	const save = pupil => pupil.save()
	const enter = ({ login }) => world.send(world.port, 'POST',
		'/api/v1/session', { body: { login, password: 'belajar-di-balai' } })
	const me = pupil => pupil.as('GET', '/api/v1/me')

	try {
		await everybody(64, save)
		postgres(world, 'kill')
		for (const ask of [save, enter, me])
			for (const { answer } of await everybody(128, ask))
				assert.equal(answer?.body?.code, 'busy', answer?.text)
		const [page] = await everybody(16, () => world.send(world.port, 'GET', '/'))

		assert.match(String(page.answer?.headers?.['content-security-policy']),
			/frame-src/)
		assert.notEqual(page.answer?.body?.code, 'busy', page.answer?.text)
		assert.equal(world.code, null, world.said)
		postgres(world, 'again')
		for (let i = 0; i < 4; i++)
			for (const { pupil, answer } of await everybody(64, me)) {
				assert.equal(answer?.status, 200, answer?.text)
				assert.equal(answer.body.login, pupil.login)
			}
	} finally {
		await destroy(world)
	}
})
