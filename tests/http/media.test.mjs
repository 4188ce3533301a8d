// Captions of a video, which an author adds, and its smaller forms, which
// ffmpeg makes in the background.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from
	'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { bin, start } from '../lib/server.mjs'
import { until } from '../lib/until.mjs'
import { call, imported, signIn, url, zip } from './lib.mjs'

const stamp = Date.now().toString(36)
const folder = mkdtempSync(join(tmpdir(), 'balai-media-'))
let author, learner, admin, film

after(() => rmSync(folder, { recursive: true, force: true }))

/* A few seconds of moving picture and noise; no two are alike. */
function made(name, ...how) {
	const path = join(folder, name)

	execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i',
		'testsrc2=s=640x360:r=5:d=4', '-f', 'lavfi', '-i',
		`anoisesrc=d=4:a=0.1:seed=${Math.floor(Math.random() * 1e9)}`,
		...how, path])
	return readFileSync(path)
}

before(async () => {
	author = await signIn('penulis')
	learner = await signIn('peserta')
	admin = await signIn('admin')
	film = made('film.mp4', '-c:v', 'libx264', '-preset', 'ultrafast',
		'-crf', '12', '-c:a', 'aac', '-b:a', '192k', '-movflags',
		'+faststart')
})

async function upload(bytes, name, module, who = author) {
	const begun = await who('POST', `/api/v1/imports?name=${name}${
		module ? `&module=${module}` : ''}`, bytes,
		{ 'Content-Type': 'application/octet-stream' })

	assert.equal(begun.status, 202, begun.text)
	return imported(who, begun.body.id)
}

/* The same video with other bytes at its end, which nobody plays. */
const another = () => Buffer.concat([film, Buffer.from(
	`\0\0\0\x20free${String(Math.random()).padEnd(24).slice(0, 24)}`,
	'latin1')])

async function published(bytes, name) {
	const done = await upload(bytes, name)

	assert.equal(done.state, 'done', JSON.stringify(done))
	assert.equal((await author('POST',
		`/api/v1/imports/${done.id}/publish`)).status, 200)
	return done
}

const at = (module, path) => `/api/v1/modules/${module}/${path}`
const media = async (module, who = author, query = '') =>
	(await who('GET', at(module, `media${query}`))).body
const srt = text => `1\r\n00:00:01,000 --> 00:00:02,000\r\n${text}\r\n`
const send = (who, module, lang, text, query = '') =>
	who('PUT', at(module, `captions/${lang}${query}`), Buffer.from(text),
		{ 'Content-Type': 'text/vtt' })

async function launched(module, who = learner) {
	const answer = await who('POST', at(module, 'launches'), {})

	assert.equal(answer.status, 201, answer.text)
	return { media: answer.body.state.unit.media,
		file: (href, headers) => call('GET',
			answer.body.url.replace(/~play.*/, href), { headers }) }
}

test('a video and its captions in one archive are one module with captions',
	async () => {
		const done = await published(readFileSync(zip({
			'kuliah.mp4': another(), 'kuliah.id.srt': srt('Selamat pagi'),
			'kuliah.en.vtt': 'WEBVTT\n\n00:01.000 --> 00:02.000\n' +
				'<script>x</script>Good <b>morning</b>\n',
		})), 'arsip.zip')

		assert.equal(done.report.standard, 'file')
		assert.equal(done.report.title, 'kuliah')
		const { media: found, file } = await launched(done.module)

		assert.deepEqual(found.captions.map(c => c.lang), ['en', 'id'])
		const [en, id] = await Promise.all(found.captions.map(c =>
			file(c.href)))

		assert.equal(id.status, 200)
		assert.equal(id.headers.get('Content-Type'),
			'text/vtt; charset=utf-8')
		assert.equal(id.text, 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n' +
			'Selamat pagi\n')
		assert.match(en.text, /\nxGood <b>morning<\/b>\n$/)
		assert.equal(found.seconds, 4)
	})

