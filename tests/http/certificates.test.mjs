// Papers: earned, fetched, checked, mended and taken back.
import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { call, signIn, url, visitor } from './lib.mjs'
import { paper } from '../lib/paper.mjs'

const SPKI = Buffer.from('302a300506032b6570032100', 'hex')
let learner, organiser, admin, first

before(async () => {
	learner = await signIn('peserta')
	organiser = await signIn('penyelenggara')
	admin = await signIn('admin')
	first = await paper(learner)
})

const mine = async (who = learner) =>
	(await who('GET', '/api/v1/me/certificates')).body.certificates
const one = async id => (await mine()).find(c => c.id === id)

/* The bytes of a PDF need a reader that does not make them a text. */
async function fetched(who, path) {
	const { cookie, secret } = who

	const answer = await fetch(url + path, { headers: {
		Cookie: cookie, 'X-Balai-Session': secret } })

	return { status: answer.status, headers: answer.headers,
		bytes: Buffer.from(await answer.arrayBuffer()) }
}

async function keyNamed(id) {
	const { body } = await visitor('GET', '/api/v1/certificate-keys')
	const key = body.keys.find(k => k.id === id)

	return createPublicKey({ format: 'der', type: 'spki',
		key: Buffer.concat([SPKI, Buffer.from(key.public, 'base64')]) })
}

async function sealGood(link) {
	const bytes = Buffer.from(link.split('#')[1], 'base64url')
	const facts = bytes.subarray(0, -64)

	return verify(null, Buffer.concat([Buffer.from('balai:segel:1:'), facts]),
		await keyNamed(facts.subarray(3, 11).toString('hex')),
		bytes.subarray(-64))
}

