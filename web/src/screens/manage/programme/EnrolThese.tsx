/*
 * Those who were chosen elsewhere: how many of them are new here is said, then
 * one button enrols them.
 */
import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../../../api/client";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { t } from "../../../text";
import { number } from "../../../text/format";
import { words } from "../../../text/programme";
import { enrol, type Counted, type Whom } from "./enrolling";

export function EnrolThese({ batch, whom, done }: {
	batch: string;
	whom: Whom;
	done: () => void;
}) {
	const [counted, setCounted] = useState<Counted | null>(null);
	const [said, say] = useState("");
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);

	useEffect(() => {
		let gone = false;

		enrol(batch, whom, true).then((c) => gone || setCounted(c),
			(e) => gone || setProblem(fault(e)));
		return () => {
			gone = true;
		};
	}, [batch]);

	function run(): void {
		if (busy)
			return;
		setBusy(true);
		setProblem(null);
		enrol(batch, whom, false).then(({ enrolled }) => {
			setCounted(null);
			say(words("enrol.done", { n: number(enrolled, 0) }));
			done();
		}, (e) => setProblem(fault(e))).then(() => setBusy(false));
	}

	return (
		<section class="card stack near no-print" aria-labelledby="these">
			<h2 id="these">{words("these")}</h2>
			<div role="status" class="stack near">
				{counted && <p>{words("enrol.count", {
					n: counted.enrolled, before: counted.before })}</p>}
				{said && <p class="notice ok">{said}</p>}
			</div>
			{counted && counted.enrolled > 0 && <p class="actions">
				<button type="button" class="button primary"
					aria-busy={busy} onClick={run}>
					{busy ? t("form.busy")
						: words("enrol.go", { n: counted.enrolled })}
				</button>
			</p>}
			{problem && <Failure problem={problem} />}
		</section>
	);
}
