/*
 * The queue of saves, in the app's page.
 *
 * An item stays until the server has acknowledged it, or until the person has
 * been asked and has said that it may go. Everything else that can happen (no
 * line, a server that is down, a session that ended, a phone that is full)
 * only decides when it is sent again and what the badge says.
 *
 * Those of another account of the same browser lie here unseen and unsent until
 * that person is back. While nobody is signed in, what is here goes out by the
 * run tokens, which speak for themselves.
 */
import { heldAcknowledge, heldKey, heldOrder, type Held, type Saved } from
	"./held";
import { sendBySession, sendByToken, type Answer, type Signed } from "./send";
import type { Shelves } from "./shelf";
import type { Channel, Lock } from "./tabs";

/** What keeps items from being sent, the worst first. */
export type Problem = "refused" | "signin" | "line" | "server";

export interface Aside {
	key: string;
	code: string;
	saves: number;
}

export interface QueueState {
	/** Saves that the server has not acknowledged; those set aside as well. */
	unsent: number;
	/** On the way now, or expected to be acknowledged any moment. */
	sending: boolean;
	/** By the server's clock, ms since 1970; null before the first. */
	lastSavedAt: number | null;
	/** "memory": would be lost with the page. */
	stored: "disk" | "memory";
	problem: Problem | null;
	/** What the server will never take; the person decides. */
	aside: Aside[];
}

export interface QueueParts {
	shelves: Shelves;
	fetch: (input: string, init: RequestInit) => Promise<Response>;
	channel: Channel;
	lock: (person: string) => Lock;
	/** Who is signed in, for items whose token has ended. */
	signed: () => Signed | null;
	/**
	 * The server did not count all of an item: is there a page that shows it?
	 * Else it is set aside, so that nothing goes in silence.
	 */
	passed?: (item: Saved, reason: string) => boolean;
	/** ms, never jumps: performance.now(). */
	now: () => number;
	random?: () => number;
}

/** How long the frame's own sending is waited for before sending as well. */
const GRACE = 4_000;
/** Answers of our own pages have no frame that sends them. */
const AT_ONCE = 20;
const FIRST = 1_000;
const LONGEST = 60_000;
/** A tab that said it is sending may have died since. */
const BELIEVED = 20_000;
/** Another tab is sending: look again then. */
const ELSEWHERE = 3_000;

/** What the person is to know of; the rest changes nothing for them. */
const SAID: (string | null)[] = ["ended", "marked", "late", "large", "other"];

export class Queue {
	state: QueueState = {
		unsent: 0, sending: false, lastSavedAt: null, stored: "disk",
		problem: null, aside: [],
	};
	private person: string | null = null;
	private started = false;
	private listeners = new Set<(state: QueueState) => void>();
	private timer: ReturnType<typeof setTimeout> | undefined;
	private failures = 0;
	private problem: Problem | null = null;
	private busy = false;
	private again = false;
	/** Until when another tab is believed to be sending. */
	private elsewhere = 0;
	/** Of runs just handed over: when the frame's own attempt has had time. */
	private due = new Map<string, number>();

	constructor(private readonly parts: QueueParts) {
		parts.channel.listen((message) => {
			if (message.type === "sending")
				this.elsewhere = message.on
					? this.parts.now() + BELIEVED : 0;
			if (message.type === "saved")
				this.saved(message.savedAt);
			void this.look();
		});
	}

	/* The badge and all who wait are told at every change. */
	listen(heard: (state: QueueState) => void): () => void {
		this.listeners.add(heard);
		return () => this.listeners.delete(heard);
	}

	/*
	 * At the start of every page and when somebody signs in or out. What was
	 * refused is tried once more: the server may have been mended, or the
	 * session was another's. What came too late to count stays aside.
	 */
	async start(person: string | null): Promise<void> {
		if (person !== this.person)
			this.state = { ...this.state, lastSavedAt: null };
		this.person = person;
		this.started = true;
		this.problem = null;
		await this.parts.shelves.change(
			(held) => this.mine(held) && held.aside !== null &&
				!SAID.includes(held.aside),
			(held) => held && { ...held, aside: null });
		await this.look();
		this.kick();
	}

