/* How the tries of a review are told, in its list and each by itself. */
import type { LtiReviewUnit } from "../../api/lti";
import { number } from "../../text/format";
import { words } from "../../text/gradebook";
import type { Named } from "../../text/names";

export type Try = LtiReviewUnit["sittings"][number];

export const REVIEW = "/api/v1/me/launch/review";

export const percent = (score: number) => number(100 * score);

export function tryStanding({ state, passed }: Pick<Try, "state" | "passed">):
Named {
	if (state === "open" || state === "waiting")
		return { word: words(`sitting.${state}`), tone: "wait", icon: "half" };
	if (passed !== null)
		return passed
			? { word: words("sitting.passed"), tone: "ok", icon: "done" }
			: { word: words("sitting.failed"), tone: "wait", icon: "bad" };
	return { word: words(`sitting.${state}`), tone: "", icon: "none" };
}

/* "" where none is told. */
export function scoreOf({ score, points, most }: Pick<Try,
	"score" | "points" | "most">): string {
	return score === null ? "" : words("sitting.score", {
		score: percent(score), points: number(points ?? 0, 2),
		most: number(most ?? 0, 2),
	});
}
