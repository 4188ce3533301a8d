/*
 * A first sign-in, by a one-time code: /aktivasi, or /aktivasi#K7MP-49XT from
 * the square of a slip. The code is in the fragment, so that it reaches no log,
 * and is taken out of the address at once.
 */
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { atField, Field, PasswordField, Summary, useForm } from
	"../parts/Field";
import { Page } from "../parts/Page";
import { PrivacyBrief } from "../parts/PrivacyNotice";
import { CodeForm } from "../session/CodeForm";
import { activate } from "../session/session";
import { t } from "../text";
import { PRIVACY_VERSION, words } from "../text/privacy";

/* As the server has it: it says the same when asked. */
const SHORTEST = 10;

function codeOfAddress(): string {
	const code = location.hash.slice(1);

	if (code)
		history.replaceState(null, "", location.pathname);
	return /^[\w-]{1,20}$/.test(code) ? code : "";
}

export default function Activate() {
	const { route } = useLocation();
	const [login, setLogin] = useState("");
	const [code, setCode] = useState(codeOfAddress);
	const [password, setPassword] = useState("");
	const [ticket, setTicket] = useState<string | null>(null);
	const form = useForm<"login" | "code" | "password">({
		check: () => ({
			...(login.trim() ? {} : { login: t("signIn.noLogin") }),
			...(code.trim() ? {} : { code: words("activate.noCode") }),
			...(password.length >= SHORTEST
				? {} : { password: t("password.short") }),
		}),
		send: async () => {
			const asked = await activate({
				login: login.trim(), code: code.trim(), password,
				privacy: PRIVACY_VERSION,
			});

			setTicket(asked);
			if (!asked)
				route("/", true);
		},
		place: atField("login", "code", "password"),
	});

	if (ticket)
		return (
			<Page title={words("activate")}>
				<CodeForm ticket={ticket} done={() => route("/", true)}
					again={() => route("/masuk", true)} />
			</Page>
		);
	return (
		<Page title={words("activate")}>
			<form class="form" onSubmit={form.submit} noValidate>
				<p>{words("activate.detail")}</p>
				<Summary {...form} />
				<Field name="login" label={t("signIn.login")}
					hint={t("signIn.loginHint")} value={login}
					change={setLogin} error={form.errors.login}
					autocomplete="username" autocapitalize="none"
					spellcheck={false} />
				<Field name="code" label={words("activate.code")}
					hint={words("activate.codeHint")} value={code}
					change={setCode} error={form.errors.code}
					autocomplete="one-time-code" autocapitalize="characters"
					spellcheck={false} />
				<PasswordField name="password" value={password}
					label={t("password.new")} hint={t("password.hint")}
					change={setPassword} error={form.errors.password}
					autocomplete="new-password" />
				<PrivacyBrief />
				<button class="button primary" type="submit"
					aria-busy={form.busy}>
					{words(form.busy ? "activate.busy" : "activate.go")}
				</button>
				<p><a href="/masuk">{words("activate.have")}</a></p>
			</form>
		</Page>
	);
}
