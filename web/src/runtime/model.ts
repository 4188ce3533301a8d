/*
 * A CMI data model driven by a table of its elements.
 *
 * The two standards differ in their elements, types and error codes, not in
 * how a name is found, an array grows, or a value is kept: that is here. Keys
 * and values live in Maps, so that no name a package makes up can reach an
 * object's prototype, and the sum of all is bounded.
 */

import type { FlatMap } from "./types";
import { wireSize } from "./text";

/** Why a value cannot be taken; each standard has its own number for it. */
export type Refusal = "type" | "range" | "dependency" | "set";

export interface Place {
	model: Model;
	/** The indexes in the name, outermost first. */
	index: number[];
	/** The full name with its indexes written plainly. */
	name: string;
}

export interface Element {
	access: "r" | "w" | "rw";
	/** Null when `value` may stand at `place`. */
	check?(value: string, place: Place): Refusal | null;
	/** Per place, when the table alone cannot say. */
	accessAt?(place: Place): "r" | "w" | "rw" | "none";
	/** What is read while nothing was set; absent: not initialised. */
	fallback?: string;
	/** What is read instead of what was set; undefined: as set. */
	compute?(place: Place): string | undefined;
	/**
	 * Setting it at the first free index makes the array grow. Elements
	 * without it need their array's member to be there.
	 */
	grows?: boolean;
	/** Setting it to "" makes it not initialised again. */
	blank?: boolean;
	/** Not kept from one session to the next. */
	passing?: boolean;
}

export interface Table {
	/** Names with "n" for an index, in the order of _children. */
	elements: { [template: string]: Element };
	/** Containers, as templates, that answer to _children. */
	children: string[];
}

export type Keyword = "_children" | "_count" | "_version";

export type Found =
	| { kind: "element"; element: Element; place: Place; arrays: Member[] }
	| { kind: "keyword"; word: Keyword; known: boolean; path: string;
		template: string; arrays: Member[] }
	| { kind: "container" }
	| { kind: "nothing" };

/** A position in an array: "cmi.interactions", 3. */
export interface Member {
	array: string;
	index: number;
}

/* Leaves room for the rest of an Item within its 1 MB. */
export const MODEL_LIMIT = 900000;

const NAME_LIMIT = 4400;
const NUMBER = /^\d{1,9}$/;

interface Parsed {
	template: string;
	name: string;
	index: number[];
	arrays: Member[];
}

function parse(name: string): Parsed {
	const out: Parsed = { template: "", name: "", index: [], arrays: [] };

	for (const part of name.split(".")) {
		if (out.name && NUMBER.test(part)) {
			const index = Number(part);

			out.arrays.push({ array: out.name, index });
			out.index.push(index);
			out.template += ".n";
			out.name += "." + String(index);
		} else {
			out.template += (out.name ? "." : "") + part;
			out.name += (out.name ? "." : "") + part;
		}
	}
	return out;
}

export class Model {
	private readonly elements = new Map<string, Element>();
	private readonly containers = new Set<string>();
	private readonly children = new Map<string, string[]>();
	private readonly values = new Map<string, string>();
	private readonly counts = new Map<string, number>();
	private size = 0;

	constructor(table: Table) {
		for (const template of Object.keys(table.elements)) {
			this.elements.set(template, table.elements[template]!);
			for (let at = template.lastIndexOf("."); at > 0;
			     at = template.lastIndexOf(".", at - 1))
				this.containers.add(template.slice(0, at));
		}
		for (const container of table.children)
			this.children.set(container, this.childrenOf(container));
	}

	private childrenOf(container: string): string[] {
		const out: string[] = [];
		const within = this.containers.has(container + ".n")
			? container + ".n." : container + ".";

		for (const template of this.elements.keys()) {
			if (!template.startsWith(within))
				continue;
			const child = template.slice(within.length).split(".")[0]!;
			if (!out.includes(child))
				out.push(child);
		}
		return out;
	}

	find(name: string): Found {
		if (name.length > NAME_LIMIT)
			return { kind: "nothing" };
		const p = parse(name);
		const element = this.elements.get(p.template);

		if (element)
			return { kind: "element", element, arrays: p.arrays,
				place: { model: this, index: p.index, name: p.name } };
		if (this.containers.has(p.template))
			return { kind: "container" };
		return this.findKeyword(p);
	}

	private findKeyword(p: Parsed): Found {
		const at = p.template.lastIndexOf(".");
		const word = p.template.slice(at + 1);
		const template = p.template.slice(0, at);

		if (word !== "_children" && word !== "_count" && word !== "_version")
			return { kind: "nothing" };
		if (!this.elements.has(template) && !this.containers.has(template))
			return { kind: "nothing" };
		return { kind: "keyword", word, template, arrays: p.arrays,
			path: p.name.slice(0, p.name.lastIndexOf(".")),
			known: word === "_children" ? this.children.has(template)
				: word === "_count"
					&& this.containers.has(template + ".n") };
	}

	/** The value of a known _children or _count. */
	keyword(found: { word: Keyword; template: string; path: string }) {
		if (found.word === "_children")
			return (this.children.get(found.template) || []).join(",");
		return String(this.count(found.path));
	}

	count(array: string): number {
		return this.counts.get(array) || 0;
	}

	/** Whether all these members are there. */
	has(arrays: Member[]): boolean {
		return arrays.every(m => m.index < this.count(m.array));
	}

	/** As set, without fallback; `name` has plain indexes. */
	raw(name: string): string | undefined {
		return this.values.get(name);
	}

	/** What GetValue shows; undefined: not initialised. */
	read(element: Element, place: Place): string | undefined {
		if (element.compute) {
			const value = element.compute(place);

			if (value !== undefined)
				return value;
		}
		const value = this.values.get(place.name);
		if (value === undefined || (element.blank && value === ""))
			return element.fallback;
		return value;
	}

	/** False when it does not fit any more; nothing has changed then. */
	put(name: string, value: string, arrays: Member[] = []): boolean {
		const old = this.values.get(name);
		const grown = this.size + wireSize(value) -
			(old === undefined ? -wireSize(name) - 6 : wireSize(old));

		if (grown > MODEL_LIMIT)
			return false;
		this.size = grown;
		this.values.set(name, value);
		for (const m of arrays)
			if (m.index === this.count(m.array))
				this.counts.set(m.array, m.index + 1);
		return true;
	}

	/**
	 * Take back a map made by flat(). It has been stored by a server, but a
	 * browser wrote it: unknown names, gaps in arrays and other than text are
	 * left out.
	 */
	load(map: FlatMap, keep: (template: string) => boolean): void {
		const parsed: Parsed[] = [];

		for (const key of Object.keys(map).slice(0, 50000)) {
			if (key.length > NAME_LIMIT)
				continue;
			const p = parse(key);
			const element = this.elements.get(p.template);

			if (element && !element.passing && keep(p.template) &&
			    typeof map[key] === "string" && p.name === key)
				parsed.push(p);
		}
		parsed.sort((a, b) => {
			for (let i = 0; i < a.index.length && i < b.index.length; i++)
				if (a.index[i] !== b.index[i])
					return a.index[i]! - b.index[i]!;
			return a.index.length - b.index.length;
		});
		for (const p of parsed)
			if (p.arrays.every(m => m.index <= this.count(m.array)))
				this.put(p.name, map[p.name]!, p.arrays);
	}

	/** Everything that was set, by its full name. */
	flat(): FlatMap {
		const out: FlatMap = {};

		this.values.forEach((value, name) => { out[name] = value; });
		return out;
	}
}
