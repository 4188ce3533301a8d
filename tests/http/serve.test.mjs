// `balai serve` itself: one a data folder, and how it ends.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { test } from 'node:test'
import { bin, freePort, start } from '../lib/server.mjs'
import { call, item, scorm12, signIn } from './lib.mjs'

test('a second server on the same data folder is refused, and harms nothing',
	async () => {
		const server = await start(['--demo'])

		try {
			const args = ['serve', '--data', server.data, '--database',
				`sqlite:${server.data}/balai.db`, '--port',
				String(await freePort()), '--content-port',
				String(await freePort())]
			let refused

			try {
				execFileSync(bin, args, { encoding: 'utf8', stdio: 'pipe',
					timeout: 20000 })
			} catch (error) {
				refused = error
			}
			assert.equal(refused?.status, 1)
			assert.match(refused.stderr, /data/)
			assert.equal((await fetch(`${server.url}/healthz`)).status, 200)
		} finally {
			await server.stop()
		}
	})

test('what was acknowledged is there after kill -9 and a new start', async t => {
	const first = await start(['--demo'])

	t.after(() => first.kill())
	const file = scorm12(`Dibunuh ${Date.now()}`)
	const said = execFileSync(bin, ['import', '--data', first.data,
		'--database', `sqlite:${first.data}/balai.db`, '--publish', '--json',
		file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
	const { module } = JSON.parse(said)
	const as = await signIn('peserta', first.url)
	const { body: launch } = await as('POST',
		`/api/v1/modules/${module}/launches`, {})

	for (let i = 1; i <= 20; i++) {
		const saved = await call('POST', `${first.url}/api/v1/saves`, {
			headers: { 'X-Balai-Run': launch.runToken },
			body: item(launch, i, { location: `h${i}`,
				cmi: { 'cmi.location': `h${i}` } }) })

		assert.equal(saved.status, 200)
	}
	await first.kill()
	const second = await start(['--demo'], { data: first.data,
		port: first.port, contentPort: first.contentPort })

	try {
		const again = await signIn('peserta', second.url)
		const { body } = await again('POST',
			`/api/v1/modules/${module}/launches`, {})

		assert.equal(body.state.cmi['cmi.location'], 'h20')
		const late = await call('POST', `${second.url}/api/v1/saves`, {
			headers: { 'X-Balai-Run': launch.runToken },
			body: item(launch, 20) })

		assert.equal(late.body.duplicate, true, 'its token lives on too')
	} finally {
		await second.stop()
		rmSync(first.data, { recursive: true, force: true })
	}
})

test('a schema that a query does not fit stops the start, and the query is named',
	async () => {
		const first = await start([])
		const { data } = first

		await first.kill()
		try {
			execFileSync('sqlite3', [`${data}/balai.db`,
				'ALTER TABLE waiver RENAME COLUMN reason TO why'])
			await assert.rejects(start([], { data })
				.then(server => server.stop()), /waiver_/)
		} finally {
			rmSync(data, { recursive: true, force: true })
		}
	})

test('a wrong option is told with exit status 2, and nothing is begun', () => {
	for (const args of [['serve', '--porta', '1'], ['serve', '--port', 'x'],
		['serbe'], []])
		assert.throws(() => execFileSync(bin, args,
			{ stdio: 'pipe', timeout: 10000 }), { status: 2 })
})

/* One that waited for calls to end would wait longer than `stop` does. */
test('SIGTERM ends an idle server at once, with status 0', async () => {
	assert.equal(await (await start([])).stop(), 0)
})
