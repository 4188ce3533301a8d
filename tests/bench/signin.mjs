// node tests/bench/signin.mjs SECONDS AT_ONCE: the people of prepare.mjs sign in
// again and again. Prints how many did a second, and how many MB the server
// had at most meanwhile.
import { readFileSync } from 'node:fs'
import { argv, env } from 'node:process'
import { call } from './call.mjs'
import { login, passwordOf } from './prepare.mjs'

const [seconds, atOnce] = argv.slice(2).map(Number)
const until = Date.now() + seconds * 1000
let done = 0, most = 0

function resident() {
	const status = readFileSync(`/proc/${env.BALAI_PID}/status`, 'utf8')

	return Number(/^VmRSS:\s+(\d+)/m.exec(status)[1]) / 1024
}

const looking = setInterval(() => { most = Math.max(most, resident()) }, 50)

await Promise.all(Array.from({ length: atOnce }, async (_, i) => {
	while (Date.now() < until) {
		await call(null, 'POST', '/api/v1/session',
			{ login: login(i), password: passwordOf(i) })
		done += Date.now() < until
	}
}))
clearInterval(looking)
console.log((done / seconds).toFixed(1), Math.max(most, resident()).toFixed(0))
