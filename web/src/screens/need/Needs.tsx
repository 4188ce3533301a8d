/* /kebutuhan: what people of my agency wish to learn, to be supported. */
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { STATES, type Need, type NeedPage } from "../../api/need";
import type { Named } from "../../api/org";
import { filterQuery, useFilter, type Filter } from "../../parts/filters";
import { Select } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { Pager } from "../../parts/pieces";
import { Search } from "../../parts/Search";
import { t } from "../../text";
import { words } from "../../text/need";
import { needFacts, NeedStateLine, Support, topicOptions } from "./parts";

const NAMES = ["topic", "unit", "state", "sort"] as const;
const PATH = "/kebutuhan";

function Card({ need }: { need: Need }) {
	const [now, set] = useState<Need>(need);

	return (
		<li class="card stack near">
			<h2 class="card-title">
				<a href={`${PATH}/${now.id}`}>{now.title}</a>
			</h2>
			<NeedStateLine state={now.state} />
			<p class="facts">{needFacts(now)}</p>
			{now.mine && <p class="facts">{words("mine")}</p>}
			<Support need={now} set={set} />
		</li>
	);
}

/* On a phone what was found comes first. */
function Filters({ filter, units }: {
	filter: Filter<typeof NAMES[number]>;
	units: Named[];
}) {
	const { route } = useLocation();
	const n = NAMES.filter((name) => filter[name]).length;
	const [open, setOpen] = useState(n > 0 && innerWidth >= 600);
	const set = (change: Partial<typeof filter>) =>
		route(PATH + filterQuery(NAMES, { ...filter, ...change }));

	return (
		<details class="filters" open={open}
			onToggle={(e) => setOpen(e.currentTarget.open)}>
			<summary>{n ? words("filters.on", { n })
				: words("filters")}</summary>
			<div class="grid">
				<Select name="topic" label={words("by.topic")}
					value={filter.topic}
					options={topicOptions(words("any"))}
					change={(topic) => set({ topic })} />
				<Select name="state" label={words("by.state")}
					value={filter.state}
					options={[["", words("any")],
						...STATES.map((s): [string, string] =>
							[s, words(`state.${s}`)])]}
					change={(state) => set({ state })} />
				{units.length > 0 && <Select name="unit"
					label={words("by.unit")} value={filter.unit}
					options={[["", words("any")],
						...units.map((u): [string, string] =>
							[u.id, u.name])]}
					change={(unit) => set({ unit })} />}
				<Select name="sort" label={words("by.sort")}
					value={filter.sort}
					options={[["", words("sort.support")],
						["new", words("sort.new")]]}
					change={(sort) => set({ sort })} />
			</div>
		</details>
	);
}

export default function Needs() {
	const filter = useFilter(NAMES);
	const list = useLoad<NeedPage>("/api/v1/needs" +
		filterQuery(NAMES, filter, filter.page));
	const asked = filter.q || filter.topic || filter.unit || filter.state;

	return (
		<Page title={words("list")}
			back={{ href: "/katalog", label: t("nav.catalogue") }}>
			<div class="stack">
				<p>{words("list.why")}</p>
				<p class="actions">
					<a class="button primary" href={`${PATH}/baru`}>
						<Icon name="add" size={20} />{words("propose")}
					</a>
				</p>
				<Search path={PATH} label={words("list.search")}
					address={(q) => PATH + filterQuery(NAMES,
						{ ...filter, q })} />
				<Filters filter={filter} units={list.data?.units ?? []} />
				<Loaded from={list}>{({ needs, page, pages, total }) =>
					needs.length === 0
						? <p class="card empty">
							{words(asked ? "list.noMatch" : "list.none")}
						</p>
						: <>
							<p class="facts" role="status">
								{words("list.count", { n: total })}
							</p>
							<ul class="plain stack">
								{needs.map((need) => <Card need={need}
									key={`${need.id} ${need.revision} ${
										need.supporters}`} />)}
							</ul>
							<Pager page={page} pages={pages} href={(n) =>
								PATH + filterQuery(NAMES, filter, n)} />
						</>}</Loaded>
			</div>
		</Page>
	);
}
