/*
 * The data model of SCORM 1.2 as a table: for each element what may be read
 * and set, its first value, values that must be taken (the book's greatest
 * lengths among them), values that must be refused, and the error codes
 * (RTE 3.3.5 and 3.4.4).
 */

import { test } from "node:test";
import assert from "node:assert/strict";
import { createRuntime } from "../../../web/src/runtime/runtime";
import type { Api12 } from "../../../web/src/runtime/types";
import { recorder, runState } from "./state";

interface Row {
	element: string;
	access: "r" | "w" | "rw";
	first?: string;
	good?: string[];
	bad?: string[];
	/* Set before, so that the member of an array is there. */
	after?: [string, string];
}

const text = (length: number) => "x".repeat(length);
const STATUS = ["passed", "completed", "failed", "incomplete", "browsed"];
const SCORES = { access: "rw" as const, first: "",
	good: ["0", "100", "66.67", ".5", "0.0", "", "007"],
	bad: ["-1", "100.01", "101", "x", "1,5", "1e2", " 5", "5 ", "NaN",
		"1.2.3"] };
const SPANS = { good: ["00:00:00", "00:00:01.5", "0000:00:00.00",
	"9999:59:59.99", "00:99:99"],
	bad: ["", "0:00:00", "00:00", "00:00:0", "00000:00:00", "00:00:00.123",
		"1h", "-00:00:01", "aa:bb:cc", "PT1M"] };
const IDS = { good: ["q1", "Q_1-a.b:c", text(255)],
	bad: ["", " ", "a b", "a\tb", text(5000)] };
const OBJ: [string, string] = ["cmi.objectives.0.id", "o1"];
const INT: [string, string] = ["cmi.interactions.0.id", "q1"];

