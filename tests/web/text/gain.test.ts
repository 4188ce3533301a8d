/*
 * What is said of a gain: no more than so many people can show.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { GainNumbers } from "../../../web/src/api/numbers";
import { ownGain } from "../../../web/src/parts/ownGain";
import { gainSentences, gainWord, points } from
	"../../../web/src/screens/manage/numbers/gainTell";
import { setLang } from "../../../web/src/text/index";

const BOUNDS = { told: 5, least: 10, sure: 30 };
const none: GainNumbers = { n: 0, judged: "no", before: null, after: null,
	change: null, low: null, high: null, normalised: null, medianBefore: null,
	medianAfter: null, medianChange: null, clear: null };
const told = (more: Partial<GainNumbers>): GainNumbers => ({ ...none, n: 40,
	judged: "yes", before: 0.4, after: 0.6, change: 0.2, low: 0.15, high: 0.25,
	normalised: 1 / 3, clear: true, ...more });
const say = (g: GainNumbers) => gainSentences(g, BOUNDS).join(" ");

describe("a gain in words", () => {
	before(() => {
		Object.assign(globalThis, { document: { documentElement: {} } });
	});
	after(() => setLang("id"));

	test("of fewer than five nothing is said, not even how many", () => {
		assert.equal(say(none), "Belum cukup peserta yang mengerjakan pretes " +
			"lalu kuis ini. Hasil terlihat setelah sedikitnya 5 peserta.");
		assert.equal(gainWord(none), "terlalu sedikit");
	});

	test("of fewer than ten there are numbers and no judgement", () => {
		const g = told({ n: 7, judged: "no", low: null, high: null,
			clear: null });

		assert.match(say(g), /rata-rata 40 menjadi 60\. Belum cukup peserta/);
		assert.doesNotMatch(say(g), /Naik|beda:|hati-hati/);
		assert.equal(gainWord(g), "belum cukup untuk dinilai");
	});

	test("of fewer than thirty it asks for care", () => {
		const g = told({ n: 12, judged: "carefully" });

		assert.match(say(g), /Naik rata-rata 20 poin; .* 15 dan 25\..*hati-hati/);
		assert.equal(gainWord(g), "naik, hati-hati");
	});

	test("an interval that holds 0 is no claim", () => {
		const g = told({ change: 0.02, after: 0.42, low: -0.03, high: 0.07,
			clear: false });

		assert.match(say(g), /Belum terlihat beda: selisih rata-rata \+2 poin, .* antara −3 dan \+7/);
		assert.doesNotMatch(say(g), /dikuasai/);
		assert.equal(gainWord(g), "belum terlihat beda");
	});

	test("a loss is said as one, and its bounds in the right order", () => {
		const g = told({ change: -0.2, after: 0.2, low: -0.25, high: -0.15,
			normalised: -1 / 3 });

		assert.match(say(g), /Turun rata-rata 20 poin; .* antara 15 dan 25/);
		assert.doesNotMatch(say(g), /dikuasai/);
		assert.equal(gainWord(g), "turun");
	});

	test("a change has its sign, and nothing has none", () => {
		assert.deepEqual([0.125, -0.03, 0, 0.0001, null].map(points),
			["+12,5", "−3", "0", "0", "–"]);
	});

	test("one's own is before and after, in both languages", async () => {
		const own = { before: { points: 4, most: 10 },
			after: { points: 8.5, most: 10 } };

		assert.equal(ownGain(own, false),
			"Sebelum 4 dari 10, sesudah 8,5 dari 10.");
		await setLang("en");
		assert.equal(ownGain(own, true),
			"Before 4 of 10, afterwards 8.5 of 10 (first tries).");
		assert.match(say(told({})), /Up 20 points .*33% was known afterwards/);
	});
});
