/*
 * Formulas and conditions that teachers write, read and computed here as
 * server/domain/formula.h has them; nothing is ever executed.
 */
import type { Numeric, Parameter } from "./types";
import type { Random } from "./random";

export type Values = { [name: string]: number };

type Value = number | boolean;

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z][\w.]*)|(&&|\|\||<=|>=|==|!=|[-+*/^()<>,]))/y;
const DEPTH = 32;

/* Half away from zero. */
function rounded(a: number, decimals = 0): number {
	const scale = 10 ** decimals;

	return Math.sign(a) * Math.floor(Math.abs(a) * scale + .5) / scale;
}

const FUNCTIONS: { [name: string]: (...given: number[]) => number } = {
	min: Math.min,
	max: Math.max,
	round: rounded,
	abs: Math.abs,
};

function tokensOf(text: string): string[] {
	const tokens: string[] = [];
	const end = text.trimEnd().length;

	for (TOKEN.lastIndex = 0; TOKEN.lastIndex < end;) {
		const found = TOKEN.exec(text);

		if (!found)
			throw new Error(`not a formula: ${text}`);
		tokens.push(found[1] ?? found[2] ?? found[3]!);
	}
	return tokens;
}

function number(value: Value): number {
	if (typeof value !== "number")
		throw new Error("a truth where a number must be");
	if (!Number.isFinite(value))
		throw new Error("not a finite number");
	return value;
}

function truth(value: Value): boolean {
	if (typeof value !== "boolean")
		throw new Error("a number where a truth must be");
	return value;
}

class Reader {
	private readonly tokens: string[];
	private at = 0;
	private depth = 0;

	constructor(text: string, private readonly values: Values) {
		this.tokens = tokensOf(text);
	}

	private take(...wanted: string[]): string | null {
		const token = this.tokens[this.at];

		if (token === undefined || !wanted.includes(token))
			return null;
		this.at++;
		return token;
	}

	private need(wanted: string): void {
		if (!this.take(wanted))
			throw new Error(`${wanted} is missing`);
	}

	private deeper<T>(read: () => T): T {
		if (++this.depth > DEPTH)
			throw new Error("too deep");
		const value = read();

		this.depth--;
		return value;
	}

	whole(): Value {
		const value = this.either();

		if (this.at < this.tokens.length)
			throw new Error("something stands behind the formula");
		return value;
	}

	private either(): Value {
		let value = this.both();

		while (this.take("||")) {
			const right = truth(this.both());

			value = truth(value) || right;
		}
		return value;
	}

	private both(): Value {
		let value = this.compared();

		while (this.take("&&")) {
			const right = truth(this.compared());

			value = truth(value) && right;
		}
		return value;
	}

	private compared(): Value {
		const left = this.sum();
		const op = this.take("<", "<=", ">", ">=", "==", "!=");

		if (!op)
			return left;
		const right = this.sum();

		if (op === "==" || op === "!=") {
			if (typeof left !== typeof right)
				throw new Error("a number beside a truth");
			return (left === right) === (op === "==");
		}
		const a = number(left), b = number(right);

		return op === "<" ? a < b : op === "<=" ? a <= b
			: op === ">" ? a > b : a >= b;
	}

	private sum(): Value {
		let value = this.product(), op;

		while ((op = this.take("+", "-"))) {
			const right = number(this.product());

			value = number(value) + (op === "+" ? right : -right);
		}
		return value;
	}

	private product(): Value {
		let value = this.signed(), op;

		while ((op = this.take("*", "/"))) {
			const right = number(this.signed());

			if (op === "/" && right === 0)
				throw new Error("division by zero");
			value = op === "*" ? number(value) * right
				: number(value) / right;
		}
		return value;
	}

	private signed(): Value {
		return this.take("-")
			? this.deeper(() => -number(this.signed())) : this.power();
	}

	/* Binds tighter than a minus before it, and to the right. */
	private power(): Value {
		const base = this.atom();

		return this.take("^")
			? this.deeper(() => number(base) ** number(this.signed()))
			: base;
	}

	private inside(): Value {
		return this.deeper(() => {
			const value = this.either();

			this.need(")");
			return value;
		});
	}

	private call(name: string): number {
		const given = [number(this.deeper(() => this.either()))];

		while (this.take(","))
			given.push(number(this.deeper(() => this.either())));
		this.need(")");
		return FUNCTIONS[name]!(...given);
	}

	private atom(): Value {
		if (this.take("("))
			return this.inside();
		const token = this.tokens[this.at++] ?? "";
		const own = (of: object) =>
			Object.prototype.hasOwnProperty.call(of, token);

		if (/^\d/.test(token))
			return Number(token);
		if (token === "true" || token === "false")
			return token === "true";
		if (own(FUNCTIONS) && this.take("("))
			return this.call(token);
		if (!own(this.values))
			throw new Error(`no parameter ${token}`);
		return this.values[token]!;
	}
}

export function evaluate(formula: string, values: Values): number {
	return number(new Reader(formula, values).whole());
}

export function holds(where: string, values: Values): boolean {
	return truth(new Reader(where, values).whole());
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

/* May a question have these? Not where its own sum fails, by zero or such. */
function fits(question: Numeric, values: Values): boolean {
	try {
		keyOf(question, values);
		return !question.where || holds(question.where, values);
	} catch {
		return false;
	}
}

/* One set that `where` allows; the last one tried when none was found. */
export function draw(question: Numeric, random: Random): Values {
	let values: Values = {};

	for (let i = 0; i < TRIES; i++) {
		values = {};
		for (const [name, parameter] of
			Object.entries(question.parameters ?? {}))
			values[name] = drawn(parameter, random);
		if (fits(question, values))
			break;
	}
	return values;
}

export function keyOf(question: Numeric, values: Values): number {
	return question.formula === undefined ? question.answer ?? NaN
		: tidy(evaluate(question.formula, values));
}
