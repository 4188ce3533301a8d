/* The queue's rules, without a browser: storage, sending, and two accounts. */
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { Queue, type QueueParts } from "../../../web/src/queue/queue";
import { shelfIdb, shelfLocal, shelfMemory, Shelves, type Shelf } from
	"../../../web/src/queue/shelf";
import { channelOpen, lockByLease, lockOpen } from
	"../../../web/src/queue/tabs";
import type { AnswersItem } from "../../../web/src/api/quiz";
import type { Item } from "../../../web/src/runtime/types";

let databases = 0;
/* What a failed test left running would keep this program from ending. */
const running: Queue[] = [];
after(() => running.forEach((queue) => queue.stop()));

function item(sequence: number, more: Partial<Item> = {}): Item {
	return {
		attempt: "a1", run: "r1", sequence, at: 0, kind: "cmi", cmi: {},
		completion: "incomplete", success: "unknown", score: null,
		progressMeasure: null, sessionTimeMs: 0, location: null, exit: "",
		ended: false, nav: null, activity: null, ...more,
	};
}

interface Sent {
	item: Item;
	run: string | undefined;
	session: string | undefined;
	keepalive: boolean;
}

type Reply = (sent: Sent) => Response | Promise<Response>;

function json(status: number, body: unknown, headers = {}): Response {
	return new Response(JSON.stringify(body), {
		status,
		headers: { "Content-Type": "application/json", ...headers },
	});
}

function accept(sent: Sent): Response {
	const { attempt, run, sequence } = sent.item;
	return json(200, {
		attempt, run, sequence, savedAt: 1_000 + sequence, duplicate: false,
	});
}

function problem(status: number, code: string, headers = {}): Response {
	return json(status, { code, status }, headers);
}

function dead(): Promise<Response> {
	return Promise.reject(new TypeError("no line"));
}

function localStorageLike(): Storage {
	const held = new Map<string, string>();
	return {
		get length() { return held.size; },
		key: (i) => [...held.keys()][i] ?? null,
		getItem: (k) => held.get(k) ?? null,
		setItem: (k, v) => void held.set(k, v),
		removeItem: (k) => void held.delete(k),
		clear: () => held.clear(),
	} as Storage;
}

interface World {
	sent: Sent[];
	reply: Reply;
	signed: { person: string; secret: string } | null;
	shelves: Shelf[];
	queues: Queue[];
	tab: (more?: Partial<QueueParts>) => Queue;
}

function world(shelves: Shelf[]): World {
	const w: World = {
		sent: [], reply: accept, signed: { person: "ann", secret: "s" },
		shelves, queues: [],
		tab: (more = {}) => {
			const queue = new Queue({
				shelves: new Shelves(w.shelves),
				fetch: async (_, init) => {
					const h = init.headers as Record<string, string>;
					const sent = {
						item: JSON.parse(String(init.body)) as Item,
						run: h["X-Balai-Run"],
						session: h["X-Balai-Session"],
						keepalive: init.keepalive === true,
					};
					w.sent.push(sent);
					return w.reply(sent);
				},
				channel: { tell: () => undefined, listen: () => undefined },
				lock: () => async (work) => { await work(); return true; },
				signed: () => w.signed,
				now: () => performance.now(),
				random: () => 0,
				...more,
			});
			w.queues.push(queue);
			running.push(queue);
			return queue;
		},
	};
	return w;
}

async function disk(): Promise<World> {
	return world([await shelfIdb(`test-${++databases}`), shelfMemory()]);
}

async function until(what: () => boolean, ms = 30_000): Promise<void> {
	const end = performance.now() + ms;
	while (!what()) {
		assert.ok(performance.now() < end, `in time: ${what}`);
		await new Promise((r) => setTimeout(r, 10));
	}
}

function scenario(name: string, run: (w: World) => Promise<void>): void {
	test(name, async () => {
		const w = await disk();
		try {
			await run(w);
		} finally {
			w.queues.forEach((q) => q.stop());
		}
	});
}

scenario("an item stays until the server has acknowledged it", async (w) => {
	const q = w.tab();
	w.reply = dead;
	await q.start("ann");
	assert.equal(await q.put(item(1), "token", "ann"), "disk");
	assert.equal(await q.flush(200), false);
	assert.equal(q.state.unsent, 1);
	assert.equal(q.state.problem, "line");
	w.reply = accept;
	assert.equal(await q.flush(2_000), true);
	assert.equal(q.state.unsent, 0);
	assert.equal(q.state.problem, null);
	assert.equal(q.state.lastSavedAt, 1_001);
});

