/*
 * When a page asks again by itself.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { retryMs } from "../../../web/src/parts/retry";

const busy = (retryAfter: number) => ({ status: 503, retryAfter });

test("without a line it is tried again, after a refusal it is not", () => {
	assert.equal(retryMs({ status: 0, retryAfter: 0 }), 5_000);
	for (const status of [400, 401, 403, 404, 409, 500])
		assert.equal(retryMs({ status, retryAfter: 3 }), null);
});

test("a busy server is asked again no sooner than it says, and not by all at once", () => {
	assert.equal(retryMs(busy(3), () => 0), 3_000);
	assert.equal(retryMs(busy(3), () => 0.5), 4_500);
	assert.equal(retryMs(busy(0), () => 0), 2_000);
});

test("and no later than in two minutes, whatever it says", () => {
	assert.equal(retryMs(busy(86_400), () => 1), 120_000);
});
