/*
 * What the screens of JP have in common.
 */
import type { ComponentChildren } from "preact";
import { call } from "../../api/client";
import type { Entry, Rule, Target, TargetState } from "../../api/jp";
import { State } from "../../parts/pieces";
import { calendarDay, number } from "../../text/format";
import { words } from "../../text/jp";
import { inputDate } from "../../text/zones";
import { keep } from "../manage/gradebook/file";

/* "2,5" of 250 */
export function jp(hundredths: number): string {
	return number(hundredths / 100, 2);
}

/* Hundredths of what was typed, "2,5" or "2.5"; NaN when it is no number. */
export function jpTyped(text: string): number {
	const plain = text.trim().replace(",", ".");

	return /^\d{1,3}(\.\d{1,2})?$/.test(plain)
		? Math.round(Number(plain) * 100) : NaN;
}

/* The day and the year that count are those of Jakarta. */
export const dayThatCounts = () => inputDate("WIB", Date.now());

export const thisYear = () => Number(dayThatCounts().slice(0, 4));

export const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

/* Its days, once where they are one. */
export function days(entry: Pick<Entry, "day" | "firstDay">): string {
	return entry.firstDay === entry.day ? calendarDay(entry.day)
		: words("days", { first: calendarDay(entry.firstDay),
			last: calendarDay(entry.day) });
}

export function reason(entry: Entry): string {
	return entry.reason === "merge" ? words("merge") : entry.reason;
}

export function evidence(entry: Entry): string {
	return entry.source === "manual"
		? words("evidence", { text: entry.evidence })
		: words(`evidence.${entry.source}`);
}

/* How an entry stands, in a word. */
export function Standing({ entry }: { entry: Entry }) {
	if (entry.reverses || entry.reversedBy)
		return <State named={{ word: words("state.reversed"), icon: "bad",
			tone: "bad" }} />;
	if (entry.doubt)
		return <State named={{ word: words("state.doubt"), icon: "half",
			tone: "wait" }} />;
	const state = entry.status?.state ?? "earned";

	return <State named={{ word: words(`state.${state}`),
		icon: state === "rejected" ? "bad" : "done",
		tone: state === "rejected" ? "bad" : "ok" }} />;
}

/* "14 dari 20 JP" as bar and words. */
export function TargetBar({ sum, target }: {
	sum: number;
	target: Target | null;
}) {
	const all = target?.least ?? target?.most ?? null;
	const said = all === null || target?.least === null
		? words("n", { n: jp(sum) })
		: words("of", { n: jp(sum), all: jp(all) });

	return (
		<div class="stack near">
			<p class="jp-sum">{said}</p>
			{all !== null && all > 0 &&
				<progress max={all} aria-label={said}
					value={Math.max(0, Math.min(sum, all))} />}
		</div>
	);
}

/* What the sum means, in a sentence. */
export function targetWords(
	year: number,
	sum: number,
	target: Target | null,
	state: TargetState,
): string {
	if (!target || state === "free")
		return words("free");
	if (state === "above")
		return words("above", { all: jp(target.most ?? 0) });
	if (state === "below")
		return words("left", { n: jp((target.least ?? 0) - sum), year });
	return target.least === null
		? words("under", { all: jp(target.most ?? 0) })
		: words("met", { year });
}

export function gives(rule: Rule): string {
	return rule.most === null ? words("rules.gives", { factor: rule.factor })
		: words("rules.givesMost", { factor: rule.factor,
			most: jp(rule.most) });
}

/* Read as a blob, since a plain link would come without the session's secret. */
export async function keepFile(path: string, name: string): Promise<void> {
	keep(await call<Blob>("GET", path, undefined,
		{ read: (response) => response.blob() }), name);
}

export const options = <N extends string>(
	names: readonly N[],
	label: (name: N) => string,
): [string, string][] => names.map((name) => [name, label(name)]);

/* A name and what stands beside it. */
export function Pair({ name, children }: {
	name: string;
	children: ComponentChildren;
}) {
	return <div><dt>{name}</dt><dd>{children}</dd></div>;
}
