/*
 * The texts of a draft while they are written: each is sent by itself shortly
 * after typing, one write of a file at a time, with the revision it was read
 * at. What has not arrived is kept on the device. When somebody else changed
 * the same file, both changes are put together where they do not touch; where
 * they do, both texts are kept until the author has chosen.
 */
import { merged, mergedJson } from "./merge";

/**
 * "typed": not sent yet; "waiting": no line, it is tried again; "conflict":
 * somebody else changed the same place; "refused": the server will not have it.
 */
export type FileState = "saved" | "typed" | "sending" | "waiting" | "conflict" |
	"refused";

export interface OpenFile {
	path: string;
	text: string;
	/** What the server had when it was read or written last. */
	base: string;
	revision: number;
	state: FileState;
	/** When the server had all of it; 0: not in this visit. */
	savedAt: number;
	/** Somebody else's text; null in it: they removed the file. */
	theirs: { text: string | null; revision: number } | null;
	problem: Fault | null;
	/** Somebody else's change was put together with this one's. */
	joined: boolean;
}

/** What a refused call tells. */
export interface Fault {
	status: number;
	code: string;
	title: string;
	detail: string;
}

export interface Kept {
	text: string;
	base: string;
	revision: number;
}

/** What it stands on; tests bring their own. */
export interface Ground {
	/** null: there is no such file. */
	read: (path: string) => Promise<{ text: string; revision: number } | null>;
	/** Resolves with the new revision, rejects with a Fault. */
	write: (path: string, text: string, revision: number) => Promise<number>;
	keep: (path: string, kept: Kept | null) => void;
	kept: () => [string, Kept][];
	/** Returns what takes it back. */
	later: (ms: number, run: () => void) => () => void;
	now: () => number;
}

const QUIET_MS = 900;
const WAITS_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/* Time mends these. */
const passes = (status: number) => status === 0 || status === 408 ||
	status === 429 || (status >= 500 && status !== 507);

function fault(thrown: unknown): Fault {
	const o = thrown as Partial<Fault> | null;

	return typeof o?.status === "number" && typeof o.code === "string"
		? o as Fault
		: { status: 500, code: "fault", title: String(thrown), detail: "" };
}

export class Writer {
	readonly files = new Map<string, OpenFile>();
	private readonly timers = new Map<string, () => void>();
	private readonly tries = new Map<string, number>();
	private readonly flying = new Map<string, Promise<void>>();
	private readonly loading = new Map<string, Promise<void>>();
	private readonly listeners = new Set<() => void>();

	constructor(private readonly ground: Ground) {}

	listen(tell: () => void): () => void {
		this.listeners.add(tell);
		return () => void this.listeners.delete(tell);
	}

	private tell(): void {
		this.listeners.forEach((tell) => tell());
	}

	private set(path: string, more: Partial<OpenFile>): OpenFile {
		const next = { ...this.files.get(path)!, ...more };

		this.files.set(path, next);
		this.tell();
		return next;
	}

	/** Reads a file once; what was kept of it on the device comes back. */
	open(path: string): Promise<void> {
		const going = this.loading.get(path);

		if (this.files.has(path))
			return Promise.resolve();
		if (going)
			return going;
		const begun = this.load(path)
			.finally(() => this.loading.delete(path));

		this.loading.set(path, begun);
		return begun;
	}

	private begin(path: string, text: string, revision: number): void {
		this.files.set(path, {
			path, text, base: text, revision, state: "saved", savedAt: 0,
			theirs: null, problem: null, joined: false,
		});
	}

	private async load(path: string): Promise<void> {
		const found = await this.ground.read(path);
		const kept = this.ground.kept().find(([name]) => name === path)?.[1];

		if (this.files.has(path))
			return;
		if (!found && !kept)
			return;
		this.begin(path, found?.text ?? "", found?.revision ?? 0);
		if (kept && kept.text !== found?.text) {
			this.set(path, { text: kept.text, base: kept.base,
				revision: kept.revision, state: "typed" });
			if (kept.revision === (found?.revision ?? 0))
				this.soon(path, 0);
			else
				await this.meet(path, found);
		} else if (kept) {
			this.ground.keep(path, null);
		}
		this.tell();
	}

	/** Whatever was kept on the device and never sent. */
	async resume(): Promise<void> {
		for (const [path] of this.ground.kept())
			await this.open(path);
	}

	/** A file that was not there. */
	create(path: string, text: string): void {
		this.begin(path, "", 0);
		this.change(path, text, true);
	}

	change(path: string, text: string, anew = false): void {
		const file = this.files.get(path);

		if (!file || (file.text === text && !anew))
			return;
		this.set(path, { text, joined: false,
			state: file.state === "conflict" ? "conflict" : "typed" });
		this.hold(path);
		if (file.state !== "conflict")
			this.soon(path, QUIET_MS);
	}

	edit(path: string, change: (text: string) => string): void {
		const file = this.files.get(path);

		if (file)
			this.change(path, change(file.text));
	}

