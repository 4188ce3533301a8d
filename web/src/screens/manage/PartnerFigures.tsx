/*
 * Kelola › Angka modul: one's own modules over all learners, wherever they work.
 * Numbers alone, and none of fewer than five people.
 */
import type { PartnerFigures as Figures, PartnerModule } from
	"../../api/overview";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { moment, number } from "../../text/format";
import { words } from "../../text/overview";
import { share, Table } from "../Overview";
import { AgencyChoice, useOfAgency } from "./AgencyChoice";
import { Csv } from "./Csv";
import { Tabs } from "./Tabs";

const few = () => <span class="quiet">{words("few")}</span>;

function part(n: number | null, of: number | null) {
	return n === null || of === null ? few() : words("completed.share",
		{ n: number(n), share: share(n, of) });
}

const MARKS = ["applicable", "examples", "opened"] as const;

function Survey({ of }: { of: NonNullable<PartnerModule["survey"]> }) {
	return (
		<>
			{MARKS.filter((mark) => of[mark] !== null).map((mark) =>
				words(`survey.${mark}`) + ` ${number(of[mark]!, 1)} · `)}
			<span class="facts">
				{words("survey.answers", { n: number(of.answers) })}
			</span>
		</>
	);
}

function Name({ of }: { of: PartnerModule }) {
	return (
		<>
			<a href={`/kelola/modul/${of.id}`}>{of.title}</a>
			{of.state !== "published" &&
				<span class="facts"> · {words(`state.${of.state}`)}</span>}
		</>
	);
}

function row(m: PartnerModule) {
	return {
		key: m.id,
		cells: [
			[words("module"), <Name of={m} />],
			[words("learners"), m.learners === null ? few()
				: number(m.learners)],
			[words("completed"), part(m.completed, m.learners)],
			[words("passed"), part(m.passed, m.learners)],
			[words("gain.change"), m.gain === null ? words("none")
				: words("gain.points",
					{ n: number(m.gain.change * 100, 0) })],
			[words("survey"), m.survey === null ? words("none")
				: <Survey of={m.survey} />],
			[words("hints"), number(m.hints)],
		] as [string, preact.ComponentChildren][],
	};
}

export default function PartnerFigures() {
	const path = useOfAgency();
	const from = useLoad<Figures>(path("/api/v1/partner-figures"));

	return (
		<Page wide title={words("partner")}>
			<Tabs />
			<div class="stack">
				<AgencyChoice />
				<Loaded from={from}>{(of) => (
					<div class="stack">
						<p>{words("partner.why",
							{ agency: of.agency.name })}</p>
						{of.modules.length === 0
							? <p>{words("partner.none")}</p> : <>
								<Table name={words("partner")}
									rows={of.modules.map(row)} />
								<p class="no-print"><Csv
									name="angka-modul.csv"
									path={path(
										"/api/v1/partner-figures.csv")} />
								</p>
							</>}
						<p class="facts">{words("at", { at: moment(of.at),
							least: of.least })}</p>
					</div>)}</Loaded>
			</div>
		</Page>
	);
}
