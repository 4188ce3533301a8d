// A lesson opens a tool of somebody else: what the tool must ask for, and what it
// is told of whom (LTI 1.3, we are the platform).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ask, browser, LTI, payloadOf, signedBy } from '../lib/lti_platform.mjs'
import { start } from '../lib/lti_tool.mjs'
import { nativeZip } from '../lib/native.mjs'
import { publish, signIn, url } from './lib.mjs'

const CUSTOM = 'https://purl.imsglobal.org/spec/lti/claim/custom'
let admin, ann, ben, tool, module, place

/* A module of one lesson that opens `target`; whoever is named has begun it. */
async function moduleOf(target, title, ...people) {
	const { module: id } = publish(nativeZip({
		'module.json': JSON.stringify({
			format: 'balai/1', id: `alat-${title}`, code: 'AL',
			title: `Modul ${title}`, language: 'id',
			description: 'Modul dengan satu alat.', jp: 1, minutes: 45,
			contact: 'Bidang Pengujian', topic: 'it', audience: 'Semua',
			goals: ['Mencoba'],
			parts: [{ tool: { id: 'lab', title: 'Lab <1>', url: target,
				custom: { bab: '3', surel: '$Person.email.primary',
					asing: '$Vendor.secret', kelas: '$Context.id',
					riwayat: '$ResourceLink.id.history' } } }],
			completion: { required: ['all'] },
		}),
	}))

	for (const who of people)
		assert.equal((await who('POST', `/api/v1/modules/${id}/launches`,
			{ unit: 'tool:lab' })).status, 201)
	return id
}

before(async () => {
	[admin, ann, ben] = await Promise.all(
		['admin', 'peserta', 'penulis'].map(login => signIn(login)))
	tool = await start({ server: url })
	await tool.register(admin, { custom: { bab: '1', nama: '$Person.name.full' } })
	module = await moduleOf(`${tool.url}/launch`, `p${tool.port}`, ann, ben)
	place = { module, unit: 'tool:lab' }
})
after(() => tool?.stop())

const change = more => admin('PATCH', `/api/v1/lti/tools/${tool.id}`, more)

/* The error that is posted to the tool, with its state and no token. */
function posted(answer, error) {
	assert.equal(answer.status, 200, answer.text)
	assert.equal(answer.form?.action, `${tool.url}/launch`, answer.text)
	assert.equal(answer.form.fields.error, error, answer.text)
	assert.ok(answer.form.fields.error_description)
	assert.equal(answer.form.fields.state, answer.sent.state)
	assert.equal(answer.form.fields.id_token, undefined)
}

/* A page of ours: nothing goes to where the request wanted it. */
function local(answer) {
	assert.equal(answer.status, 400, answer.text)
	assert.equal(answer.location, undefined)
	assert.equal(answer.form, undefined)
	assert.match(answer.headers['content-type'], /^text\/html/)
	assert.doesNotMatch(answer.text, /id_token|<script/)
}

test('the page of a lesson gets the address of the tool\'s login, and a cookie of its own',
	async () => {
		const begun = await tool.begin(ann, place)

		assert.ok(begun.url.startsWith(`${tool.url}/login?iss=`))
		assert.equal(begun.params.iss, url)
		assert.equal(begun.params.client_id, tool.clientId)
		assert.equal(begun.params.lti_deployment_id, tool.deployment)
		assert.equal(begun.params.target_link_uri, `${tool.url}/launch`)
		assert.equal(begun.params.lti_storage_target, '_parent')
		assert.equal(begun.origin, tool.url)
		assert.deepEqual([...begun.jar.keys()], ['__Host-lti'])
		const { cookies } = await ann('POST', '/api/v1/lti/launches', place)

		assert.match(cookies.find(line => line.startsWith('__Host-lti=')),
			/; Path=\/; Max-Age=14400; Secure; HttpOnly; SameSite=None$/)
	})

test('the tool gets an id_token by GET and by POST, from a page for it alone',
	async () => {
		for (const method of ['GET', 'POST']) {
			const { answer, claims } = await tool.launch(ann, place, { method })
			const policy = answer.headers['content-security-policy']

			assert.equal(answer.form.action, `${tool.url}/launch`)
			assert.equal(claims[LTI.messageType], 'LtiResourceLinkRequest')
			assert.match(policy, new RegExp(`form-action ${tool.url};`))
			assert.match(policy, /frame-ancestors 'self'/)
			assert.match(policy, /script-src 'nonce-[\w-]+';/)
			assert.equal(answer.headers['x-frame-options'], undefined)
			assert.match(answer.headers['cache-control'], /no-store/)
			assert.equal(answer.headers['referrer-policy'], 'no-referrer')
		}
	})

