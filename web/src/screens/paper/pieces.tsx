/* What the screens of certificates share. */
import { call } from "../../api/client";
import type { Paper, PaperState } from "../../api/paper";
import { lang } from "../../text";
import { calendarDay, day, number } from "../../text/format";
import type { Named } from "../../text/names";
import { words } from "../../text/paper";
import { keep } from "../manage/gradebook/file";

export function stateOf(state: PaperState): Named {
	return {
		word: words(`state.${state}`),
		tone: state === "good" ? "ok" : state === "replaced" ? "wait" : "bad",
		icon: state === "good" ? "done"
			: state === "replaced" ? "half" : "closed",
	};
}

/** Where a paper is, of its kinds of file: its own PDF, or one signed. */
export async function keepPdf(paper: Pick<Paper, "id" | "number">,
		signed = false): Promise<void> {
	const path = `/api/v1/certificates/${paper.id}${signed ? "/signed"
		: `.pdf${lang() === "en" ? "?lang=en" : ""}`}`;

	keep(await call<Blob>("GET", path, undefined,
		{ read: (response) => response.blob() }),
	`${paper.number.replace(/[^A-Za-z0-9.]+/g, "-")}.pdf`);
}

export function whenOf(paper: Paper): string {
	const days = paper.firstDay === paper.lastDay
		? calendarDay(paper.lastDay)
		: words("on", { first: calendarDay(paper.firstDay),
			last: calendarDay(paper.lastDay) });

	return [days, paper.place, paper.jp > 0
		? words("jp", { n: number(paper.jp, 2) }) : ""]
		.filter(Boolean).join(" · ");
}

/** Why it is not valid any more; null while it is. */
export function Over({ paper }: { paper: Paper }) {
	if (paper.state === "good")
		return null;
	return (
		<p class="facts">
			{paper.replacedBy
				? words("replaced.by", { number: paper.replacedBy.number })
				: words("revoked.on", { day: day(paper.revokedAt ?? 0),
					why: paper.revokedWhy })}
			{paper.replacedBy && paper.revokedWhy &&
				` ${words("reason")}: ${paper.revokedWhy}`}
		</p>
	);
}
