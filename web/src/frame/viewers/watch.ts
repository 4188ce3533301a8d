/*
 * Which seconds of a video or a recording were really played.
 *
 * The viewer tells the place a few times a second while it plays. Two places
 * are one stretch when the clock agrees that playing led from the one to the
 * other at the speed chosen; anything longer was a jump and counts nothing.
 */
import { add, total, type Span } from "./spans";

/** Of the whole: titles at the end need not be sat through. */
export const ENOUGH = .95;
/** Seconds by which the places a browser tells are off. */
const SLACK = .4;
/** Seconds: a gap no longer than this is a rounding, not a jump. */
export const JOIN = .5;

export class Watch {
	private last: { now: number; place: number; rate: number } | null = null;

	constructor(public spans: Span[]) {}

	/* Playing at `place` seconds; `now` in ms of any steady clock. */
	at(now: number, place: number, rate: number): void {
		const last = this.last;

		this.last = { now, place, rate };
		if (!last)
			return;
		const step = place - last.place;
		const most = (now - last.now) / 1_000 * Math.max(rate, last.rate) +
			SLACK;
		if (step > 0 && step <= most)
			this.spans = add(this.spans, last.place, place, JOIN);
	}

	/* Paused, waiting, or moved: what comes next begins a new stretch. */
	stop(): void {
		this.last = null;
	}

	/* 0 to 1. */
	part(seconds: number): number {
		return seconds > 0 ? Math.min(1, total(this.spans) / seconds) : 0;
	}

	done(seconds: number): boolean {
		return this.part(seconds) >= ENOUGH;
	}
}
