/* The pages of one module, for those who answer for it. */
import { useLocation } from "preact-iso";
import { words } from "../../text/desk";

const PAGES = ["", "nilai", "soal", "survei"] as const;

export function ModuleTabs({ id }: { id: string }) {
	const { path } = useLocation();
	const top = `/kelola/modul/${encodeURIComponent(id)}`;

	return (
		<nav aria-label={words("pages")}>
			<ul class="tabs">
				{PAGES.map((page) => {
					const href = page ? `${top}/${page}` : top;

					return (
						<li key={page}>
							<a href={href} aria-current={path === href ||
								(page && path.startsWith(`${href}/`))
								? "page" : undefined}>
								{words(`page.${page || "versi"}`)}
							</a>
						</li>
					);
				})}
			</ul>
		</nav>
	);
}
