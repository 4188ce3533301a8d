/* Competencies, as the server tells of them. */
export const KINDS = ["technical", "managerial", "social"] as const;
export type CompetencyKind = typeof KINDS[number];

export interface Competency {
	id: string;
	code: string;
	name: string;
	kind: CompetencyKind;
	description: string;
	shared: boolean;	/* of all agencies */
	closed: boolean;
}

export interface Level extends Competency {
	level: number;		/* 1 to 5 */
}

export interface Proof {
	level: number;
	source: "module" | "programme" | "assessor";
	title: string | null;
	by: string | null;
	reason: string;
	at: number;
}

export interface NextModule {
	id: string;
	title: string;
	jp: number;
	minutes: number;
}

export interface Wanted extends Level {
	wanted: number;
	why: Proof[];
	next: NextModule[];
}

export interface Besides extends Level {
	why: Proof[];
}

export interface Profile {
	job: { id: string; name: string } | null;
	wanted: Wanted[];
	besides: Besides[];
}

export const REASONS = ["job", "level", "programme", "topic"] as const;

export interface Next {
	next: (NextModule & { why: {
		kind: typeof REASONS[number];
		name: string;		/* of the competency or programme */
		level: number | null;
		batch: string | null;
	} })[];
}
