/*
 * How mail leaves: the server's settings, a letter to try them, and the queue.
 */
import { useState } from "preact/hooks";
import { call } from "../../api/client";
import type { Mail as MailState, MailServer } from "../../api/types";
import { refreshAbout } from "../../parts/about";
import { atField, Field, PasswordField, Select, Summary, useForm, type Errors }
	from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { person } from "../../session/session";
import { t } from "../../text";
import { words } from "../../text/setup";

type Name = "host" | "port" | "security" | "login" | "password" | "sender";

interface Props {
	mail: MailState;
	set: (m: MailState) => void;
}

const SECURITY: MailServer["security"][] = ["starttls", "tls", "none"];

function useSettings({ mail, set }: Props) {
	const was = mail.server;
	const [value, setValue] = useState({
		host: was?.host ?? "",
		port: String(was?.port ?? 587),
		security: was?.security ?? "starttls" as string,
		login: was?.login ?? "",
		password: "",
		sender: was?.sender ?? "",
	});
	const [saved, setSaved] = useState(false);
	const form = useForm<Name>({
		check: () => {
			const errors: Errors<Name> = {};
			const port = Number(value.port);

			setSaved(false);
			if (value.host.trim() &&
			    !(Number.isInteger(port) && port >= 1 && port <= 65535))
				errors.port = words("smtp.badPort");
			return errors;
		},
		send: async () => {
			set(await call<MailState>("PUT", "/api/v1/mail", {
				...value,
				host: value.host.trim(),
				port: Number(value.port),
				/* Not sent, it stays; without a user there is none. */
				password: value.login.trim()
					? value.password || undefined : "",
			}));
			refreshAbout();
			setSaved(true);
		},
		place: atField("host", "port", "security", "login", "password",
			"sender"),
	});
	const field = (name: Name) => ({
		name,
		value: value[name],
		change: (next: string) => setValue({ ...value, [name]: next }),
		error: form.errors[name],
	});

	return { form, field, saved };
}

function Settings(props: Props) {
	const { form, field, saved } = useSettings(props);

	return (
		<form class="form" onSubmit={form.submit} noValidate
			autocomplete="off">
			<Summary {...form} />
			<Field {...field("host")} label={words("smtp.host")}
				hint={words("smtp.hostHint")} autocapitalize="none"
				spellcheck={false} autocomplete="off" />
			<Select {...field("security")} label={words("smtp.security")}
				options={SECURITY.map((s): [string, string] =>
					[s, words(`smtp.${s}`)])} />
			<Field {...field("port")} label={words("smtp.port")}
				hint={words("smtp.portHint")} inputMode="numeric"
				autocomplete="off" />
			<Field {...field("login")} label={words("smtp.login")}
				autocapitalize="none" spellcheck={false}
				autocomplete="off" />
			<PasswordField {...field("password")}
				label={words("smtp.password")}
				hint={props.mail.server?.hasPassword
					? words("smtp.kept") : undefined}
				autocomplete="new-password" />
			<Field {...field("sender")} label={words("smtp.sender")}
				hint={words("smtp.senderHint")} type="email"
				inputMode="email" autocomplete="off" />
			<div role="status">
				{saved && <p class="notice ok">{t("form.saved")}</p>}
			</div>
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy") : words("smtp.save")}
			</button>
		</form>
	);
}

function Try({ set }: { set: (m: MailState) => void }) {
	const [to, setTo] = useState(person()?.email ?? "");
	const [good, setGood] = useState(false);
	const form = useForm<"to">({
		check: () => {
			setGood(false);
			return to.trim() ? {} : { to: t("person.badEmail") };
		},
		send: async () => {
			set(await call<MailState>("POST", "/api/v1/mail/test",
				{ to: to.trim() }));
			setGood(true);
		},
		place: atField("to"),
	});

	return (
		<section class="stack near" aria-labelledby="try">
			<h2 id="try">{words("test")}</h2>
			<p class="small quiet">{words("test.why")}</p>
			<form class="form" onSubmit={form.submit} noValidate>
				<Summary {...form} />
				<Field name="to" label={words("test.to")} type="email"
					inputMode="email" value={to} change={setTo}
					error={form.errors.to} autocomplete="email" />
				<div role="status">
					{good && <p class="notice ok">{words("test.good")}</p>}
				</div>
				<button class="button" type="submit" aria-busy={form.busy}>
					{words(form.busy ? "test.busy" : "test.go")}
				</button>
			</form>
		</section>
	);
}

function Queue({ mail }: { mail: MailState }) {
	const { waiting, sent, failed } = mail;

	return (
		<section class="stack near" aria-labelledby="queue">
			<h2 id="queue">{words("queue")}</h2>
			<p>{words("queue.is", { waiting, sent, failed })}</p>
			{mail.lastError && <p class="facts">
				{words("queue.error", { error: mail.lastError })}
			</p>}
		</section>
	);
}

export default function Mail() {
	const mail = useLoad<MailState>("/api/v1/mail");
	const setup = useLoad<{ address: string | null }>("/api/v1/setup");

	return (
		<Page title={words("mail")}
			back={{ href: "/kelola/mulai", label: words("setup") }}>
			<Loaded from={mail}>{(data) =>
				<div class="stack far">
					{setup.data && !setup.data.address &&
						<div class="notice warn">
							<p>{words("noAddress")}</p>
							<p><a href="/kelola/mulai">
								{words("noAddress.go")}
							</a></p>
						</div>}
					<Settings mail={data} set={mail.set} />
					{data.server && <Try set={mail.set} />}
					<Queue mail={data} />
				</div>}</Loaded>
		</Page>
	);
}
