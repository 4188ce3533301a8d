/*
 * What the server sends and takes, as it stands on the wire. Times are ms
 * since 1970; ids are opaque; sizes are bytes.
 */
import type { Tree } from "../runtime/types";
import type { Task, VersionChange } from "./revision";

export type Role = "learner" | "author" | "host" | "organiser" |
	"supervisor" | "leader" | "admin";

export const ROLES: readonly Role[] =
	["learner", "author", "host", "organiser", "supervisor",
		"leader", "admin"];

export interface Agency {
	id: string;
	name: string;
}

export type AgencyKind = "agency" | "partner";

export interface AgencyRow extends Agency {
	kind: AgencyKind;
	helpText: string;
	figuresPublic: boolean;
	logo: string | null;	/* its address */
	people: number;
}

export type PersonState = "active" | "waiting" | "disabled";

export interface MailServer {
	host: string;
	port: number;
	security: "none" | "starttls" | "tls";
	login: string;
	hasPassword: boolean;	/* which itself is never told */
	sender: string;
	verifiedAt: number | null;
}

export interface Mail {
	server: MailServer | null;
	waiting: number;
	sent: number;
	failed: number;
	lastError: string | null;
}

/* The first steps of an installation. */
export interface Setup {
	dismissed: boolean;
	address: string | null;
	addressFixed: boolean;	/* by --url: not to be changed here */
	agency: string;	/* the installation's own: its id */
	steps: Record<"agency" | "address" | "mail" | "people" | "module",
		boolean>;
}

/* A one-time code, told once. */
export interface Code {
	person: { id: string; name: string; email: string | null };
	loginMasked: string;
	code: string;
	url: string;
	mailed: boolean;
	qr: { size: number; path: string };
}

export interface Codes {
	codes: Code[];
	skipped: { id: string; name: string }[];	/* disabled */
	expiresAt: number;
}

export type EmployeeKind = "" | "pns" | "cpns" | "pppk" | "pppk-part" | "other";

export const EMPLOYEE_KINDS: readonly EmployeeKind[] =
	["", "pns", "cpns", "pppk", "pppk-part", "other"];

export interface Person {
	id: string;
	name: string;
	login: string;
	email: string | null;
	nip: string | null;	/* masked: "19900101 ****** * 001" */
	roles: Role[];
	agency: Agency;
	mustSetPassword: boolean;
	guest?: boolean;	/* in by a personal link, without an account */
	privacyDue: boolean;	/* the notice was not read yet */
	disabled?: boolean;	/* to administrators */
	state?: PersonState;
	kind?: EmployeeKind;
	unit?: Agency | null;	/* where they work now, and as what */
	job?: Agency | null;
	warnings?: { code: string; message: string }[];	/* of the NIP */
	activation?: {
		createdAt: number;
		expiresAt: number;
		usedAt: number | null;
	} | null;
}

export interface SignedIn {
	secret: string;
	person: Person;
}

/* The password was right, and a code is asked for besides. */
export interface CodeAsked {
	needs: "code";
	ticket: string;
}

export interface SessionRow {
	id: string;
	current: boolean;
	createdAt: number;
	seenAt: number;
	expiresAt: number;
	userAgent: string;
	address: string;
}

export interface DemoPerson {
	login: string;
	password: string;
	name: string;
	roles: Role[];
}

export interface About {
	name: string;
	version: string;
	contentUrl: string;
	figures: boolean;	/* some agency shows its own to everybody */
	mail: boolean;	/* links for forgotten passwords can be sent */
	agency: { name: string; helpText: string; logo: string | null };
	demo?: DemoPerson[];
}

export type Standard = "scorm12" | "scorm2004-2" | "scorm2004-3" |
	"scorm2004-4" | "cmi5" | "tincan" | "cc-1.0" | "cc-1.1" | "cc-1.2" |
	"cc-1.3" | "html" | "file" | "balai";

export type Completion =
	"not attempted" | "incomplete" | "completed" | "unknown";
export type Success = "passed" | "failed" | "unknown";

export interface Score {
	scaled: number | null;	/* -1..1 */
	raw: number | null;
	min: number | null;
	max: number | null;
}

export type ModuleState = "published" | "draft" | "closed";

export interface Mine {
	completion: Completion;
	success: Success;
	score: Score | null;
	lastAt: number;
	unitsDone: number;
	attempt: string;
}

/* What authors say of a module; null: not said. */
export type ModuleField =
	"it" | "public-service" | "leadership" | "finance" | "other";

export const MODULE_FIELDS: readonly ModuleField[] =
	["it", "public-service", "leadership", "finance", "other"];

export interface Picture {
	url: string;
	alt: string;
	bytes: number;
}

export interface Described {
	title: string;
	description: string;
	field: ModuleField | null;
	jp: number | null;
	minutes: number | null;
	contact: string | null;
	legalBasis: string | null;
	reviewBy: string | null;	/* "2027-01-31" */
	picture: Picture | null;
}

