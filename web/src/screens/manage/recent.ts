/*
 * The imports begun in this browser by this person, newest first: so that one
 * who closed the page finds out how it ended.
 */
import { person } from "../../session/session";

export interface Recent {
	id: string;
	name: string;
	at: number;
}

const MOST = 5;

function store(): string {
	return `balai.imports.${person()?.id ?? ""}`;
}

export function recentImports(): Recent[] {
	try {
		const list: unknown = JSON.parse(
			localStorage.getItem(store()) ?? "[]");
		return Array.isArray(list)
			? list.filter((r) => r && typeof r.id === "string") : [];
	} catch {
		return [];
	}
}

export function addRecent(id: string, name: string): void {
	const list = [{ id, name, at: Date.now() }, ...recentImports()];

	try {
		localStorage.setItem(store(), JSON.stringify(list.slice(0, MOST)));
	} catch {
		/* Storage is shut or full: the import goes on all the same. */
	}
}
