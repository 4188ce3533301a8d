// Who may see whose scores, and what leaves as a file.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { item, newPerson, publish, signIn, zip } from './lib.mjs'

const stamp = Date.now().toString(36)
const nip = `199202022015031${String(1 + Date.now() % 999).padStart(3, '0')}`
const feedback = { right: 'Betul.', wrong: 'Salah.' }
const choice = { id: 'A', type: 'single', text: 'Mana?', feedback,
	confidence: 'seen', choices: [{ text: 'kiri', right: true },
		{ text: 'kanan' }] }
const essay = { id: 'U', type: 'essay', text: 'Uraikan.', feedback,
	confidence: 'seen', rubric: [{ text: 'Isi', points: 4 }] }
let admin, author, stranger, rude, sari, module, path

const person = (login, more) =>
	newPerson(admin, { login: `${login}.${stamp}`, ...more })

before(async () => {
	admin = await signIn('admin')
	author = await signIn('penulis')
	sari = await signIn('peserta')
	const { body: other } = await admin('POST', '/api/v1/agencies',
		{ name: `Dinas Lain ${stamp}`, kind: 'agency', helpText: '' })

	stranger = await person('asing', { name: 'Penulis Asing',
		agency: other.id, roles: ['author'] })
	rude = await person('rumus', { name: `=HYPERLINK("http://x";"${stamp}")`,
		agency: author.person.agency.id, roles: [], nip })
	const quiz = (id, rules, questions) => JSON.stringify(
		{ id, title: `Kuis ${id}`, kind: 'quiz', questions, ...rules })
	const made = publish(zip({
		'module.json': JSON.stringify({ format: 'balai/1',
			id: `buku-${stamp}`, code: 'BN', title: 'Uji buku nilai',
			description: 'Nilai.', language: 'id', jp: 1, minutes: 45,
			goals: ['Menilai.'],
			parts: [{ quiz: 'awal' }, { quiz: 'pilih' }, { quiz: 'uraian' }],
			completion: { required: ['quiz:pilih', 'quiz:uraian'] } }),
		'quizzes/awal.json': quiz('awal', { kind: 'pretest' },
			[{ ...choice, id: 'Ap' }]),
		'quizzes/pilih.json': quiz('pilih', { passMark: 100,
			feedback: 'closed', closesAt: '2099-12-31', attempts: 2, timeMinutes: 10 }, [choice]),
		'quizzes/uraian.json': quiz('uraian', { passMark: 50 }, [essay]),
	}))

	assert.ok(made.ok, JSON.stringify(made))
	module = made.module
	path = `/api/v1/modules/${module}`
	await sit(sari, 'quiz:awal', s => ({ Ap: { choice: named(s, 'kanan') } }))
	await sit(sari, 'quiz:pilih', s => ({ A: { choice: named(s, 'kanan') } }))
	await sit(sari, 'quiz:pilih', s => ({ A: { choice: named(s, 'kiri') } }))
	await sit(sari, 'quiz:uraian', () => ({ U: { text: 'Begini.' } }))
	await admin('POST', `${path}/launches`, {})
	await rude('POST', `${path}/launches`, {})
	await stranger('POST', `${path}/launches`, {})
})

const named = (s, word) => s.questions[0].choices
	.find(c => c.html.includes(word)).id

/* From its beginning to what came of it. */
async function sit(who, unit, answers) {
	const { body: l } = await who('POST', `${path}/launches`, { unit })
	const { body: s, status } = await who('POST', '/api/v1/sittings',
		{ attempt: l.attempt, unit })

	assert.ok(status < 300)
	const responses = Object.fromEntries(Object.entries(answers(s))
		.map(([id, response]) => [id, { response, at: Date.now() }]))
	const { status: saved, text } = await who('POST', '/api/v1/saves', {
		...item(l, 1), kind: 'answers', sitting: s.id, responses, end: true })

	assert.equal(saved, 200, text)
	return (await who('GET', `/api/v1/sittings/${s.id}`)).body
}

const book = async (who, query = '') => {
	const { status, body, text } = await who('GET', `${path}/gradebook${query}`)

	assert.equal(status, 200, text)
	return body
}
const names = async (query, who = author) =>
	(await book(who, query)).learners.map(l => l.name)

