// Other systems open our modules: they are registered, and launch (LTI 1.3).
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ask, browser, LTI, ROLE, keyPair, start }
	from '../lib/lti_platform.mjs'
import { formOf } from '../lib/lti_tool.mjs'
import { bin, start as serve } from '../lib/server.mjs'
import { until } from '../lib/until.mjs'
import { publish, scorm12, signIn, url } from './lib.mjs'

const stamp = Date.now().toString(36)
const secret = () => randomBytes(32).toString('base64url')
const now = () => Math.floor(Date.now() / 1000)
let admin, lms, module, target

before(async () => {
	admin = await signIn('admin')
	module = publish(scorm12(`Luncur ${stamp}`, ['Satu', 'Dua'])).module
	target = `/lti/m/${module}`
	lms = await start({ server: url })
	await lms.register(admin)
})
after(() => lms?.stop())

/* Another one of the same keys, gone at the end. */
async function another(more = {}, given = {}) {
	const second = await start({ server: url, ...given })

	after(() => second.stop())
	await second.register(admin, more)
	return second
}

const step1 = (fields, method = 'GET') => method === 'GET'
	? ask(null, 'GET', `${url}/lti/login?${new URLSearchParams(fields)}`)
	: ask(null, 'POST', `${url}/lti/login`, { fields })

const usual = () => ({ iss: lms.issuer, login_hint: 'h-7',
	target_link_uri: url + target, client_id: lms.clientId })

test('a system is registered by hand, once', async () => {
	const { body } = await admin('GET', '/api/v1/lti/platforms')
	const found = body.platforms.find(p => p.id === lms.id)
	const again = await admin('POST', '/api/v1/lti/platforms',
		{ ...lms.about(), name: 'Lain' })

	assert.equal(found.issuer, lms.issuer)
	assert.equal(again.body.code, 'lti_platform_there')
	assert.equal((await admin('GET', `/api/v1/lti/platforms/${lms.id}`))
		.body.name, 'LMS uji')
	assert.equal((await (await signIn('penyelenggara'))('GET',
		'/api/v1/lti/platforms')).status, 403)
})

test('what is registered has whole addresses, and names as they are compared',
	async () => {
		const tried = async more => (await admin('POST',
			'/api/v1/lti/platforms', { ...lms.about(), clientId: 'x',
				...more })).body.field

		assert.equal(await tried({ jwksUrl: 'http://example.org/keys' }),
			'jwksUrl')
		assert.equal(await tried({ authUrl: 'javascript:alert(1)' }),
			'authUrl')
		assert.equal(await tried({ issuer: 'https://a b' }), 'issuer')
		assert.equal(await tried({ clientId: '' }), 'clientId')
		assert.equal(await tried({ deployments: 'all' }), 'deployments')
	})

// ---- A launch -----------------------------------------------------------------

test('a launch of a learner opens the module, by GET and by POST', async () => {
	for (const method of ['GET', 'POST']) {
		const { session, as, login } = await lms.open(target, { method })

		assert.equal(login.status, 303)
		assert.equal(session.person.name, 'Ani Lestari')
		assert.equal(session.launch.role, 'learner')
		assert.equal(session.launch.kind, 'link')
		assert.equal(session.launch.module.id, module)
		assert.equal(session.launch.context.title, 'Kelas Satu')
		assert.equal(session.launch.platform.name, 'LMS uji')
		assert.equal(session.launch.returnUrl, `${lms.url}/back`)
		assert.equal((await as('GET', `/api/v1/modules/${module}`)).status, 200)
	}
})

