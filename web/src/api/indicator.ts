/* Figures of the service a programme is for, as the server tells of them. */
export type Phase = "before" | "after";

export interface Figure {
	id: string;
	phase: Phase;
	day: string;			/* "2027-01-31" */
	value: number;
	origin: string;
	by: string | null;
	at: number;
	takenBackAt: number | null;
}

interface Mean {
	n: number;
	mean: number;
}

export interface Indicator {
	id: string;
	name: string;
	measure: string;
	better: "lower" | "higher";
	createdAt: number;
	values: Figure[];
	before: Mean | null;
	after: Mean | null;
	change: { difference: number; percent: number | null;
		course: "same" | "better" | "worse" } | null;
}

/* One batch, as what was learned by then. */
export interface Learned {
	batch: { id: string; name: string };
	startsAt: number;
	endsAt: number;
	enrolled: number;
	completed: number;
}

export interface Indicators {
	programme: { id: string; title: string };
	indicators: Indicator[];
	learning: Learned[];
}
