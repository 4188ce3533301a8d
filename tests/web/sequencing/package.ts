/*
 * Enough of a zip and of XML to read the manifest of ADL's test packages, and
 * its sequencing in the form that the server gives the browser.
 */

import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import type { Tree } from "../../../web/src/runtime/types";

/** The text of one file of a zip. */
export function zipText(file: string, name: string): string {
	const zip = readFileSync(file);
	let at = zip.readUInt32LE(zip.lastIndexOf("PK\x05\x06") + 16);

	while (zip.readUInt32LE(at) === 0x02014b50) {
		const [method, packed] = [zip.readUInt16LE(at + 10),
			zip.readUInt32LE(at + 20)];
		const length = zip.readUInt16LE(at + 28);
		const local = zip.readUInt32LE(at + 42);

		if (zip.toString("utf8", at + 46, at + 46 + length) === name) {
			const from = local + 30 + zip.readUInt16LE(local + 26) +
				zip.readUInt16LE(local + 28);
			const bytes = zip.subarray(from, from + packed);
			return (method ? inflateRawSync(bytes) : bytes).toString();
		}
		at += 46 + length + zip.readUInt16LE(at + 30) +
			zip.readUInt16LE(at + 32);
	}
	throw new Error(name + " is not in " + file);
}

export interface Node {
	name: string;
	attributes: { [name: string]: string };
	children: Node[];
	text: string;
}

