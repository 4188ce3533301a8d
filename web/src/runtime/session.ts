/*
 * What a session of either standard is made of: its state, its last error,
 * its clock, and the guard that keeps every exception inside.
 */

import type { Completion, Exit, Nav, RunFields, RuntimeHooks, RunState,
	Score, Success } from "./types";
import type { Model } from "./model";
import { clip, coerce, real } from "./text";

export type Phase = "new" | "running" | "ended";

/* A sleeping laptop is no study time: no session counts for more. */
const LONGEST_MS = 24 * 3600 * 1000;

export class Session {
	phase: Phase = "new";
	error = "0";
	/** What the last error was about. */
	detail = "";
	dirty = false;
	private began = 0;

	constructor(readonly model: Model, readonly state: RunState,
		readonly hooks: RuntimeHooks) {}

	/** Note the outcome of a call; "0" is none. */
	note(code: string, detail = ""): void {
		this.error = code;
		this.detail = code === "0" ? "" : clip(detail, 200);
	}

	/** Note a failure and answer for the call. */
	fail<T extends string>(code: string, answer: T, detail = ""): T {
		this.note(code, detail);
		return answer;
	}

	private now(): number {
		try {
			const time = this.hooks.now ? this.hooks.now() : Date.now();

			return isFinite(time) ? time : this.began;
		} catch (_) {
			return this.began;
		}
	}

	begin(): void {
		this.phase = "running";
		this.began = this.now();
	}

	/** ms since begin(), for packages that measure no time themselves. */
	elapsed(): number {
		if (this.phase === "new")
			return 0;
		const ms = Math.round(this.now() - this.began);
		/* A clock that jumps back must not take time away. */
		return Math.min(Math.max(ms, 0), LONGEST_MS);
	}

	/** Hand the fields over; false when the frame could not take them. */
	hand(fields: RunFields): boolean {
		try {
			this.hooks.commit(fields);
		} catch (_) {
			this.dirty = true;
			return false;
		}
		this.dirty = false;
		return true;
	}
}

/**
 * A method for the API object: whatever is passed becomes text, whatever goes
 * wrong becomes "general exception" and `failed`.
 */
export function method(session: Session, failed: string,
	run: (...args: string[]) => string) {
	return (...args: unknown[]): string => {
		try {
			const texts = [0, 1].map(i => coerce(args[i]));

			if (texts[0] === null || texts[1] === null)
				return session.fail("201", failed, "not text");
			return run(texts[0]!, texts[1]!);
		} catch (e) {
			return session.fail("101", failed, coerce(e) || "");
		}
	};
}

/** A number of the model, or null. */
export function numberAt(model: Model, name: string): number | null {
	const text = model.raw(name);

	return text === undefined ? null : real(text);
}

export interface Outcome {
	completion: Completion;
	success: Success;
	score: Score | null;
	progressMeasure: number | null;
	sessionTimeMs: number;
	location: string | null;
	exit: Exit;
	nav: Nav | null;
}

export function asNumber(value: number | string | null | undefined) {
	if (value === null || value === undefined || value === "")
		return null;
	return real(String(value).trim());
}
