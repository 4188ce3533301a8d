/* Which grades arrived in the other LMS, why others did not, and once more. */
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { GradeState, LtiGrade, LtiGrades, LtiLaunch } from
	"../../api/lti";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { Pager } from "../../parts/pieces";
import { launchPath } from "../../session/launched";
import { number, moment } from "../../text/format";
import { words } from "../../text/launch";

export const TONES: Record<GradeState, string> = {
	sent: "ok", waiting: "wait", attention: "bad", kept: "wait",
};

type Activity = "Initialized" | "Started" | "InProgress" | "Submitted" |
	"Completed";

const ACTIVITIES: readonly string[] = [
	"Initialized", "Started", "InProgress", "Submitted", "Completed",
];

function reached({ activity, grading }: LtiGrade): string {
	const said = ACTIVITIES.includes(activity)
		? words(`activity.${activity as Activity}`) : activity;

	return grading === "PendingManual"
		? `${said}, ${words("grading.PendingManual")}` : said;
}

export function When({ of }: { of: LtiGrade }) {
	if (of.state === "sent" || of.state === "kept")
		return of.sentAt
			? <p class="facts">{words("sentAt", { time: moment(of.sentAt) })}</p>
			: null;
	return of.state === "waiting" && of.nextAt
		? <p class="facts">{words("nextAt", { time: moment(of.nextAt) })}</p>
		: null;
}

function Row({ of, send }: { of: LtiGrade; send: () => void }) {
	return (
		<tr>
			<th scope="row">{of.person.name}</th>
			<td data-label={words("grades.score")}>{of.scaled === null
				? words("noScore") : number(of.scaled * 100)}</td>
			<td data-label={words("grades.reached")}>{reached(of)}</td>
			<td>
				<p><span class={`state ${TONES[of.state]}`}>
					{words(`state.${of.state}`)}
				</span></p>
				<When of={of} />
				{of.state === "kept" && of.found !== null &&
					<p>{words("kept.found",
						{ score: number(of.found * 100) })}</p>}
				{of.state !== "sent" && of.sentence && <p>{of.sentence}</p>}
				{of.state !== "sent" && of.advice &&
					<p class="quiet">{of.advice}</p>}
				{of.state !== "sent" && of.said &&
					<p class="small quiet">
						{words("said", { text: of.said })}
					</p>}
				{of.state !== "sent" &&
					<button class="button" type="button" onClick={send}
						aria-label={words(of.state === "waiting"
							? "sendNowFor" : "sendFor",
							{ name: of.person.name })}>
						{words(of.state === "waiting" ? "sendNow" : "send")}
					</button>}
			</td>
		</tr>
	);
}

function List({ link, launch }: { link: string; launch: LtiLaunch }) {
	const { query } = useLocation();
	const page = Math.max(1, Math.floor(Number(query.page)) || 1);
	const path = `/api/v1/lti/links/${encodeURIComponent(link)}`;
	const load = useLoad<LtiGrades>(`${path}/grades?page=${page}`);
	const [sent, setSent] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);

	function send(where: string): void {
		setProblem(null);
		call("POST", where, {}).then(() => {
			setSent(true);
			load.reload();
		}, (e) => setProblem(fault(e)));
	}

	return (
		<Loaded from={load}>{({ grades, counts, pages }) => (
			<div class="stack">
				{!launch.grades && counts.sent === 0 &&
					<p class="notice warn">{words("grades.noColumn")}</p>}
				<div role="status">
					{sent && <p class="notice ok">{words("sent.again")}</p>}
				</div>
				{problem && <Failure problem={problem} />}
				{grades.length === 0
					? <p class="quiet">{words("grades.none")}</p>
					: <>
						<p>{words("grades.counts", { ...counts })}</p>
						<p class="actions">
							<button class="button" type="button"
								onClick={() => {
									setSent(false);
									load.reload();
								}}>{words("reload")}</button>
							{counts.attention > 1 &&
								<button class="button primary" type="button"
									onClick={() => send(`${path}/sending`)}>
									{words("sendAll")}
								</button>}
						</p>
						<table class="table">
							<thead><tr>
								<th scope="col">{words("grades.person")}</th>
								<th scope="col">{words("grades.score")}</th>
								<th scope="col">{words("grades.reached")}</th>
								<th scope="col">{words("grades.state")}</th>
							</tr></thead>
							<tbody>
								{grades.map((one) => <Row key={one.id} of={one}
									send={() => send(
										`/api/v1/lti/grades/${one.id}/sending`)} />)}
							</tbody>
						</table>
						{pages > 1 && <Pager page={page} pages={pages}
							href={(to) => launchPath({
								lihat: "grades", page: String(to),
							})} />}
					</>}
			</div>
		)}</Loaded>
	);
}

export function Grades({ launch }: { launch: LtiLaunch }) {
	return launch.link
		? <List link={launch.link} launch={launch} />
		: <p class="quiet">{words("grades.noLink")}</p>;
}
