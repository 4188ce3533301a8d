// An administrator of another LMS registers us by one link (Dynamic
// Registration), and ours looks after the connection.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ask, start } from '../lib/lti_platform.mjs'
import { signIn, url } from './lib.mjs'

let admin, lms

const ok = async (asked, status = 200) => {
	const answer = await asked

	assert.equal(answer.status, status, answer.text)
	return answer.body
}
const invite = async said => (await ok(admin('POST',
	'/api/v1/lti/invitations', { lms: said }), 201)).url
const tokenOf = link => new URL(link).searchParams.get('invitation')
const config = () => `${lms.url}/.well-known/openid-configuration`
const look = (link, more = '') => ask(null, 'GET',
	`${url}/lti/register?invitation=${tokenOf(link)}${more}`)
const press = (link, fields = {}) => ask(null, 'POST', `${url}/lti/register`, {
	fields: { invitation: tokenOf(link), openid_configuration: config(),
		registration_token: 'r-token', ...fields } })
const platform = async () => (await ok(admin('GET', '/api/v1/lti/platforms')))
	.platforms.find(p => p.issuer === lms.issuer &&
		p.clientId === lms.clientId)

before(async () => {
	admin = await signIn('admin')
	lms = await start({ server: url })
})
after(() => lms?.stop())

test('the link by itself says where to paste it', async () => {
	const answer = await look(await invite(''))

	assert.equal(answer.status, 200)
	assert.match(answer.text, /Moodle/)
	assert.match(answer.headers['content-security-policy'],
		/frame-ancestors 'none'/)
})

test('opened by an LMS it says who asks, may be framed by it, and changes nothing',
	async () => {
		const link = await invite('')
		const answer = await look(link,
			`&openid_configuration=${encodeURIComponent(config())}` +
			'&registration_token=r-token')

		assert.equal(answer.status, 200, answer.text)
		assert.ok(answer.text.includes(lms.issuer))
		assert.match(answer.headers['content-security-policy'],
			new RegExp(`frame-ancestors ${lms.url}`))
		assert.equal(answer.headers['x-frame-options'], undefined)
		assert.equal(lms.registrations.length, 0)
		assert.equal(await platform(), undefined)
	})

test('whom it was made for is connected at once, by one use', async () => {
	const link = await invite(lms.url)
	const answer = await press(link)
	const registration = lms.registrations.at(-1)

	assert.equal(answer.status, 200, answer.text)
	assert.match(answer.text, /org\.imsglobal\.lti\.close/)
	assert.equal(registration.bearer, 'Bearer r-token')
	assert.deepEqual(registration.redirect_uris, [`${url}/lti/launch`])
	assert.equal(registration.jwks_uri, `${url}/lti/jwks.json`)
	assert.equal((await platform()).state, 'active')
	assert.equal((await press(link)).status, 410)
	assert.equal((await look(link)).status, 410)
	const { events } = await ok(admin('GET',
		`/api/v1/lti/platforms/${(await platform()).id}/events`))

	assert.deepEqual(events.map(({ kind, code }) => [kind, code]),
		[['registration', 'ok']])
})

test('of twenty at once one registers', async () => {
	const link = await invite('')
	const before_ = lms.registrations.length

	lms.clientId = `balai-${Date.now()}`
	const answers = await Promise.all(Array.from({ length: 20 },
		() => press(link)))

	assert.equal(answers.filter(({ status }) => status === 200).length, 1)
	assert.equal(lms.registrations.length, before_ + 1)
})

test('anybody else waits for an administrator, who agrees', async () => {
	const there = await platform()

	assert.equal(there.state, 'pending')
	const changed = await ok(admin('PATCH',
		`/api/v1/lti/platforms/${there.id}`,
		{ revision: there.revision, state: 'active' }))

	assert.equal(changed.state, 'active')
	assert.equal((await admin('PATCH', `/api/v1/lti/platforms/${there.id}`,
		{ revision: there.revision, name: 'Lama' })).body.code,
	'lti_platform_moved')
})

test('one that is registered is not written over', async () => {
	const link = await invite(lms.url)
	const there = await platform()

	assert.equal((await press(link)).status, 422)
	assert.deepEqual(await platform(), there)
})

