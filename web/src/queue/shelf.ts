/*
 * Where held items lie: IndexedDB, else localStorage, else memory.
 *
 * `change` is the only way to write, and on IndexedDB it is one transaction,
 * so that a tab which acknowledges an item never takes away the newer one that
 * another tab has just put there.
 */
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { heldMerge, heldValid, type Held } from "./held";

export type Change = (old: Held | undefined) => Held | undefined;

export interface Shelf {
	/** "disk" outlives the page. */
	readonly kind: "disk" | "memory";
	all(): Promise<Held[]>;
	/** Rejects when there is no room; nothing is changed then. */
	change(key: string, to: Change): Promise<void>;
}

interface Schema extends DBSchema {
	held: { key: string; value: Held };
}

/* Rejects where IndexedDB is shut, as in some private modes. */
export async function shelfIdb(name = "balai-queue"): Promise<Shelf> {
	let db: IDBPDatabase<Schema> | null = null;

	/* A browser may close a database under us, to make room or by its menu. */
	async function open(): Promise<IDBPDatabase<Schema>> {
		db ??= await openDB<Schema>(name, 1, {
			upgrade: (fresh) => {
				fresh.createObjectStore("held", { keyPath: "key" });
			},
			blocking: () => {
				db?.close();
				db = null;
			},
			terminated: () => {
				db = null;
			},
		});
		return db;
	}

	async function change(key: string, to: Change): Promise<void> {
		const tx = (await open()).transaction("held", "readwrite",
			{ durability: "strict" });
		const next = to(await tx.store.get(key));

		/* A full disk shows at the request or only at the commit. */
		await Promise.all([
			next ? tx.store.put(next) : tx.store.delete(key),
			tx.done,
		]);
	}

	await open();
	return {
		kind: "disk",
		all: async () => (await (await open()).getAll("held"))
			.filter(heldValid),
		change,
	};
}

const PREFIX = "balai.queue.";

/*
 * localStorage knows no transactions. So each snapshot has a name of its own,
 * with its sequence, and only what was seen is ever removed: the worst that two
 * tabs can do to each other is to send something twice.
 */
export function shelfLocal(storage: Storage): Shelf {
	const nameOf = (h: Held) => `${PREFIX}${h.key}|${h.item.sequence}`;

	function read(name: string): Held | undefined {
		try {
			const value: unknown = JSON.parse(storage.getItem(name) ?? "");
			return heldValid(value) ? value : undefined;
		} catch {
			return undefined;
		}
	}

	function named(prefix: string): Held[] {
		const found: Held[] = [];

		for (let i = 0; i < storage.length; i++) {
			const name = storage.key(i) ?? "";
			const held = name.startsWith(prefix) ? read(name) : undefined;

			if (held)
				found.push(held);
		}
		return found.sort((a, b) => a.item.sequence - b.item.sequence);
	}

	function newest(prefix: string): Held[] {
		return [...new Map(named(prefix).map((h) => [h.key, h])).values()];
	}

	return {
		kind: "disk",
		all: async () => newest(PREFIX),
		change: async (key, to) => {
			const seen = named(`${PREFIX}${key}|`);
			const next = to(seen[seen.length - 1]);

			if (next)
				storage.setItem(nameOf(next), JSON.stringify(next));
			for (const old of seen)
				if (!next || nameOf(old) !== nameOf(next))
					storage.removeItem(nameOf(old));
		},
	};
}

export function shelfMemory(): Shelf {
	const held = new Map<string, Held>();

	return {
		kind: "memory",
		all: async () => [...held.values()],
		change: async (key, to) => {
			const next = to(held.get(key));

			if (next)
				held.set(key, next);
			else
				held.delete(key);
		},
	};
}

/*
 * Shelves one below the other: each item lies on the first that has room for
 * it. A full disk thus costs nothing but the promise to outlive the page, and
 * what lay in memory moves to the disk with the next save that finds room.
 */
export class Shelves {
	/** What keeps and what acknowledges must not overtake each other. */
	private turn: Promise<unknown> = Promise.resolve();

	constructor(private readonly shelves: Shelf[]) {}

	private inTurn<T>(work: () => Promise<T>): Promise<T> {
		const done = this.turn.then(work, work);

		this.turn = done.catch(() => undefined);
		return done;
	}

	/* Every run once, its newest snapshot; and whether it is only in memory. */
	async all(): Promise<(Held & { stored: "disk" | "memory" })[]> {
		const found = new Map<string, Held & { stored: "disk" | "memory" }>();

		for (const shelf of this.shelves)
			for (const held of await shelf.all().catch((): Held[] => [])) {
				const other = found.get(held.key);

				if (!other || other.item.sequence < held.item.sequence)
					found.set(held.key, { ...held, stored: shelf.kind });
			}
		return [...found.values()];
	}

	/* Says where it lies now. */
	put(held: Held): Promise<"disk" | "memory"> {
		return this.inTurn(async () => {
			for (const shelf of this.shelves) {
				const others = this.shelves.filter((s) => s !== shelf);
				const known = (await this.find(held.key, others))
					.reduce(heldMerge, held);

				try {
					await shelf.change(held.key,
						(old) => heldMerge(old, known));
				} catch {
					continue;
				}
				await this.clear(held.key, others);
				return shelf.kind;
			}
			throw new Error("no shelf took the item");
		});
	}

	/* Change the runs that `which` names, wherever they lie. */
	change(which: (held: Held) => boolean, to: Change): Promise<void> {
		return this.inTurn(async () => {
			for (const shelf of this.shelves)
				for (const held of await shelf.all().catch((): Held[] => []))
					if (which(held))
						await shelf.change(held.key, to)
							.catch(() => undefined);
		});
	}

	private async find(key: string, shelves: Shelf[]): Promise<Held[]> {
		const all = await Promise.all(shelves.map((shelf) =>
			shelf.all().catch((): Held[] => [])));

		return all.flat().filter((held) => held.key === key);
	}

	/* A shelf that cannot be cleared holds an older item: sent twice, at worst. */
	private async clear(key: string, shelves: Shelf[]): Promise<void> {
		for (const shelf of shelves)
			await shelf.change(key, () => undefined).catch(() => undefined);
	}
}
