/* Events as the server tells them: server/api/event/json.c. */

export type ZoneName = "WIB" | "WITA" | "WIT";
export type Phase = "before" | "during" | "after";

export interface Seat {
	state: "registered" | "waiting" | "cancelled";
	before: number;		/* of those who wait */
	registeredAt: number;
	joinedAt: number;	/* 0: never */
	present: boolean;
	minutes: number | null;
	surveyAt: number;
}

export interface EventLine {
	id: string;
	code: string;
	kind: "webinar" | "room";
	title: string;
	startsAt: number;
	endsAt: number;
	zone: ZoneName;
	capacity: number | null;
	audience: "public" | "agency" | "batch";
	state: "draft" | "published" | "cancelled" | "closed";
	cancelWhy: string;
	agency: { id: string; name: string };
	registered: number;
	waiting: number;
	place: string;
	jp: number;		/* hundredths */
	seat: Seat | null;
	editable: boolean;
}

export interface Speaker {
	id?: string;
	name: string;
	institution: string;
	region: string;
	topic: string;
}

export interface Material {
	id: string;
	place: number;
	phase: Phase;
	kind: "module" | "unit" | "file" | "link" | "recording";
	title: string;
	open: boolean;
	shown: boolean;
	bytes: number;
	/* When it is shown: */
	module?: string | null;
	moduleTitle?: string | null;
	unit?: string;
	url?: string;
	fileName?: string;
	href?: string | null;
}

/* What comes of a seat once the event is over. */
export interface After {
	present: boolean;
	survey: boolean;
	surveyDue: boolean;	/* the paper asks for it */
	module: { id: string; title: string; passed: boolean } | null;
	certificate: { id: string; number: string; good: boolean;
		revokedWhy: string } | null;
}

export interface EventWhole extends EventLine {
	about: string;
	leastPercent: number;
	leastChecks: number;
	revision: number;
	paper: "" | "attendance" | "completion" | "pass";
	paperSurvey: boolean;
	competency: "technical" | "managerial" | "social";
	hasLink: boolean;
	service: Service;
	joinFrom: number;
	now: number;		/* the server's clock */
	url: string;		/* of the public page */
	open: boolean;		/* for registration */
	speakers: Speaker[];
	materials: Material[];
	after: After | null;
	/* To who has a seat or edits it: whose quiz is to be passed first. */
	paperModule?: string | null;
	/* To who edits it: */
	joinUrl?: string;
}

export type Service = "zoom" | "meet" | "teams" | "bigbluebutton" | "jitsi" |
	"youtube" | "other";

export interface EventList {
	events: EventLine[];
	page: number;
	more: boolean;
	now: number;
}

/* Whom a guest's token lets in. */
export interface SeatLine {
	person: string;
	name: string;
	agency: string;
	guest: boolean;
	nip: string | null;
	email: string | null;
	state: Seat["state"];
	registeredAt: number;
	joinedAt: number;
	present: boolean;
	links: number;		/* how often a guest's link was replaced */
}

export interface SeatPage {
	seats: SeatLine[];
	page: number;
	more: boolean;
	registered: number;
	waiting: number;
}

export const eventPath = (id: string, more = ""): string =>
	`/api/v1/events/${encodeURIComponent(id)}${more}`;
