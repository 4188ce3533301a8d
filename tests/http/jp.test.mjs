// JP: earned once, the moment that a rule holds; told, taken back, exported.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { until } from '../lib/until.mjs'
import { imported, item, newPerson, publish, scorm12, signIn, zip } from './lib.mjs'

process.setMaxListeners(50)	// a folder of each zip goes at the end

const stamp = Date.now().toString(36)
const digits = String(Date.now()).slice(-8)
const nip = `1991030320150311${digits.slice(-2)}`
const feedback = { right: 'Betul.', wrong: 'Salah.' }
const question = { id: 'A', type: 'single', text: 'Mana?', feedback,
	confidence: 'seen', choices: [{ text: 'kiri', right: true },
		{ text: 'kanan' }] }
let admin, author, organiser, sari, tono, stranger

const person = (login, more) =>
	newPerson(admin, { login: `${login}.${stamp}`, ...more })

before(async () => {
	admin = await signIn('admin')
	author = await signIn('penulis')
	organiser = await signIn('penyelenggara')
	const agency = author.person.agency.id
	const { body: other } = await admin('POST', '/api/v1/agencies',
		{ name: `Dinas JP ${stamp}`, kind: 'agency', helpText: '' })

	sari = await person('sari.jp', { name: `Sari ${stamp}`, agency, roles: [],
		nip })
	tono = await person('tono.jp', { name: `Tono ${stamp}`, agency, roles: [] })
	stranger = await person('asing.jp', { name: 'Penyelenggara Asing',
		agency: other.id, roles: ['organiser', 'author'] })
})

/* A module that says so many JP of itself. */
async function moduleOf(file, jp) {
	const made = publish(file)

	assert.ok(made.ok, JSON.stringify(made))
	const { status, text } = await admin('PATCH',
		`/api/v1/modules/${made.module}`, { jp })

	assert.equal(status, 200, text)
	return made.module
}

let count = 0
const page = (jp, units) =>
	moduleOf(scorm12(`Modul ${++count} ${stamp}`, units), jp)
const quizzed = jp => moduleOf(zip({
	'module.json': JSON.stringify({ format: 'balai/1', id: `jp-${++count}-${stamp}`,
		code: 'JP', title: `Kuis ${count} ${stamp}`, description: 'JP.',
		language: 'id', jp, minutes: 45, goals: ['Menguji.'],
		parts: [{ quiz: 'akhir' }],
		completion: { required: ['quiz:akhir'] } }),
	'quizzes/akhir.json': JSON.stringify({ id: 'akhir', title: 'Kuis',
		kind: 'quiz', passMark: 100, questions: [question] }),
}), jp)

/* Of the other agency, so that its rules are nobody else's. */
async function theirs(jp) {
	const file = scorm12(`Modul ${++count} ${stamp}`)
	const sent = await stranger('POST', `/api/v1/imports?name=${count}.zip`,
		readFileSync(file), { 'Content-Type': 'application/octet-stream' })

	assert.equal(sent.status, 202, sent.text)
	const { module } = await imported(stranger, sent.body.id)

	await stranger('PUT', `/api/v1/modules/${module}/shares`,
		{ everybody: true })
	for (const change of [{ jp }, { state: 'published' }]) {
		const { status, text } = await stranger('PATCH',
			`/api/v1/modules/${module}`, change)

		assert.equal(status, 200, text)
	}
	return module
}

const launch = async (who, module) => {
	const { status, body, text } = await who('POST',
		`/api/v1/modules/${module}/launches`, {})

	assert.equal(status, 201, text)
	return body
}
const done = { completion: 'completed', ended: true, exit: 'normal' }
const finish = async (who, module) => {
	const l = await launch(who, module)
	const answer = await who('POST', '/api/v1/saves', item(l, 1, done))

	assert.equal(answer.status, 200, answer.text)
	return { l, answer: answer.body }
}
const mine = async (who, query = '') =>
	(await who('GET', `/api/v1/me/jp${query}`)).body
const of = (year, module) => year.entries.filter(e => e.sourceId === module)
const entries = async (who, module) => of(await mine(who), module)

async function sit(who, module, word) {
	const { body: l } = await who('POST', `/api/v1/modules/${module}/launches`,
		{ unit: 'quiz:akhir' })
	const { body: s } = await who('POST', '/api/v1/sittings',
		{ attempt: l.attempt, unit: 'quiz:akhir' })
	const choice = s.questions[0].choices.find(c => c.html.includes(word)).id
	const { status, text } = await who('POST', '/api/v1/saves', {
		...item(l, 1), kind: 'answers', sitting: s.id, end: true,
		responses: { A: { response: { choice }, at: Date.now() } } })

	assert.equal(status, 200, text)
}

