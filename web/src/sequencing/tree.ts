/*
 * A learner's way through a module: which unit is next, which may be chosen,
 * and what the module is worth by its units.
 *
 * One Sequencer stands for one attempt. Its state goes with each Item and comes
 * back in RunState, so that the page and the frame each can have one.
 */

import type { Completion, FlatMap, RunFields, RunState, Score, SharedDatum,
	Success, Tree, UnitObjective } from "../runtime/types";
import { real } from "../runtime/text";
import { ActivityTree } from "./activity";
import type { Activity, Known } from "./activity";
import { isBarred, isHidden } from "./conditions";
import { Sequencing } from "./process";
import type { Request } from "./process";
import { rollUp } from "./rollup";
import { copy, restore, save } from "./saved";
import type { Saved } from "./saved";

export type { Request } from "./process";

export interface Outcome {
	/** Key of the activity to launch now. */
	deliver: string | null;
	/** The learner has left the module. */
	over: boolean;
	/** The code of the SN book's pseudo code for why nothing happened. */
	exception: string | null;
}

/** An activity as the outline shows it. */
export interface Entry {
	key: string;
	/** Neither isvisible="false" nor hidden by a rule. */
	visible: boolean;
	/** Choosing it now would deliver something. */
	enabled: boolean;
	current: boolean;
	completion: Completion;
	success: Success;
}

export interface Summary {
	completion: Completion;
	success: Success;
	score: Score | null;
	progressMeasure: number | null;
}

export interface SequencerOptions {
	/** [0, 1), for selecting and shuffling; Math.random when absent. */
	random?: () => number;
}

export class Sequencer {
	private readonly tree: ActivityTree;
	private readonly process: Sequencing;

	constructor(private readonly root: Tree, saved?: unknown,
		private readonly options: SequencerOptions = {}) {
		this.tree = new ActivityTree(root);
		restore(this.tree, saved);
		this.process = new Sequencing(this.tree,
			options.random || Math.random);
		this.process.arrangeAll();
	}

	/** Key of the activity the learner is at. */
	get current(): string | null {
		return this.tree.current ? this.tree.current.node.key : null;
	}

	/** JSON for the `activity` of an Item. */
	state(): Saved {
		return save(this.tree);
	}

	request(request: Request, target?: string): Outcome {
		const to = target === undefined ? null
			: this.tree.find(target) || null;
		const result = this.process.request(request, to);

		return { ...result,
			deliver: result.deliver ? result.deliver.node.key : null };
	}

	/**
	 * Where to go on when the module is opened: where it was left, be it
	 * suspended or by a lost tab, else its beginning.
	 */
	open(): Outcome {
		const { tree } = this;

		if (tree.current && (tree.current.active || tree.current.suspended))
			this.request("suspendAll");
		tree.current = null;
		if (tree.suspended && tree.suspended.leaf)
			return this.request("resumeAll");
		const begun = this.request("start");
		return begun.deliver === null ? this.chooseFirst() || begun : begun;
	}

	/* Without flow nothing begins by itself: the first that may be chosen. */
	private chooseFirst(): Outcome | null {
		const first = this.tree.all.find(a => a.leaf &&
			a.node.visible !== false && this.valid("choice", a.node.key));

		return first ? this.request("choice", first.node.key) : null;
	}

	/** The learner was brought to `key` whatever the rules say. */
	enter(key: string): boolean {
		const activity = this.tree.find(key);

		if (!activity || !activity.leaf)
			return false;
		if (this.tree.current === activity && activity.active)
			return true;
		if (this.tree.current && this.tree.current.active)
			this.request("exit");
		this.process.deliver(activity);
		return true;
	}

	/** What the current unit's run-time handed over. */
	record(fields: RunFields): void {
		const activity = this.tree.current;

		if (!activity || !activity.leaf)
			return;
		if (fields.nav && /^abandon/.test(fields.nav.request))
			this.tree.forget(activity); /* as if it had not been */
		else if (activity.rules.tracked)
			track(this.tree, activity, fields);
		this.recordData(fields.cmi);
		if (fields.ended)
			activity.suspended = fields.exit === "suspend";
		rollUp(this.tree, activity);
	}

