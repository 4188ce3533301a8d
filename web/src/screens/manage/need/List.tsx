/* /kelola/kebutuhan/daftar: every need of an agency. */
import { STATES, type NeedPage } from "../../../api/need";
import { FilterForm, filterQuery, useFilter } from "../../../parts/filters";
import { Select } from "../../../parts/Field";
import { Icon } from "../../../parts/Icon";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { Pager } from "../../../parts/pieces";
import { number } from "../../../text/format";
import { words, type NeedWord } from "../../../text/need";
import { desk } from "../../../text/needDesk";
import { NeedStateLine, topicOptions } from "../../need/parts";
import { AgencyChoice } from "../AgencyChoice";
import { Csv } from "../Csv";
import { Tabs } from "../Tabs";
import { NoNeeds } from "./Map";
import { NeedTabs, PATH } from "./NeedTabs";

const NAMES = ["topic", "unit", "state", "sort", "agency"] as const;
const HEADS = ["col.need", "col.supporters", "list.answers",
	"col.state"] as const;

function Table({ needs }: { needs: NeedPage["needs"] }) {
	return (
		<table class="table" role="table" aria-label={desk("tab.list")}>
			<thead role="rowgroup"><tr role="row">
				{HEADS.map((head) => <th key={head} scope="col"
					role="columnheader">{desk(head)}</th>)}
			</tr></thead>
			<tbody role="rowgroup">
				{needs.map((need) => <tr role="row" key={need.id}>
					<th scope="row" role="rowheader">
						<a href={`${PATH}/${need.id}`}>{need.title}</a>
						<p class="facts">{[need.topic && words(
							`topic.${need.topic}` as NeedWord),
						need.unit?.name, need.job?.name,
						words(`cause.${need.cause}`)]
							.filter(Boolean).join(" · ")}</p>
					</th>
					<td role="cell" data-label={desk("col.supporters")}>
						{number(need.supporters ?? 0, 0)}
					</td>
					<td role="cell" data-label={desk("list.answers")}>
						{need.answers || desk("none")}
					</td>
					<td role="cell"><NeedStateLine state={need.state} /></td>
				</tr>)}
			</tbody>
		</table>
	);
}

export default function List() {
	const path = `${PATH}/daftar`;
	const filter = useFilter(NAMES);
	const list = useLoad<NeedPage>("/api/v1/needs" +
		filterQuery(NAMES, filter, filter.page));
	const units = list.data?.units ?? [];

	return (
		<Page title={desk("title")} action={
			<a class="button primary" href={`${PATH}/baru${filter.agency
				? `?agency=${encodeURIComponent(filter.agency)}` : ""}`}>
				<Icon name="add" size={20} />{desk("list.add")}
			</a>}>
			<Tabs />
			<NeedTabs />
			<div class="stack">
				<AgencyChoice />
				<FilterForm path={path} label={words("list.search")}
					names={NAMES} filter={filter}>{(set) => <>
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
						<Select name="state" label={words("by.state")}
							value={filter.state}
							options={[["", words("any")],
								["gap", desk("show.gap")],
								...[...STATES, "merged" as const].map((s):
									[string, string] =>
									[s, words(`state.${s}`)])]}
							change={(state) => set({ state })} />
						<Select name="sort" label={words("by.sort")}
							value={filter.sort}
							options={[["", words("sort.support")],
								["new", words("sort.new")]]}
							change={(sort) => set({ sort })} />
					</>}</FilterForm>
				<Loaded from={list}>{({ needs, page, pages, total }) =>
					needs.length === 0
						? <NoNeeds filter={filter} />
						: <>
							<p class="facts" role="status">
								{words("list.count", { n: total })}
							</p>
							<Table needs={needs} />
							<Pager page={page} pages={pages} href={(n) =>
								path + filterQuery(NAMES, filter, n)} />
							<p class="no-print"><Csv name="kebutuhan.csv"
								path={`/api/v1/needs.csv${
									filterQuery(NAMES, filter)}`} /></p>
						</>}</Loaded>
			</div>
		</Page>
	);
}
