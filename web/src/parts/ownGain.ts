/* One's own gain, as learners read it. */
import type { OwnGain } from "../api/numbers";
import { number } from "../text/format";
import { words } from "../text/ownGain";

/* "Sebelum 4 dari 10, sesudah 8 dari 10." */
export function ownGain({ before, after }: OwnGain, first: boolean): string {
	return words(first ? "own.first" : "own", {
		before: number(before.points, 2), most: number(before.most, 2),
		after: number(after.points, 2), of: number(after.most, 2),
	});
}
