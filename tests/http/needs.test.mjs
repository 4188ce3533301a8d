// What people need to learn: proposed, supported, decided, and what answers it.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { publish, scorm12, signIn, url, visitor } from './lib.mjs'
import { run } from '../lib/sat.mjs'

let organiser, learner, author, admin, stranger, unit, below, job, module
const mark = Date.now().toString(36)
const other = `dinas-${mark}`
const NEEDS = '/api/v1/needs'

const propose = (who, title, more = {}) =>
	who('POST', NEEDS, { title, about: '', topic: '', ...more })
const look = async (who, id) => (await who('GET', `${NEEDS}/${id}`)).body
const told = async who =>
	(await who('GET', '/api/v1/me/notices')).body.notices

async function made(who, title, more) {
	const answer = await propose(who, `${title} ${mark}`, more)

	assert.equal(answer.status, 201, answer.text)
	return answer.body
}

/* Written down by organisers, who are not slowed. */
const noted = (title, more = {}) => made(organiser, title,
	{ cause: 'regulation', regulation: 'Permenpan RB 5/2026', ...more })

async function change(need, more) {
	const { revision } = await look(organiser, need.id)

	return organiser('PATCH', `${NEEDS}/${need.id}`, { revision, ...more })
}

/* Somebody of another agency, with a login of their own. */
async function foreigner() {
	const agency = await admin('POST', '/api/v1/agencies',
		{ name: other, kind: 'agency' })
	const login = `asing-${mark}`
	const person = await admin('POST', '/api/v1/people', {
		name: 'Orang lain', login, password: 'belajar-di-balai',
		roles: ['organiser'], agency: agency.body.id })

	assert.equal(person.status, 201, person.text)
	const first = await signIn(login)
	const set = await first('PUT', '/api/v1/me/password',
		{ current: 'belajar-di-balai', password: 'belajar-di-dinas-2' })

	assert.ok(set.status < 300, set.text)
	return signIn(login, url, 'belajar-di-dinas-2')
}

before(async () => {
	[organiser, learner, author, admin] = await Promise.all(
		['penyelenggara', 'peserta', 'penulis', 'admin']
			.map(login => signIn(login)))
	unit = (await organiser('POST', '/api/v1/units',
		{ name: `Loket ${mark}` })).body.id
	below = (await organiser('POST', '/api/v1/units',
		{ name: `Loket dua ${mark}`, parent: unit })).body.id
	job = (await organiser('POST', '/api/v1/jobs',
		{ name: `Petugas loket ${mark}`, kind: 'functional' })).body.id
	module = publish(scorm12(`Tanda tangan elektronik ${mark}`)).module
	stranger = await foreigner()
})

test('a visitor neither reads nor proposes', async () => {
	for (const [method, path] of [['GET', NEEDS], ['POST', NEEDS],
		['GET', `${NEEDS}/near?title=x`], ['GET', `${NEEDS}/x`],
		['PUT', `${NEEDS}/x/support`], ['DELETE', `${NEEDS}/x/support`],
		['GET', `/api/v1/modules/${module}/needs`],
		['GET', '/api/v1/programmes/x/needs']])
		assert.equal((await visitor(method, path, method === 'POST' ? {}
			: undefined)).status, 401, `${method} ${path}`)
})

test('a learner decides nothing', async () => {
	const { id } = await noted('Peraturan baru')

	for (const [method, path, body] of [
		['PATCH', `${NEEDS}/${id}`, { revision: 1 }],
		['POST', `${NEEDS}/${id}/merging`, { into: id }],
		['PUT', `${NEEDS}/${id}/answers`, { modules: [], programmes: [] }],
		['GET', `${NEEDS}/${id}/suggestions`],
		['GET', `${NEEDS}/map`], ['GET', `${NEEDS}.csv`],
		['POST', `${NEEDS}/from-survey`, {}],
		['GET', '/api/v1/need-findings'],
		['GET', '/api/v1/need-findings.csv'],
		['POST', '/api/v1/need-findings', {}],
		['PATCH', '/api/v1/need-findings/x', {}]])
		assert.equal((await learner(method, path, body)).status, 403,
			`${method} ${path}`)
})

