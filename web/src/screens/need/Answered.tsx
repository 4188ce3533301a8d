/* On the page of a module or a programme: the needs that it answers. */
import type { Need } from "../../api/need";
import { useLoad } from "../../parts/load";
import { number } from "../../text/format";
import { words } from "../../text/needOf";

export function Answered({ kind, id }: {
	kind: "modules" | "programmes";
	id: string;
}) {
	const { data } = useLoad<{ needs: Need[] }>(
		`/api/v1/${kind}/${encodeURIComponent(id)}/needs`);

	return !data?.needs.length ? null : (
		<section class="stack near" aria-labelledby="answered">
			<h2 id="answered">{words("answers")}</h2>
			<ul class="dots">
				{data.needs.map((need) => <li key={need.id}>
					<a href={`/kebutuhan/${need.id}`}>{need.title}</a>
					{need.supporters !== null && need.supporters > 0 && <span class="facts">
						{` · ${words(need.rounded ? "answers.least"
							: "answers.supporters",
						{ n: number(need.supporters, 0) })}`}
					</span>}
				</li>)}
			</ul>
		</section>
	);
}
