/*
 * Help: whom to ask, in one place (WCAG 3.2.6), and what people ask most.
 */
import { useAbout } from "../parts/about";
import { Page } from "../parts/Page";
import { t, type Key } from "../text";

const ASKED: [Key, Key][] = [
	["help.savedQ", "help.savedA"],
	["help.offlineQ", "help.offlineA"],
	["help.forgotQ", "help.forgotA"],
	["help.deviceQ", "help.deviceA"],
];

export default function Help() {
	const about = useAbout();

	return (
		<Page title={t("nav.help")}>
			<div class="stack far">
				<section class="card stack near" aria-labelledby="whom">
					<h2 id="whom">{t("help.whom")}</h2>
					<p class="lines">
						{about?.agency.helpText || t("help.none")}
					</p>
				</section>
				<section class="stack" aria-labelledby="asked">
					<h2 id="asked">{t("help.asked")}</h2>
					{ASKED.map(([question, answer]) =>
						<div key={question}>
							<h3>{t(question)}</h3>
							<p>{t(answer)}</p>
						</div>)}
				</section>
				{about &&
					<p class="small quiet">
						{t("help.version", { version: about.version })}
					</p>}
			</div>
		</Page>
	);
}
