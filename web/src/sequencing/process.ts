/*
 * The sequencing loop (SN pseudo code): OP.1 with navigation NB.2.1,
 * termination TB.2.1 to TB.2.3, the sequencing requests SB.2.5 to SB.2.13,
 * delivery DB.1.1 and DB.2, ending attempts UP.3 and UP.4, and selecting and
 * ordering children SR.1 and SR.2.
 */

import type { NavRequest } from "../runtime/types";
import type { Activity, ActivityTree } from "./activity";
import { choiceException } from "./choice";
import { firstAction, isBarred } from "./conditions";
import { flow } from "./flow";
import type { Flow } from "./flow";
import { rollUp } from "./rollup";

export type Request = NavRequest | "start" | "resumeAll";

/** Of a whole request. Exactly one of the first two, or an exception. */
export interface Result {
	deliver: Activity | null;
	/** The learner has left the module. */
	over: boolean;
	exception: string | null;
}

type Wanted = "start" | "resumeAll" | "continue" | "previous" | "choice" |
	"retry" | "exit" | "jump";
type Ending = "exit" | "exitAll" | "suspendAll" | "abandon" | "abandonAll";

interface Navigation {
	ending: Ending | null;
	wanted: Wanted | null;
	target: Activity | null;
}

class Exception extends Error {
	constructor(readonly code: string) {
		super(code);
	}
}

function caught(run: () => void): boolean {
	try {
		run();
		return false;
	} catch (e) {
		if (!(e instanceof Exception))
			throw e;
		return true;
	}
}

export class Sequencing {
	constructor(readonly tree: ActivityTree,
		private readonly random: () => number) {}

	/** OP.1. On an exception the learner stays where the book leaves her. */
	request(request: Request, target: Activity | null): Result {
		try {
			return this.loop(this.navigation(request, target));
		} catch (e) {
			if (!(e instanceof Exception))
				throw e;
			return { deliver: null, over: false, exception: e.code };
		}
	}

	private loop(nav: Navigation): Result {
		let wanted = nav.wanted;

		if (nav.ending) {
			const after = this.terminate(nav.ending);

			if (after)
				wanted = after;
		}
		if (!wanted)
			return { deliver: null, over: false, exception: null };
		const found = this.sequence(wanted, nav.target);
		if (!found)
			return { deliver: null, over: this.tree.current === null,
				exception: null };
		this.checkDelivery(found);
		this.deliver(found);
		return { deliver: found, over: false, exception: null };
	}

	/** NB.2.1. */
	private navigation(request: Request, target: Activity | null) {
		const current = this.tree.current;
		const go = (wanted: Wanted): Navigation => ({ wanted, target,
			ending: current && current.active ? "exit" : null });
		const leave = (ending: Ending): Navigation =>
			({ ending, wanted: "exit", target: null });

		switch (request) {
		case "start":
			if (current)
				throw new Exception("NB.2.1-1");
			return { ending: null, wanted: "start" as Wanted, target };
		case "resumeAll":
			if (current)
				throw new Exception("NB.2.1-1");
			if (!this.tree.suspended)
				throw new Exception("NB.2.1-3");
			return { ending: null, wanted: "resumeAll" as Wanted, target };
		case "continue":
		case "previous":
			this.checkFlow(request);
			return go(request);
		case "choice":
			this.checkChoice(target);
			return go("choice");
		case "jump":
			if (!target || (target.parent &&
			    !target.parent.available.includes(target)))
				throw new Exception("NB.2.1-11");
			return go("jump");
		}
		if (!current)
			throw new Exception("NB.2.1-2");
		if (request === "exit" || request === "abandon")
			if (!current.active)
				throw new Exception("NB.2.1-12");
		return leave(request);
	}

	private checkFlow(request: "continue" | "previous"): void {
		const current = this.tree.current;

		if (!current)
			throw new Exception("NB.2.1-2");
		if (!current.parent || !current.parent.rules.control.flow)
			throw new Exception("NB.2.1-4");
		if (request === "previous" &&
		    current.parent.rules.control.forwardOnly)
			throw new Exception("NB.2.1-5");
	}

	/** Whether NB.2.1 lets this be chosen; nothing is changed. */
	mayAsk(target: Activity): boolean {
		return !caught(() => this.checkChoice(target));
	}

	/**
	 * Leave the current activity as a choice would. True when the rules then
	 * lead elsewhere, whatever is chosen.
	 */
	leave(): boolean {
		const current = this.tree.current;
		let elsewhere = false;

		if (current && current.active)
			caught(() => { elsewhere = this.exit() !== null; });
		return elsewhere;
	}

