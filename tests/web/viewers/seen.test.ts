/* What counts as watched and as seen: the arithmetic of the viewers. */
import assert from "node:assert/strict";
import test from "node:test";
import { Dwell, type View } from "../../../web/src/frame/viewers/dwell";
import { Sheets } from "../../../web/src/frame/viewers/sheets";
import { add, missing, read, readPages, SPANS_MOST, total, write, writePages,
	type Span } from "../../../web/src/frame/viewers/spans";
import { Watch } from "../../../web/src/frame/viewers/watch";

test("stretches that touch or overlap become one, in any order", () => {
	let spans: Span[] = [];

	for (const [from, to] of [[10, 20], [0, 5], [5, 7], [30, 40], [18, 31]])
		spans = add(spans, from!, to!);
	assert.deepEqual(spans, [[0, 7], [10, 40]]);
	assert.equal(total(spans), 37);
	assert.deepEqual(add(spans, 8, 8), spans, "nothing adds nothing");
	assert.deepEqual(add(spans, 9, 8), spans, "and so does less");
	assert.deepEqual(add([[0, 1]], 1.3, 2, .5), [[0, 2]]);
});

test("what is written is read again, and what others wrote is not believed",
	() => {
	assert.equal(write([[0, 12.54], [30, 44]]), "0-12.5,30-44");
	assert.deepEqual(read("0-12.5,30-44"), [[0, 12.5], [30, 44]]);
	assert.deepEqual(read("30-44", 40), [[30, 40]]);
	for (const bad of [undefined, "", "x", "5-1", "-3-9", "1e9-2e9",
		"0-Infinity", "NaN-3", "0-99999999999999"])
		assert.deepEqual(read(bad), [], String(bad));
	assert.equal(writePages([[0, 3], [4, 5]]), "1-3,5");
	assert.deepEqual(readPages("1-3,5", 12), [[0, 3], [4, 5]]);
	assert.deepEqual(readPages("0,2-900", 12), [[1, 12]]);
	assert.deepEqual(readPages("13", 12), []);
});

test("however often a learner jumps, the record stays small", () => {
	let spans: Span[] = [];

	for (let i = 0; i < 3 * SPANS_MOST; i++)
		spans = add(spans, 10 * i, 10 * i + 1 + i % 3);
	assert.equal(spans.length, SPANS_MOST);
	assert.ok(read(write(spans)).length === SPANS_MOST);
	assert.ok(spans.every(([from, to]) => to - from === 3),
		"the longest are kept");
});

test("the first stretch that is missing is found", () => {
	assert.deepEqual(missing([], 60), [0, 60]);
	assert.deepEqual(missing([[0, 10], [20, 60]], 60), [10, 20]);
	assert.deepEqual(missing([[0, 30]], 60), [30, 60]);
	assert.equal(missing([[0, 60]], 60), null);
	assert.equal(missing([[.4, 60]], 60, 1), null, "a moment is no gap");
});

/* Plays from `from` to `to` at `rate`, looking four times a second. */
function play(watch: Watch, from: number, to: number, rate = 1, at = 0) {
	let now = at;

	for (let place = from; place <= to; place += .25 * rate, now += 250)
		watch.at(now, place, rate);
	return now;
}

test("a video played through is watched, at any speed", () => {
	for (const rate of [.75, 1, 2]) {
		const watch = new Watch([]);

		play(watch, 0, 99, rate);
		assert.ok(watch.done(100), `at ${rate}`);
	}
});

test("seeking ahead does not count, told or not told", () => {
	const watch = new Watch([]);
	let now = play(watch, 0, 10);

	watch.stop();
	now = play(watch, 90, 100, 1, now);
	assert.ok(Math.abs(total(watch.spans) - 20) < .6);
	/* The browser did not say "seeking". */
	watch.at(now + 250, 20, 1);
	watch.at(now + 500, 60, 1);
	assert.ok(Math.abs(total(watch.spans) - 20) < .6);
	assert.ok(!watch.done(100));
});

test("going back and playing twice counts once", () => {
	const watch = new Watch([]);

	play(watch, 0, 50);
	watch.stop();
	play(watch, 10, 50, 1, 100_000);
	assert.ok(Math.abs(watch.part(100) - .5) < .01);
});

test("94 of 100 seconds are not enough, 95 are", () => {
	const watch = new Watch([[0, 94]]);

	assert.ok(!watch.done(100));
	watch.spans = add(watch.spans, 94, 95);
	assert.ok(watch.done(100));
	assert.ok(!watch.done(0), "a length that is not known is never reached");
});

function looks(dwell: Dwell, n: number, view: (i: number) => View): void {
	for (let i = 0; i < n; i++)
		dwell.look(view(i));
}

const whole = (page: number): View => new Map([[page, [0, 1]]]);

test("a page that was in view for a second is seen, in less it is not", () => {
	const dwell = new Dwell(3, []);

	looks(dwell, 4, () => whole(0));
	assert.equal(dwell.count, 0);
	looks(dwell, 1, () => whole(0));
	assert.equal(dwell.count, 1);
	looks(dwell, 4, () => whole(1));
	dwell.rest();
	looks(dwell, 4, () => whole(1));
	assert.equal(dwell.count, 1, "a hidden tab begins the second anew");
	assert.ok(!dwell.done);
});

test("flicking through a hundred pages sees none", () => {
	const dwell = new Dwell(100, []);

	looks(dwell, 100, (i) => whole(i));
	looks(dwell, 3, () => whole(99));
	assert.equal(dwell.count, 0);
});

test("a page larger than the window is seen when all of it was", () => {
	const dwell = new Dwell(1, []);

	looks(dwell, 20, () => new Map([[0, [0, .5]]]));
	assert.equal(dwell.count, 0);
	looks(dwell, 5, () => new Map([[0, [.45, .95]]]));
	assert.ok(dwell.done);
});

test("slow and steady scrolling sees a page", () => {
	const dwell = new Dwell(1, []);

	/* A window of half a page, 5 % of the page further at each look. */
	looks(dwell, 31, (i) => new Map([[0, [Math.max(0, i * .05 - .5),
		Math.min(1, i * .05)]]]));
	assert.ok(dwell.done);
});

test("pages seen in an earlier visit stay seen", () => {
	const dwell = new Dwell(3, readPages("1-2", 3));

	assert.equal(dwell.count, 2);
	looks(dwell, 5, () => whole(2));
	assert.ok(dwell.done);
	assert.equal(writePages(dwell.seen), "1-3");
});

test("the place that is read stays where it is when pages change size", () => {
	const sheets = new Sheets(5, { width: 600, height: 800 });

	sheets.layOut(360, 1);
	const place = sheets.place(sheets.tops[3]! + 10, 450);
	assert.equal(place.page, 3);
	assert.ok(sheets.learn(0, { width: 800, height: 600 }));
	assert.ok(!sheets.learn(1, { width: 600, height: 800 }));
	sheets.layOut(360, 2);
	const scroll = sheets.scrollTo(place, 450);
	const after = sheets.place(scroll, 450);
	assert.equal(after.page, 3);
	assert.ok(Math.abs(after.part - place.part) < .01);
});

test("the window's view names each page and its part", () => {
	const sheets = new Sheets(3, { width: 344, height: 400 });

	sheets.layOut(360, 1);
	assert.deepEqual([...sheets.view(0, 408)], [[0, [0, 1]]]);
	assert.deepEqual([...sheets.view(208, 408)],
		[[0, [.5, 1]], [1, [0, .5]]]);
	assert.deepEqual([...sheets.view(9_999, 400)], []);
});
