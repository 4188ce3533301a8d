/*
 * What a module's survey was answered, version by version; nothing of a question
 * that too few have answered.
 */
import { useRoute } from "preact-iso";
import type { Results } from "../../api/survey";
import type { ModuleDetail } from "../../api/types";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { openable } from "../../text/names";
import { words } from "../../text/survey";
import { ModuleTabs } from "./ModuleTabs";
import { Files } from "./survey/Files";
import { ResultsView } from "./survey/ResultsView";

export default function Surveys() {
	const id = useRoute().params.id ?? "";
	const path = `/api/v1/modules/${encodeURIComponent(id)}`;
	const from = useLoad<Results>(`${path}/surveys`);
	const module = useLoad<ModuleDetail>(path);
	const lessons = new Map(openable(module.data?.outline ?? [])
		.map((unit): [string, string] => [unit.key, unit.title]));

	return (
		<Page title={words("results")} back={{
			href: `/modul/${encodeURIComponent(id)}`,
			label: module.data?.title ?? t("nav.manage"),
		}}>
			<ModuleTabs id={id} />
			<Loaded from={from}>{(results) =>
				results.versions.length === 0
					? <p class="quiet">{words("results.none")}</p>
					: <ResultsView results={results}
						around={{ least: results.least, lessons }}>
						<Files results={results} lessons={lessons} />
					</ResultsView>}
			</Loaded>
		</Page>
	);
}
