// One's own name and data, and two accounts that become one.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { item, newPerson, publish, scorm12, signIn, url, visitor } from './lib.mjs'

const stamp = Date.now()
let admin, organiser

before(async () => {
	admin = await signIn('admin')
	organiser = await signIn('penyelenggara')
})

/* Somebody with a password of their own; `.id`, `.login`. */
const somebody = (login, more = {}) => newPerson(admin,
	{ name: `Orang ${login}`, login, roles: ['learner'], ...more })

async function elsewhere(name) {
	return (await admin('POST', '/api/v1/agencies',
		{ name: `${name} ${stamp}`, kind: 'agency' })).body.id
}

/* Open the module's only unit and save it, completed or not. */
async function learn(who, module, completion = 'completed') {
	const launch = (await who('POST', `/api/v1/modules/${module}/launches`,
		{})).body
	const saved = await who('POST', '/api/v1/saves', item(launch, 1,
		{ completion, success: completion === 'completed' ? 'passed'
			: 'unknown' }))

	assert.equal(saved.status, 200, saved.text)
	return launch
}

const merge = (by, from, into) =>
	by('POST', `/api/v1/people/${from.id}/merge`, { into: into.id })
const mine = async (who, module) => (await who('GET', '/api/v1/me/modules'))
	.body.modules.find(m => m.id === module)?.mine

test('a name is mended at once where it stays the same name', async () => {
	const as = await somebody(`nama-${stamp}`, { name: 'SITI AMINAH' })
	const put = name => as('PUT', '/api/v1/me/name', { name })
	const mended = await put('Dr. Siti Aminah, M.Si.')

	assert.equal(mended.status, 200, mended.text)
	assert.deepEqual(mended.body,
		{ name: 'Dr. Siti Aminah, M.Si.', wish: null })
	assert.equal((await as('GET', '/api/v1/me')).body.name,
		'Dr. Siti Aminah, M.Si.')
	assert.equal((await put('')).status, 422)
	/* One slip after the other makes no other name of it. */
	assert.equal((await put('Siti Aminan')).body.wish, null)
	assert.equal((await put('Siti Amiran')).body.wish?.name, 'Siti Amiran')
	assert.equal((await as('GET', '/api/v1/me/name')).body.name,
		'Siti Aminan')
})

test('another name waits for an organiser of the agency', async () => {
	const as = await somebody(`ganti-${stamp}`, { name: 'Siti Aminah' })
	const far = await somebody(`jauh-${stamp}`,
		{ agency: await elsewhere('Dinas jauh'), roles: ['organiser'] })
	const wish = { name: 'Maryam Hidayat' }
	const put = await as('PUT', '/api/v1/me/name', wish)

	assert.equal(put.body.name, 'Siti Aminah')
	assert.equal(put.body.wish.name, 'Maryam Hidayat')
	const waits = async who => (await who('GET', '/api/v1/name-wishes')).body
		.wishes.find(w => w.id === as.id)

	assert.equal((await waits(organiser)).before, 'Siti Aminah')
	assert.equal(await waits(far), undefined)
	const answer = (who, body) =>
		who('POST', `/api/v1/name-wishes/${as.id}/answer`, body)

	assert.equal((await answer(far, { ...wish, grant: true })).status, 404)
	assert.equal((await answer(organiser, { name: 'Lain', grant: true }))
		.status, 409)
	assert.equal((await answer(organiser, { ...wish, grant: true })).status,
		204)
	assert.equal((await as('GET', '/api/v1/me')).body.name, 'Maryam Hidayat')
	await as('PUT', '/api/v1/me/name', { name: 'Siti Aminah' })
	assert.equal((await as('DELETE', '/api/v1/me/name')).body.wish, null)
	await as('PUT', '/api/v1/me/name', { name: 'Siti Aminah' })
	assert.equal((await answer(organiser, { name: 'Siti Aminah' })).status,
		204)
	assert.equal((await as('GET', '/api/v1/me/name')).body.name,
		'Maryam Hidayat')
})

test('the copy has what is stored, and says what it leaves out', async () => {
	const as = await somebody(`salinan-${stamp}`)
	const { module } = publish(scorm12(`Salinan ${stamp}`))

	await learn(as, module)
	const answer = await as('GET', '/api/v1/me/copy')

	assert.equal(answer.status, 200)
	assert.match(answer.headers.get('content-disposition'), /attachment/)
	assert.equal(answer.headers.get('cache-control'), 'no-store')
	const copy = JSON.parse(answer.text)

	assert.equal(copy.person.login, as.login)
	assert.equal(copy.attempts[0].module, `Salinan ${stamp}`)
	assert.equal(copy.attempts[0].completion, 'completed')
	assert.equal(copy.progress.length, 1)
	assert.match(copy.runs[0].item, /completed/)
	assert.ok(copy.sessions.length >= 2)
	assert.ok(copy.leftOut.some(l => l.table === 'totp' && l.why))
	assert.ok(!answer.text.includes(as.secret))
	/* Nobody else's. */
	assert.ok(!answer.text.includes('peserta'))
})

