// Agencies and partners, their logos, and the people who belong to them.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { call, signIn, url, visitor } from './lib.mjs'

const stamp = Date.now().toString(36)
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlE' +
	'QVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
let admin

before(async () => { admin = await signIn('admin') })

const agencies = async () =>
	(await admin('GET', '/api/v1/agencies')).body.agencies

async function added(name, kind = 'partner') {
	const { status, body, text } = await admin('POST', '/api/v1/agencies',
		{ name, kind, helpText: '' })

	assert.equal(status, 201, text)
	return body
}

test('an agency is added and changed; the installation\'s own stands first',
	async () => {
		const made = await added(`Universitas ${stamp}`)
		const list = await agencies()

		assert.ok(list[0].people >= 5)
		assert.equal(list.find(a => a.id === made.id).kind, 'partner')
		const changed = await admin('PATCH', `/api/v1/agencies/${made.id}`,
			{ name: `Kampus ${stamp}`, kind: 'agency',
				helpText: 'Telepon 0800' })

		assert.equal(changed.status, 200, changed.text)
		assert.equal(changed.body.helpText, 'Telepon 0800')
	})

test('the words of help and the name of our own agency are for everybody',
	async () => {
		const [own] = await agencies()
		const helpText = `Tanya Bu Rini, 0812-${stamp}`

		assert.equal((await admin('PATCH', `/api/v1/agencies/${own.id}`,
			{ helpText })).status, 200)
		const { body } = await visitor('GET', '/api/v1/about')

		assert.deepEqual(body.agency, { name: own.name, helpText, logo: null })
		const partner = await admin('PATCH', `/api/v1/agencies/${own.id}`,
			{ kind: 'partner' })

		assert.equal(partner.body.field, 'kind')
		await admin('PATCH', `/api/v1/agencies/${own.id}`,
			{ helpText: own.helpText })
	})

test('what does not fit is told at its field, and a name is given once',
	async () => {
		const name = `Vendor ${stamp}`

		await added(name)
		const taken = await admin('POST', '/api/v1/agencies',
			{ name: name.toUpperCase(), kind: 'partner' })

		assert.equal(taken.body.code, 'name_taken')
		assert.equal(taken.body.field, 'name')
		for (const [field, value] of [['name', ' '], ['name', 'a\nb'],
			['kind', 'kerajaan'], ['helpText', 'x'.repeat(1001)]]) {
			const { status, body } = await admin('POST', '/api/v1/agencies',
				{ name: `x${stamp}`, [field]: value })

			assert.equal(status, 422)
			assert.equal(body.code, 'field_invalid')
			assert.equal(body.field, field)
		}
	})

test('a logo is a PNG or JPEG, shown to everybody, and taken away again',
	async () => {
		const { id } = await added(`Berlogo ${stamp}`)
		const path = `/api/v1/agencies/${id}/logo`
		const type = { 'Content-Type': 'application/octet-stream' }

		assert.equal((await admin('PUT', path, Buffer.from('<svg/>'), type))
			.body.code, 'logo_invalid')
		assert.equal((await admin('PUT', path,
			Buffer.concat([png, Buffer.alloc(205_000)]), type)).body.code,
		'logo_invalid')
		const put = await admin('PUT', path, png, type)

		assert.equal(put.status, 200, put.text)
		const shown = await fetch(url + put.body.logo)

		assert.equal(shown.headers.get('content-type'), 'image/png')
		assert.match(shown.headers.get('content-security-policy'), /sandbox/)
		assert.deepEqual(Buffer.from(await shown.arrayBuffer()), png)
		assert.equal((await admin('DELETE', path)).body.logo, null)
		assert.equal((await call('GET', url + path)).status, 404)
	})

test('a person belongs to one, and is found by it, by role and by state',
	async () => {
		const { id } = await added(`Mitra ${stamp}`)
		const found = async query => (await admin('GET',
			`/api/v1/people?agency=${id}&${query}`)).body

		for (const [login, roles] of [['a', ['author']], ['b', []]])
			assert.equal((await admin('POST', '/api/v1/people', { name: 'M',
				login: `m${login}-${stamp}`, roles, agency: id })).status, 201)
		assert.equal((await found('')).total, 2)
		assert.equal((await found('per=1')).pages, 2)
		assert.deepEqual((await found('role=author')).people.map(p => p.login),
			[`ma-${stamp}`])
		assert.equal((await found('state=waiting')).total, 2)
		const [one] = (await found('role=author')).people

		assert.equal(one.agency.id, id)
		await admin('PATCH', `/api/v1/people/${one.id}`, { disabled: true })
		assert.equal((await found('state=disabled')).total, 1)
		assert.equal((await found('state=apa')).total, 0)
		const [own] = await agencies()
		const moved = await admin('PATCH', `/api/v1/people/${one.id}`,
			{ agency: own.id })

		assert.equal(moved.body.agency.name, own.name)
		assert.equal((await found('')).total, 1)
		const nowhere = await admin('PATCH', `/api/v1/people/${one.id}`,
			{ agency: 'tidak-ada' })

		assert.equal(nowhere.body.field, 'agency')
	})
