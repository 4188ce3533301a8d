/* What people need to learn, as it stands on the wire. */
import type { Named } from "./org";

export const STATES = ["open", "planned", "answered", "declined"] as const;
export type NeedState = typeof STATES[number] | "merged";

export const CAUSES = ["proposal", "survey", "interview", "discussion",
	"regulation", "followup"] as const;
export type NeedCause = typeof CAUSES[number];

/* The fields of the catalogue, and "" for none. */
export const TOPICS = ["it", "public-service", "leadership", "finance",
	"other"] as const;
export type Topic = typeof TOPICS[number] | "";

export interface Need {
	id: string;
	agency: string;
	title: string;
	about: string;
	topic: Topic;
	unit: Named | null;
	job: Named | null;
	cause: NeedCause;
	regulation: string;
	state: NeedState;
	mergedInto: { id: string; title: string } | null;
	outcome: string;
	/* To who may not see names: null below five, and rounded down. */
	supporters: number | null;
	rounded: boolean;
	supported: boolean;
	mine: boolean;
	answers: number;
	createdAt: number;
	updatedAt: number;
	revision: number;
	proposedBy?: Named | null;	/* to organisers alone */
}

export interface NeedPage {
	agency: Named;
	needs: Need[];
	units: Named[];
	place: { unit: Named | null; job: Named | null } | null;
	page: number;
	pages: number;
	total: number;
}

export interface Answer {
	id: string;
	title: string;
	state: "draft" | "published" | "closed";
	open: boolean;
}

export interface NeedEvent {
	id: string;
	kind: string;
	words: string;
	at: number;
	mine: boolean;
	by?: string | null;	/* to organisers alone */
}

export interface Finding {
	id: string;
	need: { id: string; title: string } | null;
	kind: "interview" | "discussion";
	day: string;
	unit: Named | null;
	topic: Topic;
	who: string;
	words: string;
	by: string | null;
	at: number;
}

export interface NeedDetail extends Need {
	modules: Answer[];
	programmes: Answer[];
	history: NeedEvent[];
	findings?: Finding[];
	source?: { kind: "survey" | "module" | "event"; id: string;
		title: string } | null;
}

export interface Near {
	id: string;
	title: string;
	state: NeedState;
	supporters: number | null;	/* as a Need's */
	rounded: boolean;
}

export interface FindingPage {
	findings: Finding[];
	page: number;
	pages: number;
	total: number;
}

export interface MapNeed {
	id: string;
	title: string;
	state: NeedState;
	supporters: number;
	cause: NeedCause;
	regulation: string;
	job: Named | null;
	gap: boolean;
	answeredBy: (Answer & { kind: "module" | "programme" })[];
}

export interface NeedMap {
	agency: Named;
	groups: { topic: Topic; unit: Named | null; gaps: number;
		needs: MapNeed[] }[];
	units: Named[];
	total: number;
	gaps: number;
	more: boolean;
}

export interface Suggestion {
	id: string;
	title: string;
	why: ("competency" | "topic" | "words")[];
}

export interface Suggestions {
	modules: Suggestion[];
	programmes: Suggestion[];
}
