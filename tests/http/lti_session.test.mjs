// What a session opens that a launch of another LMS began: its module, in that
// LMS's frame, and nothing else; and whose account it becomes.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { LTI, ROLE, start } from '../lib/lti_platform.mjs'
import { start as startTool } from '../lib/lti_tool.mjs'
import { nativeFiles, nativeZip } from '../lib/native.mjs'
import { call, item, publish, scorm12, signIn, url, visitor } from
	'./lib.mjs'
import { labModule, newcomer, stamp } from './lti_services.mjs'

let admin, lms, module, other, learner

/* The launched page's calls; the session itself beside them. */
async function open(claims = {}, target = `/lti/m/${module}`) {
	const { session, launch } = await lms.open(target, { claims })
	const as = (method, path, body) => call(method, url + path, { body,
		headers: { 'X-Balai-Session': session.secret } })

	return Object.assign(as, { secret: session.secret, id: launch,
		person: session.person, launch: session.launch })
}

before(async () => {
	admin = await signIn('admin')
	lms = await start({ server: url })
	await lms.register(admin)
	module = publish(scorm12('Dari LMS', ['Satu', 'Dua'])).module
	other = publish(nativeZip(nativeFiles('bukan-dari-lms',
		'Bukan dari LMS'))).module
	learner = await open({ sub: 'sesi-1' })
})
after(() => lms?.stop())

test('the page that is launched may be framed by that LMS alone', async () => {
	const { headers, status } = await visitor('GET', `/l/${learner.id}`)
	const policy = headers.get('content-security-policy')

	assert.equal(status, 200)
	assert.match(policy, new RegExp(`frame-ancestors ${lms.url};`))
	assert.match(policy, /form-action 'self';/)
	assert.equal(headers.get('x-frame-options'), null)
	const { headers: none } = await visitor('GET', `/l/${'0'.repeat(26)}`)

	assert.match(none.get('content-security-policy'),
		/frame-ancestors 'none'/)
	assert.equal(none.get('x-frame-options'), 'DENY')
})

test('where content is chosen the form may leave for that LMS', async () => {
	const chooser = await lms.login('/lti/choose')
	const { location, status, text } = await lms.launch(chooser, { claims: {
		sub: 'sesi-guru', [LTI.messageType]: 'LtiDeepLinkingRequest',
		[LTI.link]: undefined, [LTI.roles]: [ROLE('Instructor')],
		[LTI.settings]: {
			deep_link_return_url: 'http://localhost:1/deep/return?x=1',
			accept_types: ['ltiResourceLink'],
			accept_presentation_document_targets: ['iframe'],
		} } })

	assert.equal(status, 303, text)
	const { headers } = await visitor('GET', new URL(location).pathname)

	assert.match(headers.get('content-security-policy'), new RegExp(
		`form-action 'self' http://localhost:1 ${lms.url};`))
})

test('the session needs no cookie, sets none, and leaves another\'s alone',
	async () => {
		const own = await signIn('peserta')
		const both = await call('GET', `${url}/api/v1/me`, { headers: {
			Cookie: own.cookie, 'X-Balai-Session': learner.secret } })

		assert.equal(both.body.id, learner.person.id)
		assert.equal((await learner('GET', '/api/v1/me')).body.guest, true)
		const leaving = await open({ sub: 'sesi-2' })
		const left = await call('DELETE', `${url}/api/v1/session`, { headers: {
			Cookie: own.cookie, 'X-Balai-Session': leaving.secret } })

		assert.equal(left.status, 204)
		assert.deepEqual(left.cookies, [])
		assert.equal((await leaving('GET', '/api/v1/me')).status, 401)
		assert.equal((await own('GET', '/api/v1/me')).body.login, 'peserta')
	})

test('it says what was opened', async () => {
	const { body } = await learner('GET', '/api/v1/me/launch')

	assert.equal(body.id, learner.id)
	assert.deepEqual(body.module, { id: module, title: 'Dari LMS' })
	assert.equal(body.role, 'learner')
	assert.equal(body.joined, false)
	assert.match(body.link, /^[0-9a-z]{26}$/)
	assert.equal((await (await signIn('peserta'))('GET',
		'/api/v1/me/launch')).status, 404)
})

