// Modules between agencies: whose they are until they are shared.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { until } from '../lib/until.mjs'
import { imported, item, publish, scorm12, signIn, url } from './lib.mjs'

const stamp = Date.now()
const own = 'kata-sandi-sendiri'
let admin, author, organiser, near, far, partner

/* Somebody of that agency, with a password of their own. */
async function somebody(login, agency, roles = ['learner']) {
	const { body, status, text } = await admin('POST', '/api/v1/people', {
		name: `Orang ${login}`, login, password: own, roles, agency })

	assert.equal(status, 201, text)
	const first = await signIn(login, url, own)

	await first('PUT', '/api/v1/me/password',
		{ current: own, password: `${own}-2` })
	return Object.assign(await signIn(login, url, `${own}-2`),
		{ id: body.id })
}

before(async () => {
	admin = await signIn('admin')
	author = await signIn('penulis')
	organiser = await signIn('penyelenggara')
	near = await signIn('peserta')
	const made = await admin('POST', '/api/v1/agencies',
		{ name: `Universitas ${stamp}`, kind: 'partner' })

	partner = made.body.id
	far = await somebody(`jauh-${stamp}`, partner)
})

/* One that an author sent and published in the browser. */
async function sent(title) {
	const begun = await author('POST', '/api/v1/imports?name=a.zip',
		readFileSync(scorm12(title)),
		{ 'Content-Type': 'application/octet-stream' })

	assert.equal(begun.status, 202, begun.text)
	const done = await imported(author, begun.body.id)

	assert.equal(done.state, 'done', JSON.stringify(done))
	const out = await author('POST',
		`/api/v1/imports/${begun.body.id}/publish`)

	assert.equal(out.status, 200, out.text)
	return done.module
}

const found = async (who, title) => (await who('GET',
	`/api/v1/modules?q=${encodeURIComponent(title)}`)).body.modules
	.filter(m => m.title === title).length
/* Its words are read a moment after it came. */
const finds = (who, title) => until(`${title} is found`,
	async () => await found(who, title) === 1)
const share = (who, id, body) =>
	who('PUT', `/api/v1/modules/${id}/shares`, body)
const launch = (who, id) =>
	who('POST', `/api/v1/modules/${id}/launches`, {})

test('a new module is its own agency\'s: others neither find nor open it',
	async () => {
		const title = `Milik sendiri ${stamp}`
		const id = await sent(title)

		await finds(near, title)
		assert.equal((await launch(near, id)).status, 201)
		assert.equal(await found(far, title), 0)
		assert.equal((await far('GET', `/api/v1/modules/${id}`)).status, 404)
		assert.equal((await far('GET', `/api/v1/modules/${id}/standing`))
			.status, 404)
		assert.equal((await launch(far, id)).status, 404)
		assert.equal((await far('POST', `/api/v1/modules/${id}/errors`,
			{ unit: 'i0', kind: 'other', text: 'x' })).status, 404)
		await finds(admin, title)
	})

test('shared with an agency, its people see it and no others do', async () => {
	const title = `Dibagikan ${stamp}`
	const id = await sent(title)
	const third = (await admin('POST', '/api/v1/agencies',
		{ name: `Kota ${stamp}`, kind: 'agency' })).body.id
	const other = await somebody(`kota-${stamp}`, third)
	const told = await share(author, id, { agencies: [partner] })

	assert.equal(told.status, 200, told.text)
	assert.equal(told.body.everybody, false)
	assert.deepEqual(told.body.agencies.map(a => a.id), [partner])
	assert.ok(told.body.choices.some(a => a.id === third))
	await finds(far, title)
	assert.equal(await found(other, title), 0)
	assert.equal((await launch(far, id)).status, 201)
	assert.equal((await launch(other, id)).status, 404)
	const { body } = await author('GET', `/api/v1/modules/${id}/history`)
	const event = body.events.find(e => e.kind === 'shared')

	assert.ok(event.words.includes(`Universitas ${stamp}`))
	assert.equal(event.by, author.person.name)
})

test('taken back, who has begun goes on, and nobody else begins', async () => {
	const title = `Ditarik bagi ${stamp}`
	const id = await sent(title)
	const second = await somebody(`jauh2-${stamp}`, partner)

	await share(author, id, { everybody: true })
	await finds(second, title)
	const begun = await launch(far, id)

	assert.equal(begun.status, 201)
	await far('POST', '/api/v1/saves', item(begun.body, 1))
	assert.equal((await share(author, id, { everybody: false, agencies: [] }))
		.status, 200)
	assert.equal((await launch(far, id)).status, 201)
	await finds(far, title)
	assert.equal((await launch(second, id)).status, 404)
})

test('its authors and its agency\'s organisers say so, nobody else', async () => {
	const id = await sent(`Siapa boleh ${stamp}`)
	const stranger = await somebody(`penulis2-${stamp}`, partner,
		['author', 'organiser'])

	assert.equal((await share(organiser, id, { agencies: [partner] })).status,
		200)
	for (const who of [near, stranger])
		assert.equal((await share(who, id, { everybody: true })).status,
			403)
	assert.equal((await near('GET', `/api/v1/modules/${id}/shares`)).status,
		403)
	assert.equal((await share(author, id, { agencies: ['tidak-ada'] }))
		.status, 422)
})

test('another agency puts what it does not see into no programme', async () => {
	const id = await sent(`Langkah ${stamp}`)
	const planner = await somebody(`perencana-${stamp}`, partner,
		['organiser'])
	const made = await planner('POST', '/api/v1/programmes',
		{ title: `Pelatihan ${stamp}`, mode: 'online' })

	assert.equal(made.status, 201, made.text)
	const put = () => planner('PUT',
		`/api/v1/programmes/${made.body.id}/activities`,
		{ activities: [{ kind: 'module', module: id, required: true }] })

	assert.equal((await put()).status, 422)
	await share(author, id, { agencies: [partner] })
	assert.equal((await put()).status, 200)
})

test('what the command line imports is everybody\'s', async () => {
	const title = `Bawaan ${stamp}`
	const { module } = publish(scorm12(title))

	assert.equal((await author('GET', `/api/v1/modules/${module}/shares`))
		.body.everybody, true)
	assert.equal((await launch(far, module)).status, 201)
})
