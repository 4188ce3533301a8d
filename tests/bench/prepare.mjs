// node tests/bench/prepare.mjs MODULE LEARNERS: people who have opened a module.
//
// Beside a server with --demo (tests/lib/server.mjs). Prints the cookie and the
// secret of one of them, the address of the module's files, then "ATTEMPT RUN
// TOKEN" for each learner.
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { call, carry } from './call.mjs'

const PASSWORD = 'ukur-kecepatan-2026'

export const login = i => `ukur${i}`
export const passwordOf = i => `${PASSWORD}-${i}`

async function signIn(name, password) {
	return carry(await call(null, 'POST', '/api/v1/session',
		{ login: name, password }))
}

// Who was made by somebody else chooses a password of their own first.
async function signInFirst(name, password, chosen) {
	const person = await signIn(name, password)

	return carry(await call(person, 'PUT', '/api/v1/me/password',
		{ current: null, password: chosen }))
}

async function main([title, count]) {
	const { demo } = await call(null, 'GET', '/api/v1/about')
	const boss = demo.find(person => person.roles.includes('admin'))
	const admin = await signIn(boss.login, boss.password)
	const { modules } = await call(admin, 'GET',
		`/api/v1/modules?q=${encodeURIComponent(title)}`)
	const module = modules.find(found => found.title === title)

	for (let i = 0; i < Number(count); i++) {
		await call(admin, 'POST', '/api/v1/people', {
			name: `Pengukur ${i}`, login: login(i), email: null, nip: null,
			roles: ['learner'], password: PASSWORD,
		})
		const person = await signInFirst(login(i), PASSWORD, passwordOf(i))
		const launch = await call(person, 'POST',
			`/api/v1/modules/${module.id}/launches`, {})

		if (i === 0)
			console.log(person.headers.Cookie,
				person.headers['X-Balai-Session'])
		if (i === 0)
			console.log(launch.url.replace(/~play.*$/, ''))
		console.log(launch.attempt, launch.run, launch.runToken)
	}
}

if (argv[1] === fileURLToPath(import.meta.url))
	await main(argv.slice(2))
