/*
 * Quizzes and cases as they stand on the wire. Times are ms since 1970 by the
 * server's clock. Texts are HTML that may have been written by strangers: only
 * questions/html.tsx draws it.
 */

export type QuestionType = "single" | "multiple" | "trueFalse" | "match" |
	"order" | "numeric" | "text" | "cloze" | "essay";

/** Something with an id of this sitting alone: "1" is the first as shown. */
export interface Part {
	id: string;
	html: string;
}

export interface Gap {
	id: string;
	type: "text" | "single" | "numeric";
	choices?: Part[];
}

export interface RubricLine {
	text: string;
	points: number;
}

/** A question as learners see it: without its key. */
export interface PublicQuestion {
	id: string;
	type: QuestionType;
	html: string;
	points: number;
	hint?: string | null;
	media?: string | null;	/* "media/x.svg", a file of the version */
	alt?: string | null;
	unit?: string | null;
	choices?: Part[];
	lefts?: Part[];
	rights?: Part[];
	items?: Part[];
	gaps?: Gap[];
	rubric?: RubricLine[];
	mostCharacters?: number;
}

export interface GapResponse {
	text?: string;
	choice?: string;
}

/** One of these, by the question's type; null: taken back. */
export interface Response {
	choice?: string;
	choices?: string[];
	value?: boolean;
	pairs?: Record<string, string>;
	order?: string[];
	text?: string;
	gaps?: Record<string, GapResponse>;
}

/** What came of a question; a mark is what a person gave. */
export type GradeState = "right" | "partial" | "wrong" | "empty" | "waiting";

export interface Feedback {
	state: GradeState;
	points: number;
	most: number;
	html?: string | null;
	key?: Response | null;
	/** What is said of each choice, by its id. */
	choices?: Record<string, string>;
	comment?: string | null;
	/** Points by line, where a person has marked it. */
	rubric?: number[];
	basis?: string[];
}

export interface Given {
	response: Response | null;
	at: number;
	ms?: number;
	flagged?: boolean;
}

export interface Step {
	node: string;
	choice?: string;
	picks?: string[];
	reason?: string;
}

export type SittingState = "open" | "ended" | "waiting" | "graded";

export interface SittingScore {
	scaled: number;
	points: number;
	most: number;
}

export interface CaseResult {
	dimensions: Record<string, number>;
	ending: { id: string; title: string; html: string; good?: boolean };
	minutes: number;
	/** "K1.c", "K6.a+b", "S1.b/r2" */
	ideal: string[];
	/** Null: too few have taken it. */
	choices?: Record<string, Record<string, number>> | null;
}

export interface SittingResult extends Partial<SittingScore>,
	Partial<CaseResult> {
	passed?: boolean | null;
	/** What one had at the pretest of this quiz; null: none, or not told. */
	before?: { points: number; most: number } | null;
	questions?: Record<string, Feedback>;
}

export interface CaseChoice {
	id: string;
	html: string;
	to: string;
	minutes?: number;
	/** HTML. */
	feedback: string;
	basis?: string[];
}

export interface CaseOption {
	id: string;
	html: string;
	feedback?: string;
}

export interface CaseNode {
	title: string;
	clock?: string;
	html: string;
	choices?: CaseChoice[];
	pick?: { least: number; most: number; options: CaseOption[] };
	to?: string;
	reasons?: { html: string; options: CaseOption[] };
}

export interface CaseGraph {
	title: string;
	introHtml?: string;
	minutes?: number;
	role?: string;
	dimensions: { id: string; name: string; most: number }[];
	start: string;
	nodes: Record<string, CaseNode>;
}

export interface Sitting {
	id: string;
	kind: "quiz" | "case";
	state: SittingState;
	number: number;
	beganAt: number;
	deadline: number | null;
	/** When this was written, by the server's clock. */
	now: number;
	endedAt: number | null;
	place: string | null;
	questions?: PublicQuestion[];
	responses?: Record<string, Given>;
	checked?: Record<string, Feedback>;
	path?: Step[];
	case?: CaseGraph;
	late?: number | null;
	result: SittingResult | null;
}

export type FeedbackRule = "once" | "end" | "closed" | "never";

export interface SittingRow {
	id: string;
	number: number;
	state: SittingState;
	beganAt: number;
	endedAt: number | null;
	score: SittingScore | null;
	passed: boolean | null;
	counts: boolean;
}

/** What awaits: the start page of a quiz or case. */
export interface QuizInfo {
	title: string;
	kind: "quiz" | "pretest" | "case";
	introHtml: string;
	/** What a case takes, as its author says. */
	minutes: number | null;
	questions: number;
	points: number | null;	/* null: not known before they are drawn */
	passMark: number | null;
	attempts: number | null;
	used: number;
	left: number | null;
	keep: "best" | "last" | "first" | "average";
	timeMinutes: number | null;
	extraMinutes: number;
	feedback: FeedbackRule;
	closesAt: number | null;
	sittings: SittingRow[];
	open: string | null;
	mayBegin: boolean;
	whyNot: "open" | "used" | "closed" | null;
	/** Of 1; null: none yet, and of a pretest. */
	kept: number | null;
}

/**
 * What the queue sends of a sitting: all that was given in this run so far, so
 * that a later one replaces an earlier one.
 */
export interface AnswersItem {
	attempt: string;
	run: string;
	sequence: number;
	/** By the server's clock, as the page knows it. */
	at: number;
	kind: "answers";
	sitting: string;
	responses?: Record<string, Given>;
	path?: Step[];
	place: string | null;
	end: boolean;
	sessionTimeMs: number;
	cmi: Record<string, never>;
}
