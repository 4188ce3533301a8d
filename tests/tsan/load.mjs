// node tests/tsan/load.mjs SECONDS [options of balai serve]: everything that
// people do, all at once.
//
// Against a server of its own (BALAI_BIN, best one with ThreadSanitizer), which
// is told to stop in the middle of it and started again on the same data. What
// happened is printed as sentences; a refusal that has its reason (a session
// that has just ended, a name that is taken) is no failure, an answer of 500 or
// a process that ends badly is.
import { connect, createServer } from 'node:net'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, start } from '../lib/server.mjs'

const seconds = Number(process.argv[2] ?? 60)
const ROUNDS = 3
const PEOPLE = 16
const given = 'kata-sandi-pertama', own = 'kata-sandi-sendiri'
const port = await freePort(), contentPort = await freePort()

// Before the helpers look for them.
process.env.BALAI_URL = `http://localhost:${port}`
process.env.BALAI_CONTENT_URL = `http://localhost:${contentPort}`
const { call, item, scorm12, signIn, url, visitor } =
	await import('../http/lib.mjs')
const speak = await import('../http/speaking.mjs')

const data = await mkdtemp(join(tmpdir(), 'balai-load-'))
const started = () => start(['--demo', '--threads', '64', '--content-threads',
	'64', ...process.argv.slice(3)], { data, port, contentPort })
const counts = new Map(), statuses = new Map()
const bad = []
let stopping = false, admin, author, people, smtp
const modules = []
let course

const some = list => list[Math.floor(Math.random() * list.length)]
const wait = ms => new Promise(next => setTimeout(next, ms))
const stamp = () => Math.random().toString(36).slice(2, 10)

/* An answer; those of 500 are kept. */
function answered(what, answer) {
	const kind = what.replace(/\?.*|(?<=\/)[0-9a-z]{26}/g, '').slice(0, 50)
	const by = statuses.get(kind) ?? new Map()

	by.set(answer.status, (by.get(answer.status) ?? 0) + 1)
	statuses.set(kind, by)
	if (answer.status === 500)
		bad.push(`${what}: ${answer.status} ${answer.text}`)
	return answer
}

/* ---- Who there is ------------------------------------------------------ */

function person(as, login, password) {
	const who = async (method, path, ...rest) => answered(`${method} ${path}`,
		await as(method, path, ...rest))

	return Object.assign(who, { login, password, person: as.person,
		cookie: as.cookie, secret: as.secret })
}

const enter = async (login, password) =>
	person(await signIn(login, url, password), login, password)

async function added(roles) {
	const login = `uji.${stamp()}`
	const made = await admin('POST', '/api/v1/people', { login, roles,
		name: `Orang ${login}`, email: `${login}@contoh.go.id`,
		password: given })

	if (made.status !== 201)
		throw new Error(`${made.status} ${made.text}`)
	const first = await enter(login, given)

	await first('PUT', '/api/v1/me/password', { current: given, password: own })
	return enter(login, own)
}

/* ---- What they do ------------------------------------------------------ */

async function imported(who, bytes, module) {
	const begun = await who('POST', `/api/v1/imports?name=a.zip${
		module ? `&module=${module}` : ''}`, bytes,
		{ 'Content-Type': 'application/octet-stream' })

	for (let i = 0; begun.status === 202 && i < 600; i++) {
		const { body } = await who('GET', `/api/v1/imports/${begun.body.id}`)

		if (body.state === 'done' || body.state === 'failed')
			return body
		await wait(50)
	}
}

const archive = (title, units) => readFileSync(scorm12(title, units))
const archives = ['Satu', 'Dua', 'Tiga'].map((title, i) =>
	archive(`Modul ${title}`, ['Awal', 'Tengah', 'Akhir'].slice(0, i + 1)))

async function publish() {
	const done = await imported(author, some(archives))

	if (!done?.module)
		return
	await author('POST', `/api/v1/modules/${done.module}/publication`,
		{ version: done.version })
	modules.push(done.module)
}

async function replace() {
	const module = some(modules)
	const done = await imported(author, some(archives), module)

	if (done?.version)
		await author('POST', `/api/v1/modules/${module}/publication`,
			{ version: done.version, minor: Math.random() < 0.5 })
}

async function withdraw() {
	const at = `/api/v1/modules/${some(modules)}/withdrawal`

	await author('POST', at, { reason: 'ada yang keliru' })
	await wait(50)
	await author('DELETE', at)
}

async function describe() {
	const at = `/api/v1/modules/${some(modules)}`

	await author('PATCH', at, { description: `Kalimat ${stamp()}`,
		topic: 'it', jp: 2 })
	for (const what of ['versions', 'history', 'learners', 'report'])
		await author('GET', `${at}/${what}`)
}

