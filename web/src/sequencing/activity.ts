/*
 * The activity tree and its tracking model (SCORM 2004 SN 4.2 and 4.6): what
 * is known of each activity's attempt and objectives, and of the objectives
 * that activities share.
 *
 * "Not known" is null throughout, where the book has a second status beside.
 */

import type { GlobalObjective, Tree } from "../runtime/types";
import { readRules } from "./rules";
import type { Mapped, ObjectiveRules, Rules } from "./rules";

export type Tri = boolean | null;

/** What is known of an objective by itself. */
export interface Known {
	satisfied: Tri;
	measure: number | null;
	raw: number | null;
	min: number | null;
	max: number | null;
	completed: Tri;
	progress: number | null;
}

export function nothingKnown(): Known {
	return { satisfied: null, measure: null, raw: null, min: null,
		max: null, completed: null, progress: null };
}

/* Trials build the same tree again and again. */
const read = new WeakMap<Tree, Rules>();

function rulesOf(node: Tree): Rules {
	let rules = read.get(node);

	if (!rules)
		read.set(node, rules = readRules(node));
	return rules;
}

export class Activity {
	readonly rules: Rules;
	readonly children: Activity[] = [];
	/** The children that were selected, in their order. */
	available: Activity[] = [];
	active = false;
	suspended = false;
	attempts = 0;
	/** Of each objective, the primary first: local, of this attempt. */
	known: Known[];
	/**
	 * What is known is of an attempt on the parent that is over, and the
	 * parent counts its own attempt only (SN 3.2.5).
	 */
	staleObjective = false;
	staleProgress = false;
	/** The unit itself has said whether it is passed, or a score. */
	judged = false;
	/** It has spoken of its completion, its success, be it "unknown". */
	saidCompletion = false;
	saidSuccess = false;
	/** Selected or put in order already, where that is done once. */
	arranged = false;

	constructor(readonly node: Tree, readonly parent: Activity | null,
		/** Position in a preorder walk of the whole tree. */
		readonly order: number) {
		this.rules = rulesOf(node);
		this.known = this.rules.objectives.map(nothingKnown);
	}

	get leaf(): boolean {
		return this.children.length === 0;
	}

	/** From the root to this, both included. */
	path(): Activity[] {
		const out: Activity[] = [];

		for (let at: Activity | null = this; at; at = at.parent)
			out.unshift(at);
		return out;
	}

	isWithin(ancestor: Activity): boolean {
		for (let at: Activity | null = this; at; at = at.parent)
			if (at === ancestor)
				return true;
		return false;
	}
}

/** Objectives that activities share, by id. */
export type Globals = Map<string, Known>;

export class ActivityTree {
	readonly root: Activity;
	readonly all: Activity[] = [];
	readonly globals: Globals = new Map();
	/** Shared data of SCORM 2004 4th edition, by id. */
	readonly data = new Map<string, string>();
	current: Activity | null = null;
	suspended: Activity | null = null;
	/** While rolling up, what is stale is not known. */
	rolling = false;
	private readonly byKey = new Map<string, Activity>();

	constructor(tree: Tree) {
		this.root = this.grow(tree, null, 0);
	}

	private grow(node: Tree, parent: Activity | null, depth: number) {
		const activity = new Activity(node, parent, this.all.length);

		this.all.push(activity);
		if (!this.byKey.has(node.key))
			this.byKey.set(node.key, activity);
		/* Manifests are no deeper; recursion stays bounded all the same. */
		for (const child of depth < 100 ? node.children || [] : [])
			activity.children.push(this.grow(child, activity, depth + 1));
		activity.available = activity.children.slice();
		return activity;
	}

	find(key: string): Activity | undefined {
		return this.byKey.get(key);
	}

	/** The nearest that both are within. */
	ancestor(a: Activity, b: Activity): Activity {
		let at = a;

		while (!b.isWithin(at) && at.parent)
			at = at.parent;
		return at;
	}

	/** Whether it is the last there is, walking forward. */
	isLast(activity: Activity): boolean {
		for (let at = activity; at.parent; at = at.parent)
			if (lastOf(at.parent.available) !== at)
				return false;
		return activity.leaf || activity.available.length === 0;
	}

	private global(id: string): Known {
		let known = this.globals.get(id);

		if (!known)
			this.globals.set(id, known = nothingKnown());
		return known;
	}

