// How the programs of the bench speak to the server beside which they run.
import { env } from 'node:process'

// What it answers, and the cookie it sets; a Buffer goes as it is.
export async function call(person, method, path, body) {
	const answer = await fetch(env.BALAI_URL + path, {
		method,
		headers: {
			'Content-Type': Buffer.isBuffer(body)
				? 'application/octet-stream' : 'application/json',
			'Sec-Fetch-Site': 'same-origin',
			Origin: env.BALAI_URL,
			...person?.headers,
		},
		body: Buffer.isBuffer(body) ? body : body && JSON.stringify(body),
	})
	const json = await answer.json().catch(() => ({}))

	if (!answer.ok)
		throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(json)}`)
	return { ...json, cookie: answer.headers.get('set-cookie') }
}

// What a person sends with each call: from the answer to signing in.
export function carry({ cookie, secret }) {
	return { headers: {
		Cookie: cookie.split(';')[0],
		'X-Balai-Session': secret,
	} }
}
