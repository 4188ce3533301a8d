/*
 * /kelola/lti/tangan: connect an LMS that knows no registration by a link. What
 * is entered there stands beside what it says in turn.
 */
import { useLocation } from "preact-iso";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { words } from "../../../text/lti";
import { CopyLine } from "./CopyLine";
import { PlatformForm } from "./PlatformForm";
import type { About } from "./types";

function Ours({ about }: { about: About }) {
	return (
		<section class="card stack near" aria-labelledby="ours">
			<h2 id="ours">{words("ours")}</h2>
			<CopyLine label={words("ours.url")} value={about.choiceUrl} />
			<CopyLine label={words("ours.login")} value={about.loginUrl} />
			<CopyLine label={words("ours.launch")} value={about.launchUrl} />
			<CopyLine label={words("ours.choice")} value={about.choiceUrl} />
			<CopyLine label={words("ours.keys")} value={about.jwksUrl} />
		</section>
	);
}

export default function ByHand() {
	const about = useLoad<About>("/api/v1/lti/about");
	const { route } = useLocation();

	return (
		<Page title={words("hand")}
			back={{ href: "/kelola/lti/baru", label: words("add") }}>
			<div class="stack far">
				<Loaded from={about}>{(data) => <Ours about={data} />}</Loaded>
				<section class="stack near" aria-labelledby="theirs">
					<h2 id="theirs">{words("theirs")}</h2>
					<PlatformForm platform={null}
						saved={(p) => route(`/kelola/lti/${p.id}`)} />
				</section>
			</div>
		</Page>
	);
}
