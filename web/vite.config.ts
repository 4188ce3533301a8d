/*
 * The app: index.html and its chunks under /assets/ on the app origin, whose
 * policy allows neither inline script nor inline style nor data: addresses.
 */
import { fileURLToPath } from "node:url";
import preact from "@preact/preset-vite";
import { defineConfig } from "vite";

/* Chrome 80 and Safari 14 are the floor: WEB.md, "Phone and data". */
export const floor = ["es2019", "chrome80", "safari14"];

const api = process.env.BALAI_URL ?? "http://localhost:8080";

export default defineConfig({
	plugins: [preact()],
	resolve: {
		alias: [{
			find: /^fflate$/,
			replacement: fileURLToPath(new URL("src/bank/fflate.ts",
				import.meta.url)),
		}],
	},
	build: {
		target: floor,
		cssTarget: ["chrome80", "safari14"],
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		manifest: "assets/manifest.json",
		sourcemap: false,
	},
	server: {
		proxy: { "/api": { target: api }, "/xapi": { target: api } },
	},
});
