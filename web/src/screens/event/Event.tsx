/*
 * An event for those who come, on a phone: when, the way in, its materials; and
 * when it is over, what comes of it.
 */
import { useRoute } from "preact-iso";
import { useEffect } from "preact/hooks";
import { eventPath, type EventWhole } from "../../api/event";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { words } from "../../text/event";
import { LivePart } from "../live/LivePart";
import { After } from "./After";
import { Promised } from "./Certificate";
import { Materials } from "./Materials";
import { CopyButton, Facts, invitation, standing, useClock,
	whatsapp } from "./pieces";
import { Place } from "./Place";

function Speakers({ of }: { of: EventWhole }) {
	return of.speakers.length === 0 ? null : (
		<section class="card stack near" aria-labelledby="narasumber">
			<h2 id="narasumber">{words("speakers")}</h2>
			<ul class="plain stack near">
				{of.speakers.map((s) =>
					<li key={s.id}>
						<span class="strong">{s.name}</span>
						{[s.institution, s.region].filter(Boolean)
							.map((x) => `, ${x}`)}
						{s.topic && <div class="facts">{s.topic}</div>}
					</li>)}
			</ul>
		</section>
	);
}

function Share({ of }: { of: EventWhole }) {
	return of.audience !== "public" || of.state !== "published" ? null : (
		<section class="stack near" aria-labelledby="bagikan">
			<h2 id="bagikan">{words("share")}</h2>
			<p class="actions">
				<a class="button" href={whatsapp(invitation(of))}
					target="_blank" rel="noopener noreferrer">
					{words("share.whatsapp")}
				</a>
				<CopyButton text={of.url} label={words("share.copy")} />
			</p>
		</section>
	);
}

/* Questions may be asked from a day before. */
function liveFor(of: EventWhole, now: number): boolean {
	return of.seat?.state === "registered" && of.state !== "cancelled" &&
		now >= of.startsAt - 86_400_000;
}

function Whole({ of, changed, reload }: {
	of: EventWhole;
	changed: (of: EventWhole) => void;
	reload: () => void;
}) {
	const now = useClock(of.now);
	const ended = now >= of.endsAt;

	/* The end comes while somebody looks. */
	useEffect(() => {
		if (ended && of.now < of.endsAt)
			reload();
	}, [ended]);

	return (
		<div class="stack">
			{of.state === "cancelled"
				? <div class="notice bad">
					<p class="strong">{words("cancelled")}</p>
					<p>{of.cancelWhy}</p>
				</div>
				: <p>{standing(of, now)}</p>}
			{of.editable && <p><a class="button"
				href={`/kelola/kegiatan/${of.id}`}>{words("edit")}</a></p>}
			{of.after
				? <After of={of} after={of.after} reload={reload} />
				: of.state !== "cancelled" &&
					<Place of={of} now={now} changed={changed}
						reload={reload} />}
			{liveFor(of, now) &&
				<LivePart id={of.id} over={of.after !== null} />}
			{of.paper && !of.after && of.seat?.state === "registered" &&
				of.state !== "cancelled" && <Promised of={of} />}
			<Facts of={of} />
			<Materials of={of} />
			{of.about && <section class="stack near" aria-labelledby="tentang">
				<h2 id="tentang">{words("about")}</h2>
				<p class="lines">{of.about}</p>
			</section>}
			<Speakers of={of} />
			<Share of={of} />
		</div>
	);
}

export default function Event() {
	const { params } = useRoute();
	const load = useLoad<EventWhole>(eventPath(params.id ?? ""));

	return (
		<Page title={load.data?.title ?? words("events")}
			back={{ href: "/kegiatan", label: words("events") }}>
			<Loaded from={load}>{(of) =>
				<Whole key={of.id} of={of} changed={load.set}
					reload={load.reload} />}</Loaded>
		</Page>
	);
}
