/*
 * The parts of Kelola, for those who have more than one.
 */
import { has } from "../../session/roles";
import { person } from "../../session/session";
import { t } from "../../text";
import { words } from "../../text/people";

export function Tabs({ here }: { here: "modules" | "people" | "agencies" }) {
	if (!has(person(), "admin"))
		return null;
	return (
		<nav aria-label={t("nav.manage")}>
			<ul class="tabs">
				<li><a href="/kelola" aria-current={
					here === "modules" ? "page" : undefined}>
					{t("manage.modules")}
				</a></li>
				<li><a href="/kelola/orang" aria-current={
					here === "people" ? "page" : undefined}>
					{t("manage.people")}
				</a></li>
				<li><a href="/kelola/instansi" aria-current={
					here === "agencies" ? "page" : undefined}>
					{words("agencies")}
				</a></li>
			</ul>
		</nav>
	);
}
