/* Whether something was answered, in whole or in part. */
import assert from "node:assert/strict";
import test from "node:test";
import type { PublicQuestion } from "../../../web/src/api/quiz";
import { moved } from "../../../web/src/questions/moved";
import { isEmpty, isPartial, sameResponse } from
	"../../../web/src/questions/response";

test("nothing, and what was taken back, is no answer", () => {
	for (const none of [null, undefined, {}, { choices: [] }, { pairs: {} },
		{ text: "" }, { text: " \n" }, { gaps: {} },
		{ gaps: { 1: { text: " " } } }])
		assert.ok(isEmpty(none), JSON.stringify(none));
	for (const some of [{ choice: "1" }, { choices: ["2"] }, { value: false },
		{ pairs: { 1: "2" } }, { order: ["2", "1"] }, { text: "0" },
		{ gaps: { 1: { text: "" }, 2: { choice: "1" } } }])
		assert.ok(!isEmpty(some), JSON.stringify(some));
});

test("a row without a match and a gap left empty are told", () => {
	const part = (...ids: string[]) => ids.map((id) => ({ id, html: id }));
	const match = { type: "match", lefts: part("1", "2") } as
		unknown as PublicQuestion;
	const cloze = { type: "cloze", gaps: [{ id: "1", type: "text" },
		{ id: "2", type: "single" }] } as unknown as PublicQuestion;

	assert.ok(isPartial(match, { pairs: { 1: "2" } }));
	assert.ok(!isPartial(match, { pairs: { 1: "2", 2: "1" } }));
	assert.ok(!isPartial(match, null), "that is none at all");
	assert.ok(isPartial(cloze, { gaps: { 1: { text: "a" } } }));
	assert.ok(isPartial(cloze,
		{ gaps: { 1: { text: " " }, 2: { choice: "1" } } }));
	assert.ok(!isPartial(cloze,
		{ gaps: { 1: { text: "a" }, 2: { choice: "1" } } }));
});

test("responses are the same whatever the order of their keys", () => {
	assert.ok(sameResponse({ pairs: { 1: "2", 2: "1" } },
		{ pairs: { 2: "1", 1: "2" } }));
	assert.ok(sameResponse(null, { text: "" }));
	assert.ok(!sameResponse({ order: ["1", "2"] }, { order: ["2", "1"] }));
});

test("an item is put before or behind the others", () => {
	assert.deepEqual(moved(["a", "b", "c", "d"], 0, 2), ["b", "c", "a", "d"]);
	assert.deepEqual(moved(["a", "b", "c", "d"], 3, 0), ["d", "a", "b", "c"]);
});
