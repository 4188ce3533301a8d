// Tools of others in our modules: a lesson and a step open one, and something is
// chosen there (deep linking).
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { ask, jwt, keyPair, payloadOf } from '../lib/lti_platform.mjs'
import { start } from '../lib/lti_tool.mjs'
import { nativeFiles, nativeZip } from '../lib/native.mjs'
import { publish, signIn, url } from './lib.mjs'

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim/'
const DL = 'https://purl.imsglobal.org/spec/lti-dl/claim/'
const AGS = 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint'
const stamp = Date.now().toString(36)
let admin, author, learner, tool, module, draft

async function ok(answer, status = 200) {
	const got = await answer

	assert.equal(got.status, status, got.text)
	return got.body
}

before(async () => {
	[admin, author, learner] = await Promise.all(
		['admin', 'penulis', 'peserta'].map(login => signIn(login)))
	tool = await start({ server: url })
	await tool.register(admin)
	const files = nativeFiles(`alat-${stamp}`, `Modul alat ${stamp}`)
	const about = JSON.parse(files['module.json'])

	about.parts.push({ tool: { id: 'lab', title: 'Lab', url: `${tool.url}/lab?x=1`,
		custom: { bab: '3' }, lineItem: { scoreMaximum: 10, tag: 't' },
		passMark: 60 } },
	{ tool: { id: 'baca', title: 'Baca', url: `${tool.url}/baca`,
		lineItem: false } },
	{ tool: { id: 'asing', title: 'Asing', url: 'https://asing.example/x' } })
	about.completion.required = ['tool:lab']
	files['module.json'] = JSON.stringify(about)
	module = publish(nativeZip(files)).module
	draft = await ok(author('POST', '/api/v1/drafts',
		{ title: `Draf alat ${stamp}` }), 201)
})
after(() => tool?.stop())

const open = (unit, who = learner, more = {}) => who('POST',
	'/api/v1/lti/launches', { module, unit, ...more })
const begin = unit => ok(learner('POST', `/api/v1/modules/${module}/launches`,
	{ unit }), 201)
const unitOf = async ident => {
	const { outline } = await ok(learner('GET', `/api/v1/modules/${module}`))

	return outline.find(node => node.key === ident).progress
}

test('a lesson opens the tool that is registered at its address, and its column counts',
	async () => {
		const launch = await begin('tool:lab')

		assert.equal(launch.url, '')
		assert.deepEqual(launch.state.unit.tool,
			{ scored: true, window: false, passMark: 60 })
		const { claims, begun } = await tool.launch(learner,
			{ module, unit: 'tool:lab' })

		assert.equal(begun.origin, tool.url)
		assert.deepEqual(begun.origins, [tool.url])
		assert.equal(claims[`${CLAIM}target_link_uri`], `${tool.url}/lab?x=1`)
		assert.equal(claims[`${CLAIM}custom`].bab, '3')
		assert.equal(claims[`${CLAIM}resource_link`].title, 'Lab')
		assert.match(claims[AGS].lineitem, /line-items\/[0-9a-z]+$/)
		const again = await tool.launch(learner, { module, unit: 'tool:lab' })

		assert.equal(again.claims[AGS].lineitem, claims[AGS].lineitem)
		const sent = await tool.call('POST', `${claims[AGS].lineitem}/scores`, {
			scope: 'score', type: 'application/vnd.ims.lis.v1.score+json',
			body: { userId: claims.sub, scoreGiven: 7, scoreMaximum: 10,
				timestamp: new Date().toISOString(),
				activityProgress: 'Completed', gradingProgress: 'FullyGraded' },
		})

		assert.ok(sent.status < 300, sent.text)
		const progress = await unitOf('tool:lab')

		assert.equal(progress.score.scaled, 0.7)
		assert.equal(progress.success, 'passed')
		assert.equal((await ok(learner('GET', `/api/v1/modules/${module}`)))
			.mine.completion, 'completed')
	})

test('a tool that gives no score is done when it is opened', async () => {
	await begin('tool:baca')
	assert.notEqual((await unitOf('tool:baca'))?.completion, 'completed')
	const { claims } = await tool.launch(learner, { module, unit: 'tool:baca' })

	assert.equal(claims[AGS].lineitem, undefined)
	assert.equal((await unitOf('tool:baca')).completion, 'completed')
})

