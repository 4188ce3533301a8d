/*
 * What a survey was answered, question by question, in bars and words.
 */
import { number } from "../../text/format";
import { words } from "../../text/survey";

type Id = "applicable" | "examples" | "difficulty" | "time" | "opened" |
	"helped" | "improve" | "improveHow" | "topics";

export interface Line {
	id: Id;
	kind: "scale" | "choice" | "lesson" | "text";
	answers: number | null;
	counts: Record<string, number> | null;
	texts?: string[];
}

/* What modules and events answer: a line for each question of each version. */
export interface Results {
	least: number;
	versions: {
		id: string;
		number: number;
		title: string | null;
		answers: number | null;
		lines: Line[];
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

export function Question({ line, lessons }: {
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