scenario("a newer item of a run takes the place of the older, and every " +
	"save is counted", async (w) => {
	const q = w.tab();
	w.reply = dead;
	await q.start("ann");
	for (const n of [1, 2, 3])
		await q.put(item(n), "token", "ann");
	await q.flush(100);
	assert.equal(q.state.unsent, 3);
	w.sent.length = 0;
	w.reply = accept;
	assert.equal(await q.flush(2_000), true);
	assert.deepEqual(w.sent.map((s) => s.item.sequence), [3]);
});

scenario("an older item that comes late replaces nothing", async (w) => {
	const q = w.tab();
	w.reply = dead;
	await q.start("ann");
	await q.put(item(5, { location: "new" }), "token", "ann");
	await q.put(item(4, { location: "old" }), "token", "ann");
	w.reply = accept;
	await q.flush(2_000);
	assert.equal(w.sent[w.sent.length - 1]!.item.location, "new");
});

scenario("the clock of the phone decides nothing", async (w) => {
	const q = w.tab();
	w.reply = dead;
	await q.start("ann");
	await q.put(item(1, { at: 2_000_000 }), "token", "ann");
	await q.put(item(2, { at: 5 }), "token", "ann");
	w.sent.length = 0;
	w.reply = accept;
	await q.flush(2_000);
	assert.deepEqual(w.sent.map((s) => s.item.sequence), [2]);
});

scenario("an item put while an older one is on its way is sent too",
	async (w) => {
	const q = w.tab();
	let answer: (r: Response) => void = () => undefined;
	w.reply = () => new Promise((r) => { answer = r; });
	await q.start("ann");
	await q.put(item(1), "token", "ann");
	void q.flush(3_000);
	await until(() => w.sent.length === 1);
	await q.put(item(2), "token", "ann");
	w.reply = accept;
	answer(accept(w.sent[0]!));
	await until(() => q.state.unsent < 2);
	assert.equal(await q.flush(3_000), true);
	assert.deepEqual(w.sent.map((s) => s.item.sequence), [1, 2]);
});

scenario("what a closed tab left is sent when any page is opened",
	async (w) => {
	const first = w.tab();
	w.reply = dead;
	await first.start("ann");
	await first.put(item(1), "token", "ann");
	first.stop();
	w.reply = accept;
	w.sent.length = 0;
	const second = w.tab();
	await second.start("ann");
	await until(() => second.state.unsent === 0);
	assert.deepEqual(w.sent.map((s) => s.item.sequence), [1]);
	assert.equal(second.state.lastSavedAt, 1_001);
});

scenario("the frame's own sending is waited for, and its answer ends the wait",
	async (w) => {
	const q = w.tab();
	await q.start("ann");
	await q.put(item(1), "token", "ann");
	assert.equal(q.state.sending, true);
	assert.equal(w.sent.length, 0);
	await q.acknowledge("r1", 1, 77);
	assert.equal(q.state.unsent, 0);
	assert.equal(q.state.lastSavedAt, 77);
	assert.equal(w.sent.length, 0);
});

scenario("when the frame's own sending failed the badge says so",
	async (w) => {
	const q = w.tab();
	w.reply = dead;
	await q.start("ann");
	await q.put(item(1), "token", "ann");
	q.unreached("r1");
	await until(() => !q.state.sending && q.state.problem === "line", 300);
	await until(() => w.sent.length === 1, 2_000);
});

scenario("an acknowledgement of an older item leaves the newer", async (w) => {
	const q = w.tab();
	await q.start("ann");
	await q.put(item(1), "token", "ann");
	await q.put(item(2), "token", "ann");
	await q.acknowledge("r1", 1, 5);
	assert.equal(q.state.unsent, 1);
	await q.flush(2_000);
	assert.deepEqual(w.sent.map((s) => s.item.sequence), [2]);
});

scenario("a refused token is followed by the session of that person",
	async (w) => {
	const q = w.tab();
	w.reply = (s) => s.run ? problem(401, "token_invalid") : accept(s);
	await q.start("ann");
	await q.put(item(1), "token", "ann");
	assert.equal(await q.flush(2_000), true);
	assert.deepEqual(w.sent.map((s) => s.session), [undefined, "s"]);
});

