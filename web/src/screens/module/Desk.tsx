/*
 * For those who answer for a module: who can see it, what the import found,
 * and for administrators what its pages may reach.
 */
import { useState } from "preact/hooks";
import { call, Problem } from "../../api/client";
import type { Module, ModuleDetail, ModuleState } from "../../api/types";
import { Choice, ErrorText, Summary, useForm } from "../../parts/Field";
import { fault } from "../../parts/fault";
import { Failure } from "../../parts/Failure";
import { State } from "../../parts/pieces";
import { ReportView } from "../../parts/ReportView";
import { has } from "../../session/roles";
import { person } from "../../session/session";
import { t } from "../../text";
import { moduleState } from "../../text/names";

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

function Visibility(props: Props) {
	const { state } = props.module;
	const [problem, setProblem] = useState<Problem | null>(null);
	const [said, say] = useState("");
	const [busy, setBusy] = useState(false);

	function change(next: ModuleState): void {
		if (busy)
			return;
		setBusy(true);
		setProblem(null);
		patch(props, { state: next })
			.then(() => say(t(next === "published"
				? "desk.isPublished" : "desk.isHidden")),
			(e) => setProblem(fault(e)))
			.then(() => setBusy(false));
	}

	return (
		<div class="stack near">
			<p><State named={moduleState(state)} /></p>
			<p class="small quiet">{t(state === "published"
				? "desk.publishedMeans" : "desk.draftMeans")}</p>
			<div role="status">{said && <p class="notice ok">{said}</p>}</div>
			{problem && <Failure problem={problem} />}
			<p class="actions">
				{state === "published"
					? <button class="button" type="button" aria-busy={busy}
						onClick={() => change("draft")}>
						{t("desk.unpublish")}
					</button>
					: <button class="button" type="button" aria-busy={busy}
						onClick={() => change("published")}>
						{t("desk.publish")}
					</button>}
				<a class="button bare" href={`/kelola/unggah?module=${
					encodeURIComponent(props.module.id)}`}>
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
			<Visibility {...props} />
			{props.module.report &&
				<details open={props.module.report.warnings.length > 0}>
					<summary>{t("desk.report")}</summary>
					<ReportView report={props.module.report} />
				</details>}
			{has(person(), "admin") &&
				<details>
					<summary>{t("reach.title")}</summary>
					<Reach {...props} />
				</details>}
		</section>
	);
}
