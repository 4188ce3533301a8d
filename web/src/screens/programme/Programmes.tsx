/*
 * /pelatihan: what I take part in, and what I may join.
 */
import type { Batch, Mine, MyProgrammes } from "../../api/programme";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { day, moment } from "../../text/format";
import { words as needs } from "../../text/needOf";
import { words } from "../../text/programme";
import { jpWords } from "./Path";

function Card({ mine }: { mine: Mine }) {
	const { batch, enrolment } = mine;
	const label = words("progress", { n: enrolment.progress });

	return (
		<li class="card linked stack near">
			<h3 class="card-title">
				<a class="cover" href={`/pelatihan/${batch.id}`}>
					{batch.programme.title}
				</a>
			</h3>
			<p class="facts">
				{batch.name}
				{batch.programme.jp > 0 && ` · ${jpWords(batch.programme.jp)}`}
			</p>
			<p class="facts">{label}</p>
			<progress max={100} value={enrolment.progress} aria-label={label} />
			{enrolment.completedAt
				? <p class="facts">{words("completed",
					{ at: day(enrolment.completedAt) })}</p>
				: <>
					{mine.next && <p>{words("next", { title: mine.next })}</p>}
					{mine.dueAt && <p class="facts">
						{words("due", { at: moment(mine.dueAt) })}
					</p>}
				</>}
		</li>
	);
}

function Offer({ batch }: { batch: Batch }) {
	return (
		<li class="card linked stack near">
			<h3 class="card-title">
				<a class="cover" href={`/pelatihan/${batch.id}`}>
					{batch.programme.title}
				</a>
			</h3>
			<p class="facts">
				{[batch.name, words("dates", { from: day(batch.startsAt),
					to: day(batch.endsAt) }),
				batch.programme.jp > 0 && jpWords(batch.programme.jp)]
					.filter(Boolean).join(" · ")}
			</p>
			{batch.enrolUntil && <p class="facts">
				{words("offer.until", { at: moment(batch.enrolUntil) })}
			</p>}
			{batch.capacity && <p class="facts">{words("offer.left",
				{ n: batch.capacity - batch.enrolled })}</p>}
		</li>
	);
}

function Group({ id, title, children }: {
	id: string;
	title: string;
	children: preact.ComponentChildren;
}) {
	return (
		<section class="stack" aria-labelledby={id}>
			<h2 id={id}>{title}</h2>
			<ul class="plain stack">{children}</ul>
		</section>
	);
}

export default function Programmes() {
	const from = useLoad<MyProgrammes>("/api/v1/me/programmes");

	return (
		<Page title={words("mine")}
			back={{ href: "/saya", label: t("nav.me") }}>
			<Loaded from={from} page>{({ programmes, offers }) => {
				const going = programmes.filter((m) =>
					!m.enrolment.completedAt);
				const done = programmes.filter((m) =>
					m.enrolment.completedAt);

				return <div class="stack far">
					{programmes.length === 0 && <div class="card empty">
						<p>{words("mine.none")}</p>
						<p><a href="/katalog">{words("mine.catalogue")}</a></p>
					</div>}
					{going.length > 0 && <Group id="going"
						title={words("state.begun")}>
						{going.map((m) => <Card key={m.batch.id} mine={m} />)}
					</Group>}
					{offers.length > 0 && <Group id="offers"
						title={words("offers")}>
						{offers.map((b) => <Offer key={b.id} batch={b} />)}
					</Group>}
					{done.length > 0 && <Group id="done"
						title={words("mine.done")}>
						{done.map((m) => <Card key={m.batch.id} mine={m} />)}
					</Group>}
					<p><a href="/kebutuhan">{needs("ask.more")}</a></p>
				</div>;
			}}</Loaded>
		</Page>
	);
}
