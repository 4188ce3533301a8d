/*
 * The one queue of this page, tied to the browser.
 *
 * Any page of the app starts it, so what a closed tab left behind is sent when
 * any page is opened. See queue.ts for the rules, shelf.ts for where items lie.
 */
import { useEffect, useState } from "preact/hooks";
import { person, secret, sessionEnded } from "../session/session";
import { heldKey, heldMerge, type Held, type Saved } from "./held";
import { Queue, type QueueState } from "./queue";
import { sendByToken } from "./send";
import { shelfIdb, shelfLocal, shelfMemory, Shelves, type Shelf } from
	"./shelf";
import { channelOpen, lockOpen, type Lock } from "./tabs";

export type { Aside, Problem, QueueState } from "./queue";

function localStore(): Storage | null {
	try {
		const probe = "balai.queue-probe";

		localStorage.setItem(probe, "1");
		localStorage.removeItem(probe);
		return localStorage;
	} catch {
		return null;
	}
}

/* A browser that never answers must not hold up the lesson. */
function within<T>(ms: number, work: Promise<T>): Promise<T> {
	return Promise.race([work, new Promise<T>((_, fail) =>
		setTimeout(() => fail(new Error("no answer")), ms))]);
}

async function shelves(storage: Storage | null): Promise<Shelves> {
	const found: Shelf[] = [];

	try {
		found.push(await within(3_000, shelfIdb()));
	} catch {
		/* Shut, as in some private modes: the next shelf. */
	}
	if (storage)
		found.push(shelfLocal(storage));
	found.push(shelfMemory());
	return new Shelves(found);
}

async function open(): Promise<Queue> {
	const storage = localStore();
	const locks = new Map<string, Lock>();

	const queue = new Queue({
		shelves: await shelves(storage),
		fetch: (input, init) => fetch(input, init),
		channel: channelOpen(globalThis),
		lock: (name) => {
			const lock = locks.get(name) ??
				lockOpen(globalThis, name, storage);
			locks.set(name, lock);
			return lock;
		},
		signed: () => {
			const who = person(), key = secret();
			return who && key ? { person: who.id, secret: key } : null;
		},
		passed: (item, reason) => {
			const told = watchers.get(item.run);

			told?.(reason);
			return told !== undefined;
		},
		now: () => performance.now(),
	});
	addEventListener("online", () => queue.kick());
	addEventListener("pageshow", () => queue.kick());
	document.addEventListener("visibilitychange", () => {
		if (document.visibilityState === "visible")
			queue.kick();
	});
	queue.listen(publish);
	return queue;
}

/* Pages that show what of a run did not count. */
const watchers = new Map<string, (reason: string) => void>();
let opened: Promise<Queue> | null = null;
const listeners = new Set<(state: QueueState) => void>();
let state: QueueState = {
	unsent: 0, sending: false, lastSavedAt: null, stored: "disk",
	problem: null, aside: [],
};

function queue(): Promise<Queue> {
	return opened ??= open();
}

function publish(next: QueueState): void {
	const was = state.problem;

	state = next;
	/* Neither token nor session is known: the password is asked, once. */
	if (next.problem === "signin" && was !== "signin" && secret())
		void sessionEnded(secret());
	listeners.forEach((heard) => heard(next));
}

/** On every page, and again when somebody signs in or out. */
export async function queueStart(personId: string | null): Promise<void> {
	await (await queue()).start(personId);
}

/**
 * Resolves when the item is kept on this device: "disk" outlives the page,
 * "memory" does not. `personId` is whose attempt it is.
 */
export async function queuePut(
	item: Saved,
	runToken: string,
	personId: string,
): Promise<"disk" | "memory"> {
	return (await queue()).put(item, runToken, personId);
}

/**
 * Besides queuePut, when the page may be gone before that is done: what can be
 * kept and sent at once is. The next page sends it again, should it be needed.
 */
export function queueLastWords(
	item: Saved,
	runToken: string,
	personId: string,
): void {
	const storage = localStore();
	const held: Held = {
		key: heldKey(personId, item.attempt, item.run), person: personId,
		item, token: runToken, tokenRefused: false,
		unsent: [item.sequence], aside: null,
	};

	if (storage)
		shelfLocal(storage).change(held.key,
			(old) => heldMerge(old, held)).catch(() => undefined);
	void sendByToken((input, init) => fetch(input, init), held);
}

/** The frame's own sending was answered. */
export async function queueSaved(
	run: string,
	sequence: number,
	savedAt: number,
): Promise<void> {
	await (await queue()).acknowledge(run, sequence, savedAt);
}

/** The frame's own sending failed. */
export async function queueUnreached(run: string): Promise<void> {
	(await queue()).unreached(run);
}

/** Send now; true when nothing is left that could be sent, after ms at most. */
export async function queueFlush(timeoutMs: number): Promise<boolean> {
	return (await queue()).flush(timeoutMs);
}

/** Try again now, also what was set aside. */
export async function queueRetry(): Promise<void> {
	await (await queue()).retry();
}

/** Throw away what was set aside, after the person has said so. */
export async function queueDiscard(key: string): Promise<void> {
	await (await queue()).discard(key);
}

/** What was set aside, for a copy of the person's own. */
export async function queueCopy(key: string): Promise<Saved | null> {
	return (await queue()).copy(key);
}

/** A page shows what of this run did not count, until it calls what it gets. */
export function queueWatch(
	run: string,
	told: (reason: string) => void,
): () => void {
	watchers.set(run, told);
	return () => void watchers.delete(run);
}

/** What of an attempt could not be sent yet. */
export async function queueKept(attempt: string): Promise<Saved[]> {
	return (await queue()).kept(attempt);
}

export function queueState(): QueueState {
	return state;
}

function queueListen(heard: (state: QueueState) => void): () => void {
	listeners.add(heard);
	return () => void listeners.delete(heard);
}

export function useQueue(): QueueState {
	const [value, set] = useState(state);

	useEffect(() => {
		set(state);
		return queueListen(set);
	}, []);
	return value;
}

export { QueueBadge } from "./QueueBadge";