test('an author sees the learners of their agency, unit by unit', async () => {
	const { learners, units, counts, total, versions, module: of } =
		await book(author)
	const line = learners.find(l => l.id === sari.person.id)

	assert.equal(of.title, 'Uji buku nilai')
	assert.deepEqual(versions, [1])
	assert.deepEqual(units.map(u => [u.key, u.scored, u.givesScore]),
		[['quiz:awal', false, true], ['quiz:pilih', true, true],
			['quiz:uraian', true, true]])
	assert.equal(total, learners.length)
	assert.equal(counts.learners, total)
	assert.equal(line.units['quiz:pilih'].sittings, 2)
	assert.equal(line.units['quiz:pilih'].success, 'passed')
	assert.equal(line.units['quiz:pilih'].score, 1)
	assert.equal(line.units['quiz:pilih'].graded, true)
	// A pretest counts for nothing, and its first score is told.
	assert.equal(line.units['quiz:awal'].score, 0)
	assert.equal(line.score, 1)
	assert.equal(line.units['quiz:uraian'].waiting, 1)
	assert.equal(line.completion, 'incomplete')
	assert.equal(counts.notBegun + counts.inProgress + counts.done, total)
})

test('a stranger, a learner and another agency see nothing', async () => {
	for (const page of ['gradebook', 'gradebook.csv', 'gradebook.json',
		`gradebook/${sari.person.id}`]) {
		assert.equal((await stranger('GET', `${path}/${page}`)).status, 403)
		assert.equal((await sari('GET', `${path}/${page}`)).status, 403)
	}
	assert.equal((await author('GET', `${path}/gradebook/nobody`)).status, 404)
	assert.equal((await author('GET',
		`${path}/gradebook/${stranger.person.id}`)).status, 404)
})

test('a learner of another agency is seen by administrators alone', async () => {
	const name = stranger.person.name
	const everywhere = async who => [(await book(who)).learners
		.some(l => l.name === name), ...await Promise.all(['csv', 'json']
		.map(async form => (await who('GET', `${path}/gradebook.${form}`)).text
			.includes(name)))]

	assert.deepEqual(await everywhere(author), [false, false, false])
	assert.deepEqual(await everywhere(admin), [true, true, true])
	assert.equal((await admin('GET',
		`${path}/gradebook/${stranger.person.id}`)).status, 200)
})

test('filters, words and orders choose who is shown', async () => {
	const sariName = sari.person.name

	assert.deepEqual(await names(`?q=${encodeURIComponent(sariName)}`),
		[sariName])
	assert.deepEqual(await names(`?q=${nip.slice(0, 12)}`), [])
	assert.ok((await names('?state=notBegun')).some(n => n.startsWith('=')))
	assert.ok(!(await names('?state=notBegun')).includes(sariName))
	assert.deepEqual(await names('?unit=quiz:uraian&unitState=waiting'),
		[sariName])
	assert.deepEqual(await names('?unit=quiz:pilih&unitState=passed'),
		[sariName])
	assert.deepEqual(await names('?state=done'), [])
	assert.equal((await names('?sort=-score'))[0], sariName)
	assert.deepEqual((await names('?sort=name')).reverse(),
		await names('?sort=-name'))
	assert.deepEqual(await names('?version=7'), [])
	assert.equal((await author('GET', `${path}/gradebook?page=x`)).status, 422)
})

test('a NIP is told to administrators alone, masked in the list', async () => {
	const line = (await book(admin)).learners
		.find(l => l.id === rude.person.id)

	assert.match(line.nip, /^19920202 \*{6} \* \d{3}$/)
	assert.ok(!JSON.stringify(await book(author)).includes('"nip"'))
	const one = who => who('GET', `${path}/gradebook/${rude.person.id}`)

	assert.equal((await one(admin)).body.person.nip, nip)
	assert.equal((await one(author)).body.person.nip, undefined)
})

test('the CSV is for Excel: no formula, a NIP that stays text', async () => {
	const { status, text, headers } = await admin('GET',
		`${path}/gradebook.csv?zone=480`, undefined,
		{ 'Accept-Language': 'id' })
	const [head, ...lines] = text.split('\r\n')
	const rudely = lines.find(l => l.includes(stamp))

	assert.equal(status, 200)
	assert.match(headers.get('content-type'), /^text\/csv; charset=utf-8/)
	assert.match(headers.get('content-disposition'), /nilai\.csv/)
	assert.ok(head.startsWith('\uFEFF"Nama";"NIP";"Instansi";'), head)
	assert.ok(head.includes('"Kegiatan terakhir (WITA)"'))
	assert.ok(rudely.startsWith(
		`"'=HYPERLINK(""http://x"";""${stamp}"")";"19920202 `), rudely)
	assert.match(rudely, /;"19920202 \d{6} \d \d{3}";/)
	assert.match(lines.find(l => l.includes(sari.person.name)),
		/;\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ;\d{4}-\d\d-\d\d \d\d:\d\d;/)
	assert.match(lines.find(l => l.includes(sari.person.name)),
		/;"lulus";100;2;0;/)
	const cells = head.split(';').length

	for (const line of lines.filter(l => l && !l.includes('HYPERLINK')))
		assert.equal(line.split(';').length, cells, line)
	assert.ok(!(await author('GET', `${path}/gradebook.csv`)).text
		.includes('NIP'))
})

