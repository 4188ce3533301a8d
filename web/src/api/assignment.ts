/* Assignments, their teams, and the discussion of a batch, as the server tells. */
import { headers, problemOf } from "./client";
import type { Batch, StepState } from "./programme";

export interface RubricLine {
	text: string;
	points: number;
}

/* What a step asks for, as its programme keeps it. */
export interface AssignmentSetting {
	brief?: string;
	rubric?: RubricLine[];
	team?: boolean;
	files?: number;
	late?: boolean;
	pass?: number;	/* percent */
}

export interface DiscussionSetting {
	brief?: string;
	posts?: number;
}

export interface HandedFile {
	place: number;
	name: string;
	bytes: number;
}

export interface Submission {
	id: string;
	number: number;
	state: "draft" | "handed" | "returned" | "marked";
	words: string;
	revision: number;
	updatedAt: number;
	handedAt: number | null;
	by: string;
	files: HandedFile[];
	marks: number[] | null;
	points: number | null;
	most: number | null;
	comment: string;
	marker: string | null;
	markedAt: number | null;
	passed: boolean;
}

export interface Asked {
	briefHtml: string;
	rubric: RubricLine[];
	most: number;
	pass: number;
	team: boolean;
	late: boolean;
	files: number;
}

interface Part {
	batch: Batch;
	activity: { id: string; title: string; about: string;
		mustPass: boolean };
	state: StepState;
	dueAt: number;
	member: boolean;
	moderator: boolean;
}

export interface Assignment extends Part, Asked {
	refusal: string | null;
	myTeam: { id: string; name: string; people: string[] } | null;
	submissions: Submission[];	/* the newest first */
}

export interface WaitingLine {
	id: string;
	owner: string;
	team: boolean;
	title: string;
	batch: string;
	programme: string;
	number: number;
	handedAt: number;
}

export interface Waiting {
	waiting: WaitingLine[];
	total: number;
	page: number;
	pages: number;
}

export interface Handed extends Asked {
	submission: Submission;
	batch: Batch;
	activity: { id: string; title: string; mustPass: boolean };
	owner: string;
	people: string[];
	earlier: Submission[];
}

export interface Teams {
	batch: Batch;
	title: string;
	teams: { id: string; name: string; handed: boolean }[];
	people: { id: string; name: string; team: string | null }[];
}

export interface Post {
	id: string;
	person: string | null;
	words: string | null;	/* null: hidden from who asks */
	mine: boolean;
	at: number;
	changedAt: number | null;
	hidden: boolean;
	why: string | null;
	mendUntil: number | null;
	answers: Post[] | null;
}

export interface Discussion extends Part {
	briefHtml: string;
	wanted: number;
	own: number;
	total: number;
	page: number;
	pages: number;
	closed: boolean;
	posts: Post[];
}

/* The discussion, or null when it is the one that `tag` names. */
export async function readDiscussion(path: string, tag: string):
		Promise<{ data: Discussion; tag: string } | null> {
	const response = await fetch(path, {
		credentials: "same-origin", cache: "no-store",
		headers: { ...headers(), ...(tag && { "If-None-Match": tag }) },
	});

	if (response.status === 304)
		return null;
	if (!response.ok)
		throw problemOf(response.status,
			await response.json().catch(() => null),
			response.headers.get("Retry-After"));
	return { data: await response.json() as Discussion,
		tag: response.headers.get("ETag") ?? "" };
}