test('whoever proposes a topic supports it, and is named to organisers alone',
	async () => {
		const need = await made(learner, 'Menulis notula rapat',
			{ topic: 'public-service', unit: below })

		assert.equal(need.state, 'open')
		assert.equal(need.cause, 'proposal')
		assert.equal(need.supporters, null)
		assert.equal((await look(organiser, need.id)).supporters, 1)
		assert.equal(need.supported, true)
		assert.equal(need.mine, true)
		assert.equal(need.unit.id, below)
		assert.equal('proposedBy' in need, false)
		assert.deepEqual(need.history.map(h => h.kind), ['proposed'])
		const seen = await look(author, need.id)

		assert.equal(seen.mine, false)
		assert.equal(JSON.stringify(seen).includes(learner.person.name), false)
		assert.equal((await look(organiser, need.id)).proposedBy.id,
			learner.person.id)
	})

test('what does not fit is refused at its field', async () => {
	const title = `Topik ${mark}`

	for (const [field, body] of [
		['title', { title: '' }], ['title', { title: 'x'.repeat(201) }],
		['title', { title: 7 }], ['about', { title, about: 'x'.repeat(2001) }],
		['topic', { title, topic: 'masak' }], ['unit', { title, unit: 'x' }],
		['job', { title, job: 'x' }]]) {
		const refused = await learner('POST', NEEDS, body)

		assert.equal(refused.status, 422, JSON.stringify(body))
		assert.equal(refused.body.field, field)
	}
})

test('a topic of nearly the same words is shown, of the same words refused',
	async () => {
		const need = await noted('Tata naskah dinas elektronik')
		const near = await learner('GET', `${NEEDS}/near?title=` +
			encodeURIComponent(`tata naskah dinas elektronk ${mark}`))

		assert.deepEqual(near.body.needs.map(n => n.id), [need.id])
		const again = await propose(learner,
			`TATA NASKAH dinas elektronik, ${mark}`)

		assert.equal(again.status, 422)
		assert.equal(again.body.field, 'title')
	})

test('everybody supports a topic once, and may take that back', async () => {
	const { id } = await noted('Arsip dinamis')
	const path = `${NEEDS}/${id}/support`

	const count = async () => (await look(organiser, id)).supporters

	assert.equal((await learner('PUT', path)).body.supported, true)
	assert.equal(await count(), 1)
	await learner('PUT', path)
	assert.equal(await count(), 1)
	await author('PUT', path)
	assert.equal(await count(), 2)
	await learner('DELETE', path)
	assert.equal(await count(), 1)
	assert.equal((await learner('DELETE', path)).body.supported, false)
	assert.equal(await count(), 1)
	assert.equal((await look(learner, id)).supported, false)
})

test('who may not see names is told of five and more, rounded down', async () => {
	const { id, title } = await noted('Berapa pendukung')
	const told = async (who, n) => {
		run(`UPDATE need SET supporters = ${n} WHERE id = '${id}';`)
		const near = (await who('GET', `${NEEDS}/near?title=${
			encodeURIComponent(title)}`)).body.needs.find(o => o.id === id)
		const of = await look(who, id)

		assert.deepEqual([near.supporters, near.rounded],
			[of.supporters, of.rounded])
		return [of.supporters, of.rounded]
	}

	for (const [n, shown] of [[0, null], [4, null], [5, 5], [9, 5], [10, 10],
		[117, 110]]) {
		assert.deepEqual(await told(learner, n), [shown, true])
		assert.deepEqual(await told(organiser, n), [n, false])
	}
	run(`UPDATE need SET supporters = 0 WHERE id = '${id}';`)
})

test('supporting and taking that back shows nobody how many others do', async () => {
	const { id, title } = await noted('Empat lainnya')
	const other = (await noted('Empat lainnya, yang kedua')).id
	const seen = async () => {
		const list = (await learner('GET', `${NEEDS}?q=${
			encodeURIComponent('Empat lainnya')}`)).body.needs
		const near = (await learner('GET', `${NEEDS}/near?title=${
			encodeURIComponent(title)}`)).body.needs

		return [(await look(learner, id)).supporters,
			list.map(o => [o.id, o.supporters]),
			near.map(o => [o.id, o.supporters])]
	}

	assert.ok(other)
	for (const n of [0, 3, 4, 5, 9]) {
		run(`UPDATE need SET supporters = ${n} WHERE id = '${id}';`)
		const before = await seen()

		assert.equal(before[0], n < 5 ? null : 5)
		await learner('PUT', `${NEEDS}/${id}/support`)
		assert.deepEqual(await seen(), before)
		assert.equal((await look(organiser, id)).supporters, n + 1)
		await learner('DELETE', `${NEEDS}/${id}/support`)
		assert.deepEqual(await seen(), before)
	}
	run(`UPDATE need SET supporters = 0 WHERE id = '${id}';`)
})

