// What a review opens (Submission Review 1.0): one learner's work at one link, for
// that course's teachers and for the learner themself, and nothing besides.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { LTI, ROLE, start } from '../lib/lti_platform.mjs'
import { nativeFiles, nativeZip } from '../lib/native.mjs'
import { item, publish, signIn, url } from './lib.mjs'
import { newcomer } from './lti_services.mjs'

const stamp = Date.now().toString(36)
const REVIEW = '/api/v1/me/launch/review'
let admin, lms, module, place, work, other, teacher

const link = id => ({ [LTI.link]: { id: `tinjau-${stamp}-${id}` } })
const opened = async (claims, at = lms) => (await at.open(place,
	{ claims: { ...link('a'), ...claims } })).as

/* Somebody is sent to look at the work of `of`. */
const review = (sub, of, role, more) => opened({ sub, name: sub,
	[LTI.messageType]: 'LtiSubmissionReviewRequest',
	[LTI.forUser]: { user_id: of }, [LTI.roles]: [ROLE(role)], ...more })

/* They answer the first question of the last quiz, right or not, and hand in. */
async function sit(as, word) {
	const { body: l } = await as('POST', `/api/v1/modules/${module}/launches`,
		{ unit: 'quiz:akhir' })
	const { body: s } = await as('POST', '/api/v1/sittings',
		{ attempt: l.attempt, unit: 'quiz:akhir' })
	const q = s.questions[0]
	const { status, text } = await as('POST', '/api/v1/saves', {
		...item(l, 1), kind: 'answers', sitting: s.id, end: true,
		responses: { [q.id]: { at: Date.now(), response: { choice: q.choices
			.find(c => c.html.includes(word))?.id ?? q.choices[0].id } } } })

	assert.equal(status, 200, text)
	return s.id
}

before(async () => {
	admin = await signIn('admin')
	lms = await start({ server: url })
	await lms.register(admin)
	module = publish(nativeZip(nativeFiles(`tinjau-${stamp}`,
		'Ditinjau'))).module
	place = `/lti/m/${module}`
	work = await sit(await opened({ sub: 'sari', name: 'Sari' }), 'satu')
	other = await sit(await opened({ sub: 'tono', name: 'Tono' }), 'satu')
	teacher = await review('guru', 'sari', 'Instructor')
})
after(() => lms?.stop())

test('a teacher sees the learner\'s attempts, scores and the grade\'s way',
	async () => {
		const { status, body, text } = await teacher('GET', REVIEW)

		assert.equal(status, 200, text)
		assert.equal(body.person.name, 'Sari')
		assert.equal(body.own, false)
		assert.equal(body.attempts.length, 1)
		const quiz = body.attempts[0].units.find(u => u.key === 'quiz:akhir')

		assert.deepEqual(quiz.sittings.map(s => s.id), [work])
		assert.equal(typeof quiz.sittings[0].score, 'number')
		assert.ok(body.attempts[0].units.length > 3)
		assert.ok(['waiting', 'attention', 'sent'].includes(body.grade.state))
	})

test('and what was answered, but keys only once the learner was told them',
	async () => {
		const before = (await teacher('GET', `${REVIEW}/${work}`)).body
		const learner = await opened({ sub: 'sari', name: 'Sari' })

		assert.equal(Object.keys(before.responses).length, 1)
		assert.ok(before.filesToken)
		assert.ok(!JSON.stringify(before).includes('Kunci UJ'))
		assert.ok(!before.result?.questions)
		await learner('GET', `/api/v1/sittings/${work}`)
		const then = (await teacher('GET', `${REVIEW}/${work}`)).body

		assert.ok(then.result.questions)
		assert.deepEqual(then.responses, before.responses)
	})