test('what was earned is a paper with a number, a name and a link', () => {
	assert.equal(first.state, 'good')
	assert.equal(first.kind, 'completion')
	assert.match(first.number, /^\d{4}\/SERT\/[A-Z0-9-]+\/[IVX]+\/\d{4}$/)
	assert.match(first.link, /\/s\/#[A-Za-z0-9_-]{200,}$/)
	assert.equal(first.outdated, false)
})

test('its seal holds under the public key, and the NIP is not in it', async () => {
	const seal = Buffer.from(first.link.split('#')[1], 'base64url')

	assert.equal(await sealGood(first.link), true)
	assert.ok(seal.includes(Buffer.from(first.number)))
	assert.ok(!seal.includes(Buffer.from('199504122019032004')))
})

test('the paper is a PDF of two pages, the same each time, for those it concerns', async () => {
	const path = `/api/v1/certificates/${first.id}.pdf`
	const pdf = await fetched(learner, path)
	const again = await fetched(organiser, path)
	const folder = mkdtempSync(join(tmpdir(), 'balai-paper-'))

	assert.equal(pdf.status, 200)
	assert.match(pdf.headers.get('content-disposition'),
		/^attachment; filename="[A-Za-z0-9.-]+\.pdf"$/)
	assert.deepEqual(again.bytes, pdf.bytes)
	try {
		writeFileSync(join(folder, 'p.pdf'), pdf.bytes)
		const text = execFileSync('pdftotext', ['-layout',
			join(folder, 'p.pdf'), '-'], { encoding: 'utf8' })

		assert.equal(text.split('\f').length - 1, 2)
		assert.ok(text.includes(first.name))
		assert.ok(text.includes(first.number))
		assert.ok(text.includes('NIP 19950412 201903 2 004'))
		assert.match(text, /Segel verifikasi/)
	} finally {
		rmSync(folder, { recursive: true })
	}
	assert.equal((await fetched(learner, `${path}?lang=en`)).status, 200)
	assert.equal((await (await signIn('penulis'))('GET', path)).status, 404)
	assert.equal((await learner('GET', path.slice(0, -4))).status, 404)
})

test('a paper is not replaced while it says the right name', async () => {
	const { status, body } = await learner('POST',
		`/api/v1/certificates/${first.id}/reissue`, {})

	assert.equal(status, 409)
	assert.equal(body.code, 'certificate_same')
})

test('who organises elsewhere is to its agency a holder like any other', async () => {
	const path = `/api/v1/people/${learner.person.id}`
	const other = (await admin('POST', '/api/v1/agencies',
		{ name: `Instansi lain ${Date.now()}`, kind: 'agency' })).body

	assert.equal((await admin('PATCH', path, { agency: other.id,
		roles: ['organiser'] })).status, 200)
	try {
		const { body } = await learner('POST',
			`/api/v1/certificates/${first.id}/reissue`,
			{ reason: 'lebih bagus' })

		assert.equal(body.code, 'certificate_same')
	} finally {
		await admin('PATCH', path, { agency: learner.person.agency.id,
			roles: learner.person.roles })
	}
})

test('a mended name makes a new number at once, and the old one is replaced', async () => {
	const { person } = learner
	const rename = name => admin('PATCH', `/api/v1/people/${person.id}`,
		{ name })

	assert.equal((await rename('Sari Wulandarie')).status, 200)
	try {
		assert.equal((await one(first.id)).outdated, true)
		const { status, body } = await learner('POST',
			`/api/v1/certificates/${first.id}/reissue`, {})

		assert.equal(status, 200)
		assert.notEqual(body.number, first.number)
		assert.equal(body.name, 'Sari Wulandarie')
		assert.equal(await sealGood(body.link), true)
		const old = await one(first.id)

		assert.equal(old.state, 'replaced')
		assert.equal(old.replacedBy.number, body.number)
		assert.equal((await learner('POST',
			`/api/v1/certificates/${first.id}/reissue`, {})).body.code,
		'certificate_over')
	} finally {
		await rename(person.name)
	}
})

test('an organiser says why a paper is replaced or revoked', async () => {
	const now = (await mine()).find(c => c.state === 'good')
	const reissue = `/api/v1/certificates/${now.id}/reissue`
	const bare = await organiser('POST', reissue, {})

	assert.equal(bare.status, 422)
	assert.equal(bare.body.field, 'reason')
	const next = await organiser('POST', reissue, { reason: 'salah cetak' })

	assert.equal(next.status, 200, next.text)
	assert.equal((await one(now.id)).revokedWhy, 'salah cetak')
	const gone = await organiser('POST',
		`/api/v1/certificates/${next.body.id}/revocation`,
		{ reason: 'kehadiran dibatalkan' })

	assert.equal(gone.status, 200)
	assert.equal(gone.body.state, 'revoked')
	assert.equal((await learner('POST',
		`/api/v1/certificates/${next.body.id}/revocation`,
		{ reason: 'coba-coba' })).status, 403)
})

test('the list of what is not valid any more is public, signed, and names nobody', async () => {
	const { status, headers, body } = await visitor('GET',
		'/api/v1/certificates/revoked')
	const list = JSON.parse(body.list)

	assert.equal(status, 200)
	assert.match(headers.get('cache-control'), /public/)
	assert.equal(verify(null, Buffer.from('balai:dicabut:1:' + body.list),
		await keyNamed(body.key), Buffer.from(body.signature, 'base64url')),
	true)
	assert.ok(list.papers.find(p => p.number === first.number).by)
	assert.ok(list.at <= Date.now())
	assert.ok(!body.list.includes('Sari'))
})

test('a new key seals from now on, and what was sealed before holds', async () => {
	const { status, body } = await admin('POST', '/api/v1/certificate-keys')

	assert.equal(status, 201)
	assert.equal(body.keys.filter(k => k.endedAt === null).length, 1)
	assert.ok(!JSON.stringify(body).includes('secret'))
	assert.equal(await sealGood(first.link), true)
	const fresh = await paper(learner)

	assert.equal(await sealGood(fresh.link), true)
	assert.equal(Buffer.from(fresh.link.split('#')[1], 'base64url')
		.subarray(3, 11).toString('hex'), body.keys[0].id)
})

test('an agency finds its papers, and has them as a file', async () => {
	const year = new Date().getFullYear()
	const list = async query => (await organiser('GET',
		`/api/v1/certificates?${query}`)).body

	assert.ok((await list(`year=${year}`)).total >= 3)
	assert.equal((await list(`year=${year - 5}`)).total, 0)
	assert.equal((await list(`q=${first.number}`)).total, 1)
	assert.ok((await list('q=sari&state=replaced&kind=completion')).total >= 1)
	const { text, headers } = await organiser('GET',
		'/api/v1/certificates.csv?state=revoked')

	assert.match(headers.get('content-type'), /csv/)
	assert.match(text, /kehadiran dibatalkan/)
	assert.ok(!text.includes('19950412'))
	assert.equal((await learner('GET', '/api/v1/certificates')).status, 403)
})

test('an agency says what its papers look like, within what can be read', async () => {
	const path = '/api/v1/certificate-design'
	const { body: was } = await organiser('GET', path)
	const put = change => organiser('PUT', path, { ...was.design, ...change })
	const refused = async (change, field) => {
		const { status, body } = await put(change)

		assert.equal(status, 422)
		assert.equal(body.field, field)
	}

	await refused({ accent: '#ffd700' }, 'accent')
	await refused({ pattern: '{n}/{tahun}' }, 'pattern')
	await refused({ pattern: '{n}/{kode}/{jenis}/{tahun}/{apa}' }, 'pattern')
	await refused({ code: 'kecil' }, 'code')
	await refused({ signer: 'x'.repeat(200) }, 'signer')
	const { status, body } = await put({ accent: '#7A1F1F',
		signer: 'Dr. Uji, M.Si.', signerTitle: 'Kepala', place: 'Mataram' })

	assert.equal(status, 200)
	assert.equal(body.design.accent, '#7a1f1f')
	assert.match(body.example, /^0012\/SERT\//)
	const preview = await organiser('POST', `${path}/preview?kind=pass`,
		{ ...body.design })

	assert.equal(preview.status, 200)
	assert.match(preview.headers.get('content-type'), /svg/)
	assert.match(preview.headers.get('content-security-policy'), /sandbox/)
	await put(was.design)
})

test('an officer attaches a PDF that was signed elsewhere', async () => {
	const { id } = (await mine()).find(c => c.state === 'good')
	const path = `/api/v1/certificates/${id}/signed`
	const put = bytes => organiser('PUT', path, Buffer.from(bytes),
		{ 'Content-Type': 'application/octet-stream' })

	assert.equal((await learner('GET', path)).status, 404)
	assert.equal((await put('<html>')).status, 422)
	assert.equal((await put('%PDF-1.7 signed')).status, 200)
	assert.equal((await fetched(learner, path)).bytes.toString(),
		'%PDF-1.7 signed')
	assert.ok((await one(id)).signedAt)
	assert.equal((await organiser('DELETE', path)).status, 204)
	assert.equal((await learner('GET', path)).status, 404)
})

test('the page that checks needs no session, keeps the fragment to itself and runs nothing else', async () => {
	const page = await call('GET', `${url}/s/`, { headers:
		{ 'Accept-Language': 'en' } })

	assert.equal(page.status, 200)
	assert.match(page.text, /<html lang="en">/)
	assert.match(page.text, /data-keys="\[\{&quot;id&quot;/)
	assert.match(page.text, /og:title/)
	const picture = new URL(page.text.match(
		/property="og:image" content="([^"]+)"/)[1])
	const png = await fetch(url + picture.pathname + picture.search)
	const bytes = Buffer.from(await png.arrayBuffer())

	assert.equal(picture.searchParams.get('lang'), 'en')
	assert.equal(png.headers.get('content-type'), 'image/png')
	assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)],
		[1200, 630])
	assert.match(page.headers.get('content-security-policy'),
		/default-src 'none'.*worker-src 'self'.*trusted-types seal/)
	assert.equal(page.headers.get('referrer-policy'), 'no-referrer')
	assert.match((await visitor('GET', '/s/?lang=id')).text, /Periksa sertifikat/)
	const moved = await visitor('GET', '/s')

	assert.equal(moved.status, 308)
	assert.equal(moved.headers.get('location'), '/s/')
	assert.equal((await visitor('GET', '/s/page.js')).status, 200)
	assert.equal((await visitor('GET', '/s/worker.js')).status, 200)
	assert.equal((await visitor('GET', '/s/../index.html')).status, 404)
})
