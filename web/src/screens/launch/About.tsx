/*
 * Where this page comes from, its language, and the account it can be joined
 * to. The link that joins is opened in a tab of its own, where people sign in.
 */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { LtiLaunch } from "../../api/lti";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { LanguageButton } from "../../parts/LanguageButton";
import { words } from "../../text/launch";

function Joining() {
	const [url, setUrl] = useState<string | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);

	function ask(): void {
		setProblem(null);
		call<{ url: string }>("POST", "/api/v1/me/launch/joining", {})
			.then((answer) => setUrl(answer.url),
				(e) => setProblem(fault(e)));
	}

	return (
		<>
			<p class="strong">{words("join")}</p>
			<p>{words("join.why")}</p>
			<div role="status">
				{url && <p>{words("join.opened")}</p>}
			</div>
			{problem && <Failure problem={problem} again={ask} />}
			<p>{url
				? <a class="button primary" href={url} target="_blank"
					rel="noopener">{words("join.open")}</a>
				: <button class="button" type="button" onClick={ask}>
					{words("join.go")}
				</button>}</p>
		</>
	);
}

export function About({ launch }: { launch: LtiLaunch }) {
	const { platform, context } = launch;

	return (
		<section class="launch-about" aria-label={words("about")}>
			<p class="small quiet">{context?.title
				? words("fromCourse",
					{ name: platform.name, course: context.title })
				: words("from", { name: platform.name })}</p>
			{launch.role === "test" &&
				<p class="notice warn">{words("test")}</p>}
			{launch.kind !== "choice" && launch.role !== "test" &&
				(launch.joined
					? <p class="small">{words("joined")}</p>
					: <Joining />)}
			<p>
				<LanguageButton />{" "}
				<a class="small" href="/privasi" target="_blank"
					rel="noopener">{words("privacy")}</a>
			</p>
		</section>
	);
}
