// Versions: published by one or by two, replaced, closed, withdrawn, recorded.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { call, imported, item, publish, scorm12, signIn, url }
	from './lib.mjs'

const stamp = Date.now().toString(36)
const given = 'rahasia-panjang-sekali'
let admin, learners, writer, second, vendor, house, partner

async function person(login, agency, roles) {
	const made = await admin('POST', '/api/v1/people', {
		login: `${login}.${stamp}`, name: `Orang ${login}`, agency, roles,
		password: given,
	})

	assert.equal(made.status, 201, made.text)
	return signedIn(`${login}.${stamp}`)
}

/* With a first password of their own, as everybody must have. */
async function signedIn(login) {
	const first = await signIn(login, url, given)
	const own = `${given}-sendiri`
	const set = await first('PUT', '/api/v1/me/password',
		{ current: given, password: own })

	assert.ok(set.status < 300, set.text)
	return signIn(login, url, own)
}

async function agency(name, kind) {
	const made = await admin('POST', '/api/v1/agencies',
		{ name: `${name} ${stamp}`, kind, helpText: '' })

	assert.equal(made.status, 201, made.text)
	return made.body.id
}

before(async () => {
	admin = await signIn('admin')
	house = await agency('Badan Kepegawaian', 'agency')
	partner = await agency('Universitas', 'partner')
	writer = await person('penyusun', house, ['author'])
	second = await person('rekan', house, ['author'])
	vendor = await person('vendor', partner, ['author'])
	learners = []
	for (const login of ['satu', 'dua', 'tiga'])
		learners.push(await person(login, house, []))
})

/* What `who` uploads becomes a version; of `module` when there is one. */
async function upload(who, title, units, module) {
	const begun = await who('POST', `/api/v1/imports?name=a.zip${
		module ? `&module=${module}` : ''}`,
		readFileSync(scorm12(title, units)),
		{ 'Content-Type': 'application/octet-stream' })

	assert.equal(begun.status, 202, begun.text)
	const ended = await imported(who, begun.body.id)

	assert.equal(ended.state, 'done', JSON.stringify(ended))
	return ended
}

const at = module => `/api/v1/modules/${module}`
const versions = async (who, module) =>
	(await who('GET', `${at(module)}/versions`)).body
const launch = (who, module, body = {}) =>
	who('POST', `${at(module)}/launches`, body)
const kinds = async (who, module) =>
	(await who('GET', `${at(module)}/history`)).body.events
		.map(event => event.kind).reverse()

async function published(title, units) {
	const { module, version } = await upload(writer, `${title} ${stamp}`, units)
	const done = await writer('POST', `${at(module)}/publication`, { version })

	assert.equal(done.status, 200, done.text)
	return { module, version }
}

test('who may publishes by one call, and the record says who', async () => {
	const { module, version } = await published('Sekali klik')
	const list = await versions(writer, module)

	assert.equal(list.publishing, 'alone')
	assert.equal(list.state, 'published')
	assert.equal(list.versions[0].id, version)
	assert.equal(list.versions[0].current, true)
	assert.equal((await launch(learners[0], module)).status, 201)
	const { body } = await writer('GET', `${at(module)}/history`)

	assert.deepEqual(body.events.map(e => [e.kind, e.by, e.version]), [
		['published', 'Orang penyusun', 1], ['imported', 'Orang penyusun', 1]])
})

