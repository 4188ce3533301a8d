/* A case as a graph: which node leads where, and how far each is from the start. */
import { isBag } from "./json";

type Bag = Record<string, unknown>;

const list = (value: unknown): Bag[] =>
	Array.isArray(value) ? value.filter(isBag) : [];

/** Where a node leads, each once; "end" and "end:E1" among them. */
export function targetsOf(node: unknown): string[] {
	if (!isBag(node))
		return [];
	const all = [...list(node.choices).map((choice) => choice.to), node.to]
		.filter((to): to is string => typeof to === "string" && to !== "");

	return all.filter((to, i) => all.indexOf(to) === i);
}

export const isEnd = (to: string) => to === "end" || to.startsWith("end:");

/** Rows of nodes by their distance; ends last, and what nothing leads to. */
export function layers(nodes: Bag, start: string): string[][] {
	const depth = new Map<string, number>();
	const ends = new Set<string>();
	const queue = start in nodes ? [start] : [];

	if (queue.length)
		depth.set(start, 0);
	for (let id = queue.shift(); id !== undefined; id = queue.shift())
		for (const to of targetsOf(nodes[id]))
			if (isEnd(to))
				ends.add(to);
			else if (to in nodes && !depth.has(to)) {
				depth.set(to, depth.get(id)! + 1);
				queue.push(to);
			}
	const rows: string[][] = [];

	for (const [id, n] of depth)
		(rows[n] ??= []).push(id);
	const lost = Object.keys(nodes).filter((id) => !depth.has(id));

	return [...rows, ...(ends.size ? [[...ends]] : []),
		...(lost.length ? [lost] : [])];
}

/** "K6.a+b" of the ideal way: what is said of node K6. */
export function idealAt(ideal: string[], node: string): string {
	const found = ideal.find((one) => one.startsWith(`${node}.`));

	return found ? found.slice(node.length + 1) : "";
}

/**
 * The ideal way with another choice at a node ("" takes it away), in the order
 * in which it is walked. What is not on the way comes last.
 */
export function withIdeal(
	nodes: Bag,
	start: string,
	ideal: string[],
	node: string,
	choice: string,
): string[] {
	const said = new Map<string, string>();

	for (const one of ideal)
		said.set(one.slice(0, one.indexOf(".")), one);
	said.delete(node);
	if (choice)
		said.set(node, `${node}.${choice}`);
	const way: string[] = [];

	for (let id = start; said.has(id);) {
		const here = said.get(id)!;
		const bag: Bag = isBag(nodes[id]) ? nodes[id] as Bag : {};
		const chosen = here.slice(id.length + 1).split("/")[0];
		const to = list(bag.choices).find((c) => c.id === chosen)?.to ?? bag.to;

		way.push(here);
		said.delete(id);
		id = String(to ?? "");
	}
	return [...way, ...said.values()];
}

/** Every "to" that named a node names another, or nothing. */
export function renamedTargets(
	nodes: Bag,
	from: string,
	to: string,
): Bag {
	const swap = (value: unknown) => value === from ? to : value;

	return Object.fromEntries(Object.entries(nodes).map(([id, node]) => [id,
		isBag(node) ? {
			...node,
			...("to" in node ? { to: swap(node.to) } : {}),
			...(Array.isArray(node.choices) ? { choices: node.choices.map((c) =>
				isBag(c) ? { ...c, to: swap(c.to) } : c) } : {}),
		} : node]));
}
