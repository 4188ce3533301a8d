/*
 * The paper that an event gives: what has to be done for it, and, once it is
 * there, the paper itself.
 */
import { useState } from "preact/hooks";
import type { Problem } from "../../api/client";
import type { EventWhole } from "../../api/event";
import type { Paper } from "../../api/paper";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { words } from "../../text/event";
import { keepPdf } from "../paper/pieces";

function Rules({ of }: { of: EventWhole }) {
	const quiz = of.materials.find((m) => m.module === of.paperModule);

	return (
		<>
			<p>{words("paper.when")}</p>
			<ul class="dots">
				<li>{words("paper.present")}</li>
				{of.paperSurvey && <li>{words("paper.survey")}</li>}
				{of.paperModule && <li>
					<a href={`/modul/${encodeURIComponent(of.paperModule)}`}>
						{words("paper.quiz",
							{ title: quiz?.title ?? words("paper.module") })}
					</a>
				</li>}
			</ul>
		</>
	);
}

export function Given({ paper }: {
	paper: Pick<Paper, "id" | "number">;
}) {
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);

	function fetchIt(): void {
		if (busy)
			return;
		setBusy(true);
		setProblem(null);
		keepPdf(paper).catch((e) => setProblem(fault(e)))
			.then(() => setBusy(false));
	}

	return (
		<>
			{problem && <Failure problem={problem} />}
			<p class="notice ok">{words("paper.given",
				{ number: paper.number })}</p>
			<p class="actions">
				<button class="button primary" type="button" aria-busy={busy}
					onClick={fetchIt}>{words("paper.pdf")}</button>
				<a class="button" href="/saya/sertifikat">
					{words("paper.mine")}
				</a>
			</p>
		</>
	);
}

/* Before the end; afterwards see After.tsx. */
export function Promised({ of }: { of: EventWhole }) {
	return (
		<section class="card stack near" aria-labelledby="surat">
			<h2 id="surat">{words(`paper.${of.paper || "none"}`)}</h2>
			<Rules of={of} />
		</section>
	);
}