test('three in flight keep their version, a minor one moves them', async () => {
	const { module, version } = await published('Bertiga', ['Satu', 'Dua'])
	const runs = []

	for (const who of learners) {
		const { body } = await launch(who, module, { unit: 'i0' })

		runs.push(body)
		await who('POST', '/api/v1/saves', item(body, 1, {
			cmi: { 'cmi.suspend_data': `data ${runs.length}` },
			completion: runs.length === 1 ? 'completed' : 'incomplete' }))
	}

	const other = await upload(writer, `Bertiga ${stamp} lain`,
		['Satu', 'Dua', 'Tiga'], module)
	const refused = await writer('POST', `${at(module)}/publication`,
		{ version: other.version, minor: true })

	assert.equal(refused.status, 422)
	assert.equal(refused.body.code, 'not_minor')
	assert.equal((await writer('POST', `${at(module)}/publication`,
		{ version: other.version })).status, 200)
	for (const [i, who] of learners.entries()) {
		const { body } = await launch(who, module)

		assert.equal(body.version.number, 1)
		assert.equal(body.attempt, runs[i].attempt)
		assert.equal((await who('GET', at(module))).body.newer, 2)
	}
	const counted = (await versions(writer, module)).versions

	assert.deepEqual(counted.map(v => [v.number, v.learners, v.inFlight]),
		[[2, 0, 0], [1, 3, 3]])

	/* Back to the first, then a small change of it. */
	await writer('POST', `${at(module)}/publication`, { version })
	const small = await upload(writer, `Bertiga ${stamp} kecil`,
		['Satu', 'Dua'], module)

	assert.equal((await versions(writer, module)).versions[0].sameUnits, true)
	assert.equal((await writer('POST', `${at(module)}/publication`,
		{ version: small.version, minor: true })).status, 200)
	assert.equal((await learners[0]('GET', at(module))).body.newer, null)
	const moved = await launch(learners[1], module, { unit: 'i0' })

	assert.equal(moved.body.version.number, 3)
	assert.equal(moved.body.attempt, runs[1].attempt)
	assert.equal(moved.body.state.cmi['cmi.suspend_data'], 'data 2')
	assert.equal((await launch(learners[0], module)).body.unit.key, 'i1',
		'the lesson done before is done now')

	/* A save of before that comes after the move is kept, and counts. */
	const late = await learners[1]('POST', '/api/v1/saves',
		item(runs[1], 7, { completion: 'completed' }))

	assert.equal(late.status, 200, late.text)
	const after = (await learners[1]('GET', at(module))).body

	assert.equal(after.mine.unitsDone, 1)
	assert.equal(after.outline[0].progress.completion, 'completed')
	const { body } = await writer('GET', `${at(module)}/learners`)

	assert.deepEqual(body.moves.map(m => [m.name, m.from, m.to]).sort(),
		[['Orang dua', 1, 3], ['Orang satu', 1, 3]])
	assert.deepEqual(body.learners.map(l => [l.name, l.version]).sort(),
		[['Orang dua', 3], ['Orang satu', 3], ['Orang tiga', 1]])
	assert.deepEqual(await kinds(writer, module), ['imported', 'published',
		'imported', 'published', 'published', 'imported', 'minor'])
})

test('who is done keeps the version, and may begin the new one', async () => {
	const { module } = await published('Selesai')
	const first = (await launch(learners[0], module)).body

	await learners[0]('POST', '/api/v1/saves',
		item(first, 1, { completion: 'completed' }))
	const next = await upload(writer, `Selesai ${stamp} dua`, ['Satu'], module)

	await writer('POST', `${at(module)}/publication`,
		{ version: next.version, minor: true })
	assert.equal((await launch(learners[0], module)).body.version.number, 1)
	assert.equal((await learners[0]('GET', at(module))).body.newer, 2)
	const anew = await launch(learners[0], module, { restart: true })

	assert.equal(anew.body.version.number, 2)
	assert.notEqual(anew.body.attempt, first.attempt)
	const record = (await learners[0]('GET', '/api/v1/me/progress')).body
		.filter(line => line.module.id === module)

	assert.equal(record.find(line => line.version === 1).completion,
		'completed')
})

test('what several opened and did not finish is told, from three on',
	async () => {
		const { module } = await published('Sulit', ['Mudah', 'Sulit'])
		const stuck = async () =>
			(await writer('GET', `${at(module)}/learners`)).body.stuck

		for (const who of learners.slice(0, 2))
			await launch(who, module, { unit: 'i1' })
		assert.deepEqual(await stuck(), [])
		await launch(learners[2], module, { unit: 'i1' })
		assert.deepEqual(await stuck(),
			[{ key: 'i1', title: 'Sulit', learners: 3 }])
	})

