/*
 * One item to the server, and what its answer means.
 *
 * The item is gone from the phone only after an answer that names this run and
 * this sequence or a later one: the page of a café's network that answers 200
 * to everything acknowledges nothing, and its 403 refuses nothing.
 */
import type { Held } from "./held";

export type Answer =
	/** `passed`: why the server did not count what it was told; null: it did. */
	| { kind: "saved"; savedAt: number; passed: string | null }
	/** Nobody answered. */
	| { kind: "line" }
	/** Somebody answered, but not yet as hoped; seconds as in Retry-After. */
	| { kind: "later"; after: number | null }
	/** The run's token is known no more. */
	| { kind: "token" }
	/** Neither token nor session: the person has to sign in. */
	| { kind: "signin" }
	/** The server will never take it. */
	| { kind: "refused"; code: string };

export interface Signed {
	person: string;
	secret: string;
}

type Fetch = (input: string, init: RequestInit) => Promise<Response>;

const SAVES = "/api/v1/saves";
/** Browsers refuse keepalive above 64 kB for all requests of a page. */
export const KEEPALIVE_MAX = 60_000;
const REFUSALS = [403, 413, 422];

export function byteLength(text: string): number {
	return new TextEncoder().encode(text).length;
}

/* A line of 2 kB a second still gets through. */
function patience(bytes: number): number {
	return 15_000 + bytes / 2;
}

async function problemCode(response: Response): Promise<string | null> {
	if (!/json/.test(response.headers.get("content-type") ?? ""))
		return null;
	const body: unknown = await response.json().catch(() => null);
	const code = (body as { code?: unknown } | null)?.code;

	return typeof code === "string" ? code : null;
}

async function acknowledged(
	response: Response,
	held: Held,
): Promise<Answer> {
	const body = await response.json().catch(() => null) as {
		run?: unknown; sequence?: unknown; savedAt?: unknown;
		accepted?: unknown; reason?: unknown;
	} | null;

	/* It may have a later item of the run already: then it needs this no more. */
	return body && body.run === held.item.run &&
		typeof body.sequence === "number" &&
		body.sequence >= held.item.sequence &&
		typeof body.savedAt === "number"
		? {
			kind: "saved", savedAt: body.savedAt,
			passed: body.accepted === false
				? String(body.reason ?? "passed") : null,
		}
		: { kind: "later", after: null };
}

function retryAfter(response: Response): number | null {
	const seconds = Number(response.headers.get("retry-after") ?? NaN);

	return seconds >= 0 ? Math.min(seconds, 300) : null;
}

async function read(
	response: Response,
	held: Held,
	by: "token" | "session",
): Promise<Answer> {
	if (response.ok)
		return acknowledged(response, held);
	const after = retryAfter(response);
	const code = await problemCode(response);

	if (code && response.status === 401)
		return { kind: by === "token" ? "token" : "signin" };
	if (code && REFUSALS.includes(response.status))
		return { kind: "refused", code };
	return { kind: "later", after };
}

async function post(
	fetcher: Fetch,
	held: Held,
	signed: Signed | null,
): Promise<Answer> {
	const body = JSON.stringify(held.item);
	const bytes = byteLength(body);
	const stop = new AbortController();
	const timer = setTimeout(() => stop.abort(), patience(bytes));
	const headers: Record<string, string> = {
		"Content-Type": "application/json",
	};

	if (signed)
		headers["X-Balai-Session"] = signed.secret;
	else
		headers["X-Balai-Run"] = held.token;
	try {
		const response = await fetcher(SAVES, {
			method: "POST",
			headers,
			body,
			/* A token speaks for itself; another's cookie must not. */
			credentials: signed ? "same-origin" : "omit",
			keepalive: bytes < KEEPALIVE_MAX,
			cache: "no-store",
			signal: stop.signal,
		});
		return await read(response, held, signed ? "session" : "token");
	} catch {
		return { kind: "line" };
	} finally {
		clearTimeout(timer);
	}
}

export function sendByToken(fetcher: Fetch, held: Held): Promise<Answer> {
	return post(fetcher, held, null);
}

export function sendBySession(
	fetcher: Fetch,
	held: Held,
	signed: Signed,
): Promise<Answer> {
	return post(fetcher, held, signed);
}
