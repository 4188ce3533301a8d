/*
 * A tool of somebody else's as a browser meets it: registered, named by a module,
 * its pages answered in its stead, and the score that it sends.
 */
import assert from "node:assert/strict";
import { payloadOf } from "../lib/lti_platform.mjs";
import { nativeFiles, nativeZip } from "../lib/native.mjs";
import { ADMIN } from "./lessons.mjs";
import { api, during, launch } from "./lib.mjs";

const AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint";

/* What is answered in a tool's stead has no address, hence may not lead to this
   machine. */
export const launchForTools = () =>
	launch({ disabled: ["LocalNetworkAccessChecks"] });

/* By an administrator, on a page of their own. */
export async function register(browser, tool) {
	const seen = { faults: [], foreign: [] };

	await during(browser, { who: ADMIN, seen }, (page) =>
		tool.register(async (method, path, body) => {
			const [status, got] = await api(page, method, path, body);

			return { status, body: got, text: JSON.stringify(got) };
		}));
	assert.deepEqual(seen, { faults: [], foreign: [] });
}

/* A module that begins with a lesson of the tool, `?unit=tool%3Alab`, and ends
   with those in `more`. */
export function moduleOf(tool, ident, title, ...more) {
	const files = nativeFiles(ident, title);
	const about = JSON.parse(files["module.json"]);

	about.parts.unshift({ tool: { id: "lab", title: "Lab jaringan",
		url: `${tool.url}/lab`, passMark: 60 } });
	about.parts.push(...more.map((one) => ({ tool: one })));
	files["module.json"] = JSON.stringify(about);
	return nativeZip(files);
}

/* The tool's login page, which asks Balai at once who comes; `query` as
   URLSearchParams has it. */
export function loginPage(tool, query) {
	const to = new URLSearchParams({ scope: "openid",
		response_type: "id_token", response_mode: "form_post",
		prompt: "none", client_id: tool.clientId, nonce: "n", state: "s",
		redirect_uri: `${tool.url}/launch`, login_hint: query.get("login_hint"),
		lti_message_hint: query.get("lti_message_hint") });

	return `<!doctype html><script>location.replace(${JSON.stringify(
		`${tool.server}/lti/platform/auth?${to}`)})</script>`;
}

/* The tool's pages on that page of ours; `shown` makes of a launch's claims what
   it shows. */
export async function play(page, tool, shown) {
	const html = (route, body) =>
		route.fulfill({ contentType: "text/html", body });

	await page.route((at) => at.origin === tool.url && at.pathname === "/login",
		(route) => html(route, loginPage(tool,
			new URL(route.request().url()).searchParams)));
	await page.route(`${tool.url}/launch`, (route) => html(route,
		shown(payloadOf(new URLSearchParams(route.request().postData())
			.get("id_token")))));
}

/* What whoever was launched with `claims` reached there: `given` of `most`. */
export function score(tool, claims, given, most) {
	return tool.call("POST", `${claims[AGS].lineitem}/scores`, {
		scope: "score", type: "application/vnd.ims.lis.v1.score+json",
		body: { userId: claims.sub, scoreGiven: given, scoreMaximum: most,
			timestamp: new Date().toISOString(),
			activityProgress: "Completed", gradingProgress: "FullyGraded" },
	});
}
