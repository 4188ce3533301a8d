/* From a module to its draft: a module has one, which all its authors share. */
import { useLocation, useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { ModuleDetail } from "../../api/types";
import type { DraftInfo, DraftRow } from "../../drafts/session";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { t } from "../../text";
import { words } from "../../text/editor";
import { moment } from "../../text/format";
import { ModuleTabs } from "../manage/ModuleTabs";
import { draftHref } from "./place";

export default function ModuleEdit() {
	const id = useRoute().params.id ?? "";
	const { route } = useLocation();
	const path = `/api/v1/modules/${encodeURIComponent(id)}`;
	const module = useLoad<ModuleDetail>(path);
	const list = useLoad<{ drafts: DraftRow[] }>("/api/v1/drafts");
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);

	function go(): void {
		if (busy)
			return;
		setBusy(true);
		setProblem(null);
		call<DraftInfo>("POST", "/api/v1/drafts", { module: id })
			.then((made) => route(draftHref(made.id)), (e) => {
				setProblem(fault(e));
				setBusy(false);
			});
	}

	return (
		<Page title={words("module")} back={{
			href: `/modul/${encodeURIComponent(id)}`,
			label: module.data?.title ?? t("nav.manage"),
		}}>
			<ModuleTabs id={id} />
			<Loaded from={list}>{({ drafts }) => {
				const found = drafts.find((row) => row.module === id);

				return (
					<div class="card stack">
						<p>{found ? words("module.goesOn", {
							at: moment(found.updatedAt),
							name: found.updatedBy ?? "?",
						}) : words("module.begins")}</p>
						<p class="small quiet">{words("module.means")}</p>
						{problem && <Failure problem={problem} />}
						<p class="actions">
							<button type="button" class="button primary"
								aria-busy={busy} onClick={go}>
								{words(found ? "module.goOn" : "module.go")}
							</button>
						</p>
					</div>
				);
			}}</Loaded>
		</Page>
	);
}
