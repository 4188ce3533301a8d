// From the catalogue to a score on disk, as a program would do it.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { call, item, publish, scorm12, signIn, top, url, zip } from './lib.mjs'

let learner, other, author, module
const save = (launch, fields, token = launch.runToken) =>
	call('POST', `${url}/api/v1/saves`,
		{ body: fields, headers: { 'X-Balai-Run': token } })
const progress = async who =>
	(await who('GET', '/api/v1/me/progress')).body
		.filter(p => p.module.id === module)
const launched = async (who, body = {}) => {
	const answer = await who('POST', `/api/v1/modules/${module}/launches`, body)

	assert.equal(answer.status, 201, answer.text)
	return answer.body
}

before(async () => {
	[learner, other, author] = await Promise.all(
		['peserta', 'atasan', 'penulis'].map(login => signIn(login)))
	module = publish(scorm12(`Belajar ${Date.now()}`,
		['Pembuka', 'Isi', 'Penutup'])).module
})

test('a module shows its outline, sizes and that it was not begun', async () => {
	const { status, body } = await learner('GET', `/api/v1/modules/${module}`)

	assert.equal(status, 200)
	assert.deepEqual(body.outline.map(n => n.title),
		['Pembuka', 'Isi', 'Penutup'])
	assert.ok(body.outline.every(n => n.bytes > 1000 && n.launchable))
	assert.equal(body.mine, null)
	assert.equal(body.version.units, 3)
	assert.equal(body.report, undefined)
})

test('the catalogue finds a module by a word of its title', async () => {
	const { body } = await learner('GET', '/api/v1/modules?q=belajar%20')

	assert.ok(body.modules.some(m => m.id === module))
	const { body: none } = await learner('GET', '/api/v1/modules?q=100%25_')
	assert.deepEqual(none.modules, [])
	assert.equal(none.total, 0)
})

test('a launch gives all that a package may ask right after Initialize',
	async () => {
		const launch = await launched(learner)
		const origin = new URL(launch.url).origin

		assert.equal(new URL(launch.url).hostname, `${module}.localhost`)
		assert.equal(launch.state.unit.launchHref, 'p0.html')
		assert.equal(launch.state.entry, 'ab-initio')
		assert.deepEqual(launch.state.cmi, {})
		assert.equal(launch.state.learner.name, learner.person.name)
		const alone = await call('GET', `${origin}/r/launch`, { headers: {
			Authorization: `Bearer ${launch.runToken}` } })

		assert.equal(alone.status, 200)
		assert.equal(alone.body.run, launch.run)
		assert.deepEqual(alone.body.unit, launch.state.unit)
	})

test('a saved item is progress, and a package claims it', async () => {
	const launch = await launched(learner)
	const answer = await save(launch, item(launch, 1, {
		cmi: { 'cmi.suspend_data': 'halaman=2' }, completion: 'completed',
		success: 'passed', location: 'h2',
		score: { scaled: 0.8, raw: 80, min: 0, max: 100 } }))

	assert.equal(answer.status, 200, answer.text)
	assert.equal(answer.body.duplicate, false)
	assert.ok(Math.abs(answer.body.savedAt - Date.now()) < 10000)
	const [line] = await progress(learner)

	assert.equal(line.completion, 'completed')
	assert.equal(line.score.raw, 80)
	assert.equal(line.source, 'package')
	assert.equal(line.unit.title, 'Pembuka')
})

test('the same item sent again is acknowledged and counts once', async () => {
	const launch = await launched(learner, { unit: 'i0' })
	const one = item(launch, 1, { sessionTimeMs: 5000 })
	const before = (await progress(learner))[0].timeMs

	await save(launch, one)
	const again = await save(launch, one)

	assert.equal(again.status, 200)
	assert.equal(again.body.duplicate, true)
	assert.equal((await progress(learner))[0].timeMs, before + 5000)
})

test('an item that comes late takes nothing away', async () => {
	const launch = await launched(learner, { unit: 'i1' })

	await save(launch, item(launch, 5, { cmi: { 'cmi.suspend_data': 'new' },
		completion: 'completed' }))
	const late = await save(launch, item(launch, 2,
		{ cmi: { 'cmi.suspend_data': 'old' } }))

	assert.equal(late.status, 200)
	assert.equal(late.body.duplicate, true)
	assert.equal(late.body.sequence, 5)
	const next = await launched(learner, { unit: 'i1' })

	assert.equal(next.state.cmi['cmi.suspend_data'], 'new')
	assert.equal(next.state.entry, 'resume')
})

