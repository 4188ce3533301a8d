/*
 * The frame's own sending: at once, one at a time, always the newest snapshot.
 *
 * It is the quick way to the server and the only one while a tab is closed.
 * What it cannot deliver is the app page's to send, once that has said that it
 * keeps the item; without an app page it is tried again here.
 */
import type { Item } from "../runtime/types";

export interface OutboxParts {
	token: string;
	fetch: (input: string, init: RequestInit) => Promise<Response>;
	saved: (sequence: number, savedAt: number) => void;
	failed: (code: string) => void;
}

/** Of one page's requests together, by the Fetch standard. */
const KEEPALIVE_ALL = 65_536;
const KEEPALIVE_MAX = 60_000;
const LONGEST = 60_000;

export class Outbox {
	private waiting: Item | null = null;
	private busy = false;
	private kept = 0;
	private keepalive = 0;
	private failures = 0;
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor(private readonly parts: OutboxParts) {}

	/* `leaving`: the page may be gone before an answer comes. */
	offer(item: Item, leaving: boolean): void {
		this.waiting = item;
		if (leaving)
			void this.post(item, true);
		else
			void this.pump();
	}

	/* The app page keeps everything up to here. */
	keptUpTo(sequence: number): void {
		this.kept = Math.max(this.kept, sequence);
	}

	/* Nothing that is not on the server. */
	get empty(): boolean {
		return this.waiting === null;
	}

	/* The line may be back. */
	kick(): void {
		this.failures = 0;
		void this.pump();
	}

	/* The page is going: once more, in the way that outlives it. */
	leave(): void {
		if (this.waiting)
			void this.post(this.waiting, true);
	}

	private async pump(): Promise<void> {
		const item = this.waiting;

		if (this.busy || !item)
			return;
		this.busy = true;
		clearTimeout(this.timer);
		const savedAt = await this.post(item, false);
		this.busy = false;
		if (savedAt === null)
			this.later(item);
		else if (this.waiting)
			void this.pump();
	}

	private later(item: Item): void {
		const newer = this.waiting !== item;

		if (!newer && this.kept >= item.sequence) {
			/* The app's page sends it from here on. */
			this.waiting = null;
			return;
		}
		const wait = Math.min(LONGEST, 1_000 * 2 ** this.failures++);
		this.timer = setTimeout(() => void this.pump(),
			wait * (0.5 + Math.random() / 2));
	}

	private async post(item: Item, leaving: boolean): Promise<number | null> {
		const body = JSON.stringify(item);
		const bytes = new TextEncoder().encode(body).length;
		const room = this.keepalive + bytes <=
			(leaving ? KEEPALIVE_ALL : KEEPALIVE_MAX);

		const answer = await this.fetch(body, room ? bytes : 0) ??
			(room ? await this.fetch(body, 0) : null);
		const savedAt = answer && await this.read(answer, item);
		if (savedAt === null) {
			this.parts.failed("send_failed");
			return null;
		}
		this.failures = 0;
		if (this.waiting && this.waiting.sequence <= item.sequence)
			this.waiting = null;
		this.parts.saved(item.sequence, savedAt);
		return savedAt;
	}

	private async fetch(body: string, keep: number): Promise<Response | null> {
		const stop = new AbortController();
		const timer = setTimeout(() => stop.abort(), 15_000 + body.length / 2);

		this.keepalive += keep;
		try {
			return await this.parts.fetch("/r/saves", {
				method: "POST",
				headers: {
					"Content-Type": "application/json",
					"Authorization": `Bearer ${this.parts.token}`,
				},
				body,
				credentials: "omit",
				cache: "no-store",
				keepalive: keep > 0,
				signal: stop.signal,
			});
		} catch {
			return null;
		} finally {
			this.keepalive -= keep;
			clearTimeout(timer);
		}
	}

	/* Only an answer that names this item, or a later one, acknowledges it. */
	private async read(answer: Response, item: Item): Promise<number | null> {
		const body = await answer.json().catch(() => null) as {
			run?: unknown; sequence?: unknown; savedAt?: unknown;
		} | null;

		return answer.ok && body && body.run === item.run &&
			typeof body.sequence === "number" &&
			body.sequence >= item.sequence &&
			typeof body.savedAt === "number" ? body.savedAt : null;
	}
}
