/*
 * What the server gives a unit's run-time, and what the run-time gives back.
 *
 * The names are those of the wire (camelCase). Everything here is plain data:
 * the modules of this folder use no DOM, no clock but the one handed in, and
 * no storage, so that they run in the player's frame and under Node alike.
 */

/** A CMI data model flattened: "cmi.interactions.0.id" -> "q1". */
export type FlatMap = { [element: string]: string };

export type Completion =
	| "not attempted" | "incomplete" | "completed" | "unknown";
export type Success = "passed" | "failed" | "unknown";
export type Exit = "" | "suspend" | "normal" | "logout" | "time-out";
export type Entry = "ab-initio" | "resume" | "";
export type Credit = "credit" | "no-credit";
export type Mode = "normal" | "browse" | "review";

/** Each part is null when the package never said it. */
export interface Score {
	scaled: number | null;
	raw: number | null;
	min: number | null;
	max: number | null;
}

/**
 * An objective of the manifest. The first one, or the one marked `primary`,
 * is the unit's own: its measure decides the unit's success (RTE 4.2.22).
 */
export interface UnitObjective {
	id: string;
	satisfiedByMeasure?: boolean;
	minNormalizedMeasure?: number | null;
	primary?: boolean;
	/** What other activities left at the objectives it is mapped to. */
	known?: GlobalObjective;
}

/** What a unit that is one file is shown by; addresses as launchHref. */
export interface UnitMedia {
	type: string;
	/** The same content in several sizes; "original" as it was uploaded. */
	forms: { name: string; href: string; bytes: number; type: string }[];
	captions: { lang: string; href: string }[];
	seconds?: number;
	width?: number;
	height?: number;
	/** Of a picture; its title when absent. */
	alt?: string;
}

export interface RunUnit {
	key: string;
	title: string;
	/** "sco", "page", "pdf" … */
	kind?: string;
	media?: UnitMedia | null;
	/** Of a plan: what may be chosen, and in how many days it is done. */
	plan?: { choices: string[]; days: number; prompt: string };
	/** Of a tool of somebody else: does a score come, and where is it shown? */
	tool?: { scored: boolean; window: boolean; passMark: number | null };
	/** Below /c/{filesToken}/, with its query. */
	launchHref: string;
	launchData?: string | null;
	/** SCORM 1.2 adlcp:masteryscore, as written in the manifest. */
	masteryScore?: number | string | null;
	/** SCORM 1.2 HHHH:MM:SS.SS; SCORM 2004 an ISO 8601 duration. */
	maxTimeAllowed?: string | null;
	timeLimitAction?: string | null;
	/** 0 to 1; only when the manifest says completedByMeasure. */
	completionThreshold?: number | null;
	/** -1 to 1; only when the manifest says satisfiedByMeasure. */
	scaledPassingScore?: number | null;
	objectives?: UnitObjective[];
}

/** An adlcp:map of the unit: one store shared among units (RTE 4.3). */
export interface SharedDatum {
	id: string;
	value?: string | null;
	/** Both are true when absent. */
	read?: boolean;
	write?: boolean;
}

/** What stands at a global objective; absent parts are not known. */
export interface GlobalObjective {
	satisfied?: boolean | null;
	measure?: number | null;
	completed?: boolean | null;
	progressMeasure?: number | null;
	raw?: number | null;
	min?: number | null;
	max?: number | null;
}

/** How the learner moves through a cluster of the activity tree. */
export interface ControlMode {
	choice?: boolean;
	flow?: boolean;
	choiceExit?: boolean;
	forwardOnly?: boolean;
}

/** A node of the activity tree, from the manifest's organization. */
export interface Tree {
	id: string;
	/** The manifest's identifier; requests name it. */
	key: string;
	title: string;
	launchable: boolean;
	/** Id of what is launched; null for a cluster. */
	unit: string | null;
	visible: boolean;
	/** SCORM 1.2: an AICC script of what must come before. */
	prerequisites?: string | null;
	controlMode?: ControlMode;
	/** The manifest's rules, read by sequencing/rules.ts. */
	sequencing?: unknown;
	children: Tree[];
}

