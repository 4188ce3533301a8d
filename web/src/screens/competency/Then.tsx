/* What to take next, where something was finished. */
import type { Next } from "../../api/competency";
import { useLoad } from "../../parts/load";
import { words } from "../../text/competency";

export function Then({ module }: { module: string }) {
	const { data } = useLoad<Next>(`/api/v1/me/next?module=${
		encodeURIComponent(module)}`);

	return !data?.next.length ? null : (
		<div class="stack near">
			<h3>{words("then")}</h3>
			<ul class="plain stack near">
				{data.next.map((m) => <li key={m.id}>
					<a href={`/modul/${m.id}`}>{m.title}</a>
					{m.for && <span class="facts">
						{` · ${words("then.for", { name: m.for })}`}
					</span>}
				</li>)}
			</ul>
		</div>
	);
}
