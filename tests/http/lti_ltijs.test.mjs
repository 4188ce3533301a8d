// A tool that others' library makes: ltijs, launched by our platform as a browser
// would, asks for all that it knows how to ask for.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { ask, browser } from '../lib/lti_platform.mjs'
import { formOf } from '../lib/lti_tool.mjs'
import { until } from '../lib/until.mjs'
import sqlite from '../ltijs/sqlite.mjs'
import { signIn, url } from './lib.mjs'
import { begun, labModule } from './lti_services.mjs'

const of = createRequire(new URL('../ltijs/package.json', import.meta.url))
const { Provider: lti } = of('ltijs')
const Storage = of('ltijs-sequelize')

let admin, author, ani, web, tool, module, token, item

/* What ltijs hands to the tool that somebody makes with it. */
let arrived

before(async () => {
	[admin, author, ani] = await Promise.all(
		['admin', 'penulis', 'peserta'].map(login => signIn(login)))
	lti.setup('kunci-untuk-pengujian', { plugin: new Storage('lti', '', '', {
		dialect: 'sqlite', dialectModule: sqlite, storage: ':memory:',
		logging: false }) }, { appRoute: '/mulai', loginRoute: '/masuk',
		keysetRoute: '/kunci', devMode: false, cookies: { secure: false } })
	const hand = kind => (given, _, answer) => {
		arrived = { kind, token: given }
		answer.send(kind)
	}

	lti.onConnect(hand('launch'))
	lti.onDeepLinking(hand('choice'))
	await lti.deploy({ serverless: true, silent: true })
	web = createServer(lti.app)
	await new Promise(done => web.listen(0, '127.0.0.1', done))
	tool = { url: `http://localhost:${web.address().port}` }
	await register()
	module = labModule('ltijs', tool, '/mulai')
})
after(async () => {
	web?.closeAllConnections()
	web?.close()
	await lti.close({ silent: true })	// with its clock, which runs on
})

async function register() {
	const { status, body, text } = await admin('POST', '/api/v1/lti/tools', {
		name: 'Alat ltijs', loginUrl: `${tool.url}/masuk`,
		targetUrl: `${tool.url}/mulai`, choiceUrl: `${tool.url}/mulai`,
		redirectUris: [`${tool.url}/mulai`], jwksUrl: `${tool.url}/kunci`,
		scopes: ['lineitem', 'result.readonly', 'score',
			'contextmembership.readonly'],
		sendName: true, sendEmail: true, custom: { bab: '3' },
	})

	assert.equal(status, 201, text)
	Object.assign(tool, body)
	await lti.registerPlatform({ url: body.issuer, name: 'Balai',
		clientId: body.clientId, authenticationEndpoint: body.authUrl,
		accesstokenEndpoint: body.tokenUrl,
		authConfig: { method: 'JWK_SET', key: body.platformJwksUrl } })
}

/* The way of a browser, from our page's frame to the tool's own page. */
async function go(who, place) {
	const opened = await who('POST', '/api/v1/lti/launches', place)
	const ours = browser(), theirs = browser()

	assert.equal(opened.status, 201, opened.text)
	for (const line of opened.cookies) {
		const [pair] = line.split(';')

		ours.set(pair.slice(0, pair.indexOf('=')),
			pair.slice(pair.indexOf('=') + 1))
	}
	const login = await ask(theirs, 'GET', opened.body.url)

	assert.equal(login.status, 302, login.text)
	const { action, fields } = formOf(
		(await ask(ours, 'GET', login.location)).text)
	const back = await ask(theirs, 'POST', action, { fields })

	assert.equal(back.status, 302, back.text)
	arrived = undefined
	const page = await ask(theirs, 'GET',
		new URL(back.location, action).href)

	assert.equal(page.status, 200, page.text)
	return { opened: opened.body, page: page.text, jar: ours }
}

test('ltijs takes our launch, with who, where and what', async () => {
	const { attempt } = await begun(ani, module)
	const { page } = await go(ani, { module, unit: 'tool:lab', attempt })

	assert.equal(page, 'launch')
	token = arrived.token
	assert.equal(token.userInfo.name, ani.person.name)
	assert.equal(token.platformContext.context.id, `m${module}`)
	assert.equal(token.platformContext.custom.bab, '3')
	assert.match(token.platformContext.roles.join(), /membership#Learner$/)
	assert.equal(token.platformInfo.product_family_code, 'balai')
})

test('ltijs makes a line item of its own and lists them', async () => {
	item = await lti.Grade.createLineItem(token,
		{ label: 'Latihan ltijs', scoreMaximum: 20, tag: 'latihan' })
	const { lineItems } = await lti.Grade.getLineItems(token)

	assert.equal(item.label, 'Latihan ltijs')
	assert.ok(lineItems.some(one => one.id === item.id))
	assert.ok(lineItems.some(one =>
		one.id === token.platformContext.endpoint.lineitem))
	assert.equal((await lti.Grade.getLineItems(token, { tag: 'latihan' }))
		.lineItems.length, 1)
})

test('a score that ltijs sends is the learner\'s progress', async () => {
	const counting = token.platformContext.endpoint.lineitem

	await lti.Grade.submitScore(token, counting, { scoreGiven: 90,
		activityProgress: 'Completed', gradingProgress: 'FullyGraded' })
	const { progress } = (await ani('GET', `/api/v1/modules/${module}`)).body
		.outline.find(unit => unit.key === 'tool:lab')

	assert.equal(progress.completion, 'completed')
	assert.equal(progress.success, 'passed')
	assert.equal(progress.score.scaled, 0.9)
	const { scores } = await lti.Grade.getScores(token, counting)

	assert.deepEqual(scores.map(one => [one.userId, one.resultScore,
		one.resultMaximum]), [[token.user, 90, 100]])
	await lti.Grade.deleteLineItemById(token, item.id)
})

test('ltijs reads the roster, page by page', async () => {
	const { members } = await lti.NamesAndRoles.getMembers(token,
		{ pages: false, limit: 1 })

	assert.equal(members.find(one => one.user_id === token.user).name,
		ani.person.name)
	assert.equal((await lti.NamesAndRoles.getMembers(token,
		{ resourceLinkId: true })).members.length, members.length)
})

test('what is chosen at ltijs comes back to the page that asked', async () => {
	const draft = (await author('POST', '/api/v1/drafts',
		{ title: 'Dengan alat ltijs' })).body
	const { opened, page, jar } = await go(author,
		{ tool: tool.id, for: { draft: draft.id } })

	assert.equal(page, 'choice')
	const form = await lti.DeepLinking.createDeepLinkingForm(arrived.token, [{
		type: 'ltiResourceLink', title: 'Lab kedua', url: `${tool.url}/mulai`,
		custom: { bab: '4' }, lineItem: { scoreMaximum: 50, label: 'Lab' },
	}], { message: 'Sudah dipilih' })
	const action = /action="([^"]+)"/.exec(form)[1]
	const answer = await ask(jar, 'POST', action, { fields: {
		JWT: /name="JWT"\s+value="([^"]+)"/.exec(form)[1] } })

	assert.equal(answer.status, 200, answer.text)
	assert.equal(action, `${url}/lti/platform/choice`)
	const { body } = await author('GET',
		`/api/v1/lti/choices/${opened.pending}`)

	assert.equal(body.state, 'answered', JSON.stringify(body))
	assert.equal(body.message, 'Sudah dipilih')
	assert.equal(body.items[0].title, 'Lab kedua')
	assert.equal(body.items[0].place.custom.bab, '4')
})
