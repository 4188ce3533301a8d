// The examples of server/proxy, started as they are but for ports, files and
// where the server is: everything works through them, `balai check --url` finds
// nothing wrong, and it points at the fault when there is one.
import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:http2'
import { request } from 'node:https'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { launch as chromium } from '../browser/lib.mjs'
import { scorm12, zip } from '../http/lib.mjs'
import { bin, freePort, start, top } from '../lib/server.mjs'

const app = 'belajar.example.go.id'
const password = 'belajar-di-balai'
/* Not the loopback address, whose word about others is believed. */
const address = Object.values(networkInterfaces()).flat()
	.find(a => a.family === 'IPv4' && !a.internal)?.address ?? '127.0.0.1'
let folder, ca

const pem = name => join(folder, `${name}.pem`)

function openssl(...args) {
	execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
}

function certificate(name, names, days) {
	writeFileSync(pem(`${name}.ext`), `subjectAltName=${names
		.map(n => `DNS:${n}`).join(',')}`)
	openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout',
		pem(`${name}-key`), '-subj', `/CN=${names[0]}`, '-out',
		pem(`${name}-req`))
	openssl('x509', '-req', '-in', pem(`${name}-req`), '-CA', pem('ca'),
		'-CAkey', pem('ca-key'), '-CAcreateserial', '-days', String(days),
		'-extfile', pem(`${name}.ext`), '-out', pem(name))
}

before(() => {
	folder = mkdtempSync(join(tmpdir(), 'balai-proxy-'))
	openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout',
		pem('ca-key'), '-out', pem('ca'), '-subj', '/CN=Balai test CA',
		'-days', '30')
	ca = readFileSync(pem('ca'))
	certificate('good', [app, 'konten.example.go.id',
		'*.konten.example.go.id'], 90)
	certificate('other', ['lain.example.go.id'], 90)
	certificate('flat', [app, 'konten.example.go.id'], 90)
	certificate('brief', [app, 'konten.example.go.id',
		'*.konten.example.go.id'], 5)
})

after(() => rmSync(folder, { recursive: true, force: true }))

/* An example of server/proxy with this run's ports, and what `change` does. */
function configuration(file, server, ports, change, name) {
	const text = readFileSync(join(top, 'server/proxy', file), 'utf8')
		.replaceAll('127.0.0.1:8080', `127.0.0.1:${server.port}`)
		.replaceAll('127.0.0.1:8081', `127.0.0.1:${server.contentPort}`)

	return file.startsWith('nginx') ? nginx(change(text), ports, name)
		: caddy(change(text), ports, name)
}

function nginx(text, { plain, tls }, name) {
	const kept = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
		.map(n => `${n}_temp_path ${folder}/${n};`).join('\n')

	return `user root;
pid ${folder}/nginx.pid;
error_log ${folder}/nginx.log;
events { worker_connections 512; }
http { access_log off; ${kept}
${text.replaceAll('listen 80;', `listen ${plain};`)
		.replaceAll('listen 443 ssl', `listen ${tls} ssl`)
		.replace(/^\s*listen \[::\].*\n/gm, '')
		.replaceAll('/etc/ssl/balai/fullchain.pem', pem(name))
		.replaceAll('/etc/ssl/balai/privkey.pem', pem(`${name}-key`))}
}`
}

