// An instructor of another LMS chooses what of ours its course links to (Deep
// Linking 2.0), and whose work is reviewed there.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { LTI, ROLE, payloadOf, signedBy, start } from '../lib/lti_platform.mjs'
import { publish, scorm12, signIn, url } from './lib.mjs'

const stamp = Date.now().toString(36)
const TEACHER = { [LTI.roles]: [ROLE('Instructor')] }
let lms, module

before(async () => {
	const admin = await signIn('admin')

	module = publish(scorm12(`Pilihan ${stamp}`, ['Satu', 'Dua'])).module
	lms = await start({ server: url })
	await lms.register(admin)
})
after(() => lms?.stop())

const request = (settings = {}, more = {}) => ({
	[LTI.messageType]: 'LtiDeepLinkingRequest', [LTI.link]: undefined,
	...TEACHER, [LTI.settings]: {
		deep_link_return_url: `${lms.url}/dl/return`,
		accept_types: ['ltiResourceLink', 'link'],
		accept_presentation_document_targets: ['iframe', 'window'],
		accept_multiple: true, accept_lineitem: true, ...settings,
	}, ...more })

const choosing = async (settings, more) => (await lms.open('/lti/choose', {
	claims: request(settings, more) })).as

const whole = { module: '', unit: null, lineItem: true }

test('T48 the answer is signed, for that platform, with its data byte for byte',
	async () => {
		const data = `"'<&>\\u0000</script>${'é'.repeat(2000)}`
		const as = await choosing({ data })
		const { status, body, text } = await as('POST', '/api/v1/lti/choices', {
			items: [{ ...whole, module }] })

		assert.equal(status, 200, text)
		const claims = payloadOf(body.jwt)
		const [item] = claims[LTI.items]

		assert.ok(await signedBy(url, body.jwt))
		assert.equal(body.returnUrl, `${lms.url}/dl/return`)
		assert.equal(claims.iss, lms.clientId)
		assert.equal(claims.aud, lms.issuer)
		assert.ok(claims.nonce && claims.exp - claims.iat <= 300)
		assert.equal(claims[LTI.messageType], 'LtiDeepLinkingResponse')
		assert.equal(claims[LTI.version], '1.3.0')
		assert.equal(claims[LTI.deployment], lms.deployment)
		assert.equal(claims[LTI.data], data)
		assert.equal(item.type, 'ltiResourceLink')
		assert.equal(item.url, `${url}/lti/m/${module}`)
		assert.equal(item.custom.module, module)
		assert.equal(item.custom.link_history, '$ResourceLink.id.history')
		assert.deepEqual([item.lineItem.resourceId, item.lineItem.tag,
			item.lineItem.scoreMaximum], [module, 'balai', 100])
	})

test('T48 no other address than a good one of the request is answered',
	async () => {
		for (const bad of ['javascript:alert(1)', 'http://example.org/x',
			'https://u@example.org/x', '']) {
			const login = await lms.login('/lti/choose')
			const answer = await lms.launch(login, {
				claims: request({ deep_link_return_url: bad }) })

			assert.equal(answer.location, undefined, bad)
			assert.ok(answer.status >= 400, bad)
		}
	})

test('a unit is chosen by an address of its own, which opens it', async () => {
	const as = await choosing()
	const { body } = await as('GET',
		`/api/v1/lti/choices?q=${encodeURIComponent(`pilihan ${stamp}`)}`)
	const [found] = body.modules
	const unit = found.units[1]
	const answer = await as('POST', '/api/v1/lti/choices', {
		items: [{ module, unit: unit.ident, lineItem: true }] })
	const [item] = payloadOf(answer.body.jwt)[LTI.items]
	const { session } = await lms.open(item.url, { claims: {
		[LTI.link]: { id: `rl-${stamp}` }, [LTI.custom]: item.custom } })

	assert.equal(body.total, 1)
	assert.equal(found.id, module)
	assert.equal(item.title, 'Dua')
	assert.equal(item.lineItem.resourceId, `${module}/${unit.ident}`)
	assert.equal(session.launch.unit, unit.ident)
})

test('choosing nothing is an answer too, without data where none came',
	async () => {
		const as = await choosing()
		const { body } = await as('POST', '/api/v1/lti/choices', { items: [] })
		const claims = payloadOf(body.jwt)

		assert.deepEqual(claims[LTI.items], [])
		assert.ok(!(LTI.data in claims))
	})

test('T49 what takes no links is offered none', async () => {
	const as = await choosing({ accept_types: ['file', 'html'] })
	const { body } = await as('GET', '/api/v1/lti/choices')

	assert.deepEqual(body.modules, [])
	assert.equal(body.offered, false)
	assert.equal((await as('POST', '/api/v1/lti/choices',
		{ items: [{ ...whole, module }] })).body.code, 'field_invalid')
	assert.equal((await as('POST', '/api/v1/lti/choices', { items: [] }))
		.status, 200)
})

test('T49 where one is taken two are refused, and no column where none is',
	async () => {
		const as = await choosing({ accept_multiple: false,
			accept_lineitem: false })
		const one = { ...whole, module }
		const { body } = await as('POST', '/api/v1/lti/choices',
			{ items: [one] })

		assert.equal((await as('POST', '/api/v1/lti/choices',
			{ items: [one, one] })).body.field, 'items')
		assert.equal(payloadOf(body.jwt)[LTI.items][0].lineItem, undefined)
	})

test('what there is not, or not for that agency, cannot be chosen', async () => {
	const as = await choosing()
	const tried = async item => (await as('POST', '/api/v1/lti/choices',
		{ items: [item] })).status

	assert.equal(await tried({ module: '0'.repeat(26), unit: null }), 404)
	assert.equal(await tried({ module, unit: 'tidak ada' }), 404)
	assert.equal(await tried({ module, unit: 7 }), 422)
	assert.equal(await tried('x'), 422)
})

test('T50 a learner chooses nothing', async () => {
	const login = await lms.login('/lti/choose')
	const answer = await lms.launch(login, { claims: request({},
		{ [LTI.roles]: [ROLE('Learner')] }) })
	const { as } = await lms.open(`/lti/m/${module}`, { claims: {
		sub: 'murid', [LTI.link]: { id: `rl-${stamp}-50` } } })

	assert.equal(answer.status, 403)
	assert.equal(answer.location, undefined)
	assert.equal((await as('GET', '/api/v1/lti/choices')).status, 403)
	assert.equal((await as('POST', '/api/v1/lti/choices', { items: [] }))
		.status, 403)
})

test('T51 a learner sees no other learner\'s work', async () => {
	const place = { [LTI.link]: { id: `rl-${stamp}-51` } }
	const line = lms.addItem({ resourceLinkId: `rl-${stamp}-51` })
	const review = (sub, of, roles) => lms.login(`/lti/m/${module}`)
		.then(login => lms.launch(login, { claims: {
			...place, ...lms.grades(line), sub,
			[LTI.messageType]: 'LtiSubmissionReviewRequest',
			[LTI.forUser]: { user_id: of }, [LTI.roles]: [ROLE(roles)] } }))

	for (const sub of ['satu', 'dua'])
		await lms.open(`/lti/m/${module}`, { claims: { ...place, sub } })
	assert.equal((await review('satu', 'dua', 'Learner')).status, 403)
	assert.equal((await review('satu', 'satu', 'Learner')).status, 303)
	assert.equal((await review('guru', 'dua', 'Instructor')).status, 303)
	assert.notEqual((await review('guru', 'entah', 'Instructor')).status, 303)
})