test('step 2 asks for what LTI wants, with hints as they came', async () => {
	const hint = 'h "7" & <x>=ü/+%'
	const login = await lms.login(target, { params: {
		login_hint: ` ${hint} `, lti_message_hint: hint } })
	const { asked, cookies } = login

	assert.equal(new URL(login.next).origin, lms.url)
	assert.deepEqual({ ...asked, state: '', nonce: '' }, {
		scope: 'openid', response_type: 'id_token',
		response_mode: 'form_post', prompt: 'none', client_id: lms.clientId,
		redirect_uri: `${url}/lti/launch`, login_hint: ` ${hint} `,
		lti_message_hint: hint, nonce: '', state: '' })
	assert.ok(asked.state.length >= 22 && asked.nonce.length >= 22)
	assert.match(cookies[0], new RegExp(`^__Host-lti_${
		asked.state.slice(0, 8)}=[\\w-]+; Path=/; Max-Age=600; Secure; ` +
		'HttpOnly; SameSite=None; Partitioned$'))
	const without = await lms.login(target,
		{ params: { lti_message_hint: undefined } })

	assert.equal('lti_message_hint' in without.asked, false)
})

test('a ticket is traded once, and no other opens anything', async () => {
	const login = await lms.login(target)
	const { location } = await lms.launch(login)
	const trade = ticket => ask(null, 'POST', `${url}/api/v1/session/launch`,
		{ body: JSON.stringify({ ticket }),
			headers: { 'Content-Type': 'application/json' } })
	const ticket = location.split('#')[1]
	const all = await Promise.all(Array.from({ length: 5 },
		() => trade(ticket)))

	assert.equal(all.filter(a => a.status === 200).length, 1)
	assert.equal(all.find(a => a.status !== 200).body.code, 'launch_used')
	assert.equal((await trade(secret())).status, 401)
	assert.equal((await trade('x')).status, 401)
	assert.equal((await trade('')).status, 422)
})

test('the address that other systems are given leads people to the module',
	async () => {
		for (const path of [target, `${target}/i1`]) {
			const { status, location } = await ask(null, 'GET', url + path)

			assert.equal(status, 303)
			assert.equal(location, `/modul/${module}`)
		}
		assert.equal((await ask(null, 'GET', `${url}/lti/m/x`)).status, 404)
	})

test('a unit is opened by its address, and one that is not there is not',
	async () => {
		const { session } = await lms.open(`${target}/i1`,
			{ claims: { [LTI.link]: { id: 'unit-1' } } })

		assert.equal(session.launch.unit, 'i1')
		const login = await lms.login(`${target}/i9`)
		const answer = await lms.launch(login,
			{ claims: { [LTI.link]: { id: 'unit-9' } } })

		assert.equal(answer.status, 404)
	})

// ---- Once, and by one browser --------------------------------------------------

test('T24 nonces of two logins are not taken one for the other', async () => {
	const a = await lms.login(target)
	const b = await lms.login(target)

	for (const [one, two] of [[a, b], [b, a]])
		assert.equal((await lms.launch(one,
			{ claims: { nonce: two.nonce } })).status, 401)
	assert.equal((await lms.launch(a)).status, 303)
	assert.equal((await lms.launch(b)).status, 303)
})

test('T25 of twenty that bring the same answer at once one succeeds', async () => {
	const login = await lms.login(target)
	const token = lms.token(login)
	const jar = new Map(login.jar)
	const all = await Promise.all(Array.from({ length: 20 }, () =>
		lms.launch(login, { token, jar: new Map(jar) })))

	assert.equal(all.filter(a => a.status === 303).length, 1)
	assert.equal(all.filter(a => a.status === 401).length, 19)
	assert.equal((await lms.launch(login,
		{ token, jar: new Map(jar) })).status, 401)
})

test('T26 a state that is missing, unknown or used is refused', async () => {
	const login = await lms.login(target)
	const token = lms.token(login)

	for (const [state, status] of [['', 400], ['x', 400],
		[secret(), 401], [login.state.slice(0, -2), 400]])
		assert.equal((await lms.launch(login, { token, state })).status,
			status, state)
	assert.equal((await lms.launch(login,
		{ token, fields: { state: undefined } })).status, 400)
	assert.equal((await lms.launch(login, { token })).status, 303)
	assert.equal((await lms.launch(login, { token, jar: login.jar })).status,
		401)
})

