// What becomes of action plans over half a year: letters with one-time links,
// the page they lead to, reminders, and who reads the answers. The server is
// started anew at each later day, on the same data.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { LESSON } from '../lib/native.mjs'
import { postOffice } from '../lib/post.mjs'
import { bin, start } from '../lib/server.mjs'
import { until } from '../lib/until.mjs'
import { call, item, password, signIn, zip } from './lib.mjs'

const HOUR = 3600 * 1000
const DAY = 24 * HOUR
const BEGIN = Date.parse('2027-01-04T01:00:00Z')
const ADDRESS = 'https://belajar.contoh.go.id'
const stamp = Date.now().toString(36)
const data = mkdtempSync(join(tmpdir(), 'balai-tindak-'))
const database = process.env.BALAI_DATABASE
const given = database ? ['--database', newDatabase()] : []
let server, post, module, sari, budi, hours = 0, logs = ''

/* Beside that of the other tests, whose server is another. */
function newDatabase() {
	const name = `tindak_${stamp}`

	execFileSync('psql', ['-q', database.slice('postgres:'.length),
		'-c', `CREATE DATABASE ${name}`], { stdio: 'pipe' })
	return database.replace(/dbname=\S+/, `dbname=${name}`)
}

const balai = (args, options = {}) => execFileSync(bin, [args[0], '--data',
	data, ...given, ...args.slice(1)], { encoding: 'utf8',
	stdio: ['pipe', 'pipe', 'ignore'], ...options })

async function ok(answer, status = 200) {
	const got = await answer

	assert.equal(got.status, status, got.text)
	return got.body
}

/* From now on it is that day, each time an hour later, so that what was due some
   days after the last start is due at this one. */
async function day(n) {
	if (server) {
		logs += server.log()
		await server.stop()
	}
	server = await start(['--demo', ...given, '--clock',
		new Date(BEGIN + n * DAY + hours++ * HOUR).toISOString()], { data })
}

const as = login => signIn(login, server.url)
const open = (method, path, body, headers) =>
	call(method, server.url + path, { body, headers })

async function learn(who, unit, fields) {
	const launch = await ok(who('POST', `/api/v1/modules/${module}/launches`,
		{ unit }), 201)

	await ok(call('POST', `${server.url}/api/v1/saves`, {
		headers: { 'X-Balai-Run': launch.runToken },
		body: item(launch, 1, { completion: 'completed', ...fields }),
	}))
}

const importModule = id => JSON.parse(balai(['import', zip({
	'module.json': JSON.stringify({
		format: 'balai/1', id, code: 'TL',
		title: 'Keamanan data', description: 'Untuk uji.',
		language: 'id', jp: 1, minutes: 45, goals: ['Merencanakan.'],
		parts: [{ lesson: 'satu' },
			{ plan: { id: 'rencana', title: 'Rencana aksi',
				choices: ['Menguji <b>cadangan</b>'], days: 30,
				prompt: 'Pilih satu.' } }],
		completion: { required: ['lessons'] },
	}),
	'lessons/satu.md': LESSON,
}), '--publish', '--json'])).module

async function write(who) {
	await learn(who, 'plan:rencana', { cmi: {
		'balai.kind': 'plan', 'balai.plan.choice': 'Menguji <b>cadangan</b>',
		'balai.plan.other': '', 'balai.plan.text': 'Mulai hari Senin.',
		'balai.plan.by': '2027-03-01' } })
	await learn(who, 'lesson:satu', {})
}

async function newcomer(login) {
	balai(['user', 'add', login, '--role', 'learner', '--name',
		`Orang ${login}`, '--nip', login === 'sari2'
			? '199001012015032001' : '199001012015031001',
		'--email', `${login}@contoh.go.id`, '--password-stdin'],
	{ input: password })
	const who = await as(login)

	await write(who)
}

const plan = async login => (await ok((await as(login))('GET',
	'/api/v1/me/plans'))).plans[0]
const asked = async (login, n, role) => (await plan(login)).followups
	.find(f => f.day === n && f.role === role)

/* All letters there were, once so many have come and none waits. */
async function letters(n) {
	const admin = await as('admin')

	await until(`${n} letters`, async () => post.letters.length >= n &&
		(await ok(admin('GET', '/api/v1/mail'))).waiting === 0)
	assert.deepEqual(post.letters.length, n, post.letters.map(l => l.to))
	return post.letters
}

const linkIn = letter => new URL(/https:\S+\/t\/[\w-]+/.exec(letter.text)[0])
	.pathname