export interface Module extends Described {
	id: string;
	agency: Agency;
	version: {
		id: string;
		number: number;
		standard: Standard;
		bytes: number;
		units: number;
	};
	createdAt: number;
	updatedAt: number;
	state: ModuleState;
	withdrawn?: { at: number; reason: string } | null;
	mine: Mine | null;
	allowPopups?: boolean;	/* to administrators */
	allowHosts?: string[];
}

export interface ModulePage {
	modules: Module[];
	page: number;
	pages: number;
	total: number;
	counts: Counts;
}

/* How many modules each other choice would leave. */
export interface Counts {
	field: Record<string, number>;
	state: Record<string, number>;
	jp: Record<string, number>;
	length: Record<string, number>;
	mine: Record<string, number>;
	new: number;
}

export type UnitKind =
	"sco" | "asset" | "au" | "page" | "link" | "file" | "folder" |
	"pdf" | "video" | "audio" | "image" |
	"lesson" | "quiz" | "case" | "survey" | "plan" | "tool";

export interface Progress {
	module: { id: string; title: string };
	version: number;
	attempt: string;
	unit: { id: string; key: string; title: string };
	completion: Completion;
	success: Success;
	score: Score | null;
	progressMeasure: number | null;
	timeMs: number;
	updatedAt: number;
	savedAt: number;
	source: "package" | "server";
}

export interface Node {
	id: string | null;	/* null: a folder */
	key: string;
	title: string;
	kind: UnitKind;
	launchable: boolean;
	held?: boolean;		/* by the module's own order; the player says so */
	visible: boolean;
	bytes: number;
	children: Node[];
	progress: Progress | null;
	url?: string;
}

/* One fault of a module of our own format; line 0: the file as a whole. */
export interface FaultDetail {
	file: string;
	line: number;
	warning?: boolean;	/* it alone would not have refused the module */
	message: string;
}

export interface Warning {
	code: string;
	message: string;
	file: string | null;
	count: number;
	details?: FaultDetail[];
}

export interface Report {
	standard: Standard;
	title: string;
	bytes: number;
	packedBytes: number;
	files: number;
	units: number;
	warnings: Warning[];
	hosts: string[];
}

export interface ModuleDetail extends Module {
	/* The number of another version that one may begin anew with. */
	newer?: number | null;
	newerChange?: VersionChange | null;	/* what that one changed, and why */
	outline: Node[];
	/* Where the package has an order of its own: its rules, and how far. */
	tree?: Tree;
	activity?: unknown;
	report?: Report;
	change?: VersionChange | null;	/* what this version changed, and why */
	changes?: Change[];	/* to editors: what waits for approval */
	createdBy: { name: string | null };	/* null: by the command line */
}

export type MyModule = Module & {
	resume: { unit: { id: string; title: string; bytes: number } } | null;
};

export interface Import {
	id: string;
	state: "receiving" | "waiting" | "reading" | "storing" | "done" |
		"failed";
	name: string;
	bytes: number;
	entries: number;
	createdAt: number;
	report: Report | null;
	error: {
		code: string;
		message: string;
		file: string | null;
		details: FaultDetail[];
	} | null;
	module: string | null;
	version: string | null;
	versionNumber?: number;
	moduleTitle?: string;
}

export interface PeoplePage {
	people: Person[];
	page: number;
	pages: number;
	total: number;
}

/* Of a module's description: null and 0 are "" and 0 here. A picture is named by
   its blob. */
export interface Change {
	field: "title" | "description" | "field" | "jp" | "minutes" | "contact" |
		"legalBasis" | "reviewBy" | "pictureAlt" | "picture";
	from: string | number;
	to: string | number;
}

/* A request that a version be published, or the description be changed. */
export interface Approval {
	id: string;
	module: string;
	version: string;
	number: number;
	minor: boolean;
	words: string;
	state: "waiting" | "approved" | "returned" | "recalled";
	askedBy: string;
	askedAt: number;
	decidedBy: string | null;
	decidedAt: number;
	answer: string;
	changes: Change[];	/* empty: the version is to be published */
	/* What learners are to read of it, and the tasks it mends. */
	changed: string;
	why: string;
	revisions: string[];
}

export type ApprovalRow = Approval & { title: string; agency: string };

export interface VersionRow {
	id: string;
	number: number;
	standard: Standard;
	title: string;
	bytes: number;
	units: number;
	createdAt: number;
	createdBy: string | null;	/* null: by the command line */
	current: boolean;
	sameUnits: boolean;	/* as the current one: it may be minor */
	minor: boolean;
	stopped: boolean;
	learners: number;
	inFlight: number;
	approval: Approval | null;
	askedByMe: boolean;
	change: VersionChange | null;
}

