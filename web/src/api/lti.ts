/* What the server says of launches from other LMSs, and of where grades went. */
import type { Lang } from "../text";
import type { GradeSitting, LearnerUnit } from "./gradebook";
import type { QuizInfo, Sitting } from "./quiz";
import type { Completion, Success } from "./types";

export interface LtiLaunch {
	id: string;
	kind: "link" | "choice" | "review";
	role: "learner" | "instructor" | "test";
	module: { id: string; title: string } | null;
	/** The ident of the one unit that is opened; null: the module. */
	unit: string | null;
	/** "" or absolute. */
	returnUrl: string | null;
	platform: { name: string };
	/** They have an account here, and it is known. */
	joined: boolean;
	context: { title: string } | null;
	/** A line item is known there. */
	grades: boolean;
	settings: ChoiceSettings | null;
	locale: string | null;
	/** Of a place in a course. */
	link?: string | null;
}

/** Deep linking: what the course takes. */
export interface ChoiceSettings {
	accept_multiple?: boolean;
	accept_lineitem?: boolean;
	title?: string;
	text?: string;
}

export function langOf(locale: string | null): Lang | null {
	return /^en\b/i.test(locale ?? "") ? "en"
		: /^(id|in|ms)\b/i.test(locale ?? "") ? "id" : null;
}

/** Kept: it arrived, and a teacher's score stays in force there. */
export type GradeState = "waiting" | "sent" | "attention" | "kept";

export interface LtiGrade {
	id: string;
	person: { id: string; name: string };
	/** A share of 1; null: progress only. */
	scaled: number | null;
	/** What a teacher set there, as far as it is known. */
	found: number | null;
	activity: string;
	grading: string;
	state: GradeState;
	code: string | null;
	sentence: string | null;
	advice: string | null;
	/** In the other LMS's own words. */
	said: string | null;
	sentAt: number | null;
	updatedAt: number;
	attempts: number;
	nextAt: number | null;
}

export interface LtiGrades {
	grades: LtiGrade[];
	/** Sent: with those that are kept. */
	counts: Record<"waiting" | "sent" | "attention", number>;
	page: number;
	pages: number;
	total: number;
}

/** A review: one learner's work at one link. */
export interface LtiReview {
	person: { id: string; name: string };
	/** It is the reader's. */
	own: boolean;
	module: { id: string; title: string };
	unit: string | null;
	attempts: LtiReviewAttempt[];
	grade: LtiGrade | null;
}

export interface LtiReviewAttempt {
	number: number;
	completion: Completion;
	success: Success;
	score: number | null;
	beganAt: number;
	lastAt: number;
	units: LtiReviewUnit[];
}

export type LtiReviewUnit = Omit<LearnerUnit, "sittings" | "leave"> & {
	sittings: Omit<GradeSitting, "version" | "lateMs" | "marks">[];
};

/** A sitting of it, with where the files of its version lie. */
export type LtiReviewSitting = Sitting & {
	filesToken: string;
	feedback: QuizInfo["feedback"];
};

export interface LtiMember {
	name: string | null;
	role: string;
	status: string;
	person: string | null;
	begun: boolean;
	completed: boolean;
}

export interface LtiRoster {
	members: LtiMember[];
	at: number | null;
}

export interface LtiChoiceUnit {
	ident: string;
	title: string;
	kind: string;
	scored?: boolean;
}

export interface LtiChoice {
	id: string;
	title: string;
	description?: string;
	units: LtiChoiceUnit[];
	scored?: boolean;
}

export interface LtiChoices {
	modules: LtiChoice[];
	page: number;
	pages: number;
	total: number;
}

/** What is posted to the course by a form of the browser. */
export interface LtiChosen {
	returnUrl: string;
	jwt: string;
}

/** Whom a link would join. */
export interface LtiJoining {
	platform: string;
	course: string;
	name: string;
}

/** A user of another LMS who is this account. */
export interface LtiAccount {
	id: string;
	platform: string;
	joinedAt: number | null;
}
