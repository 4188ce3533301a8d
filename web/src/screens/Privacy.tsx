/*
 * The privacy notice, for everybody at any time.
 */
import { Page } from "../parts/Page";
import { PrivacyNotice } from "../parts/PrivacyNotice";
import { words } from "../text/privacy";

export default function Privacy() {
	return (
		<Page title={words("title")}>
			<PrivacyNotice />
		</Page>
	);
}
