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

export interface Gain {
	pretest: string | null;
	n: number;
	told: number;
	before: number | null;
	after: number | null;
	questions: {
		id: string;
		n: number;
		before: number | null;
		after: number | null;
	}[];
}
