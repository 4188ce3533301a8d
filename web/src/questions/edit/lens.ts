/*
 * A form's hold on one place of a JSON text. A change is made to the newest
 * text there is, so that two changes at once do not undo each other.
 */
import { isBag, valueAt, withValue, type Key, type Path } from "../../drafts/json";

export type Change = (edit: (root: unknown) => unknown) => void;

/** What is wrong at a place, by the id of its field. */
export type Wrong = Partial<Record<string, string>>;

export class Lens {
	constructor(
		private readonly root: unknown,
		private readonly apply: Change,
		readonly path: Path = [],
		private readonly wrong: Wrong = {},
	) {}

	get value(): unknown {
		return valueAt(this.root, this.path);
	}

	/** The id of the field that stands for this place. */
	get name(): string {
		return ["f", ...this.path].join(".");
	}

	get error(): string | undefined {
		return this.wrong[this.name];
	}

	at(...keys: Key[]): Lens {
		return new Lens(this.root, this.apply, [...this.path, ...keys],
			this.wrong);
	}

	/** undefined: the key goes. */
	set(value: unknown): void {
		this.apply((root) => withValue(root, this.path, value));
	}

	edit(change: (value: unknown) => unknown): void {
		this.apply((root) => withValue(root, this.path,
			change(valueAt(root, this.path))));
	}

	get text(): string {
		const { value } = this;

		return typeof value === "string" ? value
			: typeof value === "number" ? String(value) : "";
	}

	get list(): unknown[] {
		return Array.isArray(this.value) ? this.value : [];
	}

	get keys(): string[] {
		return isBag(this.value) ? Object.keys(this.value) : [];
	}

	/** The items of a list, each by its place. */
	get items(): Lens[] {
		return this.list.map((_, i) => this.at(i));
	}
}
