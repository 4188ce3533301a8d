/*
 * /kelola/kebutuhan: needs by field and unit at the left, what answers them at
 * the right, gaps first.
 */
import type { MapNeed, NeedMap } from "../../../api/need";
import { FilterForm, filterQuery, useFilter } from "../../../parts/filters";
import { Select } from "../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { State } from "../../../parts/pieces";
import { number } from "../../../text/format";
import { words, type NeedWord } from "../../../text/need";
import { desk } from "../../../text/needDesk";
import { NeedStateLine, topicOptions } from "../../need/parts";
import { AgencyChoice } from "../AgencyChoice";
import { Csv } from "../Csv";
import { Tabs } from "../Tabs";
import { NeedTabs, PATH } from "./NeedTabs";
import "./needs.css";

export const NAMES = ["topic", "unit", "state", "agency"] as const;

type Group = NeedMap["groups"][number];

/* Why there is no need here, and where there is none at all what to do. */
export function NoNeeds({ filter, add = false }: {
	filter: Record<"q" | "topic" | "unit" | "state" | "agency", string>;
	add?: boolean;
}) {
	const { q, topic, unit, state, agency } = filter;
	const chosen = q || topic || unit || state;

	return (
		<div class="card empty">
			<p>{desk(chosen ? "map.noMatch" : "map.none")}</p>
			{add && !chosen && <p><a class="button" href={`${PATH}/baru${agency
				? `?agency=${encodeURIComponent(agency)}` : ""}`}>
				{desk("list.add")}</a></p>}
		</div>
	);
}

function groupTitle({ topic, unit }: Group): string {
	return [topic ? words(`topic.${topic}` as NeedWord)
		: desk("map.noTopic"), unit?.name ?? desk("map.everyone")]
		.join(" · ");
}

function Answers({ need }: { need: MapNeed }) {
	if (need.answeredBy.length === 0)
		return need.gap ? <State named={{ word: desk("gap"), tone: "wait",
			icon: "bad" }} /> : <>{desk("none")}</>;
	return (
		<ul class="plain">
			{need.answeredBy.map((one) => <li key={one.id}>
				<a href={one.kind === "module" ? `/modul/${one.id}`
					: `/kelola/pelatihan/${one.id}`}>
					{one.open ? one.title
						: desk("draft", { title: one.title })}
				</a>
			</li>)}
		</ul>
	);
}

function Row({ need }: { need: MapNeed }) {
	return (
		<tr role="row">
			<th scope="row" role="rowheader">
				<a href={`${PATH}/${need.id}`}>{need.title}</a>
				{need.job && <span class="facts">
					{` ${words("for.job", { name: need.job.name })}`}
				</span>}
				{need.regulation && <p class="facts">{words("regulation",
					{ text: need.regulation })}</p>}
			</th>
			<td role="cell" data-label={desk("col.supporters")}>
				{number(need.supporters, 0)}
			</td>
			<td role="cell"><NeedStateLine state={need.state} /></td>
			<td role="cell" data-label={desk("col.answers")}>
				<Answers need={need} />
			</td>
		</tr>
	);
}

function GroupTable({ group, at }: { group: Group; at: number }) {
	const heads = ["col.need", "col.supporters", "col.state",
		"col.answers"] as const;

	return (
		<section class="card stack near" aria-labelledby={`group-${at}`}>
			<h2 id={`group-${at}`}>{groupTitle(group)}</h2>
			<p class="facts">{group.gaps ? desk("map.gaps",
				{ n: group.gaps }) : desk("map.full")}</p>
			<table class="table needs" role="table"
				aria-label={groupTitle(group)}>
				<thead role="rowgroup"><tr role="row">
					{heads.map((head) => <th key={head} scope="col"
						role="columnheader">{desk(head)}</th>)}
				</tr></thead>
				<tbody role="rowgroup">
					{group.needs.map((need) =>
						<Row key={need.id} need={need} />)}
				</tbody>
			</table>
		</section>
	);
}

export default function Map() {
	const filter = useFilter(NAMES);
	const query = filterQuery(NAMES, filter);
	const from = useLoad<NeedMap>(`/api/v1/needs/map${query}`);
	const units = from.data?.units ?? [];

	return (
		<Page title={desk("title")} wide>
			<Tabs />
			<NeedTabs />
			<div class="stack">
				<p>{desk("map.why")}</p>
				<AgencyChoice />
				<div class="no-print"><FilterForm path={PATH}
					label={words("list.search")} names={NAMES}
					filter={filter}>{(set) => <>
						<Select name="topic" label={words("by.topic")}
							value={filter.topic}
							options={topicOptions(words("any"))}
							change={(topic) => set({ topic })} />
						<Select name="unit" label={words("by.unit")}
							value={filter.unit}
							options={[["", words("any")],
								...units.map((u): [string, string] =>
									[u.id, u.name])]}
							change={(unit) => set({ unit })} />
						<Select name="state" label={desk("show")}
							value={filter.state}
							options={[["", desk("show.all")],
								["gap", desk("show.gap")]]}
							change={(state) => set({ state })} />
					</>}</FilterForm></div>
				<Loaded from={from}>{({ groups, total, gaps, more }) =>
					groups.length === 0
						? <NoNeeds filter={filter} add />
						: <>
							<p class="strong" role="status">
								{desk("map.sum", { total: number(total, 0),
									gaps: number(gaps, 0) })}
							</p>
							{more && <p class="notice">{desk("map.more")}</p>}
							{groups.map((group, i) => <GroupTable at={i}
								key={`${group.topic} ${group.unit?.id}`}
								group={group} />)}
							<p class="no-print"><Csv name="kebutuhan.csv"
								path={`/api/v1/needs.csv${query}`} /></p>
						</>}</Loaded>
			</div>
		</Page>
	);
}