test('it plays its module and saves, and its files may be framed there',
	async () => {
		assert.equal((await learner('GET', `/api/v1/modules/${module}`))
			.body.title, 'Dari LMS')
		assert.equal((await learner('GET',
			`/api/v1/modules/${module}/standing`)).status, 200)
		const { status, body } = await learner('POST',
			`/api/v1/modules/${module}/launches`, {})

		assert.equal(status, 201)
		const saved = await call('POST', `${url}/api/v1/saves`, {
			body: item(body, 1), headers: { 'X-Balai-Run': body.runToken } })

		assert.equal(saved.status, 200)
		const bySession = await learner('POST', '/api/v1/saves',
			item(body, 2))

		assert.equal(bySession.status, 200)
		const frame = await call('GET', body.url.split('#')[0])

		assert.match(frame.headers.get('content-security-policy'),
			new RegExp(`frame-ancestors 'self' ${url} ${lms.url}; `))
		assert.equal((await learner('POST', `/api/v1/modules/${module}/errors`,
			{ unit: body.unit.id, kind: 'typo', text: 'Salah tulis.' }))
			.status, 201)
		const again = await call('GET', body.url.split('#')[0])

		assert.match(again.headers.get('content-security-policy'),
			new RegExp(`frame-ancestors 'self' ${url} ${lms.url}; `))
	})

test('a session of one\'s own lets nobody else frame its files', async () => {
	const own = await signIn('peserta')
	const { body } = await own('POST', `/api/v1/modules/${module}/launches`, {})
	const { headers } = await call('GET', body.url.split('#')[0])

	assert.match(headers.get('content-security-policy'),
		new RegExp(`frame-ancestors 'self' ${url}; `))
})

test('another module is not there, by whatever name of it', async () => {
	const own = await signIn('peserta')
	const join = await learner('POST', '/api/v1/me/launch/joining', {})
	const token = join.body.url.split('#')[1]

	assert.equal((await own('POST', '/api/v1/me/launches', { token })).status,
		200)
	const joined = await open({ sub: 'sesi-1' })

	assert.equal(joined.person.id, own.person.id)
	const { body: outside } = await own('GET', `/api/v1/modules/${other}`)
	const quiz = outside.outline.flatMap(node => [node, ...node.children])
		.find(node => node.kind === 'quiz')
	const survey = outside.outline.flatMap(node => [node, ...node.children])
		.find(node => node.kind === 'survey')
	const run = await own('POST', `/api/v1/modules/${other}/launches`,
		{ unit: quiz.id })
	const sitting = await own('POST', '/api/v1/sittings',
		{ attempt: run.body.attempt, unit: quiz.id })

	assert.equal(sitting.status, 201)
	const units = `/api/v1/attempts/${run.body.attempt}/units`

	for (const [method, path, body] of [
		['GET', `/api/v1/modules/${other}`],
		['GET', `/api/v1/modules/${other}/standing`],
		['POST', `/api/v1/modules/${other}/launches`, {}],
		['GET', `${units}/${quiz.id}/quiz`],
		['GET', `${units}/${survey.id}/survey`],
		['POST', `${units}/${survey.id}/survey`, { run: run.body.run }],
		['POST', '/api/v1/sittings',
			{ attempt: run.body.attempt, unit: quiz.id }],
		['GET', `/api/v1/sittings/${sitting.body.id}`],
		['POST', `/api/v1/sittings/${sitting.body.id}/check`,
			{ question: 'x', response: null }],
		['POST', `/api/v1/modules/${other}/errors`,
			{ unit: quiz.id, kind: 'typo', text: 'Salah tulis.' }],
	])
		assert.equal((await joined(method, path, body)).status, 404,
			`${method} ${path}`)
	const save = await joined('POST', '/api/v1/saves', item(run.body, 1))

	assert.equal(save.body.code, 'run_foreign')
	assert.equal((await joined('GET', `/api/v1/modules/${module}`)).status,
		200)
})

test('and nothing else of a joined account opens, or is told', async () => {
	const joined = await open({ sub: 'sesi-1' })
	const me = (await joined('GET', '/api/v1/me')).body

	assert.equal(me.email, null)
	assert.equal(me.nip, null)
	assert.equal(me.login, '')
	assert.deepEqual(me.roles, ['learner'])
	for (const path of ['/api/v1/me/copy', '/api/v1/me/certificates',
		'/api/v1/me/progress', '/api/v1/modules', '/api/v1/me/sessions',
		'/api/v1/me/lti-accounts', '/api/v1/people'])
		assert.equal((await joined('GET', path)).body.code, 'launch_only',
			path)
	assert.equal((await joined('PUT', '/api/v1/me/password',
		{ password: 'lain-sama-sekali' })).body.code, 'launch_only')
})

