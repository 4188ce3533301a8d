/*
 * A JSON text and a place in it. A form changes one place; all else, also keys
 * that no form knows, stays as it is and where it is.
 */

export type Key = string | number;
export type Path = readonly Key[];

type Bag = Record<string, unknown>;

export function isBag(value: unknown): value is Bag {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at a path; undefined: nothing. */
export function valueAt(root: unknown, path: Path): unknown {
	let here = root;

	for (const key of path) {
		if (Array.isArray(here))
			here = here[Number(key)];
		else if (isBag(here) && Object.prototype.hasOwnProperty.call(here, key))
			here = here[key];
		else
			return undefined;
	}
	return here;
}

function without(bag: Bag, key: string): Bag {
	const { [key]: _, ...rest } = bag;

	return rest;
}

/** A copy with that value there; undefined removes the key or the item. */
export function withValue(root: unknown, path: Path, value: unknown): unknown {
	const [key, ...rest] = path;

	if (key === undefined)
		return value;
	if (typeof key === "number" && (Array.isArray(root) || root == null)) {
		const list: unknown[] = Array.isArray(root) ? [...root] : [];

		if (rest.length === 0 && value === undefined)
			list.splice(key, 1);
		else
			list[key] = withValue(list[key], rest, value);
		return list;
	}
	const bag = isBag(root) ? root : {};
	const name = String(key);

	if (rest.length === 0 && value === undefined)
		return without(bag, name);
	return { ...bag, [name]: withValue(bag[name], rest, value) };
}

/** The text of a value, as files of a draft are written. */
export function written(value: unknown): string {
	return `${JSON.stringify(value, null, "\t")}\n`;
}

/** undefined: it is no JSON. */
export function read(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/* ---- Which place a line of the text belongs to ----------------------------- */

interface Span {
	path: Path;
	from: number;
	to: number;
}

/* Every value and the stretch of text it stands in, its key included. */
function spans(text: string): Span[] {
	const found: Span[] = [];
	let at = 0;

	const blanks = () => {
		while (at < text.length && " \t\r\n".includes(text[at]!))
			at++;
	};
	const string = () => {
		const from = at++;

		while (at < text.length && text[at] !== "\"")
			at += text[at] === "\\" ? 2 : 1;
		at++;
		return text.slice(from, at);
	};
	const inside = (path: Path, close: string, list: boolean) => {
		at++;
		for (let n = 0; ; n++) {
			blanks();
			if (at >= text.length || text[at] === close)
				break;
			const from = at;
			let key: Key = n;

			if (!list) {
				if (text[at] !== "\"")
					throw new Error("no key");
				key = JSON.parse(string()) as string;
				blanks();
				at++;
			}
			value([...path, key], from);
			blanks();
			if (text[at] === ",")
				at++;
		}
		at++;
	};
	const value = (path: Path, from: number) => {
		const begun = found.length;

		blanks();
		found.push({ path, from, to: from });
		if (text[at] === "{")
			inside(path, "}", false);
		else if (text[at] === "[")
			inside(path, "]", true);
		else if (text[at] === "\"")
			string();
		else if (/[-\w]/.test(text[at] ?? ""))
			while (at < text.length && !",]} \t\r\n".includes(text[at]!))
				at++;
		else
			throw new Error("no value");
		found[begun]!.to = at;
	};

	value([], 0);
	return found;
}

/**
 * The innermost place that a line (from 1) is about: the first that begins on
 * it, or else the one it lies in.
 */
export function pathOfLine(text: string, line: number): Path {
	const lines = text.split("\n");
	const from = lines.slice(0, line - 1).reduce((n, l) => n + l.length + 1, 0);
	const to = from + (lines[line - 1]?.length ?? 0);
	let found: Span[];

	try {
		found = spans(text);
	} catch {
		return [];
	}
	const begins = found.find((s) => s.path.length > 0 && s.from >= from &&
		s.from <= to && s.to > s.from);
	const holds = found.filter((s) => s.from <= from && s.to >= from).pop();

	return (begins ?? holds)?.path ?? [];
}
