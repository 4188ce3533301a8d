// Signing in and out, one's own sessions and password, and an administrator's
// work with people.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { until } from '../lib/until.mjs'
import { balai, call, item, publish, scorm12, signIn, url, visitor }
	from './lib.mjs'

const stamp = Date.now()
const first = 'kata-sandi-pertama'
const second = 'kata-sandi-kedua'
let admin

before(async () => { admin = await signIn('admin') })

async function added(login, more = {}) {
	const { status, body, text } = await admin('POST', '/api/v1/people', {
		name: `Orang ${login}`, login, password: first, roles: ['learner'],
		...more })

	assert.equal(status, 201, text)
	return body
}

/* Somebody who has set a password of their own already. */
async function settled(login, more) {
	const person = await added(login, more)
	const as = await signIn(login, url, first)
	const set = await as('PUT', '/api/v1/me/password',
		{ current: first, password: second })

	assert.equal(set.status, 200, set.text)
	return person
}

test('neither a wrong password nor an unknown login is told apart', async () => {
	const wrong = await visitor('POST', '/api/v1/session',
		{ login: 'atasan', password: 'salah-sekali' })
	const unknown = await visitor('POST', '/api/v1/session',
		{ login: `tidak-ada-${stamp}`, password: 'salah-sekali' })

	assert.equal(wrong.status, 401)
	assert.equal(wrong.body.code, 'login_mismatch')
	assert.deepEqual({ ...unknown.body, requestId: 0 },
		{ ...wrong.body, requestId: 0 })
	assert.deepEqual([...unknown.headers.keys()].sort(),
		[...wrong.headers.keys()].sort())
})

test('the session is a cookie that no script reads, and a secret', async () => {
	const answer = await visitor('POST', '/api/v1/session',
		{ login: 'peserta', password: 'belajar-di-balai' })
	const cookies = answer.headers.get('set-cookie')

	assert.match(cookies, /balai_session=[^;]+;[^,]*HttpOnly/)
	assert.match(cookies, /SameSite=Lax/)
	assert.ok(!answer.text.includes(cookies.match(/session=([^;]+)/)[1]))
})

test('a person signs in by NIP however it is written, and by e-mail',
	async () => {
		const nip = `19800101200501100${1 + stamp % 9}`
		const email = `Orang.${stamp}@contoh.go.id`

		await settled(`nip-${stamp}`, { nip, email })
		for (const login of [nip, nip.replace(/^(.{8})(.{6})(.)/, '$1 $2 $3 '),
			email.toUpperCase()]) {
			const as = await signIn(login, url, second)

			assert.equal(as.person.login, `nip-${stamp}`)
			assert.ok(!JSON.stringify(as.person).includes(nip))
		}
	})

test('who was given a password sets their own before anything else',
	async () => {
		const login = `baru-${stamp}`

		await added(login)
		const as = await signIn(login, url, first)

		assert.equal(as.person.mustSetPassword, true)
		assert.equal((await as('GET', '/api/v1/modules')).body.code,
			'password_due')
		const weak = await as('PUT', '/api/v1/me/password',
			{ current: first, password: 'password12' })

		assert.equal(weak.body.code, 'password_weak')
		const set = await as('PUT', '/api/v1/me/password',
			{ password: second })

		assert.equal(set.status, 200, set.text)
		assert.ok(set.body.secret)
		const again = await signIn(login, url, second)

		assert.equal((await again('GET', '/api/v1/modules')).status, 200)
	})

test('a new password ends the other sessions and their tokens', async () => {
	const login = `ganti-${stamp}`

	await settled(login)
	const one = await signIn(login, url, second)
	const two = await signIn(login, url, second)
	const { module } = publish(scorm12(`Sandi ${stamp}`))
	const { body: launch } = await two('POST',
		`/api/v1/modules/${module}/launches`, {})
	const wrong = await one('PUT', '/api/v1/me/password',
		{ current: 'bukan-itu-sandinya', password: 'kata-sandi-ketiga' })

	assert.equal(wrong.body.code, 'password_mismatch')
	await one('PUT', '/api/v1/me/password',
		{ current: second, password: 'kata-sandi-ketiga' })
	assert.equal((await two('GET', '/api/v1/me')).status, 401)
	const save = await call('POST', `${url}/api/v1/saves`, {
		body: item(launch, 1), headers: { 'X-Balai-Run': launch.runToken } })

	assert.equal(save.status, 401)
})

