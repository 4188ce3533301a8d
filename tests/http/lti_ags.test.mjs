// Line items, scores and results of tools (AGS 2.0, we are the platform), and
// what they are in progress and gradebook. Numbers are those of the digest.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AGS, NRPS } from '../lib/lti_platform.mjs'
import { start } from '../lib/lti_tool.mjs'
import { signIn, url } from './lib.mjs'
import { labModule, later, moment, newcomer, opened, scoreOf, stamp }
	from './lti_services.mjs'

const ITEM = 'application/vnd.ims.lis.v2.lineitem+json'
const ITEMS = 'application/vnd.ims.lis.v2.lineitemcontainer+json'
const RESULTS = 'application/vnd.ims.lis.v2.resultcontainer+json'
const SCORE = 'application/vnd.ims.lis.v1.score+json'

let admin, author, ani, budi, tool, other, module, elsewhere
let lab		// as ani's launch of 'tool:lab' tells it
let free	// and of 'tool:bebas'
let theirs	// what the other tool was told of its own place
let subOfBudi

before(async () => {
	[admin, author, ani] = await Promise.all(
		['admin', 'penulis', 'peserta'].map(login => signIn(login)))
	budi = await newcomer(admin, 'budi')
	;[tool, other] = await Promise.all(
		[start({ server: url }), start({ server: url })])
	await tool.register(admin)
	await other.register(admin, { name: 'Alat lain' })
	module = labModule('nilai', tool)
	elsewhere = labModule('lain', other)
	lab = await opened(tool, ani, { module, unit: 'tool:lab' })
	free = await opened(tool, ani, { module, unit: 'tool:bebas' })
	subOfBudi = (await opened(tool, budi, { module, unit: 'tool:lab' })).sub
	theirs = await opened(other, ani, { module: elsewhere, unit: 'tool:lab' })
})
after(() => Promise.all([tool?.stop(), other?.stop()]))

const send = (body, more = {}) => tool.call('POST',
	`${more.item ?? lab.item}/scores`,
	{ scope: 'score', type: SCORE, body, ...more })
const results = async (query = '', item = lab.item) => (await tool.call('GET',
	`${item}/results${query}`, { scope: 'result.readonly' })).body
const resultOf = async (sub, item) => (await results(`?user_id=${sub}`,
	item))[0]
const add = (body, more = {}) => tool.call('POST', lab.items,
	{ scope: 'lineitem', type: ITEM, body, ...more })
const list = async (query = '') => (await tool.call('GET', lab.items + query,
	{ scope: 'lineitem.readonly' })).body

/* What our own gradebook says of somebody's unit. */
async function graded(who, unit = 'tool:lab') {
	const { body } = await admin('GET', `/api/v1/modules/${module}/gradebook`)

	return body.learners.find(one => one.id === who.person.id)?.units[unit]
}

const refused = (answer, status, code, field) => {
	assert.equal(answer.status, status, answer.text)
	assert.equal(answer.body.code, code)
	assert.equal(answer.body.status, status)
	if (field)
		assert.equal(answer.body.field, field)
}

test('P17 a service wants a token that is good, in the header', async () => {
	const good = await tool.bearer('lineitem.readonly')

	for (const [address, token] of [[lab.items, ''], [lab.items, 'x'],
		[lab.items, 'A'.repeat(43)], [lab.items, `${good}x`],
		[`${lab.items}?access_token=${good}`, '']]) {
		const answer = await tool.call('GET', address, { token })

		refused(answer, 401, 'lti_token_invalid')
		assert.match(answer.headers['www-authenticate'],
			/^Bearer error="invalid_token"/)
	}
	const foreign = await tool.call('GET', lab.items,
		{ token: await other.bearer('lineitem.readonly') })

	assert.equal(foreign.status, 404)
})

