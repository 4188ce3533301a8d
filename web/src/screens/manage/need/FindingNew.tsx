/* /kelola/kebutuhan/temuan/baru: write down what was found by asking. */
import { useLocation } from "preact-iso";
import { Page } from "../../../parts/Page";
import { desk } from "../../../text/needDesk";
import { FindingForm } from "./FindingForm";
import { PATH } from "./NeedTabs";

export default function FindingNew() {
	const { query, route } = useLocation();
	const agency = query.agency ?? "";
	const back = `${PATH}/temuan${agency &&
		`?agency=${encodeURIComponent(agency)}`}`;

	return (
		<Page title={desk("findings.add")}
			back={{ href: back, label: desk("findings") }}>
			<FindingForm finding={null} agency={agency}
				saved={() => route(back)} />
		</Page>
	);
}