test('a lesson that is a tool opens from there, in a frame within that frame',
	async () => {
		const tool = await startTool({ server: url })

		await tool.register(admin)
		const lab = labModule('dari-lms', tool)
		const own = await newcomer(admin, 'bersurel',
			{ email: `bersurel.${stamp}@contoh.go.id` })
		const begin = () => open({ sub: 'sesi-surel' }, `/lti/m/${lab}`)
		const { url: way } = (await (await begin())('POST',
			'/api/v1/me/launch/joining', {})).body

		await own('POST', '/api/v1/me/launches', { token: way.split('#')[1] })
		const as = await begin()
		const { attempt } = (await as('POST',
			`/api/v1/modules/${lab}/launches`, { unit: 'tool:lab' })).body
		const place = { module: lab, unit: 'tool:lab', attempt }
		const { begun, answer, claims } = await tool.launch(as, place)
		const page = await fetch(`${url}/l/${as.id}`)

		assert.deepEqual([...begun.jar.keys()], ['__Host-lti-framed'])
		assert.match((await as('POST', '/api/v1/lti/launches', place))
			.cookies[0], /; SameSite=None; Partitioned$/)
		assert.match(answer.headers['content-security-policy'],
			new RegExp(`frame-ancestors 'self' ${lms.url}`))
		assert.match(page.headers.get('content-security-policy'),
			new RegExp(`frame-src [^;]*'self'[^;]* ${tool.url}`))
		assert.equal(as.person.id, own.person.id)
		assert.ok((await tool.launch(own, place)).claims.email)
		assert.equal(claims.name, own.person.name)
		assert.equal(claims.email, undefined, 'an account\'s is not told')
		const back = await fetch(claims[LTI.presentation].return_url)

		assert.match(back.headers.get('content-security-policy'),
			new RegExp(`frame-ancestors 'self' ${lms.url}`))
		for (const asked of [{ ...place, module: other }, { batch: lab,
			activity: lab }, { tool: tool.id, for: { draft: lab } },
			{ ...place, tool: tool.id, for: { draft: lab } }])
			assert.ok([403, 404].includes((await as('POST',
				'/api/v1/lti/launches', asked)).status),
			JSON.stringify(asked))
		await tool.stop()
	})

test('or in a tab of its own, which is marked once and by our page alone',
	async () => {
		const tool = await startTool({ server: url })

		await tool.register(admin)
		const lab = labModule('di-tab', tool)
		const as = await open({ sub: 'sesi-tab' }, `/lti/m/${lab}`)
		const { attempt } = (await as('POST',
			`/api/v1/modules/${lab}/launches`, { unit: 'tool:lab' })).body
		const begin = () => tool.begin(as, { module: lab, unit: 'tool:lab',
			attempt, apart: true })
		const go = (at, site) => fetch(at.url, { redirect: 'manual',
			headers: site ? { 'Sec-Fetch-Site': site } : {} })
		const begun = await begin()

		assert.ok(begun.url.startsWith(`${url}/lti/platform/begin?`))
		assert.equal(begun.jar.size, 0)
		assert.equal((await go(begun, 'cross-site')).status, 400)
		const tab = await go(begun, 'same-origin')

		assert.equal(tab.status, 303)
		assert.ok(tab.headers.get('location').startsWith(`${tool.url}/login?`))
		assert.equal((await go(begun, 'same-origin')).status, 400)
		const [name, secret] = tab.headers.get('set-cookie').split(/[=;]/)

		assert.equal(name, '__Host-lti')
		const params = Object.fromEntries(new URL(tab.headers.get('location'))
			.searchParams)
		const elsewhere = await tool.authorize({ ...begun, params })

		assert.equal(elsewhere.form.fields.error, 'login_required')
		const answer = await tool.authorize({ ...begun, params,
			jar: new Map([[name, secret]]) })

		assert.ok(answer.form.fields.id_token, answer.text)
		await tool.stop()
	})

test('an instructor looks at the module, and that counts for nothing',
	async () => {
		const teacher = await open({ sub: 'sesi-guru',
			[LTI.roles]: [ROLE('Instructor')] })
		const { status, body } = await teacher('POST',
			`/api/v1/modules/${module}/launches`, {})

		assert.equal(status, 201)
		await teacher('POST', '/api/v1/saves', item(body, 1,
			{ completion: 'completed' }))
		const seen = await teacher('GET', `/api/v1/modules/${module}`)

		assert.equal(seen.body.mine, null)
		assert.equal(seen.body.editable, false)
		assert.equal(seen.body.report, undefined)
		assert.equal(seen.body.outline[0].progress.completion, 'completed')
	})

