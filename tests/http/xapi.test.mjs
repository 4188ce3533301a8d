// A package of cmi5 and one of Tin Can speak to the server as their libraries do.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, test } from 'node:test'
import { call, publish, signIn, url } from './lib.mjs'
import * as speak from './speaking.mjs'
import { ADL, ADL2, au, block, CMI5, completed, course, MASTERY, pass,
	passed, SESSION, speaking, statement, structure, tincan } from
	'./speaking.mjs'

let learner, other, module, plain

before(async () => {
	learner = await signIn('peserta')
	other = await signIn('atasan')
	module = publish(structure(block(
		au('pre', 'moveOn="Passed" masteryScore="0.7"',
			'<launchParameters>acak=1</launchParameters>') +
		au('isi', 'moveOn="CompletedAndPassed"')) +
		au('bebas', ''))).module
	plain = publish(tincan).module
})

/* All below is about the module of cmi5, where nothing else is said. */
const open = (who, unit, options) =>
	speak.open(who, unit, { of: module, ...options })
const begin = (who, unit, options) =>
	speak.begin(who, unit, { of: module, ...options })
const line = (who, unit, of = module) => speak.line(who, unit, of)
const mine = (who, of = module) => speak.mine(who, of)

test('a unit of cmi5 is opened with all its address must say', async () => {
	const l = await open(learner, `${course}/pre`)
	const { params } = l

	assert.equal(l.unit.kind, 'au')
	assert.match(l.state.unit.launchHref, /^pre\.html\?dari=kursus&endpoint=/)
	assert.match(l.state.unit.launchHref, /#awal$/)
	assert.equal(new URL(params.endpoint).origin, new URL(l.url).origin)
	assert.equal(new URL(params.fetch).origin, new URL(l.url).origin)
	assert.match(params.registration,
		/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
	assert.notEqual(params.activityId, `${course}/pre`)
	assert.deepEqual(l.actor, { objectType: 'Agent', account: {
		homePage: url, name: learner.person.id } })
	const again = await open(learner, `${course}/pre`)

	assert.equal(again.params.registration, params.registration)
	assert.equal(again.params.activityId, params.activityId)
})

test('the fetch address gives its token once', async () => {
	const l = await open(learner, `${course}/pre`)
	const first = await call('POST', l.params.fetch)

	assert.equal(first.status, 200)
	assert.match(first.headers.get('content-type'), /^application\/json/)
	assert.match(first.body['auth-token'], /^[A-Za-z0-9+/]+=*$/)
	const second = await call('POST', l.params.fetch)

	assert.equal(second.status, 200)
	assert.equal(second.body['auth-token'], undefined)
	assert.equal(second.body['error-code'], '1')
	const altered = await call('POST', l.params.fetch.slice(0, -4) + 'AAAA')

	assert.equal(altered.body['error-code'], '2')
	assert.equal((await call('GET', l.params.fetch)).status, 405)
})

test('the launch data and the statement "launched" are there before the unit',
	async () => {
		const l = await begin(learner, `${course}/pre`)
		const { body, status } = await l.state('GET', 'LMS.LaunchData',
			{ query: { registration: l.params.registration } })

		assert.equal(status, 200)
		assert.equal(body.launchMode, 'Normal')
		assert.equal(body.moveOn, 'Passed')
		assert.equal(body.masteryScore, 0.7)
		assert.equal(body.launchParameters, 'acak=1')
		assert.equal(new URL(body.returnURL).origin, new URL(l.url).origin)
		assert.equal((await call('GET', body.returnURL)).status, 200)
		assert.equal(body.contextTemplate.extensions[SESSION], l.run)
		assert.deepEqual(body.contextTemplate.contextActivities.grouping,
			[{ id: `${course}/pre` }])
		const [said] = await l.find({ verb: `${ADL}launched` })

		assert.equal(said.context.extensions[SESSION], l.run)
		assert.equal(said.context.extensions[`${CMI5}extensions/moveon`],
			'Passed')
		assert.match(said.context.extensions[`${CMI5}extensions/launchurl`],
			/\/pre\.html$/)
		for (const method of ['PUT', 'POST', 'DELETE'])
			assert.equal((await l.state(method, 'LMS.LaunchData', {
				query: { registration: l.params.registration },
				body: method === 'DELETE' ? undefined : {} })).status, 403)
	})

test('a unit may say nothing before "initialized" nor after "terminated"',
	async () => {
		const l = await begin(learner, `${course}/pre`)
		const early = await l.say('terminated', { result: { duration: 'PT1S' } })

		assert.equal(early.status, 403)
		assert.equal(early.body.code, 'statement_refused')
		assert.equal((await l.say('initialized')).status, 204)
		assert.equal((await l.say('initialized')).status, 403)
		assert.equal((await l.say('experienced')).status, 403)
		assert.equal((await l.say('terminated')).status, 403)
		assert.equal((await l.say('terminated',
			{ result: { duration: 'PT1S' } })).status, 204)
		assert.equal((await l.say('completed', { result: completed,
			timestamp: new Date(Date.now() + 9000).toISOString() }))
			.status, 403)
	})

test('"passed" with less than the mastery score is refused, and counts nothing',
	async () => {
		const l = await begin(learner, `${course}/pre`)

		await l.say('initialized')
		const less = await l.say('passed', { extensions: { [MASTERY]: 0.7 },
			result: { ...passed, score: { scaled: 0.69 } } })

		assert.equal(less.status, 403)
		assert.match(less.body.detail, /masteryScore/)
		assert.equal((await line(learner, 'pre')).success, 'unknown')
	})

test('"failed" is recorded, and a later session may still pass', async () => {
	const l = await begin(learner, `${course}/pre`)

	await l.say('initialized')
	assert.equal((await l.say('failed', { extensions: { [MASTERY]: 0.7 },
		result: { success: false, score: { scaled: 0.2 },
			duration: 'PT5S' } })).status, 204)
	assert.equal((await pass(l)).status, 403)
	const [one, whole] = [await line(learner, 'pre'), await mine(learner)]

	assert.equal(one.success, 'failed')
	assert.equal(one.score.scaled, 0.2)
	assert.equal(whole.success, 'failed')
})

test('a session that another one follows is abandoned, and says no more',
	async () => {
		const first = await begin(learner, `${course}/pre`)

		await first.say('initialized')
		const second = await begin(learner, `${course}/isi`)
		const said = await second.find({ verb: `${ADL2}abandoned`,
			registration: second.params.registration, limit: 1 })

		assert.equal(said[0].context.extensions[SESSION], first.run)
		assert.match(said[0].result.duration, /^PT/)
		const late = await first.say('terminated',
			{ result: { duration: 'PT9S' } })

		assert.equal(late.status, 403)
		assert.match(late.body.detail, /abandoned/)
		assert.equal((await call('POST', first.params.fetch))
			.body['error-code'], '1')
	})

test('blocks and course are satisfied when their units are, and it is said once',
	async () => {
		const pre = await begin(learner, `${course}/pre`)
		const satisfied = () => pre.find({ verb: `${ADL2}satisfied`,
			registration: pre.params.registration })

		await pre.say('initialized')
		assert.deepEqual(await satisfied(), [])
		assert.equal((await pass(pre)).status, 204)
		await pre.say('terminated', { result: { duration: 'PT30S' } })
		const isi = await begin(learner, `${course}/isi`)

		await isi.say('initialized')
		assert.equal((await isi.say('completed', { result: completed })).status,
			204)
		assert.deepEqual(await satisfied(), [])
		assert.equal((await line(learner, 'isi')).completion, 'incomplete')
		assert.equal((await isi.say('passed', { result: passed })).status, 204)
		const said = await isi.find({ verb: `${ADL2}satisfied`,
			registration: isi.params.registration, ascending: true })

		assert.deepEqual(said.map(s => s.object.definition.type.split('/').pop()),
			['block', 'course'])
		assert.deepEqual(said.map(s =>
			s.context.contextActivities.grouping[0].id),
			[`${course}/blok`, course])
		assert.ok(said.every(s => s.context.extensions[SESSION] === isi.run))
		const one = await line(learner, 'isi')

		assert.equal(one.completion, 'completed')
		assert.equal(one.success, 'passed')
		assert.equal(one.source, 'package')
		/* What asks for nothing is satisfied by cmi5, and not yet opened. */
		assert.equal((await mine(learner)).completion, 'incomplete')
		const free = await begin(learner, `${course}/bebas`)

		await free.say('initialized')
		assert.equal((await mine(learner)).completion, 'completed')
		assert.equal((await mine(learner)).success, 'passed')
		assert.equal((await free.find({ verb: `${ADL2}satisfied` })).length, 2)
	})

test('a unit that asks for both is not done by having been passed alone',
	async () => {
		const l = await begin(other, `${course}/isi`)

		await l.say('initialized')
		assert.equal((await l.say('passed', { result: passed })).status, 204)
		assert.equal((await line(other, 'isi')).success, 'passed')
		assert.equal((await mine(other)).unitsDone, 0)
		await l.say('completed', { result: completed })
		assert.equal((await mine(other)).unitsDone, 1)
	})

test('a unit that is passed is opened to look at, and a new attempt begins anew',
	async () => {
		const again = await begin(learner, `${course}/pre`)
		const { body } = await again.state('GET', 'LMS.LaunchData',
			{ query: { registration: again.params.registration } })

		assert.equal(body.launchMode, 'Review')
		await again.say('initialized')
		assert.equal((await pass(again)).status, 403)
		const anew = await begin(learner, `${course}/pre`, { restart: true })

		assert.notEqual(anew.params.registration, again.params.registration)
		assert.equal((await anew.state('GET', 'LMS.LaunchData',
			{ query: { registration: anew.params.registration } }))
			.body.launchMode, 'Normal')
	})

test('a document of a package runs nothing, whatever it says it is', async () => {
	const l = await begin(learner, `${course}/pre`)
	const { status, headers } = await l.state('GET', 'LMS.LaunchData',
		{ query: { registration: l.params.registration } })

	assert.equal(status, 200)
	assert.equal(headers.get('content-security-policy'),
		"default-src 'none'; sandbox")
})

test('the same statement again is fine, another of its id is not', async () => {
	const l = await begin(learner, `${course}/pre`)
	const one = statement(l, 'initialized')

	assert.equal((await l.put(one)).status, 204)
	assert.equal((await l.put(one)).status, 204)
	assert.equal((await l.put({ ...one, verb: { id: one.verb.id,
		display: { id: 'mulai' } } })).status, 204)
	const other = await l.put({ ...one, verb: { id: `${ADL}answered` } })

	assert.equal(other.status, 409)
	assert.equal(other.body.code, 'statement_conflict')
	const { body } = await l.ask('GET', 'statements',
		{ query: { statementId: one.id } })

	assert.equal(body.verb.id, one.verb.id)
	assert.deepEqual(body.authority, { objectType: 'Agent',
		account: { homePage: url, name: 'balai' } })
	assert.ok(Date.parse(body.stored))
	assert.equal(body.version, '1.0.3')
})

test('a list of statements is stored as a whole or not at all', async () => {
	const l = await begin(learner, `${course}/pre`)
	const first = statement(l, 'initialized')
	const bad = statement(l, 'launched')
	const refused = await l.ask('POST', 'statements', { body: [first, bad] })

	assert.equal(refused.status, 403)
	assert.equal((await l.ask('GET', 'statements',
		{ query: { statementId: first.id } })).status, 404)
	const free = { actor: l.actor, verb: { id: `${ADL}answered` },
		object: { id: `${course}/soal/1` },
		context: { registration: l.params.registration,
			extensions: { [SESSION]: l.run } } }
	const stored = await l.ask('POST', 'statements', { body: [first, free] })

	assert.equal(stored.status, 200)
	assert.equal(stored.body[0], first.id)
	assert.equal(stored.body.length, 2)
	const found = await l.find({ activity: `${course}/soal/1` })

	assert.deepEqual(found.map(s => s.id), [stored.body[1]])
})

test('statements are found by filters, a page at a time', async () => {
	const l = await begin(other, `${course}/pre`)
	const before = new Date().toISOString()
	const ids = []

	await l.say('initialized')
	for (let i = 0; i < 5; i++) {
		const s = statement(l, 'answered', { object: { id: `${course}/s` } })

		s.context.contextActivities.category = []
		ids.push(s.id)
		assert.equal((await l.put(s)).status, 204)
	}
	const query = { activity: `${course}/s`, limit: 2, ascending: true }
	const seen = []
	let { body } = await l.ask('GET', 'statements', { query })

	for (;;) {
		seen.push(...body.statements.map(s => s.id))
		if (!body.more)
			break
		body = (await l.ask('GET', body.more.replace('/xapi/', ''))).body
	}
	assert.deepEqual(seen, ids)
	assert.deepEqual((await l.find({ activity: `${course}/s`, limit: 2 }))
		.map(s => s.id), ids.reverse().slice(0, 2))
	assert.equal((await l.find({ activity: `${course}/pre` })).length, 0)
	assert.ok((await l.find({ activity: `${course}/pre`,
		related_activities: true })).length >= 6)
	assert.equal((await l.find({ until: before, verb: `${ADL}answered` }))
		.length, 0)
	assert.equal((await l.find({ since: before, verb: `${ADL}answered` }))
		.length, 5)
	assert.equal((await l.find({ agent: l.params.actor,
		verb: `${ADL}answered` })).length, 5)
	assert.equal((await l.find({ agent: JSON.stringify({ mbox: 'mailto:a@b.id' }) }))
		.length, 0)
	assert.equal((await l.find({ format: 'ids', limit: 1,
		verb: `${ADL}launched` }))[0].verb.display, undefined)
	assert.equal((await l.ask('GET', 'statements', { query: { tahun: '1' } }))
		.status, 400)
	assert.equal((await l.ask('GET', 'statements', { query: { since: 'kemarin' } }))
		.status, 400)
})

test('what does not fit xAPI is refused by its place, and nothing is stored',
	async () => {
		const l = await begin(learner, `${course}/pre`)
		const good = statement(l, 'initialized')
		const cases = {
			'verb.id': { verb: { id: 'initialized' } },
			actor: { actor: { name: 'Tanpa nama' } },
			'actor.mbox': { actor: { mbox: 'a@b.id' } },
			'object.id': { object: {} },
			'result.score': { result: { score: { raw: 5, max: 4 } } },
			'result.score.scaled': { result: { score: { scaled: 1.1 } } },
			'result.duration': { result: { duration: '5 menit' } },
			'context.registration': { context: { registration: '1' } },
			'context.platform': { context: { platform: null } },
			'context.extensions': { context: { extensions: { a: 1 } } },
			timestamp: { timestamp: '2026-02-30T00:00:00Z' },
			wat: { wat: 1 },
			id: { id: 'satu' },
		}

		for (const [field, change] of Object.entries(cases)) {
			const answer = await l.ask('POST', 'statements',
				{ body: { ...good, ...change } })

			assert.equal(answer.status, 400, field)
			assert.match(answer.body.detail, new RegExp(` ${field} `))
		}
		for (const text of ['{', '[]x', `${'['.repeat(5000)}`, '"teks"', '7',
			'{"actor":1,"actor":1}'])
			assert.equal((await l.ask('POST', 'statements', { body: text }))
				.status, 400, text.slice(0, 20))
		assert.equal((await l.ask('POST', 'statements', { body: '{}',
			headers: { 'Content-Type': 'multipart/mixed; boundary=x' } }))
			.status, 415)
		assert.equal((await l.ask('GET', 'statements',
			{ query: { statementId: good.id } })).status, 404)
	})

test('a statement names only so many, and so does a request', async () => {
	const l = await open(learner, `${course}/tincan`, { of: plain })
	const naming = (n, from) => ({ actor: l.actor,
		verb: { id: `${ADL}experienced` }, object: { id: `${course}/n` },
		context: { contextActivities: { other: Array.from({ length: n },
			(_, i) => ({ id: `a:${from}.${i}` })) } } })
	const send = body => speaking(l, l.params.auth).ask('POST', 'statements',
		{ body })

	assert.equal((await send(naming(400, 0))).status, 200)
	assert.equal((await send(naming(600, 0))).status, 413)
	assert.equal((await send(Array.from({ length: 24 },
		(_, i) => naming(400, i)))).status, 200)
	assert.equal((await send(Array.from({ length: 30 },
		(_, i) => naming(400, i)))).status, 413)
})

test('large statements come a few at a time, all of them in the end', async () => {
	const l = await open(learner, `${course}/tincan`, { of: plain })
	const verb = { id: `https://contoh.go.id/${randomUUID()}` }
	const { ask } = speaking(l, l.params.auth)
	const answers = ['0', '1', '2', '3', '4']
	const found = []

	for (const answer of answers)
		assert.equal((await ask('POST', 'statements', { body: {
			actor: l.actor, verb, object: { id: `${course}/n` },
			result: { response: answer.repeat(700000) } } })).status, 200)
	let { body } = await ask('GET', 'statements',
		{ query: { verb: verb.id, ascending: true } })

	assert.ok(body.statements.length < answers.length)
	found.push(...body.statements)
	while (body.more) {
		({ body } = await ask('GET', body.more.replace('/xapi/', '')))
		found.push(...body.statements)
	}
	assert.deepEqual(found.map(s => s.result.response[0]), answers)
})

test('pages end where they should, whatever is read at a time', async () => {
	const l = await open(learner, `${course}/tincan`, { of: plain })
	const verb = { id: `https://contoh.go.id/${randomUUID()}` }
	const { ask } = speaking(l, l.params.auth)
	const sent = await ask('POST', 'statements', { body: Array.from(
		{ length: 41 }, () => ({ actor: l.actor, verb,
			object: { id: `${course}/n` } })) })

	for (const [limit, pages] of [[20, [20, 20, 1]], [21, [21, 20]],
		[41, [41]], [0, [41]], [40, [40, 1]]]) {
		const found = []
		const sizes = []
		let more = `statements?limit=${limit}&ascending=true&verb=${
			encodeURIComponent(verb.id)}`

		while (more) {
			const { body } = await ask('GET', more)

			found.push(...body.statements.map(s => s.id))
			sizes.push(body.statements.length)
			more = body.more.replace('/xapi/', '')
		}
		assert.deepEqual(sizes, pages)
		assert.deepEqual(found, sent.body)
	}
})

test('only the learner\'s own token speaks, in a version that is known',
	async () => {
		const l = await begin(learner, `${course}/pre`)
		const theirs = await begin(other, `${course}/pre`)
		const one = statement(l, 'initialized')

		for (const [headers, status] of [
			[{ Authorization: '' }, 401],
			[{ Authorization: 'Basic OnNhbGFo' }, 401],
			[{ 'X-Experience-API-Version': '0.95' }, 400],
			[{ 'X-Experience-API-Version': '' }, 400],
		])
			assert.equal((await l.ask('GET', 'statements', { headers }))
				.status, status)
		assert.equal((await theirs.put(one)).status, 403)
		assert.equal((await l.put(one)).status, 204)
		assert.equal((await theirs.ask('GET', 'statements',
			{ query: { statementId: one.id } })).status, 404)
		assert.equal((await theirs.state('GET', 'a',
			{ query: { agent: l.params.actor } })).status, 403)
		const two = await l.ask('GET', 'statements',
			{ headers: { 'X-Experience-API-Version': '2.0.0' } })

		assert.equal(two.headers.get('x-experience-api-version'), '2.0.0')
		assert.ok(two.headers.get('x-experience-api-consistent-through'))
	})

test('a state is stored, listed, merged and dropped', async () => {
	const l = await begin(learner, `${course}/pre`)
	const bytes = Buffer.from([0, 255, 128, 10])

	assert.equal((await l.state('GET', 'halaman')).status, 404)
	assert.equal((await l.state('PUT', 'halaman', { body: { n: 1, a: 0.1 } }))
		.status, 204)
	assert.equal((await l.state('POST', 'halaman', { body: { n: 2 } })).status,
		204)
	const { body, headers } = await l.state('GET', 'halaman')

	assert.deepEqual(body, { n: 2, a: 0.1 })
	assert.match(headers.get('etag'), /^"[0-9a-f]{40}"$/)
	assert.ok(headers.get('last-modified'))
	assert.equal((await l.state('PUT', 'biner', { body: bytes,
		headers: { 'Content-Type': 'application/octet-stream' } })).status, 204)
	assert.equal((await l.state('GET', 'biner')).headers.get('content-length'),
		'4')
	assert.equal((await l.state('POST', 'biner', { body: { a: 1 } })).status,
		400)
	assert.equal((await l.state('POST', 'rusak', { body: '{' })).status, 400)
	assert.deepEqual((await l.state('GET')).body.filter(n => n !==
		'LMS.LaunchData'), ['biner', 'halaman'])
	assert.deepEqual((await l.state('GET', null, { query: {
		since: new Date(Date.now() + 60000).toISOString() } })).body, [])
	assert.equal((await l.state('DELETE', 'biner')).status, 204)
	assert.equal((await l.state('GET', 'biner')).status, 404)
	assert.equal((await l.state('DELETE')).status, 204)
	assert.deepEqual((await l.state('GET')).body, ['LMS.LaunchData'])
})

test('a profile is not overwritten by who has not seen it', async () => {
	const l = await begin(learner, `${course}/pre`)
	const query = { activityId: l.params.activityId, profileId: 'p' }
	const ask = (method, body, headers) =>
		l.ask(method, 'activities/profile', { query, body, headers })

	assert.equal((await ask('PUT', { a: 1 }, { 'If-None-Match': '*' })).status,
		204)
	assert.equal((await ask('PUT', { a: 2 }, { 'If-None-Match': '*' })).status,
		412)
	assert.equal((await ask('PUT', { a: 2 })).status, 409)
	const tag = (await ask('GET')).headers.get('etag')

	assert.equal((await ask('PUT', { a: 2 }, { 'If-Match': '"x"' })).status, 412)
	assert.equal((await ask('PUT', { a: 2 }, { 'If-Match': tag })).status, 204)
	assert.equal((await ask('POST', { b: 3 })).status, 204)
	assert.deepEqual((await ask('GET')).body, { a: 2, b: 3 })
	assert.equal((await ask('DELETE', undefined, { 'If-Match': tag })).status,
		412)
	assert.equal((await ask('DELETE')).status, 204)
	assert.equal((await ask('GET')).status, 404)
})

test('the learner\'s preferences are there, go from module to module, and change',
	async () => {
		const l = await begin(learner, `${course}/pre`)
		const query = { agent: l.params.actor,
			profileId: 'cmi5LearnerPreferences' }
		const first = await l.ask('GET', 'agents/profile', { query })

		assert.match(first.body.languagePreference, /^(id|en)/)
		assert.equal((await l.ask('PUT', 'agents/profile', { query,
			body: { languagePreference: 'id', audioPreference: 'off' },
			headers: { 'If-Match': first.headers.get('etag') } })).status, 204)
		const o = await open(learner, null, { of: plain })
		const t = speaking(o, o.params.auth)

		assert.equal((await t.ask('GET', 'agents/profile', { query })).body
			.audioPreference, 'off')
		for (const [method, status] of [['POST', 204], ['DELETE', 204],
			['GET', 404]])
			assert.equal((await l.ask(method, 'agents/profile',
				{ query: { ...query, profileId: 'lain' },
					body: method === 'POST' ? {} : undefined })).status,
			status, method)
		assert.deepEqual((await l.ask('GET', 'agents/profile',
			{ query: { agent: l.params.actor } })).body, [])
	})

test('about, agents and activities tell what is known', async () => {
	const l = await begin(learner, `${course}/pre`)

	assert.deepEqual((await call('GET', `${l.params.endpoint}about`)).body,
		{ version: ['1.0.3', '2.0.0'] })
	assert.deepEqual((await l.ask('GET', 'agents',
		{ query: { agent: l.params.actor } })).body,
	{ objectType: 'Person', account: [l.actor.account] })
	assert.deepEqual((await l.ask('GET', 'activities',
		{ query: { activityId: l.params.activityId } })).body,
	{ objectType: 'Activity', id: l.params.activityId })
	assert.equal((await l.ask('GET', 'activities')).status, 400)
})

test('a library that puts a slash too many is understood', async () => {
	const l = await begin(learner, `${course}/pre`)

	assert.equal((await l.ask('GET', '/statements')).status, 200)
})

test('a Tin Can package speaks by the launch it knows', async () => {
	const l = await open(learner, null, { of: plain })

	assert.equal(l.params.activity_id, `${course}/tincan`)
	assert.match(l.params.auth, /^Basic /)
	speaking(l, l.params.auth)
	const say = (verb, more) => l.put({ id: randomUUID(), actor: l.actor,
		verb: { id: ADL + verb }, object: { id: l.params.activity_id },
		...more })

	assert.equal((await say('experienced',
		{ object: { id: `${course}/tincan/hal/1` } })).status, 204)
	assert.equal((await line(learner, 'Tin Can', plain)).completion,
		'incomplete')
	assert.equal((await say('passed', { result: { success: true,
		score: { scaled: 0.75, raw: 75, min: 0, max: 100 },
		duration: 'PT1H' } })).status, 204)
	const one = await line(learner, 'Tin Can', plain)

	assert.equal(one.completion, 'completed')
	assert.equal(one.success, 'passed')
	assert.equal(one.score.raw, 75)
	assert.ok(one.timeMs < 60000, 'no longer than since its launch')
	assert.equal((await mine(learner, plain)).completion, 'completed')
	assert.equal((await say('failed', { actor: { mbox: 'mailto:a@b.id' } }))
		.status, 403)
})

test('a statement of Tin Can is voided by another, and found as such',
	async () => {
		const l = await open(learner, null, { of: plain })
		const one = { id: randomUUID(), actor: l.actor,
			verb: { id: `${ADL}answered` }, object: { id: `${course}/x` } }
		const by = { id: randomUUID(), actor: l.actor,
			verb: { id: `${ADL}voided` },
			object: { objectType: 'StatementRef', id: one.id } }

		speaking(l, l.params.auth)
		await l.put(one)
		assert.equal((await l.put(by)).status, 204)
		assert.equal((await l.ask('GET', 'statements',
			{ query: { statementId: one.id } })).status, 404)
		assert.equal((await l.ask('GET', 'statements',
			{ query: { voidedStatementId: one.id } })).body.id, one.id)
		assert.equal((await l.find({ activity: `${course}/x` })).length, 0)
		const units = await begin(learner, `${course}/pre`)

		await units.say('initialized')
		assert.equal((await units.put({ ...by, id: randomUUID(), context: {
			registration: units.params.registration,
			extensions: { [SESSION]: units.run } } })).status, 403)
	})

test('a program speaks the same on the app\'s address', async () => {
	const l = await open(learner, null, { of: plain })

	l.params.endpoint = `${url}/xapi/`
	speaking(l, l.params.auth)
	const query = { activityId: l.params.activity_id, profileId: 'p' }
	const own = { agent: l.params.actor, profileId: 'p' }
	const state = { agent: l.params.actor, activityId: l.params.activity_id,
		stateId: 's' }

	for (const [path, of] of [['activities/profile', query],
		['agents/profile', own], ['activities/state', state]])
		for (const [method, body] of [['PUT', { a: 1 }], ['GET'],
			['POST', { b: 2 }], ['DELETE']])
			assert.ok((await l.ask(method, path, { query: of, body }))
				.status < 300, `${method} ${path}`)
	const one = { id: randomUUID(), actor: l.actor,
		verb: { id: `${ADL}answered` }, object: { id: `${course}/y` } }

	assert.equal((await l.put(one)).status, 204)
	assert.equal((await l.ask('POST', 'statements',
		{ body: { ...one, id: randomUUID() } })).status, 200)
	assert.equal((await l.find({ activity: `${course}/y` })).length, 2)
	assert.equal((await l.ask('GET', 'about')).status, 200)
	assert.equal((await l.ask('GET', 'agents',
		{ query: { agent: l.params.actor } })).status, 200)
	assert.equal((await l.ask('GET', 'activities',
		{ query: { activityId: `${course}/y` } })).status, 200)
})
