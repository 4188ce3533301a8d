/* Who comes, for their host. */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../../api/client";
import { eventPath, type EventWhole, type SeatLine, type SeatPage } from
	"../../../api/event";
import { Dialog } from "../../../parts/Dialog";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { Field } from "../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { t } from "../../../text";
import { moment } from "../../../text/format";
import { words } from "../../../text/event";
import { has } from "../../../session/roles";
import { person } from "../../../session/session";
import { CopyButton } from "../../event/pieces";
import { MergeSection } from "../PersonMerge";

const organises = () => has(person(), "organiser") || has(person(), "admin");

/* Whoever held the old link is out; the new one is passed on by hand. */
function Link({ event, of }: { event: EventWhole; of: SeatLine }) {
	const [asked, ask] = useState(false);
	const [url, setUrl] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);
	const renew = () => void call<{ url: string }>("POST",
		eventPath(event.id, `/seats/${of.person}/link`)).then((made) =>
		setUrl(made.url), (e) => setProblem(fault(e)));

	return (
		<>
			<p><button class="button bare" type="button"
				aria-label={words("seats.linkOf", { name: of.name })}
				onClick={() => ask(true)}>{words("seats.link")}</button></p>
			{asked && <Dialog title={words("seats.linkOf", { name: of.name })}
				close={() => {
					ask(false);
					setUrl("");
				}}>
				{problem && <Failure problem={problem} />}
				{url ? <>
					<Field name="new-link" label={words("seats.newLink")}
						value={url} readOnly change={() => undefined}
						onFocus={(e) => e.currentTarget.select()} />
					<p class="actions">
						<CopyButton text={url} label={words("seats.copyLink")} />
					</p>
				</> : <>
					<p>{words("seats.linkWhy")}</p>
					<p class="actions">
						<button class="button primary" type="button"
							onClick={renew}>{words("seats.link")}</button>
					</p>
				</>}
			</Dialog>}
		</>
	);
}

function Row({ event, of }: { event: EventWhole; of: SeatLine }) {
	const [merging, setMerging] = useState(false);

	return (
		<li class="card stack near">
			<p class="strong">{of.name}
				{of.guest && <span class="facts"> · {words("seats.guest")}</span>}
			</p>
			<p class="facts">{[of.agency, of.nip, of.email]
				.filter(Boolean).join(" · ")}</p>
			<p class="facts">
				{words(`seat.${of.state}`)}
				{of.joinedAt > 0 && ` · ${words("seats.opened",
					{ at: moment(of.joinedAt) })}`}
				{of.links > 0 && ` · ${words("seats.links", { n: of.links })}`}
			</p>
			{of.guest && organises() && (merging
				? <MergeSection person={{ id: of.person }} />
				: <p><button class="button bare" type="button"
					aria-label={words("seats.merge.of", { name: of.name })}
					onClick={() => setMerging(true)}>
					{words("seats.merge")}
				</button></p>)}
			{of.guest && <Link event={event} of={of} />}
		</li>
	);
}

function save(of: EventWhole): void {
	void call<Blob>("GET", eventPath(of.id, "/seats.csv"), undefined,
		{ read: (r) => r.blob() }).then((blob) => {
		const a = document.createElement("a");

		a.href = URL.createObjectURL(blob);
		a.download = `${of.code}.csv`;
		a.click();
		setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
	}, () => undefined);
}

export function Seats({ of }: { of: EventWhole }) {
	const [page, turn] = useState(1);
	const load = useLoad<SeatPage>(eventPath(of.id, `/seats?page=${page}`));

	return (
		<Loaded from={load}>{({ seats, more, registered, waiting }) =>
			<div class="stack">
				<p>{words("managed.seats", { n: registered })}
					{waiting > 0 &&
						` · ${words("managed.waiting", { n: waiting })}`}</p>
				{seats.length === 0
					? <p class="quiet">{words("seats.none")}</p>
					: <ul class="plain cards">
						{seats.map((s) => <Row key={s.person}
							event={of} of={s} />)}
					</ul>}
				<p class="actions">
					{page > 1 && <button class="button" type="button"
						onClick={() => turn(page - 1)}>
						{t("pager.before")}
					</button>}
					{more && <button class="button" type="button"
						onClick={() => turn(page + 1)}>
						{t("pager.after")}
					</button>}
					{seats.length > 0 && <button class="button" type="button"
						onClick={() => save(of)}>{words("seats.csv")}</button>}
				</p>
			</div>}</Loaded>
	);
}
