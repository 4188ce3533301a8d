// Numbers by chance, the same ones for the same seed (mulberry32).
//
//	const random = chance(seed)
//	random(6)	0 to 5
export function chance(seed) {
	let state = seed >>> 0

	return below => {
		state = (state + 0x6d2b79f5) >>> 0
		let t = state

		t = Math.imul(t ^ (t >>> 15), t | 1)
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
		return Math.floor(((t ^ (t >>> 14)) >>> 0) / 2 ** 32 * below)
	}
}
