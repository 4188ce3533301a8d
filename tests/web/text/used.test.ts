/*
 * Every word that is translated is said somewhere: in a file that has its table,
 * as it is or as what a template comes to ("state.${state}").
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { describe, test } from "node:test";

declare const BALAI_TOP: string;

const TEXT = join(BALAI_TOP, "web/src/text");

function sourcesIn(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);

		return entry.isDirectory() ? sourcesIn(path)
			: /\.tsx?$/.test(path) ? [path] : [];
	});
}

const sources = sourcesIn(dirname(TEXT)).map((path) =>
	({ path, code: readFileSync(path, "utf8") }));

/* "…/text/quiz" of `from "../../text/quiz"` in that file; a folder's index. */
function imports(path: string, code: string): string[] {
	return [...code.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]*)"/g)].map((found) => {
		const to = resolve(dirname(path), found[1]!);

		return to === TEXT ? join(TEXT, "index") : to;
	});
}

function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/* What its templates can come to, those aside that come to anything. */
function patterns(code: string): RegExp[] {
	return [...code.matchAll(/`([^`\s]*\$\{[^`]*)`/g)]
		.map((found) => found[1]!.split(/\$\{[^}]*\}/))
		.filter((parts) => /[.\w]/.test(parts.join("")))
		.map((parts) => new RegExp(`^${parts.map(escaped).join(".*")}$`));
}

/* The keys of its Indonesian table, which comes first: English has the same. */
function keys(code: string): string[] {
	return [...new Set([...code.matchAll(/^\t{1,2}"?([A-Za-z][\w.]*)"?: ?["`(\n{]/gm)]
		.map((found) => found[1]!))].filter((key) => key !== "id" && key !== "en");
}

function unsaid(table: string): string[] {
	const own = sources.find((s) => s.path === join(TEXT, table))!;
	const module = join(TEXT, table === "id.ts" ? "index"
		: basename(table, ".ts"));
	/* Words that are no phrases() are handed about as an object. */
	const handed = /Words = \{/.test(own.code);
	const users = sources.filter((s) => !/\/text\/(id|en)\.ts$/.test(s.path) &&
		s.path !== own.path &&
		(handed || imports(s.path, s.code).includes(module)));
	const said = users.map((s) => s.code).join("\n");
	const made = users.flatMap((s) => patterns(s.code));

	return keys(own.code).filter((key) =>
		!new RegExp(handed ? `\\b${key}\\b`
			: `["']${escaped(key)}["']`).test(said) &&
		!made.some((pattern) => pattern.test(key)));
}

const tables = readdirSync(TEXT).filter((name) => name !== "en.ts" &&
	name !== "index.ts" && /phrases\(|Words = \{|export const id = \{/
	.test(readFileSync(join(TEXT, name), "utf8")));

describe("words", () => {
	for (const table of tables)
		test(`${basename(table, ".ts")}: none that nobody says`, () => {
			assert.deepEqual(unsaid(table), []);
		});
});
