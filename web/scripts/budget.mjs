/*
 * What a learner's phone must download before the first screen can be used:
 * every script and style that index.html loads at once, and of the chunks
 * loaded later the largest screen of a learner. DESIGN section 6 allows 70 kB
 * of script, gzipped. Exits with 1 when it is more.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const LIMIT = 70_000;
const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const manifest = JSON.parse(
	readFileSync(`${dist}assets/manifest.json`, "utf8"));

function gzipped(file) {
	return gzipSync(readFileSync(dist + file), { level: 9 }).length;
}

/* The files that `key` needs before it runs: its own and its static imports. */
function needed(key, seen = new Set()) {
	const chunk = manifest[key];

	if (seen.has(chunk.file))
		return seen;
	seen.add(chunk.file);
	for (const other of chunk.imports ?? [])
		needed(other, seen);
	return seen;
}

function size(files) {
	return [...files].reduce((sum, file) => sum + gzipped(file), 0);
}

const html = readFileSync(`${dist}index.html`, "utf8");
if (/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/i.test(html)) {
	console.error("index.html holds an inline script or style, " +
		"which the app's policy refuses");
	process.exit(1);
}

const first = needed("index.html");
const screens = Object.keys(manifest)
	.filter((key) => /src\/screens\/(Home|SignIn)\.tsx$/.test(key))
	.map((key) => [key, size(needed(key, new Set(first)))]);
const total = Math.max(size(first), ...screens.map(([, bytes]) => bytes));

console.log(`first learner screen: ${total} bytes of script, gzipped, of ` +
	`${LIMIT} allowed`);
if (total > LIMIT) {
	console.error(`the first learner screen is ${total - LIMIT} bytes too big`);
	process.exit(1);
}
