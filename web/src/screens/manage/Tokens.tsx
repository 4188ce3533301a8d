/*
 * Sebutan instansi: what {{names}} in lessons stand for where their readers
 * work. Authors say it for their own agency, administrators for any.
 */
import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { call } from "../../api/client";
import type { AgencyToken, AgencyTokens } from "../../api/types";
import { Field, Summary, useForm } from "../../parts/Field";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { person } from "../../session/session";
import { t } from "../../text";
import { words } from "../../text/reports";
import { Tabs } from "./Tabs";

const MOST = 200;

function used(token: AgencyToken): string {
	const names = token.modules.map((m) => m.title).join(", ");

	return token.uses === 0 ? words("tokens.unused")
		: words("tokens.used", { names });
}

function Form({ of, path }: { of: AgencyTokens; path: string }) {
	const [values, setValues] = useState<{ [name: string]: string }>(() =>
		Object.fromEntries(of.tokens.map((k) => [k.name, k.value ?? ""])));
	const [done, setDone] = useState(false);
	const form = useForm<string>({
		check: () => {
			setDone(false);
			return {};
		},
		send: async () => {
			await call<AgencyTokens>("PUT", path, { tokens: values });
			setDone(true);
		},
		place: (problem) => problem.field || null,
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<Summary {...form} />
			{of.tokens.map((k) =>
				<Field key={k.name} name={k.name} label={k.label}
					hint={<>{words("tokens.otherwise", {
						otherwise: k.otherwise || `{{${k.name}}}`,
					})} {used(k)}</>}
					value={values[k.name] ?? ""} maxLength={MOST}
					error={form.errors[k.name]} autocomplete="off"
					change={(value) => {
						setDone(false);
						setValues({ ...values, [k.name]: value });
					}} />)}
			<div role="status">
				{done && <p class="notice ok">{words("tokens.saved")}</p>}
			</div>
			<button class="button primary" type="submit" aria-busy={form.busy}>
				{form.busy ? t("form.busy") : words("tokens.save")}
			</button>
		</form>
	);
}

export default function Tokens() {
	const { params } = useRoute();
	const id = params.id ?? person()?.agency.id ?? "";
	const path = `/api/v1/agencies/${encodeURIComponent(id)}/tokens`;
	const all = useLoad<AgencyTokens>(path);

	return (
		<Page title={words("tokens")}
			back={{ href: "/kelola", label: t("nav.manage") }}>
			<Tabs />
			<Loaded from={all}>{(of) =>
				<div class="stack">
					<p>{words("tokens.why", { name: of.agency.name })}</p>
					{of.tokens.length === 0
						? <p class="quiet">{words("tokens.none")}</p>
						: <Form key={of.agency.id} of={of} path={path} />}
				</div>}</Loaded>
		</Page>
	);
}
