/*
 * Leave a .br and a .gz beside every file of dist/ that becomes smaller, since
 * the server compresses nothing while a browser waits.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const TEXT = /\.(html|js|mjs|css|svg|json|webmanifest|txt|wasm)$/;
const SMALL = 256; /* below it the headers are most of the answer */

function files(folder) {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
		entry.isDirectory() ? files(`${folder}${entry.name}/`)
			: [`${folder}${entry.name}`]);
}

for (const file of files(dist).filter((name) => TEXT.test(name))) {
	const bytes = readFileSync(file);
	const forms = {
		br: brotliCompressSync(bytes, { params: {
			[constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
		gz: gzipSync(bytes, { level: 9 }),
	};

	for (const [ending, form] of Object.entries(forms))
		if (bytes.length >= SMALL && form.length < bytes.length)
			writeFileSync(`${file}.${ending}`, form);
}