test('an address without a tool is told in words, and others\' lessons are none',
	async () => {
		await begin('tool:asing')
		const { status, body } = await open('tool:asing')

		assert.equal(status, 404)
		assert.equal(body.code, 'tool_unknown')
		assert.match(body.detail, /https:\/\/asing\.example\/x/)
		assert.equal((await open('quiz:akhir')).status, 404)
		assert.equal((await open('tool:lab', author)).status, 404)
		assert.equal((await learner('POST', '/api/v1/lti/launches', {})).status,
			422)
	})

test('P39 the pages of the app may frame registered tools that are on, and nobody else',
	async () => {
		const frames = async () => /frame-src ([^;]*);/.exec((await ask(null,
			'GET', `${url}/masuk`)).headers['content-security-policy'])[1]
		const other = await start({ server: url })

		try {
			assert.ok((await frames()).split(' ').includes(tool.url))
			assert.ok(!(await frames()).includes(other.url))
			await other.register(admin)
			assert.ok((await frames()).split(' ').includes(other.url))
			const { body } = await admin('GET', `/api/v1/lti/tools/${other.id}`)

			await ok(admin('PATCH', `/api/v1/lti/tools/${other.id}`,
				{ revision: body.revision, state: 'off' }))
			assert.ok(!(await frames()).includes(other.url))
		} finally {
			await other.stop()
		}
	})

/* ---- Choosing -------------------------------------------------------------- */

/* A choice that has come to the tool: its settings, and how it is answered. */
async function choosing({ who = author, multiple = true } = {}) {
	const begun = await tool.begin(who, { tool: tool.id,
		for: { draft: draft.id }, multiple })
	const answer = await tool.authorize(begun, { params:
		{ redirect_uri: `${tool.url}/choose` } })

	assert.ok(answer.form?.fields.id_token, answer.text)
	const claims = payloadOf(answer.form.fields.id_token)

	return { begun, claims, who, settings: claims[`${DL}deep_linking_settings`] }
}

const link = (more = {}) => ({ type: 'ltiResourceLink', title: 'Bab',
	url: `${tool.url}/bab`, ...more })

function response(c, { claims, header, key, items = [link()] } = {}) {
	const now = Math.floor(Date.now() / 1000)

	return jwt({
		iss: tool.clientId, aud: url, iat: now, exp: now + 60,
		nonce: randomBytes(12).toString('hex'),
		[`${CLAIM}message_type`]: 'LtiDeepLinkingResponse',
		[`${CLAIM}version`]: '1.3.0',
		[`${CLAIM}deployment_id`]: tool.deployment,
		[`${DL}data`]: c.settings.data, [`${DL}content_items`]: items, ...claims,
	}, key ?? tool.key, header)
}

const send = (c, token, jar = c.begun.jar) => ask(jar, 'POST',
	c.settings.deep_link_return_url,
	{ fields: new URLSearchParams({ JWT: token }).toString() })
const came = c => ok(c.who('GET', `/api/v1/lti/choices/${c.begun.pending}`))

test('a choice is asked for, and what came of each item is told to the page', async () => {
	const c = await choosing()

	assert.equal(c.claims[`${CLAIM}message_type`], 'LtiDeepLinkingRequest')
	assert.deepEqual(c.settings.accept_types, ['ltiResourceLink'])
	assert.equal(c.settings.accept_multiple, true)
	assert.equal((await came(c)).state, 'waiting')
	const { status, text } = await send(c, response(c, { items: [
		link({ custom: { a: '1' }, lineItem: { scoreMaximum: 5, tag: 't' } }),
		{ type: 'ltiResourceLink' }],
	claims: { [`${DL}msg`]: 'Dua <b>isi</b>' } }))

	assert.equal(status, 200, text)
	const told = await came(c)

	assert.equal(told.state, 'answered')
	assert.equal(told.message, 'Dua <b>isi</b>')
	assert.deepEqual(told.items[0], { title: 'Bab', why: '', place: {
		title: 'Bab', url: `${tool.url}/bab`, custom: { a: '1' },
		lineItem: { scoreMaximum: 5, tag: 't' } } })
	assert.equal(told.items[1].place.url, `${tool.url}/launch`)
	assert.equal(told.items[1].place.lineItem, false)
	assert.equal((await admin('GET',
		`/api/v1/lti/choices/${c.begun.pending}`)).status, 404)
})

