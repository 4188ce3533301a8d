/* What happened at a connection: the sentence, and what to do about it. */
import { useState } from "preact/hooks";
import { Select } from "../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { moment } from "../../../text/format";
import { words } from "../../../text/lti";
import type { EventKind, LtiEvent } from "./types";

const SHOWN = 50;
const KINDS: EventKind[] = ["launch", "choice", "token", "grade", "roster",
	"registration", "test"];

function Event({ event, registered }: {
	event: LtiEvent;
	registered: boolean;
}) {
	const good = event.code === "ok";

	return (
		<li class="stack near">
			<p class="facts">
				{words(`kind.${event.kind}`)}{" · "}{moment(event.at)}
				{event.request && <>
					{" · "}{words("event.ref", { ref: event.request })}
				</>}
				{event.times > 1 && <>
					{" · "}{words("event.times", { n: event.times })}
				</>}
			</p>
			<p class={good ? "" : "strong"}>
				{good ? words("event.ok") : event.sentence}
			</p>
			{!good && <p>{event.advice}</p>}
			{!event.signed && registered && <p class="quiet small">
				{words("event.stranger")}
			</p>}
		</li>
	);
}

export function Events({ path, title, why, hideEmpty }: {
	path: string;
	title: string;
	why?: string;
	hideEmpty?: boolean;
}) {
	const [kind, setKind] = useState<EventKind | "">("");
	const all = useLoad<{ events: LtiEvent[] }>(
		kind ? `${path}?kind=${kind}` : path);

	if (hideEmpty && !all.data?.events.length)
		return null;
	return (
		<section class="stack near" aria-labelledby="events">
			<h2 id="events">{title}</h2>
			{why && <p class="quiet small">{why}</p>}
			{!hideEmpty && <Select name="event-kind" label={words("kind")}
				value={kind} change={(to) => setKind(to as EventKind | "")}
				options={[["", words("kind.all")],
					...KINDS.map((one): [string, string] =>
						[one, words(`kind.${one}`)])]} />}
			<Loaded from={all}>{({ events }) => events.length
				? <ul class="plain stack">
					{events.slice(0, SHOWN).map((event) =>
						<Event key={event.id} event={event}
							registered={!hideEmpty} />)}
				</ul>
				: <p>{words("events.none")}</p>}</Loaded>
		</section>
	);
}
