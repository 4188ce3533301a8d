// Keep a server busy, end it at random moments, and find all it acknowledged.
//
//	const found = await crash({ kills: 10, seed: 7 })
//
// 64 learners save, each its next item as soon as the last was answered, a quarter
// of them what they answer in a quiz; authors
// send packages by tus in pieces, import them and publish them. At a moment by
// chance the server is ended with -9, and with it (`how`):
//
//	kill      nothing: what it wrote is in the memory of the machine
//	power     all that no sync had reached, as a power cut does (power.mjs)
//	slow      as power, with every sync slowed by 5 ms
//	eio       as power, after syncs by chance have failed
//	full      as power, after writes by chance have found the disk full
//	postgres  PostgreSQL, while the server goes on
//	both      PostgreSQL as well
//
// Then it is started again, and before anybody goes on everything that was
// answered is looked for in the database and on the disk. A kill alone proves
// little of the order of syncs, since the machine's memory outlives a process:
// that is what `power` is for.
//
// The first thing that is not as it was promised is thrown, with the seed.
import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync,
	statSync,
	writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin, copyBegun, freePort, top } from '../lib/server.mjs'
import { chance } from './chance.mjs'
import { cut } from './power.mjs'

export const disk = join(bin, '..', 'libtest-disk.so')

const PASSWORD = 'belajar-di-balai'
const START_MS = 60_000
const octets = { 'Tus-Resumable': '1.0.0',
	'Content-Type': 'application/offset+octet-stream' }

const POWER = ['power', 'slow', 'eio', 'full']

const sleep = ms => new Promise(next => setTimeout(next, ms))

/* --- The world: one data folder, servers one after the other ------------- */

class World {
	constructor(options) {
		Object.assign(this, { kills: 10, learners: 64, authors: 3,
			hows: ['kill', 'power', 'slow', 'eio', 'full'], checkEach: 10, postgres: null,
			say() {}, enough: () => true }, options)
		this.random = chance(this.seed)
		this.folder = mkdtempSync(join(tmpdir(), 'balai-crash-'))
		this.data = join(this.under ?? this.folder, 'data')
		this.rules = join(this.folder, 'rules')
		this.agent = new Agent({ keepAlive: true })
		this.found = { kills: 0, commits: 0, parts: 0, bytes: 0, imports: 0, refused: 0,
			publications: 0, checks: 0, volatile: 0 }
		this.ending = false
		this.shut()
	}

	/* Nobody goes on until `open`. */
	shut() {
		if (this.up)
			return
		this.up = new Promise(open => {
			this.open = () => {
				this.up = null
				open()
			}
		})
	}

	options() {
		return ['--data', this.data, ...this.postgres
			? ['--database', this.postgres.address] : []]
	}

	launch(how) {
		const log = join(this.folder, 'changes')
		const power = POWER.includes(how)

		rmSync(log, { force: true })
		this.log = power ? log : null
		this.child = spawn(bin, ['serve', ...this.options(), '--demo',
			'--port', this.port, '--content-port', this.contentPort], {
			stdio: ['ignore', 'ignore', 'pipe'],
			env: {
				PATH: process.env.PATH, ...this.env,
				...power && { LD_PRELOAD: disk, BALAI_DISK_DATA: this.data,
					BALAI_DISK_LOG: log, BALAI_DISK_RULES: this.rules,
					BALAI_DISK_DELAY_US: how === 'slow' ? '5000' : '0' },
			},
		})
		this.killing = false
		this.said = ''
		this.child.stderr.setEncoding('utf8').on('data', text => {
			this.said = (this.said + text).slice(-100_000)
		})
		this.ended = new Promise(done => this.child.on('close',
			(code, signal) => { this.code = signal ?? code; done() }))
		this.code = null
	}

	async answering() {
		const until = Date.now() + START_MS

		for (;;) {
			const answer = await this.send(this.port, 'GET', '/healthz')

			if (answer?.status === 200)
				return
			assert.equal(this.code, null,
				`the server ended while it started\n${this.said}`)
			assert.ok(Date.now() < until, `no answer\n${this.said}`)
			await sleep(10)
		}
	}