test('P34 a response that is not the one that was asked for makes nothing',
	async () => {
		const c = await choosing()
		const other = await choosing({ who: admin })
		const now = Math.floor(Date.now() / 1000)
		const all = {
			'another key': { key: keyPair('lain') },
			'no kid': { header: { kid: undefined } },
			iss: { claims: { iss: 'lain' } },
			aud: { claims: { aud: 'https://lain.example' } },
			'another aud besides': { claims: { aud: [url, 'x'] } },
			'over': { claims: { iat: now - 900, exp: now - 600 } },
			'of the future': { claims: { iat: now + 900, exp: now + 960 } },
			'no nonce': { claims: { nonce: undefined } },
			'no data': { claims: { [`${DL}data`]: undefined } },
			'data changed': { claims: { [`${DL}data`]:
				`${c.settings.data.slice(0, -1)}x` } },
			'data of another': { claims: { [`${DL}data`]:
				other.settings.data } },
			deployment: { claims: { [`${CLAIM}deployment_id`]: 'lain' } },
			version: { claims: { [`${CLAIM}version`]: '1.1.0' } },
			'message type': { claims: { [`${CLAIM}message_type`]:
				'LtiResourceLinkRequest' } },
			'10,000 items': { items: Array.from({ length: 10_000 },
				() => ({ type: 'link' })) },
			'no list': { items: {} },
		}

		for (const [name, given] of Object.entries(all)) {
			const { status } = await send(c, response(c, given))

			assert.ok(status >= 400 && status < 500, `${name}: ${status}`)
			assert.deepEqual((await came(c)).items, [], name)
			assert.equal((await came(c)).state, 'waiting', name)
			assert.equal((await came(other)).state, 'waiting', name)
		}
		assert.equal((await send(c, response(c), other.begun.jar)).status, 400)
		assert.equal((await send(c, response(c), null)).status, 400)
		assert.equal((await ask(c.begun.jar, 'GET',
			`${c.settings.deep_link_return_url}?JWT=${response(c)}`)).status, 405)
		assert.equal((await came(c)).state, 'waiting')
		assert.equal((await send(c, response(c))).status, 200)
	})

test('P34 the same response again, and another one to the same, make nothing',
	async () => {
		const c = await choosing(), d = await choosing()
		const first = response(c)
		const nonce = payloadOf(first).nonce

		assert.equal((await send(c, first)).status, 200)
		assert.equal((await send(c, first)).status, 400)
		assert.equal((await send(c, response(c, { items: [] }))).status, 400)
		assert.equal((await came(c)).items.length, 1)
		assert.equal((await send(d, response(d, { claims: { nonce } }))).status,
			400)
		assert.equal((await came(d)).state, 'waiting')
	})

test('P34 two items where one was asked for make nothing', async () => {
	const c = await choosing({ multiple: false })

	assert.equal(c.settings.accept_multiple, false)
	assert.equal((await send(c, response(c, { items: [link(), link()] })))
		.status, 400)
	assert.deepEqual((await came(c)).items, [])
	assert.equal((await send(c, response(c))).status, 200)
})

test('P34 an item that we cannot take is passed over, and why is told',
	async () => {
		const c = await choosing()
		const bad = [
			{ type: 'html', title: 'h', html: '<script>1</script>' },
			{ type: 'link', url: `${tool.url}/x` }, {}, 7,
			link({ url: 'javascript:alert(1)' }),
			link({ url: 'http://alat.example/x' }),
			link({ url: 'https://asing.example/x' }),
			link({ url: `https://localhost@asing.example/x` }),
			link({ url: 7 }), link({ custom: { a: null } }),
			link({ custom: 'x' }), link({ lineItem: { scoreMaximum: 0 } }),
			link({ lineItem: { scoreMaximum: '5' } }), link({ lineItem: 5 }),
		]

		assert.equal((await send(c, response(c, { items: [...bad, link()] })))
			.status, 200)
		const { items } = await came(c)

		assert.equal(items.length, bad.length + 1)
		for (const [i, item] of items.slice(0, -1).entries()) {
			assert.equal(item.place, null, JSON.stringify(bad[i]))
			assert.ok(item.why, JSON.stringify(bad[i]))
		}
		assert.equal(items.at(-1).place.url, `${tool.url}/bab`)
	})

test('P34 who has signed out gets nothing from a choice that was begun', async () => {
	const who = await signIn('penulis')
	const c = await choosing({ who })

	await who('DELETE', '/api/v1/session')
	assert.equal((await send(c, response(c))).status, 400)
	const again = await author('GET', `/api/v1/lti/choices/${c.begun.pending}`)

	assert.equal(again.body.state, 'waiting')
})