test('an archive whose captions cannot be read is refused with the line',
	async () => {
		const done = await upload(readFileSync(zip({
			'kuliah.mp4': another(), 'kuliah.id.srt': '1\nhalo\n',
		})), 'arsip.zip')

		assert.equal(done.state, 'failed')
		assert.equal(done.error.code, 'caption_line')
		assert.match(done.error.message, /Baris 2 takarir `kuliah.id.srt`/)
	})

test('an author adds, replaces and removes captions, and it is written down',
	async () => {
		const { module } = await published(another(), 'kuliah.mp4')
		const before = await launched(module)

		assert.deepEqual(before.media.captions, [])
		const added = await send(author, module, 'ID', srt('Satu'))

		assert.equal(added.status, 200, added.text)
		assert.deepEqual(added.body.captions.map(c => [c.lang, c.cues]),
			[['id', 1]])
		const first = await launched(module)
		const [{ href }] = first.media.captions

		assert.match((await first.file(href)).text, /Satu/)
		await send(author, module, 'id', srt('Dua'))
		const second = await launched(module)

		assert.notEqual(second.media.captions[0].href, href)
		assert.match((await second.file(second.media.captions[0].href)).text,
			/Dua/)
		assert.equal((await author('DELETE', at(module, 'captions/id')))
			.status, 200)
		assert.equal((await author('DELETE', at(module, 'captions/id')))
			.status, 404)
		const third = await launched(module)

		assert.deepEqual(third.media.captions, [])
		assert.equal((await third.file(second.media.captions[0].href)).status,
			404)
		const { body } = await author('GET', at(module, 'history'))

		assert.deepEqual(body.events.slice(0, 3).map(e => [e.kind, e.words]),
			[['uncaptioned', 'id'], ['captioned', 'id'],
				['captioned', 'id']])
	})

test('a video is found by what its captions say, also by those that come later',
	async () => {
		const word = text => `${text}${stamp.replace(/[0-9]/g,
			digit => 'bcdfghjkln'[digit])}`
		const found = async words => (await learner('GET',
			`/api/v1/modules?q=${words}`)).body.modules.map(m => m.id)
		const { module } = await published(readFileSync(zip({
			'kuliah.mp4': another(), 'kuliah.id.srt': srt(word('peti')),
		})), 'arsip.zip')

		await until('its captions are found', async () =>
			(await found(word('peti'))).includes(module))
		assert.ok(!(await found('webvtt')).includes(module))
		await send(author, module, 'en', srt(word('lorong')))
		await until('those that came later are found', async () =>
			(await found(word('lorong'))).includes(module))
		assert.ok((await found(word('peti'))).includes(module))
		await author('DELETE', at(module, 'captions/en'))
		await until('what was removed is forgotten', async () =>
			!(await found(word('lorong'))).includes(module))
	})

test('captions that are none, and languages that are none, are refused in words',
	async () => {
		const { module } = await upload(another(), 'kuliah.mp4')
		const bad = await send(author, module, 'id', 'WEBVTT\n\nhalo\nlagi\n',
			'?name=salah.vtt')

		assert.equal(bad.status, 422)
		assert.equal(bad.body.code, 'caption_refused')
		assert.match(bad.body.detail, /Baris 4 takarir `salah.vtt`.*tidak berubah/)
		assert.equal((await send(author, module, 'id', '')).status, 422)
		const lang = await send(author, module, 'bahasa', srt('a'))

		assert.equal(lang.body.code, 'caption_lang')
		assert.deepEqual((await media(module)).captions, [])
	})

test('captions come in so many languages and no more', async () => {
	const { module } = await published(another(), 'kuliah.mp4')
	const lang = i => `a${String.fromCharCode(97 + i % 26)}${
		String.fromCharCode(97 + Math.floor(i / 26))}`

	for (let i = 0; i < 40; i++)
		assert.equal((await send(author, module, lang(i), srt('Satu')))
			.status, 200)
	const more = await send(author, module, lang(40), srt('Satu'))

	assert.equal(more.status, 409)
	assert.equal(more.body.code, 'captions_many')
	assert.equal((await media(module)).captions.length, 40)
	assert.equal((await send(author, module, lang(3), srt('Dua'))).status, 200)
})

