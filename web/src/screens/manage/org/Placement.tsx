/*
 * Of one person: where they work and as what, now and before; whose people they
 * see; what was changed about them.
 */
import { useEffect, useState } from "preact/hooks";
import { call, type Problem } from "../../../api/client";
import type { Jobs, PersonEvent, Place, Stay, Units } from "../../../api/org";
import type { Person, Role } from "../../../api/types";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { atField, Field, Select, Summary, useForm } from
	"../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { t } from "../../../text";
import { calendarDay, moment } from "../../../text/format";
import { today } from "../../../text/days";
import { roleName } from "../../../text/names";
import { words, type Word } from "../../../text/org";
import { options } from "./tree";
import "../../../styles/org.css";

function path(person: Person): string {
	return `/api/v1/people/${encodeURIComponent(person.id)}`;
}

function useOrg(person: Person): { units: Units | null; jobs: Jobs | null } {
	const of = `?agency=${encodeURIComponent(person.agency.id)}`;

	return {
		units: useLoad<Units>(`/api/v1/units${of}`).data,
		jobs: useLoad<Jobs>(`/api/v1/jobs${of}`).data,
	};
}

function placeText({ unit, job }: Stay): string {
	return job ? `${unit.name}, ${job.name}` : unit.name;
}

function History({ stays }: { stays: Stay[] }) {
	return stays.length === 0 ? null : (
		<>
			<h3>{words("place.history")}</h3>
			<ul class="plain lined">
				{stays.map((stay) =>
					<li key={stay.id}>
						{stay.until ? words("place.was", {
							from: calendarDay(stay.from),
							until: calendarDay(stay.until),
							place: placeText(stay),
						}) : words("place.is", {
							from: calendarDay(stay.from),
							place: placeText(stay),
						})}
					</li>)}
			</ul>
		</>
	);
}

function Move({ person, place, set }: {
	person: Person;
	place: Place;
	set: (place: Place) => void;
}) {
	const [unit, setUnit] = useState(place.unit?.id ?? "");
	const [job, setJob] = useState(place.job?.id ?? "");
	const [from, setFrom] = useState(today());
	const [saved, setSaved] = useState(false);
	const { units, jobs } = useOrg(person);
	const form = useForm<"unit" | "job" | "from">({
		check: () => {
			setSaved(false);
			return {};
		},
		send: async () => {
			set(await call<Place>("PUT", `${path(person)}/membership`, {
				unit: unit || null, job: unit && job ? job : null, from }));
			setSaved(true);
		},
		place: atField("unit", "job", "from"),
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Select name="unit" label={words("place.unit")} value={unit}
				change={setUnit} error={form.errors.unit}
				options={[["", words("place.noUnit")],
					...options(units?.units ?? [])]} />
			<Select name="job" label={words("place.job")} value={job}
				change={setJob} error={form.errors.job}
				options={[["", words("place.noJob")],
					...(jobs?.jobs ?? []).filter((j) => !j.closed)
						.map((j): [string, string] => [j.id, j.name])]} />
			<Field name="from" label={words("place.from")} type="date"
				hint={words("place.fromHint")} value={from} max={today()}
				change={setFrom} error={form.errors.from} />
			<div role="status">
				{saved && <p class="notice ok">{words("place.saved")}</p>}
			</div>
			<button class="button" type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy") : words("place.move")}
			</button>
		</form>
	);
}

interface Props {
	person: Person;
	changed: () => void;
}

/* The person as they are told with their place. */
type Placed = Person & Place;

export function Placement({ person, changed }: Props) {
	const [place, setPlace] = useState<Place>(person as Placed);
	const now = place.memberships[0];

	return (
		<section class="stack near" aria-labelledby="place">
			<h2 id="place">{words("place")}</h2>
			<p>{now && !now.until
				? words(now.job ? "place.now" : "place.nowOnly", {
					unit: now.unit.name, job: now.job?.name ?? "",
					from: calendarDay(now.from),
				}) : words("place.none")}</p>
			<Move person={person} place={place} set={(next) => {
				setPlace(next);
				changed();
			}} />
			<History stays={place.memberships} />
		</section>
	);
}

export function Supervisions({ person, changed }: Props) {
	const [mine, setMine] = useState((person as Placed).supervisions);
	const [unit, setUnit] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);
	const [said, say] = useState("");
	const { units } = useOrg(person);

	function put(ids: string[]): void {
		setProblem(null);
		call<Place>("PUT", `${path(person)}/supervisions`, { units: ids })
			.then((place) => {
				setMine(place.supervisions);
				setUnit("");
				say(words("sees.saved"));
				changed();
			}, (e) => setProblem(fault(e)));
	}

	return (
		<section class="stack near" aria-labelledby="sees">
			<h2 id="sees">{words("sees")}</h2>
			<p class="small quiet">{words("sees.hint")}</p>
			<div role="status">{said && <p class="notice ok">{said}</p>}</div>
			{problem && <Failure problem={problem} />}
			{mine.length === 0 ? <p class="quiet">{words("sees.none")}</p>
				: <ul class="plain lined">
					{mine.map((u) =>
						<li key={u.id} class="line-with-button">
							<span>{u.name}</span>
							<button class="button" type="button" onClick={() =>
								put(mine.filter((m) => m.id !== u.id)
									.map((m) => m.id))}>
								{words("sees.remove")}
								<span class="hidden-words">{` ${u.name}`}</span>
							</button>
						</li>)}
				</ul>}
			<Select name="sees-unit" label={words("place.unit")} value={unit}
				change={setUnit}
				options={[["", words("sees.choose")],
					...options(units?.units ?? []).filter(([id]) =>
						!mine.some((m) => m.id === id))]} />
			<p><button class="button" type="button" onClick={() =>
				unit ? put([...mine.map((m) => m.id), unit])
					: document.getElementById("sees-unit")?.focus()}>
				{words("sees.add")}
			</button></p>
		</section>
	);
}

const KINDS = ["added", "name", "email", "kind", "agency", "roles", "nip",
	"disabled", "enabled", "membership", "supervision", "totp_on", "totp_off",
	"merged", "name_mended", "name_granted", "name_refused", "jp"];

function value(kind: string, text: string): string {
	if (!text)
		return words("empty");
	if (kind === "roles")
		return text.split(",").map((r) => roleName(r as Role)).join(", ");
	return kind === "kind" ? words(`kind.${text}` as Word) : text;
}

function eventText({ kind, words: said }: PersonEvent): string {
	const [was = "", is = "", from = ""] = said.split("\n");

	if (kind === "added" && said === "roster")
		return words("event.roster");
	if (!KINDS.includes(kind))
		return words("event.other", { kind });
	return words(`event.${kind}` as Word, { was: value(kind, was),
		is: value(kind, is), from: from && calendarDay(from) });
}

export function Events({ person, round }: { person: Person; round: number }) {
	const list = useLoad<{ events: PersonEvent[] }>(`${path(person)}/events`);

	useEffect(() => {
		if (round > 0)
			list.reload();
	}, [round]);
	return (
		<section class="stack near" aria-labelledby="events">
			<h2 id="events">{words("events")}</h2>
			<Loaded from={list}>{({ events }) => events.length === 0
				? <p class="quiet">{words("events.none")}</p>
				: <ul class="plain lined">
					{events.map((event) =>
						<li key={event.id}>
							{eventText(event)}
							<p class="facts">{words("events.by", {
								at: moment(event.at),
								by: event.by ?? words("events.server"),
							})}</p>
						</li>)}
				</ul>}</Loaded>
		</section>
	);
}