test('a phone that brings back the tab of a launch reads where to open it again',
	async () => {
		const login = await lms.login(target)
		const refused = await lms.launch(login, { state: secret() })
		const again = await ask(login.jar, 'GET', `${url}/lti/launch`)

		assert.equal(again.status, 200)
		assert.match(again.headers['content-type'], /^text\/html/)
		assert.match(again.text, /Buka lagi dari kursus Anda/)
		for (const { text } of [refused, again]) {
			assert.match(text, /Yang sudah tersimpan di Balai tetap ada/)
			assert.match(text, /tunjukkan halaman ini kepada pengajar/)
		}
	})

test('T27 a good answer in another browser is refused', async () => {
	const login = await lms.login(target)
	const token = lms.token(login)
	const other = await lms.login(target)

	const without = await lms.launch(login, { token, jar: browser() })

	assert.equal(without.status, 401)
	assert.equal(without.location, undefined)
	assert.match(without.text, /target="_blank"/)
	assert.equal((await lms.launch(login, { token, jar: other.jar })).status,
		401)
	const [name] = [...login.jar.keys()]
	const forged = new Map([[name, [...other.jar.values()][0]]])

	assert.equal((await lms.launch(login, { token, jar: forged })).status, 401)
	assert.equal((await lms.launch(login, { token })).status, 303)
})

test('the way out of a browser without cookies is step 1 in a new tab',
	async () => {
		const login = await lms.login(target)
		const { text } = await lms.launch(login, { jar: browser() })
		const [, href] = /href="([^"]+)" target="_blank"/.exec(text)
		const again = await ask(browser(), 'GET', href.replaceAll('&amp;', '&'))
		const next = new URL(again.location).searchParams

		assert.equal(again.status, 303)
		assert.equal(next.get('login_hint'), 'h-7')
		assert.equal(next.get('lti_message_hint'), 'm-9')
	})

test('T28 two tabs of one browser are launched side by side', async () => {
	const jar = browser()
	const [a, b] = await Promise.all([lms.login(target, { jar }),
		lms.login(target, { jar })])
	const all = await Promise.all([lms.launch(b), lms.launch(a)])

	assert.deepEqual(all.map(answer => answer.status), [303, 303])
	assert.notEqual(all[0].location, all[1].location)
})

// ---- Without a cookie, by the platform's storage ---------------------------------

const data = (text, name) => new RegExp(`data-${name}="([^"]*)"`).exec(text)?.[1]
	.replaceAll('&amp;', '&')

async function held() {
	const login = await lms.login(target,
		{ params: { lti_storage_target: '_parent' } })
	const answer = await lms.launch(login, { jar: browser() })

	assert.equal(login.status, 200)
	assert.equal(answer.status, 200, answer.text)
	assert.equal(answer.location, undefined)
	return { login, binding: data(login.text, 'binding'),
		state: data(answer.text, 'state'), proof: data(answer.text, 'proof') }
}

const prove = fields =>
	ask(null, 'POST', `${url}/lti/proof`, { fields })

test('what step 1 put into the platform\'s storage proves the browser', async () => {
	const { binding, state, proof } = await held()
	const all = await Promise.all(Array.from({ length: 5 },
		() => prove({ state, proof, binding })))

	assert.equal(all.filter(a => a.status === 303).length, 1)
	assert.equal(all.filter(a => a.status === 401).length, 4)
})

test('T27 without what was put there nothing is let in', async () => {
	const { login, binding, state, proof } = await held()
	const wrong = secret()

	for (const fields of [{ state, proof }, { state, binding },
		{ state, proof, binding: wrong }, { state, proof: wrong, binding },
		{ state: wrong, proof, binding }, { proof, binding },
		{ state, proof: binding, binding: proof }])
		assert.ok((await prove(fields)).status >= 400, JSON.stringify(fields))
	/* Held once: whoever posts the answer again gets no new proof. */
	const again = await lms.launch(login, { jar: browser() })

	assert.equal(data(again.text, 'proof') ?? '', '')
	assert.equal((await prove({ state, proof, binding })).status, 303)
})

