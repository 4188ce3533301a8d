/*
 * ADL's own LMS test of the SCORM 2004 4th edition run-time, replayed: every
 * step of the families API, DMI (data model implementation) and DMB (its
 * behaviour), with a server in miniature between the visits.
 */

import { test } from "node:test";
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createRuntime } from "../../../web/src/runtime/runtime";
import type { Api2004, FlatMap, RunState, RunUnit, SharedDatum }
	from "../../../web/src/runtime/types";
import { recorder, runState } from "./state";

declare const BALAI_TOP: string;

interface Step {
	op: string;
	el?: string;
	val?: string;
	arg?: string;
	ret: string;
	err: string;
}

interface Block {
	act: string;
	visit: number;
	steps: Step[];
}

const shared = process.env.BALAI_SHARED || join(BALAI_TOP, "..", "shared");
const file = join(shared, "scorm-2004-cases", "cases.json");

/* What the manifests of these packages say of each activity. */
const UNITS: { [act: string]: Partial<RunUnit> & { maps?: string[] } } = {
	"DMI 1": { timeLimitAction: "continue,message",
		launchData: "Launch Data Test", completionThreshold: 0.8,
		maps: ["tarID1 rw", "tarID2 r", "tarID3 w", "tarID4 -"] },
	"DMI 2": { completionThreshold: 1, maps: ["tarID1 rw", "tarID2 rw",
		"tarID3 rw", "tarID4 rw", "tarID5 r", "tarID6 w", "tarID7 rw"] },
	"DMI 3": { maps: ["tarID5 rw", "tarID6 r", "tarID7 w"] },
	"DMI 4": { maps: ["tarID1 rw", "tarID2 rw", "tarID3 rw", "tarID4 rw",
		"tarID5 rw", "tarID6 rw", "tarID7 rw", "tarID8 rw"] },
	"DMB 2": { completionThreshold: 0.8 },
	"DMB 3": { scaledPassingScore: -0.5 },
	"DMB 4": { scaledPassingScore: -0.5 },
	"DMB 5": { scaledPassingScore: 1 },
	"DMB 6": { completionThreshold: 0.6, scaledPassingScore: 0.6 },
};

interface Stored {
	cmi: FlatMap;
	suspended: boolean;
}

class Server {
	readonly stored = new Map<string, Stored>();
	readonly data = new Map<string, string>();

	state(id: string, block: Block): RunState {
		const unit = UNITS[id + " " + block.act] || {};
		const kept = this.stored.get(block.act);
		const resume = kept && kept.suspended;
		const launch = block.steps.find(s => s.op === "GetValue" &&
			s.el === "cmi.launch_data");

		return runState({
			entry: resume ? "resume" : "ab-initio",
			cmi: resume ? kept.cmi : {},
			shared: (unit.maps || []).map(m => this.datum(m)),
			unit: { launchData: launch && launch.ret, ...unit },
		});
	}

	private datum(map: string): SharedDatum {
		const [id, access] = map.split(" ");

		return { id: id!, value: this.data.get(id!),
			read: access!.includes("r"), write: access!.includes("w") };
	}

	/** What a commit means: as the real one does it. */
	keep(act: string, cmi: FlatMap, suspended: boolean): void {
		this.stored.set(act, { cmi: JSON.parse(JSON.stringify(cmi)),
			suspended });
		for (let i = 0; cmi[`adl.data.${i}.id`] !== undefined; i++)
			if (cmi[`adl.data.${i}.store`] !== undefined)
				this.data.set(cmi[`adl.data.${i}.id`]!,
					cmi[`adl.data.${i}.store`]!);
	}
}

/* "&name&" is the index of the member with that id, or the next free one. */
function resolve(api: Api2004, el: string): string {
	return el.replace(/^(.*?)\.&([^&]+)&/, (_, array, id) => {
		const count = Number(api.GetValue(array + "._count"));

		for (let i = 0; i < count; i++)
			if (api.GetValue(`${array}.${i}.id`) === id)
				return `${array}.${i}`;
		return `${array}.${count}`;
	});
}

function call(api: Api2004, step: Step): string {
	const el = resolve(api, step.el || "");

	switch (step.op) {
	case "Initialize": return api.Initialize(step.arg);
	case "Terminate": return api.Terminate(step.arg);
	case "Commit": return api.Commit(step.arg);
	case "GetValue": return api.GetValue(el);
	case "SetValue": return api.SetValue(el, step.val);
	case "GetLastError": return api.GetLastError();
	case "GetErrorString": return api.GetErrorString(step.arg);
	case "GetDiagnostic": return api.GetDiagnostic(step.arg);
	}
	throw new Error("unknown step " + step.op);
}

function isReal(text: string): boolean {
	return /^-?\d*\.?\d+$/.test(text);
}

/* Whether there are comments from the platform is the platform's choice. */
const ANY = "Returned a valid value or error code";

/* Lists of _children may come in any order; numbers compare as numbers. */
function same(step: Step, got: string): boolean {
	const sorted = (list: string) => list.split(",").sort().join(",");

	if (step.ret === ANY)
		return true;
	if (step.ret === "less255")
		return got.length <= 255;
	if (step.ret === "emptyCS")
		return got === "";
	if (/\.learner_(id|name)$/.test(step.el || ""))
		return got !== "" || step.ret === "";
	if (/\._children$/.test(step.el || ""))
		return sorted(got) === sorted(step.ret);
	return got === step.ret || (isReal(got) && isReal(step.ret) &&
		Number(got) === Number(step.ret));
}

function short(text: string | undefined): string {
	return text === undefined ? "" : text.slice(0, 60);
}

function play(id: string, block: Block, server: Server, wrong: string[]) {
	const state = server.state(id, block);
	const { seen, hooks } = recorder();
	const targets = /^activity_\d$/;
	const runtime = createRuntime(state, { ...hooks, navValid: (_,
		target) => target !== undefined && targets.test(target) });
	const api = runtime.api as Api2004;
	let count = 0;

	block.steps.forEach((step, i) => {
		if (step.op === "?")
			return;
		const got = call(api, step);
		const error = api.GetLastError();

		count++;
		if (!same(step, got) || (error !== step.err && step.ret !== ANY))
			wrong.push(`${id} ${block.act}.${block.visit} step ${i}: ` +
				`${step.op} ${step.el || ""} '${short(step.val)}' is ` +
				`'${short(got)}' ${error}, not ` +
				`'${short(step.ret)}' ${step.err}`);
	});
	api.Terminate("");
	const last = seen.commits[seen.commits.length - 1];
	if (last)
		server.keep(block.act, last.cmi, last.exit === "suspend" ||
			(last.nav !== null && last.nav.request === "suspendAll"));
	return count;
}

const WANTED: { [id: string]: number } = { API: 30, DMI: 8161, DMB: 235 };

for (const id of Object.keys(WANTED)) {
	test(`every step of ADL's ${id} case is answered as expected`, t => {
		if (!existsSync(file)) {
			t.skip("ADL's cases are not at hand");
			return;
		}
		const cases = JSON.parse(readFileSync(file, "utf8")) as
			{ id: string; blocks: Block[] }[];
		const server = new Server();
		const wrong: string[] = [];
		let steps = 0;

		for (const block of cases.find(c => c.id === id)!.blocks)
			steps += play(id, block, server, wrong);
		console.log(`${steps - wrong.length} of ${steps} steps match`);
		assert.deepEqual(wrong.slice(0, 40), []);
		assert.equal(steps, WANTED[id]);
	});
}