test('nor does the order of the list tell them more', async () => {
	const older = (await noted('Urutan pertama')).id
	const newer = (await noted('Urutan kedua')).id
	const order = async (who, n) => {
		run(`UPDATE need SET supporters = ${n} WHERE id = '${older}';`)
		return (await who('GET', `${NEEDS}?q=${encodeURIComponent('Urutan')}`))
			.body.needs.map(o => o.id).filter(o => o === older || o === newer)
	}

	run(`UPDATE need SET supporters = 0 WHERE id = '${newer}';`)
	assert.deepEqual(await order(learner, 4), [newer, older])
	assert.deepEqual(await order(learner, 5), [older, newer])
	assert.deepEqual(await order(organiser, 4), [older, newer])
	run(`UPDATE need SET supporters = 0 WHERE id = '${older}';`)
})

test('many at once are counted each', async () => {
	const { id } = await noted('Banyak sekaligus')
	const all = [organiser, learner, author, admin]

	await Promise.all([0, 1, 2].flatMap(() => all.map(who =>
		who('PUT', `${NEEDS}/${id}/support`))))
	assert.equal((await look(organiser, id)).supporters, all.length)
	await Promise.all([0, 1, 2].flatMap(() => all.map(who =>
		who('DELETE', `${NEEDS}/${id}/support`))))
	assert.equal((await look(organiser, id)).supporters, 0)
})

test('of another agency nobody sees anything', async () => {
	const { id } = await noted('Hanya kami')

	for (const [method, path, body] of [
		['GET', `${NEEDS}/${id}`], ['PUT', `${NEEDS}/${id}/support`],
		['PATCH', `${NEEDS}/${id}`, { revision: 1, state: 'planned' }],
		['POST', `${NEEDS}/${id}/merging`, { into: id }],
		['PUT', `${NEEDS}/${id}/answers`, { modules: [], programmes: [] }],
		['GET', `${NEEDS}/${id}/suggestions`]])
		assert.equal((await stranger(method, path, body)).status, 404,
			`${method} ${path}`)
	assert.equal((await stranger('GET', NEEDS)).body.total, 0)
	assert.equal((await stranger('GET',
		`${NEEDS}?agency=${organiser.person.agency.id}`)).status, 403)
	assert.ok((await admin('GET',
		`${NEEDS}?agency=${organiser.person.agency.id}`)).body.total > 0)
	assert.equal((await admin('GET',
		`${NEEDS}?agency=${stranger.person.agency.id}`)).body.total, 0)
})

test('the list is found by words, field, unit with those below, and state',
	async () => {
		const { id } = await noted('Loket khusus',
			{ topic: 'finance', unit: below, about: `perihal ${mark}zz` })
		const ids = async query => (await learner('GET', `${NEEDS}?${query}`))
			.body.needs.map(n => n.id)

		assert.deepEqual(await ids(`q=${mark}zz`), [id])
		assert.ok((await ids(`unit=${unit}&q=${mark}`)).includes(id))
		assert.deepEqual(await ids(`unit=${unit}&q=${mark}zz&topic=it`), [])
		assert.deepEqual(await ids(`state=planned&q=${mark}zz`), [])
		assert.deepEqual(await ids(`state=gap&q=${mark}zz`), [id])
		assert.equal((await ids(`sort=new&q=${mark}`))[0], id)
		assert.equal((await learner('GET', `${NEEDS}?state=lain`)).status, 422)
		assert.deepEqual(await ids('q=100%25'), [])
	})

test('what becomes of it everybody reads, and those concerned are told',
	async () => {
		const need = await made(author, 'Pelayanan disabilitas')

		await learner('PUT', `${NEEDS}/${need.id}/support`)
		assert.equal((await change(need, { state: 'planned',
			outcome: 'Modul disusun tahun ini.' })).status, 200)
		const seen = await look(learner, need.id)

		assert.equal(seen.state, 'planned')
		assert.equal(seen.history[0].kind, 'planned')
		assert.equal(seen.history[0].words, 'Modul disusun tahun ini.')
		assert.equal('by' in seen.history[0], false)
		for (const who of [learner, author]) {
			const mine = (await told(who)).filter(n =>
				n.href === `/kebutuhan/${need.id}`)

			assert.deepEqual(mine.map(n => n.kind), ['need_planned'])
		}
		assert.equal((await told(organiser)).some(n =>
			n.href === `/kebutuhan/${need.id}`), false)
	})

