// What learners reach arrives in the gradebook of the system that launched them,
// whatever that system says at first (LTI AGS 2.0), and its roster is shown.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { AGS, LTI, ROLE, payloadOf, start } from '../lib/lti_platform.mjs'
import { start as startServer } from '../lib/server.mjs'
import { until } from '../lib/until.mjs'
import { item, publish, scorm12, signIn, url } from './lib.mjs'

const stamp = Date.now().toString(36)
const TEACHER = { [LTI.roles]: [ROLE('Instructor')] }
let admin, lms, module, place = 0

before(async () => {
	admin = await signIn('admin')
	module = publish(scorm12(`Nilai ${stamp}`)).module
	lms = await start({ server: url })
	await lms.register(admin)
})
after(() => lms?.stop())

const linkOf = id => ({ [LTI.link]: { id, title: `Tempat ${id}` } })

/* Somebody opens a place there; with a line item of its own unless `claims` say. */
async function opened(who, claims, { at = lms, to = module } = {}) {
	return (await at.open(`/lti/m/${to}`, { claims: { sub: who, name: who,
		...claims } })).as
}

/* They complete it with that score; again by another sequence. */
async function reach(as, scaled, { to = module, launch, sequence = 1 } = {}) {
	const begun = launch ?? (await as('POST',
		`/api/v1/modules/${to}/launches`, {})).body
	const saved = await as('POST', '/api/v1/saves', item(begun, sequence, {
		completion: 'completed', score: { scaled, raw: scaled * 100, min: 0,
			max: 100 } }))

	assert.equal(saved.status, 200, saved.text)
	return begun
}

const scoresOf = (who, at = lms) => at.scores.filter(s => s.userId === who)

const arrives = (who, share, at = lms) => until(`${share} of ${who}`, () =>
	scoresOf(who, at).find(s => Math.abs(s.scoreGiven / s.scoreMaximum -
		share) < 1e-6))

/* A place with a line item, a teacher of it, and what they see of one person. */
async function course(more = {}, at = lms) {
	const id = `rl-${stamp}-${++place}`
	const line = at.addItem({ resourceLinkId: id, ...more })
	const claims = { ...linkOf(id), ...at.grades(line) }
	const teacher = await at.open(`/lti/m/${more.to ?? module}`, {
		claims: { sub: `guru-${id}`, ...claims, ...TEACHER } })
	const link = teacher.session.launch.link

	return { id, line, claims, link, teacher: teacher.as,
		grades: async () => (await teacher.as('GET',
			`/api/v1/lti/links/${link}/grades`)).body,
		gradeOf: async who => (await teacher.as('GET',
			`/api/v1/lti/links/${link}/grades`)).body.grades
			.find(g => g.person.name === who) }
}

test('T52 a score goes to the line item, before the query of its address',
	async () => {
		const place = await course()
		const claims = { ...place.claims,
			...lms.grades(`${place.line}?type_id=3`) }
		const as = await opened('tiga', claims)

		await reach(as, 0.75)
		const score = await arrives('tiga', 0.75)
		const call = lms.calls.find(c => c.path.endsWith('/scores') &&
			c.body.includes('"tiga"'))

		assert.equal(score.activityProgress, 'Completed')
		assert.equal(score.gradingProgress, 'FullyGraded')
		assert.match(score.timestamp, /^\d{4}-.*\.\d{3}Z$/)
		assert.equal(call.address.search, '?type_id=3')
		assert.equal(call.headers['content-type'],
			'application/vnd.ims.lis.v1.score+json')
		await until('it is shown', async () =>
			(await place.gradeOf('tiga'))?.state === 'sent')
		assert.equal((await place.gradeOf('tiga')).scaled, 0.75)
	})

test('a token is asked for once, by an assertion that says who and for whom',
	async () => {
		const place = await course()
		const before = lms.calls.filter(c => c.path === '/token').length

		for (const who of ['satu', 'dua'])
			await reach(await opened(who, place.claims), 0.5)
		await arrives('satu', 0.5)
		await arrives('dua', 0.5)
		const asked = lms.calls.filter(c => c.path === '/token')
		const said = payloadOf(new URLSearchParams(asked[0].body)
			.get('client_assertion'))

		assert.ok(asked.length - before <= 1)
		assert.equal(said.sub, lms.clientId)
		assert.equal(said[LTI.deployment], lms.deployment)
		assert.ok(said.exp - said.iat <= 300 && said.jti)
	})