	async kill() {
		this.killing = true
		this.child.kill('SIGKILL')
		await this.ended
		assert.equal(this.code, 'SIGKILL',
			`the server ended by itself\n${this.said}`)
		if (this.log && existsSync(this.log))
			this.found.volatile += cut(this.data, this.log, this.random)
	}

	/* From here on some syncs, or some writes, go wrong. */
	trouble(how) {
		const kind = { eio: 'sync', full: 'write' }[how]
		const error = how === 'eio' ? 5 : 28
		const lines = []

		for (const part of kind ? ['balai.db-wal', 'balai.db$', 'uploads',
			'blobs'] : [])
			for (let i = 0; i < 3; i++)
				lines.push(`${kind} ${part} ${error} ${this.random(
					part === 'uploads' ? 6 : 30)} ${1 + this.random(3)}`)
		this.rule(...lines)
	}

	/* Lines for disk.c; none: all goes well. A new file, so that it is seen. */
	rule(...lines) {
		writeFileSync(`${this.rules}.new`, lines.map(l => `${l}\n`).join(''))
		renameSync(`${this.rules}.new`, this.rules)
	}

	/* null: nobody answered, or not to the end. */
	send(port, method, path, { headers, body } = {}) {
		const bytes = body === undefined || Buffer.isBuffer(body) ? body
			: Buffer.from(typeof body === 'string' ? body
				: JSON.stringify(body))

		return new Promise(done => {
			const asked = request({
				host: '127.0.0.1', port, method, path, agent: this.agent,
				headers: {
					Host: `localhost:${port}`,
					...(bytes && { 'Content-Length': bytes.length,
						'Content-Type': 'application/json' }),
					...headers,
				},
			}, answer => {
				const parts = []

				answer.on('data', part => parts.push(part))
				answer.on('error', () => done(null))
				answer.on('aborted', () => done(null))
				answer.on('end', () => {
					const text = Buffer.concat(parts).toString()
					const json = /json/.test(answer.headers['content-type'])

					done({ status: answer.statusCode, text,
						headers: answer.headers,
						body: json && text ? JSON.parse(text) : null })
				})
			})

			// A kept connection may be closed just when it is used again.
			asked.on('error', error => done(!this.killing &&
				asked.reusedSocket && /^(ECONNRESET|EPIPE)$/.test(error.code)
				? this.send(port, method, path, { headers, body: bytes })
				: null))
			asked.end(bytes)
		})
	}

	async signIn(login) {
		const answer = await this.send(this.port, 'POST', '/api/v1/session',
			{ body: { login, password: PASSWORD } })

		assert.equal(answer?.status, 200, answer?.text)
		const cookie = answer.headers['set-cookie'][0].split(';')[0]

		return (method, path, body, headers) => this.send(this.port, method,
			path, { body, headers: { Cookie: cookie,
				'X-Balai-Session': answer.body.secret, ...headers } })
	}

	/* Rows of the database, read beside the server. */
	rows(query) {
		const text = this.postgres
			? execFileSync('psql', ['-qXAt', '-v', 'ON_ERROR_STOP=1',
				this.postgres.address.replace(/^postgres:/, ''), '-c',
				`SELECT coalesce(json_agg(t), '[]') FROM (${query}) t`],
			{ encoding: 'utf8', maxBuffer: 1 << 28 })
			: execFileSync('sqlite3', ['-json', '-cmd', '.timeout 20000',
				join(this.data, 'balai.db'), query],
			{ encoding: 'utf8', maxBuffer: 1 << 28 })

		return JSON.parse(text.trim() || '[]')
	}

