/*
 * Which pages were really seen.
 *
 * Four times a second the viewer tells which part of which page lies in the
 * window. What stayed there for a second counts, so a flick through a hundred
 * pages sees none of them, and slow scrolling sees them all. A page that is
 * larger than the window is seen when nearly all of its height was.
 */
import { add, holds, total, type Span } from "./spans";

/** Between two looks, ms. */
export const LOOK = 250;
/** The looks that make a second: the first one begins it. */
const LOOKS = 5;
/** Of a page's height. The rest are margins. */
export const ENOUGH = .9;

/** Page (from 0) -> from where to where of its height, 0 to 1. */
export type View = ReadonlyMap<number, Span>;

export class Dwell {
	private recent: View[] = [];
	private readonly parts = new Map<number, Span[]>();

	/* `seen`: pages of earlier visits. */
	constructor(readonly pages: number, public seen: Span[]) {}

	/* True when a page has become seen by this look. */
	look(view: View): boolean {
		let news = false;

		this.recent.push(view);
		if (this.recent.length > LOOKS)
			this.recent.shift();
		if (this.recent.length === LOOKS)
			for (const page of view.keys())
				news = this.stayed(page) || news;
		return news;
	}

	/* The page is out of sight, or jumped: a second begins anew. */
	rest(): void {
		this.recent = [];
	}

	/* 0 to 1, of what counts. */
	part(page: number): number {
		return holds(this.seen, page, page + 1) ? 1
			: Math.min(1, total(this.parts.get(page) ?? []) / ENOUGH);
	}

	get count(): number {
		return Math.round(total(this.seen));
	}

	get done(): boolean {
		return this.pages > 0 && this.count >= this.pages;
	}

	private stayed(page: number): boolean {
		let from = 0, to = 1;

		if (holds(this.seen, page, page + 1))
			return false;
		for (const view of this.recent) {
			const span = view.get(page);

			if (!span)
				return false;
			from = Math.max(from, span[0]);
			to = Math.min(to, span[1]);
		}
		/* Roundings of a scroll position leave slits. */
		const parts = add(this.parts.get(page) ?? [], from, to, .01);

		this.parts.set(page, parts);
		if (total(parts) < ENOUGH)
			return false;
		this.parts.delete(page);
		this.seen = add(this.seen, page, page + 1);
		return true;
	}
}
