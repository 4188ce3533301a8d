/*
 * Build the player's frame beside the app: see vite.frame.config.ts. Beside it
 * lie the tables and fonts that pdf.js fetches for files that lack their own.
 */
import { cpSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const web = fileURLToPath(new URL("..", import.meta.url));

if (existsSync(`${web}/src/frame/play.html`))
	await build({ configFile: `${web}/vite.frame.config.ts` });

for (const [from, to] of [["cmaps", "cmaps"], ["standard_fonts", "fonts"]])
	cpSync(`${web}/node_modules/pdfjs-dist/${from}`,
		`${web}/dist/frame/pdf/${to}`, { recursive: true });
