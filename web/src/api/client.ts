/*
 * Calls to the server. Each carries the cookie by itself and the session's
 * secret as a header; each refusal is a Problem with a sentence for people.
 *
 * When the session has ended, a call waits until the person has signed in
 * again on top of the page, and is then made once more: nothing typed is lost.
 */
import { lang, t } from "../text";
import { refreshPerson, secret, sessionEnded, sessionSeen } from "../session/session";

export class Problem extends Error {
	constructor(
		readonly status: number,	/* 0: the server was not reached */
		readonly code: string,
		readonly title: string,
		readonly detail: string,
		readonly requestId = "",
		readonly retryAfter = 0,	/* seconds */
		readonly field = "",	/* the member that does not fit */
	) {
		super(`${code}: ${title}`);
		this.name = "Problem";
	}
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface CallOptions {
	/* For signing in: a 401 is an answer, not the session's end. */
	anonymous?: boolean;
	/* For what goes on in the background: a 401 is thrown, nobody is asked. */
	quiet?: boolean;
	signal?: AbortSignal;
	headers?: Record<string, string>;
	/* How the answer is read, where it is not JSON. */
	read?: (response: Response) => Promise<unknown>;
}

export function headers(): Record<string, string> {
	const found: Record<string, string> = { "Accept-Language": lang() };
	const value = secret();

	if (value)
		found["X-Balai-Session"] = value;
	return found;
}

export function offline(): Problem {
	return new Problem(0, "offline", t("offline.title"), t("offline.detail"));
}

function text(value: unknown, otherwise: string): string {
	return typeof value === "string" && value ? value : otherwise;
}

/* The problem that a body tells of; any other body is a fault of ours. */
export function problemOf(
	status: number,
	body: unknown,
	retryAfter: string | null,
): Problem {
	const o = (body && typeof body === "object" ? body : {}) as
		Record<string, unknown>;

	return new Problem(
		status,
		text(o.code, `http_${status}`),
		text(o.title, t("fault.title")),
		text(o.detail, t("fault.detail")),
		text(o.requestId, ""),
		Number(retryAfter) || 0,
		text(o.field, ""),
	);
}

async function refusal(response: Response): Promise<Problem> {
	const body: unknown = await response.json().catch(() => null);

	return problemOf(response.status, body,
		response.headers.get("Retry-After"));
}

async function send(
	method: Method,
	path: string,
	body: unknown,
	options: CallOptions,
): Promise<Response> {
	const head = { ...headers(), ...options.headers };
	const init: RequestInit = {
		method,
		headers: head,
		credentials: "same-origin",
		cache: "no-store",
	};

	if (body instanceof Blob) {
		head["Content-Type"] = "application/octet-stream";
		init.body = body;
	} else if (body !== undefined) {
		head["Content-Type"] = "application/json";
		init.body = JSON.stringify(body);
	}
	if (options.signal)
		init.signal = options.signal;
	try {
		return await fetch(path, init);
	} catch (e) {
		if (options.signal?.aborted)
			throw e;
		throw offline();
	}
}

const json = (response: Response): Promise<unknown> => response.json();

export async function call<T>(
	method: Method,
	path: string,
	body?: unknown,
	options: CallOptions = {},
): Promise<T> {
	for (;;) {
		const used = secret();
		const response = await send(method, path, body, options);

		if (response.ok) {
			if (used && !options.anonymous)
				sessionSeen();
			return (response.status === 204
				? undefined
				: await (options.read ?? json)(response).catch(() => {
					throw offline();
				})) as T;
		}
		const problem = await refusal(response);
		/* An administrator gave a new password meanwhile: ask for one. */
		if (problem.code === "password_due")
			void refreshPerson().catch(() => undefined);
		if (response.status !== 401 || options.anonymous || options.quiet)
			throw problem;
		if (!await sessionEnded(used))
			throw problem;
	}
}

export const get = <T>(path: string, options?: CallOptions): Promise<T> =>
	call<T>("GET", path, undefined, options);
