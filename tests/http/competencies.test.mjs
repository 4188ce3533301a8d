// What a job asks for, what a module gives, what somebody has and takes next.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { call, item, publish, scorm12, signIn, url } from './lib.mjs'

let organiser, learner, author, admin, job, module, ours
const mark = Date.now().toString(36)
const mine = async () => (await learner('GET', '/api/v1/me/competencies')).body
const of = (list, id) => list.find(one => one.id === id)

async function complete(of = module) {
	const { body: launch } = await learner('POST',
		`/api/v1/modules/${of}/launches`, {})
	const saved = await call('POST', `${url}/api/v1/saves`, {
		body: item(launch, 1, { completion: 'completed', success: 'passed' }),
		headers: { 'X-Balai-Run': launch.runToken } })

	assert.equal(saved.status, 200, saved.text)
}

before(async () => {
	[organiser, learner, author, admin] = await Promise.all(
		['penyelenggara', 'peserta', 'penulis', 'admin']
			.map(login => signIn(login)))
	module = publish(scorm12(`Arsip ${mark}`)).module
	job = (await organiser('POST', '/api/v1/jobs',
		{ name: `Arsiparis ${mark}`, kind: 'functional' })).body.id
	const unit = (await organiser('POST', '/api/v1/units',
		{ name: `Bidang arsip ${mark}` })).body.id
	const moved = await organiser('PUT',
		`/api/v1/people/${learner.person.id}/membership`,
		{ unit, job, from: '2026-01-01' })

	assert.ok(moved.status < 300, moved.text)
})

test('the managerial and socio-cultural ones of the regulation are there',
	async () => {
		const { body } = await learner('GET', '/api/v1/competencies')
		const kinds = body.competencies.filter(c => c.shared).map(c => c.kind)

		assert.equal(kinds.filter(k => k === 'managerial').length, 8)
		assert.equal(kinds.filter(k => k === 'social').length, 1)
	})

test('the bundled module of its field gives what its module.json says', async () => {
	const { body } = await learner('GET', '/api/v1/competencies')

	if (!body.competencies.some(c => c.code === 'KI.T1'))
		return assert.ok(true, 'no bundled module is imported here')
	assert.equal(of(body.competencies,
		body.competencies.find(c => c.code === 'KI.T1').id).kind, 'technical')
})

test('an organiser adds one to their agency; a code belongs to one only',
	async () => {
		const made = await organiser('POST', '/api/v1/competencies',
			{ code: `AR.${mark}`, name: 'Menata arsip', kind: 'technical' })

		assert.equal(made.status, 201, made.text)
		ours = made.body.id
		const again = await organiser('POST', '/api/v1/competencies',
			{ code: `AR.${mark}`, name: 'Lain', kind: 'technical' })

		assert.equal(again.status, 422)
		assert.equal(again.body.field, 'code')
		const shared = await organiser('POST', '/api/v1/competencies',
			{ code: `XX.${mark}`, name: 'Semua', kind: 'social', shared: true })

		assert.equal(shared.status, 403)
	})

test('what is wrong in a list is refused, and nothing of it is kept', async () => {
	for (const list of [undefined, 'x', [{ id: ours, level: 6 }],
		[{ id: ours, level: 0 }], [{ id: ours }], [{ id: 'tidak-ada', level: 1 }],
		[{ id: ours, level: 1 }, { id: ours, level: 2 }]]) {
		const refused = await organiser('PUT',
			`/api/v1/jobs/${job}/competencies`, { competencies: list })

		assert.equal(refused.status, 422, JSON.stringify(list))
	}
	const { body } = await organiser('GET', `/api/v1/jobs/${job}/competencies`)

	assert.deepEqual(body.competencies, [])
})

test('what the job asks for and is missing leads to modules that give it',
	async () => {
		assert.equal((await organiser('PUT', `/api/v1/jobs/${job}/competencies`,
			{ competencies: [{ id: ours, level: 2 }] })).status, 200)
		assert.equal((await author('PUT',
			`/api/v1/modules/${module}/competencies`,
			{ competencies: [{ id: ours, level: 3 }] })).status, 200)
		assert.equal((await author('GET',
			`/api/v1/modules/${module}/competencies`))
			.body.competencies[0].level, 3)
		const { job: told, wanted } = await mine()

		assert.equal(told.id, job)
		assert.equal(of(wanted, ours).level, 0)
		assert.equal(of(wanted, ours).wanted, 2)
		assert.deepEqual(of(wanted, ours).next.map(m => m.id), [module])
	})

test('who completes such a module has it, once, and is sent to no other',
	async () => {
		await complete()
		await complete()
		const has = of((await mine()).wanted, ours)

		assert.equal(has.level, 3)
		assert.deepEqual(has.next, [])
		assert.equal(has.why.length, 1)
		assert.equal(has.why[0].source, 'module')
	})

test('an assessor takes it back with a reason, and both stay told', async () => {
	const path = `/api/v1/people/${learner.person.id}/competencies`
	const bare = await organiser('POST', path, { competency: ours, level: 0 })

	assert.equal(bare.status, 422)
	assert.equal(bare.body.field, 'reason')
	assert.equal((await organiser('POST', path, { competency: ours, level: 0,
		reason: 'Belum menerapkannya di unit.' })).status, 200)
	const has = of((await mine()).wanted, ours)

	assert.equal(has.level, 0)
	assert.deepEqual(has.why.map(w => w.source), ['assessor', 'module'])
	assert.equal(has.why[0].by, organiser.person.name)
})

