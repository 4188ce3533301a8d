/*
 * The manifest's sequencing of one activity, with every default filled in.
 *
 * It comes as JSON of the form content/manifest_sequencing.h describes. A node
 * without it (SCORM 1.2, HTML, a cartridge) may be chosen and follows in order.
 * The server wrote it, a stranger's manifest filled it: whatever is not of the
 * expected kind counts as not said.
 */

import type { ControlMode, Tree } from "../runtime/types";

export type ConditionName =
	| "satisfied" | "objectiveStatusKnown" | "objectiveMeasureKnown"
	| "objectiveMeasureGreaterThan" | "objectiveMeasureLessThan"
	| "completed" | "activityProgressKnown" | "attempted"
	| "attemptLimitExceeded" | "timeLimitExceeded"
	| "outsideAvailableTimeRange" | "always" | "never";

export interface Condition {
	condition: string;
	not: boolean;
	objective: string | null;
	measure: number;
}

export interface Rule {
	combination: "all" | "any";
	action: string;
	conditions: Condition[];
}

export interface RollupRule extends Rule {
	childActivitySet: string;
	minimumCount: number;
	/** 0 to 1. */
	minimumPercent: number;
}

export interface ObjectiveMap {
	target: string;
	read: Set<Mapped>;
	write: Set<Mapped>;
}

/** What of an objective a map carries. */
export type Mapped = "satisfied" | "measure" | "raw" | "min" | "max" |
	"completed" | "progress";

export interface ObjectiveRules {
	id: string;
	satisfiedByMeasure: boolean;
	minNormalizedMeasure: number;
	maps: ObjectiveMap[];
}

export interface Rules {
	control: Required<ControlMode>;
	useCurrentObjective: boolean;
	useCurrentProgress: boolean;
	pre: Rule[];
	exit: Rule[];
	post: Rule[];
	attemptLimit: number | null;
	rollupSatisfied: boolean;
	rollupCompletion: boolean;
	measureWeight: number;
	rollup: RollupRule[];
	requiredFor: { [action: string]: string };
	measureSatisfactionIfActive: boolean;
	preventActivation: boolean;
	constrainChoice: boolean;
	/** The primary one is first. */
	objectives: ObjectiveRules[];
	randomizationTiming: string;
	selectionTiming: string;
	selectCount: number | null;
	reorderChildren: boolean;
	tracked: boolean;
	completionByContent: boolean;
	objectiveByContent: boolean;
	hideLmsUi: string[];
	completedByMeasure: boolean;
	minProgress: number;
	progressWeight: number;
	data: { id: string; read: boolean; write: boolean }[];
}

type Json = { [key: string]: unknown };

function object(value: unknown): Json {
	return typeof value === "object" && value !== null &&
		!Array.isArray(value) ? value as Json : {};
}

function list(value: unknown): Json[] {
	return Array.isArray(value) ? value.slice(0, 1000).map(object) : [];
}

function flag(value: unknown, or: boolean): boolean {
	return typeof value === "boolean" ? value : or;
}

function number(value: unknown, or: number): number {
	return typeof value === "number" && isFinite(value) ? value : or;
}

function count(value: unknown): number | null {
	return typeof value === "number" && value >= 0 ? value : null;
}

function text(value: unknown, or = ""): string {
	return typeof value === "string" ? value : or;
}

/**
 * An objective's id. It is a URI, which manifests write with blanks and with
 * %20 for the same objective; both are one.
 */
function identifier(value: unknown): string {
	let id = text(value);

	try {
		id = decodeURIComponent(id);
	} catch (_) {
		/* a per cent sign of its own */
	}
	return id.replace(/\s+/g, " ").trim();
}

function condition(of: Json): Condition {
	return { condition: text(of.condition), not: flag(of.not, false),
		objective: identifier(of.objective) || null,
		measure: number(of.measure, 0) };
}

function rule(of: Json): Rule {
	return { combination: of.combination === "any" ? "any" : "all",
		action: text(of.action),
		conditions: list(of.conditions).map(condition) };
}

function rollupRule(of: Json): RollupRule {
	return { ...rule(of),
		combination: of.combination === "all" ? "all" : "any",
		childActivitySet: text(of.childActivitySet, "all"),
		minimumCount: number(of.minimumCount, 0),
		minimumPercent: number(of.minimumPercent, 0) };
}