test('who has begun is told as begun; teachers and test users are not told',
	async () => {
		const place = await course()
		const as = await opened('mulai', place.claims)
		const { body } = await as('POST', `/api/v1/modules/${module}/launches`,
			{})
		const uji = await opened('uji-coba', { ...place.claims,
			[LTI.roles]: [ROLE('Learner'),
				'http://purl.imsglobal.org/vocab/lti/system/person#TestUser'] })

		await reach(uji, 1)
		await as('POST', '/api/v1/saves', item(body, 1,
			{ completion: 'incomplete' }))
		await until('a beginning', () => scoresOf('mulai').some(s =>
			s.activityProgress === 'Started' && s.scoreGiven === undefined))
		assert.deepEqual(scoresOf('uji-coba'), [])
	})

test('a line item is made where there is none, one for a place', async () => {
	const id = `rl-${stamp}-baru`
	const claims = { ...linkOf(id), ...lms.grades() }

	for (const who of ['ani', 'budi'])
		await reach(await opened(who, claims), 0.6)
	await arrives('ani', 0.6)
	await arrives('budi', 0.6)
	const made = [...lms.items.values()].filter(i => i.resourceLinkId === id)

	assert.equal(made.length, 1)
	assert.equal(made[0].resourceId, module)
	assert.equal(made[0].tag, 'balai')
	assert.equal(made[0].label, `Tempat ${id}`)
})

test('in a copied course the line item is found again, and none is made',
	async () => {
		const context = `ctx-${stamp}`
		const copy = lms.addItem({ resourceId: module, tag: 'balai',
			resourceLinkId: 'the-old-one' }, context)
		const before = lms.items.size
		const as = await opened('salin', { ...linkOf(`rl-${stamp}-salin`),
			...lms.grades(undefined, context),
			[LTI.context]: { id: context, title: 'Salinan' } })

		await reach(as, 0.4)
		assert.equal((await arrives('salin', 0.4)).item, copy)
		assert.equal(lms.items.size, before)
	})

test('T53 a line item on an address that is none of the web\'s is not asked',
	async () => {
		for (const bad of ['http://10.0.0.1/li/1', 'http://example.org/li/1']) {
			const id = `rl-${stamp}-${++place}`
			const claims = { ...linkOf(id), [AGS.endpoint]: {
				scope: AGS.scopes, lineitem: bad } }
			const teacher = await lms.open(`/lti/m/${module}`, {
				claims: { sub: `guru-${id}`, ...claims, ...TEACHER } })

			await reach(await opened(`jauh-${place}`, claims), 0.5)
			const { grades } = (await teacher.as('GET', '/api/v1/lti/links/' +
				`${teacher.session.launch.link}/grades`)).body

			assert.ok(grades.every(g => g.state !== 'sent'))
			await until('it is not sent', async () => {
				const [one] = (await teacher.as('GET', '/api/v1/lti/links/' +
					`${teacher.session.launch.link}/grades`)).body.grades

				return ['address_refused', 'grades_off'].includes(one?.code)
			})
		}
	})

test('T54 what a token endpoint says is taken as far as it makes sense',
	async () => {
		const cases = [
			[{ headers: { 'Content-Type': 'text/html' }, body: '<p>hi' },
				'token_strange'],
			[{ body: { error: 'invalid_client' } }, 'token_strange'],
			[{ status: 400, body: { error: 'invalid_client' } },
				'token_refused'],
			[{ body: { access_token: 'a b', token_type: 'bearer' } },
				'token_strange'],
			[{ body: { access_token: 'x'.repeat(20), token_type: 'mac' } },
				'token_strange'],
			[{ body: { access_token: 'x'.repeat(20), token_type: 'bearer',
				scope: AGS.scopes[0] } }, 'scope_narrowed'],
		]

		for (const [answer, code] of cases) {
			const there = await start({ server: url })

			await there.register(admin)
			const place = await course({}, there)

			there.answer = call => call.path === '/token' ? answer : undefined
			await reach(await opened('izin', place.claims, { at: there }), 0.5)
			const grade = await until(code, async () => {
				const one = await place.gradeOf('izin')

				return one?.code === code && one
			})

			assert.ok(grade.sentence && grade.advice, code)
			assert.deepEqual(there.scores, [])
			// Mended there, and sent again.
			there.answer = undefined
			assert.equal((await place.teacher('POST',
				`/api/v1/lti/grades/${grade.id}/sending`, {})).body.sending, 1)
			if (code !== 'scope_narrowed')
				await arrives('izin', 0.5, there)
			await there.stop()
		}
	})

