// A mail server that keeps what it is given.
//
//	const post = await postOffice()
//	… post.port, post.letters: [{ to, auth, head, subject, text }] …
//	post.refuses = true		nobody is known there any more
//	post.close()
import { createServer } from 'node:net'

/* Enough of RFC 5321 for a client to be content. */
function converse(socket, office) {
	let buffer = '', data = null, to = '', auth = ''
	const say = line => socket.write(`${line}\r\n`)

	socket.on('error', () => undefined)
	say('220 uji')
	socket.on('data', bytes => {
		buffer += bytes
		for (let end; (end = buffer.indexOf('\r\n')) >= 0;) {
			const line = buffer.slice(0, end)

			buffer = buffer.slice(end + 2)
			if (data !== null) {
				if (line !== '.') {
					data.push(line)
					continue
				}
				office.letters.push({ to, auth, ...parse(data) })
				data = null
				say('250 ok')
			} else if (/^EHLO/i.test(line))
				socket.write('250-uji\r\n250 AUTH PLAIN\r\n')
			else if (/^AUTH PLAIN$/i.test(line)) {
				auth = null
				say('334 ')
			} else if (auth === null) {
				auth = Buffer.from(line, 'base64').toString()
				say('235 ok')
			} else if (/^RCPT TO:/i.test(line)) {
				to = line.match(/<(.*)>/)[1]
				say(office.refuses ? '550 no such user' : '250 ok')
			} else if (/^DATA/i.test(line)) {
				data = []
				say('354 go on')
			} else if (/^QUIT/i.test(line)) {
				say('221 bye')
				socket.end()
			} else
				say('250 ok')
		}
	})
}

function parse(lines) {
	const cut = lines.indexOf('')
	const head = lines.slice(0, cut).join('\n').replace(/\n[ \t]/g, ' ')
		.replace(/\?= =\?UTF-8\?B\?/g, '')
	const subject = head.match(/^Subject: =\?UTF-8\?B\?([^?]*)/m)[1]

	return {
		head,
		subject: Buffer.from(subject, 'base64').toString(),
		text: Buffer.from(lines.slice(cut + 1).join(''), 'base64').toString(),
	}
}

export async function postOffice() {
	const office = { letters: [], refuses: false, close: () => server.close() }
	const server = createServer(socket => converse(socket, office))

	await new Promise(next => server.listen(0, '127.0.0.1', next))
	return Object.assign(office, { port: server.address().port })
}