const newest = to => linkIn(post.letters.filter(l => l.to === to).at(-1))
const form = fields => [new URLSearchParams(fields).toString(),
	{ 'Content-Type': 'application/x-www-form-urlencoded' }]
const send = (path, fields) => open('POST', path, ...form(fields))

before(async () => {
	post = await postOffice()
	await day(0)
	const admin = await as('admin')

	await ok(admin('PUT', '/api/v1/mail', { host: '127.0.0.1',
		port: post.port, security: 'none', login: '',
		sender: 'balai@contoh.go.id' }))
	await ok(admin('PATCH', '/api/v1/setup', { address: ADDRESS }))
	module = importModule('tindak')
	await newcomer('sari2')
	await newcomer('budi2')
	sari = 'sari2@contoh.go.id'
	budi = 'budi2@contoh.go.id'
	await ok((await as('sari2'))('PATCH',
		`/api/v1/me/plans/${(await plan('sari2')).id}`, {
			superior: { name: 'Bu Kepala', email: 'kepala@contoh.go.id' },
			colleague: { name: 'Pak Rekan', email: 'rekan@contoh.go.id' } }))
})

after(async () => {
	await server?.stop()
	post?.close()
	rmSync(data, { recursive: true, force: true })
})

test('after 30 days the learner is asked, once, by letter and in the app', async () => {
	await day(30)
	const all = await letters(2)

	assert.deepEqual(all.map(l => l.to).sort(), [budi, sari])
	const letter = all.find(l => l.to === sari)

	assert.match(letter.subject, /Keamanan data/)
	assert.match(letter.text, /In English:/)
	assert.ok(letter.text.includes(`${ADDRESS}/t/`))
	const { notices } = await ok((await as('sari2'))('GET',
		'/api/v1/me/notices'))

	assert.equal(notices.find(n => n.kind === 'followup_due')?.href,
		linkIn(letter))
	assert.equal((await asked('sari2', 30, 'learner')).href, linkIn(letter))
})

test('the page tells the plan and asks, in either language, without a script', async () => {
	const path = newest(sari)
	const page = await open('GET', path)

	assert.equal(page.status, 200)
	assert.match(page.text, /Menguji &lt;b&gt;cadangan/)
	assert.match(page.text, /Mulai hari Senin\./)
	assert.match(page.text, /1 Maret 2027/)
	assert.match(page.text, /<input type="radio" name="started" value="partly"/)
	assert.match(page.text, /<meta name="robots" content="noindex">/)
	assert.ok(!/<script|1990/.test(page.text))
	assert.match(page.headers.get('content-security-policy'),
		/^default-src 'none'.*frame-ancestors 'none'/)
	assert.equal(page.headers.get('referrer-policy'), 'no-referrer')
	assert.equal(page.headers.get('cache-control'), 'no-store')
	assert.match((await open('GET', path, undefined,
		{ 'Accept-Language': 'en' })).text, /Have you begun with this plan\?/)
	assert.match((await open('GET', `${path}?lang=en`)).text,
		/action="\/t\/[\w-]+\?lang=en"/)
})

test('to look at it counts for nothing', async () => {
	for (let i = 0; i < 5; i++)
		await open(i ? 'GET' : 'HEAD', newest(sari))
	assert.equal((await asked('sari2', 30, 'learner')).answeredAt, null)
})

test('a link with any letter changed, cut or added to is no link, and says what to do',
	async () => {
		const path = newest(sari)

		for (let i = 3; i < path.length; i++) {
			const wrong = path[i] === '0' ? '1' : '0'
			const altered = path.slice(0, i) + wrong + path.slice(i + 1)
			const { status, text } = await send(altered, { started: 'done' })

			assert.equal(status, 404, altered)
			assert.match(text, /tidak utuh/)
		}
		for (const altered of [path.slice(0, -1), `${path}a`, '/t/x',
			'/t/%00', '/t/' + 'x'.repeat(4000)])
			assert.ok([400, 404, 414].includes(
				(await open('GET', altered)).status), altered)
		assert.equal((await asked('sari2', 30, 'learner')).answeredAt, null)
	})

test('what does not fit is marked, what was typed stays, and nothing is counted',
	async () => {
		const path = newest(sari)

		for (const fields of [{}, { started: 'mungkin' },
			{ started: 'done', words: 'x'.repeat(501) }]) {
			const page = await send(path, fields)

			assert.equal(page.status, 422)
			assert.match(page.text, /class="wrong"/)
			if (fields.words)
				assert.ok(page.text.includes(fields.words))
		}
		assert.equal((await open('POST', path, { started: 'done' })).status,
			415)
		assert.equal((await send(path, { started: 'done',
			words: 'x'.repeat(20_000) })).status, 413)
		assert.equal((await asked('sari2', 30, 'learner')).answeredAt, null)
	})

