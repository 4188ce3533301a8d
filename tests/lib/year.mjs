// Months on a server of a test's own, and learners who do there what people do:
// open lessons and leave some, sit quizzes, answer surveys, make plans.
//
//	const year = await begin('2027-01-11')
//	await year.to('2027-04-20')		the same data, three months later
//	const people = await year.employees('penyelenggara', 60, 'Bidang Loket')
//	await read(people[0], module, 'lesson:satu')
//	await year.end()
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, callerOf, password, signIn } from '../http/lib.mjs'
import { COLUMNS, people as rows } from './roster.mjs'
import { freePort, start } from './server.mjs'

const OWN = 'hujan-pagi-di-kebun'

async function ok(answer, ...allowed) {
	const got = await answer

	if (!(allowed.length ? allowed : [200, 201]).includes(got.status))
		throw new Error(`${got.status} ${got.text}`)
	return got.body
}

/* `first`: a day, as --clock takes it. `options`: more of balai serve. */
export async function begin(first, options = []) {
	const data = await mkdtemp(join(tmpdir(), 'balai-year-'))
	const given = { data, port: await freePort(), contentPort: await freePort() }
	const at = day => start(['--demo', ...options,
		'--url', `http://localhost:${given.port}`, '--clock', day], { ...given,
		 env: { BALAI_DATABASE: '' } })
	let server = await at(first), ahead = Date.parse(first) - Date.now()

	return {
		data,
		url: server.url,
		now: () => Date.now() + ahead,
		log: () => server.log(),
		/* Later: whoever was signed in may have to do so again. */
		async to(day) {
			await server.stop()
			server = await at(day)
			ahead = Date.parse(day) - Date.now()
		},
		async end() {
			await server.stop()
			await rm(data, { recursive: true, force: true })
		},
		signIn: login => signIn(login, server.url, password),
		employees: (who, count, unit, seed) =>
			employees(who, count, unit, seed),
	}
}

/*
 * So many new ones, who have just set a password and are signed in by it: each a
 * caller as signIn makes them, with `.person`.
 */
async function employees(organiser, count, unit, seed) {
	const list = rows(seed, count, [unit])
	const { created } = await ok(organiser('POST', '/api/v1/rosters', {
		columns: COLUMNS, rows: list, newUnits: [unit], newJobs: ['Analis'] }))
	const all = []

	/* Four at a time: each password takes the server a tenth of a second. */
	for (let i = 0; i < count; i += 4) {
		const { codes } = await ok(organiser('POST', '/api/v1/activations',
			{ people: created.slice(i, i + 4).map(({ id }) => id) }))

		all.push(...await Promise.all(codes.map(({ code }, k) =>
			activated(organiser.base, list[i + k][1], code))))
	}
	return all
}

async function activated(base, login, code) {
	const answer = await call('POST', `${base}/api/v1/session/activation`,
		{ body: { login, code, privacy: 1, password: OWN } })

	await ok(answer)
	return callerOf(answer, base)
}

export async function launch(who, module, unit) {
	const given = await ok(who('POST', `/api/v1/modules/${module}/launches`,
		{ unit }))

	return { ...given, who, sequence: 0 }
}

/* A snapshot of the run, as the player sends it. */
export function save(l, fields = {}) {
	return ok(call('POST', `${l.who.base}/api/v1/saves`, {
		headers: { 'X-Balai-Run': l.runToken },
		body: { attempt: l.attempt, run: l.run, sequence: ++l.sequence,
			at: Date.now(), kind: 'cmi', cmi: {}, completion: 'incomplete',
			success: 'unknown', score: null, progressMeasure: null,
			sessionTimeMs: 1000, location: null, exit: 'suspend',
			ended: false, nav: null, activity: null, ...fields },
	}))
}

/*
 * A lesson of our own, read for `minutes` until `part` of it (1: to the end) and
 * the block `at`, as web/src/frame/viewers/lesson reports.
 */
export async function read(who, module, unit, { part = 1, at = null, minutes = 5 } = {}) {
	const l = await launch(who, module, unit)

	await save(l, { cmi: { 'balai.kind': 'lesson',
		...(part === 1 && { 'balai.completed': 'true' }) },
	completion: part === 1 ? 'completed' : 'incomplete',
	progressMeasure: part, location: at, sessionTimeMs: Math.round(minutes * 60_000), ended: true })
}

/* A quiz whose right choices begin with "Benar": `knows(id)` says who is right. */
export async function sit(who, module, unit, knows) {
	const l = await launch(who, module, unit)
	const s = await ok(who('POST', '/api/v1/sittings',
		{ attempt: l.attempt, unit: l.unit.key }))
	const responses = Object.fromEntries(s.questions.map(q => {
		const good = q.choices.find(c => /Benar/.test(c.html))
		const bad = q.choices.find(c => c !== good)

		return [q.id, { at: s.now ?? s.beganAt + 1000, ms: 20_000,
			response: { choice: (knows(q.id) ? good : bad).id } }]
	}))

	await ok(who('POST', '/api/v1/saves', { kind: 'answers',
		attempt: l.attempt, run: l.run, sequence: 1, at: Date.now(),
		sitting: s.id, responses, place: null, end: true,
		sessionTimeMs: 60_000, cmi: {} }))
}

export async function answer(who, module, unit, answers) {
	const l = await launch(who, module, unit)

	await ok(who('POST',
		`/api/v1/attempts/${l.attempt}/units/${l.unit.id}/survey`,
		{ run: l.run, answers }))
}

export async function plan(who, module, unit, { choice, words, by }) {
	const l = await launch(who, module, unit)

	await save(l, { completion: 'completed', progressMeasure: 1, cmi: {
		'balai.kind': 'plan', 'balai.plan.choice': choice,
		'balai.plan.other': '', 'balai.plan.text': words,
		'balai.plan.by': by } })
}