function caddy(text, { plain, tls }, name) {
	return `{
	admin off
	http_port ${plain}
	https_port ${tls}
}
${text.replace(/^(\S*example\.go\.id) \{$/gm,
		`$1 {\n\ttls ${pem(name)} ${pem(`${name}-key`)}`)}`
}

/*
 * A server behind that proxy while `what` runs. `change` and `certificate` are
 * what somebody set up wrongly.
 */
async function behind(file, what, { change = text => text,
	certificate: name = 'good', options = [], url = `https://${app}` } = {}) {
	const each = file.endsWith('name-per-package') ||
		file.endsWith('name-per-package.conf')
	const ports = { plain: await freePort(), tls: await freePort() }
	const server = await start(['--demo', ...(url ? ['--url', url] : []),
		'--content-url', `https://${each ? '{module}.' : ''
		}konten.example.go.id`, ...options])
	const path = join(folder, file)

	writeFileSync(path, configuration(file, server, ports, change, name))
	const command = file.startsWith('nginx')
		? ['nginx', '-c', path, '-p', folder, '-g', 'daemon off;']
		: ['caddy', 'run', '--adapter', 'caddyfile', '--config', path]
	const proxy = spawn(command[0], command.slice(1), {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { PATH: process.env.PATH, HOME: folder,
			XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder } })
	const ended = new Promise(resolve => proxy.on('close', resolve))
	let log = '', over = false

	ended.then(() => { over = true })
	proxy.stdout.on('data', text => { log += text })
	proxy.stderr.on('data', text => { log += text })
	try {
		await up(ports, () => log, () => over)
		return await what({ server, ports, each })
	} finally {
		proxy.kill('SIGTERM')
		await ended
		await server.stop()
	}
}

async function up(ports, log, over) {
	for (let i = 0; ; i++) {
		if (await ask(ports, 'GET', app, '/healthz').catch(() => null))
			return
		if (i > 600 || over())
			throw new Error(`the proxy does not answer\n${log()}`)
		await new Promise(next => setTimeout(next, 50))
	}
}

/* As a browser that resolves every name to this machine. */
function ask({ tls }, method, host, path, { headers, body } = {}) {
	const json = body !== undefined && !Buffer.isBuffer(body)
	const bytes = json ? Buffer.from(JSON.stringify(body)) : body

	return new Promise((resolve, reject) => {
		const asked = request({ method, path, host: address, port: tls,
			servername: host, ca, agent: false, setHost: false,
			rejectUnauthorized: false,
			headers: { Host: host,
				...(json && { 'Content-Type': 'application/json' }),
				...(bytes && { 'Content-Length': bytes.length }),
				...headers } }, answer => {
			const parts = []

			answer.on('data', part => parts.push(part))
			answer.on('error', reject)
			answer.on('end', () => {
				const bytes = Buffer.concat(parts)
				const text = bytes.toString()

				resolve({ status: answer.statusCode,
					headers: answer.headers, bytes, text,
					body: /json/.test(answer.headers['content-type'])
						&& text ? JSON.parse(text) : text })
			})
		})

		asked.on('error', reject)
		asked.end(bytes)
	})
}

/* The lines of `balai check --url`: [level, sentence]. */
function check({ server, ports }, more = []) {
	const done = spawnSync(bin, ['check', '--url', `https://${app}`,
		'--data', server.data, '--ca', pem('ca'),
		'--connect-to', `:443:${address}:${ports.tls}`,
		'--connect-to', `:80:${address}:${ports.plain}`, ...more],
	{ encoding: 'utf8', env: { PATH: process.env.PATH, LANG: 'C.UTF-8' } })
	const lines = done.stdout.trim().split('\n')
		.map(line => /^(\w+) +(.*)$/.exec(line).slice(1))

	return { code: done.status, lines, said: done.stdout + done.stderr }
}

const unfit = lines => lines.filter(([level]) => level !== 'ok')

async function signIn(ports, login) {
	const answer = await ask(ports, 'POST', app, '/api/v1/session',
		{ body: { login, password }, headers: { Origin: `https://${app}` } })

	assert.equal(answer.status, 200, answer.text)
	const [cookie] = answer.headers['set-cookie']

	assert.match(cookie, /; Secure/)
	assert.match(cookie, /; HttpOnly/)
	return (method, path, given = {}) => ask(ports, method, app, path, {
		...given, headers: { Cookie: cookie.split(';')[0],
			'X-Balai-Session': answer.body.secret, ...given.headers } })
}

/* A package with a large file, larger than nginx takes unless told to. */
function large() {
	const lesson = readFileSync(scorm12('Lewat proksi'))
	const inside = mkdtempSync(join(folder, 'besar-'))

	writeFileSync(join(inside, 'a.zip'), lesson)
	execFileSync('bsdtar', ['-xf', 'a.zip'], { cwd: inside })
	return readFileSync(zip({
		'imsmanifest.xml': readFileSync(join(inside, 'imsmanifest.xml')),
		'p0.html': readFileSync(join(inside, 'p0.html')),
		'besar.bin': Buffer.from(Array.from({ length: 3 << 20 },
			() => Math.random() * 256)),
	}))
}

async function imported(author, id) {
	for (let i = 0; i < 600; i++) {
		const { body } = await author('GET', `/api/v1/imports/${id}`)

		if (body.state === 'done')
			return body.module
		assert.notEqual(body.state, 'failed', JSON.stringify(body))
		await new Promise(next => setTimeout(next, 50))
	}
	throw new Error('the import does not end')
}

async function upload(author, archive) {
	const tus = { 'Tus-Resumable': '1.0.0' }
	const begun = await author('POST', '/api/v1/uploads', { headers: { ...tus,
		'Upload-Length': String(archive.length), 'Upload-Metadata':
			`filename ${Buffer.from('besar.zip').toString('base64')}` } })

	assert.equal(begun.status, 201, begun.text)
	const at = new URL(begun.headers.location, `https://${app}`)

	assert.equal(at.host, app)
	const sent = await author('PATCH', at.pathname, { body: archive,
		headers: { ...tus, 'Upload-Offset': '0',
			'Content-Type': 'application/offset+octet-stream' } })

	assert.equal(sent.status, 204, sent.text)
	return imported(author, sent.headers['x-balai-import'])
}

async function everything({ ports, each }) {
	const author = await signIn(ports, 'penulis')
	const module = await upload(author, large())
	const published = await author('PATCH', `/api/v1/modules/${module}`,
		{ body: { state: 'published' } })

	assert.equal(published.status, 200, published.text)
	const learner = await signIn(ports, 'peserta')
	const { body: run, status, text } = await learner('POST',
		`/api/v1/modules/${module}/launches`, { body: {} })

	assert.equal(status, 201, text)
	const at = new URL(run.url)

	assert.equal(at.protocol, 'https:')
	assert.equal(at.host, each ? `${module}.konten.example.go.id`
		: 'konten.example.go.id')
	const file = name => at.pathname.replace('~play', name)
	const page = await ask(ports, 'GET', at.host, file('p0.html'))

	assert.equal(page.status, 200)
	assert.match(page.text, /Lewat proksi/)
	assert.match(page.headers['content-security-policy'], /sandbox/)
	assert.equal(page.headers['set-cookie'], undefined)
	const part = await ask(ports, 'GET', at.host, file('besar.bin'),
		{ headers: { Range: 'bytes=1048576-1048585' } })

	assert.equal(part.status, 206)
	assert.equal(part.bytes.length, 10)
	assert.match(part.headers['content-range'], /^bytes 1048576-1048585\//)
	await saves(ports, at.host, learner, run)
}

async function saves(ports, host, learner, run) {
	const body = { attempt: run.attempt, run: run.run, sequence: 1,
		at: Date.now(), kind: 'cmi', cmi: {}, completion: 'completed',
		success: 'unknown', score: null, progressMeasure: null,
		sessionTimeMs: 1000, location: null, exit: '', ended: false,
		nav: null, activity: null }
	const saved = await ask(ports, 'POST', host, '/r/saves', { body,
		headers: { Authorization: `Bearer ${run.runToken}`,
			Origin: `https://${host}` } })

	assert.equal(saved.status, 200, saved.text)
	const again = await learner('POST', '/api/v1/saves', {
		body: { ...body, sequence: 2 } })

	assert.equal(again.status, 200, again.text)
	const { body: rows } = await learner('GET', '/api/v1/me/progress')

	assert.ok(rows.some(r => r.attempt === run.attempt &&
		r.completion === 'completed'))
}

/* As a browser with cookies of so many bytes asks: HTTP/2, each by itself. */
function baked({ tls }, host, path, bytes) {
	const session = connect(`https://${address}:${tls}`, { servername: host,
		ca, rejectUnauthorized: false,
		maxSendHeaderBlockLength: 1 << 20 })
	const cookie = []

	for (let i = 0; i * 2000 < bytes; i++)
		cookie.push(`c${i}=${'x'.repeat(1990)}`)
	return new Promise((resolve, reject) => {
		const asked = session.request({ ':path': path, ':authority': host,
			cookie, 'x-balai-session': 'none' })

		asked.on('response', resolve)
		asked.on('error', reject)
		session.on('error', reject)
		asked.resume()
		asked.end()
	}).finally(() => session.destroy())
}

for (const file of ['nginx-two-names.conf', 'nginx-name-per-package.conf',
	'Caddyfile-two-names', 'Caddyfile-name-per-package'])
	test(`through ${file}, cookies that a package planted shut nobody out`,
		() => behind(file, async ({ ports, each }) => {
			const about = '/api/v1/about'
			const content = `${each ? 'm1.' : ''}konten.example.go.id`
			const some = await baked(ports, app, about, 20000)
			const many = await baked(ports, app, about, 80000)

			assert.equal(some[':status'], 200)
			assert.equal(many[':status'], 400)
			assert.equal(many['clear-site-data'], '"cookies"')
			for (const bytes of [0, 80000])
				assert.equal((await baked(ports, content, '/r/launch',
					bytes))[':status'], 401)
		}))

for (const file of ['nginx-two-names.conf', 'nginx-name-per-package.conf',
	'Caddyfile-two-names', 'Caddyfile-name-per-package']) {
	test(`through ${file}: sign-in, a large upload, a lesson, files by parts, saves`,
		() => behind(file, everything))

	test(`through ${file}, the check from outside finds nothing wrong`,
		() => behind(file, at => {
			const { code, lines, said } = check(at)
			const shared = at.each ? [] : [/share one origin/]
			const allowed = [...shared, /mail is not set up/,
				/room at|only .* is free/]

			assert.equal(code, 0, said)
			for (const [level, text] of unfit(lines))
				assert.ok(allowed.some(a => a.test(text)),
					`${level}: ${text}`)
			assert.ok(lines.length > 15, said)
		}))
}

/* What somebody set up wrongly, and how it is said. */
const faults = [
	['nginx-name-per-package.conf', 'a limit of uploads', /refuses an upload of 2048 MB/,
		{ change: s => s.replace('client_max_body_size 0', 'client_max_body_size 20m') }],
	['nginx-name-per-package.conf', 'uploads held back', /holds uploads until they are whole/,
		{ change: s => s.replace('proxy_request_buffering off', 'proxy_request_buffering on') }, 0],
	['nginx-name-per-package.conf', 'Host not passed on', /turns the host name into 127\.0\.0\.1/,
		{ change: s => s.replaceAll('proxy_set_header Host $http_host;', '') }],
	['nginx-name-per-package.conf', 'Host not passed on and no --url', /refused \(403\)/,
		{ change: s => s.replaceAll('proxy_set_header Host $http_host;', ''), url: '' }],
	['nginx-name-per-package.conf', 'X-Forwarded-Proto missing', /cookies are not Secure/,
		{ change: s => s.replaceAll('proxy_set_header X-Forwarded-Proto $scheme;', '') }],
	['nginx-name-per-package.conf', 'X-Forwarded-For missing', /sees every visitor as 127\.0\.0\.1/,
		{ change: s => s.replaceAll('proxy_set_header X-Forwarded-For $remote_addr;', '') }],
	['nginx-name-per-package.conf', 'X-Forwarded-For believed from anybody', /can claim another address/,
		{ change: s => s.replaceAll('$remote_addr;', '$http_x_forwarded_for;') }],
	['nginx-name-per-package.conf', 'small heads only', /headers are refused \([04]/,
		{ change: s => s.replaceAll('large_client_header_buffers 16 64k', 'large_client_header_buffers 2 4k') }],
	['nginx-name-per-package.conf', 'plain http', /answers 200 without TLS/,
		{ change: s => s.replace('return 308 https://$host$request_uri', 'location / { proxy_pass http://127.0.0.1:8080; }')
			.replace('location / { proxy_pass http://127.0.0.1:8080; };', 'location / { return 200 "hello"; }') }],
	['nginx-name-per-package.conf', 'no HSTS', /no HSTS/,
		{ change: s => s.replaceAll(/add_header Strict.*\n/g, '') }, 0],
	['nginx-name-per-package.conf', '/metrics open', /\/metrics is open/,
		{ change: s => s.replace('location = /metrics', 'location = /nothing') }, 0],
	['nginx-name-per-package.conf', 'content on the app\'s port', /answers as the app/,
		{ change: s => s.replaceAll(/(konten\.example[^]*proxy_pass http:\/\/127\.0\.0\.1:)\d+/g,
			(_, head) => head + /127\.0\.0\.1:(\d+)/.exec(s)[1]) }],
	['nginx-two-names.conf', 'content without its sandbox', /sandbox policy is gone/,
		{ change: s => s.replace('proxy_max_temp_file_size 0;', 'proxy_hide_header Content-Security-Policy;') }],
	['nginx-two-names.conf', 'packages let out', /Connection-Allowlist is gone/,
		{ change: s => s.replace('proxy_max_temp_file_size 0;', 'proxy_hide_header Connection-Allowlist;') }, 0],
	['nginx-two-names.conf', 'frames forbidden', /adds X-Frame-Options/,
		{ change: s => s.replace('proxy_max_temp_file_size 0;', 'add_header X-Frame-Options SAMEORIGIN always;') }],
	['nginx-two-names.conf', 'a cookie on content', /sets a cookie/,
		{ change: s => s.replace('proxy_max_temp_file_size 0;', 'add_header Set-Cookie node=1 always;') }],
	['nginx-two-names.conf', 'a certificate of another name', /certificate of belajar\S+ is not accepted/,
		{ certificate: 'other' }],
	['nginx-name-per-package.conf', 'no wildcard certificate', /wildcard certificate/,
		{ certificate: 'flat' }],
	['nginx-two-names.conf', 'a certificate that ends soon', /ends in 4 days|ends in 5 days/,
		{ certificate: 'brief' }, 0],
	['nginx-two-names.conf', 'another --url', /framed by 'self' https:\/\/salah/,
		{ url: 'https://salah.example.go.id' }],
	['Caddyfile-name-per-package', 'content on the app\'s port', /answers as the app/,
		{ change: s => s.replace(/(konten\.example[^]*reverse_proxy 127\.0\.0\.1:)\d+/,
			(_, head) => head + /127\.0\.0\.1:(\d+)/.exec(s)[1]) }],
	['Caddyfile-name-per-package', 'Host replaced', /turns the host name into dalam/,
		{ change: s => s.replace(/(reverse_proxy \S+)/, '$1 {\n\t\theader_up Host dalam\n\t}') }],
	['Caddyfile-two-names', 'the app\'s policy removed', /app's Content-Security-Policy is gone/,
		{ change: s => s.replace('respond @inside 404', 'respond @inside 404\n\theader -Content-Security-Policy') }],
	['Caddyfile-two-names', 'something else at the app\'s name', /is no Balai/,
		{ change: s => s.replace(/reverse_proxy \S+/, 'respond /healthz "hello"') }],
]

for (const [file, name, sentence, wrong, code = 1] of faults)
	test(`the check points at it: ${name} (${file.split(/[-f]/)[0]})`,
		() => behind(file, at => {
			const done = check(at)

			assert.ok(unfit(done.lines).some(([, text]) =>
				sentence.test(text)), done.said)
			assert.equal(done.code, code, done.said)
		}, wrong))

test('a name that has no address, and a closed port, are said', async () => {
	const run = (...args) => spawnSync(bin, ['check', ...args, '--data',
		join(folder, 'nothing')], { encoding: 'utf8',
		env: { PATH: process.env.PATH, LANG: 'id_ID.UTF-8' } })
	const nameless = run('--url', 'https://belajar.invalid')

	assert.equal(nameless.status, 1)
	assert.match(nameless.stdout, /^salah +belajar\.invalid tidak punya alamat/m)
	const closed = run('--url', `http://127.0.0.1:${await freePort()}`)

	assert.equal(closed.status, 1)
	assert.match(closed.stdout, /tidak dapat disambung/)
})

test('a browser plays a lesson through the proxy, each package at its name',
	() => behind('nginx-name-per-package.conf', async ({ ports, server }) => {
		const archive = scorm12('Di balik proksi')

		execFileSync(bin, ['import', '--data', server.data, archive,
			'--publish'], { stdio: 'pipe' })
		const browser = await chromium({ args: [
			`--host-resolver-rules=MAP *:443 ${address}:${ports.tls},` +
			`MAP *:80 ${address}:${ports.plain}`] })

		try {
			await inBrowser(browser)
		} finally {
			await browser.close()
		}
	}))

async function inBrowser(browser) {
	const context = await browser.newContext({ ignoreHTTPSErrors: true,
		locale: 'id-ID', viewport: { width: 360, height: 640 } })
	const page = await context.newPage()

	page.setDefaultTimeout(60_000)
	await page.goto(`http://${app}/masuk`)
	await page.fill('input[name=login]', 'peserta')
	await page.fill('input[name=password]', password)
	await page.click('button[type=submit]')
	await page.waitForURL(at => !at.pathname.startsWith('/masuk'))
	assert.equal(new URL(page.url()).origin, `https://${app}`)
	const [cookie] = await context.cookies()

	assert.equal(cookie.secure, true)
	await page.goto(`https://${app}/katalog`)
	await page.click('text=Di balik proksi')
	await page.click('text=/^Mulai/')
	await page.waitForFunction(() => document.querySelector('iframe'))
	let shown

	for (let i = 0; i < 600 && !shown; i++) {
		shown = page.frames().find(f => f.url().endsWith('p0.html'))
		await new Promise(next => setTimeout(next, 100))
	}
	assert.match(shown.url(), /^https:\/\/\w+\.konten\.example\.go\.id\//)
	await shown.waitForSelector('h1:text("Di balik proksi")')
}
