/*
 * Kegiatan: those one is registered for first, then what is coming, then what
 * is over. A guest has the first alone.
 */
import { useState } from "preact/hooks";
import type { EventLine, EventList } from "../../api/event";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { person } from "../../session/session";
import { words } from "../../text/event";
import { Waiting } from "../survey/Mine";
import { EventState, lineFacts, standing } from "./pieces";

function Row({ of, now }: { of: EventLine; now: number }) {
	return (
		<li class="card linked stack near">
			<h3><a class="cover" href={`/kegiatan/${of.id}`}>{of.title}</a></h3>
			<p class="facts">{lineFacts(of)}</p>
			<p class="line-with-button">
				<span class="facts">{standing(of, now)}</span>
				<EventState of={of} />
			</p>
		</li>
	);
}

type Kind = "mine" | "coming" | "past";

function List({ kind, path, guest }: {
	kind: Kind;
	path: string;
	guest?: boolean;
}) {
	const [page, setPage] = useState(1);
	const load = useLoad<EventList>(path + (page > 1
		? `${path.includes("?") ? "&" : "?"}page=${page}` : ""));

	return (
		<section class="stack" aria-labelledby={kind}>
			<h2 id={kind}>{words(`list.${kind}`)}</h2>
			<Loaded from={load}>{({ events, more, now }) => <>
				{events.length === 0
					? <p class="quiet">{words(guest ? "none.mine.guest"
						: `none.${kind}`)}</p>
					: <ul class="plain cards">
						{events.map((e) => <Row key={e.id} of={e} now={now} />)}
					</ul>}
				{more && <p class="actions">
					<button class="button" type="button"
						onClick={() => setPage(page + 1)}>
						{words("more")}
					</button>
				</p>}
			</>}</Loaded>
		</section>
	);
}

export default function Events() {
	const guest = person()?.guest === true;

	return (
		<Page title={words("events")}>
			<div class="stack far">
				{guest && <Waiting />}
				<List kind="mine" path="/api/v1/me/events" guest={guest} />
				{!guest && <>
					<List kind="coming" path="/api/v1/events?list=coming" />
					<List kind="past" path="/api/v1/events?list=past" />
				</>}
			</div>
		</Page>
	);
}