	/** Which of an activity's objectives; "" and null are the primary one. */
	objective(activity: Activity, id: string | null): number {
		const at = id ? activity.rules.objectives
			.findIndex(o => o.id === id) : 0;

		return at;
	}

	/**
	 * A part of an objective as others see it: with a map that reads it, what
	 * is at the shared objective; what is known here counts no more.
	 */
	get<K extends Mapped>(activity: Activity, which: number, part: K):
		Known[K] {
		const rules = activity.rules.objectives[which];
		const known = activity.known[which];

		if (!rules || !known)
			return nothingKnown()[part];
		for (const map of rules.maps)
			if (map.read.has(part)) {
				const shared = this.globals.get(map.target);

				if ((shared && shared[part] !== null) || part === "satisfied")
					return (shared || nothingKnown())[part];
			}
		return this.rolling && isStale(activity, part)
			? nothingKnown()[part] : known[part];
	}

	/** Satisfied, by its measure where the manifest says so. */
	satisfied(activity: Activity, which = 0): Tri {
		const rules = activity.rules.objectives[which];

		if (!rules || !rules.satisfiedByMeasure)
			return this.get(activity, which, "satisfied");
		const measure = this.get(activity, which, "measure");
		if (measure === null)
			return null;
		if (!activity.leaf && activity.active &&
		    !activity.rules.measureSatisfactionIfActive)
			return null;
		return measure >= rules.minNormalizedMeasure;
	}

	/** Completed, by its progress where the manifest says so. */
	completed(activity: Activity): Tri {
		if (!activity.rules.completedByMeasure)
			return this.get(activity, 0, "completed");
		const progress = this.get(activity, 0, "progress");
		return progress === null ? null
			: progress >= activity.rules.minProgress;
	}

	set<K extends Mapped>(activity: Activity, which: number, part: K,
		value: Known[K]): void {
		const rules = activity.rules.objectives[which];

		if (!rules)
			return;
		activity.known[which]![part] = value;
		if (part === "progress" || part === "completed")
			activity.staleProgress = false;
		else
			activity.staleObjective = false;
		this.share(rules, part, value);
		if (part === "progress" && which === 0 && value !== null &&
		    activity.rules.completedByMeasure)
			this.set(activity, 0, "completed",
				(value as number) >= activity.rules.minProgress);
		if (part === "measure" && rules.satisfiedByMeasure)
			this.set(activity, which, "satisfied", value === null ? null
				: (value as number) >= rules.minNormalizedMeasure);
	}

	/** The unit said "unknown": that goes to the shared objectives too. */
	unset(activity: Activity, which: number, part: "satisfied" | "completed") {
		const rules = activity.rules.objectives[which];

		if (!rules)
			return;
		activity.known[which]![part] = null;
		for (const map of rules.maps)
			if (map.write.has(part))
				this.global(map.target)[part] = null;
	}

	private share<K extends Mapped>(rules: ObjectiveRules, part: K,
		value: Known[K]): void {
		if (value === null)
			return;
		for (const map of rules.maps)
			if (map.write.has(part))
				this.global(map.target)[part] = value;
	}

	/** Forget the attempt: a new one begins. */
	forget(activity: Activity): void {
		activity.known = activity.rules.objectives.map(nothingKnown);
		activity.staleObjective = activity.staleProgress = false;
		activity.saidCompletion = activity.saidSuccess = false;
		for (const child of activity.children)
			this.outdate(child, activity.rules.useCurrentObjective,
				activity.rules.useCurrentProgress);
	}

	private outdate(activity: Activity, objective: boolean,
		progress: boolean): void {
		activity.staleObjective = activity.staleObjective || objective;
		activity.staleProgress = activity.staleProgress || progress;
		for (const child of activity.children)
			this.outdate(child,
				objective && activity.rules.useCurrentObjective,
				progress && activity.rules.useCurrentProgress);
	}

	globalObjectives(): { [id: string]: GlobalObjective } {
		const out: { [id: string]: GlobalObjective } = {};

		this.globals.forEach((known, id) => {
			if (id !== "__proto__")
				out[id] = { satisfied: known.satisfied,
					measure: known.measure, completed: known.completed,
					progressMeasure: known.progress, raw: known.raw,
					min: known.min, max: known.max };
		});
		return out;
	}
}

function isStale(activity: Activity, part: Mapped): boolean {
	return part === "completed" || part === "progress"
		? activity.staleProgress : activity.staleObjective;
}

export function lastOf<T>(list: T[]): T | undefined {
	return list[list.length - 1];
}