/* Learns, and may sign out while what was learnt is on its way. */
async function learn(leave) {
	const one = some(people)
	const who = leave ? await enter(one.login, own) : one
	const { status, body } = await who('POST',
		`/api/v1/modules/${some(modules)}/launches`, {})

	if (status !== 201)
		return
	const sent = []

	for (let i = 1; i <= 5; i++) {
		const saved = item(body, i, { completion: i < 5 ? 'incomplete'
			: 'completed', score: { scaled: i / 5 },
			cmi: { 'cmi.suspend_data': 'x'.repeat(i * 500) } })

		sent.push(i % 2 ? who('POST', '/api/v1/saves', saved)
			: call('POST', `${process.env.BALAI_CONTENT_URL}/r/saves`, {
				body: saved, headers: { 'X-Balai-Run': body.runToken } }))
		if (leave && i === 3)
			sent.push(who('DELETE', '/api/v1/session'))
	}
	sent.push(files(body))
	for (const answer of await Promise.all(sent))
		if (answer)
			answered('save', answer)
}

async function files(launch) {
	const base = launch.url.replace(/~play.*$/, '')
	const page = `${base}${launch.state.unit.launchHref ?? ''}`
	const first = answered('file', await call('GET', page,
		{ headers: { 'Accept-Encoding': some(['br', 'gzip', 'identity']) } }))
	const etag = first.headers.get('etag') ?? '"x"'

	await Promise.all([{ Range: 'bytes=10-99' }, { Range: 'bytes=-50' },
		{ 'If-None-Match': etag }, { Range: 'bytes=5-', 'If-Range': etag }]
		.map(async headers => answered('range',
			await call('GET', page, { headers }))))
	answered('frame', await call('GET', launch.url))
}

async function upload() {
	const bytes = some(archives), tus = { 'Tus-Resumable': '1.0.0' }
	const begun = await author('POST', '/api/v1/uploads', undefined, { ...tus,
		'Upload-Length': String(bytes.length), 'Upload-Metadata':
			`filename ${Buffer.from('a.zip').toString('base64')}` })
	const at = begun.headers.get('Location')
	const parts = Math.random() < 0.7 ? 3 : 2

	for (let i = 0; at && i < parts; i++) {
		const from = Math.floor(bytes.length * i / 3)

		await author('PATCH', at,
			bytes.subarray(from, Math.floor(bytes.length * (i + 1) / 3)),
			{ ...tus, 'Upload-Offset': String(from),
				'Content-Type': 'application/offset+octet-stream' })
		await author('HEAD', at, undefined, tus)
	}
	await author('GET', '/api/v1/uploads')
	if (at && parts < 3)
		await author('DELETE', at, undefined, tus)
}

async function look() {
	const who = some(people)
	const q = some(['modul', 'satu', 'pelayann', 'kata', 'dua tiga', ''])

	await Promise.all([`/api/v1/modules?q=${encodeURIComponent(q)}`,
		'/api/v1/modules?page=2&sort=new', '/api/v1/me/progress',
		'/api/v1/me/modules', '/api/v1/me/sessions', '/api/v1/about',
		`/api/v1/modules/${some(modules)}`].map(path => who('GET', path)))
}

async function watch() {
	await Promise.all(['/api/v1/people', '/api/v1/people?q=uji&page=2',
		'/api/v1/setup', '/api/v1/mail', '/api/v1/agencies',
		'/api/v1/publishing', '/api/v1/approvals', '/api/v1/imports',
		'/metrics', '/healthz', '/api/openapi.json', '/katalog']
		.map(path => admin('GET', path)))
	answered('healthz', await call('GET',
		`${process.env.BALAI_CONTENT_URL}/healthz`))
}

async function activate() {
	const login = `kode.${stamp()}`
	const { status, body } = await admin('POST', '/api/v1/people',
		{ login, name: 'Orang', roles: [], email: `${login}@contoh.go.id` })

	if (status !== 201)
		return
	const made = await admin('POST', '/api/v1/activations',
		{ people: [body.id], mail: Math.random() < 0.5 })
	const code = made.body.codes?.[0].code

	if (code)
		answered('activation', await visitor('POST',
			'/api/v1/session/activation',
			{ login, code, password: own, privacy: 1 }))
	answered('forgotten', await visitor('POST', '/api/v1/session/forgotten',
		{ login }))
	await admin('PATCH', `/api/v1/people/${body.id}`, { disabled: true })
}

async function write() {
	await admin('PATCH', '/api/v1/setup', { address: url })
	await admin('PUT', '/api/v1/mail', { host: '127.0.0.1', login: '',
		port: smtp.address().port, security: 'none',
		sender: 'belajar@contoh.go.id' })
	await admin('POST', '/api/v1/mail/test', { to: 'a@contoh.go.id' })
}

