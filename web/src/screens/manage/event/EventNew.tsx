/* A new event: from a title, a time and a link to a public page. */
import { useLocation } from "preact-iso";
import { Page } from "../../../parts/Page";
import { words } from "../../../text/event";
import { Form } from "./Form";

export default function EventNew() {
	const { route } = useLocation();

	return (
		<Page title={words("new")}
			back={{ href: "/kelola/kegiatan", label: words("events") }}>
			<div class="stack">
				<p class="quiet">{words("new.why")}</p>
				<Form of={null} done={(of) =>
					route(`/kelola/kegiatan/${of.id}`)} />
			</div>
		</Page>
	);
}