test('only who may change the module sees and sets them, on a video alone',
	async () => {
		const { module } = await published(another(), 'kuliah.mp4')

		assert.equal((await learner('GET', at(module, 'media'))).status, 403)
		assert.equal((await send(learner, module, 'id', srt('a'))).status,
			403)
		const pdf = await upload(Buffer.from(`%PDF-1.4\n% ${stamp}\n`),
			'a.pdf')

		assert.equal((await author('GET', at(pdf.module, 'media'))).status,
			404)
		assert.equal((await send(author, pdf.module, 'id', srt('a'))).status,
			404)
	})

test('a new version has the captions of the one before when its author says so',
	async () => {
		const { module } = await published(another(), 'kuliah.mp4')

		await send(author, module, 'id', srt('Lama'))
		await send(author, module, 'en', srt('Old'))
		const { version } = await upload(another(), 'kuliah.mp4', module)
		const query = `?version=${version}`
		const fresh = await media(module, author, query)

		assert.deepEqual(fresh.captions, [])
		assert.deepEqual(fresh.earlier, { number: 1, langs: ['en', 'id'] })
		await send(author, module, 'id', srt('Baru'), query)
		const answer = await author('POST', at(module, `captions${query}`))

		assert.equal(answer.status, 200, answer.text)
		assert.deepEqual(answer.body.captions.map(c => c.lang), ['en', 'id'])
		assert.equal(answer.body.earlier, null)
		/* The old one stays as it was. */
		const { media: old, file } = await launched(module)

		assert.match((await file(old.captions[1].href)).text, /Lama/)
	})

test('where somebody else has to approve, captions are part of what is approved',
	async () => {
		const agency = (await admin('POST', '/api/v1/agencies', { name:
			`Dinas ${stamp}`, kind: 'agency', helpText: '' })).body.id

		await admin('PUT', `/api/v1/publishing/${agency}`, { approval: true })
		const [one, two] = await Promise.all(['satu', 'dua'].map(async name => {
			const login = `takarir.${name}.${stamp}`, given = 'rahasia-panjang'

			await admin('POST', '/api/v1/people', { login, name, agency,
				roles: ['author'], password: given })
			const first = await signIn(login, url, given)
			await first('PUT', '/api/v1/me/password', { current: given,
				password: `${given}-sendiri` })
			return signIn(login, url, `${given}-sendiri`)
		}))
		const { module, version } = await upload(another(), 'kuliah.mp4',
			undefined, one)

		assert.equal((await send(one, module, 'id', srt('Satu'))).status, 200)
		assert.equal((await one('POST', at(module, 'approvals'), { version }))
			.status, 200)
		const waiting = await send(one, module, 'id', srt('Dua'))

		assert.equal(waiting.status, 403)
		assert.equal(waiting.body.code, 'captions_fixed')
		const [wish] = (await two('GET', '/api/v1/approvals')).body.waiting

		assert.equal((await two('POST', `/api/v1/approvals/${wish.id}/answer`,
			{ approve: true })).status, 200)
		for (const answer of [await send(one, module, 'id', srt('Dua')),
			await one('DELETE', at(module, 'captions/id'))])
			assert.equal(answer.body.code, 'captions_fixed', answer.text)
		assert.equal((await media(module, one)).changeable, false)
	})

/* Until no form waits or is made. */
async function settled(module) {
	for (let i = 0; i < 900; i++) {
		const found = await media(module)

		assert.ok(found.converter, 'ffmpeg is installed')
		if (found.forms.every(f => !/waiting|making/.test(f.state)))
			return found
		await new Promise(next => setTimeout(next, 200))
	}
	throw new Error('the forms are not made')
}

