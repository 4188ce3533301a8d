/* The pages of one survey: what it asks, and what came of it. */
import { useLocation } from "preact-iso";
import { PageTabs } from "../../../parts/Menu";
import { words } from "../../../text/surveys";
import { PATH } from "./List";

export function SurveyTabs({ id }: { id: string }) {
	const { path } = useLocation();
	const top = `${PATH}/${encodeURIComponent(id)}`;

	return <PageTabs label={words("tabs")} tabs={([["edit", top],
		["results", `${top}/hasil`]] as const).map(([name, href]) => ({
		href, name: words(`tab.${name}`), here: path === href,
	}))} />;
}