scenario("without a session the item waits for the sign-in", async (w) => {
	const q = w.tab();
	w.signed = null;
	w.reply = (s) => s.run ? problem(401, "token_invalid") : accept(s);
	await q.start("ann");
	await q.put(item(1), "token", "ann");
	assert.equal(await q.flush(300), false);
	assert.equal(q.state.problem, "signin");
	assert.equal(q.state.unsent, 1);
	w.signed = { person: "ann", secret: "new" };
	await q.start("ann");
	await until(() => q.state.unsent === 0);
	assert.equal(w.sent[w.sent.length - 1]!.session, "new");
});

scenario("a session of another never sends the item", async (w) => {
	const q = w.tab();
	w.signed = { person: "ben", secret: "s" };
	w.reply = () => problem(401, "token_invalid");
	await q.start("ann");
	await q.put(item(1), "token", "ann");
	await q.flush(300);
	assert.ok(w.sent.length > 0 && w.sent.every((s) => !s.session));
	assert.equal(q.state.unsent, 1);
});

scenario("items of another account lie apart, unseen and unsent, until that " +
	"person is back", async (w) => {
	const ann = w.tab();
	w.reply = dead;
	await ann.start("ann");
	await ann.put(item(1), "token", "ann");
	ann.stop();
	w.reply = accept;
	w.sent.length = 0;
	const ben = w.tab();
	await ben.start("ben");
	assert.equal(await ben.flush(200), true);
	assert.equal(ben.state.unsent, 0);
	assert.equal(w.sent.length, 0);
	await ben.start("ann");
	await until(() => w.sent.length === 1 && ben.state.unsent === 0);
});

scenario("while nobody is signed in the tokens speak, and nothing is shown",
	async (w) => {
	const q = w.tab();
	w.reply = dead;
	await q.start("ann");
	await q.put(item(1), "token", "ann");
	await q.start(null);
	assert.equal(q.state.unsent, 0);
	w.reply = accept;
	assert.equal(await q.flush(2_000), true);
	assert.equal(w.sent[w.sent.length - 1]!.run, "token");
});

scenario("a broken item is set aside, seen, and holds up no other",
	async (w) => {
	const q = w.tab();
	w.reply = (s) => s.item.run === "r1"
		? problem(422, "item_invalid") : accept(s);
	await q.start("ann");
	await q.put(item(1), "token", "ann");
	await q.put(item(1, { run: "r2" }), "token2", "ann");
	assert.equal(await q.flush(2_000), true);
	await until(() => q.state.aside.length === 1 && !q.state.sending);
	assert.equal(q.state.unsent, 1);
	assert.equal(q.state.problem, "refused");
	assert.equal(q.state.aside[0]!.code, "item_invalid");
	await q.discard(q.state.aside[0]!.key);
	assert.equal(q.state.unsent, 0);
});

const answers = (sequence: number) =>
	({ ...item(sequence), kind: "answers" }) as unknown as AnswersItem;

function passedOver(sent: Sent): Response {
	return json(200, {
		attempt: sent.item.attempt, run: sent.item.run,
		sequence: sent.item.sequence, savedAt: 5, duplicate: false,
		accepted: false, reason: "ended",
	});
}

scenario("answers of our own pages are sent at once, by nobody else",
	async (w) => {
	const q = w.tab();
	const began = performance.now();

	await q.start("ann");
	await q.put(answers(1), "token", "ann");
	await until(() => w.sent.length === 1 && q.state.unsent === 0);
	assert.ok(performance.now() - began < 2_000, "no frame is waited for");
});

scenario("answers that came too late to count are kept for the person, " +
	"and not sent again", async (w) => {
	const q = w.tab();

	w.reply = passedOver;
	await q.start("ann");
	await q.put(answers(1), "token", "ann");
	await until(() => q.state.aside.length === 1);
	assert.equal(q.state.aside[0]!.code, "ended");
	w.sent.length = 0;
	w.reply = accept;
	await q.start("ann");
	await q.flush(500);
	assert.equal(w.sent.length, 0);
	assert.equal((await q.copy(q.state.aside[0]!.key))?.sequence, 1);
	await q.discard(q.state.aside[0]!.key);
	assert.equal(q.state.unsent, 0);
});

scenario("a page that shows what did not count is told instead", async (w) => {
	const told: string[] = [];
	const q = w.tab({ passed: (item, why) => {
		told.push(`${item.sequence} ${why}`);
		return true;
	} });

	w.reply = passedOver;
	await q.start("ann");
	await q.put(answers(1), "token", "ann");
	await until(() => q.state.unsent === 0 && told.length > 0);
	assert.deepEqual(told, ["1 ended"]);
	assert.deepEqual(q.state.aside, []);
});