export interface Versions {
	module: string;
	title: string;
	state: ModuleState;
	publishing: "never" | "alone" | "asking";
	partner: boolean;
	liftable: boolean;
	withdrawnWhy: string | null;
	withdrawnAt: number;
	versions: VersionRow[];
	changes: Approval | null;	/* of the description, waiting */
	changesByMe: boolean;
	revisions: Task[];	/* those that are open */
}

/* The disk that the data lies on. */
export interface Room {
	state: "fine" | "low" | "full";
	free: number;
	all: number;
}

export interface StorageVersion {
	id: string;
	number: number;
	bytes: number;
	own: number;	/* of them, what no other version has */
	files: number;
	createdAt: number;
	attempts: number;
	kept: "" | "current" | "attempts" | "asked";
}

export interface StorageModule {
	id: string;
	title: string;
	state: string;
	agency: string;
	bytes: number;
	versions: StorageVersion[];
}

export interface Storage {
	room: Room;
	blobs: number;
	database: number;
	uploads: number;
	removable: number;
	modules: StorageModule[];
}

export interface Removal {
	freed: number;	/* 0: within the hour */
	before: Room;
	room: Room;
}

export interface ModuleEvent {
	id: string;
	kind: "imported" | "published" | "minor" | "asked" | "approved" |
		"returned" | "recalled" | "closed" | "opened" | "withdrawn" |
		"lifted" | "removed" | "waived" | "described" | "changeAsked" |
		"changeReturned" | "changeRecalled" | "picture" | "captioned" |
		"uncaptioned" | "exported" | "shared" | "sharedAll" | "unshared";
	words: string;
	changes: Change[];
	at: number;
	version: number;	/* 0: of none */
	by: string | null;	/* null: by the command line */
}

export interface Learners {
	learners: {
		id: string;
		name: string;
		agency: string;
		version: number;
		completion: Completion;
		success: Success;
		unitsDone: number;
		lastAt: number;
		waivable: boolean;	/* some unit of cmi5 may be */
	}[];
	stuck: { key: string; title: string; learners: number }[];
	stuckLeast: number;
	moves: { name: string | null; from: number; to: number; at: number }[];
	waivers: {
		name: string | null;	/* null: of another agency */
		title: string;
		reason: WaiveReason;
		by: string;
		at: number;
	}[];
}

/* A smaller form of a video or a recording. */
export interface MediaForm {
	name: "240p" | "audio";
	state: "waiting" | "making" | "done" | "needless" | "failed";
	reason: "" | "damaged" | "slow" | "crashed";
	bytes: number;
	at: number;
}

/* What a module of one video or recording has besides its file. */
export interface MediaDesk {
	version: string;
	kind: "video" | "audio";
	bytes: number;		/* of the original */
	changeable: boolean;	/* its captions, by who asks */
	converter: boolean;	/* is ffmpeg there? */
	captions: { lang: string; bytes: number; cues: number; at: number }[];
	/* Captions of a version before, in languages that this one lacks. */
	earlier: { number: number; langs: string[] } | null;
	forms: MediaForm[];
}

/* Why a unit need not be done, in the words of cmi5. */
export type WaiveReason = "Tested Out" | "Equivalent AU" |
	"Equivalent Outside Activity" | "Administrative";

/* One learner, unit by unit. */
export interface LearnerUnits {
	person: { id: string; name: string };
	version: number;
	units: {
		id: string;
		key: string;
		title: string;
		completion: Completion;
		success: Success;
		waived: boolean;
		waivable: boolean;
	}[];
}

/* An upload that is not complete yet. */
export interface Pending {
	id: string;
	name: string;
	bytes: number;
	offset: number;
	target: string | null;	/* a new version of this module */
	createdAt: number;
	expiresAt: number;
	metadata: Record<string, string | undefined>;
}

/** A mistake that a learner reported. */
export interface ErrorReport {
	id: string;
	module: { id: string; title: string };
	version: number;
	unit: { id: string; title: string };
	/** "" when one may not know. */
	by: string;
	kind: "fact" | "law" | "typo" | "picture" | "other";
	text: string;
	at: number;
	state: "open" | "done" | "declined";
	answer: string;
	answeredBy: string;
	answeredAt: number;
}

/** A lesson, or a module as a whole, that is to be reviewed. */
export interface Due {
	module: { id: string; title: string };
	version: number;
	unit: { id: string; title: string } | null;
	reviewBy: string;
	confidence: "" | "seen" | "general" | "unsure";
	overdue: boolean;
}

export interface Duties {
	due: Due[];
	dueMore: boolean;
	reports: ErrorReport[];
	more: boolean;
}

/** A {{name}} of lessons, and what it stands for in an agency. */
export interface AgencyToken {
	name: string;
	label: string;
	/** Where the agency says nothing. */
	otherwise: string;
	value: string | null;
	/** At most 20 of the `uses`. */
	modules: { id: string; title: string }[];
	uses: number;
}

export interface AgencyTokens {
	agency: { id: string; name: string };
	tokens: AgencyToken[];
}
