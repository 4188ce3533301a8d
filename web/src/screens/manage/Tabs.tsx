/*
 * The parts of Kelola, as far as the person's roles reach.
 */
import type { Marking } from "../../api/gradebook";
import { useLoad } from "../../parts/load";
import { has } from "../../session/roles";
import { person } from "../../session/session";
import { t } from "../../text";
import { words as bank } from "../../text/bank";
import { words as grades } from "../../text/gradebook";
import { words as people } from "../../text/people";
import { words as reports } from "../../text/reports";
import { words as storage } from "../../text/storage";
import { words } from "../../text/versions";

type Part = "modules" | "banks" | "marking" | "approvals" | "duties" | "tokens" | "people" | "agencies" | "storage" | "setup";

/* How many answers wait for marks, once it is known. */
function markingLabel(waiting: Marking | null): string {
	return waiting?.total ? grades("marking.n", { n: waiting.total })
		: grades("marking");
}

export function Tabs({ here }: { here: Part }) {
	const { data } = useLoad<Marking>("/api/v1/marking");
	const parts: [Part, string, string][] = [
		["modules", "/kelola", t("manage.modules")],
		["approvals", "/kelola/persetujuan", words("approvals")],
		["marking", "/kelola/penilaian", markingLabel(data)],
		["duties", "/kelola/tinjau", reports("duties")],
		["tokens", "/kelola/sebutan", reports("tokens")],
		["banks", "/kelola/bank", bank("banks")],
	];

	if (has(person(), "admin"))
		parts.push(["people", "/kelola/orang", t("manage.people")],
			["agencies", "/kelola/instansi", people("agencies")],
			["storage", "/kelola/ruang", storage("title")],
			["setup", "/kelola/mulai", people("setup")]);
	return (
		<nav aria-label={t("nav.manage")}>
			<ul class="tabs">
				{parts.map(([part, href, label]) =>
					<li key={part}><a href={href} aria-current={
						here === part ? "page" : undefined}>
						{label}
					</a></li>)}
			</ul>
		</nav>
	);
}
