/*
 * The privacy notice, whole, or in two sentences beside a first password.
 */
import { t } from "../text";
import { PRIVACY_VERSION, QUESTIONS, words } from "../text/privacy";
import { useAbout } from "./about";

function useAgency(): string {
	return useAbout()?.agency.name ?? t("app.name");
}

export function PrivacyNotice() {
	const about = useAbout();
	const agency = useAgency();

	return (
		<div class="stack">
			{QUESTIONS.map((q) =>
				<section key={q} class="stack near" aria-labelledby={`q-${q}`}>
					<h2 id={`q-${q}`}>{words(`${q}.q`)}</h2>
					<p>{words(`${q}.a`, { agency })}</p>
				</section>)}
			<section class="stack near" aria-labelledby="q-ask">
				<h2 id="q-ask">{words("ask.q")}</h2>
				<p class="lines">{about?.agency.helpText || t("help.none")}</p>
			</section>
			<p class="small quiet">
				{words("version", { n: PRIVACY_VERSION })}
			</p>
		</div>
	);
}

export function PrivacyBrief() {
	const agency = useAgency();

	return (
		<section class="card stack near" aria-labelledby="privacy">
			<h2 id="privacy">{words("title")}</h2>
			<p>{words("brief", { agency })}</p>
			<p><a href="/privasi" target="_blank">{words("read")}</a></p>
			<p class="small quiet">{words("means")}</p>
		</section>
	);
}
