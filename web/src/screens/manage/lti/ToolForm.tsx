/* What is known of a tool: its addresses, what it may do, what it is told. */
import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import { atField, Choice, Field, Summary, TextField, useForm, type Errors }
	from "../../../parts/Field";
import { t } from "../../../text";
import { words } from "../../../text/ltiTools";
import { customFault, customOf, customText, linesOf, PATH, SCOPES,
	type ToolWhole } from "./tool";

type Name = "name" | "loginUrl" | "targetUrl" | "choiceUrl" | "redirectUris"
	| "jwksUrl" | "custom";

function start(tool: ToolWhole | null): Record<Name, string> {
	return {
		name: tool?.name ?? "", loginUrl: tool?.loginUrl ?? "",
		targetUrl: tool?.targetUrl ?? "", choiceUrl: tool?.choiceUrl ?? "",
		redirectUris: tool?.redirectUris.join("\n") ?? "",
		jwksUrl: tool?.jwksUrl ?? "",
		custom: customText(tool?.custom ?? {}),
	};
}

function check(value: Record<Name, string>, pinned: boolean): Errors<Name> {
	const errors: Errors<Name> = {};
	const line = customFault(value.custom);

	for (const name of ["name", "loginUrl", "targetUrl"] as const)
		if (!value[name].trim())
			errors[name] = words("needed");
	if (!value.jwksUrl.trim() && !pinned)
		errors.jwksUrl = words("needed");
	if (line)
		errors.custom = words("custom.bad", { line });
	return errors;
}

function bodyOf(value: Record<Name, string>) {
	const uris = linesOf(value.redirectUris);
	const keys = value.jwksUrl.trim();

	return {
		name: value.name.trim(), loginUrl: value.loginUrl.trim(),
		targetUrl: value.targetUrl.trim(),
		choiceUrl: value.choiceUrl.trim(),
		redirectUris: uris.length ? uris : [value.targetUrl.trim()],
		/* A key that was registered by itself stays until there is one. */
		...(keys && { jwksUrl: keys }),
		custom: customOf(value.custom),
	};
}

export function ToolForm({ tool, saved }: {
	tool: ToolWhole | null;
	saved: (tool: ToolWhole) => void;
}) {
	const [value, setValue] = useState(start(tool));
	const [scopes, setScopes] = useState<string[]>(tool?.scopes ?? ["score"]);
	const [sendName, setSendName] = useState(tool?.sendName ?? false);
	const [sendEmail, setSendEmail] = useState(tool?.sendEmail ?? false);
	const [done, setDone] = useState(false);
	const pinned = !!tool?.jwk;
	const form = useForm<Name>({
		check: () => {
			setDone(false);
			return check(value, pinned);
		},
		send: async () => {
			const body = { ...bodyOf(value), sendName, sendEmail,
				scopes: scopes.filter((one) =>
					one !== "lineitem.readonly" || scopes.includes("lineitem")) };

			saved(tool
				? await call<ToolWhole>("PATCH", `${PATH}/${tool.id}`,
					{ ...body, revision: tool.revision })
				: await call<ToolWhole>("POST", PATH, body));
			setDone(true);
		},
		place: atField("name", "loginUrl", "targetUrl", "choiceUrl",
			"redirectUris", "jwksUrl", "custom"),
	});
	const field = (name: Name) => ({
		name, value: value[name], error: form.errors[name],
		change: (next: string) => setValue({ ...value, [name]: next }),
	});
	const typed = { autocomplete: "off", autocapitalize: "none",
		spellcheck: false, inputMode: "url" } as const;

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			<Field {...field("name")} label={words("name")}
				hint={words("nameHint")} autocomplete="off" />
			<p class="strong">{words("theirs")}</p>
			<p class="hint">{words("theirs.hint")}</p>
			<Field {...field("targetUrl")} {...typed}
				label={words("targetUrl")} />
			<Field {...field("loginUrl")} {...typed}
				label={words("loginUrl")} />
			<TextField {...field("redirectUris")}
				label={words("redirectUris")}
				hint={words("redirectUrisHint")} />
			<Field {...field("jwksUrl")} {...typed} label={words("jwksUrl")}
				hint={pinned ? words("pinned") : undefined} />
			<Field {...field("choiceUrl")} {...typed}
				label={words("choiceUrl")} hint={words("choiceUrlHint")} />
			<fieldset class="field">
				<legend>{words("services")}</legend>
				{SCOPES.map((one) =>
					<Choice key={one} type="checkbox" name="scope" value={one}
						label={words(`scope.${one}`)}
						checked={scopes.includes(one)}
						change={(on) => setScopes(on ? [...scopes, one]
							: scopes.filter((other) => other !== one))} />)}
			</fieldset>
			<fieldset class="field">
				<legend>{words("privacy")}</legend>
				<p class="hint">{words("privacy.hint")}</p>
				<Choice type="checkbox" name="sendName" value="on"
					label={words("sendName")} checked={sendName}
					change={setSendName} />
				<Choice type="checkbox" name="sendEmail" value="on"
					label={words("sendEmail")} checked={sendEmail}
					change={setSendEmail} />
			</fieldset>
			<TextField {...field("custom")} label={words("custom")}
				hint={words("customHint")} />
			<div role="status">
				{done && <p class="notice ok">{t("form.saved")}</p>}
			</div>
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy") : words(tool ? "save" : "create")}
			</button>
		</form>
	);
}
