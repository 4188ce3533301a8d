/*
 * A one-time link from an administrator: /masuk/tautan#TOKEN. The token is in
 * the fragment, so that it reaches neither a log nor a Referer, and is taken
 * out of the address at once.
 */
import { useLocation } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../api/client";
import { fault } from "../parts/fault";
import { Page } from "../parts/Page";
import { Wait } from "../parts/Wait";
import { CodeForm } from "../session/CodeForm";
import { signInByLink } from "../session/session";
import { t } from "../text";

let token = "";

function takeToken(): string {
	if (location.hash.length > 1) {
		token = location.hash.slice(1);
		history.replaceState(null, "", location.pathname);
	}
	return token;
}

export default function SignInLink() {
	const { route } = useLocation();
	const [problem, setProblem] = useState<Problem | null>(null);
	const [ticket, setTicket] = useState<string | null>(null);

	function enter(): void {
		token = "";
		route("/", true);
	}

	function go(): void {
		setProblem(null);
		signInByLink(takeToken()).then((asked) => {
			if (asked)
				setTicket(asked);
			else
				enter();
		}, (e) => setProblem(fault(e)));
	}

	useEffect(go, []);

	if (ticket)
		return (
			<Page title={t("link.title")}>
				<CodeForm ticket={ticket} done={enter}
					again={() => route("/masuk", true)} />
			</Page>
		);
	return (
		<Page title={t("link.title")}>
			{problem
				? <div class="stack">
					<div class="notice bad" role="alert">
						<p class="strong">{problem.title}</p>
						<p>{problem.detail}</p>
					</div>
					<div class="actions">
						{problem.status === 0 &&
							<button class="button primary" type="button"
								onClick={go}>{t("wait.again")}</button>}
						<a class="button" href="/masuk">{t("link.form")}</a>
					</div>
				</div>
				: <Wait again={go} />}
		</Page>
	);
}
