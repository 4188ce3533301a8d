/* One question in numbers: it opens, and tells who chose what. */
import type { QuestionNumbers } from "../../../api/numbers";
import { Html } from "../../../questions/html";
import { duration, number } from "../../../text/format";
import { words } from "../../../text/numbers";
import { letter, percent, sentence } from "./tell";

const NO_FILES = { files: null, tokens: {} };

export function time(ms: number): string {
	return ms < 120_000
		? words("seconds", { n: number(ms / 1000, 0) }) : duration(ms);
}

export function discrimination(value: number | null): string {
	return value === null ? words("discrimination.unknown")
		: words(value < 0 ? "discrimination.against"
			: value < .1 ? "discrimination.none"
				: value < .2 ? "discrimination.some"
					: "discrimination.good",
		{ value: number(value, 2) });
}

function Choices({ q }: { q: QuestionNumbers }) {
	const thirds = q.choices?.some((c) => c.thirds);
	const of = q.numbers!.thirds;

	return (
		<>
			<table class="table numbers-table" role="table"
				aria-label={words("choices.of", { id: q.id })}>
				<thead role="rowgroup">
					<tr role="row">
						<th scope="col" role="columnheader">
							{words("choice")}
						</th>
						<th scope="col" role="columnheader">
							{words("choice.n")}
						</th>
						{thirds && ["low", "middle", "high"].map((which) =>
							<th scope="col" role="columnheader" key={which}>
								{words(`choice.${which}` as "choice.low")}
							</th>)}
						<th scope="col" role="columnheader">
							{words("choice.mean")}
						</th>
					</tr>
				</thead>
				<tbody role="rowgroup">
					{q.choices!.map((c, i) =>
						<tr role="row" key={i}>
							<th scope="row" role="rowheader">
								<strong>{letter(q, i)}</strong>
								{c.html && <>{" · "}
									<Html {...NO_FILES} html={c.html}
										inline /></>}
								{c.right && <strong>
									{` (${words("choice.key")})`}
								</strong>}
							</th>
							<td role="cell" data-label={words("choice.n")}>
								{`${c.n} (${words("percent",
									{ n: percent(q.n ? c.n / q.n : 0) })})`}
								<progress max={q.n} value={c.n}
									aria-label={letter(q, i)} />
							</td>
							{thirds && (["low", "middle", "high"] as const)
								.map((which, k) =>
									<td role="cell" key={which}
										data-label={words(`choice.${which}`)}>
										{of[k]
											? words("percent", { n: percent(
												c.thirds![k]! / of[k]!) })
											: "–"}
									</td>)}
							<td role="cell" data-label={words("choice.mean")}>
								{c.meanTotal === null ? "–"
									: number(100 * c.meanTotal)}
							</td>
						</tr>)}
				</tbody>
			</table>
			<p class="facts">{words("choices.help")}</p>
		</>
	);
}

function Facts({ q }: { q: QuestionNumbers }) {
	const n = q.numbers!;
	const lines: [string, string][] = [
		[words("question.n"), words("question.n.n", { n: q.n })],
		[words("question.facility"),
			words("percent", { n: number(100 * n.facility) })],
		[words("question.discrimination"), discrimination(n.discrimination)],
		[words("question.time"), n.medianMs === null ? "–"
			: time(n.medianMs)],
		[words("question.empty"), String(n.empty)],
	];

	return (
		<dl class="numbers-facts">
			{lines.map(([name, value]) =>
				[<dt>{name}</dt>, <dd>{value}</dd>])}
		</dl>
	);
}

export function Question({ q, least, several }: {
	q: QuestionNumbers;
	least: number;
	several: boolean;	/* versions are shown together */
}) {
	const said = sentence(q);
	const about = [
		words("question.head", { id: q.id }),
		several && words("question.version",
			{ versions: q.versions.join(", ") }),
		q.source !== "unit" && words("question.bank"),
		q.numbers ? words("question.percent",
			{ percent: percent(q.numbers.facility) })
			: words("question.few", { n: q.n }),
		said && words("marked"),
	].filter(Boolean).join(" · ");

	return (
		<li>
			<details class="numbers-fold card">
				<summary>{about}</summary>
				<div class="stack">
					{q.html ? <Html {...NO_FILES} html={q.html} />
						: q.html === null &&
							<p class="quiet">{words("question.gone")}</p>}
					{said && <p>{said}</p>}
					{q.numbers && q.judged === "no" &&
						<p class="quiet">{words("few.judged",
							{ n: q.n, least })}</p>}
					{q.numbers && <Facts q={q} />}
					{q.choices && <Choices q={q} />}
				</div>
			</details>
		</li>
	);
}
