/*
 * When a page asks again by itself.
 */
import type { Problem } from "../api/client";

const LINE_MS = 5_000;
const BUSY_LONGEST_S = 60;

/*
 * In so many ms; null: it does not. A crowd that was sent away together
 * must not come back together, so up to twice the time that was asked for.
 */
export function retryMs(
	problem: Pick<Problem, "status" | "retryAfter">,
	random: () => number = Math.random,
): number | null {
	if (problem.status === 0)
		return LINE_MS;
	if (problem.status !== 503)
		return null;
	return Math.min(problem.retryAfter || 2, BUSY_LONGEST_S) * 1_000 *
		(1 + random());
}
