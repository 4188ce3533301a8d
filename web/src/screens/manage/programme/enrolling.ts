/*
 * Who is to be enrolled, chosen elsewhere and carried by the address to a batch:
 * a unit, a job, or the people of a list, who are kept while the page is open.
 */
import { call } from "../../../api/client";
import { chosenNow } from "../chosen";

const AT_ONCE = 2000;	/* people of one request */

export type Whom = { by: "unit" | "job"; id: string } |
	{ by: "list"; people: string[] };

export interface Counted {
	found: number;
	before: number;
	enrolled: number;
}

/* null: nobody was chosen; a list that the page no longer knows is empty. */
export function whomOf(query: Record<string, string>): Whom | null {
	if (query.unit)
		return { by: "unit", id: query.unit };
	if (query.job)
		return { by: "job", id: query.job };
	if (!query.list)
		return null;
	const chosen = chosenNow();

	return { by: "list", people: "people" in chosen
		? chosen.people.map((p) => p.id) : [] };
}

/* "?unit=…", to go on with them. */
export function whomQuery(whom: Whom | null): string {
	return !whom ? "" : whom.by === "list" ? "?list=1"
		: `?${whom.by}=${encodeURIComponent(whom.id)}`;
}

function bodies(whom: Whom): unknown[] {
	if (whom.by !== "list")
		return [{ [whom.by]: whom.id }];
	const { people } = whom;

	return Array.from({ length: Math.ceil(people.length / AT_ONCE) }, (_, i) =>
		({ people: people.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
			roster: true }));
}

/* Enrol them in that batch; with `look` only count. */
export async function enrol(batch: string, whom: Whom, look: boolean):
	Promise<Counted> {
	const sum = { found: 0, before: 0, enrolled: 0 };

	for (const body of bodies(whom)) {
		const one = await call<Counted>("POST",
			`/api/v1/batches/${batch}/enrolments${look ? "?try=1" : ""}`,
			body);

		sum.found += one.found;
		sum.before += one.before;
		sum.enrolled += one.enrolled;
	}
	return sum;
}