test('T54 a token of type "bearer" that does not say how long it lives is used',
	async () => {
		const there = await start({ server: url })

		await there.register(admin)
		there.answer = call => {
			if (call.path !== '/token')
				return undefined
			there.tokens.set('pendek-123456789', AGS.scopes.join(' '))
			return { body: { access_token: 'pendek-123456789',
				token_type: 'bearer' } }
		}
		const place = await course({}, there)

		await reach(await opened('pendek', place.claims, { at: there }), 0.5)
		await arrives('pendek', 0.5, there)
		await there.stop()
	})

test('a token that is not taken any more is replaced, once', async () => {
	const place = await course()

	lms.tokens.clear()
	await reach(await opened('basi', place.claims), 0.5)
	await arrives('basi', 0.5)
})

test('T56 what is newer replaces what was not sent, and times go up', async () => {
	const place = await course()
	const as = await opened('baru', place.claims)

	lms.answer = call => call.path.endsWith('/scores') &&
		call.body.includes('"baru"') ? { status: 500 } : undefined
	const launch = await reach(as, 0.3)

	await until('it was tried', async () =>
		(await place.gradeOf('baru'))?.attempts > 0)
	lms.answer = undefined
	await reach(as, 0.8, { launch, sequence: 2 })
	await arrives('baru', 0.8)
	assert.equal(scoresOf('baru').length, 1)
	await reach(as, 0.9, { launch, sequence: 3 })
	await arrives('baru', 0.9)
	const times = scoresOf('baru').map(s => s.timestamp)

	assert.deepEqual(times, [...new Set(times)].sort())
})

test('one that is refused stops no other, and its teacher is told why',
	async () => {
		const place = await course()

		lms.answer = call => call.path.endsWith('/scores') &&
			call.body.includes('"tolak"') ? { status: 422, body: { errors: [
				{ message: 'User not found in course or is not a student' }] } }
			: undefined
		await reach(await opened('tolak', place.claims), 0.5)
		await reach(await opened('terima', place.claims), 0.5)
		await arrives('terima', 0.5)
		const grade = await until('it is refused', async () => {
			const one = await place.gradeOf('tolak')

			return one?.state === 'attention' && one
		})

		assert.equal(grade.code, 'user_unknown')
		assert.match(grade.said, /not found in course/)
		lms.answer = undefined
		assert.equal((await place.teacher('POST',
			`/api/v1/lti/links/${place.link}/sending`, {})).body.sending, 1)
		await arrives('tolak', 0.5)
	})

test('what waits for its turn is sent at once when asked, once a minute',
	async () => {
		const place = await course()

		lms.answer = call => call.path.endsWith('/scores') &&
			call.body.includes('"antre"') ? { status: 500, body: {} }
			: undefined
		await reach(await opened('antre', place.claims), 0.4)
		const grade = await until('it waits', async () => {
			const one = await place.gradeOf('antre')

			return one?.state === 'waiting' && one.attempts > 0 && one
		})
		const press = () => place.teacher('POST',
			`/api/v1/lti/grades/${grade.id}/sending`, {})

		assert.ok(grade.nextAt > Date.now() + 15_000)
		lms.answer = undefined
		assert.equal((await press()).body.sending, 1)
		await arrives('antre', 0.4)
		assert.equal((await press()).body.code, 'lti_grade_soon')
		assert.equal(scoresOf('antre').length, 1)
	})

/* They reached 0.7 after a teacher of that course had set 95 for their 0.5. */
async function changed(place, who, more) {
	const at = more?.at ?? lms
	const as = await opened(who, place.claims, more)
	const launch = await reach(as, 0.5, more)

	await arrives(who, 0.5, at)
	at.overrides = { ...at.overrides, [`${place.line} ${who}`]: 95 }
	await reach(as, 0.7, { ...more, launch, sequence: 2 })
	const grade = await until('it was looked at', async () => {
		const one = await place.gradeOf(who)

		return one?.code === 'overridden' && one
	})

	assert.equal(grade.found, 0.95)
	assert.equal(scoresOf(who, at).length, 1)
	return grade
}

const kept = (place, who) => until('the teacher\'s stays in force', async () => {
	const one = await place.gradeOf(who)

	return one?.state === 'kept' && one
})

test('what a teacher has set there is not written over, unless they say so',
	async () => {
		const place = await course()
		const grade = await changed(place, 'ubah')

		lms.answer = call => {
			if (call.path.endsWith('/scores') && call.body.includes('"ubah"'))
				lms.overrides = undefined
		}
		await place.teacher('POST', `/api/v1/lti/grades/${grade.id}/sending`,
			{})
		await arrives('ubah', 0.7)
		const after = await until('it is shown', async () => {
			const one = await place.gradeOf('ubah')

			return one?.state === 'sent' && one
		})

		lms.answer = undefined
		assert.equal(after.code, null)
		assert.equal(after.found, null)
	})