	private recordData(cmi: FlatMap): void {
		for (let i = 0; i < 1000; i++) {
			const at = "adl.data." + String(i);
			const id = cmi[at + ".id"];
			const value = cmi[at + ".store"];

			if (id === undefined)
				return;
			if (value !== undefined)
				this.tree.data.set(id, value);
		}
	}

	/** Where a unit that has ended wants to go; null: the learner says. */
	after(fields: RunFields): Outcome | null {
		if (!fields.ended)
			return null;
		if (fields.nav)
			return this.request(fields.nav.request, fields.nav.target);
		return fields.exit === "logout" || fields.exit === "time-out"
			? this.request("exitAll") : null;
	}

	/** Whether the request would lead somewhere; nothing is changed. */
	valid(request: Request, target?: string): boolean {
		const { deliver, over, exception } = this.trial()
			.request(request, target);

		return exception === null && (deliver !== null || over);
	}

	private trial(): Sequencer {
		return new Sequencer(this.root, copy(this.tree), this.options);
	}

	/** For RuntimeHooks.navValid. */
	navValid(request: string, target?: string): boolean | "unknown" {
		if ((request === "choice" || request === "jump") &&
		    (target === undefined || !this.tree.find(target)))
			return "unknown";
		return this.valid(request as Request, target);
	}

	/** Whether the manifest hides this control of the platform's now. */
	hides(control: string): boolean {
		const at = this.tree.current;

		return at !== null && at.rules.hideLmsUi.includes(control);
	}

	outline(): Entry[] {
		const trial = this.trial();
		const elsewhere = trial.process.leave();
		const enabled = (a: Activity) => this.process.mayAsk(a) &&
			!isBarred(this.tree, a) && (elsewhere ||
			trial.process.wouldDeliver(trial.tree.all[a.order]!));

		return this.tree.all.map(a => ({ key: a.node.key,
			visible: this.visible(a), enabled: enabled(a),
			current: a === this.tree.current,
			completion: this.completion(a), success: this.success(a) }));
	}

	private visible(activity: Activity): boolean {
		return activity.node.visible !== false &&
			!activity.path().some(p => isHidden(this.tree, p) ||
				(p.parent !== null && !p.parent.available.includes(p)));
	}

	private completion(activity: Activity): Completion {
		const completed = this.tree.completed(activity);

		if (completed !== null)
			return completed ? "completed" : "incomplete";
		return activity.attempts > 0 ? "incomplete" : "not attempted";
	}

	private success(activity: Activity): Success {
		const judged = this.tree.all.some(a => a.judged &&
			a.isWithin(activity));
		const satisfied = judged ? this.tree.satisfied(activity) : null;

		return satisfied === null ? "unknown"
			: satisfied ? "passed" : "failed";
	}

	/** What the whole module is worth by its units. */
	summary(): Summary {
		const { root } = this.tree;
		const of = (part: "measure" | "raw" | "min" | "max" | "progress") =>
			this.tree.get(root, 0, part);
		const scaled = of("measure");
		const raw = root.leaf ? of("raw") : null;

		return { completion: this.completion(root),
			success: this.success(root), progressMeasure: of("progress"),
			score: scaled === null && raw === null ? null : { scaled, raw,
				min: root.leaf ? of("min") : null,
				max: root.leaf ? of("max") : null } };
	}

	/** `state` with what other units left for this one: objectives, data. */
	prepare(state: RunState): RunState {
		const activity = this.tree.find(state.unit.key);

		if (!activity || !activity.node.sequencing)
			return state;
		return { ...state, shared: this.shared(activity, state),
			unit: { ...state.unit, objectives: this.objectives(activity) } };
	}

	private objectives(activity: Activity): UnitObjective[] {
		return activity.rules.objectives.map((rules, i) => {
			const get = <K extends keyof Known>(part: K) =>
				this.tree.get(activity, i, part);

			return { id: rules.id, primary: i === 0,
				satisfiedByMeasure: rules.satisfiedByMeasure,
				minNormalizedMeasure: rules.minNormalizedMeasure,
				known: { satisfied: this.tree.satisfied(activity, i),
					measure: get("measure"), completed: get("completed"),
					progressMeasure: get("progress"), raw: get("raw"),
					min: get("min"), max: get("max") } };
		});
	}

