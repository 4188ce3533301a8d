/* What the night counted of a module: GET /api/v1/modules/{id}/figures. */
import type { Facts } from "./revision";

export interface VersionFigures {
	people: number;
	begun: number;
	completed: number;
	passed: number;
	left: number;
	finish: { n: number; share: number };
	/* Of who completed it. */
	days?: { n: number; q1: number; median: number; q3: number };
}

export interface UnitFigures {
	people: number;
	completed: number;
	left?: { n: number; left: number; share: number; after: number;
		where?: Facts };
	/* ms, of who completed it; shares far above and below the median. */
	time?: { n: number; q1: number; median: number; q3: number;
		slow: number; fast: number };
}

export interface Figures {
	module: { id: string; title: string };
	countedAt: number | null;	/* null: never yet */
	told: number;
	versions: { id: string; number: number; current: boolean;
		at: number | null; figures: VersionFigures | null }[];
	version: number | null;	/* the one whose units these are */
	units: { ident: string; title: string; kind: string;
		figures: UnitFigures | null }[];
}
