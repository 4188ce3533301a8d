/*
 * Sending a file that may be large, on a line that may break: tus 1.0.
 *
 * The server knows how far each upload has come, so one goes on after the line,
 * the server or the browser was gone, also on another day. What is lost is
 * tried again by itself until somebody stops it; when the session ends
 * meanwhile, the password is asked on top of the page.
 */
import { Upload as Tus, type DetailedError } from "tus-js-client";
import { secret, sessionEnded } from "../session/session";
import { headers, offline, problemOf, type Problem } from "./client";
import type { Pending } from "./types";

const FOLDER = "/api/v1/uploads";
const WAITS_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

/* "waiting": the line or the server is gone, and is tried again. */
export type Phase = "sending" | "waiting" | "paused";

export interface Transfer {
	pause: () => void;
	resume: () => void;
	/* Nothing of it is kept. */
	giveUp: () => void;
	/* The page is left: what has arrived is kept. */
	leave: () => void;
}

export interface Watcher {
	sent: (bytes: number) => void;
	phase: (phase: Phase) => void;
	done: (importId: string) => void;
	failed: (why: Problem) => void;
}

/* The same file, as far as a browser tells: it can go on where it was. */
export function resumable(
	file: File,
	target: string | null,
	pending: Pending[],
): Pending | null {
	return pending.find((p) => p.name === file.name &&
		p.bytes === file.size && p.target === target &&
		p.metadata.modified === String(file.lastModified)) ?? null;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

function statusOf(error: Error | DetailedError): number {
	return "originalResponse" in error
		? error.originalResponse?.getStatus() ?? 0 : 0;
}

function problem(error: Error | DetailedError): Problem {
	const answer = "originalResponse" in error
		? error.originalResponse : null;

	return answer
		? problemOf(answer.getStatus(), parsed(answer.getBody()),
			answer.getHeader("Retry-After") ?? null)
		: offline();
}

/* Time mends these: no line, no server, or another tab that still sends. */
function passes(status: number): boolean {
	return status === 0 || status === 409 || status === 423 ||
		status === 408 || (status >= 500 && status !== 507);
}

export function transfer(
	file: File,
	target: string | null,
	before: Pending | null,
	watcher: Watcher,
): Transfer {
	let phase: Phase = "sending";
	let stopped = false;
	let tries = 0;
	let timer = 0;
	let used: string | null = null;

	const tus = new Tus(file, {
		endpoint: FOLDER,
		uploadUrl: before ? `${FOLDER}/${before.id}` : null,
		uploadSize: file.size,
		metadata: {
			filename: file.name,
			modified: String(file.lastModified),
			...(target ? { module: target } : {}),
		},
		retryDelays: null,
		storeFingerprintForResuming: false,
		onBeforeRequest: (request) => {
			used = secret();
			for (const [name, value] of Object.entries(headers()))
				request.setHeader(name, value);
		},
		onProgress: (bytes) => {
			if (stopped || phase === "paused")
				return;
			tries = 0;
			enter("sending");
			watcher.sent(bytes);
		},
		onSuccess: ({ lastResponse }) => {
			const id = lastResponse.getHeader("X-Balai-Import") ??
				tus.url?.split("/").pop();

			end();
			if (id)
				watcher.done(id);
		},
		onError: (error) => {
			if (stopped || phase === "paused")
				return;
			if (statusOf(error) === 401)
				void sessionEnded(used).then((again) => again
					? start() : fail(error));
			else if (passes(statusOf(error)))
				later();
			else
				fail(error);
		},
	});

	function enter(next: Phase): void {
		if (phase === next)
			return;
		phase = next;
		watcher.phase(next);
	}

	function start(): void {
		clearTimeout(timer);
		if (!stopped && phase !== "paused")
			tus.start();
	}

	function later(): void {
		enter("waiting");
		clearTimeout(timer);
		timer = window.setTimeout(start,
			WAITS_MS[Math.min(tries++, WAITS_MS.length - 1)]);
	}

	function backOnLine(): void {
		if (phase === "waiting")
			start();
	}

	function end(): void {
		stopped = true;
		clearTimeout(timer);
		window.removeEventListener("online", backOnLine);
	}

	function fail(error: Error | DetailedError): void {
		end();
		watcher.failed(problem(error));
	}

	window.addEventListener("online", backOnLine);
	tus.start();

	return {
		pause: () => {
			clearTimeout(timer);
			enter("paused");
			void tus.abort();
		},
		resume: () => {
			tries = 0;
			enter("sending");
			start();
		},
		giveUp: () => {
			end();
			void tus.abort(true).catch(() => undefined);
		},
		leave: () => {
			end();
			void tus.abort();
		},
	};
}
