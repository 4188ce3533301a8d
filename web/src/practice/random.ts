/*
 * Chance that can be had again: what a learner saw shuffled stays so after a
 * reload and on another device. Nothing is decided by it that anybody gains by.
 */
export class Random {
	private state: number;

	/* FNV-1a of the text. */
	constructor(seed: string) {
		let hash = 0x811c9dc5;

		for (let i = 0; i < seed.length; i++)
			hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193);
		this.state = hash >>> 0;
	}

	/* Mulberry32, by Tommy Ettinger (public domain). */
	private next(): number {
		this.state = (this.state + 0x6d2b79f5) >>> 0;
		let z = this.state;

		z = Math.imul(z ^ (z >>> 15), z | 1);
		z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
		return (z ^ (z >>> 14)) >>> 0;
	}

	/* From 0 to n - 1. */
	below(n: number): number {
		return Math.floor(this.next() / 0x1_0000_0000 * n);
	}

	/* "1" to "n" in some order. */
	shuffled(n: number): string[] {
		const list = Array.from({ length: n }, (_, i) => String(i + 1));

		for (let i = n - 1; i > 0; i--) {
			const j = this.below(i + 1);

			[list[i], list[j]] = [list[j]!, list[i]!];
		}
		return list;
	}

	/* The same, but never in the order that is the answer. */
	mixed(n: number): string[] {
		const list = this.shuffled(n);

		return n > 1 && list.every((id, i) => id === String(i + 1))
			? [...list.slice(1), list[0]!] : list;
	}
}
