/*
 * Sets of stretches: seconds of a video that were watched, pages that were
 * seen (page n is the stretch from n-1 to n). Sorted, apart from each other.
 */
export type Span = readonly [from: number, to: number];

/** More than this are a learner jumping about; the shortest are let go. */
export const SPANS_MOST = 500;

/* Stretches nearer to each other than `join` become one. */
export function add(
	spans: readonly Span[],
	from: number,
	to: number,
	join = 0,
): Span[] {
	const out: Span[] = [];

	if (!(to > from))
		return [...spans];
	for (const span of spans)
		if (span[1] < from - join || span[0] > to + join) {
			out.push(span);
		} else {
			from = Math.min(from, span[0]);
			to = Math.max(to, span[1]);
		}
	out.push([from, to]);
	return bounded(out.sort((a, b) => a[0] - b[0]));
}

function bounded(spans: Span[]): Span[] {
	if (spans.length <= SPANS_MOST)
		return spans;
	const shortest = spans.reduce((a, b) =>
		b[1] - b[0] < a[1] - a[0] ? b : a);

	return spans.filter((span) => span !== shortest);
}

export function total(spans: readonly Span[]): number {
	return spans.reduce((sum, [from, to]) => sum + to - from, 0);
}

export function holds(spans: readonly Span[], from: number, to: number) {
	return spans.some((span) => span[0] <= from && span[1] >= to);
}

/* The first stretch of `length` that is missing and is not a mere moment. */
export function missing(
	spans: readonly Span[],
	length: number,
	least = 0,
): Span | null {
	let at = 0;

	for (const [from, to] of [...spans, [length, length] as Span]) {
		if (from - at > least)
			return [at, from];
		at = Math.max(at, to);
	}
	return null;
}

/* "0-12.5,30-44": tenths are enough. */
export function write(spans: readonly Span[]): string {
	return spans.map(([from, to]) =>
		`${tenths(from)}-${tenths(to)}`).join(",");
}

function tenths(value: number): number {
	return Math.round(value * 10) / 10;
}

/* What does not fit, or lies beyond `most`, was not written by us: left out. */
export function read(text: string | undefined, most = Infinity): Span[] {
	const parts = (text ?? "").split(",", SPANS_MOST);
	let spans: Span[] = [];

	for (const part of parts) {
		const found = /^(\d{1,9}(?:\.\d)?)-(\d{1,9}(?:\.\d)?)$/.exec(part);

		if (found)
			spans = add(spans, Number(found[1]),
				Math.min(most, Number(found[2])));
	}
	return spans;
}

/* "1-3,5": the same for pages, as people count them. */
export function writePages(spans: readonly Span[]): string {
	return spans.map(([from, to]) =>
		to - from === 1 ? `${to}` : `${from + 1}-${to}`).join(",");
}

export function readPages(text: string | undefined, pages: number): Span[] {
	let spans: Span[] = [];

	for (const part of (text ?? "").split(",", SPANS_MOST)) {
		const found = /^([1-9]\d{0,5})(?:-([1-9]\d{0,5}))?$/.exec(part);

		if (found)
			spans = add(spans, Number(found[1]) - 1,
				Math.min(pages, Number(found[2] ?? found[1])));
	}
	return spans;
}
