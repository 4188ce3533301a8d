/*
 * Units, jobs, where people work, and lists of employees, as they stand on the
 * wire.
 */
import type { Agency } from "./types";

export interface OrgUnit {
	id: string;
	parent: string | null;
	name: string;
	closed: boolean;
	people: number;	/* who work there now; not in those below */
}

export interface Units {
	agency: Agency;
	units: OrgUnit[];
}

export type JobKind = "managerial" | "functional" | "executive" | "other";

export const JOB_KINDS: readonly JobKind[] =
	["managerial", "functional", "executive", "other"];

export interface Job {
	id: string;
	name: string;
	kind: JobKind;
	shared: boolean;	/* of all agencies */
	closed: boolean;
	people: number;
}

export interface Jobs {
	agency: Agency;
	jobs: Job[];
}

export interface Named {
	id: string;
	name: string;
}

export interface Stay {
	id: string;
	unit: Named;
	job: Named | null;
	from: string;	/* "2027-01-31" */
	until: string | null;
}

export interface Place {
	unit: Named | null;
	job: Named | null;
	memberships: Stay[];
	supervisions: Named[];
}

export interface PersonEvent {
	id: string;
	kind: string;
	words: string;	/* what of, as the kind has it: lines */
	by: string | null;
	at: number;
}

export const COLUMNS = ["name", "nip", "unit", "job", "kind", "email", "roles",
	"login"] as const;

export type Column = typeof COLUMNS[number];

export interface Fault {
	field: Column;
	code: string;
	message: string;
}

export type Outcome = "blank" | "skipped" | "bad" | "new" | "update" | "same";

export interface RosterRow {
	outcome: Outcome;
	person?: Named;
	faults?: Fault[];
	warnings?: Fault[];
	changes?: string;
}

/* A text that is no unit or job yet. */
export interface Unplaced {
	text: string;
	state: "unknown" | "several" | "new" | "bad";
	rows: number;
	near: Named[];
}

export interface RosterLook {
	counts: Record<Outcome, number>;
	rows: RosterRow[];
	units: Unplaced[];
	jobs: Unplaced[];
}

export interface RosterTaken {
	counts: Record<Outcome, number>;
	created: Named[];
}
