/*
 * What the codes of the wire are called for people.
 */
import type { Completion, Module, ModuleState, Node, Role, Score, Standard,
	Success } from "../api/types";
import type { IconName } from "../parts/Icon";
import { t, type Key } from ".";
import { bytes, number } from "./format";

export interface Named {
	word: string;
	tone: "" | "ok" | "wait" | "bad";
	icon: IconName;
}

/* How far someone is with a lesson or a module. */
export function standing(
	progress: { completion: Completion; success: Success } | null,
): Named {
	if (!progress || progress.completion === "not attempted")
		return { word: t("state.none"), tone: "", icon: "none" };
	if (progress.success === "passed")
		return { word: t("state.passed"), tone: "ok", icon: "done" };
	if (progress.success === "failed")
		return { word: t("state.failed"), tone: "wait", icon: "bad" };
	if (progress.completion === "completed")
		return { word: t("state.completed"), tone: "ok", icon: "done" };
	return { word: t("state.begun"), tone: "wait", icon: "half" };
}

export function isDone(
	progress: { completion: Completion; success: Success } | null,
): boolean {
	return progress !== null && progress.success !== "failed" &&
		(progress.completion === "completed" || progress.success === "passed");
}

const MODULE_STATES: Record<ModuleState, [Key, Named["tone"], IconName]> = {
	published: ["module.published", "ok", "done"],
	draft: ["module.draft", "wait", "draft"],
	closed: ["module.closed", "", "closed"],
};

function moduleState(state: ModuleState): Named {
	const [key, tone, icon] = MODULE_STATES[state];

	return { word: t(key), tone, icon };
}

/* A withdrawal stands over whatever else it is. */
export function moduleStanding(
	module: { state: ModuleState; withdrawn?: unknown },
): Named {
	return module.withdrawn
		? { word: t("module.withdrawn"), tone: "bad", icon: "closed" }
		: moduleState(module.state);
}

export function roleName(role: Role): string {
	return t(`role.${role}` as Key);
}

export function roleNames(roles: Role[]): string {
	return roles.map(roleName).join(", ");
}

const STANDARDS: Partial<Record<Standard, string>> = {
	"scorm12": "SCORM 1.2",
	"scorm2004-2": "SCORM 2004 2nd Edition",
	"scorm2004-3": "SCORM 2004 3rd Edition",
	"scorm2004-4": "SCORM 2004 4th Edition",
	"cmi5": "cmi5",
	"tincan": "xAPI (tincan.xml)",
	"balai": "Balai",
};

export function standardName(standard: Standard): string {
	if (standard.startsWith("cc-"))
		return `Common Cartridge ${standard.slice(3)}`;
	return STANDARDS[standard] ??
		t(standard === "file" ? "standard.file" : "standard.html");
}

/* "72,5", or "8 dari 10" when the scale is not 100; null without a score. */
export function scoreText(score: Score | null): string | null {
	if (!score)
		return null;
	if (score.raw !== null)
		return score.max !== null && score.max !== 100
			? t("score.of", {
				raw: number(score.raw),
				max: number(score.max),
			})
			: number(score.raw);
	return score.scaled !== null ? number(score.scaled * 100) : null;
}

/* "5 JP · 6 pelajaran · 225 menit · 1,2 MB", without what nobody has said. */
export function moduleFacts(module: Module): string {
	const n = module.version.units;

	return [
		module.jp ? t("module.jp", { n: number(module.jp) }) : "",
		/* Ours have quizzes, a case and a survey among their lessons. */
		module.version.standard === "balai" ? t("module.parts", { n })
			: t(n === 1 ? "module.unit" : "module.units", { n }),
		module.minutes
			? t("module.minutes", { n: number(module.minutes) }) : "",
		bytes(module.version.bytes),
	].filter(Boolean).join(" · ");
}

/* The host that a link leads to; null when it is no address of the web. */
export function linkHost(url: string | undefined): string | null {
	try {
		const { protocol, host } = new URL(url ?? "");

		return /^https?:$/.test(protocol) ? host : null;
	} catch {
		return null;
	}
}

/* The units that can be opened, in the order of the outline. */
export function openable(nodes: Node[]): Node[] {
	return nodes.reduce<Node[]>((all, node) => [
		...all,
		...(node.visible && node.launchable && node.id ? [node] : []),
		...(node.visible ? openable(node.children) : []),
	], []);
}

/* "Chrome di Android", as far as the browser tells. */
export function deviceName(agent: string): string {
	const first = (pairs: [RegExp, string][]) =>
		pairs.find(([pattern]) => pattern.test(agent))?.[1];
	const browser = first([
		[/Edg/, "Edge"], [/OPR|Opera/, "Opera"], [/SamsungBrowser/,
			"Samsung Internet"], [/Firefox|FxiOS/, "Firefox"],
		[/; wv\)/, "WebView"], [/Chrome|CriOS/, "Chrome"],
		[/Safari/, "Safari"],
	]);
	const system = first([
		[/Android/, "Android"], [/iPhone/, "iPhone"], [/iPad/, "iPad"],
		[/Windows/, "Windows"], [/Mac OS X/, "macOS"], [/CrOS/, "ChromeOS"],
		[/Linux/, "Linux"],
	]);

	return browser && system
		? t("device.on", { browser, system })
		: browser ?? system ?? t("device.unknown");
}
