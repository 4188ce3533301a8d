/*
 * The data model of SCORM 1.2 as a table, element by element, after its book
 * of the run-time environment (RTE 3.3.5 and 3.4.4): what may be read and set,
 * the first value, values that must be taken (the smallest permitted maximum
 * among them), values that must be refused, and the error codes; and the eight
 * functions in every state. Used by the run-time alone (tests/web/runtime) and
 * in a browser, against the server (tests/browser).
 *
 * A row: element; access "r", "w" or "rw"; first; good; bad; after: what has to
 * be set before, so that the member of an array is there.
 */

const text = (length) => "x".repeat(length);
const STATUS = ["passed", "completed", "failed", "incomplete", "browsed"];
const SCORES = { access: "rw", first: "",
	good: ["0", "100", "66.67", ".5", "0.0", "", "007"],
	bad: ["-1", "100.01", "101", "x", "1,5", "1e2", " 5", "5 ", "NaN",
		"1.2.3"] };
const SPANS = { good: ["00:00:00", "00:00:01.5", "0000:00:00.00",
	"9999:59:59.99", "00:99:99", "100:00:00", "00:00:00.1"],
	bad: ["", "0:00:00", "00:00", "00:00:0", "00000:00:00", "00:00:00.123",
		"1h", "-00:00:01", "aa:bb:cc", "PT1M"] };
const IDS = { good: ["q1", "Q_1-a.b:c", text(255)],
	bad: ["", " ", "a b", "a\tb", text(5000)] };
const OBJ = ["cmi.objectives.0.id", "o1"];
const INT = ["cmi.interactions.0.id", "q1"];

