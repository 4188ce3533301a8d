/*
 * ADL's own LMS test of the SCORM 2004 4th edition run-time, replayed: every
 * step of the families API, DMI (data model implementation) and DMB (its
 * behaviour), with a server in miniature between the visits.
 */

import { test } from "node:test";
import assert from "node:assert/strict";
import { createRuntime } from "../../../web/src/runtime/runtime";
import type { Api2004, FlatMap, RunState, RunUnit, SharedDatum }
	from "../../../web/src/runtime/types";
import { ADL_STEPS, adlBlocks, adlRun, adlWrong } from "../../lib/adl.mjs";
import { recorder, runState } from "./state";

declare const BALAI_TOP: string;

interface Step {
	op: string;
	el?: string;
	ret: string;
}

interface Block {
	act: string;
	visit: number;
	steps: Step[];
}

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

function play(id: string, block: Block, server: Server, wrong: string[]) {
	const state = server.state(id, block);
	const { seen, hooks } = recorder();
	const targets = /^activity_\d$/;
	const runtime = createRuntime(state, { ...hooks, navValid: (_,
		target) => target !== undefined && targets.test(target) });
	const api = runtime.api as Api2004;
	const answers = adlRun(api, block.steps);

	wrong.push(...adlWrong(id, block, answers));
	api.Terminate("");
	const last = seen.commits[seen.commits.length - 1];
	if (last)
		server.keep(block.act, last.cmi, last.exit === "suspend" ||
			(last.nav !== null && last.nav.request === "suspendAll"));
	return answers.length;
}

for (const [id, wanted] of Object.entries(ADL_STEPS)) {
	test(`every step of ADL's ${id} case is answered as expected`, t => {
		const blocks: Block[] | null = adlBlocks(BALAI_TOP, id);
		const server = new Server();
		const wrong: string[] = [];
		let steps = 0;

		if (!blocks) {
			t.skip("ADL's cases are not at hand");
			return;
		}
		for (const block of blocks)
			steps += play(id, block, server, wrong);
		console.log(`${steps - wrong.length} of ${steps} steps match`);
		assert.deepEqual(wrong.slice(0, 40), []);
		assert.equal(steps, wanted);
	});
}
