// Rosters for tools (NRPS 2.0, we are the platform). Numbers are those of the
// digest.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { LTI } from '../lib/lti_platform.mjs'
import { start } from '../lib/lti_tool.mjs'
import { signIn, url } from './lib.mjs'
import { begun, labModule, newcomer, opened } from './lti_services.mjs'

const TYPE = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json'
const SCOPE = 'contextmembership.readonly'
const ROLE = 'http://purl.imsglobal.org/vocab/lis/v2/membership#'
const UUID = /^[0-9a-f-]{36}$/

let admin, author, ani, budi, citra, tool, quiet, module, lab, subOfAuthor

before(async () => {
	[admin, author, ani] = await Promise.all(
		['admin', 'penulis', 'peserta'].map(login => signIn(login)))
	budi = await newcomer(admin, 'budi-d')
	citra = await newcomer(admin, 'citra-d',
		{ email: `citra.${Date.now()}@example.go.id` })
	;[tool, quiet] = await Promise.all(
		[start({ server: url }), start({ server: url })])
	await tool.register(admin, { custom: { siapa: '$Person.name.full',
		nomor: '$User.id', tempat: '$ResourceLink.id',
		asing: '$Tidak.ada' } })
	await quiet.register(admin,
		{ name: 'Alat pendiam', sendName: false, sendEmail: false })
	module = labModule('daftar', tool)
	lab = await opened(tool, ani, { module, unit: 'tool:lab' })
	// These two are in the module, and the tool has not seen them.
	for (const who of [budi, citra])
		await begun(who, module)
	subOfAuthor = (await opened(tool, author,
		{ module, unit: 'tool:lab', looks: true })).sub
})
after(() => Promise.all([tool?.stop(), quiet?.stop()]))

const ask = (query = '', by = tool, address = lab.members) =>
	by.call('GET', address + query, { scope: SCOPE })
const members = async (query = '', by) =>
	(await ask(query, by)).body.members
const nextOf = answer => /<([^>]*)>; rel="next"/.exec(
	answer.headers.link ?? '')?.[1]

test('P33 a roster tells who is there, by the names that launches tell',
	async () => {
		const { status, headers, body } = await ask()

		assert.equal(status, 200)
		assert.equal(headers['content-type'], TYPE)
		assert.equal(body.id, lab.members)
		assert.equal(body.context.id, `m${module}`)
		assert.match(body.context.title, /^Lab daftar/)
		const own = body.members.find(one => one.user_id === lab.sub)

		assert.equal(own.status, 'Active')
		assert.equal(own.name, ani.person.name)
		assert.deepEqual(own.roles, [`${ROLE}Learner`])
		assert.deepEqual(body.members.find(one =>
			one.user_id === subOfAuthor).roles, [`${ROLE}Instructor`])
		assert.equal(body.members.length, 4)
		for (const one of body.members)
			assert.match(one.user_id, UUID)
		assert.match(body.members.find(one =>
			one.name === citra.person.name).email, /^citra\./)
	})

test('P33 a name that a roster made is the one that a launch tells', async () => {
	const before = (await members()).find(one =>
		one.name === budi.person.name).user_id
	const { sub } = await opened(tool, budi, { module, unit: 'tool:lab' })

	assert.equal(sub, before)
	assert.deepEqual((await members()).map(one => one.user_id),
		(await members()).map(one => one.user_id))
})

test('P33 the roster of a place that is not the tool\'s is refused', async () => {
	const elsewhere = labModule('daftar-lain', quiet)
	const theirs = await opened(quiet, ani,
		{ module: elsewhere, unit: 'tool:lab' })

	for (const rlid of [theirs.link, 'tidakada', '']) {
		const answer = await ask(`?rlid=${rlid}`)

		assert.equal(answer.status, 404)
		assert.equal(answer.body.code, 'lti_link_unknown')
		assert.equal(answer.body.members, undefined)
	}
	for (const [by, address] of [[tool, theirs.members], [quiet, lab.members],
		[tool, `${url}/lti/nrps/mtidakada`], [tool, `${url}/lti/nrps/x`]])
		assert.equal((await ask('', by, address)).status, 404)
})

test('P33 of a place of its own it tells what launches there would', async () => {
	const own = (await members(`?rlid=${lab.link}`))
		.find(one => one.user_id === lab.sub)

	assert.deepEqual(own.message, [{
		[LTI.messageType]: 'LtiResourceLinkRequest',
		[LTI.custom]: { siapa: ani.person.name, nomor: lab.sub,
			tempat: lab.link, asing: '$Tidak.ada' } }])
	assert.equal((await members()).find(one =>
		one.user_id === lab.sub).message, undefined)
})

test('P09 P33 without leave no name and no address is told, and names differ',
	async () => {
		const place = labModule('daftar-diam', quiet)
		const launched = await opened(quiet, ani,
			{ module: place, unit: 'tool:lab' })
		const { body } = await ask('', quiet, launched.members)

		assert.deepEqual(body.members, [{ user_id: launched.sub,
			status: 'Active', roles: [`${ROLE}Learner`] }])
		assert.notEqual(launched.sub, lab.sub)
	})

test('P33 a role narrows it, in either form', async () => {
	const subs = async role => (await members(
		`?role=${encodeURIComponent(role)}`)).map(one => one.user_id)
	const learners = await subs('Learner')

	assert.equal(learners.length, 3)
	assert.deepEqual(await subs(`${ROLE}Learner`), learners)
	assert.deepEqual(await subs('Instructor'), [subOfAuthor])
	assert.deepEqual(await subs('Mentor'), [])
	assert.deepEqual(await subs('http://evil/membership#Learner'), [])
})

test('P33 pages hold everybody once, also while somebody comes', async () => {
	const seen = []
	let address = `${lab.members}?limit=1`

	for (let page = 0; address && page < 9; page++) {
		const answer = await tool.call('GET', address, { scope: SCOPE })

		assert.equal(answer.body.members.length, 1)
		seen.push(answer.body.members[0].user_id)
		address = nextOf(answer)
		if (page === 0)
			await begun(await newcomer(admin, 'eka-d'), module)
	}
	assert.equal(new Set(seen).size, seen.length)
	for (const one of await members('?role=Instructor'))
		assert.ok(seen.includes(one.user_id))
	assert.ok(seen.length >= 4 && seen.length <= 5)
	for (const limit of ['0', '-1', 'x'])
		assert.equal((await ask(`?limit=${limit}`)).status, 400)
	assert.equal((await ask('?limit=1000000000')).status, 200)
})

test('P33 who is disabled is inactive', async () => {
	await admin('PATCH', `/api/v1/people/${citra.person.id}`,
		{ disabled: true })
	const one = (await members()).find(m => m.name === citra.person.name)

	assert.equal(one.status, 'Inactive')
})

test('P17 P18 a roster wants its own scope, and is only read', async () => {
	for (const [token, status] of [['', 401],
		[await tool.bearer('lineitem'), 403]])
		assert.equal((await tool.call('GET', lab.members, { token })).status,
			status)
	const answer = await tool.call('POST', lab.members,
		{ scope: SCOPE, body: {} })

	assert.equal(answer.status, 405)
})