/* Wire name, ours, and whether reading is on when the map does not say. */
const MAPPED: [string, Mapped][] = [["SatisfiedStatus", "satisfied"],
	["NormalizedMeasure", "measure"], ["RawScore", "raw"],
	["MinScore", "min"], ["MaxScore", "max"],
	["CompletionStatus", "completed"], ["ProgressMeasure", "progress"]];

function objectiveMap(of: Json): ObjectiveMap {
	const names = (verb: string, or: boolean) => new Set(MAPPED
		.filter(([name]) => flag(of[verb + name], or)).map(m => m[1]));

	return { target: identifier(of.target), read: names("read", true),
		write: names("write", false) };
}

function objective(of: Json): ObjectiveRules {
	return { id: identifier(of.id),
		satisfiedByMeasure: flag(of.satisfiedByMeasure, false),
		minNormalizedMeasure: number(of.minNormalizedMeasure, 1),
		maps: list(of.maps).map(objectiveMap).filter(m => m.target) };
}

function objectives(value: unknown): ObjectiveRules[] {
	const all = list(value);
	const primary = all.findIndex(o => o.primary === true);
	const first = primary < 0 ? objective({}) : objective(all[primary]!);

	return [first].concat(all.filter((_, i) => i !== primary).map(objective));
}

function control(of: Json, node: ControlMode): Required<ControlMode> {
	const said = { ...object(node), ...of };

	return { choice: flag(said.choice, true), flow: flag(said.flow, false),
		choiceExit: flag(said.choiceExit, true),
		forwardOnly: flag(said.forwardOnly, false) };
}

const OPEN: ControlMode = { choice: true, flow: true };

function required(of: Json): { [action: string]: string } {
	const at = (name: string) => text(of[name], "always");

	return { satisfied: at("requiredForSatisfied"),
		notSatisfied: at("requiredForNotSatisfied"),
		completed: at("requiredForCompleted"),
		incomplete: at("requiredForIncomplete") };
}

/** The rules of `node`. */
export function readRules(node: Tree): Rules {
	const s = object(node.sequencing);
	const mode = object(s.controlMode);
	const rules = object(s.rules);
	const rollup = object(s.rollup);
	const consider = object(s.rollupConsiderations);
	const choice = object(s.constrainedChoice);
	const random = object(s.randomization);
	const delivery = object(s.delivery);
	const completion = object(s.completion);

	return {
		control: control(mode, node.controlMode ||
			(node.sequencing ? {} : OPEN)),
		useCurrentObjective: flag(mode.useCurrentAttemptObjectiveInfo, true),
		useCurrentProgress: flag(mode.useCurrentAttemptProgressInfo, true),
		pre: list(rules.pre).map(rule),
		exit: list(rules.exit).map(rule),
		post: list(rules.post).map(rule),
		attemptLimit: count(object(s.limits).attempts),
		rollupSatisfied: flag(rollup.objectiveSatisfied, true),
		rollupCompletion: flag(rollup.progressCompletion, true),
		measureWeight: number(rollup.objectiveMeasureWeight, 1),
		rollup: list(rollup.rules).map(rollupRule),
		requiredFor: required(consider),
		measureSatisfactionIfActive:
			flag(consider.measureSatisfactionIfActive, true),
		preventActivation: flag(choice.preventActivation, false),
		constrainChoice: flag(choice.constrainChoice, false),
		objectives: objectives(s.objectives),
		randomizationTiming: text(random.randomizationTiming, "never"),
		selectionTiming: text(random.selectionTiming, "never"),
		selectCount: count(random.selectCount),
		reorderChildren: flag(random.reorderChildren, false),
		tracked: flag(delivery.tracked, true),
		completionByContent: flag(delivery.completionSetByContent, false),
		objectiveByContent: flag(delivery.objectiveSetByContent, false),
		hideLmsUi: Array.isArray(s.hideLmsUi)
			? s.hideLmsUi.filter(w => typeof w === "string") : [],
		completedByMeasure: flag(completion.byMeasure, false),
		minProgress: number(completion.minProgress, 1),
		progressWeight: number(completion.weight, 1),
		data: list(s.data).filter(d => text(d.target)).map(d => ({
			id: text(d.target), read: flag(d.read, true),
			write: flag(d.write, true) })),
	};
}
