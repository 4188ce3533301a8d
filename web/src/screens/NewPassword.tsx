/*
 * A password of one's own: asked for after a link or a slip (nothing else can
 * be opened before), or changed when one likes.
 */
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { PasswordField, Summary, useForm } from "../parts/Field";
import { Page } from "../parts/Page";
import { PrivacyBrief } from "../parts/PrivacyNotice";
import { leave } from "../session/leave";
import { person, setPassword } from "../session/session";
import { t } from "../text";
import { PRIVACY_VERSION } from "../text/privacy";

type Fields = "current" | "password";

/* As the server has it: it says the same when asked. */
const SHORTEST = 10;

export default function NewPassword() {
	const { path, route } = useLocation();
	const [first] = useState(person()?.mustSetPassword === true);
	const [current, setCurrent] = useState("");
	const [password, setNew] = useState("");
	const [done, setDone] = useState(false);
	const form = useForm<Fields>({
		check: () => ({
			...(first || current ? {} : { current: t("signIn.noPassword") }),
			...(password.length >= SHORTEST
				? {} : { password: t("password.short") }),
		}),
		send: async () => {
			await setPassword(first ? null : current, password,
				first ? PRIVACY_VERSION : undefined);
			setDone(true);
			if (first)
				route(path === "/saya/kata-sandi" ? "/" : path, true);
		},
		place: (problem) => problem.code === "password_weak" ? "password"
			: problem.code === "password_mismatch" ? "current" : null,
	});

	if (done && !first)
		return (
			<Page title={t("password.done")}>
				<div class="stack">
					<div class="notice ok" role="status">
						<p>{t("password.doneDetail")}</p>
					</div>
					<p class="actions">
						<a class="button primary" href="/saya">
							{t("password.back")}
						</a>
					</p>
				</div>
			</Page>
		);
	return (
		<Page title={t(first ? "password.first" : "password.change")}
			{...(first ? {} : {
				back: { href: "/saya", label: t("nav.me") },
			})}>
			<form class="form" onSubmit={form.submit} noValidate>
				{first && <p>{t("password.firstDetail")}</p>}
				<Summary {...form} />
				<input type="text" name="username" autocomplete="username"
					value={person()?.login ?? ""} readOnly hidden />
				{!first &&
					<PasswordField name="current" value={current}
						label={t("password.current")} change={setCurrent}
						error={form.errors.current}
						autocomplete="current-password" />}
				<PasswordField name="password" value={password}
					label={t("password.new")} hint={t("password.hint")}
					change={setNew} error={form.errors.password}
					autocomplete="new-password" />
				{first && <PrivacyBrief />}
				<button class="button primary" type="submit"
					aria-busy={form.busy}>
					{t(form.busy ? "form.busy" : "password.save")}
				</button>
				{first &&
					<button class="button" type="button"
						onClick={() => void leave()}>
						{t("me.out")}
					</button>}
			</form>
		</Page>
	);
}
