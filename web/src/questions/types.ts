import type { PublicQuestion, Response } from "../api/quiz";
import type { Setting } from "./html";

/** What every kind of question is given. */
export interface AnswerProps {
	question: PublicQuestion;
	response: Response | null;
	setting: Setting;
	/** The element that holds the question's text. */
	labelledBy: string;
	/** `typing`: more is likely to follow at once. */
	change: (response: Response | null, typing?: boolean) => void;
	/** The field was left: what was typed is whole. */
	settled: () => void;
	/** Said to those who hear the page. */
	say: (words: string) => void;
}
