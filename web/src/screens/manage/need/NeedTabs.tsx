/* The pages of needs: the map, the list, findings. */
import { useLocation } from "preact-iso";
import { desk } from "../../../text/needDesk";

export const PATH = "/kelola/kebutuhan";

const PAGES = [["map", PATH], ["list", `${PATH}/daftar`],
	["findings", `${PATH}/temuan`]] as const;

export function NeedTabs() {
	const { path, query } = useLocation();
	const of = query.agency ? `?agency=${encodeURIComponent(query.agency)}`
		: "";

	return (
		<nav class="no-print" aria-label={desk("tabs")}>
			<ul class="tabs">
				{PAGES.map(([name, href]) => <li key={name}>
					<a href={href + of} aria-current={path === href
						? "page" : undefined}>
						{desk(`tab.${name}`)}
					</a>
				</li>)}
			</ul>
		</nav>
	);
}