test('a module that is completed earns its JP at once, with a certificate', async () => {
	const module = await page(3)
	const before_ = await mine(sari)
	const { answer } = await finish(sari, module)
	const year = await mine(sari)
	const [entry] = of(year, module)

	assert.equal(answer.earned.jp, 300)
	assert.equal(entry.jp, 300)
	assert.equal(entry.source, 'module')
	assert.equal(entry.form, 'self-paced')
	assert.equal(entry.organiser, author.person.agency.name)
	assert.ok(entry.certificate)
	assert.equal(answer.earned.certificate, entry.certificate)
	assert.ok(entry.certificateNumber)
	assert.equal(year.sum, before_.sum + 300)
	assert.ok(year.years.includes(year.year))
	assert.deepEqual((await sari('GET', `/api/v1/modules/${module}/earned`)).body,
		{ jp: 300, day: entry.day, certificate: entry.certificate })
	assert.equal((await tono('GET', `/api/v1/modules/${module}/earned`)).body.jp,
		0)
	const { text, headers } = await sari('GET', '/api/v1/me/jp.csv')

	assert.match(headers.get('content-type'), /text\/csv/)
	assert.ok(text.includes(entry.title) && text.includes(entry.id))
})

test('twenty answers at once, and again later, earn it once', async () => {
	const module = await page(2)
	const l = await launch(sari, module)
	const saves = await Promise.all(Array.from({ length: 20 }, (_, i) =>
		sari('POST', '/api/v1/saves', item(l, i + 1, done))))

	assert.ok(saves.every(s => s.status === 200))
	assert.equal((await entries(sari, module)).length, 1)
	await sari('POST', '/api/v1/saves', item(l, 1, done))
	await sari('POST', '/api/v1/saves', item(l, 99, { ...done,
		success: 'passed' }))
	assert.equal((await entries(sari, module)).length, 1)
	// Twenty sessions of their own, of twenty launches.
	const other = await page(1)
	const runs = await Promise.all(Array.from({ length: 20 }, () =>
		launch(tono, other)))

	await Promise.all(runs.map(run =>
		tono('POST', '/api/v1/saves', item(run, 1, done))))
	assert.equal((await entries(tono, other)).length, 1)
})

test('a module of no JP, a look at a version and half a module earn nothing', async () => {
	const none = await page(0), half = await page(2, ['Satu', 'Dua'])

	await finish(sari, none)
	const { answer } = await finish(sari, half)

	assert.equal(answer.earned, undefined)
	assert.deepEqual(await entries(sari, none), [])
	assert.deepEqual(await entries(sari, half), [])
})

test('a module with a graded quiz earns when the server graded a pass', async () => {
	const module = await quizzed(1)

	await sit(sari, module, 'kanan')
	assert.deepEqual(await entries(sari, module), [])
	await sit(sari, module, 'kiri')
	assert.equal((await entries(sari, module)).length, 1)
})

const addRule = (who, more) => who('POST', '/api/v1/jp/rules', {
	source: 'module', form: 'self-paced', from: '2026-01-01', needs: 'completed',
	graded: false, factor: 100, renewMonths: 0, paper: '', ...more })

