// node tests/bench/publish.mjs FILE: send a package to the server that runs and
// publish it, as its administrator; prints the seconds from the first byte to
// the moment that it is there.
import { readFile } from 'node:fs/promises'
import { argv } from 'node:process'
import { basename } from 'node:path'
import { call, carry } from './call.mjs'

const { demo } = await call(null, 'GET', '/api/v1/about')
const boss = demo.find(person => person.roles.includes('admin'))
const admin = carry(await call(null, 'POST', '/api/v1/session',
	{ login: boss.login, password: boss.password }))
const bytes = await readFile(argv[2])
const began = Date.now()
const { id } = await call(admin, 'POST',
	`/api/v1/imports?name=${encodeURIComponent(basename(argv[2]))}`, bytes)

for (;;) {
	const now = await call(admin, 'GET', `/api/v1/imports/${id}`)

	if (now.state === 'failed')
		throw new Error(JSON.stringify(now))
	if (now.state === 'done')
		break
	await new Promise(next => setTimeout(next, 50))
}
await call(admin, 'POST', `/api/v1/imports/${id}/publish`)
console.log(((Date.now() - began) / 1000).toFixed(1))
