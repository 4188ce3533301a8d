/*
 * The keys of a connection: theirs as we know them, and the one of ours that
 * signs towards them.
 */
import type { ComponentChildren } from "preact";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { has } from "../../../session/roles";
import { person } from "../../../session/session";
import { day, moment } from "../../../text/format";
import { words } from "../../../text/ltiKeys";
import type { OurKey, PeerKeys, TheirKeys } from "./types";

type Of = "platform" | "tool";

function Row({ name, children }: {
	name: string;
	children: ComponentChildren;
}) {
	return (
		<div>
			<dt>{name}</dt>
			<dd>{children}</dd>
		</div>
	);
}

function Kids({ keys }: { keys: TheirKeys["keys"] }) {
	if (!keys.length)
		return <>{words("theirs.none")}</>;
	return (
		<ul class="plain">
			{keys.map((key, i) =>
				<li key={i}>
					<span class={key.kid ? "mono" : ""}>
						{key.kid ?? words("theirs.noKid")}
					</span>
					{!key.good && <>{" · "}{words("theirs.unfit")}</>}
				</li>)}
		</ul>
	);
}

/* The two moments at which one wonders what will happen. */
function until({ untilAt, goodUntil }: TheirKeys): string {
	return words("theirs.untilIs", {
		until: moment(untilAt ?? 0), good: moment(goodUntil ?? 0),
	});
}

function Failed({ of }: { of: TheirKeys }) {
	if (!of.failure)
		return null;
	return (
		<div class="notice warn">
			<p class="strong">
				{words("theirs.failed", { at: moment(of.failedAt ?? 0) })}
			</p>
			<p>{of.failure.sentence}</p>
			<p>{of.failure.advice}</p>
		</div>
	);
}

function Theirs({ of, theirs }: { of: Of; theirs: TheirKeys }) {
	const known = theirs.pinned || theirs.fetchedAt !== null;

	return (
		<section class="stack near" aria-labelledby="their-keys">
			<h2 id="their-keys">{words(`theirs.${of}`)}</h2>
			<Failed of={theirs} />
			{theirs.pinned && <p>{words("theirs.pinned")}</p>}
			{!known && !theirs.failure && <p>{words(`theirs.never.${of}`)}</p>}
			<dl class="card rows breaks">
				{theirs.url && <Row name={words("theirs.url")}>
					<span class="mono">{theirs.url}</span>
				</Row>}
				{known && <Row name={words("theirs.kids")}>
					<Kids keys={theirs.keys} />
				</Row>}
				{theirs.fetchedAt !== null && <>
					<Row name={words("theirs.fetched")}>
						{moment(theirs.fetchedAt)}
					</Row>
					<Row name={words("theirs.until")}>{until(theirs)}</Row>
				</>}
			</dl>
		</section>
	);
}

function OurRows({ now, next }: { now: OurKey; next: OurKey | null }) {
	return (
		<dl class="card rows breaks">
			<Row name={words("ours.kid")}>
				<span class="mono">{now.kid}</span>
			</Row>
			<Row name={words("ours.made")}>{day(now.createdAt)}</Row>
			<Row name={words("ours.turns")}>{day(now.signUntil)}</Row>
			{next && <Row name={words("ours.next")}>
				{words("ours.nextIs", {
					kid: next.kid, from: day(next.signFrom),
				})}
			</Row>}
		</dl>
	);
}

function Ours({ of, ours }: { of: Of; ours: PeerKeys["ours"] }) {
	return (
		<section class="stack near" aria-labelledby="our-key">
			<h2 id="our-key">{words(`ours.${of}`)}</h2>
			{ours.now ? <OurRows now={ours.now} next={ours.next} />
				: <p>{words("ours.none")}</p>}
			{has(person(), "admin") && <p>
				<a href="/kelola/lti/kunci">{words("ours.all")}</a>
			</p>}
		</section>
	);
}

/* At `path`: read anew whenever the page gives it another `key`. */
export function Keys({ of, path }: { of: Of; path: string }) {
	const load = useLoad<PeerKeys>(`${path}/keys`);

	return (
		<Loaded from={load}>{({ theirs, ours }) =>
			<div class="stack far">
				<Theirs of={of} theirs={theirs} />
				<Ours of={of} ours={ours} />
			</div>}</Loaded>
	);
}