test('a video gets a form of 240 lines and one of sound, in the background',
	async () => {
		const { module } = await published(another(), 'kuliah.mp4')
		/* What is in the version is in memory before the forms are there. */
		const early = await launched(module)

		assert.equal((await early.file(early.media.forms[0].href)).status, 200)
		const { forms } = await settled(module)

		assert.deepEqual(forms.map(f => [f.name, f.state]),
			[['240p', 'done'], ['audio', 'done']])
		const { media: found, file } = await launched(module)

		assert.deepEqual(found.forms.map(f => [f.name, f.type]), [
			['original', 'video/mp4'], ['240p', 'video/mp4'],
			['audio', 'audio/mp4']])
		for (const form of found.forms) {
			const part = await file(form.href, { Range: 'bytes=4-7' })

			assert.equal(part.status, 206)
			assert.equal(part.text, 'ftyp')
			assert.match(part.headers.get('Content-Range'),
				new RegExp(`/${form.bytes}$`))
		}
		assert.ok(found.forms[2].bytes < found.forms[1].bytes)
		assert.ok(found.forms[1].bytes < found.forms[0].bytes * .8)
	})

test('what ffmpeg cannot read fails by itself, and is tried again when asked',
	async () => {
		/* Its index is whole and its samples are noise. */
		const bytes = another(), from = bytes.indexOf('mdat') + 4

		for (let i = from; i < film.length; i++)
			bytes[i] = i * 7919 >> 3 & 0xff
		const { module } = await upload(bytes, 'rusak.mp4')
		const failed = await settled(module)

		assert.deepEqual(failed.forms.map(f => [f.name, f.state, f.reason]),
			[['240p', 'failed', 'damaged'], ['audio', 'failed', 'damaged']])
		const again = await author('POST', at(module, 'forms'))

		assert.equal(again.status, 200)
		assert.ok(again.body.forms.every(f => f.state !== 'failed'))
		assert.ok((await settled(module)).forms.every(f =>
			f.state === 'failed'))
		/* The video itself is as it was. */
		assert.equal((await launched(module, author)).media.forms.length, 1)
	})

/* The processes of that name whose parent is this one. */
function children(parent, name) {
	return readdirSync('/proc').filter(pid => /^\d+$/.test(pid)).filter(pid => {
		try {
			const [, rest] = readFileSync(`/proc/${pid}/stat`, 'latin1')
				.split(`(${name}) `)

			return rest && Number(rest.split(' ')[1]) === parent
		} catch {
			return false
		}
	})
}

test('a server that dies takes ffmpeg along, and the form is begun again',
	async () => {
		const data = join(folder, 'own')
		const path = join(folder, 'panjang.mp4')

		execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i',
			'testsrc2=s=1280x720:r=25:d=40', '-c:v', 'libx264', '-preset',
			'ultrafast', '-crf', '20', path])
		/* On a database of its own, whatever the others are on. */
		execFileSync(bin, ['import', '--data', data, '--publish', path],
			{ env: { PATH: process.env.PATH } })
		const first = await start(['--demo'], { data })
		const [worker] = await until('ffmpeg works', () => {
			const found = children(first.pid, 'ffmpeg')

			return found.length && found
		})
		const nice = readFileSync(`/proc/${worker}/stat`, 'latin1')
			.split(') ')[1].split(' ')[16]

		assert.equal(nice, '19')
		process.kill(first.pid, 'SIGKILL')
		await first.ended
		await until('ffmpeg is gone', () => !existsSync(`/proc/${worker}`) ||
			/^State:\tZ/m.test(readFileSync(`/proc/${worker}/status`)), 5)
		assert.deepEqual(readdirSync(join(data, 'spool')), [])

		const second = await start(['--demo'], { data })

		try {
			const who = await signIn('penulis', second.url)
			const { body } = await who('GET', '/api/v1/modules?q=panjang')
			const form = await until('the form is done', async () => {
				const { forms } = (await who('GET',
					at(body.modules[0].id, 'media'))).body

				return forms.find(f => f.name === '240p' &&
					f.state === 'done')
			})

			assert.ok(form.bytes > 0)
		} finally {
			await second.stop()
		}
	})
