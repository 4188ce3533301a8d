import { Page } from "../parts/Page";
import { t } from "../text";

export function NotFound() {
	return (
		<Page title={t("notFound.title")}>
			<div class="stack">
				<p>{t("notFound.detail")}</p>
				<p class="actions">
					<a class="button primary" href="/">{t("notFound.home")}</a>
				</p>
			</div>
		</Page>
	);
}
