// The two commands, where everything is installed and built already.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import test, { after, before } from 'node:test'
import { freePort, top } from '../lib/server.mjs'

const command = join(top, 'server/run')
let folder, env

// An apt-get and a sudo that only write down that they were called.
before(async () => {
	folder = await mkdtemp(join(tmpdir(), 'balai run '))
	await mkdir(join(folder, 'bin'))
	for (const name of ['apt-get', 'sudo']) {
		const file = join(folder, 'bin', name)

		await writeFile(file, `#!/bin/sh\necho "${name} $*" >>"${folder}/called"\n`)
		await chmod(file, 0o755)
	}
	env = { ...process.env,
		PATH: join(folder, 'bin') + delimiter + process.env.PATH }
	for (const name of Object.keys(env).filter(n => n.startsWith('BALAI_')))
		delete env[name]
})

after(() => rm(folder, { recursive: true, force: true }))

function run(...options) {
	return runThis(command, ...options)
}

function runThis(command, ...options) {
	const child = spawn(command, options, { cwd: folder, env,
		stdio: ['ignore', 'pipe', 'pipe'] })
	const run = { child, out: '', err: '' }

	child.stdout.setEncoding('utf8').on('data', text => { run.out += text })
	child.stderr.setEncoding('utf8').on('data', text => { run.err += text })
	run.ended = new Promise(resolve => child.on('close', resolve))
	return run
}

async function answers(url, ms) {
	const until = Date.now() + ms

	while (Date.now() < until) {
		if ((await fetch(url).catch(() => null))?.ok)
			return true
		await new Promise(next => setTimeout(next, 25))
	}
	return false
}

async function called() {
	return readFile(join(folder, 'called'), 'utf8').catch(() => '')
}

test('server/run --help prints every setting and serves nothing', async () => {
	const help = run('--help')

	assert.equal(await help.ended, 0)
	assert.match(help.out, /--content-port/)
})

test('tests/run --help says what its head says and tests nothing', async () => {
	const help = runThis(join(top, 'tests/run'), '--help')

	assert.equal(await help.ended, 0, help.err)
	assert.match(help.out, /^tests\/run \[FILTER\].*\n/)
	assert.doesNotMatch(help.out, /^#|set -u|\d passed/m)
})

test('tests/run says that nothing has a name, and names the parts', async () => {
	for (const name of ['tiada-nama', 'http/tiada-nama']) {
		const asked = runThis(join(top, 'tests/run'), name)

		assert.equal(await asked.ended, 2, asked.out)
		assert.match(asked.err, new RegExp(`"${name}".* http-postgres `))
	}
})

test('a start with nothing to build answers soon, from any folder',
	async () => {
		const port = await freePort(), contentPort = await freePort()
		const started = run('--data', join(folder, 'data'),
			'--port', port, '--content-port', contentPort)

		try {
			assert.ok(await answers(`http://localhost:${port}/healthz`, 30_000),
				started.err)
		} finally {
			started.child.kill('SIGTERM')
		}
		assert.equal(await started.ended, 0, started.err)
	})

test('its data is where --data says', async () => {
	assert.ok(await readFile(join(folder, 'data/balai.db')))
})

test('nothing is installed where everything is there', async () => {
	assert.equal(await called(), '')
})
