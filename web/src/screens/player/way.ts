/*
 * The learner's way through the module's units: by the manifest's rules where
 * there is an activity tree, else in the order of the outline.
 *
 * The frame tracks what the unit says and sends the tree's state with each
 * item; here it is only asked where a request would lead.
 */
import type { Node } from "../../api/types";
import type { Item, Tree } from "../../runtime/types";
import { Sequencer, type Entry } from "../../sequencing";
import { openable } from "../../text/names";
import type { Launch } from "./launch";

export type Move = "continue" | "previous";

export interface Way {
	/** The unit's id, or null when the request leads nowhere. */
	to(request: Move): string | null;
	/** Where a unit that has ended wants to go by itself. */
	after(item: Item): string | null;
	/** The outline, with what may be chosen now. */
	outline(nodes: Node[]): Node[];
}

/** Of a unit that is opened alone. */
export const nowhere: Way = {
	to: () => null, after: () => null, outline: () => [],
};

function plain(nodes: Node[], here: string): Way {
	const units = openable(nodes);
	const i = units.findIndex((u) => u.id === here);
	const at = (n: number) => i < 0 ? null : units[n]?.id ?? null;

	return {
		to: (request) => at(request === "continue" ? i + 1 : i - 1),
		after: (item) => item.nav?.request === "continue" ? at(i + 1)
			: item.nav?.request === "previous" ? at(i - 1) : null,
		outline: (all) => all,
	};
}

function sequenced(launch: Launch, last: Item | null): Way {
	const { tree, unit, state } = launch;
	const standing = last?.activity ?? state.activity;
	const now = () => {
		const s = new Sequencer(tree!, standing);

		s.enter(unit.key);
		return s;
	};
	const ids = new Map<string, string>();
	const gather = (node: NonNullable<Launch["tree"]>): void => {
		if (node.unit)
			ids.set(node.key, node.unit);
		node.children.forEach(gather);
	};
	const id = (key: string | null | undefined) =>
		key ? ids.get(key) ?? null : null;

	gather(tree!);
	return {
		to: (request) => {
			const s = now();
			return s.hides(request) ? null : id(s.request(request).deliver);
		},
		after: (item) => {
			const s = new Sequencer(tree!, item.activity);
			return id(s.after(item)?.deliver);
		},
		outline: (nodes) => {
			const entries = new Map(now().outline()
				.map((e) => [e.key, e] as const));
			return nodes.map((node) => allowed(node, entries));
		},
	};
}

function allowed(node: Node, entries: Map<string, Entry>): Node {
	const entry = entries.get(node.key);
	const held = node.launchable && !!entry &&
		!entry.enabled && !entry.current;

	return {
		...node,
		visible: entry ? entry.visible : node.visible,
		launchable: node.launchable && !held,
		held,
		children: node.children.map((child) => allowed(child, entries)),
	};
}

/* Where there is no lesson open: what may be chosen, and what comes first. */
export interface Standing {
	outline: Node[];
	/** The unit's id; null: the rules open nothing now. */
	next: string | null;
}

/*
 * The module's page, before any unit is opened. Null when the tree cannot be
 * read: then the outline stands as it is.
 */
export function standingOf(
	tree: Tree,
	activity: unknown,
	nodes: Node[],
): Standing | null {
	try {
		const entries = new Map(new Sequencer(tree, activity).outline()
			.map((e) => [e.key, { ...e, current: false }] as const));
		const key = new Sequencer(tree, activity).open().deliver;

		return {
			outline: nodes.map((node) => allowed(node, entries)),
			next: openable(nodes).find((u) => u.key === key)?.id ?? null,
		};
	} catch {
		return null;
	}
}

/* A tree that cannot be read leaves the plain order. */
export function wayOf(
	launch: Launch | null,
	nodes: Node[],
	last: Item | null,
): Way {
	const order = plain(nodes, launch?.unit.id ?? "");

	if (!launch?.tree || !launch.standard.startsWith("scorm"))
		return order;
	const rules = sequenced(launch, last);
	const safe = <T>(ask: () => T, otherwise: () => T): T => {
		try {
			return ask();
		} catch {
			return otherwise();
		}
	};
	return {
		to: (request) => safe(() => rules.to(request),
			() => order.to(request)),
		after: (item) => safe(() => rules.after(item),
			() => order.after(item)),
		outline: (all) => safe(() => rules.outline(all), () => all),
	};
}
