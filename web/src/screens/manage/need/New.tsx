/* /kelola/kebutuhan/baru: an organiser notes a need that nobody proposed. */
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { call } from "../../../api/client";
import type { Need } from "../../../api/need";
import { atField, Summary, useForm } from "../../../parts/Field";
import { Page } from "../../../parts/Page";
import { t } from "../../../text";
import { desk } from "../../../text/needDesk";
import { draftBody, draftCheck, Fields, type Draft } from "./Fields";
import { PATH } from "./NeedTabs";

const EMPTY: Draft = { title: "", about: "", topic: "", unit: "", job: "",
	cause: "regulation", regulation: "" };

export default function New() {
	const { query, route } = useLocation();
	const agency = query.agency ?? "";
	const [draft, setDraft] = useState(EMPTY);
	const form = useForm<keyof Draft>({
		check: () => draftCheck(draft),
		send: async () => {
			const { id } = await call<Need>("POST", "/api/v1/needs",
				{ ...draftBody(draft), ...(agency && { agency }) });

			route(`${PATH}/${id}`, true);
		},
		place: atField("title", "about", "regulation"),
	});

	return (
		<Page title={desk("list.add")}
			back={{ href: `${PATH}/daftar`, label: desk("title") }}>
			<div class="stack">
				<p>{desk("new.why")}</p>
				<form class="form" onSubmit={form.submit} noValidate>
					<Summary {...form} />
					<Fields draft={draft} errors={form.errors} agency={agency}
						causes={["regulation", "proposal"]}
						set={(change) => setDraft({ ...draft, ...change })} />
					<button type="submit" class="button primary"
						aria-busy={form.busy}>
						{form.busy ? t("form.busy") : desk("save")}
					</button>
				</form>
			</div>
		</Page>
	);
}
