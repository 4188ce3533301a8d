// The night of a deadline: more than can be carried, and saves come first.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { bin, start } from '../lib/server.mjs'
import { call, item, scorm12, signIn } from './lib.mjs'

const READERS = 240
const ROUNDS = 4
const ROUNDS_MOST = 40	// where all are served, more come
const SAVES = 20

let own, ann, launch, sequence = 0

// A server of 64 threads, in whose line eight readers find room.
before(async () => {
	own = await start(['--demo', '--threads', '64'])
	const { module } = JSON.parse(execFileSync(bin, ['import', '--data',
		own.data, '--publish', '--json', scorm12('Tenggat')],
	{ env: { ...process.env, BALAI_DATABASE: '' } }))

	ann = await signIn('peserta', own.url)
	launch = (await ann('POST', `/api/v1/modules/${module}/launches`, {})).body
})

after(() => own.stop())

const save = () => call('POST', `${own.url}/api/v1/saves`, {
	headers: { 'X-Balai-Run': launch.runToken },
	body: item(launch, ++sequence),
})

test('with more readers than can be served, every save is answered', async () => {
	const answers = []

	for (let round = 0; round < ROUNDS || (round < ROUNDS_MOST &&
		answers.every(({ status }) => status === 200)); round++) {
		const reading = Array.from({ length: READERS }, () =>
			ann('GET', '/api/v1/modules?q=tenggat'))
		const saving = Array.from({ length: SAVES }, save)

		answers.push(...await Promise.all(reading))
		for (const { status, body } of await Promise.all(saving)) {
			assert.equal(status, 200)
			assert.equal(body.run, launch.run)
		}
	}
	const refused = answers.filter(({ status }) => status === 503)
	const read = answers.filter(({ status }) => status === 200)

	assert.equal(refused.length + read.length, answers.length)
	assert.ok(refused.length > 0, 'nobody was refused')
	assert.ok(read.length > 0, 'nobody was served')
	for (const { body, headers } of refused) {
		assert.equal(body.code, 'busy')
		assert.ok(Number(headers.get('Retry-After')) >= 2)
	}
})

test('what is refused is counted for who watches over the server', async () => {
	const { text } = await call('GET', `${own.url}/metrics`)

	assert.match(text, /^balai_reads_refused_total [1-9]/m)
	assert.match(text, /^balai_reads_waiting 0$/m)
})

test('and when the crowd has gone, reading is as before', async () => {
	for (let i = 0; i < 5; i++)
		assert.equal((await ann('GET', '/api/v1/modules')).status, 200)
})

/* A GET whose body does not come, from when the server waits for it. */
async function stalling() {
	const socket = connect(own.port, '127.0.0.1')

	socket.write([
		'GET /api/v1/modules HTTP/1.1', `Host: localhost:${own.port}`,
		`Cookie: ${ann.cookie}`, `X-Balai-Session: ${ann.secret}`,
		'Expect: 100-continue', 'Content-Length: 9000', '', ''].join('\r\n'))
	await once(socket, 'data')
	return socket
}

test('who lets a body wait holds up no other reader', async () => {
	const sockets = await Promise.all(Array.from({ length: 20 }, stalling))

	try {
		for (let i = 0; i < 5; i++)
			assert.equal((await ann('GET', '/api/v1/modules')).status, 200)
	} finally {
		sockets.forEach(socket => socket.destroy())
	}
})