	/* Resolves when the item is kept here, with the place. */
	async put(
		item: Saved,
		token: string,
		person: string,
	): Promise<"disk" | "memory"> {
		const key = heldKey(person, item.attempt, item.run);
		const grace = item.kind === "answers" ? AT_ONCE : GRACE;

		this.due.set(key, this.parts.now() + grace);
		const stored = await this.parts.shelves.put({
			key, person, item, token, tokenRefused: false,
			unsent: [item.sequence], aside: null,
		});
		await this.look();
		this.parts.channel.tell({ type: "changed" });
		/* What may be lost with the page waits for nobody. */
		if (stored === "memory")
			this.due.delete(key);
		this.schedule(stored === "memory" ? 0 : grace);
		return stored;
	}

	/* The frame's own sending was answered. */
	async acknowledge(
		run: string,
		sequence: number,
		savedAt: number,
	): Promise<void> {
		await this.drop((held) => held.item.run === run, sequence, savedAt);
		this.failures = 0;
	}

	/* The frame's own sending failed: do not wait for it. */
	unreached(run: string): void {
		for (const key of this.due.keys())
			if (key.endsWith(`|${run}`))
				this.due.delete(key);
		this.problem ??= "line";
		this.schedule(this.delay());
		void this.look();
	}

	/* Now, whatever was waited for: the line is back, or somebody looks. */
	kick(): void {
		this.failures = 0;
		this.schedule(0);
	}

	/* True when nothing is left that could be sent; in ms at most. */
	async flush(timeout: number): Promise<boolean> {
		const end = this.parts.now() + timeout;

		this.due.clear();
		this.kick();
		for (;;) {
			const left = (await this.mineAll())
				.filter((held) => held.aside === null);
			if (left.length === 0) {
				await this.look();
				return true;
			}
			if (this.parts.now() >= end)
				return false;
			await new Promise((r) => setTimeout(r, 50));
		}
	}

	/* Only after the person was asked, naming what is lost. */
	async discard(key: string): Promise<void> {
		await this.parts.shelves.change((held) => held.key === key,
			() => undefined);
		await this.look();
		this.parts.channel.tell({ type: "changed" });
	}

	/* For a copy that the person keeps. */
	async copy(key: string): Promise<Saved | null> {
		const held = (await this.parts.shelves.all())
			.find((h) => h.key === key);

		return held?.item ?? null;
	}

	/* What of an attempt is still here, for a page that is opened meanwhile. */
	async kept(attempt: string): Promise<Saved[]> {
		return (await this.mineAll()).map((held) => held.item)
			.filter((item) => item.attempt === attempt);
	}

	/* Try once more what was set aside. */
	async retry(): Promise<void> {
		await this.start(this.person);
	}

	stop(): void {
		clearTimeout(this.timer);
		this.started = false;
	}

	private mine(held: Held): boolean {
		return this.person === null
			? !held.tokenRefused
			: held.person === this.person;
	}

	private async mineAll() {
		return (await this.parts.shelves.all())
			.filter((held) => this.mine(held));
	}

	private saved(savedAt: number): void {
		const last = this.state.lastSavedAt;

		this.state = {
			...this.state,
			lastSavedAt: last === null ? savedAt : Math.max(last, savedAt),
		};
	}

	private async drop(
		which: (held: Held) => boolean,
		sequence: number,
		savedAt: number,
	): Promise<void> {
		await this.parts.shelves.change(which,
			(held) => heldAcknowledge(held, sequence));
		this.saved(savedAt);
		this.parts.channel.tell({ type: "saved", savedAt });
		if (!(await this.mineAll()).length)
			this.problem = null;
		await this.look();
	}

	/* Draw the state anew from what is really kept. */
	private async look(): Promise<void> {
		const all = this.person === null ? [] : await this.mineAll();
		const waiting = all.filter((held) => held.aside === null);
		const aside = all.filter((held) => held.aside !== null);
		const soon = waiting.length > 0 &&
			waiting.every((held) => this.early(held));

		this.state = {
			...this.state,
			unsent: all.reduce((n, held) => n + held.unsent.length, 0),
			sending: waiting.length > 0 &&
				(this.busy || this.elsewhere > this.parts.now() ||
					(soon && this.problem === null)),
			stored: all.some((held) => held.stored === "memory")
				? "memory" : "disk",
			problem: aside.length ? "refused"
				: waiting.length ? this.problem : null,
			aside: aside.map((held) => ({
				key: held.key,
				code: held.aside ?? "",
				saves: held.unsent.length,
			})),
		};
		this.listeners.forEach((heard) => heard(this.state));
	}

