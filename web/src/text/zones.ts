/*
 * Times of events: in the zone of their host, not of the device. Indonesia has
 * three zones and no summer time.
 */
import { lang } from "./index";
import type { ZoneName } from "../api/event";

export const ZONES: ZoneName[] = ["WIB", "WITA", "WIT"];
const HOUR = 3_600_000;
const DAYS = {
	id: ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"],
	en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
		"Saturday"],
};
const MONTHS = {
	id: ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli",
		"Agustus", "September", "Oktober", "November", "Desember"],
	en: ["January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December"],
};

const two = (n: number) => String(n).padStart(2, "0");
const offset = (zone: ZoneName) => (7 + ZONES.indexOf(zone)) * HOUR;

/* Read by its UTC parts. */
function local(zone: ZoneName, at: number): Date {
	return new Date(at + offset(zone));
}

/* "Jumat, 27 November 2026" */
export function zoneDate(zone: ZoneName, at: number): string {
	const d = local(zone, at);

	return `${DAYS[lang()][d.getUTCDay()]}, ${d.getUTCDate()} ${
		MONTHS[lang()][d.getUTCMonth()]} ${d.getUTCFullYear()}`;
}

/* "09.00" */
export function zoneClock(zone: ZoneName, at: number): string {
	const d = local(zone, at);

	return two(d.getUTCHours()) + (lang() === "en" ? ":" : ".") +
		two(d.getUTCMinutes());
}

/* "09.00–11.00 WIB"; an end on another day has its date. */
export function zoneHours(zone: ZoneName, from: number, to: number): string {
	const same = zoneDate(zone, from) === zoneDate(zone, to);

	return `${zoneClock(zone, from)}–${
		same ? "" : `${zoneDate(zone, to)} `}${zoneClock(zone, to)} ${zone}`;
}

/* The host's zone first. */
export function zonesFrom(zone: ZoneName): ZoneName[] {
	return [zone, ...ZONES.filter((other) => other !== zone)];
}

/* What date and time inputs hold: "2026-11-27", "09:00". */
export function inputDate(zone: ZoneName, at: number): string {
	return local(zone, at).toISOString().slice(0, 10);
}

export function inputTime(zone: ZoneName, at: number): string {
	return local(zone, at).toISOString().slice(11, 16);
}

/* And back; NaN when either is missing. */
export function fromInputs(zone: ZoneName, date: string, time: string): number {
	return Date.parse(`${date}T${time}:00Z`) - offset(zone);
}

/* Of the device, where it is in Indonesia; else WIB. */
export function ownZone(): ZoneName {
	return ZONES[-new Date().getTimezoneOffset() / 60 - 7] ?? "WIB";
}
