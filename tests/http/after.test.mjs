// What follows when an event is over: papers for who was there, within seconds
// and for guests too, and for the others why there is none.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { before, test } from 'node:test'
import { run } from '../lib/sat.mjs'
import { until } from '../lib/until.mjs'
import { item, publish, scorm12, signIn, url, visitor } from './lib.mjs'

const LETTERS = 'ACDEFGHJKMNPQRTWXY34679'
const SECRET = 'rahasia-untuk-uji'
const MINUTE = 60000
const ANSWERS = { applicable: 4, examples: 5, difficulty: 'right', time: 'fits',
	opened: 3 }
let host, organiser, learner, stranger

before(async () => {
	host = await signIn('pemandu')
	organiser = await signIn('penyelenggara')
	learner = await signIn('peserta')
	stranger = await signIn('atasan')
})

/* What server/domain/presence.c shows now. */
function codeNow() {
	const hash = createHmac('sha256', SECRET)
		.update(`presence/0/${Math.floor(Date.now() / 30000)}`).digest()
	let number = hash.readBigUInt64BE(0)

	return Array.from({ length: 6 }, () => {
		const letter = LETTERS[Number(number % 23n)]

		number /= 23n
		return letter
	}).join('')
}

/* It began ten minutes ago and lasts two hours. */
async function event(more = {}) {
	const startsAt = Math.floor(Date.now() / MINUTE) * MINUTE - 10 * MINUTE
	const { status, body, text } = await host('POST', '/api/v1/events', {
		kind: 'webinar', title: 'Naskah dinas', zone: 'WIB',
		audience: 'public', startsAt, endsAt: startsAt + 120 * MINUTE,
		leastPercent: 70, leastChecks: 0, paper: 'attendance',
		publish: true, ...more })

	assert.equal(status, 201, text)
	run(`UPDATE event SET secret = '${SECRET}' WHERE id = '${body.id}';`)
	return { ...body, path: `/api/v1/events/${body.id}` }
}

function over(ev) {
	run(`UPDATE event SET starts_at = starts_at - ${130 * MINUTE},
		ends_at = ends_at - ${130 * MINUTE} WHERE id = '${ev.id}';`)
}

