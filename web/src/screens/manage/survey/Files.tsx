/*
 * Results as a file for Excel, and printed. Of modules and events the file is
 * made here: the words of their form are the browser's.
 */
import type { Group, ResultLine, Results, VersionResults } from
	"../../../api/survey";
import { save, tableText, type Rows } from "../../../bank/sheet";
import { keysOf } from "../../../survey/results";
import { number } from "../../../text/format";
import { words } from "../../../text/surveyResults";
import { askedOf, groupName, labelOf } from "./ResultsView";

type Lessons = Map<string, string>;

function lineRows(of: VersionResults, line: ResultLine, begin: string[],
	least: number, lessons: Lessons | undefined): Rows {
	const q = of.form.questions.find(({ id }) => id === line.id);
	const row = (...rest: string[]) =>
		[...begin, askedOf(q, line.id), ...rest];
	const all = number(line.answers ?? 0, 0);

	if (line.answers === null)
		return [row(words("few", { n: least }), "", "")];
	if (line.kind === "text")
		return (line.texts ?? []).map((text) => row(text, all, ""));
	return keysOf(q, line).map((key) => row(labelOf(q, line, key,
		{ least, lessons }), all, number(line.counts?.[key] ?? 0, 0)));
}

function rowsOf(results: Results, lessons: Lessons | undefined): Rows {
	const head = (["file.version", "file.group", "file.question", "file.answer",
		"column.answers", "file.count"] as const).map((name) => words(name));
	const of = (v: VersionResults, group: string, lines: ResultLine[]) =>
		lines.flatMap((line) => lineRows(v, line,
			[number(v.number, 0), group], results.least, lessons));
	const groups = (v: VersionResults, by: "units" | "batches") =>
		v[by].flatMap((group: Group) =>
			of(v, groupName(group, v[by]), group.lines));

	return [head, ...results.versions.flatMap((v) => [
		...of(v, words("by.all"), v.lines),
		...groups(v, "units"), ...groups(v, "batches")])];
}

export function Files({ results, lessons }: {
	results: Results;
	lessons?: Lessons;
}) {
	return (
		<p class="actions no-print">
			<button type="button" class="button bare" onClick={() =>
				save(new Blob([tableText(rowsOf(results, lessons))],
					{ type: "text/csv" }), words("csv.name"))}>
				{words("csv")}
			</button>
			<button type="button" class="button" onClick={() => print()}>
				{words("print")}
			</button>
		</p>
	);
}