	change(statement) {
		if (this.postgres)
			execFileSync('psql', ['-qX', '-v', 'ON_ERROR_STOP=1',
				this.postgres.address.replace(/^postgres:/, ''),
				'-c', statement])
		else
			// The server brings the pages home, with their sums.
			execFileSync('sqlite3', ['-cmd', '.timeout 20000',
				'-cmd', 'PRAGMA wal_autocheckpoint = 0',
				join(this.data, 'balai.db'), statement],
			{ stdio: ['ignore', 'ignore', 'inherit'] })
	}

	check() {
		const ran = spawnSync(bin, ['check', ...this.options()],
			{ encoding: 'utf8', env: { PATH: process.env.PATH } })

		assert.equal(ran.status, 0, `balai check: ${ran.stdout}${ran.stderr}`)
		this.found.checks++
	}
}

/* --- Learners ------------------------------------------------------------ */

class Learner {
	constructor(world, launch) {
		this.world = world
		this.run = launch.run
		this.attempt = launch.attempt
		this.token = launch.runToken
		this.acknowledged = null	// { sequence, text }
		this.sent = null		// the one that may or may not be there
		this.sequence = 0
	}

	next() {
		const sequence = ++this.sequence

		return { sequence, text: JSON.stringify({
			attempt: this.attempt, run: this.run, sequence, at: sequence,
			kind: 'cmi',
			cmi: { 'cmi.core.lesson_location': `${this.run}-${sequence}`,
				'cmi.suspend_data': 'x'.repeat(
					this.world.large ?? sequence * 7 % 900) },
			completion: 'incomplete', success: 'unknown',
			score: { scaled: Math.min(1, sequence / 1e6), raw: sequence,
				min: 0, max: 1e6 },
			progressMeasure: null, sessionTimeMs: sequence, location: null,
			exit: 'suspend', ended: false, nav: null, activity: null,
		}) }
	}

	async live() {
		while (!this.world.ending) {
			await this.world.up
			if ((await this.save())?.status !== 200)
				await sleep(5)
		}
	}

	/* As the player's queue does: the same item again until it is answered. */
	async save(headers = {}) {
		const { world } = this
		const item = this.sent ??= this.next()
		const answer = await world.send(world.contentPort, 'POST', '/r/saves',
			{ body: item.text, headers: {
				Authorization: `Bearer ${this.token}`, ...headers } })

		if (answer?.status === 200) {
			assert.equal(answer.body.sequence, item.sequence)
			this.acknowledged = item
			this.sent = null
			world.found.commits++
		} else {
			world.refused(answer, [500, 503, 507])
		}
		return answer
	}

	verify(row) {
		const { acknowledged, sent } = this

		if (!acknowledged && !row)
			return
		const stored = row?.sequence ?? 0
		const is = [acknowledged, sent].find(i => i?.sequence === stored)

		assert.ok(is || (!acknowledged && stored === 0),
			`run ${this.run}: acknowledged ${acknowledged?.sequence}, ` +
			`sent ${sent?.sequence}, stored ${stored}`)
		if (!is)
			return
		assert.equal(row.item, is.text, `run ${this.run}: another item`)
		assert.equal(row.raw, stored, `run ${this.run}: the score`)
		assert.equal(row.scaled, stored / 1e6)
		assert.equal(row.total, stored / 1e6, `attempt ${this.attempt}`)
	}
}

/* One in a quiz: each item holds a new answer to its question. */
class Answerer extends Learner {
	next() {
		const sequence = ++this.sequence, at = Date.now()

		return { sequence, text: JSON.stringify({
			attempt: this.attempt, run: this.run, sequence, at,
			kind: 'answers', cmi: {}, sitting: this.sitting, place: 'U',
			responses: { U: { response: { text: this.answer(sequence) }, at,
				ms: sequence } },
			end: false, sessionTimeMs: sequence,
		}) }
	}

	answer(sequence) {
		return `${this.run}-${sequence}-${'x'.repeat(sequence * 7 % 900)}`
	}

