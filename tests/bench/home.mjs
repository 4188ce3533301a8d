// node tests/bench/home.mjs DATA: start a server on that folder, and open the home
// page of somebody who was there before bench-fill. Prints in ms: the start to
// the first answer, and the middle of a hundred times "my modules", the
// catalogue, and "my progress".
import { argv } from 'node:process'
import { began } from './began.mjs'

const { first, call, person, end } = await began(argv[2])
const learner = await person('peserta')

async function middle(path) {
	const times = []

	for (let i = 0; i < 100; i++) {
		const from = performance.now()

		await call(learner, 'GET', path)
		times.push(performance.now() - from)
	}
	return times.sort((a, b) => a - b)[50].toFixed(2)
}

const found = [first.toFixed(0), await middle('/api/v1/me/modules'),
	await middle('/api/v1/modules'), await middle('/api/v1/me/progress')]

await end()
console.log(...found)	// last: who reads it may start the next
