/*
 * The SCORM 2004 API instance, API_1484_11 (4th edition RTE 3.1 and 4.1).
 */

import type { Api2004, Exit, GlobalObjective, Nav, NavRequest, RunFields,
	Runtime, RuntimeHooks, RunState, SharedDatum, Success, Completion } from "./types";
import type { Found, Place, Refusal } from "./model";
import { Model } from "./model";
import { table2004 } from "./elements2004";
import type { Surroundings } from "./elements2004";
import { ERRORS_2004, errorString } from "./errors";
import { NO_TIME, addDurations, durationMs, formatIso, isoDuration }
	from "./duration";
import { Session, asNumber, method, numberAt } from "./session";
import { coerce } from "./text";

const REFUSALS: { [refusal in Refusal]: string } =
	{ type: "406", range: "407", dependency: "408", set: "351" };

/* Fixed by the platform at each launch, whatever was stored. */
const OURS = ["cmi._version", "cmi.completion_threshold", "cmi.credit",
	"cmi.entry", "cmi.launch_data", "cmi.learner_id", "cmi.learner_name",
	"cmi.max_time_allowed", "cmi.mode", "cmi.scaled_passing_score",
	"cmi.time_limit_action", "adl.data.n.id", "adl.data.n.store"];

function sharedList(shared: RunState["shared"]): SharedDatum[] {
	if (!shared)
		return [];
	if (Array.isArray(shared))
		return shared;
	return Object.keys(shared).map(id => ({ ...shared[id]!, id }));
}

function surroundings(state: RunState, hooks: RuntimeHooks,
	shared: SharedDatum[]): Surroundings {
	return {
		completionThreshold: asNumber(state.unit.completionThreshold),
		scaledPassingScore: asNumber(state.unit.scaledPassingScore),
		sharedAccess: i => {
			const datum = shared[i];

			if (!datum)
				return "rw";
			if (datum.read === false)
				return datum.write === false ? "none" : "w";
			return datum.write === false ? "r" : "rw";
		},
		navValid: (request, target) => {
			try {
				return hooks.navValid
					? String(hooks.navValid(request, target)) : "unknown";
			} catch (_) {
				return "unknown";
			}
		},
	};
}

function fill(model: Model, state: RunState): void {
	const unit = state.unit;
	const set = (name: string, value: unknown) => {
		const text = coerce(value);

		if (text)
			model.put(name, text);
	};

	set("cmi.credit", state.credit);
	set("cmi.entry", state.entry);
	set("cmi.mode", state.mode);
	set("cmi.learner_id", state.learner.id);
	set("cmi.learner_name", state.learner.name);
	set("cmi.launch_data", unit.launchData);
	set("cmi.max_time_allowed", unit.maxTimeAllowed);
	set("cmi.time_limit_action", unit.timeLimitAction);
	set("cmi.completion_threshold", unit.completionThreshold);
	set("cmi.scaled_passing_score", unit.scaledPassingScore);
}

function objectiveIndex(model: Model, id: string): number {
	const count = model.count("cmi.objectives");

	for (let i = 0; i < count; i++)
		if (model.raw("cmi.objectives." + String(i) + ".id") === id)
			return i;
	return count;
}

/**
 * The manifest's objectives come first, in its order (RTE 4.2.17.1). Those
 * that are there from before show what others made of them since.
 */
function fillObjectives(model: Model, state: RunState): void {
	for (const objective of state.unit.objectives || []) {
		if (!objective.id)
			continue;
		const index = objectiveIndex(model, String(objective.id));
		const at = "cmi.objectives." + String(index) + ".";
		model.put(at + "id", String(objective.id),
			[{ array: "cmi.objectives", index }]);
		if (objective.known)
			fillKnown(model, at, objective.known);
	}
}

function fillKnown(model: Model, at: string, known: GlobalObjective): void {
	const set = (name: string, value: unknown) => {
		if (value !== undefined && value !== null)
			model.put(at + name, String(value));
	};
	const word = (value: boolean | null | undefined, yes: string,
		no: string) => typeof value === "boolean" ? value ? yes : no : null;

	set("success_status", word(known.satisfied, "passed", "failed"));
	set("completion_status", word(known.completed, "completed",
		"incomplete"));
	set("progress_measure", known.progressMeasure);
	set("score.scaled", known.measure);
	set("score.raw", known.raw);
	set("score.min", known.min);
	set("score.max", known.max);
}

