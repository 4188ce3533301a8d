/*
 * A refusal or a fault in the place of what should stand there: the sentence,
 * a retry, and for faults of ours the code that an admin can look up.
 */
import type { Problem } from "../api/client";
import { t } from "../text";
import { Page } from "./Page";

interface Props {
	problem: Problem;
	again?: (() => void) | undefined;
	page?: boolean;	/* it stands for the whole screen */
}

export function Failure({ problem, again, page }: Props) {
	const body = (
		<div class="notice bad" role="alert">
			{!page && <p class="strong">{problem.title}</p>}
			<p>{problem.detail}</p>
			{again &&
				<button type="button" class="button" onClick={again}>
					{t("wait.again")}
				</button>}
		</div>
	);

	return page ? <Page title={problem.title}>{body}</Page> : body;
}
