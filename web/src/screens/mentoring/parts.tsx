/* What is said of a pair wherever it stands. */
import type { Mentoring } from "../../api/mentoring";
import { Dialog } from "../../parts/Dialog";
import { State } from "../../parts/pieces";
import { calendarDay, day } from "../../text/format";
import { words } from "../../text/mentoring";

export const sessions = ({ sessions: n, lastDay }: Mentoring): string => lastDay
	? words("sessions", { n, day: calendarDay(lastDay) })
	: words("sessions.none");

export const partner = ({ role, mentor, mentee }: Mentoring): string =>
	(role === "mentor" ? mentee : mentor).name;

export function Standing({ of }: { of: Mentoring }) {
	return <State named={of.endedAt
		? { word: words("ended", { at: day(of.endedAt) }), tone: "",
			icon: "closed" }
		: { word: words("going", { at: day(of.createdAt) }), tone: "ok",
			icon: "half" }} />;
}

/* It cannot be taken up again, so it is asked. */
export function EndDialog({ close, yes }: {
	close: () => void;
	yes: () => void;
}) {
	return (
		<Dialog title={words("end")} close={close}>
			<p>{words("end.ask")}</p>
			<p class="actions">
				<button type="button" class="button" onClick={close}>
					{words("end.no")}
				</button>
				<button type="button" class="button" onClick={yes}>
					{words("end.yes")}
				</button>
			</p>
		</Dialog>
	);
}
