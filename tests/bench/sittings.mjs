// node tests/bench/sittings.mjs LEARNERS: those of prepare.mjs begin a quiz.
//
// Prints "ATTEMPT RUN TOKEN SITTING QUESTION,QUESTION…" for each of them.
import { argv } from 'node:process'
import { call, carry } from './call.mjs'
import { login, passwordOf } from './prepare.mjs'

const UNIT = 'quiz:kuis'

for (let i = 0; i < Number(argv[2]); i++) {
	const person = carry(await call(null, 'POST', '/api/v1/session',
		{ login: login(i), password: passwordOf(i) }))
	const { modules } = await call(person, 'GET',
		'/api/v1/modules?q=keamanan%20informasi')
	const launch = await call(person, 'POST',
		`/api/v1/modules/${modules[0].id}/launches`, { unit: UNIT })
	const sitting = await call(person, 'POST', '/api/v1/sittings',
		{ attempt: launch.attempt, unit: UNIT })

	console.log(launch.attempt, launch.run, launch.runToken, sitting.id,
		sitting.questions.map(q => q.id).join(','))
}
