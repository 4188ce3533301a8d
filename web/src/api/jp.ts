/* The JP ledger as the server tells it. JP are hundredths: 250 is 2,5 JP. */

export type Source = "module" | "event" | "programme" | "manual";
export type Form = "self-paced" | "webinar" | "in-person" | "blended";
export type Competency = "technical" | "managerial" | "social";
export type Component = "leadership" | "functional" | "technical" | "seminar";
export type SiasnState = "verified" | "exported" | "accepted" | "rejected";
export type TargetState = "free" | "below" | "met" | "above";
export type Needs = "completed" | "passed" | "judged";
export type Kind = "pns" | "cpns" | "pppk" | "pppk-part" | "other";

export interface Entry {
	id: string;
	year: number;
	day: string;
	firstDay: string;
	jp: number;
	source: Source;
	sourceId: string;
	title: string;
	organiser: string;
	form: Form;
	competency: Competency;
	trainingKind: number;
	evidence: string;
	certificate: string | null;
	certificateNumber: string | null;
	reverses: string | null;
	reversedBy: string | null;
	reason: string;
	by: string | null;
	status: { state: SiasnState; words: string; at: number } | null;
	at: number;
	doubt: { why: string; at: number } | null;
	person?: {
		id: string;
		name: string;
		nipMasked: string | null;
		unit: string | null;
		siasn: boolean;
	};
}

export interface Target {
	least: number | null;
	most: number | null;
	basis: string;
}

export interface TrainingKind {
	id: number;
	name: string;
	code: string;
	component: Component;
}

export interface Year {
	year: number;
	years: number[];
	kind: Kind | "";
	target: Target | null;
	sum: number;
	state: TargetState;
	sums: {
		competencies: Partial<Record<Competency, number>>;
		forms: Partial<Record<Form, number>>;
		components: Partial<Record<Component, number>>;
	};
	entries: Entry[];
	kinds: TrainingKind[];
}

export interface EntryPage {
	year: number;
	total: number;
	page: number;
	pages: number;
	entries: Entry[];
}

export interface Rule {
	id: string;
	general: boolean;
	source: Exclude<Source, "manual">;
	form: Form;
	from: string;
	until: string;
	needs: Needs;
	graded: boolean;
	factor: number;
	most: number | null;
	renewMonths: number;
	paper: "" | "completion" | "pass";
	by: string | null;
	at: number;
	endedAt: number | null;
	mine: boolean;
	applies: boolean;
}

export interface TargetRow extends Target {
	id: string;
	general: boolean;
	kind: Kind;
	fromYear: number;
	by: string | null;
	at: number;
	mine: boolean;
	applies: boolean;
}

export interface Siasn {
	instansiId: string;
	lokasiId: string;
	kinds: TrainingKind[];
	exports: { by: string; year: number; at: number }[];
}

export interface Taken {
	taken: number;
	faults: { row: number; why: string }[];
}

/* One row of the export: SIASN's names, and ours apart. */
export interface SiasnRow {
	[name: string]: unknown;
	pnsOrangId: string;
	balai: {
		catatan: string;
		nip: string | null;
		nama: string;
		jp: number;
		status: SiasnState | "";
		keterangan: string;
	};
}