function plain(text: string): string {
	return text.replace(/&quot;/g, "\"").replace(/&lt;/g, "<")
		.replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

/** Names lose their prefix. */
export function parseXml(xml: string): Node {
	const root: Node = { name: "", attributes: {}, children: [], text: "" };
	const open = [root];
	const token = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<\/[^>]+>|<([^\s/>]+)((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/g;

	for (let m; (m = token.exec(xml));) {
		const top = open[open.length - 1]!;

		if (m[4] !== undefined)
			top.text += plain(m[4]).trim();
		else if (m[1] !== undefined) {
			const node: Node = { name: m[1] === "adlseq:objectives"
				? "adlObjectives" : m[1].replace(/^.*:/, ""),
				attributes: {}, children: [], text: "" };

			for (const a of m[2]!.matchAll(
				/([^\s=:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
				node.attributes[a[1]!] = plain(a[2] || a[3] || "");
			top.children.push(node);
			if (!m[3])
				open.push(node);
		} else if (m[0]!.startsWith("</"))
			open.pop();
	}
	return root;
}

function child(node: Node | undefined, name: string): Node | undefined {
	return node && node.children.find(c => c.name === name);
}

function all(node: Node | undefined, name: string): Node[] {
	return node ? node.children.filter(c => c.name === name) : [];
}

function find(node: Node, name: string): Node | undefined {
	return node.name === name ? node : node.children
		.map(c => find(c, name)).find(n => n !== undefined);
}

type Json = { [key: string]: unknown };

/** Attributes with "true", "false" and numbers as such. */
function values(node: Node | undefined): Json {
	const out: Json = {};

	for (const name of Object.keys(node ? node.attributes : {})) {
		const text = node!.attributes[name]!.trim();

		out[name] = text === "true" ? true : text === "false" ? false
			: text !== "" && isFinite(Number(text)) ? Number(text) : text;
	}
	return out;
}

function rules(node: Node | undefined, name: string): Json[] {
	return all(node, name).map(rule => {
		const conditions = child(rule, "ruleConditions");

		return { combination: values(conditions).conditionCombination ||
			"all", action: values(child(rule, "ruleAction")).action,
		conditions: all(conditions, "ruleCondition").map(c => ({
			condition: c.attributes.condition,
			not: c.attributes.operator === "not",
			objective: c.attributes.referencedObjective || null,
			measure: values(c).measureThreshold })) };
	});
}

function rollupRule(rule: Node): Json {
	const conditions = child(rule, "rollupConditions");

	return { childActivitySet: "all", ...values(rule),
		combination: values(conditions).conditionCombination || "any",
		action: values(child(rule, "rollupAction")).action,
		conditions: all(conditions, "rollupCondition").map(c => ({
			condition: c.attributes.condition,
			not: c.attributes.operator === "not" })) };
}

function maps(objective: Node, more: Node | undefined): Json[] {
	const id = objective.attributes.objectiveID;
	const extra = all(more, "objective")
		.filter(o => o.attributes.objectiveID === id)
		.flatMap(o => all(o, "mapInfo"));
	const out: Json[] = all(objective, "mapInfo").map(m => ({
		readRawScore: false, readMinScore: false, readMaxScore: false,
		readCompletionStatus: false, readProgressMeasure: false,
		...values(m), target: m.attributes.targetObjectiveID }));

	for (const m of extra)
		out.push({ readSatisfiedStatus: false, readNormalizedMeasure: false,
			...values(m), target: m.attributes.targetObjectiveID });
	return out;
}

function objectives(node: Node | undefined, more: Node | undefined) {
	return (node ? node.children : []).map(o => ({
		id: o.attributes.objectiveID || "",
		primary: o.name === "primaryObjective",
		satisfiedByMeasure: values(o).satisfiedByMeasure === true,
		minNormalizedMeasure: Number(
			(child(o, "minNormalizedMeasure") || { text: "1" }).text),
		maps: maps(o, more) }));
}

function merged(own: Node | undefined, collection: Node | undefined) {
	const base = own && own.attributes.IDRef && collection &&
		collection.children.find(s => s.attributes.ID ===
			own.attributes.IDRef);

	if (!base)
		return own;
	return { ...own, children: own.children.concat(base.children.filter(b =>
		!own.children.some(c => c.name === b.name))) };
}

function rollup(node: Node | undefined): Json {
	const v = values(node);

	return { objectiveSatisfied: v.rollupObjectiveSatisfied,
		progressCompletion: v.rollupProgressCompletion,
		objectiveMeasureWeight: v.objectiveMeasureWeight,
		rules: all(node, "rollupRule").map(rollupRule) };
}

function hidden(item: Node): string[] {
	const at = child(child(item, "presentation"), "navigationInterface");

	return all(at, "hideLMSUI").map(h => h.text);
}

function sequencing(item: Node, collection: Node | undefined): Json {
	const s = merged(child(item, "sequencing"), collection);
	const rule = child(s, "sequencingRules");
	const threshold = child(item, "completionThreshold");
	const limits = values(child(s, "limitConditions"));

	return { controlMode: values(child(s, "controlMode")),
		rules: { pre: rules(rule, "preConditionRule"),
			exit: rules(rule, "exitConditionRule"),
			post: rules(rule, "postConditionRule") },
		limits: { attempts: limits.attemptLimit },
		rollup: rollup(child(s, "rollupRules")),
		rollupConsiderations: values(child(s, "rollupConsiderations")),
		constrainedChoice:
			values(child(s, "constrainedChoiceConsiderations")),
		objectives: objectives(child(s, "objectives"),
			child(s, "adlObjectives")),
		randomization: values(child(s, "randomizationControls")),
		delivery: values(child(s, "deliveryControls")),
		hideLmsUi: hidden(item),
		completion: { byMeasure: values(threshold).completedByMeasure,
			minProgress: values(threshold).minProgressMeasure,
			weight: values(threshold).progressWeight },
		data: all(child(item, "data"), "map").map(m => ({
			target: m.attributes.targetID,
			read: values(m).readSharedData,
			write: values(m).writeSharedData })) };
}

export interface TestItem extends Tree {
	/** The "act" of its parameters. */
	act: string;
	maxTime: string | undefined;
	globalToSystem: boolean;
	children: TestItem[];
}

function maxTime(node: Node, collection: Node | undefined) {
	const limits = child(merged(child(node, "sequencing"), collection),
		"limitConditions");

	return limits && limits.attributes.attemptAbsoluteDurationLimit;
}

function item(node: Node, collection: Node | undefined): TestItem {
	const act = /act=(\w+)/.exec(node.attributes.parameters || "");
	const children = all(node, "item").map(i => item(i, collection));
	const key = node.attributes.identifier!.trim();

	return { id: key, key, title: child(node, "title")!.text,
		launchable: children.length === 0, unit: null,
		visible: node.attributes.isvisible !== "false",
		sequencing: sequencing(node, collection), children,
		globalToSystem: node.attributes.objectivesGlobalToSystem !== "false",
		maxTime: maxTime(node, collection),
		act: act ? act[1]! : "" };
}

/** The tree of the manifest's default organization. */
export function manifestTree(xml: string): TestItem {
	const root = parseXml(xml);
	const organizations = find(root, "organizations")!;
	const organization = all(organizations, "organization").find(o =>
		o.attributes.identifier === organizations.attributes.default);

	return item(organization || child(organizations, "organization")!,
		find(root, "sequencingCollection"));
}
