// Answers that are alone until the night, and what is lost with the key that
// they are sealed by: a server that is started anew, later, on the same data.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { bin, start } from '../lib/server.mjs'
import { until } from '../lib/until.mjs'
import { password, signIn } from './lib.mjs'

const DAY = 24 * 3600 * 1000
const BEGIN = Date.parse('2027-01-04T03:00:00Z')
const stamp = Date.now().toString(36)
const data = mkdtempSync(join(tmpdir(), 'balai-suara-'))
const key = join(data, 'ballot.key')
const database = process.env.BALAI_DATABASE
const own = database?.replace(/dbname=\S+/, `dbname=suara_${stamp}`)
const given = own ? ['--database', own] : []
const logins = ['a', 'b', 'c', 'd', 'e'].map(name => `suara${name}`)
let server, organiser

const psql = sql => execFileSync('psql', ['-q', '-c', sql,
	database.slice('postgres:'.length)], { stdio: 'pipe' })

async function ok(answer, status = 200) {
	const got = await answer

	assert.equal(got.status, status, got.text)
	return got.body
}

async function at(moment) {
	await server?.stop()
	server = await start(['--demo', ...given, '--clock',
		new Date(moment).toISOString()], { data })
	organiser = await signIn('penyelenggara', server.url)
}

/* Somebody who works in a unit of their own. */
async function newcomer(login, parent) {
	execFileSync(bin, ['user', 'add', login, '--data', data, ...given,
		'--role', 'learner', '--password-stdin'], { input: password,
		stdio: ['pipe', 'ignore', 'ignore'] })
	const as = await signIn(login, server.url)
	const { id: unit } = await ok(organiser('POST', '/api/v1/units',
		{ name: `Seksi ${login}`, parent }), 201)

	await ok(organiser('PUT',
		`/api/v1/people/${(await ok(as('GET', '/api/v1/me'))).id}/membership`,
		{ unit, from: '2026-01-01' }))
}

const opened = async unit => ok(organiser('POST', `/api/v1/surveys/${(await ok(
	organiser('POST', '/api/v1/surveys', {
		title: 'Loket', targets: [{ kind: 'unit', ref: unit }],
		form: { questions: [{ id: 'q', kind: 'scale', text: 'Jelas?',
			needed: true }] } }), 201)).id}/opening`))

const answer = async (login, survey) => ok((await signIn(login, server.url))(
	'POST', `/api/v1/me/surveys/${survey.id}/answers`,
	{ version: survey.version.id, answers: { q: 3 } }), 201)

const told = async survey => {
	const [one] = (await ok(organiser('GET',
		`/api/v1/surveys/${survey.id}/results`))).versions

	return [one.answers, one.waiting, one.units]
}

let top, survey, other

before(async () => {
	if (own)
		psql(`CREATE DATABASE suara_${stamp}`)
	await at(BEGIN)
	top = (await ok(organiser('POST', '/api/v1/units', { name: 'Dinas' }),
		201)).id
	for (const login of logins)
		await newcomer(login, top)
	survey = await opened(top)
	other = await opened(top)
})

after(async () => {
	await server?.stop()
	rmSync(data, { recursive: true, force: true })
	if (own)
		psql(`DROP DATABASE IF EXISTS suara_${stamp} WITH (FORCE)`)
})

test('the key is a file of 32 bytes that nobody else may read', () => {
	assert.equal(statSync(key).size, 32)
	assert.equal(statSync(key).mode & 0o077, 0)
})

test('five of five units wait for the night, and are told without their units',
	async () => {
	for (const login of logins)
		await answer(login, survey)
	assert.deepEqual(await told(survey), [null, true, []])
	await at(BEGIN + DAY)
	await until('they are told', async () => (await told(survey))[0] === 5, 60)
	assert.deepEqual(await told(survey), [5, false, []])
})

test('without its key what waits is lost and said so, what is told is not',
	async () => {
	await answer(logins[0], other)
	await answer(logins[1], other)
	assert.equal((await told(other))[1], true)
	await server.stop()
	rmSync(key)
	await at(BEGIN + DAY + 3600000)
	assert.match(server.log(), /ballot\.key\.new/)
	assert.ok(existsSync(key))
	assert.deepEqual(await told(survey), [5, false, []])
	assert.deepEqual(await told(other), [null, false, []])
	await answer(logins[2], other)
	assert.equal((await told(other))[1], true)
	const again = await (await signIn(logins[0], server.url))('GET',
		`/api/v1/me/surveys/${other.id}`)

	assert.equal(again.body.done, true)
})