test('nobody comes in as somebody else by a page of theirs', async () => {
	const { binding, state, proof } = await held()
	const from = site => ask(null, 'POST', `${url}/lti/proof`, {
		fields: { state, proof, binding },
		headers: { 'Sec-Fetch-Site': site } })

	assert.equal((await from('cross-site')).status, 401)
	assert.equal((await from('same-site')).status, 401)
	assert.equal((await from('same-origin')).status, 303)
})

// ---- Step 1 ------------------------------------------------------------------------

test('T38 a login that is not of a registered system, or not whole, ends here',
	async () => {
		const { issuer, authUrl, jwksUrl } = lms.about()
		const second = await another({ issuer, authUrl, jwksUrl })

		for (const more of [{ iss: 'https://nobody.example' }, { iss: undefined },
			{ login_hint: undefined }, { target_link_uri: undefined },
			{ client_id: 'c-unknown' }, { iss: '' }, { login_hint: '' },
			{ client_id: undefined }])	// two have that issuer
			for (const method of ['GET', 'POST']) {
				const fields = Object.fromEntries(Object.entries(
					{ ...usual(), ...more }).filter(([, v]) =>
					v !== undefined))
				const { status, location } = await step1(fields, method)

				assert.equal(status, 400, JSON.stringify(more))
				assert.equal(location, undefined)
			}
		assert.equal((await step1({ iss: issuer, login_hint: 'h',
			target_link_uri: url + target,
			client_id: second.clientId })).status, 303)
		const single = await another()

		assert.equal((await step1({ iss: single.issuer, login_hint: 'h',
			target_link_uri: url + target })).status, 303)
	})

test('T38 who is not registered reads what was received', async () => {
	const { text } = await step1({ ...usual(), client_id: 'c-<b>9</b>',
		lti_deployment_id: 'd-77' })

	for (const part of [lms.issuer, 'c-&lt;b&gt;9&lt;/b&gt;', 'd-77'])
		assert.ok(text.includes(part), part)
	assert.equal(text.includes('<b>9'), false)
})

test('T39 step 1 with an address that is not ours is refused', async () => {
	for (const uri of ['https://evil.example/lti/launch', '//evil.example/',
		'javascript:alert(1)', `${url}/`, `${url}/lti/m/x`,
		`${url}.evil.example${target}`, `${url.replace('//', '//us@')}${target}`,
		`${url}/modul/${module}`]) {
		const { status, location } = await step1(
			{ ...usual(), target_link_uri: uri })

		assert.equal(status, 400, uri)
		assert.equal(location, undefined)
	}
})

test('T40 line breaks in what comes break no header', async () => {
	const hint = 'x\r\nSet-Cookie: a=b\r\n\r\n<script>'
	const answer = await step1({ ...usual(), login_hint: hint,
		lti_message_hint: hint })

	assert.equal(answer.status, 303)
	assert.equal(answer.cookies.length, 1)
	assert.equal(new URL(answer.location).searchParams.get('login_hint'), hint)
	const login = await lms.login(target)
	const back = await lms.launch(login, { state: `${login.state}\r\nX: y` })

	assert.equal(back.status, 400)
	assert.equal(back.headers.x, undefined)
})

test('T42 an answer that refuses is a page, and what it says is escaped',
	async () => {
		const login = await lms.login(target)
		const said = await ask(login.jar, 'POST', `${url}/lti/launch`, { fields: {
			state: login.state, error: 'login_required',
			error_description: '<script>alert(1)</script>' } })

		assert.equal(said.status, 401)
		assert.match(said.text, /login_required/)
		assert.match(said.text, /&lt;script&gt;alert/)
		assert.equal(said.text.includes('<script>alert'), false)
		assert.equal(said.location, undefined)
	})

// ---- Who it is ----------------------------------------------------------------------

const who = opened => opened.session.person.id