function fillShared(model: Model, shared: SharedDatum[]): void {
	shared.forEach((datum, index) => {
		const at = "adl.data." + String(index);
		const arrays = [{ array: "adl.data", index }];

		model.put(at + ".id", String(datum.id), arrays);
		if (datum.value !== undefined && datum.value !== null)
			model.put(at + ".store", String(datum.value), arrays);
	});
}

/* {target=X} may hold dots, so these are no names of the table. */
const VALID = /^adl\.nav\.request_valid\.(choice|jump)\.\{target=([^{}]+)\}$/;

class Session2004 extends Session {
	readonly around: Surroundings;
	private readonly before: string;

	constructor(state: RunState, hooks: RuntimeHooks) {
		const shared = sharedList(state.shared);
		const around = surroundings(state, hooks, shared);

		super(new Model(table2004(around)), state, hooks);
		this.around = around;
		this.model.load(state.cmi || {}, name => !OURS.includes(name));
		fill(this.model, state);
		fillObjectives(this.model, state);
		fillShared(this.model, shared);
		this.before = this.model.raw("cmi.total_time") || "";
	}

	initialize(argument: string): string {
		if (argument !== "")
			return this.fail("201", "false", "argument is not empty");
		if (this.phase !== "new")
			return this.fail(this.phase === "ended" ? "104" : "103",
				"false");
		this.begin();
		this.note("0");
		return "true";
	}

	/** The code for a call outside of the session; "0" inside. */
	private outside(early: string, late: string): string {
		if (this.phase === "running")
			return "0";
		return this.phase === "new" ? early : late;
	}

	terminate(argument: string): string {
		if (argument !== "")
			return this.fail("201", "false", "argument is not empty");
		const code = this.outside("112", "113");
		if (code !== "0")
			return this.fail(code, "false");
		/* Ended whatever becomes of the data: the frame still has them. */
		this.note("0");
		const fields = this.fields(true);
		this.phase = "ended";
		this.hand(fields);
		return "true";
	}

	commit(argument: string): string {
		if (argument !== "")
			return this.fail("201", "false", "argument is not empty");
		const code = this.outside("142", "143");
		if (code !== "0")
			return this.fail(code, "false");
		if (!this.hand(this.fields(false)))
			return this.fail("391", "false");
		this.note("0");
		return "true";
	}

	getValue(name: string): string {
		const code = this.outside("122", "123");

		if (code !== "0")
			return this.fail(code, "");
		if (name === "")
			return this.fail("301", "", "no element");
		const valid = VALID.exec(name);
		if (valid) {
			this.note("0");
			return this.around.navValid(valid[1]!, valid[2]);
		}
		return this.getFound(name, this.model.find(name));
	}

	private getFound(name: string, found: Found): string {
		if (found.kind === "keyword") {
			if (!found.known || !this.model.has(found.arrays))
				return this.fail("301", "", name);
			this.note("0");
			return this.model.keyword(found);
		}
		if (found.kind !== "element")
			return this.fail("401", "", name);
		if (!this.model.has(found.arrays))
			return this.fail("301", "", name + ": out of range");
		if (!this.access(found.element, found.place).includes("r"))
			return this.fail("405", "", name);
		const value = this.model.read(found.element, found.place);
		if (value === undefined)
			return this.fail("403", "", name);
		this.note("0");
		return value;
	}

	private access(element: { access: string;
		accessAt?(place: Place): string }, place: Place): string {
		const access = element.accessAt ? element.accessAt(place)
			: element.access;

		return access === "none" ? "" : access;
	}

	setValue(name: string, value: string): string {
		const code = this.outside("132", "133");

		if (code !== "0")
			return this.fail(code, "false");
		if (name === "")
			return this.fail("351", "false", "no element");
		if (VALID.test(name))
			return this.fail("404", "false", name);
		const found = this.model.find(name);
		if (found.kind === "keyword")
			return this.fail(found.known ? "404" : "401", "false", name);
		if (found.kind !== "element")
			return this.fail("401", "false", name);
		const refusal = this.refusal(found, value);
		if (refusal !== "0")
			return this.fail(refusal, "false", name);
		if (!this.model.put(found.place.name, value, found.arrays))
			return this.fail("351", "false", name + ": no room");
		this.dirty = true;
		this.note("0");
		return "true";
	}