test('a rule from a day on changes what is earned, not what was', async () => {
	const [first, second, third] = [await theirs(4), await theirs(4), await theirs(4)]

	await finish(sari, first)
	const rule = await addRule(stranger, { factor: 50, most: 150 })

	assert.equal(rule.status, 201, rule.text)
	await finish(sari, second)
	assert.equal((await entries(sari, first))[0].jp, 400)
	assert.equal((await entries(sari, second))[0].jp, 150)
	assert.equal((await entries(sari, second))[0].certificate, null)
	// One that asks for a graded pass: a package's claim is none.
	const strict = await addRule(stranger, { needs: 'passed', graded: true,
		from: '2026-01-02' })
	const { body: list } = await stranger('GET', '/api/v1/jp/rules')

	assert.equal(list.rules.find(r => r.id === strict.body.id).applies, true)
	assert.equal(list.rules.find(r => r.id === rule.body.id).applies, false)
	const l = await launch(sari, third)

	await sari('POST', '/api/v1/saves', item(l, 1, { ...done,
		success: 'passed', score: { scaled: 1, raw: 100, min: 0, max: 100 } }))
	assert.deepEqual(await entries(sari, third), [])
	for (const { body } of [rule, strict]) {
		const yesterday = new Date(Date.now() + 7 * 3600e3 - 86400e3)
			.toISOString().slice(0, 10)
		const end = until_ => stranger('POST',
			`/api/v1/jp/rules/${body.id}/end`, { until: until_ })

		assert.equal((await end('2026-01-01')).body.code, 'field_invalid')
		assert.equal((await organiser('POST',
			`/api/v1/jp/rules/${body.id}/end`, { until: yesterday })).status, 404)
		assert.equal((await end(yesterday)).status, 200)
	}
	const general = list.rules.find(r => r.general)

	assert.equal((await stranger('POST', `/api/v1/jp/rules/${general.id}/end`,
		{ until: '2099-01-01' })).status, 403)
	assert.equal((await addRule(stranger, { general: true })).status, 403)
	for (const wrong of [{ form: 'webinar' }, { source: 'manual' },
		{ needs: 'x' }, { from: '2026-02-30' }, { until: '2025-01-01' },
		{ paper: 'attendance' }])
		assert.equal((await addRule(stranger, wrong)).body.code,
			'field_invalid', JSON.stringify(wrong))
})

test('what is taken back stands there with its reason, once', async () => {
	const module = await page(5)

	const { l } = await finish(tono, module)
	const [entry] = await entries(tono, module)
	const path = `/api/v1/jp/${entry.id}/reversal`

	assert.equal((await stranger('POST', path, { reason: 'x' })).status, 404)
	assert.equal((await organiser('POST', path, {})).status, 422)
	const answers = await Promise.all(Array.from({ length: 5 }, () =>
		organiser('POST', path, { reason: 'Bukan orangnya' })))

	assert.deepEqual(answers.map(a => a.status).sort(), [200, 409, 409, 409, 409])
	const both = await entries(tono, module)

	assert.equal(both.reduce((sum, e) => sum + e.jp, 0), 0)
	assert.equal(both.find(e => e.reverses === entry.id).reason,
		'Bukan orangnya')
	await tono('POST', '/api/v1/saves', item(l, 2, { ...done,
		success: 'passed' }))
	assert.equal((await entries(tono, module)).length, 2)
	const told = (await tono('GET', '/api/v1/me/notices')).text

	assert.equal(told.split('Bukan orangnya').length, 2, 'told once, and why')
	const { body } = await organiser('GET', '/api/v1/jp?state=reversed')

	assert.ok(body.entries.some(e => e.id === entry.id))
	assert.equal((await organiser('POST',
		`/api/v1/jp/${both.find(e => e.reverses).id}/reversal`,
		{ reason: 'x' })).body.code, 'jp_reversed')
})

test('a regrade that would not have given it leaves it, and asks', async () => {
	const module = await quizzed(2)
	const path = `/api/v1/modules/${module}`

	await sit(sari, module, 'kiri')
	await sit(tono, module, 'kiri')
	const [entry] = await entries(sari, module)
	const { status, text } = await author('POST', `${path}/fixes`, {
		unit: 'quiz:akhir', question: 'A', reason: 'Kuncinya tertukar',
		definition: { ...question, choices: [{ text: 'kiri' },
			{ text: 'kanan', right: true }] } })

	assert.equal(status, 201, text)
	const doubts = async () => (await organiser('GET', '/api/v1/jp/doubts'))
		.body.entries.filter(e => e.sourceId === module)
	const two = await until('both are in doubt', async () => {
		const found = await doubts()

		return found.length === 2 && found
	})

	assert.equal(two[0].doubt.why, 'regrade')
	assert.equal((await entries(sari, module))[0].jp, 200)
	assert.equal((await stranger('POST', `/api/v1/jp/doubts/${entry.id}/keep`))
		.status, 404)
	assert.equal((await organiser('POST', `/api/v1/jp/doubts/${entry.id}/keep`))
		.status, 204)
	const [left] = await doubts()

	assert.notEqual(left.id, entry.id)
	assert.equal((await organiser('POST', `/api/v1/jp/${left.id}/reversal`,
		{ reason: 'Kunci keliru' })).status, 200)
	assert.deepEqual(await doubts(), [])
})

