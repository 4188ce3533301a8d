/* The pages of needs: the map, the list, findings. */
import { useLocation } from "preact-iso";
import { PageTabs } from "../../../parts/Menu";
import { desk } from "../../../text/needDesk";

export const PATH = "/kelola/kebutuhan";

const PAGES = [["map", PATH], ["list", `${PATH}/daftar`],
	["findings", `${PATH}/temuan`]] as const;

export function NeedTabs() {
	const { path, query } = useLocation();
	const of = query.agency ? `?agency=${encodeURIComponent(query.agency)}`
		: "";

	return <PageTabs label={desk("tabs")} tabs={PAGES.map(([name, href]) => ({
		href: href + of, name: desk(`tab.${name}`), here: path === href,
	}))} />;
}
