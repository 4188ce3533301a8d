// Assignments: drafts, files, handing in, marking, returning, teams.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { password, signIn, url, visitor } from './lib.mjs'

const stamp = Date.now().toString(36)
const DAY = 24 * 3600 * 1000
const RUBRIC = [{ text: 'Isi', points: 6 }, { text: 'Bahasa', points: 4 }]
let organiser, admin, ann, budi, citra, batch, alone, team

async function ok(answer, status = 200) {
	const got = await answer

	assert.equal(got.status, status, got.text)
	return got.body
}

async function refused(answer, code) {
	const got = await answer

	assert.equal(got.body.code, code, got.text)
	return got.body
}

async function newcomer(name) {
	const login = `${name}.${stamp}`
	const own = `${password}-sendiri`

	await ok(admin('POST', '/api/v1/people', { name: `${name} Tugas`, login,
		roles: ['learner'], password }), 201)
	await ok((await signIn(login))('PUT', '/api/v1/me/password',
		{ password: own }))
	return signIn(login, url, own)
}

const of = activity => `/api/v1/batches/${batch.id}/assignments/${activity}`
const show = async (who, activity) => ok(who('GET', of(activity)))
const write = (who, activity, words, revision) =>
	who('PUT', `${of(activity)}/draft`, { words, revision })
const hand = async (who, activity) => ok(who('POST',
	`${of(activity)}/submission`,
	{ revision: (await show(who, activity)).submissions[0].revision }))
const attach = (who, activity, name, bytes = 'isi berkas') =>
	who('POST', `${of(activity)}/files?name=${encodeURIComponent(name)}`,
		bytes, { 'Content-Type': 'application/octet-stream' })
const mine = async () => (await ok(organiser('GET', '/api/v1/submissions')))
	.waiting.filter(w => w.programme === `Tugas ${stamp}`)
const stepOf = async (who, id) => (await ok(who('GET',
	`/api/v1/me/programmes/${batch.id}`))).steps.find(s => s.id === id)

before(async () => {
	organiser = await signIn('penyelenggara')
	admin = await signIn('admin')
	;[ann, budi, citra] = [await newcomer('Ann'), await newcomer('Budi'),
		await newcomer('Citra')]
})

test('a step says what it asks for, and a fault says where it is',
	async () => {
		const programme = await ok(organiser('POST', '/api/v1/programmes',
			{ title: `Tugas ${stamp}`, purpose: 'x', jp: 100 }), 201)
		const put = (setting, more = {}) => organiser('PUT',
			`/api/v1/programmes/${programme.id}/activities`, {
				activities: [{ kind: 'assignment', title: 'Esai', about: '',
					required: true, mustPass: true, after: null,
					dueDays: null, setting }, ...more.also ?? []] })
		const wrong = await put({ rubric: [{ text: 'a', points: 1 },
			{ text: 'b', points: 0.3 }] })

		assert.equal(wrong.status, 422)
		assert.match(wrong.body.detail, /ke-2/)
		const saved = await ok(put(
			{ brief: 'Tulis **esai**.', rubric: RUBRIC, files: 2, pass: 60 },
			{ also: [{ kind: 'assignment', title: 'Bersama', about: '',
				required: true, setting: { team: true } }] }))

		;[alone, team] = saved.activities.map(a => a.id)
		await ok(organiser('PATCH', `/api/v1/programmes/${programme.id}`,
			{ state: 'published' }))
		batch = await ok(organiser('POST',
			`/api/v1/programmes/${programme.id}/batches`, { name: 'I',
				startsAt: Date.now() - DAY, endsAt: Date.now() + DAY }), 201)
		await ok(organiser('POST', `/api/v1/batches/${batch.id}/enrolments`,
			{ people: [ann, budi].map(p => p.person.id) }))
	})

test('who does not take part sees no assignment', async () => {
	assert.equal((await citra('GET', of(alone))).status, 404)
	assert.equal((await write(citra, alone, 'x', 0)).status, 404)
	assert.equal((await attach(citra, alone, 'a.pdf')).status, 404)
	assert.equal((await visitor('GET', of(alone))).status, 401)
	assert.equal((await ann('GET', '/api/v1/submissions')).status, 403)
	const seen = await show(organiser, alone)

	assert.equal(seen.refusal, 'forbidden')
	assert.equal((await write(organiser, alone, 'x', 0)).status, 403)
})

