/* What sittings say about a quiz's questions: GET /api/v1/modules/{id}/numbers. */

export type Flag = "easy" | "hard" | "weak" | "negative" | "idleChoice" |
	"strongChoice";
export type Judged = "no" | "carefully" | "yes";
export type Thirds = [number, number, number];	/* the weakest first */

export interface ChoiceNumbers {
	html: string;	/* "" of true and false, which are the first and second */
	right: boolean;
	n: number;
	meanTotal: number | null;
	thirds: Thirds | null;
	flags: Flag[];
}

export interface QuestionNumbers {
	id: string;
	source: string;	/* "unit", or of a bank */
	versions: number[];
	type: string | null;	/* null: it is not known any more */
	html: string | null;
	n: number;
	judged: Judged;
	/* null: too few learners to tell of them */
	numbers: {
		facility: number;
		discrimination: number | null;
		empty: number;
		medianMs: number | null;
		thirds: Thirds;
		flags: Flag[];
	} | null;
	choices: ChoiceNumbers[] | null;
}

export interface QuizNumbers {
	mean: number;
	median: number;
	deviation: number;
	alpha: number | null;
	dichotomous: boolean;
	medianMs: number | null;
	passed: { n: number; of: number } | null;
	bars: number[];
}

export interface Numbers {
	module: { id: string; title: string };
	units: { key: string; title: string; versions: number[] }[];
	unit: string | null;	/* null: the module has no quiz */
	title: string | null;
	pretest: boolean;
	version: number | null;	/* null: all of them */
	sittings: "first" | "all";
	told: number;
	least: number;
	sure: number;
	n: number;
	learners: number;
	judged: Judged;
	quiz: QuizNumbers | null;
	questions: QuestionNumbers[];
}

/* Of those who sat a pretest and then its quiz; null where it is not told. */
export interface GainNumbers {
	n: number;
	judged: Judged;
	before: number | null;
	after: number | null;
	change: number | null;
	low: number | null;	/* the 95 % interval; null: nothing is judged */
	high: number | null;
	normalised: number | null;
	medianBefore: number | null;
	medianAfter: number | null;
	medianChange: number | null;
	clear: boolean | null;	/* the interval does not hold 0 */
}

export interface GainGroup extends GainNumbers {
	version: number | null;
	unit: string | null;	/* null: a version, or who was in no unit */
	name: string | null;
	agency: string | null;
}

export interface Gain extends GainNumbers {
	pretest: string | null;
	pretestTitle: string | null;
	told: number;
	least: number;
	sure: number;
	questions: (GainNumbers & { id: string })[];
	/* With ?by=. */
	groups?: GainGroup[];
	hidden?: number;
	rest?: GainNumbers | null;
}

/* One's own, of first sittings. */
export interface OwnGain {
	before: { points: number; most: number };
	after: { points: number; most: number };
}
