/* /kelola/tugas: what waits for a marker, the oldest first. */
import { useRoute } from "preact-iso";
import type { Waiting as Data } from "../../../api/assignment";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { words } from "../../../text/assignment";
import { moment } from "../../../text/format";
import { Tabs } from "../Tabs";

export function Pager({ page, pages, href }: {
	page: number;
	pages: number;
	href: (page: number) => string;
}) {
	return pages < 2 ? null : (
		<nav class="pager" aria-label={words("page", { page, pages })}>
			{page > 1 && <a class="button" href={href(page - 1)}>
				{words("page.before")}
			</a>}
			<p>{words("page", { page, pages })}</p>
			{page < pages && <a class="button" href={href(page + 1)}>
				{words("page.after")}
			</a>}
		</nav>
	);
}

export default function Waiting() {
	const page = Number(useRoute().query.halaman) || 1;
	const from = useLoad<Data>(`/api/v1/submissions?page=${page}`);

	return (
		<Page title={words("waiting")}>
			<Tabs />
			<Loaded from={from}>{({ waiting, total, pages }) => total === 0
				? <div class="card empty"><p>{words("waiting.none")}</p></div>
				: <div class="stack">
					<p class="facts">{words("waiting.n", { n: total })}</p>
					<ul class="plain cards">
						{waiting.map((w) =>
							<li class="card linked stack near" key={w.id}>
								<h2 class="card-title">
									<a class="cover"
										href={`/kelola/tugas/${w.id}`}>
										{w.title} · {w.team
											? words("team", { name: w.owner })
											: w.owner}
									</a>
								</h2>
								<p>{w.programme} · {w.batch}</p>
								<p class="facts">
									{words("waiting.since",
										{ at: moment(w.handedAt) })}
									{w.number > 1 && ` · ${words("number",
										{ n: w.number })}`}
								</p>
							</li>)}
					</ul>
					<Pager page={page} pages={pages} href={(n) =>
						`/kelola/tugas?halaman=${n}`} />
				</div>}</Loaded>
		</Page>
	);
}