test('a link joins once, says first whom, and only who was launched gets one',
	async () => {
		const guest = await open({ sub: 'sesi-3', name: 'Budi di LMS' })
		const { body: { url: link }, status } = await guest('POST',
			'/api/v1/me/launch/joining', {})
		const token = link.split('#')[1]
		const own = await signIn('peserta')

		assert.equal(status, 201)
		assert.match(link, /^\/gabung#/)
		const look = await own('POST', '/api/v1/me/launches',
			{ token, try: true })

		assert.equal(look.body.name, 'Budi di LMS')
		assert.equal(look.body.platform, 'LMS uji')
		assert.equal(look.body.course, 'Kelas Satu')
		assert.equal((await guest('GET', '/api/v1/me')).status, 200)
		const answers = await Promise.all(Array.from({ length: 5 }, () =>
			own('POST', '/api/v1/me/launches', { token })))

		assert.equal(answers.filter(a => a.status === 200).length, 1)
		assert.ok(answers.filter(a => a.status !== 200)
			.every(a => a.body.code === 'joining_over'))
		assert.equal((await guest('GET', '/api/v1/me')).status, 401)
		assert.equal((await own('POST', '/api/v1/me/launch/joining', {}))
			.status, 404)
		const again = await open({ sub: 'sesi-3', name: 'Budi di LMS' })

		assert.equal(again.person.id, own.person.id)
		assert.equal(again.launch.joined, true)
		assert.equal((await again('POST', '/api/v1/me/launch/joining', {}))
			.body.code, 'joined_before')
	})

test('and is parted again: the next launch is somebody new', async () => {
	const own = await signIn('peserta')
	const { body } = await own('GET', '/api/v1/me/lti-accounts')
	const before = await open({ sub: 'sesi-3' })

	assert.ok(body.accounts.length >= 2)
	assert.equal(body.accounts[0].platform, 'LMS uji')
	for (const { id } of body.accounts)
		assert.equal((await own('DELETE', `/api/v1/me/lti-accounts/${id}`))
			.status, 204)
	assert.equal((await own('DELETE',
		`/api/v1/me/lti-accounts/${body.accounts[0].id}`)).status, 404)
	assert.equal((await before('GET', '/api/v1/me')).status, 401)
	const after_ = await open({ sub: 'sesi-3' })

	assert.notEqual(after_.person.id, own.person.id)
	assert.equal(after_.person.guest, true)
	assert.equal((await own('GET', '/api/v1/me')).status, 200)
})

test('a launch that is under way while they are parted opens nothing', async () => {
	const own = await signIn('peserta')
	const guest = await open({ sub: 'sesi-5' })
	const { body: { url: link } } = await guest('POST',
		'/api/v1/me/launch/joining', {})

	assert.equal((await own('POST', '/api/v1/me/launches',
		{ token: link.split('#')[1] })).status, 200)
	const { location } = await lms.launch(await lms.login(`/lti/m/${module}`),
		{ claims: { sub: 'sesi-5' } })
	const { body } = await own('GET', '/api/v1/me/lti-accounts')

	for (const { id } of body.accounts)
		await own('DELETE', `/api/v1/me/lti-accounts/${id}`)
	assert.equal((await visitor('POST', '/api/v1/session/launch',
		{ ticket: location.split('#')[1] })).body.code, 'launch_used')
})

test('a deployment that is turned off ends its sessions, and what they opened',
	async () => {
		const session = await open({ sub: 'sesi-6' })
		const { body: run } = await session('POST',
			`/api/v1/modules/${module}/launches`, {})
		const save = n => call('POST', `${url}/api/v1/saves`, {
			body: item(run, n), headers: { 'X-Balai-Run': run.runToken } })
		const turn = async state => assert.equal((await admin('PUT',
			`/api/v1/lti/platforms/${lms.id}/deployments`,
			{ deployment: lms.deployment, state })).status, 200)

		await turn('off')
		assert.equal((await session('GET', '/api/v1/me')).status, 401)
		assert.equal((await save(1)).status, 401)
		await turn('active')
		assert.equal((await session('GET', '/api/v1/me')).status, 200)
	})

test('a connection that is turned off ends its sessions', async () => {
	const session = await open({ sub: 'sesi-4' })
	const { body } = await admin('GET', `/api/v1/lti/platforms/${lms.id}`)
	const off = await admin('PATCH', `/api/v1/lti/platforms/${lms.id}`,
		{ revision: body.revision, state: 'off' })

	assert.equal(off.status, 200, off.text)
	assert.equal((await session('GET', '/api/v1/me')).status, 401)
})