test('what the other system keeps to although ours arrived is told as that',
	async () => {
		const place = await course()
		const { id } = await changed(place, 'tetap')

		await place.teacher('POST', `/api/v1/lti/grades/${id}/sending`, {})
		await arrives('tetap', 0.7)
		const grade = await kept(place, 'tetap')

		assert.equal(grade.code, 'teacher_keeps')
		assert.equal(grade.found, 0.95)
		assert.equal(grade.scaled, 0.7)
		assert.ok(grade.sentAt)
		assert.match(grade.sentence, /tetap berlaku nilai yang diubah pengajar/)
		assert.match(grade.advice, /overridden/)
		assert.deepEqual((await place.grades()).counts,
			{ waiting: 0, sent: 1, attention: 0 })
		assert.equal(scoresOf('tetap').length, 2)
		lms.overrides = undefined
	})

test('a line item that is gone is looked for, and made again only when asked',
	async () => {
		const place = await course()

		await reach(await opened('hilang', place.claims), 0.5)
		await arrives('hilang', 0.5)
		lms.items.delete(place.line)
		await reach(await opened('hilang-2', place.claims), 0.5)
		const grade = await until('it is gone', async () => {
			const one = await place.gradeOf('hilang-2')

			return one?.code === 'line_item_gone' && one
		})

		assert.ok(![...lms.items.values()].some(i =>
			i.resourceLinkId === place.id))
		await place.teacher('POST', `/api/v1/lti/grades/${grade.id}/sending`,
			{})
		await arrives('hilang-2', 0.5)
	})

test('grades are shown to teachers of that place alone', async () => {
	const place = await course(), other = await course()
	const learner = await opened('intip', place.claims)
	const grades = `/api/v1/lti/links/${place.link}/grades`

	assert.equal((await learner('GET', grades)).status, 403)
	assert.equal((await other.teacher('GET', grades)).status, 403)
	assert.equal((await place.teacher('GET', grades)).status, 200)
	assert.equal((await admin('GET', grades)).status, 200)
	assert.equal((await (await signIn('peserta'))('GET', grades)).status, 403)
	assert.equal((await learner('POST',
		`/api/v1/lti/links/${place.link}/sending`, {})).status, 403)
	assert.equal((await learner('GET',
		`/api/v1/lti/links/${place.link}/roster`)).status, 403)
})

test('a roster tells who is in the course, and how far they are', async () => {
	const place = await course()
	const claims = { ...place.claims, ...lms.roster() }

	lms.members = [
		{ user_id: 'daftar', name: 'Dafi Tara', roles: ['Learner'] },
		{ user_id: 'lain', roles: [ROLE('Learner')], status: 'Inactive' },
		{ user_id: 'guru', name: 'Guru', roles: [ROLE('Instructor')] },
		{ roles: [] }, 'x',
	]
	await reach(await opened('daftar', claims), 1)
	const { body } = await place.teacher('GET',
		`/api/v1/lti/links/${place.link}/roster`)

	assert.deepEqual(body.members.map(m =>
		[m.name, m.role, m.status, m.completed]), [
		['Dafi Tara', 'learner', 'Active', true],
		[null, 'learner', 'Inactive', false],
		['Guru', 'instructor', 'Active', false]])
	assert.ok(body.members[0].person)
})

test('T57 pages of a roster are followed, but not to another host, nor in circles',
	async () => {
		const place = await course()
		const other = await start({ server: url })
		const page = (n, next) => ({ headers: {
			'Content-Type': 'application/json',
			Link: `<${next}>; rel="next"` },
		body: { members: [{ user_id: `h${n}`, name: `Orang ${n}`,
			roles: ['Learner'] }] } })
		let asked = 0

		await opened('halaman', { ...place.claims, ...lms.roster() })
		const roster = async next => {
			asked = 0
			lms.answer = call => call.path.startsWith('/nrps')
				? page(++asked, next(asked)) : undefined
			return (await place.teacher('GET',
				`/api/v1/lti/links/${place.link}/roster`)).body
		}
		const two = await roster(n => n === 1 ? `${lms.url}/nrps/ctx-7?p=2`
			: `${other.url}/nrps/ctx-7?p=3`)

		assert.equal(two.members.length, 2)
		assert.equal(two.whole, false)
		assert.deepEqual(other.calls, [])
		const circle = await roster(n => `${lms.url}/nrps/ctx-7?p=${n % 2}`)

		assert.ok(circle.members.length <= 3)
		assert.ok((await roster(n => `${lms.url}/nrps/ctx-7?p=${n}`))
			.members.length <= 51)
		lms.answer = undefined
		await other.stop()
	})