	verify(row, sitting) {
		const { acknowledged, sent } = this
		const stored = row?.sequence ?? 0
		const { U } = JSON.parse(sitting.responses)

		assert.ok([acknowledged?.sequence ?? 0, sent?.sequence]
			.includes(stored), `run ${this.run}: acknowledged ${
			acknowledged?.sequence}, sent ${sent?.sequence}, stored ${stored}`)
		assert.equal(U?.response.text, stored ? this.answer(stored) : undefined,
			`sitting ${this.sitting}: another answer`)
	}
}

World.prototype.refused = function (answer, expected) {
	if (answer)
		this.found.refused++
	if (answer && !expected.includes(answer.status))
		throw new Error(`${answer.status} ${answer.text}\n${
			this.said.slice(-3000)}`)
}

/* --- Authors ------------------------------------------------------------- */

/* A folder of HTML in a tar; no two are alike. */
export function packageOf(title, bytes) {
	const files = { 'index.html': Buffer.from('<!doctype html><title>' +
		`${title}</title><p>${'kata '.repeat(300)}<img src="a.jpg">`),
	'a.jpg': bytes }
	const parts = []

	for (const [name, content] of Object.entries(files)) {
		const head = Buffer.alloc(512)
		const octal = (value, at, size) =>
			head.write(value.toString(8).padStart(size - 1, '0') + '\0', at)

		head.write(name, 0)
		octal(0o644, 100, 8)
		octal(0, 108, 8)
		octal(0, 116, 8)
		octal(content.length, 124, 12)
		octal(0, 136, 12)
		head.write('        0', 148)
		head.write('ustar\0' + '00', 257)
		octal(head.reduce((sum, byte) => sum + byte, 0), 148, 7)
		parts.push(head, content, Buffer.alloc(-content.length & 511))
	}
	return Buffer.concat([...parts, Buffer.alloc(1024)])
}

class Author {
	constructor(world, as, name) {
		Object.assign(this, { world, as, name, count: 0, upload: null,
			published: [], spared: 0 })	// spared: bytes not sent yet
	}

	bytes(size) {
		const out = Buffer.alloc(size)

		for (let i = 0; i + 4 <= size; i += 4)
			out.writeUInt32LE(this.world.random(2 ** 32), i)
		return out
	}

	async live() {
		const { world } = this

		while (!world.ending) {
			await world.up
			const answer = await this.step()

			if (!answer || answer.status >= 500)
				await sleep(10)
		}
	}

	/* The next thing to do with the package that is under way. */
	step() {
		const u = this.upload

		if (!u)
			return this.create()
		if (u.acknowledged < u.bytes.length)
			return u.unsure ? this.look() : this.send()
		return u.done ? this.publish() : this.wait()
	}

	async create() {
		const title = `${this.name} ${++this.count}`
		const bytes = packageOf(title, this.bytes(this.world.random(600_000)))
		const answer = await this.as('POST', '/api/v1/uploads', undefined, {
			'Tus-Resumable': '1.0.0', 'Upload-Length': String(bytes.length),
			'Upload-Metadata': 'filename ' +
				Buffer.from('paket.tar').toString('base64') })

		if (answer?.status === 201) {
			const path = answer.headers.location

			this.upload = { title, bytes, path, id: path.split('/').pop(),
				acknowledged: 0, sent: 0 }
		} else if (answer?.status === 429) {
			await this.giveUpOthers()
		} else {
			this.world.refused(answer, [500, 503, 507])
		}
		return answer
	}

	/* Those whose creation was not answered. */
	async giveUpOthers() {
		const all = await this.as('GET', '/api/v1/uploads')

		for (const u of all?.body?.uploads ?? [])
			if (!this.world.writers.some(a => a.upload?.id === u.id))
				await this.as('DELETE', `/api/v1/uploads/${u.id}`, undefined,
					{ 'Tus-Resumable': '1.0.0' })
	}

	async send() {
		const u = this.upload
		const from = u.acknowledged
		const to = Math.min(u.bytes.length - this.spared,
			from + 1 + this.world.random(200_000))

		u.sent = Math.max(u.sent, to)
		const answer = await this.as('PATCH', u.path, u.bytes.subarray(from, to),
			{ ...octets, 'Upload-Offset': String(from) })

		if (answer?.status === 204) {
			u.acknowledged = Number(answer.headers['upload-offset'])
			assert.equal(u.acknowledged, to)
			this.world.found.parts++
			this.world.found.bytes += to - from
		} else {
			u.unsure = true
			this.world.refused(answer, [423, 500, 503, 507])
		}
		return answer
	}

