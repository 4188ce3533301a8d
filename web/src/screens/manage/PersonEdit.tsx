/*
 * One account: name and roles, and whether it may be used at all.
 */
import { OfPerson } from "../competency/OfPerson";
import { useLocation, useRoute } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import { EMPLOYEE_KINDS, type EmployeeKind, type Person, type Role,
	type SessionRow } from "../../api/types";
import { atField, Field, Select, Summary, useForm, type Errors } from
	"../../parts/Field";
import { fault } from "../../parts/fault";
import { Failure } from "../../parts/Failure";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { State } from "../../parts/pieces";
import { person as self } from "../../session/session";
import { t } from "../../text";
import { day, moment } from "../../text/format";
import { deviceName } from "../../text/names";
import { nipDigits, nipGrouped, nipMiscounted } from "../../text/nip";
import { words } from "../../text/people";
import { words as org } from "../../text/org";
import { useAgencies } from "./agencyList";
import { choose } from "./chosen";
import { FactorReset, MergeSection } from "./PersonMerge";
import { Events, Placement, Supervisions } from "./org/Placement";
import { Roles } from "./Roles";

type Name = "name" | "nip" | "email" | "agency" | "kind";

interface Props {
	person: Person;
	set: (p: Person) => void;
}

function path(person: Person): string {
	return `/api/v1/people/${encodeURIComponent(person.id)}`;
}

function Details({ person, set }: Props) {
	const [name, setName] = useState(person.name);
	const [nip, setNip] = useState(nipGrouped(person.nip ?? ""));
	const [email, setEmail] = useState(person.email ?? "");
	const [agency, setAgency] = useState(person.agency.id);
	const [kind, setKind] = useState<EmployeeKind>(person.kind ?? "");
	const [roles, setRoles] = useState<Role[]>(person.roles);
	const [saved, setSaved] = useState(false);
	const agencies = useAgencies();
	const digits = nipDigits(nip);
	const form = useForm<Name>({
		check: () => {
			const errors: Errors<Name> = {};

			setSaved(false);
			if (!name.trim())
				errors.name = t("person.noName");
			if (nipMiscounted(nip))
				errors.nip = t("person.badNip", { n: digits.length });
			return errors;
		},
		send: async () => {
			const { activation } = person;
			const changed = await call<Person>("PATCH", path(person), {
				name: name.trim(), nip: nip.trim() || null,
				email: email.trim() || null, agency, kind, roles,
			});

			set({ ...person, ...changed, unit: person.unit ?? null,
				job: person.job ?? null,
				...(activation !== undefined && { activation }) });
			setKind(changed.kind ?? "");
			setSaved(true);
		},
		place: atField("name", "nip", "email", "agency", "kind"),
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Field name="name" label={t("person.name")} value={name}
				change={setName} error={form.errors.name}
				autocomplete="off" />
			<Field name="nip" label={t("person.nipOptional")}
				hint={t("person.nipHint")} value={nip} change={setNip}
				onBlur={() => setNip(nipGrouped(nip))}
				error={form.errors.nip} inputMode="numeric"
				autocomplete="off" />
			<Field name="email" label={t("person.emailOptional")}
				type="email" inputMode="email" value={email}
				change={setEmail} error={form.errors.email}
				autocomplete="off" />
			<Select name="kind" label={org("kind")} value={kind}
				change={(k) => setKind(k as EmployeeKind)}
				error={form.errors.kind}
				options={EMPLOYEE_KINDS.map((k): [string, string] =>
					[k, org(`kind.${k}`)])} />
			{person.warnings?.map((w) =>
				<p key={w.code} class="notice warn">{w.message}</p>)}
			{agencies.length > 1 &&
				<Select name="agency" label={t("person.agency")}
					value={agency} change={setAgency} options={agencies}
					error={form.errors.agency} />}
			<Roles roles={roles} change={setRoles} />
			<div role="status">
				{saved && <p class="notice ok">{t("form.saved")}</p>}
			</div>
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{t(form.busy ? "form.busy" : "person.save")}
			</button>
		</form>
	);
}

/* The one way back in for somebody who cannot: a one-time code. */
function Code({ person }: { person: Person }) {
	const { route } = useLocation();
	const a = person.activation;

	return (
		<section class="stack near" aria-labelledby="code">
			<h2 id="code">{words("codes.title")}</h2>
			<p class="small quiet">{words("codes.forOneMeans")}</p>
			{a && <p class="facts">
				{a.usedAt ? words("codes.used", { at: moment(a.usedAt) })
					: a.expiresAt < Date.now()
						? words("codes.over", { at: moment(a.expiresAt) })
						: words("codes.given", {
							at: moment(a.createdAt),
							until: day(a.expiresAt),
						})}
			</p>}
			<p><button class="button" type="button" onClick={() => {
				choose({ people: [{ id: person.id, name: person.name }] });
				route("/kelola/orang/kode");
			}}>{words("codes.forOne")}</button></p>
		</section>
	);
}

function Sessions({ person, round }: { person: Person; round: number }) {
	const list = useLoad<{ sessions: SessionRow[] }>(
		`${path(person)}/sessions`);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [said, say] = useState("");

	useEffect(() => {
		if (round > 0)
			list.reload();
	}, [round]);

	function remove(row: SessionRow): void {
		setProblem(null);
		call("DELETE", `${path(person)}/sessions/${row.id}`).then(() => {
			say(t("me.removed", { name: deviceName(row.userAgent) }));
			list.reload();
		}, (e) => setProblem(fault(e)));
	}

	return (
		<section class="stack near" aria-labelledby="sessions">
			<h2 id="sessions">{words("sessions")}</h2>
			<div role="status">{said && <p class="notice ok">{said}</p>}</div>
			{problem && <Failure problem={problem} />}
			<Loaded from={list}>{({ sessions }) => sessions.length === 0
				? <p class="quiet">{words("sessions.none")}</p>
				: <ul class="plain cards">
					{sessions.map((row) =>
						<li key={row.id} class="card stack near">
							<p class="strong">{deviceName(row.userAgent)}</p>
							<p class="facts">
								{t("me.seenAt", { at: moment(row.seenAt) })}
								{row.address && ` · ${row.address}`}
							</p>
							{!row.current && <p>
								<button class="button" type="button"
									onClick={() => remove(row)}>
									{t("me.remove")}
									<span class="hidden-words">
										{deviceName(row.userAgent)}
									</span>
								</button>
							</p>}
						</li>)}
				</ul>}</Loaded>
		</section>
	);
}

function Account({ person, set, ended }: Props & { ended: () => void }) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const [said, say] = useState("");
	const off = person.disabled === true;

	function run(work: Promise<unknown>, told: string): void {
		setProblem(null);
		work.then(() => {
			say(told);
			ended();
		}, (e) => setProblem(fault(e)));
	}

	function toggle(): void {
		run(call("PATCH", path(person), { disabled: !off })
			.then(() => set({
				...person,
				disabled: !off,
			})),
		t(off ? "person.isActive" : "person.isDisabled"));
	}

	return (
		<section class="stack near" aria-labelledby="account">
			<h2 id="account">{t("person.account")}</h2>
			<p><State named={off
				? { word: t("person.disabled"), tone: "bad", icon: "closed" }
				: { word: t("person.active"), tone: "ok", icon: "done" }} /></p>
			<p class="small quiet">{t("person.disableMeans")}</p>
			<div role="status">{said && <p class="notice ok">{said}</p>}</div>
			{problem && <Failure problem={problem} />}
			<p class="actions">
				<button class="button" type="button" onClick={toggle}>
					{t(off ? "person.enable" : "person.disable")}
				</button>
				<button class="button" type="button" onClick={() =>
					run(call("DELETE", `${path(person)}/sessions`),
						t("person.sessionsEnded"))}>
					{t("person.endSessions")}
				</button>
			</p>
		</section>
	);
}

