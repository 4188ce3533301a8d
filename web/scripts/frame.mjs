/*
 * Build the player's frame beside the app: see vite.frame.config.ts.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const web = fileURLToPath(new URL("..", import.meta.url));

if (existsSync(`${web}/src/frame/play.html`))
	await build({ configFile: `${web}/vite.frame.config.ts` });