test('P18 each call wants a scope of its own', async () => {
	const made = await add({ label: 'Uji lingkup', scoreMaximum: 1 })
	const item = made.body.id
	const body = { label: 'Lain', scoreMaximum: 1 }

	assert.equal(made.status, 201)
	for (const [method, address, scope, more] of [
		['POST', lab.items, 'score', { type: ITEM, body }],
		['POST', lab.items, 'lineitem.readonly', { type: ITEM, body }],
		['PUT', item, 'lineitem.readonly', { type: ITEM, body }],
		['DELETE', item, 'lineitem.readonly', {}],
		['GET', lab.items, 'score', {}],
		['GET', item, 'result.readonly', {}],
		['GET', lab.items, 'contextmembership.readonly', {}],
		['GET', `${item}/results`, 'lineitem', {}],
		['GET', `${item}/results`, 'score', {}],
		['POST', `${item}/scores`, 'lineitem',
			{ type: SCORE, body: scoreOf(lab.sub) }],
		['POST', `${item}/scores`, 'result.readonly',
			{ type: SCORE, body: scoreOf(lab.sub) }],
	]) {
		const answer = await tool.call(method, address, { scope, ...more })

		refused(answer, 403, 'lti_scope_missing')
		assert.match(answer.headers['www-authenticate'],
			/insufficient_scope/)
	}
	assert.equal((await tool.call('GET', item,
		{ scope: 'lineitem' })).body.label, 'Uji lingkup')
	assert.deepEqual(await results('', item), [])
})

test('P19 what is another tool\'s, another course\'s or gone is not there',
	async () => {
		const id = new URL(lab.item).pathname.split('/').at(-1)
		const moved = `${theirs.items}/${id}`

		for (const address of [theirs.items, theirs.item, moved,
			`${lab.items}/${new URL(theirs.item).pathname.split('/')
				.at(-1)}`, `${url}/lti/ags/mtidakada/line-items`,
			`${url}/lti/ags/x/line-items`, `${url}/lti/ags/m/line-items`,
			`${url}/lti/ags/b${module}/line-items`])
			refused(await tool.call('GET', address, { scope: 'lineitem' }),
				404, 'not_found')
		for (const item of [theirs.item, moved, `${lab.items}/tidakada`]) {
			refused(await tool.call('GET', `${item}/results`,
				{ scope: 'result.readonly' }), 404, 'not_found')
			refused(await tool.call('DELETE', item, { scope: 'lineitem' }),
				404, 'not_found')
			refused(await tool.call('PUT', item, { scope: 'lineitem',
				type: ITEM, body: { label: 'K', scoreMaximum: 1 } }),
			404, 'not_found')
			refused(await send(scoreOf(lab.sub), { item }), 404, 'not_found')
		}
		const { body } = await other.call('GET', theirs.item,
			{ scope: 'lineitem' })

		assert.equal(body.label, 'Lab lab')
	})

test('P20 a line item has to fit, and what is not said is not there',
	async () => {
		const before = (await list()).length

		for (const [body, status, code, field] of [
			[{ scoreMaximum: 1 }, 400, 'lti_label', 'label'],
			[{ label: ' \t', scoreMaximum: 1 }, 400, 'lti_label', 'label'],
			[{ label: 'a'.repeat(2000), scoreMaximum: 1 }, 413, 'lti_long',
				'label'],
			...[0, -1, '5', null, undefined, true].map(most =>
				[{ label: 'K', scoreMaximum: most }, 400, 'lti_maximum',
					'scoreMaximum']),
			[{ label: 'K', scoreMaximum: 1, startDateTime:
				'2026-11-21T22:00:00' }, 400, 'lti_date', 'startDateTime'],
			[{ label: 'K', scoreMaximum: 1, endDateTime: '2026-11-21' }, 400,
				'lti_date', 'endDateTime'],
			[{ label: 'K', scoreMaximum: 1, resourceLinkId: theirs.link },
				404, 'lti_link_unknown', 'resourceLinkId'],
			[{ label: 'K', scoreMaximum: 1, resourceLinkId: 'tidakada' },
				404, 'lti_link_unknown', 'resourceLinkId'],
			[{ label: 'K', scoreMaximum: 1, tag: 'a'.repeat(256) }, 413,
				'lti_long', 'tag'],
		])
			refused(await add(body), status, code, field)
		for (const body of ['{"label":"K","scoreMaximum":NaN}',
			'{"label":"K","scoreMaximum":1e999}', '[]', 'x',
			'{"label":"K","label":"L","scoreMaximum":1}'])
			refused(await add(body), 400, 'invalid')
		assert.equal((await add({ label: 'a'.repeat(2 << 20),
			scoreMaximum: 1 })).status, 413)
		assert.equal((await list()).length, before)
	})