test('T45 the same user of two systems is two people', async () => {
	const second = await another()
	const [a, b, again] = [await lms.open(target), await second.open(target),
		await lms.open(target)]

	assert.notEqual(who(a), who(b))
	assert.equal(who(a), who(again))
})

test('T46 an e-mail or a name makes nobody somebody else', async () => {
	const learner = await signIn('peserta')
	const { email, name } = learner.person
	const a = await lms.open(target, { claims: { sub: 's-1', email, name } })
	const b = await lms.open(target, { claims: { sub: 's-2', email, name } })

	assert.equal(new Set([who(a), who(b), learner.person.id]).size, 3)
	assert.equal((await a.as('GET', '/api/v1/me')).body.email, null)
})

test('who is not named is somebody all the same, until they are', async () => {
	const bare = { sub: 's-bare', name: undefined }
	const a = await lms.open(target, { claims: bare })

	assert.match(a.session.person.name, /^Peserta [A-Z]{4}$/)
	const b = await lms.open(target, { claims: { ...bare,
		given_name: 'Budi', family_name: 'Santoso' } })

	assert.equal(who(a), who(b))
	assert.equal(b.session.person.name, 'Budi Santoso')
})

test('twenty first launches of one user at once are one person', async () => {
	const logins = await Promise.all(Array.from({ length: 20 },
		() => lms.login(target)))
	const claims = { sub: 's-twenty', [LTI.link]: { id: 'rl-twenty' },
		[LTI.context]: { id: 'ctx-twenty' } }
	const all = await Promise.all(logins.map(login =>
		lms.launch(login, { claims })))

	assert.deepEqual([...new Set(all.map(a => a.status))], [303])
	const people = await Promise.all(all.map(async a => (await ask(null, 'POST',
		`${url}/api/v1/session/launch`, {
			body: JSON.stringify({ ticket: a.location.split('#')[1] }),
			headers: { 'Content-Type': 'application/json' } }))
		.body.person.id))

	assert.equal(new Set(people).size, 1)
})

test('T36 nobody in particular is let in where that is allowed, each a new one',
	async () => {
		const open = await another({ anonymous: true })
		const claims = { sub: undefined, name: undefined }
		const [a, b] = [await open.open(target, { claims }),
			await open.open(target, { claims })]

		assert.notEqual(who(a), who(b))
		assert.equal(a.session.launch.role, 'test')
	})

// ---- Where it comes from ---------------------------------------------------------------

const people = async id => (await admin('GET', '/api/v1/agencies')).body
	.agencies.find(agency => agency.id === id).people

async function campus(name) {
	return (await admin('POST', '/api/v1/agencies', { name: `${name} ${stamp}`,
		kind: 'agency', helpText: '' })).body.id
}

test('T31 a new deployment waits for a word where that is asked, and makes nobody',
	async () => {
		const agency = await campus('Kampus tunggu')
		const shy = await another({ agency, deployments: 'ask' })

		for (let i = 0; i < 2; i++) {
			const answer = await shy.launch(await shy.login(target))

			assert.equal(answer.status, 403)
			assert.match(answer.text, /d-1/)
		}
		const { body } = await admin('GET', `/api/v1/lti/platforms/${shy.id}`)

		assert.deepEqual(body.known.map(d => [d.deployment, d.state]),
			[['d-1', 'pending']])
		assert.equal(await people(agency), 0)
		const open = await another({ agency })

		await open.open(target)
		assert.equal(await people(agency), 1)
	})

test('deployments that wait are bounded', async () => {
	const shy = await another({ deployments: 'ask' })

	for (let i = 0; i < 105; i++) {
		const login = await shy.login(target,
			{ params: { lti_deployment_id: undefined } })

		assert.equal((await shy.launch(login,
			{ claims: { [LTI.deployment]: `d-${i}` } })).status, 403)
	}
	const { body } = await admin('GET', `/api/v1/lti/platforms/${shy.id}`)

	assert.equal(body.known.length, 100)
})

