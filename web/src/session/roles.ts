/*
 * Who sees which duties. The server decides; this only spares people screens
 * that would refuse them.
 */
import type { Module, Person, Role } from "../api/types";

export function has(person: Person | null, role: Role): boolean {
	return person !== null && person.roles.includes(role);
}

export function authors(person: Person | null): boolean {
	return has(person, "author") || has(person, "admin");
}

/* Reads the figures of their agency. */
export function leads(person: Person | null): boolean {
	return has(person, "leader") || has(person, "organiser") ||
		has(person, "admin");
}

/* Has anything to do in Kelola. */
export function manages(person: Person | null): boolean {
	return authors(person) || has(person, "host") || has(person, "organiser");
}

export function managesModule(person: Person | null, module: Module): boolean {
	return has(person, "admin") ||
		(has(person, "author") && person?.agency.id === module.agency.id);
}
