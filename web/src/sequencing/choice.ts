/*
 * Whether the learner may go to an activity by name: SN pseudo code SB.2.4
 * (choice activity traversal) and the checks of SB.2.9 (choice).
 */

import type { Activity, ActivityTree } from "./activity";
import { isHidden, stopsForward } from "./conditions";
import type { Direction } from "./flow";

/** SB.2.4: the exception when one may not pass it. */
function blocked(tree: ActivityTree, activity: Activity,
	direction: Direction): string | null {
	if (direction === "forward")
		return stopsForward(tree, activity) ? "SB.2.4-1" : null;
	if (!activity.parent)
		return "SB.2.4-3";
	return activity.parent.rules.control.forwardOnly ? "SB.2.4-2" : null;
}

function firstBlocked(tree: ActivityTree, path: Activity[],
	direction: Direction): string | null {
	for (const activity of path) {
		const exception = blocked(tree, activity, direction);

		if (exception)
			return exception;
	}
	return null;
}

/** On the way to it nothing is hidden or left out. */
function reachable(tree: ActivityTree, target: Activity): string | null {
	for (const a of target.path()) {
		if (a.parent && !a.parent.available.includes(a))
			return "SB.2.9-2";
		if (isHidden(tree, a))
			return "SB.2.9-3";
	}
	return target.parent && !target.parent.rules.control.choice
		? "SB.2.9-4" : null;
}

function between(from: Activity, to: Activity): Activity[] {
	const list = from.parent!.available;
	const [a, b] = [list.indexOf(from), list.indexOf(to)];

	return a < b ? list.slice(a, b) : list.slice(b + 1, a + 1).reverse();
}

/** From `ancestor` down to `target`, without the target. */
function down(ancestor: Activity, target: Activity): Activity[] {
	const path = target.path();

	return path.slice(path.indexOf(ancestor), -1);
}

function prevents(path: Activity[], ancestor: Activity): boolean {
	return path.some(a => !a.active && a !== ancestor &&
		a.rules.preventActivation);
}

/** SB.2.9.1 and SB.2.9.2: the activity beside, walking up where none is. */
function neighbour(activity: Activity,
	direction: Direction): Activity {
	for (let at = activity; at.parent; at = at.parent) {
		const list = at.parent.available;
		const next = list[list.indexOf(at) +
			(direction === "forward" ? 1 : -1)];

		if (next)
			return next;
	}
	return activity;
}

function constrained(current: Activity, target: Activity,
	ancestor: Activity): string | null {
	const up = current.path().reverse();
	const path = up.slice(0, up.indexOf(ancestor));

	if (path.some(a => !a.rules.control.choiceExit))
		return "SB.2.9-7";
	/* It says how far one may go from a cluster; a unit has no far. */
	const constrains = path.find(a => !a.leaf && a.rules.constrainChoice);
	if (!constrains)
		return null;
	const consider = neighbour(constrains,
		target.order > constrains.order ? "forward" : "backward");
	return target.isWithin(consider) || target.isWithin(constrains)
		? null : "SB.2.9-8";
}

function away(tree: ActivityTree, current: Activity, target: Activity,
	ancestor: Activity): string | null {
	const exception = constrained(current, target, ancestor);
	const path = down(ancestor, target);

	if (exception)
		return exception;
	if (target.order > current.order) {
		const stopped = firstBlocked(tree, path, "forward");

		if (stopped)
			return stopped;
	}
	return prevents(path, ancestor) ? "SB.2.9-6" : null;
}

/**
 * The exception for choosing `target` while `current` is the current activity,
 * or null when it may be chosen. Whether a cluster then has something to
 * deliver is for the caller.
 */
export function choiceException(tree: ActivityTree,
	current: Activity | null, target: Activity): string | null {
	const hidden = reachable(tree, target);
	const ancestor = current ? tree.ancestor(current, target) : tree.root;

	if (hidden || current === target)
		return hidden;
	if (current && current.parent && current.parent === target.parent)
		return firstBlocked(tree, between(current, target),
			target.order > current.order ? "forward" : "backward");
	if (!current || current === ancestor) {
		const path = down(ancestor, target);

		return firstBlocked(tree, path, "forward") ||
			(prevents(path, ancestor) ? "SB.2.9-6" : null);
	}
	if (target === ancestor) {
		const up = current.path().reverse();

		return up.slice(0, up.indexOf(target))
			.some(a => !a.rules.control.choiceExit) ? "SB.2.9-7" : null;
	}
	return away(tree, current, target, ancestor);
}
