/*
 * Build the player's frame beside the app, and the page that checks seals: see
 * vite.frame.config.ts and vite.seal.config.ts. Beside the frame lie the tables and fonts that pdf.js fetches for files that lack their own.
 */
import { cpSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const web = fileURLToPath(new URL("..", import.meta.url));

if (existsSync(`${web}/src/frame/play.html`))
	await build({ configFile: `${web}/vite.frame.config.ts` });

await build({ configFile: `${web}/vite.seal.config.ts` });

for (const [from, to] of [["cmaps", "cmaps"], ["standard_fonts", "fonts"]])
	cpSync(`${web}/node_modules/pdfjs-dist/${from}`,
		`${web}/dist/frame/pdf/${to}`, { recursive: true });
