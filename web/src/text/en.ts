/*
 * Every word of the app in English: see id.ts.
 */
import type { Words } from ".";

export const en: Words = {
	"app.name": "Balai",
	"app.skip": "Skip to the content",

	"nav.label": "Main menu",
	"nav.home": "Home",
	"nav.catalogue": "Catalogue",
	"nav.me": "Me",
	"nav.manage": "Manage",
	"nav.help": "Help",

	"wait.loading": "Loading…",
	"wait.long": "This takes longer than usual. You may wait or try again.",
	"wait.again": "Try again",

	"offline.title": "The connection is lost",
	"offline.detail": "The server cannot be reached. What was saved is not lost. Check the connection, then try again.",
	"fault.title": "The page could not be opened",
	"fault.detail": "What was saved is not lost. Try again.",

	"notFound.title": "Page not found",
	"notFound.detail": "The address is wrong, or what was here is gone.",
	"notFound.home": "Back to Home",
};
