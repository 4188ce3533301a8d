/* The pages of one survey: what it asks, and what came of it. */
import { useLocation } from "preact-iso";
import { words } from "../../../text/surveys";
import { PATH } from "./List";

export function SurveyTabs({ id }: { id: string }) {
	const { path } = useLocation();
	const top = `${PATH}/${encodeURIComponent(id)}`;

	return (
		<nav aria-label={words("tabs")}>
			<ul class="tabs">
				{([["edit", top], ["results", `${top}/hasil`]] as const).map(
					([name, href]) =>
						<li key={name}>
							<a href={href} aria-current={path === href
								? "page" : undefined}>
								{words(`tab.${name}`)}
							</a>
						</li>)}
			</ul>
		</nav>
	);
}
