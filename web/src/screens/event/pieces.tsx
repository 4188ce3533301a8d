/* What the screens of events share. */
import { useEffect, useState } from "preact/hooks";
import type { EventLine, EventWhole } from "../../api/event";
import { number } from "../../text/format";
import { words } from "../../text/event";
import { zoneClock, zoneDate, zoneHours, zonesFrom } from "../../text/zones";

const MINUTE = 60_000;

/* The server's clock, again every half minute. `now` is when it was asked. */
export function useClock(now: number): number {
	const [begun] = useState(() => Date.now() - now);
	const [at, set] = useState(Date.now() - begun);

	useEffect(() => {
		const timer = setInterval(() => set(Date.now() - begun), MINUTE / 2);

		return () => clearInterval(timer);
	}, []);
	return at;
}

/* "2 hari 3 jam": the two largest that matter. */
function inWords(ms: number): string {
	const minutes = Math.ceil(ms / MINUTE);
	const parts = [
		[Math.floor(minutes / 1440), "in.days"],
		[Math.floor(minutes % 1440 / 60), "in.hours"],
		[minutes % 60, "in.minutes"],
	] as const;
	const first = parts.findIndex(([n]) => n > 0);

	if (ms < MINUTE || first < 0)
		return words("in.soon");
	return parts.slice(first, first + 2).filter(([n]) => n > 0)
		.map(([n, key]) => words(key, { n })).join(" ");
}

export function standing(of: EventLine, at: number): string {
	if (of.state === "cancelled")
		return words("cancelled");
	if (at < of.startsAt)
		return words("begins", { in: inWords(of.startsAt - at) });
	return words(at < of.endsAt && of.state === "published"
		? "running" : "over");
}

/* Date, and the hours in all three zones, the host's first. */
export function When({ of }: { of: EventLine }) {
	const date = zoneDate(of.zone, of.startsAt);

	return (
		<dd>
			<span class="strong">{date}</span>
			{zonesFrom(of.zone).map((zone) => {
				const there = zoneDate(zone, of.startsAt);

				return <div key={zone}>
					{zoneHours(zone, of.startsAt, of.endsAt)}
					{there !== date && ` (${there})`}
				</div>;
			})}
		</dd>
	);
}

export function Facts({ of }: { of: EventWhole }) {
	return (
		<dl class="rows">
			<div><dt>{words("when")}</dt><When of={of} /></div>
			{of.place &&
				<div><dt>{words("where")}</dt><dd>{of.place}</dd></div>}
			<div><dt>{words("organiser")}</dt><dd>{of.agency.name}</dd></div>
			{of.jp > 0 && <div><dt>JP</dt>
				<dd>{words("jp", { n: number(of.jp / 100, 2) })}</dd></div>}
		</dl>
	);
}

/* A line of a list, told by its date in the host's zone. */
export function lineFacts(of: EventLine): string {
	return [
		words(`kind.${of.kind}`), zoneDate(of.zone, of.startsAt),
		`${zoneClock(of.zone, of.startsAt)} ${of.zone}`, of.agency.name,
	].join(" · ");
}

export function EventState({ of }: { of: EventLine }) {
	if (of.state !== "published")
		return <span class={`state ${of.state === "cancelled" ? "bad" : "wait"}`}>
			{words(`state.${of.state}`)}
		</span>;
	if (!of.seat || of.seat.state === "cancelled")
		return null;
	return <span class={`state ${of.seat.state === "registered" ? "ok" : "wait"}`}>
		{words(`seat.${of.seat.state}`)}
	</span>;
}

function message(key: "share.message" | "share.reminderText", of: EventWhole) {
	const hours = zonesFrom(of.zone).map((zone, i) => i
		? `${zoneClock(zone, of.startsAt)} ${zone}`
		: zoneHours(zone, of.startsAt, of.endsAt)).join(" · ");

	return words(key, { title: of.title, url: of.url, hours,
		date: zoneDate(of.zone, of.startsAt) });
}

export const invitation = (of: EventWhole) => message("share.message", of);
export const reminder = (of: EventWhole) => message("share.reminderText", of);

export const whatsapp = (text: string) =>
	`https://wa.me/?text=${encodeURIComponent(text)}`;

/* Plain http has no clipboard: the text stands there to be taken by hand. */
export function CopyButton({ text, label }: { text: string; label: string }) {
	const [copied, set] = useState(false);

	if (!("clipboard" in navigator))
		return null;
	return (
		<button type="button" class="button" onClick={() =>
			void navigator.clipboard.writeText(text).then(() => set(true),
				() => undefined)}>
			<span aria-live="polite">
				{copied ? words("share.copied") : label}
			</span>
		</button>
	);
}
