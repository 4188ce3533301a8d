// node tests/bench/event.mjs PHONES: an event that goes on, with forty questions.
//
// Beside a server with --demo. Prints the path that phones ask for and the tag of
// what they have, for the learner who is the first of prepare.mjs.
import { env } from 'node:process'
import { call, carry } from './call.mjs'
import { login, passwordOf } from './prepare.mjs'

const signIn = async (name, password) => carry(await call(null, 'POST',
	'/api/v1/session', { login: name, password }))
const { demo } = await call(null, 'GET', '/api/v1/about')
const boss = demo.find(person => person.roles.includes('admin'))
const host = await signIn(boss.login, boss.password)
const startsAt = Math.floor(Date.now() / 60000) * 60000 - 600000
const event = await call(host, 'POST', '/api/v1/events', { kind: 'webinar',
	title: 'Diukur', zone: 'WIB', audience: 'public', startsAt,
	endsAt: startsAt + 7200000, publish: true })
const path = `/api/v1/events/${event.id}`

for (let i = 0; i < 8; i++) {
	const person = await signIn(login(i), passwordOf(i))

	await call(person, 'POST', `${path}/seat`)
	for (let k = 0; k < 5; k++)
		await call(person, 'POST', `${path}/questions`,
			{ words: `Pertanyaan ${i}.${k}: ${'kata '.repeat(40)}` })
}
await new Promise(next => setTimeout(next, 1500))
const first = await signIn(login(0), passwordOf(0))
const answer = await fetch(`${env.BALAI_URL}${path}/live`, first)

console.log(`${path}/live`, answer.headers.get('etag'))
