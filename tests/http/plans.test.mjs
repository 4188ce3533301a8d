// Action plans: written at a module's or a programme's end, who is named, and
// who may see them.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { LESSON } from '../lib/native.mjs'
import { run } from '../lib/sat.mjs'
import { balai, call, item, password, publish, signIn, url, zip }
	from './lib.mjs'

const stamp = Date.now().toString(36)
const DAY = 24 * 3600 * 1000
const PATH = '/api/v1/me/plans'
let organiser, author, learner, other, module, unit

async function ok(answer, status = 200) {
	const got = await answer

	assert.equal(got.status, status, got.text)
	return got.body
}

async function newcomer(login, more = {}) {
	balai(['user', 'add', login, '--role', 'learner', '--password-stdin',
		...more.email ? ['--email', more.email] : []], { input: password })
	return signIn(login)
}

const open = (who, key) => ok(who('POST',
	`/api/v1/modules/${module}/launches`, { unit: key }), 201)

async function save(launch, sequence, fields) {
	return ok(call('POST', `${url}/api/v1/saves`, {
		headers: { 'X-Balai-Run': launch.runToken },
		body: item(launch, sequence, fields),
	}))
}

const planned = (more = {}) => ({ completion: 'completed', cmi: {
	'balai.kind': 'plan', 'balai.plan.choice': 'Menguji cadangan',
	'balai.plan.other': '', 'balai.plan.text': 'Mulai hari Senin.',
	'balai.plan.by': '2027-03-01', ...more } })

const mine = async who => (await ok(who('GET', PATH))).plans
const patch = (who, plan, body) => who('PATCH', `${PATH}/${plan.id}`, body)
const person = (name, email) => ({ name, email })

before(async () => {
	organiser = await signIn('penyelenggara')
	author = await signIn('penulis')
	learner = await newcomer(`rencana-${stamp}`,
		{ email: `rencana-${stamp}@contoh.go.id` })
	other = await newcomer(`lain-${stamp}`)
	module = publish(zip({
		'module.json': JSON.stringify({
			format: 'balai/1', id: `rencana-${stamp}`, code: 'RC',
			title: `Modul berencana ${stamp}`, description: 'Untuk uji.',
			language: 'id', jp: 1, minutes: 45, goals: ['Merencanakan.'],
			parts: [{ lesson: 'satu' },
				{ plan: { id: 'rencana', title: 'Rencana aksi',
					choices: ['Menguji cadangan'], days: 30,
					prompt: 'Pilih satu.' } }],
			completion: { required: ['lessons'] },
		}),
		'lessons/satu.md': LESSON,
	})).module
})

test('a plan that is saved in a module is kept, and counts from its end', async () => {
	const launch = await open(learner, 'plan:rencana')

	await save(launch, 1, planned())
	let [plan] = await mine(learner)

	assert.equal(plan.choice, 'Menguji cadangan')
	assert.equal(plan.words, 'Mulai hari Senin.')
	assert.equal(plan.byDay, '2027-03-01')
	assert.equal(plan.completedAt, null)
	assert.deepEqual(plan.followups, [])
	await save(await open(learner, 'lesson:satu'), 1,
		{ completion: 'completed' });
	[plan] = await mine(learner)
	assert.ok(plan.completedAt > 0)
	assert.deepEqual(plan.followups.map(f => [f.day, f.role,
		(f.dueAt - plan.completedAt) / DAY]), [[30, 'learner', 30],
		[90, 'colleague', 90], [90, 'learner', 90], [90, 'superior', 90],
		[180, 'learner', 180], [180, 'superior', 180]])
	assert.equal(plan.followups[0].questions[0].id, 'started')
	assert.equal(plan.followups[0].href, null)
})

