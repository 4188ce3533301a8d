/*
 * /kelola/lti/kunci: the keys with which we sign, of both roles: when each signs
 * and is published, the next one before its time, and what to do after a leak.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { call, type Problem } from "../../../api/client";
import { Dialog } from "../../../parts/Dialog";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import type { IconName } from "../../../parts/Icon";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { State } from "../../../parts/pieces";
import { day, moment } from "../../../text/format";
import { words as common } from "../../../text/lti";
import { words } from "../../../text/ltiKeys";
import type { Named } from "../../../text/names";
import { CopyLine } from "./CopyLine";
import type { About, KeyRole, KeyState, OwnKey } from "./types";

const PATH = "/api/v1/lti/keys";
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ROLES: KeyRole[] = ["tool", "platform"];
const LOOKS: Record<KeyState, [Named["tone"], IconName]> = {
	signs: ["ok", "done"], next: ["wait", "half"], published: ["", "half"],
	over: ["", "closed"], revoked: ["bad", "closed"],
};

interface Keys {
	keys: OwnKey[];
}

/* They matter to somebody: they sign, will, or are published. */
const lives = ({ state }: OwnKey) =>
	state === "signs" || state === "next" || state === "published";

function stateOf({ state }: OwnKey): Named {
	const [tone, icon] = LOOKS[state];

	return { tone, icon, word: words(`state.${state}`) };
}

/* A key's dates; what was revoked signs and is published no more. */
function datesOf(key: OwnKey): [string, string][] {
	const made: [string, string] = [words("date.made"), day(key.createdAt)];

	if (key.revokedAt)
		return [made, [words("date.revoked"), moment(key.revokedAt)]];
	return [made,
		[words("date.signs"), words("date.signsIs", {
			from: day(key.signFrom), until: day(key.signUntil),
		})],
		[words("date.published"), day(key.publishUntil)]];
}

function One({ of, revoke }: { of: OwnKey; revoke: (() => void) | null }) {
	return (
		<li class="card stack near">
			<h3 class="mono">{of.kid}</h3>
			<p><State named={stateOf(of)} /></p>
			<dl class="rows">
				{datesOf(of).map(([name, value]) =>
					<div key={name}>
						<dt>{name}</dt>
						<dd>{value}</dd>
					</div>)}
			</dl>
			{revoke && <p>
				<button class="button small" type="button" onClick={revoke}>
					{words("revoke")}
					<span class="hidden-words"> {of.kid}</span>
				</button>
			</p>}
		</li>
	);
}

function Revoke({ of, busy, problem, go, close }: {
	of: OwnKey;
	busy: boolean;
	problem: Problem | null;
	go: () => void;
	close: () => void;
}) {
	const signs = of.state === "signs";

	return (
		<Dialog title={words("revoke.ask")} close={close}>
			<p class="mono">{of.kid}</p>
			<p>{words("revoke.why")}</p>
			<div class="notice warn">
				<p class="strong">{words("revoke.stops")}</p>
				<p>{words(signs ? `revoke.stops.${of.role}`
					: "revoke.stops.none")}</p>
				<p class="strong">{words("revoke.until")}</p>
				<p>{words("revoke.untilIs", {
					until: moment(Date.now() + HOUR),
				})}</p>
			</div>
			{problem && <Failure problem={problem} />}
			<p class="actions">
				<button class="button primary" type="button" aria-busy={busy}
					onClick={go}>{words("revoke.do")}</button>
				<button class="button" type="button" onClick={close}>
					{words("revoke.not")}
				</button>
			</p>
		</Dialog>
	);
}

/* Turning, or why it needs not be asked for. */
function Turn({ role, keys, busy, go }: {
	role: KeyRole;
	keys: OwnKey[];
	busy: boolean;
	go: () => void;
}) {
	const next = keys.find((key) => key.state === "next");

	if (!keys.some((key) => key.state === "signs"))
		return null;
	if (next && next.signFrom - Date.now() <= DAY)
		return <p>{words("turn.under", { from: moment(next.signFrom) })}</p>;
	return (
		<>
			<p class="quiet small">{words("turn.why")}</p>
			<p><button class="button" type="button" aria-busy={busy}
				aria-describedby={role} onClick={go}>
				{words("turn")}
			</button></p>
		</>
	);
}

function Role({ role, all, set }: {
	role: KeyRole;
	all: OwnKey[];
	set: (keys: Keys) => void;
}) {
	const keys = all.filter((key) => key.role === role);
	const older = keys.filter((key) => !lives(key));
	const [asked, ask] = useState<OwnKey | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	const [said, say] = useState("");
	const note = useRef<HTMLParagraphElement>(null);

	/* What was pressed may be gone by then. */
	useEffect(() => {
		if (said)
			note.current?.focus();
	}, [said]);

	async function change(path: string, body: object | undefined,
		done: (keys: OwnKey[]) => string): Promise<void> {
		setBusy(true);
		setProblem(null);
		say("");
		try {
			const now = await call<Keys>("POST", path, body);

			set(now);
			ask(null);
			say(done(now.keys.filter((key) => key.role === role)));
		} catch (e) {
			setProblem(fault(e));
		}
		setBusy(false);
	}

	const turn = () => change(PATH, { role }, (now) => words("turn.done", {
		from: moment(now.find((key) => key.state === "next")?.signFrom ?? 0),
	}));
	const revoke = (key: OwnKey) => change(
		`${PATH}/${encodeURIComponent(key.kid)}/revocation`, undefined, () =>
			words(key.state === "signs" ? "revoke.done" : "revoke.doneIdle"));

	return (
		<section class="stack" aria-labelledby={role}>
			<h2 id={role}>{words(`role.${role}`)}</h2>
			<div role="status">
				{said && <p class="notice ok" ref={note} tabIndex={-1}>{said}</p>}
			</div>
			{!asked && problem && <Failure problem={problem} />}
			{keys.some(lives)
				? <ul class="plain cards">
					{keys.filter(lives).map((key) =>
						<One key={key.kid} of={key} revoke={() => ask(key)} />)}
				</ul>
				: <p>{words("role.none")}</p>}
			<Turn role={role} keys={keys} busy={busy}
				go={() => void turn()} />
			{older.length > 0 && <details>
				<summary>{words("older", { n: older.length })}</summary>
				<ul class="plain cards">
					{older.map((key) =>
						<One key={key.kid} of={key} revoke={null} />)}
				</ul>
			</details>}
			{asked && <Revoke of={asked} busy={busy} problem={problem}
				go={() => void revoke(asked)} close={() => {
					ask(null);
					setProblem(null);
				}} />}
		</section>
	);
}

export default function OurKeys() {
	const load = useLoad<Keys>(PATH);
	const about = useLoad<About>("/api/v1/lti/about");

	return (
		<Page title={words("keys")}
			back={{ href: "/kelola/lti", label: common("lti") }}>
			<div class="stack far">
				<p>{words("keys.intro")}</p>
				{about.data && <CopyLine label={words("keys.url")}
					value={about.data.jwksUrl} />}
				<Loaded from={load}>{({ keys }) => <>
					{ROLES.map((role) => <Role key={role} role={role} all={keys}
						set={load.set} />)}
				</>}</Loaded>
			</div>
		</Page>
	);
}
