/*
 * Signing in, at /masuk and at any address that needs it.
 */
import { useState } from "preact/hooks";
import type { DemoPerson } from "../api/types";
import { useAbout } from "../parts/about";
import { Field, PasswordField, Summary, useForm } from "../parts/Field";
import { Page } from "../parts/Page";
import { CodeForm } from "../session/CodeForm";
import { signIn } from "../session/session";
import { t } from "../text";
import { roleNames } from "../text/names";

function Demo({ people, use }: {
	people: DemoPerson[];
	use: (p: DemoPerson) => void;
}) {
	return (
		<section class="stack near demo" aria-labelledby="demo">
			<h2 id="demo">{t("demo.title")}</h2>
			<p class="small quiet">{t("demo.detail")}</p>
			<ul class="plain cards">
				{people.map((p) =>
					<li key={p.login} class="card demo-person">
						<div>
							<p class="strong">{p.name}</p>
							<p class="facts">{roleNames(p.roles)}</p>
						</div>
						<button class="button" type="button"
							aria-label={t("demo.useName", { name: p.name })}
							onClick={() => use(p)}>
							{t("demo.use")}
						</button>
					</li>)}
			</ul>
		</section>
	);
}

export function SignIn() {
	const about = useAbout();
	const [login, setLogin] = useState("");
	const [password, setPassword] = useState("");
	const [ticket, setTicket] = useState<string | null>(null);
	const form = useForm<"login" | "password">({
		check: () => ({
			...(login.trim() ? {} : { login: t("signIn.noLogin") }),
			...(password ? {} : { password: t("signIn.noPassword") }),
		}),
		send: async () => setTicket(await signIn(login.trim(), password)),
	});

	function use(p: DemoPerson): void {
		setLogin(p.login);
		setPassword(p.password);
		document.getElementById("sign-in")?.focus();
	}

	if (ticket)
		return (
			<Page title={t("signIn.title")}>
				<CodeForm ticket={ticket} again={() => setTicket(null)} />
			</Page>
		);
	return (
		<Page title={t("signIn.title")}>
			<form class="form" onSubmit={form.submit} noValidate>
				<Summary {...form} />
				<Field name="login" label={t("signIn.login")}
					hint={t("signIn.loginHint")} value={login}
					change={setLogin} error={form.errors.login}
					autocomplete="username" autocapitalize="none"
					spellcheck={false} />
				<PasswordField name="password" label={t("signIn.password")}
					value={password} change={setPassword}
					error={form.errors.password}
					autocomplete="current-password" />
				<button class="button primary" id="sign-in" type="submit"
					aria-busy={form.busy}>
					{t(form.busy ? "signIn.busy" : "signIn.go")}
				</button>
				{about?.mail && <p><a href="/lupa-sandi">
					{t("signIn.forgot")}
				</a></p>}
				{!about?.mail && <details>
					<summary>{t("signIn.forgot")}</summary>
					<p class="lines">
						{about?.agency.helpText || t("help.none")}
					</p>
					<p class="quiet small">{t("signIn.forgotHow")}</p>
				</details>}
				<p><a href="/aktivasi">{t("signIn.code")}</a></p>
				{about?.figures && <p><a href="/angka" target="_top">
					{t("signIn.figures")}
				</a></p>}
			</form>
			{about?.demo && about.demo.length > 0 &&
				<Demo people={about.demo} use={use} />}
		</Page>
	);
}