test('P35 nothing chosen makes nothing, and the page is told so that it can close',
	async () => {
		for (const items of [[], undefined, null]) {
			const c = await choosing()
			const { status, text } = await send(c, response(c, { claims: {
				[`${DL}content_items`]: items,
				[`${DL}errormsg`]: '<script>alert(1)</script>' } }))

			assert.equal(status, 200)
			assert.ok(!text.includes('<script>alert'))
			const told = await came(c)

			assert.equal(told.state, 'answered')
			assert.deepEqual(told.items, [])
			assert.equal(told.error, '<script>alert(1)</script>')
		}
	})

test('who may not write the draft chooses nothing for it; authors see their tools',
	async () => {
		const asked = { tool: tool.id, for: { draft: draft.id } }

		assert.equal((await learner('POST', '/api/v1/lti/launches', asked))
			.status, 404)
		assert.equal((await author('POST', '/api/v1/lti/launches',
			{ ...asked, tool: 'x' })).status, 404)
		assert.equal((await author('POST', '/api/v1/lti/launches',
			{ tool: tool.id })).status, 422)
		const { tools } = await ok(author('GET', '/api/v1/lti/usable'))

		assert.ok(tools.find(one => one.id === tool.id).choice)
		assert.equal((await learner('GET', '/api/v1/lti/usable')).status, 403)
	})

/* A programme's two steps, the second only after the first, in a batch. */
async function toolBatch(organiser, days) {
	const { id } = await ok(organiser('POST', '/api/v1/programmes', {
		title: `Pelatihan alat ${stamp}`, purpose: 'Berlatih',
		mode: 'online', jp: 100, passMark: 60 }), 201)
	const path = `/api/v1/programmes/${id}`
	const step = (title, after) => ({ kind: 'tool', title, about: '',
		required: true, mustPass: false, after, dueDays: null, module: null,
		unit: '', setting: { url: `${tool.url}/langkah?n=${title}`,
			custom: { langkah: title }, lineItem: { scoreMaximum: 10 } } })
	const { activities } = await ok(organiser('PUT', `${path}/activities`,
		{ activities: [step('Satu', null), step('Dua', 0)] }))

	await ok(organiser('PATCH', path, { state: 'published' }))
	const batch = await ok(organiser('POST', `${path}/batches`, {
		name: 'Angkatan I', startsAt: Date.now() - 1000,
		endsAt: Date.now() + days * 86_400_000 }), 201)

	await ok(organiser('POST', `/api/v1/batches/${batch.id}/enrolments`,
		{ people: [learner.person.id] }))
	return { batch: batch.id, steps: activities.map(one => one.id) }
}

test('a step opens its tool for who takes part, as a learner of the batch, and ' +
	'for its organiser, as a teacher who counts for nothing', async () => {
	const organiser = await signIn('penyelenggara')
	const { batch, steps: [activity, locked] } = await toolBatch(organiser, 1)
	const state = async () => (await ok(learner('GET',
		`/api/v1/me/programmes/${batch}`))).steps[0].state
	const role = claims => claims[`${CLAIM}roles`]
		.find(uri => uri.includes('membership#')).split('#')[1]

	assert.equal(await state(), 'open')
	const { begun, claims } = await tool.launch(learner, { batch, activity })

	assert.equal(begun.title, 'Satu')
	assert.deepEqual(begun.origins, [tool.url])
	assert.equal(claims[`${CLAIM}target_link_uri`],
		`${tool.url}/langkah?n=Satu`)
	assert.equal(claims[`${CLAIM}custom`].langkah, 'Satu')
	assert.equal(claims[`${CLAIM}context`].id, `b${batch}`)
	assert.equal(role(claims), 'Learner')
	assert.match(claims[AGS].lineitem,
		new RegExp(`/ags/b${batch}-${tool.deployment}/`))
	assert.equal(await state(), 'begun')

	const theirs = await tool.launch(organiser, { batch, activity })

	assert.equal(role(theirs.claims), 'Instructor')
	assert.equal(theirs.claims[`${CLAIM}resource_link`].id,
		claims[`${CLAIM}resource_link`].id)
	const start = (who, place) => who('POST', '/api/v1/lti/launches', place)
	const shut = await start(learner, { batch, activity: locked })

	assert.equal(shut.body.code, 'step_locked')
	assert.equal((await start(author, { batch, activity })).status, 404)
	assert.equal((await start(learner, { batch, activity: 'x' })).status, 404)
	assert.equal((await start(learner, { batch })).status, 404)
	assert.equal((await start(learner, { batch: 'x', activity })).status, 404)
	await ok(organiser('PATCH', `/api/v1/batches/${batch}`,
		{ state: 'closed' }))
	assert.equal((await start(learner, { batch, activity })).body.code,
		'batch_over')
})
