/*
 * One's seat: taking it, the way in when it is time, and giving it back.
 */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import { eventPath, type EventWhole } from "../../api/event";
import { save } from "../../bank/sheet";
import { Dialog } from "../../parts/Dialog";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { words } from "../../text/event";
import { zoneClock } from "../../text/zones";

interface Props {
	of: EventWhole;
	now: number;
	changed: (of: EventWhole) => void;
	reload: () => void;
}

function useSend(): {
	busy: boolean;
	problem: Problem | null;
	send: (work: () => Promise<void>) => void;
} {
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);

	return { busy, problem, send: (work) => {
		if (busy)
			return;
		setBusy(true);
		setProblem(null);
		work().catch((e) => setProblem(fault(e))).then(() => setBusy(false));
	} };
}

function Register({ of, changed }: Props) {
	const { busy, problem, send } = useSend();
	const full = of.capacity !== null &&
		(of.registered >= of.capacity || of.waiting > 0);

	if (!of.open)
		return <p class="quiet">{words("register.shut")}</p>;
	return (
		<>
			{of.capacity !== null && <p>{full
				? words("register.full", { n: of.waiting })
				: words("register.left", { all: of.capacity,
					left: of.capacity - of.registered })}</p>}
			{problem && <Failure problem={problem} />}
			<p class="actions">
				<button class="button primary" type="button" aria-busy={busy}
					onClick={() => send(async () => changed(
						await call<EventWhole>("POST",
							eventPath(of.id, "/seat"))))}>
					{words(full ? "register.waiting" : "register")}
				</button>
			</p>
		</>
	);
}

/*
 * The window is opened at the click and led on when the address is known:
 * opened later, browsers take it for an advertisement.
 */
function Join({ of, now }: Props) {
	const { busy, problem, send } = useSend();
	const [url, setUrl] = useState("");
	const service = words(`service.${of.service}`);

	if (!of.hasLink)
		return <p class="notice warn">{words("join.later")}</p>;
	if (now < of.joinFrom)
		return <p>{words("join.rule",
			{ at: `${zoneClock(of.zone, of.joinFrom)} ${of.zone}` })}</p>;

	function join(): void {
		const opened = window.open("", "_blank");

		send(async () => {
			try {
				const answer = await call<{ url: string }>("GET",
					eventPath(of.id, "/join"));

				setUrl(answer.url);
				if (opened) {
					opened.opener = null;
					opened.location.replace(answer.url);
				}
			} catch (e) {
				opened?.close();
				throw e;
			}
		});
	}

	return (
		<>
			{problem && <Failure problem={problem} />}
			<p class="actions">
				{url
					? <a class="button primary" href={url} target="_blank"
						rel="noopener noreferrer">
						{words("join.again", { service })}
					</a>
					: <button class="button primary" type="button"
						aria-busy={busy} onClick={join}>
						{words("join", { service })}
					</button>}
			</p>
			<p class="small quiet">{words("join.not")}</p>
		</>
	);
}

function GiveBack({ of, reload }: Props) {
	const [asked, ask] = useState(false);
	const { busy, problem, send } = useSend();

	return (
		<>
			<p><button class="button bare" type="button"
				onClick={() => ask(true)}>{words("giveBack")}</button></p>
			{asked && <Dialog title={words("giveBack.ask")}
				close={() => ask(false)}>
				<p>{words("giveBack.why")}</p>
				{problem && <Failure problem={problem} />}
				<p class="actions">
					<button class="button primary" type="button"
						aria-busy={busy} onClick={() => send(async () => {
							await call("DELETE", eventPath(of.id, "/seat"));
							ask(false);
							reload();
						})}>{words("giveBack")}</button>
					<button class="button" type="button"
						onClick={() => ask(false)}>
						{words("giveBack.no")}
					</button>
				</p>
			</Dialog>}
		</>
	);
}

/* Strangers get none of an agency's own: it is fetched with the session. */
function Calendar({ of }: Props) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const fetch = () => void call<Blob>("GET",
		eventPath(of.id, "/kalender.ics"), undefined,
		{ read: (r) => r.blob() }).then((blob) => save(blob, `${of.code}.ics`),
		(e) => setProblem(fault(e)));

	return (
		<>
			<p><button class="button bare" type="button" onClick={fetch}>
				{words("calendar")}
			</button></p>
			{problem && <Failure problem={problem} />}
		</>
	);
}

export function Place(props: Props) {
	const { of, now } = props;
	const seat = of.seat?.state;
	const over = now >= of.endsAt || of.state !== "published";
	/* Who waited to the end has nothing to wait for. */
	const held = seat === "registered" || (seat === "waiting" && !over);

	return (
		<section class="card stack near" aria-label={words("register")}>
			{!held && <Register {...props} />}
			{seat === "registered" &&
				<p class="notice ok">{words("registered")}</p>}
			{seat === "waiting" && held &&
				<p class="notice warn">{words("waiting",
					{ n: (of.seat?.before ?? 0) + 1 })}</p>}
			{seat === "registered" && of.kind === "webinar" && !over &&
				<Join {...props} />}
			{held && of.audience === "public" && !over &&
				<p><a href={`/k/${of.code}/kalender.ics`}>
					{words("calendar")}
				</a></p>}
			{held && of.audience !== "public" && !over && <Calendar {...props} />}
			{held && now < of.startsAt && !over && <GiveBack {...props} />}
		</section>
	);
}
