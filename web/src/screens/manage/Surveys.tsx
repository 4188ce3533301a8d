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
import { number } from "../../text/format";
import { openable } from "../../text/names";
import { words } from "../../text/survey";
import { ModuleTabs } from "./ModuleTabs";

type Id = "applicable" | "examples" | "difficulty" | "time" | "opened" |
	"helped" | "improve" | "improveHow" | "topics";

interface Line {
	id: Id;
	kind: "scale" | "choice" | "lesson" | "text";
	answers: number | null;
	counts?: Record<string, number>;
	texts?: string[];
}

interface Results {
	least: number;
	surveys: {
		title: string;
		version: number;
		answers: number | null;
		questions: Line[] | null;
	}[];
}

const CHOICES: Record<string, string[]> = {
	scale: ["5", "4", "3", "2", "1"],
	difficulty: ["easy", "right", "hard"],
	time: ["less", "fits", "more"],
};

function mean(counts: Record<string, number>, of: number): number {
	return Object.entries(counts)
		.reduce((sum, [value, n]) => sum + Number(value) * n, 0) / of;
}

function Bars({ line, lessons }: {
	line: Line;
	lessons: Map<string, string>;
}) {
	const counts = line.counts ?? {};
	const all = line.answers ?? 0;
	const keys = CHOICES[line.kind === "scale" ? "scale" : line.id] ??
		Object.keys(counts).sort((a, b) => counts[b]! - counts[a]!);
	const name = (key: string) => line.kind === "lesson"
		? lessons.get(key) ?? key
		: line.kind === "scale"
			? words(`scale.${key}` as "scale.1")
			: words(`${line.id}.${key}` as "time.fits");

	return (
		<ul class="plain bars">
			{keys.map((key) =>
				<li key={key}>
					<span>{name(key)}</span>
					<progress max={all} value={counts[key] ?? 0}
						aria-label={name(key)} />
					<span class="bars-n">{counts[key] ?? 0}</span>
				</li>)}
		</ul>
	);
}

function Question({ line, lessons }: {
	line: Line;
	lessons: Map<string, string>;
}) {
	return (
		<li class="stack near">
			<h3>{words(line.id)}</h3>
			{line.answers === null
				? <p class="quiet">{words("results.fewHere")}</p>
				: <p class="facts">
					{words("results.n", { n: line.answers })}
					{line.kind === "scale" && ` · ${words("results.mean", {
						mean: number(mean(line.counts!, line.answers), 1),
					})}`}
				</p>}
			{line.counts && <Bars line={line} lessons={lessons} />}
			{line.texts &&
				<ul>{line.texts.map((text, i) => <li key={i}>{text}</li>)}</ul>}
		</li>
	);
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