test('it is declined with a reason only, and then supported no more',
	async () => {
		const need = await made(author, 'Berkuda')
		const bare = await change(need, { state: 'declined' })

		assert.equal(bare.status, 422)
		assert.equal(bare.body.field, 'outcome')
		assert.equal((await change(need, { state: 'declined',
			outcome: 'Bukan tugas kita.' })).status, 200)
		const late = await learner('PUT', `${NEEDS}/${need.id}/support`)

		assert.equal(late.status, 409)
		assert.equal(late.body.code, 'need_decided')
		assert.equal((await author('DELETE', `${NEEDS}/${need.id}/support`))
			.status, 200)
		const jump = await change(need, { state: 'answered' })

		assert.equal(jump.status, 422)
		assert.equal(jump.body.field, 'state')
		assert.equal((await change(need, { state: 'open' })).status, 200)
	})

test('who decides on what another changed meanwhile is told so', async () => {
	const need = await noted('Dua penyelenggara')
	const path = `${NEEDS}/${need.id}`

	assert.equal((await organiser('PATCH', path,
		{ revision: need.revision, topic: 'it' })).status, 200)
	const late = await organiser('PATCH', path,
		{ revision: need.revision, topic: 'finance' })

	assert.equal(late.status, 409)
	assert.equal(late.body.code, 'need_moved')
	assert.equal((await organiser('PATCH', path, { topic: 'it' })).body.field,
		'revision')
	assert.equal((await look(organiser, need.id)).topic, 'it')
})

test('a regulation that changed is cited', async () => {
	const bare = await propose(organiser, `Aturan ${mark}`,
		{ cause: 'regulation' })

	assert.equal(bare.body.field, 'regulation')
	const need = await noted('Aturan cuti')

	assert.equal(need.cause, 'regulation')
	assert.equal(need.regulation, 'Permenpan RB 5/2026')
	assert.equal(need.supporters, 0)
	assert.equal((await change(need, { regulation: '' })).body.field,
		'regulation')
	/* A learner's word is a proposal, whatever the body says. */
	assert.equal((await made(learner, 'Aturan lain',
		{ cause: 'regulation', regulation: 'x' })).cause, 'proposal')
})

test('modules that may answer it are suggested, and a person decides',
	async () => {
		const need = await noted('Tanda tangan elektronik tersertifikasi')
		const { body } = await organiser('GET',
			`${NEEDS}/${need.id}/suggestions`)
		const path = `${NEEDS}/${need.id}/answers`

		assert.ok(Array.isArray(body.modules))
		for (const wrong of [{}, { modules: ['x'], programmes: [] },
			{ modules: [module, module], programmes: [] },
			{ modules: [], programmes: [module] },
			{ modules: Array(21).fill(module), programmes: [] }])
			assert.equal((await organiser('PUT', path, wrong)).status, 422)
		const set = await organiser('PUT', path,
			{ modules: [module], programmes: [] })

		assert.equal(set.status, 200, set.text)
		assert.deepEqual(set.body.modules.map(m => m.id), [module])
		assert.deepEqual((await look(learner, need.id)).modules
			.map(m => m.id), [module])
		assert.deepEqual((await learner('GET',
			`/api/v1/modules/${module}/needs`)).body.needs.map(n => n.id),
		[need.id])
		assert.deepEqual((await stranger('GET',
			`/api/v1/modules/${module}/needs`)).body.needs, [])
		assert.deepEqual((await learner('GET',
			'/api/v1/programmes/x/needs')).body.needs, [])
	})

test('titles of drafts are no learner’s to read in what happened to a need',
	async () => {
		const need = await noted('Menata arsip dinamis')
		const title = `Konsep rahasia ${mark}`
		const draft = await organiser('POST', '/api/v1/programmes', { title,
			mode: 'online' })

		assert.equal(draft.status, 201, draft.text)
		const set = await organiser('PUT', `${NEEDS}/${need.id}/answers`,
			{ modules: [], programmes: [draft.body.id] })

		assert.equal(set.status, 200, set.text)
		assert.ok(set.body.history.some(h => h.words.includes(title)))
		const seen = await look(learner, need.id)

		assert.deepEqual(seen.history.map(h => h.kind),
			['answers', 'recorded'])
		assert.ok(!JSON.stringify(seen).includes(title))
	})