test('where a second person is wanted, the author asks and another approves',
	async () => {
		const strict = await agency('Dinas Ketat', 'agency')
		const set = await admin('PUT', `/api/v1/publishing/${strict}`,
			{ approval: true })

		assert.ok(set.body.agencies.find(a => a.id === strict).approval)
		assert.equal((await admin('GET', '/api/v1/publishing')).status, 200)
		const one = await person('pertama', strict, ['author'])
		const two = await person('kedua', strict, ['author'])
		const pupil = await person('ketat', strict, [])
		const title = `Diperiksa ${stamp}`
		const { module, version, id } = await upload(one, title)

		for (const answer of [
			await one('POST', `${at(module)}/publication`, { version }),
			await one('PATCH', at(module), { state: 'published' }),
			await one('POST', `/api/v1/imports/${id}/publish`),
		]) {
			assert.equal(answer.status, 403, answer.text)
			assert.equal(answer.body.code, 'approval_due')
		}
		const asked = await one('POST', `${at(module)}/approvals`,
			{ version, words: 'Mohon diperiksa' })

		assert.equal(asked.status, 200, asked.text)
		assert.equal(asked.body.versions[0].approval.state, 'waiting')
		const mine = (await one('GET', '/api/v1/approvals')).body

		assert.deepEqual(mine.waiting, [])
		assert.equal(mine.asked[0].title, title)
		const wish = (await two('GET', '/api/v1/approvals')).body.waiting
			.find(w => w.version === version)

		assert.equal(wish.words, 'Mohon diperiksa')
		assert.equal((await writer('GET', '/api/v1/approvals')).body.waiting
			.some(w => w.version === version), false)
		const self = await one('POST', `/api/v1/approvals/${wish.id}/answer`,
			{ approve: true })

		assert.equal(self.status, 403)
		assert.equal(self.body.code, 'approval_own')
		const path = `/api/v1/approvals/${wish.id}/answer`

		assert.equal((await two('POST', path, { approve: false })).status, 422,
			'it is returned with words')
		assert.equal((await two('POST', path,
			{ approve: false, words: 'Nilai minimum belum ada' })).status, 200)
		const returned = (await versions(one, module)).versions[0].approval

		assert.equal(returned.state, 'returned')
		assert.equal(returned.answer, 'Nilai minimum belum ada')
		assert.equal((await pupil('GET', at(module))).status, 404)
		const again = await two('POST', path, { approve: true })

		assert.equal(again.status, 409)

		await one('POST', `${at(module)}/approvals`, { version })
		const recalled = (await one('GET', '/api/v1/approvals')).body.asked
			.find(w => w.state === 'waiting' && w.version === version)
		assert.equal((await two('DELETE', `/api/v1/approvals/${recalled.id}`))
			.status, 403)
		assert.equal((await one('DELETE', `/api/v1/approvals/${recalled.id}`))
			.body.state, 'recalled')

		await one('POST', `${at(module)}/approvals`, { version })
		const last = (await two('GET', '/api/v1/approvals')).body.waiting
			.find(w => w.version === version)

		/* The learner's own player, without leaving a trace in the record. */
		const seen = await launch(two, module, { version })
		assert.equal(seen.status, 201, seen.text)
		assert.equal((await two('POST', `/api/v1/approvals/${last.id}/answer`,
			{ approve: true })).body.state, 'approved')
		assert.equal((await pupil('GET', at(module))).status, 200)
		assert.deepEqual(await kinds(one, module), ['imported', 'asked',
			'returned', 'asked', 'recalled', 'asked', 'approved', 'published'])
		const history = (await one('GET', `${at(module)}/history`)).body.events

		assert.equal(history[1].by, 'Orang kedua')
	})

