/*
 * Prerequisites of SCORM 1.2 (content aggregation model 2.3.2.5.1): a script
 * of AICC over the identifiers of other items.
 *
 *	A1 & (A2 | ~A3)      done, in the sense of passed or completed
 *	A1="failed"          compared with a status, also with <>
 *	2*{A1,A2,A3}         so many of these
 *
 * A script that cannot be read bars nobody: an author's slip must not lock
 * learners out.
 */

import type { Activity, ActivityTree } from "./activity";

const TOKEN = /\s*(<>|[&|~()=,*{}]|"[^"]*"|[^\s&|~()=,*{}<>"]+)/y;

const LIMIT = 4000;

function tokens(script: string): string[] {
	const out: string[] = [];
	const text = script.trim();

	TOKEN.lastIndex = 0;
	while (TOKEN.lastIndex < text.length) {
		const m = TOKEN.exec(text);

		if (!m)
			throw new SyntaxError("prerequisites");
		out.push(m[1]!);
	}
	return out;
}

const SHORT: { [letter: string]: string } = { p: "passed", c: "completed",
	f: "failed", i: "incomplete", b: "browsed", n: "not attempted" };

/** The status as SCORM 1.2 words it. */
function statusOf(tree: ActivityTree, activity: Activity): string {
	const satisfied = activity.judged || !activity.leaf
		? tree.satisfied(activity) : null;
	const completed = tree.completed(activity);

	if (activity.attempts === 0)
		return "not attempted";
	if (satisfied !== null && (activity.judged || completed))
		return satisfied ? "passed" : "failed";
	return completed ? "completed" : "incomplete";
}

class Reader {
	private at = 0;
	private depth = 0;

	constructor(private readonly list: string[],
		private readonly status: (id: string) => string) {}

	read(): boolean {
		const value = this.or();

		if (this.at < this.list.length)
			throw new SyntaxError("prerequisites");
		return value;
	}

	private take(token: string): boolean {
		if (this.list[this.at] !== token)
			return false;
		this.at++;
		return true;
	}

	private need(token: string): void {
		if (!this.take(token))
			throw new SyntaxError("prerequisites");
	}

	private word(): string {
		const token = this.list[this.at++];

		if (token === undefined || /^(<>|[&|~()=,*{}])$/.test(token))
			throw new SyntaxError("prerequisites");
		return token.replace(/^"|"$/g, "");
	}

	private or(): boolean {
		let value = this.and();

		while (this.take("|"))
			value = this.and() || value;
		return value;
	}

	private and(): boolean {
		let value = this.not();

		while (this.take("&"))
			value = this.not() && value;
		return value;
	}

	private not(): boolean {
		if (++this.depth > 200)
			throw new SyntaxError("prerequisites");
		const value = this.take("~") ? !this.not() : this.one();
		this.depth--;
		return value;
	}

	private one(): boolean {
		if (this.take("(")) {
			const value = this.or();

			this.need(")");
			return value;
		}
		if (this.take("{"))
			return this.some(1);
		const word = this.word();
		if (this.take("*")) {
			this.need("{");
			return this.some(Number(word));
		}
		return this.compared(word);
	}

	private some(wanted: number): boolean {
		let held = 0;

		do
			held += this.or() ? 1 : 0;
		while (this.take(","));
		this.need("}");
		return held >= wanted;
	}

	private compared(id: string): boolean {
		const status = this.status(id);
		const equal = this.take("=");

		if (!equal && !this.take("<>"))
			return status === "passed" || status === "completed";
		const word = this.word().toLowerCase();
		return (status === (SHORT[word] || word)) === equal;
	}
}

/** Whether the script of `activity`, if it has one, holds now. */
export function prerequisitesMet(tree: ActivityTree, activity: Activity) {
	const script = activity.node.prerequisites;

	if (typeof script !== "string" || !script.trim() ||
	    script.length > LIMIT)
		return true;
	try {
		return new Reader(tokens(script), id => {
			const other = tree.find(id);

			return other ? statusOf(tree, other) : "not attempted";
		}).read();
	} catch (_) {
		return true;
	}
}
