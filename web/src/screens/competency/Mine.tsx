/* /saya/kompetensi: have, missing, what to take next. */
import type { Profile } from "../../api/competency";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { words } from "../../text/competency";
import { Standing } from "./parts";

export default function Mine() {
	const from = useLoad<Profile>("/api/v1/me/competencies");

	return (
		<Page title={words("mine")}
			back={{ href: "/saya", label: t("nav.me") }}>
			<Loaded from={from} page>{(of) => <div class="stack far">
				<div class="stack near">
					<p>{of.job ? words("mine.job", { name: of.job.name })
						: words("mine.noJob")}</p>
					{of.job && <p class="strong">{of.wanted.length === 0
						? words("mine.nothing") : words("mine.sum", {
							n: of.wanted.length,
							have: of.wanted.filter((w) =>
								w.level >= w.wanted).length })}</p>}
				</div>
				<Standing of={of} take />
			</div>}</Loaded>
		</Page>
	);
}