test('a partner never publishes alone: our own agency approves', async () => {
	const { module, version } = await upload(vendor, `Mitra ${stamp}`)

	assert.equal((await versions(vendor, module)).publishing, 'asking')
	assert.equal((await vendor('POST', `${at(module)}/publication`,
		{ version })).body.code, 'approval_due')
	await vendor('POST', `${at(module)}/approvals`, { version })
	const own = await signIn('penulis')

	for (const who of [writer, vendor])
		assert.equal((await who('GET', '/api/v1/approvals')).body.waiting
			.some(w => w.version === version), false)
	const wish = (await own('GET', '/api/v1/approvals')).body.waiting
		.find(w => w.version === version)

	assert.equal((await own('GET', at(module))).status, 404)
	const page = await own('GET', `${at(module)}?version=${version}`)

	assert.equal(page.status, 200, page.text)
	assert.equal(page.body.outline.length, 1)
	assert.equal((await writer('GET', `${at(module)}?version=${version}`))
		.status, 404)
	assert.equal((await launch(own, module, { version })).status, 201)
	assert.equal((await launch(writer, module, { version })).status, 404)
	assert.equal((await writer('POST', `/api/v1/approvals/${wish.id}/answer`,
		{ approve: true })).status, 404)
	assert.equal((await own('POST', `/api/v1/approvals/${wish.id}/answer`,
		{ approve: true })).status, 200)
	assert.equal((await launch(learners[0], module)).status, 404)
	await vendor('PUT', `${at(module)}/shares`, { agencies: [house] })
	assert.equal((await launch(learners[0], module)).status, 201)

	/* Who has only looked at it has not begun it. */
	await vendor('PATCH', at(module), { state: 'closed' })
	assert.equal((await own('GET', '/api/v1/modules?state=closed')).body.modules
		.some(m => m.id === module), false)
	assert.ok((await vendor('GET', '/api/v1/modules?state=closed')).body.modules
		.some(m => m.id === module))
})

test('looking at a version counts for nothing', async () => {
	const { module } = await published('Dilihat')
	const next = await upload(writer, `Dilihat ${stamp} dua`, ['A', 'B'], module)
	const seen = (await launch(writer, module, { version: next.version })).body

	assert.equal(seen.version.number, 2)
	assert.equal((await writer('POST', '/api/v1/saves',
		item(seen, 1, { completion: 'completed' }))).status, 200)
	const again = (await launch(writer, module, { version: next.version })).body

	assert.equal(again.attempt, seen.attempt)
	assert.equal(again.unit.key, 'i1')
	const page = (await writer('GET', at(module))).body

	assert.equal(page.mine, null)
	assert.equal(page.version.number, 1)
	const looked = (await writer('GET',
		`${at(module)}?version=${next.version}`)).body

	assert.equal(looked.version.number, 2)
	assert.equal(looked.outline[0].progress.completion, 'completed')
	assert.equal((await writer('GET', '/api/v1/me/progress')).body
		.some(line => line.module.id === module), false)
	assert.equal((await writer('GET', '/api/v1/me/modules')).body.modules
		.some(m => m.id === module), false)
	assert.ok((await versions(writer, module)).versions
		.every(v => v.learners === 0))
	assert.equal((await launch(learners[0], module,
		{ version: next.version })).status, 404)
})

test('closing stops new starts alone, and can be undone', async () => {
	const { module } = await published('Tutup')

	await launch(learners[0], module)
	assert.equal((await writer('PATCH', at(module), { state: 'closed' })).status,
		200)
	assert.equal((await launch(learners[0], module)).status, 201)
	const shut = await launch(learners[1], module)

	assert.equal(shut.status, 403)
	assert.equal(shut.body.code, 'module_shut')
	assert.match(shut.body.detail, /“Tutup [^”]*” dari .*tanyakan kepada \S+/)
	const draft = await upload(writer, `Draf ${stamp}`, ['Satu'])
	assert.equal((await writer('POST', `${at(draft.module)}/withdrawal`,
		{ reason: 'Salah' })).status, 200)
	assert.equal((await learners[1]('GET', at(draft.module))).status, 404)
	assert.equal((await writer('PATCH', at(module), { state: 'draft' })).status,
		422)
	assert.equal((await writer('PATCH', at(module), { state: 'published' }))
		.status, 200)
	assert.equal((await launch(learners[1], module)).status, 201)
	assert.deepEqual((await kinds(writer, module)).slice(2),
		['closed', 'opened'])
})

