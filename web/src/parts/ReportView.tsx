/*
 * What the import recognised and what an author should look at.
 */
import type { Report } from "../api/types";
import { t } from "../text";
import { bytes, number } from "../text/format";
import { standardName } from "../text/names";
import { Faults } from "./Faults";
import { Quoted } from "./pieces";

export function ReportView({ report }: { report: Report }) {
	return (
		<div class="stack">
			<dl class="rows">
				<div>
					<dt>{t("report.title")}</dt>
					<dd>{report.title}</dd>
				</div>
				<div>
					<dt>{t("report.standard")}</dt>
					<dd>{standardName(report.standard)}</dd>
				</div>
				<div>
					<dt>{t("report.content")}</dt>
					<dd>{t("report.contentIs", {
						units: number(report.units),
						files: number(report.files),
						bytes: bytes(report.bytes),
					})}</dd>
				</div>
				<div>
					<dt>{t("report.packed")}</dt>
					<dd>{bytes(report.packedBytes)}</dd>
				</div>
				{report.hosts.length > 0 &&
					<div>
						<dt>{t("report.hosts")}</dt>
						<dd>
							<ul class="plain">
								{report.hosts.map((host) =>
									<li key={host} class="mono">{host}</li>)}
							</ul>
							<p class="small quiet">{t("report.hostsWhy")}</p>
						</dd>
					</div>}
			</dl>
			{report.warnings.length === 0
				? <p class="notice ok">{t("report.clean")}</p>
				: <div class="notice warn">
					<p class="strong">{t(report.warnings.length === 1
						? "report.warning" : "report.warnings",
					{ n: report.warnings.length })}</p>
					<ul class="dots">
						{report.warnings.map((w) =>
							<li key={w.code + (w.file ?? "")}>
								<Quoted text={w.message} />
								{w.file && !w.message.includes(w.file) &&
									<> <span class="mono small">{w.file}</span>
									</>}
								{w.count > 1 && ` (${number(w.count)}×)`}
								{w.details && <Faults details={w.details} />}
							</li>)}
					</ul>
				</div>}
		</div>
	);
}