export const ROWS = [
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

export const CHILDREN = {
	"cmi.core": "student_id,student_name,lesson_location,credit," +
		"lesson_status,entry,score,total_time,lesson_mode,exit," +
		"session_time",
	"cmi.core.score": "raw,min,max",
	"cmi.objectives": "id,score,status",
	"cmi.objectives.0.score": "raw,min,max",
	"cmi.student_data": "mastery_score,max_time_allowed," +
		"time_limit_action",
	"cmi.student_preference": "audio,language,speed,text",
	"cmi.interactions": "id,objectives,time,type,correct_responses," +
		"weighting,student_response,result,latency",
};


/* The unit that both play on; the learner in the table is "p1". */
export const UNIT = { launchData: "level=2", masteryScore: 75,
	maxTimeAllowed: "01:30:00", timeLimitAction: "exit,message" };

/* Names that have no value, and names that are none. */
export const CONTAINERS = ["", "cmi", "cmi.core", "cmi.core.score",
	"cmi.objectives", "cmi.objectives.0", "cmi.objectives.0.score",
	"cmi.student_data", "cmi.interactions", "cmi.interactions.0"];
export const UNKNOWN = ["xyz.score.result", "cmi.core.nothing",
	"cmi.evaluation.course_id", "cmi.objectives.x.id",
	"cmi.core.lesson_status.x", "cmi.objectives.0.nothing",
	"cmi.objectives.-1.id", "cmi.objectives.0.score.x",
	"CMI.core.entry", ".", "..", "cmi.", "cmi.core.", "_children",
	"cmi.objectives.00x.id", "cmi.interactions.0.objectives.id",
	"adl.nav.request", "cmi.core.toString", "cmi.__proto__", "constructor"];
export const KEYWORDS = ["cmi.core._children", "cmi.core.score._children",
	"cmi.objectives._count", "cmi.objectives._children",
	"cmi.interactions._children", "cmi.interactions._count",
	"cmi.interactions.0.objectives._count",
	"cmi.interactions.0.correct_responses._count",
	"cmi.student_data._children", "cmi.student_preference._children",
	"cmi._version"];

/* A call, what it answers and the last error after it: new, running, ended. */
export const STATES = [
	["LMSInitialize", ["x"], ["false", "201"], ["false", "201"],
		["false", "201"]],
	["LMSFinish", ["x"], ["false", "201"], ["false", "201"],
		["false", "201"]],
	["LMSCommit", ["x"], ["false", "201"], ["false", "201"],
		["false", "201"]],
	["LMSGetValue", ["cmi.core.credit"], ["", "301"], ["credit", "0"],
		["", "301"]],
	["LMSSetValue", ["cmi.core.lesson_location", "1"], ["false", "301"],
		["true", "0"], ["false", "301"]],
	["LMSCommit", [""], ["false", "301"], ["true", "0"], ["false", "301"]],
	["LMSGetErrorString", ["101"], ["General exception", "301"],
		["General exception", "0"], ["General exception", "301"]],
	["LMSGetErrorString", ["999"], ["", "301"], ["", "0"], ["", "301"]],
	["LMSGetErrorString", [""], ["", "301"], ["", "0"], ["", "301"]],
	["LMSGetDiagnostic", ["201"], ["Invalid argument error", "301"],
		["Invalid argument error", "0"], ["Invalid argument error", "301"]],
	["LMSGetLastError", [], ["301", "301"], ["0", "0"], ["301", "301"]],
];

/*
 * All of it as steps of one session, [function, arguments, answer, error code]
 * and a name, in the order in which one lasting state can answer them: what is
 * first before anything is set, then each row.
 */
export function scorm12Steps() {
	const steps = [];
	const step = (about, call, args, want, code) =>
		steps.push({ about, call, args, want, code });
	const get = (about, name, want, code = "0") =>
		step(about, "LMSGetValue", [name], want, code);
	const set = (about, name, value, code = "0") =>
		step(about, "LMSSetValue", [name, value],
			code === "0" ? "true" : "false", code);
	const each = (state) => STATES.forEach(([call, args, ...wants]) =>
		step("state " + state, call, args, ...wants[state]));

	each(0);
	step("does not end", "LMSFinish", [""], "false", "301");
	step("begins", "LMSInitialize", [""], "true", "0");
	step("begins once", "LMSInitialize", [""], "false", "101");
	for (const row of ROWS.filter((r) => !r.after))
		if (row.access === "w")
			get("write only", row.element, "", "404");
		else if (row.first === undefined)
			get("not there yet", row.element, "", "201");
		else
			get("first", row.element, row.first);
	each(1);
	arrays(get, set);
	for (const row of ROWS)
		playRow(row, get, set);
	names(get, set);
	return steps;
}

function arrays(get, set) {
	get("empty", "cmi.objectives._count", "0");
	get("empty", "cmi.interactions._count", "0");
	set("a gap", "cmi.objectives.1.id", "b", "201");
	set("before the member", "cmi.objectives.1.status", "passed", "201");
	set("the first", "cmi.objectives.0.id", "a");
	set("the next", "cmi.objectives.1.id", "b");
	get("two", "cmi.objectives._count", "2");
	get("beyond", "cmi.objectives.2.id", "", "201");
	get("beyond", "cmi.objectives.2.score.raw", "", "201");
	get("of no member", "cmi.interactions.0.objectives._count", "", "201");
	get("of no member", "cmi.interactions.0.correct_responses._count", "",
		"201");
	set("the first", "cmi.interactions.0.id", "q");
	get("none in it", "cmi.interactions.0.objectives._count", "0");
	set("a gap in it", "cmi.interactions.0.objectives.1.id", "o", "201");
	set("the first in it", "cmi.interactions.0.objectives.0.id", "o");
	get("one in it", "cmi.interactions.0.objectives._count", "1");
	set("the first in it", "cmi.interactions.0.correct_responses.0.pattern",
		"a");
	get("one in it", "cmi.interactions.0.correct_responses._count", "1");
	get("one", "cmi.interactions._count", "1");
	for (const row of ROWS.filter((r) => r.after === OBJ &&
		r.first !== undefined))
		get("first", row.element.replace(".0.", ".1."), row.first);
}

function playRow(row, get, set) {
	const { element } = row;
	const now = row.access === "rw" ? row.good?.at(-1) : undefined;

	if (row.access === "r")
		set("read only", element, "x", "403");
	for (const value of row.good ?? []) {
		set("taken", element, value);
		if (row.access === "rw")
			get("as it was set", element, value);
	}
	for (const value of row.bad ?? []) {
		set("refused", element, value, "405");
		if (now !== undefined)
			get("unchanged", element, now);
	}
	get("has no children", element + "._children", "", "202");
	get("is no array", element + "._count", "", "203");
}

function names(get, set) {
	for (const [container, children] of Object.entries(CHILDREN))
		get("children", container + "._children", children);
	for (const keyword of KEYWORDS)
		set("keyword", keyword, "x", "402");
	get("version", "cmi._version", "3.4");
	for (const name of CONTAINERS) {
		get("container", name, "", "201");
		set("container", name, "x", "201");
	}
	for (const name of UNKNOWN) {
		get("unknown", name, "", "401");
		set("unknown", name, "x", "401");
	}
}

/* The end of that session, with what the next one is to find. */
export function scorm12End() {
	const states = STATES.map(([call, args, , , [want, code]]) =>
		({ about: "state 2", call, args, want, code }));
	const set = (name, value) => ({ about: "last", call: "LMSSetValue",
		args: [name, value], want: "true", code: "0" });
	const finish = (want, code) =>
		({ about: "ends", call: "LMSFinish", args: [""], want, code });

	return [
		...Object.entries(LEFT).map(([name, value]) => set(name, value)),
		set("cmi.core.exit", "suspend"),
		set("cmi.core.session_time", "0000:10:30.50"),
		finish("true", "0"), finish("false", "301"), ...states,
		{ about: "ends for good", call: "LMSInitialize", args: [""],
			want: "false", code: "101" },
	];
}

const LEFT = {
	"cmi.core.lesson_location": text(255),
	"cmi.core.lesson_status": "incomplete",
	"cmi.core.score.raw": "62.5", "cmi.core.score.min": "0",
	"cmi.core.score.max": "100",
	"cmi.suspend_data": text(4096),
	"cmi.comments": "<1>good \u2028 \u{1f600}<e.1>",
	"cmi.objectives.0.id": "o1", "cmi.objectives.0.score.raw": "7",
	"cmi.objectives.0.score.min": "1", "cmi.objectives.0.score.max": "9",
	"cmi.objectives.0.status": "failed",
	"cmi.student_preference.audio": "-1",
	"cmi.student_preference.language": "Bahasa Indonesia",
	"cmi.student_preference.speed": "-100",
	"cmi.student_preference.text": "1",
};

/* What the next session begins with, by the learner's eye. */
export function scorm12Again() {
	const wants = { ...LEFT, "cmi.core.entry": "resume",
		"cmi.core.total_time": "0000:10:30.50",
		"cmi.core.lesson_mode": "normal", "cmi.core.credit": "credit",
		"cmi.launch_data": "level=2", "cmi.objectives._count": "2",
		"cmi.interactions._count": "1" };

	return [
		{ about: "again", call: "LMSInitialize", args: [""], want: "true",
			code: "0" },
		...Object.entries(wants).map(([name, want]) => ({ about: "again",
			call: "LMSGetValue", args: [name], want, code: "0" })),
		{ about: "again", call: "LMSGetValue",
			args: ["cmi.interactions.0.id"], want: "", code: "404" },
		{ about: "again", call: "LMSFinish", args: [""], want: "true",
			code: "0" },
	];
}

/* What each answered, and the last error after it. Its text goes to a page. */
export function scorm12Run(api, steps) {
	return steps.map(({ call, args }) =>
		[api[call](...args), api.LMSGetLastError()]);
}

export function scorm12Wrong(steps, answers) {
	const short = (t) => JSON.stringify(t).slice(0, 60);

	return steps.flatMap((s, i) => {
		const [got, code] = answers[i] ?? ["nothing", ""];

		return got === s.want && code === s.code ? [] : [`step ${i}, ` +
			`${s.about}: ${s.call}(${s.args.map(short).join(", ")}) is ` +
			`${short(got)} ${code}, not ${short(s.want)} ${s.code}`];
	});
}
