// Events: a public page from a Zoom link, guests without an account, seats, and
// who is told the join link.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, item, publish, scorm12, signIn, url, visitor } from './lib.mjs'

const host = await signIn('pemandu')
const learner = await signIn('peserta')
const admin = await signIn('admin')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const zoom = 'https://us02web.zoom.us/j/86400000000?pwd=rahasia'
let number = 0

/* Published, an hour from now unless said otherwise. */
async function event(more = {}) {
	const startsAt = more.startsAt ?? Date.now() + HOUR
	const { status, body, text } = await host('POST', '/api/v1/events', {
		title: `Kegiatan ${++number}`, startsAt, endsAt: startsAt + 2 * HOUR,
		joinUrl: zoom, publish: true, ...more })

	assert.equal(status, 201, text)
	return body
}

const form = fields => new URLSearchParams(fields).toString()
const typed = { 'Content-Type': 'application/x-www-form-urlencoded' }

async function once(code) {
	const { text } = await visitor('GET', `/k/${code}`)

	return text.match(/name="once" value="(\w{26})"/)[1]
}

async function register(code, fields = {}) {
	return visitor('POST', `/k/${code}/daftar`, form({
		nama: 'Tamu Baik', identitas: '199001012015031001',
		instansi: 'Kecamatan Sukamaju', once: await once(code), ...fields,
	}), typed)
}

