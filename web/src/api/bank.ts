/* Banks of questions on the wire. */
import type { PublicQuestion, QuestionType, Response } from "./quiz";

export interface Bank {
	id: string;
	name: string;
	description: string;
	agency: { id: string; name: string };
	questions: number;
	retired: number;
	createdAt: number;
	updatedAt: number;
	tags?: { tag: string; questions: number }[];
}

export interface BankQuestion {
	id: string;
	ident: string;
	type: QuestionType;
	title: string;
	state: "active" | "retired";
	number: number;
	createdAt: number;
	updatedAt: number;
}

export interface BankQuestionPage {
	questions: BankQuestion[];
	page: number;
	pages: number;
	total: number;
}

export interface BankVersion {
	number: number;
	at: number;
	by: string;
	note: string;
}

export interface BankQuestionDetail extends BankQuestion {
	shown: number;
	definition: {
		tags?: string[];
		basis?: string[];
		feedback?: { right?: string; wrong?: string };
	};
	public: PublicQuestion;
	key: Response | null;
	versions: BankVersion[];
}

export interface ImportNote {
	place: string;
	name: string;
	code: string;
	reason: string;
}

export interface ImportTaken {
	ident: string;
	type: QuestionType;
	text: string;
	as: "new" | "version" | "same";
	place: string;
}

export interface ImportResult {
	try: boolean;
	taken: ImportTaken[];
	refused: ImportNote[];
	warnings: ImportNote[];
}
