/*
 * /kelola/pelatihan: the programmes of one's agency.
 */
import type { Programme, ProgrammeState } from "../../../api/programme";
import { FilterForm, filterQuery, useFilter } from "../../../parts/filters";
import { Select } from "../../../parts/Field";
import { Icon } from "../../../parts/Icon";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { Pager, State } from "../../../parts/pieces";
import { number } from "../../../text/format";
import type { Named } from "../../../text/names";
import { words } from "../../../text/programme";
import { AgencyChoice } from "../AgencyChoice";
import { Csv } from "../Csv";
import { Tabs } from "../Tabs";

interface Listed {
	programmes: Programme[];
	page: number;
	pages: number;
	total: number;
}

const NAMES = ["state", "agency"] as const;
const PATH = "/kelola/pelatihan";
const LOOKS: Record<ProgrammeState, [Named["tone"], Named["icon"]]> = {
	draft: ["wait", "draft"], published: ["ok", "done"],
	closed: ["", "closed"],
};

export function ProgrammeStateLine({ state }: { state: ProgrammeState }) {
	const [tone, icon] = LOOKS[state];

	return <State named={{ word: words(`pstate.${state}`), tone, icon }} />;
}

function Card({ p }: { p: Programme }) {
	return (
		<li class="card linked stack near">
			<h2 class="card-title">
				<a class="cover" href={`${PATH}/${p.id}`}>{p.title}</a>
			</h2>
			<ProgrammeStateLine state={p.state} />
			<p class="facts">
				{[words("count.steps", { n: p.steps }),
					words("count.batches", { n: p.batches }),
					words("count.people", { n: number(p.enrolled, 0) })]
					.join(" · ")}
			</p>
		</li>
	);
}

export default function List() {
	const filter = useFilter(NAMES);
	const query = filterQuery(NAMES, filter, filter.page);
	const list = useLoad<Listed>(`/api/v1/programmes${query}`);
	const asked = filter.q || filter.state;

	return (
		<Page title={words("list")} action={
			<a class="button primary" href={`${PATH}/baru`}>
				<Icon name="add" size={20} />{words("list.add")}
			</a>}>
			<Tabs />
			<div class="stack">
				<p>{words("list.why")}</p>
				<AgencyChoice all />
				<FilterForm path={PATH} label={words("list.search")}
					names={NAMES} filter={filter}>{(set) =>
						<Select name="state" label={words("list.state")}
							value={filter.state}
							options={[["", words("list.all")],
								...(["draft", "published", "closed"] as const)
									.map((s): [string, string] =>
										[s, words(`pstate.${s}`)])]}
							change={(state) => set({ state })} />}
				</FilterForm>
				<Loaded from={list}>{({ programmes, page, pages }) =>
					programmes.length === 0
						? <p class="card empty">
							{words(asked ? "list.noMatch" : "list.none")}
						</p>
						: <>
							<ul class="plain stack">
								{programmes.map((p) =>
									<Card key={p.id} p={p} />)}
							</ul>
							<Pager page={page} pages={pages} href={(n) =>
								PATH + filterQuery(NAMES, filter, n)} />
							<p class="no-print"><Csv name="pelatihan.csv"
								path={`/api/v1/programmes.csv${
									filterQuery(NAMES, filter)}`} /></p>
						</>}</Loaded>
			</div>
		</Page>
	);
}
