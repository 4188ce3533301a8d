// A server of a test's own: free ports, a data folder that is removed.
//
//	const server = await start(['--demo'])
//	… server.url, server.contentUrl, server.data, server.log() …
//	await server.stop()
//
// From a shell it runs a command beside one, and ends as the command does:
//
//	node tests/lib/server.mjs [options of balai serve] -- COMMAND…
//
// The command finds it by the environment: BALAI_URL, BALAI_CONTENT_URL,
// BALAI_DATA, BALAI_DATABASE ("" for SQLite), BALAI_PID, BALAI_BIN.
//
//	node tests/lib/server.mjs begun DIR
//
// makes a data folder as a first start with --demo leaves it. Where
// BALAI_TEST_BEGUN names one, servers with --demo get a copy: the accounts and
// our keys for LTI took most of the time of their start.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { until } from './until.mjs'

export const top = fileURLToPath(new URL('../..', import.meta.url))
export const bin = process.env.BALAI_BIN || join(top, 'build/release/balai')

const LOG_SIZE = 16 << 20
const START_MS = 120_000
const STOP_MS = 60_000

/* What was said last, about LOG_SIZE of it. */
function logbook() {
	const parts = []
	let size = 0

	return {
		keep(text) {
			parts.push(text)
			size += text.length
			while (size > LOG_SIZE && parts.length > 1)
				size -= parts.shift().length
		},
		log: () => parts.join(''),
	}
}

/*
 * Start `balai serve` with these options and wait until it answers. `data`,
 * `port` and `contentPort` are for starting one again where another was; its
 * maker removes the folder then. `env` is added to ours.
 */
export async function start(options = [], given = {}) {
	const data = given.data ?? await folder(options)
	const port = given.port ?? await freePort()
	const contentPort = given.contentPort ?? await freePort()
	const child = spawn(bin, ['serve', '--data', data, '--port', port,
		'--content-port', contentPort, ...options], {
		env: { ...outside(), ...given.env },
		stdio: ['ignore', 'pipe', 'pipe'],
	})
	const { keep, log } = logbook()
	const ended = new Promise(resolve => {
		child.on('error', error => resolve(String(error)))
		child.on('close', (code, signal) => resolve(signal ?? code))
	})

	child.stdout.setEncoding('utf8').on('data', keep)
	child.stderr.setEncoding('utf8').on('data', keep)

	const server = {
		url: `http://localhost:${port}`,
		contentUrl: `http://localhost:${contentPort}`,
		port, contentPort, data, ended,
		pid: child.pid,
		log,
		// As a power cut does; the data stays.
		async kill() {
			child.kill('SIGKILL')
			await ended
		},
		// As an administrator does; resolves to the exit code.
		async stop() {
			child.kill('SIGTERM')
			const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
			const how = await ended

			clearTimeout(late)
			if (given.data === undefined)
				await rm(data, { recursive: true, force: true })
			return how
		},
	}
	try {
		await answering(server)
	} catch (error) {
		await server.stop()
		throw error
	}
	return server
}

async function folder(options) {
	const data = await mkdtemp(join(tmpdir(), 'balai-test-'))

	await copyBegun(data, options)
	return data
}

/* Not for PostgreSQL, nor where another time is than when it was made. */
export async function copyBegun(data, options) {
	const begun = process.env.BALAI_TEST_BEGUN

	if (begun && options.includes('--demo') &&
	    !['--database', '--clock'].some(o => options.includes(o)))
		await cp(begun, data, { recursive: true })
}

async function begin(data) {
	const server = await start(['--demo'], { data })

	await until('the keys are made', async () => {
		const { keys } = await (await fetch(`${server.url}/lti/jwks.json`)).json()

		return keys.length === 2
	})
	process.exitCode = await server.stop() === 0 ? 0 : 1
}

// What a command finds us by would be taken for settings by another server.
function outside() {
	return Object.fromEntries(Object.entries(process.env)
		.filter(([name]) => !name.startsWith('BALAI_')))
}

async function answering(server) {
	const until = Date.now() + START_MS
	let how = null

	server.ended.then(h => { how = h })
	for (;;) {
		const answer = await fetch(`${server.url}/healthz`).catch(() => null)

		if (answer?.ok)
			return
		if (how !== null || Date.now() > until)
			throw new Error(how === null ? 'balai serve does not answer'
				: `balai serve ended with ${how}\n${server.log()}`)
		await new Promise(next => setTimeout(next, 20))
	}
}

/* Below those that the system gives to who calls out: else one that was free a
   moment ago is somebody's connection by the time it is listened on. */
export async function freePort() {
	for (;;) {
		const port = 12_000 + Math.floor(Math.random() * 20_000)
		const free = await new Promise(resolve => {
			const probe = createServer()

			probe.once('error', () => resolve(false))
			probe.listen(port, '0.0.0.0', () =>
				probe.close(() => resolve(true)))
		})

		if (free)
			return port
	}
}

async function main(argv) {
	const cut = argv.indexOf('--')
	const options = argv.slice(0, cut)
	const database = options[options.indexOf('--database') + 1]
	const server = await start(options)
	const child = spawn(argv[cut + 1], argv.slice(cut + 2), {
		stdio: 'inherit',
		env: {
			...process.env,
			BALAI_URL: server.url,
			BALAI_CONTENT_URL: server.contentUrl,
			BALAI_DATA: server.data,
			BALAI_PID: server.pid,
			BALAI_DATABASE: options.includes('--database') ? database : '',
			BALAI_BIN: bin,
		},
	})
	const stop = signal => child.kill(signal)

	process.on('SIGINT', stop)
	process.on('SIGTERM', stop)
	const code = await new Promise(resolve => {
		child.on('error', () => resolve(127))
		child.on('close', (status, signal) => resolve(signal ? 1 : status))
	})
	const log = server.log()
	const how = await server.stop()

	if (code !== 0) {
		const whole = join(top, `build/tests/server-${process.pid}.log`)

		mkdirSync(join(top, 'build/tests'), { recursive: true })
		writeFileSync(whole, log)
		process.stderr.write(`# The end of the server's log (${whole}):\n${
			log.slice(-4000).replace(/^/gm, '# ')}\n`)
	}
	if (how !== 0)
		process.stdout.write(`not ok - the server stops when told to (${how})\n`)
	process.exitCode = code || (how === 0 ? 0 : 1)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	if (process.argv[2] === 'begun')
		await begin(process.argv[3])
	else
		await main(process.argv.slice(2))
}
