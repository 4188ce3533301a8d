/* What is linked to an event, phase by phase; what is not open says when. */
import type { EventWhole, Material, Phase } from "../../api/event";
import { lessonHref } from "../../parts/Outline";
import { bytes } from "../../text/format";
import { words } from "../../text/event";

const PHASES: Phase[] = ["before", "during", "after"];

export function hrefOf(m: Material): string {
	if (m.href)
		return m.href;
	if (m.module)
		return m.unit ? lessonHref(m.module, m.unit)
			: `/modul/${encodeURIComponent(m.module)}`;
	return m.url ?? "";
}

export function materialFacts(m: Material): string {
	return words(`material.${m.kind}`) + (m.bytes ? ` · ${bytes(m.bytes)}` : "");
}

function Line({ of }: { of: Material }) {
	const outside = !!of.url || !!of.href;

	return (
		<li>
			{of.shown
				? <a href={hrefOf(of)} target={outside ? "_blank" : undefined}
					rel={outside ? "noopener noreferrer" : undefined}>
					{of.title}
				</a>
				: <span>{of.title}</span>}
			<div class="facts">
				{materialFacts(of)}
				{!of.shown && ` · ${words(`later.${of.phase}`)}`}
			</div>
		</li>
	);
}

export function Materials({ of }: { of: EventWhole }) {
	return of.materials.length === 0 ? null : (
		<section class="card stack near" aria-labelledby="materi">
			<h2 id="materi">{words("materials")}</h2>
			{PHASES.map((phase) => {
				const all = of.materials.filter((m) => m.phase === phase);

				return all.length === 0 ? null : (
					<div class="stack near" key={phase}>
						<h3>{words(`phase.${phase}`)}</h3>
						<ul class="plain stack near">
							{all.map((m) => <Line key={m.id} of={m} />)}
						</ul>
					</div>
				);
			})}
		</section>
	);
}