test('P01 an answer goes to an address that is registered to the letter',
	async () => {
		const begun = await tool.begin(ann, place)

		for (const redirect_uri of [undefined, 'https://evil.example/',
			`${tool.url}/launch/`, `${tool.url}/launch?x=1`,
			`${tool.url}/Launch`, `${tool.url}/launch#x`, `${tool.url}/laun`,
			`${tool.url}/launch%2f..`, tool.url.replace('http', 'HTTP') + '/launch',
			`${tool.url.replace('localhost', '127.0.0.1')}/launch`])
			local(await tool.authorize(begun, { params: { redirect_uri } }))
		const { events } = (await admin('GET',
			`/api/v1/lti/tools/${tool.id}/events`)).body

		assert.equal(events[0].code, 'redirect_unknown')
		assert.match(events[0].sentence, /localhost|127\.0\.0\.1/)
		const { form } = await tool.authorize(begun, { params:
			{ redirect_uri: `${tool.url}/choose` } })

		assert.equal(form.action, `${tool.url}/choose`)
		assert.ok(form.fields.id_token)
	})

test('P02 a client that is unknown or off gets a page of ours', async () => {
	const begun = await tool.begin(ann, place)

	for (const client_id of [undefined, '', 'tidak-ada', '<script>'])
		local(await tool.authorize(begun, { params: { client_id } }))
	await change({ state: 'off' })
	local(await tool.authorize(begun))
	await change({ state: 'active' })
	assert.ok((await tool.authorize(begun)).form.fields.id_token)
})

test('P03 what is not asked as LTI has it is told to the tool as an error',
	async () => {
		const begun = await tool.begin(ann, place)

		for (const [error, params] of [
			['unsupported_response_type', { response_type: 'code' }],
			['unsupported_response_type', { response_type: 'token' }],
			['unsupported_response_type', { response_type: 'id_token token' }],
			['unsupported_response_type', { response_type: undefined }],
			['invalid_request', { response_mode: 'query' }],
			['invalid_request', { response_mode: 'fragment' }],
			['invalid_request', { response_mode: undefined }],
			['invalid_request', { prompt: 'login' }],
			['invalid_request', { prompt: undefined }],
			['invalid_scope', { scope: 'profile' }],
			['invalid_scope', { scope: 'openids' }],
			['invalid_scope', { scope: undefined }],
			['invalid_request', { nonce: undefined }],
			['invalid_request', { nonce: '' }],
			['invalid_request', { nonce: 'n'.repeat(2049) }],
		])
			posted(await tool.authorize(begun, { params }), error)
		assert.ok((await tool.authorize(begun, { params: {
			scope: 'profile openid', id_token_signed_response_alg: 'RS256',
			lti_deployment_id: 'x' } })).form.fields.id_token)
	})

test('P04 the login_hint of another launch gets no token', async () => {
	const mine = await tool.begin(ann, place)
	const other = await tool.begin(ben, place)

	for (const login_hint of [other.params.login_hint, undefined, 'x'])
		posted(await tool.authorize(mine, { params: { login_hint } }),
			'login_required')
})

test('P05 a launch that is missing, another person\'s or another tool\'s is refused',
	async () => {
		const mine = await tool.begin(ann, place)
		const other = await tool.begin(ben, place)
		const params = { login_hint: other.params.login_hint,
			lti_message_hint: other.params.lti_message_hint }
		const stranger = await start({ server: url })

		for (const lti_message_hint of [undefined, 'x', mine.params.login_hint])
			posted(await tool.authorize(mine, { params: { lti_message_hint } }),
				'invalid_request')
		posted(await tool.authorize(mine, { params }), 'login_required')
		await stranger.register(admin)
		const { form } = await stranger.authorize(mine)

		assert.equal(form.action, `${stranger.url}/launch`)
		assert.equal(form.fields.error, 'invalid_request')
		await stranger.stop()
	})

test('P05 of 20 who ask for one launch at once one gets a token', async () => {
	const begun = await tool.begin(ann, place)
	const answers = await Promise.all(Array.from({ length: 20 }, () =>
		tool.authorize(begun)))

	assert.equal(answers.filter(a => a.form.fields.id_token).length, 1)
	assert.equal(answers.filter(a => a.form.fields.error ===
		'invalid_request').length, 19)
	posted(await tool.authorize(begun), 'invalid_request')
})