scenario("a page that is opened finds what could not be sent yet",
	async (w) => {
	const q = w.tab();

	w.reply = dead;
	await q.start("ann");
	await q.put(answers(3), "token", "ann");
	assert.deepEqual((await q.kept("a1")).map((i) => i.sequence), [3]);
	assert.deepEqual(await q.kept("another"), []);
});

scenario("what was set aside is tried again when a page is opened",
	async (w) => {
	const q = w.tab();
	w.reply = () => problem(403, "run_foreign");
	await q.start("ann");
	await q.put(item(1), "token", "ann");
	await q.flush(2_000);
	await until(() => q.state.aside.length === 1);
	w.reply = accept;
	await q.start("ann");
	await until(() => q.state.unsent === 0);
});

for (const [what, reply] of [
	["a page that answers 200 with HTML", () =>
		new Response("<h1>Wi-Fi</h1>", { status: 200 })],
	["a 200 that names an earlier sequence", () =>
		json(200, { run: "r1", sequence: 0, savedAt: 1 })],
	["a 200 that names another run", () =>
		json(200, { run: "r9", sequence: 1, savedAt: 1 })],
	["a 403 that is not the server's", () =>
		new Response("blocked", { status: 403 })],
	["a 401 that is not the server's", () =>
		new Response("proxy", { status: 401 })],
	["a 404", () => problem(404, "not_found")],
	["a 500", () => problem(500, "internal")],
	["a full disk of the server", () => problem(507, "disk_full")],
] as [string, () => Response][])
	scenario(`${what} acknowledges and refuses nothing`, async (w) => {
		const q = w.tab();
		w.reply = reply;
		await q.start("ann");
		await q.put(item(1), "token", "ann");
		assert.equal(await q.flush(200), false);
		await until(() => q.state.problem === "server");
		assert.equal(q.state.unsent, 1);
		assert.deepEqual(q.state.aside, []);
		w.reply = accept;
		assert.equal(await q.flush(2_000), true);
	});

scenario("a server that has a later item of the run needs the older no more",
	async (w) => {
	const q = w.tab();
	w.reply = () => json(200,
		{ run: "r1", sequence: 2, savedAt: 9, duplicate: true });
	await q.start("ann");
	await q.put(item(1), "token", "ann");
	assert.equal(await q.flush(2_000), true);
});

scenario("a busy server says when to come back", async (w) => {
	const q = w.tab();
	w.reply = () => problem(503, "busy", { "Retry-After": "2" });
	await q.start("ann");
	await q.put(item(1), "token", "ann");
	await q.flush(50);
	await until(() => w.sent.length === 1);
	const began = performance.now();
	w.reply = accept;
	await until(() => w.sent.length === 2);
	assert.ok(performance.now() - began > 1_800);
	await until(() => q.state.unsent === 0);
});

scenario("a failed sending is tried again by itself, later each time",
	async (w) => {
	const q = w.tab();
	const times: number[] = [];
	w.reply = () => { times.push(performance.now()); return dead(); };
	await q.start("ann");
	await q.put(item(1), "token", "ann");
	await q.flush(20);
	await until(() => times.length >= 3, 8_000);
	assert.ok(times[2]! - times[1]! > 1.5 * (times[1]! - times[0]!));
});

scenario("suspend data of 64,000 characters is kept and sent, without " +
	"keepalive", async (w) => {
	const q = w.tab();
	const long = "é".repeat(64_000);
	await q.start("ann");
	await q.put(item(1, { cmi: { "cmi.suspend_data": long } }), "t", "ann");
	assert.equal(await q.flush(2_000), true);
	assert.equal(w.sent[0]!.item.cmi["cmi.suspend_data"], long);
	assert.equal(w.sent[0]!.keepalive, false);
	await q.put(item(2), "t", "ann");
	await q.flush(2_000);
	assert.equal(w.sent[1]!.keepalive, true);
});