test('withdrawing stops all at once, says why, and loses no answer', async () => {
	const { module, version } = await published('Tarik')
	const run = (await launch(learners[0], module)).body
	const page = run.url.split('#')[0].replace('~play', 'p0.html')
	const reason = 'Dasar hukumnya dicabut'
	const standing = `${at(module)}/standing`

	assert.equal((await call('GET', page)).status, 200)
	assert.equal((await learners[0]('GET', standing)).body.state, 'published')
	assert.equal((await writer('POST', `${at(module)}/withdrawal`, {})).status,
		422)
	const done = await writer('POST', `${at(module)}/withdrawal`, { reason })

	assert.equal(done.status, 200, done.text)
	assert.equal(done.body.withdrawnWhy, reason)
	for (const answer of [
		await call('GET', page),
		await call('GET', run.url.split('#')[0]),
		await launch(learners[0], module),
		await launch(learners[0], module, { restart: true }),
		await learners[0]('GET', standing),
		await launch(writer, module, { version }),
		await call('GET', `${new URL(run.url).origin}/r/launch`, { headers: {
			'X-Balai-Run': run.runToken } }),
	]) {
		assert.equal(answer.status, 403, answer.text)
		assert.equal(answer.body.code, 'module_withdrawn')
		assert.match(answer.body.detail, /Dasar hukumnya dicabut/)
	}
	for (const answer of [await launch(learners[1], module),
		await learners[1]('GET', at(module)),
		await learners[1]('GET', standing)]) {
		assert.equal(answer.status, 403, answer.text)
		assert.equal(answer.body.code, 'module_gone')
		assert.match(answer.body.detail, /Dasar hukumnya dicabut/)
		assert.ok(answer.body.detail.includes(`“Tarik ${stamp}”`))
	}
	assert.equal((await learners[1]('GET', `/api/v1/modules?q=Tarik ${stamp}`
		.replace(/ /g, '%20'))).body.total, 0)
	const saved = await call('POST', `${url}/api/v1/saves`, {
		body: item(run, 1, { completion: 'completed' }),
		headers: { 'X-Balai-Run': run.runToken } })

	assert.equal(saved.status, 200, saved.text)
	const mine = (await learners[0]('GET', at(module))).body

	assert.equal(mine.withdrawn.reason, reason)
	assert.equal(mine.mine.completion, 'completed')

	/* What is made to replace it can be looked at meanwhile. */
	const next = await upload(writer, `Tarik ${stamp} dua`, ['Satu'], module)
	assert.equal((await launch(writer, module, { version: next.version }))
		.status, 201)

	assert.equal((await second('DELETE', `${at(module)}/withdrawal`)).status,
		403, 'who withdrew it lifts it, or an administrator')
	assert.equal((await writer('DELETE', `${at(module)}/withdrawal`)).status,
		200)
	assert.equal((await call('GET', page)).status, 200)
	assert.equal((await launch(learners[0], module)).status, 201)
	const { body } = await writer('GET', `${at(module)}/history`)

	assert.deepEqual(body.events.slice(0, 3).map(e => [e.kind, e.words]), [
		['lifted', ''], ['imported', ''], ['withdrawn', reason]])
})

