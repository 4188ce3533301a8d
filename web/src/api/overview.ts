/* Figures of an agency, as leaders and partners see them: null is "too few". */

export interface Gain {
	people: number;
	before: number;
	after: number;
	change: number;
}

export type FollowupRole = "learner" | "superior" | "colleague";

export interface Overview {
	at: number;
	year: number;
	least: number;
	rounded: boolean;	/* numbers of people, down; 0 is fewer than `least` */
	agency: { id: string; name: string };
	people: { people: number; learning: number; reached: number | null;
		jp: number } | null;
	kinds: { kind: string; people: number; learning: number;
		reached: number | null; jp: number }[];
	programmes: { id: string; title: string; jp: number; batches: number;
		ended: number; seats: number | null; enrolled: number | null;
		begun: number | null; completed: number | null }[];
	gains: { id: string; title: string; gain: Gain }[];
	followups: { day: number; role: FollowupRole; asked: number;
		answered: number; answers: Record<string, number> }[];
	indicators: { programme: string; name: string; measure: string;
		better: "lower" | "higher"; before: number | null;
		after: number | null;
		course: "unknown" | "same" | "better" | "worse" }[];
	needs: { open: number; gaps: number; list: { id: string; title: string;
		topic: string; unit: string | null; supporters: number | null }[] };
	revisions: { open: number; list: { module: string; title: string;
		cause: string; at: number }[] };
}

export interface PartnerModule {
	id: string;
	title: string;
	state: "draft" | "published" | "closed" | "withdrawn";
	version: number | null;
	learners: number | null;
	completed: number | null;
	passed: number | null;
	gain: Gain | null;
	survey: { answers: number; applicable: number | null;
		examples: number | null; opened: number | null } | null;
	hints: number;
}

export interface PartnerFigures {
	at: number;
	least: number;
	agency: { id: string; name: string; kind: "agency" | "partner" };
	modules: PartnerModule[];
}
