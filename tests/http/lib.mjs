// A caller of the API: who they are, and what each call needs.
//
//	const ann = await signIn('peserta')
//	const { status, body } = await ann('GET', '/api/v1/me')
//
// The server is the one of BALAI_URL, started with --demo (tests/lib/server.mjs).
import { execFileSync } from 'node:child_process'
import { request } from 'node:http'
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { bin, top } from '../lib/server.mjs'
import { until } from '../lib/until.mjs'

export const url = process.env.BALAI_URL
export const contentUrl = process.env.BALAI_CONTENT_URL
export const password = 'belajar-di-balai'

/*
 * Ask, and read the whole answer: JSON where it is JSON, else text. Browsers
 * know {module}.localhost as this machine, Node does not: so the connection
 * goes to the loopback address and the name stands in the Host header alone.
 */
export function call(method, address, { headers, body } = {}) {
	const { host, port, pathname, search } = new URL(address)
	const json = body !== undefined && typeof body !== 'string' &&
		!Buffer.isBuffer(body)
	const bytes = body === undefined ? undefined
		: Buffer.from(json ? JSON.stringify(body) : body)

	return new Promise((resolve, reject) => {
		const asked = request({
			method, host: '127.0.0.1', port, path: pathname + search,
			setHost: false, agent: false,
			headers: {
				Host: host,
				...(json && { 'Content-Type': 'application/json' }),
				...(bytes && { 'Content-Length': bytes.length }),
				...headers,
			},
		}, answer => {
			const parts = []

			answer.on('data', part => parts.push(part))
			answer.on('error', reject)
			answer.on('end', () => resolve(read(answer,
				Buffer.concat(parts).toString())))
		})

		asked.on('error', reject)
		asked.end(bytes)
	})
}

function read(answer, text) {
	const headers = new Headers()

	for (let i = 0; i < answer.rawHeaders.length; i += 2)
		headers.append(answer.rawHeaders[i], answer.rawHeaders[i + 1])
	return {
		status: answer.statusCode,
		headers,
		cookies: answer.headers['set-cookie'] ?? [],
		text,
		body: /json/.test(headers.get('content-type') ?? '') && text
			? JSON.parse(text) : text,
	}
}

/* A function that calls as this person; `.secret`, `.cookie`, `.person`. */
export async function signIn(login, base = url, given = password) {
	const answer = await call('POST', `${base}/api/v1/session`,
		{ body: { login, password: given } })

	if (answer.status !== 200)
		throw new Error(`${login}: ${answer.status} ${answer.text}`)
	return callerOf(answer, base)
}

/* Who has an account, made by `admin`, and, as everybody must, a password of
   their own; `.id`, `.login`, `.password`. */
export async function newPerson(admin, fields) {
	const given = 'rahasia-panjang-sekali', own = `${given}-sendiri`
	const made = await admin('POST', '/api/v1/people',
		{ password: given, ...fields })

	if (made.status !== 201)
		throw new Error(`${fields.login}: ${made.status} ${made.text}`)
	const { id, login } = made.body
	const first = await signIn(login, url, given)
	const set = await first('PUT', '/api/v1/me/password',
		{ current: given, password: own })

	if (set.status !== 200)
		throw new Error(`${login}: ${set.status} ${set.text}`)
	return Object.assign(await signIn(login, url, own),
		{ id, login, password: own })
}

/* Who was let in by that answer. */
export function callerOf(answer, base = url) {
	const cookie = answer.cookies
		.map(line => line.split(';')[0]).join('; ')
	const { secret, person } = answer.body
	const as = (method, path, body, headers = {}) =>
		call(method, base + path, {
			body, headers: { Cookie: cookie, 'X-Balai-Session': secret,
				...headers },
		})

	return Object.assign(as, { secret, cookie, person, base })
}

/* A visitor. */
export function visitor(method, path, body, headers) {
	return call(method, url + path, { body, headers })
}

/* Run the program on the server's own data. */
export function balai(args, options = {}) {
	return execFileSync(bin, [args[0], '--data', process.env.BALAI_DATA,
		...(process.env.BALAI_DATABASE
			? ['--database', process.env.BALAI_DATABASE] : []),
		...args.slice(1)], { encoding: 'utf8',
		stdio: ['pipe', 'pipe', 'ignore'], ...options })
}

/* Files to a zip, by name: made with Debian's own python, gone at the end. */
export function zip(files) {
	const folder = mkdtempSync(join(tmpdir(), 'balai-zip-'))

	for (const [name, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, 'in', name)), { recursive: true })
		writeFileSync(join(folder, 'in', name), text)
	}
	execFileSync('bsdtar', ['-a', '-cf', '../out.zip',
		...Object.keys(files)], { cwd: join(folder, 'in') })
	process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
	return join(folder, 'out.zip')
}

/* A small SCORM package of our own: `units` titles, one page each. */
export function scorm12(title, units = ['Satu']) {
	const items = units.map((name, i) => `<item identifier="i${i}"
		identifierref="r${i}"><title>${name}</title></item>`).join('')
	const resources = units.map((_, i) => `<resource identifier="r${i}"
		type="webcontent" adlcp:scormtype="sco" href="p${i}.html">
		<file href="p${i}.html"/></resource>`).join('')
	const files = { 'imsmanifest.xml': `<?xml version="1.0"?>
<manifest identifier="m" version="1"
 xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>${title}</title>
${items}</organization></organizations>
<resources>${resources}</resources></manifest>` }

	units.forEach((name, i) => {
		files[`p${i}.html`] = `<!doctype html><title>${name}</title>` +
			`<h1>${title}</h1><p>${'kata '.repeat(500)}`
	})
	return zip(files)
}

/* Import and publish by the command line; the line it prints. */
export function publish(file, ...more) {
	return JSON.parse(balai(['import', file, '--publish', '--json', ...more]))
}

/* The import `id` of `who`, once it is done or has failed. */
export function imported(who, id) {
	return until('the import ends', async () => {
		const { body } = await who('GET', `/api/v1/imports/${id}`)

		return ['done', 'failed'].includes(body.state) && body
	})
}

/* A full snapshot, as the player sends it, for a launch's answer. */
export function item(launch, sequence, fields = {}) {
	return {
		attempt: launch.attempt, run: launch.run, sequence, at: Date.now(),
		kind: 'cmi', cmi: {}, completion: 'incomplete', success: 'unknown',
		score: null, progressMeasure: null, sessionTimeMs: 1000 * sequence,
		location: null, exit: 'suspend', ended: false, nav: null,
		activity: null, ...fields,
	}
}

export { top }
