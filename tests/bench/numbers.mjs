// node tests/bench/numbers.mjs SITTINGS: so many learners have sat the pretest and
// the quiz of the module on information security. Prints in ms the middle of five
// times each: numbers about its questions, of first sittings and of all; before
// and after; then by how many MB the server grew meanwhile.
//
// Beside a server with --demo on SQLite. The rows are made by SQL, with answers
// by chance: of 10 questions, right for learners by their number.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { argv, env } from 'node:process'
import { call, carry } from './call.mjs'

const count = Number(argv[2])
const { demo } = await call(null, 'GET', '/api/v1/about')
const boss = demo.find(person => person.roles.includes('admin'))
const admin = carry(await call(null, 'POST', '/api/v1/session',
	{ login: boss.login, password: boss.password }))
const { modules } = await call(admin, 'GET',
	'/api/v1/modules?q=keamanan%20informasi')
const path = `/api/v1/modules/${modules[0].id}`

const n = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
	WHERE i < ${count}) `
const unit = ident => `(SELECT u.id FROM unit u JOIN version v
	ON v.id = u.version_id WHERE v.module_id = '${modules[0].id}'
	AND u.ident = '${ident}' ORDER BY v.number DESC LIMIT 1)`

/* Sittings of a unit and their marks, at that moment of each learner's. */
const sat = (ident, at) => {
	const quiz = JSON.parse(readFileSync(
		`modules/it/quizzes/${ident.slice(5)}.json`)).questions
	const names = quiz.map((q, i) => `WHEN ${i} THEN '${q.id}'`).join(' ')
	const id = `printf('01hsat${ident.slice(5, 6)}%019d', i)`

	return n + `INSERT INTO sitting (id, attempt_id, unit_id, unit_ident,
		person_id, module_id, number, kind, state, preview, paper, responses,
		began_at, ended_at, late_ms, points, most, scaled, passed)
	SELECT ${id}, printf('01hatt%020d', i), ${unit(ident)}, '${ident}',
		printf('01hper%020d', i), '${modules[0].id}', 1, 'quiz', 'graded', 0,
		'{}', '{}', ${at}, ${at} + 9, 0, 5, 10, 0.5, 0 FROM n;` + n + `,
	q (k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM q WHERE k < ${quiz.length - 1})
	INSERT INTO sitting_mark (sitting_id, place, question, source, points,
		most, state, time_ms, choice, comment, revision)
	SELECT ${id}, k, CASE k ${names} END, 'unit', r, 1,
		CASE r WHEN 1 THEN 'right' ELSE 'wrong' END, abs(random()) % 60000,
		'[' || (abs(random()) % 4) || ']', '', 0
	FROM (SELECT i, k, (i * 7919 % 1000 + abs(random()) % 1000) > 900 AS r
		FROM n CROSS JOIN q);`
}

/* Not at once, or the connection that is kept would be found closed too late. */
const filling = spawn('sqlite3', ['-bail', `${env.BALAI_DATA}/balai.db`],
	{ stdio: ['pipe', 'inherit', 'inherit'] })

filling.stdin.end(`
.timeout 60000
PRAGMA synchronous = OFF;
BEGIN IMMEDIATE;
${n}INSERT INTO person (id, agency_id, name, login, search, must_set_password,
	epoch, created_at)
SELECT printf('01hper%020d', i), (SELECT min(id) FROM agency), 'Pegawai ' || i,
	'angka' || i, 'pegawai ' || i, 0, 0, i FROM n;
${n}INSERT INTO attempt (id, person_id, module_id, version_id, number,
	units_done, completion, success, activity, started_at, last_at)
SELECT printf('01hatt%020d', i), printf('01hper%020d', i), '${modules[0].id}',
	(SELECT version_id FROM unit WHERE id = ${unit('quiz:kuis')}), 1, 0,
	'incomplete', 'unknown', '', 1, 1 FROM n;
${sat('quiz:pretes', 10)}
${sat('quiz:kuis', 100)}
COMMIT;
`)
if ((await once(filling, 'close'))[0])
	throw new Error('the rows were not made')

const resident = () => Number(/^VmHWM:\s+(\d+)/m.exec(
	readFileSync(`/proc/${env.BALAI_PID}/status`, 'utf8'))[1]) / 1024

async function middle(of) {
	const times = []

	for (let i = 0; i < 5; i++) {
		const began = performance.now()
		const got = await call(admin, 'GET', path + of)

		if (got.n !== count)
			throw new Error(`${of}: ${got.n} of ${count}`)
		times.push(performance.now() - began)
	}
	return times.sort((a, b) => a - b)[2].toFixed(0)
}

const before = resident()
const figures = [await middle('/numbers?unit=quiz:kuis'),
	await middle('/numbers?unit=quiz:kuis&sittings=all'),
	await middle('/numbers/gain?unit=quiz:kuis')]

console.log(...figures, (resident() - before).toFixed(0))
