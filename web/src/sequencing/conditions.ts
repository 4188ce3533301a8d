/*
 * Whether a rule applies: SN pseudo code UP.1 (limit conditions), UP.2 and
 * UP.2.1 (sequencing rules), UP.5 (check activity). A condition on what is not
 * known is not known, and "not" leaves it so.
 */

import type { Activity, ActivityTree, Tri } from "./activity";
import { prerequisitesMet } from "./prerequisites";
import type { Condition, Rule } from "./rules";

/** A limit on time is not kept here but by the unit itself. */
function limitExceeded(activity: Activity): boolean {
	const limit = activity.rules.attemptLimit;

	return activity.rules.tracked && limit !== null &&
		activity.attempts >= limit;
}

/** UP.1: only what would begin another attempt is held to its limit. */
function beyondLimit(activity: Activity): boolean {
	return !activity.active && !activity.suspended &&
		limitExceeded(activity);
}

function compare(tree: ActivityTree, activity: Activity, c: Condition,
	which: number): Tri {
	const measure = tree.get(activity, which, "measure");

	if (measure === null)
		return null;
	return c.condition === "objectiveMeasureGreaterThan"
		? measure > c.measure : measure < c.measure;
}

/** One condition, without its "not". */
function holds(tree: ActivityTree, activity: Activity, c: Condition): Tri {
	const which = tree.objective(activity, c.objective);

	if (c.condition === "always" || c.condition === "never")
		return c.condition === "always";
	if (!activity.rules.tracked)
		return null;
	switch (c.condition) {
	case "satisfied": return tree.satisfied(activity, which);
	case "objectiveStatusKnown":
		return tree.satisfied(activity, which) !== null;
	case "objectiveMeasureKnown":
		return tree.get(activity, which, "measure") !== null;
	case "objectiveMeasureGreaterThan": case "objectiveMeasureLessThan":
		return compare(tree, activity, c, which);
	case "completed": return tree.completed(activity);
	case "activityProgressKnown":
		return tree.completed(activity) !== null;
	case "attempted": return activity.attempts > 0;
	case "attemptLimitExceeded": return limitExceeded(activity);
	}
	return null;
}

/** All the conditions of a rule together. */
export function applies(tree: ActivityTree, activity: Activity,
	rule: Rule): Tri {
	const results = rule.conditions.map(c => {
		const held = holds(tree, activity, c);

		return held === null ? null : held !== c.not;
	});

	if (results.length === 0)
		return null;
	const decisive = rule.combination === "any";
	if (results.includes(decisive))
		return decisive;
	return results.includes(null) ? null : !decisive;
}

/** UP.2: the action of the first of these rules that applies. */
export function firstAction(tree: ActivityTree, activity: Activity,
	rules: Rule[], ...actions: string[]): string | null {
	for (const rule of rules)
		if (actions.includes(rule.action) &&
		    applies(tree, activity, rule) === true)
			return rule.action;
	return null;
}

export function isSkipped(tree: ActivityTree, activity: Activity): boolean {
	return firstAction(tree, activity, activity.rules.pre, "skip") !== null;
}

export function isHidden(tree: ActivityTree, activity: Activity): boolean {
	return firstAction(tree, activity, activity.rules.pre,
		"hiddenFromChoice") !== null;
}

export function stopsForward(tree: ActivityTree, activity: Activity) {
	return firstAction(tree, activity, activity.rules.pre,
		"stopForwardTraversal") !== null;
}

/** UP.5, and SCORM 1.2's prerequisites: true when it may not be delivered. */
export function isBarred(tree: ActivityTree, activity: Activity): boolean {
	return firstAction(tree, activity, activity.rules.pre,
		"disabled") !== null || beyondLimit(activity) ||
		!prerequisitesMet(tree, activity);
}
