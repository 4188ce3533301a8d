/*
 * Pages that the server makes by itself are none of the app's: a link to one
 * leaves the app, in the same tab.
 */
export const servedTarget = (href: string): "_top" | undefined =>
	/^\/(t|s|k)\//.test(href) ? "_top" : undefined;