	async look() {
		const u = this.upload
		const answer = await this.as('HEAD', u.path, undefined,
			{ 'Tus-Resumable': '1.0.0' })

		if (answer?.status === 200) {
			const offset = Number(answer.headers['upload-offset'])

			assert.ok(offset >= u.acknowledged && offset <= u.sent,
				`upload ${u.id}: ${offset}, acknowledged ${u.acknowledged}`)
			u.acknowledged = offset
			u.unsure = false
		} else {
			this.world.refused(answer, [423, 500, 503])
		}
		return answer
	}

	async wait() {
		const u = this.upload
		const answer = await this.as('GET', `/api/v1/imports/${u.id}`)

		if (answer?.status === 200) {
			const { state, module, version } = answer.body

			if (state === 'failed') {
				// Said, and nothing of it is kept: from the beginning.
				assert.match(answer.body.error.code,
					/^(disk_full|storage_failed)$/, answer.text)
				this.world.found.refused++
				this.upload = null
			} else if (state === 'done') {
				u.done = { module, version }
				this.world.found.imports++
			} else {
				await sleep(20)
			}
		} else {
			this.world.refused(answer, [500, 503])
		}
		return answer
	}

	async publish() {
		const u = this.upload
		const answer = await this.as('POST', `/api/v1/imports/${u.id}/publish`)

		if (answer?.status === 200) {
			assert.equal(answer.body.state, 'published', answer.text)
			this.published.push({ id: u.id, module: answer.body.id,
				title: u.title, size: u.bytes.length,
				image: createHash('sha1').update(u.bytes).digest('hex') })
			this.world.found.publications++
			this.upload = null
		} else {
			this.world.refused(answer, [409, 500, 503, 507])
			if (answer?.status === 409)
				u.done = null
		}
		return answer
	}

	verify(uploads, imports, modules) {
		const u = this.upload

		if (u)
			this.verifyUpload(u, uploads.get(u.id), imports.get(u.id))
		for (const p of this.published) {
			const m = modules.get(p.module)

			assert.equal(m?.state, 'published', `module ${p.module}`)
			assert.equal(m.title, p.title)
			assert.equal(m.files, 2, `module ${p.module}: its files`)
			assert.equal(imports.get(p.id)?.state, 'done')
		}
	}

	verifyUpload(u, row, entry) {
		assert.ok(row, `upload ${u.id}: it was acknowledged and is gone`)
		assert.ok(row.received >= u.acknowledged && row.received <= u.sent,
			`upload ${u.id}: ${row.received}, acknowledged ${u.acknowledged}`)
		if (u.done)
			assert.equal(entry?.state, 'done', `import ${u.id}`)
		if (row.received === u.bytes.length) {
			assert.ok(entry, `upload ${u.id}: whole, and no import`)
			if (entry.state === 'done')
				return
		}
		const path = join(this.world.data, 'uploads', u.id)

		// A running import may just have ended.
		if (row.received === 0 || (row.received === u.bytes.length &&
		    !statSync(path, { throwIfNoEntry: false })))
			return
		const stored = readFileSync(path).subarray(0, row.received)

		assert.ok(stored.equals(u.bytes.subarray(0, row.received)),
			`upload ${u.id}: other bytes among the first ${row.received}`)
	}
}

/* --- Rounds -------------------------------------------------------------- */

async function people(world) {
	const lines = []

	for (let i = 0; i < world.learners; i++)
		lines.push(`INSERT INTO person (id, agency_id, name, login, search,
			password, must_set_password, epoch, created_at)
			SELECT 'crash${String(i).padStart(21, '0')}', agency_id,
			'P ${i}', 'crash${i}', '', password, 0, 0, 0
			FROM person WHERE login = 'peserta';
			INSERT INTO privacy_ack (person_id, version, at)
			VALUES ('crash${String(i).padStart(21, '0')}', 1, 1)`)
	world.change(lines.join(';\n'))
}