test('what an administrator withdrew, no author takes over to lift', async () => {
	const { module } = await published('Tarik admin')
	const withdraw = who => who('POST', `${at(module)}/withdrawal`,
		{ reason: 'Salah isi' })

	assert.equal((await withdraw(writer)).status, 200)
	assert.equal((await withdraw(admin)).status, 200)
	assert.equal((await withdraw(writer)).status, 403)
	assert.equal((await writer('DELETE', `${at(module)}/withdrawal`)).status,
		403)
	assert.equal((await launch(learners[0], module)).status, 403)
	assert.equal((await admin('DELETE', `${at(module)}/withdrawal`)).status,
		200)
})

test('authors of another agency see nothing of it', async () => {
	const { module, version } = await published('Milik kami')

	for (const path of ['versions', 'history', 'learners'])
		assert.equal((await vendor('GET', `${at(module)}/${path}`)).status, 403)
	assert.equal((await vendor('POST', `${at(module)}/publication`,
		{ version })).status, 403)
	assert.equal((await vendor('POST', `${at(module)}/withdrawal`,
		{ reason: 'x' })).status, 403)
	const foreign = (await published('Lain lagi')).version

	assert.equal((await writer('POST', `${at(module)}/publication`,
		{ version: foreign })).status, 404)
})

/* An agency that wants a second person, with two authors of it. */
async function strict(name) {
	const id = await agency(name, 'agency')
	const asks = await person(`asks.${name.toLowerCase()}`, id, ['author'])
	const decides = await person(`decides.${name.toLowerCase()}`, id,
		['author'])
	const { module, version } = await upload(asks, `${name} ${stamp}`)

	await asks('POST', `${at(module)}/publication`, { version })
	await admin('PUT', `/api/v1/publishing/${id}`, { approval: true })
	return { asks, decides, module }
}

const changesFor = async (who, module) =>
	(await who('GET', '/api/v1/approvals')).body.waiting
		.filter(wish => wish.module === module)

test('what is said of a published module waits for a second person as well',
	async () => {
		const { asks, decides, module } = await strict('Berdua')
		const before = (await asks('GET', at(module))).body
		const asked = await asks('PATCH', at(module),
			{ title: `Judul lain ${stamp}`, jp: 5, contact: before.contact })

		assert.equal(asked.status, 200, asked.text)
		assert.equal(asked.body.title, before.title)
		assert.equal(asked.body.jp, before.jp)
		const wanted = [
			{ field: 'title', from: before.title,
				to: `Judul lain ${stamp}` },
			{ field: 'jp', from: 0, to: 5 }]
		assert.deepEqual(asked.body.changes, wanted)
		assert.deepEqual((await changesFor(asks, module)), [])
		const [wish] = await changesFor(decides, module)
		assert.deepEqual(wish.changes, wanted)
		assert.equal(wish.title, before.title)
		const own = await asks('POST', `/api/v1/approvals/${wish.id}/answer`,
			{ approve: true })
		assert.equal(own.body.code, 'approval_own')

		const done = await decides('POST',
			`/api/v1/approvals/${wish.id}/answer`, { approve: true })
		assert.equal(done.status, 200, done.text)
		const now = (await asks('GET', at(module))).body
		assert.equal(now.title, `Judul lain ${stamp}`)
		assert.equal(now.jp, 5)
		assert.deepEqual(now.changes, [])
		const { body } = await asks('GET', `${at(module)}/history`)
		assert.deepEqual(body.events.slice(0, 2).map(e => [e.kind, e.by]), [
			['described', `Orang decides.berdua`],
			['changeAsked', 'Orang asks.berdua']])
		assert.deepEqual(body.events[0].changes, wanted)
	})

