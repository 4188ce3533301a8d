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
import { Question, type Results } from "./SurveyLines";

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
			<Loaded from={results}>{({ versions, least }) =>
				<div class="stack far">
					<p class="quiet">{words(versions.length
						? "results.few" : "results.none", { n: least })}</p>
					{versions.map((v) =>
						<section class="card stack" key={v.id}
							aria-label={words("results.version",
								{ version: v.number })}>
							<h2>{words("results.version",
								{ version: v.number })}</h2>
							{v.answers === null
								? <p class="quiet">
									{words("results.fewHere")}
								</p>
								: <ul class="plain stack">
									{v.lines.map((line) =>
										<Question key={line.id} line={line}
											lessons={lessons} />)}
								</ul>}
						</section>)}
				</div>}
			</Loaded>
		</Page>
	);
}