test('what the job does not ask for is told besides', async () => {
	assert.equal((await organiser('PUT', `/api/v1/jobs/${job}/competencies`,
		{ competencies: [] })).status, 200)
	await organiser('POST', `/api/v1/people/${learner.person.id}/competencies`,
		{ competency: ours, level: 1, reason: 'Diuji.' })
	const { wanted, besides } = await mine()
	const { body: told } = await organiser('GET',
		`/api/v1/people/${learner.person.id}/competencies`)

	assert.deepEqual(told.besides, besides)

	assert.deepEqual(wanted, [])
	assert.equal(of(besides, ours).level, 1)
})

test('one of all agencies is changed by administrators alone', async () => {
	const { body } = await admin('GET', '/api/v1/competencies')
	const shared = body.competencies.find(c => c.code === 'MAN.3')
	const path = `/api/v1/competencies/${shared.id}`

	assert.equal((await organiser('PATCH', path, { name: 'X' })).status, 403)
	assert.equal((await admin('PATCH', path,
		{ description: 'Menyampaikan dan menerima.' })).body.description,
	'Menyampaikan dan menerima.')
})

test('what a programme gives is set and told', async () => {
	const made = await organiser('POST', '/api/v1/programmes',
		{ title: `Arsip dasar ${mark}`, mode: 'online' })

	if (made.status !== 201)
		return assert.equal(made.status, 404, made.text)
	const path = `/api/v1/programmes/${made.body.id}/competencies`

	assert.equal((await organiser('PUT', path,
		{ competencies: [{ id: ours, level: 4 }] })).status, 200)
	assert.equal((await organiser('GET', path)).body.competencies[0].level, 4)
})

const then = async (who, of = module) =>
	(await who('GET', `/api/v1/modules/${of}/next`)).body.next
const make = async (name, level) => {
	const id = (await organiser('POST', '/api/v1/competencies',
		{ code: `${name}.${mark}`, name: `Kompetensi ${name}`,
			kind: 'technical' })).body.id
	const given = publish(scorm12(`Modul ${name} ${mark}`)).module

	assert.equal((await admin('PUT', `/api/v1/modules/${given}/competencies`,
		{ competencies: [{ id, level }] })).status, 200)
	return { id, module: given }
}

test('what comes next is of the same field, and what the job misses before',
	async () => {
		const first = publish(scorm12(`Berikut ${mark}`)).module

		for (const id of [first, module])
			assert.equal((await admin('PATCH', `/api/v1/modules/${id}`,
				{ field: 'finance' })).status, 200)
		await organiser('PUT', `/api/v1/jobs/${job}/competencies`,
			{ competencies: [] })
		assert.equal((await then(learner)).find(m => m.id === first)
			?.why.kind, 'topic')
		const missing = await make('NX', 2)

		await organiser('PUT', `/api/v1/jobs/${job}/competencies`,
			{ competencies: [{ id: missing.id, level: 2 }] })
		for (const path of ['/api/v1/me/next', `/api/v1/modules/${module}/next`]) {
			const [best] = (await learner('GET', path)).body.next

			assert.deepEqual([best.id, best.why.kind, best.why.name],
				[missing.module, 'job', 'Kompetensi NX'])
		}
	})

test('the next level of the same competency comes next, once', async () => {
	const low = await make('LV', 2)
	const high = publish(scorm12(`Lanjutan ${mark}`)).module
	const both = [{ id: low.id, level: 4 }]

	await admin('PUT', `/api/v1/modules/${high}/competencies`,
		{ competencies: both })
	const of = (await then(learner, low.module)).filter(m => m.id === high)

	assert.deepEqual(of.map(m => [m.why.kind, m.why.level]), [['level', 4]])
	assert.ok(!(await then(learner, high)).some(m => m.id === low.module),
		'a lower level is no next one')
})

test('the next step of a programme comes next, until it is completed',
	async () => {
		const step = publish(scorm12(`Langkah ${mark}`)).module
		const programme = (await organiser('POST', '/api/v1/programmes',
			{ title: `Berjenjang ${mark}`, mode: 'online' })).body.id
		const path = `/api/v1/programmes/${programme}`

		await organiser('PUT', `${path}/activities`, { activities: [
			{ kind: 'module', title: 'Langkah', module: step, required: true },
		] })
		const seen = (await organiser('GET', path)).body.revision

		assert.equal((await organiser('PATCH', path,
			{ state: 'published', revision: seen })).status, 200)
		const batch = (await organiser('POST', `${path}/batches`, {
			name: 'I', startsAt: Date.now() - 1000,
			endsAt: Date.now() + 9e8 })).body.id
		const taken = await organiser('POST', `/api/v1/batches/${batch}/enrolments`,
			{ people: [learner.person.id] })

		assert.ok(taken.status < 300, taken.text)
		const found = (await then(learner)).find(m => m.id === step)

		assert.deepEqual([found?.why.kind, found?.why.batch,
			found?.why.name], ['programme', batch, `Berjenjang ${mark}`])
		await complete(step)
		assert.ok(!(await then(learner)).some(m => m.id === step))
	})

test('at most three are named, and never the one that was just done',
	async () => {
		const named = await then(learner)

		assert.ok(named.length <= 3)
		assert.equal(new Set(named.map(m => m.id)).size, named.length)
		assert.ok(!named.some(m => m.id === module))
		assert.equal((await learner('GET', '/api/v1/modules/none/next')).status,
			404)
	})

test('a job that nobody has is closed, and open again', async () => {
	const made = await organiser('POST', '/api/v1/jobs',
		{ name: `Kosong ${mark}`, kind: 'other' })
	const path = `/api/v1/jobs/${made.body.id}`

	assert.equal((await organiser('PATCH', path, { closed: true }))
		.body.closed, true)
	assert.equal((await organiser('PATCH', path, { closed: false }))
		.body.closed, false)
})
