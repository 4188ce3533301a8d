/* The pages of one module, for those who answer for it. */
import { useLocation } from "preact-iso";
import type { ModuleDetail } from "../../api/types";
import { PageTabs } from "../../parts/Menu";
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

	return <PageTabs label={words("pages")} tabs={pages.map((page) => {
		const href = page ? `${top}/${page}` : top;

		return {
			href,
			name: words(`page.${page || "versi"}`),
			here: path === href || (!!page && path.startsWith(`${href}/`)),
		};
	})} />;
}