const manual = (who, more) => who('POST', '/api/v1/jp', { login: nip,
	title: `Diklat Arsip ${stamp}`, organiser: 'ANRI', firstDay: '2026-03-02',
	day: '2026-03-06', form: 'in-person', competency: 'technical',
	trainingKind: 3, jp: 1250, evidence: 'Sertifikat 123/ANRI/2026', ...more })

/* A programme of one module, and a function that begins a batch of it. */
async function programmeOf(module, jp) {
	const { body: programme } = await organiser('POST', '/api/v1/programmes',
		{ title: `Pelatihan ${++count} ${stamp}`, jp, paper: 'completion' })
	const path = `/api/v1/programmes/${programme.id}`
	const put = await organiser('PUT', `${path}/activities`, { activities: [{
		kind: 'module', module, title: '', about: '', required: true,
		mustPass: false, after: null, dueDays: null, unit: '' }] })

	assert.equal(put.status, 200, put.text)
	await organiser('PATCH', path, { state: 'published' })
	return { programme: programme.id, begin: async (who, n) => {
		const { body: batch, text } = await organiser('POST',
			`${path}/batches`, { name: `Angkatan ${n}`,
				startsAt: Date.now() - 1000, endsAt: Date.now() + 1e9 })
		const enrolled = await organiser('POST',
			`/api/v1/batches/${batch?.id}/enrolments`,
			{ people: [who.person.id] })

		assert.equal(enrolled.status, 200, text + enrolled.text)
		return (await who('GET', `/api/v1/me/programmes/${batch.id}`)).body
	} }
}
const papersOf = async (who, source) =>
	(await who('GET', '/api/v1/me/certificates')).body.certificates
		.filter(c => c.sourceId === source)

test('a second batch of a programme earns nothing again', async () => {
	const module = await page(3)
	const { programme, begin } = await programmeOf(module, 500)

	await begin(sari, 'I')
	await finish(sari, module)
	const [entry] = await entries(sari, programme)

	assert.equal(entry.jp, 500)
	assert.deepEqual(await entries(sari, module), [])
	const again = await begin(sari, 'II')

	assert.equal(again.enrolment.state, 'completed')
	assert.deepEqual((await entries(sari, programme)).map(e => e.id),
		[entry.id])
	assert.equal((await papersOf(sari, programme)).length, 1)
	assert.equal((await organiser('GET', '/api/v1/jp/doubts')).body.entries
		.filter(e => e.sourceId === programme).length, 0)
})

test('a module that earned before its programme did leaves that in doubt', async () => {
	const module = await page(3)
	const { programme, begin } = await programmeOf(module, 500)
	const doubts = async () => (await organiser('GET', '/api/v1/jp/doubts'))
		.body.entries.filter(e => e.sourceId === programme)

	await finish(tono, module)
	assert.equal((await begin(tono, 'I')).enrolment.state, 'completed')
	assert.equal((await entries(tono, module))[0].jp, 300)
	assert.equal((await entries(tono, programme))[0].jp, 500)
	const [doubt] = await doubts()

	assert.equal(doubt.doubt.why, 'parts')
	assert.equal((await organiser('POST', `/api/v1/jp/doubts/${doubt.id}/keep`))
		.status, 204)
	await begin(tono, 'II')
	assert.deepEqual(await doubts(), [])
})

test('training held elsewhere is recorded with its evidence, once', async () => {
	const made = await manual(organiser)

	assert.equal(made.status, 201, made.text)
	assert.equal(made.body.jp, 1250)
	assert.equal(made.body.by, organiser.person.name)
	assert.equal((await manual(organiser)).body.code, 'jp_there')
	assert.equal((await manual(stranger)).body.code, 'field_invalid')
	for (const wrong of [{ day: '2099-01-01' }, { firstDay: '2026-03-07' },
		{ jp: 0 }, { trainingKind: 77 }, { form: 'x' }, { evidence: '' }])
		assert.equal((await manual(organiser, { title: 'x', ...wrong })).status,
			422, JSON.stringify(wrong))
	await organiser('POST', `/api/v1/jp/${made.body.id}/reversal`,
		{ reason: 'JP salah tulis' })
	assert.equal((await manual(organiser, { jp: 1200 })).status, 201)
	const year = await mine(sari, '?year=2026')

	assert.equal(of(year, made.body.sourceId).length, 3)
	assert.equal((await manual(organiser, { title: `PKA ${stamp}`,
		trainingKind: 1, jp: 90000, competency: 'managerial' })).status, 201)
	assert.ok((await mine(sari, '?year=2026')).sums.components.leadership
		>= 90000)
})

