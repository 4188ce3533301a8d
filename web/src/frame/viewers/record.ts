/*
 * What a viewer of ours reports, in the form that SCORM's run-time reports in:
 * a flat map and the few fields that the server counts with.
 */
import type { FlatMap, RunFields } from "../../runtime/types";

const PREFIX = "balai.";
const TICK = 1_000;

export class Record {
	dirty = false;
	ended = false;
	/** 0 to 1. */
	measure = 0;
	location: string | null = null;
	/** Time counts while this is so. */
	busy: () => boolean = () => document.visibilityState === "visible";
	private readonly map: FlatMap = {};
	private time = 0;
	private last = performance.now();
	private readonly timer = setInterval(() => this.count(), TICK);

	constructor(kind: string, before: FlatMap) {
		for (const [name, value] of Object.entries(before))
			if (name.startsWith(PREFIX) && typeof value === "string")
				this.map[name] = value;
		this.map[PREFIX + "kind"] = kind;
		/* That it was opened is to be known as well. */
		this.dirty = true;
	}

	get(name: string): string | undefined {
		return this.map[PREFIX + name];
	}

	set(name: string, value: string): void {
		if (this.map[PREFIX + name] === value)
			return;
		this.map[PREFIX + name] = value;
		this.dirty = true;
	}

	get completed(): boolean {
		return this.get("completed") === "true";
	}

	/* True the first time. */
	complete(): boolean {
		if (this.completed)
			return false;
		this.set("completed", "true");
		return true;
	}

	/* A device that slept was not learning: a tick is at most two. */
	private count(): void {
		const now = performance.now();

		if (this.busy())
			this.time += Math.min(2 * TICK, now - this.last);
		this.last = now;
	}

	snapshot(): RunFields {
		this.count();
		this.dirty = false;
		return {
			cmi: { ...this.map },
			completion: this.completed ? "completed" : "incomplete",
			success: "unknown",
			score: null,
			progressMeasure: this.completed ? 1
				: Math.min(1, Math.max(0, this.measure)),
			sessionTimeMs: Math.round(this.time),
			location: this.location,
			exit: "suspend",
			ended: this.ended,
			nav: null,
		};
	}

	close(): void {
		clearInterval(this.timer);
	}
}
