/*
 * What tools of others may keep in the page that shows them (LTI storage).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { answerTo, KEYS_MOST, LETTERS_MOST, listen, ToolStore }
	from "../../../web/src/parts/lti";

const A = "https://a.example", B = "https://b.example";
const deaf = { resize: () => undefined, close: () => undefined };

function asker(store = new ToolStore()) {
	let n = 0;

	return (origin: string, subject: string, more: object = {}) =>
		answerTo(store, origin, { subject, message_id: `m${n++}`, ...more },
			deaf) as any;
}

test("P37 what one origin keeps another does not see", () => {
	const ask = asker();

	assert.equal(ask(A, "lti.put_data", { key: "k", value: "rahasia" }).value,
		"rahasia");
	assert.equal(ask(B, "lti.get_data", { key: "k" }).value, null);
	assert.equal(ask(A, "lti.get_data", { key: "k" }).value, "rahasia");
	assert.equal(ask("http://a.example", "lti.get_data", { key: "k" }).value,
		null);
});

test("P37 a frame or origin that is not the tool's is ignored", () => {
	const said: unknown[] = [];
	let hear: ((e: unknown) => void) | null = null;
	const before = { add: globalThis.addEventListener,
		remove: globalThis.removeEventListener };
	const tool = { postMessage: (...args: unknown[]) => said.push(args) };
	const other = { postMessage: () => assert.fail("answered") };

	Object.assign(globalThis, {
		addEventListener: (_: string, f: typeof hear) => { hear = f; },
		removeEventListener: () => { hear = null; },
	});
	const stop = listen(() => tool as unknown as Window, [A], deaf);
	const data = { subject: "lti.capabilities", message_id: "1" };

	hear!({ source: other, origin: A, data });
	hear!({ source: tool, origin: B, data });
	hear!({ source: null, origin: A, data });
	assert.equal(said.length, 0);
	hear!({ source: tool, origin: A, data });
	assert.equal((said[0] as unknown[])[1], A);
	stop();
	assert.equal(hear, null);
	Object.assign(globalThis, { addEventListener: before.add,
		removeEventListener: before.remove });
});

test("P37 more than 4096 characters are refused, and what was there stays", () => {
	const ask = asker();
	const long = "x".repeat(LETTERS_MOST - 1);

	assert.equal(ask(A, "lti.put_data", { key: "k", value: long }).error,
		undefined);
	for (const [key, value] of [["k", `${long}x`], ["l", ""], ["lm", "n"]])
		assert.equal(ask(A, "lti.put_data", { key, value }).error.code,
			"storage_exhaustion", key);
	assert.equal(ask(A, "lti.get_data", { key: "k" }).value, long);
	assert.equal(ask(B, "lti.put_data", { key: "k", value: "y" }).error,
		undefined);
});

test("P37 more than 500 keys are refused, and one that is taken away makes room", () => {
	const ask = asker();

	for (let i = 0; i < KEYS_MOST; i++)
		assert.equal(ask(A, "lti.put_data",
			{ key: `${i}`, value: "" }).error, undefined);
	assert.equal(ask(A, "lti.put_data", { key: "z", value: "" }).error.code,
		"storage_exhaustion");
	ask(A, "lti.put_data", { key: "7", value: null });
	assert.equal(ask(A, "lti.put_data", { key: "z", value: "1" }).value, "1");
	assert.equal(ask(A, "lti.get_data", { key: "7" }).value, null);
});

test("both spellings are answered, each by its own", () => {
	const ask = asker();
	const put = ask(A, "org.imsglobal.lti.put_data", { key: "k", value: "v" });

	assert.equal(put.subject, "org.imsglobal.lti.put_data.response");
	assert.equal(put.message_id, "m0");
	assert.equal(ask(A, "lti.get_data", { key: "k" }).value, "v");
	const can = ask(A, "lti.capabilities");

	assert.equal(can.subject, "lti.capabilities.response");
	for (const subject of ["lti.put_data", "lti.get_data",
		"org.imsglobal.lti.get_data"])
		assert.ok(can.supported_messages.some((m: { subject: string }) =>
			m.subject === subject), subject);
});

test("what is malformed gets an error, what is not meant for us none", () => {
	const ask = asker();

	for (const more of [{}, { key: 1, value: "" }, { key: "", value: "" },
		{ key: "k", value: 1 }, { key: "k" }])
		assert.equal(ask(A, "lti.put_data", more).error.code, "bad_request");
	assert.equal(answerTo(new ToolStore(), A, { subject: "lti.get_data",
		key: "k" }, deaf)!.message_id, null);
	assert.equal(ask(A, "lti.other").error.code, "unsupported_subject");
	for (const data of [null, 1, "x", "{", [], {}, { subject: 1 },
		{ subject: "other" }, { subject: "xlti.get_data" }])
		assert.equal(answerTo(new ToolStore(), A, data, deaf), null);
});

test("a tool says how tall it is, within bounds, and that it is done", () => {
	const heights: number[] = [];
	let closed = 0;
	const heard = { resize: (h: number) => heights.push(h),
		close: () => void closed++ };
	const say = (data: unknown) => answerTo(new ToolStore(), A, data, heard);

	say({ subject: "lti.frameResize", height: 640 });
	say('{"subject": "org.imsglobal.lti.frameResize", "height": "700"}');
	say({ subject: "lti.frameResize", height: 1e9 });
	for (const height of [-1, "x", null, NaN, {}])
		say({ subject: "lti.frameResize", height });
	assert.deepEqual(heights, [640, 700, 10_000]);
	say({ subject: "org.imsglobal.lti.close" });
	assert.equal(closed, 1);
});
