/*
 * A new account. The password is a first one: the person is asked for their
 * own at the first sign-in.
 */
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { call } from "../../api/client";
import type { Person, Role } from "../../api/types";
import { atField, Field, PasswordField, Select, Summary, useForm,
	type Errors } from "../../parts/Field";
import { Page } from "../../parts/Page";
import { nipDigits, nipGrouped, nipMiscounted } from "../../text/nip";
import { t } from "../../text";
import { person as self } from "../../session/session";
import { useAgencies } from "./agencyList";
import { choose } from "./chosen";
import { Roles } from "./Roles";

type Name = "name" | "login" | "nip" | "email" | "password" | "agency";

/* Without a password the next thing is a code. */
function next(person: Person, password: string): string {
	if (password)
		return `/kelola/orang?q=${encodeURIComponent(person.login)}`;
	choose({ people: [{ id: person.id, name: person.name }] });
	return "/kelola/orang/kode";
}

export default function PersonNew() {
	const { route } = useLocation();
	const [name, setName] = useState("");
	const [login, setLogin] = useState("");
	const [nip, setNip] = useState("");
	const [email, setEmail] = useState("");
	const [password, setPassword] = useState("");
	const [roles, setRoles] = useState<Role[]>(["learner"]);
	const [agency, setAgency] = useState(self()?.agency.id ?? "");
	const digits = nipDigits(nip);
	const agencies = useAgencies();

	const form = useForm<Name>({
		check: () => {
			const errors: Errors<Name> = {};

			if (!name.trim())
				errors.name = t("person.noName");
			if (!login.trim() && !nip.trim())
				errors.login = t("person.noLogin");
			if (nipMiscounted(nip))
				errors.nip = t("person.badNip", { n: digits.length });
			if (email.trim() && !/^\S+@\S+\.\S+$/.test(email.trim()))
				errors.email = t("person.badEmail");
			if (password && password.length < 10)
				errors.password = t("password.short");
			return errors;
		},
		send: async () => {
			route(next(await call<Person>("POST", "/api/v1/people", {
				name: name.trim(),
				login: login.trim() || null,
				email: email.trim() || null,
				nip: nip.trim() || null,
				agency: agency || undefined,
				roles,
				password: password || null,
			}), password));
		},
		place: atField("name", "login", "nip", "email", "password", "agency"),
	});

	return (
		<Page title={t("person.add")}
			back={{ href: "/kelola/orang", label: t("manage.people") }}>
			<form class="form" onSubmit={form.submit} noValidate
				autocomplete="off">
				<Summary {...form} />
				<Field name="name" label={t("person.name")} value={name}
					change={setName} error={form.errors.name}
					autocomplete="off" />
				<Field name="nip" label={t("person.nipOptional")}
					hint={t("person.nipHint")} value={nip} change={setNip}
					onBlur={() => setNip(nipGrouped(nip))}
					error={form.errors.nip} inputMode="numeric"
					autocomplete="off" />
				<Field name="login" label={t("person.login")}
					hint={t("person.loginHint")} value={login}
					change={setLogin} error={form.errors.login}
					autocomplete="off" autocapitalize="none"
					spellcheck={false} />
				<Field name="email" label={t("person.emailOptional")}
					type="email" inputMode="email" value={email}
					change={setEmail} error={form.errors.email}
					autocomplete="off" />
				{agencies.length > 1 &&
					<Select name="agency" label={t("person.agency")}
						value={agency} change={setAgency}
						options={agencies} error={form.errors.agency} />}
				<PasswordField name="password" label={t("person.password")}
					hint={t("person.passwordHint")} value={password}
					change={setPassword} error={form.errors.password}
					autocomplete="new-password" />
				<Roles roles={roles} change={setRoles} />
				<button class="button primary" type="submit"
					aria-busy={form.busy}>
					{t(form.busy ? "form.busy" : "person.create")}
				</button>
			</form>
		</Page>
	);
}
