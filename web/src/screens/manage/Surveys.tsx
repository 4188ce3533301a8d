/*
 * What a module's survey was answered, version by version, in bars and words;
 * nothing of a question that too few have answered.
 */
import { useRoute } from "preact-iso";
import type { ModuleDetail } from "../../api/types";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { openable } from "../../text/names";
import { words } from "../../text/survey";
import { ModuleTabs } from "./ModuleTabs";
import { Question, type Line } from "./SurveyLines";

interface Results {
	least: number;
	surveys: {
		title: string;
		version: number;
		answers: number | null;
		questions: Line[] | null;
	}[];
}

export default function Surveys() {
	const id = useRoute().params.id ?? "";
	const path = `/api/v1/modules/${encodeURIComponent(id)}`;
	const results = useLoad<Results>(`${path}/surveys`);
	const module = useLoad<ModuleDetail>(path);
	const lessons = new Map(openable(module.data?.outline ?? [])
		.map((unit): [string, string] => [unit.key, unit.title]));

	return (
		<Page title={words("results")} back={{
			href: `/modul/${encodeURIComponent(id)}`,
			label: module.data?.title ?? t("nav.manage"),
		}}>
			<ModuleTabs id={id} />
			<Loaded from={results}>{({ surveys, least }) =>
				<div class="stack far">
					<p class="quiet">{words(surveys.length
						? "results.few" : "results.none", { n: least })}</p>
					{surveys.map((s) =>
						<section class="card stack" key={s.version}
							aria-label={words("results.version",
								{ version: s.version })}>
							<h2>{words("results.version",
								{ version: s.version })}</h2>
							{s.questions
								? <ul class="plain stack">
									{s.questions.map((line) =>
										<Question key={line.id} line={line}
											lessons={lessons} />)}
								</ul>
								: <p class="quiet">
									{words("results.fewHere")}
								</p>}
						</section>)}
				</div>}
			</Loaded>
		</Page>
	);
}