	private hold(path: string): void {
		const file = this.files.get(path)!;

		this.ground.keep(path, file.state === "saved" ? null : {
			text: file.text, base: file.base, revision: file.revision,
		});
	}

	private soon(path: string, ms: number): void {
		this.timers.get(path)?.();
		this.timers.set(path, this.ground.later(ms, () => {
			this.timers.delete(path);
			void this.send(path);
		}));
	}

	/* Never two at once: what is typed meanwhile goes afterwards. */
	private send(path: string): Promise<void> {
		const going = this.flying.get(path);

		if (going)
			return going;
		const begun = this.sendNow(path)
			.finally(() => {
				this.flying.delete(path);
				if (this.files.get(path)?.state === "typed")
					this.soon(path, 0);
			});

		this.flying.set(path, begun);
		return begun;
	}

	private async sendNow(path: string): Promise<void> {
		const file = this.files.get(path);

		if (!file || file.state === "saved" || file.state === "conflict")
			return;
		const { text } = this.set(path, { state: "sending", problem: null });

		try {
			const revision = await this.ground.write(path, text,
				file.revision);

			this.tries.delete(path);
			this.arrived(path, text, revision);
		} catch (e) {
			await this.failed(path, text, fault(e));
		}
	}

	private arrived(path: string, text: string, revision: number): void {
		const now = this.files.get(path);

		if (!now)
			return;
		const whole = now.text === text;

		this.set(path, { base: text, revision, theirs: null, problem: null,
			state: whole ? "saved" : "typed",
			savedAt: whole ? this.ground.now() : now.savedAt });
		this.hold(path);
	}

	private async failed(
		path: string,
		sent: string,
		problem: Fault,
	): Promise<void> {
		if (!this.files.has(path))
			return;
		if (passes(problem.status))
			return this.waits(path, problem);
		if (problem.status !== 409) {
			const whole = this.files.get(path)!.text === sent;

			this.set(path, { state: whole ? "refused" : "typed", problem });
			return this.hold(path);
		}
		try {
			const found = await this.ground.read(path);

			/* It had arrived, and its answer was lost. */
			if (found && found.text === sent)
				return this.arrived(path, sent, found.revision);
			await this.meet(path, found);
		} catch (e) {
			this.waits(path, fault(e));
		}
	}

	private waits(path: string, problem: Fault): void {
		const n = this.tries.get(path) ?? 0;

		this.tries.set(path, n + 1);
		this.set(path, { state: "waiting", problem });
		this.hold(path);
		this.soon(path, WAITS_MS[Math.min(n, WAITS_MS.length - 1)]!);
	}

	/* Somebody else wrote since: together, or both are shown. */
	private async meet(
		path: string,
		found: { text: string; revision: number } | null,
	): Promise<void> {
		const file = this.files.get(path)!;
		const join = path.endsWith(".json") ? mergedJson : merged;
		const both = found ? join(file.base, file.text, found.text) : null;

		if (found && both !== null) {
			this.set(path, { text: both, base: found.text,
				revision: found.revision, joined: true,
				state: both === found.text ? "saved" : "typed" });
			return this.hold(path);
		}
		this.set(path, { state: "conflict", problem: null, theirs: {
			text: found?.text ?? null, revision: found?.revision ?? 0,
		} });
		this.hold(path);
	}

	/** Out of a conflict: this text is it, theirs has been seen. */
	settle(path: string, text: string): void {
		const { theirs } = this.files.get(path)!;

		if (!theirs)
			return;
		this.set(path, { text, base: theirs.text ?? "", theirs: null,
			revision: theirs.revision,
			state: text === theirs.text ? "saved" : "typed" });
		this.hold(path);
		if (text !== theirs.text)
			this.soon(path, 0);
	}

	/** It has been removed on the server. */
	forget(path: string): void {
		this.timers.get(path)?.();
		this.timers.delete(path);
		this.files.delete(path);
		this.ground.keep(path, null);
		this.tell();
	}

	/**
	 * What the server has now: files that nobody is writing here and that have
	 * changed there are read anew.
	 */
	async heard(files: { path: string; revision: number }[]): Promise<void> {
		for (const { path, revision } of files) {
			const mine = this.files.get(path);

			if (!mine || mine.state !== "saved" || mine.revision >= revision)
				continue;
			const found = await this.ground.read(path);
			const now = this.files.get(path);

			if (found && now?.state === "saved" &&
			    now.revision < found.revision)
				this.set(path, { ...found, base: found.text });
		}
	}

	/** The line is back. */
	hurry(): void {
		for (const file of this.files.values())
			if (file.state === "waiting" || file.state === "typed")
				this.soon(file.path, 0);
	}

	/** Everything that can be sent now; true when the server has all. */
	async flush(): Promise<boolean> {
		for (let n = 0; n < 5 && !this.whole; n++)
			for (const { path, state } of [...this.files.values()])
				if (state !== "saved" && state !== "conflict") {
					this.timers.get(path)?.();
					this.timers.delete(path);
					await this.send(path);
				}
		return this.whole;
	}

	get whole(): boolean {
		return [...this.files.values()].every((f) => f.state === "saved");
	}
}
