/*
 * /gabung#TOKEN: who learned as another LMS's user joins that to the account
 * they are signed in with here. The token is taken out of the address at once.
 */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Page } from "../../parts/Page";
import { person } from "../../session/session";
import { words } from "../../text/launch";

let token = "";

function takeToken(): string {
	if (location.hash.length > 1) {
		token = location.hash.slice(1);
		history.replaceState(null, "", location.pathname);
	}
	return token;
}

export default function Join() {
	const [mine] = useState(takeToken);
	const [done, setDone] = useState(false);
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);

	function join(): void {
		setProblem(null);
		setBusy(true);
		call("POST", "/api/v1/me/launches", { token: mine }).then(() => {
			token = "";
			setDone(true);
		}, (e) => setProblem(fault(e))).then(() => setBusy(false));
	}

	if (!mine)
		return (
			<Page title={words("join.gone")}>
				<p>{words("join.goneDo")}</p>
			</Page>
		);
	return (
		<Page title={words("join.title")}>
			<div class="stack">
				<div role="status">
					{done && <div class="notice ok">
						<p class="strong">{words("join.done")}</p>
						<p>{words("join.reload")}</p>
					</div>}
				</div>
				{!done && <>
					<p>{words("join.what")}</p>
					<p>{words("join.as")} <strong>{person()?.name}</strong></p>
					<p class="quiet">{words("join.later")}</p>
					{problem && <Failure problem={problem} />}
					<p class="actions">
						<button class="button primary" type="button"
							aria-busy={busy} onClick={join}>
							{words("join.yes")}
						</button>
						<a class="button" href="/">{words("join.no")}</a>
					</p>
				</>}
			</div>
		</Page>
	);
}
