/*
 * /pelatihan/:batch: a programme I take part in, or may join.
 */
import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { call } from "../../api/client";
import type { Problem } from "../../api/client";
import type { Path as PathData } from "../../api/programme";
import { Dialog } from "../../parts/Dialog";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Page } from "../../parts/Page";
import { words, type ProgrammeWord } from "../../text/programme";
import { Answered } from "../need/Answered";
import { Path } from "./Path";

function Join({ path, run }: { path: PathData; run: () => void }) {
	return (
		<section class="card continue stack">
			{path.refusal
				? <p>{words(`refusal.${path.refusal}` as ProgrammeWord)}</p>
				: <p class="actions">
					<button type="button" class="button primary" onClick={run}>
						{words("join")}
					</button>
				</p>}
		</section>
	);
}

function Leave({ run, close }: { run: () => void; close: () => void }) {
	return (
		<Dialog title={words("leave")} close={close}>
			<p>{words("leave.ask")}</p>
			<p class="actions">
				<button type="button" class="button" onClick={close}>
					{words("leave.no")}
				</button>
				<button type="button" class="button" onClick={run}>
					{words("leave.yes")}
				</button>
			</p>
		</Dialog>
	);
}

export default function Programme() {
	const { params } = useRoute();
	const batch = encodeURIComponent(params.batch ?? "");
	const from = useLoad<PathData>(`/api/v1/me/programmes/${batch}`);
	const [said, say] = useState("");
	const [leaving, setLeaving] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);

	function run(method: "POST" | "DELETE", done: string): void {
		setProblem(null);
		setLeaving(false);
		call(method, `/api/v1/batches/${batch}/enrolment`).then(() => {
			say(done);
			from.reload();
		}, (e) => setProblem(fault(e)));
	}

	return (
		<Page title={from.data?.programme.title ?? words("mine")}
			back={{ href: "/pelatihan", label: words("mine") }}>
			<div role="status">
				{said && <p class="notice ok">{said}</p>}
			</div>
			{problem && <Failure problem={problem} />}
			<Loaded from={from} page>{(path) =>
				<>
					<Path path={path}>
						<Join path={path}
							run={() => run("POST", words("joined"))} />
					</Path>
					<div class="apart"><Answered kind="programmes"
						id={path.programme.id} /></div>
					{path.enrolment?.how === "self" &&
						path.enrolment.state === "active" &&
						<p class="apart"><button type="button" class="button"
							onClick={() => setLeaving(true)}>
							{words("leave")}
						</button></p>}
				</>}</Loaded>
			{leaving && <Leave close={() => setLeaving(false)}
				run={() => run("DELETE", "")} />}
		</Page>
	);
}
