/*
 * How an import goes on, and how it ended: what was recognised, or why it was
 * refused and what the author can do.
 */
import { useLocation, useRoute } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { Import as Imported, Module } from "../../api/types";
import { fault } from "../../parts/fault";
import { Faults } from "../../parts/Faults";
import { Failure } from "../../parts/Failure";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { Quoted } from "../../parts/pieces";
import { ReportView } from "../../parts/ReportView";
import { t, type Key } from "../../text";
import { w } from "../../text/catalogue";
import { bytes, number } from "../../text/format";

const POLL_MS = 1_000;
const LATER_MS = 3_000;

function Going({ job }: { job: Imported }) {
	return (
		<div class="card stack">
			<p class="strong" role="status">
				{t(`import.${job.state}` as Key)}
			</p>
			<p class="facts">
				{job.entries > 0
					? t("import.entries", {
						n: number(job.entries), bytes: bytes(job.bytes),
					})
					: bytes(job.bytes)}
			</p>
			<p class="small quiet">{t("import.mayLeave")}</p>
		</div>
	);
}

function Refused({ job }: { job: Imported }) {
	const details = job.error?.details ?? [];
	const faults = details.filter((one) => !one.warning);
	const warnings = details.filter((one) => one.warning);

	return (
		<div class="stack">
			<div class="notice bad" role="alert">
				<p class="strong">{t("import.refused")}</p>
				<p><Quoted text={job.error?.message ?? t("fault.detail")} /></p>
				{faults.length > 0 && <Faults details={faults} />}
				{faults.length === 0 && job.error?.file &&
					!job.error.message.includes(job.error.file) &&
					<p>
						{t("import.file")}{" "}
						<span class="mono">{job.error.file}</span>
					</p>}
				<p class="small">{t("import.nothingKept")}</p>
				{job.error &&
					<p class="small">
						{t("import.code")}{" "}
						<span class="mono">{job.error.code}</span>
					</p>}
			</div>
			{warnings.length > 0 &&
				<div class="notice warn">
					<p class="strong">{t(warnings.length === 1
						? "report.warning" : "report.warnings",
					{ n: number(warnings.length) })}</p>
					<Faults details={warnings} />
				</div>}
			<p class="actions">
				<a class="button primary" href="/kelola/unggah">
					{t("import.other")}
				</a>
			</p>
		</div>
	);
}

function Done({ job }: { job: Imported }) {
	const { route } = useLocation();
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	const page = `/modul/${job.module ?? ""}`;
	const again = (job.versionNumber ?? 1) > 1;

	function publish(): void {
		if (busy)
			return;
		setBusy(true);
		setProblem(null);
		call<Module>("POST",
			`/api/v1/imports/${encodeURIComponent(job.id)}/publish`)
			.then(() => route(page), (e) => {
				const found = fault(e);

				/* Somebody else approves it, or it is to say what it
				   changes: both are asked for there. */
				if (found.code === "approval_due" ||
					found.code === "change_due")
					return route(`/kelola/modul/${job.module ?? ""}`);
				setProblem(found);
				setBusy(false);
			});
	}

	return (
		<div class="stack">
			<p class="notice ok" role="status">{again
				? t("import.isVersion", {
					n: number(job.versionNumber ?? 1),
					title: job.moduleTitle ?? "",
				})
				: t("import.isDraft")}</p>
			{job.report && <ReportView report={job.report} />}
			{problem && <Failure problem={problem} />}
			<p class="actions">
				<a class="button primary" href={`/kelola/modul/${
					encodeURIComponent(job.module ?? "")}/keterangan`}>
					{w("form.fill")}
				</a>
				<button class="button" type="button" aria-busy={busy}
					onClick={publish}>{t(again
						? "import.publishVersion" : "import.publish")}</button>
				<a class="button" href={`${page}?versi=${job.version ?? ""}`}>
					{t("import.look")}
				</a>
			</p>
		</div>
	);
}

export default function Import() {
	const { id } = useRoute().params;
	const job = useLoad<Imported>(
		`/api/v1/imports/${encodeURIComponent(id ?? "")}`);
	const [polls, setPolls] = useState(0);
	const state = job.data?.state;
	const going = state !== undefined && state !== "done" && state !== "failed";

	useEffect(() => {
		if (!going)
			return;
		const timer = setTimeout(() => {
			setPolls(polls + 1);
			job.reload();
		}, polls < 10 ? POLL_MS : LATER_MS);
		return () => clearTimeout(timer);
	}, [going, polls]);

	return (
		<Page title={job.data?.name ?? t("import.title")}
			back={{ href: "/kelola", label: t("nav.manage") }}>
			<Loaded from={job}>{(data) =>
				data.state === "failed" ? <Refused job={data} />
					: data.state === "done" ? <Done job={data} />
						: <Going job={data} />}</Loaded>
		</Page>
	);
}