test('what fails there is told in its own words, and the link stays good',
	async () => {
		const link = await invite(lms.url)

		lms.clientId = `balai-x${Date.now()}`
		lms.answer = ({ path }) => path === '/registration'
			? { status: 400, body: { error: 'invalid_redirect_uri',
				error_description: '<b>no</b>' } } : undefined
		const answer = await press(link)

		lms.answer = undefined
		assert.equal(answer.status, 422)
		assert.ok(answer.text.includes(
			'invalid_redirect_uri: &lt;b&gt;no&lt;/b&gt;'))
		assert.equal(await platform(), undefined)
		assert.equal((await press(link)).status, 200)
	})

test('addresses into networks of ours are not asked, nor documents of another host',
	async () => {
		const link = await invite('')

		for (const address of ['http://10.0.0.1/a', 'https://169.254.169.254/a',
			'file:///etc/passwd', 'http://user@localhost/a', 'https://[::1%251]/'])
			assert.ok((await press(link, { openid_configuration: address }))
				.status >= 400, address)
		lms.answer = ({ path }) => path.startsWith('/.well-known')
			? { body: { ...JSON.parse(JSON.stringify({ issuer:
				'https://lms.example' })) } } : undefined
		assert.equal((await press(link)).status, 422)
		lms.answer = undefined
		assert.equal((await press(link, { registration_token: 'a\r\nX: b' }))
			.status, 400)
	})

test('only who has an invitation may have anything fetched', async () => {
	const calls = lms.calls.length

	assert.equal((await press('http://x/?invitation=abc')).status, 404)
	assert.equal((await ask(null, 'GET', `${url}/lti/register?invitation=${
		'a'.repeat(43)}&openid_configuration=${encodeURIComponent(config())}`))
		.status, 404)
	assert.equal(lms.calls.length, calls)
})

test('a system that does not answer holds no more than some visits', async () => {
	const link = await invite('')
	const more = `&openid_configuration=${encodeURIComponent(config())}`
	let free

	const hung = new Promise(resolve => { free = resolve })

	lms.answer = async () => { await hung }
	const all = Array.from({ length: 60 }, () => look(link, more))

	assert.equal((await Promise.any(all)).status, 503)
	free()
	lms.answer = undefined
	const statuses = (await Promise.all(all)).map(answer => answer.status)

	assert.ok(statuses.includes(200), String(statuses))
})

test('a link that was taken back opens nothing', async () => {
	const link = await invite('')
	const { invitations } = await ok(admin('GET', '/api/v1/lti/invitations'))

	assert.equal((await admin('DELETE',
		`/api/v1/lti/invitations/${invitations[0].id}`)).status, 204)
	assert.equal((await look(link)).status, 404)
	assert.equal((await (await signIn('penyelenggara'))('POST',
		'/api/v1/lti/invitations', {})).status, 403)
})

test('a second registration of an issuer has to have the same keys', async () => {
	assert.equal((await admin('POST', '/api/v1/lti/platforms', {
		...lms.about(), clientId: 'lain', jwksUrl: `${lms.url}/others` }))
		.body.code, 'lti_issuer_keys')
})

test('what is entered by hand in another system stands in one place', async () => {
	const about = await ok(admin('GET', '/api/v1/lti/about'))

	assert.equal(about.launchUrl, `${url}/lti/launch`)
	assert.equal(about.jwksUrl, `${url}/lti/jwks.json`)
})

test('a connection is tried: keys, token, roster, each with what to do', async () => {
	const { id } = await platform()
	const tried = async () => Object.fromEntries((await ok(admin('POST',
		`/api/v1/lti/platforms/${id}/test`))).checks
		.map(check => [check.name, check]))
	let checks = await tried()

	assert.deepEqual(Object.values(checks).map(({ code }) => code),
		['ok', 'ok', 'untried'])
	lms.answer = ({ path }) => path === '/jwks' ? { status: 500, body: {} }
		: undefined
	checks = await tried()
	lms.answer = undefined
	assert.equal(checks.keys.code, 'keys_away')
	assert.match(checks.keys.sentence, /./)
	assert.match(checks.keys.advice, /./)
	const { events } = await ok(admin('GET',
		`/api/v1/lti/platforms/${id}/events`))

	assert.equal(events[0].kind, 'test')
	assert.equal(events[0].code, 'keys_away')
})
