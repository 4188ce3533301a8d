/* Bars by their size with a cumulative line, and a question about them. */
import { paretoBars, type ParetoBar } from "../../../practice/activity";
import { writeNumber } from "../../../practice/number";
import type { Pareto } from "../../../practice/types";
import { fill } from "../shell";
import { Check } from "./Check";
import { useHere } from "./context";
import { usePlain } from "./Rich";

const WIDE = 320, HIGH = 180, FOOT = 22, SIDE = 34;
const MUCH = .8;

function Chart({ bars, all }: { bars: ParetoBar[]; all: number }) {
	const { words } = useHere();
	const step = (WIDE - 2 * SIDE) / bars.length;
	const y = (part: number) => HIGH - FOOT - part * (HIGH - FOOT - 14);
	const x = (i: number) => SIDE + step * (i + .5);

	return (
		<svg class="pareto" viewBox={`0 0 ${WIDE} ${HIGH}`} role="img"
			aria-label={words.chart}>
			{[0, .5, 1].map((part) =>
				<g key={part}>
					<line class="ring" x1={SIDE} x2={WIDE - SIDE}
						y1={y(part)} y2={y(part)} />
					<text x={SIDE - 4} y={y(part) + 4} text-anchor="end">
						{Math.round(all * part)}
					</text>
					<text x={WIDE - SIDE + 4} y={y(part) + 4}>
						{100 * part}%
					</text>
				</g>)}
			{bars.map((bar, i) =>
				<g key={i}>
					<rect class="column" x={x(i) - step * .36}
						width={step * .72} y={y(bar.count / all)}
						height={HIGH - FOOT - y(bar.count / all)} />
					<text x={x(i)} y={HIGH - 6} text-anchor="middle">
						{i + 1}
					</text>
				</g>)}
			<polyline class="line" points={bars.map((bar, i) =>
				`${x(i).toFixed(1)},${y(bar.cumulative).toFixed(1)}`)
				.join(" ")} />
			{bars.map((bar, i) =>
				<circle key={i} class="dot" r="3" cx={x(i)}
					cy={y(bar.cumulative)} />)}
		</svg>
	);
}

export function ParetoActivity({ of }: { of: Pareto }) {
	const { words, lang } = useHere();
	const plain = usePlain();
	const bars = paretoBars(of);
	const all = bars.reduce((sum, b) => sum + b.count, 0) || 1;
	const n = bars.findIndex((b) => b.cumulative >= MUCH) + 1 || bars.length;
	const percent = (part: number) => writeNumber(
		Math.round(part * 100), lang);

	return (
		<>
			<p>{fill(words.pareto, {
				text: plain(bars[0]?.text), count: bars[0]?.count ?? 0, all, n,
				percent: percent(bars[n - 1]?.cumulative ?? 0),
			})}</p>
			<Chart bars={bars} all={all} />
			<div class="scroll" role="group" tabIndex={0}
				aria-label={words.table}>
				<table>
					<thead>
						<tr>
							<th scope="col">{words.item}</th>
							<th scope="col">{words.count}</th>
							<th scope="col">{words.cumulative}</th>
						</tr>
					</thead>
					<tbody>
						{bars.map((bar, i) =>
							<tr key={i}>
								<th scope="row">{i + 1}. {plain(bar.text)}</th>
								<td>{bar.count}</td>
								<td>{percent(bar.cumulative)} %</td>
							</tr>)}
					</tbody>
				</table>
			</div>
			{of.question && <Check bare label={words.activity}
				q={{ ...of.question, id: of.question.id ?? of.id }} />}
		</>
	);
}
