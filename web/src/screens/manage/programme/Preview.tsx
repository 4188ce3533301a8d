/*
 * /kelola/pelatihan/:id/pratinjau: as a learner sees it who begins.
 */
import { useRoute } from "preact-iso";
import type { Path as PathData } from "../../../api/programme";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Page } from "../../../parts/Page";
import { words } from "../../../text/programme";
import { Path } from "../../programme/Path";

export default function Preview() {
	const { params } = useRoute();
	const id = encodeURIComponent(params.id ?? "");
	const from = useLoad<PathData>(`/api/v1/programmes/${id}/preview`);

	return (
		<Page title={from.data?.programme.title ?? words("preview")}
			back={{ href: `/kelola/pelatihan/${id}`,
				label: words("preview.back") }}>
			<p class="notice">{words("preview.why")}</p>
			<Loaded from={from} page>{(path) =>
				<Path path={path} />}</Loaded>
		</Page>
	);
}
