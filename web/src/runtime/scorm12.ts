/*
 * The SCORM 1.2 API adapter, API (RTE 3.3), and what the platform does with
 * the status when a unit ends (RTE 3.4.4, cmi.core.lesson_status).
 */

import type { Api12, Completion, Exit, RunFields, Runtime, RuntimeHooks,
	RunState, Score, Success } from "./types";
import type { Found } from "./model";
import { Model } from "./model";
import { TABLE_12 } from "./elements12";
import { ERRORS_12, errorString } from "./errors";
import { NO_TIME, addDurations, durationMs, formatSpan, spanDuration }
	from "./duration";
import { Session, asNumber, method, numberAt } from "./session";
import { coerce } from "./text";

/* Fixed by the platform at each launch, whatever was stored. */
const OURS = ["cmi.core.student_id", "cmi.core.student_name",
	"cmi.core.credit", "cmi.core.entry", "cmi.core.lesson_mode",
	"cmi.launch_data", "cmi.student_data.mastery_score",
	"cmi.student_data.max_time_allowed",
	"cmi.student_data.time_limit_action"];

const NOT_ATTEMPTED = "not attempted";

function fill(model: Model, state: RunState): void {
	const set = (name: string, value: unknown) => {
		const text = coerce(value);

		if (text)
			model.put(name, text);
	};

	set("cmi.core.student_id", state.learner.id);
	set("cmi.core.student_name", state.learner.name);
	set("cmi.core.credit", state.credit || "credit");
	set("cmi.core.entry", state.entry);
	set("cmi.core.lesson_mode", state.mode || "normal");
	set("cmi.launch_data", state.unit.launchData);
	set("cmi.student_data.mastery_score", state.unit.masteryScore);
	set("cmi.student_data.max_time_allowed", state.unit.maxTimeAllowed);
	set("cmi.student_data.time_limit_action", state.unit.timeLimitAction);
}

class Session12 extends Session {
	private readonly before: string;

	constructor(state: RunState, hooks: RuntimeHooks) {
		super(new Model(TABLE_12), state, hooks);
		this.model.load(state.cmi || {}, name => !OURS.includes(name));
		fill(this.model, state);
		this.before = this.model.raw("cmi.core.total_time") || "";
	}

	initialize(argument: string): string {
		if (argument !== "")
			return this.fail("201", "false", "argument is not empty");
		if (this.phase !== "new")
			return this.fail("101", "false", "initialized before");
		this.begin();
		this.note("0");
		return "true";
	}

	finish(argument: string): string {
		if (argument !== "")
			return this.fail("201", "false", "argument is not empty");
		if (this.phase !== "running")
			return this.fail("301", "false");
		this.note("0");
		this.settle();
		this.phase = "ended";
		this.hand(this.fields());
		return "true";
	}

	commit(argument: string): string {
		if (argument !== "")
			return this.fail("201", "false", "argument is not empty");
		if (this.phase !== "running")
			return this.fail("301", "false");
		if (!this.hand(this.fields()))
			return this.fail("101", "false", "not taken");
		this.note("0");
		return "true";
	}

	getValue(name: string): string {
		if (this.phase !== "running")
			return this.fail("301", "");
		if (name === "cmi._version") {
			this.note("0");
			return "3.4";
		}
		const found = this.model.find(name);
		if (found.kind === "keyword")
			return this.getKeyword(name, found);
		if (found.kind !== "element")
			return this.fail(this.missing(name, found), "", name);
		if (found.element.access === "w")
			return this.fail("404", "", name);
		if (!this.model.has(found.arrays))
			return this.fail("201", "", name + ": out of range");
		this.note("0");
		return this.model.read(found.element, found.place) || "";
	}

	/** A name that has no value: empty and containers, or not of the book. */
	private missing(name: string, found: Found): string {
		return name === "" || found.kind === "container" ? "201" : "401";
	}

	private getKeyword(name: string, found: Found & { kind: "keyword" }) {
		if (!found.known)
			return this.fail(found.word === "_children" ? "202"
				: found.word === "_count" ? "203" : "401", "", name);
		if (!this.model.has(found.arrays))
			return this.fail("201", "", name + ": out of range");
		this.note("0");
		return this.model.keyword(found);
	}

