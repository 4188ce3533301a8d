/*
 * Of Beranda: what is due, how the year stands, what comes next, and what is new.
 */
import type { Due, HomeNews, NextEvent } from "../api/home";
import { Icon } from "../parts/Icon";
import { has, leads } from "../session/roles";
import { person } from "../session/session";
import { moment, number } from "../text/format";
import { words } from "../text/home";
import { zoneDate, zoneHours } from "../text/zones";

function Deadline({ due }: { due: Due }) {
	return (
		<li class="card linked stack near">
			<h3><a class="cover" href={`/pelatihan/${due.batch}`}>
				{due.title}
			</a></h3>
			{due.step && <p>{words("due.step", { step: due.step })}</p>}
			<p class={due.late ? "late" : "facts"}>
				{words(due.late ? "due.late" : "due.at", {
					at: moment(due.at) })}
			</p>
			<progress max={100} value={due.progress}
				aria-label={words("due.progress", { n: due.progress })} />
		</li>
	);
}

function Deadlines({ due, all }: { due: Due[]; all: number }) {
	return due.length === 0 ? null : (
		<section class="stack" aria-labelledby="due">
			<h2 id="due">{words("due")}</h2>
			<ul class="plain cards">
				{due.map((one) => <Deadline key={one.batch} due={one} />)}
			</ul>
			{all > due.length &&
				<p><a href="/pelatihan">{words("due.all")}</a></p>}
		</section>
	);
}

function YearCard({ jp }: { jp: HomeNews["jp"] }) {
	const all = jp.target?.least ?? null;
	const said = all
		? words("year.of", { n: number(jp.sum / 100, 2),
			all: number(all / 100, 2) })
		: words("year.n", { n: number(jp.sum / 100, 2) });

	return (
		<section class="card stack near" aria-labelledby="year">
			<h2 id="year">{words("year", { year: jp.year })}</h2>
			<p class="strong">{said}</p>
			{all &&
				<progress max={all} value={Math.max(0, Math.min(jp.sum, all))}
					aria-label={said} />}
			<p class="facts">
				{words("year.spelled")}{" "}
				<a href="/saya/jp">{words("year.go")}</a>
			</p>
		</section>
	);
}

function EventCard({ event }: { event: NextEvent }) {
	return (
		<section class="stack" aria-labelledby="event">
			<h2 id="event">{words("event")}</h2>
			<div class="card linked stack near">
				<h3><a class="cover" href={`/kegiatan/${event.id}`}>
					{event.title}
				</a></h3>
				<p>{zoneDate(event.zone, event.startsAt)},{" "}
					{zoneHours(event.zone, event.startsAt, event.endsAt)}</p>
				{event.place && <p class="facts">{event.place}</p>}
				{event.seat === "waiting" &&
					<p class="facts">{words("event.waiting")}</p>}
			</div>
			<p><a href="/kegiatan">{words("event.all")}</a></p>
		</section>
	);
}

/* How many notices were not seen yet; nothing when none. */
function News({ n }: { n: number }) {
	return n === 0 ? null : (
		<p><a class="button" href="/saya/pemberitahuan">
			<Icon name="bell" size={20} />
			{n === 1 ? words("notices.one") : words("notices.n", { n })}
		</a></p>
	);
}

/* How many surveys wait for an answer; nothing when none. */
function Surveys({ n }: { n: number }) {
	return !n ? null : (
		<p><a class="button" href="/survei">
			{n === 1 ? words("surveys.one") : words("surveys.n", { n })}
		</a></p>
	);
}

/* Questions about my own plans. */
function Followups({ n }: { n: number }) {
	return !n ? null : (
		<p><a class="button" href="/saya/rencana">
			{n === 1 ? words("followups.one") : words("followups.n", { n })}
		</a></p>
	);
}

/* The one thing to do where no module is begun, and a programme is due. */
export function First({ due }: { due: Due }) {
	return (
		<section class="card continue" aria-labelledby="first">
			<div>
				<h2 id="first">{due.title}</h2>
				{due.step &&
					<p class="facts">
						{words("due.step", { step: due.step })}
					</p>}
			</div>
			<p class={due.late ? "late" : "facts"}>
				{words(due.late ? "due.late" : "due.at", {
					at: moment(due.at) })}
			</p>
			<p class="actions">
				<a class="button primary" href={`/pelatihan/${due.batch}`}>
					{words("go")}
				</a>
			</p>
		</section>
	);
}

/* `first`: that one stands above already. */
export function Ahead({ data, first }: { data: HomeNews; first: boolean }) {
	const due = first ? data.due.slice(1) : data.due;

	return (
		<>
			<News n={data.notices} />
			<Followups n={data.followups} />
			<Surveys n={data.surveys} />
			<Deadlines due={due}
				all={data.programmes - (first ? 1 : 0)} />
			<YearCard jp={data.jp} />
			{data.event && <EventCard event={data.event} />}
			{leads(person()) &&
				<p><a class="button" href="/pimpinan">
					{words("overview.go")}
				</a></p>}
			{has(person(), "supervisor") &&
				<p><a class="button" href="/atasan">{words("team.go")}</a></p>}
		</>
	);
}
