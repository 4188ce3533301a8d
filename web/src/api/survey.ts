/* Surveys that organisers write, their answers and what came of them. */
import type { Agency } from "./types";

export const QUESTION_KINDS = ["scale", "choice", "choices", "text"] as const;

export type QuestionKind = typeof QUESTION_KINDS[number];

export interface Option {
	id: string;
	text: string;
}

/* `id` stays through versions. "lesson" is in the form of modules alone. */
export interface Question {
	id: string;
	kind: QuestionKind | "lesson";
	text: string;
	help?: string;
	needed?: boolean;
	low?: string;	/* the ends of a scale in words */
	high?: string;
	choices?: Option[];
}

export interface Form {
	questions: Question[];
}

export const TARGET_KINDS = ["module", "event", "programme", "unit", "job"] as
	const;

export type TargetKind = typeof TARGET_KINDS[number];

export interface Target {
	kind: TargetKind;
	ref: string;
	name: string;
}

export type SurveyState = "draft" | "open" | "closed";
export type Purpose = "feedback" | "needs";

export interface SurveyLine {
	id: string;
	agency: Agency;
	title: string;
	about: string;
	purpose: Purpose;
	anonymous: boolean;
	state: SurveyState;
	closesAt: number | null;
	revision: number;
	version: { id: string; number: number };
	asked: number | null;
	answered: number | null;	/* null: fewer than five, if any */
}

export interface Survey extends SurveyLine {
	form: Form;
	targets: Target[];
}

export interface SurveyPage {
	surveys: SurveyLine[];
	page: number;
	pages: number;
	total: number;
}

/* One's own: what somebody is asked. */
export interface MySurvey {
	id: string;
	title: string;
	about: string;
	anonymous: boolean;
	closesAt: number | null;
	done: boolean;
	why: { kind: TargetKind; name: string };
}

export interface AskedSurvey extends MySurvey {
	state: SurveyState;
	version: { id: string; number: number };
	form: Form;
}

/* What came of it; the same for a module's, an event's and an organiser's. */
export interface ResultLine {
	id: string;
	kind: Question["kind"];
	answers: number | null;
	counts: Record<string, number> | null;
	mean: number | null;
	texts?: string[];
}

/* A unit or a batch that all of them have in common. */
export interface Group {
	id: string;
	name: string;
	programme: string;
	answers: number | null;
	lines: ResultLine[];
}

export interface VersionResults {
	id: string;
	number: number;
	title: string | null;	/* where a version has several surveys */
	form: Form;
	answers: number | null;
	waiting: boolean;
	lines: ResultLine[];
	units: Group[];
	batches: Group[];
}

export interface Results {
	least: number;
	versions: VersionResults[];
}

/* Who answered what, of a survey that bears names. */
export interface NamedAnswers {
	person: { id: string; name: string };
	unit: string | null;
	batch: string | null;
	at: number;
	answers: Record<string, number | string | string[]>;
}

export interface NamedPage {
	version: string;
	names: NamedAnswers[];
	next: string | null;
}

export const surveyPath = (id: string): string =>
	`/api/v1/surveys/${encodeURIComponent(id)}`;