test('P06 without our cookie the tool is told login_required, and nobody is asked to sign in',
	async () => {
		const begun = await tool.begin(ann, place)

		for (const jar of [null, browser(),
			new Map([['__Host-lti', 'x'.repeat(43)]])]) {
			const answer = await tool.authorize(begun, { jar })

			posted(answer, 'login_required')
			assert.doesNotMatch(answer.text, /password|kata sandi/i)
		}
	})

test('P06 who has signed out meanwhile is not opened a tool', async () => {
	const gone = await signIn('peserta')
	const begun = await tool.begin(gone, place)

	await gone('DELETE', '/api/v1/session')
	posted(await tool.authorize(begun), 'login_required')
})

test('P07 what no page of ours began is refused, whatever cookies come along',
	async () => {
		const { jar } = await tool.begin(ann, place)

		jar.set('balai_session', ann.cookie.split('=')[1])
		posted(await tool.authorize({ jar, params: {
			login_hint: 'A'.repeat(43), lti_message_hint: 'B'.repeat(43) } }),
		'invalid_request')
	})

test('P08 the token is for this tool, for five minutes, with its nonce and state as they came',
	async () => {
		const nonce = '"><script>alert(1)</script>&amp;\''
		const state = `${nonce}${'ä'.repeat(200)}`
		const { answer, token, claims } = await tool.launch(ann, place,
			{ params: { nonce, state } })

		assert.doesNotMatch(answer.text, /<script>alert/)
		assert.equal(claims.nonce, nonce)
		assert.equal(answer.form.fields.state, state)
		assert.equal(claims.aud, tool.clientId)
		assert.equal(claims.iss, url)
		assert.equal(claims.exp - claims.iat, 300)
		assert.ok(Math.abs(claims.iat - Date.now() / 1000) < 30)
		assert.ok(await signedBy(url, token))
		const { body: { keys } } = await ask(null, 'GET', `${url}/lti/jwks.json`)
		const { kid, alg } = JSON.parse(Buffer.from(token.split('.')[0],
			'base64url').toString())

		assert.equal(alg, 'RS256')
		assert.ok(keys.some(key => key.kid === kid))
		assert.equal(claims[LTI.version], '1.3.0')
		assert.equal(claims[LTI.deployment], tool.deployment)
		assert.equal(claims[LTI.target], `${tool.url}/launch`)
	})

test('P08 a request without state is answered without one', async () => {
	const begun = await tool.begin(ann, place)
	const { form } = await tool.authorize(begun, { params:
		{ state: undefined } })

	assert.ok(form.fields.id_token)
	assert.equal('state' in form.fields, false)
})

test('a learner is one, the place and its module are told, and where to go back',
	async () => {
		const { claims } = await tool.launch(ann, place)
		const again = (await tool.launch(ann, place)).claims
		const other = (await tool.launch(ben, place)).claims

		assert.deepEqual(claims[LTI.roles],
			['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'])
		assert.equal(claims[LTI.link].title, 'Lab <1>')
		assert.equal(claims[LTI.context].id, `m${module}`)
		assert.equal(claims[LTI.context].title, `Modul p${tool.port}`)
		assert.equal(claims[LTI.presentation].document_target, 'iframe')
		assert.ok(claims[LTI.presentation].return_url.startsWith(
			`${url}/lti/platform/return?`))
		assert.equal(claims.sub, again.sub)
		assert.equal(claims[LTI.link].id, again[LTI.link].id)
		assert.notEqual(claims.sub, other.sub)
		assert.notEqual(claims.sub, ann.person.id)
		assert.equal(other[LTI.link].id, claims[LTI.link].id)
	})

test('the services are told with addresses that are whole, and only what was registered',
	async () => {
		const AGS = 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint'
		const NRPS = 'https://purl.imsglobal.org/spec/lti-nrps/claim/' +
			'namesroleservice'
		const { claims } = await tool.launch(ann, place)

		const there = `m${module}-${tool.deployment}`

		assert.equal(claims[AGS].lineitems,
			`${url}/lti/ags/${there}/line-items`)
		assert.ok(claims[AGS].lineitem.startsWith(`${claims[AGS].lineitems}/`))
		assert.equal(claims[AGS].scope.length, 4)
		assert.equal(claims[NRPS].context_memberships_url,
			`${url}/lti/nrps/${there}`)
		await change({ scopes: ['score'] })
		const few = (await tool.launch(ann, place)).claims

		assert.equal(few[AGS].lineitems, undefined)
		assert.ok(few[AGS].lineitem)
		assert.equal(few[NRPS], undefined)
		await change({ scopes: [] })
		assert.equal((await tool.launch(ann, place)).claims[AGS], undefined)
		await change({ scopes: tool.about().scopes })
	})