test('a module that is shared no more tells another agency nothing of itself',
	async () => {
		const need = await propose(stranger, 'Tanda tangan di dinas')
		const path = `${NEEDS}/${need.body.id}/answers`
		const share = everybody => author('PUT',
			`/api/v1/modules/${module}/shares`, { everybody, agencies: [] })
		const body = { modules: [module], programmes: [] }

		assert.equal((await share(true)).status, 200)
		assert.deepEqual((await stranger('PUT', path, body)).body.modules
			.map(m => m.id), [module])
		assert.equal((await share(false)).status, 200)
		assert.deepEqual((await look(stranger, need.body.id)).modules, [])
		assert.equal((await stranger('PUT', path, body)).status, 422)
	})

test('a job’s competencies and a field lead to modules', async () => {
	const code = `LK.${mark}`
	const competency = (await organiser('POST', '/api/v1/competencies',
		{ code, name: 'Melayani', kind: 'technical' })).body.id

	await organiser('PUT', `/api/v1/jobs/${job}/competencies`,
		{ competencies: [{ id: competency, level: 2 }] })
	await author('PUT', `/api/v1/modules/${module}/competencies`,
		{ competencies: [{ id: competency, level: 2 }] })
	const need = (await propose(organiser, 'Zxqwkj', { job,
		cause: 'regulation', regulation: 'Perpres 1/2026' })).body
	const { body } = await organiser('GET', `${NEEDS}/${need.id}/suggestions`)

	assert.equal(body.modules[0].id, module)
	assert.ok(body.modules[0].why.includes('competency'))
})

test('gaps come first on the map, and the file has every need', async () => {
	const topic = 'leadership'
	const gap = await noted('Tanpa modul', { topic, unit })
	const full = await noted('Dengan modul', { topic, unit })

	await learner('PUT', `${NEEDS}/${full.id}/support`)
	await organiser('PUT', `${NEEDS}/${full.id}/answers`,
		{ modules: [module], programmes: [] })
	const { body } = await organiser('GET',
		`${NEEDS}/map?unit=${unit}&topic=${topic}`)

	assert.equal(body.groups.length, 1)
	assert.deepEqual(body.groups[0].needs.map(n => [n.id, n.gap]),
		[[gap.id, true], [full.id, false]])
	assert.equal(body.groups[0].gaps, 1)
	assert.equal(body.groups[0].needs[1].answeredBy[0].id, module)
	const left = await organiser('GET',
		`${NEEDS}/map?unit=${unit}&topic=${topic}&state=gap`)

	assert.deepEqual(left.body.groups.flatMap(g => g.needs.map(n => n.id)),
		[gap.id])
	const csv = await organiser('GET', `${NEEDS}.csv?unit=${unit}&q=${mark}`)

	assert.match(csv.headers.get('content-type'), /text\/csv/)
	assert.ok(csv.text.includes(`"Dengan modul ${mark}"`))
	assert.ok(csv.text.includes(`Tanda tangan elektronik ${mark}`))
	assert.equal((await stranger('GET', `${NEEDS}.csv`)).text.includes(mark),
		false)
})

test('two that are one become one: who supported both counts once', async () => {
	const from = await noted('Surat elektronik'), into = await noted('E-surat')
	const third = await noted('Surat digital')
	const path = `${NEEDS}/${from.id}/merging`

	for (const who of [learner, author])
		await who('PUT', `${NEEDS}/${from.id}/support`)
	for (const who of [learner, admin])
		await who('PUT', `${NEEDS}/${into.id}/support`)
	assert.equal((await organiser('POST', path, { into: from.id })).body.field,
		'into')
	assert.equal((await organiser('POST', path, { into: 'x' })).body.field,
		'into')
	const merged = await organiser('POST', path, { into: into.id })

	assert.equal(merged.body.id, into.id)
	assert.equal(merged.body.supporters, 3)
	const was = await look(learner, from.id)

	assert.equal(was.state, 'merged')
	assert.equal(was.mergedInto.id, into.id)
	assert.equal((await look(organiser, from.id)).supporters, 0)
	assert.equal((await change(from, { topic: 'it' })).body.code, 'need_merged')
	/* Who still looks at the old one supports what it is part of. */
	const late = await organiser('PUT', `${NEEDS}/${from.id}/support`)

	assert.equal(late.body.id, into.id)
	assert.equal(late.body.supporters, 4)
	await organiser('POST', `${NEEDS}/${into.id}/merging`, { into: third.id })
	assert.equal((await look(learner, from.id)).mergedInto.id, third.id)
	assert.equal((await look(organiser, third.id)).supporters, 4)
	assert.equal((await learner('GET', `${NEEDS}?q=Surat+elektronik+${mark}`))
		.body.total, 0)
})