test('the draft is saved, and who has not seen the newest is told',
	async () => {
		const begun = await show(ann, alone)

		assert.match(begun.briefHtml, /<strong>esai<\/strong>/)
		assert.deepEqual(begun.rubric, RUBRIC)
		assert.equal(begun.refusal, null)
		await refused(ann('POST', `${of(alone)}/submission`, { revision: 0 }),
			'submission_empty')
		await ok(write(ann, alone, 'Satu', 0))
		const clash = await refused(write(ann, alone, 'Dua', 0),
			'submission_moved')

		assert.match(clash.detail, /Ann/)
		await ok(write(ann, alone, 'Satu dua', 1))
		assert.equal((await show(ann, alone)).submissions[0].words,
			'Satu dua')
		assert.equal((await stepOf(ann, alone)).state, 'begun')
		await refused(write(ann, alone, 'x'.repeat(20001), 2),
			'field_invalid')
	})

test('files are few, of known kinds, and can be taken away', async () => {
	await refused(attach(ann, alone, 'halaman.html'), 'field_invalid')
	await refused(attach(ann, alone, '../a.pdf'), 'field_invalid')
	await ok(attach(ann, alone, 'Laporan <b>.pdf', '<script>1</script>'))
	await ok(attach(ann, alone, 'dua.txt'))
	await refused(attach(ann, alone, 'tiga.txt'), 'submission_files')
	await ok(ann('DELETE', `${of(alone)}/files/2`))
	const [draft] = (await show(ann, alone)).submissions

	assert.deepEqual(draft.files.map(f => f.name), ['Laporan <b>.pdf'])
	assert.equal(draft.revision, 2)
})

test('a file is served to be kept, to who handed it in and to markers',
	async () => {
		const [draft] = (await show(ann, alone)).submissions
		const path = `/api/v1/submissions/${draft.id}/files/1`
		const got = await ann('GET', path)

		assert.equal(got.status, 200)
		assert.match(got.headers.get('content-disposition'), /^attachment;/)
		assert.match(got.headers.get('content-security-policy'), /sandbox/)
		assert.equal(got.text, '<script>1</script>')
		assert.equal((await organiser('GET', path)).status, 404)
		assert.equal((await budi('GET', path)).status, 404)
		await hand(ann, alone)
		assert.equal((await organiser('GET', path)).status, 200)
		assert.equal((await budi('GET', path)).status, 404)
		assert.equal((await stepOf(ann, alone)).state, 'waiting')
		await refused(write(ann, alone, 'lagi', 3), 'submission_waits')
	})

test('it waits for a marker, and is returned only with a comment',
	async () => {
		const [first] = await mine()
		const path = `/api/v1/submissions/${first.id}`
		const seen = await ok(organiser('GET', path))

		assert.equal(first.owner, 'Ann Tugas')
		assert.equal(seen.submission.words, 'Satu dua')
		const { revision } = seen.submission

		assert.equal((await organiser('POST', `${path}/return`,
			{ revision })).body.field, 'comment')
		await ok(organiser('POST', `${path}/return`,
			{ revision, comment: 'Tambah contoh.' }))
		await refused(admin('PUT', `${path}/mark`, { revision,
			marks: [6, 4] }), 'submission_judged')
		assert.deepEqual(await mine(), [])
		const { notices } = await ok(ann('GET', '/api/v1/me/notices'))

		assert.equal(notices[0].kind, 'assignment_returned')
		assert.equal(notices[0].href,
			`/pelatihan/${batch.id}/tugas/${alone}`)
		assert.equal((await stepOf(ann, alone)).state, 'begun')
	})

test('what was returned is there again to be mended; each handing-in stays',
	async () => {
		const [draft, first] = (await show(ann, alone)).submissions

		assert.deepEqual([draft.state, draft.words, draft.files.length],
			['draft', 'Satu dua', 1])
		assert.deepEqual([first.state, first.comment],
			['returned', 'Tambah contoh.'])
		await ok(write(ann, alone, 'Satu dua tiga', draft.revision))
		await hand(ann, alone)
		assert.deepEqual((await show(ann, alone)).submissions
			.map(s => [s.number, s.state, s.words]),
		[[2, 'handed', 'Satu dua tiga'], [1, 'returned', 'Satu dua']])
	})

test('marks below what passes leave it open; two markers do not overwrite',
	async () => {
		const [second] = await mine()
		const path = `/api/v1/submissions/${second.id}`
		const { submission, earlier } = await ok(organiser('GET', path))
		const mark = (who, marks, revision) => who('PUT', `${path}/mark`,
			{ revision, marks, comment: '' })

		assert.equal(earlier.length, 1)
		for (const marks of [[6], [7, 0], [1.2, 0], ['6', 4], [6, 4, 1]])
			assert.equal((await mark(organiser, marks, submission.revision))
				.body.field, 'marks')
		const marked = await ok(mark(organiser, [3, 2],
			submission.revision))

		assert.equal(marked.submission.points, 5)
		assert.equal(marked.submission.passed, false)
		await refused(mark(admin, [6, 4], submission.revision),
			'submission_judged')
		assert.equal((await stepOf(ann, alone)).state, 'begun')
		await ok(mark(admin, [4, 2], marked.submission.revision))
		const step = await stepOf(ann, alone)

		assert.deepEqual([step.state, step.scaled], ['done', 0.6])
		await refused(write(ann, alone, 'lagi', 1), 'submission_marked')
	})

