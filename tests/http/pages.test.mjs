// The web client's pages and files, and what the server says of itself.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { call, contentUrl, top, url, visitor } from './lib.mjs'

const html = { Accept: 'text/html,application/xhtml+xml' }
const page = path => visitor('GET', path, undefined, html)

test('every page of the client is one document under a strict policy',
	async () => {
		for (const path of ['/', '/masuk', '/masuk/tautan', '/katalog', '/modul/x', '/modul/x/belajar', '/saya', '/saya/sesi',
			'/pelatihan', '/pelatihan/x', '/kelola', '/kelola/orang', '/bantuan', '/gabung', '/l/tidak-ada']) {
			const { status, text, headers } = await page(path)
			const policy = headers.get('content-security-policy')

			assert.equal(status, 200, path)
			assert.match(text, /<html lang="id"/)
			assert.match(policy, /default-src 'none'; script-src 'self'; /)
			assert.match(policy, /require-trusted-types-for 'script'/)
			assert.match(policy, /trusted-types dompurify$/)
			assert.match(policy,
				/img-src 'self' data: blob: http:\/\/\*\.localhost:\d+;/)
			assert.match(policy,
				/frame-src http:\/\/\*\.localhost:\d+[ ;]/)
			assert.ok(!policy.includes('unsafe-inline'))
			assert.equal(headers.get('x-frame-options'), 'DENY')
			assert.equal(headers.get('x-content-type-options'), 'nosniff')
		}
	})

test('an address that is no page is the same document with 404', async () => {
	const { status, text } = await page('/tidak-ada')

	assert.equal(status, 404)
	assert.match(text, /<html lang="id"/)
	const program = await visitor('GET', '/tidak-ada')

	assert.equal(program.status, 404)
	assert.equal(program.body.code, 'not_found')
	const api = await page('/api/v1/tidak-ada')

	assert.equal(api.status, 404)
	assert.equal(api.body.code, 'not_found')
})

test('as many such addresses as one likes leave reads for others', async () => {
	for (let i = 0; i < 6; i++)
		await Promise.all(Array.from({ length: 50 },
			(_, n) => fetch(`${url}/tidak-ada-${i}-${n}`, {
				headers: { Accept: 'text/html', Connection: 'close' } })))
	assert.equal((await fetch(`${url}/api/v1/about`)).status, 200)
})

test('script and style are cached for ever, and come compressed', async () => {
	const { text } = await page('/')
	const [, script] = text.match(/src="(\/assets\/[^"]+\.js)"/)
	const plain = await visitor('GET', script)
	const packed = await visitor('GET', script, undefined,
		{ 'Accept-Encoding': 'br' })

	assert.match(plain.headers.get('cache-control'), /immutable/)
	assert.match(plain.headers.get('content-type'), /javascript/)
	assert.equal(packed.headers.get('content-encoding'), 'br')
	assert.ok(Number(packed.headers.get('content-length')) <
		plain.text.length / 2)
	assert.notEqual(packed.headers.get('etag'), plain.headers.get('etag'))
})

test('every file with a hash in its name is cached for ever', async () => {
	const names = readdirSync(join(top, 'web/dist/assets'))
		.filter(name => /-[\w-]{8}\.\w+$/.test(name))

	assert.ok(names.length > 5)
	for (const name of names) {
		const { headers } = await visitor('GET', `/assets/${name}`)

		assert.match(headers.get('cache-control'), /immutable/, name)
	}
})

test('the client\'s sign for the browser\'s tab is there', async () => {
	const { text } = await page('/')
	const [, icon] = text.match(/rel="icon" href="([^"]+)"/)
	const { status, headers } = await visitor('GET', icon)

	assert.equal(status, 200)
	assert.equal(headers.get('content-type'), 'image/svg+xml')
})

test('the client\'s folder gives nothing but its files', async () => {
	for (const path of ['/assets/../index.html', '/assets/%2e%2e/index.html',
		'/assets/tidak-ada.js', '/assets/'])
		assert.ok([400, 404].includes((await visitor('GET', path)).status),
			path)
})

