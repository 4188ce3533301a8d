/*
 * /gabung#TOKEN: who learned as another LMS's user joins that to the account
 * they are signed in with here. The token is taken out of the address at once.
 */
import { useEffect, useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { LtiJoining } from "../../api/lti";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Page } from "../../parts/Page";
import { Wait } from "../../parts/Wait";
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
	const [who, setWho] = useState<LtiJoining | null>(null);
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

	/* Whom it would join is said first: the link may be somebody else's. */
	function look(): void {
		setProblem(null);
		call<LtiJoining>("POST", "/api/v1/me/launches",
			{ token: mine, try: true })
			.then(setWho, (e) => setProblem(fault(e)));
	}

	useEffect(() => {
		if (mine)
			look();
	}, []);

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
				{problem && <Failure problem={problem}
					again={who ? join : look} />}
				{!who && !problem && <Wait />}
				{who && !done && <>
					<p>{words("join.what")}</p>
					<dl class="card stack near">
						<div>
							<dt class="quiet">{words("join.there")}</dt>
							<dd><strong>{who.name}</strong>, {who.platform}
								{who.course && `, ${who.course}`}</dd>
						</div>
						<div>
							<dt class="quiet">{words("join.as")}</dt>
							<dd><strong>{person()?.name}</strong></dd>
						</div>
					</dl>
					<p>{words("join.mine", { name: who.name })}</p>
					<p class="quiet">{words("join.later")}</p>
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