test('P20 a line item is told as it was said, with its own address', async () => {
	const said = { label: 'Kuis 3 — akhir', scoreMaximum: 10,
		resourceId: 'm-42', tag: 'grade', resourceLinkId: lab.link,
		startDateTime: '2026-11-21T22:00:00Z',
		endDateTime: '2026-12-21T22:00:00+07:00' }
	const made = await add({ ...said, 'https://alat.example/x': { y: 1 } })

	assert.equal(made.status, 201, made.text)
	assert.equal(made.headers['content-type'], ITEM)
	assert.deepEqual(made.body, { id: made.body.id, ...said })
	assert.equal(made.headers['location'], made.body.id)
	assert.ok(made.body.id.startsWith(`${lab.items}/`))
	const shown = await tool.call('GET', made.body.id,
		{ scope: 'lineitem.readonly' })

	assert.deepEqual(shown.body, made.body)
	assert.equal(shown.headers['content-type'], ITEM)
})

test('P21 a PUT replaces what a tool may replace', async () => {
	const { body: made } = await add({ label: 'Awal', scoreMaximum: 10,
		resourceId: 'r-1', tag: 't-1', resourceLinkId: lab.link,
		startDateTime: '2026-11-21T22:00:00Z' })
	const put = body => tool.call('PUT', made.id,
		{ scope: 'lineitem', type: ITEM, body })
	const answer = await put({ id: `${lab.items}/lain`, label: 'Baru',
		scoreMaximum: 20, resourceLinkId: free.link })

	assert.equal(answer.status, 200, answer.text)
	assert.equal(answer.headers['content-type'], ITEM)
	assert.deepEqual(answer.body, { id: made.id, label: 'Baru',
		scoreMaximum: 20, resourceId: 'r-1', tag: 't-1',
		resourceLinkId: lab.link })
	assert.deepEqual((await put({ label: 'Baru', scoreMaximum: 20,
		tag: 't-2' })).body.tag, 't-2')
	refused(await put({ label: '', scoreMaximum: 20 }), 400, 'lti_label')
})

test('P22 of two PUTs at once one wins whole', async () => {
	const { body: made } = await add({ label: 'Awal', scoreMaximum: 1 })
	const forms = [1, 2].map(n => ({ label: `Versi ${n}`, scoreMaximum: n,
		tag: `t${n}`, resourceId: `r${n}` }))

	for (let round = 0; round < 5; round++) {
		const answers = await Promise.all([...forms, ...forms].map(body =>
			tool.call('PUT', made.id,
				{ scope: 'lineitem', type: ITEM, body })))

		assert.deepEqual(answers.map(one => one.status), [200, 200, 200, 200])
		const { body } = await tool.call('GET', made.id,
			{ scope: 'lineitem' })

		assert.deepEqual(body, { id: made.id, ...forms[body.scoreMaximum - 1] })
	}
})

test('P22 a line item that is deleted is gone, with its results', async () => {
	const { body: made } = await add({ label: 'Sementara', scoreMaximum: 1 })

	await send(scoreOf(lab.sub), { item: made.id })
	const gone = await tool.call('DELETE', made.id, { scope: 'lineitem' })

	assert.equal(gone.status, 204)
	assert.equal(gone.text, '')
	refused(await tool.call('DELETE', made.id, { scope: 'lineitem' }), 404,
		'not_found')
	refused(await tool.call('GET', `${made.id}/results`,
		{ scope: 'result.readonly' }), 404, 'not_found')
	refused(await send(scoreOf(lab.sub), { item: made.id }), 404, 'not_found')
})

