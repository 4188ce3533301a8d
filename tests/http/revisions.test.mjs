// From a hint to a task, from a task to a version that says what it changed.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { imported, publish, scorm12, signIn } from './lib.mjs'
import { ident, insert, run } from '../lib/sat.mjs'

const stamp = Date.now().toString(36)
let admin, author, owner, learner, elsewhere, agency

async function person(login, home, roles) {
	const given = 'rahasia-panjang-sekali', own = `${given}-sendiri`
	const made = await admin('POST', '/api/v1/people', {
		login: `${login}.${stamp}`, name: `Orang ${login}`, agency: home,
		roles, password: given })

	assert.equal(made.status, 201, made.text)
	await (await signIn(`${login}.${stamp}`, undefined, given))('PUT',
		'/api/v1/me/password', { current: given, password: own })
	return signIn(`${login}.${stamp}`, undefined, own)
}

before(async () => {
	admin = await signIn('admin')
	const house = async name => (await admin('POST', '/api/v1/agencies', {
		name: `${name} ${stamp}`, kind: 'agency', helpText: '' })).body.id

	agency = await house('Dinas Revisi')
	owner = await person('pemilik', agency, ['author'])
	author = await person('penyunting', agency, ['author'])
	learner = await person('pelajar', agency, [])
	elsewhere = await person('tetangga', await house('Dinas Lain'),
		['author'])
})

const at = module => `/api/v1/modules/${module}`
let made = 0

/* A module of `owner`, or its next version. */
async function upload(units, module) {
	const begun = await owner('POST', `/api/v1/imports?name=a.zip${
		module ? `&module=${module}` : ''}`,
	readFileSync(scorm12(`Revisi ${stamp} ${++made}`, units)),
	{ 'Content-Type': 'application/octet-stream' })
	const { body } = { body: await imported(owner, begun.body.id) }

	assert.equal(body.state, 'done')
	return body
}

async function published(units = ['Satu', 'Dua']) {
	const first = await upload(units)
	const done = await owner('POST', `${at(first.module)}/publication`,
		{ version: first.version })

	assert.equal(done.status, 200, done.text)
	return first
}

/* As the night leaves one. */
function hint(module, version, more = {}) {
	const id = ident()

	run(insert('hint', 'id, module_id, version_id, unit_ident, question, ' +
		'kind, facts, weight, state, first_at, at, words', [[id, module,
		version, more.unit ?? 'i1', '', more.kind ?? 'lesson_left',
		JSON.stringify({ unit: 'Dua', n: 60, left: 19, share: .31 }),
		more.weight ?? 2, more.state ?? 'open', 1, 1, '']]))
	return id
}

const kinds = async module => (await owner('GET', `${at(module)}/history`))
	.body.events.map(e => e.kind)

test('a hint tells of numbers, lesson and version, to the agency\'s authors alone',
	async () => {
		const { module, version } = await published()
		const id = hint(module, version)
		const { status, body } = await author('GET', `${at(module)}/hints`)
		const [one] = body.hints

		assert.equal(status, 200)
		assert.equal(one.id, id)
		assert.equal(one.version, 1)
		assert.deepEqual(one.unit, { ident: 'i1', title: 'Dua' })
		assert.equal(one.question, null)
		assert.equal(one.facts.left, 19)
		assert.equal(body.least, 10)
		assert.ok((await author('GET', '/api/v1/hints')).body.hints
			.some(h => h.id === id))
		assert.ok(!(await elsewhere('GET', '/api/v1/hints')).body.hints
			.some(h => h.id === id))
		for (const who of [elsewhere, learner])
			for (const path of ['hints', 'figures', 'effect', 'revisions'])
				assert.equal((await who('GET', `${at(module)}/${path}`))
					.status, 403, path)
		assert.equal((await elsewhere('POST', `/api/v1/hints/${id
		}/acceptance`, {})).status, 403)
	})

test('accepting one opens a task, and the module\'s owner is told', async () => {
	const { module, version } = await published()
	const id = hint(module, version)
	const { status, body, text } = await author('POST',
		`/api/v1/hints/${id}/acceptance`, { words: 'Pecah jadi dua.' })

	assert.equal(status, 201, text)
	assert.equal(body.hint.state, 'accepted')
	assert.equal(body.hint.decidedBy, 'Orang penyunting')
	assert.equal(body.revision.state, 'open')
	assert.equal(body.revision.from, 1)
	assert.equal(body.revision.hint.unit.title, 'Dua')
	const told = async who => (await who('GET', '/api/v1/me/notices')).body
		.notices.filter(n => n.title.includes(`Revisi ${stamp} ${made}”`))

	assert.equal((await told(owner)).length, 1)
	assert.match((await told(owner))[0].title, /tugas revisi/)
	assert.equal((await told(author)).length, 0)
	assert.ok((await kinds(module)).includes('revisionOpened'))
	assert.equal((await owner('POST', `/api/v1/hints/${id}/acceptance`, {}))
		.body.code, 'hint_decided')
})