	/** After leave(): whether the choice would be delivered. */
	wouldDeliver(target: Activity): boolean {
		const tree = this.tree;

		if (choiceException(tree, tree.current, target))
			return false;
		const found = target.leaf ? { activity: target, deliverable: true }
			: flow(tree, target, "forward", true);
		return found.deliverable &&
			!caught(() => this.checkDelivery(found.activity));
	}

	private checkChoice(target: Activity | null): void {
		const current = this.tree.current;

		if (!target)
			throw new Exception("NB.2.1-11");
		if (target.parent && !target.parent.rules.control.choice)
			throw new Exception("NB.2.1-10");
		if (!current)
			return;
		const ancestor = this.tree.ancestor(current, target);
		for (const a of current.path().reverse()) {
			if (a === ancestor)
				break;
			if (a.active && !a.rules.control.choiceExit)
				throw new Exception("NB.2.1-8");
		}
	}

	/** TB.2.3: what is wanted next instead, if the rules say. */
	private terminate(ending: Ending): Wanted | null {
		if (!this.tree.current)
			throw new Exception("TB.2.3-1");
		switch (ending) {
		case "exit":
			return this.exit();
		case "exitAll":
			return this.exitAll(null);
		case "suspendAll":
			this.suspendAll();
			return "exit";
		case "abandon":
			this.tree.current.active = false;
			return null;
		case "abandonAll":
			for (const a of this.tree.current.path())
				a.active = false;
			this.tree.current = this.tree.root;
			return "exit";
		}
	}

	private exit(): Wanted | null {
		this.endAttempt(this.tree.current!);
		this.exitRules();
		for (;;) {
			const current = this.tree.current!;
			const action = current.suspended ? null : firstAction(this.tree,
				current, current.rules.post, "exitParent", "exitAll",
				"retry", "retryAll", "continue", "previous");

			if (action === "exitAll" || action === "retryAll")
				return this.exitAll(action === "retryAll" ? "retry" : null);
			if (action === "exitParent") {
				if (!current.parent)
					throw new Exception("TB.2.3-4");
				this.tree.current = current.parent;
				this.endAttempt(current.parent);
				continue;
			}
			if (!current.parent && action !== "retry")
				return "exit";
			return action as Wanted | null;
		}
	}

	private exitAll(wanted: Wanted | null): Wanted {
		const current = this.tree.current!;

		if (current.active)
			this.endAttempt(current);
		this.endDescendants(this.tree.root);
		this.endAttempt(this.tree.root);
		this.tree.current = this.tree.root;
		return wanted || "exit";
	}

	/** TB.2.1. */
	private exitRules(): void {
		const current = this.tree.current!;

		for (const a of current.path().slice(0, -1))
			if (firstAction(this.tree, a, a.rules.exit, "exit")) {
				this.endDescendants(a);
				this.endAttempt(a);
				this.tree.current = a;
				return;
			}
	}

	private suspendAll(): void {
		const tree = this.tree;
		const current = tree.current!;

		if (current.active || current.suspended) {
			rollUp(tree, current);
			tree.suspended = current;
		} else if (current.parent)
			tree.suspended = current.parent;
		else
			throw new Exception("TB.2.3-3");
		for (const a of tree.suspended.path()) {
			a.active = false;
			a.suspended = true;
		}
		tree.current = tree.root;
	}

	/** UP.3. */
	private endDescendants(activity: Activity): void {
		const current = this.tree.current;

		if (!current)
			return;
		const ancestor = this.tree.ancestor(current, activity);
		for (const a of current.path().reverse().slice(1)) {
			if (a === ancestor)
				break;
			this.endAttempt(a);
		}
	}

	/** UP.4. */
	private endAttempt(activity: Activity): void {
		if (activity.leaf)
			this.assume(activity);
		else
			activity.suspended = activity.children.some(c => c.suspended);
		activity.active = false;
		rollUp(this.tree, activity);
		if (!activity.suspended && !activity.leaf)
			this.arrange(activity, "onEachNewAttempt");
	}

	/** A unit that says nothing has done what it is there for. */
	private assume(activity: Activity): void {
		const { tracked, completionByContent, objectiveByContent } =
			activity.rules;
		const known = activity.known[0]!;

		if (!tracked || activity.suspended || !activity.active)
			return;
		if (!completionByContent && !activity.saidCompletion &&
		    known.completed === null)
			this.tree.set(activity, 0, "completed", true);
		if (!objectiveByContent && !activity.saidSuccess &&
		    known.satisfied === null &&
		    this.tree.satisfied(activity) === null)
			this.tree.set(activity, 0, "satisfied", true);
	}

