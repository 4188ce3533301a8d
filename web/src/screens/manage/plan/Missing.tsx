/* Plans that name no superior; an organiser may add the address. */
import { useState } from "preact/hooks";
import type { Plan, Plans } from "../../../api/plan";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { words } from "../../../text/followup";
import { People } from "../../plan/People";

function One({ plan, saved }: { plan: Plan; saved: (plan: Plan) => void }) {
	const [open, setOpen] = useState(false);
	const name = plan.person?.name ?? "";

	return (
		<li class="card stack near">
			<h3>{name}</h3>
			<p class="facts">{[plan.title, plan.person?.unit]
				.filter(Boolean).join(" · ")}</p>
			{open
				? <People plan={plan} path={`/api/v1/plans/${plan.id}`}
					why={false} saved={saved}
					cancel={() => setOpen(false)} />
				: <p class="no-print">
					<button type="button" class="button"
						onClick={() => setOpen(true)}>
						{words("missing.add")}
						<span class="hidden-words">{name}</span>
					</button>
				</p>}
		</li>
	);
}

export function Missing({ query }: { query: string }) {
	const [page, setPage] = useState(1);
	const [said, say] = useState("");
	const from = useLoad<Plans>(`/api/v1/plans${query}${query ? "&" : "?"
	}missing=superior&page=${page}`);

	return (
		<section class="stack" aria-labelledby="missing">
			<h2 id="missing">{words("missing")}</h2>
			<p class="small quiet">{words("missing.why")}</p>
			<div role="status">{said && <p class="notice ok">{said}</p>}</div>
			<Loaded from={from}>{({ plans, more }) => plans.length === 0
				? <p>{words("missing.none")}</p>
				: <>
					<ul class="plain cards">
						{plans.map((plan) => <One key={plan.id} plan={plan}
							saved={(next) => {
								say(words("missing.saved",
									{ name: next.person?.name ?? "" }));
								from.reload();
							}} />)}
					</ul>
					{(page > 1 || more) && <p class="actions no-print">
						{page > 1 && <button type="button" class="button"
							onClick={() => setPage(page - 1)}>
							{words("page.before")}</button>}
						{more && <button type="button" class="button"
							onClick={() => setPage(page + 1)}>
							{words("page.more")}</button>}
					</p>}
				</>}</Loaded>
		</section>
	);
}
