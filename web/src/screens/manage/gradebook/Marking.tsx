/*
 * Penilaian: what waits for a person's marks, in all the modules they answer
 * for, the oldest first. Nobody is named.
 */
import type { Marking as Queue } from "../../../api/gradebook";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { moment, number } from "../../../text/format";
import { words } from "../../../text/gradebook";
import { Tabs } from "../Tabs";

export function markPath(of: { sitting: string; question: string }): string {
	return `/kelola/penilaian/${encodeURIComponent(of.sitting)}/${
		encodeURIComponent(of.question)}`;
}

export default function Marking() {
	const queue = useLoad<Queue>("/api/v1/marking");

	return (
		<Page title={words("marking")}>
			<Tabs />
			<Loaded from={queue}>{({ waiting, total }) => total === 0
				? <div class="card empty"><p>{words("marking.none")}</p></div>
				: <div class="stack">
					<p>{words("marking.intro")}</p>
					<p class="facts">{words("marking.total", { n: total })}</p>
					<ul class="plain cards">
						{waiting.map((w) =>
							<li class="card linked stack near"
								key={w.sitting + w.question}>
								<h2 class="card-title">
									<a class="cover" href={markPath(w)}>
										{words("mark.due",
											{ question: w.question })}
									</a>
								</h2>
								<p>{w.module.title} · {w.unitTitle}</p>
								<p class="facts">
									{words("marking.since",
										{ at: moment(w.endedAt) })}
									{" · "}{words("marking.most",
										{ n: number(w.most, 2) })}
								</p>
							</li>)}
					</ul>
				</div>}</Loaded>
		</Page>
	);
}
