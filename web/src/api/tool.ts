/* Tools of others: opening one, and choosing something there. */
import { call } from "./client";

export interface Opened {
	/** Where the frame or window begins; it is good once, for five minutes. */
	url: string;
	window: boolean;
	origin: string;
	/** Whose messages are the tool's. */
	origins: string[];
	title: string;
	tool: string;
	/** Of a choice: what to ask after. */
	pending?: string;
}

export type Where =
	| { module: string; unit: string; attempt: string }
	| { batch: string; activity: string }
	| { tool: string; for: { draft: string } | { programme: string };
		multiple: boolean };

/** `apart`: a tab of its own, from a page that another system's frame shows. */
export function openTool(where: Where, apart = false): Promise<Opened> {
	return call<Opened>("POST", "/api/v1/lti/launches",
		apart ? { ...where, apart } : where);
}

export interface Usable {
	id: string;
	name: string;
	client: string;
	url: string;
	/** It offers to choose. */
	choice: boolean;
}

/** A place that leads to a tool, as module.json and a step's setting have it. */
export interface Place {
	title?: string;
	url: string;
	client?: string;
	custom?: Record<string, string>;
	lineItem?: { scoreMaximum: number; label?: string; resourceId?: string;
		tag?: string } | false | null;
	window?: boolean;
	passMark?: number;
}

export interface Choice {
	state: "waiting" | "answered" | "over";
	items: { title: string; place: Place | null; why: string }[];
	/** What the tool says to the person; "". */
	message: string;
	error: string;
}

/** What a tool said of somebody, and what a teacher says instead. */
export interface ToolResult {
	given: number | null;
	maximum: number | null;
	/** What counts, a share of 1. */
	scaled: number | null;
	grading: string;
	comment: string;
	override: number | null;
	overrideBy: string | null;
	overrideAt: number | null;
	updatedAt: number;
}

export interface ToolItem {
	id: string;
	label: string;
	tool: string;
	/** The unit's ident or the activity's id. */
	place: string | null;
	result: ToolResult | null;
}

export interface ToolResults {
	person: { id: string; name: string };
	items: ToolItem[];
}
