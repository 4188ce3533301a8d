/* An event while it goes on, by itself: what hosts put on a second screen. */
import { useRoute } from "preact-iso";
import { Page } from "../../parts/Page";
import { words } from "../../text/live";
import { LivePart } from "./LivePart";

export default function LivePage() {
	const id = useRoute().params.id ?? "";

	return (
		<Page title={words("live")} back={{ href: `/kegiatan/${id}`,
			label: words("scan.open") }}>
			<LivePart id={id} />
		</Page>
	);
}