/* As the public page's form sends it; the token of the personal link. */
async function register(ev, name) {
	const page = await visitor('GET', `/k/${ev.code}`)
	const once = page.text.match(/name="once" value="(\w{26})"/)[1]
	const identitas = `${name.toLowerCase().replace(/ /g, '.')}.${
		ev.code.toLowerCase()}@contoh.id`
	const done = await visitor('POST', `/k/${ev.code}/daftar`,
		new URLSearchParams({ nama: name, identitas,
			instansi: 'Kecamatan', once }).toString(),
		{ 'Content-Type': 'application/x-www-form-urlencoded' })

	assert.ok(done.text.includes('/hadir#'), done.text.slice(0, 300))
	return done.text.match(/\/hadir#([\w-]{48})/)[1]
}

/* Who came in by a personal link. */
async function guest(token) {
	const { status, body, headers, text } = await visitor('POST',
		'/api/v1/session/guest', { token })
	const cookie = headers.getSetCookie().map(c => c.split(';')[0]).join('; ')

	assert.ok(status < 300, text)
	const own = { Cookie: cookie, 'X-Balai-Session': body.secret }

	return Object.assign((method, path, sent) =>
		visitor(method, path, sent, own), { own })
}

const after = async (who, ev) => (await who('GET', ev.path)).body.after
const papers = async ev => (await organiser('GET',
	`/api/v1/certificates?source=${ev.id}`)).body

const FIRST = ['Agus', 'Budi', 'Citra', 'Dewi', 'Eko', 'Fitri']
const LAST = ['Ginting', 'Hutagalung', 'Irawan', 'Jatmiko', 'Kusuma', 'Laksono']
const NAMES = FIRST.flatMap(first => LAST.map(last => `${first} ${last}`))
	.slice(0, 33)
/* The last three wrote themselves so that nobody can be sure. */
const ODD = { 30: 'Fitri Gintin', 31: 'F. Hutagalung', 32: 'HP kantor' }

const zoom = () => 'Name (Original Name),User Email,' +
	`Total Duration (Minutes),Guest\n${NAMES.map((name, i) =>
		`${ODD[i] ?? `"${name}, S.Kom"`},,100,Yes`).join('\n')}\n`

test('thirty-three guests, a Zoom file, and the papers are there within 10 s',
	async () => {
	const ev = await event()
	const tokens = []

	for (const name of NAMES)
		tokens.push(await register(ev, name))
	const forwarded = await stranger('POST', `${ev.path}/presence`,
		{ code: codeNow() })

	assert.equal(forwarded.status, 403)
	assert.equal(forwarded.body.code, 'presence_unregistered')
	assert.match(forwarded.body.detail, /Naskah dinas/)
	over(ev)
	assert.equal((await host('POST', `${ev.path}/closing`)).body.state,
		'closed')
	const file = await host('POST',
		`${ev.path}/attendance-files?name=zoom.csv`, zoom(),
		{ 'Content-Type': 'application/octet-stream' })

	assert.equal(file.status, 201, file.text)
	const path = `${ev.path}/attendance-files/${file.body.id}`
	const asked = file.body.lines.filter(l => l.state !== 'sure')

	assert.equal(file.body.lines.length - asked.length, 30)
	assert.equal(asked.length, 3)
	assert.equal((await papers(ev)).total, 0)
	const likely = asked.find(l => l.person)

	assert.equal((await host('PATCH', `${path}/lines/${likely.place}`,
		{ state: 'confirmed' })).status, 200)
	const begun = Date.now()

	assert.equal((await host('POST', `${path}/taking`)).body.counted, 31)
	await until('the papers are there', async () =>
		(await papers(ev)).total === 31, 10)
	assert.ok(Date.now() - begun < 10000, 'within 10 s')
	assert.equal((await papers(ev)).certificates[0].kind, 'attendance')

	const there = await guest(tokens[0]), absent = await guest(tokens[32])
	const mine = await after(there, ev)

	assert.equal(mine.present, true)
	assert.equal(mine.certificate.good, true)
	const pdf = await fetch(
		`${url}/api/v1/certificates/${mine.certificate.id}.pdf`,
		{ headers: there.own })

	assert.equal(pdf.headers.get('content-type'), 'application/pdf')
	assert.equal((await there('GET', '/api/v1/me/certificates')).body
		.certificates.length, 1)
	assert.equal((await absent('GET',
		`/api/v1/certificates/${mine.certificate.id}.pdf`)).status, 404)
	assert.deepEqual(await after(absent, ev), { present: false,
		survey: false, surveyDue: false, module: null, certificate: null })
})

test('who was there is told what the paper still waits for, and gets it then',
	async () => {
	const quiz = publish(scorm12('Kuis naskah dinas')).module
	const ev = await event({ paperSurvey: true })
	const token = await register(ev, 'Rina Sihombing')
	const rina = await guest(token)

	assert.equal((await learner('POST', `${ev.path}/seat`)).status, 201)
	assert.equal(await after(rina, ev), null)
	over(ev)
	for (const who of [rina, learner]) {
		const { id } = (await who('GET', '/api/v1/me')).body

		assert.equal((await host('PUT', `${ev.path}/attendance/${id}`,
			{ present: true, reason: 'Tercatat di meja' })).status, 200)
	}
	const waits = await after(rina, ev)

	assert.equal(waits.present, true)
	assert.equal(waits.surveyDue, true)
	assert.equal(waits.certificate, null)
	assert.equal((await rina('POST', `${ev.path}/survey`,
		{ answers: ANSWERS })).status, 201)
	assert.match((await after(rina, ev)).certificate.number, /\/\d{4}$/)
	const { revision } = (await host('GET', ev.path)).body

	assert.equal((await host('PATCH', ev.path, { revision,
		paperModule: quiz })).status, 200)
	assert.equal((await learner('POST', `${ev.path}/survey`,
		{ answers: ANSWERS })).status, 201)
	const left = await after(learner, ev)

	assert.equal(left.surveyDue, false)
	assert.equal(left.certificate, null)
	assert.equal(left.module.id, quiz)
	assert.equal(left.module.title, 'Kuis naskah dinas')
	assert.equal(left.module.passed, false)
	assert.equal((await rina('GET', `/api/v1/modules/${quiz}`)).status, 200)
	const launch = (await learner('POST', `/api/v1/modules/${quiz}/launches`,
		{ unit: 'i0' })).body

	assert.equal((await learner('POST', '/api/v1/saves', item(launch, 1, {
		completion: 'completed', success: 'passed', ended: true })))
		.status, 200)
	const gained = await after(learner, ev)

	assert.equal(gained.module.passed, true)
	assert.equal(gained.certificate.good, true)
	assert.equal(await after(stranger, ev), null)
})
