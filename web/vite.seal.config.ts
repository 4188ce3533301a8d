/*
 * The page that checks seals: dist/seal/page.js, page.css and worker.js, which
 * the server offers below /s/. Names are not hashed: the worker knows them. The
 * floor has BigInt, which the curve needs; es2019 in the app's list has not.
 */
import { defineConfig } from "vite";

export default defineConfig({
	root: "src/seal",
	base: "/s/",
	publicDir: false,
	build: {
		target: ["chrome80", "safari14"],
		cssTarget: ["chrome80", "safari14"],
		outDir: "../../dist/seal",
		emptyOutDir: true,
		assetsInlineLimit: 0,
		modulePreload: false,
		rollupOptions: {
			input: {
				page: "src/seal/page.ts",
				worker: "src/seal/worker.ts",
			},
			output: {
				entryFileNames: "[name].js",
				chunkFileNames: "[name].js",
				assetFileNames: "[name][extname]",
			},
		},
	},
});