test('P23 a score that does not fit changes nothing', async () => {
	assert.equal((await send(scoreOf(subOfBudi,
		{ scoreGiven: 70 }))).status, 200)
	const before = await graded(budi)
	const soon = new Date(Date.now() + 600_000).toISOString()

	assert.equal(before.score, 0.7)
	for (const [more, status, code, field] of [
		[{ userId: undefined }, 400, 'lti_user', 'userId'],
		[{ userId: 'tidakada' }, 404, 'lti_person_unknown', 'userId'],
		[{ userId: budi.person.id }, 404, 'lti_person_unknown', 'userId'],
		[{ userId: theirs.sub }, 404, 'lti_person_unknown', 'userId'],
		[{ timestamp: undefined }, 400, 'lti_timestamp', 'timestamp'],
		[{ timestamp: '2026-11-21T22:00:00' }, 400, 'lti_timestamp'],
		[{ timestamp: '2026-11-21' }, 400, 'lti_timestamp'],
		[{ timestamp: soon }, 400, 'lti_ahead', 'timestamp'],
		[{ activityProgress: 'completed' }, 400, 'lti_activity'],
		[{ gradingProgress: 'fullyGraded' }, 400, 'lti_grading'],
		[{ gradingProgress: undefined }, 400, 'lti_grading'],
		[{ scoreGiven: -1 }, 400, 'lti_given', 'scoreGiven'],
		[{ scoreGiven: 'banyak' }, 400, 'lti_given', 'scoreGiven'],
		[{ scoreMaximum: undefined }, 400, 'lti_maximum', 'scoreMaximum'],
		[{ scoreMaximum: 0 }, 400, 'lti_maximum', 'scoreMaximum'],
		[{ comment: [] }, 400, 'lti_words', 'comment'],
	])
		refused(await send(scoreOf(subOfBudi, { scoreGiven: 90, ...more })),
			status, code, field)
	assert.deepEqual(await graded(budi), before)
	assert.equal((await resultOf(subOfBudi)).resultScore, 70)
})

test('P23 somebody who only looks after the module is not graded', async () => {
	const { sub } = await opened(tool, author,
		{ module, unit: 'tool:lab', looks: true })

	refused(await send(scoreOf(sub)), 422, 'lti_teacher', 'userId')
	assert.deepEqual(await results(`?user_id=${sub}`), [])
})

test('P23 a number in quotes, as Moodle sends it, is a score', async () => {
	const { status } = await send(scoreOf(subOfBudi,
		{ scoreGiven: '77.00000', scoreMaximum: 100 }))

	assert.equal(status, 200)
	assert.equal((await resultOf(subOfBudi)).resultScore, 77)
})

test('P24 more than the maximum is taken, and no more than all counts',
	async () => {
		const answer = await send(scoreOf(lab.sub,
			{ scoreGiven: 12, scoreMaximum: 10 }))

		assert.equal(answer.status, 200, answer.text)
		assert.equal(answer.body.resultUrl, `${lab.item}/results/${lab.sub}`)
		assert.equal((await resultOf(lab.sub)).resultScore, 120)
		const cell = await graded(ani)

		assert.equal(cell.score, 1)
		assert.equal(cell.completion, 'completed')
		assert.equal(cell.success, 'passed')
	})

test('P25 an older score is refused, the same again is taken, another is not',
	async () => {
		const item = (await add({ label: 'Urutan', scoreMaximum: 100 })).body.id
		const [first, second] = [later(), later()]
		const told = (more = {}) => send(scoreOf(lab.sub,
			{ timestamp: second, scoreGiven: 50, ...more }), { item })

		assert.equal((await told()).status, 200)
		refused(await told({ timestamp: first, scoreGiven: 90 }), 409,
			'lti_older')
		assert.equal((await told()).status, 200)
		refused(await told({ scoreGiven: 51 }), 409, 'lti_clash')
		refused(await told({ comment: 'lain' }), 409, 'lti_clash')
		assert.equal((await resultOf(lab.sub, item)).resultScore, 50)
		assert.equal((await told({ timestamp: later(), scoreGiven: 51 }))
			.status, 200)
		assert.equal((await resultOf(lab.sub, item)).resultScore, 51)
	})

test('P25 of twenty scores at once the last timestamp wins', async () => {
	const item = (await add({ label: 'Serentak', scoreMaximum: 20 })).body.id
	const begin = Date.now() * 1000 - 5_000_000
	const places = Array.from({ length: 20 }, (_, i) => (i * 7) % 20)
	const answers = await Promise.all(places.map(i => send(scoreOf(lab.sub,
		{ timestamp: moment(begin + i), scoreGiven: i, scoreMaximum: 20 }),
	{ item })))
	const taken = answers.filter(one => one.status === 200)

	assert.ok(taken.length >= 1)
	assert.ok(answers.every(one => one.status === 200 ||
		one.body.code === 'lti_older'), answers.map(one => one.text).join())
	assert.equal((await resultOf(lab.sub, item)).resultScore, 19)
})

