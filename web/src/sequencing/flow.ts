/*
 * Walking the tree in order: SN pseudo code SB.2.1 (flow tree traversal),
 * SB.2.2 (flow activity traversal) and SB.2.3 (flow). The exceptions are the
 * book's own codes.
 */

import type { Activity, ActivityTree } from "./activity";
import { lastOf } from "./activity";
import { isBarred, isSkipped } from "./conditions";

export type Direction = "forward" | "backward";

interface Step {
	next: Activity | null;
	direction: Direction;
	exception?: string;
	/** The walk went past the last activity. */
	over?: boolean;
}

export interface Flow {
	activity: Activity;
	deliverable: boolean;
	exception?: string;
	over?: boolean;
}

function stop(direction: Direction, exception: string): Step {
	return { next: null, direction, exception };
}

function sibling(activity: Activity, by: number): Activity | undefined {
	const list = activity.parent ? activity.parent.available : [];

	return list[list.indexOf(activity) + by];
}

/** SB.2.1. */
function traverse(tree: ActivityTree, from: Activity, towards: Direction,
	children: boolean, before: Direction | null): Step {
	let activity = from, direction = towards, reversed = false;
	const parent = activity.parent;

	if (before === "backward" && parent &&
	    lastOf(parent.available) === activity) {
		direction = "backward";
		activity = parent.available[0]!;
		reversed = true;
	}
	return direction === "forward" ? forward(tree, activity, children)
		: backward(tree, activity, children, reversed);
}

function forward(tree: ActivityTree, activity: Activity,
	children: boolean): Step {
	if (tree.isLast(activity) || (!activity.parent && !children))
		return { next: null, direction: "forward", over: true };
	if (activity.leaf || !children) {
		const next = sibling(activity, 1);

		return next ? { next, direction: "forward" }
			: traverse(tree, activity.parent!, "forward", false, null);
	}
	return activity.available.length > 0
		? { next: activity.available[0]!, direction: "forward" }
		: stop("forward", "SB.2.1-2");
}

function backward(tree: ActivityTree, activity: Activity,
	children: boolean, reversed: boolean): Step {
	if (!activity.parent)
		return stop("backward", "SB.2.1-3");
	if (activity.leaf || !children) {
		if (!reversed && activity.parent.rules.control.forwardOnly)
			return stop("backward", "SB.2.1-4");
		const next = sibling(activity, -1);
		return next ? { next, direction: "backward" }
			: traverse(tree, activity.parent, "backward", false, null);
	}
	if (activity.available.length === 0)
		return stop("backward", "SB.2.1-2");
	return activity.rules.control.forwardOnly
		? { next: activity.available[0]!, direction: "forward" }
		: { next: lastOf(activity.available)!, direction: "backward" };
}

/** SB.2.2. */
function settle(tree: ActivityTree, activity: Activity,
	direction: Direction, before: Direction | null): Flow {
	if (!activity.parent || !activity.parent.rules.control.flow)
		return { activity, deliverable: false, exception: "SB.2.2-1" };
	if (isSkipped(tree, activity)) {
		const step = traverse(tree, activity, direction, false, before);

		if (!step.next)
			return { activity, deliverable: false,
				exception: step.exception, over: step.over };
		return before === "backward" && step.direction === "backward"
			? settle(tree, step.next, step.direction, null)
			: settle(tree, step.next, direction, before);
	}
	if (isBarred(tree, activity))
		return { activity, deliverable: false, exception: "SB.2.2-2" };
	return activity.leaf ? { activity, deliverable: true }
		: enter(tree, activity, direction);
}

function enter(tree: ActivityTree, activity: Activity,
	direction: Direction): Flow {
	const step = traverse(tree, activity, direction, true, null);

	if (!step.next)
		return { activity, deliverable: false, exception: step.exception,
			over: step.over };
	return direction === "backward" && step.direction === "forward"
		? settle(tree, step.next, "forward", "backward")
		: settle(tree, step.next, direction, null);
}

/** SB.2.3: what is delivered, going `direction` from `from`. */
export function flow(tree: ActivityTree, from: Activity,
	direction: Direction, children: boolean): Flow {
	const step = traverse(tree, from, direction, children, null);

	if (!step.next)
		return { activity: from, deliverable: false,
			exception: step.exception, over: step.over };
	return settle(tree, step.next, direction, null);
}