export default function PersonEdit() {
	const { id } = useRoute().params;
	const [round, setRound] = useState(0);
	const person = useLoad<Person>(
		`/api/v1/people/${encodeURIComponent(id ?? "")}`);

	return (
		<Loaded from={person} page>{(data) =>
			<Page title={data.name}
				back={{ href: "/kelola/orang", label: t("manage.people") }}>
				<div class="stack far">
					<p class="facts">
						<span class="mono">
							{data.login === data.nip
								? nipGrouped(data.login) : data.login}
						</span>
						{data.nip && data.login !== data.nip &&
							` · ${nipGrouped(data.nip)}`}
						{data.email && ` · ${data.email}`}
						{` · ${data.agency.name}`}
					</p>
					<Details key={data.id} person={data} set={person.set} />
					<Placement key={`${data.id}${data.agency.id}`} person={data}
						changed={() => setRound((n) => n + 1)} />
					<OfPerson key={`can ${data.id}`} id={data.id} />
					{data.roles.includes("supervisor") &&
						<Supervisions person={data}
							changed={() => setRound((n) => n + 1)} />}
					{!data.disabled && <Code person={data} />}
					{data.id === self()?.id
						? <p class="quiet">{t("person.self")}</p>
						: <Account person={data} set={person.set}
							ended={() => setRound((n) => n + 1)} />}
					<Sessions person={data} round={round} />
					{!data.disabled && data.id !== self()?.id && <>
						<FactorReset person={data} />
						<MergeSection person={data} />
					</>}
					<Events person={data} round={round} />
				</div>
			</Page>}</Loaded>
	);
}
