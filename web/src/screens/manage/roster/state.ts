/*
 * A list that is being mended, kept while the page is open: whoever looks
 * something up elsewhere finds it as it was. It stays in this tab's memory
 * alone, since it is full of NIPs.
 */
import { COLUMNS, type Column, type RosterLook } from "../../../api/org";
import { person } from "../../../session/session";
import type { Chosen } from "./columns";

export type Choice = "skip" | "update" | "keep";

export interface List {
	owner: string;		/* whose it is */
	agency: string;
	from: string;		/* the day from which they work there */
	columns: Column[];	/* that are there */
	rows: string[][];	/* in the order of `columns` */
	choices: Record<number, Choice>;
	unitFor: Record<string, string>;
	jobFor: Record<string, string>;
	newUnits: string[];
	newJobs: string[];
	look: RosterLook | null;
	mending: number[];	/* rows that are shown: those that were wrong */
}

let kept: List | null = null;

export function keep(list: List | null): void {
	kept = list;
}

export function keptList(): List | null {
	return kept && kept.owner === person()?.id ? kept : null;
}

export function makeList(rows: string[][], chosen: Chosen, agency: string,
	from: string): List {
	const columns = COLUMNS.filter((c) => chosen.includes(c));

	return {
		owner: person()?.id ?? "", agency, from, columns,
		rows: rows.map((row) => columns.map((c) =>
			row[chosen.indexOf(c)] ?? "")),
		choices: {}, unitFor: {}, jobFor: {}, newUnits: [], newJobs: [],
		look: null, mending: [],
	};
}

export function body(list: List): unknown {
	const { agency, from, columns, rows, choices, unitFor, jobFor, newUnits,
		newJobs } = list;

	return { agency: agency || undefined, from: from || undefined, columns,
		rows, choices, unitFor, jobFor, newUnits, newJobs };
}