test("a full disk costs only the promise to outlive the page", async () => {
	const idb = await shelfIdb(`test-${++databases}`);
	const memory = shelfMemory();
	let full = false;
	const w = world([{
		kind: "disk",
		all: idb.all,
		change: (key, to) => full && to(undefined)
			? Promise.reject(new DOMException("", "QuotaExceededError"))
			: idb.change(key, to),
	}, memory]);
	const q = w.tab();
	w.reply = dead;
	await q.start("ann");
	await q.put(item(1), "t", "ann");
	full = true;
	assert.equal(await q.put(item(2), "t", "ann"), "memory");
	assert.equal(q.state.stored, "memory");
	assert.equal(q.state.unsent, 2);
	await until(() => w.sent.length > 0, 2_000);
	assert.equal(w.sent[0]!.item.sequence, 2);
	full = false;
	assert.equal(await q.put(item(3), "t", "ann"), "disk");
	assert.equal(q.state.stored, "disk");
	assert.equal(q.state.unsent, 3);
	assert.deepEqual(await memory.all(), []);
	q.stop();
});

test("localStorage holds items where IndexedDB is shut", async () => {
	const storage = localStorageLike();
	const w = world([shelfLocal(storage), shelfMemory()]);
	const first = w.tab();
	w.reply = dead;
	await first.start("ann");
	assert.equal(await first.put(item(1), "t", "ann"), "disk");
	assert.equal(await first.put(item(2), "t", "ann"), "disk");
	assert.equal(storage.length, 1);
	first.stop();
	w.reply = accept;
	const second = w.tab();
	await second.start("ann");
	await until(() => second.state.unsent === 0 && storage.length === 0);
	second.stop();
});

test("what storage was filled with by others is passed over", async () => {
	const storage = localStorageLike();
	storage.setItem("balai.queue.x|y|z|1", "{broken");
	storage.setItem("balai.queue.x|y|z|2", '{"key":1}');
	const shelf = shelfLocal(storage);
	assert.deepEqual(await shelf.all(), []);
});

test("two tabs with runs of their own lose nothing of each other",
	async () => {
	const w = await disk();
	const one = w.tab(), two = w.tab();
	w.reply = dead;
	await one.start("ann");
	await two.start("ann");
	await Promise.all([
		one.put(item(1), "t", "ann"),
		two.put(item(1, { run: "r2" }), "t2", "ann"),
	]);
	one.stop();
	w.reply = accept;
	assert.equal(await two.flush(2_000), true);
	assert.deepEqual(new Set(w.sent.slice(-2).map((s) => s.item.run)),
		new Set(["r1", "r2"]));
	two.stop();
});

test("without Web Locks one tab at a time holds the lease", async () => {
	const storage = localStorageLike();
	const one = lockByLease(storage, "ann"), two = lockByLease(storage, "ann");
	let end: () => void = () => undefined;
	const held = one(() => new Promise((r) => { end = r; }));
	assert.equal(await two(async () => undefined), false);
	end();
	assert.equal(await held, true);
	assert.equal(await two(async () => undefined), true);
});

test("a frame whose storage is shut has neither locks nor channels, and sends",
	async () => {
		const shut = () => {
			throw new DOMException("shut", "SecurityError");
		};
		const scope = {
			navigator: { locks: { request: async () => shut() } },
			BroadcastChannel: class {
				constructor() {
					shut();
				}
			},
			get localStorage() {
				return shut();
			},
			addEventListener: () => undefined,
		} as unknown as typeof globalThis;
		const lock = lockOpen(scope, "ann", null);
		const channel = channelOpen(scope);
		let runs = 0;

		for (let i = 0; i < 2; i++)
			assert.equal(await lock(async () => void runs++), true);
		assert.equal(runs, 2);
		channel.listen(() => undefined);
		channel.tell({ type: "changed" });
	});

test("what fails under a lock is told, and not done twice", async () => {
	const scope = { navigator: { locks: {
		request: async (_: string, __: object,
			work: (lock: object) => Promise<void>) => work({}),
	} } } as unknown as typeof globalThis;
	const lock = lockOpen(scope, "ann", null);
	let runs = 0;

	await assert.rejects(lock(async () => {
		runs++;
		throw new Error("no line");
	}), /no line/);
	assert.equal(runs, 1);
});

test("the lease of a tab that died is taken over", async () => {
	const storage = localStorageLike();
	storage.setItem("balai.queue-lease.ann", "gone.7");
	const lock = lockByLease(storage, "ann");
	assert.equal(await lock(async () => undefined), false);
	const end = performance.now() + 30_000;
	let taken = false;
	while (!taken && performance.now() < end) {
		await new Promise((r) => setTimeout(r, 200));
		taken = await lock(async () => undefined);
	}
	assert.equal(taken, true);
});