test('without a team nothing is handed in where teams are', async () => {
	assert.equal((await show(ann, team)).refusal, 'team_missing')
	await refused(write(ann, team, 'x', 0), 'team_missing')
})

test('people are drawn into teams, or put there by hand', async () => {
	const path = `/api/v1/batches/${batch.id}/teams/${team}`

	assert.equal((await ann('GET', path)).status, 403)
	assert.equal((await organiser('POST', `${path}/draw`, { size: 1 }))
		.body.field, 'size')
	const drawn = await ok(organiser('POST', `${path}/draw`, { size: 4 }))

	assert.equal(drawn.teams.length, 1)
	assert.deepEqual((await ok(organiser('GET', path))).teams, drawn.teams)
	assert.ok(drawn.people.every(p => p.team === drawn.teams[0].id))
	const ids = [ann.person.id, budi.person.id]

	for (const members of [[ids[0], ids[0]], [citra.person.id]])
		assert.equal((await organiser('PUT', path,
			{ teams: [{ name: 'A', members }] })).body.field, 'teams')
	const put = await ok(organiser('PUT', path,
		{ teams: [{ name: 'Melati', members: ids }] }))

	assert.deepEqual(put.teams.map(t => t.name), ['Melati'])
})

test('two members write in one draft, and are told when both do',
	async () => {
		await ok(write(ann, team, 'Dari Ann', 0))
		const seen = await show(budi, team)

		assert.deepEqual(seen.myTeam.people, ['Ann Tugas', 'Budi Tugas'])
		assert.equal(seen.submissions[0].words, 'Dari Ann')
		await ok(write(ann, team, 'Dari Ann lagi', 1))
		const clash = await refused(write(budi, team, 'Dari Budi', 1),
			'submission_moved')

		assert.match(clash.detail, /Ann Tugas/)
		await ok(attach(budi, team, 'bersama.pdf'))
		await hand(budi, team)
		for (const who of [ann, budi])
			assert.equal((await stepOf(who, team)).state, 'waiting')
	})

test('a team that has handed in keeps its people, and all get the mark',
	async () => {
		const [one] = await mine()
		const path = `/api/v1/submissions/${one.id}`

		assert.deepEqual([one.owner, one.team], ['Melati', true])
		await refused(organiser('PUT',
			`/api/v1/batches/${batch.id}/teams/${team}`, { teams: [] }),
		'team_handed')
		const { submission } = await ok(organiser('GET', path))

		await ok(organiser('PUT', `${path}/mark`,
			{ revision: submission.revision, marks: [], comment: 'Baik' }))
		for (const who of [ann, budi]) {
			const step = await stepOf(who, team)

			assert.deepEqual([step.state, step.scaled], ['done', null])
		}
		assert.equal((await ok(ann('GET', '/api/v1/me/notices'))).notices
			.filter(n => n.kind === 'assignment_marked' &&
				n.href.endsWith(team)).length, 1)
		assert.equal((await ok(ann('GET',
			`/api/v1/me/programmes/${batch.id}`))).enrolment.state,
		'completed')
	})

test('nobody marks what they handed in themselves', async () => {
	const at = `/api/v1/batches/${batch.id}/assignments/${alone}`

	await ok(organiser('POST', `/api/v1/batches/${batch.id}/enrolments`,
		{ people: [organiser.person.id] }))
	await ok(organiser('PUT', `${at}/draft`, { words: 'Saya', revision: 0 }))
	const [{ id, revision }] = (await ok(organiser('POST',
		`${at}/submission`, { revision: 1 }))).submissions
	const path = `/api/v1/submissions/${id}`

	await refused(organiser('PUT', `${path}/mark`, { revision,
		marks: [6, 4] }), 'submission_own')
	await refused(organiser('POST', `${path}/return`, { revision,
		comment: 'Bagus' }), 'submission_own')
	await ok(admin('PUT', `${path}/mark`, { revision, marks: [6, 4] }))
})

test('in a batch that is closed nothing is handed in', async () => {
	await ok(organiser('PATCH', `/api/v1/batches/${batch.id}`,
		{ state: 'closed' }))
	await refused(write(budi, alone, 'x', 0), 'batch_over')
	assert.equal((await show(budi, alone)).refusal, 'batch_over')
})