test('P09 a tool without a right to names and addresses is told neither, not by a variable either',
	async () => {
		await change({ sendName: true, sendEmail: true })
		const open = (await tool.launch(ann, place)).claims
		const named = JSON.stringify(open)

		assert.equal(open.name, ann.person.name)
		assert.equal(open.email, ann.person.email ?? undefined)
		assert.equal(open[CUSTOM].nama, ann.person.name)
		await change({ sendName: false, sendEmail: false })
		const { claims } = await tool.launch(ann, place)
		const text = JSON.stringify(claims)

		for (const member of ['name', 'given_name', 'family_name', 'email',
			'picture'])
			assert.equal(claims[member], undefined)
		assert.equal(claims[CUSTOM].nama, '$Person.name.full')
		assert.equal(claims[CUSTOM].surel, '$Person.email.primary')
		assert.ok(named.includes(ann.person.name))
		for (const told of [ann.person.name, ann.person.login,
			ann.person.email].filter(Boolean))
			assert.ok(!text.includes(told), told)
		await change({ sendName: true, sendEmail: true })
	})

test('P11 a variable that we do not know goes as it stands, and the place\'s parameters win',
	async () => {
		const { claims } = await tool.launch(ann, place)

		assert.equal(claims[CUSTOM].asing, '$Vendor.secret')
		assert.equal(claims[CUSTOM].kelas, `m${module}`)
		assert.equal(claims[CUSTOM].riwayat, '')
		assert.equal(claims[CUSTOM].bab, '3')
	})

test('P12 a tool that is turned off between two steps is not opened', async () => {
	const begun = await tool.begin(ann, place)
	const agency = admin.person.agency.id
	const deploy = state => admin('PUT',
		`/api/v1/lti/tools/${tool.id}/deployments`, { agency, state })

	await deploy('off')
	posted(await tool.authorize(begun), 'access_denied')
	await deploy('active')
	await change({ state: 'off' })
	local(await tool.authorize(begun))
	await change({ state: 'active' })
	assert.ok((await tool.authorize(begun)).form.fields.id_token)
})

test('two tabs open a tool at once, each its own launch', async () => {
	const jar = browser()
	const one = await tool.begin(ann, place, jar)
	const two = await tool.begin(ann, place, jar)
	const [first, second] = [await tool.authorize(two),
		await tool.authorize(one)]

	assert.notEqual(payloadOf(first.form.fields.id_token).nonce,
		payloadOf(second.form.fields.id_token).nonce)
})

test('P38 what a tool says when it sends somebody back is shown as text',
	async () => {
		const evil = '<script>alert(1)</script>'
		const query = new URLSearchParams({ to: `/modul/${module}`,
			lti_errormsg: evil, lti_msg: evil, lti_log: evil,
			lti_errorlog: `"${evil}` }).toString()
		const form = new URLSearchParams({ lti_errormsg: evil }).toString()
		const got = await ask(null, 'GET', `${url}/lti/platform/return?${query}`)
		const sent = await ask(null, 'POST',
			`${url}/lti/platform/return?to=/modul/${module}`, { fields: form,
				headers: { Origin: tool.url, 'Sec-Fetch-Site': 'cross-site' } })

		for (const { status, text, headers } of [got, sent]) {
			assert.equal(status, 200)
			assert.doesNotMatch(text, /<script>/)
			assert.match(text, /&lt;script&gt;alert\(1\)/)
			assert.match(headers['content-security-policy'],
				/default-src 'none'.*frame-ancestors 'self'/)
			assert.match(text, new RegExp(`href="/modul/${module}"`))
		}
	})

test('P38 the way back leads to a page of ours alone', async () => {
	for (const to of ['//evil.example', 'https://evil.example',
		'javascript:alert(1)', '/\\evil.example', '/%0d%0aX:y', '']) {
		const { text } = await ask(null, 'GET',
			`${url}/lti/platform/return?to=${encodeURIComponent(to)}`)

		assert.match(text, /target="_top" href="\/"/)
	}
})