test('changes that are returned or taken back change nothing; newer words of ' +
	'one’s own take the place of the older ones', async () => {
	const { asks, decides, module } = await strict('Kembali')
	const { title } = (await asks('GET', at(module))).body

	await asks('PATCH', at(module), { title: 'Pertama' })
	await asks('PATCH', at(module), { title: 'Kedua' })
	const waiting = await changesFor(decides, module)
	assert.deepEqual(waiting.map(w => w.changes[0].to), ['Kedua'])
	const other = await decides('PATCH', at(module), { title: 'Ketiga' })
	assert.equal(other.status, 409)
	assert.equal(other.body.code, 'changes_waiting')

	const back = await decides('POST',
		`/api/v1/approvals/${waiting[0].id}/answer`,
		{ approve: false, words: 'Terlalu pendek' })
	assert.equal(back.status, 200, back.text)
	await asks('PATCH', at(module), { title: 'Keempat' })
	const [last] = await changesFor(decides, module)
	assert.equal((await versions(asks, module)).changesByMe, true)
	await asks('DELETE', `/api/v1/approvals/${last.id}`)
	assert.equal((await versions(asks, module)).changes, null)
	assert.equal((await asks('GET', at(module))).body.title, title)
	assert.deepEqual((await kinds(asks, module)).slice(-5), ['changeAsked',
		'changeAsked', 'changeReturned', 'changeAsked', 'changeRecalled'])
	const same = await asks('PATCH', at(module), { title })
	assert.deepEqual(same.body.changes, [])
})

test('where nobody else has to agree, what is said changes at once and is ' +
	'written down; of a draft it is not', async () => {
	const { module, version } = await upload(writer, `Catat ${stamp}`)

	await admin('PUT', `/api/v1/publishing/${house}`, { approval: false })
	await writer('PATCH', at(module), { title: `Draf ${stamp}` })
	assert.deepEqual(await kinds(writer, module), ['imported'])
	await writer('POST', `${at(module)}/publication`, { version })
	const { body } = await writer('PATCH', at(module),
		{ title: `Terbit ${stamp}` })
	assert.equal(body.title, `Terbit ${stamp}`)
	const told = await writer('GET', `${at(module)}/history`)
	assert.equal(told.body.events[0].kind, 'described')
	assert.deepEqual(told.body.events[0].changes, [{ field: 'title',
		from: `Draf ${stamp}`, to: `Terbit ${stamp}` }])
})

test('a state that does not follow, and a host that does not fit, are told ' +
	'by the name of the field', async () => {
	const { module } = await upload(writer, `Isian ${stamp}`)

	for (const [who, change, field] of [
		[writer, { state: 'closed' }, 'state'],
		[writer, { state: 'hilang' }, 'state'],
		[admin, { allowHosts: ['http://tanpa-s.go.id'] }, 'allowHosts'],
		[admin, { allowHosts: 'https://satu.go.id' }, 'allowHosts'],
		[admin, { allowPopups: 'ya' }, 'allowPopups']]) {
		const { status, body } = await who('PATCH', at(module), change)

		assert.equal(status, 422, JSON.stringify(change))
		assert.equal(body.code, 'field_invalid')
		assert.equal(body.field, field)
	}
})

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlE' +
	'QVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const pictureOf = async (who, module) =>
	(await who('GET', at(module))).body.picture

test('its picture waits too, beside the words, and is kept meanwhile',
	async () => {
		const { asks, decides, module } = await strict('Bergambar')
		const title = `Dengan gambar ${stamp}`

		await asks('PATCH', at(module), { title })
		const asked = await asks('PUT', `${at(module)}/picture`, png,
			{ 'Content-Type': 'image/png' })

		assert.equal(asked.status, 200, asked.text)
		assert.equal(asked.body.picture, null)
		assert.deepEqual(asked.body.changes.map(c => c.field).sort(),
			['picture', 'title'])
		assert.equal(await pictureOf(asks, module), null)
		await asks('PATCH', at(module), { title: `${title}, lagi` })
		const [wish] = await changesFor(decides, module)
		const blob = wish.changes.find(c => c.field === 'picture').to
		const shown = await decides('GET', `/gambar/${blob}`)

		assert.equal(shown.status, 200)
		assert.equal(shown.headers.get('content-type'), 'image/png')
		await decides('POST', `/api/v1/approvals/${wish.id}/answer`,
			{ approve: true })
		const { body } = await asks('GET', at(module))

		assert.equal(body.title, `${title}, lagi`)
		assert.equal(body.picture.url, `/gambar/${blob}`)
		assert.equal(body.picture.bytes, png.length)

		const gone = await asks('DELETE', `${at(module)}/picture`)

		assert.deepEqual(gone.body.changes,
			[{ field: 'picture', from: blob, to: '' }])
		assert.equal((await pictureOf(asks, module)).url, `/gambar/${blob}`)
		const [other] = await changesFor(decides, module)

		await decides('POST', `/api/v1/approvals/${other.id}/answer`,
			{ approve: true })
		assert.equal(await pictureOf(asks, module), null)
	})