	private early(held: Held): boolean {
		return (this.due.get(held.key) ?? 0) > this.parts.now();
	}

	private delay(after: number | null = null): number {
		const random = this.parts.random ?? Math.random;
		const wait = Math.min(LONGEST, FIRST * 2 ** this.failures);

		return Math.max(wait * (0.5 + random() / 2), (after ?? 0) * 1_000);
	}

	private schedule(wait: number): void {
		clearTimeout(this.timer);
		if (this.started)
			this.timer = setTimeout(() => void this.run(), wait);
	}

	private async run(): Promise<void> {
		if (this.busy) {
			this.again = true;
			return;
		}
		this.busy = true;
		this.again = false;
		let next: number | null = null;
		try {
			const lock = this.parts.lock(this.person ?? "nobody");
			if (!await lock(async () => { next = await this.pass(); }))
				next = (await this.mineAll()).length ? ELSEWHERE : null;
		} catch {
			next = this.delay();
		} finally {
			this.busy = false;
		}
		if (this.again || next !== null)
			this.schedule(this.again ? 0 : next ?? 0);
		await this.look();
	}

	/*
	 * Send what waits, older runs first. A broken item holds up nobody; no
	 * line holds up all. Gives the time until the next pass, or null.
	 */
	private async pass(): Promise<number | null> {
		const person = this.person;
		let wait: number | null = null;
		const sooner = (ms: number) => {
			wait = wait === null ? ms : Math.min(wait, ms);
		};

		for (const held of (await this.mineAll()).sort(heldOrder)) {
			if (person !== this.person)
				return 0;
			if (held.aside !== null)
				continue;
			if (this.early(held)) {
				sooner(this.due.get(held.key)! - this.parts.now());
				continue;
			}
			const answer = await this.send(held);
			if (answer.kind === "line") {
				const ms = this.fail("line", null);
				return ms;
			}
			if (answer.kind === "later")
				sooner(this.fail("server", answer.after));
		}
		return wait;
	}

	private fail(problem: Problem, after: number | null): number {
		const ms = this.delay(after);

		this.failures = Math.min(this.failures + 1, 10);
		this.problem = problem;
		return ms;
	}

	private async send(held: Held): Promise<Answer> {
		this.parts.channel.tell({ type: "sending", on: true });
		await this.look();
		const answer = await this.ask(held);

		this.parts.channel.tell({ type: "sending", on: false });
		if (answer.kind === "saved") {
			this.failures = 0;
			this.problem = null;
			if (answer.passed !== null && SAID.includes(answer.passed) &&
			    !this.parts.passed?.(held.item, answer.passed)) {
				await this.setAside(held, answer.passed);
				return answer;
			}
			await this.drop((other) => other.key === held.key,
				held.item.sequence, answer.savedAt);
			this.due.delete(held.key);
		}
		if (answer.kind === "signin" || answer.kind === "token")
			this.problem = "signin";
		if (answer.kind === "refused")
			await this.setAside(held, answer.code);
		return answer;
	}

	private async ask(held: Held): Promise<Answer> {
		if (!held.tokenRefused) {
			const answer = await sendByToken(this.parts.fetch, held);
			if (answer.kind !== "token")
				return answer;
			await this.parts.shelves.change(
				(other) => other.key === held.key,
				(other) => other && other.token === held.token
					? { ...other, tokenRefused: true } : other);
		}
		const signed = this.parts.signed();

		if (!signed || signed.person !== held.person)
			return { kind: "signin" };
		return sendBySession(this.parts.fetch, held, signed);
	}

	/* A newer snapshot of the run has come meanwhile: that one is to be tried. */
	private async setAside(held: Held, code: string): Promise<void> {
		await this.parts.shelves.change((other) => other.key === held.key,
			(other) => other && other.item.sequence === held.item.sequence
				? { ...other, aside: code } : other);
		this.parts.channel.tell({ type: "changed" });
	}
}
