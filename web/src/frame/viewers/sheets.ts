/*
 * Where the pages of a PDF stand below each other, without asking the DOM.
 * Sizes in CSS pixels; a page not yet read is taken to be like the first.
 */
import type { View } from "./dwell";

export interface Size {
	width: number;
	height: number;
}

export interface Place {
	/** From 0. */
	page: number;
	/** Of the page's height, 0 to 1. */
	part: number;
}

export const GAP = 8;
/** Wider is not easier to read. */
const WIDEST = 900;
/** How much of the window lies above the place that is kept. */
const ANCHOR = 1 / 3;

export class Sheets {
	tops: number[] = [];
	sizes: Size[] = [];
	private natural: Size[];

	constructor(count: number, first: Size) {
		this.natural = Array.from({ length: count }, () => first);
	}

	get count(): number {
		return this.natural.length;
	}

	/* True when it differs from what was taken. */
	learn(page: number, size: Size): boolean {
		const was = this.natural[page]!;

		this.natural[page] = size;
		return Math.abs(was.width - size.width) > .5 ||
			Math.abs(was.height - size.height) > .5;
	}

	/* CSS pixels of a point of the page. */
	scale(page: number): number {
		return this.sizes[page]!.width / this.natural[page]!.width;
	}

	layOut(room: number, zoom: number): void {
		let top = GAP;

		this.tops = [];
		this.sizes = this.natural.map(({ width, height }) => {
			const wide = Math.max(120, Math.min(room - 2 * GAP, WIDEST));
			const scale = wide / width * zoom;
			const size = {
				width: Math.floor(width * scale),
				height: Math.floor(height * scale),
			};

			this.tops.push(top);
			top += size.height + GAP;
			return size;
		});
	}

	/* Pages between two heights. */
	between(from: number, to: number): number[] {
		const found: number[] = [];

		for (let i = this.first(from); i < this.count; i++) {
			if (this.tops[i]! >= to)
				break;
			found.push(i);
		}
		return found;
	}

	/* What lies in a window of that height, scrolled that far. */
	view(scroll: number, height: number): View {
		return new Map(this.between(scroll, scroll + height).map((i) => {
			const top = this.tops[i]!, tall = this.sizes[i]!.height;

			return [i, [
				Math.max(0, (scroll - top) / tall),
				Math.min(1, (scroll + height - top) / tall),
			]];
		}));
	}

	/* What the learner looks at. */
	place(scroll: number, height: number): Place {
		const at = scroll + height * ANCHOR;
		const page = Math.min(this.count - 1, this.first(at));
		const part = (at - this.tops[page]!) / this.sizes[page]!.height;

		return { page, part: Math.min(1, Math.max(0, part)) };
	}

	/* How far to scroll so that `place` gives this place. */
	scrollTo({ page, part }: Place, height: number): number {
		return this.tops[page]! + part * this.sizes[page]!.height -
			height * ANCHOR;
	}

	/* The first page whose end lies below `y`. */
	private first(y: number): number {
		let low = 0, high = this.count;

		while (low < high) {
			const middle = (low + high) >> 1;

			if (this.tops[middle]! + this.sizes[middle]!.height <= y)
				low = middle + 1;
			else
				high = middle;
		}
		return low;
	}
}