test('one sees who looked at one\'s scores', async () => {
	const as = await somebody(`dilihat-${stamp}`)
	const author = await signIn('penulis')
	const { module } = publish(scorm12(`Dilihat ${stamp}`))

	await author('GET', `/api/v1/modules/${module}/gradebook.csv`)
	await learn(as, module)
	assert.deepEqual((await as('GET', '/api/v1/me/looks')).body.looks, [],
		'before they began there was nothing of theirs')
	await author('GET', `/api/v1/modules/${module}/gradebook/${as.id}`)
	await author('GET', `/api/v1/modules/${module}/gradebook.csv`)
	const { looks } = (await as('GET', '/api/v1/me/looks')).body

	assert.deepEqual(looks.map(l => l.kind).sort(), ['export', 'learner'])
	assert.equal(looks[0].by, author.person.name)
	assert.equal(looks[0].module.title, `Dilihat ${stamp}`)
	const other = await somebody(`dilihat2-${stamp}`,
		{ agency: await elsewhere('Dinas lain') })

	await learn(other, module)
	await author('GET', `/api/v1/modules/${module}/gradebook.csv`)
	assert.deepEqual((await other('GET', '/api/v1/me/looks')).body.looks, [],
		'authors see their own agency\'s learners')
})

test('two accounts become one: what was reached is the kept one\'s', async () => {
	const from = await somebody(`lama-${stamp}`,
		{ email: `lama-${stamp}@contoh.go.id` })
	const into = await somebody(`baru-${stamp}`)
	const both = publish(scorm12(`Keduanya ${stamp}`)).module
	const alone = publish(scorm12(`Sendiri ${stamp}`)).module

	await learn(from, both)
	await learn(into, both, 'incomplete')
	await learn(from, alone, 'incomplete')
	const seen = await organiser('GET',
		`/api/v1/people/${from.id}/merge?into=${into.id}`)

	assert.equal(seen.status, 200, seen.text)
	assert.deepEqual(seen.body.moves.find(m => m.what === 'attempts'),
		{ what: 'attempts', n: 2, both: 1 })
	const [one, other] = await Promise.all([merge(organiser, from, into),
		merge(organiser, from, into)])

	assert.deepEqual([one.status, other.status].sort(), [200, 409],
		one.text + other.text)
	assert.equal((await from('GET', '/api/v1/me')).status, 401)
	assert.equal((await mine(into, both)).completion, 'completed')
	assert.equal((await mine(into, alone)).completion, 'incomplete')
	const copy = JSON.parse((await into('GET', '/api/v1/me/copy')).text)

	assert.deepEqual(copy.attempts.filter(a => a.moduleId === both)
		.map(a => [a.number, a.completion]).sort(),
	[[1, 'incomplete'], [2, 'completed']])
	assert.equal(copy.changes.find(c => c.kind === 'merged').words, from.id)
	/* And it goes on from there. */
	await learn(into, alone)
	assert.equal((await mine(into, alone)).completion, 'completed')
	assert.equal((await signIn(`lama-${stamp}@contoh.go.id`, url,
		into.password)).person.login, into.login,
	'the address is the kept account\'s, which had none')
})

test('who signs in to an account that was merged is told so', async () => {
	const from = await somebody(`dulu-${stamp}`)
	const into = await somebody(`kini-${stamp}`)

	assert.equal((await merge(organiser, from, into)).status, 200)
	const enter = password => visitor('POST', '/api/v1/session',
		{ login: from.login, password })
	const told = await enter(from.password)

	assert.equal(told.status, 403)
	assert.equal(told.body.code, 'account_merged')
	assert.ok(told.body.detail.includes('ki***'))
	assert.equal((await enter('salah')).body.code, 'login_mismatch')
	const chain = await somebody(`akhir-${stamp}`)

	assert.equal((await merge(organiser, into, chain)).status, 200)
	assert.ok((await enter(from.password)).body.detail.includes('ak***'))
})

test('roles are not inherited, and an administrator is no organiser\'s to end',
	async () => {
		const from = await somebody(`peran-${stamp}`, { roles: ['author'] })
		const into = await somebody(`tanpa-${stamp}`)
		const boss = await somebody(`bos-${stamp}`, { roles: ['admin'] })
		const far = await somebody(`seberang-${stamp}`,
			{ agency: await elsewhere('Dinas seberang') })

		assert.notEqual((await merge(organiser, boss, into)).status, 200)
		assert.notEqual((await merge(organiser, into, boss)).status, 200)
		assert.equal((await merge(organiser, far, into)).status, 404)
		assert.equal((await merge(organiser, into, far)).status, 404)
		assert.equal((await merge(organiser, into, into)).status, 409)
		const seen = await organiser('GET',
			`/api/v1/people/${from.id}/merge?into=${into.id}`)

		assert.equal(seen.body.rolesEnd, true)
		assert.equal((await merge(organiser, from, into)).status, 200)
		assert.deepEqual((await into('GET', '/api/v1/me')).body.roles,
			['learner'])
		assert.equal((await merge(admin, far, into)).status, 200)
	})
