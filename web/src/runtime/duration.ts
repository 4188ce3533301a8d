/*
 * Lengths of time as both standards write them.
 *
 * Years and months have no fixed length, so a sum keeps them apart from the
 * days and seconds: adding never invents a leap day.
 */

export interface Duration {
	months: number;
	/** Hundredths of a second, days included. */
	centis: number;
}

export const NO_TIME: Duration = { months: 0, centis: 0 };

const DAY = 8640000;
const HOUR = 360000;
const MINUTE = 6000;

const ISO = new RegExp(
	"^P(?!$)(?:(\\d{1,10})Y)?(?:(\\d{1,10})M)?(?:(\\d{1,10})D)?" +
	"(?:T(?!$)(?:(\\d{1,10})H)?(?:(\\d{1,10})M)?" +
	"(?:(\\d{1,10})(?:\\.(\\d{1,2}))?S)?)?$");

/* HHHH:MM:SS.SS (SCORM 1.2 RTE 3.4.2, CMITimespan). */
const SPAN = /^(\d{2,4}):(\d{2}):(\d{2})(?:\.(\d{1,2}))?$/;

function number(text: string | undefined): number {
	return text ? Number(text) : 0;
}

function fraction(text: string | undefined): number {
	return text ? Number((text + "0").slice(0, 2)) : 0;
}

/** timeinterval(second,10,2) of SCORM 2004 RTE 4.1.1.7; null when not one. */
export function isoDuration(text: string): Duration | null {
	const m = ISO.exec(text);

	if (!m)
		return null;
	return {
		months: number(m[1]) * 12 + number(m[2]),
		centis: number(m[3]) * DAY + number(m[4]) * HOUR +
			number(m[5]) * MINUTE + number(m[6]) * 100 + fraction(m[7]),
	};
}

/** CMITimespan; null when not one. */
export function spanDuration(text: string): Duration | null {
	const m = SPAN.exec(text);

	if (!m || Number(m[2]) > 99 || Number(m[3]) > 99)
		return null;
	return {
		months: 0,
		centis: number(m[1]) * HOUR + number(m[2]) * MINUTE +
			number(m[3]) * 100 + fraction(m[4]),
	};
}

export function addDurations(a: Duration, b: Duration): Duration {
	return { months: a.months + b.months, centis: a.centis + b.centis };
}

/** In ms; a month counts as a twelfth of 365.25 days. */
export function durationMs(d: Duration): number {
	return Math.round((d.centis + d.months * (365.25 / 12) * DAY) * 10);
}

function seconds(centis: number): string {
	const rest = centis % 100;
	const whole = String(Math.floor(centis / 100));

	if (rest === 0)
		return whole;
	return whole + "." + (rest < 10 ? "0" : "") + String(rest);
}

/** As in PT2H20S; no time at all is PT0H0M0S. */
export function formatIso(d: Duration): string {
	const part = (n: number, unit: string) => n > 0 ? String(n) + unit : "";
	const date = part(Math.floor(d.months / 12), "Y") +
		part(d.months % 12, "M") + part(Math.floor(d.centis / DAY), "D");
	const day = d.centis % DAY;
	const time = part(Math.floor(day / HOUR), "H") +
		part(Math.floor(day % HOUR / MINUTE), "M") +
		(day % MINUTE > 0 ? seconds(day % MINUTE) + "S" : "");

	if (!date && !time)
		return "PT0H0M0S";
	return "P" + date + (time ? "T" + time : "");
}

/** As in 0002:00:20.00; more than 9,999 hours stay at the greatest. */
export function formatSpan(d: Duration): string {
	const all = Math.min(Math.floor(durationMs(d) / 10), 9999 * HOUR +
		59 * MINUTE + 5999);
	const two = (n: number) => (n < 10 ? "0" : "") + String(n);
	const hours = String(Math.floor(all / HOUR));

	return "0000".slice(hours.length) + hours + ":" +
		two(Math.floor(all % HOUR / MINUTE)) + ":" +
		two(Math.floor(all % MINUTE / 100)) + "." + two(all % 100);
}