test('P25 of one score sent twenty times at once all are taken', async () => {
	const item = (await add({ label: 'Berulang', scoreMaximum: 20 })).body.id
	const body = scoreOf(lab.sub, { scoreGiven: 7, scoreMaximum: 20 })
	const answers = await Promise.all(Array.from({ length: 20 },
		() => send(body, { item })))

	assert.deepEqual([...new Set(answers.map(one => one.status))], [200])
	assert.equal((await results('', item)).length, 1)
})

test('P26 a result is of the line item\'s own maximum', async () => {
	const { body: made } = await add({ label: 'Skala', scoreMaximum: 6 })

	await send(scoreOf(lab.sub, { scoreGiven: 1, scoreMaximum: 3,
		comment: 'Percobaan 2' }), { item: made.id })
	assert.deepEqual(await resultOf(lab.sub, made.id), {
		id: `${made.id}/results/${lab.sub}`, scoreOf: made.id,
		userId: lab.sub, resultScore: 2, resultMaximum: 6,
		comment: 'Percobaan 2' })
	await tool.call('PUT', made.id, { scope: 'lineitem', type: ITEM,
		body: { label: 'Skala', scoreMaximum: 9 } })
	assert.equal((await resultOf(lab.sub, made.id)).resultScore, 3)
	const { headers } = await tool.call('GET', `${made.id}/results`,
		{ scope: 'result.readonly' })

	assert.equal(headers['content-type'], RESULTS)
	assert.equal((await tool.call('GET', `${made.id}/results/${lab.sub}`,
		{ scope: 'result.readonly' })).body.resultScore, 3)
	refused(await tool.call('GET', `${made.id}/results/${subOfBudi}`,
		{ scope: 'result.readonly' }), 404, 'not_found')
})

test('P27 progress without a score is taken, and clears an earlier score',
	async () => {
		const body = { scoreGiven: undefined, scoreMaximum: undefined,
			gradingProgress: 'NotReady', activityProgress: 'InProgress' }

		assert.equal((await send(scoreOf(subOfBudi,
			{ scoreGiven: 30, comment: 'Kurang' }))).status, 200)
		assert.equal((await graded(budi)).score, 0.3)
		assert.equal((await send(scoreOf(subOfBudi, body))).status, 200)
		const result = await resultOf(subOfBudi)

		assert.equal(result.resultScore, undefined)
		assert.equal(result.comment, undefined)
		assert.equal((await graded(budi)).score, null)
		assert.equal((await graded(budi)).completion, 'completed',
			'what was reached stays')
	})

test('P27 completed without a score completes a unit that has no mark',
	async () => {
		const { item, sub } = await opened(tool, budi,
			{ module, unit: 'tool:bebas' })
		const say = more => send(scoreOf(sub, { scoreGiven: null,
			scoreMaximum: undefined, gradingProgress: 'NotReady', ...more }),
		{ item })

		await say({ activityProgress: 'Started' })
		assert.equal((await graded(budi, 'tool:bebas')).completion,
			'incomplete')
		await say({ activityProgress: 'Submitted',
			gradingProgress: 'PendingManual' })
		assert.equal((await graded(budi, 'tool:bebas')).completion,
			'incomplete')
		await say({ activityProgress: 'Completed' })
		const cell = await graded(budi, 'tool:bebas')

		assert.equal(cell.completion, 'completed')
		assert.equal(cell.success, 'unknown')
		assert.equal(cell.score, null)
	})

test('P28 a comment is kept to the letter, and one too long refused',
	async () => {
		const comment = '<img src=x onerror=alert(1)> & "📚" </script>'

		await send(scoreOf(lab.sub, { comment }))
		assert.equal((await resultOf(lab.sub)).comment, comment)
		const long = 'é'.repeat(32 * 1024)

		assert.equal((await send(scoreOf(lab.sub, { comment: long }))).status,
			200)
		refused(await send(scoreOf(lab.sub, { comment: `${long}x` })), 413,
			'lti_long', 'comment')
		assert.equal((await resultOf(lab.sub)).comment, long)
		refused(await send(scoreOf(lab.sub, { comment: 'a\u0000b' })), 400,
			'invalid')
	})

