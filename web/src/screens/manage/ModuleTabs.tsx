/* The pages of one module, for those who answer for it. */
import { useLocation } from "preact-iso";
import type { ModuleDetail } from "../../api/types";
import { useLoad } from "../../parts/load";
import { words } from "../../text/desk";

const PAGES = ["", "nilai", "soal", "angka", "petunjuk", "survei",
	"sunting"] as const;

export function ModuleTabs({ id }: { id: string }) {
	const { path } = useLocation();
	const top = `/kelola/modul/${encodeURIComponent(id)}`;
	const { data } = useLoad<ModuleDetail>(
		`/api/v1/modules/${encodeURIComponent(id)}`);
	/* Only what is of our own format is written here. */
	const pages = PAGES.filter((page) => page !== "sunting" ||
		data?.version.standard === "balai");

	return (
		<nav aria-label={words("pages")}>
			<ul class="tabs">
				{pages.map((page) => {
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