test('sent twenty times at once it counts once, and every page is kind', async () => {
	const path = newest(sari)
	const all = await Promise.all(Array.from({ length: 20 }, (_, i) =>
		send(path, { started: i % 2 ? 'partly' : 'done',
			words: `Jawaban <i>${i}</i>` })))

	assert.equal(all.filter(a => a.status === 200).length, 1)
	assert.equal(all.filter(a => a.status === 410).length, 19)
	const won = all.findIndex(a => a.status === 200)
	const { answers, href } = await asked('sari2', 30, 'learner')

	assert.deepEqual(answers, { started: won % 2 ? 'partly' : 'done',
		words: `Jawaban <i>${won}</i>` })
	assert.equal(href, null)
	const again = await open('GET', path)

	assert.equal(again.status, 410)
	assert.match(again.text, /Sudah dijawab/)
})

test('who has not answered is reminded after 7 and 14 days, and no more', async () => {
	await day(37)
	assert.equal((await letters(3))[2].to, budi)
	assert.match(post.letters[2].subject, /^Pengingat: /)
	await day(44)
	assert.equal((await letters(4))[3].to, budi)
})

test('after 90 days the learner, the superior and a colleague are asked, each once',
	async () => {
		await day(90)
		const all = (await letters(8)).slice(4)

		assert.deepEqual(all.map(l => l.to).sort(),
			[budi, 'kepala@contoh.go.id', 'rekan@contoh.go.id', sari])
		await day(90)
		await letters(8)
		const letter = all.find(l => l.to === 'kepala@contoh.go.id')

		assert.match(letter.text, /Bu Kepala,/)
		assert.match(letter.text, /Orang sari2/)
		assert.match(letter.text, /Bukan saya/)
		assert.ok(!/1990/.test(letter.text + letter.subject))
	})

test('what was due long before is over, and says so', async () => {
	const path = linkIn(post.letters.find(l => l.to === budi))
	const { status, text } = await send(path, { started: 'done' })

	assert.equal(status, 410)
	assert.match(text, /Waktunya sudah lewat/)
	assert.equal((await asked('budi2', 30, 'learner')).answeredAt, null)
})

test('whoever is named instead gets a link, and that of before is worth nothing',
	async () => {
		const before = newest('kepala@contoh.go.id')

		await ok((await as('sari2'))('PATCH',
			`/api/v1/me/plans/${(await plan('sari2')).id}`,
			{ superior: { name: 'Pak Baru', email: 'baru@contoh.go.id' } }))
		assert.equal((await letters(9))[8].to, 'baru@contoh.go.id')
		const { status, text } = await send(before, { statement1: 'no' })

		assert.equal(status, 410)
		assert.match(text, /sudah diganti/)
		assert.equal((await asked('sari2', 90, 'superior')).answeredAt, null)
	})

test('the superior confirms, the learner is told and alone reads it', async () => {
	const path = newest('baru@contoh.go.id')
	const page = await open('GET', path)

	assert.match(page.text, /Orang sari2/)
	assert.ok(!/1990/.test(page.text))
	assert.equal((await send(path, { statement1: 'yes',
		words: 'Loket lebih cepat.' })).status, 200)
	assert.deepEqual((await asked('sari2', 90, 'superior')).answers,
		{ statement1: 'yes', words: 'Loket lebih cepat.' })
	const { notices } = await ok((await as('sari2'))('GET',
		'/api/v1/me/notices'))

	assert.ok(notices.some(n => n.kind === 'followup_answered'))
	assert.ok(!JSON.stringify(notices).includes('Loket'))
	for (const login of ['penyelenggara', 'penulis', 'admin']) {
		const who = await as(login)

		for (const path of ['/api/v1/plans', '/api/v1/followups/rates',
			`/api/v1/modules/${module}/followups`])
			assert.ok(!/Loket|"yes"/.test((await who('GET', path)).text),
				`${login} ${path}`)
	}
	assert.equal((await ok((await as('admin'))('GET', `/api/v1/modules/${module
	}/followups`))).rates.find(r => r.day === 90 && r.role === 'superior')
		.answers, null)
	assert.equal((await (await as('sari2'))('PATCH', `/api/v1/me/plans/${
		(await plan('sari2')).id}`, { superior: { name: 'Lain',
		email: 'lain@contoh.go.id' } })).status, 200)
})

