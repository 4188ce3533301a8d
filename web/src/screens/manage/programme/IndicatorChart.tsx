/*
 * The figures of one indicator over time, hollow before and full after, with the
 * end of each batch as a dashed line. Its words stand beside it as a table.
 */
import type { Indicator, Learned } from "../../../api/indicator";
import { day, number } from "../../../text/format";
import { words } from "../../../text/indicator";
import "./indicator.css";

const WIDE = 320, HIGH = 150;
const LEFT = 46, RIGHT = 10, TOP = 10, BOTTOM = 22;

const at = (of: string): number => Date.parse(`${of}T05:00:00Z`);

/* From a value to a place; in the middle where all are one. */
function scale(low: number, high: number, from: number, to: number) {
	return (value: number): number => high > low
		? from + (value - low) / (high - low) * (to - from)
		: (from + to) / 2;
}

export function IndicatorChart({ of, learning, label }: {
	of: Indicator;
	learning: Learned[];
	label: string;
}) {
	const figures = of.values.filter((v) => !v.takenBackAt);
	const ends = learning.filter((b) => b.completed > 0)
		.map((b) => b.endsAt);
	const days = figures.map((v) => at(v.day));
	const low = Math.min(...days, ...ends);
	const high = Math.max(...days, ...ends);
	const values = figures.map((v) => v.value);
	const least = Math.min(...values), most = Math.max(...values);
	const x = scale(low, high, LEFT + 6, WIDE - RIGHT - 6);
	const y = scale(least, most, HIGH - BOTTOM - 8, TOP + 8);

	if (figures.length === 0)
		return null;
	return (
		<figure class="indicator-chart">
			<svg viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={label}>
				<path class="frame" d={`M${LEFT} ${TOP}V${HIGH - BOTTOM}H${
					WIDE - RIGHT}`} />
				{ends.map((end) => <path key={end} class="mark"
					d={`M${x(end)} ${TOP}V${HIGH - BOTTOM}`} />)}
				{figures.map((v) => <circle key={v.id} class={v.phase}
					cx={x(at(v.day))} cy={y(v.value)} r="5" />)}
				<text x={LEFT - 6} y={y(most) + 4} text-anchor="end">
					{number(most, 2)}</text>
				{most > least && <text x={LEFT - 6} y={y(least) + 4}
					text-anchor="end">{number(least, 2)}</text>}
				<text x={LEFT} y={HIGH - 6}>{day(low)}</text>
				{high > low && <text x={WIDE - RIGHT} y={HIGH - 6}
					text-anchor="end">{day(high)}</text>}
			</svg>
			<figcaption class="facts">
				{words("chart.before")} · {words("chart.after")}
				{ends.length > 0 && ` · ${words("chart.batch")}`}
			</figcaption>
		</figure>
	);
}