test('who sets a hint aside says why', async () => {
	const { module, version } = await published()
	const id = hint(module, version)

	assert.equal((await author('POST', `/api/v1/hints/${id}/dismissal`,
		{ words: ' ' })).body.field, 'words')
	const { body } = await author('POST', `/api/v1/hints/${id}/dismissal`,
		{ words: 'Itu hari listrik padam.' })

	assert.equal(body.state, 'dismissed')
	assert.equal(body.words, 'Itu hari listrik padam.')
	assert.ok((await kinds(module)).includes('hintDismissed'))
	assert.equal((await owner('GET', '/api/v1/revisions')).body.revisions
		.filter(r => r.module.id === module).length, 0)
})

test('while a task is open, a publication says what changes and why, and closes it',
	async () => {
		const { module, version } = await published()
		const opened = (await author('POST', `/api/v1/hints/${
			hint(module, version)}/acceptance`, {})).body.revision.id
		const next = await upload(['Satu', 'Dua baru'], module)
		const give = more => owner('POST', `${at(module)}/publication`,
			{ version: next.version, ...more })
		const said = { changed: 'Pelajaran dua dipendekkan.',
			why: 'Banyak yang berhenti di sana.' }
		const begun = await author('POST', `${at(module)}/launches`, {})

		assert.equal(begun.status, 201, begun.text)

		for (const [more, field] of [
			[{}, 'changed'], [{ changed: 'x' }, 'why'],
			[{ ...said, changed: ' ' }, 'changed'],
			[{ ...said, revisions: ['tidak-ada'] }, 'revisions'],
			[{ ...said, revisions: 'x' }, 'revisions'],
		]) {
			const { status, body } = await give(more)

			assert.equal(status, 422, JSON.stringify(more))
			assert.equal(body.field, field)
		}
		assert.equal((await owner('POST', `/api/v1/imports/${next.id
		}/publish`)).body.code, 'change_due')
		const waiting = (await owner('GET', `${at(module)}/versions`)).body

		assert.deepEqual(waiting.revisions.map(r => r.id), [opened])
		const { status, body, text } = await give({ ...said,
			revisions: [opened] })

		assert.equal(status, 200, text)
		assert.deepEqual(body.revisions, [])
		assert.equal(body.versions[0].change.changed, said.changed)
		assert.equal(body.versions[1].change, null)
		const [task] = (await owner('GET', `${at(module)}/revisions`)).body
			.revisions

		assert.deepEqual([task.state, task.from, task.version],
			['done', 1, 2])
		assert.deepEqual((await learner('GET', at(module))).body.change,
			{ ...said, at: body.versions[0].change.at })
		const earlier = (await author('GET', at(module))).body

		assert.deepEqual([earlier.newer, earlier.change], [2, null])
		assert.equal(earlier.newerChange.changed, said.changed,
			'who is in the version before reads it, too')
		assert.ok((await kinds(module)).includes('revisionDone'))
	})

test('a version for which no task is open asks for nothing, and the command line never',
	async () => {
		const first = await published()
		const next = await upload(['Satu'], first.module)

		assert.equal((await owner('POST', `${at(first.module)}/publication`,
			{ version: next.version })).status, 200)
		assert.equal((await learner('GET', at(first.module))).body.change,
			null)
		const { module } = publish(scorm12(`Baris perintah ${stamp}`))

		assert.equal((await admin('POST', `${at(module)}/revisions`,
			{ cause: 'other', words: 'Perbarui.' })).status, 201)
		publish(scorm12(`Baris perintah ${stamp}`, ['Lain']), '--module',
			module)
		assert.equal((await admin('GET', at(module))).body.version.number, 2)
	})

