/* Units as a tree that is drawn line by line. */
import type { OrgUnit } from "../../../api/org";

export interface Line {
	unit: OrgUnit;
	level: number;		/* 1 at the top */
	branches: boolean;	/* others are below it */
	place: number;		/* among its siblings, from 1 */
	siblings: number;
}

function below(units: OrgUnit[]): Map<string | null, OrgUnit[]> {
	const found = new Map<string | null, OrgUnit[]>();

	for (const unit of units) {
		const list = found.get(unit.parent) ?? [];

		list.push(unit);
		found.set(unit.parent, list);
	}
	return found;
}

/* Those that are seen while only `open` branches are. */
export function lines(units: OrgUnit[], open: ReadonlySet<string>): Line[] {
	const all = below(units);
	const out: Line[] = [];

	function put(parent: string | null, level: number): void {
		const list = all.get(parent) ?? [];

		list.forEach((unit, i) => {
			out.push({ unit, level, branches: all.has(unit.id),
				place: i + 1, siblings: list.length });
			if (open.has(unit.id))
				put(unit.id, level + 1);
		});
	}
	put(null, 1);
	return out;
}

/* "Dinas / Bidang": with those above it. */
export function path(units: OrgUnit[], id: string | null): string {
	const names: string[] = [];
	const known = new Map(units.map((unit) => [unit.id, unit]));

	for (let at = id; at; at = known.get(at)?.parent ?? null)
		names.unshift(known.get(at)?.name ?? "");
	return names.join(" / ");
}

/* What a list offers: open units, each with those above it. */
export function options(units: OrgUnit[]): [string, string][] {
	return units.filter((unit) => !unit.closed)
		.map((unit): [string, string] => [unit.id, path(units, unit.id)])
		.sort((a, b) => a[1].localeCompare(b[1]));
}

/* Is `id` that unit, or somewhere below it? */
export function within(units: OrgUnit[], id: string, top: string): boolean {
	const known = new Map(units.map((unit) => [unit.id, unit]));
	let at: string | null = id;

	while (at && at !== top)
		at = known.get(at)?.parent ?? null;
	return at === top;
}
