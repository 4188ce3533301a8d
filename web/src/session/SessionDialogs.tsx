/*
 * On top of whatever is there: the session is over and the password is asked,
 * or someone else has signed in in another tab. What was typed stays below.
 */
import { useState } from "preact/hooks";
import type { Person } from "../api/types";
import { Dialog } from "../parts/Dialog";
import { PasswordField, Summary, useForm } from "../parts/Field";
import { t } from "../text";
import { CodeForm } from "./CodeForm";
import { person, signedOut, signIn, useSession } from "./session";

function Over({ who }: { who: Person }) {
	const [password, setPassword] = useState("");
	const [ticket, setTicket] = useState<string | null>(null);
	const form = useForm<"over-password">({
		check: () => ({
			"over-password": password ? undefined : t("signIn.noPassword"),
		} as { "over-password"?: string }),
		send: async () => setTicket(await signIn(who.login, password)),
	});

	if (ticket)
		return (
			<Dialog key="code" title={t("over.title")}>
				<CodeForm ticket={ticket} again={() => setTicket(null)} />
			</Dialog>
		);

	return (
		<Dialog key="password" title={t("over.title")}>
			<p>{t("over.detail")}</p>
			<form class="stack" onSubmit={form.submit} noValidate>
				<Summary {...form} />
				<p>
					{t("over.as")} <strong>{who.name}</strong>
				</p>
				<input type="text" name="username" autocomplete="username"
					value={who.login} readOnly hidden />
				<PasswordField name="over-password" label={t("signIn.password")}
					autocomplete="current-password" value={password}
					change={setPassword} error={form.errors["over-password"]} />
				<div class="actions">
					<button class="button primary" type="submit"
						aria-busy={form.busy}>
						{t(form.busy ? "signIn.busy" : "over.again")}
					</button>
					<button class="button" type="button" onClick={signedOut}>
						{t("over.leave")}
					</button>
				</div>
			</form>
		</Dialog>
	);
}

function Other({ who }: { who: Person }) {
	return (
		<Dialog title={t("other.title", { name: who.name })}>
			<p>{t("other.detail")}</p>
			<button class="button primary" type="button"
				onClick={() => location.assign("/")}>
				{t("other.go")}
			</button>
		</Dialog>
	);
}

/* Who came by a personal link has no password to be asked for. */
function GuestOver() {
	return (
		<Dialog title={t("over.title")}>
			<p>{t("over.guest")}</p>
			<button class="button primary" type="button" onClick={signedOut}>
				{t("over.guestGo")}
			</button>
		</Dialog>
	);
}

export function SessionDialogs() {
	const { state } = useSession();
	const who = person();

	if (!who)
		return null;
	if (state === "over")
		return who.guest ? <GuestOver /> : <Over who={who} />;
	return state === "other" ? <Other who={who} /> : null;
}
