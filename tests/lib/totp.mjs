// Codes as an authenticator app makes them (RFC 6238), for tests.
import { createHmac } from 'node:crypto'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function bytes(secret) {
	let bits = ''

	for (const letter of secret)
		bits += BASE32.indexOf(letter).toString(2).padStart(5, '0')
	return Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)))
}

const now = () => Math.floor(Date.now() / 30_000)

export function codeAt(secret, step) {
	const moving = Buffer.alloc(8)

	moving.writeBigUInt64BE(BigInt(step))
	const mac = createHmac('sha1', bytes(secret)).update(moving).digest()
	const at = mac[19] & 15

	return String((mac.readUInt32BE(at) & 0x7fffffff) % 1e6)
		.padStart(6, '0')
}

/*
 * An app of its own: each code it shows is a later one than the last, waiting
 * for the clock where it must.
 */
export function authenticator(secret) {
	let last = 0

	return async () => {
		const step = Math.max(last + 1, now() - 1)

		while (step > now() + 1)
			await new Promise(done => setTimeout(done, 200))
		last = step
		return codeAt(secret, step)
	}
}