const ROWS: Row[] = [
	{ element: "cmi.core.student_id", access: "r", first: "p1" },
	{ element: "cmi.core.student_name", access: "r", first: "Sari, Dewi" },
	{ element: "cmi.core.lesson_location", access: "rw", first: "",
		good: ["", "page 3", text(255), text(1000), "ĀŒ😀\n"],
		bad: [text(4097)] },
	{ element: "cmi.core.credit", access: "r", first: "credit" },
	{ element: "cmi.core.lesson_status", access: "rw",
		first: "not attempted", good: STATUS,
		bad: ["not attempted", "", "Passed", "complete", "unknown"] },
	{ element: "cmi.core.entry", access: "r", first: "ab-initio" },
	{ element: "cmi.core.score.raw", ...SCORES },
	{ element: "cmi.core.score.min", ...SCORES },
	{ element: "cmi.core.score.max", ...SCORES },
	{ element: "cmi.core.total_time", access: "r",
		first: "0000:00:00.00" },
	{ element: "cmi.core.lesson_mode", access: "r", first: "normal" },
	{ element: "cmi.core.exit", access: "w",
		good: ["time-out", "suspend", "logout", ""],
		bad: ["normal", "Suspend", "quit", " "] },
	{ element: "cmi.core.session_time", access: "w", ...SPANS },
	{ element: "cmi.suspend_data", access: "rw", first: "",
		good: ["", "a=1|b=2", text(4096), text(64000), "\u0000\u2028\"\\"],
		bad: [text(64001)] },
	{ element: "cmi.launch_data", access: "r", first: "level=2" },
	{ element: "cmi.comments", access: "rw", first: "",
		good: ["", "<1>good<e.1>", text(4096)], bad: [text(64001)] },
	{ element: "cmi.comments_from_lms", access: "r", first: "" },
	{ element: "cmi.objectives.0.id", access: "rw", ...IDS },
	{ element: "cmi.objectives.0.score.raw", ...SCORES, after: OBJ },
	{ element: "cmi.objectives.0.score.min", ...SCORES, after: OBJ },
	{ element: "cmi.objectives.0.score.max", ...SCORES, after: OBJ },
	{ element: "cmi.objectives.0.status", access: "rw", after: OBJ,
		first: "not attempted", good: [...STATUS, "not attempted"],
		bad: ["", "done"] },
	{ element: "cmi.student_data.mastery_score", access: "r", first: "75" },
	{ element: "cmi.student_data.max_time_allowed", access: "r",
		first: "01:30:00" },
	{ element: "cmi.student_data.time_limit_action", access: "r",
		first: "exit,message" },
	{ element: "cmi.student_preference.audio", access: "rw", first: "0",
		good: ["-1", "0", "100", "50"], bad: ["-2", "101", "", "1.5", "x"] },
	{ element: "cmi.student_preference.language", access: "rw", first: "",
		good: ["", "Bahasa Indonesia", text(255)], bad: [text(4097)] },
	{ element: "cmi.student_preference.speed", access: "rw", first: "0",
		good: ["-100", "0", "100"], bad: ["-101", "101", "", "fast"] },
	{ element: "cmi.student_preference.text", access: "rw", first: "0",
		good: ["-1", "0", "1"], bad: ["-2", "2", "", "on"] },
	{ element: "cmi.interactions.0.id", access: "w", ...IDS },
	{ element: "cmi.interactions.0.objectives.0.id", access: "w",
		after: INT, ...IDS },
	{ element: "cmi.interactions.0.time", access: "w", after: INT,
		good: ["00:00:00", "23:59:59.99", "07:30:00.5"],
		bad: ["", "24:00:00", "7:30:00", "12:60:00", "12:00:60", "0007:30:00",
			"12:00"] },
	{ element: "cmi.interactions.0.type", access: "w", after: INT,
		good: ["true-false", "choice", "fill-in", "matching", "performance",
			"sequencing", "likert", "numeric"],
		bad: ["", "other", "long-fill-in", "Choice"] },
	{ element: "cmi.interactions.0.correct_responses.0.pattern",
		access: "w", after: INT, good: ["", "a,b", "{1.a,2.b}", text(255)],
		bad: [text(4097)] },
	{ element: "cmi.interactions.0.weighting", access: "w", after: INT,
		good: ["1", "0.5", "-2", "0"], bad: ["", "heavy", "1,5"] },
	{ element: "cmi.interactions.0.student_response", access: "w",
		after: INT, good: ["", "t", "a,b", text(255)], bad: [text(4097)] },
	{ element: "cmi.interactions.0.result", access: "w", after: INT,
		good: ["correct", "wrong", "unanticipated", "neutral", "0.8", "-1"],
		bad: ["", "incorrect", "Correct", "1,5"] },
	{ element: "cmi.interactions.0.latency", access: "w", after: INT,
		...SPANS },
];

const CHILDREN: { [container: string]: string } = {
	"cmi.core": "student_id,student_name,lesson_location,credit," +
		"lesson_status,entry,score,total_time,lesson_mode,exit," +
		"session_time",
	"cmi.core.score": "raw,min,max",
	"cmi.objectives": "id,score,status",
	"cmi.student_data": "mastery_score,max_time_allowed," +
		"time_limit_action",
	"cmi.student_preference": "audio,language,speed,text",
	"cmi.interactions": "id,objectives,time,type,correct_responses," +
		"weighting,student_response,result,latency",
};

function start(row?: Row): Api12 {
	const api = createRuntime(runState({ standard: "scorm12", unit: {
		launchData: "level=2", masteryScore: 75,
		maxTimeAllowed: "01:30:00", timeLimitAction: "exit,message" } }),
	recorder().hooks).api as Api12;

	assert.equal(api.LMSInitialize(""), "true");
	if (row && row.after)
		assert.equal(api.LMSSetValue(...row.after), "true");
	return api;
}

function wants(api: Api12, got: string, want: string, code: string,
	about: string): void {
	assert.deepEqual([got, api.LMSGetLastError()], [want, code], about);
}

function checkReading(row: Row): void {
	const api = start(row);
	const got = api.LMSGetValue(row.element);

	if (row.access === "w")
		wants(api, got, "", "404", "is write only");
	else if (row.first === undefined)
		wants(api, got, "", "201", "is not there yet");
	else
		wants(api, got, row.first, "0", "is first");
}

