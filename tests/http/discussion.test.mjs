// The discussion of a batch: posts, answers, mending, moderating, asking again.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { signIn, visitor } from './lib.mjs'

const stamp = Date.now().toString(36)
const DAY = 24 * 3600 * 1000
let organiser, learner, author, stranger, path, batch, activity

async function ok(answer, status = 200) {
	const got = await answer

	assert.equal(got.status, status, got.text)
	return got.body
}

const posts = async who => (await ok(who('GET', path))).posts
const state = async who => (await ok(who('GET',
	`/api/v1/me/programmes/${batch}`))).steps[0].state

before(async () => {
	organiser = await signIn('penyelenggara')
	learner = await signIn('peserta')
	author = await signIn('penulis')
	stranger = await signIn('atasan')
	const programme = await ok(organiser('POST', '/api/v1/programmes',
		{ title: `Diskusi ${stamp}`, purpose: 'x' }), 201)
	const saved = await ok(organiser('PUT',
		`/api/v1/programmes/${programme.id}/activities`, { activities: [{
			kind: 'discussion', title: 'Pengalaman Anda', about: '',
			required: true, setting: { brief: 'Ceritakan.', posts: 2 } }] }))

	activity = saved.activities[0].id
	await ok(organiser('PATCH', `/api/v1/programmes/${programme.id}`,
		{ state: 'published' }))
	batch = (await ok(organiser('POST',
		`/api/v1/programmes/${programme.id}/batches`, { name: 'I',
			startsAt: Date.now() - DAY, endsAt: Date.now() + DAY }), 201)).id
	await ok(organiser('POST', `/api/v1/batches/${batch}/enrolments`,
		{ people: [learner.person.id, author.person.id] }))
	path = `/api/v1/batches/${batch}/posts/${activity}`
})

test('only the people of the batch and its moderators are in it',
	async () => {
		assert.equal((await visitor('GET', path)).status, 401)
		assert.equal((await stranger('GET', path)).status, 404)
		assert.equal((await stranger('POST', path, { words: 'x' })).status,
			404)
		const seen = await ok(organiser('GET', path))

		assert.deepEqual([seen.member, seen.moderator], [false, true])
		assert.match(seen.briefHtml, /Ceritakan/)
	})

test('posts have answers, no deeper; enough of them is having taken part',
	async () => {
		const words = '<b>halo</b> https://contoh.go.id/a?b=1'

		await ok(learner('POST', path, { words }), 201)
		const [first] = await posts(learner)

		assert.equal(first.words, words)
		assert.equal(await state(learner), 'begun')
		await ok(author('POST', path, { words: 'Setuju', parent: first.id }),
			201)
		const [{ answers: [answer] }] = await posts(learner)

		await ok(learner('POST', path, { words: 'Terima kasih',
			parent: answer.id }), 201)
		assert.deepEqual((await posts(author))[0].answers.map(a =>
			[a.words, a.mine]), [['Setuju', true], ['Terima kasih', false]])
		assert.equal(await state(learner), 'done')
		assert.equal(await state(author), 'begun')
	})

test('a post has 1 to 2,000 characters, and answers one that is there',
	async () => {
		for (const words of [' ', 'x'.repeat(2001)])
			assert.equal((await learner('POST', path, { words })).body.field,
				'words')
		assert.equal((await learner('POST', path,
			{ words: 'x', parent: 'none' })).body.field, 'parent')
	})

test('one mends one’s own, which is marked, and not another’s', async () => {
	const [first] = await posts(learner)

	assert.ok(first.mendUntil > Date.now())
	assert.equal((await author('PATCH', `${path}/${first.id}`,
		{ words: 'diganti' })).status, 403)
	await ok(learner('PATCH', `${path}/${first.id}`, { words: 'Halo semua' }))
	const [now] = await posts(author)

	assert.equal(now.words, 'Halo semua')
	assert.ok(now.changedAt)
	assert.equal(now.mendUntil, null)
})

test('who asks again without a change reads nothing', async () => {
	const first = await learner('GET', path)
	const etag = first.headers.get('etag')
	const again = () => learner('GET', path, undefined,
		{ 'If-None-Match': etag })

	assert.equal((await again()).status, 304)
	assert.equal((await author('GET', path, undefined,
		{ 'If-None-Match': etag })).status, 200)
	await ok(author('POST', path, { words: 'Baru' }), 201)
	assert.equal((await again()).status, 200)
})

test('a moderator hides with a reason, which its author sees', async () => {
	const [post] = await posts(author)
	const hide = (who, more) => who('PATCH', `${path}/${post.id}`,
		{ hidden: true, ...more })

	assert.equal((await hide(learner, { reason: 'x' })).status, 403)
	assert.equal((await hide(organiser)).body.field, 'reason')
	await ok(hide(organiser, { reason: 'Di luar topik' }))
	const find = async who => (await posts(who)).find(p => p.id === post.id)
	const others = await find(learner)

	assert.deepEqual([others.hidden, others.words, others.person, others.why],
		[true, null, null, null])
	const theirs = await find(author)

	assert.deepEqual([theirs.words, theirs.why], ['Baru', 'Di luar topik'])
	assert.equal((await author('PATCH', `${path}/${post.id}`,
		{ words: 'lain' })).body.code, 'post_old')
	assert.equal((await learner('POST', path,
		{ words: 'x', parent: post.id })).body.field, 'parent')
	await ok(organiser('PATCH', `${path}/${post.id}`, { hidden: false }))
	assert.equal((await find(learner)).words, 'Baru')
})

test('in an hour one writes twenty, no more', async () => {
	let last

	for (let i = 0; i < 21; i++)
		last = await author('POST', path, { words: `ke-${i}` })
	assert.equal(last.status, 429)
	assert.equal(last.body.code, 'posts_many')
	const seen = await ok(author('GET', path))

	assert.equal(seen.posts.length + (await ok(author('GET',
		`${path}?page=2`))).posts.length, seen.total - 2)
})

test('closed, it is read and not written', async () => {
	assert.equal((await learner('PUT', `${path}/closed`, { closed: true }))
		.status, 403)
	await ok(organiser('PUT', `${path}/closed`, { closed: true }))
	assert.equal((await learner('POST', path, { words: 'x' })).body.code,
		'discussion_closed')
	assert.equal((await ok(learner('GET', path))).closed, true)
	await ok(organiser('PUT', `${path}/closed`, { closed: false }))
	await ok(learner('POST', path, { words: 'Lagi' }), 201)
})