const tokenIn = text => text.match(/\/hadir#([\w-]{48})/)?.[1]

async function guest(token) {
	const answer = await visitor('POST', '/api/v1/session/guest', { token })

	assert.equal(answer.status, 200, answer.text)
	const cookie = answer.cookies.map(line => line.split(';')[0]).join('; ')
	const as = (method, path, body) => call(method, url + path, { body,
		headers: { Cookie: cookie, 'X-Balai-Session': answer.body.secret } })

	return Object.assign(as, { person: answer.body.person })
}

const unescape = s => s.replaceAll('&lt;', '<').replaceAll('&gt;', '>')
	.replaceAll('&quot;', '"').replaceAll('&#39;', "'")
	.replaceAll('&amp;', '&')
const meta = (text, name) => unescape(text.match(
	new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)">`))?.[1] ?? '')

test('a title, a time and a link are a public page with its preview', async () => {
	const ev = await event({ title: 'Tanda Tangan Elektronik',
		startsAt: Date.UTC(2035, 10, 27, 2), endsAt: Date.UTC(2035, 10, 27, 4),
		capacity: 5 })
	const { status, text, headers } = await visitor('GET', `/k/${ev.code}`)

	assert.equal(status, 200)
	assert.match(ev.code, /^[abcdefghjkmnpqrstuvwxyz]{7}$/)
	assert.equal(meta(text, 'og:title'), 'Tanda Tangan Elektronik')
	assert.match(meta(text, 'og:description'),
		/^Selasa, 27 November 2035, 09\.00–11\.00 WIB\./)
	assert.match(ev.url, new RegExp(`^https?://[^/]+/k/${ev.code}$`))
	assert.equal(meta(text, 'og:url'), ev.url)
	assert.equal(meta(text, 'og:image:width'), '1200')
	for (const hours of ['09.00–11.00 WIB', '10.00–12.00 WITA',
		'11.00–13.00 WIT'])
		assert.ok(text.includes(hours), hours)
	assert.match(text, /5 dari 5 kursi/)
	assert.doesNotMatch(text, /zoom\.us/)
	assert.match(headers.get('content-security-policy'), /default-src 'none'/)
	const picture = new URL(meta(text, 'og:image'))
	const png = await visitor('GET', picture.pathname + picture.search)

	assert.equal(png.status, 200)
	assert.equal(png.headers.get('content-type'), 'image/png')
	assert.ok(png.text.length > 5000)
})

test('it speaks English to who asks for it', async () => {
	const ev = await event()
	const { text } = await visitor('GET', `/k/${ev.code}?lang=en`)
	const { text: also } = await visitor('GET', `/k/${ev.code}`, undefined,
		{ 'Accept-Language': 'en' })

	assert.match(text, /<html lang="en">/)
	assert.match(text, /Register now/)
	assert.match(also, /Register now/)
	assert.match(text, /href="\/k\/\w{7}\?lang=id"/)
})

test('its style, QR codes and calendar are there', async () => {
	const ev = await event({ title: 'Rapat; koma, dan \\ garis' })
	const { text } = await visitor('GET', `/k/${ev.code}`)
	const style = await visitor('GET',
		text.match(/<link rel="stylesheet" href="([^"]+)">/)[1])
	const svg = await visitor('GET', `/k/${ev.code}/qr.svg`)
	const png = await visitor('GET', `/k/${ev.code}/qr.png?download`)
	const ics = await visitor('GET', `/k/${ev.code.toUpperCase()}/kalender.ics`)

	assert.match(style.headers.get('cache-control'), /immutable/)
	assert.equal((await visitor('GET', '/k/-/lain.css')).status, 404)
	assert.match(svg.text, /^<svg/)
	assert.match(png.headers.get('content-disposition'), /attachment/)
	assert.match(ics.headers.get('content-type'), /text\/calendar/)
	assert.match(ics.text, /SUMMARY:Rapat\\; koma\\, dan \\\\ garis\r\n/)
	assert.match(ics.text, new RegExp(`UID:${ev.id}@`))
	assert.match(ics.text, /SEQUENCE:2\r\n/)
	assert.doesNotMatch(ics.text, /zoom/)
})

test('a QR code is drawn once, however often strangers ask for it', async () => {
	const ev = await event()
	const draw = async () => {
		const began = performance.now()

		assert.equal((await visitor('GET', `/k/${ev.code}/qr.png`)).status, 200)
		return performance.now() - began
	}
	const first = await draw()
	const more = []

	for (let i = 0; i < 40; i++)
		more.push(await draw())
	/* The quickest: who else is busy here makes none of them quicker. */
	assert.ok(2 * Math.min(...more) < first, `${first} ms, then ${more}`)
})

test('a hostile title stays a title, in the page and its preview', async () => {
	const title = `"><script>alert(1)</script>'&<img src=x onerror=alert(2)>`
	const ev = await event({ title, about: '</p><script>alert(3)</script>' })
	const { text } = await visitor('GET', `/k/${ev.code}`)

	assert.equal(meta(text, 'og:title'), title)
	assert.doesNotMatch(text, /<script/)
	assert.doesNotMatch(text, /<img src=x/)
	assert.ok(text.includes('&lt;script&gt;alert(3)'))
	const { text: again } = await register(ev.code,
		{ nama: '"><script>x', identitas: '<b>', instansi: "'><i>" })

	assert.doesNotMatch(again, /<script|<b>&|<i>/)
	assert.match(again, /value="&quot;&gt;&lt;script&gt;x"/)
})

test('a draft, an unknown code and no code at all are the same 404', async () => {
	const ev = await event({ publish: false })

	for (const path of [`/k/${ev.code}`, '/k/zzzzzzz', '/k/1', '/k/abcdefi']) {
		const { status, headers } = await visitor('GET', path)

		assert.equal(status, 404, path)
		assert.match(headers.get('content-type'), /text\/html/)
	}
	assert.equal((await visitor('GET', `/k/${ev.code}/kalender.ics`)).status,
		404)
	assert.equal((await learner('GET', `/api/v1/events/${ev.id}`)).status, 404)
})

test('an event of an agency tells strangers nothing', async () => {
	const ev = await event({ title: 'Rahasia kantor', audience: 'agency' })
	const { status, text } = await visitor('GET', `/k/${ev.code}`)

	assert.equal(status, 200)
	assert.doesNotMatch(text, /Rahasia/)
	assert.equal((await visitor('GET', `/k/${ev.code}/gambar.png`)).status, 404)
	assert.equal((await register(await (await event()).code)).status, 200)
	assert.equal((await visitor('POST', `/k/${ev.code}/daftar`, form({
		nama: 'Tamu', identitas: 'a@b.id', instansi: 'X Y',
		once: '0'.repeat(26) }), typed)).status, 404)
	assert.equal((await learner('GET', `/api/v1/events/${ev.id}`)).status, 200)
})

test('a guest registers in three fields and comes in by the link', async () => {
	const ev = await event({ startsAt: Date.now() + 10 * MINUTE })
	const { status, text } = await register(ev.code)
	const as = await guest(tokenIn(text))
	const { body } = await as('GET', `/api/v1/events/${ev.id}`)
	const joined = await as('GET', `/api/v1/events/${ev.id}/join`)

	assert.equal(status, 200)
	assert.match(text, /Anda terdaftar/)
	assert.equal(body.seat.state, 'registered')
	assert.equal(body.joinUrl, undefined)
	assert.equal(joined.status, 200)
	assert.equal(joined.body.url, zoom)
	assert.equal(joined.body.service, 'zoom')
	const { body: me } = await as('GET', '/api/v1/me')

	assert.equal(me.guest, true)
	assert.equal(me.name, 'Tamu Baik')
	const { body: seats } = await host('GET', `/api/v1/events/${ev.id}/seats`)

	assert.equal(seats.seats.length, 1)
	assert.equal(seats.seats[0].agency, 'Kecamatan Sukamaju')
	assert.equal(seats.seats[0].nip, '19900101 ****** * 001')
	assert.ok(seats.seats[0].joinedAt > 0)
	assert.equal(seats.seats[0].present, false)
})

test('a guest opens that event and nothing else', async () => {
	const ev = await event(), other = await event()
	const as = await guest(tokenIn((await register(ev.code)).text))

	assert.equal((await as('GET', `/api/v1/events/${other.id}`)).status, 404)
	assert.equal((await as('POST', `/api/v1/events/${other.id}/seat`)).status,
		404)
	for (const path of ['/api/v1/modules', '/api/v1/events', '/api/v1/people',
		`/api/v1/events/${ev.id}/seats`]) {
		const { status, body } = await as('GET', path)

		assert.equal(status, 403, path)
		assert.equal(body.code, 'guest_only')
	}
	const { body } = await as('GET', '/api/v1/me/events')

	assert.deepEqual(body.events.map(e => e.id), [ev.id])
	const { body: people } = await admin('GET', '/api/v1/people?q=Tamu')

	assert.equal(people.people.filter(p => p.login.startsWith('tamu.')).length,
		0)
})

test('a link that was changed lets nobody in', async () => {
	const ev = await event()
	const token = tokenIn((await register(ev.code)).text)
	const flipped = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')

	for (const bad of [flipped, token.slice(0, 40), `${token}x`, 'x', '../..'])
		assert.equal((await visitor('POST', '/api/v1/session/guest',
			{ token: bad })).body.code, 'guest_link_invalid')
})

test('what is wrong with the form is said, and nothing is lost', async () => {
	const ev = await event()

	for (const [fields, sentence] of [
		[{ nama: 'A' }, /nama lengkap Anda/],
		[{ identitas: '1,99E+17' }, /NIP 18 angka/],
		[{ identitas: '198602292010012001' }, /NIP 18 angka/],
		[{ identitas: 'a@b' }, /alamat e-mail/],
		[{ instansi: '' }, /instansi atau tempat kerja/],
		[{ once: 'x' }, /Kirim sekali lagi/]]) {
		const { status, text } = await register(ev.code, fields)

		assert.equal(status, 422)
		assert.match(text, sentence)
		assert.match(text, /role="alert"/)
		if (!('instansi' in fields))
			assert.match(text, /value="Kecamatan Sukamaju"/)
	}
	const { body } = await host('GET', `/api/v1/events/${ev.id}`)

	assert.equal(body.registered, 0)
})

test('sending the form twice is once, and a name twice tells nothing', async () => {
	const ev = await event()
	const fields = { once: await once(ev.code) }
	const first = await register(ev.code, fields)
	const second = await register(ev.code, fields)
	const stranger = await register(ev.code)

	assert.equal(tokenIn(second.text), tokenIn(first.text))
	assert.notEqual(tokenIn(stranger.text), tokenIn(first.text))
	assert.equal(stranger.status, first.status)
	const { body } = await host('GET', `/api/v1/events/${ev.id}`)

	assert.equal(body.registered, 2)
})

test('a form filled in again for a colleague is not the first one\'s', async () => {
	const ev = await event()
	const fields = { once: await once(ev.code) }
	const first = await register(ev.code, fields)
	const second = await register(ev.code, { ...fields,
		identitas: '198505052010011003' })

	assert.notEqual(tokenIn(second.text), tokenIn(first.text))
	assert.equal((await host('GET', `/api/v1/events/${ev.id}`)).body
		.registered, 2)
})

test('only a form of ours registers', async () => {
	const ev = await event()

	assert.equal((await visitor('POST', `/k/${ev.code}/daftar`, { nama: 'x' }))
		.status, 415)
	assert.equal((await visitor('POST', `/k/${ev.code}/daftar`, 'nama=x',
		{ ...typed, 'Sec-Fetch-Site': 'cross-site' })).status, 403)
	assert.equal((await visitor('POST', `/k/${ev.code}/daftar`,
		`nama=${'x'.repeat(9000)}`, typed)).status, 413)
})

test('twenty at once for five seats: five sit, fifteen wait in order', async () => {
	const ev = await event({ capacity: 5 })
	const form = await Promise.all(Array.from({ length: 20 },
		() => once(ev.code)))
	const answers = await Promise.all(form.map((value, i) =>
		register(ev.code, { once: value, nama: `Tamu ${i}` })))
	const { body } = await host('GET', `/api/v1/events/${ev.id}/seats`)
	const of = state => body.seats.filter(s => s.state === state)

	assert.ok(answers.every(a => a.status === 200))
	assert.equal(of('registered').length, 5)
	assert.equal(of('waiting').length, 15)
	assert.ok(Math.max(...of('registered').map(s => s.number)) <
		Math.min(...of('waiting').map(s => s.number)))
	assert.equal(new Set(body.seats.map(s => s.number)).size, 20)
	assert.equal(answers.filter(a => /Anda terdaftar/.test(a.text)).length, 5)

	/* Who waits is not told the link; a seat given back is the next one's. */
	const sitting = answers.find(a => /Anda terdaftar/.test(a.text))
	const waiting = await Promise.all(answers
		.filter(a => /daftar tunggu/.test(a.text))
		.map(a => guest(tokenIn(a.text))))
	const states = async () => Promise.all(waiting.map(async as =>
		(await as('GET', `/api/v1/events/${ev.id}`)).body.seat))
	const before = await states()

	assert.deepEqual(before.map(s => s.before).sort((a, b) => a - b),
		Array.from({ length: 15 }, (_, i) => i))
	assert.equal((await waiting[0]('GET', `/api/v1/events/${ev.id}/join`))
		.body.code, 'seat_needed')
	const first = await guest(tokenIn(sitting.text))

	assert.equal((await first('DELETE', `/api/v1/events/${ev.id}/seat`)).status,
		204)
	const after = await states()

	assert.equal(after[before.findIndex(s => s.before === 0)].state,
		'registered')
	assert.equal(after.filter(s => s.state === 'waiting').length, 14)
	await host('PATCH', `/api/v1/events/${ev.id}`, { capacity: 19 })
	assert.equal((await states()).filter(s => s.state === 'waiting').length, 0)
})

test('the join link is for the registered, when it is time', async () => {
	const early = await event(), now = await event({
		startsAt: Date.now() + 14 * MINUTE })
	const join = (who, ev) => who('GET', `/api/v1/events/${ev.id}/join`)

	assert.equal((await join(learner, now)).body.code, 'seat_needed')
	await learner('POST', `/api/v1/events/${now.id}/seat`)
	await learner('POST', `/api/v1/events/${early.id}/seat`)
	assert.equal((await join(learner, now)).body.url, zoom)
	assert.equal((await join(learner, early)).body.code, 'event_early')
	assert.equal((await join(host, early)).body.url, zoom)
	for (const ev of [early, now]) {
		const { text } = await learner('GET', `/api/v1/events/${ev.id}`)

		assert.doesNotMatch(text, /zoom\.us/)
	}
	const { body } = await learner('GET', '/api/v1/events?list=mine')

	assert.doesNotMatch(JSON.stringify(body), /zoom\.us/)
	const bare = await event({ startsAt: Date.now() + MINUTE, joinUrl: '' })

	await learner('POST', `/api/v1/events/${bare.id}/seat`)
	assert.equal((await join(learner, bare)).body.code, 'event_no_link')
})

test('a seat is taken with one button, and given back until it begins', async () => {
	const ev = await event()
	const seat = `/api/v1/events/${ev.id}/seat`

	assert.equal((await learner('POST', seat)).status, 201)
	assert.equal((await learner('POST', seat)).status, 200)
	assert.equal((await learner('DELETE', seat)).status, 204)
	assert.equal((await learner('GET', `/api/v1/events/${ev.id}`))
		.body.seat.state, 'cancelled')
	assert.equal((await learner('POST', seat)).status, 201)
	const begun = await event({ startsAt: Date.now() - MINUTE })

	await learner('POST', `/api/v1/events/${begun.id}/seat`)
	assert.equal((await learner('DELETE', `/api/v1/events/${begun.id}/seat`))
		.body.code, 'event_begun')
	const over = await event({ startsAt: Date.now() - 3 * HOUR })

	assert.equal((await learner('POST', `/api/v1/events/${over.id}/seat`))
		.body.code, 'event_over')
})

test('two who edit at once do not overwrite each other', async () => {
	const ev = await event()
	const path = `/api/v1/events/${ev.id}`
	const { body } = await host('PATCH', path,
		{ title: 'Satu', revision: ev.revision })
	const clash = await host('PATCH', path,
		{ title: 'Dua', revision: ev.revision })

	assert.equal(body.title, 'Satu')
	assert.equal(clash.body.code, 'event_moved')
	assert.equal((await host('GET', path)).body.title, 'Satu')
})

test('what does not fit is refused at its field', async () => {
	const good = { title: 'X', startsAt: Date.now(), endsAt: Date.now() + HOUR }

	for (const [more, field] of [[{ title: '' }, 'title'],
		[{ title: 'a\nb' }, 'title'], [{ title: 'x'.repeat(201) }, 'title'],
		[{ joinUrl: 'http://zoom.us/j/1' }, 'joinUrl'],
		[{ joinUrl: 'javascript:alert(1)' }, 'joinUrl'],
		[{ endsAt: good.startsAt }, 'endsAt'],
		[{ startsAt: 5 }, 'startsAt'], [{ capacity: 0 }, 'capacity'],
		[{ capacity: 'x' }, 'capacity'], [{ zone: 'UTC' }, 'zone'],
		[{ audience: 'all' }, 'audience'], [{ kind: 'x' }, 'kind'],
		[{ leastPercent: 101 }, 'leastPercent'],
		[{ paperModule: '0'.repeat(26) }, 'paperModule']]) {
		const { status, body } = await host('POST', '/api/v1/events',
			{ ...good, ...more })

		assert.equal(status, 422, JSON.stringify(more))
		assert.equal(body.field, field)
	}
})

test('it is cancelled with a reason, which its page and calendar say', async () => {
	const ev = await event()
	const path = `/api/v1/events/${ev.id}/cancellation`

	assert.equal((await host('POST', path, {})).status, 422)
	assert.equal((await host('POST', path, { reason: 'Narasumber sakit' }))
		.body.state, 'cancelled')
	const { text } = await visitor('GET', `/k/${ev.code}`)

	assert.match(text, /dibatalkan/)
	assert.match(text, /Narasumber sakit/)
	assert.doesNotMatch(text, /<form/)
	assert.match((await visitor('GET', `/k/${ev.code}/kalender.ics`)).text,
		/STATUS:CANCELLED/)
	assert.equal((await learner('POST', `/api/v1/events/${ev.id}/seat`))
		.body.code, 'event_cancelled')
})

test('a copy is a draft a week later with speakers and without the link', async () => {
	const ev = await event()

	await host('PUT', `/api/v1/events/${ev.id}/speakers`, { speakers: [
		{ name: 'Dr. Ani', institution: 'UI', region: 'Depok',
			topic: 'Satu' }] })
	const { body } = await host('POST', `/api/v1/events/${ev.id}/copy`, {})

	assert.equal(body.state, 'draft')
	assert.notEqual(body.code, ev.code)
	assert.equal(body.startsAt, ev.startsAt + 7 * 24 * HOUR)
	assert.equal(body.joinUrl, '')
	assert.equal(body.speakers[0].name, 'Dr. Ani')
	const { body: found } = await host('GET', '/api/v1/speakers?q=ani')

	assert.equal(found.speakers.filter(s => s.name === 'Dr. Ani').length, 1)
	assert.equal((await host('POST', `/api/v1/events/${body.id}/publication`))
		.body.state, 'published')
})

test('materials open in their phase, and files only by an address of ours', async () => {
	const ev = await event()
	const add = more => host('POST', `/api/v1/events/${ev.id}/materials`, more)
	const file = (name, bytes, query = '') => host('POST',
		`/api/v1/events/${ev.id}/files?name=${encodeURIComponent(name)}${query}`,
		Buffer.from(bytes), { 'Content-Type': 'application/octet-stream' })

	assert.equal((await add({ kind: 'link', phase: 'before', title: 'Bacaan',
		url: 'https://example.id/a' })).status, 201)
	assert.equal((await add({ kind: 'recording', phase: 'after',
		title: 'Rekaman', url: 'https://youtu.be/x' })).status, 201)
	assert.equal((await add({ kind: 'link', title: 'x',
		url: 'javascript:alert(1)' })).body.field, 'url')
	assert.equal((await file('jahat.html', '<script>')).body.field, 'file')
	assert.equal((await file('../x.pdf', '%PDF')).body.field, 'file')
	assert.equal((await file('kosong.pdf', '')).body.field, 'file')
	const { body: full } = await file('salindia é.pdf', '%PDF-1.4 isi',
		'&phase=before&title=Salindia')
	const mine = full.materials.find(m => m.kind === 'file')

	await learner('POST', `/api/v1/events/${ev.id}/seat`)
	const { body: seen } = await learner('GET', `/api/v1/events/${ev.id}`)
	const of = title => seen.materials.find(m => m.title === title)

	assert.equal(of('Bacaan').shown, true)
	assert.equal(of('Rekaman').shown, false)
	assert.equal(of('Rekaman').url, undefined)
	const served = await visitor('GET', of('Salindia').href)

	assert.equal(served.status, 200)
	assert.equal(served.text, '%PDF-1.4 isi')
	assert.match(served.headers.get('content-disposition'),
		/^attachment; filename\*=UTF-8''salindia%20%C3%A9\.pdf$/)
	assert.match(served.headers.get('content-security-policy'), /sandbox/)
	const bare = `/k/${ev.code}/materi/${mine.id}`

	assert.equal((await visitor('GET', bare)).status, 404)
	assert.equal((await visitor('GET',
		`${bare}/9999999999999.AAAAAAAAAAAAAAAAAAAAAA`)).status, 404)
	await host('PATCH', `/api/v1/events/${ev.id}/materials/${mine.id}`,
		{ open: true })
	assert.equal((await visitor('GET', bare)).status, 200)
	const { text } = await visitor('GET', `/k/${ev.code}`)

	assert.match(text, /Salindia/)
	assert.doesNotMatch(text, /youtu\.be/)
	await host('DELETE', `/api/v1/events/${ev.id}/materials/${mine.id}`)
	assert.equal((await visitor('GET', bare)).status, 404)
})

test('a material is moved up and down, and all are numbered anew', async () => {
	let ev = await event()
	const titles = () => ev.materials.map(m => m.title).join(' ')
	const move = async (title, place) => {
		const { id } = ev.materials.find(m => m.title === title)

		ev = (await host('PATCH', `/api/v1/events/${ev.id}/materials/${id}`,
			{ place })).body
		assert.deepEqual(ev.materials.map(m => m.place), [1, 2, 3, 4])
	}

	for (const title of ['a', 'b', 'c', 'd'])
		ev = (await host('POST', `/api/v1/events/${ev.id}/materials`, {
			kind: 'link', title, url: 'https://example.id/' })).body
	await move('c', 2)
	assert.equal(titles(), 'a c b d')
	await move('a', 99)
	assert.equal(titles(), 'c b d a')
	await move('a', 1)
	assert.equal(titles(), 'a c b d')
	const { id } = ev.materials[0]
	const { body } = await host('PATCH',
		`/api/v1/events/${ev.id}/materials/${id}`,
		{ title: 'baru', phase: 'after', open: true })

	assert.deepEqual([body.materials[0].title, body.materials[0].phase,
		body.materials[0].open, body.materials[0].place],
		['baru', 'after', true, 1])
})

test('an agency\'s own event has a calendar for who may see it', async () => {
	const ev = await event({ audience: 'agency', title: 'Rapat dalam' })
	const path = `/api/v1/events/${ev.id}/kalender.ics`
	const ics = await learner('GET', path)

	assert.equal(ics.status, 200)
	assert.match(ics.headers.get('content-type'), /text\/calendar/)
	assert.match(ics.text, /SUMMARY:Rapat dalam\r\n/)
	assert.doesNotMatch(ics.text, /zoom/)
	const open = await event()
	const { text } = await register(open.code)
	const tamu = await guest(tokenIn(text))

	assert.equal((await tamu('GET', path)).status, 404)
	assert.equal((await tamu('GET',
		`/api/v1/events/${open.id}/kalender.ics`)).status, 200)
	assert.equal((await visitor('GET', path)).status, 401)
	assert.equal((await visitor('GET',
		`/k/${ev.code}/kalender.ics`)).status, 404)
})

test('a personal link that was passed on is replaced: the old one lets nobody in', async () => {
	const ev = await event()
	const { text } = await register(ev.code)
	const old = tokenIn(text)
	const tamu = await guest(old)
	const { id } = tamu.person
	const path = `/api/v1/events/${ev.id}/seats/${id}/link`

	assert.equal((await tamu('POST', path)).status, 403)
	assert.equal((await learner('POST', path)).status, 403)
	const { status, body, headers } = await host('POST', path)

	assert.equal(status, 200)
	assert.equal(headers.get('cache-control'), 'no-store')
	assert.equal((await tamu('GET', '/api/v1/me')).status, 401)
	assert.equal((await visitor('POST', '/api/v1/session/guest',
		{ token: old })).body.code, 'guest_link_invalid')
	const again = await guest(tokenIn(body.url))

	assert.equal(again.person.id, id)
	assert.equal((await again('GET', `/api/v1/events/${ev.id}`)).body.seat.state,
		'registered')
	const { body: { seats } } = await host('GET',
		`/api/v1/events/${ev.id}/seats`)

	assert.equal(seats.find(s => s.person === id).links, 1)
	const other = await event()

	assert.equal((await host('POST',
		`/api/v1/events/${other.id}/seats/${id}/link`)).status, 404)
	assert.equal((await host('POST', `/api/v1/events/${ev.id}/seats/${
		learner.person.id}/link`)).status, 404)
})

test('those registered are told once of a recording, when it is over', async () => {
	const ev = await event({ title: 'Direkam' })
	const told = async () => (await learner('GET', '/api/v1/me/notices')).body
		.notices.filter(n => n.href === `/kegiatan/${ev.id}` &&
			/[Rr]ekaman/.test(n.title)).length
	const add = url => host('POST', `/api/v1/events/${ev.id}/materials`,
		{ kind: 'recording', phase: 'after', title: 'Rekaman', url })

	await learner('POST', `/api/v1/events/${ev.id}/seat`)
	assert.equal((await add('https://youtu.be/awal')).status, 201)
	assert.equal(await told(), 0)
	const { body: seen } = await host('GET', `/api/v1/events/${ev.id}`)

	assert.equal((await host('PATCH', `/api/v1/events/${ev.id}`, {
		startsAt: Date.now() - 3 * HOUR, endsAt: Date.now() - HOUR,
		revision: seen.revision })).status, 200)
	assert.equal((await add('https://youtu.be/bagian1')).status, 201)
	assert.equal(await told(), 1)
	assert.equal((await add('https://youtu.be/bagian2')).status, 201)
	assert.equal(await told(), 1)
})

test('learners and other hosts change nothing', async () => {
	const ev = await event()

	assert.equal((await learner('PATCH', `/api/v1/events/${ev.id}`, {})).status,
		403)
	assert.equal((await learner('GET', '/api/v1/events?list=managed')).status,
		403)
	const { body } = await host('GET', '/api/v1/events?list=managed&q=kegiatan')

	assert.ok(body.events.length > 5)
	assert.equal((await host('GET', '/api/v1/events?list=lain')).status, 422)
})

test('who comes is a sheet for Excel, NIPs whole for organisers alone', async () => {
	const ev = await event(), organiser = await signIn('penyelenggara')

	await register(ev.code)
	const path = `/api/v1/events/${ev.id}/seats.csv`
	const { text } = await host('GET', path)
	const { text: whole } = await organiser('GET', path)

	assert.match(text, /"Tamu Baik";"Kecamatan Sukamaju";"19900101 \*/)
	assert.match(whole, /19900101 201503 1 001/)
})

test('a published module has a public page that leads to it', async () => {
	const { module: id } = publish(scorm12('Modul untuk umum'))
	const module = { id, title: 'Modul untuk umum' }
	const { body: short, status } = await learner('POST',
		`/api/v1/modules/${module.id}/code`)

	assert.equal(status, 200)
	const { text } = await visitor('GET', `/k/${short.code}`)

	assert.equal(meta(text, 'og:title'), module.title)
	assert.match(text, new RegExp(`href="/modul/${module.id}"`))
	assert.equal((await learner('POST',
		`/api/v1/modules/${'0'.repeat(26)}/code`)).status, 409)
	const again = await learner('POST', `/api/v1/modules/${module.id}/code`)

	assert.equal(again.body.code, short.code)
})

test('a guest opens a module that is among the materials, and no other', async () => {
	const { module: mine } = publish(scorm12('Modul kegiatan'))
	const { module: other } = publish(scorm12('Modul lain'))
	const ev = await event()
	const as = await guest(tokenIn((await register(ev.code)).text))
	const launch = id => as('POST', `/api/v1/modules/${id}/launches`, {})

	assert.equal((await launch(mine)).status, 404)
	await host('POST', `/api/v1/events/${ev.id}/materials`,
		{ kind: 'module', module: mine, phase: 'before' })
	const { status, body } = await launch(mine)

	assert.equal(status, 201)
	assert.ok(body.runToken)
	assert.equal((await as('GET', `/api/v1/modules/${mine}`)).status, 200)
	assert.equal((await as('GET', `/api/v1/modules/${mine}/standing`)).status,
		200)
	for (const path of ['', '/standing'])
		assert.equal((await as('GET', `/api/v1/modules/${other}${path}`)).status,
			404)
	assert.equal((await launch(other)).status, 404)
	const save = sequence => visitor('POST', '/api/v1/saves',
		item(body, sequence), { 'X-Balai-Run': body.runToken })

	assert.equal((await save(1)).status, 200)
	await host('POST', `/api/v1/events/${ev.id}/seats/${as.person.id}/link`)
	assert.equal((await save(2)).status, 401, 'a run ends with its link')
})

test('a run that a guest has open ends when an account adopts them', async () => {
	const { module } = publish(scorm12('Modul diadopsi'))
	const ev = await event()
	const token = tokenIn((await register(ev.code)).text)
	const as = await guest(token)

	await host('POST', `/api/v1/events/${ev.id}/materials`,
		{ kind: 'module', module, phase: 'before' })
	const { body } = await as('POST', `/api/v1/modules/${module}/launches`, {})
	const save = sequence => visitor('POST', '/api/v1/saves',
		item(body, sequence), { 'X-Balai-Run': body.runToken })

	assert.equal((await save(1)).status, 200)
	assert.equal((await learner('POST', '/api/v1/me/guests', { token })).status,
		200)
	assert.equal((await save(2)).status, 401)
})

test('its pages in the app are there', async () => {
	for (const path of ['/kegiatan', '/kegiatan/x', '/hadir'])
		assert.equal((await visitor('GET', path)).status, 200)
})