test('saved anew it is changed, and its days count on', async () => {
	const [before] = await mine(learner)
	const launch = await open(learner, 'plan:rencana')

	await save(launch, 2, planned({ 'balai.plan.choice': 'other',
		'balai.plan.other': 'Menulis panduan', 'balai.plan.by': 'besok',
		'balai.plan.text': 'Baris satu.\nBaris \u0007dua.' }))
	const plans = await mine(learner)

	assert.equal(plans.length, 1)
	assert.equal(plans[0].choice, 'Menulis panduan')
	assert.equal(plans[0].words, 'Baris satu.\nBaris dua.')
	assert.equal(plans[0].byDay, null)
	assert.equal(plans[0].completedAt, before.completedAt)
})

test('what another unit says of a plan is no plan', async () => {
	await save(await open(other, 'lesson:satu'), 1, planned())
	assert.deepEqual(await mine(other), [])
})

test('the learner names superior and colleague, changes the words, and ends it',
	async () => {
		const [plan] = await mine(learner)
		const changed = await ok(patch(learner, plan, {
			words: 'Lebih rinci.', byDay: null, state: 'done',
			superior: person('Bu Atasan', 'Atasan@Contoh.go.id'),
			colleague: person('Pak Rekan', 'rekan@contoh.go.id'),
		}))

		assert.equal(changed.words, 'Lebih rinci.')
		assert.equal(changed.state, 'done')
		assert.deepEqual(changed.superior,
			person('Bu Atasan', 'atasan@contoh.go.id'))
		await ok(patch(learner, plan, { state: 'open' }))
	})

test('nobody names themselves, one for both, or what is no address', async () => {
	const [plan] = await mine(learner)

	for (const [field, body] of [
		['superior', { superior: person('Saya', `RENCANA-${stamp}@contoh.go.id`) }],
		['colleague', { colleague: person('Saya', `rencana-${stamp}@contoh.go.id`) }],
		['colleague', { colleague: person('Sama', 'atasan@contoh.go.id') }],
		['superior', { superior: person('X', 'bukan alamat') }],
		['superior', { superior: person('X', 'a@b.id,c@d.id') }],
		['superior', { superior: person('X', 'a@b.id\r\nBcc: c@d.id') }],
		['superior', { superior: person('', 'a@b.id') }],
		['superior', { superior: person('A\nBcc: x@y.id', 'a@b.id') }],
		['superior', { superior: 'a@b.id' }],
		['words', { words: '  ' }], ['words', { words: 'x'.repeat(4001) }],
		['byDay', { byDay: '2027-02-30' }], ['state', { state: 'gone' }]]) {
		const { status, body: said } = await patch(learner, plan, body)

		assert.equal(status, 422, JSON.stringify(body))
		assert.equal(said.field, field, JSON.stringify(body))
	}
	assert.equal((await mine(learner))[0].superior.email,
		'atasan@contoh.go.id')
})

test('after ten addresses in a day there are no more, and three times one', async () => {
	const [plan] = await mine(learner)

	for (let i = 0; i < 8; i++)
		await ok(patch(learner, plan,
			{ superior: person('X', `orang${i}@contoh.go.id`) }))
	assert.equal((await patch(learner, plan,
		{ superior: person('X', 'lagi@contoh.go.id') })).status, 422)
	for (const i of [0, 1, 0])
		await ok(patch(learner, plan,
			{ superior: person('X', `orang${i}@contoh.go.id`) }))
	await ok(patch(learner, plan,
		{ superior: person('X', 'orang1@contoh.go.id') }))
	assert.equal((await patch(learner, plan,
		{ superior: person('X', 'orang0@contoh.go.id') })).status, 422)
})

test('nobody sees or changes the plan of somebody else', async () => {
	const [plan] = await mine(learner)

	for (const who of [other, author, organiser])
		assert.equal((await patch(who, plan, { state: 'done' })).status, 404)
	assert.equal((await other('GET', '/api/v1/plans')).status, 403)
})

