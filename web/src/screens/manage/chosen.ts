/*
 * Who is chosen in the list of people, kept while the page is open: choosing
 * goes over several pages of the list, and on to what is done with them.
 */
import { get } from "../../api/client";
import type { PeoplePage } from "../../api/types";

export interface Someone {
	id: string;
	name: string;
}

const PER = 200;

/* Those ticked, or everybody whom a filter finds. */
export type Chosen = { people: Someone[] } | { query: string; total: number };

let ticked = new Map<string, Someone>();
let chosen: Chosen = { people: [] };

export function isTicked(id: string): boolean {
	return ticked.has(id);
}

export function tick(person: Someone, on: boolean): void {
	if (on)
		ticked.set(person.id, { id: person.id, name: person.name });
	else
		ticked.delete(person.id);
}

export function untickAll(): void {
	ticked = new Map();
}

export function tickedPeople(): Someone[] {
	return [...ticked.values()];
}

export function choose(next: Chosen): void {
	chosen = next;
}

export function chosenNow(): Chosen {
	return chosen;
}

export function chosenCount(): number {
	return "people" in chosen ? chosen.people.length : chosen.total;
}

/* Everybody, page by page, as they are now. */
export async function chosenPeople(): Promise<Someone[]> {
	if ("people" in chosen)
		return chosen.people;
	const found = new Map<string, Someone>();
	const join = chosen.query ? `${chosen.query}&` : "?";

	for (let page = 1, pages = 1; page <= pages; page++) {
		const answer = await get<PeoplePage>(
			`/api/v1/people${join}per=${PER}&page=${page}`);

		pages = answer.pages;
		answer.people.filter((p) => !p.disabled)
			.forEach((p) => found.set(p.id, { id: p.id, name: p.name }));
	}
	return [...found.values()];
}
