import { Page } from "../parts/Page";
import { t } from "../text";

export function NotFound() {
	return (
		<Page title={t("notFound.title")}>
			<p>{t("notFound.detail")}</p>
			<p><a class="button primary" href="/">{t("notFound.home")}</a></p>
		</Page>
	);
}
