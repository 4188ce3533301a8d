/* Grades that an LMS did not take: whose, why, what it said, and once more. */
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { call, type Problem } from "../../../api/client";
import { Failure } from "../../../parts/Failure";
import { fault } from "../../../parts/fault";
import { Loaded } from "../../../parts/Loaded";
import { useLoad } from "../../../parts/load";
import { Pager } from "../../../parts/pieces";
import { moment } from "../../../text/format";
import { words } from "../../../text/ltiKeys";
import type { FailedGrade } from "./types";

interface Failed {
	grades: FailedGrade[];
	page: number;
	pages: number;
	total: number;
}

function nameOf({ person }: FailedGrade): string {
	return person?.name ?? words("failed.hidden");
}

function One({ of, send }: { of: FailedGrade; send: () => void }) {
	return (
		<li class="card stack near">
			<p class="strong">{nameOf(of)}</p>
			<p class="facts">
				{[of.title, of.context, of.state === "waiting" && of.nextAt
					? words("failed.waiting", { at: moment(of.nextAt) })
					: words("failed.attention")].filter(Boolean).join(" · ")}
			</p>
			<p>{of.sentence}</p>
			{of.said && <p>{words("failed.said", { text: of.said })}</p>}
			<p>{of.advice}</p>
			<p><button class="button small" type="button" onClick={send}
				aria-label={words("failed.sendFor", { name: nameOf(of) })}>
				{words("failed.send")}
			</button></p>
		</li>
	);
}

/* Of the platform at `path`; nothing where all arrived. */
export function FailedGrades({ path }: { path: string }) {
	const { path: here, query } = useLocation();
	const page = Math.max(1, Math.floor(Number(query.nilai)) || 1);
	const load = useLoad<Failed>(`${path}/grades?page=${page}`);
	const [said, say] = useState("");
	const [problem, setProblem] = useState<Problem | null>(null);

	function send(id: string): void {
		setProblem(null);
		say("");
		call<{ sending: number }>("POST", `/api/v1/lti/grades/${id}/sending`,
			{}).then(({ sending }) => {
			say(words(sending ? "failed.sent" : "failed.soon"));
			load.reload();
		}, (e) => setProblem(fault(e)));
	}

	return (
		<Loaded from={load}>{({ grades, pages, total }) => <>
			<div role="status">
				{said && <p class="notice ok">{said}</p>}
			</div>
			{problem && <Failure problem={problem} />}
			{total > 0 && <>
				<h3>{words("failed")}</h3>
				<ul class="plain cards">
					{grades.map((one) => <One key={one.id} of={one}
						send={() => send(one.id)} />)}
				</ul>
				<Pager page={page} pages={pages}
					href={(to) => `${here}?nilai=${to}`} />
			</>}
		</>}</Loaded>
	);
}
