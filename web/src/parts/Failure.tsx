/*
 * A refusal or a fault in the place of what should stand there: the sentence,
 * a retry, and for faults of ours the code that an admin can look up.
 */
import { useState } from "preact/hooks";
import type { Problem } from "../api/client";
import { t } from "../text";
import { Page } from "./Page";

interface Props {
	problem: Problem;
	again?: (() => void) | undefined;
	page?: boolean;	/* it stands for the whole screen */
}

function Code({ code }: { code: string }) {
	const [copied, setCopied] = useState(false);

	function copy(): void {
		/* Plain http has no clipboard: the code can be read all the same. */
		navigator.clipboard?.writeText(code)
			.then(() => setCopied(true), () => undefined);
	}

	return (
		<p>
			{t("fault.code")} <strong class="mono">{code}</strong>{" "}
			{"clipboard" in navigator &&
				<button type="button" class="button bare" onClick={copy}>
					{t(copied ? "fault.copied" : "fault.copy")}
				</button>}
		</p>
	);
}

/* Nothing failed: it was decided so, and there is other work to find. */
const DECIDED = ["module_shut", "module_gone"];

export function Failure({ problem, again, page }: Props) {
	/* No fault, and nothing to report: it will pass, and is tried again. */
	const busy = problem.status === 503;
	const calm = busy || DECIDED.includes(problem.code);
	const ours = problem.status >= 500 && !busy && problem.requestId;
	const body = (
		<div class={calm ? "notice warn" : "notice bad"}
			role={calm ? "status" : "alert"}>
			{!page && <p class="strong">{problem.title}</p>}
			<p>{problem.detail}</p>
			{busy && again && <p>{t("busy.again")}</p>}
			{ours && <Code code={problem.requestId} />}
			{again && problem.status !== 403 && problem.status !== 404 &&
				<button type="button" class="button" onClick={again}>
					{t("wait.again")}
				</button>}
		</div>
	);

	return page
		? <Page title={problem.title}>
			<div class="stack">
				{body}
				<p class="actions">
					{calm && !busy
						? <a class="button primary" href="/katalog">
							{t("module.findOther")}
						</a>
						: <a class="button" href="/">
							{t("notFound.home")}
						</a>}
				</p>
			</div>
		</Page>
		: body;
}
