/*
 * Small sums over parameters: + - * / ^ and parentheses, and comparisons joined
 * by && for "where". Read by us, never by eval.
 */
import type { Numeric, Parameter } from "./types";
import type { Random } from "./random";

export type Values = { [name: string]: number };

const TOKEN = /\s*(?:(\d+(?:\.\d+)?(?:e[+-]?\d+)?)|([A-Za-z_]\w*)|(&&|<=|>=|==|!=|[-+*/^()<>]))/y;

class Reader {
	private readonly tokens: string[] = [];
	private at = 0;

	constructor(text: string, private readonly values: Values) {
		TOKEN.lastIndex = 0;
		while (TOKEN.lastIndex < text.trimEnd().length) {
			const found = TOKEN.exec(text);

			if (!found)
				throw new Error(`not a formula: ${text}`);
			this.tokens.push(found[1] ?? found[2] ?? found[3]!);
		}
	}

	private take(...wanted: string[]): string | null {
		const token = this.tokens[this.at];

		if (token === undefined || !wanted.includes(token))
			return null;
		this.at++;
		return token;
	}

	get rest(): boolean {
		return this.at < this.tokens.length;
	}

	sum(): number {
		let value = this.product(), op;

		while ((op = this.take("+", "-")))
			value = op === "+" ? value + this.product()
				: value - this.product();
		return value;
	}

	private product(): number {
		let value = this.signed(), op;

		while ((op = this.take("*", "/")))
			value = op === "*" ? value * this.signed()
				: value / this.signed();
		return value;
	}

	private signed(): number {
		return this.take("-") ? -this.signed() : this.power();
	}

	private power(): number {
		const base = this.atom();

		return this.take("^") ? base ** this.signed() : base;
	}

	private atom(): number {
		if (this.take("(")) {
			const value = this.sum();

			if (!this.take(")"))
				throw new Error("a parenthesis is missing");
			return value;
		}
		const token = this.tokens[this.at++] ?? "";

		if (/^\d/.test(token))
			return Number(token);
		if (!Object.prototype.hasOwnProperty.call(this.values, token))
			throw new Error(`no parameter ${token}`);
		return this.values[token]!;
	}

	private compare(): boolean {
		const left = this.sum();
		const op = this.take("<", "<=", ">", ">=", "==", "!=");
		const right = this.sum();

		switch (op) {
		case "<": return left < right;
		case "<=": return left <= right;
		case ">": return left > right;
		case ">=": return left >= right;
		case "==": return left === right;
		case "!=": return left !== right;
		default: throw new Error("a comparison is missing");
		}
	}

	all(): boolean {
		let value = this.compare();

		while (this.take("&&"))
			value = this.compare() && value;
		return value;
	}
}

function whole<T>(reader: Reader, read: () => T): T {
	const value = read();

	if (reader.rest)
		throw new Error("something stands behind the formula");
	return value;
}

export function evaluate(formula: string, values: Values): number {
	const reader = new Reader(formula, values);

	return whole(reader, () => reader.sum());
}

export function holds(where: string, values: Values): boolean {
	const reader = new Reader(where, values);

	return whole(reader, () => reader.all());
}

/* Without the noise of binary fractions: .1 + .2 is .3. */
function tidy(value: number): number {
	return Number(value.toPrecision(12));
}

function drawn({ from, to, step = 1 }: Parameter, random: Random): number {
	const steps = Math.floor((to - from) / step + 1e-9);

	return tidy(from + step * random.below(steps + 1));
}

const TRIES = 1_000;

/* One set that `where` allows; the last one tried when none was found. */
export function draw(question: Numeric, random: Random): Values {
	let values: Values = {};

	for (let i = 0; i < TRIES; i++) {
		values = {};
		for (const [name, parameter] of
			Object.entries(question.parameters ?? {}))
			values[name] = drawn(parameter, random);
		if (!question.where || holds(question.where, values))
			break;
	}
	return values;
}

export function keyOf(question: Numeric, values: Values): number {
	return question.formula === undefined ? question.answer ?? NaN
		: tidy(evaluate(question.formula, values));
}