test('two launches of one lesson both keep what they save', async () => {
	const first = await launched(learner, { unit: 'i2' })
	const second = await launched(learner, { unit: 'i2' })

	await save(second, item(second, 1, { cmi: { 'cmi.location': 'b' } }))
	const kept = await save(first, item(first, 1,
		{ cmi: { 'cmi.location': 'a' }, completion: 'completed',
			score: { scaled: 1 } }))

	assert.equal(kept.body.duplicate, false)
	const line = (await progress(learner)).find(p => p.unit.key === 'i2')

	assert.equal(line.completion, 'completed')
	assert.equal(line.score.scaled, 1)
	const next = await launched(learner, { unit: 'i2' })

	assert.equal(next.state.cmi['cmi.location'], 'b')
})

test('when every lesson is done the module is, and says so', async () => {
	const { body } = await learner('GET', '/api/v1/me/modules')
	const mine = body.modules.find(m => m.id === module)

	assert.equal(mine.mine.completion, 'completed')
	assert.equal(mine.mine.unitsDone, 3)
	assert.ok(mine.resume.unit.title)
})

test('continuing opens the first lesson that is not done', async () => {
	const first = await launched(other)

	assert.equal(first.unit.key, 'i0')
	await save(first, item(first, 1, { completion: 'completed' }))
	const next = await launched(other)

	assert.equal(next.unit.key, 'i1')
	assert.equal(next.attempt, first.attempt)
})

test('beginning again is an attempt of its own', async () => {
	const before = await launched(learner)
	const again = await launched(learner, { restart: true })

	assert.notEqual(again.attempt, before.attempt)
	assert.deepEqual(again.state.cmi, {})
})

test('a token saves only the run that it is for', async () => {
	const mine = await launched(learner)
	const theirs = await launched(other)
	const answer = await save(theirs, item(theirs, 1), mine.runToken)

	assert.equal(answer.status, 403)
	assert.equal(answer.body.code, 'run_foreign')
})

test('a token that was changed by one letter is refused', async () => {
	const launch = await launched(learner)
	const at = 30
	const token = launch.runToken.slice(0, at) +
		(launch.runToken[at] === 'A' ? 'B' : 'A') +
		launch.runToken.slice(at + 1)
	const answer = await save(launch, item(launch, 1), token)

	assert.equal(answer.status, 401)
	assert.equal(answer.body.code, 'token_invalid')
	const files = launch.url.split('#')[0].replace('~play', 'p0.html')

	assert.equal((await call('GET', files)).status, 200)
	assert.equal((await call('GET', files.replace(/\/c\/..../, '/c/AWAA')))
		.status, 401)
})

