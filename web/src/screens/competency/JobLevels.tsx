/* /kelola/jabatan/:id: what a job asks for. */
import { useRoute } from "preact-iso";
import { Page } from "../../parts/Page";
import { words } from "../../text/competency";
import { Levels } from "./parts";

export default function JobLevels() {
	const { id = "" } = useRoute().params;

	return (
		<Page title={words("levels.job")}
			back={{ href: "/kelola/jabatan", label: words("back.jobs") }}>
			<Levels path={`/api/v1/jobs/${
				encodeURIComponent(id)}/competencies`} />
		</Page>
	);
}