test('P29 a teacher\'s score stands, whatever the tool says afterwards',
	async () => {
		const id = new URL(lab.item).pathname.split('/').at(-1)
		const path = `/api/v1/lti/results/${id}/${budi.person.id}`
		const set = await author('PUT', path, { scaled: 0.65 })

		assert.equal(set.status, 200, set.text)
		assert.equal(set.body.scaled, 0.65)
		assert.equal((await graded(budi)).score, 0.65)
		assert.equal((await graded(budi)).success, 'passed')
		assert.equal((await send(scoreOf(subOfBudi,
			{ scoreGiven: 95 }))).status, 200)
		assert.equal((await resultOf(subOfBudi)).resultScore, 65)
		assert.equal((await graded(budi)).score, 0.65)

		const shown = await author('GET',
			`/api/v1/modules/${module}/tool-results?item=${id}`)
		const row = shown.body.results.find(one =>
			one.person.id === budi.person.id)

		assert.equal(shown.status, 200, shown.text)
		assert.equal(shown.body.item, id)
		assert.equal(shown.body.items.find(one => one.id === id).place,
			'tool:lab')
		assert.equal(row.given, 95)
		assert.equal(row.override, 0.65)
		assert.equal(row.overrideBy, author.person.name)

		const one = await author('GET',
			`/api/v1/modules/${module}/tool-results?person=${budi.person.id}`)
		const own = one.body.items.find(i => i.id === id)

		assert.equal(one.body.person.name, budi.person.name)
		assert.ok(one.body.items.every(i => i.counts))
		assert.deepEqual(own.result, row)

		const undone = await author('PUT', path, { scaled: null })

		assert.equal(undone.body.scaled, 0.95)
		assert.equal((await resultOf(subOfBudi)).resultScore, 95)
		assert.equal((await graded(budi)).score, 0.95)
	})

test('P29 only who is responsible for the module decides in its stead',
	async () => {
		const id = new URL(lab.item).pathname.split('/').at(-1)
		const path = `/api/v1/lti/results/${id}/${budi.person.id}`
		const { body: agency } = await admin('POST', '/api/v1/agencies',
			{ name: `Dinas Luar ${stamp}`, kind: 'agency', helpText: '' })
		const stranger = await newcomer(admin, 'luar',
			{ agency: agency.id, roles: ['author'] })

		for (const [who, where, body, status] of [
			[ani, path, { scaled: 1 }, 404],
			[stranger, path, { scaled: 1 }, 404],
			[author, `/api/v1/lti/results/tidakada/${budi.person.id}`,
				{ scaled: 1 }, 404],
			[author, `/api/v1/lti/results/${id}/${stranger.person.id}`,
				{ scaled: 1 }, 404],
			[author, path, { scaled: 2 }, 422],
			[author, path, { scaled: '1' }, 422],
			[author, path, {}, 422],
		])
			assert.equal((await who('PUT', where, body)).status, status,
				JSON.stringify(body))
		assert.equal((await graded(budi)).score, 0.95)
		assert.equal((await stranger('GET',
			`/api/v1/modules/${module}/tool-results`)).status, 403)
		assert.equal((await author('GET', `/api/v1/modules/${module}` +
			`/tool-results?person=${stranger.person.id}`)).status, 404)
	})

test('P29 before a tool has said anything a teacher can', async () => {
	const id = new URL(free.item).pathname.split('/').at(-1)
	const { status } = await author('PUT',
		`/api/v1/lti/results/${id}/${ani.person.id}`, { scaled: 0.5 })

	assert.equal(status, 200)
	assert.equal((await graded(ani, 'tool:bebas')).score, 0.5)
	assert.equal((await resultOf(free.sub, free.item)).resultScore, 50)
})

test('P30 scores are not read, and what is no score is not taken', async () => {
	const answer = await tool.call('GET', `${lab.item}/scores`,
		{ scope: 'score' })

	assert.equal(answer.status, 405)
	assert.match(answer.headers['allow'], /POST/)
	for (const type of ['text/plain', ITEM, 'application/x-json'])
		assert.equal((await send(scoreOf(lab.sub), { type })).status, 415)
	for (const type of ['application/json', `${SCORE}; charset=utf-8`,
		SCORE.toUpperCase()])
		assert.equal((await send(scoreOf(lab.sub), { type })).status, 200)
	assert.equal((await add({ label: 'K', scoreMaximum: 1 },
		{ type: SCORE })).status, 415)
})