test('a files token writes nothing, and a run token reads no file', async () => {
	const launch = await launched(learner)
	const files = launch.url.match(/\/c\/([^/]+)\//)[1]

	assert.equal((await save(launch, item(launch, 1), files)).status, 401)
	assert.equal((await call('GET', launch.url.split('#')[0]
		.replace(files, launch.runToken))).status, 401)
})

test('the session saves its own items without a token, and nobody else\'s',
	async () => {
		const launch = await launched(learner)
		const own = await learner('POST', '/api/v1/saves', item(launch, 1))
		const foreign = await other('POST', '/api/v1/saves', item(launch, 2))

		assert.equal(own.status, 200)
		assert.equal(foreign.status, 403)
		assert.equal(foreign.body.code, 'run_foreign')
	})

test('signing out ends the tokens of that session', async () => {
	const short = await signIn('peserta')
	const launch = await launched(short)

	assert.equal((await short('DELETE', '/api/v1/session')).status, 204)
	assert.equal((await save(launch, item(launch, 1))).status, 401)
	assert.equal((await call('GET', launch.url.split('#')[0])).status, 401)
	const kept = await learner('POST', '/api/v1/saves', item(launch, 1))

	assert.equal(kept.status, 200)
})

test('an item that does not fit names the part, and nothing is stored',
	async () => {
		const launch = await launched(learner)
		const answer = await save(launch, item(launch, 1,
			{ score: { scaled: 7 } }))

		assert.equal(answer.status, 422)
		assert.equal(answer.body.code, 'item_invalid')
		assert.match(answer.body.detail, /score/)
	})

test('a SCORM 2004 lesson that asks to suspend all finds its data again, ' +
	'one that ended otherwise begins anew', async () => {
	const folder = join(top, 'tests/packages/browser/scorm2004')
	const { module: own } = publish(zip(Object.fromEntries(readdirSync(folder)
		.map(name => [name, readFileSync(join(folder, name), 'utf8')]))))
	const cmi = { 'cmi.suspend_data': 'foobar' }
	const open = async () => (await learner('POST',
		`/api/v1/modules/${own}/launches`, {})).body

	for (const [nav, entry, found] of [
		[{ request: 'suspendAll' }, 'resume', cmi],
		[{ request: 'exitAll' }, 'ab-initio', {}],
	]) {
		const launch = await open()
		const answer = await save(launch, item(launch, 1,
			{ cmi, nav, exit: 'normal', ended: true }))

		assert.equal(answer.status, 200, answer.text)
		const { state } = await open()

		assert.deepEqual([state.entry, state.cmi], [entry, found])
	}
})

test('what units share may be as long as the standard says', async () => {
	const launch = await launched(learner, { unit: 'i1' })
	const activity = { v: 1, data: [['x', 'y'.repeat(64000)],
		['z', 'y'.repeat(64000)]] }
	const answer = await save(launch, item(launch, 1, { activity }))

	assert.equal(answer.status, 200, answer.text)
	assert.deepEqual((await launched(learner, { unit: 'i1' })).state.activity,
		activity)
})

test('suspend data of 64,000 characters comes back whole', async () => {
	const launch = await launched(learner)
	const long = 'ä"\\'.repeat(21333) + 'z'

	assert.equal(long.length, 64000)
	const answer = await save(launch, item(launch, 1,
		{ cmi: { 'cmi.suspend_data': long } }))

	assert.equal(answer.status, 200)
	const next = await launched(learner, { unit: launch.unit.id })

	assert.equal(next.state.cmi['cmi.suspend_data'], long)
})

test('an unknown lesson is refused by its own code', async () => {
	const answer = await learner('POST', `/api/v1/modules/${module}/launches`,
		{ unit: 'tidak-ada' })

	assert.equal(answer.status, 404)
	assert.equal(answer.body.code, 'no_unit')
})

test('package files say whose they are, how long, and what they may do',
	async () => {
		const launch = await launched(learner)
		const address = launch.url.split('#')[0].replace('~play', 'p1.html')
		const plain = await call('GET', address)
		const policy = plain.headers.get('content-security-policy')

		assert.match(policy, /^default-src 'self' /)
		assert.match(policy, /sandbox allow-scripts allow-same-origin/)
		assert.ok(!policy.includes('allow-popups'))
		assert.match(policy, new RegExp(`frame-ancestors 'self' ${url};`))
		assert.equal(plain.headers.get('set-cookie'), null)
		assert.match(plain.headers.get('cache-control'), /immutable/)
		const again = await call('GET', address, { headers: {
			'If-None-Match': plain.headers.get('etag') } })

		assert.equal(again.status, 304)
		const part = await call('GET', address,
			{ headers: { Range: 'bytes=0-8' } })

		assert.equal(part.status, 206)
		assert.equal(part.text, '<!doctype')
		const worker = await call('GET', address,
			{ headers: { 'Service-Worker': 'script' } })

		assert.equal(worker.status, 403)
	})

test('a version is served on its module\'s host alone', async () => {
	const launch = await launched(learner)
	const address = new URL(launch.url.split('#')[0])

	address.hostname = `${'0'.repeat(26)}.localhost`
	const answer = await call('GET', String(address))

	assert.equal(answer.status, 421)
	assert.equal(answer.body.code, 'wrong_host')
})

test('an author opens a module\'s packages to other hosts only as administrator',
	async () => {
		const admin = await signIn('admin')
		const path = `/api/v1/modules/${module}`
		const hosts = ['https://video.contoh.go.id']

		assert.equal((await author('PATCH', path, { allowHosts: hosts })).status,
			403)
		for (const bad of ['https://a.id; script-src *', 'http://a.id',
			'https://*', "https://a.id 'unsafe-eval'", 'https://a..id'])
			assert.equal((await admin('PATCH', path, { allowHosts: [bad] }))
				.status, 422, bad)
		assert.equal((await admin('PATCH', path, { allowHosts: hosts,
			allowPopups: true })).status, 200)
		const launch = await launched(learner)
		const page = () => call('GET', launch.url.split('#')[0])
		const policy = (await page()).headers.get('content-security-policy')

		assert.match(policy, /blob: https:\/\/video\.contoh\.go\.id;/)
		assert.match(policy, /allow-popups$/)
		assert.equal((await page()).headers.get('connection-allowlist'), null)
		await admin('PATCH', path, { allowPopups: false })
		assert.equal((await page()).headers.get('connection-allowlist'),
			'(response-origin "https://video.contoh.go.id");redirects=allow')
		await admin('PATCH', path, { allowHosts: [], allowPopups: false })
	})

test('a script that begins again and again is stopped, and fills no disk',
	async () => {
		const who = await signIn('penyelenggara')
		const path = `/api/v1/modules/${module}/launches`
		const first = (await who('POST', path, {})).body
		const again = (await who('POST', path, { restart: true })).body

		assert.equal(again.attempt, first.attempt,
			'nothing was reached, so nothing is begun again')
		let last

		for (let i = 0; i < 70 && last?.status !== 429; i++)
			last = await who('POST', path, {})
		assert.equal(last.status, 429)
		assert.equal(last.body.code, 'too_many')
	})
