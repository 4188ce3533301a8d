// One tool in one course by two deployments: a module that two agencies share,
// each with the tool installed for itself. Numbers are those of the digest.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { LTI } from '../lib/lti_platform.mjs'
import { start } from '../lib/lti_tool.mjs'
import { signIn, url } from './lib.mjs'
import { begun, labModule, newcomer, opened, scoreOf, stamp }
	from './lti_services.mjs'

const ITEM = 'application/vnd.ims.lis.v2.lineitem+json'
const SCORE = 'application/vnd.ims.lis.v1.score+json'
const ALL = ['lineitem', 'score', 'result.readonly', 'contextmembership.readonly']

let admin, ani, yuni, yana, zaki, tool, module
let east, west		// agencies
let near, far		// what launches of yuni and zaki tell

async function agency(name) {
	const { status, body, text } = await admin('POST', '/api/v1/agencies',
		{ name: `${name} ${stamp}`, kind: 'agency' })

	assert.equal(status, 201, text)
	return body.id
}

const deploy = async (where, state = 'active') => {
	const { status, body, text } = await admin('PUT',
		`/api/v1/lti/tools/${tool.id}/deployments`, { agency: where, state })

	assert.equal(status, 200, text)
	return body.deployments.find(d => d.agency.id === where).id
}

before(async () => {
	[admin, ani] = await Promise.all(['admin', 'peserta'].map(l => signIn(l)))
	east = await agency('Kota Timur')
	west = await agency('Kota Barat')
	;[yuni, yana, zaki] = await Promise.all([
		newcomer(admin, 'yuni', { agency: east }),
		newcomer(admin, 'yana', { agency: east }),
		newcomer(admin, 'zaki', { agency: west })])
	tool = await start({ server: url })
	await tool.register(admin, { agency: east })
	tool.other = await deploy(west)
	module = labModule('dua', tool)
	const shared = await admin('PUT', `/api/v1/modules/${module}/shares`,
		{ agencies: [east, west] })

	assert.equal(shared.status, 200, shared.text)
	near = await opened(tool, yuni, { module, unit: 'tool:lab' })
	far = await opened(tool, zaki, { module, unit: 'tool:lab' })
	// These two are in the module, and the tool has not seen them.
	await begun(yana, module)
	await begun(ani, module)
})
after(() => tool?.stop())

const items = async (address, token) => (await tool.call('GET', address,
	{ scope: 'lineitem', token })).body.map(item => item.id)
const people = async address => (await tool.call('GET', address,
	{ scope: 'contextmembership.readonly' })).body.members
	.map(one => one.name).sort()
const status = async (method, address, scope, more = {}) =>
	(await tool.call(method, address, { scope, ...more })).status
const bare = address => address.replace(/-[0-9a-z]+(?=\/line-items|$)/, '')
const named = id => tool.token(ALL, { claims: { [LTI.deployment]: id } })

test('P19 in one course what is another deployment\'s is not there', async () => {
	const moved = `${near.items}/${far.item.split('/').at(-1)}`
	const stray = bare(far.items).replace('/line-items',
		'-tidakada/line-items')

	assert.deepEqual(await items(near.items), [near.item])
	assert.deepEqual(await items(far.items), [far.item])
	assert.equal(await status('GET', moved, 'lineitem'), 404)
	assert.equal(await status('GET', stray, 'lineitem'), 404)
	assert.equal(await status('GET', `${moved}/results`, 'result.readonly'),
		404)
	assert.equal(await status('DELETE', moved, 'lineitem'), 404)
	assert.equal(await status('POST', `${moved}/scores`, 'score',
		{ type: SCORE, body: scoreOf(far.sub) }), 404)
	assert.equal(await status('POST', near.items, 'lineitem', { type: ITEM,
		body: { label: 'K', scoreMaximum: 1, resourceLinkId: far.link } }),
	404)
	assert.equal(await status('GET', `${near.members}?rlid=${far.link}`,
		'contextmembership.readonly'), 404)
})

test('P19 a line item is its own deployment\'s, whoever makes it', async () => {
	const made = await tool.call('POST', far.items, { scope: 'lineitem',
		type: ITEM, body: { label: 'Lain', scoreMaximum: 5 } })

	assert.equal(made.status, 201, made.text)
	assert.deepEqual(await items(far.items), [far.item, made.body.id])
	assert.deepEqual(await items(near.items), [near.item])
	assert.equal(await status('POST', `${far.item}/scores`, 'score',
		{ type: SCORE, body: scoreOf(far.sub) }), 200)
	assert.equal(await status('DELETE', made.body.id, 'lineitem'), 204)
})

test('P19 P33 a roster tells of whom the deployment is for', async () => {
	assert.deepEqual(await people(near.members),
		[yana.person.name, yuni.person.name])
	assert.deepEqual(await people(far.members), [zaki.person.name])
})

test('an address without a deployment is any of the tool\'s', async () => {
	assert.notEqual(bare(near.item), near.item)
	assert.deepEqual(await items(bare(near.items)),
		[near.item, far.item].map(bare))
	assert.equal(await status('GET', bare(far.item), 'lineitem'), 200)
	assert.deepEqual(await people(bare(near.members)),
		[yana, yuni, zaki].map(one => one.person.name))
})

test('P19 a token asked for in one deployment\'s name opens that one alone',
	async () => {
		const { body: { access_token: token }, status: given, text } =
			await named(tool.other)

		assert.equal(given, 200, text)
		assert.deepEqual(await items(far.items, token), [far.item])
		assert.deepEqual(await items(bare(far.items), token),
			[bare(far.item)])
		assert.equal(await status('GET', near.items, '', { token }), 404)
		assert.equal(await status('GET', bare(near.item), '', { token }), 404)
		await deploy(west, 'off')
		assert.equal(await status('GET', far.items, '', { token }), 401)
		assert.equal(await status('GET', far.items, 'lineitem'), 404)
		assert.equal((await named(tool.other)).status, 400)
		await deploy(west)
	})

test('P16 a deployment that is none of the tool\'s gets no token', async () => {
	for (const id of ['tidakada', '', 7, 'x'.repeat(300)]) {
		const { status: told, body } = await named(id)

		assert.equal(told, 400)
		assert.equal(body.error, 'invalid_client')
	}
})

test('P33 what the course\'s own agency has installed is told of everybody',
	async () => {
		await deploy(admin.person.agency.id)
		const own = await opened(tool, yuni, { module, unit: 'tool:lab' })

		assert.notEqual(own.members, near.members)
		assert.deepEqual(await people(own.members), [ani, yana, yuni, zaki]
			.map(one => one.person.name).sort())
		assert.deepEqual(await people(far.members), [zaki.person.name])
	})