test('T37 a module that is not shared with the connection is not there', async () => {
	const far = await another({ agency: await campus('Kampus jauh') })
	const draft = publish(scorm12(`Tertutup ${stamp}`)).module

	await admin('PUT', `/api/v1/modules/${draft}/shares`,
		{ everybody: false, agencies: [] })
	const login = await far.login(`/lti/m/${draft}`)

	assert.equal((await far.launch(login)).status, 404)
	/* Nor by a link that opened something else before. */
	await far.open(target, { claims: { [LTI.link]: { id: 'moving' } } })
	const moved = await far.login(`/lti/m/${draft}`)

	assert.equal((await far.launch(moved,
		{ claims: { [LTI.link]: { id: 'moving' } } })).status, 404)
	assert.equal((await far.open(target, { claims:
		{ [LTI.link]: { id: 'moving' } } })).session.launch.module.id, module)
})

test('a copy of a course opens what its place opened before', async () => {
	await lms.open(`${target}/i0`, { claims: { [LTI.link]: { id: 'old,1' } } })
	const login = await lms.login('/lti/launch')
	const copied = await lms.launch(login, { claims: {
		[LTI.link]: { id: 'copy-1' }, [LTI.context]: { id: 'ctx-copy' },
		[LTI.custom]: { link_history: 'never,old%2C1,older' } } })

	assert.equal(copied.status, 303, copied.text)
	const by = await lms.open('/lti/launch', { claims: {
		[LTI.link]: { id: 'copy-2' },
		[LTI.custom]: { module, unit: '$Nothing', link_history: '$x' } } })

	assert.equal(by.session.launch.module.id, module)
	assert.equal(by.session.launch.unit, null)
	const again = await lms.open('/lti/launch',
		{ claims: { [LTI.link]: { id: 'copy-1' } } })

	assert.equal(again.session.launch.unit, 'i0')
})

test('what counts is told where the course has a place for it', async () => {
	const claims = item => ({ [LTI.link]: { id: 'graded' }, ...lms.grades(item) })
	const item = lms.addItem()
	const a = await lms.open(target, { claims: claims(item) })
	const b = await lms.open(target, { claims: claims('') })

	assert.equal(a.session.launch.grades, true)
	assert.equal(b.session.launch.grades, true)	// not told again is no change
	const inside = await another()
	const c = await inside.open(target, { claims: {
		...inside.grades('https://us@10.0.0.1/li/1') } })

	assert.equal(c.session.launch.grades, false)
})

test('T50 content is chosen by teachers, and returned by https alone', async () => {
	const claims = (role, back = `${lms.url}/dl`) => ({
		[LTI.messageType]: 'LtiDeepLinkingRequest', [LTI.link]: undefined,
		[LTI.roles]: [ROLE(role)],
		[LTI.settings]: { deep_link_return_url: back, data: 'd"</script>',
			accept_types: ['ltiResourceLink'],
			accept_presentation_document_targets: ['iframe'] } })
	const { session } = await lms.open('/lti/choose',
		{ claims: claims('Instructor') })

	assert.equal(session.launch.kind, 'choice')
	assert.equal(session.launch.module, null)
	assert.equal(session.launch.settings.data, 'd"</script>')
	assert.equal(session.launch.returnUrl, `${lms.url}/dl`)
	const tried = async (...given) => (await lms.launch(
		await lms.login('/lti/choose'), { claims: claims(...given) })).status

	assert.equal(await tried('Learner'), 403)
	assert.equal(await tried('Instructor', 'javascript:alert(1)'), 401)
	assert.equal(await tried('Instructor', 'http://lms.example/dl'), 401)
})