async function say() {
	const l = await speak.begin(some(people), `${speak.course}/pre`,
		{ of: course })

	for (const [verb, fields] of [['initialized', {}], ['passed',
		{ result: speak.passed, extensions: { [speak.MASTERY]: 0.7 } }],
		['terminated', { result: { duration: 'PT9S' } }]])
		answered(verb, await l.say(verb, fields))
	answered('state', await l.state('PUT', 'catatan', { body: { a: 1 } }))
	answered('state', await l.state('GET'))
	answered('statements', await l.ask('GET', 'statements',
		{ query: { limit: 5 } }))
}

async function comeAndGo() {
	const { login } = some(people)
	const who = await enter(login, own)
	const { body } = await who('GET', '/api/v1/me/sessions')

	await who('PUT', '/api/v1/me/privacy', { version: 1 })
	if (body.sessions?.length > 8)
		await Promise.all(body.sessions.slice(8).map(s =>
			who('DELETE', `/api/v1/me/sessions/${s.id}`)))
	await who('DELETE', '/api/v1/session')
	answered('wrong', await visitor('POST', '/api/v1/session',
		{ login: `tidak.ada.${stamp()}`, password: 'salah-sama-sekali' }))
}

/* Connections that break, heads without end, bodies that are shorter. */
function rude() {
	const socket = connect(some([port, contentPort]), '127.0.0.1')

	socket.on('error', () => undefined)
	socket.write(some(['GET / HTTP/1.1\r\n', 'POST /api/v1/session HTTP/1.1\r\n' +
		'Host: a\r\nContent-Type: application/json\r\n' +
		'Content-Length: 500\r\n\r\n{"login":', 'GET /healthz HTTP/1.1\r\n' +
		'Host: localhost\r\n\r\nGET /healthz HTTP/1.1\r\n']))
	return new Promise(done => setTimeout(() => {
		socket.destroy()
		done()
	}, 30))
}

const deeds = [publish, replace, withdraw, describe, upload, look, look, watch,
	activate, write, say, comeAndGo, rude,
	() => learn(false), () => learn(false), () => learn(true)]
const named = deed => deed.name || 'learn'

/* ---- All at once ------------------------------------------------------- */

async function busy(until) {
	while (Date.now() < until && !stopping) {
		const deed = some(deeds)

		try {
			await deed()
			counts.set(named(deed), (counts.get(named(deed)) ?? 0) + 1)
		} catch (error) {
			// A server that stops, or a sign-in that must wait.
			if (!stopping && !/ECONN|socket|hang up|: 429|: 503|: 401|201 !==|!== 201/
				.test(error.message))
				bad.push(`${named(deed)}: ${error.stack}`)
		}
	}
}

function converse(socket) {
	let body = false

	socket.on('error', () => undefined)
	socket.write('220 uji\r\n')
	socket.on('data', bytes => {
		for (const line of bytes.toString().split('\r\n').slice(0, -1)) {
			if (body && line !== '.')
				continue
			body = /^DATA/i.test(line)
			socket.write(body ? '354 go on\r\n' : '250 ok\r\n')
			if (/^QUIT/i.test(line))
				socket.end()
		}
	})
}

async function prepare() {
	admin = await enter('admin')
	author = await enter('penulis')
	people = await Promise.all(Array.from({ length: PEOPLE }, () => added([])))
	await publish()
	const cmi5 = await imported(author, readFileSync(speak.structure(
		speak.block(speak.au('pre', 'moveOn="Passed" masteryScore="0.7"')))))

	course = cmi5.module
	await author('POST', `/api/v1/modules/${course}/publication`,
		{ version: cmi5.version })
}

smtp = createServer(converse)
await new Promise(next => smtp.listen(0, '127.0.0.1', next))
const ends = []

for (let round = 0; round < ROUNDS; round++) {
	const server = await started()

	stopping = false
	if (round === 0)
		await prepare()
	const until = Date.now() + seconds * 1000 / ROUNDS
	const load = Promise.all(Array.from({ length: 24 }, () => busy(until + 5000)))

	await Promise.race([load, wait(until - Date.now()), server.ended])
	stopping = true
	ends.push(await server.stop())	// while they are at it
	await load
	if (ends.at(-1) !== 0)
		process.stdout.write(`${server.log().slice(-6000)
			.replace(/^/gm, '# ')}\n`)
}
smtp.close()
await rm(data, { recursive: true, force: true })
for (const [what, n] of [...counts].sort())
	console.log(`# ${what}: ${n}`)
for (const [kind, by] of [...statuses].sort())
	console.log(`#   ${kind}: ${[...by].map(([status, n]) =>
		`${status} ×${n}`).join(', ')}`)
for (const what of new Set(bad))
	console.log(`# ${what.replace(/\n/g, '\n# ')}`)
console.log(`${bad.length ? 'not ok' : 'ok'} - all that is asked at once is answered`)
const ended = ends.every(end => end === 0)

console.log(`${ended ? 'ok' : 'not ok'} - a busy server ends well when told to (${ends})`)
process.exit(bad.length || !ended ? 1 : 0)
