/*
 * The gradebook, marking and corrected keys, as they stand on the wire.
 */
import type { OwnGain } from "./numbers";
import type { Completion, Success } from "./types";
import type { GradeState, PublicQuestion, Response, SittingState } from
	"./quiz";

export interface GradeUnit {
	key: string;
	title: string;
	kind: string;
	scored: boolean;
	required: boolean;
	givesScore: boolean;
}

export interface GradeCell {
	completion: Completion;
	success: Success;
	score: number | null;	/* 0 to 1 */
	graded: boolean;	/* by the server, not claimed by a package */
	sittings: number;
	waiting: number;
}

export interface GradeLine {
	id: string;
	name: string;
	nip?: string;	/* masked; for administrators */
	agency: string;
	version: number;
	completion: Completion;
	success: Success;
	score: number | null;
	unitsDone: number;
	lastAt: number;
	gain: number | null;	/* from the pretest to its quiz, -1 to 1 */
	units: Record<string, GradeCell | undefined>;
}

export interface Gradebook {
	module: { id: string; title: string };
	counts: Record<"learners" | "notBegun" | "inProgress" | "done" |
		"passed" | "failed", number>;
	versions: number[];
	units: GradeUnit[];
	gain: string | null;	/* the quiz that has a pretest; null: none has */
	learners: GradeLine[];
	page: number;
	pages: number;
	total: number;
}

export interface GradeSitting {
	id: string;
	number: number;
	version: number;
	state: SittingState;
	beganAt: number;
	endedAt: number | null;
	points: number | null;
	most: number | null;
	score: number | null;
	passed: boolean | null;
	lateMs: number;
	marks: {
		question: string;
		state: GradeState;
		points: number | null;
		most: number;
	}[];
}

export interface Leave {
	extraMinutes: number;
	extraAttempts: number;
	reason: string;
	by: string;
	at: number;
}

export interface LearnerUnit {
	key: string;
	title: string;
	kind: string;
	scored: boolean;
	completion: Completion;
	success: Success;
	score: number | null;
	graded: boolean;
	timeMs: number;
	sittings: GradeSitting[];
	leave?: Leave | null;	/* of quizzes and cases */
}

export interface LearnerGrades {
	person: { id: string; name: string; agency: string; nip?: string };
	module: { id: string; title: string };
	version: number;
	completion: Completion;
	success: Success;
	score: number | null;
	beganAt: number;
	lastAt: number;
	units: LearnerUnit[];
}

/* What a file is made of in the browser. */
export interface SheetRows {
	columns: { title: string; type: "text" | "number" | "moment" }[];
	rows: (string | number | null)[][];
}

export interface MarkingLine {
	sitting: string;
	question: string;
	module: { id: string; title: string };
	unit: string;
	unitTitle: string;
	most: number;
	endedAt: number;
}

export interface Marking {
	total: number;
	waiting: MarkingLine[];
}

export interface Paperwork {
	sitting: string;
	id: string;
	module: { id: string; title: string };
	unit: string;
	question: PublicQuestion;
	response: Response | null;
	state: GradeState;
	points: number[] | null;	/* by line of the rubric */
	comment: string;
	mine: boolean;
	revision: number;
	endedAt: number;
}

/* A question with its key, as its author wrote it. */
export interface Definition {
	id: string;
	type: PublicQuestion["type"];
	text: string;
	points?: number;
	choices?: { text: string; right?: boolean }[];
	right?: boolean;
	pairs?: { left: string; right: string }[];
	extra?: string[];
	items?: string[];
	answer?: number;
	formula?: string;
	tolerance?: number;
	unit?: string;
	accept?: string[];
	gaps?: {
		type: "text" | "single" | "numeric";
		accept?: string[];
		choices?: { text: string; right?: boolean }[];
		answer?: number;
		tolerance?: number;
	}[];
	rubric?: { text: string; points: number }[];
}

export interface Keys {
	version: number;
	questions?: Definition[];
	/* Taken from banks, as they were then. */
	banked?: { source: string; definition: Definition | null }[];
	texts: Record<string, string | undefined>;
}

interface FixScore {
	points: number | null;
	scaled: number | null;
	passed: boolean | null;
}

export interface FixLine {
	person: { id: string; name: string | null };
	sitting: string;
	number: number;
	before: FixScore;
	after: FixScore;
}

export interface Fix {
	id: string;
	unit: string;
	version: number;
	question: string;
	before: Definition;
	after: Definition;
	reason: string;
	by: string;
	at: number;
	done: boolean;
	changed: FixLine[];
}

export interface OwnSitting {
	id: string;
	number: number;
	state: SittingState;
	beganAt: number;
	endedAt: number | null;
	score: number | null;
	points: number | null;
	most: number | null;
	passed: boolean | null;
	review: boolean;	/* the quiz tells what was right */
}

export interface OwnUnit {
	id: string;
	key: string;
	title: string;
	kind: string;
	counts: boolean;
	pretest: boolean;
	completion: Completion;
	success: Success;
	score: number | null;
	graded: boolean;
	sittings: OwnSitting[];
	gain: OwnGain | null;
}

export interface OwnGrades {
	modules: {
		id: string;
		title: string;
		completion: Completion;
		success: Success;
		lastAt: number;
		units: OwnUnit[];
	}[];
}

