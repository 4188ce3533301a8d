/*
 * /kelola/survei/:id/hasil: what came of an organiser's survey, and what can be
 * made of it: a file, a print, a need.
 */
import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { surveyPath, type Question, type ResultLine, type Results as Of,
	type Survey } from "../../../api/survey";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { byCount, keysOf } from "../../../survey/results";
import { words } from "../../../text/surveyResults";
import { words as surveys } from "../../../text/surveys";
import { Csv } from "../Csv";
import { answersOf, PATH, StateOf } from "./List";
import { Names } from "./Names";
import { Need, type NeedBegun } from "./Need";
import { askedOf, ResultsView } from "./ResultsView";
import { SurveyTabs } from "./SurveyTabs";

const SHORT = 80;

/*
 * What one wrote, or what most chose. A choice is a title only where needs were
 * asked for; "too hard" is none.
 */
function begin(of: Survey, line: ResultLine, q: Question | undefined,
	text?: string): NeedBegun {
	const most = q?.choices?.find(({ id }) => id ===
		byCount(keysOf(q, line), line.counts ?? {})[0])?.text ?? "";
	const about = text ?? `${askedOf(q, line.id)} ${most}`;
	const title = text ?? (of.purpose === "needs" ? most : "");

	return { question: askedOf(q, line.id), about,
		title: title.length <= SHORT ? title : "" };
}

function Show({ of, results }: { of: Survey; results: Of }) {
	const [asking, ask] = useState<NeedBegun | null>(null);
	const [made, setMade] = useState("");

	return (
		<div class="stack">
			<StateOf state={of.state} />
			<p class="facts">{answersOf(of)}</p>
			<div role="status">{made && <p class="notice ok">
				{words("need.done")}{" "}
				<a href={`/kebutuhan/${made}`}>{words("need.see")}</a>
			</p>}</div>
			<ResultsView results={results} around={{
				least: of.anonymous ? results.least : 1,
				then: (line, q, text) => <p class="no-print">
					<button type="button" class="button bare"
						onClick={() => ask(begin(of, line, q, text))}>
						{words("need")}{" "}
						<span class="hidden-words">
							{text ?? askedOf(q, line.id)}
						</span>
					</button>
				</p> }}>
				<p class="actions no-print">
					<Csv name={words("csv.name")}
						path={`${surveyPath(of.id)}/results.csv`} />
					<button type="button" class="button"
						onClick={() => print()}>{words("print")}</button>
				</p>
			</ResultsView>
			{!of.anonymous && <Names of={of} results={results} />}
			{asking && <Need survey={of.id} begun={asking}
				close={() => ask(null)} made={(id) => {
					ask(null);
					setMade(id);
					scrollTo(0, 0);
				}} />}
		</div>
	);
}

export default function Results() {
	const id = useRoute().params.id ?? "";
	const of = useLoad<Survey>(surveyPath(id));
	const results = useLoad<Of>(`${surveyPath(id)}/results`);

	return (
		<Page title={of.data?.title ?? words("results")}
			back={{ href: PATH, label: surveys("list.back") }}>
			<SurveyTabs id={id} />
			<Loaded from={of} page>{(survey) =>
				<Loaded from={results}>{(data) =>
					<Show of={survey} results={data} />}</Loaded>}</Loaded>
		</Page>
	);
}
