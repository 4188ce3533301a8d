/* What finished revisions changed: the figure before, and of each version since. */
import type { Effect, Effects, EffectSide } from "../../../api/revision";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { day } from "../../../text/format";
import { words } from "../../../text/revision";
import { measured, sentence } from "./tell";

function Side({ of, side, least }: {
	of: Effect;
	side: EffectSide;
	least: number;
}) {
	return (
		<>{side.value === null
			? words("effect.few", { version: side.version, n: side.n, least })
			: words("effect.row", { version: side.version, n: side.n,
				value: measured(of.measure, side.value) })}</>
	);
}

function Row({ of, least }: { of: Effect; least: number }) {
	const { revision: task, before, after } = of;
	const most = Math.max(0, ...after.map((side) => side.n));

	return (
		<li class="card stack near">
			<p class="strong">
				{task.hint ? sentence(task.hint) : task.words}
			</p>
			<p class="facts">
				{words(`cause.${task.cause}`)}
				{task.regulation && ` · ${task.regulation}`}
				{task.version && ` · ${words("done", { n: task.version,
					at: day(task.closedAt ?? 0) })}`}
			</p>
			<p>{words(`measure.${of.measure}`)}</p>
			<dl class="effect">
				<dt>{words("effect.before")}</dt>
				<dd>{before ? <Side of={of} side={before} least={least} />
					: words("effect.never")}</dd>
				<dt>{words("effect.after")}</dt>
				{after.length === 0
					? <dd>{words("effect.never")}</dd>
					: after.map((side) =>
						<dd key={side.version}>
							<Side of={of} side={side} least={least} />
						</dd>)}
			</dl>
			{of.early && <p class="notice">{words("effect.early",
				{ least, before: before?.n ?? 0, after: most })}</p>}
		</li>
	);
}

export function EffectSection({ path }: { path: string }) {
	const effects = useLoad<Effects>(`${path}/effect`);

	return (
		<Loaded from={effects}>{({ effects: all, least }) =>
			<section class="stack near" aria-labelledby="effect">
				<h2 id="effect">{words("effect")}</h2>
				{all.length === 0
					? <p class="quiet">{words("effect.none")}</p>
					: <>
						<p class="small quiet">{words("effect.what")}</p>
						<ul class="plain stack">
							{all.map((e) => <Row key={e.revision.id} of={e}
								least={least} />)}
						</ul>
					</>}
			</section>}
		</Loaded>
	);
}