	setValue(name: string, value: string): string {
		if (this.phase !== "running")
			return this.fail("301", "false");
		if (name === "cmi._version")
			return this.fail("402", "false", name);
		const found = this.model.find(name);
		if (found.kind === "keyword")
			return this.fail("402", "false", name);
		if (found.kind !== "element")
			return this.fail(this.missing(name, found), "false", name);
		if (found.element.access === "r")
			return this.fail("403", "false", name);
		if (found.arrays.some(m => m.index > this.model.count(m.array)))
			return this.fail("201", "false", name + ": out of order");
		if (found.element.check &&
		    found.element.check(value, found.place))
			return this.fail("405", "false", name);
		if (!this.model.put(found.place.name, value, found.arrays))
			return this.fail("101", "false", name + ": no room");
		this.dirty = true;
		this.note("0");
		return "true";
	}

	private status(): string {
		return this.model.raw("cmi.core.lesson_status") || NOT_ATTEMPTED;
	}

	/**
	 * The status at the end. A unit that said nothing is completed; with a
	 * mastery score in the manifest and a raw score, for credit, the two
	 * decide, unless the unit said that it is incomplete.
	 */
	private settle(): void {
		const said = this.status();
		const put = (s: string) => this.model.put("cmi.core.lesson_status", s);

		if (this.state.mode === "browse") {
			if (said === NOT_ATTEMPTED)
				put("browsed");
			return;
		}
		if (said === NOT_ATTEMPTED)
			put("completed");
		const mastery = asNumber(this.state.unit.masteryScore);
		const raw = numberAt(this.model, "cmi.core.score.raw");
		if (mastery !== null && raw !== null && said !== "incomplete" &&
		    this.state.credit !== "no-credit")
			put(raw >= mastery ? "passed" : "failed");
	}

	private completion(): Completion {
		switch (this.status()) {
		case "passed": case "failed": case "completed":
			return "completed";
		case NOT_ATTEMPTED:
			return this.phase === "new" ? NOT_ATTEMPTED : "incomplete";
		}
		return "incomplete";
	}

	private success(): Success {
		const status = this.status();

		return status === "passed" || status === "failed"
			? status : "unknown";
	}

	/* Scores of 1.2 are of 100 unless the unit names its own ends. */
	private score(): Score | null {
		const at = (leaf: string) =>
			numberAt(this.model, "cmi.core.score." + leaf);
		const [raw, min, max] = [at("raw"), at("min"), at("max")];

		if (raw === null)
			return null;
		const low = min === null ? 0 : min;
		const high = max === null ? 100 : max;
		return { raw, min, max, scaled: high > low && raw >= low &&
			raw <= high ? (raw - low) / (high - low) : null };
	}

	private flat(session: typeof NO_TIME) {
		const flat = this.model.flat();

		for (const name of OURS)
			delete flat[name];
		flat["cmi.core.total_time"] = formatSpan(addDurations(
			spanDuration(this.before) || NO_TIME, session));
		return flat;
	}

	fields(): RunFields {
		const text = this.model.raw("cmi.core.session_time");
		const session = text === undefined ? null : spanDuration(text);
		const location = this.model.raw("cmi.core.lesson_location");

		return {
			cmi: this.flat(session || NO_TIME),
			completion: this.completion(),
			success: this.success(),
			score: this.score(),
			progressMeasure: null,
			sessionTimeMs: session ? durationMs(session) : this.elapsed(),
			location: location === undefined ? null : location,
			exit: (this.model.raw("cmi.core.exit") || "") as Exit,
			ended: this.phase === "ended",
			nav: null,
		};
	}
}

export function createRuntime12(state: RunState, hooks: RuntimeHooks):
	Runtime {
	const s = new Session12(state, hooks);
	const words = (code: string) => errorString(ERRORS_12, code);
	const api: Api12 = {
		LMSInitialize: method(s, "false", a => s.initialize(a)),
		LMSFinish: method(s, "false", a => s.finish(a)),
		LMSGetValue: method(s, "", a => s.getValue(a)),
		LMSSetValue: method(s, "false", (a, b) => s.setValue(a, b!)),
		LMSCommit: method(s, "false", a => s.commit(a)),
		LMSGetLastError: () => s.error,
		LMSGetErrorString: code => words(coerce(code) || ""),
		LMSGetDiagnostic: code => {
			const asked = coerce(code) || "";

			if (asked !== "" && asked !== s.error)
				return words(asked);
			return words(s.error) + (s.detail ? ": " + s.detail : "");
		},
	};

	return {
		apiName: "API",
		api,
		get running() { return s.phase === "running"; },
		get ended() { return s.phase === "ended"; },
		get dirty() { return s.dirty; },
		snapshot() {
			const fields = s.fields();

			s.dirty = false;
			return fields;
		},
	};
}