/** What a run is preloaded with. */
export interface RunState {
	/** "scorm12", "scorm2004-2" … "scorm2004-4", "html", "file" … */
	standard: string;
	/** Ids of the attempt and the run, when the server names them here. */
	attempt?: string;
	run?: string;
	unit: RunUnit;
	learner: { id: string; name: string };
	entry: Entry;
	credit: Credit;
	mode: Mode;
	/** The map of the last Item stored for this unit, or {}. */
	cmi: FlatMap;
	globalObjectives?: { [id: string]: GlobalObjective };
	/**
	 * In the manifest's order; an object {id: SharedDatum} is read too, but a
	 * list keeps its order when ids look like numbers.
	 */
	shared?: SharedDatum[] | { [id: string]: Omit<SharedDatum, "id"> };
	/** Last stored sequence of this run; the next Item gets one more. */
	sequence: number;
	tree?: Tree | null;
	/** The `activity` of the attempt's last Item, given back. */
	activity?: unknown;
	filesToken: string;
	/** What the learner's agency calls things; a lesson's {{name}}. */
	tokens?: { [name: string]: string };
}

export type NavRequest =
	| "continue" | "previous" | "exit" | "exitAll" | "abandon"
	| "abandonAll" | "suspendAll" | "choice" | "jump";

export interface Nav {
	request: NavRequest;
	/** Key of the activity, for "choice" and "jump". */
	target?: string;
}

/** What the run-time knows at a Commit; the frame makes an Item of it. */
export interface RunFields {
	cmi: FlatMap;
	completion: Completion;
	success: Success;
	score: Score | null;
	/** 0 to 1. */
	progressMeasure: number | null;
	/** Of this session alone. */
	sessionTimeMs: number;
	location: string | null;
	exit: Exit;
	/** True once Terminate or LMSFinish succeeded. */
	ended: boolean;
	nav: Nav | null;
}

/** One queued, complete snapshot of a run. */
export interface Item extends RunFields {
	attempt: string;
	run: string;
	sequence: number;
	/** The browser's clock, ms since 1970 UTC; for people only. */
	at: number;
	kind: "cmi";
	activity: unknown;
}

export interface RuntimeHooks {
	/**
	 * Called inside Commit and Terminate. What it throws does not reach the
	 * package: Commit answers "false", Terminate ends all the same.
	 */
	commit(fields: RunFields): void;
	/** ms since 1970; Date.now when absent. */
	now?(): number;
	/**
	 * Whether a navigation request would be valid now, for
	 * adl.nav.request_valid; "unknown" when absent or when it throws.
	 */
	navValid?(request: string, target?: string): boolean | "unknown";
}

/** window.API of SCORM 1.2. */
export interface Api12 {
	LMSInitialize(parameter?: unknown): string;
	LMSFinish(parameter?: unknown): string;
	LMSGetValue(element?: unknown): string;
	LMSSetValue(element?: unknown, value?: unknown): string;
	LMSCommit(parameter?: unknown): string;
	LMSGetLastError(): string;
	LMSGetErrorString(code?: unknown): string;
	LMSGetDiagnostic(code?: unknown): string;
}

/** window.API_1484_11 of SCORM 2004. */
export interface Api2004 {
	version: string;
	Initialize(parameter?: unknown): string;
	Terminate(parameter?: unknown): string;
	GetValue(element?: unknown): string;
	SetValue(element?: unknown, value?: unknown): string;
	Commit(parameter?: unknown): string;
	GetLastError(): string;
	GetErrorString(code?: unknown): string;
	GetDiagnostic(code?: unknown): string;
}

/** No method throws, whatever it is given. */
export interface Runtime {
	/** The name the API must have on the frame's window. */
	readonly apiName: "API" | "API_1484_11";
	/** The object to expose under that name; its methods need no `this`. */
	readonly api: Api12 | Api2004;
	/** Initialize was called and Terminate not yet. */
	readonly running: boolean;
	/** Terminate succeeded. */
	readonly ended: boolean;
	/** Something was set since the last commit or snapshot. */
	readonly dirty: boolean;
	/** Everything as of now; clears `dirty`. The frame's autosave. */
	snapshot(): RunFields;
}
