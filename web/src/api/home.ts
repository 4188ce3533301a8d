/* What people see first. JP are hundredths: 250 is 2,5 JP. */
import type { Target, TargetState } from "./jp";

export interface Due {
	batch: string;
	title: string;
	name: string;
	step: string | null;
	progress: number;
	at: number;
	late: boolean;
}

export interface NextEvent {
	id: string;
	title: string;
	kind: "webinar" | "room";
	place: string;
	zone: "WIB" | "WITA" | "WIT";
	seat: "registered" | "waiting";
	startsAt: number;
	endsAt: number;
}

export interface HomeNews {
	due: Due[];
	programmes: number;
	jp: { year: number; sum: number; target: Target | null;
		state: TargetState };
	event: NextEvent | null;
	notices: number;
	followups: number;	/* about my plans, that wait for me */
	surveys: number;	/* open, and not answered */
}

export interface Notice {
	id: string;
	title: string;
	words: string;
	href: string;
	at: number;
	seen: boolean;
}

export interface Notices {
	notices: Notice[];
	unseen: number;
	more: boolean;
}

export interface Member {
	id: string;
	name: string;
	unit: string | null;
	job: string | null;
	jp: number;
	target: Target | null;
	state: TargetState;
	going: number;
	waiting: number;
	late: number;
	completed: number;
}

export interface Team {
	year: number;
	people: Member[];
	units: { id: string; name: string }[];
	confirmations: number;	/* letters that wait for my answer */
	more: boolean;
}

export interface BoardBatch {
	id: string;
	name: string;
	title: string;
	endsAt: number;
	enrolled: number;
	begun: number;
	completed: number;
}

export interface Board {
	at: number;
	year: number;
	people: { kind: string; people: number; learning: number;
		reached: number | null; jp: number }[];
	months: { month: number; jp: number; entries: number }[];
	batches: { open: number; enrolled: number; begun: number;
		completed: number };
	attention: BoardBatch[];
	events: { id: string; title: string; zone: "WIB" | "WITA" | "WIT";
		startsAt: number; endsAt: number; registered: number;
		waiting: number; capacity: number }[];
	certificates: number;
	doubts: number;
	handed: number;
	unplaced: number;
}