test('the frame\'s script lies on the content origin', async () => {
	const frame = readFileSync(join(top, 'web/dist/frame/play.html'), 'utf8')
	const [, script] = frame.match(/src="(\/~balai\/[^"]+\.js)"/)
	const { status, headers } = await call('GET', contentUrl + script)

	assert.equal(status, 200)
	assert.match(headers.get('cache-control'), /immutable/)
	assert.match(headers.get('content-security-policy'), /sandbox/)
	assert.equal((await visitor('GET', script)).status, 404)
})

test('both origins say that they are alive', async () => {
	for (const origin of [url, contentUrl]) {
		const { status, body } = await call('GET', `${origin}/healthz`)

		assert.equal(status, 200)
		assert.deepEqual(body, { status: 'ok' })
	}
})

test('about names the content address and the agency', async () => {
	const { body } = await visitor('GET', '/api/v1/about')

	assert.equal(body.name, 'Balai')
	assert.match(body.contentUrl, /^http:\/\/\{module\}\.localhost:\d+$/)
	assert.ok(body.agency.name)
	assert.ok(body.demo.length >= 5)
})

test('metrics are Prometheus text', async () => {
	const { headers, text } = await visitor('GET', '/metrics')

	assert.match(headers.get('content-type'), /^text\/plain; version=0\.0\.4/)
	assert.match(text, /^balai_commits_total \d+$/m)
	assert.match(text, /^balai_answers_total\{.*route="\/api\/v1\/about"/m)
})

test('what is refused before it is read is counted as well', async () => {
	const refused = async () => {
		const { text } = await visitor('GET', '/metrics')
		const line = /method="POST",route="\/api\/v1\/session\/link",class="4xx"\} (\d+)/

		return Number(line.exec(text)?.[1] ?? 0)
	}
	const before = await refused()
	const { status } = await visitor('POST', '/api/v1/session/link',
		{ token: 'x'.repeat(70000) })

	assert.equal(status, 413)
	assert.equal(await refused(), before + 1)
})

test('a method that an address has not is 405, with those it has', async () => {
	const { status, headers, body } = await visitor('DELETE', '/api/v1/modules')

	assert.equal(status, 405)
	assert.equal(headers.get('allow'), 'GET, HEAD, OPTIONS')
	assert.equal(body.code, 'method_not_allowed')
	const options = await visitor('OPTIONS', '/api/v1/session')

	assert.equal(options.status, 204)
	assert.equal(options.headers.get('allow'), 'POST, DELETE, OPTIONS')
})

test('HEAD has the length and no body', async () => {
	const get = await page('/')
	const head = await visitor('HEAD', '/', undefined, html)

	assert.equal(head.status, 200)
	assert.equal(head.text, '')
	assert.equal(head.headers.get('content-length'),
		get.headers.get('content-length'))
})

test('JSON is taken as JSON alone, and in bounds', async () => {
	const wrong = await visitor('POST', '/api/v1/session', 'login=a',
		{ 'Content-Type': 'application/x-www-form-urlencoded',
			'Content-Length': '7' })
	const large = await visitor('POST', '/api/v1/session',
		{ login: 'x'.repeat(70000) })
	const broken = await visitor('POST', '/api/v1/session', '{"login":',
		{ 'Content-Type': 'application/json' })
	const twice = await visitor('POST', '/api/v1/session',
		'{"login":"a","login":"b","password":"c"}',
		{ 'Content-Type': 'application/json' })

	assert.deepEqual([wrong.status, large.status, broken.status, twice.status],
		[415, 413, 400, 400])
})

test('problems speak Indonesian, and English when asked', async () => {
	const own = await visitor('GET', '/api/v1/me')
	const english = await visitor('GET', '/api/v1/me', undefined,
		{ 'Accept-Language': 'en-GB,en;q=0.9' })

	assert.equal(own.body.title, 'Silakan masuk')
	assert.equal(english.body.title, 'Please sign in')
	assert.equal(own.body.code, english.body.code)
	assert.equal(own.body.requestId, own.headers.get('x-request-id'))
	assert.equal(own.headers.get('content-type'), 'application/problem+json')
})
