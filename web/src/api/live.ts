/* What goes over the wire while an event goes on, and about attendance. */
import { call, headers, problemOf } from "./client";

export const live = (id: string) => `/api/v1/events/${encodeURIComponent(id)}`;

export interface LiveQuestion {
	id: string;
	name: string;
	words: string;
	votes: number;
	at: number;
	answered: boolean;
	hidden?: boolean;	/* told to hosts */
}

export interface Live {
	state: string;
	startsAt: number;
	endsAt: number;
	door: { open: boolean; opensAt: number; closesAt: number };
	check: { number: number; opensAt: number; closesAt: number } | null;
	questions: LiveQuestion[];
	questionsAll: number;
	pollMs: number;
}

export interface Mine {
	votes: string[];
	checks: { number: number; at: number }[];
	present: boolean;
	minutes: number | null;
	survey: boolean;
	now: number;
}

export interface Given {
	event: string;
	again: boolean;
	check: number;
	checks: number;
	present: boolean;
	at: number;
}

export interface Shown {
	code: string;
	from: number;
	until: number;
	href: string;
	qr: { size: number; path: string };
}

export interface Code {
	open: boolean;
	check: { number: number; moment: boolean; opensAt: number;
		closesAt: number };
	code: Shown;
	next: Shown;
	now: number;
}

export interface Flag {
	why: "origin" | "silence" | "late";
	check: number;
	from: number;
	until: number;
	count: number;
	names: string[];
}

export interface Desk {
	id: string;
	title: string;
	shortCode: string;
	state: string;
	paper: boolean;
	startsAt: number;
	endsAt: number;
	present: number;
	registered: number;
	latest: { name: string; at: number }[];
	checks: { number: number; moment: boolean; opensAt: number;
		closesAt: number; given: number }[];
	flags: Flag[];
	questions: LiveQuestion[];
	now: number;
}

export interface Rule {
	percent: number;
	checks: number;
	both: boolean;
	minutes: number;
}

export interface Attendee {
	person: string;
	name: string;
	agency: string;
	guest: boolean;
	present: boolean;
	minutes: number | null;
	checks: number;
	hostWord: boolean | null;
	opened: boolean;
	survey: boolean;
}

export interface Attendance {
	id: string;
	title: string;
	state: string;
	over: boolean;
	rule: Rule;
	registered: number;
	present: number;
	found: number;
	page: number;
	pages: number;
	people: Attendee[];
}

export interface Effect {
	before: number;
	after: number;
	gained: number;
	lost: number;
	gainedNames: string[];
	lostNames: string[];
}

export type LineState = "sure" | "likely" | "unknown" | "confirmed" | "refused";

export interface FileLine {
	place: number;
	name: string;
	email: string;
	minutes: number;
	state: LineState;
	person: { id: string; name: string } | null;
}

export interface AttendanceFile {
	id: string;
	format: "zoom" | "meet" | "teams";
	name: string;
	state: "review" | "taken" | "dropped";
	by: string;
	at: number;
	lines?: FileLine[];
}

/* One row of what speaks for somebody's attendance. */
export interface AttendanceRow {
	id: string;
	source: "code" | "host" | "file";
	undoes: string | null;
	minutes: number | null;
	check: number | null;
	reason: string;
	by: string;
	at: number;
	stands: boolean;
}

export interface Correction {
	id: string;
	name: string;
	source: "code" | "host" | "file";
	undoes: string | null;
	minutes: number | null;
	reason: string;
	by: string;
	at: number;
}

/* The snapshot, or null when it is the one that `tag` names. */
export async function readLive(id: string, tag: string):
		Promise<{ live: Live; tag: string } | null> {
	const response = await fetch(`${live(id)}/live`, {
		credentials: "same-origin", cache: "no-store",
		headers: { ...headers(), ...(tag && { "If-None-Match": tag }) },
	});

	if (response.status === 304)
		return null;
	if (!response.ok)
		throw problemOf(response.status,
			await response.json().catch(() => null),
			response.headers.get("Retry-After"));
	return { live: await response.json() as Live,
		tag: response.headers.get("ETag") ?? "" };
}

export const give = (id: string, code: string) =>
	call<Given>("POST", `${live(id)}/presence`, { code });
