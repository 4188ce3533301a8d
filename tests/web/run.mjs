/*
 * Runs the web client's tests: node tests/web/run.mjs [FILTER]
 *
 * Debian's Node cannot read TypeScript, so every *.test.ts below this folder
 * (or those whose path holds FILTER) is bundled by the esbuild that Vite
 * brings, into a folder of its own that goes away, and given to `node --test`.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const top = dirname(dirname(here));
const web = join(top, "web");

function testsIn(folder) {
	return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
		const path = join(folder, entry.name);

		if (entry.isDirectory())
			return testsIn(path);
		return entry.name.endsWith(".test.ts") ? [path] : [];
	});
}

function run(files, out) {
	const { buildSync } = createRequire(join(web, "package.json"))("esbuild");

	buildSync({ entryPoints: files, outdir: out, outbase: here, bundle: true,
		platform: "node", format: "esm", target: "node18",
		outExtension: { ".js": ".mjs" }, sourcemap: "inline",
		nodePaths: [join(web, "node_modules")],
		define: { BALAI_TOP: JSON.stringify(top) }, logLevel: "warning" });
	const built = files.map(file => join(out,
		relative(here, file).replace(/\.ts$/, ".mjs")));
	return spawnSync(process.execPath,
		["--enable-source-maps", "--test", "--test-reporter",
			"./tests/lib/report.mjs", ...built],
		{ cwd: top, stdio: "inherit" }).status ?? 1;
}

const filter = process.argv[2] || "";
const files = testsIn(here).filter(file =>
	relative(here, file).includes(filter)).sort();

if (files.length === 0) {
	console.error(`no test matches '${filter}'`);
	process.exit(2);
}

const out = mkdtempSync(join(tmpdir(), "balai-web-tests-"));

try {
	process.exitCode = run(files, out);
} finally {
	rmSync(out, { recursive: true, force: true });
}
