/* Action plans, and what became of them, as the server tells of them. */
export const ROLES = ["learner", "superior", "colleague"] as const;
export type FollowupRole = typeof ROLES[number];

export type Answer = string | number;

export interface Question {
	id: string;
	kind: "choice" | "text" | "number";
	text: string;
	choices: { id: string; text: string }[];
}

/* Of one's own plan with questions and answers, else without. */
export interface Followup {
	day: 30 | 90 | 180;
	role: FollowupRole;
	dueAt: number;
	expiresAt: number;
	sentAt: number | null;
	answeredAt: number | null;
	answers?: Record<string, Answer> | null;
	questions?: Question[];
	href?: string | null;	/* where I answer now */
}

export interface Contact {
	name: string;
	email: string;		/* "": nobody */
}

export type PlanState = "open" | "done" | "dropped";

export interface Plan {
	id: string;
	source: "module" | "programme";
	sourceId: string;
	title: string;
	batch: string | null;
	evidence: string;	/* the attempt, or the enrolment */
	choice: string;
	words: string;
	byDay: string | null;	/* "2027-01-31" */
	state: PlanState;
	createdAt: number;
	completedAt: number | null;
	superior: Contact;
	colleague: Contact;
	followups: Followup[];
	/* For organisers. */
	person?: { id: string; name: string; unit: string | null };
}

export interface Plans {
	plans: Plan[];
	page: number;
	more: boolean;
}

export interface Rate {
	day: Followup["day"];
	role: FollowupRole;
	asked: number;
	answered: number;
	told: number;		/* of whose answers are counted below */
	answers: Record<string, Record<string, number>> | null;
}

export interface Rates {
	least: number;
	rates: Rate[];
}