test('T51 the work of others is reviewed by teachers alone', async () => {
	const place = { [LTI.link]: { id: 'review' } }
	const claims = (role, sub, of) => ({ ...place, sub,
		[LTI.messageType]: 'LtiSubmissionReviewRequest',
		[LTI.roles]: [ROLE(role)], [LTI.forUser]: { user_id: of } })
	const tried = async (...given) => (await lms.launch(
		await lms.login(target), { claims: claims(...given) })).status

	await lms.open(target, { claims: { ...place, sub: 'r-1' } })
	await lms.open(target, { claims: { ...place, sub: 'r-2' } })
	await lms.open(target, { claims: { sub: 'r-3' } })
	assert.equal(await tried('Learner', 'r-2', 'r-1'), 403)
	assert.equal(await tried('Learner', 'r-1', 'r-1'), 303)
	assert.equal(await tried('Instructor', 'r-9', 'r-1'), 303)
	assert.equal(await tried('Instructor', 'r-9', 'r-3'), 404)
	assert.equal(await tried('Instructor', 'r-9', 'nobody'), 404)
})

// ---- Clocks, keys, logs -------------------------------------------------------------------

test('B04 clocks two minutes apart are no matter, ten are named', async () => {
	for (const apart of [-120, 120])
		await lms.open(target, { claims: { iat: now() + apart,
			exp: now() + apart + 60 } })
	for (const apart of [-600, 600]) {
		const login = await lms.login(target)
		const { status, text } = await lms.launch(login, { claims: {
			iat: now() + apart, exp: now() + apart + 300 } })

		assert.equal(status, 401)
		assert.match(text, apart < 0 ? /\b[45] menit/ : /\b(9|10) menit/)
		assert.match(text, /jam sistem itu dan jam Balai berbeda/)
	}
})

test('T43 a platform\'s new key is taken after its keys were fetched again',
	async () => {
		const second = await another()

		await second.open(target)
		second.key = keyPair('second')
		await second.open(target)
	})