	private shared(activity: Activity, state: RunState): SharedDatum[] {
		const given = Array.isArray(state.shared) ? state.shared : [];

		return activity.rules.data.map(map => {
			const stored = given.find(d => d.id === map.id);
			const value = this.tree.data.get(map.id);

			return { ...map, value: value !== undefined ? value
				: stored ? stored.value : null };
		});
	}
}

function setKnown(tree: ActivityTree, activity: Activity, which: number,
	known: Partial<Known>): void {
	for (const part of Object.keys(known) as (keyof Known)[])
		tree.set(activity, which, part, known[part] as null);
}

function yes(value: string | undefined, word: string, no: string[]) {
	return value === word ? true
		: value !== undefined && no.includes(value) ? false : null;
}

/** RTE 4.2 to SN 4.2: what a unit says becomes what is tracked. */
function track(tree: ActivityTree, activity: Activity, fields: RunFields) {
	const score = fields.score;

	activity.judged = fields.success !== "unknown" ||
		(score !== null && (score.scaled !== null || score.raw !== null));
	activity.saidCompletion = "cmi.completion_status" in fields.cmi;
	activity.saidSuccess = "cmi.success_status" in fields.cmi;
	trackObjectives(tree, activity, fields.cmi);
	const own: Partial<Known> = {
		completed: yes(fields.completion, "completed",
			["incomplete", "not attempted"]),
		progress: fields.progressMeasure,
		measure: score ? score.scaled : null,
		satisfied: yes(fields.success, "passed", ["failed"]),
		raw: score ? score.raw : null, min: score ? score.min : null,
		max: score ? score.max : null };
	const named = tracksPrimary(activity, fields.cmi);

	for (const part of Object.keys(own) as (keyof Known)[])
		if (own[part] !== null || !named)
			tree.set(activity, 0, part, own[part] as null);
	unsetUnknown(tree, activity, 0, "cmi.", fields.cmi);
}

function unsetUnknown(tree: ActivityTree, activity: Activity, which: number,
	at: string, cmi: FlatMap): void {
	const { rules } = activity;
	const byMeasure = rules.objectives[which]!.satisfiedByMeasure;

	if (cmi[at + "success_status"] === "unknown" && !byMeasure)
		tree.unset(activity, which, "satisfied");
	if (cmi[at + "completion_status"] === "unknown" &&
	    (which > 0 || !rules.completedByMeasure))
		tree.unset(activity, which, "completed");
}

/* The unit may speak of its primary objective by name alone. */
function tracksPrimary(activity: Activity, cmi: FlatMap): boolean {
	const id = activity.rules.objectives[0]!.id;

	return id !== "" && Object.keys(cmi).some(name => cmi[name] === id &&
		/^cmi\.objectives\.\d+\.id$/.test(name));
}

function trackObjectives(tree: ActivityTree, activity: Activity,
	cmi: FlatMap): void {
	for (let i = 0; i < 1000; i++) {
		const at = "cmi.objectives." + String(i) + ".";
		const id = cmi[at + "id"];
		const number = (leaf: string) => {
			const text = cmi[at + leaf];

			return text === undefined ? null : real(text);
		};

		if (id === undefined)
			return;
		const which = id ? tree.objective(activity, id) : -1;
		if (which < 0)
			continue;
		setKnown(tree, activity, which, {
			satisfied: yes(cmi[at + "success_status"], "passed", ["failed"]),
			completed: yes(cmi[at + "completion_status"], "completed",
				["incomplete", "not attempted"]),
			progress: number("progress_measure"),
			raw: number("score.raw"), min: number("score.min"),
			max: number("score.max"), measure: number("score.scaled") });
		unsetUnknown(tree, activity, which, at, cmi);
		if (which === 0 && cmi[at + "success_status"] !== undefined)
			activity.saidSuccess = true;
		if (which === 0 && cmi[at + "completion_status"] !== undefined)
			activity.saidCompletion = true;
	}
}
