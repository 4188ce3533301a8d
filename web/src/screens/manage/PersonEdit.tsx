/*
 * One account: name and roles, and whether it may be used at all.
 */
import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { Person, Role } from "../../api/types";
import { Field, Summary, useForm } from "../../parts/Field";
import { fault } from "../../parts/fault";
import { Failure } from "../../parts/Failure";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { State } from "../../parts/pieces";
import { person as self } from "../../session/session";
import { t } from "../../text";
import { Roles } from "./Roles";

interface Props {
	person: Person;
	set: (p: Person) => void;
}

function path(person: Person): string {
	return `/api/v1/people/${encodeURIComponent(person.id)}`;
}

function Details({ person, set }: Props) {
	const [name, setName] = useState(person.name);
	const [roles, setRoles] = useState<Role[]>(person.roles);
	const [saved, setSaved] = useState(false);
	const form = useForm<"name">({
		check: () => {
			setSaved(false);
			return name.trim() ? {} : { name: t("person.noName") };
		},
		send: async () => {
			const change = { name: name.trim(), roles };

			await call("PATCH", path(person), change);
			set({ ...person, ...change });
			setSaved(true);
		},
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Field name="name" label={t("person.name")} value={name}
				change={setName} error={form.errors.name}
				autocomplete="off" />
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

function Account({ person, set }: Props) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const [said, say] = useState("");
	const off = person.disabled === true;

	function run(work: Promise<unknown>, words: string): void {
		setProblem(null);
		work.then(() => say(words), (e) => setProblem(fault(e)));
	}

	function toggle(): void {
		run(call("PATCH", path(person), { disabled: !off })
			.then(() => set({ ...person, disabled: !off })),
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
	const person = useLoad<Person>(
		`/api/v1/people/${encodeURIComponent(id ?? "")}`);

	return (
		<Loaded from={person} page>{(data) =>
			<Page title={data.name}
				back={{ href: "/kelola/orang", label: t("manage.people") }}>
				<div class="stack far">
					<p class="facts">
						<span class="mono">{data.login}</span>
						{data.nip && ` · ${data.nip}`}
						{data.email && ` · ${data.email}`}
					</p>
					<Details key={data.id} person={data} set={person.set} />
					{data.id === self()?.id
						? <p class="quiet">{t("person.self")}</p>
						: <Account person={data} set={person.set} />}
				</div>
			</Page>}</Loaded>
	);
}