test('an organiser sees whose superior is missing, mends the address, and reads no answer',
	async () => {
		const [plan] = await mine(learner)
		const one = async query => (await ok(organiser('GET',
			`/api/v1/plans?${query}`))).plans.find(p => p.id === plan.id)

		await ok(patch(learner, plan, { superior: null }))
		const shown = await one('missing=superior')

		assert.equal(shown.person.name.length > 0, true)
		assert.ok(!('answers' in shown.followups[0]))
		assert.ok(!('href' in shown.followups[0]))
		const mended = await ok(organiser('PATCH', `/api/v1/plans/${plan.id}`,
			{ superior: person('Kepala', 'kepala@contoh.go.id'),
				words: 'tidak boleh' }))

		assert.equal(mended.superior.email, 'kepala@contoh.go.id')
		assert.notEqual(mended.words, 'tidak boleh')
		assert.equal(await one('missing=superior'), undefined)
		assert.ok(await one(`source=module&sourceId=${module}`))
		const csv = await organiser('GET', '/api/v1/plans.csv')

		assert.match(csv.text, /kepala@contoh\.go\.id/)
	})

test('a programme has a plan of its own, for who takes part', async () => {
	const programme = await ok(organiser('POST', '/api/v1/programmes',
		{ title: `Pelatihan ${stamp}` }), 201)
	const now = Date.now()

	await ok(organiser('PUT', `/api/v1/programmes/${programme.id}/activities`,
		{ activities: [{ kind: 'module', title: '', about: '',
			required: true, mustPass: false, after: null, dueDays: null,
			module, unit: '' }] }))
	await ok(organiser('PATCH', `/api/v1/programmes/${programme.id}`,
		{ state: 'published' }))
	const batch = await ok(organiser('POST',
		`/api/v1/programmes/${programme.id}/batches`, { name: 'Satu',
			startsAt: now - DAY, endsAt: now + 30 * DAY, selfEnrol: true }), 201)
	const path = `/api/v1/me/programmes/${batch.id}/plan`
	const body = { words: 'Di loket dua.', byDay: '2027-04-01' }

	assert.equal((await learner('POST', path, body)).status, 404)
	await ok(learner('POST', `/api/v1/batches/${batch.id}/enrolment`), 201)
	assert.equal((await learner('POST', path, { words: '' })).status, 422)
	const plan = await ok(learner('POST', path, body), 201)

	assert.equal(plan.source, 'programme')
	assert.equal(plan.title, `Pelatihan ${stamp}`)
	assert.equal((await ok(learner('POST', path,
		{ ...body, words: 'Di loket tiga.' }))).words, 'Di loket tiga.')
	assert.ok((await ok(organiser('GET',
		`/api/v1/plans?batch=${batch.id}`))).plans.some(p => p.id === plan.id))
	assert.equal((await organiser('GET',
		'/api/v1/plans?batch=tidak-ada')).status, 404)
})

test('a link that is due is a page, and what is sent from it an answer', async () => {
	const plan = (await mine(learner)).find(p => p.completedAt)
	const ask = async () => (await mine(learner))
		.find(p => p.id === plan.id).followups.find(f => f.day === 30)

	run(`UPDATE followup SET due_at = 1
		WHERE plan_id = '${plan.id}' AND day = 30;`)
	const { href } = await ask()

	assert.match((await ok(call('GET', url + href))), /Sudah memulai/i)
	assert.equal((await ask()).answeredAt, null)
	const sent = await call('POST', url + href, {
		body: new URLSearchParams({ started: 'partly' }).toString(),
		headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })

	assert.equal(sent.status, 200, sent.text)
	assert.deepEqual((await ask()).answers, { started: 'partly' })
	assert.equal((await call('GET', url + href)).status, 410)
	const told = await ok(author('GET', `/api/v1/modules/${module}/followups`))

	assert.ok(told)
	assert.equal((await learner('GET',
		`/api/v1/modules/${module}/followups`)).status, 403)
})
