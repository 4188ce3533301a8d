/*
 * Self-checks and activities of a lesson, as lessons/NAME.json has them: with
 * their keys, since they count for nothing and work without a line.
 *
 * Everything here is plain data, and the functions of this folder are pure.
 * What the learner did is said by the authored position of things, from 1, as
 * text; only what is shown is shuffled.
 */

/** Text as it was written, and as HTML where the server made some. */
export interface Said {
	text: string;
	html?: string;
}

export interface Feedback {
	right?: string;
	wrong?: string;
	rightHtml?: string;
	wrongHtml?: string;
}

export interface Choice extends Said {
	right?: boolean;
	feedback?: string;
	feedbackHtml?: string;
}

export interface Parameter {
	from: number;
	to: number;
	step?: number;
}

interface Common extends Said {
	id: string;
	points?: number;
	media?: string;
	alt?: string;
	hint?: string;
	hintHtml?: string;
	feedback?: Feedback;
	basis?: string[];
	confidence?: string;
}

export interface Single extends Common {
	type: "single";
	choices: Choice[];
	shuffle?: boolean;
}

export interface Multiple extends Common {
	type: "multiple";
	choices: Choice[];
	shuffle?: boolean;
	partial?: boolean;
}

export interface TrueFalse extends Common {
	type: "trueFalse";
	right: boolean;
}

export interface Pair {
	left: string;
	right: string;
	leftHtml?: string;
	rightHtml?: string;
}

export interface Match extends Common {
	type: "match";
	pairs: Pair[];
	extra?: string[];
}

export interface Order extends Common {
	type: "order";
	items: string[];
	itemsHtml?: string[];
}

export interface Numeric extends Common {
	type: "numeric";
	answer?: number;
	formula?: string;
	tolerance?: number;
	unit?: string;
	accept?: string[];
	parameters?: { [name: string]: Parameter };
	decimals?: number;
	where?: string;
	again?: boolean;
}

export interface TextQuestion extends Common {
	type: "text";
	accept: string[];
	ignoreCase?: boolean;
}

export type Gap =
	| { type: "text"; accept: string[]; ignoreCase?: boolean }
	| { type: "single"; choices: Choice[] }
	| {
		type: "numeric";
		answer: number;
		tolerance?: number;
		unit?: string;
		accept?: string[];
	};

export interface Cloze extends Common {
	type: "cloze";
	gaps: Gap[];
}

export interface Essay extends Common {
	type: "essay";
	rubric?: (Said & { points: number })[];
	mostCharacters?: number;
}

export type Question = Single | Multiple | TrueFalse | Match | Order | Numeric
	| TextQuestion | Cloze | Essay;

export interface Sort extends Common {
	type: "sort";
	groups: string[];
	groupsHtml?: string[];
	cards: { text: string; html?: string; group: string; why?: string;
		whyHtml?: string }[];
}

export interface Passage {
	title?: string;
	text: string;
	fake: boolean;
	parts?: { text: string; why: string; whyHtml?: string }[];
	why?: string;
	whyHtml?: string;
}

export interface Mark extends Common {
	type: "mark";
	passages: Passage[];
}

export interface Matrix extends Common {
	type: "matrix";
	options: string[];
	criteria: { text: string; weight: number }[];
	/** Option by option, for each criterion 1 to 5. */
	values: number[][];
}

export interface Scale extends Common {
	type: "scale";
	statements: { text: string; html?: string; group?: string }[];
	labels: string[];
}

export interface TreeNode extends Said {
	title?: string;
	speaker?: string;
	choices?: (Said & { to: string; why?: string; whyHtml?: string })[];
	end?: boolean;
}

export interface Situation extends Said {
	end: string;
	why?: string;
	whyHtml?: string;
}

export interface Tree extends Common {
	type: "tree" | "dialogue";
	start: string;
	nodes: { [id: string]: TreeNode };
	situations?: Situation[];
}

export interface Grid extends Common {
	type: "grid";
	rows: string;
	columns: string;
	size: number;
	prompts?: string[];
	promptsHtml?: string[];
}

export interface Note extends Common {
	type: "note";
	prompts: string[];
	promptsHtml?: string[];
}

export interface Pareto extends Common {
	type: "pareto";
	bars: { text: string; count: number }[];
	question?: Single;
}

export interface Cards extends Common {
	type: "cards";
	fields: { label: string; placeholder?: string }[];
}

export type Activity = Question | Sort | Mark | Matrix | Scale | Tree | Grid
	| Note | Pareto | Cards;

export interface Practice {
	questions?: { [id: string]: Question };
	activities?: { [id: string]: Activity };
}

/** lessons/NAME.json. */
export interface LessonFile {
	title: string;
	minutes?: number;
	basis?: string[];
	confidence?: string;
	checkedAt?: string;
	reviewBy?: string;
	language?: string;
	html: string;
	practice?: Practice;
}

/** What a learner answered, in the shapes that a sitting sends. */
export type GapResponse = { text?: string; choice?: string };

export interface Response {
	choice?: string;
	choices?: string[];
	value?: boolean;
	pairs?: { [left: string]: string };
	order?: string[];
	text?: string;
	gaps?: { [gap: string]: GapResponse };
}

export type Outcome = "right" | "partial" | "wrong" | "empty" | "waiting";

export interface Grade {
	state: Outcome;
	/** 0 to 1. */
	fraction: number;
	/** By choice, pair, gap or place: whether that one is right. */
	parts: { [part: string]: boolean };
}
