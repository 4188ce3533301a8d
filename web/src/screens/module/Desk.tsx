/*
 * For those who answer for a module: who can see it, what the import found,
 * and for administrators what its pages may reach.
 */
import { words as skills } from "../../text/competency";
import { Levels } from "../competency/parts";
import { useState } from "preact/hooks";
import { call } from "../../api/client";
import type { Module, ModuleDetail } from "../../api/types";
import { Choice, ErrorText, Summary, useForm } from "../../parts/Field";
import { State } from "../../parts/pieces";
import { ReportView } from "../../parts/ReportView";
import { has } from "../../session/roles";
import { person } from "../../session/session";
import { t } from "../../text";
import { moduleStanding } from "../../text/names";
import { words } from "../../text/versions";
import { isMedia, Media } from "./Media";

interface Props {
	module: ModuleDetail;
	set: (m: ModuleDetail) => void;
}

async function patch(
	{ module, set }: Props,
	change: Partial<Module>,
): Promise<void> {
	const now = await call<Module>("PATCH",
		`/api/v1/modules/${encodeURIComponent(module.id)}`, change);

	set({ ...module, ...change, state: now.state });
}

function Visibility({ module }: { module: ModuleDetail }) {
	const id = encodeURIComponent(module.id);

	return (
		<div class="stack near">
			<p><State named={moduleStanding(module)} /></p>
			<p class="small quiet">{words(module.withdrawn
				? "state.withdrawn" : `state.${module.state}`)}</p>
			<p class="actions">
				<a class="button" href={`/kelola/modul/${id}`}>
					{words("open")}
				</a>
				<a class="button bare" href={`/kelola/unggah?module=${id}`}>
					{t("desk.newVersion")}
				</a>
			</p>
		</div>
	);
}

const HOST = /^https:\/\/[a-z0-9.-]+(:\d+)?$/;

function Reach(props: Props) {
	const { module } = props;
	const [popups, setPopups] = useState(module.allowPopups === true);
	const [hosts, setHosts] = useState((module.allowHosts ?? []).join("\n"));
	const [saved, setSaved] = useState(false);
	const list = hosts.split(/\s+/).filter(Boolean)
		.map((host) => host.toLowerCase().replace(/\/$/, ""));
	const wrong = list.find((host) => !HOST.test(host));
	const form = useForm<"hosts">({
		check: () => {
			setSaved(false);
			return wrong
				? { hosts: t("reach.badHost", { host: wrong }) }
				: {} as { hosts?: string };
		},
		send: async () => {
			await patch(props, { allowPopups: popups, allowHosts: list });
			setSaved(true);
		},
	});

	return (
		<form class="form" onSubmit={form.submit} noValidate>
			<p class="small quiet">{t("reach.why")}</p>
			<Summary {...form} />
			<Choice type="checkbox" name="popups" value="on"
				label={t("reach.popups")} checked={popups}
				change={setPopups} />
			<div class="field">
				<label for="hosts">{t("reach.hosts")}</label>
				<p class="hint" id="hosts-hint">{t("reach.hostsHint")}</p>
				<ErrorText id="hosts-error" error={form.errors.hosts} />
				<textarea class="input" id="hosts" name="hosts" rows={3}
					spellcheck={false} autocapitalize="none" inputMode="url"
					aria-describedby={form.errors.hosts
						? "hosts-hint hosts-error" : "hosts-hint"}
					aria-invalid={form.errors.hosts ? "true" : undefined}
					value={hosts}
					onInput={(e) => setHosts(e.currentTarget.value)} />
			</div>
			<div role="status">
				{saved && <p class="notice ok">{t("form.saved")}</p>}
			</div>
			<button class="button" type="submit" aria-busy={form.busy}>
				{t(form.busy ? "form.busy" : "reach.save")}
			</button>
		</form>
	);
}

export function Desk(props: Props) {
	return (
		<section class="card stack" aria-labelledby="desk">
			<h2 id="desk">{t("desk.title")}</h2>
			<Visibility module={props.module} />
			{props.module.report &&
				<details open={props.module.report.warnings.length > 0}>
					<summary>{t("desk.report")}</summary>
					<ReportView report={props.module.report} />
				</details>}
			<details>
				<summary>{skills("levels.module")}</summary>
				<p class="small quiet">{skills("levels.why")}</p>
				<Levels path={`/api/v1/modules/${
					encodeURIComponent(props.module.id)}/competencies`} />
			</details>
			{isMedia(props.module) && <Media module={props.module} />}
			{has(person(), "admin") &&
				<details>
					<summary>{t("reach.title")}</summary>
					<Reach {...props} />
				</details>}
		</section>
	);
}
