/*
 * /kelola/survei: the surveys of one's agency, by their state.
 */
import type { SurveyLine, SurveyPage, SurveyState } from "../../../api/survey";
import { FilterForm, filterQuery, useFilter } from "../../../parts/filters";
import { Select } from "../../../parts/Field";
import { Icon } from "../../../parts/Icon";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { Pager, State } from "../../../parts/pieces";
import { moment, number } from "../../../text/format";
import type { Named } from "../../../text/names";
import { words } from "../../../text/surveys";
import { AgencyChoice } from "../AgencyChoice";
import { Tabs } from "../Tabs";

const NAMES = ["state", "agency"] as const;
export const PATH = "/kelola/survei";

const LOOKS: Record<SurveyState, [Named["tone"], Named["icon"]]> = {
	draft: ["wait", "draft"], open: ["ok", "done"], closed: ["", "closed"],
};

export function StateOf({ state }: { state: SurveyState }) {
	const [tone, icon] = LOOKS[state];

	return <State named={{ word: words(`state.${state}`), tone, icon }} />;
}

export function answersOf(of: SurveyLine): string {
	return [
		of.asked !== null && words("asked", { n: number(of.asked, 0) }),
		of.state !== "draft" && (of.answered === null
			? words("answered.few")
			: words("answered", { n: number(of.answered, 0) })),
	].filter(Boolean).join(" · ");
}

function Card({ of }: { of: SurveyLine }) {
	return (
		<li class="card linked stack near">
			<h2 class="card-title">
				<a class="cover" href={`${PATH}/${of.id}`}>{of.title}</a>
			</h2>
			<StateOf state={of.state} />
			<p class="facts">
				{[words(`short.${of.purpose}`),
					of.version.number > 1 &&
						words("version", { n: of.version.number }),
					of.closesAt && of.state === "open" &&
						words("until", { at: moment(of.closesAt) })]
					.filter(Boolean).join(" · ")}
			</p>
			<p class="facts">{answersOf(of)}</p>
		</li>
	);
}

export default function List() {
	const filter = useFilter(NAMES);
	const list = useLoad<SurveyPage>("/api/v1/surveys" +
		filterQuery(NAMES, filter, filter.page));

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
								...(["draft", "open", "closed"] as const)
									.map((s): [string, string] =>
										[s, words(`state.${s}`)])]}
							change={(state) => set({ state })} />}
				</FilterForm>
				<Loaded from={list}>{({ surveys, page, pages }) =>
					surveys.length === 0
						? <p class="card empty">
							{words(filter.q || filter.state
								? "list.noMatch" : "list.none")}
						</p>
						: <>
							<ul class="plain stack">
								{surveys.map((of) =>
									<Card key={of.id} of={of} />)}
							</ul>
							<Pager page={page} pages={pages} href={(n) =>
								PATH + filterQuery(NAMES, filter, n)} />
						</>}</Loaded>
			</div>
		</Page>
	);
}
