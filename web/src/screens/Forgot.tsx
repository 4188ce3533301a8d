/*
 * A forgotten password: by mail where there is mail, else whom to ask. What is
 * said does not tell whether the account exists.
 */
import { useState } from "preact/hooks";
import { call } from "../api/client";
import { useAbout } from "../parts/about";
import { Field, Summary, useForm } from "../parts/Field";
import { Page } from "../parts/Page";
import { t } from "../text";
import { words } from "../text/setup";

function Whom() {
	const about = useAbout();

	return (
		<section class="card stack near" aria-labelledby="whom">
			<h2 id="whom">{t("help.whom")}</h2>
			{about?.mail && <p>{words("forgot.none")}</p>}
			<p class="lines">{about?.agency.helpText || t("help.none")}</p>
			<p class="quiet small">{t("signIn.forgotHow")}</p>
			<p><a href="/aktivasi">{t("signIn.haveCode")}</a></p>
		</section>
	);
}

function Ask({ asked }: { asked: () => void }) {
	const [login, setLogin] = useState("");
	const form = useForm<"login">({
		check: () => login.trim() ? {} : { login: t("signIn.noLogin") },
		send: async () => {
			await call("POST", "/api/v1/session/forgotten",
				{ login: login.trim() }, { anonymous: true });
			asked();
		},
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<p>{words("forgot.how")}</p>
			<Summary {...form} />
			<Field name="login" label={t("signIn.login")}
				hint={t("signIn.loginHint")} value={login}
				change={setLogin} error={form.errors.login}
				autocomplete="username" autocapitalize="none"
				spellcheck={false} />
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{words(form.busy ? "forgot.busy" : "forgot.go")}
			</button>
		</form>
	);
}

export default function Forgot() {
	const about = useAbout();
	const [asked, setAsked] = useState(false);

	return (
		<Page title={words("forgot")}
			back={{ href: "/masuk", label: t("signIn.title") }}>
			<div class="stack far">
				{asked
					? <div class="notice ok" role="status">
						<p class="strong">{words("forgot.asked")}</p>
						<p>{words("forgot.askedWhat")}</p>
					</div>
					: about?.mail && <Ask asked={() => setAsked(true)} />}
				<Whom />
			</div>
		</Page>
	);
}
