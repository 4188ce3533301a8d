/*
 * Numbers, sizes, moments and NIPs as people in Indonesia write them.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setLang } from "../../../web/src/text/index";
import { bytes, clock, day, duration, moment, number } from
	"../../../web/src/text/format";
import { linkHost, openable, scoreText } from "../../../web/src/text/names";
import { nipDigits, nipGrouped } from "../../../web/src/text/nip";
import type { Node } from "../../../web/src/api/types";

/* 27 Nov 2026, 16.05 UTC: a Friday evening in Indonesia. */
const AT = Date.UTC(2026, 10, 27, 16, 5);

function at(zone: string, check: () => void): void {
	const was = process.env.TZ;

	process.env.TZ = zone;
	try {
		check();
	} finally {
		process.env.TZ = was;
	}
}

describe("in Indonesian", () => {
	test("a comma stands before the rest, a point between thousands", () => {
		assert.equal(number(72.5), "72,5");
		assert.equal(number(72.04), "72");
		assert.equal(number(1250000, 0), "1.250.000");
		assert.equal(number(-0.5), "−0,5");
		assert.equal(number(-0.01), "0");
	});

	test("sizes are in powers of a thousand, and only nothing is 0 kB", () => {
		assert.equal(bytes(0), "0 kB");
		assert.equal(bytes(1), "1 kB");
		assert.equal(bytes(240_000), "240 kB");
		assert.equal(bytes(999_000), "999 kB");
		assert.equal(bytes(999_999), "1 MB");
		assert.equal(bytes(999_999_999), "1 GB");
		assert.equal(bytes(1_234_567), "1,2 MB");
		assert.equal(bytes(2_500_000_000), "2,5 GB");
	});

	test("a moment names its day and the zone of the device", () => {
		at("Asia/Jakarta", () => assert.equal(moment(AT),
			"Jumat, 27 Nov 2026 pukul 23.05 WIB"));
		at("Asia/Makassar", () => assert.equal(moment(AT),
			"Sabtu, 28 Nov 2026 pukul 00.05 WITA"));
		at("Asia/Jayapura", () => assert.equal(moment(AT),
			"Sabtu, 28 Nov 2026 pukul 01.05 WIT"));
		at("Asia/Kolkata", () => assert.equal(moment(AT),
			"Jumat, 27 Nov 2026 pukul 21.35 UTC+5:30"));
	});

	test("durations are in words", () => {
		assert.equal(duration(10_000), "kurang dari 1 menit");
		assert.equal(duration(780_000), "13 menit");
		assert.equal(duration(3_600_000), "1 jam");
		assert.equal(duration(4_800_000), "1 jam 20 menit");
	});

	test("a score says its scale unless that is a hundred", () => {
		const score = { scaled: null, raw: 8, min: 0, max: 10 };

		assert.equal(scoreText(score), "8 dari 10");
		assert.equal(scoreText({ ...score, raw: 72.5, max: 100 }), "72,5");
		assert.equal(scoreText({ ...score, max: null }), "8");
		assert.equal(scoreText({ scaled: 0.725, raw: null, min: null,
			max: null }), "72,5");
		assert.equal(scoreText(null), null);
	});
});

describe("in English", () => {
	before(async () => {
		Object.assign(globalThis, { document: { documentElement: {} } });
		await setLang("en");
	});
	after(() => setLang("id"));

	test("point and comma change places, and hours have a colon", () => {
		assert.equal(number(1234.5), "1,234.5");
		assert.equal(bytes(1_234_567), "1.2 MB");
		at("Asia/Jakarta", () => {
			assert.equal(clock(AT), "23:05");
			assert.equal(day(AT), "27 Nov 2026");
			assert.equal(moment(AT), "Friday, 27 Nov 2026 at 23:05 WIB");
		});
	});
});

describe("a NIP", () => {
	test("is taken in any form", () => {
		assert.equal(nipDigits("19900101 201503 1 001"), "199001012015031001");
		assert.equal(nipDigits("NIP. 19900101-201503-1-001"),
			"199001012015031001");
	});

	test("is shown in its four groups, and left alone when it is not whole",
		() => {
			assert.equal(nipGrouped("199001012015031001"),
				"19900101 201503 1 001");
			assert.equal(nipGrouped(" 1990 "), "1990");
		});
});

describe("an outline", () => {
	const node = (key: string, more: Partial<Node> = {}): Node => ({
		id: key, key, title: key, kind: "sco", launchable: true,
		visible: true, bytes: 1, children: [], progress: null, ...more,
	});

	test("is opened in its order, without folders and what is hidden", () => {
		const nodes = [
			node("folder", { id: null, kind: "folder", launchable: false,
				children: [node("a"), node("hidden", { visible: false })] }),
			node("b"),
		];

		assert.deepEqual(openable(nodes).map((n) => n.key), ["a", "b"]);
	});

	test("has links to the web only", () => {
		assert.equal(linkHost("https://peraturan.go.id/x?y"),
			"peraturan.go.id");
		assert.equal(linkHost("javascript:alert(1)"), null);
		assert.equal(linkHost("data:text/html,x"), null);
		assert.equal(linkHost(undefined), null);
	});
});
