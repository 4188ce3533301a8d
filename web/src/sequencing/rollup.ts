/*
 * What clusters are worth by their children: SN pseudo code RB.1.1 to RB.1.5.
 */

import type { Activity, ActivityTree, Tri } from "./activity";
import { applies, isSkipped } from "./conditions";
import type { RollupRule } from "./rules";

/**
 * The mean by weight. The book counts what has no value as well; where no
 * manifest gives weights, a lesson without a score does not lower the quiz's.
 */
function weighted(children: Activity[], weight: (a: Activity) => number,
	value: (a: Activity) => number | null): number | null {
	let sum = 0, weights = 0, any = false;

	for (const child of children) {
		const v = value(child);

		if (v === null && !child.node.sequencing)
			continue;
		weights += weight(child);
		if (v !== null) {
			sum += v * weight(child);
			any = true;
		}
	}
	return any && weights > 0 ? sum / weights : null;
}

/** RB.1.1: the measure and the progress of a cluster. */
function rollupMeasure(tree: ActivityTree, activity: Activity): void {
	const children = activity.available.filter(c => c.rules.tracked);

	tree.set(activity, 0, "measure", weighted(children,
		c => c.rules.measureWeight, c => tree.get(c, 0, "measure")));
	tree.set(activity, 0, "progress", weighted(children,
		c => c.rules.progressWeight, c => tree.get(c, 0, "progress")));
}

/** RB.1.4.2: whether the child counts for this action. */
function counts(tree: ActivityTree, child: Activity, action: string) {
	const objective = action === "satisfied" || action === "notSatisfied";

	if (objective ? !child.rules.rollupSatisfied
		: !child.rules.rollupCompletion)
		return false;
	switch (child.rules.requiredFor[action]) {
	case "ifNotSuspended":
		return child.attempts > 0 && !child.suspended;
	case "ifAttempted":
		return child.attempts > 0;
	case "ifNotSkipped":
		return !isSkipped(tree, child);
	}
	return true;
}

function enough(rule: RollupRule, results: Tri[]): boolean {
	const held = results.filter(r => r === true).length;

	switch (rule.childActivitySet) {
	case "all": return held === results.length;
	case "any": return held > 0;
	case "none": return results.every(r => r === false);
	case "atLeastCount": return held >= rule.minimumCount;
	case "atLeastPercent":
		return held / results.length >= rule.minimumPercent;
	}
	return false;
}

/** RB.1.4: whether one of the rules for this action applies. */
function ruleApplies(tree: ActivityTree, activity: Activity,
	rules: RollupRule[], action: string): boolean {
	const written = rules === activity.rules.rollup;

	return rules.filter(r => r.action === action).some(rule => {
		const results = activity.available
			.filter(c => c.rules.tracked && counts(tree, c, action))
			.map(c => applies(tree, c, rule));

		/* "All" of no children holds, but for a rule that nobody wrote. */
		return (results.length > 0 || written) && enough(rule, results);
	});
}

function always(action: string, condition: string): RollupRule {
	return { action, combination: "any", childActivitySet: "all",
		minimumCount: 0, minimumPercent: 0, conditions: [{ condition,
			not: false, objective: null, measure: 0 }] };
}

/* What holds when the manifest has no rule for it (RB.1.2.b, RB.1.3.b). */
const SATISFIED = [always("notSatisfied", "objectiveStatusKnown"),
	always("satisfied", "satisfied")];
const COMPLETED = [always("incomplete", "activityProgressKnown"),
	always("completed", "completed")];

function decide(tree: ActivityTree, activity: Activity, no: string,
	yes: string, otherwise: RollupRule[]): Tri {
	const own = activity.rules.rollup.some(r =>
		r.action === no || r.action === yes);
	const rules = own ? activity.rules.rollup : otherwise;

	if (ruleApplies(tree, activity, rules, yes))
		return true;
	return ruleApplies(tree, activity, rules, no) ? false : null;
}

/** RB.1.2. */
function rollupObjective(tree: ActivityTree, activity: Activity): void {
	if (activity.rules.objectives[0]!.satisfiedByMeasure)
		return; /* set() of the measure has done it */
	const satisfied = decide(tree, activity, "notSatisfied", "satisfied",
		SATISFIED);
	if (satisfied !== null)
		tree.set(activity, 0, "satisfied", satisfied);
}

/** RB.1.3. */
function rollupProgress(tree: ActivityTree, activity: Activity): void {
	if (activity.rules.completedByMeasure) {
		const progress = tree.get(activity, 0, "progress");

		tree.set(activity, 0, "completed", progress === null ? null
			: progress >= activity.rules.minProgress);
		return;
	}
	const completed = decide(tree, activity, "incomplete", "completed",
		COMPLETED);
	if (completed !== null)
		tree.set(activity, 0, "completed", completed);
}

function rollupCluster(tree: ActivityTree, activity: Activity): void {
	if (!activity.rules.tracked)
		return;
	rollupMeasure(tree, activity);
	rollupObjective(tree, activity);
	rollupProgress(tree, activity);
}

/** Clusters whose children see an objective that others write. */
function readers(tree: ActivityTree): Activity[] {
	return tree.all.filter(a => a.children.some(c =>
		c.rules.objectives.some(o => o.maps.some(m => m.read.size > 0))));
}

/**
 * RB.1.5, from an activity to the root; and, since a shared objective may
 * have changed, for the clusters that see one elsewhere.
 */
export function rollUp(tree: ActivityTree, from: Activity): void {
	const due = new Set<Activity>();
	const add = (activity: Activity) => {
		for (const a of activity.path())
			if (!a.leaf)
				due.add(a);
	};

	add(from);
	readers(tree).forEach(add);
	tree.rolling = true;
	Array.from(due).sort((a, b) => b.order - a.order)
		.forEach(a => rollupCluster(tree, a));
	tree.rolling = false;
}
