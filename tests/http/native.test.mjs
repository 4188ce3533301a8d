// Modules of our own format: from the archive to what a learner's browser gets.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { nativeFiles, nativeZip } from '../lib/native.mjs'
import { until } from '../lib/until.mjs'
import { balai, call, imported, item, password, publish, signIn, zip } from
	'./lib.mjs'

const stamp = Date.now().toString(36)
const secret = `kunci${stamp}rahasia`
const id = `uji-${stamp}`, title = `Modul sendiri ${stamp}`
const files = nativeFiles(id, title, secret)
let author, learner, module

before(async () => {
	author = await signIn('penulis')
	learner = await signIn('peserta')
	module = publish(nativeZip(files)).module
})

const launch = async (unit, who = learner) => {
	const answer = await who('POST', `/api/v1/modules/${module}/launches`,
		{ unit })

	assert.equal(answer.status, 201, answer.text)
	return answer.body
}
const file = (begun, path) => call('GET',
	begun.url.replace(/~play.*/, path))

async function upload(archive, name = 'modul.zip', who = author) {
	const begun = await who('POST', `/api/v1/imports?name=${name}`,
		readFileSync(archive),
		{ 'Content-Type': 'application/octet-stream' })

	assert.equal(begun.status, 202, begun.text)
	return imported(who, begun.body.id)
}

test('the parts are units of their kind, in their order', async () => {
	const { tree } = await launch('lesson:awal')

	assert.deepEqual(tree.children.map(n => [n.key, n.kind, n.title]), [
		['quiz:pretes', 'quiz', 'Pretes'],
		['lesson:awal', 'lesson', 'Pelajaran awal'],
		['case:pagi', 'case', 'Pagi'],
		['quiz:akhir', 'quiz', 'Kuis akhir'],
		['survey:survei', 'survey', 'Survei'],
		['plan:rencana', 'plan', 'Rencana aksi']])
	assert.deepEqual(tree.children.filter(n => !n.optional).map(n => n.key),
		['lesson:awal'])
})

test('what module.json says of the module stands on its page', async () => {
	const { body } = await learner('GET', `/api/v1/modules/${module}`)

	assert.equal(body.title, title)
	assert.equal(body.description, 'Modul kecil untuk pengujian.')
	assert.equal(body.jp, 2)
	assert.equal(body.minutes, 90)
	assert.equal(body.contact, 'Bidang Pengujian')
	assert.equal(body.field, 'it')
	assert.deepEqual(body.about, { code: 'UJ', language: 'id',
		goals: ['Memeriksa'], audience: 'Semua' })
	assert.equal(body.version.standard, 'balai')
})