	/** SB.2.12: what to deliver; null when the request only left. */
	private sequence(wanted: Wanted, target: Activity | null) {
		const tree = this.tree;
		const current = tree.current;

		switch (wanted) {
		case "start":
			return tree.root.leaf ? tree.root
				: this.flowing(flow(tree, tree.root, "forward", true));
		case "resumeAll":
			return tree.suspended;
		case "continue":
		case "previous":
			if (!current!.parent || !current!.parent.rules.control.flow)
				throw new Exception(wanted === "continue" ? "SB.2.7-2"
					: "SB.2.8-2");
			return this.flowing(flow(tree, current!,
				wanted === "continue" ? "forward" : "backward", false));
		case "choice":
			return this.choose(target!);
		case "retry":
			return this.retry();
		case "jump":
			return target;
		case "exit":
			if (current!.active)
				throw new Exception("SB.2.11-2");
			if (!current!.parent)
				tree.current = null;
			return null;
		}
	}

	/** What a flow found; going past the end leaves the module. */
	private flowing(result: Flow): Activity | null {
		if (result.deliverable)
			return result.activity;
		if (!result.over)
			throw new Exception(result.exception || "SB.2.3");
		if (this.tree.current) {
			this.endDescendants(this.tree.root);
			this.endAttempt(this.tree.root);
			this.tree.current = null;
		}
		return null;
	}

	private retry(): Activity | null {
		const current = this.tree.current!;

		if (current.active || current.suspended)
			throw new Exception("SB.2.10-2");
		return current.leaf ? current
			: this.flowing(flow(this.tree, current, "forward", true));
	}

	/** SB.2.9. */
	private choose(target: Activity): Activity {
		const tree = this.tree;
		const exception = choiceException(tree, tree.current, target);

		if (exception)
			throw new Exception(exception);
		if (target.leaf)
			return target;
		const result = flow(tree, target, "forward", true);
		if (result.deliverable)
			return result.activity;
		if (tree.current) {
			const ancestor = tree.ancestor(tree.current, target);

			this.endDescendants(ancestor);
			this.endAttempt(ancestor);
			tree.current = target;
		}
		throw new Exception("SB.2.9-9");
	}

	/** DB.1.1. */
	private checkDelivery(activity: Activity): void {
		if (!activity.leaf)
			throw new Exception("DB.1.1-1");
		if (activity.path().some(a => isBarred(this.tree, a)))
			throw new Exception("DB.1.1-3");
	}

	/** DB.2, with DB.2.1 for what had been suspended elsewhere. */
	deliver(activity: Activity): void {
		const tree = this.tree;

		if (tree.suspended && tree.suspended !== activity)
			this.clearSuspended(activity);
		this.endDescendants(activity);
		for (const a of activity.path())
			if (!a.active)
				this.beginAttempt(a);
		tree.current = activity;
		tree.suspended = null;
	}

	private beginAttempt(activity: Activity): void {
		if (activity.rules.tracked) {
			if (activity.suspended)
				activity.suspended = false;
			else {
				activity.attempts++;
				this.tree.forget(activity);
			}
		}
		activity.active = true;
	}

	private clearSuspended(activity: Activity): void {
		const suspended = this.tree.suspended!;
		const ancestor = this.tree.ancestor(activity, suspended);

		for (const a of suspended.path().reverse()) {
			if (a === ancestor)
				break;
			a.suspended = !a.leaf && a.children.some(c => c.suspended);
		}
	}

	/** SR.1 and SR.2 for every cluster, when a session begins. */
	arrangeAll(): void {
		for (const a of this.tree.all)
			if (!a.leaf && !a.arranged && !a.active && !a.suspended)
				this.arrange(a, null);
	}

	private arrange(activity: Activity, timing: string | null): void {
		const { selectionTiming, selectCount, randomizationTiming,
			reorderChildren } = activity.rules;
		const due = (t: string) => t !== "never" &&
			(timing === null || t === timing);

		activity.arranged = true;
		if (due(selectionTiming) && selectCount !== null &&
		    selectCount < activity.children.length) {
			const kept = this.shuffled(activity.children)
				.slice(0, selectCount);

			activity.available = activity.children
				.filter(c => kept.includes(c));
		}
		if (due(randomizationTiming) && reorderChildren)
			activity.available = this.shuffled(activity.available);
	}

	private shuffled(list: Activity[]): Activity[] {
		const out = list.slice();

		for (let i = out.length - 1; i > 0; i--) {
			const j = Math.min(i, Math.floor(this.random() * (i + 1)));

			[out[i], out[j]] = [out[j]!, out[i]!];
		}
		return out;
	}
}
