/*
 * The player's frame: dist/frame/play.html and what it loads, which the
 * server offers under /~balai/ on the content origin, names hashed.
 */
import { defineConfig } from "vite";
import { floor } from "./vite.config";

export default defineConfig({
	root: "src/frame",
	base: "/~balai/",
	publicDir: false,
	build: {
		target: floor,
		outDir: "../../dist/frame",
		emptyOutDir: true,
		assetsDir: "",
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		manifest: "manifest",
		rollupOptions: { input: "src/frame/play.html" },
	},
});
