/* What is known of an LMS; who it is, is asked once and never changed. */
import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import { atField, Choice, Field, Select, Summary, useForm, type Errors }
	from "../../../parts/Field";
import { t } from "../../../text";
import { words } from "../../../text/lti";
import { PATH, type Platform, type PlatformWhole } from "./types";

type Name = "name" | "issuer" | "clientId" | "authUrl" | "tokenUrl"
	| "jwksUrl" | "tokenAudience" | "deployments";

const NEEDED: Name[] = ["name", "issuer", "clientId", "authUrl", "tokenUrl",
	"jwksUrl"];
const URLS: [Name, Parameters<typeof words>[0]][] = [
	["authUrl", "authUrl"], ["tokenUrl", "tokenUrl"], ["jwksUrl", "jwksUrl"],
];

function start(p: Platform | null) {
	return {
		name: p?.name ?? "", issuer: p?.issuer ?? "",
		clientId: p?.clientId ?? "", authUrl: p?.authUrl ?? "",
		tokenUrl: p?.tokenUrl ?? "", jwksUrl: p?.jwksUrl ?? "",
		tokenAudience: p?.tokenAudience ?? "",
		deployments: p?.deployments ?? "accept",
	};
}

export function PlatformForm({ platform, saved }: {
	platform: Platform | null;
	saved: (p: PlatformWhole) => void;
}) {
	const [value, setValue] = useState<Record<Name, string>>(start(platform));
	const [anonymous, setAnonymous] = useState(platform?.anonymous ?? false);
	const [done, setDone] = useState(false);
	const form = useForm<Name>({
		check: () => {
			const errors: Errors<Name> = {};

			setDone(false);
			for (const name of NEEDED)
				if (!value[name].trim())
					errors[name] = words("needed");
			return errors;
		},
		send: async () => {
			const body = {
				...Object.fromEntries(Object.entries(value)
					.map(([name, text]) => [name, text.trim()])),
				anonymous,
			};

			saved(platform
				? await call<PlatformWhole>("PATCH",
					`${PATH}/${platform.id}`,
					{ ...body, revision: platform.revision })
				: await call<PlatformWhole>("POST", PATH, body));
			setDone(true);
		},
		place: atField("name", "issuer", "clientId", "authUrl", "tokenUrl",
			"jwksUrl", "tokenAudience", "deployments"),
	});
	const field = (name: Name) => ({
		name, value: value[name], error: form.errors[name],
		change: (next: string) => setValue({ ...value, [name]: next }),
		autocomplete: "off", autocapitalize: "none" as const,
		spellcheck: false,
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Field {...field("name")} label={words("name")} />
			{!platform && <>
				<Field {...field("issuer")} label={words("issuer")} />
				<Field {...field("clientId")} label={words("clientId")} />
			</>}
			{URLS.map(([name, label]) =>
				<Field key={name} {...field(name)} label={words(label)}
					inputMode="url" />)}
			<Field {...field("tokenAudience")} label={words("audience")}
				hint={words("audienceHint")} />
			<Select name="deployments" label={words("deployments")}
				value={value.deployments}
				change={(deployments) => setValue({ ...value, deployments })}
				options={(["accept", "ask"] as const).map((one) =>
					[one, words(`deployments.${one}`)])} />
			<Choice type="checkbox" name="anonymous" value="on"
				label={words("anonymous")} hint={words("anonymousHint")}
				checked={anonymous} change={setAnonymous} />
			<div role="status">
				{done && <p class="notice ok">{t("form.saved")}</p>}
			</div>
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy")
					: words(platform ? "save" : "create")}
			</button>
		</form>
	);
}