async function begin(world) {
	const author = await world.signIn('penulis')
	const file = join(world.folder, 'first.tar')

	world.writers = Array.from({ length: world.authors }, (_, i) =>
		new Author(world, author, `Paket ${i}`))
	writeFileSync(file, await lesson(world))
	const module = imported(world, file)
	const quiz = imported(world, await exam(world))

	await people(world)
	world.pupils = []
	for (let i = 0; i < world.learners; i++) {
		const as = await world.signIn(`crash${i}`)
		const open = await (i % 4 < 3 ? learns(world, as, module)
			: answers(world, as, quiz))

		world.pupils.push(Object.assign(open, { as, login: `crash${i}` }))
	}
}

async function opened(as, module, unit) {
	const answer = await as('POST', `/api/v1/modules/${module}/launches`, unit)

	assert.equal(answer?.status, 201, answer?.text)
	return answer.body
}

async function learns(world, as, module) {
	return new Learner(world, await opened(as, module, {}))
}

async function answers(world, as, module) {
	const unit = 'quiz:ujian'
	const launch = await opened(as, module, { unit })
	const begun = await as('POST', '/api/v1/sittings',
		{ attempt: launch.attempt, unit })

	assert.equal(begun?.status, 201, begun?.text)
	return Object.assign(new Answerer(world, launch),
		{ sitting: begun.body.id })
}

/* A module of ours with a quiz of one question. */
async function exam(world) {
	const folder = join(world.folder, 'exam')

	execFileSync('mkdir', ['-p', join(folder, 'quizzes')])
	writeFileSync(join(folder, 'module.json'), JSON.stringify({
		format: 'balai/1', id: 'ujian', code: 'U', title: 'Ujian',
		description: 'Ujian.', language: 'id', jp: 1, minutes: 45,
		goals: ['Diuji.'], parts: [{ quiz: 'ujian' }],
		completion: { required: ['quizzes'] } }))
	writeFileSync(join(folder, 'quizzes', 'ujian.json'), JSON.stringify({
		id: 'ujian', title: 'Ujian', kind: 'quiz', questions: [{ id: 'U',
			type: 'text', text: 'Apa?', accept: ['itu'], confidence: 'seen',
			feedback: { right: 'Ya.', wrong: 'Bukan.' } }] }))
	execFileSync('bsdtar', ['-cf', `${folder}.tar`, '.'], { cwd: folder })
	return `${folder}.tar`
}

function imported(world, file) {
	const ran = spawnSync(bin, ['import', ...world.options(), '--publish',
		'--json', file], { encoding: 'utf8', env: { PATH: process.env.PATH } })

	return JSON.parse(ran.stdout).module
}

/* One lesson of SCORM 1.2. */
async function lesson(world) {
	const folder = join(world.folder, 'lesson')

	execFileSync('mkdir', [folder])
	writeFileSync(join(folder, 'imsmanifest.xml'), `<?xml version="1.0"?>
<manifest identifier="m" version="1"
 xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>Pelajaran</title>
<item identifier="i" identifierref="r"><title>Satu</title></item>
</organization></organizations><resources><resource identifier="r"
type="webcontent" adlcp:scormtype="sco" href="a.html"><file href="a.html"/>
</resource></resources></manifest>`)
	writeFileSync(join(folder, 'a.html'), '<!doctype html><title>Satu</title>')
	execFileSync('bsdtar', ['-cf', join(world.folder, 'lesson.tar'), '.'],
		{ cwd: folder })
	return readFileSync(join(world.folder, 'lesson.tar'))
}

const by = (key, rows) => new Map(rows.map(row => [row[key], row]))

