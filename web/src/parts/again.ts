/*
 * What was refused because too many came at once is asked once more by itself:
 * Failure says so of 503. What a screen reads is (load.ts); this is for what it
 * does when it opens.
 */
import { useEffect } from "preact/hooks";
import type { Problem } from "../api/client";
import { retryMs } from "./retry";

export function useAgain(problem: Problem | null, again: () => void): void {
	useEffect(() => {
		const ms = problem?.status === 503 ? retryMs(problem) : null;
		const timer = ms === null ? undefined : setTimeout(again, ms);

		return () => clearTimeout(timer);
	}, [problem]);
}
