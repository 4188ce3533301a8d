/*
 * What the learner did on the page, in the flat map of the viewer's record:
 * "check.ID" and "act.ID" hold JSON. It travels with every save, so the whole
 * of it is bounded.
 */
import type { Outcome, Response } from "../../../practice/types";
import type { Record } from "../record";

/** Bytes of all names and values. */
export const ROOM = 190_000;
/** Characters of one field. */
export const FIELD_MOST = 4_000;

export interface CheckState {
	a: Response;
	/** Of the last time it was checked; absent: never. */
	s?: Outcome;
	/** How often numbers were drawn anew. */
	n?: number;
	/** Changed since then. */
	d?: boolean;
	/** The key was shown. */
	k?: boolean;
}

function read<T>(text: string | undefined): T | null {
	try {
		const value: unknown = JSON.parse(text ?? "null");

		return typeof value === "object" ? value as T : null;
	} catch {
		return null;
	}
}

const size = (text: string) => new TextEncoder().encode(text).length;

export class Store {
	private readonly sizes = new Map<string, number>();
	private sum = 0;

	constructor(
		private readonly record: Record,
		/** Something was answered. */
		private readonly changed: () => void,
		private readonly full: (is: boolean) => void,
	) {}

	/* What was there before counts as well. */
	begin(names: string[]): void {
		for (const name of names)
			this.note(name, this.record.get(name) ?? "");
	}

	private note(name: string, text: string): void {
		const bytes = text ? size(name) + size(text) + 8 : 0;

		this.sum += bytes - (this.sizes.get(name) ?? 0);
		this.sizes.set(name, bytes);
	}

	/* False when there is no room: then it stays as it was. */
	private put(name: string, value: unknown): boolean {
		const text = JSON.stringify(value);
		const more = size(name) + size(text) + 8 -
			(this.sizes.get(name) ?? 0);

		if (more > 0 && this.sum + more > ROOM) {
			this.full(true);
			return false;
		}
		this.full(false);
		this.note(name, text);
		this.record.set(name, text);
		return true;
	}

	check(id: string): CheckState {
		const found = read<CheckState>(this.record.get(`check.${id}`));

		return found && typeof found.a === "object" && found.a
			? found : { a: {} };
	}

	setCheck(id: string, state: CheckState): void {
		if (this.put(`check.${id}`, state))
			this.changed();
	}

	activity<T>(id: string, otherwise: T): T {
		return { ...otherwise, ...read<T>(this.record.get(`act.${id}`)) };
	}

	setActivity(id: string, state: unknown): void {
		this.put(`act.${id}`, state);
	}
}
