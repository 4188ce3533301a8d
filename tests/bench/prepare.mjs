// node tests/bench/prepare.mjs MODULE LEARNERS: people who have opened a module.
//
// Beside a server with --demo (tests/lib/server.mjs). Prints the address of the
// module's files, then "ATTEMPT RUN TOKEN" for each learner.
import { call, carry } from './call.mjs'

const [title, count] = process.argv.slice(2)
const PASSWORD = 'ukur-kecepatan-2026'

async function signIn(login, password) {
	return carry(await call(null, 'POST', '/api/v1/session',
		{ login, password }))
}

// Who was made by somebody else chooses a password of their own first.
async function signInFirst(login, password, chosen) {
	const person = await signIn(login, password)

	return carry(await call(person, 'PUT', '/api/v1/me/password',
		{ current: null, password: chosen }))
}

const { demo } = await call(null, 'GET', '/api/v1/about')
const boss = demo.find(person => person.roles.includes('admin'))
const admin = await signIn(boss.login, boss.password)
const { modules } = await call(admin, 'GET',
	`/api/v1/modules?q=${encodeURIComponent(title)}`)
const module = modules.find(found => found.title === title)

for (let i = 0; i < Number(count); i++) {
	const login = `ukur${i}`

	await call(admin, 'POST', '/api/v1/people', {
		name: `Pengukur ${i}`, login, email: null, nip: null,
		roles: ['learner'], password: PASSWORD,
	})
	const person = await signInFirst(login, PASSWORD, `${PASSWORD}-${i}`)
	const launch = await call(person, 'POST',
		`/api/v1/modules/${module.id}/launches`, {})

	if (i === 0)
		console.log(launch.url.replace(/~play.*$/, ''))
	console.log(launch.attempt, launch.run, launch.runToken)
}
