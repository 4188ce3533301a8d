// What is asked about somebody's plan waits for them on Home, and their superior
// is told how many letters do, from its day until it is too late: a server begun
// anew by a later clock on the same data.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { postOffice } from '../lib/post.mjs'
import { start } from '../lib/server.mjs'
import { until } from '../lib/until.mjs'
import { signIn } from './lib.mjs'

const DAY = 24 * 3_600_000
const from = Date.parse('2027-01-04T02:00:00Z')
const SUPERIOR = 'atasan.uji@contoh.go.id'
let server, data, post

async function at(days) {
	await server?.stop()
	server = await start(['--demo', '--clock',
		new Date(from + days * DAY).toISOString().replace(/\.\d+/, '')],
	{ data })
	return signIn('peserta', server.url)
}

async function ok(answer) {
	const { status, body, text } = await answer

	assert.ok(status < 300, text)
	return body
}
const waiting = async who => (await ok(who('GET', '/api/v1/me/home'))).followups

/* A programme of nothing but a discussion is done by writing in it. */
async function planned() {
	const organiser = await signIn('penyelenggara', server.url)
	const learner = await signIn('peserta', server.url)
	const { id } = await ok(organiser('POST', '/api/v1/programmes',
		{ title: 'Berencana', mode: 'online' }))
	const path = `/api/v1/programmes/${id}`
	const setting = { brief: 'Tulis satu.', posts: 1 }

	await ok(organiser('PUT', `${path}/activities`, { activities: [
		{ kind: 'discussion', title: 'Diskusi', required: true, setting }] }))
	await ok(organiser('PATCH', path, { state: 'published' }))
	const batch = (await ok(organiser('POST', `${path}/batches`, { name: 'I',
		startsAt: from - DAY, endsAt: from + 30 * DAY }))).id

	await ok(organiser('POST', `/api/v1/batches/${batch}/enrolments`,
		{ people: [learner.person.id] }))
	const [step] = (await ok(learner('GET', `/api/v1/me/programmes/${batch}`)))
		.steps

	await ok(learner('POST', `/api/v1/batches/${batch}/posts/${step.id}`,
		{ words: 'Saya mulai Senin.' }))
	const plan = await ok(learner('POST', `/api/v1/me/programmes/${batch}/plan`,
		{ words: 'Membuka loket ketiga.' }))

	return ok(learner('PATCH', `/api/v1/me/plans/${plan.id}`,
		{ superior: { name: 'Hasan Basri', email: SUPERIOR } }))
}

/* Letters go out, and the superior has an account with that address. */
async function reachable() {
	const admin = await signIn('admin', server.url)
	const { person } = await signIn('atasan', server.url)

	await ok(admin('PUT', '/api/v1/mail', { host: '127.0.0.1',
		port: post.port, security: 'none', login: '',
		sender: 'balai@contoh.go.id' }))
	await ok(admin('PATCH', '/api/v1/setup',
		{ address: 'https://belajar.contoh.go.id' }))
	await ok(admin('PATCH', `/api/v1/people/${person.id}`,
		{ email: SUPERIOR }))
}

const confirmations = async () => (await ok((await signIn('atasan',
	server.url))('GET', '/api/v1/team'))).confirmations

before(async () => {
	data = await mkdtemp(join(tmpdir(), 'balai-due-'))
	post = await postOffice()
	await at(0)
	await reachable()
})
after(async () => {
	await server?.stop()
	post?.close()
	await rm(data, { recursive: true, force: true })
})

test('nothing waits before the thirtieth day', async () => {
	const plan = await planned()

	assert.ok(plan.completedAt > 0, JSON.stringify(plan))
	assert.equal(await waiting(await at(29)), 0)
	assert.equal(await confirmations(), 0)
})

test('from then on a question waits, and is answered where the plan is read',
	async () => {
		const learner = await at(31)
		const [plan] = (await ok(learner('GET', '/api/v1/me/plans'))).plans

		assert.equal(await waiting(learner), 1)
		assert.match(plan.followups.find(f => f.day === 30).href, /^\/t\//)
	})

test('sixty days later it does not wait any more, and the next one does',
	async () => {
		const learner = await at(92)

		assert.equal(await waiting(learner), 1)
		const [plan] = (await ok(learner('GET', '/api/v1/me/plans'))).plans

		assert.deepEqual(plan.followups.filter(f => f.href).map(f => f.day), [90])
	})

test('a superior is told how many confirmations wait, once they were asked',
	async () => {
		await until('the superior has a letter', () =>
			post.letters.some(letter => letter.to === SUPERIOR))
		assert.equal(await confirmations(), 1)
	})

test('of a plan that was dropped nothing waits', async () => {
	const learner = await at(93)
	const [plan] = (await ok(learner('GET', '/api/v1/me/plans'))).plans

	await ok(learner('PATCH', `/api/v1/me/plans/${plan.id}`,
		{ state: 'dropped' }))
	assert.equal(await waiting(learner), 0)
	assert.equal(await confirmations(), 0)
})
