/*
 * /kelola/kebutuhan/temuan: what interviews and group discussions brought, and
 * the need that each belongs to.
 */
import { useState } from "preact/hooks";
import type { Finding, FindingPage } from "../../../api/need";
import { FilterForm, filterQuery, useFilter } from "../../../parts/filters";
import { Select } from "../../../parts/Field";
import { Icon } from "../../../parts/Icon";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { Pager } from "../../../parts/pieces";
import { calendarDay, moment } from "../../../text/format";
import { words, type NeedWord } from "../../../text/need";
import { desk } from "../../../text/needDesk";
import { topicOptions } from "../../need/parts";
import { AgencyChoice } from "../AgencyChoice";
import { Csv } from "../Csv";
import { Tabs } from "../Tabs";
import { useUnits } from "./Fields";
import { FindingForm } from "./FindingForm";
import { NeedTabs, PATH } from "./NeedTabs";

const NAMES = ["topic", "unit", "need", "agency"] as const;

export function FindingCard({ finding, agency, saved, level = 2 }: {
	finding: Finding;
	level?: 2 | 3;
	agency: string;
	saved: () => void;
}) {
	const Heading = level === 2 ? "h2" : "h3";
	const [open, setOpen] = useState(false);
	const label = `${desk(`finding.${finding.kind}`)}, ${
		calendarDay(finding.day)}`;

	return (
		<li class="card stack near">
			<Heading class="card-title">{label}</Heading>
			<p class="facts">{[finding.who, finding.unit?.name,
				finding.topic && words(`topic.${finding.topic}` as NeedWord)]
				.filter(Boolean).join(" · ")}</p>
			<p class="said">{finding.words}</p>
			<p>{finding.need
				? <a href={`${PATH}/${finding.need.id}`}>
					{finding.need.title}
				</a>
				: <span class="facts">{desk("findings.free")}</span>}</p>
			<p class="facts">{desk("finding.by", { name: finding.by ?? "",
				at: moment(finding.at) })}</p>
			{open ? <FindingForm finding={finding} agency={agency}
				close={() => setOpen(false)} saved={() => {
					setOpen(false);
					saved();
				}} />
				: <p class="no-print"><button type="button" class="button"
					onClick={() => setOpen(true)}>
					{desk("findings.edit")}
					<span class="hidden-words">{` ${label}`}</span>
				</button></p>}
		</li>
	);
}

function Form({ filter }: { filter: ReturnType<typeof useFilter<
	typeof NAMES[number]>> }) {
	const units = useUnits(filter.agency);

	return (
		<FilterForm path={`${PATH}/temuan`} label={desk("findings.search")}
			names={NAMES} filter={filter}>{(set) => <>
				<Select name="topic" label={words("by.topic")}
					value={filter.topic} options={topicOptions(words("any"))}
					change={(topic) => set({ topic })} />
				<Select name="unit" label={words("by.unit")}
					value={filter.unit}
					options={[["", words("any")], ...units]}
					change={(unit) => set({ unit })} />
				<Select name="need" label={desk("findings.need")}
					value={filter.need}
					options={[["", words("any")],
						["none", desk("findings.free")]]}
					change={(need) => set({ need })} />
			</>}</FilterForm>
	);
}

export default function Findings() {
	const path = `${PATH}/temuan`;
	const filter = useFilter(NAMES);
	const list = useLoad<FindingPage>("/api/v1/need-findings" +
		filterQuery(NAMES, filter, filter.page));
	const asked = filter.q || filter.topic || filter.unit || filter.need;

	return (
		<Page title={desk("findings")} action={
			<a class="button primary" href={`${path}/baru${filter.agency
				? `?agency=${encodeURIComponent(filter.agency)}` : ""}`}>
				<Icon name="add" size={20} />{desk("findings.add")}
			</a>}>
			<Tabs />
			<NeedTabs />
			<div class="stack">
				<p>{desk("findings.why")}</p>
				<AgencyChoice />
				<Form filter={filter} />
				<Loaded from={list}>{({ findings, page, pages }) =>
					findings.length === 0
						? <p class="card empty">{desk(asked
							? "findings.noMatch" : "findings.none")}</p>
						: <>
							<ul class="plain stack">
								{findings.map((one) => <FindingCard
									key={one.id} finding={one}
									agency={filter.agency}
									saved={list.reload} />)}
							</ul>
							<Pager page={page} pages={pages} href={(n) =>
								path + filterQuery(NAMES, filter, n)} />
							<p class="no-print"><Csv name="temuan.csv"
								path={`/api/v1/need-findings.csv${
									filterQuery(NAMES, filter)}`} /></p>
						</>}</Loaded>
			</div>
		</Page>
	);
}