test('an organiser sees their agency and no other, filtered and as a file', async () => {
	const find = async (who, query) => (await who('GET',
		`/api/v1/jp?year=2026&${query}`)).body

	const { entries: found, total } = await find(organiser,
		`q=${stamp}&source=manual`)

	assert.ok(total >= 3)
	assert.ok(found.every(e => e.source === 'manual'))
	assert.ok(!JSON.stringify(found).includes(nip), 'no whole NIP')
	assert.equal((await find(stranger, `q=${stamp}`)).total, 0)
	assert.equal((await stranger('GET',
		`/api/v1/jp?agency=${author.person.agency.id}`)).status, 403)
	assert.ok((await find(admin, `q=${stamp}&agency=${
		author.person.agency.id}`)).total > 0)
	assert.equal((await organiser('GET', '/api/v1/jp?state=x')).status, 422)
	const { text } = await organiser('GET', `/api/v1/jp.csv?year=2026&q=${stamp}`)

	assert.ok(text.includes(`Diklat Arsip ${stamp}`) && !text.includes(nip))
})

test('what is asked of people is told, and stops nobody', async () => {
	const add = (who, more) => who('POST', '/api/v1/jp/targets',
		{ kind: 'pns', fromYear: 2026, least: 3000, basis: 'Perwali 1/2026',
			...more })

	const { body: { targets } } = await organiser('GET', '/api/v1/jp/targets')

	assert.equal(targets.find(t => t.kind === 'pns').least, 2000)
	assert.equal(targets.find(t => t.kind === 'pppk').most, 2400)
	for (const wrong of [{ least: 3000, most: 2000 }, { least: undefined },
		{ kind: 'x' }, { fromYear: 1900 }, { basis: '' },
		{ none: true, least: 1 }])
		assert.equal((await add(organiser, wrong)).status, 422,
			JSON.stringify(wrong))
	assert.equal((await add(organiser, { general: true })).status, 403)
	assert.equal((await add(stranger)).status, 201)
	assert.equal((await organiser('GET', '/api/v1/jp/targets')).body.targets
		.filter(t => t.applies && t.kind === 'pns')[0].least, 2000)
	assert.equal((await stranger('GET', '/api/v1/jp/targets')).body.targets
		.filter(t => t.applies && t.kind === 'pns')[0].least, 3000)
	assert.equal((await add(stranger, { none: true, least: undefined })).status,
		201)
	assert.deepEqual((await stranger('GET', '/api/v1/jp/targets')).body.targets
		.filter(t => t.applies && t.kind === 'pns'), [])
})

test('people are told with their year, to organisers and not to others', async () => {
	const { body } = await organiser('GET',
		`/api/v1/jp/people?year=2026&q=${stamp}`)
	const line = body.people.find(p => p.id === sari.person.id)

	assert.equal(line.jp, (await mine(sari, '?year=2026')).sum)
	assert.equal(line.state, (await mine(sari, '?year=2026')).state)
	assert.deepEqual(line.target, (await mine(sari, '?year=2026')).target)
	assert.ok(!JSON.stringify(body).includes(nip))
	for (const who of [sari, stranger])
		assert.ok(!(await who('GET', `/api/v1/jp/people?year=2026&q=${stamp}`))
			.body.people.some(p => p.id === sari.person.id))
	assert.deepEqual((await organiser('GET',
		'/api/v1/jp/people?team=1&state=below')).body.people, [])
	assert.equal((await organiser('GET', '/api/v1/jp/people?state=x')).status,
		422)
})

const KURSUS = ['instansiId', 'institusiPenyelenggara', 'jenisDiklatId',
	'jenisKursus', 'jenisKursusSertipikat', 'jumlahJam', 'lokasiId',
	'namaKursus', 'nomorSertipikat', 'pnsOrangId', 'tahunKursus',
	'tanggalKursus', 'tanggalSelesaiKursus', 'path']
const DIKLAT = ['bobot', 'id', 'institusiPenyelenggara', 'jenisKompetensi',
	'jumlahJam', 'latihanStrukturalId', 'nomor', 'pnsOrangId', 'tahun',
	'tanggal', 'tanggalSelesai']
const uuid = '0F2DD60C-1B6E-4B1A-9B7C-1E5A6F0C9D11'

