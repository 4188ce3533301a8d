/*
 * What a QR code for attendance opens: /p/EVENT#CODE sends the code at once and
 * says what came of it. The code is in the fragment, so no log has it.
 */
import { useRoute } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { Given } from "../../api/live";
import { useAgain } from "../../parts/again";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Page } from "../../parts/Page";
import { words } from "../../text/live";
import { told } from "./LivePart";

export default function Here() {
	const event = useRoute().params.code ?? "";
	const [code] = useState(() => decodeURIComponent(
		location.hash.slice(1)));
	const [given, setGiven] = useState<Given | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);

	function send(): void {
		setProblem(null);
		call<Given>("POST", "/api/v1/presence", { event, code })
			.then(setGiven).catch((e) => setProblem(fault(e)));
	}

	useEffect(() => {
		if (code)
			send();
	}, []);
	useAgain(problem, send);
	return (
		<Page title={words("scan")}>
			<div class="stack" role="status">
				{!code && <p>{words("scan.none")}</p>}
				{code && !given && !problem && <p>{words("scan.busy")}</p>}
				{given && <>
					<p class="notice ok">{told(given)}</p>
					<p><a class="button primary"
						href={`/kegiatan/${given.event}`}>
						{words("scan.open")}</a></p>
				</>}
				{problem && <Failure problem={problem} again={send} />}
			</div>
		</Page>
	);
}
