/*
 * /kelola/angkatan: the batches of one's agency, the one that ends last first;
 * or the choice of one of them for people who were chosen before.
 */
import { useLocation } from "preact-iso";
import type { Batch } from "../../../api/programme";
import { FilterForm, filterQuery, useFilter } from "../../../parts/filters";
import { Select } from "../../../parts/Field";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { Pager } from "../../../parts/pieces";
import { day, number } from "../../../text/format";
import { words } from "../../../text/programme";
import { AgencyChoice } from "../AgencyChoice";
import { Csv } from "../Csv";
import { Tabs } from "../Tabs";
import { whomOf, whomQuery, type Whom } from "./enrolling";

interface Listed {
	batches: Batch[];
	page: number;
	pages: number;
	total: number;
}

const NAMES = ["state", "agency"] as const;
const PATH = "/kelola/angkatan";

function BatchCard({ batch, whom = null }: {
	batch: Batch;
	whom?: Whom | null;
}) {
	return (
		<li class="card linked stack near">
			<h2 class="card-title">
				<a class="cover" href={`${PATH}/${batch.id}${whomQuery(whom)}`}>
					{batch.programme.title}
				</a>
			</h2>
			<p>{batch.name}</p>
			<p class="facts">
				{[words("dates", { from: day(batch.startsAt),
					to: day(batch.endsAt) }),
				words("run.sum", { completed: batch.completed,
					enrolled: number(batch.enrolled, 0) }),
				batch.state !== "open" && words(`bstate.${batch.state}`)]
					.filter(Boolean).join(" · ")}
			</p>
		</li>
	);
}

function Cards({ batches, whom }: { batches: Batch[]; whom: Whom | null }) {
	return (
		<ul class="plain stack">
			{batches.map((b) =>
				<BatchCard key={b.id} batch={b} whom={whom} />)}
		</ul>
	);
}

function whose(whom: Whom): string {
	return whom.by !== "list" ? words(`choose.${whom.by}`)
		: whom.people.length ? words("choose.list",
			{ n: number(whom.people.length, 0) }) : words("choose.lost");
}

/* Where people can be enrolled now. */
function Choose({ whom, agency }: { whom: Whom; agency: string }) {
	const list = useLoad<Listed>("/api/v1/batches?state=open" +
		(agency && `&agency=${encodeURIComponent(agency)}`));

	return (
		<div class="stack">
			<p class="notice">{whose(whom)}</p>
			<Loaded from={list}>{({ batches }) => {
				const fit = batches.filter((b) =>
					b.programme.state === "published");

				return fit.length ? <Cards batches={fit} whom={whom} />
					: <p class="card empty">
						{words("choose.none")}{" "}
						<a href="/kelola/pelatihan">{words("list")}</a>
					</p>;
			}}</Loaded>
		</div>
	);
}

function List() {
	const filter = useFilter(NAMES);
	const query = filterQuery(NAMES, filter, filter.page);
	const list = useLoad<Listed>(`/api/v1/batches${query}`);

	return (
		<div class="stack">
			<AgencyChoice all />
			<FilterForm path={PATH} label={words("batches.search")}
				names={NAMES} filter={filter}>{(set) =>
					<Select name="state" label={words("list.state")}
						value={filter.state}
						options={[["", words("list.all")],
							...(["open", "closed", "cancelled"] as const)
								.map((s): [string, string] =>
									[s, words(`bstate.${s}`)])]}
						change={(state) => set({ state })} />}
			</FilterForm>
			<Loaded from={list}>{({ batches, page, pages }) =>
				batches.length === 0
					? <p class="card empty">
						{words(filter.q || filter.state
							? "batches.noMatch" : "batches.none")}
					</p>
					: <>
						<Cards batches={batches} whom={null} />
						<Pager page={page} pages={pages} href={(n) =>
							PATH + filterQuery(NAMES, filter, n)} />
						<p class="no-print"><Csv name="angkatan.csv"
							path={`/api/v1/batches.csv${
								filterQuery(NAMES, filter)}`} /></p>
					</>}</Loaded>
		</div>
	);
}

export default function Batches() {
	const { query } = useLocation();
	const whom = whomOf(query);

	return (
		<Page title={words(whom ? "choose" : "batches")}>
			<Tabs />
			{whom ? <Choose whom={whom} agency={query.agency ?? ""} />
				: <List />}
		</Page>
	);
}
