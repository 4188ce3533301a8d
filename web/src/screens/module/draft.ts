/*
 * What was typed into the form of a module and not saved yet, kept on this
 * device for the person who typed it.
 */
import { person } from "../../session/session";

export interface Typed {
	title: string;
	description: string;
	field: string;
	jp: string;
	minutes: string;
	contact: string;
	legalBasis: string;
	reviewBy: string;
	alt: string;
}

function store(module: string): string {
	return `balai.form.${person()?.id ?? ""}.${module}`;
}

/* Over `saved`, so that a field it does not know keeps what the server said. */
export function keptDraft(module: string, saved: Typed): Typed | null {
	try {
		const kept: unknown = JSON.parse(
			localStorage.getItem(store(module)) ?? "null");
		if (!kept || typeof kept !== "object")
			return null;
		const typed = { ...saved };
		for (const name of Object.keys(saved) as (keyof Typed)[]) {
			const value = (kept as Record<string, unknown>)[name];
			if (typeof value === "string")
				typed[name] = value;
		}
		return typed;
	} catch {
		return null;
	}
}

export function keepDraft(module: string, typed: Typed): void {
	try {
		localStorage.setItem(store(module), JSON.stringify(typed));
	} catch {
		/* Storage is shut or full: the form still has it. */
	}
}

export function dropDraft(module: string): void {
	try {
		localStorage.removeItem(store(module));
	} catch {
		/* As above. */
	}
}