test('the export for SIASN has its names, and says how each row stands', async () => {
	const rows = async (query = '') => (await organiser('GET',
		`/api/v1/jp/export.json?year=2026${query}`)).body.rows
	const kursus = (await rows()).filter(r => r.namaKursus.includes(stamp))
	const arsip = kursus.find(r => r.namaKursus.startsWith('Diklat Arsip'))

	assert.deepEqual(Object.keys(arsip), [...KURSUS, 'balai'])
	assert.equal(arsip.jumlahJam, 12)
	assert.equal(arsip.tanggalKursus, '02-03-2026')
	assert.equal(arsip.jenisKursusSertipikat, 'T')
	assert.equal(arsip.balai.nip, nip)
	assert.equal(arsip.pnsOrangId, '')
	// What was reversed is not there, structural training is another record.
	assert.equal(kursus.filter(r => r.namaKursus === arsip.namaKursus).length, 1)
	const [pka] = (await rows('&record=diklat'))
		.filter(r => r.balai.nip === nip)

	assert.deepEqual(Object.keys(pka), [...DIKLAT, 'balai'])
	assert.equal(pka.jumlahJam, 900)
	const people = await organiser('POST', '/api/v1/jp/siasn/people', { rows: [
		{ nip: nip.replace(/^(.{8})(.{6})/, '$1 $2 '), id: uuid },
		{ nip: '199001012015031999', id: uuid }, { nip: 'x', id: uuid },
		{ nip, id: 'bukan' }] })

	assert.equal(people.status, 200, people.text)
	assert.equal(people.body.taken, 1)
	assert.deepEqual(people.body.faults, [{ row: 2, why: 'unknown' },
		{ row: 3, why: 'nip' }, { row: 4, why: 'id' }])
	assert.equal((await stranger('POST', '/api/v1/jp/siasn/people',
		{ rows: [{ nip, id: uuid }] })).body.taken, 0)
	assert.equal((await rows()).find(r => r.balai.catatan ===
		arsip.balai.catatan).pnsOrangId, uuid.toLowerCase())
	const set = await organiser('PUT', '/api/v1/jp/siasn',
		{ instansiId: uuid, lokasiId: '' })

	assert.equal(set.status, 200, set.text)
	assert.equal((await organiser('PUT', '/api/v1/jp/siasn',
		{ instansiId: 'x' })).status, 422)
	const csv = await organiser('GET', '/api/v1/jp/export.csv?year=2026')

	assert.ok(csv.text.includes('"instansiId";"institusiPenyelenggara"'))
	assert.ok(csv.text.includes(uuid) && csv.text.includes('19910303 201503'))
	assert.match((await organiser('GET',
		'/api/v1/jp/export.csv?year=2026&record=diklat')).text,
	/"bobot";"id";/)
	const { body } = await organiser('GET', '/api/v1/jp/siasn')

	assert.equal(body.exports[0].by, organiser.person.name)
	assert.equal(body.kinds.length >= 10, true)

	const entry = arsip.balai.catatan
	const say = (who, list) => who('POST', '/api/v1/jp/status', { rows: list })

	assert.equal((await say(organiser, [])).status, 422)
	assert.equal((await say(stranger, [{ entry, state: 'accepted' }]))
		.body.faults[0].why, 'entry')
	assert.deepEqual((await say(organiser, [{ entry, state: 'exported' },
		{ entry, state: 'x' }, { entry: '0'.repeat(26), state: 'accepted' }]))
		.body, { taken: 1, faults: [{ row: 2, why: 'state' },
		{ row: 3, why: 'entry' }] })
	await say(organiser, [{ entry, state: 'rejected', words: 'Nomor ganda' }])
	const [row] = await rows('&state=rejected')

	assert.equal(row.balai.keterangan, 'Nomor ganda')
	assert.ok(!(await rows('&state=earned')).some(r =>
		r.balai.catatan === entry))
	const [line] = (await organiser('GET',
		'/api/v1/jp?year=2026&state=rejected')).body.entries

	assert.equal(line.status.words, 'Nomor ganda')
})

test('only administrators mend the kinds of training', async () => {
	const put = (who, more) => who('PUT', '/api/v1/jp/siasn/kinds', { id: 10,
		name: 'Magang', code: 'P', component: 'seminar', ...more })

	assert.equal((await put(organiser)).status, 403)
	assert.equal((await put(admin)).status, 200)
	assert.equal((await put(admin, { component: 'x' })).status, 422)
	assert.equal((await put(admin, { id: undefined })).status, 422)
})
