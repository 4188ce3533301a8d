/*
 * The parts of Kelola, as far as the person's roles reach.
 */
import { has } from "../../session/roles";
import { person } from "../../session/session";
import { t } from "../../text";
import { words as bank } from "../../text/bank";
import { words as people } from "../../text/people";
import { words as reports } from "../../text/reports";
import { words as storage } from "../../text/storage";
import { words } from "../../text/versions";

type Part = "modules" | "banks" | "approvals" | "duties" | "tokens" | "people" | "agencies" | "storage" | "setup";

export function Tabs({ here }: { here: Part }) {
	const parts: [Part, string, string][] = [
		["modules", "/kelola", t("manage.modules")],
		["approvals", "/kelola/persetujuan", words("approvals")],
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
