// node tests/bench/training.mjs DATA: start a server on that folder, which
// bench-fill has filled, and open what learners, organisers and supervisors see
// first. Prints a line for each page: its name, and in ms the middle of fifty
// times and the slowest.
import { argv } from 'node:process'
import { began } from './began.mjs'

const { call, person, end } = await began(argv[2])
const learner = await person('peserta'), organiser = await person('penyelenggara')
const supervisor = await person('atasan')

const pages = [
	[learner, 'my programmes', '/api/v1/me/programmes'],
	[learner, 'my events', '/api/v1/me/events'],
	[learner, 'my JP', '/api/v1/me/jp'],
	[learner, 'my notices', '/api/v1/me/notices'],
	[learner, 'my competencies', '/api/v1/me/competencies'],
	[learner, "the learner's home", '/api/v1/me/home'],
	[organiser, 'programmes', '/api/v1/programmes'],
	[organiser, 'batches', '/api/v1/batches'],
	[organiser, 'events', '/api/v1/events'],
	[organiser, 'people', '/api/v1/people'],
	[organiser, 'JP of people', '/api/v1/jp/people'],
	[organiser, 'JP entries', '/api/v1/jp'],
	[organiser, "the organiser's dashboard", '/api/v1/dashboard'],
	[supervisor, "a supervisor's people", '/api/v1/team'],
]

for (const [who, name, path] of pages) {
	const times = []

	for (let i = 0; i < 50; i++) {
		const from = performance.now()

		await call(who, 'GET', path)
		times.push(performance.now() - from)
	}
	times.sort((a, b) => a - b)
	console.log(`${name}\t${times[25].toFixed(1)}\t${times[49].toFixed(1)}`)
}
await end()
