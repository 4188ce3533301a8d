// nginx sends the large files of packages, by server/proxy/nginx-accel.conf as
// it is but for the folder: what a browser sees is what Balai alone would say.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { signIn, zip } from '../http/lib.mjs'
import { bin, freePort, start, top } from '../lib/server.mjs'

let server, folder, nginx, port, files
const pdf = randomBytes(200_000)
const script = `const kata = "${randomBytes(150_000).toString('hex')}";\n`

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'balai-accel-'))
	server = await start(['--demo', '--accel-redirect', '~blobs'])
	port = await freePort()
	writeFileSync(join(folder, 'nginx.conf'), configuration())
	nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder],
		{ stdio: 'ignore', env: { PATH: `${process.env.PATH}:/usr/sbin` } })
	files = await opened()
	for (let i = 0; await ask(port, 'small.txt').catch(() => 0) === 0; i++) {
		assert.ok(i < 600, 'nginx does not answer')
		await new Promise(next => setTimeout(next, 50))
	}
})

after(async () => {
	nginx?.kill('SIGTERM')
	await server?.stop()
	rmSync(folder, { recursive: true, force: true })
})

function configuration() {
	const accel = readFileSync(join(top, 'server/proxy/nginx-accel.conf'), 'utf8')
		.replaceAll('/var/lib/balai', server.data)
	const kept = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
		.map(n => `${n}_temp_path ${folder}/${n};`).join('\n')

	return `user root;
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/nginx.log;
events { worker_connections 128; }
http { access_log off; ${kept}
server {
	listen 127.0.0.1:${port};
	location / {
		proxy_pass http://127.0.0.1:${server.contentPort};
		proxy_http_version 1.1;
		proxy_set_header Connection "";
		proxy_set_header Host $http_host;
	}
	${accel}
} }`
}

// The path and the host of the files of a module that somebody has opened.
async function opened() {
	const archive = zip({ 'index.html': '<!doctype html><title>Unduh</title>',
		'small.txt': 'kecil', 'script.js': script,
		'large.pdf': pdf.toString('latin1') })
	const { module } = JSON.parse(execFileSync(bin, ['import', '--data',
		server.data, '--publish', '--json', archive],
	{ env: { ...process.env, BALAI_DATABASE: '' } }))
	const ann = await signIn('peserta', server.url)
	const { body } = await ann('POST', `/api/v1/modules/${module}/launches`, {})
	const { host, pathname } = new URL(body.url)

	return { host, path: pathname.replace(/~play.*/, '') }
}

function ask(at, name, headers = {}, method = 'GET', path = files.path) {
	return new Promise((resolve, reject) => {
		request({ host: '127.0.0.1', port: at, method, path: path + name,
			setHost: false, agent: false,
			headers: { Host: files.host, ...headers } }, answer => {
			const parts = []

			answer.on('data', part => parts.push(part))
			answer.on('end', () => resolve({ status: answer.statusCode,
				headers: answer.headers, bytes: Buffer.concat(parts) }))
		}).on('error', reject).end()
	})
}

// What differs from request to request, or is nginx's own.
const passing = ['date', 'x-request-id', 'server', 'connection', 'keep-alive',
	'last-modified', 'strict-transport-security', 'x-accel-redirect',
	'content-length', 'accept-ranges']

function lasting({ headers }) {
	return Object.fromEntries(Object.entries(headers)
		.filter(([name]) => !passing.includes(name)))
}

test('a large file comes from nginx, with all that Balai says of it', async () => {
	const alone = await ask(server.contentPort, 'large.pdf')
	const through = await ask(port, 'large.pdf')

	assert.match(alone.headers['x-accel-redirect'],
		/^\/~blobs\/[0-9a-f]{2}\/[0-9a-f]{64}$/)
	assert.equal(alone.bytes.length, 0)
	assert.equal(through.status, 200)
	assert.equal(through.headers['x-accel-redirect'], undefined)
	assert.match(through.headers['content-security-policy'], /sandbox/)
	assert.deepEqual(lasting(through), lasting(alone))
	assert.equal(through.bytes.length, Buffer.from(pdf.toString('latin1')).length)
})

test('a part of it is a part', async () => {
	const part = await ask(port, 'large.pdf', { Range: 'bytes=1000-1999' })

	assert.equal(part.status, 206)
	assert.equal(part.bytes.length, 1000)
	assert.match(part.headers['content-security-policy'], /sandbox/)
})

test('a compressed form is told as what it is', async () => {
	for (const coding of ['br', 'gzip']) {
		const wish = { 'Accept-Encoding': coding }
		const alone = await ask(server.contentPort, 'script.js', wish)
		const through = await ask(port, 'script.js', wish)
		const plain = (coding === 'br' ? brotliDecompressSync : gunzipSync)(
			through.bytes)

		assert.ok(alone.headers['x-accel-redirect'])
		assert.equal(through.headers['content-encoding'], coding)
		assert.deepEqual(lasting(through), lasting(alone))
		assert.equal(plain.toString(), script)
	}
})

test('what the browser has is not sent again', async () => {
	const { headers } = await ask(port, 'large.pdf')
	const again = await ask(port, 'large.pdf', { 'If-None-Match': headers.etag })

	assert.equal(again.status, 304)
	assert.equal(again.bytes.length, 0)
})

test('a small file comes from Balai itself', async () => {
	const alone = await ask(server.contentPort, 'small.txt')

	assert.equal(alone.bytes.toString(), 'kecil')
	assert.equal(alone.headers['x-accel-redirect'], undefined)
	assert.equal((await ask(port, 'small.txt')).bytes.toString(), 'kecil')
})

test('nobody gets a file of the store without its token', async () => {
	const { headers } = await ask(server.contentPort, 'large.pdf')
	const straight = await ask(port, '', {}, 'GET', headers['x-accel-redirect'])
	const altered = await ask(port, 'large.pdf', {}, 'GET',
		files.path.replace(/\/c\/(.)/, (_, c) => `/c/${c === 'A' ? 'B' : 'A'}`))

	assert.equal(straight.status, 404)
	assert.equal(altered.status, 401)
})