test('a picture that is not agreed to is nobody\'s', async () => {
	const { asks, decides, module } = await strict('Tanpagambar')

	// Other bytes than above: they would still be another module's.
	await asks('PUT', `${at(module)}/picture`,
		Buffer.concat([png, Buffer.from(stamp)]),
		{ 'Content-Type': 'image/png' })
	const [wish] = await changesFor(decides, module)
	const address = `/gambar/${wish.changes[0].to}`

	assert.equal((await decides('GET', address)).status, 200)
	await decides('POST', `/api/v1/approvals/${wish.id}/answer`,
		{ approve: false, words: 'Terlalu kecil' })
	assert.equal((await decides('GET', address)).status, 404)
	assert.equal(await pictureOf(asks, module), null)
})

/* More than are asked of the database at once. */
test('many versions and many requests are each told of as they are',
	async () => {
		const own = await published('Banyak', ['Satu', 'Dua'])
		const made = []

		for (let i = 0; i < 23; i++)
			made.push(await upload(writer, `Banyak ${stamp} ${i}`,
				i % 3 ? ['Satu', 'Dua'] : ['Satu'], own.module))
		for (const [i, { version }] of made.entries())
			if (i % 2)
				assert.equal((await writer('POST',
					`${at(own.module)}/approvals`,
					{ version, words: `kata ${i}` })).status, 200)
		const [returned] = (await second('GET', '/api/v1/approvals')).body
			.waiting.filter(w => w.words === 'kata 21')
		assert.equal((await second('POST',
			`/api/v1/approvals/${returned.id}/answer`,
			{ approve: false, words: 'belum' })).status, 200)
		assert.equal((await writer('POST', `${at(own.module)}/approvals`,
			{ version: made[21].version, words: 'kata baru' })).status, 200)

		const list = (await versions(writer, own.module)).versions
		assert.equal(list.length, 24)
		for (const [i, { version }] of made.entries()) {
			const line = list.find(v => v.id === version)

			assert.equal(line.sameUnits, i % 3 !== 0, `version ${i}`)
			assert.equal(line.approval?.words ?? null, i === 21
				? 'kata baru' : i % 2 ? `kata ${i}` : null)
			assert.equal(line.askedByMe, i % 2 === 1)
		}
		assert.equal(list.at(-1).current, true)
		assert.equal(list.at(-1).sameUnits, false)

		const theirs = await upload(vendor, `Titipan ${stamp}`, ['Satu'])
		assert.equal((await vendor('POST', `${at(theirs.module)}/approvals`,
			{ version: theirs.version, words: 'titipan' })).status, 200)
		const seen = (await second('GET', '/api/v1/approvals')).body.waiting
			.filter(w => w.module === own.module)
		assert.equal(seen.length, 11)
		assert.ok(seen.every(w => w.title === `Banyak ${stamp}` &&
			w.agency === `Badan Kepegawaian ${stamp}`))
		const sent = (await vendor('GET', '/api/v1/approvals')).body
		assert.deepEqual(sent.asked.filter(w => w.words === 'titipan')
			.map(w => [w.title, w.agency]),
		[[`Titipan ${stamp}`, `Universitas ${stamp}`]])
		assert.ok(!sent.waiting.some(w => w.module === own.module))
	})
