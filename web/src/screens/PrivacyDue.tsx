/*
 * The privacy notice before anything else: for those who have a password and
 * have not read it, or not this version.
 */
import { Summary, useForm } from "../parts/Field";
import { Page } from "../parts/Page";
import { PrivacyNotice } from "../parts/PrivacyNotice";
import { leave } from "../session/leave";
import { acceptPrivacy } from "../session/session";
import { t } from "../text";
import { PRIVACY_VERSION, words } from "../text/privacy";

export default function PrivacyDue() {
	const form = useForm<never>({
		check: () => ({}),
		send: () => acceptPrivacy(PRIVACY_VERSION),
	});

	return (
		<Page title={words("title")}>
			<form class="stack" onSubmit={form.submit} noValidate>
				<p>{words("due")}</p>
				<Summary {...form} />
				<PrivacyNotice />
				<p class="actions">
					<button class="button primary" type="submit"
						aria-busy={form.busy}>
						{form.busy ? t("form.busy") : words("accept")}
					</button>
					<button class="button" type="button"
						onClick={() => void leave()}>
						{t("me.out")}
					</button>
				</p>
			</form>
		</Page>
	);
}
