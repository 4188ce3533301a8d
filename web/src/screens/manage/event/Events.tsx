/* Kelola: the events of one's agency, in whatever state. */
import { useLocation } from "preact-iso";
import type { EventLine, EventList } from "../../../api/event";
import { FilterForm, filterQuery, useFilter } from "../../../parts/filters";
import { Icon } from "../../../parts/Icon";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { t } from "../../../text";
import { words } from "../../../text/event";
import { lineFacts } from "../../event/pieces";
import { Tabs } from "../Tabs";

const PATH = "/kelola/kegiatan";

function Row({ of }: { of: EventLine }) {
	return (
		<li class="card linked stack near">
			<h2><a class="cover" href={`${PATH}/${of.id}`}>{of.title}</a></h2>
			<p class="facts">{lineFacts(of)}</p>
			<p class="facts">
				{words("managed.seats", { n: of.registered })}
				{of.waiting > 0 &&
					` · ${words("managed.waiting", { n: of.waiting })}`}
			</p>
			<p><span class={`state ${of.state === "published" ? "ok"
				: of.state === "cancelled" ? "bad" : "wait"}`}>
				{words(`state.${of.state}`)}
			</span></p>
		</li>
	);
}

export default function Events() {
	const { route } = useLocation();
	const filter = useFilter<never>([]);
	const query = filterQuery<never>([], filter, filter.page);
	const load = useLoad<EventList>("/api/v1/events" +
		(query ? `${query}&` : "?") + "list=managed");
	const turn = (page: number) =>
		route(PATH + filterQuery<never>([], filter, page));

	return (
		<Page title={words("events")} action={
			<a class="button primary" href={`${PATH}/baru`}>
				<Icon name="add" size={20} />{words("new")}
			</a>}>
			<Tabs />
			<div class="stack">
				<FilterForm<never> path={PATH} label={words("managed.search")}
					names={[]} filter={filter}>{() => null}</FilterForm>
				<Loaded from={load}>{({ events, page, more }) => <>
					{events.length === 0
						? <p class="quiet">{words("managed.none")}</p>
						: <ul class="plain cards">
							{events.map((e) => <Row key={e.id} of={e} />)}
						</ul>}
					{(page > 1 || more) && <p class="actions">
						{page > 1 && <button class="button" type="button"
							onClick={() => turn(page - 1)}>
							{t("pager.before")}
						</button>}
						{more && <button class="button" type="button"
							onClick={() => turn(page + 1)}>
							{t("pager.after")}
						</button>}
					</p>}
				</>}</Loaded>
			</div>
		</Page>
	);
}
