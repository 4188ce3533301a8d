/* Who is in the course, as the other LMS tells, and how far they are here. */
import type { LtiLaunch, LtiMember, LtiRoster } from "../../api/lti";
import { Loaded } from "../../parts/Loaded";
import { useLoad } from "../../parts/load";
import { moment } from "../../text/format";
import { words } from "../../text/launch";

const ROLES = ["learner", "instructor", "test"] as const;

function roleOf(role: string): string {
	const known = ROLES.find((one) => one === role);

	return words(`role.${known ?? "other"}`);
}

function Row({ of }: { of: LtiMember }) {
	const at = of.completed ? "completed" : of.begun ? "begun" : "new";

	return (
		<tr>
			<th scope="row">
				{of.name ?? <span class="quiet">{words("roster.noName")}</span>}
			</th>
			<td data-label={words("roster.role")}>{roleOf(of.role)}</td>
			<td>
				{of.role === "learner" &&
					<span class={`state ${at === "completed" ? "ok"
						: at === "begun" ? "wait" : ""}`}>
						{words(`member.${at}`)}
					</span>}
				{of.status !== "Active" &&
					<p class="facts">{words("inactive")}</p>}
			</td>
		</tr>
	);
}

export function Roster({ launch }: { launch: LtiLaunch }) {
	return launch.link
		? <List link={launch.link} />
		: <p class="quiet">{words("roster.none")}</p>;
}

function List({ link }: { link: string }) {
	const load = useLoad<LtiRoster>(
		`/api/v1/lti/links/${encodeURIComponent(link)}/roster`);

	return (
		<Loaded from={load}>{({ members, at }) => members.length === 0
			? <p class="quiet">{words("roster.none")}</p>
			: <div class="stack">
				{at !== null && <p class="facts">
					{words("roster.at", { time: moment(at) })}
				</p>}
				<table class="table">
					<thead><tr>
						<th scope="col">{words("grades.person")}</th>
						<th scope="col">{words("roster.role")}</th>
						<th scope="col">{words("roster.state")}</th>
					</tr></thead>
					<tbody>
						{members.map((one, i) => <Row key={i} of={one} />)}
					</tbody>
				</table>
			</div>}</Loaded>
	);
}
