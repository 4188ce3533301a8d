/*
 * A guest's personal link: /hadir#TOKEN. The token is in the fragment, so that
 * it reaches neither a log nor a Referer, and is taken out of the address at
 * once. Who is signed in with an account is asked first, since that ends.
 */
import { useLocation } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { get, type Problem } from "../../api/client";
import type { EventList } from "../../api/event";
import { fault } from "../../parts/fault";
import { Page } from "../../parts/Page";
import { Wait } from "../../parts/Wait";
import { person, signInAsGuest } from "../../session/session";
import { t } from "../../text";
import { words } from "../../text/event";

let token = "";

function takeToken(): string {
	if (location.hash.length > 1) {
		token = location.hash.slice(1);
		history.replaceState(null, "", location.pathname);
	}
	return token;
}

export default function Arrive() {
	const { route } = useLocation();
	const [problem, setProblem] = useState<Problem | null>(null);
	const [account] = useState(() => {
		const who = person();

		takeToken();
		return who && !who.guest ? who.name : null;
	});
	const [asked, setAsked] = useState(account !== null);

	async function enter(): Promise<void> {
		await signInAsGuest(token);
		token = "";
		const { events } = await get<EventList>("/api/v1/me/events");

		route(events[0] ? `/kegiatan/${events[0].id}` : "/kegiatan", true);
	}

	function go(): void {
		setProblem(null);
		setAsked(false);
		enter().catch((e) => setProblem(fault(e)));
	}

	useEffect(() => {
		if (!asked)
			go();
	}, []);

	return (
		<Page title={words("guest")}>
			{asked
				? <div class="stack">
					<p class="strong">
						{words("guest.other", { name: account ?? "" })}
					</p>
					<p>{words("guest.otherWhy")}</p>
					<p class="actions">
						<button class="button primary" type="button"
							onClick={go}>{words("guest.go")}</button>
						<a class="button" href="/kegiatan">
							{words("guest.stay")}
						</a>
					</p>
				</div>
				: problem
					? <div class="stack">
						<div class="notice bad" role="alert">
							<p class="strong">{problem.title}</p>
							<p>{problem.detail}</p>
						</div>
						<p class="actions">
							{problem.status === 0 &&
								<button class="button primary" type="button"
									onClick={go}>{t("wait.again")}</button>}
							<a class="button" href="/bantuan">
								{words("guest.help")}
							</a>
						</p>
					</div>
					: <Wait again={go} />}
		</Page>
	);
}
