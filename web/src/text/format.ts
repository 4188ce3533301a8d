/*
 * Numbers, sizes and moments as WEB.md writes them: 1,2 MB · 72,5 ·
 * "Jumat, 27 Nov 2026 pukul 23.59 WITA". Made by hand, because old phones
 * lack half of Intl's options and write Indonesian each in their own way.
 */
import { lang, t } from ".";
import { bytesIn, numberIn } from "./sizes";

const DAYS = {
	id: ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"],
	en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
		"Saturday"],
};
const MONTHS = {
	id: ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt",
		"Nov", "Des"],
	en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
		"Nov", "Dec"],
};

/* At most `digits` behind the comma, none of them an idle zero. */
export function number(value: number, digits = 1): string {
	return numberIn(lang(), value, digits);
}

/* Sizes in powers of a thousand, as phones and providers count them. */
export function bytes(value: number): string {
	return bytesIn(lang(), value);
}

function zone(date: Date): string {
	const minutes = -date.getTimezoneOffset();
	const names: Record<number, string> = { 420: "WIB", 480: "WITA", 540: "WIT" };
	const sign = minutes < 0 ? "−" : "+";
	const rest = Math.abs(minutes) % 60;

	return names[minutes] ?? `UTC${sign}${Math.floor(Math.abs(minutes) / 60)}` +
		(rest ? `:${String(rest).padStart(2, "0")}` : "");
}

export function clock(ms: number): string {
	const date = new Date(ms);
	const pair = (n: number) => String(n).padStart(2, "0");

	return pair(date.getHours()) + (lang() === "en" ? ":" : ".") +
		pair(date.getMinutes());
}

/* "27 Nov 2026" */
export function day(ms: number): string {
	const date = new Date(ms);

	return `${date.getDate()} ${MONTHS[lang()][date.getMonth()]} ` +
		date.getFullYear();
}

/* "31 Jan 2027" of "2027-01-31", which is the same day everywhere. */
export function calendarDay(text: string): string {
	const [year = "", month = "1", date = ""] = text.split("-");

	return `${Number(date)} ${MONTHS[lang()][Number(month) - 1]} ${year}`;
}

/* "Jumat, 27 Nov 2026 pukul 23.59 WITA" */
export function moment(ms: number): string {
	const date = new Date(ms);

	return t("moment", {
		weekday: DAYS[lang()][date.getDay()] ?? "",
		day: day(ms),
		clock: clock(ms),
		zone: zone(date),
	});
}

/* "1 jam 20 menit": what was spent on something. */
export function duration(ms: number): string {
	const minutes = Math.round(ms / 60_000);
	const hours = Math.floor(minutes / 60);

	if (minutes < 1)
		return t("duration.short");
	return [
		hours ? t("duration.hours", { n: hours }) : "",
		minutes % 60 ? t("duration.minutes", { n: minutes % 60 }) : "",
	].filter(Boolean).join(" ");
}