test('"that is not me" ends the letters, and that address is named no more', async () => {
	const path = newest('rekan@contoh.go.id')

	assert.match((await open('GET', path)).text, /Bukan saya, hentikan surat/)
	const { status, text } = await send(path, { henti: '1' })

	assert.equal(status, 200)
	assert.match(text, /tidak ada surat lagi/)
	assert.equal((await open('GET', path)).status, 410)
	const mine = await plan('sari2')

	assert.deepEqual(mine.colleague, { name: '', email: '' })
	assert.equal((await (await as('sari2'))('PATCH',
		`/api/v1/me/plans/${mine.id}`, { colleague: { name: 'Pak Rekan',
			email: 'rekan@contoh.go.id' } })).body.field, 'colleague')
	await day(97)
	assert.deepEqual((await letters(11)).slice(9).map(l => l.to).sort(),
		[budi, sari])
	await day(104)
	assert.deepEqual((await letters(13)).slice(11).map(l => l.to).sort(),
		[budi, sari])
})

test('a plan that is given up asks nobody, and its links say so', async () => {
	const path = newest(budi)
	const who = await as('budi2')

	await ok(who('PATCH', `/api/v1/me/plans/${(await plan('budi2')).id}`,
		{ state: 'dropped' }))
	const { status, text } = await send(path, { applied: 'yes' })

	assert.equal(status, 410)
	assert.match(text, /tidak dilanjutkan/)
})

test('after 180 days the learner is asked whether it goes on, and the superior for figures',
	async () => {
		await day(180)
		assert.deepEqual((await letters(15)).slice(13).map(l => l.to).sort(),
			['lain@contoh.go.id', sari])
		const path = newest('lain@contoh.go.id')

		assert.equal((await send(path, { indicator: 'better',
			before: 'dua belas' })).status, 422)
		assert.equal((await send(path, { indicator: 'better',
			before: '12', after: '8,5 ' })).status, 200)
		assert.deepEqual((await asked('sari2', 180, 'superior')).answers,
			{ indicator: 'better', before: 12, after: 8.5 })
	})

test('rates tell who was asked and who answered, also as a file', async () => {
	const who = await as('penyelenggara')
	const { rates } = await ok(who('GET',
		`/api/v1/followups/rates?source=module&sourceId=${module}`))

	assert.deepEqual(rates.map(r => [r.day, r.role, r.asked, r.answered,
		r.answers]), [[30, 'learner', 2, 1, null], [90, 'learner', 2, 0, null],
		[90, 'superior', 1, 1, null], [90, 'colleague', 1, 0, null],
		[180, 'learner', 1, 0, null], [180, 'superior', 1, 1, null]])
	assert.match((await who('GET', '/api/v1/followups/rates.csv')).text,
		/90;.*atasan/)
	assert.equal((await who('GET',
		'/api/v1/followups/rates?source=module&sourceId=tidak-ada')).status, 404)
})

test('a name that leads elsewhere is no name to begin a letter with', async () => {
	const who = await as('sari2')
	const { id } = await plan('sari2')

	for (const name of ['Menangkan hadiah: http://jahat.example/x',
		'buka www.jahat.example', 'jahat.example/x'])
		assert.equal((await who('PATCH', `/api/v1/me/plans/${id}`, {
			colleague: { name, email: 'asing@contoh.go.id' } })).body.field,
		'colleague', name)
})

test('"that is not me" ends the letters of all plans of that person', async () => {
	const to = 'asing@contoh.go.id'
	const got = () => post.letters.filter(l => l.to === to).length
	const first = module

	balai(['user', 'add', 'tono2', '--role', 'learner', '--name', 'Orang tono2',
		'--email', 'tono2@contoh.go.id', '--password-stdin'],
	{ input: password })
	const who = await as('tono2')

	for (const one of [first, importModule('tindak-dua')]) {
		module = one
		await write(who)
	}
	module = first
	for (const { id } of (await ok(who('GET', '/api/v1/me/plans'))).plans)
		await ok(who('PATCH', `/api/v1/me/plans/${id}`,
			{ superior: { name: 'Orang asing', email: to } }))
	await day(280)
	await until('both letters', () => got() === 2)
	assert.equal((await send(newest(to), { henti: '1' })).status, 200)
	await day(288)
	await until('the learner is reminded', () => post.letters.filter(l =>
		l.to === 'tono2@contoh.go.id' && /^Pengingat/.test(l.subject))
		.length >= 2)
	assert.equal(got(), 2)
})

test('no link stands in the log', () => {
	logs += server.log()
	for (const letter of post.letters)
		assert.ok(!logs.includes(linkIn(letter).slice(-22)))
	assert.match(logs, /"route":"\/t\/\{token\}"/)
})