function checkGood(row: Row, value: string): void {
	const api = start(row);
	const about = JSON.stringify(value.slice(0, 30));

	wants(api, api.LMSSetValue(row.element, value), "true", "0", about);
	if (row.access === "rw")
		wants(api, api.LMSGetValue(row.element), value, "0", about);
}

function checkBad(row: Row, value: string): void {
	const api = start(row);
	const about = JSON.stringify(value.slice(0, 30));
	const before = api.LMSGetValue(row.element);

	wants(api, api.LMSSetValue(row.element, value), "false", "405", about);
	assert.equal(api.LMSGetValue(row.element), before);
}

for (const row of ROWS)
	test(`SCORM 1.2: ${row.element} reads and takes what the book says`,
		() => {
			const api = start(row);

			checkReading(row);
			if (row.access === "r")
				wants(api, api.LMSSetValue(row.element, "x"), "false",
					"403", "is read only");
			(row.good || []).forEach(value => checkGood(row, value));
			(row.bad || []).forEach(value => checkBad(row, value));
			wants(api, api.LMSGetValue(row.element + "._children"), "",
				"202", "has no children");
			wants(api, api.LMSGetValue(row.element + "._count"), "",
				"203", "is no array");
		});

test("SCORM 1.2: the table above names every element of the book", () => {
	const api = start();
	const named = new Set(ROWS.map(r => r.element.replace(/\.0\./g, ".n.")));

	assert.equal(named.size, 38);
	for (const container of Object.keys(CHILDREN))
		wants(api, api.LMSGetValue(container + "._children"),
			CHILDREN[container]!, "0", container);
});

test("SCORM 1.2: keywords are not set, and containers have no value", () => {
	const api = start();

	for (const keyword of ["cmi.core._children", "cmi.objectives._count",
		"cmi.interactions._children", "cmi._version"])
		wants(api, api.LMSSetValue(keyword, "x"), "false", "402", keyword);
	for (const name of ["", "cmi", "cmi.core", "cmi.core.score",
		"cmi.objectives"]) {
		wants(api, api.LMSGetValue(name), "", "201", name);
		wants(api, api.LMSSetValue(name, "x"), "false", "201", name);
	}
	wants(api, api.LMSGetValue("cmi._version"), "3.4", "0", "version");
});

test("SCORM 1.2: a name that is none is not implemented", () => {
	const api = start();

	for (const name of ["xyz.score.result", "cmi.core.nothing",
		"cmi.evaluation.course_id", "cmi.objectives.x.id",
		"cmi.core.lesson_status.x", "cmi.objectives.0.nothing",
		"CMI.core.entry", ".", "..", "cmi.", "cmi.core.", "_children"]) {
		wants(api, api.LMSGetValue(name), "", "401", name);
		wants(api, api.LMSSetValue(name, "x"), "false", "401", name);
	}
});

test("SCORM 1.2: arrays grow by one, and count themselves", () => {
	const api = start();

	wants(api, api.LMSGetValue("cmi.objectives._count"), "0", "0", "empty");
	wants(api, api.LMSSetValue("cmi.objectives.1.id", "b"), "false", "201",
		"a gap");
	wants(api, api.LMSSetValue("cmi.objectives.0.id", "a"), "true", "0", "0");
	wants(api, api.LMSSetValue("cmi.objectives.1.id", "b"), "true", "0", "1");
	wants(api, api.LMSGetValue("cmi.objectives._count"), "2", "0", "two");
	wants(api, api.LMSGetValue("cmi.objectives.2.id"), "", "201", "beyond");
	wants(api, api.LMSGetValue("cmi.interactions.0.objectives._count"), "",
		"201", "of a member that is not there");
	api.LMSSetValue("cmi.interactions.0.id", "q");
	api.LMSSetValue("cmi.interactions.0.correct_responses.0.pattern", "a");
	wants(api, api.LMSGetValue(
		"cmi.interactions.0.correct_responses._count"), "1", "0", "inner");
});