// ---- A platform that is away for hours ---------------------------------------

const data = mkdtempSync(join(tmpdir(), 'balai-grades-'))
let server

after(async () => {
	await server?.stop()
	rmSync(data, { recursive: true, force: true })
})

const FIRST = Date.parse('2027-03-01T03:00:00Z')
const options = hours => ['--demo', '--lti-loopback', '--clock',
	new Date(FIRST + hours * 3_600_000).toISOString()]

/* The server again, that much later; its address stays. */
async function later(hours) {
	server = await startServer(options(hours), { data,
		...(server && { port: server.port, contentPort: server.contentPort }) })
}

/* A module of that server, beside which `data` is. */
function published(title) {
	const saved = { data: process.env.BALAI_DATA,
		database: process.env.BALAI_DATABASE }

	process.env.BALAI_DATA = data
	process.env.BALAI_DATABASE = ''
	const { module: made } = publish(scorm12(title))

	process.env.BALAI_DATA = saved.data
	process.env.BALAI_DATABASE = saved.database
	return made
}

/* Its launches are of that hour. */
function dated(there, hours) {
	const claims = there.claims
	const iat = Math.floor(FIRST / 1000) + hours * 3600

	there.claims = (login, more) => ({ ...claims(login, more), iat,
		exp: iat + 300 })
}

test('T55 what fails for hours arrives later, in order, once; a kill between loses nothing',
	async () => {
		await later(0)
		const to = published('Lama')
		const there = await start({ server: server.url })
		const root = await signIn('admin', server.url)
		const people = ['p1', 'p2', 'p3', 'p4']
		const ways = [{ status: 500 }, { status: 429,
			headers: { 'Retry-After': '60' } }, null]
		let n = 0, broken = true

		dated(there, 0)
		await there.register(root)
		there.answer = call => broken && (call.path === '/token' ||
			call.path.startsWith('/ags')) ? ways[n++ % ways.length] : undefined
		const line = there.addItem({ resourceLinkId: 'rl-1' })

		for (const who of people)
			await reach(await opened(who, there.grades(line),
				{ at: there, to }), 0.5, { to })
		await until('it was tried', () => n > 0)
		await server.kill()
		await later(1)
		await until('it is tried again', () => n > 1)
		await server.kill()
		assert.deepEqual(there.scores, [])

		// Half of a sending is lost with the server: the rest, and it, come after.
		broken = false
		there.answer = call => {
			if (!call.path.endsWith('/scores') || there.killed)
				return undefined
			there.killed = true
			there.scores.push({ item: line, ...JSON.parse(call.body) })
			return server.kill().then(() => null)
		}
		await later(3)
		await until('it is killed', () => there.killed)
		await server.ended
		await later(4)
		await until('all have arrived', () => people.every(who =>
			scoresOf(who, there).length))
		await until('nothing waits', async () => {
			const again = await signIn('admin', server.url)

			return again && people.every(who => new Set(scoresOf(who, there)
				.map(s => s.timestamp)).size === 1)
		})
		const first = there.scores.filter((s, i, all) =>
			all.findIndex(o => o.userId === s.userId) === i)

		assert.deepEqual(first.map(s => s.userId), people)
		for (const who of people) {
			const told = new Set(scoresOf(who, there).map(s =>
				JSON.stringify([s.timestamp, s.scoreGiven])))

			assert.equal(told.size, 1, who)
		}
		await there.stop()
	})

test('what stayed in force at first is looked at once more a minute later',
	async () => {
		await server?.kill()
		await later(10)
		const to = published('Lambat')
		const there = await start({ server: server.url })

		dated(there, 10)
		await there.register(await signIn('admin', server.url))
		const place = await course({ to }, there)
		const { id } = await changed(place, 'lambat', { at: there, to })

		await place.teacher('POST', `/api/v1/lti/grades/${id}/sending`, {})
		await kept(place, 'lambat')
		await server.kill()
		there.overrides = undefined
		await later(10.1)
		await until('ours is in force', async () => {
			const one = await place.gradeOf('lambat')

			return one?.state === 'sent' && one.code === null
		})
		assert.equal(scoresOf('lambat', there).length, 2)
		await there.stop()
	})