test('nobody else\'s, and nothing by a session that is no review', async () => {
	const learner = await opened({ sub: 'sari', name: 'Sari' })
	const plain = await opened({ sub: 'guru', [LTI.roles]:
		[ROLE('Instructor')] })

	assert.equal((await teacher('GET', `${REVIEW}/${other}`)).status, 404)
	assert.equal((await teacher('GET', `/api/v1/sittings/${work}`)).status, 404)
	for (const as of [learner, plain, admin,
		await signIn('penulis')])
		for (const path of [REVIEW, `${REVIEW}/${work}`])
			assert.equal((await as('GET', path)).status, 404, path)
})

test('a learner sees their own alone, as their own pages tell it', async () => {
	const own = await review('tono', 'tono', 'Learner')
	const { body } = await own('GET', REVIEW)
	const quiz = body.attempts[0].units.find(u => u.key === 'quiz:akhir')

	assert.equal(body.own, true)
	assert.equal(quiz.sittings[0].score, null, 'not before it was looked at')
	assert.equal(quiz.score, null)
	for (const name of ['code', 'said', 'advice', 'sentence'])
		assert.equal(body.grade[name], null)
	assert.equal((await own('GET', `${REVIEW}/${work}`)).status, 404)
	assert.ok((await own('GET', `${REVIEW}/${other}`)).body.result)
	const seen = (await own('GET', REVIEW)).body.attempts[0].units
		.find(u => u.key === 'quiz:akhir')

	assert.equal(typeof seen.sittings[0].score, 'number')
})

test('a sitting that goes on is nobody else\'s yet', async () => {
	const as = await opened({ sub: 'edi', name: 'Edi' })
	const { body: l } = await as('POST', `/api/v1/modules/${module}/launches`,
		{ unit: 'quiz:akhir' })
	const { body: s } = await as('POST', '/api/v1/sittings',
		{ attempt: l.attempt, unit: 'quiz:akhir' })
	const guru = await review('guru', 'edi', 'Instructor')

	assert.equal((await guru('GET', `${REVIEW}/${s.id}`)).status, 404)
	const [{ units }] = (await guru('GET', REVIEW)).body.attempts

	assert.deepEqual(units.find(u => u.key === 'quiz:akhir').sittings
		.map(one => [one.state, one.score]), [['open', null]])
})

test('a link of one unit shows that unit alone', async () => {
	const unit = `/lti/m/${module}/${encodeURIComponent('case:pagi')}`
	const as = async claims => (await lms.open(unit, { claims: {
		...link('unit'), ...claims } })).as

	await as({ sub: 'sari', name: 'Sari' })
	const guru = await as({ sub: 'guru', [LTI.roles]: [ROLE('Instructor')],
		[LTI.messageType]: 'LtiSubmissionReviewRequest',
		[LTI.forUser]: { user_id: 'sari' } })
	const { body } = await guru('GET', REVIEW)

	assert.deepEqual(body.attempts.flatMap(a => a.units.map(u => u.key)),
		['case:pagi'])
	for (const { completion, success, score, units: [of] } of body.attempts)
		assert.deepEqual({ completion, success, score }, { success: of.success,
			completion: of.completion, score: of.score })
	assert.equal((await guru('GET', `${REVIEW}/${work}`)).status, 404)
})

test('that a teacher looked is told to the learner who asks', async () => {
	const own = await newcomer(admin, 'ditinjau')
	const joining = await opened({ sub: 'sari', name: 'Sari' })
	const { body } = await joining('POST', '/api/v1/me/launch/joining', {})

	assert.equal((await own('POST', '/api/v1/me/launches',
		{ token: body.url.split('#')[1] })).status, 200)
	const looks = (await own('GET', '/api/v1/me/looks')).body

	assert.ok(JSON.stringify(looks).includes('Ditinjau'))
	const { accounts } = (await own('GET', '/api/v1/me/lti-accounts')).body

	for (const one of accounts)
		await own('DELETE', `/api/v1/me/lti-accounts/${one.id}`)
	assert.equal((await teacher('GET', REVIEW)).status, 404,
		'no member any more')
})
