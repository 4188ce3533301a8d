/* What to take next, where something was finished, and why just that. */
import type { Next } from "../../api/competency";
import { useLoad } from "../../parts/load";
import { words } from "../../text/competency";

/** After that module; "" after anything else. */
export function Then({ module, level = 3 }: {
	module: string;
	level?: 2 | 3;
}) {
	const Heading = level === 2 ? "h2" : "h3";
	const { data } = useLoad<Next>(module
		? `/api/v1/modules/${encodeURIComponent(module)}/next`
		: "/api/v1/me/next");

	return !data?.next.length ? null : (
		<div class="stack near">
			<Heading>{words("then")}</Heading>
			<ul class="plain stack near">
				{data.next.map(({ id, title, why }) => <li key={id}>
					<a href={why.batch ? `/pelatihan/${why.batch}`
						: `/modul/${id}`}>{title}</a>
					<span class="facts">{` · ${words(`then.${why.kind}`,
						{ name: why.name, level: why.level ?? 0 })}`}</span>
				</li>)}
			</ul>
		</div>
	);
}