test('one sees one\'s sessions and ends one of them', async () => {
	const login = `sesi-${stamp}`

	await settled(login)
	const here = await signIn(login, url, second)
	const there = await signIn(login, url, second)
	const { body } = await here('GET', '/api/v1/me/sessions')
	const other = body.sessions.find(s => !s.current && s.createdAt >=
		body.sessions.find(c => c.current).createdAt)

	assert.equal(body.sessions.filter(s => s.current).length, 1)
	assert.equal((await here('DELETE', `/api/v1/me/sessions/${other.id}`))
		.status, 204)
	assert.equal((await there('GET', '/api/v1/me')).status, 401)
	assert.equal((await here('GET', '/api/v1/me')).status, 200)
	const stranger = await signIn('peserta')

	assert.equal((await stranger('DELETE',
		`/api/v1/me/sessions/${body.sessions.find(s => s.current).id}`))
		.status, 404)
	assert.equal((await here('GET', '/api/v1/me')).status, 200)
})

test('a link signs in once, and is nothing after that', async () => {
	const login = `tautan-${stamp}`

	await settled(login)
	const token = balai(['user', 'link', login]).match(/#(\S+)/)[1]
	const good = await visitor('POST', '/api/v1/session/link', { token })
	const used = await visitor('POST', '/api/v1/session/link', { token })
	const altered = await visitor('POST', '/api/v1/session/link',
		{ token: token.slice(1) + 'A' })

	assert.equal(good.status, 200, good.text)
	assert.equal(good.body.person.login, login)
	assert.equal(good.body.person.mustSetPassword, true)
	assert.equal(used.status, 401)
	assert.equal(used.body.code, 'link_invalid')
	assert.equal(altered.body.code, 'link_invalid')
})

test('the command line adds a person, and says what does not fit', async () => {
	const login = `cli-${stamp}`
	const add = (args, input) =>
		balai(['user', 'add', ...args, '--password-stdin'], { input })

	add([login, '--role', 'author', '--name', 'Dari Baris Perintah'],
		`${second}\n`)
	const as = await signIn(login, url, second)

	assert.ok(as.person.roles.includes('author'))
	assert.throws(() => add([login, '--role', 'author'], `${second}\n`),
		{ status: 1 })
	assert.throws(() => add([`x${login}`, '--role', 'author'], 'pendek\n'),
		{ status: 1 })
	assert.throws(() => add([`x${login}`, '--role', 'raja'], `${second}\n`),
		{ status: 2 })
})

test('an administrator finds, changes and disables a person', async () => {
	const login = `ubah-${stamp}`
	const { id } = await settled(login)
	const as = await signIn(login, url, second)
	const { body: found } = await admin('GET', `/api/v1/people?q=UBAH-${stamp}`)

	assert.deepEqual(found.people.map(p => p.id), [id])
	assert.equal((await admin('GET', `/api/v1/people/${id}`)).body.login, login)
	const changed = await admin('PATCH', `/api/v1/people/${id}`,
		{ name: 'Nama Baru', roles: ['learner', 'author'] })

	assert.equal(changed.status, 200, changed.text)
	assert.equal((await as('GET', '/api/v1/imports')).status, 200)
	assert.equal((await as('GET', '/api/v1/me')).body.name, 'Nama Baru')
	await admin('PATCH', `/api/v1/people/${id}`, { disabled: true })
	assert.equal((await as('GET', '/api/v1/me')).status, 401)
	const refused = await visitor('POST', '/api/v1/session',
		{ login, password: second })

	assert.equal(refused.body.code, 'login_mismatch')
	await admin('PATCH', `/api/v1/people/${id}`, { disabled: false })
	const back = await signIn(login, url, second)

	assert.equal((await admin('DELETE', `/api/v1/people/${id}/sessions`))
		.status, 204)
	assert.equal((await back('GET', '/api/v1/me')).status, 401)
})

test('a login, NIP or e-mail belongs to one person', async () => {
	const login = `satu-${stamp}`

	await added(login)
	const twin = await admin('POST', '/api/v1/people',
		{ name: 'Kembar', login, password: first, roles: [] })

	assert.equal(twin.status, 409)
	assert.equal(twin.body.code, 'name_taken')
	assert.equal(twin.body.field, 'login')
	const bad = await admin('POST', '/api/v1/people',
		{ name: 'X', login: `x${login}`, email: 'bukan email' })

	assert.equal(bad.body.code, 'field_invalid')
	assert.equal(bad.body.field, 'email')
})

test('an administrator sees the sessions of a person and ends one', async () => {
	const login = `perangkat-${stamp}`
	const { id } = await settled(login)
	const one = await signIn(login, url, second)
	const two = await signIn(login, url, second)
	const { body } = await admin('GET', `/api/v1/people/${id}/sessions`)
	const mine = (await one('GET', '/api/v1/me/sessions')).body.sessions
		.find(s => s.current).id

	assert.ok(body.sessions.some(s => s.id === mine))
	const path = `/api/v1/people/${id}/sessions/${mine}`

	assert.equal((await admin('DELETE', path)).status, 204)
	assert.equal((await admin('DELETE', path)).status, 404)
	assert.equal((await one('GET', '/api/v1/me')).status, 401)
	assert.equal((await two('GET', '/api/v1/me')).status, 200)
})

test('the command line lists people, sets a password and disables', async () => {
	const login = `baris-${stamp}`

	await settled(login)
	const as = await signIn(login, url, second)
	const line = balai(['user', 'list']).split('\n')
		.find(l => l.startsWith(`${login}\t`))

	assert.deepEqual(line.split('\t').slice(1, 2).concat(
		line.split('\t').slice(3)), [`Orang ${login}`, 'active', 'learner'])
	assert.ok(!balai(['user', 'list', '--role', 'admin']).includes(login))
	assert.throws(() => balai(['user', 'password', login, '--password-stdin'],
		{ input: 'pendek\n' }), { status: 1 })
	balai(['user', 'password', login, '--password-stdin'],
		{ input: 'dari-baris-perintah\n' })
	assert.equal((await as('GET', '/api/v1/me')).status, 401)
	const fresh = await signIn(login, url, 'dari-baris-perintah')

	assert.equal(fresh.person.mustSetPassword, true)
	balai(['user', 'disable', login])
	assert.equal((await fresh('GET', '/api/v1/me')).status, 401)
	assert.throws(() => balai(['user', 'disable', `tidak-ada-${stamp}`]),
		{ status: 1 })
	assert.throws(() => balai(['user', 'hapus', login]), { status: 2 })
})

test('the log has no password, token, secret or NIP', async () => {
	const as = await signIn('peserta')
	const { module } = publish(scorm12(`Catatan ${stamp}`))
	const { body: launch } = await as('POST',
		`/api/v1/modules/${module}/launches`, {})

	await call('GET', launch.url.split('#')[0])
	await call('POST', `${new URL(launch.url).origin}/r/saves`, {
		body: item(launch, 1),
		headers: { Authorization: `Bearer ${launch.runToken}` } })
	const { start } = await import('../lib/server.mjs')
	const own = await start(['--demo'])

	try {
		const there = await signIn('peserta', own.url)
		const { body: person } = await there('GET', '/api/v1/me')
		const whole = await until('the log has the last of it', () =>
			own.log().includes('"route":"/api/v1/me"') && own.log())
		const log = whole.split('\n').filter(l => l.startsWith('{'))

		assert.ok(log.length > 3)
		for (const line of log) {
			JSON.parse(line)
			assert.ok(!line.includes(there.secret))
			assert.ok(!line.includes(there.cookie.split('=')[1]))
			assert.ok(!line.includes('belajar-di-balai'))
			assert.ok(!line.includes(person.name))
		}
	} finally {
		await own.stop()
	}
})