/* Everything that was answered is there, and nothing is there by half. */
export function verify(world) {
	const runs = by('id', world.rows(`SELECT r.id, r.sequence, r.item, p.raw,
		p.scaled, a.scaled AS total FROM run r
		JOIN attempt a ON a.id = r.attempt_id
		LEFT JOIN progress p ON p.run_id = r.id`))
	const sittings = by('id', world.rows('SELECT id, responses FROM sitting'))
	const uploads = by('id', world.rows('SELECT id, received FROM upload'))
	const imports = by('id', world.rows('SELECT id, state FROM import'))
	const modules = by('id', world.rows(`SELECT m.id, m.state, m.title,
		(SELECT count(*) FROM version_file f WHERE f.version_id = m.version_id)
		AS files FROM module m`))

	for (const pupil of world.pupils)
		pupil.verify(runs.get(pupil.run), sittings.get(pupil.sitting))
	for (const writer of world.writers)
		writer.verify(uploads, imports, modules)
}

export const postgres = (world, command) => execFileSync('sh',
	[join(top, 'tests/lib/postgres.sh'), command, world.postgres.folder],
	{ stdio: ['ignore', 'pipe', 'inherit'] })

async function round(world, how) {
	world.open()
	await sleep(20 + world.random(world.postgres ? 900 : 300))
	if (how === 'postgres' || how === 'both')
		postgres(world, 'kill')
	if (how === 'postgres') {
		await sleep(world.random(100))
		assert.equal(world.code, null,
			`it does not outlive its database\n${world.said}`)
		postgres(world, 'again')
	} else {
		world.shut()
		await world.kill()
		if (how === 'both')
			postgres(world, 'again')
	}
	world.found.kills++
}

/* Some are ended while they start. */
export async function start(world, how) {
	world.launch(how)
	while (world.random(8) === 0) {
		await sleep(world.random(150))
		await world.kill()
		world.found.kills++
		world.launch(how)
	}
	await world.answering()
}

/* A world with a server in it. */
export async function create(options) {
	const world = new World({ seed: Date.now() % 1e9, ...options })

	world.port = await freePort()
	world.contentPort = await freePort()
	execFileSync('mkdir', ['-p', '-m', '700', world.data])
	await copyBegun(world.data, [...world.options(), '--demo'])
	try {
		world.launch('kill')
		await world.answering()
		await begin(world)
	} catch (error) {
		await destroy(world)
		throw error
	}
	return world
}

export async function destroy(world) {
	world.ending = true
	world.open()
	world.child?.kill('SIGKILL')
	await world.ended
	world.agent.destroy()
	if (process.env.BALAI_KEEP)
		console.log(`kept: ${world.folder}`)
	else
		rmSync(world.folder, { recursive: true, force: true })
}

async function rounds(world, trouble) {
	const { found, kills } = world

	// On a slow machine a few more, until there was something to lose.
	while (found.kills < kills ||
	       (!world.enough(found) && found.kills < 10 * kills)) {
		const how = world.hows[world.random(world.hows.length)]

		if (how === 'postgres') {
			await Promise.race([round(world, how), trouble])
			continue
		}
		// The server that is to be cut off must have been watched.
		if (POWER.includes(how)) {
			world.shut()
			await world.kill()
			world.rule()	// a server whose disk fails does not start
			await start(world, how)
			world.trouble(how)
		}
		await Promise.race([round(world, how), trouble])
		await start(world, 'kill')
		verify(world)
		if (world.found.kills % world.checkEach === 0)
			world.check()
		world.say(world.found, how)
	}
}

export async function crash(options) {
	const world = await create(options)
	const busy = [...world.pupils, ...world.writers].map(one => one.live())
	const trouble = Promise.all(busy)	// what one finds is thrown at once

	try {
		await rounds(world, trouble)
		world.ending = true
		world.open()
		await trouble
		verify(world)
		world.check()
		return world.found
	} catch (error) {
		error.message += `\n(seed ${world.seed}, ${world.found.kills} kills)`
		throw error
	} finally {
		await destroy(world)
		await Promise.allSettled(busy)
	}
}
