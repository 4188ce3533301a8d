/*
 * Saya › Rencana aksi: my plans, whose turn it is, and what was answered.
 */
import type { Plan, Plans } from "../../api/plan";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { useWanted } from "../../parts/Search";
import { t } from "../../text";
import { words } from "../../text/plan";
import { One } from "./One";

const PATH = "/saya/rencana";

function Pages({ page, more }: { page: number; more: boolean }) {
	return (page > 1 || more) && (
		<p class="actions">
			{page > 1 && <a class="button" href={page === 2 ? PATH
				: `${PATH}?page=${page - 1}`}>{words("newer")}</a>}
			{more && <a class="button" href={`${PATH}?page=${page + 1}`}>
				{words("more")}</a>}
		</p>
	);
}

export default function Mine() {
	const { page } = useWanted();
	const from = useLoad<Plans>(`/api/v1/me/plans?page=${page}`);
	const put = (all: Plans, next: Plan) => from.set({ ...all,
		plans: all.plans.map((p) => p.id === next.id ? next : p) });

	return (
		<Page title={words("mine")}
			back={{ href: "/saya", label: t("nav.me") }}>
			<Loaded from={from}>{(all) => all.plans.length === 0
				? <div class="card empty">
					<p>{words("mine.none")}</p>
					<p><a class="button" href="/saya">{words("mine.go")}</a></p>
				</div>
				: <div class="stack">
					<p class="quiet">{words("mine.why")}</p>
					<ul class="plain cards">
						{all.plans.map((plan) => <One key={plan.id} plan={plan}
							changed={(next) => put(all, next)} />)}
					</ul>
					<Pages page={all.page} more={all.more} />
				</div>}</Loaded>
		</Page>
	);
}
