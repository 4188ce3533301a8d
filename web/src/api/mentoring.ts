/* Pairs of mentor and mentee, as the server tells of them. */
export const KINDS = ["mentoring", "coaching"] as const;
export type MentoringKind = typeof KINDS[number];

export interface Mentoring {
	id: string;
	kind: MentoringKind;
	mentor: { id: string; name: string };
	mentee: { id: string; name: string };
	topic: string;
	programme: { id: string; title: string } | null;
	createdAt: number;
	endedAt: number | null;
	sessions: number;
	minutes: number;
	lastDay: string | null;		/* "2027-01-31" */
	role?: "mentor" | "mentee";	/* of one's own */
}

export interface MentoringNote {
	id: string;
	day: string;
	minutes: number;
	words: string;
	nextStep: string;
	by: string;
	mine: boolean;
	at: number;
}

export interface MentoringNotes {
	mentoring: Mentoring;
	notes: MentoringNote[];
}

export interface Mentorings {
	mentorings: Mentoring[];
	page: number;
	pages: number;
	total: number;
}