test('P31 filters narrow together, and none found is an empty list', async () => {
	const make = (label, more) => add({ label, scoreMaximum: 1, ...more })

	await make('Saring 1', { tag: 'sar', resourceId: 'a' })
	await make('Saring 2', { tag: 'sar', resourceId: 'b' })
	await make('Saring 3', { tag: 'lain', resourceId: 'b',
		resourceLinkId: lab.link })
	const labels = async query => (await list(query)).map(one => one.label)

	assert.deepEqual(await labels('?tag=sar'), ['Saring 1', 'Saring 2'])
	assert.deepEqual(await labels('?tag=sar&resource_id=b'), ['Saring 2'])
	assert.deepEqual(await labels(`?resource_link_id=${lab.link}&tag=lain`),
		['Saring 3'])
	assert.deepEqual(await labels(`?resource_link_id=${free.link}&tag=lain`),
		[])
	assert.deepEqual(await labels('?tag=%27%20OR%201%3D1'), [])
	assert.deepEqual(await labels(`?resource_link_id=${theirs.link}`), [])
	for (const limit of ['0', '-1', '1.5', 'x', ''])
		refused(await tool.call('GET', `${lab.items}?limit=${limit}`,
			{ scope: 'lineitem' }), 400, 'lti_limit', 'limit')
	for (const limit of ['1000000000', '99999999999999999999'])
		assert.equal((await tool.call('GET', `${lab.items}?limit=${limit}`,
			{ scope: 'lineitem' })).status, 200)
})

const next = answer => /<([^>]*)>; rel="next"/.exec(
	answer.headers['link'] ?? '')?.[1]

test('P31 pages stay as they are while line items are added', async () => {
	const make = n => add({ label: `Hal ${n}`, scoreMaximum: 1,
		tag: 'a b&"<é>' })
	const query = `?tag=${encodeURIComponent('a b&"<é>')}&limit=2`
	const seen = []
	let address = lab.items + query

	for (let n = 0; n < 5; n++)
		await make(n)
	for (let page = 0; address && page < 6; page++) {
		const answer = await tool.call('GET', address, { scope: 'lineitem' })

		assert.equal(answer.headers['content-type'], ITEMS)
		seen.push(...answer.body.map(one => one.label))
		address = next(answer)
		if (page === 0)
			await make(5)
	}
	/* Those that were made in one millisecond are in the order of chance. */
	assert.deepEqual(seen.sort(), [0, 1, 2, 3, 4, 5].map(n => `Hal ${n}`))
})

test('P32 results are of those who have any, by pages', async () => {
	const item = (await add({ label: 'Halaman', scoreMaximum: 10 })).body.id

	assert.deepEqual(await results('', item), [])
	for (const sub of [lab.sub, subOfBudi])
		await send(scoreOf(sub, { scoreGiven: 5, scoreMaximum: 10 }), { item })
	assert.deepEqual(await results(`?user_id=${theirs.sub}`, item), [])
	assert.deepEqual(await results('?user_id=tidakada', item), [])
	const one = await tool.call('GET', `${item}/results?limit=1`,
		{ scope: 'result.readonly' })
	const two = await tool.call('GET', next(one), { scope: 'result.readonly' })

	assert.equal(one.body.length, 1)
	assert.equal(two.body.length, 1)
	assert.equal(next(two), undefined)
	assert.deepEqual([one.body[0].userId, two.body[0].userId].sort(),
		[lab.sub, subOfBudi].sort())
})

test('a score counts in the module, and what follows from it', async () => {
	const dewi = await newcomer(admin, 'dewi')
	const { sub, item } = await opened(tool, dewi,
		{ module, unit: 'tool:lab' })

	await send(scoreOf(sub, { scoreGiven: 59.9 }), { item })
	assert.equal((await graded(dewi)).success, 'failed')
	await send(scoreOf(sub, { scoreGiven: 60 }), { item })
	assert.equal((await graded(dewi)).success, 'passed')
	await send(scoreOf(sub, { scoreGiven: 10 }), { item })
	const cell = await graded(dewi)

	assert.equal(cell.success, 'passed', 'who has passed stays passed')
	assert.equal(cell.score, 0.1)
	const { body } = await dewi('GET', '/api/v1/me/progress')
	const own = body.find(one => one.unit.key === 'tool:lab')

	assert.equal(own.completion, 'completed')
	const whole = (await admin('GET', `/api/v1/modules/${module}/gradebook`))
		.body.learners.find(one => one.id === dewi.person.id)

	assert.equal(whole.completion, 'completed')
})

