// node tests/bench/home.mjs DATA: start a server on that folder, and open the home
// page of somebody who was there before bench-fill. Prints in ms: the start to
// the first answer, and the middle of a hundred times "my modules", the
// catalogue, and "my progress".
import { spawn } from 'node:child_process'
import { get } from 'node:http'
import { argv } from 'node:process'
import { bin, freePort } from '../lib/server.mjs'

const [data] = argv.slice(2)
const ports = [await freePort(), await freePort()]
const began = performance.now()
const server = spawn(bin, ['serve', '--data', data, '--port', ports[0],
	'--content-port', ports[1], '--demo'], { stdio: ['ignore', 'ignore', 'pipe'] })
const ended = new Promise(resolve => server.on('close', resolve))
let log = ''

server.stderr.on('data', bytes => { log = (log + bytes).slice(-2000) })
const url = `http://localhost:${ports[0]}`

function up() {
	return new Promise(resolve => get(`${url}/healthz`, { agent: false },
		answer => {
			answer.resume()
			resolve(answer.statusCode === 200)
		}).on('error', () => resolve(false)))
}

while (!await up()) {
	if (server.exitCode !== null || performance.now() - began > 60_000)
		throw new Error(`the server does not start\n${log}`)
	await new Promise(next => setTimeout(next, 1))
}
const first = performance.now() - began

process.env.BALAI_URL = url
const { call, carry } = await import('./call.mjs')
const { demo } = await call(null, 'GET', '/api/v1/about')
const someone = demo.find(person => person.login === 'peserta') ?? demo[0]
const person = carry(await call(null, 'POST', '/api/v1/session',
	{ login: someone.login, password: someone.password }))

async function middle(path) {
	const times = []

	for (let i = 0; i < 100; i++) {
		const began = performance.now()

		await call(person, 'GET', path)
		times.push(performance.now() - began)
	}
	return times.sort((a, b) => a - b)[50].toFixed(2)
}

const found = [first.toFixed(0), await middle('/api/v1/me/modules'),
	await middle('/api/v1/modules'), await middle('/api/v1/me/progress')]

server.kill('SIGTERM')
await ended
console.log(...found)	// last: who reads it may start the next
