/*
 * What the author says of a module, as learners read it.
 */
import type { ModuleDetail } from "../../api/types";
import { calendarDay, number } from "../../text/format";
import { fieldName, w } from "../../text/catalogue";

/* What those who answer for it can do about it. */
function Actions({ module }: { module: ModuleDetail }) {
	const id = encodeURIComponent(module.id);

	return (
		<p class="actions">
			<a class="button" href={`/kelola/modul/${id}/keterangan`}>
				{w("edit")}
			</a>
			{module.state === "draft" && module.outline.length > 0 &&
				<a class="button" href={`/modul/${id}?versi=${
					encodeURIComponent(module.version.id)}`}>
					{w("preview")}
				</a>}
		</p>
	);
}

export function About({ module, manages }: {
	module: ModuleDetail;
	manages: boolean;
}) {
	const rows = ([
		[w("about.field"), module.field && fieldName(module.field)],
		[w("about.jp"), module.jp && number(module.jp)],
		[w("about.contact"), module.contact],
		[w("about.legal"), module.legalBasis],
		[w("about.review"), module.reviewBy && calendarDay(module.reviewBy)],
	] as [string, string | null][]).filter(([, value]) => value);

	return rows.length === 0 && !manages ? null : (
		<section class="stack near" aria-labelledby="about">
			<h2 id="about">{w("about")}</h2>
			<dl class="rows">
				{rows.map(([name, value]) =>
					<div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
			</dl>
			{manages && <Actions module={module} />}
		</section>
	);
}