test('where a second person approves, what was said waits with the version',
	async () => {
		const { module, version } = await published()
		const opened = (await author('POST', `/api/v1/hints/${
			hint(module, version)}/acceptance`, {})).body.revision.id
		const next = await upload(['Satu', 'Dua'].reverse(), module)

		assert.equal((await admin('PUT', `/api/v1/publishing/${agency}`,
			{ approval: true })).status, 200)
		const ask = more => owner('POST', `${at(module)}/approvals`,
			{ version: next.version, ...more })

		assert.equal((await ask({})).body.field, 'changed')
		assert.equal((await ask({ changed: 'Diurut ulang.', why: 'Saran.',
			revisions: [opened] })).status, 200)
		const wish = (await author('GET', '/api/v1/approvals')).body.waiting
			.find(w => w.module === module)

		assert.equal(wish.changed, 'Diurut ulang.')
		assert.deepEqual(wish.revisions, [opened])
		assert.equal((await learner('GET', at(module))).body.change, null)
		assert.equal((await author('POST', `/api/v1/approvals/${wish.id}/answer`,
			{ approve: true })).status, 200)
		assert.equal((await learner('GET', at(module))).body.change.why,
			'Saran.')
		assert.equal((await owner('GET', '/api/v1/revisions?state=done'))
			.body.revisions.find(r => r.id === opened).version, 2)
		await admin('PUT', `/api/v1/publishing/${agency}`,
			{ approval: false })
	})

test('a regulation or a need may open a task, and one may be dropped for a reason',
	async () => {
		const { module } = await published()
		const open = body => author('POST', `${at(module)}/revisions`, body)
		const need = ident()

		run(insert('need', 'id, agency_id, title, about, topic, cause, ' +
			'cause_id, regulation, state, outcome, supporters, created_at, ' +
			'updated_at, revision', [[need, agency, 'Sandi ganda', '', 'it',
			'proposal', '', '', 'open', '', 1, 1, 1, 1]]))
		for (const [body, field] of [
			[{ cause: 'hint', words: 'x' }, 'cause'],
			[{ cause: 'regulation', words: 'x' }, 'regulation'],
			[{ cause: 'need', words: 'x', need: 'tidak-ada' }, 'need'],
			[{ cause: 'other' }, 'words'],
		])
			assert.equal((await open(body)).body.field, field,
				JSON.stringify(body))
		const law = (await open({ cause: 'regulation', words: 'Sesuaikan.',
			regulation: 'PP 1/2027 Pasal 3' })).body
		const asked = (await open({ cause: 'need', words: 'Tambah.', need }))
			.body

		assert.equal(law.regulation, 'PP 1/2027 Pasal 3')
		assert.deepEqual(asked.need, { id: need, title: 'Sandi ganda' })
		const drop = (who, body) => who('PATCH',
			`/api/v1/revisions/${law.id}`, body)

		assert.equal((await drop(elsewhere, { state: 'dropped',
			outcome: 'x' })).status, 403)
		assert.equal((await drop(author, { state: 'done' })).body.field,
			'state')
		assert.equal((await drop(author, { state: 'dropped' })).body.field,
			'outcome')
		assert.equal((await drop(author, { state: 'dropped',
			outcome: 'Pasal itu dicabut.' })).body.state, 'dropped')
		assert.equal((await drop(author, { state: 'dropped',
			outcome: 'x' })).body.code, 'revision_closed')
		assert.deepEqual((await kinds(module)).slice(0, 3),
			['revisionDropped', 'revisionOpened', 'revisionOpened'])
	})

test('the figures of lessons are a file, of few an empty line', async () => {
	const { module, version } = await published()
	const unit = `(SELECT id FROM unit WHERE version_id = '${version
	}' ORDER BY position LIMIT 1)`

	run(insert('version_figure', 'version_id, module_id, figures, at',
		[[version, module, '{"people":40}', 1]]) +
	insert('unit_figure', 'version_id, figures, at, unit_id', [[version,
		JSON.stringify({ people: 40, completed: 27,
			left: { n: 40, left: 13, share: .325, after: 0 },
			time: { n: 27, q1: 60_000, median: 90_000, q3: 150_000,
				slow: .1, fast: 0 } }), 1, '@unit']])
		.replace("'@unit'", unit))
	const ask = (who, query = '') => who('GET',
		`${at(module)}/figures.csv${query}`)
	const { text, headers } = await ask(author)
	const lines = text.replace(/^\uFEFF/, '').trim().split('\r\n')

	assert.match(headers.get('content-disposition'), /angka-pelajaran\.csv/)
	assert.deepEqual(lines.slice(1), ['"Satu";40;27;13;40;32,5;1,5;1;2,5;10;0',
		'"Dua";;;;;;;;;;'])
	assert.equal((await ask(author, '?version=1')).text, text)
	assert.equal((await ask(author, '?version=9')).status, 404)
	for (const who of [elsewhere, learner])
		assert.equal((await ask(who)).status, 403)
	const { body: shown } = await author('GET', `${at(module)}/figures`)

	assert.equal(shown.versions[0].figures.people, 40)
	assert.deepEqual((await author('GET', `${at(module)}/effect`)).body
		.effects, [])
})
