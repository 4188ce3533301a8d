/*
 * ADL's own LMS test of the SCORM 2004 4th edition run-time as data: where its
 * cases are, how a step is made, and when its answer is the expected one. Used
 * by the run-time alone (tests/web/runtime) and in a browser (tests/browser).
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/* Steps in each case: DMI has 8,162 with the one that is mended below. */
export const ADL_STEPS = { API: 30, DMI: 8162, DMB: 235 };

export function adlFolder(top) {
	return join(process.env.BALAI_SHARED || join(top, "..", "shared"),
		"scorm-2004-cases");
}

/*
 * One step of DMI is malformed in its source: "c~INTR~6~CR~0~P!TY.m->V->0",
 * where its neighbours read the patterns of interaction 6 back and are written
 * without "!TY.m". It stands where the reading of pattern 0 is missing, and
 * the answer it expects is what was set there: so that is what it means.
 */
function mended(step) {
	const found = step.op === "?" &&
		/^c~INTR~(\d+)~CR~(\d+)~P!TY\.m->(.*)->(\d+)$/.exec(step.raw);

	if (!found)
		return step;
	return {
		op: "GetValue", ret: found[3], err: found[4],
		el: `cmi.interactions.${found[1]}.correct_responses.` +
			`${found[2]}.pattern`,
	};
}

/* The blocks of a case, in order; null where ADL's cases are not at hand. */
export function adlBlocks(top, id) {
	const file = join(adlFolder(top), "cases.json");

	if (!existsSync(file))
		return null;
	return JSON.parse(readFileSync(file, "utf8"))
		.find((c) => c.id === id).blocks
		.map((block) => ({ ...block, steps: block.steps.map(mended) }));
}

/*
 * Make the steps, one after the other: [answer, error code after it] of each.
 * Nothing of this module is used within, so that its text can be sent to a
 * page. "&name&" is the index of the member with that id, or the next free one.
 */
export function adlRun(api, steps) {
	function resolve(el) {
		return el.replace(/^(.*?)\.&([^&]+)&/, (_, array, id) => {
			const count = Number(api.GetValue(array + "._count"));

			for (let i = 0; i < count; i++)
				if (api.GetValue(`${array}.${i}.id`) === id)
					return `${array}.${i}`;
			return `${array}.${count}`;
		});
	}

	return steps.map(({ op, el, val, arg }) => {
		const given = {
			GetValue: () => [resolve(el)],
			SetValue: () => [resolve(el), val],
			GetLastError: () => [],
		}[op]?.() ?? [arg];

		return [api[op](...given), api.GetLastError()];
	});
}

function isReal(text) {
	return /^-?\d*\.?\d+$/.test(text);
}

/* Whether there are comments from the platform is the platform's choice. */
const ANY = "Returned a valid value or error code";

/* Lists of _children may come in any order; numbers compare as numbers. */
function same(step, got) {
	const sorted = (list) => list.split(",").sort().join(",");

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

const short = (text = "") => text.slice(0, 60);

/* What of a block was not answered as expected, in sentences. */
export function adlWrong(id, { act, visit, steps }, answers) {
	return steps.flatMap((step, i) => {
		const [got, error] = answers[i] ?? ["nothing", ""];

		if (step.ret === ANY || (same(step, got) && error === step.err))
			return [];
		return [`${id} ${act}.${visit} step ${i}: ${step.op} ` +
			`${step.el || ""} '${short(step.val)}' is '${short(got)}' ` +
			`${error}, not '${short(step.ret)}' ${step.err}`];
	});
}
