// A server on a folder of its own, for programs that measure it: `began(DATA)`
// waits for its first answer.
import { spawn } from 'node:child_process'
import { get } from 'node:http'
import { bin, freePort } from '../lib/server.mjs'

/*
 * { first (ms to the first answer), call, person (signs a person of the
 * demonstration in), end }. Only one at a time: call.mjs reads BALAI_URL once.
 */
export async function began(data) {
	const ports = [await freePort(), await freePort()]
	const from = performance.now()
	const server = spawn(bin, ['serve', '--data', data, '--port', ports[0],
		'--content-port', ports[1], '--demo'],
	{ stdio: ['ignore', 'ignore', 'pipe'] })
	const ended = new Promise(resolve => server.on('close', resolve))
	let log = ''

	server.stderr.on('data', bytes => { log = (log + bytes).slice(-2000) })
	const url = `http://localhost:${ports[0]}`
	const up = () => new Promise(resolve =>
		get(`${url}/healthz`, { agent: false }, answer => {
			answer.resume()
			resolve(answer.statusCode === 200)
		}).on('error', () => resolve(false)))

	while (!await up()) {
		if (server.exitCode !== null || performance.now() - from > 60_000)
			throw new Error(`the server does not start\n${log}`)
		await new Promise(next => setTimeout(next, 1))
	}
	const first = performance.now() - from

	process.env.BALAI_URL = url
	const { call, carry } = await import('./call.mjs')
	const { demo } = await call(null, 'GET', '/api/v1/about')

	return {
		first, call,
		person: async login => {
			const { password } = demo.find(one => one.login === login)

			return carry(await call(null, 'POST', '/api/v1/session',
				{ login, password }))
		},
		end: () => {
			server.kill('SIGTERM')
			return ended
		},
	}
}