test('the rows of it name their types, and filters hold for them', async () => {
	const { body } = await admin('GET',
		`${path}/gradebook.json?q=HYPERLINK`)
	const at = title => body.columns.findIndex(c => c.title === title)

	assert.equal(body.rows.length, 1)
	assert.equal(body.rows[0].length, body.columns.length)
	assert.equal(body.rows[0][at('NIP')], nip)
	assert.equal(body.rows[0][0], `=HYPERLINK("http://x";"${stamp}")`)
	assert.deepEqual([...new Set(body.columns.map(c => c.type))].sort(),
		['moment', 'number', 'text'])
})

test('a file of the scores stands in the history, a look does not', async () => {
	const taken = async () => (await author('GET', `${path}/history`)).body
		.events.filter(e => e.kind === 'exported')
	const before = await taken()

	await book(author)
	await author('GET', `${path}/gradebook/${sari.person.id}`)
	assert.equal((await taken()).length, before.length)
	await author('GET', `${path}/gradebook.json`)
	const after = await taken()

	assert.equal(after.length, before.length + 1)
	assert.equal(after[0].by, author.person.name)
})

test('one learner is shown with every sitting, leave and what waits', async () => {
	const see = async () => (await author('GET',
		`${path}/gradebook/${sari.person.id}`)).body
	const unit = (of, key) => of.units.find(u => u.key === key)
	const of = await see()
	const tries = unit(of, 'quiz:pilih').sittings

	assert.deepEqual(tries.map(s => [s.number, s.score, s.passed, s.state]),
		[[1, 0, false, 'graded'], [2, 1, true, 'graded']])
	assert.ok(tries.every(s => s.endedAt >= s.beganAt))
	assert.deepEqual(unit(of, 'quiz:uraian').sittings[0].marks,
		[{ question: 'U', state: 'waiting', points: null, most: 4 }])
	assert.equal(unit(of, 'quiz:pilih').leave, null)
	const leave = await author('PUT', `${path}/leave/${sari.person.id}`, {
		unit: 'quiz:pilih', extraMinutes: 15, extraAttempts: 1,
		reason: 'Listrik padam.' })

	assert.equal(leave.status, 200, leave.text)
	assert.equal(unit(await see(), 'quiz:pilih').leave.extraMinutes, 15)
})

test('learners see their own, as far as the quiz tells', async () => {
	const { body } = await sari('GET', '/api/v1/me/gradebook')
	const mine = body.modules.find(m => m.id === module)
	const unit = key => mine.units.find(u => u.key === key)

	assert.equal(unit('quiz:awal').pretest, true)
	assert.equal(unit('quiz:awal').counts, false)
	assert.equal(unit('quiz:awal').sittings[0].review, true)
	assert.deepEqual(unit('quiz:pilih').sittings.map(s =>
		[s.score, s.passed, s.review]),
		[[0, false, false], [1, true, false]])
	assert.equal(unit('quiz:pilih').score, 1)
	assert.equal(unit('quiz:uraian').sittings[0].state, 'waiting')
	assert.ok(!(await rude('GET', '/api/v1/me/gradebook')).text
		.includes(sari.person.name))
})

test('a score that was not looked at yet is not told elsewhere', async () => {
	const { body: l } = await rude('POST', `${path}/launches`,
		{ unit: 'quiz:pilih' })
	const { body: s } = await rude('POST', '/api/v1/sittings',
		{ attempt: l.attempt, unit: 'quiz:pilih' })
	const mine = async () => (await rude('GET', '/api/v1/me/gradebook')).body
		.modules.find(m => m.id === module).units
		.find(u => u.key === 'quiz:pilih')

	await rude('POST', '/api/v1/saves', { ...item(l, 1), kind: 'answers',
		sitting: s.id, end: true, responses: { A: { at: Date.now(),
			response: { choice: named(s, 'kiri') } } } })
	assert.equal((await mine()).score, null)
	assert.equal((await mine()).sittings[0].score, null)
	await rude('GET', `/api/v1/sittings/${s.id}`)
	assert.equal((await mine()).score, 1)
})