	private refusal(found: Found & { kind: "element" }, value: string) {
		const { element, place, arrays } = found;

		if (element.accessAt === undefined && element.access === "r")
			return "404";
		if (arrays.some(m => m.index > this.model.count(m.array)))
			return "351";
		const missing = arrays.filter(m =>
			m.index === this.model.count(m.array));
		if (missing.length > 0 && element.access === "rw" &&
		    element.accessAt)
			return "351"; /* adl.data does not grow */
		if (!this.access(element, place).includes("w"))
			return "404";
		if (missing.length > 1 || (missing.length === 1 &&
		    (!element.grows || missing[0] !== arrays[arrays.length - 1])))
			return "408";
		const refused = element.check && element.check(value, place);
		return refused ? REFUSALS[refused] : "0";
	}

	private sessionTime() {
		const text = this.model.raw("cmi.session_time");

		return text === undefined ? null : isoDuration(text);
	}

	private nav(): Nav | null {
		const text = this.model.raw("adl.nav.request") || "_none_";
		const m = /^\{target=([^{}]+)\}(choice|jump)$/.exec(text);

		if (m)
			return { request: m[2] as NavRequest, target: m[1]! };
		return text === "_none_" ? null
			: { request: text as NavRequest };
	}

	private status<T extends string>(leaf: string): T {
		const found = this.model.find("cmi." + leaf);

		if (found.kind !== "element")
			return "unknown" as T;
		return this.model.read(found.element, found.place) as T;
	}

	private flat() {
		const flat = this.model.flat();
		const time = addDurations(isoDuration(this.before) || NO_TIME,
			this.sessionTime() || NO_TIME);

		for (const name of OURS)
			delete flat[name];
		flat["cmi.total_time"] = formatIso(time);
		return flat;
	}

	private score() {
		const at = (leaf: string) => numberAt(this.model, "cmi.score." + leaf);
		const score = { scaled: at("scaled"), raw: at("raw"),
			min: at("min"), max: at("max") };

		return score.scaled === null && score.raw === null ? null : score;
	}

	fields(ended: boolean): RunFields {
		const time = this.sessionTime();
		const location = this.model.raw("cmi.location");

		return {
			cmi: this.flat(),
			completion: this.status<Completion>("completion_status"),
			success: this.status<Success>("success_status"),
			score: this.score(),
			progressMeasure: numberAt(this.model, "cmi.progress_measure"),
			sessionTimeMs: time ? durationMs(time) : this.elapsed(),
			location: location === undefined ? null : location,
			exit: (this.model.raw("cmi.exit") || "") as Exit,
			ended: ended || this.phase === "ended",
			nav: this.nav(),
		};
	}
}

export function createRuntime2004(state: RunState, hooks: RuntimeHooks):
	Runtime {
	const s = new Session2004(state, hooks);
	const words = (code: string) => errorString(ERRORS_2004, code);
	const api: Api2004 = {
		version: "1.0",
		Initialize: method(s, "false", a => s.initialize(a)),
		Terminate: method(s, "false", a => s.terminate(a)),
		GetValue: method(s, "", a => s.getValue(a)),
		SetValue: method(s, "false", (a, b) => s.setValue(a, b!)),
		Commit: method(s, "false", a => s.commit(a)),
		GetLastError: () => s.error,
		GetErrorString: code => words(coerce(code) || ""),
		GetDiagnostic: code => {
			const asked = coerce(code) || "";

			if (asked !== "" && asked !== s.error)
				return words(asked);
			return words(s.error) + (s.detail ? ": " + s.detail : "");
		},
	};

	return {
		apiName: "API_1484_11",
		api,
		get running() { return s.phase === "running"; },
		get ended() { return s.phase === "ended"; },
		get dirty() { return s.dirty; },
		snapshot() {
			const fields = s.fields(false);

			s.dirty = false;
			return fields;
		},
	};
}