async function ok(answer, status = 200) {
	const got = await answer

	assert.equal(got.status, status, got.text)
	return got.body
}

/* A batch whose one step is opened by the tool, with these two in it. */
async function labBatch(organiser, people) {
	const { id } = await ok(organiser('POST', '/api/v1/programmes', {
		title: `Pelatihan lab ${stamp}`, purpose: 'Berlatih', mode: 'online',
		jp: 100, passMark: 60 }), 201)
	const path = `/api/v1/programmes/${id}`
	const { activities: [step] } = await ok(organiser('PUT',
		`${path}/activities`, { activities: [{ kind: 'tool', title: 'Lab',
			about: '', required: true, mustPass: true, after: null,
			dueDays: null, module: null, unit: '', setting: {
				url: `${tool.url}/lab`, title: 'Lab', passMark: 60,
				lineItem: { scoreMaximum: 50 } } }] }))

	await ok(organiser('PATCH', path, { state: 'published' }))
	const batch = await ok(organiser('POST', `${path}/batches`, {
		name: 'Angkatan I', startsAt: Date.now() - 1000,
		endsAt: Date.now() + 86_400_000 }), 201)

	await ok(organiser('POST', `/api/v1/batches/${batch.id}/enrolments`,
		{ people: people.map(one => one.person.id) }))
	return { batch: batch.id, activity: step.id }
}

test('a score is the step\'s in a programme, and a teacher\'s word is',
	async () => {
		const organiser = await signIn('penyelenggara')
		const place = await labBatch(organiser, [ani, budi])
		const { claims } = await tool.launch(ani, place)
		const { lineitem: item } = claims[AGS.endpoint]
		const members = claims[NRPS.service].context_memberships_url
		const step = async (who = ani) => (await ok(who('GET',
			`/api/v1/me/programmes/${place.batch}`))).steps[0]
		const results = `/api/v1/batches/${place.batch}/tool-results`

		assert.equal((await step()).state, 'begun')
		assert.equal((await send(scoreOf(claims.sub, { scoreGiven: null,
			scoreMaximum: undefined, activityProgress: 'Submitted',
			gradingProgress: 'PendingManual' }), { item })).status, 200)
		assert.equal((await step()).state, 'waiting')
		await send(scoreOf(claims.sub, { scoreGiven: 50 }), { item })
		assert.notEqual((await step()).state, 'done', 'it is to be passed')
		await send(scoreOf(claims.sub, { scoreGiven: 60 }), { item })
		assert.equal((await step()).state, 'done')

		const roster = (await tool.call('GET', members,
			{ scope: 'contextmembership.readonly' })).body.members
		const role = name => roster.find(one => one.name === name)?.roles
			.map(uri => uri.split('#')[1])

		assert.deepEqual(role(ani.person.name), ['Learner'])
		assert.deepEqual(role(budi.person.name), ['Learner'])
		assert.deepEqual(role(organiser.person.name), ['Instructor'])
		const boss = roster.find(one => one.name === organiser.person.name)

		refused(await send(scoreOf(boss.user_id), { item }), 422,
			'lti_teacher')

		const shown = await ok(organiser('GET', results))

		assert.equal(shown.items[0].place, place.activity)
		assert.equal(shown.results[0].scaled, 0.6)
		const path = `/api/v1/lti/results/${shown.item}/${budi.person.id}`

		assert.equal((await author('PUT', path, { scaled: 1 })).status, 404)
		await ok(organiser('PUT', path, { scaled: 0.8 }))
		assert.equal((await step(budi)).state, 'done')
		assert.equal((await author('GET', results)).status, 403)
		const { items: [own] } = await ok(organiser('GET',
			`${results}?person=${budi.person.id}`))

		assert.deepEqual([own.place, own.result.given, own.result.override],
			[place.activity, null, 0.8])
		assert.equal((await organiser('GET',
			`${results}?person=${author.person.id}`)).status, 404)
	})
