/*
 * What the night counts of a module, what that hints at, what is to be mended
 * because of it, and what came of it (server/README.md).
 */

export type HintKind = "lesson_left" | "time_long" | "time_short" |
	"item_hard" | "item_easy" | "item_weak" | "item_choice" |
	"not_applicable" | "improve_lesson" | "reports" | "followup_low";

/* Numbers, and names of lessons and questions: server/domain/hint.h. */
export type Facts = Record<string, unknown>;

export interface HintPlace {
	unit: { ident: string; title: string } | null;
	question: { ident: string; text: string } | null;
	facts: Facts;
}

export interface Hint extends HintPlace {
	id: string;
	kind: HintKind;
	module: { id: string; title: string };
	version: number;
	weight: number;
	state: "open" | "accepted" | "dismissed" | "gone";
	firstAt: number;
	at: number;
	decidedBy: string | null;
	decidedAt: number | null;
	words: string;
}

export interface Hints {
	hints: Hint[];
	more: boolean;
	countedAt: number | null;	/* null: never yet */
	least: number;
}

export interface Task {
	id: string;
	module: { id: string; title: string };
	cause: "hint" | "regulation" | "need" | "other";
	hint: (HintPlace & { id: string; kind: HintKind }) | null;
	need: { id: string; title: string } | null;
	regulation: string;
	words: string;
	state: "open" | "done" | "dropped";
	from: number | null;	/* the version it was found in */
	version: number | null;	/* that mends it */
	openedBy: string | null;
	openedAt: number;
	closedBy: string | null;
	closedAt: number | null;
	outcome: string;
}

export interface Tasks {
	revisions: Task[];
	page: number;
	more: boolean;
}

/* What learners read of a version. */
export interface VersionChange {
	changed: string;
	why: string;
	at: number;
}

export type Measure = "left" | "time" | "facility" | "discrimination" |
	"notApplicable" | "improve" | "notApplied" | "completed";

export interface EffectSide {
	version: number;
	n: number;
	value: number | null;	/* null: of too few */
}

export interface Effect {
	revision: Task;
	measure: Measure;
	early: boolean;
	before: EffectSide | null;
	after: EffectSide[];
}

export interface Effects {
	module: { id: string; title: string };
	least: number;
	effects: Effect[];
}
