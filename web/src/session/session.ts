/*
 * Who is signed in here.
 *
 * The cookie alone opens nothing: its secret lies in the app origin's storage
 * and goes with every call (DESIGN section 1). All tabs share one session, so
 * the secret is read anew for every call, and another tab signing in or out
 * is noticed. The person's id stays known while a session is over, so that
 * the queue can tell whose unsent answers these are.
 *
 * A page that another LMS opened has a session of its own: launched.ts.
 */
import { useEffect, useState } from "preact/hooks";
import { call, get, type Problem } from "../api/client";
import type { LtiLaunch } from "../api/lti";
import type { CodeAsked, Person, SignedIn } from "../api/types";
import type { Lang } from "../text";
import { launchId } from "./launched";

const STORE = launchId ? `balai.launch.${launchId}` : "balai.session";

/* Opening it throws where a browser has shut it. */
const storage = (): Storage => launchId ? sessionStorage : localStorage;

interface Stored {
	secret: string;
	person: Person;
	/* Of a page that another LMS opened. */
	launch?: LtiLaunch;
	lang?: Lang;
}

export type SessionState =
	| "out"		/* nobody is signed in */
	| "in"
	| "over"	/* it ended while the page was open: the password is asked */
	| "other";	/* someone else signed in, in another tab */

let stored: Stored | null = read();
let state: SessionState = stored ? "in" : "out";
/* Has the server accepted this session since the page was opened? */
let seen = false;
let waiting: ((again: boolean) => void)[] = [];
const listeners = new Set<() => void>();

function read(): Stored | null {
	try {
		const value = JSON.parse(storage().getItem(STORE) ?? "null");
		return value && typeof value.secret === "string" && value.person?.id
			? value as Stored
			: null;
	} catch {
		return null;
	}
}

function write(next: Stored | null): void {
	stored = next;
	try {
		if (next)
			storage().setItem(STORE, JSON.stringify(next));
		else
			storage().removeItem(STORE);
	} catch {
		/* Storage is shut: the session lasts as long as the page. */
	}
}

function enter(next: SessionState): void {
	state = next;
	listeners.forEach((tell) => tell());
}

function release(again: boolean): void {
	const all = waiting;

	waiting = [];
	all.forEach((tell) => tell(again));
}

export function secret(): string | null {
	return stored ? stored.secret : null;
}

export function person(): Person | null {
	return stored ? stored.person : null;
}

export function sessionSeen(): void {
	seen = true;
}

/*
 * A call made with `used` was answered 401. True: call again. False: there is
 * no session and the call has failed.
 *
 * A page just opened has nothing to lose, so it goes to the sign-in page;
 * later the password is asked on top of what is there.
 */
export function sessionEnded(used: string | null): Promise<boolean> {
	if (stored && used !== stored.secret && state === "in")
		return Promise.resolve(true);
	if (!stored || !seen) {
		signedOut();
		return Promise.resolve(false);
	}
	if (state === "in")
		enter("over");
	return new Promise((tell) => waiting.push(tell));
}

/* The ticket, where a code is asked for before anybody is signed in. */
function signedIn(answer: SignedIn | CodeAsked): string | null {
	if ("needs" in answer)
		return answer.ticket;
	write({ secret: answer.secret, person: answer.person });
	seen = true;
	enter("in");
	release(true);
	return null;
}

/* Forget the session here; what the server knows of it is not touched. */
export function signedOut(): void {
	write(null);
	seen = false;
	enter("out");
	release(false);
}

/* Each tells the ticket for signInByCode, or null: signed in. */
export async function signIn(
	login: string,
	password: string,
): Promise<string | null> {
	return signedIn(await call<SignedIn | CodeAsked>("POST",
		"/api/v1/session", { login, password }, { anonymous: true }));
}

export async function signInByLink(token: string): Promise<string | null> {
	return signedIn(await call<SignedIn | CodeAsked>("POST",
		"/api/v1/session/link", { token }, { anonymous: true }));
}

export async function signInByCode(
	ticket: string,
	code: string,
): Promise<void> {
	signedIn(await call<SignedIn>("POST", "/api/v1/session/code",
		{ ticket, code }, { anonymous: true }));
}

/* The personal link of a guest of an event. */
export async function signInAsGuest(token: string): Promise<void> {
	signedIn(await call<SignedIn>("POST", "/api/v1/session/guest",
		{ token }, { anonymous: true }));
}

/* What another LMS gave this page: good once. */
export async function signInByTicket(ticket: string): Promise<void> {
	const answer = await call<SignedIn & { launch: LtiLaunch }>("POST",
		"/api/v1/session/launch", { ticket }, { anonymous: true });

	write({
		secret: answer.secret, launch: answer.launch,
		/* Here they are a guest, whatever account they have. */
		person: { ...answer.person, guest: true },
	});
	seen = true;
	enter("in");
	release(true);
}

/** What was opened; null: nothing yet, or this is a page of the app. */
export function launched(): LtiLaunch | null {
	return stored?.launch ?? null;
}

/** The language of a launched page, as it was left; null: not yet any. */
export function launchedLang(): Lang | null {
	return stored?.lang ?? null;
}

export function keepLaunched(more: { launch?: LtiLaunch; lang?: Lang }): void {
	if (stored?.launch)
		write({ ...stored, ...more });
}

/* A one-time code instead of a password, which is set by it. */
export async function activate(what: {
	login: string;
	code: string;
	password: string;
	privacy: number;
}): Promise<string | null> {
	return signedIn(await call<SignedIn | CodeAsked>("POST",
		"/api/v1/session/activation", what, { anonymous: true }));
}

/* The notice of that version has been read. */
export async function acceptPrivacy(version: number): Promise<void> {
	await call("PUT", "/api/v1/me/privacy", { version });
	await refreshPerson();
}

/* Without a line the session ends here only; it is listed until it expires. */
export async function signOut(): Promise<void> {
	await call("DELETE", "/api/v1/session", undefined, { quiet: true })
		.catch((e: Problem) => e);
	signedOut();
}

/* Setting a password ends all other sessions and changes this one's secret. */
export async function setPassword(
	current: string | null,
	password: string,
	privacy?: number,	/* the notice that stood beside it */
): Promise<void> {
	const answer = await call<{ secret: string }>("PUT",
		"/api/v1/me/password", { current, password, privacy });

	if (stored) {
		write({
			secret: answer.secret,
			person: {
				...stored.person,
				mustSetPassword: false,
				privacyDue: stored.person.privacyDue && !privacy,
			},
		});
		enter("in");
	}
}

/* Ask the server who this is: roles may have changed since the last visit. */
export async function refreshPerson(): Promise<void> {
	const now = await get<Person>("/api/v1/me");

	if (stored && stored.person.id === now.id) {
		write({ ...stored, person: now });
		enter(state);
	}
}

/* Another tab signed in, out, or as someone else. */
addEventListener("storage", (e) => {
	if (e.key !== STORE && e.key !== null)
		return;
	const was = stored;
	stored = read();
	if (!stored)
		return signedOut();
	if (was && was.person.id !== stored.person.id)
		return enter("other");
	enter("in");
	release(true);
});

export interface SessionView {
	state: SessionState;
	person: Person | null;
}

export function useSession(): SessionView {
	const [view, set] = useState<SessionView>({ state, person: person() });

	useEffect(() => {
		const tell = () => set({ state, person: person() });
		tell();
		listeners.add(tell);
		return () => void listeners.delete(tell);
	}, []);
	return view;
}
