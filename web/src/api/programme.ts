/* Programmes, batches and who takes part, as the server tells of them. */
export type StepKind =
	"module" | "event" | "quiz" | "survey" | "assignment" | "discussion" |
	"tool";
export type StepState = "locked" | "open" | "begun" | "waiting" | "done";

/* As its programme says. */
export interface Step {
	id?: string;		/* none: not saved yet */
	kind: StepKind;
	title: string;
	about: string;
	required: boolean;
	mustPass: boolean;
	after: number | null;	/* the place of an earlier one */
	dueDays: number | null;
	module: string | null;
	unit: string;
	setting: unknown;
}

export interface StepEvent {
	id: string;
	title: string;
	kind: "webinar" | "room";
	state: string;
	place: string;
	zone: string;
	startsAt: number;
	endsAt: number;
}

/* With how somebody stands in it. */
export interface Standing extends Step {
	id: string;
	state: StepState;
	waitsFor: number | null;
	dueAt: number | null;
	late: boolean;
	at: number | null;
	before: boolean;	/* done before they were enrolled */
	share: number;		/* percent */
	scaled: number | null;
	event: StepEvent | null;
}

export type ProgrammeState = "draft" | "published" | "closed";
export type Mode = "online" | "in-person" | "blended";

export interface Programme {
	id: string;
	agency: { id: string; name: string };
	title: string;
	purpose: string;
	methods: string;
	about: string;
	mode: Mode;
	state: ProgrammeState;
	leastOptional: number;
	jp: number;		/* hundredths */
	paper: "" | "completion" | "pass";
	passMark: number | null;
	competency: "technical" | "managerial" | "social";
	revision: number;
	steps: number;
	batches: number;
	enrolled: number;
}

export interface ProgrammeDetail extends Programme {
	activities: (Step & { id: string })[];
	runs: Batch[];
}

export interface Batch {
	id: string;
	name: string;
	programme: { id: string; title: string; state: string; jp: number };
	startsAt: number;
	endsAt: number;
	selfEnrol: boolean;
	enrolUntil: number | null;
	capacity: number | null;
	state: "open" | "closed" | "cancelled";
	enrolled: number;
	begun: number;
	completed: number;
}

export interface BatchDetail extends Batch {
	steps: Standing[];
}

export interface Enrolment {
	id: string;
	state: "active" | "completed";
	how: string;
	at: number;
	progress: number;
	begunAt: number | null;
	completedAt: number | null;
	until: number | null;
	passed: boolean | null;
}

export interface Mine {
	batch: Batch;
	enrolment: Enrolment;
	dueAt: number | null;
	next: string | null;
}

export interface MyProgrammes {
	programmes: Mine[];
	offers: Batch[];
}

export interface Path {
	programme: {
		id: string;
		title: string;
		agency: string | { name: string };
		purpose: string;
		methods: string;
		about: string;
		mode: Mode;
		jp: number;
		paper: string;
		leastOptional: number;
	};
	batch: Batch | null;
	enrolment: Enrolment | null;
	refusal?: string | null;
	steps: Standing[];
	next: number | null;
	needed: number;
	done: number;
	certificate?: { id: string; number: string } | null;
}

export interface Participant {
	id: string;
	person: { id: string; name: string; nip: string | null };
	unit: { id: string; name: string | null } | null;
	how: string;
	state: "active" | "completed" | "withdrawn";
	progress: number;
	late: boolean;
	at: number;
	begunAt: number | null;
	completedAt: number | null;
	until: number | null;
	passed: boolean | null;
}

export interface Actual {
	enrolled: number;
	begun: number;
	completed: number;
	late: number;
	progress: number;
	planned: number;
	steps: {
		id: string; title: string; kind: StepKind; required: boolean;
		dueAt: number; due: boolean; begun: number; waiting: number;
		done: number;
	}[];
	sessions: {
		activity: string; event: string; title: string; state: string;
		startsAt: number; endsAt: number; held: boolean;
		registered: number; present: number;
	}[];
	units: {
		unit: string | null; name: string | null; enrolled: number;
		begun: number; completed: number; late: number; progress: number;
	}[];
}
