/* Mistakes that I reported, and what was answered; nothing when there are none. */
import type { ErrorReport } from "../api/types";
import { useLoad } from "../parts/load";
import { moment } from "../text/format";
import { words } from "../text/reports";

export function MyReports() {
	const { data } = useLoad<{ reports: ErrorReport[] }>("/api/v1/me/errors");

	return !data || data.reports.length === 0 ? null : (
		<section class="stack near" aria-labelledby="my-reports">
			<h2 id="my-reports">{words("mine")}</h2>
			<ul class="plain cards">
				{data.reports.map((r) =>
					<li class="card stack near" key={r.id}>
						<h3><a href={`/modul/${r.module.id}`}>
							{r.unit.title}
						</a></h3>
						<p class="facts">{words("mine.state", {
							state: words(`state.${r.state}`), at: moment(r.at),
						})}</p>
						<p class="said">{r.text}</p>
						{r.answer && (
							<div class="notice">
								<p class="strong">{words("answer.from", {
									name: r.answeredBy,
									at: moment(r.answeredAt),
								})}</p>
								<p class="said">{r.answer}</p>
							</div>
						)}
					</li>)}
			</ul>
		</section>
	);
}
