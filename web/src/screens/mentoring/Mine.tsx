/* Saya › Pendampingan: whom I accompany, and who accompanies me. */
import type { Mentoring } from "../../api/mentoring";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { words } from "../../text/mentoring";
import { partner, sessions, Standing } from "./parts";

function Pair({ of }: { of: Mentoring }) {
	return (
		<li class="card linked stack near">
			<h2 class="card-title">
				<a class="cover" href={`/saya/pendampingan/${of.id}`}>
					{partner(of)}
				</a>
			</h2>
			<p class="facts">{words(`kind.${of.kind}`)} · {
				words(`role.${of.role ?? "mentee"}`)}</p>
			<p>{of.topic}</p>
			<p class="facts">{sessions(of)}</p>
			<p><Standing of={of} /></p>
		</li>
	);
}

export default function Mine() {
	const from = useLoad<{ mentorings: Mentoring[] }>("/api/v1/me/mentorings");

	return (
		<Page title={words("mine")}
			back={{ href: "/saya", label: t("nav.me") }}>
			<Loaded from={from}>{({ mentorings }) => mentorings.length === 0
				? <p class="card empty">{words("mine.none")}</p>
				: <div class="stack">
					<p class="quiet">{words("mine.why")}</p>
					<ul class="plain cards">
						{mentorings.map((of) => <Pair key={of.id} of={of} />)}
					</ul>
				</div>}</Loaded>
		</Page>
	);
}
