/*
 * A page that another LMS opened, mostly in a frame of its own: /l/ID.
 *
 * Its session is not that of the browser. It has no cookie, since browsers keep
 * none in others' frames, and lies in this tab's sessionStorage, or, where that
 * is shut too, in the page alone; who is signed in here besides stays so.
 */
const here = /^\/l\/([^/]+)/.exec(
	typeof location === "undefined" ? "" : location.pathname);

/** The launch's id; null: this is a page of the app. */
export const launchId: string | null = here ? here[1]! : null;

/** Where a launched page stands, with what it shows in the query. */
export function launchPath(query: Record<string, string | null> = {}): string {
	const parts = Object.entries(query)
		.filter(([, value]) => value)
		.map(([name, value]) => `${name}=${encodeURIComponent(value!)}`);

	return `/l/${launchId}${parts.length ? `?${parts.join("&")}` : ""}`;
}