test('a key set that does not answer lets others be served', async () => {
	const slow = await another()
	const logins = []
	let free

	while (logins.length < 120)
		logins.push(...await Promise.all(Array.from({ length: 30 },
			() => slow.login(target))))
	for (const { state, status, text } of logins)
		assert.ok(state, `a login was answered ${status}: ${text}`)

	const hung = new Promise(resolve => { free = resolve })

	slow.answer = async call => {
		if (call.path === '/jwks')
			await hung
	}
	const all = logins.map(async login => {
		const answer = await slow.launch(login)

		return { ...answer, login }
	})

	/* Those for whom there is no room are told so while the others wait. */
	const first = await Promise.any(all)

	assert.equal(first.status, 503)
	assert.equal((await ask(null, 'GET', `${url}/api/v1/me`)).status, 401)
	free()
	const statuses = (await Promise.all(all)).map(answer => answer.status)

	assert.ok(statuses.includes(303), String(statuses))
	assert.deepEqual(statuses.filter(s => ![303, 503].includes(s)), [])

	/* And their page asks once more, for the same. */
	const { action, fields } = formOf(first.text)

	assert.match(first.headers['retry-after'], /^[2-5]$/)
	assert.match(first.text, /mencoba lagi sendiri.*setTimeout/s)
	const again = await ask(first.login.jar, 'POST', url + action, { fields })

	assert.equal(again.status, 303, again.text)
	assert.match(again.location, /\/l\/[a-z0-9]{26}#/)
})

test('a page of a launch is framed by its platform alone', async () => {
	const login = await lms.login(target)
	const bad = await lms.launch(login, { token: 'x' })

	assert.match(bad.headers['content-security-policy'],
		new RegExp(`frame-ancestors ${lms.url}(;|$)`))
	assert.equal(bad.headers['x-frame-options'], undefined)
})

// ---- A server of its own ----------------------------------------------------------------

const demo = ['--demo', '--lti-loopback']

async function own(options = [], given = {}) {
	const server = await serve([...demo, ...options], given)

	after(() => server.stop())
	const second = await start({ server: server.url })

	after(() => second.stop())
	await second.register(await signIn('admin', server.url))
	return { server, second }
}

/* A module of that server; its path for launches. */
const given = server => `/lti/m/${JSON.parse(execFileSync(bin, ['import',
	'--data', server.data, scorm12('Contoh'), '--publish', '--json'],
{ encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'],
	env: { ...process.env, BALAI_DATABASE: '' } })).module}`

test('B02 the log has no token, no secret and no address of a person', async () => {
	const { server, second } = await own(['--verbose'])
	const path = given(server)
	const email = 'rahasia@contoh.example'
	const login = await second.login(path)
	const token = second.token(login, { claims: { email } })
	const bad = second.token(login, { claims: { email, nonce: 'x' } })
	const [binding] = login.jar.values()

	await second.launch(login, { token: bad })
	const { location } = await second.launch(login, { token })

	assert.ok(location)
	const opened = await second.open(path, { claims: { email } })
	const log = await until('the log has the last of it', () =>
		server.log().includes('/api/v1/session/launch') && server.log())

	assert.match(log, /\/lti\/launch/)
	for (const text of [email, token, bad, ...token.split('.').slice(1),
		login.state, login.nonce, location.split('#')[1],
		opened.session.secret, binding])
		assert.equal(log.includes(text), false, text)
})

test('T41 logins that nobody finishes are bounded, and go', async () => {
	const { server, second } = await own()
	const params = { iss: second.issuer, login_hint: 'h',
		client_id: second.clientId,
		target_link_uri: `${server.url}/lti/choose` }
	const begin = () => ask(null, 'POST', `${server.url}/lti/login`,
		{ fields: params })
	const seen = {}

	for (let i = 0; i < 640; i += 40)
		for (const { status } of await Promise.all(
			Array.from({ length: 40 }, begin)))
			seen[status] = (seen[status] ?? 0) + 1
	/* Those of one batch do not see each other. */
	assert.deepEqual(Object.keys(seen), ['303', '429'])
	assert.ok(seen[303] >= 600 && seen[303] < 640, String(seen[303]))
})

test('what strangers made fail is written before a server stops', async () => {
	const data = mkdtempSync(join(tmpdir(), 'balai-strangers-'))
	const { server } = await own([], { data })

	after(() => rmSync(data, { recursive: true, force: true }))
	for (let i = 0; i < 3; i++)
		await ask(null, 'POST', `${server.url}/lti/login`, { fields: {
			iss: 'https://stranger.example', login_hint: 'h',
			target_link_uri: `${server.url}/lti/choose` } })
	await server.stop()
	const told = execFileSync('sqlite3', [`${data}/balai.db`,
		"SELECT code, sum(times) FROM lti_event WHERE connection_id = ''" +
		' GROUP BY code'],
	{ encoding: 'utf8' })

	assert.equal(told.trim(), 'client_unsaid|3')
})

/* The same data, some minutes later: whoever made it removes the folder. */
async function later(server, minutes) {
	const { data, port, contentPort } = server

	await server.kill()
	const clock = new Date(Date.now() + minutes * 60_000).toISOString()
		.replace(/\.\d+Z$/, 'Z')

	const next = await serve([...demo, '--clock', clock],
		{ data, port, contentPort })

	after(() => next.stop())	// or it keeps a test that failed from ending
	return next
}

test('T26 T41 a login of ten minutes ago is over, and goes in the end', async () => {
	const { server, second } = await own()
	const path = given(server)
	const old = await second.login(path)

	for (let i = 0; i < 30; i++)
		await second.login(path)
	const claims = minutes => ({ iat: now() + minutes * 60,
		exp: now() + minutes * 60 + 300 })
	let next = await later(server, 11)
	const answer = await second.launch(old, { claims: claims(11) })

	assert.equal(answer.status, 401)
	assert.match(answer.text, /sepuluh menit/)
	next = await later(next, 31)
	for (let i = 0; i < 2; i++)
		await second.login(path)
	await second.open(path, { claims: claims(31) })
	const left = execFileSync('sqlite3', [`${server.data}/balai.db`,
		'SELECT count(*) FROM lti_login'], { encoding: 'utf8' })

	await next.stop()
	assert.equal(Number(left), 3)
})
