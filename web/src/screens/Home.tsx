import { Page } from "../parts/Page";
import { t } from "../text";

export function Home() {
	return <Page title={t("nav.home")}>{null}</Page>;
}
