/*
 * Slips to be cut apart, ten to a sheet of A4: on paper only.
 */
import { useEffect } from "preact/hooks";
import type { Code } from "../../api/types";
import { useAbout } from "../../parts/about";
import { t } from "../../text";
import { day } from "../../text/format";
import { words } from "../../text/people";
import "../../styles/slips.css";

function Square({ code }: { code: Code }) {
	const { size, path } = code.qr;

	return (
		<svg class="slip-qr" viewBox={`0 0 ${size} ${size}`} role="img"
			shape-rendering="crispEdges"
			aria-label={words("slip.qr", { name: code.person.name })}>
			<rect width={size} height={size} fill="#FFF" />
			<path d={path} fill="#000" />
		</svg>
	);
}

/* Where it may break: one types it from paper. */
function Address({ url }: { url: string }) {
	const [, origin, path] = /^(https?:\/\/[^/]+)([^#]*)/.exec(url) ??
		[null, url, ""];

	return <>{origin}<wbr />{path}</>;
}

function Slip({ code, agency, until }: {
	code: Code;
	agency: string;
	until: string;
}) {
	return (
		<li class="slip">
			<Square code={code} />
			<div>
				<p class="slip-name">{code.person.name}</p>
				<p>{words("slip.login")}: <span class="mono">
					{code.loginMasked}
				</span></p>
				<p>{words("slip.code")}: <strong class="slip-code mono">
					{code.code}
				</strong></p>
				<p class="mono slip-url"><Address url={code.url} /></p>
				<p class="slip-small">{words("slip.how")}</p>
				<p class="slip-small">
					{agency} · {words("slip.until", { until })}
				</p>
			</div>
		</li>
	);
}

export function Slips({ codes, expiresAt }: {
	codes: Code[];
	expiresAt: number;
}) {
	const agency = useAbout()?.agency.name ?? t("app.name");

	useEffect(() => {
		const root = document.documentElement.classList;

		root.add("slips-only");
		return () => root.remove("slips-only");
	}, []);
	return codes.length === 0 ? null : (
		<ul class="slips plain">
			{codes.map((code) =>
				<Slip key={code.person.id} code={code} agency={agency}
					until={day(expiresAt)} />)}
		</ul>
	);
}