test('a lesson is opened in the frame, as a page of JSON', async () => {
	const begun = await launch('lesson:awal')

	assert.match(begun.url, /~play#/)
	assert.equal(begun.state.unit.kind, 'lesson')
	assert.equal(begun.state.unit.launchHref, 'lessons/awal.json')
	const page = (await file(begun, 'lessons/awal.json')).body

	assert.equal(page.title, 'Pelajaran awal')
	assert.equal(page.minutes, 5)
	assert.deepEqual(page.basis, ['UU 27/2022 Pasal 46'])
	assert.equal(page.confidence, 'seen')
	assert.equal(page.language, 'id')
	assert.match(page.html, /<aside class="note note-adegan">/)
	assert.match(page.html,
		/<span data-token="instansi">instansi Anda<\/span>/)
	assert.match(page.html, /<h2 id="lima-sifat">/)
	assert.match(page.html, /<a href="lesson:awal">/)
	assert.match(page.html, /&lt;b&gt;bukan tebal/)
	assert.match(page.html, /<figure><img src="media\/kotak.svg" alt="Sebuah kotak."><figcaption>Kotak<\/figcaption><\/figure>/)
	assert.match(page.html, /<div data-check="UJ-L1"><\/div>/)
	assert.equal(page.practice.questions['UJ-L1'].html,
		'Apa <strong>ini</strong>?')
	assert.equal(page.practice.activities['UJ-pilah'].type, 'sort')
	assert.equal((await file(begun, 'media/kotak.svg')).status, 200)
})

test('a run knows what local names stand for', async () => {
	assert.deepEqual((await launch('quiz:akhir')).state.tokens,
		{ instansi: 'instansi Anda' })
})

test('quizzes, cases, surveys and plans are shown by the app itself',
	async () => {
		for (const unit of ['quiz:akhir', 'case:pagi', 'survey:survei',
			'plan:rencana']) {
			const begun = await launch(unit)

			assert.equal(begun.url, '', unit)
			assert.equal(begun.state.unit.kind, unit.split(':')[0])
		}
	})

test('no key of a quiz or a case is in anything that a learner gets',
	async () => {
		const begun = await launch('lesson:awal')
		const answers = [begun, await launch('quiz:akhir'),
			await launch('case:pagi'),
			(await learner('GET', `/api/v1/modules/${module}`)).body]

		for (const path of ['module.json', 'quizzes/akhir.json',
			'quizzes/pretes.json', 'quizzes/awal.json',
			'cases/pagi.json', 'lessons/awal.md'])
			assert.equal((await file(begun, path)).status, 404, path)
		answers.push((await file(begun, 'lessons/awal.json')).body)
		for (const answer of answers)
			assert.ok(!JSON.stringify(answer).includes(secret))
	})

test('opening a lesson does not complete it; what is required does', async () => {
	const begun = await launch('lesson:awal')
	const { body } = await learner('GET', `/api/v1/modules/${module}`)

	assert.notEqual(body.mine.completion, 'completed')
	const saved = await learner('POST', '/api/v1/saves', item(begun, 1,
		{ completion: 'completed', ended: true }))

	assert.equal(saved.status, 200, saved.text)
	assert.equal((await learner('GET', `/api/v1/modules/${module}`))
		.body.mine.completion, 'completed')
})

test('the search knows the words of lessons, and not those of questions',
	async () => {
		const found = async word => (await learner('GET',
			`/api/v1/modules?q=${word}`)).body.modules
			.some(m => m.id === module)

		await until('the words are read', () => found('istimewaji'))
		assert.ok(!await found('tersembunyiji'))
		assert.ok(!await found(secret))
	})

test('the same module again is its next version, and says what is new of it',
	async () => {
		const next = { ...files, 'module.json':
			files['module.json'].replace('"jp": 2', '"jp": 3') }
		const again = publish(nativeZip(next))

		assert.equal(again.module, module)
		assert.equal(again.version, 2)
		const { body } = await learner('GET', `/api/v1/modules/${module}`)

		assert.equal(body.jp, 3)
	})

test('what somebody wrote of the module stays as it was written', async () => {
	const admin = await signIn('admin')
	const path = `/api/v1/modules/${module}`

	const written = await admin('PATCH', path, { minutes: 120 })

	assert.equal(written.status, 200, written.text)
	publish(nativeZip({ ...files, 'module.json': files['module.json']
		.replace('"jp": 2', '"jp": 4').replace('"minutes": 90',
			'"minutes": 91') }))
	const { body } = await learner('GET', path)

	assert.equal(body.minutes, 120)
	assert.equal(body.jp, 4)
})

test('all that is wrong with an archive is said, with file and line', async () => {
	const wrong = { ...files,
		'module.json': files['module.json'].replace('"jp"', '"jpp"'),
		'lessons/awal.md': files['lessons/awal.md']
			.replace('{{instansi}}', '{{instasi}}')
			.replace('media/kotak.svg', 'media/kotok.svg') }
	const done = await upload(zip(wrong))

	assert.equal(done.state, 'failed')
	assert.equal(done.error.code, 'module_faulty')
	const told = done.error.details.filter(d => !d.warning)
		.map(d => [d.file, d.line, d.code])

	assert.deepEqual(told, [
		['lessons/awal.md', 10, 'token_near'],
		['lessons/awal.md', 17, 'media_near'],
		['module.json', 8, 'key_near']])
	assert.match(done.error.details[0].message, /\{\{instansi\}\}/)
})

test('a folder in an archive is looked into, and what systems leave is passed over',
	async () => {
		const deep = Object.fromEntries(Object.entries(nativeFiles(
			`dalam-${stamp}`, `Dalam ${stamp}`)).map(([name, text]) =>
			[`modul/${name}`, text]))
		const done = await upload(zip({ ...deep,
			'__MACOSX/modul/._module.json': 'x',
			'modul/.DS_Store': 'x' }))

		assert.equal(done.state, 'done', JSON.stringify(done.error))
		assert.equal(done.report.standard, 'balai')
		assert.equal(done.report.units, 6)
	})

test('a module of a newer format is refused as such', async () => {
	const done = await upload(zip({ ...files, 'module.json':
		files['module.json'].replace('balai/1', 'balai/2') }))

	assert.equal(done.state, 'failed')
	assert.equal(done.error.code, 'module_newer')
	assert.match(done.error.message, /balai\/2/)
})

test('an author who sends a module again makes its next version, unpublished',
	async () => {
		const before = (await author('GET', `/api/v1/modules/${module}`))
			.body
		const done = await upload(nativeZip({ ...files, 'module.json':
			files['module.json'].replace('"minutes": 90', '"minutes": 95')
		}))

		assert.equal(done.state, 'done', JSON.stringify(done.error))
		assert.equal(done.module, module)
		assert.ok(done.versionNumber > before.version.number)
		assert.equal(done.moduleTitle, before.title)
		const after = (await author('GET', `/api/v1/modules/${module}`)).body

		assert.equal(after.version.number, before.version.number)
		assert.equal(after.minutes, before.minutes)
	})

test('an author of another agency makes a module of their own of it',
	async () => {
		const admin = await signIn('admin')
		const { body: agency } = await admin('POST', '/api/v1/agencies',
			{ name: `Jauh ${stamp}`, kind: 'agency', helpText: '' })
		const login = `jauh-${stamp}`
		const added = await admin('POST', '/api/v1/people', { login,
			name: 'Penulis jauh', agency: agency.id, roles: ['author'],
			password })

		assert.equal(added.status, 201, added.text)
		const own = `${password}-sendiri`

		await (await signIn(login))('PUT', '/api/v1/me/password',
			{ current: password, password: own })
		const stranger = await signIn(login, undefined, own)
		const versions = async () => (await author('GET',
			`/api/v1/modules/${module}/versions`)).body.versions.length
		const before = await versions()
		const archive = nativeZip(files)
		const done = await upload(archive, 'modul.zip', stranger)

		assert.equal(done.state, 'done', JSON.stringify(done.error))
		assert.notEqual(done.module, module)
		assert.equal(done.versionNumber, 1)
		assert.equal(await versions(), before)
		const again = await upload(nativeZip({ ...files, 'module.json':
			files['module.json'].replace('"jp": 2', '"jp": 9') }),
		'modul.zip', stranger)

		assert.equal(again.module, done.module)
		assert.equal(again.versionNumber, 2)
		assert.equal(await versions(), before)
	})

/* What the importer has to do first: so many that there is time to act. */
async function ahead(n) {
	const one = readFileSync(zip({ 'index.html': '<title>Antre</title>' }))

	for (let i = 0; i < n; i++)
		assert.equal((await author('POST', `/api/v1/imports?name=${i}.zip`,
			one, { 'Content-Type': 'application/octet-stream' })).status, 202)
}

test('who may not edit it any more when it is their turn makes no version of it',
	async () => {
		const admin = await signIn('admin')
		const login = `bekas-${stamp}`, own = `${password}-sendiri`
		const { body: person } = await admin('POST', '/api/v1/people', { login,
			name: 'Bekas penulis', roles: ['author'], password })

		await (await signIn(login))('PUT', '/api/v1/me/password',
			{ current: password, password: own })
		for (let n = 20, waiting = false; !waiting; n *= 2) {
			assert.ok(n < 1000, 'it is not kept waiting')
			assert.equal((await admin('PATCH', `/api/v1/people/${person.id}`,
				{ roles: ['author'] })).status, 200)
			const former = await signIn(login, undefined, own)
			const archive = readFileSync(nativeZip({ ...files,
				'module.json': files['module.json']
					.replace('"jp": 2', `"jp": ${n / 20 + 10}`) }))

			await ahead(n)
			const { body: begun } = await former('POST',
				'/api/v1/imports?name=bekas.zip', archive,
				{ 'Content-Type': 'application/octet-stream' })
			const changed = await admin('PATCH',
				`/api/v1/people/${person.id}`, { roles: [] })

			assert.equal(changed.status, 200, changed.text)
			waiting = (await admin('GET', `/api/v1/imports/${begun.id}`))
				.body.state === 'waiting'
			const done = await imported(admin, begun.id)

			assert.equal(done.state, 'done', JSON.stringify(done.error))
			if (waiting)
				assert.notEqual(done.module, module)
		}
	})

test('the sources are among what the check looks at', () => {
	assert.doesNotThrow(() => balai(['check']))
})