test('findings are written down, found, and belong to a need or make one',
	async () => {
		const FINDINGS = '/api/v1/need-findings'
		const whole = { kind: 'interview', day: '2026-01-31', unit, topic: 'it',
			who: `Enam petugas ${mark}`, words: 'Aplikasi baru membingungkan.' }

		for (const [field, wrong] of [['kind', { kind: 'rumor' }],
			['day', { day: '2999-01-01' }], ['day', { day: '2026-02-30' }],
			['who', { who: '' }], ['words', { words: ' ' }],
			['unit', { unit: 'x' }], ['topic', { topic: 'x' }],
			['need', { need: 'x' }], ['need', { need: { title: '' } }]]) {
			const refused = await organiser('POST', FINDINGS,
				{ ...whole, ...wrong })

			assert.equal(refused.status, 422, JSON.stringify(wrong))
			assert.equal(refused.body.field, field)
		}
		const loose = await organiser('POST', FINDINGS, whole)

		assert.equal(loose.status, 201, loose.text)
		assert.equal(loose.body.need, null)
		const open = await organiser('GET',
			`${FINDINGS}?need=none&q=petugas+${mark}`)

		assert.deepEqual(open.body.findings.map(f => f.id), [loose.body.id])
		const tied = await organiser('PATCH', `${FINDINGS}/${loose.body.id}`,
			{ need: { title: `Aplikasi loket ${mark}` } })
		const need = await look(organiser, tied.body.need.id)

		assert.equal(need.cause, 'interview')
		assert.equal(need.unit.id, unit)
		assert.equal(need.findings[0].words, whole.words)
		assert.equal('findings' in await look(learner, need.id), false)
		assert.equal((await stranger('PATCH', `${FINDINGS}/${loose.body.id}`,
			{ need: null })).status, 404)
		const csv = await organiser('GET', `${FINDINGS}.csv?unit=${unit}`)

		assert.ok(csv.text.includes('Aplikasi baru membingungkan.'))
	})

test('a need is made of what a survey brought', async () => {
	const path = `${NEEDS}/from-survey`
	const whole = { source: 'module', survey: module, question: 'Topik apa?',
		title: `Dari survei ${mark}`, about: 'lebih banyak praktik' }
	const need = await organiser('POST', path, whole)

	assert.equal(need.status, 201, need.text)
	assert.equal(need.body.cause, 'survey')
	assert.deepEqual(need.body.source, { kind: 'module', id: module,
		title: `Tanda tangan elektronik ${mark}` })
	assert.equal((await organiser('POST', path, { ...whole, survey: 'x' }))
		.body.field, 'survey')
	assert.equal((await organiser('POST', path, { ...whole, title: '' }))
		.body.field, 'title')
	assert.equal((await stranger('POST', path, whole)).body.field, 'survey')
})

test('who proposes many in an hour waits', async () => {
	const login = `rajin-${mark}`
	const person = await admin('POST', '/api/v1/people', { name: 'Si Rajin',
		login, password: 'belajar-di-balai', roles: [] })

	assert.equal(person.status, 201, person.text)
	const first = await signIn(login)

	await first('PUT', '/api/v1/me/password',
		{ current: 'belajar-di-balai', password: 'belajar-di-dinas-2' })
	const eager = await signIn(login, url, 'belajar-di-dinas-2')

	for (let i = 0; i < 5; i++)
		await made(eager, `Usulan ke-${i}`)
	const more = await propose(eager, `Usulan ke-6 ${mark}`)

	assert.equal(more.status, 429)
	assert.equal(more.body.code, 'needs_many')
})

test('two accounts of one person that support one need count once', async () => {
	const { id } = await noted('Dua akun')
	const make = async login => {
		const made = await admin('POST', '/api/v1/people', { name: 'Siti Dua',
			login, password: 'belajar-di-balai', roles: [] })
		const first = await signIn(login)

		await first('PUT', '/api/v1/me/password',
			{ current: 'belajar-di-balai', password: 'belajar-di-dinas-2' })
		const who = await signIn(login, url, 'belajar-di-dinas-2')

		await who('PUT', `${NEEDS}/${id}/support`)
		return made.body.id
	}
	const one = await make(`siti-a-${mark}`), two = await make(`siti-b-${mark}`)

	assert.equal((await look(admin, id)).supporters, 2)
	const merged = await admin('POST', `/api/v1/people/${one}/merge`,
		{ into: two })

	assert.ok(merged.status < 300, merged.text)
	assert.equal((await look(admin, id)).supporters, 1)
})

